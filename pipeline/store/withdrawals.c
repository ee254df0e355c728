/* SPDX-License-Identifier: EUPL-1.2 */
/* withdrawals.c - what persons took back of what was public, why, and whether it is gone, as the ledger keeps it. */
#include "store/withdrawals.h"

#include "store/db.h"
#include "store/evidence.h"

#include "base/banned.h"

static const char *const takings[TAKEN__COUNT] = { [TAKEN_BACK] = "withdrawn", [TAKEN_REPLACED] = "replaced" };
static const char *const reaches[REACHED__COUNT] = { [REACHED_NEVER] = "",
	[REACHED_GONE] = "gone",
	[REACHED_CLOSED] = "closed",
	[REACHED_THERE] = "there",
	[REACHED_UNKNOWN] = "unknown" };

const char *
taking_name(enum taking t)
{
	return takings[t];
}

const char *
reached_name(enum reached r)
{
	return reaches[r];
}

/* --- what was taken back ------------------------------------------------------------- */

/* The columns of Q_WITHDRAWAL_EACH. */
enum { W_N, W_DOCUMENT, W_OF, W_WHAT, W_REASON, W_LABEL, W_EXPLANATION, W_BY, W_AT };

static void
take_row(sqlite3_stmt *q, struct arena *mem, struct withdrawal *w)
{
	int what = str_index(takings, TAKEN__COUNT, db_column(q, W_WHAT));

	must(what >= 0); /* the schema holds it */
	*w = (struct withdrawal){ .what = (enum taking)what,
		.document = str_dup(mem, db_column(q, W_DOCUMENT)),
		.reason = str_dup(mem, db_column(q, W_REASON)),
		.label = str_dup(mem, db_column(q, W_LABEL)),
		.explanation = str_dup(mem, db_column(q, W_EXPLANATION)),
		.by = str_dup(mem, db_column(q, W_BY)),
		.at = (time_t)sqlite3_column_int64(q, W_AT),
		.n = sqlite3_column_int64(q, W_N) };
	(void)db_column_digest(q, W_OF, &w->of);
}

int
withdrawals_of(struct store *s, struct uuid dossier, struct arena *mem, struct withdrawal **v_r, size_t *n_r,
    struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WITHDRAWAL_EACH);
	size_t cap = 0;
	int rc;

	*v_r = NULL;
	*n_r = 0;
	db_uuid(q, 1, dossier);
	while ((rc = db_step(s, q, e)) == 1)
		take_row(q, mem, PUSH(mem, *v_r, *n_r, cap));
	return rc;
}

int
withdrawals_count(struct store *s, int64_t *n_r, struct err *e)
{
	return db_number(s, db_query(s, Q_WITHDRAWAL_COUNT), n_r, e);
}

static int
note_withdrawal(struct store *s, struct uuid dossier, const struct withdrawal *w, struct run_id run, struct err *e)
{
	struct arena *mem = arena_new("bewijs", MIB(1));
	json_t *j = json_object();
	int rc;

	json_put_num(j, "run", run.v);
	json_put_num(j, "n", w->n);
	json_put_str(j, "what", str_of(takings[w->what]));
	if (w->document.n != 0)
		json_put_str(j, "document", w->document);
	json_put_str(j, "of", digest_hex(mem, w->of));
	json_put_str(j, "reason", w->reason);
	json_put_str(j, "label", w->label);
	json_put_str(j, "explanation", w->explanation);
	json_put_str(j, "by", w->by);
	rc = evidence_note(s, "withdrawal", &dossier, j, e);
	arena_free(mem);
	return rc;
}

int
withdrawals_sum(struct store *s, struct str org, struct str key, struct run_id run, struct withdrawal_sum *n, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WITHDRAWAL_SUM);
	int rc;

	db_str(q, 1, org);
	db_str(q, 2, key.p == NULL ? S("") : key);
	db_num(q, 3, run.v);
	rc = db_step(s, q, e);
	if (rc == 1)
		*n = (struct withdrawal_sum){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3), sqlite3_column_int64(q, 4) };
	(void)sqlite3_reset(q);
	return rc == 1 ? 0 : -1;
}

int
withdrawals_add(struct store *s, struct uuid dossier, struct withdrawal *w, struct run_id run, struct err *e)
{
	sqlite3_stmt *q;
	int rc;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_WITHDRAWAL_ADD);
	db_uuid(q, 1, dossier);
	db_str(q, 2, w->document.p == NULL ? S("") : w->document);
	db_digest(q, 3, w->of);
	db_str(q, 4, str_of(takings[w->what]));
	db_str(q, 5, w->reason);
	db_str(q, 6, w->label);
	db_str(q, 7, w->explanation);
	db_str(q, 8, w->by);
	db_num(q, 9, w->at);
	db_num(q, 10, run.v);
	rc = db_number(s, q, &w->n, e);
	if (rc == 0)
		rc = note_withdrawal(s, dossier, w, run, e);
	return store_group_end(s, rc, e);
}

