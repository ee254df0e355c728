/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_publication.c - a dossier at its portal, night after night: each order that is given, what the ledger says of
 * each answer, and what the official is told.  Needs build/woostraat-worker (for the digest of the templates only).
 */
#include "rows.h"

#include "gate.h"
#include "publication.h"
#include "plan.h"

/* A case names what differs from the usual; the usual stands before it. */
#pragma GCC diagnostic ignored "-Woverride-init"

#define HOURS	3600

static struct vault *vault;
static struct pool *pool;
static struct settings settings;
static bool let_go;

static int
setup(void **state)
{
	if (rows_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0 ||
	    pool_open(program("woostraat-worker"), "templates", NULL, 1, vault, &pool, &err) != 0) {
		print_error("%s\n", err.msg);
		return -1;
	}
	settings_default(&settings);
	return 0;
}

static int
teardown(void **state)
{
	pool_close(pool);
	vault_close(vault);
	return scratch_close(state);
}

static struct artefact
keep(struct str bytes)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(vault, &fd, &err));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_ok(vault_keep(vault, fd, &a, &err));
	assert_int_equal(close(fd), 0);
	return a;
}

/* What the portal does with an order.  Beside its answers: */
enum {
	DIE = PORTAL__COUNT,	/* we are killed: the order is out, its answer never comes */
	GIVE_UP,		/* no order any more: the runner has lost patience */
	TAKEN_BEFORE,		/* another claim takes the dossier before the order */
	TAKEN_AFTER,		/* and after it */
	NO_ORDER,		/* the order is not given, and the dossier closed */
	NO_WORD,		/* the answer does not say what it must: a fault in the uploader */
	CHANGED			/* before the order a finding comes that holds it */
};
struct reply {
	enum portal_step step;
	int		 answer;
	enum portal_found found;
	const char	*remote;
	uint32_t	 others;
};

/* How a dossier comes in. */
enum { HOLD = 1, REDO = 2, NOT_NOW = 4, NO_SWEEP_YET = 8, KILLER = 16, OTHER_KIND = 32, HALFWAY = 4096,
	UNCOVERED = 64,		/* not all of its text was looked through */
	UNCOUNTED = 128, HAND = 256, BY_HAND = 512, RULES = 1024 /* other rules */ };	/* nobody said how many pages it has */
#define REMARK	77			/* others of a reply: it has a detail too */
#define UNTOLD	F__COUNT
#define OPEN	O__COUNT	/* the dossier was not closed */
#define EXPOSED	1
#define SPARES	2

struct night {
	const char	*bytes;		/* NULL: no more nights */
	unsigned	 how;
	struct reply	 script[14];
	size_t		 n;
	enum state	 state;		/* of the ledger, afterwards */
	enum outcome	 outcome;
	enum finding_code told;		/* or UNTOLD */
	unsigned	 flags;
	const char	*remote;	/* NULL: none chosen; "name": that of the bundle */
	int		 revision, attempts;
};

static struct organisation org;
static struct outlet outlet;

static struct place
lay(const char *name, const char *bytes)
{
	static const char *const files[] = { "a-besluit.txt", "b-bijlage.txt", "c-uit.txt" };

	for (size_t i = 0; i < COUNT(files); i++)
		(void)put(str_c(mem, str_fmt(mem, "in/%s/%s", name, files[i])), str_fmt(mem, "%s %zu", bytes, i));
	return (struct place){ .org = &org, .path = str_of(in(str_c(mem, str_fmt(mem, "in/%s", name)))), .key = str_of(name) };
}

static bool
before(void *ctx UNUSED, const struct dossier *d UNUSED)
{
	return let_go;
}

/* The stages before publish have spoken. */
static void
judge(struct work *w, const struct night *night)
{
	for (size_t i = 0; i < w->d.ndocs; i++) {
		struct document *x = &w->d.docs[i];

		x->role = i == 0 ? ROLE_MAIN : i == 1 ? ROLE_WITHHELD : ROLE_ANNEX;
		x->media_type = S("text/plain");
		x->seen_by = UINT32_MAX;
		x->have_set |= A_BIT(A_TEXT);
		for (int c = 0; c < COVER__COUNT; c++)
			x->cover[c] = (struct cover){ 1, 1 };
	}
	if (w->d.ndocs != 0 && (night->how & UNCOVERED) != 0)
		w->d.docs[0].cover[COVER_TEXT] = (struct cover){ 5000, 4999 };
	if (w->d.ndocs != 0 && (night->how & UNCOUNTED) != 0)
		w->d.docs[0].cover[COVER_PAGES] = (struct cover){ 0, 0 };
	if (w->at == S_INGESTED)
		assert_ok(work_reach(w, S_EXTRACTED, &err));
	if ((night->how & HOLD) != 0)
		work_find(w, F_SCR_BSN, 0, STR_NONE, STR_NONE);
	w->phase = PH_JUDGE;
	assert_ok(gate_judge(w, &err));
	if (w->phase != PH_BUNDLE)
		return;
	w->d.have[A_BUNDLE] = keep(str_fmt(mem, "bundel van %s%s", night->bytes, (night->how & RULES) != 0 ? " anders" : ""));
	w->d.have_set |= A_BIT(A_BUNDLE);
	w->phase = PH_BUNDLED;
	w->bundled = true;
	assert_ok(gate_bundled(w, &err));
	if (w->phase == PH_JUDGE)
		assert_ok(gate_judge(w, &err));
}

static struct ledger_row
row_at(const struct work *w)
{
	struct ledger_row row;

	assert_ok(ledger_get(w->run->store, w->turn.id, mem, &row, &err));
	return row;
}

static void
take_away(const struct work *w)
{
	struct ledger_row row = row_at(w);
	struct turn other_one = w->turn;

	/* As another host would: the row is claimed, whatever its state was. */
	if (!state_may(row.state, S_INGESTED))
		return;
	assert_ok(ledger_ingest(w->run->store, &other_one, S("x"), S("y"), w->input, &row, false, NULL, &err));
}

