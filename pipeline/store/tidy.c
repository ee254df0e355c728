/* SPDX-License-Identifier: EUPL-1.2 */
/* tidy.c - what of a dossier that is done goes out of the vault, when somebody wrote how long it stays. */
#include "store/tidy.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "store/accounts.h"
#include "store/evidence.h"
#include "store/ledger.h"
#include "store/look.h"
#include "store/withdrawals.h"

#include "base/banned.h"

#define ROW_MEM		GIB(1)		/* an entry or an account of a dossier of many documents */
#define SETTLE_LEAST	((size_t)65536)	/* digests that may stand there more than once */

struct digests {
	struct digest	*v;
	size_t		 n, cap;
};

/* What the evidence tells of the rows of a dossier. */
struct had {
	struct digests	 all;		/* files and bundles */
	int64_t		 state, tidied;	/* number of the last entry of each; 0: none */
	bool		 lacks;		/* a row that no entry is about */
};

struct going {
	struct uuid	 main;
	bool		 told;		/* and nothing came of it since: what is there still was broken off */
};

/*
 * Memory grows with what goes, and not with what stays: first the digests of what may go are gathered, then all that
 * stays is read past them.  What is not among them is never removed.
 */
struct tidying {
	const struct tidy *t;
	struct arena	*mem, *group, *row;	/* group, row: emptied with each dossier, each row */
	struct { struct going *v; size_t n, cap; } going;	/* in the order of the dossiers */
	struct { struct uuid *v; size_t n, cap; } rows;		/* of those; sorted once all are known */
	struct digests	 may;		/* sorted once all are known */
	size_t		 settle_at;
	bool		*stays;		/* of each of those; NULL: not known yet */
	struct { struct tidied *v; size_t n, cap; } sums;
	size_t		 taken, at;	/* at: in going */
};

/* Rows of one dossier at all its places. */
struct group {
	struct str	 main, org, key;
	struct uuid	*v;
	size_t		 n, cap;
	struct date	 until;
	bool		 done;
};

/* --- digests ---------------------------------------------------------------------- */

static int
order(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct digest));
}

static void
add(struct arena *mem, struct digests *d, struct str hex)
{
	struct digest one;

	if (digest_parse(hex, &one) == 0 && (d->n == 0 || !digest_eq(d->v[d->n - 1], one)))
		*PUSH(mem, d->v, d->n, d->cap) = one;
}

static void
settle(struct digests *d)
{
	size_t kept = 0;

	if (d->n > 1)
		qsort(d->v, d->n, sizeof *d->v, order);
	for (size_t i = 0; i < d->n; i++) {
		if (kept == 0 || !digest_eq(d->v[kept - 1], d->v[i]))
			d->v[kept++] = d->v[i];
	}
	d->n = kept;
}

static void
may_go(struct tidying *y, struct digest d)
{
	if (y->may.n >= y->settle_at) {
		settle(&y->may);
		y->settle_at = SETTLE_LEAST + y->may.n * 2;
	}
	*PUSH(y->mem, y->may.v, y->may.n, y->may.cap) = d;
}

/* Where it stands among what may go; NULL: it does not. */
static bool *
stay_of(const struct tidying *y, const struct digest *one)
{
	const struct digest *d = y->may.n == 0 ? NULL : bsearch(one, y->may.v, y->may.n, sizeof *y->may.v, order);

	return d == NULL ? NULL : &y->stays[d - y->may.v];
}

static void
strike(struct tidying *y, struct digest d)
{
	bool *stays = stay_of(y, &d);

	if (stays != NULL)
		*stays = true;
}

static bool
does_stay(const struct tidying *y, struct digest d)
{
	const bool *stays = stay_of(y, &d);

	return stays == NULL || *stays;
}

static int
order_uuid(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct uuid));
}

/* --- what the evidence tells ---------------------------------------------------------- */

