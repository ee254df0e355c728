/* SPDX-License-Identifier: EUPL-1.2 */
/* ledger.c - what has become of each dossier: its state, its record at the portal, every attempt. */
#include "store/ledger.h"

#include "base/fault.h"
#include "store/db.h"
#include "store/evidence.h"

#include "base/banned.h"

static const struct { const char *name; enum state_kind kind; } states[S__COUNT] = {
	[S_NONE] = { "", K_WORK },
#define STATE(id, gate, bundle, remote, kind)	[S_##id] = { #id, K_##kind },
#include "store/states.def"
#undef STATE
};

static const struct { enum state from, to; } moves[] = {
#define MOVE(from, to, why)	{ S_##from, S_##to },
#include "store/states.def"
#undef MOVE
};

const char *
state_name(enum state s)
{
	return states[s].name;
}

enum state_kind
state_kind(enum state s)
{
	return states[s].kind;
}

int
state_find(struct str name, enum state *s_r)
{
	for (int i = S_NONE + 1; i < S__COUNT; i++) {
		if (str_eq(name, str_of(states[i].name))) {
			*s_r = (enum state)i;
			return 0;
		}
	}
	*s_r = S_NONE;
	return -1;
}

bool
state_may(enum state from, enum state to)
{
	for (size_t i = 0; i < COUNT(moves); i++) {
		if (moves[i].from == from && moves[i].to == to)
			return true;
	}
	return false;
}

/* Columns of DOSSIER_COLUMNS, in its order. */
enum { COL_STATE, COL_REVISION, COL_EPOCH, COL_INPUT, COL_CONFIG, COL_GATE, COL_BUNDLE, COL_HELD, COL_REMOTE, COL_URL,
	COL_EXPOSED, COL_SPARES, COL_ATTEMPTS, COL_ERROR, COL_SINCE };

void
db_row(sqlite3_stmt *q, struct arena *mem, struct ledger_row *row)
{
	*row = (struct ledger_row){ .state = S_NONE };
	if (state_find(db_column(q, COL_STATE), &row->state) != 0)
		must(!"state"); /* the schema holds it */
	row->revision = sqlite3_column_int64(q, COL_REVISION);
	row->epoch = sqlite3_column_int64(q, COL_EPOCH);
	(void)db_column_digest(q, COL_INPUT, &row->input);
	(void)db_column_digest(q, COL_CONFIG, &row->config);
	(void)db_column_digest(q, COL_GATE, &row->gate);
	(void)db_column_digest(q, COL_BUNDLE, &row->bundle);
	(void)db_column_digest(q, COL_HELD, &row->held);
	row->remote = str_dup(mem, db_column(q, COL_REMOTE));
	row->url = str_dup(mem, db_column(q, COL_URL));
	row->exposed = sqlite3_column_int64(q, COL_EXPOSED) != 0;
	row->spares = sqlite3_column_int64(q, COL_SPARES) != 0;
	row->attempts = sqlite3_column_int64(q, COL_ATTEMPTS);
	row->error = str_dup(mem, db_column(q, COL_ERROR));
	row->since = sqlite3_column_int64(q, COL_SINCE);
}

int
ledger_get(struct store *s, struct uuid id, struct arena *mem, struct ledger_row *row, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DOSSIER_GET);
	int rc;

	*row = (struct ledger_row){ .state = S_NONE };
	db_uuid(q, 1, id);
	rc = db_step(s, q, e);
	if (rc != 1)
		return rc;
	db_row(q, mem, row);
	(void)sqlite3_reset(q);
	return 0;
}

/* A statement that changes the row of t and returns it: with its evidence, in the open group. */
static int
change(struct store *s, sqlite3_stmt *q, const struct turn *t, json_t *facts, int64_t *epoch_r, struct err *e)
{
	int rc = db_step(s, q, e);

	if (rc != 1) {
		json_decref(facts);
		return rc == 0 ? 1 : -1; /* no row: fenced */
	}
	if (facts == NULL)
		facts = json_object();
	json_put(facts, "row", db_row_json(q, sqlite3_column_count(q)));
	json_put_num(facts, "run", t->run.v);
	*epoch_r = sqlite3_column_int64(q, COL_EPOCH);
	if (db_act(s, q, e) != 0) {
		json_decref(facts);
		return -1;
	}
	return evidence_note(s, "state", &t->id, facts, e);
}

