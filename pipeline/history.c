/* SPDX-License-Identifier: EUPL-1.2 */
/* history.c - what became of one dossier, as its evidence tells it: when it came, was held, went out, was taken back. */
#include "history.h"

#include "base/banned.h"

/* Of one place, while its entries are read. */
struct place {
	struct str	 outlet;
	enum state	 state;		/* S_NONE: no entry yet */
	time_t		 at;		/* of that */
	int64_t		 run;
	time_t		 said;		/* PUBLISHED was heard, CONFIRMED not yet; 0: not so */
	struct judged	 passed;
	struct { struct outing *v; size_t n, cap; } outings;
	struct { struct reached_at *v; size_t n, cap; } reached;
};

/* Of an address: since when each answer was "gone"; 0: the last that said something said that it was there. */
struct reached_at { struct str digest; time_t gone; };

bool
codes_has(const struct codes *c, enum finding_code x)
{
	return (c->v[x / 64] >> (x % 64) & 1) != 0;
}

void
codes_add(struct codes *c, enum finding_code x)
{
	c->v[x / 64] |= (uint64_t)1 << (x % 64);
}

void
history_init(struct history *h, struct arena *mem, const time_t *runs, size_t nruns)
{
	*h = (struct history){ .mem = mem, .runs = runs, .nruns = nruns };
}

void
history_place(struct history *h, struct str outlet)
{
	h->place = NEW(h->mem, struct place, 1);
	*h->place = (struct place){ .outlet = str_dup(h->mem, outlet) };
}

static bool
is_main(const struct history *h)
{
	return h->place->outlet.n == 0;
}

static time_t
time_of_run(const struct history *h, int64_t run)
{
	return run > 0 && (size_t)run < h->nruns ? h->runs[run] : 0;
}

static struct str
kept(const struct history *h, const json_t *j, const char *name)
{
	return str_dup(h->mem, json_str(j, name));
}

/* --- held and apart ---------------------------------------------------------------------- */

static struct hold *
open_hold(const struct history *h)
{
	struct hold *x = h->holds.n == 0 ? NULL : &h->holds.v[h->holds.n - 1];

	return x != NULL && x->until == 0 ? x : NULL;
}

static void
end_hold(struct history *h, time_t at, bool released)
{
	struct hold *x = open_hold(h);

	if (x == NULL || !is_main(h))
		return;
	x->until = at;
	x->released = released;
}

/* What a run left in EXTRACTED waits for its day, and for no person. */
static void
settle(struct history *h)
{
	if (h->place->state == S_EXTRACTED)
		end_hold(h, h->place->at, true);
}

static void
note_stop(struct history *h, const struct judged *x, enum finding_code code, struct str document)
{
	size_t i = 0;

	while (i < h->stops.n && !(h->stops.v[i].code == code && str_eq(h->stops.v[i].input, x->input)))
		i++;
	if (i == h->stops.n)
		*PUSH(h->mem, h->stops.v, h->stops.n, h->stops.cap) = (struct stop){ code, x->input, x->at };
	if (document.n != 0)
		*PUSH(h->mem, h->stopped.v, h->stopped.n, h->stopped.cap) =
		    (struct stopped){ i, str_dup(h->mem, document) };
}

static struct judged
read_verdict(struct history *h, const json_t *j, struct str input, time_t at, bool held)
{
	struct judged x = { .at = at,
		.input = input,
		.category = kept(h, j, "category"),
		.documents = json_num(j, "goes", -1),
		.due = kept(h, j, "due"),
		.due_unknown = json_flag(j, "due_unknown") };
	const json_t *f;
	size_t i;

	json_array_foreach (json_list(j, "findings"), i, f) {
		enum finding_code code;

		if (finding_find(json_str(f, "code"), &code) != 0 || finding_gravity(code) != G_STOP)
			continue;
		codes_add(json_flag(f, "waived") ? &x.waived : &x.stops, code);
		if (held && is_main(h) && !json_flag(f, "waived"))
			note_stop(h, &x, code, json_str(f, "document"));
	}
	if (is_main(h))
		*PUSH(h->mem, h->verdicts.v, h->verdicts.n, h->verdicts.cap) = x;
	return x;
}

static void
held(struct history *h, const struct judged *x)
{
	struct hold *open = open_hold(h);

	if (!is_main(h))
		return;
	if (open == NULL) {
		open = PUSH(h->mem, h->holds.v, h->holds.n, h->holds.cap);
		*open = (struct hold){ .from = x->at };
	}
	for (size_t i = 0; i < COUNT(open->codes.v); i++)
		open->codes.v[i] |= x->stops.v[i];
}

static void
set_apart(struct history *h, enum state was, enum state now, time_t at)
{
	if (now == S_QUARANTINED && was != S_QUARANTINED) {
		*PUSH(h->mem, h->aparts.v, h->aparts.n, h->aparts.cap) = (struct apart){ at, 0 };
		end_hold(h, at, false);
	} else if (was == S_QUARANTINED && now != S_QUARANTINED && h->aparts.n != 0)
		h->aparts.v[h->aparts.n - 1].until = at;
}

/* --- public ------------------------------------------------------------------------------- */