static int
read_entry(struct arena *mem, const struct entry *x, struct had *h, struct err *e)
{
	AUTO_JSON j = json_read(x->body, e);
	struct str event = json_str(j, "event");
	json_t *one;
	size_t i;

	if (j == NULL)
		return err_wrap(e, _("bewijs %lld"), (long long)x->seq);
	if (str_eq(event, S("state"))) {
		h->state = x->seq > h->state ? x->seq : h->state;
		add(mem, &h->all, json_str(json_map(j, "row"), "bundle_sha256"));
		json_array_foreach (json_list(j, "documents"), i, one)
			add(mem, &h->all, json_str(one, "sha256"));
	} else if (str_eq(event, S("tidied"))) {
		h->tidied = x->seq > h->tidied ? x->seq : h->tidied;
		json_array_foreach (json_list(j, "objects"), i, one)
			add(mem, &h->all, str_of(json_string_value(one)));
	}
	return 0;
}

static int
read_group(struct tidying *y, const struct group *g, struct had *h, struct err *e)
{
	*h = (struct had){ 0 };
	for (size_t i = 0; i < g->n; i++) {
		struct str id = uuid_text(y->group, g->v[i]);
		bool any = false;
		struct entry x;
		int rc;

		look_entries_start(y->t->store, ENTRIES_OF_DOSSIER, id);
		while ((rc = look_entries(y->t->store, ENTRIES_OF_DOSSIER, &x, e)) == 1) {
			any = true;
			if (read_entry(y->group, &x, h, e) != 0)
				return -1;
		}
		if (rc != 0)
			return -1;
		h->lacks |= !any;
	}
	return 0;
}

/* --- which are done -------------------------------------------------------------------- */

static int
is_open(struct tidying *y, struct uuid id, bool *open_r, struct err *e)
{
	struct watch *w;
	int64_t deaths;
	size_t n;

	if (watches_of(y->t->store, id, y->row, &w, &n, e) != 0 || store_death(y->t->store, id, &deaths, e) != 0)
		return -1;
	*open_r = deaths >= 0;
	for (size_t i = 0; i < n; i++)
		*open_r |= w[i].due != 0;
	return 0;
}

/* One row of the group: is it done? */
static int
look_at(struct tidying *y, struct group *g, const struct dossier_line *line, struct err *e)
{
	bool gone = str_eq(line->state, str_of(state_name(S_WITHDRAWN))), open;
	struct dossier_facts f;
	struct digest last;
	struct date since;
	struct uuid id;

	if (uuid_parse(line->id, &id) != 0) {
		g->done = false;
		return 0;
	}
	*PUSH(y->group, g->v, g->n, g->cap) = id;
	if (!gone && line->bundle.p != NULL && digest_parse(line->bundle, &last) != 0)
		g->done = false;
	if (g->until.year == 0 || (!gone && !str_eq(line->state, str_of(state_name(S_CONFIRMED)))))
		g->done = false;
	if (!g->done)
		return 0;
	if (look_dossier(y->t->store, line->id, y->row, &f, e) != 0 || is_open(y, id, &open, e) != 0)
		return -1;
	since = date_here((time_t)json_num(f.row, "since", 0));
	g->done = f.row != NULL && !open && json_num(f.row, "spares", 1) == 0 && date_cmp(since, g->until) <= 0;
	json_decref(f.row);
	return 0;
}

/* What holds it now waits for a person, who may want to see it. */
static int
is_held(struct tidying *y, struct uuid id, bool *held_r, struct err *e)
{
	AUTO_SERIES a = NULL;

	if (accounts_open_last(y->t->store, y->t->vault, id, &a, e) != 0)
		return -1;
	*held_r = str_eq(json_str(series_head(a), "verdict"), S("hold"));
	return 0;
}

