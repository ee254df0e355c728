/* SPDX-License-Identifier: EUPL-1.2 */
/* annals.c - what became of the dossiers of one organisation in one year, counted for its jaarstukken. */
#include "annals.h"

#include <stdlib.h>

#include "base/date.h"
#include "types.h"

#include "base/banned.h"

enum cause_id {
#define CAUSE(ID, words)	CAUSE_##ID,
#include "leaks.def"
	CAUSE__COUNT
};

static const char *const causes[CAUSE__COUNT] = {
#define CAUSE(ID, words)	[CAUSE_##ID] = words,
#include "leaks.def"
};

static const struct { enum finding_code code; enum cause_id cause; } leaks[] = {
#define LEAK(ID, finding)	{ F_##finding, CAUSE_##ID },
#include "leaks.def"
};

struct spread { int64_t *v; size_t n, cap; };	/* numbers of days */

struct category { struct str uri; int64_t dossiers, documents, changed, withdrawn, public, public_documents; };
struct waited { int64_t dossiers, released, waiting, longest; };
struct grounds { struct str label; int64_t dossiers, documents, replaced; };
struct leak { int64_t dossiers, documents; };

/* What a place said last in each run: .seq 0: it was not asked. */
struct portal { struct str name; struct { int64_t seq; bool failed; } *runs; };

struct tally {
	time_t		 begins;
	int64_t		 arrived;
	struct { struct category *v; size_t n, cap; } categories;
	int64_t		 in_time, unknown, without, overdue;
	struct spread	 late, lead;
	struct waited	 all, by_code[F__COUNT];
	struct spread	 waits;		/* of what was released */
	int64_t		 apart, apart_still;
	struct { struct grounds *v; size_t n, cap; } reasons;
	struct spread	 gone;
	int64_t		 not_gone, no_address;
	struct leak	 any, by_cause[CAUSE__COUNT];
	int64_t		 one, two, half, ended;
	struct { struct portal *v; size_t n, cap; } portals;
};

void
annals_init(struct annals *a, int year, time_t now, const struct annals_run *runs, size_t nruns)
{
	struct arena *mem = a->mem;

	a->year = year;
	a->from = moment_start((struct date){ year, 1, 1 });
	a->until = moment_start((struct date){ year + 1, 1, 1 });
	if (now < a->until)
		a->until = now + 1;
	a->runs = runs;
	a->nruns = nruns;
	a->tally = NEW(mem, struct tally, 1);
}

static bool
is_within(const struct annals *a, time_t t)
{
	return t >= a->from && t < a->until;
}

static int64_t
days_from_to(time_t t, time_t u)
{
	return date_between(date_here(t), date_here(u));
}

static void
spread_add(const struct annals *a, struct spread *s, int64_t days)
{
	*PUSH(a->mem, s->v, s->n, s->cap) = days;
}

/* --- public ------------------------------------------------------------------------------- */

static struct category *
category_of(struct annals *a, struct str uri)
{
	struct tally *t = a->tally;
	struct category *c;

	for (size_t i = 0; i < t->categories.n; i++) {
		if (str_eq(t->categories.v[i].uri, uri))
			return &t->categories.v[i];
	}
	c = PUSH(a->mem, t->categories.v, t->categories.n, t->categories.cap);
	*c = (struct category){ .uri = str_dup(a->mem, uri) };
	return c;
}

/* The version that was public at the end of the period; NULL: none. */
static const struct outing *
last_outing(const struct annals *a, const struct history *h)
{
	const struct outing *last = NULL;

	for (size_t i = 0; i < h->outings.n; i++) {
		if (h->outings.v[i].at < a->until)
			last = &h->outings.v[i];
	}
	return last;
}

static bool
was_taken_back(const struct annals *a, const struct history *h, bool in_year)
{
	for (size_t i = 0; i < h->taken.n; i++) {
		const struct taken *x = &h->taken.v[i];

		if (x->whole && !x->replaced && (in_year ? is_within(a, x->at) : x->at < a->until))
			return true;
	}
	return false;
}

static int64_t
documents_of(const struct judged *x)
{
	return x->documents < 0 ? 0 : x->documents;
}

