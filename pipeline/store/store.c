/* SPDX-License-Identifier: EUPL-1.2 */
/* store.c - the database on SQLite: opening it, its statements, its runs and the memo. */
#include "store/db.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/fault.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "store/evidence.h"

#include "base/banned.h"

#define APPLICATION_ID	0x576f6f31	/* "Woo1", so that `file` knows whose database it is */
#define SCHEMA_VERSION	10
#define BUSY_MS		10000
#define BUSY_PAUSE_MS	50
#define NAME_MOST	256		/* of a host */
#define BOOT_ID_BYTES	36		/* a UUID */

/* WAL does not work over a network (SQLite, wal.html). */
#define FS_NFS		0x6969
#define FS_CIFS		0xff534d42
#define FS_SMB2		0xfe534d42
#define FS_FUSE		0x65735546

static const char *const texts[Q__COUNT] = {
#define SQL(id, text)	[Q_##id] = text,
#define ENGINE		SQL
#include "store/sql.def"
#undef SQL
#undef ENGINE
};

static const struct { const char *name; bool engine; } names[Q__COUNT] = {
#define SQL(id, text)	[Q_##id] = { #id, false },
#define ENGINE(id, text) [Q_##id] = { #id, true },
#include "store/sql.def"
#undef SQL
#undef ENGINE
};

#define SCHEMA_TABLES
static const char tables[] =
#include "store/schema.def"
    ;
#undef SCHEMA_TABLES
#define SCHEMA_SQLITE
static const char guards[] =
#include "store/schema.def"
    ;
#undef SCHEMA_SQLITE
#define SCHEMA_TABLES
#define SCHEMA_POSTGRES
static const char postgres[] =
#include "store/schema.def"
    ;
#undef SCHEMA_TABLES
#undef SCHEMA_POSTGRES

int
store_form(void)
{
	return SCHEMA_VERSION;
}

const char *
store_schema_postgres(void)
{
	return postgres;
}

size_t
store_statements(void)
{
	return Q__COUNT;
}

const char *
store_statement(size_t i, const char **name_r, bool *engine_r)
{
	*name_r = names[i].name;
	*engine_r = names[i].engine;
	return texts[i];
}

int
db_fail(struct store *s, struct err *e)
{
	int rc = sqlite3_extended_errcode(s->db), primary = rc & 0xff;
	enum errkind kind = primary == SQLITE_BUSY || primary == SQLITE_LOCKED ? E_AGAIN :
	    primary == SQLITE_CONSTRAINT || primary == SQLITE_MISUSE           ? E_BUG :
										 E_IO;

	return err_set(e, kind, _("administratie: %s (%d)"), sqlite3_errmsg(s->db), rc);
}

/* --- opening ---------------------------------------------------------------- */

/* Setting how the file is journalled takes it whole, and for that SQLite does not wait by itself. */
static int
exec_patiently(struct store *s, const char *sql)
{
	const struct timespec pause = { 0, BUSY_PAUSE_MS * 1000000L };
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	for (int i = 0; rc != SQLITE_OK && (rc & 0xff) == SQLITE_BUSY && i < BUSY_MS / BUSY_PAUSE_MS; i++) {
		(void)nanosleep(&pause, NULL);
		rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
	}
	return rc;
}