/* Of each file its text, and the members of archives, which only the accounts name; once it is known, not of what stays. */
static int
add_account(struct tidying *y, const struct series *a, struct digests *d, struct err *e)
{
	for (size_t i = 0; i < series_n(a); i++) {
		AUTO_JSON one = NULL;
		struct digest of;

		if (series_get(a, i, &one, e) != 0)
			return -1;
		if (digest_parse(json_str(one, "sha256"), &of) != 0 || (y->stays != NULL && does_stay(y, of)))
			continue;
		add(y->group, d, json_str(one, "sha256"));
		add(y->group, d, json_str(one, "text_sha256"));
	}
	return 0;
}

static int
add_accounts(struct tidying *y, const struct going *x, struct digests *d, struct err *e)
{
	AUTO_SERIES last = NULL;
	AUTO_SERIES public = NULL;

	if (!x->told &&
	    (accounts_open_last(y->t->store, y->t->vault, x->main, &last, e) != 0 ||
		accounts_open_public(y->t->store, y->t->vault, x->main, &public, e) != 0))
		return -1;
	if (add_account(y, last, d, e) != 0 || add_account(y, public, d, e) != 0)
		return -1;
	settle(d);
	return 0;
}

/* Does it go?  Then what it had may. */
static int
close_group(struct tidying *y, struct group *g, struct err *e)
{
	bool held = false;
	struct going x;
	struct had h;

	if (g->n == 0 || !g->done || uuid_parse(g->main, &x.main) != 0)
		return 0;
	if (read_group(y, g, &h, e) != 0)
		return -1;
	/* Told under its main row, of all its rows. */
	x.told = h.tidied > h.state;
	if (h.lacks || (!x.told && y->taken >= y->t->most))
		return 0;
	if (!x.told && is_held(y, x.main, &held, e) != 0)
		return -1;
	if (held)
		return 0;
	if (add_accounts(y, &x, &h.all, e) != 0)
		return -1;
	y->taken += !x.told;
	*PUSH(y->mem, y->going.v, y->going.n, y->going.cap) = x;
	for (size_t i = 0; i < g->n; i++)
		*PUSH(y->mem, y->rows.v, y->rows.n, y->rows.cap) = g->v[i];
	for (size_t i = 0; i < h.all.n; i++) {
		/* Nearly all that went before is no longer there. */
		if (!x.told || vault_size(y->t->vault, h.all.v[i], &(uint64_t){ 0 }))
			may_go(y, h.all.v[i]);
	}
	return 0;
}

static int
begin_group(struct tidying *y, struct group *g, const struct dossier_line *line, bool look, struct err *e)
{
	struct dossier_facts f;

	if (look_dossier(y->t->store, line->main, y->group, &f, e) != 0)
		return -1;
	json_decref(f.row);
	*g = (struct group){ .main = str_dup(y->group, line->main), .org = f.organisation, .key = f.key, .done = true };
	if (look)
		g->until = y->t->until(y->t->ctx, g->org, g->key);
	return 0;
}

/* each: for every dossier, with all its rows.  The rows of one stand together.  look: see whether it is done. */
static int
each_group(struct tidying *y, int (*each)(struct tidying *, struct group *, struct err *), bool look, struct err *e)
{
	struct mark start = arena_mark(y->group);
	struct group g = { 0 };
	struct dossier_line line;
	int rc;

	look_dossiers_start(y->t->store);
	while ((rc = look_dossiers(y->t->store, &line, e)) == 1) {
		struct mark mark = arena_mark(y->row);
		struct uuid id;

		if (!str_eq(g.main, line.main)) {
			if (each(y, &g, e) != 0)
				return -1;
			arena_rewind(y->group, start);
			if (begin_group(y, &g, &line, look, e) != 0)
				return -1;
		}
		if (look && look_at(y, &g, &line, e) != 0)
			return -1;
		if (!look && uuid_parse(line.id, &id) == 0)
			*PUSH(y->group, g.v, g.n, g.cap) = id;
		arena_rewind(y->row, mark);
	}
	rc = rc != 0 ? -1 : each(y, &g, e);
	arena_rewind(y->group, start);
	return rc;
}