/* The parcel of an order is what the step needs, and nothing else goes out. */
static void
check_parcel(const char *name, const struct work *w, const struct parcel *p, const struct reply *r)
{
	struct ledger_row row = row_at(w);
	bool drop = str_eq(org.outlets[0].kind, S("drop")), sends = r->step == STEP_DOCUMENT || (drop && r->step == STEP_PUBLISH);

	if (p->step != r->step)
		fail_msg("%s: ordered %s, not %s", name, step_name(p->step), step_name(r->step));
	if (w->row.state == S_HANDED && r->step == STEP_SEEN) /* asked for as that, whatever the settings say since */
		assert_true(p->at->concept_only);
	else
		assert_ptr_equal(p->at, &org.outlets[0]);
	assert_str(p->at->url, "https://x/");
	assert_int_equal(p->force, w->pub.removing || (r->step == STEP_PUBLISH && w->pub.adopted && outlet.concept_only));
	assert_int_equal(p->doc >= 0, r->step == STEP_DOCUMENT);
	if (sends != (p->bundle >= 0) && !(drop && r->step == STEP_SEEN))
		fail_msg("%s: %s with %d", name, step_name(p->step), p->bundle);
	/* The intent is in the ledger. */
	if (r->step == STEP_PUBLISH)
		assert_int_equal(row.state, S_PUBLISHING);
	if (r->step == STEP_CREATE)
		assert_int_equal(row.state, S_CREATING);
	if (r->step == STEP_REMOVE)
		assert_int_equal(row.state, S_REMOVING);
	if (r->step == STEP_PUBLISH || (r->step == STEP_DOCUMENT && row.state == S_PUBLISHING))
		assert_true(row.exposed);
	/* Either may come though its answer does not; what was begun before is only gone on with. */
	if (r->step == STEP_CREATE || (!drop && r->step == STEP_DOCUMENT && p->journal.n == 0))
		assert_true(row.spares);
	/* What has an effect has a key, and only the chosen record is touched. */
	assert_int_equal(p->key.p != NULL, r->step != STEP_FIND && r->step != STEP_SEEN && r->step != STEP_READY);
	assert_true(str_eq(p->remote, row.remote));
	if (r->step >= STEP_DOCUMENT && r->step != STEP_SWEEP)
		assert_true(row.remote.p != NULL);
}

static struct str
document_id(const struct work *w, size_t doc)
{
	return uuid_text(mem, document_uuid(&w->d, &w->d.docs[doc]));
}

/* The portal's side.  Returns false when the program died with the order open. */
static bool
play(const char *name, struct work *w, const struct night *night)
{
	for (size_t i = 0; i < night->n; i++) {
		const struct reply *r = &night->script[i];
		struct receipt receipt = { .answer = (enum portal_answer)r->answer, .found = r->found,
			.remote = r->remote == NULL ? STR_NONE : str_of(r->remote), .others = r->others, .http = 200,
			.url = S("https://x/1"), .detail = r->answer == PORTAL_SENT && r->others != REMARK ? STR_NONE : S("reden") };
		bool begun = r->step == STEP_DOCUMENT && r->remote != NULL, ordered;
		struct parcel p;
		int doc;

		if (w->phase != PH_PUBLISH)
			fail_msg("%s: closed before order %zu (%s)", name, i, step_name(r->step));
		if (r->answer == GIVE_UP) {
			publication_give_up(w, S("reden"));
			continue;
		}
		if (r->answer == TAKEN_BEFORE)
			take_away(w);
		if (r->answer == CHANGED) {
			work_find(w, F_SCR_BSN, 0, STR_NONE, STR_NONE);
			assert_err(E_BUG, publication_order(w, &p, &doc, &err));
			return false;
		}
		assert_ok(publication_order(w, &p, &doc, &err));
		ordered = w->phase != PH_CLOSED;
		if (r->answer == TAKEN_BEFORE || r->answer == NO_ORDER) {
			assert_false(ordered);
			assert_int_equal(p.bundle, -1);
			return true;
		}
		if (!ordered)
			fail_msg("%s: no order %zu (%s)", name, i, step_name(r->step));
		check_parcel(name, w, &p, r);
		if (p.step == STEP_DOCUMENT && i > 0 && night->script[i - 1].remote != NULL &&
		    night->script[i - 1].step == STEP_DOCUMENT &&
		    !str_eq(p.journal, str_fmt(mem, "%.*s %s", STRF(document_id(w, w->pub.doc)), night->script[i - 1].remote)))
			fail_msg("%s: journal '%.*s'", name, STRF(p.journal));
		if (p.step == STEP_DOCUMENT && i == 0 && (p.journal.n != 0) != ((night->how & HALFWAY) != 0))
			fail_msg("%s: journal '%.*s'", name, STRF(p.journal));
		if (begun) { /* its remote is what the journal says */
			receipt.journal = str_fmt(mem, "%.*s %s", STRF(document_id(w, w->pub.doc)), r->remote);
			receipt.remote = STR_NONE;
		}
		auto_close(&p.bundle);
		if (r->answer == DIE)
			return false;
		if (r->answer == TAKEN_AFTER) {
			take_away(w);
			receipt.answer = PORTAL_SENT;
		}
		if (r->answer == NO_WORD) {
			receipt.answer = PORTAL_SENT;
			assert_err(E_BUG, publication_receipt(w, doc, &receipt, &err));
			return false;
		}
		if (publication_receipt(w, doc, &receipt, &err) != 0)
			fail_msg("%s: order %zu (%s): %s", name, i, step_name(r->step), err.msg);
		if (r->answer == TAKEN_AFTER)
			assert_int_equal(w->phase, PH_CLOSED);
	}
	return true;
}

static void
check_night(const char *name, const struct work *w, const struct night *night, bool alive)
{
	struct ledger_row row = row_at(w);
	const char *remote = night->remote != NULL && strcmp(night->remote, "name") == 0 ?
	    str_c(mem, plan_bundle_name(&w->d, mem)) : night->remote;
	unsigned flags = (row.exposed ? EXPOSED : 0) | (row.spares ? SPARES : 0);
	size_t told = 0;

	if (row.state != night->state)
		fail_msg("%s: %s, not %s", name, state_name(row.state), state_name(night->state));
	if (alive && w->phase == PH_PUBLISH) {
		struct parcel p;
		int doc;

		if (night->outcome != OPEN)
			fail_msg("%s: still open, next is %s", name,
			    publication_order((struct work *)(uintptr_t)w, &p, &doc, &err) == 0 ? step_name(p.step) : err.msg);
	}
	if (night->outcome != OPEN && (w->phase != PH_CLOSED || (w->d.ndocs != 0 && w->d.docs[0].outcome != night->outcome)))
		fail_msg("%s: %s, not %s", name, w->d.ndocs == 0 ? "" : outcome_name(w->d.docs[0].outcome), outcome_name(night->outcome));
	if (flags != night->flags)
		fail_msg("%s: exposed %d, spares %d", name, row.exposed, row.spares);
	if ((row.remote.p == NULL) != (remote == NULL) || (remote != NULL && strcmp(str_c(mem, row.remote), remote) != 0))
		fail_msg("%s: remote %.*s, not %s", name, STRF(row.remote), remote == NULL ? "none" : remote);
	if (row.revision != night->revision || row.attempts != night->attempts)
		fail_msg("%s: revision %d, attempts %d", name, (int)row.revision, (int)row.attempts);
	for (size_t i = 0; i < w->d.findings.n; i++) {
		enum finding_code code = w->d.findings.v[i].code;

		told += code == night->told;
		if (code != night->told && code != F_SCR_BSN && code != F_RUN_PUBLIC_BUT_HELD && code != F_PUB_HANDED)
			fail_msg("%s: %s was told", name, finding_tag(code));
	}
	if (night->told != UNTOLD && told != 1)
		fail_msg("%s: %s was told %zu times", name, finding_tag(night->told), told);
}