static void
confirmed(struct history *h, int64_t revision, time_t at)
{
	struct place *p = h->place;
	struct outing *last = p->outings.n == 0 ? NULL : &p->outings.v[p->outings.n - 1];

	/* Sent again as it was, or only looked at: nothing new is public. */
	if (last == NULL || revision > last->revision)
		*PUSH(h->mem, p->outings.v, p->outings.n, p->outings.cap) =
		    (struct outing){ p->said != 0 ? p->said : at, revision, p->passed };
	p->said = 0;
}

static void
state_entry(struct history *h, const json_t *j, int64_t run, time_t at)
{
	const json_t *row = json_map(j, "row");
	struct place *p = h->place;
	enum state to, was = p->state;
	struct judged x;

	if (state_find(json_str(row, "state"), &to) != 0)
		return;
	if (run != p->run)
		settle(h);
	if (h->came == 0 || at < h->came)
		h->came = at;
	if (json_str(j, "verdict").n != 0) {
		x = read_verdict(h, j, kept(h, row, "input_sha256"), at, to == S_HELD);
		if (to == S_HELD)
			held(h, &x);
		else
			p->passed = x;
	}
	if (to == S_PASSED)
		end_hold(h, at, true);
	else if (to == S_WITHDRAWING)
		end_hold(h, at, false);
	else if (to == S_INGESTED)
		p->said = 0;
	else if (to == S_PUBLISHED && p->said == 0)
		p->said = at;
	else if (to == S_CONFIRMED && was != S_CONFIRMED)
		confirmed(h, json_num(row, "revision", 1), at);
	set_apart(h, was, to, at);
	if (to != was)
		p->at = at;
	p->state = to;
	p->run = run;
}

/* --- taken back --------------------------------------------------------------------------- */

static void
watch_entry(struct history *h, const json_t *j, time_t at)
{
	struct place *p = h->place;
	struct str digest = json_str(j, "address"), answer = json_str(j, "answer");
	struct reached_at *r = NULL;

	for (size_t i = 0; i < p->reached.n; i++) {
		if (str_eq(p->reached.v[i].digest, digest))
			r = &p->reached.v[i];
	}
	if (r == NULL) {
		r = PUSH(h->mem, p->reached.v, p->reached.n, p->reached.cap);
		*r = (struct reached_at){ str_dup(h->mem, digest), 0 };
	}
	if (str_eq(answer, S("gone")))
		r->gone = r->gone != 0 ? r->gone : at;
	else if (!str_eq(answer, S("unknown"))) /* no answer changes nothing */
		r->gone = 0;
}

void
history_address(struct history *h, struct str digest, time_t since)
{
	struct address *a = PUSH(h->mem, h->addresses.v, h->addresses.n, h->addresses.cap);

	*a = (struct address){ str_dup(h->mem, digest), since, 0 };
	for (size_t i = 0; i < h->place->reached.n; i++) {
		if (str_eq(h->place->reached.v[i].digest, digest))
			a->gone = h->place->reached.v[i].gone;
	}
}

/* --- persons and portals ------------------------------------------------------------------ */

static void
waiver_entry(struct history *h, const json_t *j, time_t at)
{
	struct str what = json_str(j, "what");
	struct pardon x = { .at = at };

	if (finding_find(json_str(j, "code"), &x.code) != 0)
		return;
	x.what = str_eq(what, S("given")) ? PARDON_GIVEN : str_eq(what, S("second")) ? PARDON_SECOND : PARDON_ENDED;
	x.which = str_fmt(h->mem, "%.*s %.*s %.*s", STRF(json_str(j, "of")), STRF(json_str(j, "says")),
	    STRF(json_str(j, "document")));
	*PUSH(h->mem, h->pardons.v, h->pardons.n, h->pardons.cap) = x;
}

static void
answer_entry(struct history *h, const json_t *j, int64_t run)
{
	struct str outcome = json_str(j, "outcome");
	bool failed = str_eq(outcome, S("RETRY")) || str_eq(outcome, S("AMBIGUOUS"));

	*PUSH(h->mem, h->contacts.v, h->contacts.n, h->contacts.cap) =
	    (struct contact){ json_num(j, "seq", 0), run, h->place->outlet, failed };
}

void
history_entry(struct history *h, const json_t *j)
{
	struct str event = json_str(j, "event");
	int64_t run = json_num(j, "run", 0);
	time_t at = time_of_run(h, run);

	if (at == 0)
		return;
	if (str_eq(event, S("state")))
		state_entry(h, j, run, at);
	else if (str_eq(event, S("answer")))
		answer_entry(h, j, run);
	else if (str_eq(event, S("waiver")))
		waiver_entry(h, j, at);
	else if (str_eq(event, S("watch")))
		watch_entry(h, j, at);
	else if (str_eq(event, S("withdrawal")))
		*PUSH(h->mem, h->taken.v, h->taken.n, h->taken.cap) = (struct taken){ .at = at,
			.replaced = str_eq(json_str(j, "what"), S("replaced")),
			.whole = json_str(j, "document").n == 0,
			.label = kept(h, j, "label") };
}

void
history_place_end(struct history *h)
{
	struct place *p = h->place;

	settle(h);
	if (p->outings.n != 0 && (h->outings.n == 0 || p->outings.v[0].at < h->outings.v[0].at)) {
		h->outings.v = p->outings.v;
		h->outings.n = p->outings.n;
		h->outings.cap = p->outings.cap;
	}
	if (p->state == S_WITHDRAWING)
		h->leaving = true;
	if (p->state == S_WITHDRAWN && p->at > h->gone)
		h->gone = p->at;
	if (h->leaving)
		h->gone = 0;
}
