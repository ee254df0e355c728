/* SPDX-License-Identifier: EUPL-1.2 */
/* test_ledger.c - what becomes of a dossier: every move, the one choice, who is fenced, and what the tables refuse. */
#include "rows.h"

/* What each state needs, as states.def says it. */
static const struct { bool gate, bundle, remote; } needs[S__COUNT] = {
#define STATE(id, gate, bundle, remote, kind)	[S_##id] = { gate, bundle, remote },
#include "store/states.def"
#undef STATE
};

/* Everything that the ledger holds, as one text. */
static struct str
dump(const char *path)
{
	static const char *const all[] = {
		"SELECT group_concat(quote(id)||quote(state)||revision||quote(epoch)||quote(input_sha256)||quote(config_sha256)||"
		"quote(gate_sha256)||quote(bundle_sha256)||quote(held_sha256)||quote(remote_id)||quote(remote_url)||exposed||"
		"spares||'/'||attempts||quote(last_error)||run_id||'/'||since||'/'||updated_at, ';') FROM dossier",
		"SELECT group_concat(n||'/'||epoch||quote(op)||quote(idem_key)||quote(target)||quote(sha256)||quote(ended)||"
		"quote(http)||quote(outcome), ';') FROM attempt",
		"SELECT group_concat(seq||leaf, ';') FROM evidence",
	};
	sqlite3 *db = raw(path);
	struct str s = S("");

	for (size_t i = 0; i < COUNT(all); i++) {
		sqlite3_stmt *q;

		if (sqlite3_prepare_v2(db, all[i], -1, &q, NULL) != SQLITE_OK || sqlite3_step(q) != SQLITE_ROW)
			fail_msg("%s", sqlite3_errmsg(db));
		s = str_fmt(mem, "%.*s\n%s", STRF(s), (const char *)sqlite3_column_text(q, 0));
		(void)sqlite3_finalize(q);
	}
	(void)sqlite3_close(db);
	return s;
}

static void
words(void **state)
{
	static const struct { enum state state; const char *name; enum state_kind kind; } cases[] = {
		{ S_INGESTED, "INGESTED", K_WORK }, { S_HELD, "HELD", K_WAIT }, { S_QUARANTINED, "QUARANTINED", K_WAIT },
		{ S_PUBLISHING, "PUBLISHING", K_ASK }, { S_PUBLISHED, "PUBLISHED", K_ASK }, { S_REMOVING, "REMOVING", K_ASK }, { S_HANDED, "HANDED", K_ASK },
		{ S_WITHDRAWING, "WITHDRAWING", K_ASK }, { S_CONFIRMED, "CONFIRMED", K_REST }, { S_WITHDRAWN, "WITHDRAWN", K_REST },
	};
	static const struct str none[] = { S(""), S("ingested"), S("INGESTED "), S("S_NONE"), S("HELD\0") };
	enum state s;

	(void)state;
	assert_string_equal(state_name(S_NONE), "");
	for (int i = S_INGESTED; i < S__COUNT; i++) {
		assert_int_equal(state_find(str_of(state_name((enum state)i)), &s), 0);
		assert_int_equal(s, i);
	}
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(state_name(cases[i].state), cases[i].name);
		assert_int_equal(state_kind(cases[i].state), cases[i].kind);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_int_equal(state_find(none[i], &s), -1);
		assert_int_equal(s, S_NONE);
	}
}

/* Which states can be come to from INGESTED without ever being in one of two? */
static void
reach_without(enum state not_this, enum state nor_this, bool reached[S__COUNT])
{
	bool more = true;

	memset(reached, 0, S__COUNT * sizeof *reached);
	reached[S_INGESTED] = true;
	while (more) {
		more = false;
		for (int a = S_INGESTED; a < S__COUNT; a++) {
			for (int b = S_INGESTED; b < S__COUNT; b++) {
				if (reached[a] && !reached[b] && b != (int)not_this && b != (int)nor_this &&
				    state_may((enum state)a, (enum state)b))
					more = reached[b] = true;
			}
		}
	}
}

/* What the table of moves promises, read from the graph. */
static void
graph(void **state)
{
	bool r[S__COUNT];

	(void)state;
	reach_without(S_NONE, S_NONE, r);
	for (int i = S_INGESTED; i < S__COUNT; i++) {
		if (!r[i])
			fail_msg("%s is never reached", state_name((enum state)i));
		assert_false(state_may((enum state)i, (enum state)i) || state_may(S_NONE, (enum state)i) ||
		    state_may((enum state)i, S_NONE));
		/* Out of what waits for a person there is one way, beside taking back what was public before. */
		for (int b = S_INGESTED; b < S__COUNT; b++) {
			if (state_kind((enum state)i) == K_WAIT && state_may((enum state)i, (enum state)b) !=
			    (b == S_INGESTED || b == S_WITHDRAWING))
				fail_msg("%s to %s", state_name((enum state)i), state_name((enum state)b));
		}
	}
	/* Nothing leaves the house that did not pass, and nothing is public without the intent. */
	reach_without(S_PASSED, S_NONE, r);
	for (int i = S_INGESTED; i < S__COUNT; i++)
		assert_int_equal(r[i], i == S_INGESTED || i == S_EXTRACTED || i == S_CLASSIFIED || i == S_HELD ||
		    i == S_QUARANTINED || i == S_WITHDRAWING || i == S_WITHDRAWN);
	reach_without(S_PUBLISHING, S_REMOVING, r);	/* a removal finds out what became public */
	assert_false(r[S_PUBLISHED] || r[S_CONFIRMED]);
	/* And the record is chosen before that. */
	reach_without(S_CREATED, S_NONE, r);
	assert_false(r[S_PUBLISHING] || r[S_UPLOADING] || r[S_VERIFIED]);
}

