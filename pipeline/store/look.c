/* SPDX-License-Identifier: EUPL-1.2 */
/* look.c - reading the whole ledger a row at a time, to verify it or to prove what stands in it. */
#include "store/look.h"

#include "base/hash.h"
#include "store/db.h"

#include "base/banned.h"

static const enum sql entry_queries[ENTRIES__COUNT] = {
	[ENTRIES_ALL] = Q_EVIDENCE_ALL,
	[ENTRIES_BY_DOSSIER] = Q_EVIDENCE_BY_DOSSIER,
	[ENTRIES_OF_DOSSIER] = Q_EVIDENCE_OF_DOSSIER,
	[ENTRIES_OF_RUNS] = Q_EVIDENCE_OF_RUNS,
};

void
look_entries_start(struct store *s, enum entries which, struct str dossier)
{
	sqlite3_stmt *q = db_query(s, entry_queries[which]);

	if (which == ENTRIES_OF_DOSSIER)
		db_str(q, 1, dossier);
}

int
look_entries(struct store *s, enum entries which, struct entry *x, struct err *e)
{
	sqlite3_stmt *q = s->q[entry_queries[which]];
	int rc = db_step(s, q, e);

	if (rc == 1)
		*x = (struct entry){ .seq = sqlite3_column_int64(q, 0),
			.prev = db_column(q, 1),
			.leaf = db_column(q, 2),
			.dossier = db_column(q, 3),
			.body = db_column(q, 4) };
	return rc;
}

int
look_leaf(struct store *s, int64_t seq, struct arena *mem, struct str *leaf_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_EVIDENCE_LEAF);
	int rc;

	*leaf_r = STR_NONE;
	db_num(q, 1, seq);
	rc = db_step(s, q, e);
	if (rc == 1)
		*leaf_r = str_dup(mem, db_column(q, 0));
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

json_t *
db_row_json(sqlite3_stmt *q, int columns)
{
	json_t *j = json_object();

	for (int i = 0; i < columns; i++) {
		const char *name = sqlite3_column_name(q, i);

		if (sqlite3_column_type(q, i) == SQLITE_INTEGER)
			json_put_num(j, name, sqlite3_column_int64(q, i));
		else
			json_put_str(j, name, db_column(q, i));
	}
	return j;
}

