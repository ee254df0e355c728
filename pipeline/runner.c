/* SPDX-License-Identifier: EUPL-1.2 */
/* runner.c - the loop: jobs to the workers, orders to the couriers, dossiers closed in order. */
#include "runner.h"

#include <string.h>

#include "base/clock.h"
#include "base/fd.h"
#include "breaker.h"
#include "outlet.h"
#include "proc/fleet.h"
#include "publication.h"
#include "resting.h"
#include "store/slots.h"
#include "tour.h"
#include "work.h"

#include "base/banned.h"

/*
 * Dossiers open at once.  While a slow document holds the head, those behind it go on, and when they are closed wait
 * for their line in the account: of those the bound is memory.  Of the others it is what else they may hold, and that
 * what is open when the program dies is a suspect.
 */
#define OPEN_MOST	1000		/* store/slots.c has room for 1024 */
#define OPEN_MEM	MIB(48)
#define ACTIVE_MOST	64
/*
 * Dossiers are taken in ahead of the workers, who then need not wait for that, and so that a long document is known
 * before it is the last of the night: up to so much expected work for each worker.
 */
#define AHEAD_MS	120000
#define LONG_MS		1000		/* a document that is worth going before its turn */
#define RUN_MEM		MIB(64)		/* a word about each suspect and each portal */

/* What a courier has to do. */
struct consignment {
	struct work	*work;
	int		 doc;		/* as publication_order told it */
	enum portal_step step;
	bool		 light;		/* publication_light */
	uint64_t	 nr;		/* which order of the run it is */
	struct took	 since;		/* when it was handed over */
};

/* All that one courier has, the one that is under way first. */
struct round {
	struct consignment v[AHEAD_MOST];
	unsigned	 n;
};

struct street {
	struct run	*run;
	const struct places *places;
	struct totals	*totals;
	size_t		 next, closed, open;
	unsigned	 workers;
	unsigned	 longs;		/* documents of LONG_MS or more that workers have */
	int64_t		 wait_ms;	/* until a portal may be asked again; -1: none is waited for */
	struct work	*first, *last;
	struct fleet	*fleet;
	struct round	 with[COURIERS_MOST];
	uint64_t	 orders;
	struct ways	 ways;		/* when each portal may be asked */
	struct { size_t *v, n, cap, next; } suspects;	/* places that wait until they are alone */
	struct arena	*mem;
	struct resting	*resting;	/* NULL: everything is read */
	bool		 stopping;
};

/* Is a dossier with this one's name under way?  Then this waits: the ledger knows them as one. */
static bool
under_way(const struct street *s, const struct place *p)
{
	for (const struct work *w = s->first; w != NULL; w = w->next) {
		if (!tour_over(w) && str_eq(w->d.key, p->key) &&
		    str_eq(w->d.org->key, p->org == NULL ? STR_NONE : p->org->key))
			return true;
	}
	return false;
}

/* The id that the dossier will have. */
static struct uuid
id_of(const struct place *p)
{
	struct dossier d = { .org = p->org, .key = p->key };

	return dossier_uuid(&d);
}

/* How often the program died of this dossier; -1: it is no suspect.  A person's redo begins anew. */
static int
deaths(const struct street *s, const struct place *p, int64_t *n_r, struct err *e)
{
	*n_r = -1;
	if (s->run->slots == NULL || store_death(s->run->store, id_of(p), n_r, e) != 0)
		return s->run->slots == NULL ? 0 : -1;
	if (*n_r > 0 && (s->run->may & MAY_REUSE) == 0)
		*n_r = 0;
	return 0;
}

static int
open_place(struct street *s, const struct place *p, int64_t died, struct err *e)
{
	struct sight sight = { .sure = false };
	struct work *w = NULL;

	if (s->run->progress != NULL)
		s->run->progress(s->run->ctx, s->closed, p);
	/* Before the first look at it, or who ends the program there would do so every night. */
	if (s->run->slots != NULL && slots_note(s->run->slots, p->org, id_of(p), died >= 0, e) != 0)
		return -1;
	if (s->resting != NULL && died < 0 && resting_open(s->resting, p, &w, &sight, e) != 0)
		return -1;
	if (w == NULL) {
		if (work_open(s->run, p, died, &w, e) != 0)
			return -1;
		w->sight = sight;
	}
	w->noted = true;
	if (s->last == NULL)
		s->first = w;
	else
		s->last->next = w;
	s->last = w;
	s->open++;
	return 0;
}