/* Every pair of states: the program makes the moves of the table and no other, and the tables refuse the rest. */
static void
moves(void **state)
{
	(void)state;
	for (int from = S_INGESTED; from < S__COUNT; from++) {
		const char *name = str_c(mem, str_fmt(mem, "paar%d.sqlite", from));
		struct run_id run;
		struct store *s = fresh(name, &run);
		sqlite3 *db = raw(in(name));

		(void)bring(s, run, (enum state)from);
		for (int to = S_INGESTED; to < S__COUNT; to++) {
			const char *text = str_c(mem, str_fmt(mem, "SAVEPOINT x; UPDATE dossier SET state='%s', epoch=epoch+1,"
			    " gate_sha256=input_sha256, bundle_sha256=input_sha256, remote_id=coalesce(remote_id, 'R1'), exposed=1",
			    state_name((enum state)to)));
			int rc = sql(db, text);
			bool may = from == to || state_may((enum state)from, (enum state)to);

			if (rc != (may ? SQLITE_OK : SQLITE_CONSTRAINT) || (!may && strstr(sqlite3_errmsg(db), "no such move") == NULL))
				fail_msg("%s to %s: %s", state_name((enum state)from), state_name((enum state)to), sqlite3_errmsg(db));
			assert_int_equal(sql(db, "ROLLBACK TO x; RELEASE x"), SQLITE_OK);
		}
		(void)sqlite3_close(db);
		store_close(s);
		for (int to = S_INGESTED; to < S__COUNT; to++) {
			struct turn t;

			if (!state_may((enum state)from, (enum state)to))
				continue;
			s = fresh(NULL, &run);
			t = bring(s, run, (enum state)from);
			if (to == S_INGESTED) {
				(void)ingest(s, run, input, false);
			} else {
				struct step step = step_between((enum state)from, (enum state)to);

				assert_ok(ledger_move(s, &t, &step, NULL, &err));
			}
			assert_int_equal(row_of(s).state, to);
			store_close(s);
		}
	}
}

/* A move that is not in the table is a fault in the program, and ends it before it reaches the ledger. */
static void
no_such_move(void **state)
{
	static const struct { enum state from, to; } cases[] = {
		{ S_HELD, S_PASSED }, { S_CLASSIFIED, S_BUNDLED }, { S_CREATING, S_PUBLISHING }, { S_QUARANTINED, S_PUBLISHED },
		{ S_WITHDRAWN, S_PUBLISHING },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *name = str_c(mem, str_fmt(mem, "geen%zu.sqlite", i));
		struct run_id run;
		struct store *s = fresh(name, &run);
		struct str before;
		pid_t pid;

		(void)bring(s, run, cases[i].from);
		store_close(s);
		before = dump(in(name));
		pid = fork();
		if (pid == 0) {
			struct turn t = { .id = id, .epoch = 1, .run = run, .now = NOW };
			struct step step = step_between(cases[i].from, cases[i].to);

			(void)!freopen("/dev/null", "w", stderr);
			if (store_open(in(name), &s, &err) == 0)
				(void)!ledger_move(s, &t, &step, NULL, &err);
			_exit(0);
		}
		assert_int_equal(wait_for(pid), 70);	/* EX_SOFTWARE */
		assert_str(dump(in(name)), str_c(mem, before));
	}
}

/* Without the triggers the CHECKs still hold what a state needs. */
static void
checks(void **state)
{
	static const char *const names[] = { "gate_sha256", "bundle_sha256", "remote_id" };

	(void)state;
	for (int st = S_INGESTED; st < S__COUNT; st++) {
		const char *name = str_c(mem, str_fmt(mem, "eis%d.sqlite", st));
		const bool want[] = { needs[st].gate, needs[st].bundle, needs[st].remote };
		struct run_id run;
		struct store *s = fresh(name, &run);
		sqlite3 *db = raw(in(name));

		(void)bring(s, run, (enum state)st);
		assert_int_equal(sql(db, "DROP TRIGGER dossier_remote_once; DROP TRIGGER dossier_move"), SQLITE_OK);
		for (size_t i = 0; i < COUNT(names); i++) {
			int rc = sql(db, str_c(mem, str_fmt(mem, "SAVEPOINT x; UPDATE dossier SET %s=NULL", names[i])));

			if ((rc & 0xff) != (want[i] ? SQLITE_CONSTRAINT : SQLITE_OK))
				fail_msg("%s without %s: %s", state_name((enum state)st), names[i], sqlite3_errmsg(db));
			assert_int_equal(sql(db, "ROLLBACK TO x; RELEASE x"), SQLITE_OK);
		}
		(void)sqlite3_close(db);
		store_close(s);
	}
}