static void
nights(const char *name, const char *kind, const struct night *list)
{
	static const char wrong[] = "SELECT count(*) FROM evidence a JOIN evidence o ON o.dossier_id=a.dossier_id AND"
	    " json_extract(o.body, '$.attempt')=json_extract(a.body, '$.attempt') WHERE json_extract(a.body, '$.event')='answer' AND"
	    " json_extract(o.body, '$.event')='order' AND json_extract(a.body, '$.step')<>json_extract(o.body, '$.step')";
	const char *file = str_c(mem, str_fmt(mem, "%s.sqlite", name));
	struct run_id id_of_run;
	struct store *s = fresh(file, &id_of_run);
	int64_t epoch = 0;
	sqlite3 *db;

	for (int i = 0; list[i].bytes != NULL; i++) {
		const char *title = str_c(mem, str_fmt(mem, "%s, night %d", name, i + 1));
		const struct night *night = &list[i];
		struct run run = { .may = (night->how & REDO) != 0 ? 0 : MAY_REUSE, .now = NOW + i * 24 * HOURS,
			.started_at = NOW + i * 24 * HOURS, .settings = &settings, .store = s, .vault = vault, .pool = pool,
			.id = id_of_run, .last = ST_publish, .before = before };
		struct place place = lay(name, night->bytes);
		struct work *w;
		bool alive = true;

		org = (struct organisation){ .key = S("leiden"), .tooi = S("gm0546"), .noutlets = 1, .outlets = &outlet };
		outlet = (struct outlet){ .url = S("https://x/"),
			.kind = (night->how & OTHER_KIND) == 0 ? str_of(kind) : strcmp(kind, "gpp") == 0 ? S("drop") : S("gpp") };
		outlet.concept_only = (night->how & HAND) != 0;
		outlet.group_name = S("Team Woo");
		run.by_hand = (night->how & BY_HAND) != 0;
		if ((night->how & NO_SWEEP_YET) != 0)
			run.now -= 23 * HOURS + 45 * 60;
		let_go = (night->how & NOT_NOW) == 0;
		assert_ok(work_open(&run, &place, (night->how & KILLER) != 0 ? 3 : -1, &w, &err));
		if (w->phase != PH_CLOSED) {
			judge(w, night);
			alive = play(title, w, night);
		}
		check_night(title, w, night, alive);
		/* Who orders anything has a claim of its own. */
		if (night->n != 0 && row_at(w).epoch <= epoch)
			fail_msg("%s: epoch %d", title, (int)row_at(w).epoch);
		epoch = row_at(w).epoch;
		work_free(w);
	}
	store_close(s);
	db = raw(in(file));
	if (number_of(db, wrong) != 0)
		fail_msg("%s: an answer to another step than was ordered", name);
	(void)sqlite3_close(db);
}

#define SCRIPT(...)	.script = { __VA_ARGS__ }, .n = COUNT(((struct reply[]){ __VA_ARGS__ }))
#define NIGHT(bytes_, how_, ...)	{ .bytes = (bytes_), .how = (how_), .revision = 1, .told = UNTOLD, __VA_ARGS__ }
#define END	{ .bytes = NULL }

/* A file by name. */
#define PUT(answer)	{ STEP_PUBLISH, answer, FOUND_UNKNOWN, NULL, 0 }
#define SEEN(found)	{ STEP_SEEN, PORTAL_SENT, found, NULL, 0 }
#define ASKED(answer)	{ STEP_SEEN, answer, FOUND_UNKNOWN, NULL, 0 }
#define QUIT		{ STEP_PUBLISH, GIVE_UP, FOUND_UNKNOWN, NULL, 0 }
/* What a portal calls its records. */
#define R1	"11111111-0000-4000-8000-000000000001"
#define R2	"22222222-0000-4000-8000-000000000002"
#define R3	"33333333-0000-4000-8000-000000000003"

#define DROPPED(...)	.state = S_CONFIRMED, .outcome = O_PUBLISHED, .flags = EXPOSED, .remote = "name", __VA_ARGS__
#define IN_DOUBT	.state = S_PUBLISHING, .outcome = OPEN, .flags = EXPOSED, .remote = "name"