int
look_dossier(struct store *s, struct str id, struct arena *mem, struct dossier_facts *f, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DOSSIER_FACTS);
	int rc;

	*f = (struct dossier_facts){ 0 };
	db_str(q, 1, id);
	rc = db_step(s, q, e);
	if (rc == 1)
		*f = (struct dossier_facts){ .row = db_row_json(q, DB_ROW_COLUMNS),
			.organisation = str_dup(mem, db_column(q, DB_ROW_COLUMNS)),
			.key = str_dup(mem, db_column(q, DB_ROW_COLUMNS + 1)),
			.run = sqlite3_column_int64(q, DB_ROW_COLUMNS + 2),
			.outlet = str_dup(mem, db_column(q, DB_ROW_COLUMNS + 3)) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

void
look_dossiers_start(struct store *s)
{
	(void)db_query(s, Q_DOSSIER_EACH);
}

int
look_dossiers(struct store *s, struct dossier_line *l, struct err *e)
{
	sqlite3_stmt *q = s->q[Q_DOSSIER_EACH];
	int rc = db_step(s, q, e);

	if (rc == 1)
		*l = (struct dossier_line){ .id = db_column(q, 0),
			.organisation = db_column(q, 1),
			.state = db_column(q, 2),
			.bundle = db_column(q, 3),
			.remote = db_column(q, 4),
			.exposed = sqlite3_column_int64(q, 5) != 0,
			.outlet = db_column(q, 6),
			.main = db_column(q, 7) };
	return rc;
}

/* A cursor over one text. */
static int
next_text(struct store *s, enum sql id, struct str *text_r, struct err *e)
{
	int rc = db_step(s, s->q[id], e);

	if (rc == 1)
		*text_r = db_column(s->q[id], 0);
	return rc;
}

void
look_untold_start(struct store *s)
{
	(void)db_query(s, Q_DOSSIER_UNTOLD);
}

int
look_untold(struct store *s, struct str *id_r, struct err *e)
{
	return next_text(s, Q_DOSSIER_UNTOLD, id_r, e);
}

int
look_attempt(struct store *s, struct str dossier, int64_t n, struct arena *mem, struct attempt_facts *f, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ATTEMPT_GET);
	int rc;

	*f = (struct attempt_facts){ .found = false };
	db_str(q, 1, dossier);
	db_num(q, 2, n);
	rc = db_step(s, q, e);
	if (rc == 1)
		*f = (struct attempt_facts){ .found = true,
			.epoch = sqlite3_column_int64(q, 0),
			.run = sqlite3_column_int64(q, 1),
			.op = str_dup(mem, db_column(q, 2)),
			.key = str_dup(mem, db_column(q, 3)),
			.target = str_dup(mem, db_column(q, 4)),
			.sha256 = str_dup(mem, db_column(q, 5)),
			.ended = str_dup(mem, db_column(q, 6)),
			.http = str_dup(mem, db_column(q, 7)),
			.outcome = str_dup(mem, db_column(q, 8)) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
look_run(struct store *s, int64_t run, struct arena *mem, struct run_line *r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_RUN_ROW);
	int rc;

	*r = (struct run_line){ .found = false };
	db_num(q, 1, run);
	rc = db_step(s, q, e);
	if (rc == 1)
		*r = (struct run_line){ .found = true,
			.mode = str_dup(mem, db_column(q, RUN_MODE)),
			.now = sqlite3_column_int64(q, RUN_NOW),
			.ended = str_dup(mem, db_column(q, RUN_ENDED)),
			.balanced = str_dup(mem, db_column(q, RUN_BALANCED)),
			.who = str_dup(mem, db_column(q, RUN_WHO)),
			.host = str_dup(mem, db_column(q, RUN_HOST)),
			.build = str_dup(mem, db_column(q, RUN_BUILD)),
			.templates = str_dup(mem, db_column(q, RUN_TEMPLATES)) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
look_organisation(struct store *s, struct str folder, struct arena *mem, struct str *ns_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_ORGANISATION_GET);
	int rc;

	*ns_r = STR_NONE;
	db_str(q, 1, folder);
	rc = db_step(s, q, e);
	if (rc == 1)
		*ns_r = str_dup(mem, db_column(q, 0));
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

int
look_counts(struct store *s, struct store_counts *n, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_COUNT_ALL);
	int rc = db_step(s, q, e);

	if (rc == 1)
		*n = (struct store_counts){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3), sqlite3_column_int64(q, 4) };
	(void)sqlite3_reset(q);
	return rc < 0 ? -1 : 0;
}

void
look_accounts_start(struct store *s)
{
	(void)db_query(s, Q_ACCOUNT_EACH);
}

int
look_accounts(struct store *s, struct account_line *l, struct err *e)
{
	sqlite3_stmt *q = s->q[Q_ACCOUNT_EACH];
	int rc = db_step(s, q, e);

	if (rc == 1)
		*l = (struct account_line){ db_column(q, 0), db_column(q, 1), sqlite3_column_int64(q, 2) };
	return rc;
}

void
look_templates_start(struct store *s)
{
	(void)db_query(s, Q_TEMPLATES_EACH);
}

int
look_templates(struct store *s, struct str *sha256_r, struct err *e)
{
	return next_text(s, Q_TEMPLATES_EACH, sha256_r, e);
}

void
look_memo_start(struct store *s)
{
	(void)db_query(s, Q_MEMO_EACH);
}

int
look_memo(struct store *s, struct str *answer_r, struct err *e)
{
	return next_text(s, Q_MEMO_EACH, answer_r, e);
}

void
look_integrity_start(struct store *s)
{
	(void)db_query(s, Q_INTEGRITY);
}

int
look_integrity(struct store *s, struct str *text_r, struct err *e)
{
	return next_text(s, Q_INTEGRITY, text_r, e);
}

/* All rows of a statement, as one digest. */
static int
digest_rows(struct store *s, enum sql id, struct hash *h, struct err *e)
{
	sqlite3_stmt *q = db_query(s, id);
	int rc;

	while ((rc = db_step(s, q, e)) == 1) {
		for (int i = 0; i < sqlite3_column_count(q); i++)
			hash_str(h, db_column(q, i));
	}
	return rc;
}

static int
digest_schema(struct store *s, struct digest *d, struct err *e)
{
	struct hash *h = hash_new();

	if (digest_rows(s, Q_SCHEMA, h, e) != 0 || digest_rows(s, Q_MOVE_EACH, h, e) != 0) {
		hash_drop(h);
		return -1;
	}
	*d = hash_end(h);
	return 0;
}

int
look_schema(struct store *s, bool *same_r, struct err *e)
{
	struct store *fresh;
	struct digest ours, theirs;
	int rc;

	if (store_open(NULL, &fresh, e) != 0)
		return -1;
	rc = digest_schema(fresh, &ours, e) != 0 || digest_schema(s, &theirs, e) != 0 ? -1 : 0;
	store_close(fresh);
	*same_r = rc == 0 && digest_eq(ours, theirs);
	return rc;
}