/* From INGESTED on, once more. */
static void
again_to(struct store *s, const struct turn *t, enum state to)
{
	static const enum state next[S__COUNT] = { [S_INGESTED] = S_EXTRACTED, [S_EXTRACTED] = S_CLASSIFIED,
		[S_CLASSIFIED] = S_PASSED, [S_PASSED] = S_BUNDLED, [S_BUNDLED] = S_CREATING };

	for (enum state at = S_INGESTED; at != to; at = next[at]) {
		struct step step = step_between(at, next[at]);

		assert_ok(ledger_move(s, t, &step, NULL, &err));
	}
}

/* Two that work on one dossier choose once; the second is fenced and its record is not kept. */
static void
choice(void **state)
{
	struct step first = STEP(S_CREATING, S_CREATED), second = first, again = STEP(S_BUNDLED, S_CREATED);
	struct run_id run;
	struct store *s = fresh("keuze.sqlite", &run), *u;
	struct turn t = bring(s, run, S_CREATING), t2;
	struct ledger_row row;
	struct str before;

	(void)state;
	assert_ok(store_open(in("keuze.sqlite"), &u, &err));
	first.remote = S("R1");
	second.remote = S("R2");
	assert_int_equal(ledger_move(s, &t, &first, NULL, &err), 0);
	before = dump(in("keuze.sqlite"));
	assert_int_equal(ledger_move(u, &t, &second, NULL, &err), 1);
	assert_str(dump(in("keuze.sqlite")), str_c(mem, before));
	assert_str(row_of(u).remote, "R1");

	/* Chosen in an earlier night: who looks for it anew does not choose again. */
	t2 = ingest(s, run, input, false);
	again_to(s, &t2, S_CREATING);
	before = dump(in("keuze.sqlite"));
	assert_int_equal(ledger_move(s, &t2, &second, NULL, &err), 1);
	assert_int_equal(ledger_move(s, &t2, &first, NULL, &err), 1);
	assert_str(dump(in("keuze.sqlite")), str_c(mem, before));
	store_close(u);
	store_close(s);

	/* Known beforehand: the same name again is fine, another is refused. */
	s = fresh(NULL, &run);
	t = bring(s, run, S_BUNDLED);
	again.remote = S("naam.zip");
	assert_ok(ledger_move(s, &t, &again, NULL, &err));
	t = ingest(s, run, input, false);
	row = row_of(s);
	assert_str(row.remote, "naam.zip");
	assert_int_equal(row.epoch, 2);
	again_to(s, &t, S_BUNDLED);
	again.remote = S("ander.zip");
	assert_err(E_BUG, ledger_move(s, &t, &again, NULL, &err));
	assert_int_equal(row_of(s).state, S_BUNDLED);
	again.remote = S("naam.zip");
	assert_ok(ledger_move(s, &t, &again, NULL, &err));
	store_close(s);
}

/* One record belongs to one dossier. */
static void
one_record(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct turn u = { .id = { { 9 } }, .run = run, .now = NOW };
	struct ledger_row none = { 0 }, row;

	(void)state;
	(void)bring(s, run, S_CREATED);
	assert_ok(ledger_ingest(s, &u, S("leiden"), S("ander dossier"), input, &none, false, NULL, &err));
	again_to(s, &u, S_CREATING);
	struct step step = step_between(S_CREATING, S_CREATED);
	assert_err(E_BUG, ledger_move(s, &u, &step, NULL, &err));
	assert_ok(ledger_get(s, u.id, mem, &row, &err));
	assert_int_equal(row.state, S_CREATING);
	assert_null(row.remote.p);
	store_close(s);
}

enum act { ACT_INGEST, ACT_MOVE, ACT_STAY, ACT_ORDER, ACT_ORDER_STAY, ACT_ANSWER, ACT_ANSWER_STAY, ACT__COUNT };

/* One call in the name of t, about a dossier that is UPLOADING. */
static int
act(struct store *s, enum act a, struct turn *t, const struct ledger_row *before, int64_t attempt)
{
	struct step go = STEP(S_UPLOADING, S_UPLOADED), stay = STEP(S_UPLOADING, S_UPLOADING), more = stay;
	struct intent in = { .op = "document", .key = S("sleutel"), .target = S("https://x/"), .sha256 = bundle };
	json_t *facts = json_object();
	int64_t n;

	more.attempts = 1;
	json_put_str(facts, "waarom", S("zomaar"));
	switch (a) {
	case ACT_INGEST:
		return ledger_ingest(s, t, S("leiden"), S("dossier"), other, before, true, facts, &err);
	case ACT_MOVE:
		return ledger_move(s, t, &go, facts, &err);
	case ACT_STAY:
		return ledger_move(s, t, &more, facts, &err);
	case ACT_ANSWER:
		return ledger_answer(s, t, &go, attempt, ATTEMPT_OK, 201, facts, &err);
	case ACT_ANSWER_STAY:
		return ledger_answer(s, t, &stay, attempt, ATTEMPT_RETRY, 503, facts, &err);
	case ACT_ORDER:
	case ACT_ORDER_STAY:
		json_decref(facts);
		return ledger_order(s, t, a == ACT_ORDER ? &more : &stay, &in, &n, &err);
	case ACT__COUNT:
		break;
	}
	return -1;
}

