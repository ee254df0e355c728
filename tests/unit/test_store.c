/* SPDX-License-Identifier: EUPL-1.2 */
/* test_store.c - the ledger: what it refuses, what it keeps, and what another writer sees. */
#include "scratch.h"

#include <sqlite3.h>

#include "store/store.h"

#define NOW	1768464000

static const struct uuid id = { { 1, 2, 3 } };
static struct digest input, other, gate, config, bundle;

static int
setup(void **state)
{
	input = digest_of(S("in"));
	other = digest_of(S("anders"));
	gate = digest_of(S("gate"));
	config = digest_of(S("config"));
	bundle = digest_of(S("bundle"));
	return scratch_open(state);
}

/* A second connection, for what no program of ours does. */
static sqlite3 *
raw(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

static int
sql(sqlite3 *db, const char *text)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL);
}

static int64_t
number_of(sqlite3 *db, const char *text)
{
	sqlite3_stmt *q;
	int64_t v;

	if (sqlite3_prepare_v2(db, text, -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	v = sqlite3_column_int64(q, 0);
	(void)sqlite3_finalize(q);
	return v;
}

static struct store *
fresh(const char *name, struct run_id *run)
{
	struct store *s;

	assert_ok(store_open(name == NULL ? NULL : in(name), &s, &err));
	assert_ok(store_run_begin(s, "run", NOW, NOW + 1, run, &err));
	return s;
}

static struct ledger_row
row_of(struct store *s)
{
	struct ledger_row row;

	assert_ok(store_dossier(s, id, mem, &row, &err));
	return row;
}

static void
ingest(struct store *s, struct digest what)
{
	struct ledger_row before = row_of(s);

	assert_ok(store_ingested(s, id, S("leiden"), S("dossier"), what, &before, NOW, &err));
}

/* Bring the dossier of a new store into a state by the shortest legal way. */
static void
bring(struct store *s, struct run_id run, enum state to, int64_t *attempt)
{
	if (to == S_NONE)
		return;
	ingest(s, input);
	if (to == S_INGESTED)
		return;
	assert_ok(store_judged(s, id, to == S_HELD ? S_HELD : S_PASSED, gate, config, run, NOW, &err));
	if (to == S_HELD || to == S_PASSED)
		return;
	assert_ok(store_bundled(s, id, bundle, NOW, &err));
	if (to == S_BUNDLED)
		return;
	assert_ok(store_uploading(s, id, run, S("file:///x/"), bundle, NOW, attempt, &err));
	if (to == S_UPLOADING)
		return;
	assert_ok(store_attempt_end(s, id, *attempt, to == S_CONFIRMED ? ATTEMPT_OK : ATTEMPT_FATAL, 201, S("https://x/1"),
	    S("reden"), NOW, &err));
	assert_int_equal(row_of(s).state, to);
}

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
	bring(s, run, S_HELD, NULL);
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
		{ "newer", "PRAGMA application_id=1466920753; PRAGMA user_version=2" },
		{ "older", "PRAGMA application_id=1466920753; PRAGMA user_version=0" },
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

/* Every call from every state: allowed where the table says so, refused with E_BUG elsewhere and nothing changed. */
static void
transitions(void **state)
{
	enum { JUDGE_PASS = 1, JUDGE_HOLD = 2, BUNDLE = 4, UPLOAD = 8, END_OK = 16, END_RETRY = 32 };
	static const struct { enum state from; unsigned may; } cases[] = {
		{ S_NONE, 0 }, { S_INGESTED, JUDGE_PASS | JUDGE_HOLD }, { S_PASSED, JUDGE_PASS | JUDGE_HOLD | BUNDLE },
		{ S_HELD, 0 }, { S_BUNDLED, UPLOAD }, { S_UPLOADING, UPLOAD | END_OK | END_RETRY },
		{ S_CONFIRMED, 0 }, { S_QUARANTINED, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (unsigned act = 1; act <= END_RETRY; act <<= 1) {
			struct run_id run;
			struct store *s = fresh(NULL, &run);
			struct ledger_row before, after;
			int64_t attempt = 1, n;
			int rc = 0;

			bring(s, run, cases[i].from, &attempt);
			before = row_of(s);
			err.kind = E_NONE;
			switch (act) {
			case JUDGE_PASS: rc = store_judged(s, id, S_PASSED, gate, config, run, NOW, &err); break;
			case JUDGE_HOLD: rc = store_judged(s, id, S_HELD, gate, config, run, NOW, &err); break;
			case BUNDLE: rc = store_bundled(s, id, bundle, NOW, &err); break;
			case UPLOAD: rc = store_uploading(s, id, run, S("u"), bundle, NOW, &n, &err); break;
			case END_OK: rc = store_attempt_end(s, id, attempt, ATTEMPT_OK, 0, S("u"), S(""), NOW, &err); break;
			case END_RETRY:
				rc = store_attempt_end(s, id, attempt, ATTEMPT_RETRY, 0, S("u"), S(""), NOW, &err);
				break;
			}
			after = row_of(s);
			if ((rc == 0) != ((cases[i].may & act) != 0))
				fail_msg("%s, call %u: %d %s", state_name(cases[i].from), act, rc, err.msg);
			if (rc != 0 && (err.kind != E_BUG || before.state != after.state ||
			    before.attempts != after.attempts || before.revision != after.revision))
				fail_msg("%s, call %u: %s, now %s", state_name(cases[i].from), act, err.msg,
				    state_name(after.state));
			/* A refusal leaves no transaction open. */
			assert_ok(store_run_end(s, run, NOW, false, &err));
			store_close(s);
		}
	}
}

/* Any state may be ingested again; that is the only way out of HELD and QUARANTINED. */
static void
again(void **state)
{
	(void)state;
	for (int from = S_INGESTED; from < S__COUNT; from++) {
		struct run_id run;
		struct store *s = fresh(NULL, &run);
		struct ledger_row row;
		int64_t n;

		bring(s, run, (enum state)from, &n);
		ingest(s, input);
		row = row_of(s);
		assert_int_equal(row.state, S_INGESTED);
		assert_int_equal(row.revision, 1);
		/* The judgement goes with it: nothing may be bundled before a new one. */
		assert_err(E_BUG, store_bundled(s, id, bundle, NOW, &err));
		assert_ok(store_judged(s, id, S_PASSED, gate, config, run, NOW, &err));
		store_close(s);
	}
}

static void
guards(void **state)
{
	static const struct { enum state from; const char *sql; bool fine; } cases[] = {
		{ S_HELD, "UPDATE dossier SET state='PASSED'", false },
		{ S_HELD, "UPDATE dossier SET state='CONFIRMED', bundle_sha256=gate_sha256, remote='x'", false },
		{ S_QUARANTINED, "UPDATE dossier SET state='BUNDLED'", false },
		{ S_HELD, "UPDATE dossier SET state='QUARANTINED'", true },
		{ S_INGESTED, "UPDATE dossier SET state='PASSED'", false },		/* no gate */
		{ S_INGESTED, "UPDATE dossier SET state='BUNDLED'", false },
		{ S_PASSED, "UPDATE dossier SET state='UPLOADING'", false },		/* no bundle */
		{ S_UPLOADING, "UPDATE dossier SET state='CONFIRMED'", false },	/* nowhere */
		{ S_PASSED, "UPDATE dossier SET gate_sha256=NULL", false },
		{ S_INGESTED, "UPDATE dossier SET state='GEPUBLICEERD'", false },
		{ S_INGESTED, "UPDATE dossier SET input_sha256='kort'", false },
		{ S_INGESTED, "UPDATE dossier SET attempts=-1", false },
		{ S_INGESTED, "UPDATE dossier SET revision='een'", false },		/* STRICT */
		{ S_CONFIRMED, "DELETE FROM attempt; DELETE FROM dossier", false },
		{ S_CONFIRMED, "REPLACE INTO dossier(id, organisation, dossier_key, state, revision, input_sha256, updated_at) "
		    "SELECT id, organisation, dossier_key, 'INGESTED', 1, input_sha256, 0 FROM dossier", false },
		{ S_INGESTED, "INSERT INTO dossier(id, organisation, dossier_key, state, revision, input_sha256, updated_at) "
		    "SELECT 'x', organisation, dossier_key, 'INGESTED', 1, input_sha256, 0 FROM dossier", false },
		{ S_INGESTED, "UPDATE dossier SET run_id=99", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct run_id run;
		struct store *s = fresh("guards.sqlite", &run);
		sqlite3 *db = raw(in("guards.sqlite"));
		int64_t n;
		int rc;

		bring(s, run, cases[i].from, &n);
		assert_int_equal(sql(db, "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON"), SQLITE_OK);
		rc = sql(db, cases[i].sql);
		if ((rc == SQLITE_OK) != cases[i].fine || (!cases[i].fine && (rc & 0xff) != SQLITE_CONSTRAINT))
			fail_msg("%s: %d %s", cases[i].sql, rc, sqlite3_errmsg(db));
		(void)sqlite3_close(db);
		store_close(s);
		assert_int_equal(unlink(in("guards.sqlite")), 0);
	}
}

static void
revisions(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	int64_t n;

	(void)state;
	ingest(s, input);
	ingest(s, other);		/* was never public: still the first */
	assert_int_equal(row_of(s).revision, 1);
	bring(s, run, S_CONFIRMED, &n);
	assert_str(row_of(s).remote, "https://x/1");
	ingest(s, input);
	assert_int_equal(row_of(s).revision, 1);
	ingest(s, other);
	assert_int_equal(row_of(s).revision, 2);
	assert_str(row_of(s).remote, "https://x/1");	/* where it stands is not forgotten */
	ingest(s, other);
	assert_int_equal(row_of(s).revision, 2);
	ingest(s, input);
	assert_int_equal(row_of(s).revision, 3);
	store_close(s);
}

/* What was held is known as held until it is judged again, whatever the night did in between. */
static void
remembers_held(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);

	(void)state;
	bring(s, run, S_HELD, NULL);
	ingest(s, input);
	assert_int_equal(row_of(s).state, S_INGESTED);
	assert_true(digest_eq(row_of(s).held, input));
	assert_true(digest_eq(row_of(s).config, config));
	ingest(s, other);
	assert_true(digest_eq(row_of(s).held, input));
	assert_ok(store_judged(s, id, S_PASSED, gate, config, run, NOW, &err));
	assert_true(digest_eq(row_of(s).held, (struct digest){ 0 }));
	assert_ok(store_judged(s, id, S_HELD, gate, config, run, NOW, &err));
	assert_true(digest_eq(row_of(s).held, other));
	store_close(s);
}

static void
attempts(void **state)
{
	static const struct { enum attempt_end end; enum state state; int64_t attempts; } cases[] = {
		{ ATTEMPT_OK, S_CONFIRMED, 0 }, { ATTEMPT_SAME, S_CONFIRMED, 0 }, { ATTEMPT_RETRY, S_UPLOADING, 0 },
		{ ATTEMPT_AMBIGUOUS, S_UPLOADING, 1 }, { ATTEMPT_FATAL, S_QUARANTINED, 1 },
	};
	struct run_id run;
	struct store *s;
	int64_t n, m;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		s = fresh(NULL, &run);
		bring(s, run, S_UPLOADING, &n);
		assert_int_equal(n, 1);
		assert_int_equal(row_of(s).attempts, 1);
		assert_ok(store_attempt_end(s, id, n, cases[i].end, 503, S("https://x/1"), S("weg"), NOW, &err));
		assert_int_equal(row_of(s).state, cases[i].state);
		assert_int_equal(row_of(s).attempts, cases[i].attempts);
		/* Only once. */
		assert_err(E_BUG, store_attempt_end(s, id, n, ATTEMPT_OK, 0, S("u"), S(""), NOW, &err));
		assert_int_equal(row_of(s).state, cases[i].state);
		store_close(s);
	}
	s = fresh(NULL, &run);
	bring(s, run, S_UPLOADING, &n);
	assert_ok(store_uploading(s, id, run, S("u"), bundle, NOW, &m, &err));
	assert_int_equal(m, 2);
	assert_int_equal(row_of(s).attempts, 2);
	/* Confirmed nowhere, an attempt that is not there, a run that is not there. */
	assert_err(E_BUG, store_attempt_end(s, id, m, ATTEMPT_OK, 201, STR_NONE, S(""), NOW, &err));
	assert_err(E_BUG, store_attempt_end(s, id, 3, ATTEMPT_OK, 201, S("u"), S(""), NOW, &err));
	assert_err(E_BUG, store_uploading(s, id, (struct run_id){ 99 }, S("u"), bundle, NOW, &m, &err));
	assert_int_equal(row_of(s).state, S_UPLOADING);
	assert_int_equal(row_of(s).attempts, 2);
	assert_err(E_BUG, store_run_end(s, (struct run_id){ 99 }, NOW, true, &err));
	store_close(s);
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
	struct str got, big = { arena_alloc(mem, MIB(8), 1), MIB(8) };

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct uuid u = { { (uint8_t)(10 + i) } };
		struct ledger_row row;

		assert_ok(store_ingested(s, u, texts[i], texts[i], input, &none, NOW, &err));
		assert_ok(store_dossier(s, u, mem, &row, &err));
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
	assert_err(E_BUG, store_ingested(s, id, texts[0], texts[0], input, &none, NOW, &err));
	assert_err(E_BUG, store_ingested(s, (struct uuid){ { 10 } }, S("x"), S("y"), input, &none, NOW, &err));
	assert_err(E_BUG, store_ingested(s, id, STR_NONE, S("y"), input, &none, NOW, &err));
	store_close(s);
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
	struct store *s, *t;
	sqlite3 *db;

	(void)state;
	quick.zName = "quick";
	quick.xSleep = sleep_not;
	assert_int_equal(sqlite3_vfs_register(&quick, 1), SQLITE_OK);
	s = fresh("busy.sqlite", &run);
	assert_ok(store_open(in("busy.sqlite"), &t, &err));
	bring(s, run, S_PASSED, NULL);
	db = raw(in("busy.sqlite"));
	assert_int_equal(sql(db, "BEGIN IMMEDIATE"), SQLITE_OK);
	slept_us = 0;
	assert_err(E_AGAIN, store_bundled(t, id, bundle, NOW, &err));
	if (slept_us < 9000000 || slept_us > 11000000)
		fail_msg("waited %lld us", (long long)slept_us);
	assert_err(E_AGAIN, store_uploading(s, id, run, S("u"), bundle, NOW, &(int64_t){ 0 }, &err));
	assert_int_equal(row_of(s).state, S_PASSED);		/* reading goes on */
	assert_int_equal(sql(db, "ROLLBACK"), SQLITE_OK);
	assert_ok(store_bundled(t, id, bundle, NOW, &err));
	assert_int_equal(row_of(s).state, S_BUNDLED);
	store_close(t);
	/* A file that somebody holds altogether. */
	store_close(s);
	assert_int_equal(sql(db, "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE"), SQLITE_OK);
	assert_err(E_AGAIN, store_open(in("busy.sqlite"), &s, &err));
	(void)sqlite3_close(db);
	assert_int_equal(sqlite3_vfs_unregister(&quick), SQLITE_OK);
}

/* Two that make the same new file: it is made once, and who comes too soon is told to come again. */
static void
race(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++) {
		const char *path = in(str_c(mem, str_fmt(mem, "race%d.sqlite", i)));
		pid_t pid = fork();
		struct store *s;
		int rc;

		if (pid == 0) {
			rc = store_open(path, &s, &err);
			if (rc == 0)
				store_close(s);
			_exit(rc == 0 || err.kind == E_AGAIN ? 0 : 1);
		}
		assert_true(pid > 0);
		rc = store_open(path, &s, &err);
		assert_int_equal(wait_for(pid), 0);
		if (rc != 0) {		/* SQLite does not wait for a change of the journal's mode */
			assert_int_equal(err.kind, E_AGAIN);
			rc = store_open(path, &s, &err);
		}
		assert_ok(rc);
		assert_int_equal(row_of(s).state, S_NONE);
		store_close(s);
	}
}

/* A process that dies after each call left what it committed and nothing else. */
static void
killed(void **state)
{
	static const enum state ways[] = { S_INGESTED, S_PASSED, S_HELD, S_BUNDLED, S_UPLOADING, S_CONFIRMED };
	struct store *s;
	sqlite3 *db;

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++) {
		const char *name = str_c(mem, str_fmt(mem, "dood%zu.sqlite", i));
		pid_t pid = fork();

		if (pid == 0) {
			struct run_id run;
			int64_t n;

			bring(fresh(name, &run), run, ways[i], &n);
			(void)kill(getpid(), SIGKILL);
		}
		assert_int_equal(wait_for(pid), 1000 + SIGKILL);
		assert_ok(store_open(in(name), &s, &err));
		assert_int_equal(row_of(s).state, ways[i]);
		store_close(s);
		db = raw(in(name));
		assert_int_equal(number_of(db, "SELECT count(*) FROM attempt"), ways[i] >= S_UPLOADING && ways[i] != S_HELD);
		(void)sqlite3_close(db);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(opens), cmocka_unit_test(foreign), cmocka_unit_test(transitions),
		cmocka_unit_test(again), cmocka_unit_test(guards), cmocka_unit_test(revisions),
		cmocka_unit_test(remembers_held), cmocka_unit_test(attempts), cmocka_unit_test(memos),
		cmocka_unit_test(odd_texts), cmocka_unit_test(busy), cmocka_unit_test(race), cmocka_unit_test(killed),
	};

	return cmocka_run_group_tests(tests, setup, scratch_close);
}
