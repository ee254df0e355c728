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

struct digests {
	struct digest	*v;
	size_t		 n, cap;
};

/* A row of the ledger, as its evidence tells it. */
struct had {
	struct str	 id;
	struct digests	 files, bundles;
	bool		 told;		/* its last entry says that it was tidied */
	bool		 goes;
	struct digest	 last;		/* bundle of a row that is public; zero: none */
};

struct tidying {
	const struct tidy *t;
	struct arena	*mem, *row;
	struct { struct had *v; size_t n, cap; } all;	/* by id */
	struct digests	 live;		/* sorted */
	struct { struct tidied *v; size_t n, cap; } sums;
	size_t		 taken;
};

/* Rows of one dossier at all its places. */
struct group {
	struct str	 main, org, key;
	struct had	**v;
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
add_all(struct arena *mem, struct digests *d, const struct digests *from)
{
	for (size_t i = 0; i < from->n; i++)
		*PUSH(mem, d->v, d->n, d->cap) = from->v[i];
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

static bool
has(const struct digests *d, const struct digest *one)
{
	return d->n != 0 && bsearch(one, d->v, d->n, sizeof *d->v, order) != NULL;
}

/* --- what the evidence tells ---------------------------------------------------------- */

static int
read_entry(struct tidying *y, const struct entry *x, struct err *e)
{
	AUTO_JSON j = json_read(x->body, e);
	struct had *h = y->all.n == 0 ? NULL : &y->all.v[y->all.n - 1];
	struct str event = json_str(j, "event");
	json_t *one;
	size_t i;

	if (j == NULL)
		return err_wrap(e, _("bewijs %lld"), (long long)x->seq);
	if (h == NULL || !str_eq(h->id, x->dossier)) {
		h = PUSH(y->mem, y->all.v, y->all.n, y->all.cap);
		*h = (struct had){ .id = str_dup(y->mem, x->dossier) };
	}
	if (str_eq(event, S("state"))) {
		h->told = false;
		add(y->mem, &h->bundles, json_str(json_map(j, "row"), "bundle_sha256"));
		json_array_foreach (json_list(j, "documents"), i, one)
			add(y->mem, &h->files, json_str(one, "sha256"));
	} else if (str_eq(event, S("tidied"))) {
		h->told = true;
		json_array_foreach (json_list(j, "objects"), i, one)
			add(y->mem, &h->files, str_of(json_string_value(one)));
	}
	return 0;
}

static int
read_evidence(struct tidying *y, struct err *e)
{
	struct entry x;
	int rc;

	look_entries_start(y->t->store, ENTRIES_BY_DOSSIER, STR_NONE);
	while ((rc = look_entries(y->t->store, ENTRIES_BY_DOSSIER, &x, e)) == 1) {
		if (read_entry(y, &x, e) != 0)
			return -1;
	}
	return rc;
}

static int
order_had(const void *id, const void *h)
{
	return str_cmp(*(const struct str *)id, ((const struct had *)h)->id);
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
	struct had *h = y->all.n == 0 ? NULL : bsearch(&line->id, y->all.v, y->all.n, sizeof *y->all.v, order_had);
	bool gone = str_eq(line->state, str_of(state_name(S_WITHDRAWN))), open;
	struct dossier_facts f;
	struct date since;
	struct uuid id;

	if (h == NULL || uuid_parse(line->id, &id) != 0) {
		g->done = false;
		return 0;
	}
	*PUSH(y->mem, g->v, g->n, g->cap) = h;
	if (!gone && line->bundle.p != NULL && digest_parse(line->bundle, &h->last) != 0)
		g->done = false;
	if (g->until.year == 0 || (!gone && !str_eq(line->state, str_of(state_name(S_CONFIRMED)))))
		g->done = false;
	if (!g->done)
		return 0;
	if (look_dossier(y->t->store, h->id, y->row, &f, e) != 0 || is_open(y, id, &open, e) != 0)
		return -1;
	since = date_here((time_t)json_num(f.row, "since", 0));
	g->done = f.row != NULL && !open && json_num(f.row, "spares", 1) == 0 && date_cmp(since, g->until) <= 0;
	json_decref(f.row);
	return 0;
}

/* What holds it now waits for a person, who may want to see it. */
static int
is_held(struct tidying *y, const struct group *g, bool *held_r, struct err *e)
{
	AUTO_JSON j = NULL;
	struct uuid id;

	*held_r = true;
	if (uuid_parse(g->main, &id) != 0)
		return 0;
	if (accounts_last(y->t->store, y->t->vault, id, &j, e) != 0)
		return -1;
	*held_r = str_eq(json_str(j, "verdict"), S("hold"));
	return 0;
}

static int
close_group(struct tidying *y, struct group *g, struct err *e)
{
	bool held = false, told = true;

	for (size_t i = 0; i < g->n; i++)
		told = told && g->v[i]->told;
	if (g->n == 0 || !g->done || (!told && y->taken >= y->t->most))
		return 0;
	if (!told && is_held(y, g, &held, e) != 0)
		return -1;
	if (held)
		return 0;
	y->taken += !told;
	for (size_t i = 0; i < g->n; i++)
		g->v[i]->goes = true;
	return 0;
}

/* each: for every dossier, with all its rows.  The rows of one stand together. */
static int
each_group(struct tidying *y, int (*each)(struct tidying *, struct group *, struct err *), bool look, struct err *e)
{
	struct group g = { 0 };
	struct dossier_line line;
	int rc;

	look_dossiers_start(y->t->store);
	while ((rc = look_dossiers(y->t->store, &line, e)) == 1) {
		struct mark mark = arena_mark(y->row);
		struct dossier_facts f;

		if (!str_eq(g.main, line.main)) {
			if (each(y, &g, e) != 0 || look_dossier(y->t->store, line.main, y->mem, &f, e) != 0)
				return -1;
			json_decref(f.row);
			g = (struct group){
				.main = str_dup(y->mem, line.main), .org = f.organisation, .key = f.key, .done = true
			};
			if (look)
				g.until = y->t->until(y->t->ctx, g.org, g.key);
		}
		if (look && look_at(y, &g, &line, e) != 0)
			return -1;
		if (!look) {
			struct had *h =
			    y->all.n == 0 ? NULL : bsearch(&line.id, y->all.v, y->all.n, sizeof *y->all.v, order_had);

			if (h != NULL)
				*PUSH(y->mem, g.v, g.n, g.cap) = h;
		}
		arena_rewind(y->row, mark);
	}
	return rc != 0 ? -1 : each(y, &g, e);
}

/* --- what goes ---------------------------------------------------------------------------- */

static void
gather_live(struct tidying *y)
{
	static const struct digest none;

	for (size_t i = 0; i < y->all.n; i++) {
		const struct had *h = &y->all.v[i];

		if (!h->goes) {
			add_all(y->mem, &y->live, &h->files);
			add_all(y->mem, &y->live, &h->bundles);
		}
		if (!digest_eq(h->last, none))
			*PUSH(y->mem, y->live.v, y->live.n, y->live.cap) = h->last;
	}
	settle(&y->live);
}

/* Of each file its text, and the members of archives, which only the accounts name. */
static void
add_account(struct tidying *y, const json_t *j, struct digests *d)
{
	json_t *one;
	size_t i;

	json_array_foreach (json_list(j, "documents"), i, one) {
		struct digest of;

		if (digest_parse(json_str(one, "sha256"), &of) != 0 || has(&y->live, &of))
			continue;
		add(y->row, d, json_str(one, "sha256"));
		add(y->row, d, json_str(one, "text_sha256"));
	}
}

static int
gather_group(struct tidying *y, const struct group *g, struct digests *d, uint64_t *bytes, struct err *e)
{
	AUTO_JSON last = NULL;
	AUTO_JSON public = NULL;
	size_t kept = 0;
	struct uuid id;

	if (uuid_parse(g->main, &id) != 0)
		return 0;
	for (size_t i = 0; i < g->n; i++) {
		add_all(y->row, d, &g->v[i]->files);
		add_all(y->row, d, &g->v[i]->bundles);
	}
	if (!g->v[0]->told &&
	    (accounts_last(y->t->store, y->t->vault, id, &last, e) != 0 ||
		accounts_public(y->t->store, y->t->vault, id, &public, e) != 0))
		return -1;
	add_account(y, last, d);
	add_account(y, public, d);
	settle(d);
	for (size_t i = 0; i < d->n; i++) {
		uint64_t size;

		if (has(&y->live, &d->v[i]) || !vault_size(y->t->vault, d->v[i], &size))
			continue;
		d->v[kept++] = d->v[i];
		*bytes += size;
	}
	d->n = kept;
	return 0;
}

static int
tell(struct tidying *y, const struct group *g, const struct digests *d, uint64_t bytes, struct err *e)
{
	json_t *j = json_object(), *list = json_array();
	struct uuid id;
	int rc;

	must(uuid_parse(g->main, &id) == 0);
	for (size_t i = 0; i < d->n; i++)
		json_push(list, json_of_str(digest_hex(y->row, d->v[i])));
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
		*s = (struct tidied){ .org = org };
	}
	s->dossiers++;
	s->files += files;
	s->bytes += bytes;
}

static int
clear_group(struct tidying *y, struct group *g, struct err *e)
{
	struct digests d = { 0 };
	uint64_t bytes = 0;

	if (g->n == 0 || !g->v[0]->goes)
		return 0;
	if (gather_group(y, g, &d, &bytes, e) != 0)
		return -1;
	if (d.n == 0)
		return 0;
	sum_up(y, g->org, d.n, bytes);
	if (y->t->dry)
		return 0;
	/* First what is known, then what is there: what goes is never a loss that nobody can explain. */
	if (tell(y, g, &d, bytes, e) != 0)
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
	struct tidying y = { .t = t, .mem = mem, .row = arena_new("opruimen", ROW_MEM) };
	int rc = read_evidence(&y, e);

	if (rc == 0)
		rc = each_group(&y, close_group, true, e);
	if (rc == 0) {
		gather_live(&y);
		rc = each_group(&y, clear_group, false, e);
	}
	if (rc == 0 && !t->dry && y.sums.n != 0)
		rc = vault_flush(t->vault, e);
	arena_free(y.row);
	*v_r = y.sums.v;
	*n_r = y.sums.n;
	return rc;
}