/* Who holds an older claim changes nothing, in any call, and leaves no word. */
static void
fenced(void **state)
{
	(void)state;
	for (int a = 0; a < ACT__COUNT; a++) {
		for (int older = 0; older < 2; older++) {
			const char *name = str_c(mem, str_fmt(mem, "hek%d%d.sqlite", a, older));
			struct run_id run;
			struct store *s = fresh(name, &run);
			struct turn t = bring(s, run, S_UPLOADING), u = t;
			struct ledger_row before = row_of(s);
			struct intent find = { .op = "document" };
			struct step stay = STEP(S_UPLOADING, S_UPLOADING);
			struct str was;
			int64_t n;

			assert_ok(ledger_order(s, &t, &stay, &find, &n, &err));
			assert_int_equal(n, 1);
			if (older != 0) {	/* another takes it, and comes to the same state */
				static const enum state way[] = { S_INGESTED, S_EXTRACTED, S_CLASSIFIED, S_PASSED, S_BUNDLED, S_CREATED,
					S_UPLOADING };

				u = ingest(s, run, input, false);
				for (size_t i = 0; i + 1 < COUNT(way); i++) {
					struct step step = step_between(way[i], way[i + 1]);

					assert_ok(ledger_move(s, &u, &step, NULL, &err));
				}
				assert_int_equal(u.epoch, t.epoch + 1);
			}
			was = dump(in(name));
			if (older != 0) {
				if (act(s, (enum act)a, &t, &before, n) != 1)
					fail_msg("call %d of an older claim went through", a);
				assert_str(dump(in(name)), str_c(mem, was));
				assert_int_equal(t.epoch, 1);
				/* Nor with the attempt of who has it now. */
				assert_ok(ledger_order(s, &u, &stay, &find, &n, &err));
				was = dump(in(name));
				if (a != ACT_INGEST)
					assert_int_equal(act(s, (enum act)a, &t, &before, n), 1);
				assert_str(dump(in(name)), str_c(mem, was));
			} else {
				assert_int_equal(act(s, (enum act)a, &t, &before, n), 0);
				assert_true(!str_eq(dump(in(name)), was));
			}
			store_close(s);
		}
	}
}

/* The right claim, and a state that it has left: nothing either. */
static void
out_of_step(void **state)
{
	struct run_id run;
	struct store *s = fresh("pas.sqlite", &run);
	struct turn t = bring(s, run, S_UPLOADED);
	struct str was = dump(in("pas.sqlite"));
	struct ledger_row before = row_of(s);

	(void)state;
	assert_int_equal(act(s, ACT_MOVE, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_STAY, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_ORDER, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_ORDER_STAY, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_ANSWER, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_ANSWER_STAY, &t, NULL, 1), 1);	/* no such attempt */
	before.state = S_CONFIRMED;
	assert_int_equal(act(s, ACT_INGEST, &t, &before, 1), 1);
	t.id = (struct uuid){ { 77 } };		/* never seen */
	assert_int_equal(act(s, ACT_MOVE, &t, NULL, 1), 1);
	assert_int_equal(act(s, ACT_ORDER_STAY, &t, NULL, 1), 1);
	assert_str(dump(in("pas.sqlite")), str_c(mem, was));
	store_close(s);
}

/* From every state: taken up again where the table says so, E_BUG elsewhere. */
static void
taken_up(void **state)
{
	(void)state;
	for (int from = S_INGESTED; from < S__COUNT; from++) {
		struct run_id run;
		struct store *s = fresh(NULL, &run);
		struct turn t = bring(s, run, (enum state)from);
		struct ledger_row before = row_of(s), after;
		struct evidence_head head = head_of(s);

		if (from == S_INGESTED || state_may((enum state)from, S_INGESTED)) {
			assert_int_equal(ledger_ingest(s, &t, S("leiden"), S("dossier"), input, &before, false, NULL, &err), 0);
			after = row_of(s);
			assert_int_equal(after.state, S_INGESTED);
			assert_int_equal(after.epoch, before.epoch + 1);
			assert_int_equal(t.epoch, after.epoch);
			assert_int_equal(after.revision, 1);
			assert_true(digest_eq(after.gate, (struct digest){ 0 }));	/* judged anew before anything goes */
			/* The record stays chosen, except where it was removed. */
			assert_int_equal(after.remote.p != NULL, before.remote.p != NULL && from != S_REMOVING);
			assert_int_equal(after.exposed, before.exposed && from != S_REMOVING);
			assert_true(digest_eq(after.bundle, before.bundle));
			assert_int_equal(head_of(s).seq, head.seq + 1);
		} else {
			assert_true(from == S_WITHDRAWING || from == S_WITHDRAWN || from == S_HANDED);
			assert_err(E_BUG, ledger_ingest(s, &t, S("leiden"), S("dossier"), input, &before, false, NULL, &err));
			assert_int_equal(row_of(s).state, from);
			assert_int_equal(head_of(s).seq, head.seq);
		}
		store_close(s);
	}
}

