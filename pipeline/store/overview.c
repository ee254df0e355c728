/* SPDX-License-Identifier: EUPL-1.2 */
/* overview.c - how everything stands, for who asks; nothing is changed. */
#include "store/overview.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "store/db.h"

#include "base/banned.h"

#define ROW_MEM		MIB(64)		/* one row, and what is made of it */
#define NAME_MOST	256		/* of a host */

int
overview_begin(struct store *s, struct err *e)
{
	return db_act(s, db_query(s, Q_BEGIN_READ), e);
}

int
overview_end(struct store *s, struct err *e)
{
	return db_act(s, db_query(s, Q_COMMIT), e);
}

static void
bind_scope(sqlite3_stmt *q, struct scope at)
{
	db_str(q, 1, at.org.p == NULL ? S("") : at.org);
	db_str(q, 2, at.key.p == NULL ? S("") : at.key);
}

int
overview_counts(struct store *s, struct scope at, overview_count *each, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_STANDING_COUNTS);
	int rc;

	bind_scope(q, at);
	while ((rc = db_step(s, q, e)) == 1) {
		struct count c = { .org = db_column(q, 0),
			.exposed = sqlite3_column_int64(q, 2) != 0,
			.n = sqlite3_column_int64(q, 3),
			.spares = sqlite3_column_int64(q, 4),
			.moved = sqlite3_column_int64(q, 5) };

		must(state_find(db_column(q, 1), &c.state) == 0); /* the schema holds it */
		if (each(ctx, &c, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}

/* Columns of STANDING_EACH behind the row of the ledger; STANDING_ELSEWHERE has one more. */
enum { COL_ID = DB_ROW_COLUMNS, COL_ORG, COL_KEY, COL_ACCOUNT, COL_SIZE, COL_RUN, COL_VERDICT, COL_DEATHS, COL_OUTLET };

static void
standing_of(sqlite3_stmt *q, struct standing *st)
{
	db_row(q, st->mem, &st->row);
	must(uuid_parse(db_column(q, COL_ID), &st->id) == 0);
	st->org = db_column(q, COL_ORG);
	st->key = db_column(q, COL_KEY);
	st->outlet = sqlite3_column_count(q) > COL_OUTLET ? db_column(q, COL_OUTLET) : STR_NONE;
	st->accounted = db_column_digest(q, COL_ACCOUNT, &st->account.sha256);
	st->account.size = (uint64_t)sqlite3_column_int64(q, COL_SIZE);
	st->account_run.v = sqlite3_column_int64(q, COL_RUN);
	st->verdict = db_column(q, COL_VERDICT);
	st->deaths = sqlite3_column_type(q, COL_DEATHS) == SQLITE_NULL ? -1 : sqlite3_column_int64(q, COL_DEATHS);
}

static int
each_standing(struct store *s, enum sql which, struct scope at, bool all, overview_standing *each, void *ctx,
    struct err *e)
{
	struct standing st = { .mem = arena_new("overzicht", ROW_MEM) };
	sqlite3_stmt *q = db_query(s, which);
	int rc;

	bind_scope(q, at);
	db_num(q, 3, !all);
	while ((rc = db_step(s, q, e)) == 1) {
		struct mark mark = arena_mark(st.mem);

		standing_of(q, &st);
		if (each(ctx, &st, e) != 0) {
			rc = -1;
			break;
		}
		arena_rewind(st.mem, mark);
	}
	(void)sqlite3_reset(q);
	arena_free(st.mem);
	return rc;
}

int
overview_each(struct store *s, struct scope at, bool all, overview_standing *each, void *ctx, struct err *e)
{
	return each_standing(s, Q_STANDING_EACH, at, all, each, ctx, e);
}

int
overview_elsewhere(struct store *s, struct scope at, bool all, overview_standing *each, void *ctx, struct err *e)
{
	return each_standing(s, Q_STANDING_ELSEWHERE, at, all, each, ctx, e);
}

int
overview_nameless(struct store *s, int64_t *n_r, struct err *e)
{
	return db_number(s, db_query(s, Q_DEATHS_UNKNOWN), n_r, e);
}

int
overview_failing_since(struct store *s, struct str org, struct str outlet, time_t *since_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_BREAKER_SINCE);
	int64_t v;

	db_str(q, 1, org);
	db_str(q, 2, outlet.p == NULL ? S("") : outlet);
	if (db_number(s, q, &v, e) != 0)
		return -1;
	*since_r = v;
	return 0;
}

int
overview_outlets(struct store *s, struct scope at, overview_outlet *each, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_OUTLET_COUNTS);
	int rc;

	bind_scope(q, at);
	while ((rc = db_step(s, q, e)) == 1) {
		struct outlet_count c = { .outlet = db_column(q, 0),
			.exposed = sqlite3_column_int64(q, 2) != 0,
			.n = sqlite3_column_int64(q, 3) };

		must(state_find(db_column(q, 1), &c.state) == 0); /* the schema holds it */
		if (each(ctx, &c, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}

int
overview_lacks(struct store *s, struct scope at, struct str outlet, int64_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_OUTLET_LACKS);

	bind_scope(q, at);
	db_str(q, 3, outlet);
	return db_number(s, q, n_r, e);
}

int
overview_places(struct store *s, struct str org, struct str key, struct arena *mem, overview_place *each, void *ctx,
    struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_OUTLETS_OF);
	int rc;

	db_str(q, 1, org);
	db_str(q, 2, key);
	while ((rc = db_step(s, q, e)) == 1) {
		struct ledger_row row;

		db_row(q, mem, &row);
		if (each(ctx, db_column(q, DB_ROW_COLUMNS), &row, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}

int
overview_run(struct store *s, struct run_id id, struct arena *mem, struct run_row *r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_ROW);
	int rc;

	*r = (struct run_row){ 0 };
	db_num(q, 1, id.v);
	rc = db_step(s, q, e);
	if (rc == 1) {
		r->id = id;
		r->mode = str_dup(mem, db_column(q, RUN_MODE));
		r->now = sqlite3_column_int64(q, RUN_NOW);
		r->started = sqlite3_column_int64(q, RUN_STARTED);
		r->ended = sqlite3_column_int64(q, RUN_ENDED);
		r->balanced = sqlite3_column_int64(q, RUN_BALANCED) != 0;
		r->who = str_dup(mem, db_column(q, RUN_WHO));
		r->host = str_dup(mem, db_column(q, RUN_HOST));
		r->boot = str_dup(mem, db_column(q, RUN_BOOT));
		r->pid = sqlite3_column_int64(q, RUN_PID);
		r->build = str_dup(mem, db_column(q, RUN_BUILD));
		(void)db_column_digest(q, RUN_TEMPLATES, &r->templates);
	}
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
overview_last_run(struct store *s, const char *mode, struct arena *mem, struct run_row *r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_LAST);
	struct run_id id = { 0 };

	db_str(q, 1, str_of(mode));
	return db_number(s, q, &id.v, e) != 0 ? -1 : overview_run(s, id, mem, r, e);
}

int
overview_open_runs(struct store *s, struct run_id *v, size_t most, size_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_OPEN);
	int rc;

	*n_r = 0;
	while ((rc = db_step(s, q, e)) == 1 && *n_r < most)
		v[(*n_r)++].v = sqlite3_column_int64(q, 0);
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

bool
run_alive(const struct run_row *r)
{
	struct arena *mem = arena_new("overzicht", MIB(1));
	char host[NAME_MOST] = "";
	bool alive = false;

	/* A process id says something on the machine, and in the boot, that gave it. */
	if (gethostname(host, sizeof host - 1) == 0 && str_eq(str_of(host), r->host) && r->pid > 0 && r->ended == 0 &&
	    str_eq(db_boot_id(mem), r->boot))
		alive = kill((pid_t)r->pid, 0) == 0 || errno == EPERM;
	arena_free(mem);
	return alive;
}

int
overview_evidence(struct store *s, struct uuid id, overview_entry *each, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_EVIDENCE_OF);
	int rc;

	db_uuid(q, 1, id);
	while ((rc = db_step(s, q, e)) == 1) {
		AUTO_JSON j = json_read(db_column(q, 0), e);

		if (j == NULL || each(ctx, j, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}
