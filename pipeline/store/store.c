/* SPDX-License-Identifier: EUPL-1.2 */
/* store.c - the ledger on SQLite. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "base/banned.h"

#define APPLICATION_ID	0x576f6f31	/* "Woo1", so that `file` knows whose database it is */
#define SCHEMA_VERSION	1
#define BUSY_MS		10000

/* WAL does not work over a network (SQLite, wal.html). */
#define FS_NFS		0x6969
#define FS_CIFS		0xff534d42
#define FS_SMB2		0xfe534d42
#define FS_FUSE		0x65735546

enum sql {
#define SQL(id, text)	Q_##id,
#include "store/sql.def"
#undef SQL
	Q__COUNT
};

static const char *const texts[Q__COUNT] = {
#define SQL(id, text)	[Q_##id] = text,
#include "store/sql.def"
#undef SQL
};

static const char schema[] =
#include "store/schema.def"
    ;

static const char *const states[S__COUNT] = {
	[S_NONE] = "", [S_INGESTED] = "INGESTED", [S_PASSED] = "PASSED", [S_HELD] = "HELD",
	[S_BUNDLED] = "BUNDLED", [S_UPLOADING] = "UPLOADING", [S_CONFIRMED] = "CONFIRMED",
	[S_QUARANTINED] = "QUARANTINED",
};

struct store {
	sqlite3		*db;
	sqlite3_stmt	*q[Q__COUNT];
};

const char *
state_name(enum state s)
{
	return states[s];
}

static int
fail(struct store *s, struct err *e)
{
	int rc = sqlite3_extended_errcode(s->db), primary = rc & 0xff;
	enum errkind kind = primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? E_AGAIN :
	    primary == SQLITE_CONSTRAINT || primary == SQLITE_MISUSE           ? E_BUG :
										 E_IO;

	return err_set(e, kind, _("administratie: %s (%d)"), sqlite3_errmsg(s->db), rc);
}

static int
pragmas(struct store *s, bool file, struct err *e)
{
	static const char *const always[] = { "PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON",
		"PRAGMA trusted_schema=OFF" };
	static const char *const of_file[] = { "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL" };

	for (size_t i = 0; i < COUNT(always); i++) {
		if (sqlite3_exec(s->db, always[i], NULL, NULL, NULL) != SQLITE_OK)
			return fail(s, e);
	}
	for (size_t i = 0; file && i < COUNT(of_file); i++) {
		if (sqlite3_exec(s->db, of_file[i], NULL, NULL, NULL) != SQLITE_OK)
			return fail(s, e);
	}
	return 0;
}

static int
number(struct store *s, const char *sql, int *v_r, struct err *e)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
		(void)fail(s, e);
		(void)sqlite3_finalize(q);
		return -1;
	}
	*v_r = sqlite3_column_int(q, 0);
	(void)sqlite3_finalize(q);
	return 0;
}

/* Is this file ours, or empty and to be ours?  Nothing is written before that is known. */
static int
check_owner(struct store *s, bool *empty_r, struct err *e)
{
	int id, version, objects;

	if (number(s, "PRAGMA application_id", &id, e) != 0 || number(s, "PRAGMA user_version", &version, e) != 0 ||
	    number(s, "SELECT count(*) FROM sqlite_master", &objects, e) != 0)
		return -1;
	*empty_r = id == 0 && version == 0 && objects == 0;
	if (*empty_r || (id == APPLICATION_ID && version == SCHEMA_VERSION))
		return 0;
	return err_set(e, E_CONFIG, _("administratie: dit is geen administratie van deze versie van woostraat"));
}