static void
revisions(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct step step;
	struct turn t;

	(void)state;
	(void)ingest(s, run, input, false);
	(void)ingest(s, run, other, false);		/* was never public: still the first */
	assert_int_equal(row_of(s).revision, 1);
	store_close(s);
	s = fresh(NULL, &run);
	(void)bring(s, run, S_VERIFIED);		/* a concept at the portal is not public */
	(void)ingest(s, run, other, false);
	assert_int_equal(row_of(s).revision, 1);
	store_close(s);
	s = fresh(NULL, &run);
	t = bring(s, run, S_CONFIRMED);
	(void)ingest(s, run, input, false);
	assert_int_equal(row_of(s).revision, 1);
	(void)ingest(s, run, other, false);
	assert_int_equal(row_of(s).revision, 2);
	assert_true(row_of(s).exposed);
	assert_str(row_of(s).remote, "R1");		/* the same record */
	(void)ingest(s, run, other, false);
	assert_int_equal(row_of(s).revision, 2);
	(void)ingest(s, run, input, false);
	assert_int_equal(row_of(s).revision, 3);
	store_close(s);
	/* A file that was asked for and is not there was never public. */
	s = fresh(NULL, &run);
	t = bring(s, run, S_PUBLISHING);
	step = STEP(S_PUBLISHING, S_PUBLISHING);
	step.exposed = 0;
	assert_ok(ledger_move(s, &t, &step, NULL, &err));
	(void)ingest(s, run, other, false);
	assert_int_equal(row_of(s).revision, 1);
	store_close(s);
}

/* What was held is known as held until it passes, whatever the night did in between. */
static void
remembers_held(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct step extracted = STEP(S_INGESTED, S_EXTRACTED), classified = STEP(S_EXTRACTED, S_CLASSIFIED),
	    passed = step_between(S_CLASSIFIED, S_PASSED), held = STEP(S_PASSED, S_HELD);
	struct turn t = bring(s, run, S_HELD);

	(void)state;
	assert_true(digest_eq(row_of(s).held, input) && digest_eq(row_of(s).config, config) && digest_eq(row_of(s).gate, gate));
	t = ingest(s, run, input, false);
	assert_true(digest_eq(row_of(s).held, input) && digest_eq(row_of(s).config, config));
	t = ingest(s, run, other, true);
	assert_true(digest_eq(row_of(s).held, input));
	assert_ok(ledger_move(s, &t, &extracted, NULL, &err));
	assert_ok(ledger_move(s, &t, &classified, NULL, &err));
	assert_true(digest_eq(row_of(s).held, input));
	assert_ok(ledger_move(s, &t, &passed, NULL, &err));
	assert_true(digest_eq(row_of(s).held, (struct digest){ 0 }));
	assert_ok(ledger_move(s, &t, &held, NULL, &err));
	assert_true(digest_eq(row_of(s).held, other));
	store_close(s);
}

static void
counters(void **state)
{
	struct run_id run;
	struct store *s = fresh(NULL, &run);
	struct turn t = bring(s, run, S_CREATING);
	struct step step = STEP(S_CREATING, S_CREATING);

	(void)state;
	assert_null(row_of(s).error.p);
	step.attempts = 1;
	step.error = S("geen antwoord");
	step.spares = 1;
	for (int i = 0; i < 3; i++) {
		t.now = NOW + 60 * i;
		assert_ok(ledger_move(s, &t, &step, NULL, &err));
	}
	assert_int_equal(row_of(s).attempts, 3);
	assert_str(row_of(s).error, "geen antwoord");
	assert_true(row_of(s).spares);
	assert_int_equal(row_of(s).since, NOW);		/* it did not leave the state */
	step.attempts = -1;
	step.error = STR_NONE;
	step.spares = KEEP;
	assert_ok(ledger_move(s, &t, &step, NULL, &err));
	assert_int_equal(row_of(s).attempts, 2);
	assert_str(row_of(s).error, "geen antwoord");
	assert_true(row_of(s).spares);
	step.attempts = -3;
	assert_err(E_BUG, ledger_move(s, &t, &step, NULL, &err));
	assert_int_equal(row_of(s).attempts, 2);
	/* Another night keeps count; new bytes or a person begin anew. */
	(void)ingest(s, run, input, false);
	assert_int_equal(row_of(s).attempts, 2);
	assert_true(row_of(s).spares);
	(void)ingest(s, run, input, true);
	assert_int_equal(row_of(s).attempts, 0);
	store_close(s);

	s = fresh(NULL, &run);
	t = bring(s, run, S_PUBLISHED);
	step = STEP(S_PUBLISHED, S_PUBLISHED);
	step.attempts = 4;
	step.error = S("nog niet te zien");
	step.url = S("https://x/1");
	assert_ok(ledger_move(s, &t, &step, NULL, &err));
	t.now = NOW + 9;
	step = STEP(S_PUBLISHED, S_CONFIRMED);
	assert_ok(ledger_move(s, &t, &step, NULL, &err));
	assert_int_equal(row_of(s).attempts, 0);	/* done is done */
	assert_null(row_of(s).error.p);
	assert_str(row_of(s).url, "https://x/1");
	assert_true(row_of(s).exposed);
	assert_int_equal(row_of(s).since, NOW + 9);
	store_close(s);
}