int
ledger_ingest(struct store *s, struct turn *t, struct str org, struct str key, struct digest input,
    const struct ledger_row *before, bool fresh, json_t *facts, struct err *e)
{
	sqlite3_stmt *q;
	bool next = before->exposed && !digest_eq(before->input, input);
	int rc;

	if (store_group(s, e) != 0) {
		json_decref(facts);
		return -1;
	}
	if (before->state == S_NONE) {
		q = db_query(s, Q_DOSSIER_ADD);
		db_uuid(q, 1, t->id);
		db_str(q, 2, org);
		db_str(q, 3, key);
		db_digest(q, 4, input);
		db_num(q, 5, t->run.v);
		db_num(q, 6, t->now);
		db_str(q, 7, t->outlet);
	} else {
		q = db_query(s, Q_DOSSIER_INGEST);
		db_uuid(q, 1, t->id);
		db_num(q, 2, before->epoch);
		db_str(q, 3, str_of(state_name(before->state)));
		db_digest(q, 4, input);
		db_num(q, 5, next);
		db_num(q, 6, fresh || next);
		db_num(q, 7, t->run.v);
		db_num(q, 8, t->now);
	}
	rc = change(s, q, t, facts, &t->epoch, e);
	return store_group_end(s, rc, e);
}

int
ledger_take(struct store *s, struct turn *t, const struct ledger_row *row, struct err *e)
{
	sqlite3_stmt *q;

	if (store_group(s, e) != 0)
		return -1;
	q = db_query(s, Q_DOSSIER_TAKE);
	db_uuid(q, 1, t->id);
	db_num(q, 2, row->epoch);
	db_str(q, 3, str_of(state_name(row->state)));
	db_num(q, 4, t->run.v);
	db_num(q, 5, t->now);
	return store_group_end(s, change(s, q, t, NULL, &t->epoch, e), e);
}

static void
db_digest_or_null(sqlite3_stmt *q, int i, const struct digest *d)
{
	if (d != NULL)
		db_digest(q, i, *d);
}

static void
db_flag_or_null(sqlite3_stmt *q, int i, int v)
{
	if (v != KEEP)
		db_num(q, i, v);
}

static int
move(struct store *s, const struct turn *t, const struct step *step, json_t *facts, struct err *e)
{
	sqlite3_stmt *q = db_query(s, Q_DOSSIER_MOVE);
	int64_t epoch;

	must(step->from == step->to || state_may(step->from, step->to));
	db_uuid(q, 1, t->id);
	db_num(q, 2, t->epoch);
	db_str(q, 3, str_of(state_name(step->from)));
	db_str(q, 4, str_of(state_name(step->to)));
	db_digest_or_null(q, 5, step->gate);
	db_digest_or_null(q, 6, step->config);
	db_digest_or_null(q, 7, step->bundle);
	db_str(q, 8, step->remote);
	db_str(q, 9, step->url);
	db_flag_or_null(q, 10, step->exposed);
	db_flag_or_null(q, 11, step->spares);
	db_num(q, 12, step->attempts);
	db_str(q, 13, step->error);
	db_num(q, 14, t->run.v);
	/* The choice of the record is made once: by whoever is first, and not at all when it was made before. */
	db_num(q, 15, step->from == S_CREATING && step->to == S_CREATED && !BROKEN("no-cas"));
	db_num(q, 16, t->now);
	return change(s, q, t, facts, &epoch, e);
}

int
ledger_move(struct store *s, const struct turn *t, const struct step *step, json_t *facts, struct err *e)
{
	if (store_group(s, e) != 0) {
		json_decref(facts);
		return -1;
	}
	return store_group_end(s, move(s, t, step, facts, e), e);
}