static const struct { const char *name; struct night nights[5]; } drop_cases[] = {
	{ "sent", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_SENT)), DROPPED()),
	    NIGHT("a", 0, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = "name"),
	    NIGHT("b", 0, SCRIPT(PUT(PORTAL_SENT)), DROPPED(.revision = 2)),
	    NIGHT("b", REDO, SCRIPT(PUT(PORTAL_SAME)), DROPPED(.revision = 2, .outcome = O_UNCHANGED)), END } },
	{ "there already", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_SAME)), DROPPED()), END } },
	{ "rehearsal", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_WOULD_SEND)), DROPPED()), END } },
	{ "away", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AWAY), PUT(PORTAL_AWAY), QUIT), .state = S_PUBLISHING, .outcome = O_LATER,
	    .remote = "name", .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_NOTHING), PUT(PORTAL_AWAY), PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "away, and there after all", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AWAY), QUIT), .state = S_PUBLISHING, .outcome = O_LATER,
	    .remote = "name", .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()), END } },
	{ "away, held, and public", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AWAY), QUIT), .state = S_PUBLISHING, .outcome = O_LATER,
	    .remote = "name", .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", HOLD, SCRIPT(SEEN(FOUND_OTHER)), .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = "name",
	    .told = F_RUN_PUBLIC_BUT_HELD), END } },
	/* An outage burns no attempts: one lost answer after it is one. */
	{ "outage", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AWAY), PUT(PORTAL_AWAY), PUT(PORTAL_AWAY), PUT(PORTAL_AWAY), PUT(PORTAL_AWAY),
	    PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "lost answer", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_SAME)), DROPPED()), END } },
	{ "not seen", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), QUIT), .state = S_PUBLISHING, .outcome = O_LATER, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_NOT_SEEN, .attempts = 1),
	    NIGHT("a", 0, SCRIPT(ASKED(PORTAL_AWAY), QUIT), .state = S_PUBLISHING, .outcome = O_LATER, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_PORTAL_AWAY, .attempts = 1),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()), END } },
	{ "unsettled", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_AMBIGUOUS),
	    PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_AMBIGUOUS)), .state = S_PUBLISHING, .outcome = O_REJECTED, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_UNSETTLED, .attempts = 5),
	    /* A request may be under way still: the next night asks, and does not forget. */
	    NIGHT("a", 0, SCRIPT(ASKED(PORTAL_AMBIGUOUS)), .state = S_PUBLISHING, .outcome = O_REJECTED, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_UNSETTLED, .attempts = 6),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()), END } },
	{ "unsettled over nights", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_AMBIGUOUS), QUIT), .state = S_PUBLISHING,
	    .outcome = O_LATER, .flags = EXPOSED, .remote = "name", .told = F_PUB_NOT_SEEN, .attempts = 2),
	    NIGHT("a", 0, SCRIPT(ASKED(PORTAL_AMBIGUOUS), ASKED(PORTAL_AMBIGUOUS), ASKED(PORTAL_AMBIGUOUS)), .state = S_PUBLISHING,
	    .outcome = O_REJECTED, .flags = EXPOSED, .remote = "name", .told = F_PUB_UNSETTLED, .attempts = 5),
	    NIGHT("a", REDO, SCRIPT(SEEN(FOUND_OTHER), PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "unsettled, changed", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_AMBIGUOUS), QUIT), .state = S_PUBLISHING,
	    .outcome = O_LATER, .flags = EXPOSED, .remote = "name", .told = F_PUB_NOT_SEEN, .attempts = 2),
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_OTHER), PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_SENT)), DROPPED(.revision = 2)), END } },
	{ "refused", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_REFUSED)), .state = S_QUARANTINED, .outcome = O_REJECTED, .remote = "name",
	    .told = F_PUB_PORTAL_REFUSES),
	    NIGHT("a", 0, .state = S_QUARANTINED, .outcome = O_REJECTED, .remote = "name", .told = F_RUN_QUARANTINED),
	    NIGHT("b", 0, SCRIPT(PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "refused after a lost answer", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_AMBIGUOUS), PUT(PORTAL_REFUSED)), .state = S_PUBLISHING,
	    .outcome = O_REJECTED, .flags = EXPOSED, .remote = "name", .told = F_PUB_PORTAL_REFUSES, .attempts = 1), END } },
	{ "differs", { NIGHT("a", 0, SCRIPT(PUT(PORTAL_DIFFERS)), .state = S_QUARANTINED, .outcome = O_REJECTED, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_READBACK_DIFFERS), END } },
	{ "killed, same", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT), NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()),
	    NIGHT("a", 0, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = "name"), END } },
	{ "killed, nothing", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_NOTHING), PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "killed, other", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_OTHER), PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "killed twice", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT), NIGHT("a", 0, SCRIPT(ASKED(DIE)), IN_DOUBT),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()), END } },
	{ "killed and changed", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_OTHER), PUT(PORTAL_SENT)), DROPPED(.revision = 2)), END } },
	{ "killed and changed, nothing", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_NOTHING), PUT(PORTAL_SENT)), DROPPED()), END } },
	/* Held while an effect is in doubt: asked all the same, and told when the public sees it. */
	{ "killed and held, nothing", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("a", HOLD, SCRIPT(SEEN(FOUND_NOTHING)), .state = S_HELD, .outcome = O_HELD, .remote = "name"),
	    NIGHT("a", 0, .state = S_HELD, .outcome = O_HELD, .remote = "name", .told = F_RUN_STILL_HELD),
	    NIGHT("a", REDO, SCRIPT(PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "killed and held, public", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("a", HOLD, SCRIPT(SEEN(FOUND_OTHER)), .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = "name",
	    .told = F_RUN_PUBLIC_BUT_HELD), END } },
	{ "killed and held, no answer", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT),
	    NIGHT("a", HOLD, SCRIPT(ASKED(PORTAL_AWAY), QUIT), .state = S_PUBLISHING, .outcome = O_HELD, .flags = EXPOSED,
	    .remote = "name", .told = F_PUB_PORTAL_AWAY), END } },
	{ "not covered", { NIGHT("a", UNCOVERED, .state = S_HELD, .outcome = O_HELD, .told = F_RUN_NOT_COVERED), END } },
	{ "not counted", { NIGHT("a", UNCOUNTED, .state = S_HELD, .outcome = O_HELD, .told = F_RUN_NOT_COVERED), END } },
	{ "held", { NIGHT("a", HOLD, .state = S_HELD, .outcome = O_HELD), NIGHT("b", 0, SCRIPT(PUT(PORTAL_SENT)), DROPPED()),
	    NIGHT("c", HOLD, .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = "name", .revision = 2,
	    .told = F_RUN_PUBLIC_BUT_HELD), END } },
	{ "killed, no word", { NIGHT("a", 0, SCRIPT(PUT(DIE)), IN_DOUBT), NIGHT("a", 0, SCRIPT(ASKED(NO_WORD)), IN_DOUBT),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DROPPED()), END } },
	{ "not now", { NIGHT("a", NOT_NOW, .state = S_PASSED, .outcome = O_LATER, .told = F_RUN_NOT_NOW),
	    NIGHT("a", 0, SCRIPT(PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "killer", { NIGHT("a", NOT_NOW, .state = S_PASSED, .outcome = O_LATER, .told = F_RUN_NOT_NOW),
	    NIGHT("a", KILLER, .state = S_QUARANTINED, .outcome = O_REJECTED, .told = F_RUN_KILLER), END } },
	{ "killer, read", { NIGHT("a", 0, SCRIPT(PUT(TAKEN_BEFORE)), .state = S_INGESTED, .outcome = O_LATER),
	    NIGHT("a", KILLER, .state = S_QUARANTINED, .outcome = O_REJECTED, .told = F_RUN_KILLER),
	    NIGHT("a", 0, .state = S_QUARANTINED, .outcome = O_REJECTED, .told = F_RUN_QUARANTINED),
	    NIGHT("a", REDO, SCRIPT(PUT(PORTAL_SENT)), DROPPED()), END } },
	{ "taken before", { NIGHT("a", 0, SCRIPT(PUT(TAKEN_BEFORE)), .state = S_INGESTED, .outcome = O_LATER), END } },
	{ "taken after", { NIGHT("a", 0, SCRIPT(PUT(TAKEN_AFTER)), .state = S_INGESTED, .outcome = O_LATER, .flags = EXPOSED,
	    .remote = "name"), END } },
	{ "the gate asked again", { NIGHT("a", 0, SCRIPT(PUT(CHANGED)), .state = S_CREATED, .outcome = OPEN, .remote = "name"), END } },
};

static void
drop(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(drop_cases); i++)
		nights(drop_cases[i].name, "drop", drop_cases[i].nights);
}

/* A concept first. */
#define FIND(found, ...)	{ STEP_FIND, PORTAL_SENT, found, __VA_ARGS__ }
#define NONE_YET	FIND(FOUND_NOTHING, NULL, 0)
#define CREATE(answer, remote)	{ STEP_CREATE, answer, FOUND_UNKNOWN, remote, 0 }
#define DOC(answer)	{ STEP_DOCUMENT, answer, FOUND_UNKNOWN, NULL, 0 }
#define BEGUN(journal)	{ STEP_DOCUMENT, PORTAL_SENT, FOUND_UNKNOWN, journal, 0 }
#define READY(answer)	{ STEP_READY, answer, FOUND_UNKNOWN, NULL, 0 }
#define REMOVE(answer, found)	{ STEP_REMOVE, answer, found, NULL, 0 }
#define SWEEP(answer, n)	{ STEP_SWEEP, answer, FOUND_UNKNOWN, NULL, n }
#define TWINS		{ STEP_SEEN, PORTAL_SENT, FOUND_SAME, NULL, 1 }
#define FILL		DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_SENT)
#define OUT		PUT(PORTAL_SENT), SEEN(FOUND_SAME)
#define MADE		NONE_YET, CREATE(PORTAL_SENT, R1)
#define DONE(...)	.state = S_CONFIRMED, .outcome = O_PUBLISHED, .flags = EXPOSED, .remote = R1, __VA_ARGS__
#define REJECTED(...)	.state = S_QUARANTINED, .outcome = O_REJECTED, __VA_ARGS__
#define KILLED_PUBLISHING	NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(DIE)), .state = S_PUBLISHING, .outcome = OPEN, .flags = EXPOSED, \
				    .remote = R1)

