/* SPDX-License-Identifier: EUPL-1.2 */
/* resting.c - a dossier about which nothing changed is closed without being read. */
#include "resting.h"

#include <time.h>

#include "base/fd.h"
#include "base/utf8.h"
#include "config/calendar.h"
#include "config/recheck.h"
#include "store/pages.h"
#include "store/waivers.h"
#include "store/withdrawals.h"
#include "virus/virus.h"

#include "base/banned.h"

#define ROWS_MOST	64		/* in one transaction */
#define ROWS_MEM	GIB(1)
#define RESTED_MEM	MIB(512)	/* the line of a dossier's account, while it waits to be told in its order */
#define LINE_MOST	MIB(1)		/* a longer one is read when it is told */

struct kept { struct uuid id; struct rest rest; };

struct resting {
	struct run	*run;
	struct arena	*mem;		/* of the rows that wait */
	struct kept	 v[ROWS_MOST];
	size_t		 n;
};

struct resting *
resting_begin(struct run *run, struct arena *mem)
{
	struct resting *r;

	if (run->rested == NULL || (run->may & MAY_REUSE) == 0 || run->last != ST_publish ||
	    run->settings->recheck_d == 0)
		return NULL;
	r = NEW(mem, struct resting, 1);
	r->run = run;
	return r;
}

/* --- the digest ---------------------------------------------------------------------------- */

static void
add_number(struct hash *h, int64_t n)
{
	hash_add(h, &n, sizeof n);
}

static void
add_digest(struct hash *h, struct digest d)
{
	hash_add(h, d.b, sizeof d.b);
}

static void
add_row(struct hash *h, const struct ledger_row *row)
{
	const int64_t numbers[] = { row->state, row->revision, row->epoch, row->attempts, row->exposed, row->spares,
		row->since };

	for (size_t i = 0; i < COUNT(numbers); i++)
		add_number(h, numbers[i]);
	add_digest(h, row->input);
	add_digest(h, row->config);
	add_digest(h, row->gate);
	add_digest(h, row->held);
	add_digest(h, row->bundle);
	hash_str(h, row->remote);
	hash_str(h, row->url);
	hash_str(h, row->error);
}

/* Where it stands at each place; *fine_r: public there and confirmed, with nothing to sweep. */
static int
add_places(struct resting *r, const struct dossier *d, struct arena *mem, struct hash *h, bool *fine_r, struct err *e)
{
	struct uuid id = dossier_uuid(d);

	*fine_r = d->org->noutlets != 0;
	for (size_t i = 0; *fine_r && i < d->org->noutlets; i++) {
		const struct outlet *o = &d->org->outlets[i];
		struct uuid at = i == 0 ? id : outlet_uuid(id, o->name);
		struct ledger_row row;

		if (ledger_get(r->run->store, at, mem, &row, e) != 0)
			return -1;
		*fine_r = row.state == S_CONFIRMED && row.exposed && !row.spares;
		add_row(h, &row);
		if (kind_of_outlet(o)->site) {
			struct page p;
			bool found;

			if (pages_get(r->run->store, at, mem, &p, &found, e) != 0)
				return -1;
			*fine_r &= found;
			add_digest(h, p.page);
			add_digest(h, p.entries.sha256);
			add_number(h, p.modified);
			hash_str(h, p.facts);
		}
	}
	return 0;
}