static void
count_term(struct annals *a, const struct history *h, const struct outing *first)
{
	struct tally *t = a->tally;
	struct date due;
	int64_t late;

	spread_add(a, &t->lead, days_from_to(h->came, first->at));
	if (first->as.due_unknown)
		t->unknown++;
	else if (first->as.due.n == 0 || date_parse(first->as.due, &due) != 0)
		t->without++;
	else if ((late = date_between(due, date_here(first->at))) > 0)
		spread_add(a, &t->late, late);
	else
		t->in_time++;
}

/* Not public at the end of the period, and it should have been by what is known of it. */
static void
count_overdue(struct annals *a, const struct history *h)
{
	const struct judged *last = NULL;
	struct date due;

	for (size_t i = 0; i < h->verdicts.n; i++) {
		if (h->verdicts.v[i].at < a->until)
			last = &h->verdicts.v[i];
	}
	if (last != NULL && last->due.n != 0 && date_parse(last->due, &due) == 0 &&
	    date_cmp(due, date_here(a->until - 1)) < 0 && !was_taken_back(a, h, false))
		a->tally->overdue++;
}

static void
count_public(struct annals *a, const struct history *h)
{
	const struct outing *last = last_outing(a, h), *first;
	bool changed = false;
	struct category *c;

	if (last == NULL) {
		count_overdue(a, h);
		return;
	}
	first = &h->outings.v[0];
	if (is_within(a, first->at)) {
		c = category_of(a, first->as.category);
		c->dossiers++;
		c->documents += documents_of(&first->as);
		count_term(a, h, first);
	}
	for (size_t i = 1; i < h->outings.n; i++)
		changed |= is_within(a, h->outings.v[i].at);
	c = category_of(a, last->as.category);
	c->changed += changed;
	c->withdrawn += was_taken_back(a, h, true);
	if (h->gone == 0 || h->gone >= a->until) {
		c->public ++;
		c->public_documents += documents_of(&last->as);
	}
}

/* --- held --------------------------------------------------------------------------------- */

/* One dossier, held for a code or (code F__COUNT) for anything. */
static void
count_waits(const struct annals *a, const struct history *h, size_t code, struct waited *w)
{
	bool any = false, released = false, waiting = false;

	for (size_t i = 0; i < h->holds.n; i++) {
		const struct hold *x = &h->holds.v[i];

		if (code != F__COUNT && !codes_has(&x->codes, (enum finding_code)code))
			continue;
		if (x->from >= a->until || (x->until != 0 && x->until < a->from))
			continue;
		any = true;
		waiting = x->until == 0 || x->until >= a->until;
		released = !waiting && x->released;
		if (waiting && days_from_to(x->from, a->until - 1) > w->longest)
			w->longest = days_from_to(x->from, a->until - 1);
	}
	w->dossiers += any;
	w->released += released;
	w->waiting += waiting;
}

static void
count_held(struct annals *a, const struct history *h)
{
	struct tally *t = a->tally;
	bool apart = false, still = false;

	count_waits(a, h, F__COUNT, &t->all);
	for (size_t code = 0; h->holds.n != 0 && code < F__COUNT; code++)
		count_waits(a, h, code, &t->by_code[code]);
	for (size_t i = 0; i < h->holds.n; i++) {
		const struct hold *x = &h->holds.v[i];

		if (x->released && is_within(a, x->until))
			spread_add(a, &t->waits, days_from_to(x->from, x->until));
	}
	for (size_t i = 0; i < h->aparts.n; i++) {
		const struct apart *x = &h->aparts.v[i];

		if (x->from >= a->until || (x->until != 0 && x->until < a->from))
			continue;
		apart = true;
		still |= x->until == 0 || x->until >= a->until;
	}
	t->apart += apart;
	t->apart_still += still;
}

/* --- leaks -------------------------------------------------------------------------------- */

/* Did it go out after all, as it was or with that code let pass?  Whenever: what is public is no leak prevented. */
static bool
went_out(const struct history *h, const struct stop *s)
{
	for (size_t i = 0; i < h->outings.n; i++) {
		const struct judged *x = &h->outings.v[i].as;

		if (str_eq(x->input, s->input) || codes_has(&x->waived, s->code))
			return true;
	}
	return false;
}