/* An attempt stands before the request, and is closed once. */
static void
attempts(void **state)
{
	static const struct { enum attempt_end end; const char *name; long http; } cases[] = {
		{ ATTEMPT_OK, "OK", 201 }, { ATTEMPT_SAME, "SAME", 200 }, { ATTEMPT_RETRY, "RETRY", 503 },
		{ ATTEMPT_AMBIGUOUS, "AMBIGUOUS", 0 }, { ATTEMPT_FATAL, "FATAL", 400 },
	};
	struct run_id run;
	struct store *s = fresh("poging.sqlite", &run);
	struct turn t = bring(s, run, S_BUNDLED);
	struct step step = STEP(S_BUNDLED, S_CREATING), stay = STEP(S_CREATING, S_CREATING);
	sqlite3 *db = raw(in("poging.sqlite"));
	int64_t n, head;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct intent in = { .op = "find", .key = i == 0 ? STR_NONE : S("k"), .target = S("https://x/?a=%27"), .sha256 = bundle };

		assert_ok(ledger_order(s, &t, i == 0 ? &step : &stay, &in, &n, &err));
		assert_int_equal(n, i + 1);
		assert_int_equal(row_of(s).state, S_CREATING);
		assert_int_equal(number_of(db, str_c(mem, str_fmt(mem, "SELECT count(*) FROM attempt WHERE n=%d AND ended IS NULL AND"
		    " outcome IS NULL AND http IS NULL AND epoch=1 AND op='find' AND target='https://x/?a=%%27'"
		    " AND idem_key='%s'", (int)n, i == 0 ? "-" : "k"))), 1);
		assert_int_equal(ledger_answer(s, &t, &stay, n, cases[i].end, cases[i].http, NULL, &err), 0);
		assert_int_equal(number_of(db, str_c(mem, str_fmt(mem, "SELECT count(*) FROM attempt WHERE n=%d AND ended IS NOT NULL"
		    " AND outcome='%s' AND coalesce(http, 0)=%ld", (int)n, cases[i].name, cases[i].http))), 1);
		/* Only once, and an attempt that there is. */
		head = head_of(s).seq;
		assert_int_equal(ledger_answer(s, &t, &stay, n, ATTEMPT_OK, 201, NULL, &err), 1);
		assert_int_equal(ledger_answer(s, &t, &stay, n + 1, ATTEMPT_OK, 201, NULL, &err), 1);
		assert_int_equal(head_of(s).seq, head);
	}
	assert_int_equal(number_of(db, "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"order\"%'"), COUNT(cases));
	assert_int_equal(number_of(db, "SELECT count(*) FROM evidence WHERE body LIKE '%\"event\":\"answer\"%'"), COUNT(cases));
	/* A run that is not there orders nothing. */
	t.run = (struct run_id){ 99 };
	assert_err(E_BUG, ledger_order(s, &t, &stay, &(struct intent){ .op = "find" }, &n, &err));
	assert_int_equal(number_of(db, "SELECT count(*) FROM attempt"), COUNT(cases));
	(void)sqlite3_close(db);
	store_close(s);
}

#define COPY	"organisation, dossier_key, state, revision, epoch, input_sha256, run_id, since, updated_at"