static int
pragmas(struct store *s, bool file, struct err *e)
{
	static const char *const always[] = { "PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON",
		"PRAGMA trusted_schema=OFF" };
	const char *const of_file[] = { "PRAGMA journal_mode=WAL",
		BROKEN("synchronous-normal") ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL" };

	for (size_t i = 0; i < COUNT(always); i++) {
		if (sqlite3_exec(s->db, always[i], NULL, NULL, NULL) != SQLITE_OK)
			return db_fail(s, e);
	}
	for (size_t i = 0; file && i < COUNT(of_file); i++) {
		if (exec_patiently(s, of_file[i]) != SQLITE_OK)
			return db_fail(s, e);
	}
	return 0;
}

static int
pragma_number(struct store *s, const char *sql, int *v_r, struct err *e)
{
	sqlite3_stmt *q = NULL;

	if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW) {
		(void)db_fail(s, e);
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

	if (pragma_number(s, "PRAGMA application_id", &id, e) != 0 ||
	    pragma_number(s, "PRAGMA user_version", &version, e) != 0 ||
	    pragma_number(s, "SELECT count(*) FROM sqlite_master", &objects, e) != 0)
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
		return db_fail(s, e);
	rc = check_owner(s, empty_r, e);
	(void)sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	return rc;
}

/* One statement of the tables, in SQLite's words: INTEGER for BIGINT, and STRICT. */
static int
make_one(struct store *s, struct str statement, struct arena *mem, struct err *e)
{
	struct str rest = statement;
	struct buf b;

	buf_init(&b, mem, statement.n * 2 + 16);
	while (rest.n != 0) {
		bool word = str_starts(rest, S("BIGINT"));

		if (word)
			buf_add(&b, S("INTEGER"));
		else
			buf_addc(&b, rest.p[0]);
		rest = str_from(rest, word ? 6 : 1);
	}
	if (str_starts(statement, S("CREATE TABLE")))
		buf_add(&b, S(" STRICT"));
	return sqlite3_exec(s->db, str_c(mem, buf_str(&b)), NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(s, e);
}

static int
make_tables(struct store *s, struct err *e)
{
	struct arena *mem = arena_new("administratie", MIB(1));
	struct str rest = { tables, sizeof tables - 1 };
	int rc = 0;

	while (rc == 0 && rest.n != 0) {
		const char *end = memmem(rest.p, rest.n, ";\n", 2);

		must(end != NULL);
		rc = make_one(s, (struct str){ rest.p, (size_t)(end - rest.p) }, mem, e);
		rest = str_from(rest, (size_t)(end - rest.p) + 2);
	}
	arena_free(mem);
	return rc != 0 || sqlite3_exec(s->db, guards, NULL, NULL, NULL) == SQLITE_OK ? rc : db_fail(s, e);
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
		return db_fail(s, e);
	if (check_owner(s, &empty, e) != 0 || (empty && make_tables(s, e) != 0))
		return -1;
	FAULT("schema-commit");
	return sqlite3_exec(s->db, empty ? set : "COMMIT", NULL, NULL, NULL) == SQLITE_OK ? 0 : db_fail(s, e);
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

static int
prepare(struct store *s, struct err *e)
{
	for (int i = 0; i < Q__COUNT; i++) {
		if (sqlite3_prepare_v3(s->db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &s->q[i], NULL) != SQLITE_OK)
			return db_fail(s, e);
	}
	return 0;
}

static int
open_db(struct store *s, const char *path, int flags, struct err *e)
{
	must(s != NULL);
	if (sqlite3_open_v2(path == NULL ? ":memory:" : path, &s->db,
		flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, NULL) != SQLITE_OK)
		return db_fail(s, e);
	(void)sqlite3_busy_timeout(s->db, BUSY_MS);
	(void)sqlite3_extended_result_codes(s->db, 1);
	return path == NULL ? 0 : on_network(path, e);
}

int
store_open(const char *path, struct store **s_r, struct err *e)
{
	struct store *s = calloc(1, sizeof *s);
	bool empty = false;

	if (open_db(s, path, SQLITE_OPEN_CREATE, e) != 0 || look_at_owner(s, &empty, e) != 0 ||
	    pragmas(s, path != NULL, e) != 0 || (empty && make_schema(s, e) != 0) || prepare(s, e) != 0) {
		(void)err_wrap(e, "%s", path == NULL ? "geheugen" : path);
		store_close(s);
		return -1;
	}
	*s_r = s;
	return 0;
}

/* Does the log beside the database hold anything? */
static bool
has_log(const char *path)
{
	struct arena *mem = arena_new("administratie", MIB(1));
	struct stat st;
	bool yes = stat(str_c(mem, str_fmt(mem, "%s-wal", path)), &st) == 0 && st.st_size != 0;

	arena_free(mem);
	return yes;
}

int
store_open_live(const char *path, struct store **s_r, struct err *e)
{
	struct store *s = calloc(1, sizeof *s);
	bool empty = false, logged = has_log(path);

	/* Opened for writing, since only so SQLite takes its own files away again; query_only holds the rest. */
	if (open_db(s, path, 0, e) != 0)
		goto bad;
	if (sqlite3_exec(s->db, "PRAGMA query_only=ON", NULL, NULL, NULL) != SQLITE_OK ||
	    (logged && sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL) != SQLITE_OK)) {
		(void)db_fail(s, e);
		goto bad;
	}
	if (look_at_owner(s, &empty, e) != 0 ||
	    (empty && err_set(e, E_AGAIN, "%s", _("administratie: nog leeg")) != 0) || prepare(s, e) != 0)
		goto bad;
	*s_r = s;
	return 0;
bad:
	(void)err_wrap(e, "%s", path);
	store_close(s);
	return -1;
}

/* The path as SQLite's URI.  A file that nobody writes needs no locks, and so no files beside it. */
static struct str
uri_of(const char *path, struct arena *mem)
{
	const char *journal = str_c(mem, str_fmt(mem, "%s-wal", path));
	struct stat st;
	struct buf b;

	buf_init(&b, mem, strlen(path) * 3 + 32);
	buf_add(&b, S("file:"));
	for (const char *p = path; *p != '\0'; p++) {
		if (*p == '%' || *p == '?' || *p == '#')
			buf_addf(&b, "%%%02X", (unsigned)*p);
		else
			buf_addc(&b, *p);
	}
	buf_add(&b, stat(journal, &st) == 0 && st.st_size != 0 ? S("?mode=ro") : S("?immutable=1"));
	return buf_str(&b);
}

int
store_open_read(const char *path, struct store **s_r, struct err *e)
{
	struct arena *mem = arena_new("administratie", MIB(1));
	struct store *s = calloc(1, sizeof *s);
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	bool empty = false;
	int rc = 0;

	must(s != NULL);
	if (sqlite3_open_v2(str_c(mem, uri_of(path, mem)), &s->db, flags, NULL) != SQLITE_OK)
		rc = db_fail(s, e);
	arena_free(mem);
	(void)sqlite3_extended_result_codes(s->db, 1);
	if (rc == 0)
		rc = check_owner(s, &empty, e);
	if (rc == 0 && empty)
		rc = err_set(e, E_IO, "%s", _("administratie: leeg"));
	if (rc == 0)
		rc = pragmas(s, false, e);
	if (rc == 0)
		rc = prepare(s, e);
	if (rc != 0)
		store_close(s);
	else
		*s_r = s;
	return rc;
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

static int
place(sqlite3_stmt *q, int i)
{
	char name[8];
	int at;

	(void)snprintf(name, sizeof name, "$%d", i);
	at = sqlite3_bind_parameter_index(q, name);
	must(at != 0);
	return at;
}

void
db_str(sqlite3_stmt *q, int i, struct str v)
{
	if (v.p == NULL)
		(void)sqlite3_bind_null(q, place(q, i));
	else
		(void)sqlite3_bind_text(q, place(q, i), v.p, (int)v.n, SQLITE_TRANSIENT);
}

void
db_num(sqlite3_stmt *q, int i, int64_t v)
{
	(void)sqlite3_bind_int64(q, place(q, i), v);
}

void
db_digest(sqlite3_stmt *q, int i, struct digest d)
{
	struct arena *mem = arena_new("administratie", MIB(1));

	db_str(q, i, digest_hex(mem, d));
	arena_free(mem);
}

void
db_uuid(sqlite3_stmt *q, int i, struct uuid u)
{
	struct arena *mem = arena_new("administratie", MIB(1));

	db_str(q, i, uuid_text(mem, u));
	arena_free(mem);
}

struct str
db_column(sqlite3_stmt *q, int i)
{
	const char *p = (const char *)sqlite3_column_text(q, i);

	return p == NULL ? STR_NONE : (struct str){ p, (size_t)sqlite3_column_bytes(q, i) };
}

bool
db_column_digest(sqlite3_stmt *q, int i, struct digest *d)
{
	if (sqlite3_column_type(q, i) == SQLITE_NULL)
		return false;
	must(digest_parse(db_column(q, i), d) == 0); /* the schema holds its length */
	return true;
}

sqlite3_stmt *
db_query(struct store *s, enum sql id)
{
	(void)sqlite3_reset(s->q[id]);
	(void)sqlite3_clear_bindings(s->q[id]);
	return s->q[id];
}

int
db_step(struct store *s, sqlite3_stmt *q, struct err *e)
{
	int rc = sqlite3_step(q);

	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		(void)db_fail(s, e);
	(void)sqlite3_reset(q);
	return rc == SQLITE_DONE ? 0 : -1;
}

int
db_act(struct store *s, sqlite3_stmt *q, struct err *e)
{
	int rc;

	do
		rc = db_step(s, q, e);
	while (rc == 1);
	return rc;
}

int
db_number(struct store *s, sqlite3_stmt *q, int64_t *v_r, struct err *e)
{
	int rc = db_step(s, q, e);

	if (rc != 1)
		return rc == 0 ? err_set(e, E_BUG, _("administratie: geen antwoord (%s)"), sqlite3_sql(q)) : -1;
	*v_r = sqlite3_column_int64(q, 0);
	return db_act(s, q, e);
}

int
store_group(struct store *s, struct err *e)
{
	if (s->group == 0 && db_act(s, db_query(s, Q_BEGIN), e) != 0)
		return -1;
	s->group++;
	return 0;
}

int
store_group_end(struct store *s, int rc, struct err *e)
{
	struct err ignored;

	must(s->group > 0);
	s->group--;
	if (s->group != 0)
		return rc;
	FAULT("ledger-before-commit");
	if (rc == 0 && db_act(s, db_query(s, Q_COMMIT), e) == 0) {
		FAULT("ledger-after-commit");
		return 0;
	}
	if (sqlite3_get_autocommit(s->db) == 0 && db_act(s, db_query(s, Q_ROLLBACK), &ignored) != 0)
		return -1; /* the next BEGIN fails too, and says so */
	return rc == 0 ? -1 : rc;
}

/* --- runs ----------------------------------------------------------------- */

/* Which boot of this machine it is; a container may hide it.  A file of /proc says no length, so it is read as it is. */
struct str
db_boot_id(struct arena *mem)
{
	char text[BOOT_ID_BYTES];
	AUTO_FD fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, text, sizeof text) != (ssize_t)sizeof text)
		return S("-");
	return str_dup(mem, (struct str){ text, sizeof text });
}

static int
add_run(struct store *s, const struct run_facts *f, struct run_id *id_r, struct arena *mem, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_ADD);
	char host[NAME_MOST] = "-";
	json_t *j = json_object();

	(void)gethostname(host, sizeof host - 1);
	db_str(q, 1, str_of(f->mode));
	db_num(q, 2, f->now);
	db_num(q, 3, f->started);
	db_str(q, 4, str_of(host));
	db_str(q, 5, db_boot_id(mem));
	db_num(q, 6, getpid());
	db_str(q, 7, f->who);
	db_str(q, 8, f->build);
	db_digest(q, 9, f->templates);
	if (db_number(s, q, &id_r->v, e) != 0) {
		json_decref(j);
		return -1;
	}
	json_put_num(j, "run", id_r->v);
	json_put_str(j, "mode", str_of(f->mode));
	json_put_str(j, "now", time_rfc3339(mem, f->now));
	json_put_str(j, "who", f->who);
	json_put_str(j, "host", str_of(host));
	json_put_str(j, "build", f->build);
	if (f->restored)
		json_put(j, "restored", json_true());
	json_put_str(j, "walls_missing", f->no_walls);
	if (f->only.n != 0)
		json_put_str(j, "only", utf8_exact(mem, f->only));
	json_put_str(j, "templates", digest_hex(mem, f->templates));
	return evidence_note(s, "run-begin", NULL, j, e);
}