/*
 * The next place; one that was under way when the program died waits until all
 * others are done, and is then worked on alone: so only the guilty one is found.
 */
static int
open_next(struct street *s, struct err *e)
{
	int64_t died;

	while (s->next != s->places->n) {
		size_t i = s->next++;

		if (deaths(s, &s->places->v[i], &died, e) != 0)
			return -1;
		if (died < 0)
			return open_place(s, &s->places->v[i], died, e);
		*PUSH(s->mem, s->suspects.v, s->suspects.n, s->suspects.cap) = i;
	}
	if (s->first == NULL && s->suspects.next != s->suspects.n) {
		const struct place *p = &s->places->v[s->suspects.v[s->suspects.next++]];

		if (deaths(s, p, &died, e) != 0)
			return -1;
		return open_place(s, p, died, e);
	}
	return 0;
}

bool
runner_room(const struct crowd *now)
{
	return now->open < OPEN_MOST && now->active < ACTIVE_MOST && (now->open <= now->workers || now->mem < OPEN_MEM);
}

/* Does what is open leave room for one more? */
static bool
has_room(const struct street *s)
{
	struct crowd now = { .open = s->open, .workers = s->workers };

	for (const struct work *w = s->first; w != NULL; w = w->next) {
		now.mem += arena_used(w->mem);
		now.active += w->phase != PH_CLOSED || !tour_over(w);
	}
	return runner_room(&now);
}

/* Is there a place that could be opened now? */
static bool
place_left(const struct street *s)
{
	if (s->next != s->places->n)
		return has_room(s) && !under_way(s, &s->places->v[s->next]);
	return s->first == NULL && s->suspects.next != s->suspects.n;
}

/* Do the workers know what to do for a while?  Then what comes after that need not be here yet. */
static bool
well_ahead(const struct street *s)
{
	int64_t ms = 0;

	for (const struct work *w = s->first; w != NULL; w = w->next)
		ms += w->phase <= PH_DOCUMENTS ? w->left_ms : 0;
	return ms >= (int64_t)AHEAD_MS * s->workers;
}

/* While everybody is at work: take one more dossier in.  *opened_r: there may be more to take in. */
static int
open_ahead(struct street *s, bool *opened_r, struct err *e)
{
	size_t next = s->next;

	*opened_r = false;
	if (s->stopping || s->next == s->places->n || well_ahead(s) || !place_left(s))
		return 0;
	if (open_next(s, e) != 0)
		return -1;
	*opened_r = s->next != next;
	return 0;
}

/* The dossier was brought to an end, so the program did not die of it. */
static int
forget_suspect(struct street *s, const struct work *w, struct err *e)
{
	struct uuid id = dossier_uuid(&w->d);
	int64_t n;

	if (s->run->slots == NULL)
		return 0;
	if (slots_done(s->run->slots, w->d.org, id, e) != 0)
		return -1;
	if (w->rest != NULL) /* a suspect is always read */
		return 0;
	if (store_death(s->run->store, id, &n, e) != 0)
		return -1;
	return n < 0 || w->killer ? 0 : store_death_clear(s->run->store, id, e);
}

/*
 * Those that are closed behind a slow one hold memory and nothing else while they wait for their line: no file, and
 * they are no suspects of what ends the program meanwhile.
 */
static int
let_rest(struct street *s, struct err *e)
{
	for (struct work *w = s->first; w != NULL; w = w->next) {
		if (w->phase != PH_CLOSED || !tour_over(w) || w->ordered != 0 || w->out != 0)
			continue;
		work_rest(w);
		if (w->noted && s->run->slots != NULL &&
		    slots_done(s->run->slots, w->d.org, dossier_uuid(&w->d), e) != 0)
			return -1;
		w->noted = false;
	}
	return 0;
}

/* Its line; who ends the program here is a suspect too. */
static int
account_for(struct street *s, struct work *w, struct err *e)
{
	int rc = 0;

	if (s->run->slots != NULL && !w->noted)
		rc = slots_note(s->run->slots, w->d.org, dossier_uuid(&w->d), false, e);

	if (w->rest != NULL) {
		totals_join(s->totals, s->run->rested(s->run->ctx, &w->d, w->rest, w->rest_line));
		return rc;
	}
	tour_finish(w);
	totals_add(s->totals, &w->d);
	if (s->run->closed != NULL)
		s->run->closed(s->run->ctx, &w->d, &w->sending);
	return rc;
}