/* As check_owner, on one state of the file: another process may be making it. */
static int
look_at_owner(struct store *s, bool *empty_r, struct err *e)
{
	int rc;

	if (sqlite3_exec(s->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
		return fail(s, e);
	rc = check_owner(s, empty_r, e);
	(void)sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	return rc;
}

/* The tables, unless another process was first. */
static int
make_schema(struct store *s, struct err *e)
{
	char set[120];
	bool empty = false;

	(void)sqlite3_snprintf((int)sizeof set, set, "PRAGMA application_id=%d; PRAGMA user_version=%d; COMMIT",
	    APPLICATION_ID, SCHEMA_VERSION);
	if (sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		return fail(s, e);
	if (check_owner(s, &empty, e) != 0)
		return -1;
	if ((empty && sqlite3_exec(s->db, schema, NULL, NULL, NULL) != SQLITE_OK) ||
	    sqlite3_exec(s->db, empty ? set : "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		return fail(s, e);
	return 0;
}

static int
on_network(const char *path, struct err *e)
{
	struct statfs fs;
	unsigned long type;

	if (statfs(path, &fs) != 0)
		return err_sys(e, E_IO, "%s", path);
	type = (unsigned long)fs.f_type & 0xffffffffu;
	if (type == FS_NFS || type == FS_CIFS || type == FS_SMB2 || type == FS_FUSE)
		return err_set(
		    e, E_CONFIG, _("%s staat op een netwerkschijf; de administratie moet op een lokale schijf"), path);
	return 0;
}

int
store_open(const char *path, struct store **s_r, struct err *e)
{
	struct store *s = calloc(1, sizeof *s);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	bool empty = false;

	must(s != NULL);
	if (sqlite3_open_v2(path == NULL ? ":memory:" : path, &s->db, flags, NULL) != SQLITE_OK) {
		(void)fail(s, e);
		goto bad;
	}
	(void)sqlite3_busy_timeout(s->db, BUSY_MS);
	(void)sqlite3_extended_result_codes(s->db, 1);
	if ((path != NULL && on_network(path, e) != 0) || look_at_owner(s, &empty, e) != 0 ||
	    pragmas(s, path != NULL, e) != 0 || (empty && make_schema(s, e) != 0))
		goto bad;
	for (int i = 0; i < Q__COUNT; i++) {
		if (sqlite3_prepare_v3(s->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &s->q[i], NULL) != SQLITE_OK) {
			(void)fail(s, e);
			goto bad;
		}
	}
	*s_r = s;
	return 0;
bad:
	(void)err_wrap(e, "%s", path == NULL ? "geheugen" : path);
	store_close(s);
	return -1;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	for (int i = 0; i < Q__COUNT; i++)
		(void)sqlite3_finalize(s->q[i]);
	(void)sqlite3_close(s->db);
	free(s);
}

/* --- binding and stepping ------------------------------------------------- */

static void
bind_str(sqlite3_stmt *q, int i, struct str v)
{
	if (v.p == NULL)
		(void)sqlite3_bind_null(q, i);
	else
		(void)sqlite3_bind_text(q, i, v.p, (int)v.n, SQLITE_TRANSIENT);
}

static void
bind_num(sqlite3_stmt *q, int i, int64_t v)
{
	(void)sqlite3_bind_int64(q, i, v);
}

static void
bind_digest(sqlite3_stmt *q, int i, struct digest d)
{
	struct arena *mem = arena_new("administratie", MIB(1));

	bind_str(q, i, digest_hex(mem, d));
	arena_free(mem);
}

static void
bind_uuid(sqlite3_stmt *q, int i, struct uuid u)
{
	struct arena *mem = arena_new("administratie", MIB(1));

	bind_str(q, i, uuid_text(mem, u));
	arena_free(mem);
}

static sqlite3_stmt *
query(struct store *s, enum sql id)
{
	(void)sqlite3_reset(s->q[id]);
	(void)sqlite3_clear_bindings(s->q[id]);
	return s->q[id];
}

/* Run to the end.  want: rows that must change, or -1 for any number. */
static int
act(struct store *s, sqlite3_stmt *q, int want, struct err *e)
{
	int rc = sqlite3_step(q);

	while (rc == SQLITE_ROW)
		rc = sqlite3_step(q);
	if (rc != SQLITE_DONE) {
		(void)fail(s, e);
		(void)sqlite3_reset(q);
		return -1;
	}
	(void)sqlite3_reset(q);
	if (want >= 0 && sqlite3_changes(s->db) != want)
		return err_set(e, E_BUG, _("administratie: overgang die niet mag (%s)"), sqlite3_sql(q));
	return 0;
}

static int
begin(struct store *s, struct err *e)
{
	return act(s, query(s, Q_BEGIN), -1, e);
}

/* Commit when rc is 0, else roll back; returns -1 unless all went well. */
static int
finish(struct store *s, int rc, struct err *e)
{
	struct err ignored;

	if (rc == 0 && act(s, query(s, Q_COMMIT), -1, e) == 0)
		return 0;
	if (sqlite3_get_autocommit(s->db) == 0)
		(void)act(s, query(s, Q_ROLLBACK), -1, &ignored);
	return -1;
}

/* A statement with RETURNING one number. */
static int
act_number(struct store *s, sqlite3_stmt *q, int64_t *v_r, struct err *e)
{
	if (sqlite3_step(q) != SQLITE_ROW) {
		(void)fail(s, e);
		(void)sqlite3_reset(q);
		return -1;
	}
	*v_r = sqlite3_column_int64(q, 0);
	return act(s, q, -1, e);
}

/* --- runs ----------------------------------------------------------------- */

int
store_run_begin(struct store *s, const char *mode, time_t now, time_t started, struct run_id *id_r, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_RUN_ADD);

	bind_str(q, 1, str_of(mode));
	bind_num(q, 2, now);
	bind_num(q, 3, started);
	bind_num(q, 4, getpid());
	return act_number(s, q, &id_r->v, e);
}

int
store_run_end(struct store *s, struct run_id id, time_t ended, bool balanced, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_RUN_END);

	bind_num(q, 1, id.v);
	bind_num(q, 2, ended);
	bind_num(q, 3, balanced);
	return act(s, q, 1, e);
}

/* --- dossiers ------------------------------------------------------------- */

static struct str
column(sqlite3_stmt *q, int i)
{
	const char *p = (const char *)sqlite3_column_text(q, i);

	return p == NULL ? STR_NONE : (struct str){ p, (size_t)sqlite3_column_bytes(q, i) };
}

int
store_dossier(struct store *s, struct uuid id, struct arena *mem, struct ledger_row *row, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_DOSSIER_GET);
	int rc;

	*row = (struct ledger_row){ 0 };
	bind_uuid(q, 1, id);
	rc = sqlite3_step(q);
	if (rc == SQLITE_DONE) {
		(void)sqlite3_reset(q);
		return 0;
	}
	if (rc != SQLITE_ROW) {
		(void)fail(s, e);
		(void)sqlite3_reset(q);
		return -1;
	}
	for (int i = 1; i < S__COUNT; i++) {
		if (str_eq(column(q, 0), str_of(states[i])))
			row->state = (enum state)i;
	}
	must(row->state != S_NONE);
	row->revision = sqlite3_column_int64(q, 1);
	if (digest_parse(column(q, 2), &row->input) != 0)
		must(!"input_sha256");
	if (sqlite3_column_type(q, 3) != SQLITE_NULL && digest_parse(column(q, 3), &row->config) != 0)
		must(!"config_sha256");
	if (sqlite3_column_type(q, 4) != SQLITE_NULL && digest_parse(column(q, 4), &row->bundle) != 0)
		must(!"bundle_sha256");
	row->remote = str_dup(mem, column(q, 5));
	row->attempts = sqlite3_column_int64(q, 6);
	if (sqlite3_column_type(q, 7) != SQLITE_NULL && digest_parse(column(q, 7), &row->held) != 0)
		must(!"held_sha256");
	(void)sqlite3_reset(q);
	return 0;
}

int
store_ingested(struct store *s, struct uuid id, struct str org, struct str key, struct digest input,
    const struct ledger_row *before, time_t now, struct err *e)
{
	sqlite3_stmt *q;

	if (before->state == S_NONE) {
		q = query(s, Q_DOSSIER_ADD);
		bind_uuid(q, 1, id);
		bind_str(q, 2, org);
		bind_str(q, 3, key);
		bind_digest(q, 4, input);
		bind_num(q, 5, now);
		return act(s, q, 1, e);
	}
	q = query(s, Q_DOSSIER_INGEST);
	bind_uuid(q, 1, id);
	bind_digest(q, 2, input);
	bind_num(q, 3, before->remote.p != NULL && !digest_eq(before->input, input));
	bind_num(q, 4, now);
	return act(s, q, 1, e);
}

int
store_judged(struct store *s, struct uuid id, enum state to, struct digest gate, struct digest config,
    struct run_id run, time_t now, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_DOSSIER_JUDGED);

	must(to == S_PASSED || to == S_HELD);
	bind_uuid(q, 1, id);
	bind_str(q, 2, str_of(states[to]));
	bind_digest(q, 3, gate);
	bind_digest(q, 4, config);
	bind_num(q, 5, run.v);
	bind_num(q, 6, now);
	return act(s, q, 1, e);
}

int
store_bundled(struct store *s, struct uuid id, struct digest bundle, time_t now, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_DOSSIER_BUNDLED);

	bind_uuid(q, 1, id);
	bind_digest(q, 2, bundle);
	bind_num(q, 3, now);
	return act(s, q, 1, e);
}

