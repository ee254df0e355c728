/* SPDX-License-Identifier: EUPL-1.2 */
/* runner.c - the loop: jobs to the workers, orders to the courier, dossiers closed in order. */
#include "runner.h"

#include "base/fd.h"
#include "work.h"

#include "base/banned.h"

/*
 * Dossiers open at once: enough to keep the workers busy while one slow dossier
 * waits at the head, few enough that memory does not grow with the intake.
 */
#define OPEN_MOST	64

struct street {
	struct run	*run;
	const struct places *places;
	struct totals	*totals;
	size_t		 next, closed, open;
	struct work	*first, *last;
	struct work	*with_courier;
	struct str	 away;		/* a portal that is not there: not asked again in this run */
	struct receipt	 why_away;
	struct arena	*mem;
	bool		 stopping;
};

/* Is a dossier with this one's name under way?  Then this waits: the ledger knows them as one. */
static bool
under_way(const struct street *s, const struct place *p)
{
	for (const struct work *w = s->first; w != NULL; w = w->next) {
		if (w->phase != PH_CLOSED && str_eq(w->d.key, p->key) &&
		    str_eq(w->d.org->key, p->org == NULL ? STR_NONE : p->org->key))
			return true;
	}
	return false;
}

static int
open_next(struct street *s, struct err *e)
{
	const struct place *p = &s->places->v[s->next++];
	struct work *w;

	if (s->run->progress != NULL)
		s->run->progress(s->run->ctx, s->closed, p);
	if (work_open(s->run, p, &w, e) != 0)
		return -1;
	if (s->last == NULL)
		s->first = w;
	else
		s->last->next = w;
	s->last = w;
	s->open++;
	return 0;
}

/* Account for what is closed, from the head, so that the account has the order of the intake. */
static void
close_head(struct street *s)
{
	while (s->first != NULL && s->first->phase == PH_CLOSED) {
		struct work *w = s->first;

		totals_add(s->totals, &w->d);
		if (s->run->closed != NULL)
			s->run->closed(s->run->ctx, &w->d, &w->sending);
		s->first = w->next;
		if (s->first == NULL)
			s->last = NULL;
		s->open--;
		s->closed++;
		work_free(w);
	}
}

/* A job for a free worker, from the dossier that has waited longest; NULL when there is none now. */
static int
next_visit(struct street *s, struct visit **v_r, struct err *e)
{
	for (;;) {
		*v_r = NULL;
		for (struct work *w = s->first; w != NULL; w = w->next) {
			if (work_next(w, v_r, e) != 0)
				return -1;
			if (*v_r != NULL)
				return 0;
		}
		close_head(s);
		if (s->next == s->places->n || s->open >= OPEN_MOST || under_way(s, &s->places->v[s->next]))
			return 0;
		if (open_next(s, e) != 0)
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
	}
	return 0;
}

static int
feed_courier(struct street *s, struct err *e)
{
	for (struct work *w = s->first; w != NULL && s->with_courier == NULL && !s->stopping; w = w->next) {
		struct parcel p;
		int rc;

		if (w->phase != PH_PUBLISH || w->ordered)
			continue;
		if (work_order(w, &p, e) != 0)
			return -1;
		if (s->away.p != NULL && str_eq(s->away, p.portal_url)) {
			auto_close(&p.bundle);
			if (work_receipt(w, &s->why_away, e) != 0)
				return -1;
			continue;
		}
		rc = courier_send(s->run->courier, &p, e);
		auto_close(&p.bundle);
		if (rc != 0)
			return -1;
		s->with_courier = w;
	}
	return 0;
}

static int
take_receipt(struct street *s, struct err *e)
{
	struct work *w = s->with_courier;
	struct receipt r;

	must(w != NULL);
	s->with_courier = NULL;
	if (courier_receive(s->run->courier, w->mem, &r, e) != 0)
		return -1;
	if (r.answer == PORTAL_AWAY) {
		s->away = str_dup(s->mem, w->d.org->portal);
		s->why_away = r;
		s->why_away.detail = str_dup(s->mem, r.detail);
		s->why_away.url = str_dup(s->mem, r.url);
	}
	return work_receipt(w, &r, e);
}

/* What is not under way any more when we must stop is taken up again by the next run. */
static void
put_off(struct street *s)
{
	for (struct work *w = s->first; w != NULL; w = w->next) {
		if (w->phase != PH_CLOSED && w->out == 0 && w != s->with_courier)
			work_close(w, O_LATER);
	}
}

/* Everything that needs no waiting; *idle_r tells whether anything is under way. */
static int
advance(struct street *s, bool *idle_r, struct err *e)
{
	if (s->run->stop != NULL && *s->run->stop != 0)
		s->stopping = true;
	if (feed_workers(s, e) != 0 || feed_courier(s, e) != 0)
		return -1;
	if (s->stopping)
		put_off(s);
	close_head(s);
	*idle_r = !pool_busy(s->run->pool) && s->with_courier == NULL;
	return 0;
}

static bool
finished(const struct street *s)
{
	return s->first == NULL && (s->next == s->places->n || s->stopping);
}

static int
loop(struct street *s, struct err *e)
{
	size_t still = 0, mark = 0;

	for (;;) {
		struct task *t;
		bool idle, receipt;

		if (advance(s, &idle, e) != 0)
			return -1;
		if (finished(s))
			return !s->stopping ? 0 :
					      err_set(e, E_AGAIN, "%s", _("gestopt voordat alle dossiers klaar waren"));
		if (idle) { /* closing the head made room */
			still = mark == s->next + s->closed ? still + 1 : 0;
			mark = s->next + s->closed;
			must(still < 3);
			continue;
		}
		if (pool_wait(s->run->pool, s->with_courier == NULL ? -1 : courier_fd(s->run->courier), -1, &t,
			&receipt, e) != 0)
			return -1;
		if (t != NULL) {
			struct visit *v = t->owner;

			if (work_done(v->work, v, e) != 0)
				return -1;
		}
		if (receipt && take_receipt(s, e) != 0)
			return -1;
	}
}

int
runner_run(struct run *run, const struct places *places, struct totals *totals, struct err *e)
{
	struct street s = { .run = run, .places = places, .totals = totals, .mem = arena_new("run", MIB(16)) };
	int rc = loop(&s, e);

	if (rc != 0)
		pool_reset(run->pool);
	/* The machine failed: what is open keeps the state that the ledger has, and is accounted for. */
	while (s.first != NULL) {
		struct work *w = s.first;

		if (w->phase != PH_CLOSED)
			work_close(w, O_LATER);
		close_head(&s);
	}
	arena_free(s.mem);
	return rc;
}