/* Account for what is closed, from the head, so that the account has the order of the intake. */
static int
close_head(struct street *s, struct err *e)
{
	int rc = 0;

	while (s->first != NULL && s->first->phase == PH_CLOSED && (s->stopping || tour_over(s->first))) {
		struct work *w = s->first;
		struct err why;

		if (account_for(s, w, &why) != 0 && rc == 0) {
			*e = why;
			rc = -1;
		}
		s->first = w->next;
		if (s->first == NULL)
			s->last = NULL;
		s->open--;
		s->closed++;
		if (rc == 0)
			rc = forget_suspect(s, w, e);
		if (rc == 0 && w->rest == NULL && s->resting != NULL && !s->stopping)
			rc = resting_keep(s->resting, w, e);
		work_free(w);
	}
	return rc != 0 ? -1 : let_rest(s, e);
}

/* Two outlets at one address are one portal: what it can bear is not ours to double. */
static bool
same_portal(const struct outlet *a, const struct outlet *b)
{
	return a == b || str_eq(a->url, b->url);
}

/* Who takes an order: a courier that has nothing, nobody now, or the one of this number when it has done what it has. */
#define COURIER_FREE	(-1)
#define COURIER_NONE	(-2)

/*
 * May one more order go to this place now, and with whom?  At most as many at
 * once as the settings have connections, and one while the portal fails: that one
 * finds out.  A bank that makes the documents of a concept gets them one at a time
 * (facts: gpp 7).  What is light may wait with who is under way to the same place.
 */
static int
place_bears(const struct street *s, struct work *w, const struct way *way)
{
	unsigned out = 0, documents = 0, most = way->breaker.fails != 0 ? 1 : outlet_connections(w->outlet);
	bool light = way->breaker.fails == 0 && publication_light(w);
	int behind = COURIER_NONE;

	for (unsigned i = 0; i < COURIERS_MOST; i++) {
		const struct round *r = &s->with[i];

		if (r->n == 0 || !same_portal(r->v[0].work->outlet, w->outlet))
			continue;
		out++;
		documents += r->v[0].step == STEP_DOCUMENT;
		if (light && r->v[r->n - 1].light && r->n < AHEAD_MOST && (behind < 0 || r->n < s->with[behind].n))
			behind = (int)i;
	}
	if (w->pub.kind->concepts && w->pub.step == STEP_DOCUMENT && documents != 0)
		return COURIER_NONE;
	return out < most && fleet_room(s->fleet) ? COURIER_FREE : behind;
}

/*
 * The dossier nearest to the head of which a step may be ordered now, and with
 * which courier; *wait_ms_r: when the first may, -1: none waits.
 */
static int
next_order(struct street *s, struct work **w_r, int *courier_r, int64_t *wait_ms_r, struct err *e)
{
	int64_t now = clock_ms(), first = INT64_MAX;

	*w_r = NULL;
	for (struct work *w = s->first; w != NULL && *w_r == NULL; w = w->next) {
		struct way *way;
		int64_t ready;

		if (!publication_may(w))
			continue;
		if (ways_of(&s->ways, w->d.org, w->outlet, &way, e) != 0)
			return -1;
		ready = w->pub.not_before_ms > way->not_before_ms ? w->pub.not_before_ms : way->not_before_ms;
		if (way->gone || ready > s->ways.deadline_ms) {
			if (w->ordered != 0) /* what is out comes back first */
				continue;
			if (publication_rest(w, e) != 0)
				return -1;
			if (w->phase != PH_CLOSED)
				publication_give_up(w, way->gone ? way->why : w->pub.why);
		} else if (ready <= now) {
			*courier_r = place_bears(s, w, way);
			*w_r = *courier_r == COURIER_NONE ? NULL : w;
		} else if (ready < first) {
			first = ready;
		}
	}
	*wait_ms_r = first == INT64_MAX ? -1 : first - now;
	return 0;
}

/* An order for that courier, and what came of making it: the dossier may be closed instead. */
static int
order_one(struct street *s, struct work *w, int courier, struct err *e)
{
	struct consignment c = { .work = w, .nr = s->orders + 1, .light = publication_light(w) };
	unsigned i = (unsigned)courier;
	struct parcel p;
	int rc;

	if (publication_order(w, &p, &c.doc, e) != 0)
		return -1;
	if (w->phase == PH_CLOSED)
		return 0;
	c.step = p.step;
	rc = courier == COURIER_FREE ? fleet_send(s->fleet, &p, &i, e) : fleet_behind(s->fleet, &p, i, e);
	auto_close(&p.bundle);
	if (rc != 0)
		return -1;
	c.since = took_now();
	s->with[i].v[s->with[i].n++] = c;
	s->orders++;
	return 0;
}

