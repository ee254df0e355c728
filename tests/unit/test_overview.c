/* SPDX-License-Identifier: EUPL-1.2 */
/* test_overview.c - how everything stands, read from a ledger that is being written. */
#include "scratch.h"

#include <sys/stat.h>

#include "base/buf.h"
#include "store/overview.h"

#define DAY	1800000000

static struct store *store;
static struct run_id run;

static const struct { const char *org, *key; enum state to; } dossiers[] = {
	{ "leiden", "a", S_HELD },
	{ "leiden", "b", S_PASSED },
	{ "leiden", "c", S_HELD },
	{ "leiderdorp", "a", S_INGESTED },
};

static struct uuid
id_of(size_t i)
{
	return uuid_v5(uuid_ns_url, str_fmt(mem, "%s/%s", dossiers[i].org, dossiers[i].key));
}

/* The dossiers of the table, each brought where it is to be. */
static void
fill(void)
{
	const struct run_facts f = { .mode = "run", .now = DAY, .started = DAY, .who = S("jan"), .build = S("0") };
	static const enum state way[] = { S_INGESTED, S_EXTRACTED, S_CLASSIFIED };
	const struct digest gate = digest_of(S("poort"));
	const struct ledger_row none = { .state = S_NONE };

	assert_ok(store_run_begin(store, &f, &run, &err));
	for (size_t i = 0; i < COUNT(dossiers); i++) {
		struct turn t = { .id = id_of(i), .run = run, .now = DAY + (time_t)i };

		assert_int_equal(ledger_ingest(store, &t, str_of(dossiers[i].org), str_of(dossiers[i].key), digest_of(S("x")), &none,
				     true, NULL, &err), 0);
		for (size_t k = 0; dossiers[i].to != S_INGESTED && k + 1 < COUNT(way); k++)
			assert_int_equal(ledger_move(store, &t, &STEP(way[k], way[k + 1]), NULL, &err), 0);
		if (dossiers[i].to != S_INGESTED) {
			struct step last = STEP(S_CLASSIFIED, dossiers[i].to);

			last.gate = &gate;
			assert_int_equal(ledger_move(store, &t, &last, NULL, &err), 0);
		}
	}
}

static int
write_count(void *ctx, const struct count *c, struct err *e)
{
	(void)e;
	buf_addf(ctx, "%.*s %s %d %lld;", STRF(c->org), state_name(c->state), c->exposed, (long long)c->n);
	return 0;
}

static int
write_standing(void *ctx, const struct standing *st, struct err *e)
{
	(void)e;
	buf_addf(ctx, "%.*s/%.*s %s %lld %lld;", STRF(st->org), STRF(st->key), state_name(st->row.state),
	    (long long)(st->row.since - DAY), (long long)st->deaths);
	return 0;
}

static int
stop(void *ctx, const struct standing *st, struct err *e)
{
	(void)st;
	++*(int *)ctx;
	return err_set(e, E_AGAIN, "genoeg");
}

static void
scopes(void **state)
{
	static const struct { struct scope at; const char *counts, *each; } cases[] = {
		{ { { 0 }, { 0 } }, "leiden HELD 0 2;leiden PASSED 0 1;leiderdorp INGESTED 0 1;",
		    "leiden/a HELD 0 -1;leiden/b PASSED 1 -1;leiden/c HELD 2 1;leiderdorp/a INGESTED 3 -1;" },
		{ { S("leiden"), { 0 } }, "leiden HELD 0 2;leiden PASSED 0 1;",
		    "leiden/a HELD 0 -1;leiden/b PASSED 1 -1;leiden/c HELD 2 1;" },
		{ { S("leiden"), S("a") }, "leiden HELD 0 1;", "leiden/a HELD 0 -1;" },
		{ { S("utrecht"), { 0 } }, "", "" },
		{ { S("leiden"), S("' OR 1=1 --") }, "", "" },
	};
	int64_t nameless;
	int n = 0;

	(void)state;
	assert_ok(store_death_add(store, id_of(2), true, run, &err));
	assert_ok(store_death_add(store, uuid_ns_url, false, run, &err));
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, mem, MIB(1));
		assert_ok(overview_counts(store, cases[i].at, write_count, &b, &err));
		assert_string_equal(str_c(mem, buf_str(&b)), cases[i].counts);
		buf_init(&b, mem, MIB(1));
		assert_ok(overview_each(store, cases[i].at, false, write_standing, &b, &err));
		assert_string_equal(str_c(mem, buf_str(&b)), cases[i].each);
	}
	assert_ok(overview_nameless(store, &nameless, &err));
	assert_int_equal(nameless, 1);
	assert_int_equal(overview_each(store, (struct scope){ { 0 }, { 0 } }, true, stop, &n, &err), -1);
	assert_int_equal(n, 1);
	assert_int_equal(err.kind, E_AGAIN);
}