int
store_run_begin(struct store *s, const struct run_facts *f, struct run_id *id_r, struct err *e)
{
	struct arena *mem = arena_new("administratie", MIB(1));
	int rc = store_group(s, e) != 0 ? -1 : store_group_end(s, add_run(s, f, id_r, mem, e), e);

	arena_free(mem);
	return rc;
}

static int
end_run(struct store *s, struct run_id id, time_t ended, bool balanced, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_END);
	json_t *j;

	db_num(q, 1, id.v);
	db_num(q, 2, ended);
	db_num(q, 3, balanced);
	if (db_number(s, q, &id.v, e) != 0) /* no such run, or it has ended */
		return -1;
	j = json_object();
	json_put_num(j, "run", id.v);
	json_put(j, "balanced", json_boolean(balanced));
	return evidence_note(s, "run-end", NULL, j, e);
}

int
store_run_end(struct store *s, struct run_id id, time_t ended, bool balanced, struct err *e)
{
	return store_group(s, e) != 0 ? -1 : store_group_end(s, end_run(s, id, ended, balanced, e), e);
}

int
store_organisation(struct store *s, const struct organisation *o, struct err *e)
{
	const struct outlet *first = first_outlet(o);
	struct str kind = str_of(kind_of_outlet(first)->name), url = first->url.p == NULL ? S("-") : first->url;
	sqlite3_stmt *q = db_query(s, Q_ORGANISATION_GET);
	struct str ns = o->ns.n != 0 ? o->ns : S("-");
	bool same = false;
	int rc;

	db_str(q, 1, o->key);
	rc = db_step(s, q, e);
	if (rc < 0)
		return -1;
	if (rc == 1) {
		bool known = str_eq_nocase(db_column(q, 0), ns);

		same = str_eq(db_column(q, 1), kind) && str_eq(db_column(q, 2), url);
		(void)sqlite3_reset(q);
		if (!known)
			return err_set(e, E_CONFIG,
			    _("organisatie ‘%.*s’: ‘namespace’ is een andere dan in de administratie; elk dossier zou nieuw "
			      "zijn. Zet de oude terug"),
			    STRF(o->key));
	}
	if (same)
		return 0;
	q = db_query(s, Q_ORGANISATION_PUT);
	db_str(q, 1, o->key);
	db_str(q, 2, ns);
	db_str(q, 3, kind);
	db_str(q, 4, url);
	return db_act(s, q, e);
}