static int
feed_couriers(struct street *s, struct err *e)
{
	s->wait_ms = -1;
	while (!s->stopping) {
		int courier = COURIER_NONE;
		struct work *w;

		if (next_order(s, &w, &courier, &s->wait_ms, e) != 0)
			return -1;
		if (w == NULL)
			return 0;
		if (order_one(s, w, courier, e) != 0)
			return -1;
	}
	return 0;
}

/* One failure of a flight is told of it; the others of that flight say the same. */
static int
hear(struct street *s, const struct consignment *c, const struct receipt *r, struct err *e)
{
	struct work *w = c->work;
	bool known = w->pub.flight.open && w->pub.flight.broken;
	int64_t again = 0;
	struct way *way;

	if (ways_of(&s->ways, w->d.org, w->outlet, &way, e) != 0 ||
	    (!known && ways_heard(&s->ways, way, r, w->pub.tries, c->nr, s->orders, &again, e) != 0))
		return -1;
	if (again > w->pub.not_before_ms)
		w->pub.not_before_ms = again;
	if (!known)
		w->pub.why = r->detail;
	if (s->run->heard != NULL)
		s->run->heard(s->run->ctx, &w->d, c->step, c->doc, r);
	return publication_receipt(w, c->doc, r, e);
}

static int
take_receipts(struct street *s, struct err *e)
{
	unsigned i;

	while (fleet_ready(s->fleet, &i)) {
		struct round *with = &s->with[i];
		struct consignment c = with->v[0];
		struct took took = { took_since(c.since).wall_us, -1 };
		struct receipt r;

		must(with->n != 0);
		with->n--;
		memmove(with->v, with->v + 1, with->n * sizeof c);
		timing_add(pool_timing(s->run->pool), ST_publish, took, &c.work->d, c.doc);
		if (fleet_receive(s->fleet, i, c.work->mem, &r, e) != 0 || hear(s, &c, &r, e) != 0)
			return -1;
	}
	return 0;
}

/* Between two dossiers whose stages come from the memo, which takes a while, nobody waits for us who sends. */
static int
serve(struct street *s, const struct work *w, struct err *e)
{
	unsigned i;

	if (!fleet_ready(s->fleet, &i) && (w == NULL || w->phase != PH_PUBLISH || w->ordered != 0))
		return 0;
	return take_receipts(s, e) == 0 ? feed_couriers(s, e) : -1;
}

/*
 * The dossier with the longest document of all, when that may go before its turn; NULL: none may.  One worker is for
 * the others in their turn always, until everything is open: then the end is near, and the longest goes first.
 */
static struct work *
out_of_turn(const struct street *s)
{
	unsigned lanes = s->next == s->places->n ? s->workers : s->workers - 1;
	int64_t most = LONG_MS - 1;
	struct work *best = NULL;

	if (s->longs >= lanes)
		return NULL;
	for (struct work *w = s->first; w != NULL; w = w->next) {
		int64_t ms = work_longest(w);

		if (ms > most) {
			most = ms;
			best = w;
		}
	}
	return best;
}

/*
 * A job for a free worker: a long document before its turn, else of the dossier that has waited longest; NULL when
 * there is none now.
 */
static int
next_visit(struct street *s, struct visit **v_r, struct err *e)
{
	for (;;) {
		struct work *early = out_of_turn(s);

		*v_r = NULL;
		/* It may be remembered, or have nothing to do yet. */
		if (early != NULL && (work_next(early, v_r, e) != 0 || serve(s, early, e) != 0))
			return -1;
		if (*v_r != NULL)
			return 0;
		for (struct work *w = s->first; w != NULL; w = w->next) {
			if (work_next(w, v_r, e) != 0 || serve(s, w, e) != 0)
				return -1;
			if (*v_r != NULL)
				return 0;
		}
		if (close_head(s, e) != 0)
			return -1;
		if (!place_left(s))
			return 0;
		if (open_next(s, e) != 0 || serve(s, s->last, e) != 0)
			return -1;
	}
}

static int
feed_workers(struct street *s, struct err *e)
{
	while (!s->stopping && pool_idle(s->run->pool)) {
		struct visit *v;

		if (next_visit(s, &v, e) != 0)
			return -1;
		if (v == NULL)
			return 0;
		if (pool_start(s->run->pool, &v->task, e) != 0)
			return -1;
		s->longs += v->expect_ms >= LONG_MS;
	}
	return 0;
}