/* --- where it stood --------------------------------------------------------------------- */

/* The columns of Q_WATCH_EACH; Q_WATCH_OPEN has two more. */
enum { V_ADDRESS, V_SINCE, V_ROUNDS, V_DUE, V_ANSWER, V_HEARD, V_KEY, V_OUTLET };

static struct watch
watch_row(sqlite3_stmt *q)
{
	int answer = str_index(reaches, REACHED__COUNT, db_column(q, V_ANSWER));

	return (struct watch){ .address = db_column(q, V_ADDRESS),
		.since = (time_t)sqlite3_column_int64(q, V_SINCE),
		.rounds = sqlite3_column_int64(q, V_ROUNDS),
		.due = (time_t)sqlite3_column_int64(q, V_DUE),
		.answer = answer < 0 ? REACHED_NEVER : (enum reached)answer,
		.heard = (time_t)sqlite3_column_int64(q, V_HEARD) };
}

int
watches_of(struct store *s, struct uuid dossier, struct arena *mem, struct watch **v_r, size_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WATCH_EACH);
	size_t cap = 0;
	int rc;

	*v_r = NULL;
	*n_r = 0;
	db_uuid(q, 1, dossier);
	while ((rc = db_step(s, q, e)) == 1) {
		struct watch w = watch_row(q);

		w.address = str_dup(mem, w.address);
		*PUSH(mem, *v_r, *n_r, cap) = w;
	}
	return rc;
}

int
watches_open(struct store *s, struct str org, struct str key, watches_open_fn *each, void *ctx, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WATCH_OPEN);
	int rc;

	db_str(q, 1, org);
	db_str(q, 2, key.p == NULL ? S("") : key);
	while ((rc = db_step(s, q, e)) == 1) {
		struct watched w = {
			.key = db_column(q, V_KEY), .outlet = db_column(q, V_OUTLET), .watch = watch_row(q)
		};

		if (each(ctx, &w, e) != 0) {
			rc = -1;
			break;
		}
	}
	(void)sqlite3_reset(q);
	return rc;
}

int
watches_add(struct store *s, struct uuid dossier, struct str address, time_t now, struct run_id run, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WATCH_ADD);

	db_uuid(q, 1, dossier);
	db_str(q, 2, address);
	db_num(q, 3, now);
	db_num(q, 4, run.v);
	return db_act(s, q, e);
}

static int
note_watch(struct store *s, struct uuid dossier, const struct watch *w, int64_t rounds, long http, struct run_id run,
    struct err *e)
{
	struct arena *mem = arena_new("bewijs", MIB(1));
	json_t *j = json_object();
	int rc;

	json_put_num(j, "run", run.v);
	json_put_str(j, "address", digest_hex(mem, digest_of(w->address)));
	json_put_str(j, "answer", str_of(reaches[w->answer]));
	json_put_num(j, "rounds", rounds);
	if (w->due != 0)
		json_put_str(j, "due", time_rfc3339(mem, w->due));
	if (http != 0)
		json_put_num(j, "http", http);
	rc = evidence_note(s, "watch", &dossier, j, e);
	arena_free(mem);
	return rc;
}

int
watches_heard(struct store *s, struct uuid dossier, const struct watch *w, long http, struct run_id run, struct err *e)
{
	int64_t rounds = 0;
	sqlite3_stmt *q;
	int rc;

	must(w->answer != REACHED_NEVER);
	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_WATCH_HEARD);
	db_uuid(q, 1, dossier);
	db_str(q, 2, w->address);
	db_num(q, 3, w->rounds);
	if (w->due != 0)
		db_num(q, 4, w->due);
	db_str(q, 5, str_of(reaches[w->answer]));
	db_num(q, 6, w->heard);
	db_num(q, 7, run.v);
	rc = db_number(s, q, &rounds, e);
	if (rc == 0)
		rc = note_watch(s, dossier, w, rounds, http, run, e);
	return store_group_end(s, rc, e);
}

int
withdrawals_unsettled(struct store *s, time_t now, struct arena *mem, struct unsettled **v_r, size_t *n_r, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_WITHDRAWING_EACH);
	size_t cap = 0;
	int rc;

	*v_r = NULL;
	*n_r = 0;
	db_num(q, 1, now);
	while ((rc = db_step(s, q, e)) == 1) {
		struct unsettled *u = PUSH(mem, *v_r, *n_r, cap);

		must(uuid_parse(db_column(q, 0), &u->id) == 0);
		u->org = str_dup(mem, db_column(q, 1));
		u->key = str_dup(mem, db_column(q, 2));
	}
	return rc;
}
