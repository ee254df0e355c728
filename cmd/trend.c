/* SPDX-License-Identifier: EUPL-1.2 */
/* trend.c - what came of the last nights, as columns for the page of a run. */
#include "trend.h"

#include "base/utf8.h"
#include "shares.h"
#include "store/nights.h"

#include "base/banned.h"

/* What one organisation had on one day. */
struct day {
	struct run_id	 run;		/* the last; 0: there was none */
	int64_t		 public, held, later, rejected;
};

struct trend {
	size_t		 norgs;
	struct str	*keys;		/* as the ledger has them; absent: this run does not work for it */
	struct day	*days;		/* norgs times TREND_DAYS, the oldest first */
	struct date	 today;
};

static int
add_night(void *ctx, const struct night *n, struct err *e)
{
	struct trend *t = ctx;
	int64_t ago = date_between(date_here(n->now), t->today);

	(void)e;
	if (ago >= TREND_DAYS)
		return 1; /* nights are noted in their order */
	if (ago < 0)
		return 0; /* of a clock that was put back */
	for (size_t i = 0; i < t->norgs; i++) {
		struct day *d = &t->days[i * TREND_DAYS + (size_t)(TREND_DAYS - 1 - ago)];

		if (t->keys[i].p == NULL || !str_eq(t->keys[i], n->org))
			continue;
		if (d->run.v == 0)
			*d = (struct day){ n->run, 0, n->held, n->later, n->rejected };
		d->public += n->published;
	}
	return 0;
}

static int
note_one(struct session *s, size_t at, struct str key, struct err *e)
{
	const struct totals *t = shares_totals(s, at);

	return nights_note(s->run.store,
	    &(struct night){ .org = key,
		.run = s->run.id,
		.now = s->run.now,
		.seen = (int64_t)t->seen,
		.published = (int64_t)t->published,
		.unchanged = (int64_t)t->unchanged,
		.handed = (int64_t)t->handed,
		.held = (int64_t)t->held,
		.rejected = (int64_t)t->rejected,
		.later = (int64_t)t->later,
		.skipped = (int64_t)t->skipped },
	    e);
}

int
trend_gather(struct session *s, struct err *e)
{
	struct trend *t;

	if (s->rehearsal || s->inv->command != CMD_RUN)
		return 0;
	t = NEW(s->mem, struct trend, 1);
	t->norgs = s->settings.norgs;
	t->today = date_here(s->run.now);
	t->keys = NEW(s->mem, struct str, t->norgs + 1);
	t->days = NEW(s->mem, struct day, t->norgs * TREND_DAYS + 1);
	for (size_t i = 0; i < t->norgs; i++) {
		const struct organisation *o = &s->settings.orgs[i];

		if (!session_ours(s, o))
			continue;
		t->keys[i] = utf8_exact(s->mem, o->key);
		if (note_one(s, i, t->keys[i], e) != 0)
			return -1;
	}
	s->trend = t;
	return nights_each(s->run.store, add_night, t, e);
}

static struct date
days_ago(struct date d, size_t n)
{
	return date_of_time((time_t)(date_between((struct date){ 1970, 1, 1 }, d) - (int64_t)n) * 86400);
}

static json_t *
day_json(const struct day *d, struct date day, struct arena *mem)
{
	json_t *j = json_object();

	json_put_str(j, "day", date_iso(mem, day));
	if (d->run.v != 0) {
		json_put_num(j, "run", d->run.v);
		json_put_num(j, "public", d->public);
		json_put_num(j, "held", d->held);
		json_put_num(j, "later", d->later);
		json_put_num(j, "rejected", d->rejected);
	}
	return j;
}

json_t *
trend_of(const struct session *s, const struct organisation *org, struct arena *mem)
{
	const struct trend *t = s->trend;
	json_t *list = NULL;

	for (size_t k = 0; t != NULL && k < TREND_DAYS; k++) {
		struct day sum = { .run = { 0 } };

		for (size_t i = 0; i < t->norgs; i++) {
			const struct day *d = &t->days[i * TREND_DAYS + k];

			if (org != NULL && org != &s->settings.orgs[i])
				continue;
			if (d->run.v > sum.run.v)
				sum.run = d->run;
			sum.public += d->public;
			sum.held += d->held;
			sum.later += d->later;
			sum.rejected += d->rejected;
		}
		if (list == NULL && sum.run.v == 0)
			continue;
		if (list == NULL)
			list = json_array();
		json_push(list, day_json(&sum, days_ago(t->today, TREND_DAYS - 1 - k), mem));
	}
	return list;
}
