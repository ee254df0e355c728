/* SPDX-License-Identifier: EUPL-1.2 */
/* test_seal.c - the seal of the ledger's file: whole, none, and broken by any byte. */
#include "scratch.h"

#include "base/hash.h"
#include "store/seal.h"
#include "store/store.h"

static const char *state_dir;

static int
setup(void **state)
{
	int rc = scratch_open(state);

	if (rc == 0)
		state_dir = scratch;
	return rc;
}

static enum seal
seal(void)
{
	enum seal s;

	assert_ok(seal_check(state_dir, &s, &err));
	return s;
}

static void
life(void **state)
{
	struct str line;
	struct digest d;

	(void)state;
	assert_int_equal(seal(), SEAL_NONE);
	assert_ok(seal_break(state_dir, &err));			/* nothing to break */
	assert_err(E_IO, seal_make(state_dir, &err));		/* nothing to seal */
	assert_int_equal(seal(), SEAL_NONE);
	(void)put(SEAL_LEDGER, S("inhoud"));
	assert_ok(seal_make(state_dir, &err));
	assert_int_equal(seal(), SEAL_WHOLE);
	assert_ok(file_read(in(SEAL_FILE), KIB(4), mem, &line, &err));
	d = digest_of(S("inhoud"));
	assert_str(line, str_c(mem, str_fmt(mem, "%.*s  administratie.sqlite\n", STRF(digest_hex(mem, d)))));
	assert_ok(seal_make(state_dir, &err));			/* again is fine */
	assert_int_equal(seal(), SEAL_WHOLE);
	assert_ok(seal_break(state_dir, &err));
	assert_int_equal(seal(), SEAL_NONE);
	assert_int_equal(access(in(SEAL_FILE), F_OK), -1);
	assert_err(E_IO, seal_break(in("geen/map"), &err) == 0 ? seal_make(in("geen/map"), &err) : -1);
	/* A ledger that is gone while its seal is there is no small thing. */
	assert_ok(seal_make(state_dir, &err));
	assert_int_equal(unlink(in(SEAL_LEDGER)), 0);
	assert_err(E_IO, seal_check(state_dir, &(enum seal){ SEAL_NONE }, &err));
	assert_ok(seal_break(state_dir, &err));
}

/* Any bit of the ledger, any byte of the seal, a byte more and a byte less. */
static void
flipped(void **state)
{
	char bytes[97], line[128];
	struct str kept;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 37);
	(void)put(SEAL_LEDGER, (struct str){ bytes, sizeof bytes });
	assert_ok(seal_make(state_dir, &err));
	for (size_t i = 0; i < sizeof bytes * 8; i++) {
		bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
		(void)put(SEAL_LEDGER, (struct str){ bytes, sizeof bytes });
		if (seal() != SEAL_BROKEN)
			fail_msg("bit %zu", i);
		bytes[i / 8] = (char)(bytes[i / 8] ^ (1 << i % 8));
	}
	(void)put(SEAL_LEDGER, (struct str){ bytes, sizeof bytes - 1 });
	assert_int_equal(seal(), SEAL_BROKEN);
	(void)put(SEAL_LEDGER, S(""));
	assert_int_equal(seal(), SEAL_BROKEN);
	(void)put(SEAL_LEDGER, (struct str){ bytes, sizeof bytes });
	assert_int_equal(seal(), SEAL_WHOLE);
	assert_ok(file_read(in(SEAL_FILE), sizeof line, mem, &kept, &err));
	for (size_t i = 0; i < kept.n; i++) {
		memcpy(line, kept.p, kept.n);
		line[i] = (char)(line[i] ^ 1);
		(void)put(SEAL_FILE, (struct str){ line, kept.n });
		if (seal() != SEAL_BROKEN)
			fail_msg("byte %zu of the seal", i);
	}
	for (size_t n = 0; n < kept.n; n++) {
		(void)put(SEAL_FILE, (struct str){ kept.p, n });
		assert_int_equal(seal(), SEAL_BROKEN);
	}
	(void)put(SEAL_FILE, str_fmt(mem, "%.*s%.*s", STRF(kept), STRF(kept)));
	assert_int_equal(seal(), SEAL_BROKEN);
	(void)put(SEAL_FILE, (struct str){ arena_alloc(mem, KIB(64), 1), KIB(64) });
	assert_int_equal(seal(), SEAL_BROKEN);
	(void)put(SEAL_FILE, kept);
	assert_int_equal(seal(), SEAL_WHOLE);
	assert_ok(seal_break(state_dir, &err));
	assert_int_equal(unlink(in(SEAL_LEDGER)), 0);
}

/* A real ledger: whole between two runs, and what SQLite would read besides it is seen. */
static void
ledger(void **state)
{
	static const char *const beside[] = { "-wal", "-journal" };
	struct run_facts f = { .mode = "run", .who = S("nacht"), .build = S("0.1.0") };
	struct run_id run;
	struct store *s;

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_ok(seal_break(state_dir, &err));
		assert_ok(store_open(in(SEAL_LEDGER), &s, &err));
		assert_int_equal(seal(), SEAL_NONE);
		assert_ok(store_run_begin(s, &f, &run, &err));
		assert_ok(store_run_end(s, run, 1, true, &err));
		store_close(s);
		assert_ok(seal_make(state_dir, &err));
		assert_int_equal(seal(), SEAL_WHOLE);
	}
	for (size_t i = 0; i < COUNT(beside); i++) {
		const char *name = str_c(mem, str_fmt(mem, "%s%s", SEAL_LEDGER, beside[i]));

		(void)put(name, S(""));			/* a reader that was killed leaves an empty one */
		assert_int_equal(seal(), SEAL_WHOLE);
		(void)put(name, S("andere bladzijden"));
		assert_int_equal(seal(), SEAL_BROKEN);
		assert_int_equal(unlink(in(name)), 0);
		assert_int_equal(seal(), SEAL_WHOLE);
	}
	/* Opened and changed without breaking the seal. */
	assert_ok(store_open(in(SEAL_LEDGER), &s, &err));
	assert_ok(store_run_begin(s, &f, &run, &err));
	store_close(s);
	assert_int_equal(seal(), SEAL_BROKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(life), cmocka_unit_test(flipped), cmocka_unit_test(ledger),
	};

	return cmocka_run_group_tests(tests, setup, scratch_close);
}
