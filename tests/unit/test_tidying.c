/* SPDX-License-Identifier: EUPL-1.2 */
/* test_tidying.c - what goes out of the vault and what stays, and that what stays costs no memory. */
#include "rows.h"

#include "store/accounts.h"
#include "store/tidy.h"

#define DOCUMENTS	((size_t)20)
#define MANY		((size_t)800)

static struct store *store;
static struct vault *vault;
static struct run_id run;

static int
open_both(void **state)
{
	(void)state;
	store = fresh(NULL, &run);
	assert_ok(vault_open(in("kluis"), false, &vault, &err));
	return 0;
}

static int
close_both(void **state)
{
	(void)state;
	vault_close(vault);
	store_close(store);
	path_remove_tree(in("kluis"));
	return 0;
}

/* Something in the vault. */
static struct digest
object(const char *text)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(vault, &fd, &err));
	assert_ok(fd_write_all(fd, str_of(text), &err));
	assert_ok(vault_keep(vault, fd, &a, &err));
	(void)close(fd);
	return a.sha256;
}

static bool
there(const char *text)
{
	return vault_size(vault, digest_of(str_of(text)), &(uint64_t){ 0 });
}

static json_t *
facts_of(const struct digest *v, size_t n)
{
	json_t *j = json_object(), *list = json_array();

	for (size_t i = 0; i < n; i++) {
		json_t *one = json_object();

		json_put_str(one, "sha256", digest_hex(mem, v[i]));
		json_push(list, one);
	}
	json_put(j, "documents", list);
	return j;
}

/* A dossier at one of its places came in with these files, and is public and confirmed when it is done. */
static void
came(const char *key, const char *outlet, bool done, struct digest last, const struct digest *v, size_t n)
{
	static const enum state way[] = { S_INGESTED, S_EXTRACTED, S_CLASSIFIED, S_PASSED, S_BUNDLED, S_CREATING, S_CREATED,
		S_UPLOADING, S_UPLOADED, S_VERIFIED, S_PUBLISHING, S_PUBLISHED, S_CONFIRMED };
	struct turn t = { .id = uuid_v5(uuid_ns_url, str_fmt(mem, "%s/%s", key, outlet)), .run = run, .now = NOW };
	struct ledger_row before;

	t.outlet = str_of(outlet);
	assert_ok(ledger_get(store, t.id, mem, &before, &err));
	assert_ok(ledger_ingest(store, &t, S("leiden"), str_of(key), input, &before, true, facts_of(v, n), &err));
	for (size_t i = 1; done && i < COUNT(way); i++) {
		struct step step = step_between(way[i - 1], way[i]);

		if (way[i] == S_BUNDLED)
			step.bundle = &last;
		if (step.remote.p != NULL)
			step.remote = str_fmt(mem, "%s %s", key, outlet);
		assert_ok(ledger_move(store, &t, &step, NULL, &err));
	}
}

static struct date
all_may(void *ctx, struct str org, struct str key)
{
	(void)ctx;
	(void)org;
	(void)key;
	return (struct date){ 2100, 1, 1 };
}

/* Dossiers that went, of at most so many; *bytes_r: memory that it kept. */
static size_t
went(size_t most, uint64_t *bytes_r)
{
	struct tidy t = { .store = store, .vault = vault, .run = run, .most = most, .until = all_may };
	struct arena *own = arena_new("opruimen", MIB(64));
	struct tidied *v;
	size_t n, sum = 0;

	assert_ok(tidy(&t, own, &v, &n, &err));
	for (size_t i = 0; i < n; i++)
		sum += v[i].dossiers;
	if (bytes_r != NULL)
		*bytes_r = arena_used(own);
	arena_free(own);
	return sum;
}

static void
what_another_names(void **state)
{
	struct digest a[] = { object("alleen van a"), object("van a en b") }, b[] = { object("van a en b") };

	(void)state;
	came("a", "", true, object("bundel a"), a, COUNT(a));
	came("b", "", false, input, b, COUNT(b));
	(void)object("van niemand");
	assert_int_equal(went(9, NULL), 1);
	assert_false(there("alleen van a"));
	assert_true(there("van a en b"));
	assert_true(there("bundel a")); /* it is public */
	assert_true(there("van niemand")); /* not ours to know */
	assert_int_equal(went(9, NULL), 0);
	/* Broken off, or come in again without being done. */
	(void)object("alleen van a");
	assert_int_equal(went(9, NULL), 1);
	assert_false(there("alleen van a"));
}

/* A bundle of the one is a file that came in with the other. */
static void
what_is_public(void **state)
{
	struct digest shared = object("bundel van a, bijlage van b"), other_last = object("bundel b");

	(void)state;
	came("a", "", true, shared, &input, 1);
	came("b", "", true, other_last, &shared, 1);
	assert_int_equal(went(9, NULL), 0);
	assert_true(there("bundel van a, bijlage van b"));
	assert_true(there("bundel b"));
}