/* Different documents among those of which a code in the set spoke. */
static int64_t
count_documents(const struct annals *a, const struct history *h, const struct codes *set, const bool *counts)
{
	struct str *v = NEW(a->mem, struct str, h->stopped.n + 1);
	size_t n = 0;
	int64_t different = 0;

	for (size_t i = 0; i < h->stopped.n; i++) {
		const struct stopped *x = &h->stopped.v[i];

		if (counts[x->stop] && codes_has(set, h->stops.v[x->stop].code))
			v[n++] = x->document;
	}
	if (n != 0)
		qsort(v, n, sizeof *v, str_order);
	for (size_t i = 0; i < n; i++)
		different += i == 0 || !str_eq(v[i], v[i - 1]);
	return different;
}

static void
count_leaks(struct annals *a, const struct history *h)
{
	bool *counts = NEW(a->mem, bool, h->stops.n + 1);
	struct codes sets[CAUSE__COUNT + 1] = { 0 };
	bool found[CAUSE__COUNT + 1] = { false };

	for (size_t i = 0; i < COUNT(leaks); i++) {
		codes_add(&sets[leaks[i].cause], leaks[i].code);
		codes_add(&sets[CAUSE__COUNT], leaks[i].code);
	}
	for (size_t i = 0; i < h->stops.n; i++) {
		const struct stop *s = &h->stops.v[i];

		counts[i] = is_within(a, s->at) && !went_out(h, s);
		for (size_t c = 0; counts[i] && c <= CAUSE__COUNT; c++)
			found[c] |= codes_has(&sets[c], s->code);
	}
	for (size_t c = 0; c <= CAUSE__COUNT; c++) {
		struct leak *l = c == CAUSE__COUNT ? &a->tally->any : &a->tally->by_cause[c];

		if (!found[c])
			continue;
		l->dossiers++;
		l->documents += count_documents(a, h, &sets[c], counts);
	}
}

/* --- taken back, let pass ----------------------------------------------------------------- */

static struct grounds *
reason_of(struct annals *a, struct str label)
{
	struct tally *t = a->tally;
	struct grounds *r;

	for (size_t i = 0; i < t->reasons.n; i++) {
		if (str_eq(t->reasons.v[i].label, label))
			return &t->reasons.v[i];
	}
	r = PUSH(a->mem, t->reasons.v, t->reasons.n, t->reasons.cap);
	*r = (struct grounds){ .label = str_dup(a->mem, label) };
	return r;
}

/* When what was taken back at that moment was gone from every place and address; 0: not before until. */
static time_t
gone_at(const struct annals *a, const struct history *h, const struct taken *x, bool *known_r)
{
	time_t last = x->whole ? h->gone : x->at;

	*known_r = x->whole;
	if (last == 0)
		return 0;
	for (size_t i = 0; i < h->addresses.n; i++) {
		const struct address *w = &h->addresses.v[i];

		if (w->since != x->at)
			continue;
		*known_r = true;
		if (w->gone == 0)
			return 0;
		last = w->gone > last ? w->gone : last;
	}
	return last < a->until ? last : 0;
}

static void
count_taken(struct annals *a, const struct history *h)
{
	struct tally *t = a->tally;

	for (size_t i = 0; i < h->taken.n; i++) {
		const struct taken *x = &h->taken.v[i];
		struct grounds *r;
		time_t gone;
		bool known;

		if (!is_within(a, x->at))
			continue;
		r = reason_of(a, x->label);
		r->replaced += x->replaced;
		r->dossiers += x->whole && !x->replaced;
		r->documents += !x->whole && !x->replaced;
		gone = gone_at(a, h, x, &known);
		if (!known)
			t->no_address++;
		else if (gone == 0)
			t->not_gone++;
		else
			spread_add(a, &t->gone, days_from_to(x->at, gone));
	}
}