static const struct { const char *name; struct night nights[5]; } gpp_cases[] = {
	{ "g sent", { NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE()),
	    NIGHT("a", 0, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = R1),
	    /* Changed: the next revision of the same record; public from its first byte on. */
	    NIGHT("b", 0, SCRIPT(DOC(PORTAL_SENT), DOC(PORTAL_SAME), READY(PORTAL_SENT), OUT), DONE(.revision = 2)), END } },
	{ "g rehearsal", { NIGHT("a", 0, SCRIPT({ STEP_FIND, PORTAL_WOULD_SEND, FOUND_NOTHING, NULL, 0 },
	    CREATE(PORTAL_WOULD_SEND, R1), DOC(PORTAL_WOULD_SEND), DOC(PORTAL_WOULD_SEND), READY(PORTAL_WOULD_SEND),
	    PUT(PORTAL_WOULD_SEND), ASKED(PORTAL_WOULD_SEND)), DONE()), END } },
	/* The answer to the only POST is lost: found, adopted; a twin may come, and is swept when it would have. */
	{ "g lost create", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL), FIND(FOUND_CONCEPT, R1, 0), FILL, OUT),
	    DONE(.flags = EXPOSED | SPARES)),
	    NIGHT("a", NO_SWEEP_YET, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED | SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(SWEEP(PORTAL_AWAY, 0), { STEP_SWEEP, GIVE_UP, FOUND_UNKNOWN, NULL, 0 }), .state = S_CONFIRMED,
	    .outcome = O_UNCHANGED, .flags = EXPOSED | SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(SWEEP(PORTAL_SENT, 1)), .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED,
	    .remote = R1), END } },
	/* Lost, not found, made again: the first may still come. */
	{ "g late create", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL), NONE_YET, CREATE(PORTAL_SENT, R1), FILL,
	    OUT), DONE(.flags = EXPOSED | SPARES)), END } },
	/* A portal that loses every answer makes no heap of concepts. */
	{ "g create for ever", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL), NONE_YET,
	    CREATE(PORTAL_AMBIGUOUS, NULL), NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL), NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL),
	    NONE_YET, CREATE(PORTAL_AMBIGUOUS, NULL)), REJECTED(.flags = SPARES, .told = F_PUB_UNSETTLED, .attempts = 4)), END } },
	/* Lost answers that were made good are no row of failures. */
	{ "g made good", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_AMBIGUOUS), DOC(PORTAL_AMBIGUOUS), DOC(PORTAL_AMBIGUOUS),
	    DOC(PORTAL_SENT), DOC(PORTAL_AMBIGUOUS), DOC(PORTAL_AMBIGUOUS), DOC(PORTAL_SENT), READY(DIE)), .state = S_UPLOADED,
	    .outcome = OPEN, .flags = SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(DOC(PORTAL_AMBIGUOUS), DOC(PORTAL_SAME), DOC(PORTAL_SAME), READY(PORTAL_SENT), OUT),
	    DONE(.flags = EXPOSED | SPARES)), END } },
	/* The announcement of a document is lost: a second one may come when all is public, and is swept. */
	{ "g lost document", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_AMBIGUOUS), FILL, OUT), DONE(.flags = EXPOSED | SPARES)),
	    NIGHT("a", 0, SCRIPT(SWEEP(PORTAL_SENT, 0)), .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED,
	    .remote = R1), END } },
	/* The portal made two of what was asked once. */
	{ "g made twice", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(PORTAL_SENT), TWINS), DONE(.flags = EXPOSED | SPARES)),
	    NIGHT("a", 0, SCRIPT(SWEEP(PORTAL_SENT, 1)), .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED,
	    .remote = R1), END } },
	{ "g made twice, in doubt", { KILLED_PUBLISHING, NIGHT("a", 0, SCRIPT(TWINS), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g no word", { NIGHT("a", 0, SCRIPT({ STEP_FIND, NO_WORD, FOUND_UNKNOWN, NULL, 0 }), .state = S_CREATING, .outcome = OPEN),
	    NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(NO_WORD, NULL)), .state = S_CREATING, .outcome = OPEN, .flags = SPARES),
	    NIGHT("a", 0, SCRIPT(FIND(FOUND_CONCEPT, R1, 0), FILL, OUT), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g adopted", { NIGHT("a", 0, SCRIPT(FIND(FOUND_CONCEPT, R1, 2), FILL, OUT), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g public already", { NIGHT("a", 0, SCRIPT(FIND(FOUND_SAME, R1, 0), DOC(PORTAL_SAME), DOC(PORTAL_SAME),
	    READY(PORTAL_SENT), PUT(PORTAL_SAME), SEEN(FOUND_SAME)), DONE()), END } },
	{ "g public already, refused", { NIGHT("a", 0, SCRIPT(FIND(FOUND_SAME, R1, 0), DOC(PORTAL_REFUSED)),
	    REJECTED(.flags = EXPOSED, .remote = R1, .told = F_PUB_PORTAL_REFUSES)),
	    NIGHT("b", 0, SCRIPT(DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE(.revision = 2)), END } },
	{ "g public already, killed", { NIGHT("a", 0, SCRIPT(FIND(FOUND_SAME, R1, 0), DOC(DIE)), .state = S_PUBLISHING,
	    .outcome = OPEN, .flags = EXPOSED | SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g foreign", { NIGHT("a", 0, SCRIPT(FIND(FOUND_OTHER, "R9", 0)), REJECTED(.flags = EXPOSED, .told = F_PUB_FOREIGN)), END } },
	{ "g many", { NIGHT("a", 0, SCRIPT(FIND(FOUND_MANY, NULL, 0)), REJECTED(.flags = EXPOSED, .told = F_PUB_MANY)), END } },
	{ "g withdrawn", { NIGHT("a", 0, SCRIPT(FIND(FOUND_WITHDRAWN, "R9", 0)), REJECTED(.told = F_PUB_WITHDRAWN)), END } },
	{ "g refused find", { NIGHT("a", 0, SCRIPT({ STEP_FIND, PORTAL_REFUSED, FOUND_UNKNOWN, NULL, 0 }),
	    REJECTED(.told = F_PUB_PORTAL_REFUSES)), END } },
	{ "g refused create", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(PORTAL_REFUSED, NULL)),
	    REJECTED(.told = F_PUB_PORTAL_REFUSES, .flags = SPARES)), END } },
	{ "g refused document", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_SENT), DOC(PORTAL_REFUSED)),
	    REJECTED(.told = F_PUB_PORTAL_REFUSES, .remote = R1)),
	    NIGHT("b", 0, SCRIPT(FILL, OUT), DONE()), END } },
	{ "g not what was sent", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_DIFFERS)),
	    REJECTED(.told = F_PUB_READBACK_DIFFERS, .remote = R1)), END } },
	{ "g public is other", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(PORTAL_SENT), SEEN(FOUND_OTHER)),
	    REJECTED(.told = F_PUB_READBACK_DIFFERS, .remote = R1, .flags = EXPOSED)), END } },
	{ "g not yet to be seen", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(PORTAL_SENT), SEEN(FOUND_NOTHING), SEEN(FOUND_CONCEPT),
	    SEEN(FOUND_SAME)), DONE()), END } },
	{ "g never to be seen", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(PORTAL_SENT), SEEN(FOUND_NOTHING), SEEN(FOUND_NOTHING),
	    SEEN(FOUND_NOTHING), SEEN(FOUND_NOTHING), SEEN(FOUND_NOTHING)), .state = S_PUBLISHED, .outcome = O_REJECTED,
	    .told = F_PUB_UNSETTLED, .remote = R1, .flags = EXPOSED, .attempts = 5), END } },
	{ "g away in between", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_SENT), DOC(PORTAL_AWAY), QUIT), .state = S_UPLOADING,
	    .outcome = O_LATER, .remote = R1, .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", 0, SCRIPT(DOC(PORTAL_SAME), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE()), END } },
	/* Killed at each step before it is public: the next night begins again, and keeps the record. */
	{ "g killed finding", { NIGHT("a", 0, SCRIPT({ STEP_FIND, DIE, FOUND_UNKNOWN, NULL, 0 }), .state = S_CREATING, .outcome = OPEN),
	    NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE()), END } },
	{ "g killed creating", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(DIE, NULL)), .state = S_CREATING, .outcome = OPEN,
	    .flags = SPARES),
	    NIGHT("a", 0, SCRIPT(FIND(FOUND_CONCEPT, R1, 0), FILL, OUT), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g killed creating, nothing", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(DIE, NULL)), .state = S_CREATING, .outcome = OPEN,
	    .flags = SPARES),
	    NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g killed uploading", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_SENT), DOC(DIE)), .state = S_UPLOADING, .outcome = OPEN,
	    .flags = SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(FILL, OUT), DONE(.flags = EXPOSED | SPARES)),
	    /* What was announced when we died may have come since, and goes. */
	    NIGHT("a", 0, SCRIPT(SWEEP(PORTAL_SENT, 0)), .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED,
	    .remote = R1), END } },
	{ "g killed, then held", { NIGHT("a", 0, SCRIPT(MADE, DOC(DIE)), .state = S_UPLOADING, .outcome = OPEN, .flags = SPARES,
	    .remote = R1),
	    NIGHT("a", HOLD, .state = S_HELD, .outcome = O_HELD, .flags = SPARES, .remote = R1), END } },
	/* A document is begun, written down, and gone on with: in the same night, or in the next one from where it was. */
	{ "g begun", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), DOC(PORTAL_SENT), BEGUN("y"), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT),
	    DONE()), END } },
	{ "g begun, lost", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), { STEP_DOCUMENT, PORTAL_AMBIGUOUS, FOUND_UNKNOWN, "x1", 0 },
	    DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE()), END } },
	{ "g begun, killed", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), DOC(DIE)), .state = S_UPLOADING, .outcome = OPEN, .remote = R1),
	    NIGHT("a", HALFWAY, SCRIPT(DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE()), END } },
	{ "g begun, away", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), { STEP_DOCUMENT, PORTAL_AWAY, FOUND_UNKNOWN, "x2", 0 }, QUIT),
	    .state = S_UPLOADING, .outcome = O_LATER, .remote = R1, .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", HALFWAY, SCRIPT(DOC(PORTAL_SAME), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE()), END } },
	{ "g arrived, killed", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), DOC(PORTAL_SENT), DOC(DIE)), .state = S_UPLOADING,
	    .outcome = OPEN, .flags = SPARES, .remote = R1),
	    NIGHT("a", 0, SCRIPT(DOC(PORTAL_SAME), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT),
	    DONE(.flags = EXPOSED | SPARES)), END } },
	{ "g begun, spoilt", { NIGHT("a", 0, SCRIPT(MADE, BEGUN("x"), { STEP_DOCUMENT, PORTAL_AWAY, FOUND_OTHER, NULL, 0 },
	    REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL, OUT), DONE(.remote = R2)), END } },
	{ "g not all taken", { NIGHT("a", 0, SCRIPT(MADE, FILL, { STEP_PUBLISH, PORTAL_SENT, FOUND_UNKNOWN, NULL, REMARK },
	    SEEN(FOUND_SAME)), DONE(.told = F_PUB_NOT_TAKEN)), END } },
	/* Killed with the request out that makes it public: asked first. */
	{ "g in doubt, same", { KILLED_PUBLISHING, NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DONE()), END } },
	{ "g in doubt, concept", { KILLED_PUBLISHING, NIGHT("a", 0, SCRIPT(SEEN(FOUND_CONCEPT), OUT), DONE()), END } },
	/* Other bytes, and the old ones may still become public: the concept goes first. */
	{ "g in doubt, concept, changed", { KILLED_PUBLISHING,
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_CONCEPT), REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL,
	    OUT), DONE(.remote = R2)), END } },
	{ "g in doubt, concept, killed", { KILLED_PUBLISHING,
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_CONCEPT), REMOVE(DIE, FOUND_UNKNOWN)), .state = S_REMOVING, .outcome = OPEN,
	    .flags = EXPOSED, .remote = R1),
	    NIGHT("b", 0, SCRIPT(REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL, OUT),
	    DONE(.remote = R2)), END } },
	{ "g in doubt, late", { KILLED_PUBLISHING,
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_CONCEPT), REMOVE(PORTAL_SENT, FOUND_OTHER), SEEN(FOUND_OTHER), DOC(PORTAL_SENT),
	    DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT), DONE(.revision = 2)), END } },
	/* A document that can be neither finished nor deleted: its concept goes, and another is made; twice at most. */
	{ "g spoilt", { NIGHT("a", 0, SCRIPT(MADE, DOC(PORTAL_SENT), { STEP_DOCUMENT, PORTAL_AWAY, FOUND_OTHER, NULL, 0 },
	    REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL, OUT), DONE(.remote = R2)), END } },
	{ "g spoilt, killed", { NIGHT("a", 0, SCRIPT(MADE, { STEP_DOCUMENT, PORTAL_AWAY, FOUND_OTHER, NULL, 0 },
	    REMOVE(DIE, FOUND_UNKNOWN)), .state = S_REMOVING, .outcome = OPEN, .remote = R1),
	    NIGHT("a", 0, SCRIPT(REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL, OUT),
	    DONE(.remote = R2)), END } },
	{ "g spoilt, public after all", { NIGHT("a", 0, SCRIPT(MADE, { STEP_DOCUMENT, PORTAL_AWAY, FOUND_OTHER, NULL, 0 },
	    REMOVE(PORTAL_SENT, FOUND_OTHER), ASKED(DIE)), .state = S_PUBLISHED, .outcome = OPEN, .flags = EXPOSED,
	    .remote = R1), END } },
	{ "g in doubt, other", { KILLED_PUBLISHING,
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_OTHER), DOC(PORTAL_SENT), DOC(PORTAL_SAME), READY(PORTAL_SENT), OUT), DONE()), END } },
	{ "g in doubt, changed", { KILLED_PUBLISHING,
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_OTHER), DOC(PORTAL_SENT), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT),
	    DONE(.revision = 2)), END } },
	{ "g in doubt, withdrawn", { KILLED_PUBLISHING,
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_WITHDRAWN)), REJECTED(.told = F_PUB_WITHDRAWN, .flags = EXPOSED, .remote = R1)), END } },
	{ "g in doubt, held, concept", { KILLED_PUBLISHING,
	    NIGHT("a", HOLD, SCRIPT(SEEN(FOUND_CONCEPT), REMOVE(PORTAL_SENT, FOUND_NOTHING)), .state = S_HELD, .outcome = O_HELD),
	    NIGHT("b", 0, SCRIPT(NONE_YET, CREATE(PORTAL_SENT, R2), FILL, OUT), DONE(.remote = R2)), END } },
	{ "g in doubt, held, public", { KILLED_PUBLISHING,
	    NIGHT("a", HOLD, SCRIPT(SEEN(FOUND_OTHER)), .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = R1,
	    .told = F_RUN_PUBLIC_BUT_HELD), END } },
	{ "g published, not seen", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(PORTAL_SENT), ASKED(PORTAL_AWAY), QUIT),
	    .state = S_PUBLISHED, .outcome = O_LATER, .flags = EXPOSED, .remote = R1, .told = F_PUB_PORTAL_AWAY),
	    NIGHT("a", 0, SCRIPT(SEEN(FOUND_SAME)), DONE()), END } },
	{ "g changed, killed", { NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE()),
	    NIGHT("b", 0, SCRIPT(DOC(PORTAL_SENT), DOC(DIE)), .state = S_PUBLISHING, .outcome = OPEN,
	    .flags = EXPOSED | SPARES, .remote = R1, .revision = 2),
	    NIGHT("b", 0, SCRIPT(SEEN(FOUND_OTHER), DOC(PORTAL_SAME), DOC(PORTAL_SENT), READY(PORTAL_SENT), OUT),
	    DONE(.flags = EXPOSED | SPARES, .revision = 2)), END } },
	{ "g to another kind", { NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE()),
	    NIGHT("b", OTHER_KIND, SCRIPT(PUT(NO_ORDER)),
	    REJECTED(.flags = EXPOSED, .remote = R1, .revision = 2, .told = F_PUB_PORTAL_REFUSES)), END } },
	{ "g taken", { NIGHT("a", 0, SCRIPT(NONE_YET, CREATE(TAKEN_AFTER, R1)), .state = S_INGESTED, .outcome = O_LATER,
	    .flags = SPARES), END } },
	{ "g taken at the end", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(TAKEN_BEFORE)), .state = S_INGESTED, .outcome = O_LATER,
	    .remote = R1), END } },
	{ "g the gate asked again", { NIGHT("a", 0, SCRIPT(MADE, FILL, PUT(CHANGED)), .state = S_VERIFIED, .outcome = OPEN,
	    .remote = R1), END } },
	{ "g the gate asked again, bytes", { NIGHT("a", 0, SCRIPT(MADE, DOC(CHANGED)), .state = S_CREATED, .outcome = OPEN,
	    .remote = R1), END } },
};

