/* SPDX-License-Identifier: EUPL-1.2 */
/* breaker.c - when a portal may be asked: back-off, Retry-After, and the breaker that opens when it keeps failing. */
#include "breaker.h"

#include <sys/random.h>

#include "base/clock.h"

#include "base/banned.h"

#define BACKOFF_FIRST_MS	1000
#define BACKOFF_MOST_MS		300000
#define FAILS_MOST		5	/* in a row, before the breaker opens */
#define REFUSED_MOST	5	/* dossiers in a row, in the same words */
#define OPEN_FIRST_S		30
#define OPEN_MOST_S		900

/* first << doublings, at most most. */
static int64_t
doubled(int64_t first, int64_t doublings, int64_t most)
{
	if (doublings > 20 || first << doublings > most)
		return most;
	return first << doublings;
}

int64_t
way_backoff_ms(unsigned tries, int retry_after_s, uint64_t random)
{
	int64_t asked = (int64_t)retry_after_s * 1000;

	if (retry_after_s > 0)
		return asked + (int64_t)(random % (uint64_t)(asked / 10 + 1));
	return (int64_t)(random % (uint64_t)(doubled(BACKOFF_FIRST_MS, tries, BACKOFF_MOST_MS) + 1));
}

int64_t
way_open_s(int64_t fails)
{
	return fails < FAILS_MOST ? 0 : doubled(OPEN_FIRST_S, fails - FAILS_MOST, OPEN_MOST_S);
}

static uint64_t
chance(void)
{
	uint64_t r = 0;

	(void)!getrandom(&r, sizeof r, 0); /* without it everybody waits the same, no more */
	return r;
}

void
ways_init(struct ways *ways, struct run *run, struct arena *mem)
{
	*ways = (struct ways){ .run = run, .mem = mem };
	ways->deadline_ms = clock_ms() + (int64_t)run->patience_s * 1000;
}

static void
wait_until(struct ways *ways, struct way *way, int64_t ms, struct str why)
{
	way->not_before_ms = ms;
	if (ms <= ways->deadline_ms)
		return;
	way->gone = true;
	way->why = str_dup(ways->mem, why);
}

struct str
way_key(const struct organisation *org, const struct outlet *outlet, struct arena *mem)
{
	return outlet == first_outlet(org) ? org->key : str_fmt(mem, "%.*s/%.*s", STRF(org->key), STRF(outlet->name));
}

int
ways_of(struct ways *ways, const struct organisation *org, const struct outlet *outlet, struct way **way_r, struct err *e)
{
	struct way *way;
	int64_t left;

	for (size_t i = 0; i < ways->n; i++) {
		if (ways->v[i].org == org && ways->v[i].outlet == outlet) {
			*way_r = &ways->v[i];
			return 0;
		}
	}
	way = PUSH(ways->mem, ways->v, ways->n, ways->cap);
	*way = (struct way){ .org = org, .outlet = outlet, .key = way_key(org, outlet, ways->mem) };
	*way_r = way;
	if (store_breaker(ways->run->store, way->key, &way->breaker, e) != 0)
		return -1;
	left = way->breaker.open_until - time(NULL);
	if (left > OPEN_MOST_S)
		left = OPEN_MOST_S; /* a clock that was set back keeps nobody waiting longer */
	if (left > 0 && !ways->run->by_hand)
		wait_until(ways, way, clock_ms() + left * 1000,
		    str_of(_("het portaal faalde de vorige keren; even later opnieuw")));
	return 0;
}

static int
keep(struct ways *ways, struct way *way, int64_t fails, int64_t open_s, struct err *e)
{
	way->breaker = (struct breaker){ fails, open_s == 0 ? 0 : time(NULL) + open_s };
	return store_breaker_set(ways->run->store, way->key, &way->breaker, e);
}

static void
count_refusals(struct ways *ways, struct way *way, const struct receipt *r)
{
	bool same = r->answer == PORTAL_REFUSED && str_eq(r->detail, way->refusal);

	way->refused = r->answer != PORTAL_REFUSED ? 0 : same ? way->refused + 1 : 1;
	if (way->refused == 1)
		way->refusal = str_dup(ways->mem, r->detail);
	if (way->refused < REFUSED_MOST)
		return;
	way->gone = true;
	way->why = str_fmt(ways->mem, _("weigert elk dossier: %.*s"), STRF(way->refusal));
}

int
ways_heard(struct ways *ways, struct way *way, const struct receipt *r, unsigned tries, uint64_t order, uint64_t last,
    int64_t *again_ms_r, struct err *e)
{
	bool away = r->answer == PORTAL_AWAY && r->found != FOUND_OTHER; /* that is about a document there */
	int64_t fails = way->breaker.fails + (order > way->known), open_s, wait_ms;

	*again_ms_r = 0;
	count_refusals(ways, way, r);
	if (!away && r->answer != PORTAL_AMBIGUOUS)
		return way->breaker.fails == 0 ? 0 : keep(ways, way, 0, 0, e);
	open_s = way_open_s(fails);
	if (order > way->known) {
		way->known = last;
		if (keep(ways, way, fails, open_s, e) != 0)
			return -1;
	}
	wait_ms = way_backoff_ms(tries, r->retry_after_s, chance());
	if (wait_ms < open_s * 1000)
		wait_ms = open_s * 1000;
	if (away)
		wait_until(ways, way, clock_ms() + wait_ms, r->detail);
	else
		*again_ms_r = clock_ms() + wait_ms;
	return 0;
}