/* Did the waiver that began here get its second person, or end, before until? */
static bool
is_settled(const struct annals *a, const struct history *h, size_t given)
{
	const struct pardon *x = &h->pardons.v[given];

	for (size_t i = given + 1; i < h->pardons.n; i++) {
		const struct pardon *y = &h->pardons.v[i];

		if (y->code == x->code && str_eq(y->which, x->which) && y->at < a->until)
			return true;
	}
	return false;
}

static void
count_waivers(struct annals *a, const struct history *h)
{
	struct tally *t = a->tally;

	for (size_t i = 0; i < h->pardons.n; i++) {
		const struct pardon *x = &h->pardons.v[i];
		bool first = x->what == PARDON_GIVEN && finding_waive(x->code) == WAIVE_TWO;

		if (!is_within(a, x->at))
			continue;
		t->two += x->what == PARDON_SECOND;
		t->ended += x->what == PARDON_ENDED;
		t->one += x->what == PARDON_GIVEN && !first;
		t->half += first && !is_settled(a, h, i);
	}
}

/* --- portals ------------------------------------------------------------------------------ */

static struct portal *
portal_of(struct annals *a, struct str name)
{
	struct tally *t = a->tally;
	struct portal *p;

	for (size_t i = 0; i < t->portals.n; i++) {
		if (str_eq(t->portals.v[i].name, name))
			return &t->portals.v[i];
	}
	p = PUSH(a->mem, t->portals.v, t->portals.n, t->portals.cap);
	*p = (struct portal){ .name = str_dup(a->mem, name) };
	p->runs = arena_alloc(a->mem, mul_or_die(a->nruns + 1, sizeof *p->runs), _Alignof(int64_t));
	return p;
}

static void
count_contacts(struct annals *a, const struct history *h)
{
	for (size_t i = 0; i < h->contacts.n; i++) {
		const struct contact *c = &h->contacts.v[i];
		struct portal *p = portal_of(a, c->outlet);

		if (c->seq <= p->runs[c->run].seq)
			continue;
		p->runs[c->run].seq = c->seq;
		p->runs[c->run].failed = c->failed;
	}
}

void
annals_add(struct annals *a, const struct history *h)
{
	struct tally *t = a->tally;

	if (h->came == 0 || h->came >= a->until)
		return;
	if (t->begins == 0 || h->came < t->begins)
		t->begins = h->came;
	t->arrived += is_within(a, h->came);
	count_public(a, h);
	count_held(a, h);
	count_leaks(a, h);
	count_taken(a, h);
	count_waivers(a, h);
	count_contacts(a, h);
}

/* --- as JSON ------------------------------------------------------------------------------ */

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The middle one (of two the lower) and the longest; nothing when there is none. */
static void
put_spread(json_t *j, const struct spread *s, const char *median, const char *longest)
{
	if (s->n == 0)
		return;
	qsort(s->v, s->n, sizeof *s->v, by_size);
	json_put_num(j, median, s->v[(s->n - 1) / 2]);
	json_put_num(j, longest, s->v[s->n - 1]);
}

static void
put_category(json_t *j, const struct category *c)
{
	json_put_num(j, "dossiers", c->dossiers);
	json_put_num(j, "documents", c->documents);
	json_put_num(j, "changed", c->changed);
	json_put_num(j, "withdrawn", c->withdrawn);
	json_put_num(j, "public", c->public);
	json_put_num(j, "public_documents", c->public_documents);
}

static struct str
label_of(const struct annals *a, struct str uri)
{
	const struct term *t = a->lists == NULL ? NULL : catalog_uri(a->lists, scheme_list(SCHEME_CATEGORIE), uri);

	return t != NULL ? t->label : uri.n == 0 ? str_of(_("categorie niet vastgelegd")) : uri;
}

static int
by_uri(const void *a, const void *b)
{
	return str_cmp(((const struct category *)a)->uri, ((const struct category *)b)->uri);
}