/* What is done behind our back, by who has another program: also without recursive triggers and foreign keys. */
static const struct { enum state from; const char *sql; bool fine; } guards_cases[] = {
	{ S_HELD, "UPDATE dossier SET state='CONFIRMED', bundle_sha256=gate_sha256, remote_id='x'", false },
	{ S_CLASSIFIED, "UPDATE dossier SET state='PASSED'", false },		/* no gate */
	{ S_PASSED, "UPDATE dossier SET state='BUNDLED'", false },		/* no bundle */
	{ S_CREATING, "UPDATE dossier SET state='CREATED'", false },		/* nowhere */
	{ S_PASSED, "UPDATE dossier SET gate_sha256=NULL", false },
	{ S_INGESTED, "UPDATE dossier SET state='GEPUBLICEERD'", false },
	{ S_INGESTED, "UPDATE dossier SET state=''", false },
	{ S_INGESTED, "UPDATE dossier SET input_sha256='kort'", false },
	{ S_INGESTED, "UPDATE dossier SET attempts=-1", false },
	{ S_INGESTED, "UPDATE dossier SET exposed=2", false },
	{ S_INGESTED, "UPDATE dossier SET revision='een'", false },		/* STRICT */
	{ S_INGESTED, "UPDATE dossier SET id=NULL", false },
	/* Its name, its epoch. */
	{ S_INGESTED, "UPDATE dossier SET id='x'", false },
	{ S_INGESTED, "UPDATE dossier SET organisation='x'", false },
	{ S_INGESTED, "UPDATE dossier SET dossier_key='x'", false },
	{ S_INGESTED, "UPDATE dossier SET epoch=epoch-1", false },
	{ S_EXTRACTED, "UPDATE dossier SET epoch=0", false },
	{ S_EXTRACTED, "UPDATE dossier SET state='INGESTED'", false },		/* without a new epoch */
	{ S_EXTRACTED, "UPDATE dossier SET state='INGESTED', epoch=epoch+1", true },
	{ S_CONFIRMED, "UPDATE dossier SET revision=revision+1", true },
	{ S_INGESTED, "UPDATE dossier SET revision=0", false },
	/* The record is chosen once. */
	{ S_CREATED, "UPDATE dossier SET remote_id='R2'", false },
	{ S_CONFIRMED, "UPDATE dossier SET remote_id=NULL, state='INGESTED', epoch=epoch+1", false },
	{ S_REMOVING, "UPDATE dossier SET remote_id='R2', state='INGESTED', epoch=epoch+1", false },
	{ S_REMOVING, "UPDATE dossier SET remote_id=NULL", false },
	{ S_REMOVING, "UPDATE dossier SET remote_id=NULL, state='INGESTED', epoch=epoch+1", true },
	/* It stays. */
	{ S_CREATED, "DELETE FROM dossier", false },
	{ S_CONFIRMED, "DELETE FROM dossier", false },
	{ S_CONFIRMED, "INSERT OR REPLACE INTO dossier(id, " COPY ") SELECT id, organisation, dossier_key, 'INGESTED', 1, 1,"
	    " input_sha256, 1, 0, 0 FROM dossier", false },
	{ S_CONFIRMED, "INSERT OR REPLACE INTO dossier(id, " COPY ") SELECT 'x', organisation, dossier_key, 'INGESTED', 1, 1,"
	    " input_sha256, 1, 0, 0 FROM dossier", false },
	{ S_CONFIRMED, "INSERT INTO dossier(id, " COPY ") SELECT 'x', organisation, 'y', 'INGESTED', 1, 1, input_sha256, 1,"
	    " 0, 0 FROM dossier; UPDATE OR REPLACE dossier SET remote_id='R1' WHERE id='x'", false },
	/* A dossier begins at the beginning. */
	{ S_INGESTED, "INSERT INTO dossier(id, " COPY ") SELECT 'x', organisation, 'y', 'EXTRACTED', 1, 1, input_sha256, 1,"
	    " 0, 0 FROM dossier", false },
	{ S_INGESTED, "INSERT INTO dossier(id, remote_id, " COPY ") SELECT 'x', 'R9', organisation, 'y', 'INGESTED', 1, 1,"
	    " input_sha256, 1, 0, 0 FROM dossier", false },
	{ S_INGESTED, "INSERT INTO dossier(id, " COPY ") SELECT 'x', organisation, dossier_key, 'INGESTED', 1, 1,"
	    " input_sha256, 1, 0, 0 FROM dossier", false },
	{ S_INGESTED, "INSERT INTO dossier(id, " COPY ") SELECT 'x', organisation, 'y', 'INGESTED', 1, 1, input_sha256, 1,"
	    " 0, 0 FROM dossier", true },
	/* Attempts: 1 is closed, 2 is open. */
	{ S_CREATED, "DELETE FROM attempt WHERE n=2", false },
	{ S_CREATED, "UPDATE attempt SET outcome='OK' WHERE n=1", false },
	{ S_CREATED, "UPDATE attempt SET ended=NULL WHERE n=1", false },
	{ S_CREATED, "UPDATE attempt SET op='publish' WHERE n=2", false },
	{ S_CREATED, "UPDATE attempt SET target='https://y/' WHERE n=2", false },
	{ S_CREATED, "UPDATE attempt SET n=3 WHERE n=2", false },
	{ S_CREATED, "UPDATE attempt SET outcome='MISSCHIEN' WHERE n=2", false },
	{ S_CREATED, "INSERT OR REPLACE INTO attempt SELECT * FROM attempt WHERE n=1", false },
	{ S_CREATED, "UPDATE attempt SET ended=1, outcome='OK' WHERE n=2", true },
	/* Evidence. */
	{ S_INGESTED, "DELETE FROM evidence", false },
	{ S_INGESTED, "DELETE FROM evidence WHERE seq=(SELECT max(seq) FROM evidence)", false },
	{ S_INGESTED, "UPDATE evidence SET body='{}'", false },
	{ S_INGESTED, "UPDATE evidence SET dossier_id=NULL", false },
	{ S_INGESTED, "INSERT OR REPLACE INTO evidence SELECT * FROM evidence WHERE seq=1", false },
	{ S_INGESTED, "INSERT OR REPLACE INTO evidence(seq, prev, leaf, body) SELECT seq, prev, prev, '{}' FROM evidence"
	    " WHERE seq=1", false },
	{ S_INGESTED, "INSERT OR REPLACE INTO evidence(seq, prev, leaf, body) SELECT 1+(SELECT max(seq) FROM evidence),"
	    " (SELECT leaf FROM evidence ORDER BY seq DESC LIMIT 1), leaf, '{}' FROM evidence WHERE seq=1", false },
	{ S_INGESTED, "INSERT INTO evidence(seq, prev, leaf, body) SELECT seq+2, leaf, replace(leaf, 'a', 'b'), '{}' FROM"
	    " evidence ORDER BY seq DESC LIMIT 1", false },		/* a gap */
	{ S_INGESTED, "INSERT INTO evidence(seq, prev, leaf, body) SELECT seq+1, prev, replace(leaf, 'a', 'b'), '{}' FROM"
	    " evidence ORDER BY seq DESC LIMIT 1", false },		/* beside the chain */
	{ S_INGESTED, "INSERT INTO evidence(seq, prev, leaf, body) SELECT seq+1, leaf, 'kort', '{}' FROM"
	    " evidence ORDER BY seq DESC LIMIT 1", false },
	/* The moves. */
	{ S_HELD, "INSERT INTO move VALUES ('HELD', 'PASSED')", false },
	{ S_HELD, "UPDATE move SET after='PASSED' WHERE before='HELD'", false },
	{ S_HELD, "DELETE FROM move", false },
	{ S_HELD, "INSERT OR REPLACE INTO move VALUES ('HELD', 'INGESTED')", false },
};