/* --- the memo ------------------------------------------------------------- */

int
store_memo_get(struct store *s, struct digest key, struct arena *mem, struct str *answer_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_MEMO_GET);
	int rc;

	*answer_r = STR_NONE;
	db_digest(q, 1, key);
	rc = db_step(s, q, e);
	if (rc == 1)
		*answer_r = str_dup(mem, db_column(q, 0));
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
store_memo_put(struct store *s, struct digest key, const char *stage, struct str answer, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_MEMO_PUT);

	db_digest(q, 1, key);
	db_str(q, 2, str_of(stage));
	db_str(q, 3, answer);
	db_num(q, 4, run.v);
	return db_act(s, q, e);
}

/* --- portals that failed, dossiers that were under way, accounts ------------ */

int
store_breaker(struct store *s, struct str org, struct breaker *b, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_BREAKER_GET);
	int rc;

	*b = (struct breaker){ 0 };
	db_str(q, 1, org);
	rc = db_step(s, q, e);
	if (rc == 1)
		*b = (struct breaker){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
store_breaker_set(struct store *s, struct str org, const struct breaker *b, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_BREAKER_PUT);

	db_str(q, 1, org);
	db_num(q, 2, b->fails);
	db_num(q, 3, b->open_until);
	return db_act(s, q, e);
}