static void
put_published(const struct annals *a, json_t *j)
{
	struct category sum = { 0 };
	json_t *list = json_array(), *all = json_object();
	struct tally *t = a->tally;

	if (t->categories.n != 0)
		qsort(t->categories.v, t->categories.n, sizeof *t->categories.v, by_uri);
	for (size_t i = 0; i < t->categories.n; i++) {
		const struct category *c = &t->categories.v[i];
		json_t *one = json_object();

		json_put_str(one, "category", c->uri.n == 0 ? STR_NONE : c->uri);
		json_put_str(one, "label", label_of(a, c->uri));
		put_category(one, c);
		json_push(list, one);
		sum.dossiers += c->dossiers;
		sum.documents += c->documents;
		sum.changed += c->changed;
		sum.withdrawn += c->withdrawn;
		sum.public += c->public;
		sum.public_documents += c->public_documents;
	}
	put_category(all, &sum);
	json_put(j, "published", list);
	json_put(j, "published_total", all);
}

static void
put_timeliness(const struct annals *a, json_t *whole)
{
	struct tally *t = a->tally;
	json_t *j = json_object();

	json_put_num(j, "in_time", t->in_time);
	json_put_num(j, "late", (int64_t)t->late.n);
	put_spread(j, &t->late, "late_median", "late_longest");
	json_put_num(j, "unknown", t->unknown);
	json_put_num(j, "without", t->without);
	json_put_num(j, "overdue", t->overdue);
	put_spread(j, &t->lead, "lead_median", "lead_longest");
	json_put(whole, "timeliness", j);
}

static json_t *
waited_json(const struct waited *w)
{
	json_t *j = json_object();

	json_put_num(j, "dossiers", w->dossiers);
	json_put_num(j, "released", w->released);
	json_put_num(j, "waiting", w->waiting);
	if (w->waiting != 0)
		json_put_num(j, "longest", w->longest);
	return j;
}

static void
put_held(const struct annals *a, json_t *whole)
{
	struct tally *t = a->tally;
	json_t *j = json_object(), *list = json_array(), *total = waited_json(&t->all);

	put_spread(total, &t->waits, "released_median", "released_longest");
	for (size_t i = 0; i < F__COUNT; i++) {
		struct finding f = { .code = (enum finding_code)i, .doc = DOC_NONE, .arg = { S("…"), S("…") } };
		struct str text, rest;
		json_t *one;

		if (t->by_code[i].dossiers == 0)
			continue;
		one = waited_json(&t->by_code[i]);
		rest = finding_text(a->mem, &f);
		(void)str_next(&rest, ';', &text); /* behind it stands what to do */
		json_put_str(one, "code", str_of(finding_tag(f.code)));
		json_put_str(one, "text", text);
		json_push(list, one);
	}
	json_put(j, "total", total);
	json_put(j, "causes", list);
	json_put_num(j, "apart", t->apart);
	json_put_num(j, "apart_still", t->apart_still);
	json_put(whole, "held", j);
}

static int
by_label(const void *a, const void *b)
{
	return str_cmp(((const struct grounds *)a)->label, ((const struct grounds *)b)->label);
}

static void
put_withdrawn(const struct annals *a, json_t *whole)
{
	struct tally *t = a->tally;
	json_t *j = json_object(), *list = json_array();

	if (t->reasons.n != 0)
		qsort(t->reasons.v, t->reasons.n, sizeof *t->reasons.v, by_label);
	for (size_t i = 0; i < t->reasons.n; i++) {
		const struct grounds *r = &t->reasons.v[i];
		json_t *one = json_object();

		json_put_str(one, "reason", r->label);
		json_put_num(one, "dossiers", r->dossiers);
		json_put_num(one, "documents", r->documents);
		json_put_num(one, "replaced", r->replaced);
		json_push(list, one);
	}
	json_put(j, "reasons", list);
	json_put_num(j, "gone", (int64_t)t->gone.n);
	put_spread(j, &t->gone, "gone_median", "gone_longest");
	json_put_num(j, "not_gone", t->not_gone);
	json_put_num(j, "no_address", t->no_address);
	json_put(whole, "withdrawn", j);
}

