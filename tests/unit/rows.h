/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.h - a ledger with one dossier in a chosen state, and a second connection to look behind it. */
#ifndef ROWS_H
#define ROWS_H

#include "scratch.h"

#include <sqlite3.h>

#include "store/evidence.h"
#include "store/ledger.h"

#define NOW	1768464000	/* 2026-01-15T08:00:00Z */

static const struct uuid id = { { 1, 2, 3 } };
static struct digest input, other, gate, config, bundle;

static UNUSED int
rows_open(void **state)
{
	input = digest_of(S("in"));
	other = digest_of(S("anders"));
	gate = digest_of(S("gate"));
	config = digest_of(S("config"));
	bundle = digest_of(S("bundle"));
	return scratch_open(state);
}

/* A second connection, for what no program of ours does. */
static UNUSED sqlite3 *
raw(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	return db;
}

static UNUSED int
sql(sqlite3 *db, const char *text)
{
	return sqlite3_exec(db, text, NULL, NULL, NULL);
}

static UNUSED int64_t
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

static UNUSED struct run_facts
run_facts(void)
{
	return (struct run_facts){ .mode = "run", .now = NOW, .started = NOW + 1, .who = S("nacht"), .build = S("0.1.0"),
		.templates = config };
}

/* A store with its run; name NULL: in memory. */
static UNUSED struct store *
fresh(const char *name, struct run_id *run)
{
	struct run_facts f = run_facts();
	struct store *s;

	assert_ok(store_open(name == NULL ? NULL : in(name), &s, &err));
	assert_ok(store_run_begin(s, &f, run, &err));
	return s;
}

static UNUSED struct ledger_row
row_of(struct store *s)
{
	struct ledger_row row;

	assert_ok(ledger_get(s, id, mem, &row, &err));
	return row;
}

static UNUSED struct evidence_head
head_of(struct store *s)
{
	struct evidence_head h;

	assert_ok(evidence_head(s, mem, &h, &err));
	return h;
}

/* Taken up; returns the turn of who did. */
static UNUSED struct turn
ingest(struct store *s, struct run_id run, struct digest what, bool forget)
{
	struct ledger_row before = row_of(s);
	struct turn t = { .id = id, .run = run, .now = NOW };

	assert_ok(ledger_ingest(s, &t, S("leiden"), S("dossier"), what, &before, forget, NULL, &err));
	return t;
}

/* The move between two states as the street makes it: with what the state it comes to needs. */
static UNUSED struct step
step_between(enum state from, enum state to)
{
	struct step step = STEP(from, to);

	if (to == S_HELD || to == S_PASSED) {
		step.gate = &gate;
		step.config = &config;
	}
	if (to == S_BUNDLED)
		step.bundle = &bundle;
	if (to == S_CREATED)
		step.remote = S("R1");
	if (to == S_PUBLISHING || to == S_WITHDRAWING)
		step.exposed = 1;
	if (to == S_WITHDRAWING)
		step.remote = S("R1");
	if (to == S_QUARANTINED)
		step.error = S("reden");
	return step;
}

/* Bring the dossier of a store that has none yet into a state by one legal way. */
static UNUSED struct turn
bring(struct store *s, struct run_id run, enum state to)
{
	static const enum state before[S__COUNT] = { [S_EXTRACTED] = S_INGESTED, [S_CLASSIFIED] = S_EXTRACTED,
		[S_HELD] = S_CLASSIFIED, [S_PASSED] = S_CLASSIFIED, [S_BUNDLED] = S_PASSED, [S_CREATING] = S_BUNDLED,
		[S_CREATED] = S_CREATING, [S_UPLOADING] = S_CREATED, [S_UPLOADED] = S_UPLOADING,
		[S_VERIFIED] = S_UPLOADED, [S_PUBLISHING] = S_VERIFIED, [S_PUBLISHED] = S_PUBLISHING, [S_HANDED] = S_PUBLISHING,
		[S_CONFIRMED] = S_PUBLISHED, [S_REMOVING] = S_PUBLISHING, [S_QUARANTINED] = S_CREATING,
		[S_WITHDRAWING] = S_CONFIRMED, [S_WITHDRAWN] = S_WITHDRAWING };
	enum state way[S__COUNT];
	struct turn t = { .id = id, .run = run, .now = NOW };
	size_t n = 0;

	for (enum state at = to; at != S_NONE; at = before[at])
		way[n++] = at;
	if (n == 0)
		return t;
	t = ingest(s, run, input, false);
	while (--n > 0) {
		struct step step = step_between(way[n], way[n - 1]);

		assert_ok(ledger_move(s, &t, &step, NULL, &err));
	}
	assert_int_equal(row_of(s).state, to);
	return t;
}

#endif
