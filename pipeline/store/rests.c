/* SPDX-License-Identifier: EUPL-1.2 */
/* rests.c - how a dossier lay there and stood when it was last read in full and nothing had changed. */
#include "store/rests.h"

#include "store/db.h"

#include "base/banned.h"

int
rests_get(struct store *s, struct uuid dossier, struct arena *mem, struct rest *r, bool *found_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_REST_GET);
	int rc;

	*r = (struct rest){ .until = 0 };
	db_uuid(q, 1, dossier);
	rc = db_step(s, q, e);
	*found_r = rc == 1;
	if (rc == 1) {
		(void)db_column_digest(q, 0, &r->sha256);
		(void)db_column_digest(q, 1, &r->account.sha256);
		r->account.size = (uint64_t)sqlite3_column_int64(q, 2);
		r->until = (time_t)sqlite3_column_int64(q, 3);
		r->now = (time_t)sqlite3_column_int64(q, 4);
		r->started = (time_t)sqlite3_column_int64(q, 5);
		r->facts = str_dup(mem, db_column(q, 6));
		r->page = str_dup(mem, db_column(q, 7));
	}
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
rests_put(struct store *s, struct uuid dossier, const struct rest *r, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_REST_PUT);

	db_uuid(q, 1, dossier);
	db_digest(q, 2, r->sha256);
	db_digest(q, 3, r->account.sha256);
	db_num(q, 4, (int64_t)r->account.size);
	db_num(q, 5, r->until);
	db_num(q, 6, r->now);
	db_num(q, 7, r->started);
	db_str(q, 8, r->facts);
	db_str(q, 9, r->page);
	db_num(q, 10, run.v);
	return db_act(s, q, e);
}

int
rests_forget(struct store *s, struct err *e)
{
	return db_act(s, db_query(s, Q_REST_FORGET), e);
}

int
rests_quiet(struct store *s, struct uuid dossier, time_t now, bool *quiet_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_REST_QUIET);
	int rc;

	db_uuid(q, 1, dossier);
	db_num(q, 2, now);
	rc = db_step(s, q, e);
	*quiet_r = rc == 1;
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}
