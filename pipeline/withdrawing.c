/* SPDX-License-Identifier: EUPL-1.2 */
/* withdrawing.c - what persons took back: what that means for the dossier when it is worked on again. */
#include "withdrawing.h"

#include "base/fd.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/utf8.h"
#include "plan.h"
#include "publish/sitepath.h"

#include "base/banned.h"

#define SURE	100		/* a person said so */

/* The id that a document had when it was taken back. */
static struct uuid
id_of(const struct work *w, const struct withdrawal *x, struct str *path_r)
{
	if (utf8_raw(w->mem, x->document, path_r) != 0)
		*path_r = x->document; /* the ledger was changed by hand; verify says so */
	return document_uuid_of(dossier_uuid(&w->d), *path_r, digest_hex(w->mem, x->of));
}

int
withdrawing_read(struct work *w, struct err *e)
{
	struct withdrawal *v;
	struct str path;
	size_t n;

	if (withdrawals_of(w->run->store, dossier_uuid(&w->d), w->mem, &v, &n, e) != 0)
		return -1;
	w->withdrawals = v;
	w->nwithdrawals = n;
	w->d.taken = NEW(w->mem, struct taken_doc, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (v[i].document.n == 0)
			continue;
		w->d.taken[w->d.ntaken++] = (struct taken_doc){ .id = id_of(w, &v[i], &path),
			.reason = v[i].reason,
			.label = v[i].label,
			.explanation = v[i].explanation,
			.at = v[i].at,
			.replaced = v[i].what == TAKEN_REPLACED };
	}
	return 0;
}

struct digest
withdrawing_input(const struct work *w, size_t n)
{
	struct hash *h;

	if (n == 0)
		return w->bare;
	h = hash_new();
	hash_add(h, w->bare.b, sizeof w->bare.b);
	for (size_t i = 0; i < n; i++)
		hash_add(h, w->d.taken[i].id.b, sizeof w->d.taken[i].id.b);
	return hash_end(h);
}

bool
withdrawing_was(const struct work *w, struct digest of)
{
	for (size_t n = 0; n <= w->d.ntaken; n++) {
		if (digest_eq(of, withdrawing_input(w, n)))
			return true;
	}
	return digest_eq(of, w->input);
}

struct str
withdrawing_words(struct arena *mem, const struct withdrawal *x)
{
	return str_fmt(mem, _("door %.*s op %.*s"), STRF(utf8_show(mem, mask_personal(mem, x->by))),
	    STRF(date_dutch(mem, date_here(x->at))));
}

/* It stays here, and is nobody's main document or annex any more. */
static void
keep_here(struct work *w, size_t doc, const struct withdrawal *x)
{
	struct document *d = &w->d.docs[doc];

	if (!document_goes_out(d))
		return;
	d->role = ROLE_WITHHELD;
	work_find(w, F_PUB_TAKEN_BACK, (int)doc, withdrawing_words(w->mem, x), STR_NONE);
}

/* Other bytes stand where those stood that were replaced. */
static void
takes_place(struct work *w, size_t doc, const struct withdrawal *x)
{
	struct document *d = &w->d.docs[doc];
	struct str path;
	struct uuid old = id_of(w, x, &path);

	if (!document_goes_out(d) || !str_eq(d->path, path) || digest_eq(d->have[A_ORIGINAL].sha256, x->of))
		return;
	d->reason = x->reason;
	(void)statement_add(&d->said,
	    (struct statement){ .what = SAY_REPLACES,
		.text = str_of(_("de eerdere versie")),
		.uri = str_fmt(w->mem, "urn:uuid:%.*s", STRF(uuid_text(w->mem, old))),
		.source = SOURCE_DOSSIER_YAML,
		.where = str_of(_("het besluit om te vervangen")),
		.sure = SURE },
	    w->mem);
	work_find(w, F_PUB_REPLACES, (int)doc, x->label, STR_NONE);
}

void
withdrawing_mark(struct work *w)
{
	for (size_t k = 0; k < w->nwithdrawals; k++) {
		const struct withdrawal *x = &w->withdrawals[k];

		for (size_t i = 0; x->document.n != 0 && i < w->d.ndocs; i++) {
			const struct document *d = &w->d.docs[i];

			if ((d->have_set & A_BIT(A_ORIGINAL)) == 0)
				continue;
			/* The same bytes never go out again, replaced or not: who put the old file back meant the new. */
			if (digest_eq(d->have[A_ORIGINAL].sha256, x->of))
				keep_here(w, i, x);
			else if (x->what == TAKEN_REPLACED)
				takes_place(w, i, x);
		}
	}
}

void
withdrawing_tell(struct work *w)
{
	const struct withdrawal *last = NULL;
	struct watch *v;
	struct err e;
	size_t n;

	for (size_t i = 0; i < w->nwithdrawals; i++) {
		if (w->withdrawals[i].document.n == 0)
			last = &w->withdrawals[i];
	}
	if (last != NULL) /* as a whole, so of every place */
		work_find(w, F_PUB_WITHDRAWN, DOC_NONE, withdrawing_words(w->mem, last), STR_NONE);
	else
		work_find_here(w, F_PUB_WITHDRAWN, str_of(_("bij het portaal")), STR_NONE);
	/* What cannot be read now is said by verify; the dossier is held either way. */
	if (watches_of(w->run->store, w->turn.id, w->mem, &v, &n, &e) != 0)
		return;
	for (size_t i = 0; i < n; i++) {
		if (v[i].answer == REACHED_THERE)
			work_find_here(w, F_PUB_STILL_THERE, finding_shown(w->mem, mask_personal(w->mem, v[i].address)),
			    date_dutch(w->mem, date_here(v[i].heard)));
	}
}

/* The document of an address of a site (publish/sitepath.h); absent: it is none. */
static json_t *
of_address(struct str address)
{
	struct str name = path_base(address), dir = str_sub(address, 0, address.n - name.n), id;
	json_t *j;

	if (dir.n < 2)
		return NULL;
	dir = str_sub(dir, 0, dir.n - 1);
	id = path_base(dir);
	if (!str_ends(str_sub(dir, 0, dir.n - id.n), S("/" SITEPATH_DOCUMENTS "/")))
		return NULL;
	j = json_object();
	json_put_str(j, "id", id);
	json_put_str(j, "public", name);
	return j;
}

/*
 * What is to be removed before anything else, where documents stand by
 * themselves: by the addresses that were written down with the decision, since
 * neither the dossier nor an account need know the document any more.
 */
static int
put_gone(const struct work *w, json_t *plan, struct arena *mem, struct err *e)
{
	struct watch *v;
	json_t *list;
	size_t n;

	if (!w->pub.kind->site || w->d.ntaken == 0)
		return 0;
	if (watches_of(w->run->store, w->turn.id, mem, &v, &n, e) != 0)
		return -1;
	list = json_array();
	for (size_t i = 0; i < n; i++) {
		json_t *one = v[i].due == 0 ? NULL : of_address(v[i].address);

		if (one != NULL)
			json_push(list, one);
	}
	json_put(plan, "gone", list);
	return 0;
}

int
withdrawing_plan(struct work *w, struct err *e)
{
	struct arena *mem;
	AUTO_JSON j = NULL;
	int rc;

	if (w->pub.plan >= 0)
		return 0;
	mem = arena_new("plan", MIB(512));
	j = plan_of(&w->d, mem);
	rc = put_gone(w, j, mem, e);
	if (rc == 0)
		rc = fd_of_str("plan", json_write(mem, j), &w->pub.plan, e);
	arena_free(mem);
	return rc;
}