/* Is there anything to change in the row? */
static bool
moves_row(const struct step *step)
{
	return step->from != step->to || step->remote.p != NULL || step->url.p != NULL || step->error.p != NULL ||
	    step->exposed != KEEP || step->spares != KEEP || step->attempts != 0;
}

/* The number of the attempt that a statement wrote; 1 without it: fenced. */
static int
attempt_of(struct store *s, sqlite3_stmt *q, int64_t *n_r, struct err *e)
{
	int rc = db_step(s, q, e);

	if (rc != 1)
		return rc == 0 ? 1 : -1;
	*n_r = sqlite3_column_int64(q, 0);
	return db_act(s, q, e);
}

static int
add_attempt(struct store *s, const struct turn *t, enum state at, const struct intent *in, int64_t *attempt_r, struct err *e)
{
	static const struct digest none;
	sqlite3_stmt *q = db_query(s, Q_ATTEMPT_ADD);
	struct arena *mem;
	json_t *j;
	int rc;

	db_uuid(q, 1, t->id);
	db_num(q, 2, t->epoch);
	db_num(q, 3, t->run.v);
	db_str(q, 4, str_of(in->op));
	db_str(q, 5, in->key.p == NULL ? S("-") : in->key);
	db_str(q, 6, in->target.p == NULL ? S("-") : in->target);
	db_digest(q, 7, in->sha256);
	db_num(q, 8, time(NULL));
	db_str(q, 9, str_of(state_name(at)));
	rc = attempt_of(s, q, attempt_r, e);
	if (rc != 0)
		return rc;
	mem = arena_new("administratie", MIB(1));
	j = json_object();
	json_put_num(j, "run", t->run.v);
	json_put_num(j, "attempt", *attempt_r);
	json_put_str(j, "step", str_of(in->op));
	json_put_str(j, "key", in->key);
	json_put_str(j, "target", in->target);
	if (!digest_eq(in->sha256, none))
		json_put_str(j, "sha256", digest_hex(mem, in->sha256));
	rc = evidence_note(s, "order", &t->id, j, e);
	arena_free(mem);
	return rc;
}

int
ledger_order(struct store *s, const struct turn *t, const struct step *step, const struct intent *in, int64_t *attempt_r,
    struct err *e)
{
	int rc = store_group(s, e);

	if (rc != 0)
		return -1;
	if (moves_row(step))
		rc = move(s, t, step, NULL, e);
	if (rc == 0)
		rc = add_attempt(s, t, step->to, in, attempt_r, e);
	return store_group_end(s, rc, e);
}

int
ledger_answer(struct store *s, const struct turn *t, const struct step *step, int64_t attempt, enum attempt_end end,
    long http, json_t *facts, struct err *e)
{
	static const char *const names[] = { "OK", "SAME", "RETRY", "AMBIGUOUS", "FATAL" };
	sqlite3_stmt *q = db_query(s, Q_ATTEMPT_END);
	json_t *j = facts == NULL ? json_object() : facts;
	int rc = store_group(s, e);

	if (rc != 0) {
		json_decref(j);
		return -1;
	}
	db_uuid(q, 1, t->id);
	db_num(q, 2, attempt);
	db_num(q, 3, time(NULL));
	if (http != 0)
		db_num(q, 4, http);
	db_str(q, 5, str_of(names[end]));
	db_num(q, 6, t->epoch);
	db_str(q, 7, str_of(state_name(step->from)));
	rc = attempt_of(s, q, &attempt, e);
	json_put_num(j, "run", t->run.v);
	json_put_num(j, "attempt", attempt);
	json_put_str(j, "outcome", str_of(names[end]));
	if (http != 0)
		json_put_num(j, "http", http);
	if (rc != 0)
		json_decref(j);
	else
		rc = evidence_note(s, "answer", &t->id, j, e);
	if (rc == 0 && moves_row(step))
		rc = move(s, t, step, NULL, e);
	return store_group_end(s, rc, e);
}