/* Its account names a file, which may be a member of an archive, and the text of that. */
static void
said(const char *key, struct digest file, struct digest text, bool is_public)
{
	struct str line = str_fmt(mem, "{\"dossier\":\"%s\",\"documents\":[{\"sha256\":\"%.*s\",\"text_sha256\":\"%.*s\"}]}", key,
	    STRF(digest_hex(mem, file)), STRF(digest_hex(mem, text)));

	struct keeping k = { .id = uuid_v5(uuid_ns_url, str_fmt(mem, "%s/", key)), .is_public = is_public, .run = run };
	AUTO_JSON j = json_read(line, &err);
	AUTO_SERIES s = series_of("documents", j);

	assert_ok(accounts_keep(store, vault, &k, s, &(struct artefact){ 0 }, &err));
}

/* Members and texts stand in no evidence: what only the account of another names stays too, also of when that was public. */
static void
what_an_account_names(void **state)
{
	struct digest a = object("zip van a"), b = object("zip van b"), c = object("zip van c"), d = object("zip van d");
	struct digest both = object("lid van a en b"), same = object("tekst van a en b");
	struct digest before = object("lid van d, vroeger van c"), own = object("tekst van a");

	(void)state;
	came("a", "", true, object("bundel a"), &a, 1);
	came("b", "", false, input, &b, 1);
	came("c", "", false, input, &c, 1);
	came("d", "", true, object("bundel d"), &d, 1);
	said("a", a, own, true);
	said("a", both, same, false);
	said("b", both, same, false);
	said("c", before, input, true);
	said("c", c, input, false);
	said("d", before, input, false);
	assert_int_equal(went(9, NULL), 2);
	assert_false(there("zip van a"));
	assert_false(there("tekst van a"));
	assert_true(there("lid van a en b"));
	assert_true(there("tekst van a en b"));
	assert_true(there("lid van d, vroeger van c"));
}

/* What another has cannot be read: nothing goes. */
static void
account_lost(void **state)
{
	struct digest a = object("bijlage a"), b = object("bijlage b");
	struct tidy t = { .store = store, .vault = vault, .run = run, .most = 9, .until = all_may };
	struct artefact account;
	struct tidied *v;
	struct run_id of;
	bool found;
	size_t n;

	(void)state;
	came("a", "", true, object("bundel a"), &a, 1);
	came("b", "", false, input, &b, 1);
	said("b", b, input, false);
	assert_ok(store_account(store, uuid_v5(uuid_ns_url, S("b/")), &account, &of, &found, &err));
	assert_ok(vault_remove(vault, account.sha256, &err));
	assert_err(E_IO, tidy(&t, mem, &v, &n, &err));
	assert_true(there("bijlage a"));
}

/* What went at all its places is not counted again: the next of them has its turn. */
static void
two_places(void **state)
{
	struct digest a = object("bijlage a"), b = object("bijlage b"), last = object("bundel");

	(void)state;
	came("a", "", true, last, &a, 1);
	came("a", "site", true, last, &a, 1);
	came("b", "", true, last, &b, 1);
	came("b", "site", true, last, &b, 1);
	assert_int_equal(went(1, NULL), 1);
	assert_false(there("bijlage a"));
	assert_true(there("bijlage b"));
	assert_int_equal(went(1, NULL), 1);
	assert_false(there("bijlage b"));
	assert_int_equal(went(1, NULL), 0);
}

/* One of its places is not done: all of it stays. */
static void
half_done(void **state)
{
	struct digest a = object("bijlage a"), last = object("bundel");

	(void)state;
	came("a", "", true, last, &a, 1);
	came("a", "site", false, last, &a, 1);
	assert_int_equal(went(9, NULL), 0);
	assert_true(there("bijlage a"));
}

static void
memory(void **state)
{
	struct digest own = object("bijlage"), last = object("bundel");
	uint64_t few, many;

	(void)state;
	came("weg 1", "", true, last, &own, 1);
	assert_int_equal(went(9, &few), 1);
	for (size_t i = 0; i < MANY; i++) {
		struct digest v[DOCUMENTS];

		for (size_t k = 0; k < DOCUMENTS; k++)
			v[k] = digest_of(str_fmt(mem, "%zu %zu", i, k));
		came(str_c(mem, str_fmt(mem, "blijft %zu", i)), "", false, input, v, DOCUMENTS);
	}
	own = object("nog een bijlage");
	came("weg 2", "", true, last, &own, 1);
	assert_int_equal(went(9, &many), 1);
	assert_int_equal(many, few);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_another_names, open_both, close_both),
		cmocka_unit_test_setup_teardown(what_is_public, open_both, close_both),
		cmocka_unit_test_setup_teardown(what_an_account_names, open_both, close_both),
		cmocka_unit_test_setup_teardown(account_lost, open_both, close_both),
		cmocka_unit_test_setup_teardown(two_places, open_both, close_both),
		cmocka_unit_test_setup_teardown(half_done, open_both, close_both),
		cmocka_unit_test_setup_teardown(memory, open_both, close_both),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