static void
gpp(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gpp_cases); i++)
		nights(gpp_cases[i].name, "gpp", gpp_cases[i].nights);
}

/* People make it public at the portal: our work ends at the concept. */
#define HAND_OVER(answer)	{ STEP_PUBLISH, answer, FOUND_HANDED, NULL, 0 }
#define GIVEN(...)	.state = S_HANDED, .outcome = O_HANDED, .flags = EXPOSED, .remote = R1, .told = F_PUB_HANDED, __VA_ARGS__
#define FIRST		NIGHT("a", HAND, SCRIPT(MADE, FILL, HAND_OVER(PORTAL_SENT)), GIVEN())
#define KILLED_HANDING	NIGHT("a", HAND, SCRIPT(MADE, FILL, HAND_OVER(DIE)), .state = S_PUBLISHING, .outcome = OPEN, .flags = EXPOSED, \
			    .remote = R1)
#define ANEW		REMOVE(PORTAL_SENT, FOUND_NOTHING), NONE_YET, CREATE(PORTAL_SENT, R2), FILL
#define STAYS(...)	.state = S_HANDED, .outcome = O_REJECTED, .flags = EXPOSED, .remote = R1, __VA_ARGS__
#define PEOPLE(...)	DONE(.told = F_PUB_MADE_PUBLIC, __VA_ARGS__)