int
store_death(struct store *s, struct uuid id, int64_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DEATH_GET);
	int rc;

	*n_r = -1;
	db_uuid(q, 1, id);
	rc = db_step(s, q, e);
	if (rc == 1)
		*n_r = sqlite3_column_int64(q, 0);
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
store_death_add(struct store *s, struct uuid id, bool alone, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DEATH_ADD);

	db_uuid(q, 1, id);
	db_num(q, 2, alone);
	db_num(q, 3, run.v);
	return db_act(s, q, e);
}

int
store_death_clear(struct store *s, struct uuid id, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DEATH_CLEAR);

	db_uuid(q, 1, id);
	return db_act(s, q, e);
}

int
store_account(struct store *s, struct uuid id, struct artefact *a, struct run_id *run_r, bool *found_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ACCOUNT_GET);
	int rc;

	db_uuid(q, 1, id);
	rc = db_step(s, q, e);
	*found_r = rc == 1;
	if (*found_r) {
		(void)db_column_digest(q, 0, &a->sha256);
		a->size = (uint64_t)sqlite3_column_int64(q, 1);
		run_r->v = sqlite3_column_int64(q, 2);
	}
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
store_account_set(struct store *s, struct uuid id, const struct artefact *a, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ACCOUNT_PUT);

	db_uuid(q, 1, id);
	db_digest(q, 2, a->sha256);
	db_num(q, 3, (int64_t)a->size);
	db_num(q, 4, run.v);
	return db_act(s, q, e);
}

int
store_account_note(struct store *s, struct uuid id, const char *verdict, const struct artefact *public_now, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ACCOUNT_NOTE);

	db_uuid(q, 1, id);
	db_str(q, 2, str_of(verdict));
	if (public_now != NULL) {
		db_digest(q, 3, public_now->sha256);
		db_num(q, 4, (int64_t)public_now->size);
	}
	return db_act(s, q, e);
}

int
store_account_public(struct store *s, struct uuid id, struct artefact *a, bool *found_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ACCOUNT_PUBLIC);
	int rc;

	db_uuid(q, 1, id);
	rc = db_step(s, q, e);
	*found_r = rc == 1 && db_column_digest(q, 0, &a->sha256);
	if (*found_r)
		a->size = (uint64_t)sqlite3_column_int64(q, 1);
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}