static int
write_entry(void *ctx, const json_t *entry, struct err *e)
{
	(void)e;
	buf_addf(ctx, "%.*s ", STRF(json_str(json_map(entry, "row"), "state")));
	return 0;
}

static void
evidence_and_runs(void **state)
{
	struct run_row r;
	struct run_id open[2];
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b, mem, MIB(1));
	assert_ok(overview_evidence(store, id_of(0), write_entry, &b, &err));
	assert_string_equal(str_c(mem, buf_str(&b)), "INGESTED EXTRACTED CLASSIFIED HELD ");
	assert_ok(overview_last_run(store, "run", mem, &r, &err));
	assert_int_equal(r.id.v, run.v);
	assert_true(run_alive(&r)); /* it is us */
	assert_ok(overview_open_runs(store, open, 2, &n, &err));
	assert_int_equal(n, 1);
	assert_ok(store_run_end(store, run, DAY + 9, true, &err));
	assert_ok(overview_last_run(store, "", mem, &r, &err));
	assert_int_equal(r.ended, DAY + 9);
	assert_true(r.balanced && !run_alive(&r));
	assert_ok(overview_last_run(store, "redo", mem, &r, &err));
	assert_int_equal(r.id.v, 0);
	assert_ok(overview_open_runs(store, open, 2, &n, &err));
	assert_int_equal(n, 0);
}

static void
accounts(void **state)
{
	const struct artefact first = { digest_of(S("1")), 1 }, second = { digest_of(S("2")), 2 };
	struct artefact a;
	bool found;

	(void)state;
	assert_ok(store_account_public(store, id_of(0), &a, &found, &err));
	assert_false(found);
	assert_ok(store_account_set(store, id_of(0), &first, run, &err));
	assert_ok(store_account_note(store, id_of(0), "publish", &first, 0, &err));
	assert_ok(store_account_set(store, id_of(0), &second, run, &err));
	assert_ok(store_account_note(store, id_of(0), "hold", NULL, 0, &err));
	assert_ok(store_account_public(store, id_of(0), &a, &found, &err));
	assert_true(found && digest_eq(a.sha256, first.sha256) && a.size == 1); /* what is public does not follow */
}

/* Who reads writes nothing, and leaves the log of a writer that is at work, or was killed, as it is. */
static void
reads_only(void **state)
{
	const struct run_facts f = { .mode = "run", .now = DAY, .started = DAY, .who = S("jan"), .build = S("0") };
	const char *path = in("administratie.sqlite"), *log = in("administratie.sqlite-wal");
	struct store *writer, *reader;
	struct stat before, after;
	struct run_row r;
	struct run_id id;

	(void)state;
	assert_int_equal(store_open_live(path, &reader, &err), -1); /* and none is made */
	assert_int_not_equal(stat(path, &before), 0);
	assert_ok(store_open(path, &writer, &err));
	assert_ok(store_run_begin(writer, &f, &id, &err));
	assert_ok(store_open_live(path, &reader, &err));
	assert_int_equal(stat(log, &before), 0);
	assert_ok(overview_begin(reader, &err));
	assert_ok(overview_last_run(reader, "", mem, &r, &err));
	assert_int_equal(r.id.v, id.v);
	assert_int_equal(store_run_begin(reader, &f, &id, &err), -1);
	assert_ok(store_run_end(writer, id, DAY, true, &err)); /* nobody waits for a reader */
	assert_ok(overview_last_run(reader, "", mem, &r, &err));
	assert_int_equal(r.ended, 0); /* of one moment */
	assert_ok(overview_end(reader, &err));
	store_close(reader);
	assert_int_equal(stat(log, &after), 0);
	assert_true(after.st_size >= before.st_size);
	store_close(writer);
	assert_int_not_equal(stat(log, &after), 0);
	assert_int_equal(stat(path, &before), 0);
	assert_ok(store_open_live(path, &reader, &err));
	assert_ok(overview_last_run(reader, "", mem, &r, &err));
	store_close(reader);
	assert_int_equal(stat(path, &after), 0);
	assert_true(before.st_mtim.tv_sec == after.st_mtim.tv_sec && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
	assert_int_not_equal(stat(log, &after), 0);
}

static int
begin(void **state)
{
	int rc = scratch_open(state);

	assert_ok(store_open(NULL, &store, &err));
	fill();
	return rc;
}

static int
end(void **state)
{
	store_close(store);
	return scratch_close(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scopes),
		cmocka_unit_test(evidence_and_runs),
		cmocka_unit_test(accounts),
		cmocka_unit_test(reads_only),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