static const struct { const char *name; struct night nights[5]; } hand_cases[] = {
	{ "h made public", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_HANDED)), GIVEN()),
	    NIGHT("a", HAND, SCRIPT(SEEN(FOUND_SAME)), PEOPLE()),
	    NIGHT("a", HAND, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = R1), END } },
	{ "h made public otherwise", { FIRST,
	    NIGHT("a", HAND, SCRIPT(SEEN(FOUND_OTHER)), DONE(.told = F_PUB_MADE_PUBLIC_OTHER)),
	    NIGHT("a", HAND, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = R1), END } },
	{ "h rehearsal", { NIGHT("a", HAND, SCRIPT({ STEP_FIND, PORTAL_WOULD_SEND, FOUND_NOTHING, NULL, 0 },
	    CREATE(PORTAL_WOULD_SEND, R1), DOC(PORTAL_WOULD_SEND), DOC(PORTAL_WOULD_SEND), READY(PORTAL_WOULD_SEND),
	    PUT(PORTAL_WOULD_SEND)), GIVEN()), END } },
	/* Killed with the request out that hands it over: asked, and told again. */
	{ "h killed", { KILLED_HANDING, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_HANDED), HAND_OVER(PORTAL_SENT)), GIVEN()), END } },
	{ "h killed, public", { KILLED_HANDING, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_SAME)), PEOPLE()), END } },
	{ "h killed, public in between", { KILLED_HANDING, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_HANDED),
	    { STEP_PUBLISH, PORTAL_SENT, FOUND_SAME, NULL, 0 }, SEEN(FOUND_SAME)), DONE()), END } },
	{ "h killed, changed", { KILLED_HANDING, NIGHT("b", HAND, SCRIPT(SEEN(FOUND_HANDED), ANEW, HAND_OVER(PORTAL_SENT)),
	    .state = S_HANDED, .outcome = O_HANDED, .flags = EXPOSED, .remote = R2, .told = F_PUB_CONCEPT_REMOVED), END } },
	{ "h lost", { NIGHT("a", HAND, SCRIPT(MADE, FILL, HAND_OVER(PORTAL_AMBIGUOUS), HAND_OVER(PORTAL_SENT)), GIVEN()), END } },
	{ "h killed while asking", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_HANDED)), GIVEN()),
	    NIGHT("a", HAND, SCRIPT(ASKED(DIE)), .state = S_HANDED, .outcome = OPEN, .flags = EXPOSED, .remote = R1),
	    NIGHT("a", HAND, SCRIPT(SEEN(FOUND_SAME)), PEOPLE()), END } },
	{ "h away", { FIRST, NIGHT("a", HAND, SCRIPT(ASKED(PORTAL_AWAY), { STEP_SEEN, GIVE_UP, FOUND_UNKNOWN, NULL, 0 }),
	    .state = S_HANDED, .outcome = O_LATER, .flags = EXPOSED, .remote = R1, .told = F_PUB_PORTAL_AWAY), END } },
	/* Changed: what people have is taken away whole, and they get another whole one; nothing is sent to where they look. */
	{ "h changed", { FIRST, NIGHT("b", HAND, SCRIPT(SEEN(FOUND_HANDED), ANEW, HAND_OVER(PORTAL_SENT)), .state = S_HANDED,
	    .outcome = O_HANDED, .flags = EXPOSED, .remote = R2, .told = F_PUB_CONCEPT_REMOVED), END } },
	{ "h changed, killed", { FIRST,
	    NIGHT("b", HAND, SCRIPT(SEEN(FOUND_HANDED), REMOVE(DIE, FOUND_UNKNOWN)), .state = S_REMOVING, .outcome = OPEN,
	    .flags = EXPOSED, .remote = R1),
	    NIGHT("b", HAND, SCRIPT(ANEW, HAND_OVER(PORTAL_SENT)), GIVEN(.remote = R2)), END } },
	{ "h changed, public in between", { FIRST,
	    NIGHT("b", HAND, SCRIPT(SEEN(FOUND_HANDED), REMOVE(PORTAL_SENT, FOUND_OTHER), SEEN(FOUND_OTHER)), .state = S_HELD,
	    .outcome = O_HELD, .flags = EXPOSED, .remote = R1, .told = F_PUB_CHANGED_SINCE, .revision = 2), END } },
	/* Other rules alone take nothing away from who is working on it. */
	{ "h other rules", { FIRST, NIGHT("a", HAND | RULES, SCRIPT(SEEN(FOUND_HANDED)), GIVEN()),
	    NIGHT("a", HAND | RULES, SCRIPT(SEEN(FOUND_OTHER)), DONE(.told = F_PUB_MADE_PUBLIC_OTHER)),
	    NIGHT("a", HAND | RULES, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = R1), END } },
	/* Nothing of what is held stays where people could make it public. */
	{ "h held", { FIRST, NIGHT("a", HAND | HOLD, SCRIPT(SEEN(FOUND_HANDED), REMOVE(PORTAL_SENT, FOUND_NOTHING)), .state = S_HELD,
	    .outcome = O_HELD, .told = F_PUB_CONCEPT_REMOVED),
	    NIGHT("b", HAND, SCRIPT(NONE_YET, CREATE(PORTAL_SENT, R2), FILL, HAND_OVER(PORTAL_SENT)), GIVEN(.remote = R2)), END } },
	{ "h held, public", { FIRST, NIGHT("a", HAND | HOLD, SCRIPT(SEEN(FOUND_OTHER)), .state = S_HELD, .outcome = O_HELD,
	    .flags = EXPOSED, .remote = R1, .told = F_RUN_PUBLIC_BUT_HELD), END } },
	/* What they added is theirs. */
	{ "h added to", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_CONCEPT)), GIVEN()),
	    NIGHT("b", HAND, SCRIPT(SEEN(FOUND_CONCEPT)), STAYS(.told = F_PUB_HANDED_OTHERS)),
	    NIGHT("b", HAND | REDO, SCRIPT(SEEN(FOUND_CONCEPT), ANEW, HAND_OVER(PORTAL_SENT)), .state = S_HANDED,
	    .outcome = O_HANDED, .flags = EXPOSED, .remote = R2, .told = F_PUB_CONCEPT_REMOVED), END } },
	{ "h added to, held", { FIRST,
	    NIGHT("a", HAND | HOLD, SCRIPT(SEEN(FOUND_CONCEPT)), STAYS(.told = F_PUB_HANDED_OTHERS)), END } },
	{ "h gone", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_NOTHING)), STAYS(.told = F_PUB_HANDED_GONE)),
	    NIGHT("a", HAND | REDO, SCRIPT(SEEN(FOUND_NOTHING), ANEW, HAND_OVER(PORTAL_SENT)), GIVEN(.remote = R2)), END } },
	{ "h taken back there", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_WITHDRAWN)),
	    REJECTED(.told = F_PUB_WITHDRAWN, .flags = EXPOSED, .remote = R1)), END } },
	/* Public and changed: people did the one and so they do the other, until a person of ours says so. */
	{ "h changed since", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_SAME)), PEOPLE()),
	    NIGHT("b", HAND, .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = R1, .revision = 2,
	    .told = F_PUB_CHANGED_SINCE),
	    NIGHT("b", HAND | REDO, SCRIPT(DOC(PORTAL_SENT), DOC(PORTAL_SAME), READY(PORTAL_SENT),
	    { STEP_PUBLISH, PORTAL_SENT, FOUND_SAME, NULL, 0 }, SEEN(FOUND_SAME)), DONE(.revision = 2)), END } },
	{ "h changed since, by hand", { FIRST, NIGHT("a", HAND, SCRIPT(SEEN(FOUND_SAME)), PEOPLE()),
	    NIGHT("b", HAND | BY_HAND, SCRIPT(DOC(PORTAL_SENT), DOC(PORTAL_SAME), READY(PORTAL_SENT),
	    { STEP_PUBLISH, PORTAL_SENT, FOUND_SAME, NULL, 0 }, SEEN(FOUND_SAME)), DONE(.revision = 2)), END } },
	{ "h changed and public", { FIRST, NIGHT("b", HAND, SCRIPT(SEEN(FOUND_OTHER)), .state = S_HELD, .outcome = O_HELD,
	    .flags = EXPOSED, .remote = R1, .revision = 2, .told = F_PUB_CHANGED_SINCE), END } },
	/* The settings say otherwise since: what people have stays theirs until a person says so. */
	{ "h no more", { FIRST, NIGHT("a", 0, SCRIPT(SEEN(FOUND_HANDED)), GIVEN()),
	    NIGHT("a", REDO, SCRIPT(SEEN(FOUND_HANDED), ANEW, OUT), DONE(.remote = R2)), END } },
	{ "h from now on", { NIGHT("a", 0, SCRIPT(MADE, FILL, OUT), DONE()),
	    NIGHT("a", HAND, .state = S_CONFIRMED, .outcome = O_UNCHANGED, .flags = EXPOSED, .remote = R1),
	    NIGHT("b", HAND, .state = S_HELD, .outcome = O_HELD, .flags = EXPOSED, .remote = R1, .revision = 2,
	    .told = F_PUB_CHANGED_SINCE), END } },
};

static void
hand_over(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hand_cases); i++)
		nights(hand_cases[i].name, "gpp", hand_cases[i].nights);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(drop), cmocka_unit_test(gpp), cmocka_unit_test(hand_over),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
