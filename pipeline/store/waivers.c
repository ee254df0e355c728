/* SPDX-License-Identifier: EUPL-1.2 */
/* waivers.c - what persons let pass in spite of a finding, as the ledger keeps it. */
#include "store/waivers.h"

#include "store/db.h"
#include "store/evidence.h"

#include "base/banned.h"

/* The columns of Q_WAIVER_EACH. */
enum { W_DOCUMENT, W_OF, W_CODE, W_SAYS, W_REASON, W_BY, W_AT, W_SECOND, W_SECOND_AT };

static int
take_row(sqlite3_stmt *q, struct arena *mem, struct waiver *w, struct err *e)
{
	struct str second = db_column(q, W_SECOND);

	*w = (struct waiver){ .document = str_dup(mem, db_column(q, W_DOCUMENT)),
		.reason = str_dup(mem, db_column(q, W_REASON)),
		.by = str_dup(mem, db_column(q, W_BY)),
		.at = (time_t)sqlite3_column_int64(q, W_AT),
		.second = second.p == NULL ? STR_NONE : str_dup(mem, second),
		.second_at = (time_t)sqlite3_column_int64(q, W_SECOND_AT) };
	if (digest_parse(db_column(q, W_OF), &w->of) != 0 || digest_parse(db_column(q, W_SAYS), &w->says) != 0 ||
	    finding_find(db_column(q, W_CODE), &w->code) != 0)
		return err_set(e, E_IO, "%s", _("administratie: een vrijgave noemt een onbekende code of digest"));
	return 0;
}

int
waivers_of(struct store *s, struct uuid dossier, struct arena *mem, struct waiver **v_r, size_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WAIVER_EACH);
	size_t cap = 0;
	int rc;

	*v_r = NULL;
	*n_r = 0;
	db_uuid(q, 1, dossier);
	while ((rc = db_step(s, q, e)) == 1) {
		if (take_row(q, mem, PUSH(mem, *v_r, *n_r, cap), e) != 0) {
			(void)sqlite3_reset(q);
			return -1;
		}
	}
	return rc;
}

int
waivers_count(struct store *s, int64_t *n_r, struct err *e)
{
	return db_number(s, db_query(s, Q_WAIVER_COUNT), n_r, e);
}

/* Which it is: the first five parameters of each statement. */
static void
bind(sqlite3_stmt *q, struct uuid dossier, const struct waiver *w)
{
	db_uuid(q, 1, dossier);
	db_str(q, 2, w->document);
	db_digest(q, 3, w->of);
	db_str(q, 4, str_of(finding_tag(w->code)));
	db_digest(q, 5, w->says);
}

static int
note(struct store *s, const char *what, struct uuid dossier, const struct waiver *w, struct str by, struct str reason,
    struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("bewijs", MIB(1));
	json_t *j = json_object();
	int rc;

	json_put_num(j, "run", run.v);
	json_put_str(j, "what", str_of(what));
	json_put_str(j, "code", str_of(finding_tag(w->code)));
	if (w->document.n != 0)
		json_put_str(j, "document", w->document);
	json_put_str(j, "of", digest_hex(mem, w->of));
	json_put_str(j, "says", digest_hex(mem, w->says));
	json_put_str(j, "reason", reason);
	json_put_str(j, "by", by);
	rc = evidence_note(s, "waiver", &dossier, j, e);
	arena_free(mem);
	return rc;
}

/* The statement returns a row when it did what it should. */
static int
change(struct store *s, sqlite3_stmt *q, struct err *e)
{
	int64_t run;

	return db_number(s, q, &run, e);
}

int
waivers_give(struct store *s, struct uuid dossier, const struct waiver *w, struct run_id run, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_WAIVER_ADD);
	bind(q, dossier, w);
	db_str(q, 6, w->reason);
	db_str(q, 7, w->by);
	db_num(q, 8, w->at);
	db_num(q, 9, run.v);
	rc = change(s, q, e);
	if (rc == 0)
		rc = note(s, "given", dossier, w, w->by, w->reason, run, e);
	return store_group_end(s, rc, e);
}

int
waivers_second(struct store *s, struct uuid dossier, const struct waiver *w, struct run_id run, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_WAIVER_SECOND);
	bind(q, dossier, w);
	db_str(q, 6, w->second);
	db_num(q, 7, w->second_at);
	db_num(q, 8, run.v);
	rc = change(s, q, e);
	if (rc == 0)
		rc = note(s, "second", dossier, w, w->second, w->reason, run, e);
	return store_group_end(s, rc, e);
}

int
waivers_withdraw(struct store *s, struct uuid dossier, const struct waiver *w, struct str by, struct str reason,
    struct run_id run, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_WAIVER_END);
	bind(q, dossier, w);
	rc = change(s, q, e);
	if (rc == 0)
		rc = note(s, "withdrawn", dossier, w, by, reason, run, e);
	return store_group_end(s, rc, e);
}