static void
guards(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(guards_cases); i++) {
		for (int careless = 0; careless < 2; careless++) {
			struct run_id run;
			struct store *s = fresh("hek.sqlite", &run);
			sqlite3 *db = raw(in("hek.sqlite"));
			struct turn t = bring(s, run, guards_cases[i].from);
			struct str was;
			int64_t n;
			int rc;

			if (guards_cases[i].from == S_CREATED) {
				struct step stay = STEP(S_CREATED, S_CREATED);

				for (int k = 0; k < 2; k++)
					assert_ok(ledger_order(s, &t, &stay, &(struct intent){ .op = "ready" }, &n, &err));
				assert_ok(ledger_answer(s, &t, &stay, 1, ATTEMPT_RETRY, 503, NULL, &err));
			}
			if (careless == 0)
				assert_int_equal(sql(db, "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON"), SQLITE_OK);
			was = dump(in("hek.sqlite"));
			assert_int_equal(sql(db, "BEGIN"), SQLITE_OK);
			rc = sql(db, guards_cases[i].sql);
			if ((rc == SQLITE_OK) != guards_cases[i].fine || (!guards_cases[i].fine && (rc & 0xff) != SQLITE_CONSTRAINT))
				fail_msg("%s (%d): %d %s", guards_cases[i].sql, careless, rc, sqlite3_errmsg(db));
			assert_int_equal(sql(db, guards_cases[i].fine ? "COMMIT" : "ROLLBACK"), SQLITE_OK);
			assert_int_equal(str_eq(was, dump(in("hek.sqlite"))), !guards_cases[i].fine);
			(void)sqlite3_close(db);
			store_close(s);
			assert_int_equal(unlink(in("hek.sqlite")), 0);
		}
	}
}

/* One group is one transaction, however deep; what is undone leaves no word, no attempt and no gap in the chain. */
static void
groups(void **state)
{
	struct run_id run;
	struct store *s = fresh("groep.sqlite", &run);
	struct turn t = bring(s, run, S_BUNDLED), u = t;
	struct step step = STEP(S_BUNDLED, S_CREATING), stay = STEP(S_CREATING, S_CREATING);
	struct str was = dump(in("groep.sqlite"));
	struct breaker b = { 3, NOW };
	int64_t n;

	(void)state;
	for (int inner = 0; inner < 2; inner++) {
		assert_ok(store_group(s, &err));
		assert_ok(store_group(s, &err));
		assert_ok(ledger_order(s, &t, &step, &(struct intent){ .op = "find" }, &n, &err));
		assert_ok(ledger_answer(s, &t, &stay, n, ATTEMPT_OK, 200, NULL, &err));
		assert_ok(store_breaker_set(s, S("leiden"), &b, &err));
		assert_int_equal(store_group_end(s, inner == 0 ? -1 : 0, &err), inner == 0 ? -1 : 0);
		assert_str(dump(in("groep.sqlite")), str_c(mem, was));	/* nobody else saw it */
		assert_int_equal(store_group_end(s, -1, &err), -1);
		assert_str(dump(in("groep.sqlite")), str_c(mem, was));
		assert_ok(store_breaker(s, S("leiden"), &b, &err));
		assert_int_equal(b.fails, 0);
		b.fails = 3;
	}
	/* Fenced halfway: what went before goes too. */
	u.epoch--;
	assert_ok(store_group(s, &err));
	assert_ok(ledger_move(s, &t, &step, NULL, &err));
	assert_int_equal(ledger_move(s, &u, &stay, NULL, &err), 1);
	assert_int_equal(store_group_end(s, 1, &err), 1);
	assert_str(dump(in("groep.sqlite")), str_c(mem, was));
	/* And the same, done. */
	assert_ok(store_group(s, &err));
	assert_ok(ledger_order(s, &t, &step, &(struct intent){ .op = "find" }, &n, &err));
	assert_int_equal(n, 1);
	assert_ok(store_group_end(s, 0, &err));
	assert_int_equal(row_of(s).state, S_CREATING);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words), cmocka_unit_test(graph), cmocka_unit_test(moves), cmocka_unit_test(no_such_move),
		cmocka_unit_test(checks), cmocka_unit_test(choice), cmocka_unit_test(one_record), cmocka_unit_test(fenced),
		cmocka_unit_test(out_of_step), cmocka_unit_test(taken_up), cmocka_unit_test(revisions),
		cmocka_unit_test(remembers_held), cmocka_unit_test(counters), cmocka_unit_test(attempts),
		cmocka_unit_test(guards), cmocka_unit_test(groups),
	};

	return cmocka_run_group_tests(tests, rows_open, scratch_close);
}