static void
put_leaks(const struct annals *a, json_t *whole)
{
	const struct tally *t = a->tally;
	json_t *j = json_object(), *list = json_array();

	for (size_t i = 0; i < CAUSE__COUNT; i++) {
		const struct leak *l = &t->by_cause[i];
		json_t *one;

		if (l->dossiers == 0)
			continue;
		one = json_object();
		json_put_str(one, "cause", str_of(_(causes[i])));
		json_put_num(one, "dossiers", l->dossiers);
		json_put_num(one, "documents", l->documents);
		json_push(list, one);
	}
	json_put_num(j, "dossiers", t->any.dossiers);
	json_put_num(j, "documents", t->any.documents);
	json_put(j, "causes", list);
	json_put(whole, "leaks", j);
}

static void
put_waivers(const struct annals *a, json_t *whole)
{
	const struct tally *t = a->tally;
	json_t *j = json_object();

	json_put_num(j, "one", t->one);
	json_put_num(j, "two", t->two);
	json_put_num(j, "half", t->half);
	json_put_num(j, "ended", t->ended);
	json_put(whole, "waivers", j);
}

static void
put_nights(const struct annals *a, json_t *whole)
{
	int64_t n = 0, balanced = 0, unbalanced = 0, broken = 0;
	json_t *j = json_object();

	for (size_t i = 1; i < a->nruns; i++) {
		const struct annals_run *r = &a->runs[i];

		if (!r->night || !is_within(a, r->now) || r->alive)
			continue;
		n++;
		broken += !r->ended;
		balanced += r->ended && r->balanced;
		unbalanced += r->ended && !r->balanced;
	}
	json_put_num(j, "runs", n);
	json_put_num(j, "balanced", balanced);
	json_put_num(j, "unbalanced", unbalanced);
	json_put_num(j, "broken", broken);
	json_put(whole, "nights", j);
}

/* An outage: from the first run whose last word was a failure to the first that was answered again. */
static json_t *
portal_json(const struct annals *a, const struct portal *p)
{
	int64_t runs = 0, failed = 0, outages = 0, longest = 0;
	json_t *j = json_object();
	time_t since = 0;

	for (size_t i = 1; i <= a->nruns; i++) {
		bool end = i == a->nruns;
		time_t now = end ? a->until - 1 : a->runs[i].now;
		bool answered = !end && p->runs[i].seq != 0 && !p->runs[i].failed;

		if (!end && (p->runs[i].seq == 0 || now >= a->until))
			continue;
		runs += !end && is_within(a, now);
		failed += !end && !answered && is_within(a, now);
		if (since != 0 && (end || answered)) {
			outages += now >= a->from;
			if (now >= a->from && days_from_to(since, now) > longest)
				longest = days_from_to(since, now);
			if (end)
				json_put_str(j, "since", date_iso(a->mem, date_here(since)));
			since = 0;
		} else if (!end && !answered && since == 0)
			since = now;
	}
	json_put_str(j, "portal", p->name.n == 0 ? str_of(_("eerste portaal")) : p->name);
	json_put_num(j, "runs", runs);
	json_put_num(j, "failed", failed);
	json_put_num(j, "outages", outages);
	if (outages != 0)
		json_put_num(j, "longest", longest);
	return j;
}

json_t *
annals_json(const struct annals *a)
{
	const struct tally *t = a->tally;
	json_t *j = json_object(), *list = json_array();

	json_put_num(j, "year", a->year);
	json_put_str(j, "from", date_iso(a->mem, date_here(a->from)));
	json_put_str(j, "until", date_iso(a->mem, date_here(a->until - 1)));
	if (t->begins != 0)
		json_put_str(j, "begins", date_iso(a->mem, date_here(t->begins)));
	json_put(j, "whole",
	    json_boolean(
		t->begins != 0 && t->begins < a->from && a->until == moment_start((struct date){ a->year + 1, 1, 1 })));
	json_put_num(j, "arrived", t->arrived);
	put_published(a, j);
	put_timeliness(a, j);
	put_held(a, j);
	put_withdrawn(a, j);
	put_leaks(a, j);
	put_waivers(a, j);
	put_nights(a, j);
	for (size_t i = 0; i < t->portals.n; i++)
		json_push(list, portal_json(a, &t->portals.v[i]));
	json_put(j, "portals", list);
	return j;
}