/* --- what stays ---------------------------------------------------------------------------- */

/* The last bundle of each row that is public, also of what goes. */
static int
strike_bundles(struct tidying *y, struct err *e)
{
	struct dossier_line line;
	int rc;

	look_dossiers_start(y->t->store);
	while ((rc = look_dossiers(y->t->store, &line, e)) == 1) {
		struct digest last;

		if (!str_eq(line.state, str_of(state_name(S_WITHDRAWN))) && digest_parse(line.bundle, &last) == 0)
			strike(y, last);
	}
	return rc;
}

/* Is this dossier one of those that may go? */
static bool
is_leaving(const struct tidying *y, struct uuid id)
{
	return bsearch(&id, y->rows.v, y->rows.n, sizeof *y->rows.v, order_uuid) != NULL;
}

/* All that the evidence names of the other dossiers. */
static int
strike_told(struct tidying *y, struct err *e)
{
	struct entry x;
	int rc;

	look_entries_start(y->t->store, ENTRIES_BY_DOSSIER, STR_NONE);
	while ((rc = look_entries(y->t->store, ENTRIES_BY_DOSSIER, &x, e)) == 1) {
		struct mark mark = arena_mark(y->row);
		struct had h = { 0 };
		struct uuid id;

		if (uuid_parse(x.dossier, &id) == 0 && is_leaving(y, id))
			continue;
		if (read_entry(y->row, &x, &h, e) != 0)
			return -1;
		for (size_t i = 0; i < h.all.n; i++)
			strike(y, h.all.v[i]);
		arena_rewind(y->row, mark);
	}
	return rc;
}

static bool
any_goes(const struct tidying *y)
{
	for (size_t i = 0; i < y->may.n; i++) {
		if (!y->stays[i])
			return true;
	}
	return false;
}

static int
strike_account(struct tidying *y, const struct series *a, struct err *e)
{
	for (size_t i = 0; i < series_n(a); i++) {
		AUTO_JSON one = NULL;
		struct digest d;

		if (series_get(a, i, &one, e) != 0)
			return -1;
		if (digest_parse(json_str(one, "sha256"), &d) == 0)
			strike(y, d);
		if (digest_parse(json_str(one, "text_sha256"), &d) == 0)
			strike(y, d);
	}
	return 0;
}

/* Members of archives and texts of the other dossiers, which only their accounts name.  One that cannot be read stops all. */
static int
strike_accounts(struct tidying *y, struct err *e)
{
	struct account_line line;
	int rc;

	look_accounts_start(y->t->store);
	while ((rc = look_accounts(y->t->store, &line, e)) == 1) {
		AUTO_SERIES last = NULL;
		AUTO_SERIES public = NULL;
		struct uuid id;

		if (uuid_parse(line.dossier, &id) != 0)
			return err_set(e, E_IO, _("administratie: %.*s is geen dossier"), STRF(line.dossier));
		if (is_leaving(y, id))
			continue;
		if (accounts_open_last(y->t->store, y->t->vault, id, &last, e) != 0 ||
		    accounts_open_public(y->t->store, y->t->vault, id, &public, e) != 0 ||
		    strike_account(y, last, e) != 0 || strike_account(y, public, e) != 0)
			return -1;
	}
	return rc;
}

/* *any_r: something may go still. */
static int
strike_all(struct tidying *y, bool *any_r, struct err *e)
{
	*any_r = false;
	settle(&y->may);
	if (y->may.n == 0)
		return 0;
	qsort(y->rows.v, y->rows.n, sizeof *y->rows.v, order_uuid);
	y->stays = NEW(y->mem, bool, y->may.n);
	if (strike_bundles(y, e) != 0 || (any_goes(y) && strike_told(y, e) != 0) ||
	    (any_goes(y) && strike_accounts(y, e) != 0))
		return -1;
	*any_r = any_goes(y);
	return 0;
}