int
store_uploading(struct store *s, struct uuid id, struct run_id run, struct str url, struct digest bundle, time_t now,
    int64_t *attempt_r, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (begin(s, e) != 0)
		return -1;
	q = query(s, Q_DOSSIER_UPLOADING);
	bind_uuid(q, 1, id);
	bind_num(q, 2, now);
	rc = act(s, q, 1, e);
	if (rc == 0) {
		q = query(s, Q_ATTEMPT_ADD);
		bind_uuid(q, 1, id);
		bind_num(q, 2, run.v);
		bind_str(q, 3, url);
		bind_digest(q, 4, bundle);
		bind_num(q, 5, now);
		rc = act_number(s, q, attempt_r, e);
	}
	return finish(s, rc, e);
}

int
store_attempt_end(struct store *s, struct uuid id, int64_t attempt, enum attempt_end end, long http,
    struct str remote, struct str why, time_t now, struct err *e)
{
	static const char *const names[] = { "OK", "SAME", "RETRY", "AMBIGUOUS", "FATAL" };
	sqlite3_stmt *q;
	int rc;

	if (begin(s, e) != 0)
		return -1;
	q = query(s, Q_ATTEMPT_END);
	bind_uuid(q, 1, id);
	bind_num(q, 2, attempt);
	bind_num(q, 3, now);
	if (http != 0)
		bind_num(q, 4, http);
	bind_str(q, 5, str_of(names[end]));
	rc = act(s, q, 1, e);
	if (rc == 0 && (end == ATTEMPT_OK || end == ATTEMPT_SAME)) {
		q = query(s, Q_DOSSIER_CONFIRMED);
		bind_uuid(q, 1, id);
		bind_str(q, 2, remote);
		bind_num(q, 3, now);
		rc = act(s, q, 1, e);
	} else if (rc == 0) {
		q = query(s, Q_DOSSIER_ERROR);
		bind_uuid(q, 1, id);
		bind_str(q, 2, str_of(states[end == ATTEMPT_FATAL ? S_QUARANTINED : S_UPLOADING]));
		bind_str(q, 3, why);
		bind_num(q, 4, end == ATTEMPT_RETRY);
		bind_num(q, 5, now);
		bind_str(q, 6, remote);
		rc = act(s, q, 1, e);
	}
	return finish(s, rc, e);
}

/* --- the memo ------------------------------------------------------------- */

int
store_memo_get(struct store *s, struct digest key, struct arena *mem, struct str *answer_r, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_MEMO_GET);
	int rc;

	*answer_r = STR_NONE;
	bind_digest(q, 1, key);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		*answer_r = str_dup(mem, column(q, 0));
	else if (rc != SQLITE_DONE) {
		(void)fail(s, e);
		(void)sqlite3_reset(q);
		return -1;
	}
	(void)sqlite3_reset(q);
	return 0;
}

int
store_memo_put(struct store *s, struct digest key, const char *stage, struct str answer, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = query(s, Q_MEMO_PUT);

	bind_digest(q, 1, key);
	bind_str(q, 2, str_of(stage));
	bind_str(q, 3, answer);
	bind_num(q, 4, run.v);
	return act(s, q, 1, e);
}
