/* SPDX-License-Identifier: EUPL-1.2 */
/* test_store.c - the database of a run: its file, what it keeps beside dossiers, and what another writer sees. */
#include "rows.h"

#include "store/accounts.h"
#include "store/originals.h"
#include "store/waivers.h"
#include "store/withdrawals.h"

static void
opens(void **state)
{
	const char *path = in("open.sqlite");
	struct store *s, *twice;
	struct run_id run;
	struct ledger_row row;
	sqlite3 *db;

	(void)state;
	s = fresh(NULL, &run);
	assert_int_equal(row_of(s).state, S_NONE);
	store_close(s);
	store_close(NULL);
	s = fresh("open.sqlite", &run);
	(void)bring(s, run, S_HELD);
	assert_ok(store_open(path, &twice, &err));
	assert_int_equal(row_of(twice).state, S_HELD);
	store_close(twice);
	assert_ok(store_run_end(s, run, NOW + 5, true, &err));
	store_close(s);
	assert_ok(store_open(path, &s, &err));
	row = row_of(s);
	assert_int_equal(row.state, S_HELD);
	assert_int_equal(row.revision, 1);
	assert_true(digest_eq(row.input, input) && digest_eq(row.config, config) && digest_eq(row.held, input));
	store_close(s);
	db = raw(path);
	assert_int_equal(number_of(db, "PRAGMA application_id"), 0x576f6f31);
	assert_int_equal(number_of(db, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode='wal'"), 1);
	assert_int_equal(number_of(db, "SELECT ended FROM run WHERE balanced=1"), NOW + 5);
	assert_int_equal(number_of(db, "SELECT now FROM run"), NOW);
	assert_int_equal(number_of(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check='ok'"), 1);
	(void)sqlite3_close(db);
}

static void
foreign(void **state)
{
	static const struct { const char *name, *sql; } cases[] = {
		{ "newer", "PRAGMA application_id=1466920753; PRAGMA user_version=11" },
		{ "without what leaves, and without rests", "PRAGMA application_id=1466920753; PRAGMA user_version=9" },
		{ "without hand-over", "PRAGMA application_id=1466920753; PRAGMA user_version=8" },
		{ "without withdrawals", "PRAGMA application_id=1466920753; PRAGMA user_version=7" },
		{ "without journals", "PRAGMA application_id=1466920753; PRAGMA user_version=6" },
		{ "of one place", "PRAGMA application_id=1466920753; PRAGMA user_version=5" },
		{ "without waivers", "PRAGMA application_id=1466920753; PRAGMA user_version=4" },
		{ "older", "PRAGMA application_id=1466920753; PRAGMA user_version=1" },
		{ "of another", "PRAGMA application_id=1; PRAGMA user_version=1; CREATE TABLE run(id)" },
		{ "without a name", "CREATE TABLE adressen(naam TEXT)" },
		{ "with a version", "PRAGMA user_version=1" },
	};
	struct store *s;
	struct str bytes, after;
	sqlite3 *db;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *path = in(cases[i].name);

		db = raw(path);
		assert_int_equal(sql(db, cases[i].sql), SQLITE_OK);
		(void)sqlite3_close(db);
		assert_ok(file_read(path, MIB(1), mem, &bytes, &err));
		assert_err(E_CONFIG, store_open(path, &s, &err));
		if (strstr(err.msg, cases[i].name) == NULL || strstr(err.msg, "geen administratie") == NULL)
			fail_msg("%s: %s", cases[i].name, err.msg);
		assert_ok(file_read(path, MIB(1), mem, &after, &err));
		if (!str_eq(bytes, after))
			fail_msg("%s: changed", cases[i].name);
	}
	(void)put("tekst", S("dit is geen SQLite, en lang genoeg om voor een kop door te gaan, honderd bytes of meer. "
	    "Dit is geen SQLite."));
	assert_err(E_IO, store_open(in("tekst"), &s, &err));
	assert_err(E_IO, store_open(in("geen/map/x"), &s, &err));
	assert_err(E_IO, store_open(scratch, &s, &err));
}

static void
memos(void **state)
{
	struct digest key = digest_of(S("key")), key2 = digest_of(S("key2"));
	struct run_id run;
	struct store *s = fresh("memo.sqlite", &run);
	struct str got;

	(void)state;
	assert_ok(store_memo_get(s, key, mem, &got, &err));
	assert_null(got.p);
	assert_ok(store_memo_put(s, key, "extract", S("{\"a\":1}"), run, &err));
	assert_ok(store_memo_put(s, key2, "screen", S(""), run, &err));
	assert_ok(store_memo_get(s, key, mem, &got, &err));
	assert_str(got, "{\"a\":1}");
	assert_ok(store_memo_put(s, key, "extract", S("{\"a\":2}"), run, &err));
	store_close(s);
	assert_ok(store_open(in("memo.sqlite"), &s, &err));
	assert_ok(store_memo_get(s, key, mem, &got, &err));
	assert_str(got, "{\"a\":2}");
	assert_ok(store_memo_get(s, key2, mem, &got, &err));
	assert_true(got.p != NULL && got.n == 0);
	assert_err(E_BUG, store_memo_put(s, key, "extract", S("x"), (struct run_id){ 99 }, &err));
	assert_err(E_BUG, store_memo_put(s, key, "extract", STR_NONE, run, &err));
	assert_ok(store_memo_get(s, key, mem, &got, &err));
	assert_str(got, "{\"a\":2}");
	store_close(s);
}

/* The first moment stays, whatever the clock of a later run says. */
static void
moments(void **state)
{
	struct digest a = digest_of(S("a")), b = digest_of(S("b"));
	struct run_id run;
	struct store *s = fresh("moment.sqlite", &run);
	time_t since = 0;

	(void)state;
	assert_ok(originals_since(s, a, NOW, &since, &err));
	assert_int_equal(since, NOW);
	assert_ok(originals_since(s, a, NOW + 86400, &since, &err));
	assert_int_equal(since, NOW);
	store_close(s);
	assert_ok(store_open(in("moment.sqlite"), &s, &err));
	assert_ok(originals_since(s, a, NOW - 86400, &since, &err));
	assert_int_equal(since, NOW);
	assert_ok(originals_since(s, b, NOW + 1, &since, &err));
	assert_int_equal(since, NOW + 1);
	store_close(s);
}

static int64_t
entries(const char *what)
{
	sqlite3 *db = raw(in("waiver.sqlite"));
	int64_t n = number_of(
	    db, str_c(mem, str_fmt(mem, "SELECT count(*) FROM evidence WHERE json_extract(body, '$.what')='%s'", what)));

	(void)sqlite3_close(db);
	return n;
}

/* What was taken back stays told, where it stood is asked until it is gone, and each has its entry. */
static void
withdrawals(void **state)
{
	struct withdrawal whole = { .what = TAKEN_BACK, .document = S(""), .of = digest_of(S("a")), .reason = S("https://r"),
		.label = S("fout"), .explanation = S("verkeerd stuk"), .by = S("A. de Vries"), .at = NOW }, one = whole, *v;
	struct watch asked = { .address = S("https://p/1"), .rounds = 1, .due = NOW + 3600, .answer = REACHED_GONE,
		.heard = NOW }, *w;
	struct unsettled *u;
	struct run_id run;
	struct store *s = fresh("withdrawal.sqlite", &run);
	int64_t count;
	size_t n;

	(void)state;
	assert_err(E_BUG, withdrawals_add(s, id, &whole, run, &err)); /* of no dossier that there is */
	(void)ingest(s, run, input, false);
	one.what = TAKEN_REPLACED;
	one.document = S("a\\xff.pdf");
	assert_ok(withdrawals_add(s, id, &one, run, &err));
	assert_ok(withdrawals_add(s, id, &whole, run, &err));
	assert_ok(watches_add(s, id, asked.address, NOW, run, &err));
	assert_ok(watches_add(s, id, asked.address, NOW + 9, run, &err));
	assert_int_equal(head_of(s).seq, 4);
	assert_ok(withdrawals_unsettled(s, NOW - 1, mem, &u, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(withdrawals_unsettled(s, NOW, mem, &u, &n, &err));
	assert_int_equal(n, 1);
	assert_str(u[0].key, "dossier");
	assert_ok(watches_heard(s, id, &asked, 404, run, &err));
	asked.due = 0;
	assert_ok(watches_heard(s, id, &asked, 404, run, &err));
	assert_err(E_BUG, watches_heard(s, id, &asked, 404, run, &err)); /* closed */
	store_close(s);
	assert_ok(store_open(in("withdrawal.sqlite"), &s, &err));
	assert_ok(withdrawals_of(s, id, mem, &v, &n, &err));
	assert_int_equal(n, 2);
	assert_true(v[0].n == 1 && v[0].what == TAKEN_REPLACED && v[1].n == 2 && v[1].what == TAKEN_BACK && v[0].at == NOW);
	assert_true(digest_eq(v[1].of, whole.of) && str_eq(v[0].document, one.document) && v[1].document.n == 0);
	assert_true(str_eq(v[0].label, one.label) && str_eq(v[0].explanation, one.explanation) && str_eq(v[0].by, one.by));
	assert_ok(withdrawals_count(s, &count, &err));
	assert_int_equal(count, 2);
	assert_ok(watches_of(s, id, mem, &w, &n, &err));
	assert_int_equal(n, 1);
	assert_true(w[0].rounds == 2 && w[0].due == 0 && w[0].since == NOW && w[0].answer == REACHED_GONE);
	assert_int_equal(head_of(s).seq, 6);
	store_close(s);
}

/* Given, seconded and withdrawn, each with its entry; what cannot be leaves neither row nor entry. */
static void
waivers(void **state)
{
	struct waiver w = { .document = S("a\\xff.pdf"), .of = digest_of(S("a")), .code = F_IDN_MACROS,
		.says = digest_of(S("b")), .reason = S("afgewogen"), .by = S("A. de Vries"), .at = NOW };
	struct waiver whole = { .document = S(""), .of = input, .code = F_RUN_STILL_HELD, .says = digest_of(S("c")),
		.reason = S("gezien"), .by = S("B. Bakker"), .at = NOW }, *v;
	struct run_id run;
	struct store *s = fresh("waiver.sqlite", &run);
	size_t n;

	(void)state;
	assert_ok(waivers_of(s, id, mem, &v, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(waivers_give(s, id, &w, run, &err));
	assert_err(E_BUG, waivers_give(s, id, &w, run, &err));
	assert_ok(waivers_give(s, id, &whole, run, &err));
	w.second = S("A. de Vries");
	w.second_at = NOW + 1;
	assert_err(E_BUG, waivers_second(s, id, &w, run, &err));
	w.second = S("B. Bakker");
	assert_ok(waivers_second(s, id, &w, run, &err));
	assert_err(E_BUG, waivers_second(s, id, &w, run, &err));
	store_close(s);
	assert_ok(store_open(in("waiver.sqlite"), &s, &err));
	assert_ok(waivers_of(s, id, mem, &v, &n, &err));
	assert_int_equal(n, 2);
	assert_true(v[0].document.n == 0 && v[0].code == F_RUN_STILL_HELD && v[0].second.p == NULL);
	assert_true(digest_eq(v[0].of, input) && waiver_complete(&v[0]));
	assert_str(v[1].document, "a\\xff.pdf");
	assert_str(v[1].by, "A. de Vries");
	assert_str(v[1].second, "B. Bakker");
	assert_str(v[1].reason, "afgewogen");
	assert_true(v[1].at == NOW && v[1].second_at == NOW + 1 && digest_eq(v[1].says, w.says) && waiver_complete(&v[1]));
	assert_ok(waivers_withdraw(s, id, &v[1], S("C"), S("toch niet"), run, &err));
	assert_err(E_BUG, waivers_withdraw(s, id, &v[1], S("C"), S("toch niet"), run, &err));
	assert_ok(waivers_of(s, id, mem, &v, &n, &err));
	assert_int_equal(n, 1);
	store_close(s);
	assert_int_equal(entries("given"), 2);
	assert_int_equal(entries("second"), 1);
	assert_int_equal(entries("withdrawn"), 1);
}

/* Texts come back as they went in, whatever bytes they hold. */
static void
odd_texts(void **state)
{
	static const struct str texts[] = {
		S("'; DROP TABLE dossier; --"), S("é€𝄞"), S("\xff\xfe niet UTF-8"), S("met\0nul"), S("regel\neen\r\n"),
		S("\xe2\x80\xae"), S(" "), S("?1"),
	};
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct ledger_row none = { 0 };
	struct turn t = { .id = id, .run = run, .now = NOW };
	struct str got, big = { arena_alloc(mem, MIB(8), 1), MIB(8) };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct turn u = { .id = { { (uint8_t)(10 + i) } }, .run = run, .now = NOW };
		struct ledger_row row;

		assert_ok(ledger_ingest(s, &u, texts[i], texts[i], input, &none, false, NULL, &err));
		assert_ok(ledger_get(s, u.id, mem, &row, &err));
		assert_int_equal(row.state, S_INGESTED);
		assert_ok(store_memo_put(s, digest_of(texts[i]), "x", texts[i], run, &err));
		assert_ok(store_memo_get(s, digest_of(texts[i]), mem, &got, &err));
		assert_true(str_eq(got, texts[i]));
	}
	memset((char *)(uintptr_t)big.p, 'x', big.n);
	assert_ok(store_memo_put(s, input, "x", big, run, &err));
	assert_ok(store_memo_get(s, input, mem, &got, &err));
	assert_true(str_eq(got, big));
	/* The same folder under another id, a row that is there already, and no name at all. */
	assert_err(E_BUG, ledger_ingest(s, &t, texts[0], texts[0], input, &none, false, NULL, &err));
	t.id = (struct uuid){ { 10 } };
	assert_err(E_BUG, ledger_ingest(s, &t, S("x"), S("y"), input, &none, false, NULL, &err));
	t.id = id;
	assert_err(E_BUG, ledger_ingest(s, &t, STR_NONE, S("y"), input, &none, false, NULL, &err));
	store_close(s);
}

/* A run begins and ends once, and the evidence says both. */
static void
runs(void **state)
{
	struct run_facts f = run_facts();
	struct run_id run, next;
	struct store *s = fresh("run.sqlite", &run);
	struct evidence_head head;
	sqlite3 *db = raw(in("run.sqlite"));

	(void)state;
	f.mode = "redo";
	f.who = S("a. \"b\" ‘c’");
	assert_ok(store_run_begin(s, &f, &next, &err));
	assert_int_equal(run.v, 1);
	assert_int_equal(next.v, 2);
	assert_ok(store_run_end(s, run, NOW + 7, false, &err));
	head = head_of(s);
	assert_int_equal(head.seq, 3);
	assert_err(E_BUG, store_run_end(s, run, NOW + 8, true, &err));
	assert_err(E_BUG, store_run_end(s, (struct run_id){ 99 }, NOW, true, &err));
	assert_int_equal(head_of(s).seq, 3);
	assert_ok(store_run_end(s, next, NOW + 9, true, &err));
	assert_int_equal(number_of(db, "SELECT count(*) FROM run WHERE mode='redo' AND who='a. \"b\" ‘c’' AND balanced=1"
	    " AND ended=1768464009 AND length(templates_sha256)=64 AND host<>'' AND length(boot_id)>0"), 1);
	assert_int_equal(number_of(db, str_c(mem, str_fmt(mem, "SELECT count(*) FROM run WHERE pid=%d", (int)getpid()))), 2);
	assert_int_equal(number_of(db, "SELECT count(*) FROM evidence WHERE json_extract(body, '$.event')='run-begin' AND"
	    " json_extract(body, '$.run')=2 AND json_extract(body, '$.who')='a. \"b\" ‘c’' AND"
	    " json_extract(body, '$.now')='2026-01-15T08:00:00Z' AND json_extract(body, '$.mode')='redo'"), 1);
	assert_int_equal(number_of(db, "SELECT count(*) FROM evidence WHERE json_extract(body, '$.event')='run-end'"), 2);
	(void)sqlite3_close(db);
	store_close(s);
}

/* The namespace of an organisation is for ever; its portal may move. */
static void
organisations(void **state)
{
	struct organisation o = { .key = S("leiden"), .ns = S("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), .noutlets = 1,
		.outlets = &(struct outlet){ .url = S("https://x/"), .kind = S("gpp") } };
	struct run_id run;
	struct store *s = fresh("org.sqlite", &run);
	sqlite3 *db = raw(in("org.sqlite"));

	(void)state;
	assert_ok(store_organisation(s, &o, &err));
	assert_ok(store_organisation(s, &o, &err));
	o.ns = S("6BA7B810-9dad-11d1-80b4-00c04fd430c8");	/* the same, written otherwise */
	o.outlets->url = S("https://y/");
	assert_ok(store_organisation(s, &o, &err));
	assert_int_equal(number_of(db, "SELECT count(*) FROM organisation WHERE portal_base='https://y/' AND"
	    " ns='6ba7b810-9dad-11d1-80b4-00c04fd430c8'"), 1);
	o.ns = S("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
	assert_err(E_CONFIG, store_organisation(s, &o, &err));
	assert_non_null(strstr(err.msg, "leiden"));
	o.ns = STR_NONE;
	assert_err(E_CONFIG, store_organisation(s, &o, &err));
	o = (struct organisation){ .key = S("delft") };
	assert_ok(store_organisation(s, &o, &err));
	assert_ok(store_organisation(s, &o, &err));
	o.ns = S("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
	assert_err(E_CONFIG, store_organisation(s, &o, &err));
	assert_int_equal(number_of(db, "SELECT count(*) FROM organisation WHERE portal_kind='drop'"), 1);
	(void)sqlite3_close(db);
	store_close(s);
}

/* Breakers, suspects and accounts: absent, set, set again, and after another open. */
static void
beside(void **state)
{
	struct artefact a = { digest_of(S("a")), 7 }, got;
	struct run_id run, by;
	struct store *s = fresh("naast.sqlite", &run);
	struct breaker b;
	int64_t n;
	bool found;

	(void)state;
	assert_ok(store_breaker(s, S("leiden"), &b, &err));
	assert_true(b.fails == 0 && b.open_until == 0);
	assert_ok(store_breaker_set(s, S("leiden"), &(struct breaker){ 5, NOW + 30 }, &err));
	assert_ok(store_breaker_set(s, S("leiden"), &(struct breaker){ 6, NOW + 60 }, &err));
	assert_ok(store_death(s, id, &n, &err));
	assert_int_equal(n, -1);
	assert_ok(store_death_add(s, id, false, run, &err));	/* with others: a suspect, no more */
	assert_ok(store_death(s, id, &n, &err));
	assert_int_equal(n, 0);
	for (int i = 1; i <= 3; i++) {
		assert_ok(store_death_add(s, id, true, run, &err));
		assert_ok(store_death(s, id, &n, &err));
		assert_int_equal(n, i);
	}
	assert_ok(store_account(s, id, &got, &by, &found, &err));
	assert_false(found);
	assert_ok(store_account_set(s, id, &a, run, &err));
	a.size = 8;
	assert_ok(store_account_set(s, id, &a, run, &err));
	assert_err(E_BUG, store_account_set(s, id, &a, (struct run_id){ 99 }, &err));
	assert_err(E_BUG, store_death_add(s, (struct uuid){ { 9 } }, true, (struct run_id){ 99 }, &err));
	store_close(s);
	assert_ok(store_open(in("naast.sqlite"), &s, &err));
	assert_ok(store_breaker(s, S("leiden"), &b, &err));
	assert_true(b.fails == 6 && b.open_until == NOW + 60);
	assert_ok(store_breaker(s, S("delft"), &b, &err));
	assert_true(b.fails == 0 && b.open_until == 0);
	assert_ok(store_account(s, id, &got, &by, &found, &err));
	assert_true(found && got.size == 8 && digest_eq(got.sha256, a.sha256) && by.v == run.v);
	assert_ok(store_death(s, id, &n, &err));
	assert_int_equal(n, 3);
	assert_ok(store_death_clear(s, id, &err));
	assert_ok(store_death_clear(s, id, &err));
	assert_ok(store_death(s, id, &n, &err));
	assert_int_equal(n, -1);
	store_close(s);
}

/* The statements are in one table, and none of them says what passes the triggers by. */
static void
statements(void **state)
{
	(void)state;
	assert_true(store_statements() > 20);
	for (size_t i = 0; i < store_statements(); i++) {
		const char *name;
		bool engine;
		const char *text = store_statement(i, &name, &engine);

		if (strstr(text, "REPLACE") != NULL || name[0] == '\0' || engine != (strcmp(name, "BEGIN") == 0 ||
		    strcmp(name, "INTEGRITY") == 0 || strcmp(name, "SCHEMA") == 0))
			fail_msg("%s: %s", name, text);
	}
	assert_null(strstr(store_schema_postgres(), "INTEGER"));
	assert_non_null(strstr(store_schema_postgres(), "('VERIFIED', 'PUBLISHING')"));
	assert_null(strstr(store_schema_postgres(), "RAISE(ABORT"));
}

/* Patience without a clock: the engine asks its file system layer to sleep, and that adds up here. */
static int64_t slept_us;

static int
sleep_not(sqlite3_vfs *vfs, int us)
{
	(void)vfs;
	slept_us += us;
	return us;
}

static void
busy(void **state)
{
	sqlite3_vfs quick = *sqlite3_vfs_find(NULL);
	struct run_id run;
	struct step bundled = step_between(S_PASSED, S_BUNDLED);
	struct store *s, *t;
	struct turn t1;
	sqlite3 *db;

	(void)state;
	quick.zName = "quick";
	quick.xSleep = sleep_not;
	assert_int_equal(sqlite3_vfs_register(&quick, 1), SQLITE_OK);
	s = fresh("busy.sqlite", &run);
	assert_ok(store_open(in("busy.sqlite"), &t, &err));
	t1 = bring(s, run, S_PASSED);
	db = raw(in("busy.sqlite"));
	assert_int_equal(sql(db, "BEGIN IMMEDIATE"), SQLITE_OK);
	slept_us = 0;
	assert_err(E_AGAIN, ledger_move(t, &t1, &bundled, NULL, &err));
	if (slept_us < 9000000 || slept_us > 11000000)
		fail_msg("waited %lld us", (long long)slept_us);
	assert_err(E_AGAIN, ledger_order(s, &t1, &bundled, &(struct intent){ .op = "find" }, &(int64_t){ 0 }, &err));
	assert_int_equal(row_of(s).state, S_PASSED);		/* reading goes on */
	assert_int_equal(sql(db, "ROLLBACK"), SQLITE_OK);
	assert_ok(ledger_move(t, &t1, &bundled, NULL, &err));
	assert_int_equal(row_of(s).state, S_BUNDLED);
	store_close(t);
	/* A file that somebody holds altogether. */
	store_close(s);
	assert_int_equal(sql(db, "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE"), SQLITE_OK);
	assert_err(E_AGAIN, store_open(in("busy.sqlite"), &s, &err));
	(void)sqlite3_close(db);
	assert_int_equal(sqlite3_vfs_unregister(&quick), SQLITE_OK);
}

/* Two that make the same new file: it is made once, and neither is turned away. */
static void
race(void **state)
{
	(void)state;
	for (int i = 0; i < 30; i++) {
		const char *path = in(str_c(mem, str_fmt(mem, "race%d.sqlite", i)));
		pid_t pid = fork();
		struct store *s;

		if (pid == 0) {
			int rc = store_open(path, &s, &err);

			if (rc == 0)
				store_close(s);
			_exit(rc == 0 ? 0 : 1);
		}
		assert_true(pid > 0);
		assert_ok(store_open(path, &s, &err));
		assert_int_equal(wait_for(pid), 0);
		assert_int_equal(row_of(s).state, S_NONE);
		store_close(s);
	}
}

/* A process that dies after each call left what it committed and nothing else. */
static void
killed(void **state)
{
	struct store *s;
	sqlite3 *db;

	(void)state;
	for (int to = S_INGESTED; to < S__COUNT; to++) {
		const char *name = str_c(mem, str_fmt(mem, "dood%d.sqlite", to));
		pid_t pid = fork();

		if (pid == 0) {
			struct run_id run;

			(void)bring(fresh(name, &run), run, (enum state)to);
			(void)kill(getpid(), SIGKILL);
		}
		assert_int_equal(wait_for(pid), 1000 + SIGKILL);
		assert_ok(store_open(in(name), &s, &err));
		assert_int_equal(row_of(s).state, to);
		store_close(s);
		/* The evidence says the same. */
		db = raw(in(name));
		assert_int_equal(number_of(db, "SELECT count(*) FROM evidence e, dossier d WHERE e.seq=(SELECT max(seq) FROM evidence)"
		    " AND json_extract(body, '$.row.state')=d.state AND json_extract(body, '$.dossier')=d.id"), 1);
		(void)sqlite3_close(db);
	}
}

/* What is to be taken back by a moment: of this organisation, while it is public, and as the last account says. */
static void
leaving(void **state)
{
	const struct artefact line = { digest_of(S("verslag")), 7 };
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct turn t = bring(s, run, S_CONFIRMED);
	struct step step = step_between(S_CONFIRMED, S_WITHDRAWING);
	struct str *v;
	size_t n;

	(void)state;
	assert_ok(store_account_set(s, id, &line, run, &err));
	assert_ok(store_account_note(s, id, "publish", &line, NOW + 5, &err));
	assert_ok(accounts_leaving(s, S("leiden"), NOW + 4, mem, &v, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(accounts_leaving(s, S("leiden"), NOW + 5, mem, &v, &n, &err));
	assert_int_equal(n, 1);
	assert_true(str_eq(v[0], S("dossier")));
	assert_ok(accounts_leaving(s, S("leiderdorp"), NOW + 5, mem, &v, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(store_account_note(s, id, "publish", NULL, 0, &err));
	assert_ok(accounts_leaving(s, S("leiden"), NOW + 5, mem, &v, &n, &err));
	assert_int_equal(n, 0);
	assert_ok(store_account_note(s, id, "publish", NULL, NOW, &err));
	assert_int_equal(ledger_move(s, &t, &step, NULL, &err), 0);
	assert_ok(accounts_leaving(s, S("leiden"), NOW + 5, mem, &v, &n, &err));
	assert_int_equal(n, 0);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens), cmocka_unit_test(runs), cmocka_unit_test(organisations), cmocka_unit_test(beside),
		cmocka_unit_test(statements), cmocka_unit_test(foreign), cmocka_unit_test(memos),
		cmocka_unit_test(moments), cmocka_unit_test(leaving),
		cmocka_unit_test(waivers), cmocka_unit_test(withdrawals), cmocka_unit_test(odd_texts),
		cmocka_unit_test(busy), cmocka_unit_test(race), cmocka_unit_test(killed),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