/* --- what goes ---------------------------------------------------------------------------- */

static int
gather_group(struct tidying *y, const struct group *g, const struct going *x, struct digests *d, uint64_t *bytes,
    struct err *e)
{
	size_t kept = 0;
	struct had h;

	if (read_group(y, g, &h, e) != 0 || add_accounts(y, x, &h.all, e) != 0)
		return -1;
	for (size_t i = 0; i < h.all.n; i++) {
		uint64_t size;

		if (does_stay(y, h.all.v[i]) || !vault_size(y->t->vault, h.all.v[i], &size))
			continue;
		h.all.v[kept++] = h.all.v[i];
		*bytes += size;
	}
	*d = h.all;
	d->n = kept;
	return 0;
}

static int
tell(struct tidying *y, const struct group *g, struct uuid id, const struct digests *d, uint64_t bytes, struct err *e)
{
	json_t *j = json_object(), *list = json_array();
	int rc;

	for (size_t i = 0; i < d->n; i++)
		json_push(list, json_of_str(digest_hex(y->group, d->v[i])));
	json_put_num(j, "run", y->t->run.v);
	json_put_str(j, "organisation", g->org);
	json_put(j, "objects", list);
	json_put_num(j, "bytes", (int64_t)bytes);
	if (store_group(y->t->store, e) != 0) {
		json_decref(j);
		return -1;
	}
	rc = evidence_note(y->t->store, "tidied", &id, j, e);
	return store_group_end(y->t->store, rc, e);
}

static void
sum_up(struct tidying *y, struct str org, size_t files, uint64_t bytes)
{
	struct tidied *s = y->sums.n == 0 ? NULL : &y->sums.v[y->sums.n - 1];

	if (s == NULL || !str_eq(s->org, org)) {
		s = PUSH(y->mem, y->sums.v, y->sums.n, y->sums.cap);
		*s = (struct tidied){ .org = str_dup(y->mem, org) };
	}
	s->dossiers++;
	s->files += files;
	s->bytes += bytes;
}

static int
clear_group(struct tidying *y, struct group *g, struct err *e)
{
	const struct going *x = &y->going.v[y->at];
	struct digests d = { 0 };
	uint64_t bytes = 0;
	struct uuid id;

	if (y->at == y->going.n || uuid_parse(g->main, &id) != 0 || order_uuid(&id, &x->main) != 0)
		return 0;
	y->at++;
	if (gather_group(y, g, x, &d, &bytes, e) != 0)
		return -1;
	if (d.n == 0)
		return 0;
	sum_up(y, g->org, d.n, bytes);
	if (y->t->dry)
		return 0;
	/* First what is known, then what is there: what goes is never a loss that nobody can explain. */
	if (tell(y, g, id, &d, bytes, e) != 0)
		return -1;
	for (size_t i = 0; i < d.n; i++) {
		FAULT("tidy-file");
		if (vault_remove(y->t->vault, d.v[i], e) != 0)
			return -1;
	}
	return 0;
}

int
tidy(const struct tidy *t, struct arena *mem, struct tidied **v_r, size_t *n_r, struct err *e)
{
	struct tidying y = { .t = t,
		.mem = mem,
		.group = arena_new("opruimen", ROW_MEM),
		.row = arena_new("opruimen", ROW_MEM),
		.settle_at = SETTLE_LEAST };
	bool any = false;
	int rc = each_group(&y, close_group, true, e);

	if (rc == 0)
		rc = strike_all(&y, &any, e);
	if (rc == 0 && any)
		rc = each_group(&y, clear_group, false, e);
	if (rc == 0 && !t->dry && y.sums.n != 0)
		rc = vault_flush(t->vault, e);
	arena_free(y.row);
	arena_free(y.group);
	*v_r = y.sums.v;
	*n_r = y.sums.n;
	return rc;
}