/* What is not under way any more when we must stop is taken up again by the next run. */
static int
put_off(struct street *s, struct err *e)
{
	for (struct work *w = s->first; w != NULL; w = w->next) {
		if (w->phase == PH_CLOSED || w->out != 0 || w->ordered != 0)
			continue;
		if (publication_rest(w, e) != 0)
			return -1;
		if (w->phase != PH_CLOSED)
			work_close(w, O_LATER);
	}
	return 0;
}

/* Everything that needs no waiting; *idle_r tells whether anything is under way. */
static int
advance(struct street *s, bool *idle_r, struct err *e)
{
	if (s->run->stop != NULL && *s->run->stop != 0)
		s->stopping = true;
	/* Couriers first: a portal that waits for us is the slower of the two. */
	if (feed_couriers(s, e) != 0 || feed_workers(s, e) != 0 || feed_couriers(s, e) != 0)
		return -1;
	if (s->stopping && put_off(s, e) != 0)
		return -1;
	if (close_head(s, e) != 0)
		return -1;
	*idle_r = !pool_busy(s->run->pool) && fleet_fd(s->fleet) < 0 && s->wait_ms < 0;
	return 0;
}

/* A worker is free.  It gets its next job first, and need not wait until what it made is on the disk. */
static int
task_done(struct street *s, struct visit *v, struct err *e)
{
	s->longs -= v->expect_ms >= LONG_MS;
	if (feed_workers(s, e) != 0) {
		task_drop(&v->task);
		return -1;
	}
	return work_done(v->work, v, e);
}

static bool
finished(const struct street *s)
{
	return s->first == NULL && (s->stopping || (s->next == s->places->n && s->suspects.next == s->suspects.n));
}

static int
loop(struct street *s, struct err *e)
{
	size_t still = 0, mark = 0;

	for (;;) {
		struct task *t;
		bool idle, receipt, opened;

		if (advance(s, &idle, e) != 0 || open_ahead(s, &opened, e) != 0)
			return -1;
		if (finished(s))
			return !s->stopping ? 0 :
					      err_set(e, E_AGAIN, "%s", _("gestopt voordat alle dossiers klaar waren"));
		if (idle && !opened) { /* closing the head made room */
			still = mark == s->next + s->closed ? still + 1 : 0;
			mark = s->next + s->closed;
			must(still < 3);
			continue;
		}
		if (pool_wait(s->run->pool, fleet_fd(s->fleet), opened ? 0 : (int)s->wait_ms, &t, &receipt, e) != 0)
			return -1;
		if (t != NULL && task_done(s, t->owner, e) != 0)
			return -1;
		if (receipt && take_receipts(s, e) != 0)
			return -1;
	}
}

/* As many couriers as the place takes that takes most. */
static unsigned
couriers_wanted(const struct places *places)
{
	unsigned most = 1;

	for (size_t i = 0; i < places->n; i++) {
		const struct organisation *o = places->v[i].org;

		for (size_t n = 0; o != NULL && n < o->noutlets; n++) {
			unsigned c = outlet_connections(&o->outlets[n]);

			most = c > most ? c : most;
		}
	}
	return most;
}

int
runner_run(struct run *run, const struct places *places, struct totals *totals, struct err *e)
{
	struct street s = { .run = run,
		.places = places,
		.totals = totals,
		.wait_ms = -1,
		.mem = arena_new("run", RUN_MEM),
		.workers = pool_timing(run->pool)->workers };
	struct err later;
	int rc;

	s.resting = resting_begin(run, s.mem);
	ways_init(&s.ways, run, s.mem);
	rc = fleet_open(run->courier, couriers_wanted(places), &s.fleet, e);
	if (rc == 0)
		rc = loop(&s, e);
	if (rc == 0)
		rc = resting_end(s.resting, e);
	fleet_close(s.fleet);
	if (rc != 0)
		pool_reset(run->pool);
	s.stopping = true;
	/* The machine failed: what is open keeps the state that the ledger has, and is accounted for. */
	while (s.first != NULL) {
		struct work *w = s.first;

		if (w->phase != PH_CLOSED)
			work_close(w, O_LATER);
		if (close_head(&s, &later) != 0 && rc == 0) {
			*e = later;
			rc = -1;
		}
	}
	resting_free(s.resting);
	arena_free(s.mem);
	return rc;
}