/* What persons decided about it. */
static int
add_decisions(struct resting *r, struct uuid id, struct arena *mem, struct hash *h, struct err *e)
{
	struct withdrawal *x;
	struct waiver *v;
	size_t n;

	if (waivers_of(r->run->store, id, mem, &v, &n, e) != 0)
		return -1;
	add_number(h, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		const int64_t numbers[] = { v[i].code, v[i].at, v[i].second_at };

		hash_add(h, numbers, sizeof numbers);
		hash_str(h, v[i].document);
		add_digest(h, v[i].of);
		add_digest(h, v[i].says);
		hash_str(h, v[i].reason);
		hash_str(h, v[i].by);
		hash_str(h, v[i].second);
	}
	if (withdrawals_of(r->run->store, id, mem, &x, &n, e) != 0)
		return -1;
	add_number(h, (int64_t)n);
	for (size_t i = 0; i < n; i++) {
		const int64_t numbers[] = { x[i].what, x[i].at, x[i].n };

		hash_add(h, numbers, sizeof numbers);
		hash_str(h, x[i].document);
		add_digest(h, x[i].of);
		hash_str(h, x[i].reason);
		hash_str(h, x[i].label);
		hash_str(h, x[i].explanation);
		hash_str(h, x[i].by);
	}
	return 0;
}

/* *fine_r false: the ledger says that it does not rest. */
static int
digest_of_all(struct resting *r, const struct dossier *d, const struct sight *s, const struct rest *told,
    struct arena *mem, struct digest *all_r, bool *fine_r, struct err *e)
{
	struct uuid id = dossier_uuid(d);
	struct hash *h = hash_new();
	struct artefact account = { 0 };
	struct run_id last;
	bool found;
	int rc;

	add_digest(h, s->sha256);
	add_digest(h, r->run->setup);
	hash_str(h, d->org->key);
	if (d->org->calendar != NULL)
		add_digest(h, d->org->calendar->digest);
	add_digest(h, told->account.sha256);
	add_number(h, (int64_t)told->account.size);
	hash_str(h, told->facts);
	hash_str(h, told->page);
	add_number(h, told->until);
	rc = add_places(r, d, mem, h, fine_r, e);
	if (rc == 0 && *fine_r)
		rc = add_decisions(r, id, mem, h, e);
	if (rc == 0 && *fine_r)
		rc = store_account(r->run->store, id, &account, &last, &found, e);
	if (rc == 0 && *fine_r)
		*fine_r =
		    found && digest_eq(account.sha256, told->account.sha256) && account.size == told->account.size;
	*all_r = hash_end(h);
	return rc;
}

/* --- looking -------------------------------------------------------------------------------- */

/* Does the clock allow it, by that of the run and by the real one? */
static bool
in_time(const struct run *run, struct uuid id, const struct rest *rest)
{
	return run->now >= rest->now && run->started_at >= rest->started &&
	    (rest->until == 0 || run->now < rest->until) &&
	    !recheck_due(run->settings->recheck_d, id, rest->now, run->now);
}

/* The line of its account, which must be what it was; absent where it is long.  False: it is not there. */
static bool
read_line(struct resting *r, const struct rest *rest, struct arena *mem, struct str *line_r)
{
	struct err why;
	AUTO_FD fd = -1;
	struct digest is;
	uint64_t size;

	*line_r = STR_NONE;
	if (vault_get(r->run->vault, &rest->account, &fd, &why) != 0)
		return false;
	if (rest->account.size > LINE_MOST)
		return digest_fd(fd, &is, NULL, &size, &why) == 0 && digest_eq(is, rest->account.sha256);
	return fd_read_all(fd, LINE_MOST, mem, line_r, &why) == 0 &&
	    digest_eq(digest_of(*line_r), rest->account.sha256);
}

int
resting_open(struct resting *r, const struct place *place, struct work **w_r, struct sight *s, struct err *e)
{
	struct arena *mem;
	struct dossier d = { .org = place->org, .key = place->key };
	struct rest rest;
	struct digest all;
	bool fine = false;
	struct work *w;
	int rc;

	*w_r = NULL;
	*s = (struct sight){ .sure = false };
	if (place->org == NULL)
		return 0;
	sight_of(place, time(NULL), s);
	if (!s->sure)
		return 0;
	mem = arena_new("rust", RESTED_MEM);
	rc = rests_get(r->run->store, dossier_uuid(&d), mem, &rest, &fine, e);
	if (rc == 0 && fine)
		fine = in_time(r->run, dossier_uuid(&d), &rest);
	if (rc == 0 && fine)
		rc = digest_of_all(r, &d, s, &rest, mem, &all, &fine, e);
	if (rc != 0 || !fine || !digest_eq(all, rest.sha256)) {
		arena_free(mem);
		return rc;
	}
	w = NEW(mem, struct work, 1);
	if (!read_line(r, &rest, mem, &w->rest_line)) {
		arena_free(mem);
		return 0;
	}
	w->mem = mem;
	w->run = r->run;
	w->pub.plan = w->unkept = -1;
	w->d = (struct dossier){ .org = place->org,
		.key = str_dup(mem, place->key),
		.mem = mem,
		.outcome = O_UNCHANGED,
		.findings = { .mem = mem } };
	w->outlet = first_outlet(w->d.org);
	w->rest = NEW(mem, struct rest, 1);
	*w->rest = rest;
	w->phase = PH_CLOSED;
	*w_r = w;
	return 0;
}

/* --- keeping -------------------------------------------------------------------------------- */

/* Unchanged everywhere, and nothing about it is of this night alone. */
static bool
may_rest(const struct work *w)
{
	bool fine = w->sight.sure && w->d.outcome == O_UNCHANGED && !w->fenced && !w->killer && w->judged &&
	    verdict(&w->d.findings) <= V_LOOK && (w->sending.nto != 0 || w->sending.answer.p == NULL);

	for (size_t i = 0; i < w->sending.nto; i++)
		fine &= w->sending.to[i].outcome == O_UNCHANGED && w->sending.to[i].answer.p == NULL;
	/* Whom the scanner did not see it is asked for again. */
	for (size_t i = 0; i < w->d.findings.n; i++)
		fine &= !virus_is_unscanned(w->d.findings.v[i].code);
	return fine && (!w->d.scanning.wanted || w->d.scanning.version.n != 0);
}

static void
sooner(time_t *until, time_t at)
{
	if (at != 0 && (*until == 0 || at < *until))
		*until = at;
}

static int
flush(struct resting *r, struct err *e)
{
	int rc;

	if (r->n == 0)
		return 0;
	rc = store_group(r->run->store, e);
	if (rc != 0)
		return -1;
	for (size_t i = 0; i < r->n && rc == 0; i++)
		rc = rests_put(r->run->store, r->v[i].id, &r->v[i].rest, r->run->id, e);
	rc = store_group_end(r->run->store, rc, e);
	arena_free(r->mem);
	r->mem = NULL;
	r->n = 0;
	return rc;
}

int
resting_keep(struct resting *r, struct work *w, struct err *e)
{
	struct rest rest = { .now = w->run->now, .started = w->run->started_at };
	struct rest told = { 0 };
	bool fine;

	if (!may_rest(w) || !w->run->again(w->run->ctx, &told))
		return 0;
	rest.account = told.account;
	if (w->d.turns.year != 0)
		sooner(&rest.until, moment_start(w->d.turns));
	sooner(&rest.until, w->d.declared.leave.at);
	sooner(&rest.until, w->d.declared.not_before > w->run->now ? w->d.declared.not_before : 0);
	if (r->mem == NULL)
		r->mem = arena_new("rust", ROWS_MEM);
	rest.facts = str_dup(r->mem, told.facts);
	rest.page = str_dup(r->mem, told.page);
	if (digest_of_all(r, &w->d, &w->sight, &rest, w->mem, &rest.sha256, &fine, e) != 0)
		return -1;
	if (!fine || (rest.until != 0 && rest.until <= w->run->now))
		return 0;
	r->v[r->n++] = (struct kept){ dossier_uuid(&w->d), rest };
	return r->n == ROWS_MOST ? flush(r, e) : 0;
}

int
resting_end(struct resting *r, struct err *e)
{
	return r == NULL ? 0 : flush(r, e);
}

void
resting_free(struct resting *r)
{
	if (r != NULL)
		arena_free(r->mem);
}
