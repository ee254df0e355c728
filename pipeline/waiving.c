/* SPDX-License-Identifier: EUPL-1.2 */
/* waiving.c - findings that persons let pass: which, for which bytes, and what that releases. */
#include "waiving.h"

#include "base/utf8.h"
#include "store/accounts.h"
#include "store/waivers.h"

#include "base/banned.h"

/* --- what may be let pass -------------------------------------------------------------- */

/* Those that a row of the ledger stands for: the portal must be looked at, or the machine; a person then says `redo`. */
static bool
only_redo(enum finding_code c)
{
	return c == F_PUB_PORTAL_REFUSES || c == F_PUB_FOREIGN || c == F_PUB_UNSETTLED || c == F_RUN_QUARANTINED ||
	    c == F_RUN_KILLER;
}

unsigned
waiving_persons(enum finding_code c, const char **why_r)
{
	*why_r = NULL;
	if (finding_gravity(c) < G_STOP)
		*why_r = _("dit houdt niets vast; er valt niets vrij te geven");
	else if (finding_waive(c) == WAIVE_NEVER)
		*why_r = _("dit mag niemand vrijgeven; herstel het in het bronbestand of in dossier.yaml");
	else if (only_redo(c))
		*why_r = _("zoek eerst de oorzaak, en geef dan vrij met ‘woostraat redo’");
	if (*why_r != NULL)
		return 0;
	return finding_waive(c) == WAIVE_TWO ? 2 : 1;
}

/* --- what it is bound to ------------------------------------------------------------------ */

static void
add_saying(struct hash *h, struct str text, struct str masked, int64_t page)
{
	hash_str(h, text);
	hash_str(h, masked);
	hash_add(h, &page, sizeof page);
}

struct digest
waiving_says(const struct findings *fs, enum finding_code code, int doc, struct arena *mem)
{
	struct hash *h = hash_new();

	for (size_t i = 0; i < fs->n; i++) {
		const struct finding *f = &fs->v[i];

		if (f->code == code && f->doc == doc)
			add_saying(h, account_shown(mem, finding_text(mem, f)), account_shown(mem, f->masked), f->page);
	}
	return hash_end(h);
}

struct digest
waiving_says_of(const json_t *findings, enum finding_code code)
{
	struct hash *h = hash_new();

	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *f = json_array_get(findings, i);

		if (str_eq(json_str(f, "code"), str_of(finding_tag(code))))
			add_saying(h, json_str(f, "text"), json_str(f, "masked"), json_num(f, "page", 0));
	}
	return hash_end(h);
}

/* The name and the bytes that a waiver of this document has; false: it has no bytes that anybody could have seen. */
static bool
place_of(const struct work *w, int doc, struct str *document_r, struct digest *of_r)
{
	const struct document *x = doc == DOC_NONE ? NULL : &w->d.docs[doc];

	if (x != NULL && (x->have_set & A_BIT(A_ORIGINAL)) == 0)
		return false;
	*document_r = x == NULL ? S("") : utf8_exact(w->mem, x->path);
	*of_r = x == NULL ? w->input : x->have[A_ORIGINAL].sha256;
	return true;
}

/* --- the findings of a run ------------------------------------------------------------------- */

/* What is there for a finding. */
struct found {
	const struct waiver *holds;	/* same bytes, same words; it may lack a person */
	bool		 bytes, words;	/* there is one of other bytes; of these bytes, and other words */
};

static struct found
look_up(const struct work *w, const struct finding *f)
{
	struct found r = { 0 };
	struct str document;
	struct digest of, says;
	const char *why;

	if (w->nwaivers == 0 || waiving_persons(f->code, &why) == 0 || !place_of(w, f->doc, &document, &of))
		return r;
	says = waiving_says(&w->d.findings, f->code, f->doc, w->mem);
	for (size_t i = 0; i < w->nwaivers; i++) {
		const struct waiver *x = &w->waivers[i];

		if (x->code != f->code || !str_eq(x->document, document))
			continue;
		if (!digest_eq(x->of, of))
			r.bytes = true;
		else if (!digest_eq(x->says, says))
			r.words = true;
		else
			r.holds = x;
	}
	return r;
}

void
waiving_mark(struct work *w)
{
	for (size_t i = 0; i < w->d.findings.n; i++) {
		struct finding *f = &w->d.findings.v[i];
		const struct waiver *x = f->waived != NULL ? f->waived : look_up(w, f).holds;

		f->waived = x != NULL && waiver_complete(x) ? x : NULL;
	}
}

int
waiving_read(struct work *w, struct err *e)
{
	struct waiver *v;

	if (waivers_of(w->run->store, dossier_uuid(&w->d), w->mem, &v, &w->nwaivers, e) != 0)
		return -1;
	w->waivers = v;
	waiving_mark(w);
	return 0;
}

static bool
is_told(const struct work *w, enum finding_code code, int doc, struct str about)
{
	for (size_t i = 0; i < w->d.findings.n; i++) {
		const struct finding *f = &w->d.findings.v[i];

		if (f->code == code && f->doc == doc && str_eq(f->arg[0], about))
			return true;
	}
	return false;
}

static void
tell(struct work *w, enum finding_code code, int doc, struct str about, const char *why)
{
	if (!is_told(w, code, doc, about))
		work_find(w, code, doc, about, str_of(why));
}

void
waiving_tell(struct work *w)
{
	size_t n = w->d.findings.n;

	for (size_t i = 0; i < n; i++) {
		/* A copy: telling makes the list grow. */
		const struct finding f = w->d.findings.v[i];
		struct str about = str_of(finding_tag(f.code));
		struct found r = f.waived != NULL ? (struct found){ 0 } : look_up(w, &f);

		if (r.holds != NULL)
			tell(w, F_RUN_WAIVER_HALF, f.doc, about, NULL);
		else if (r.words)
			tell(w, F_RUN_WAIVER_GONE, f.doc, about, _("wat er is gevonden is nu iets anders"));
		else if (r.bytes)
			tell(w, F_RUN_WAIVER_GONE, f.doc, about, _("de inhoud is gewijzigd"));
	}
}

/* --- what was held before ----------------------------------------------------------------------- */

/* One list of an account: is each that held it let pass?  *n_r counts those. */
static bool
all_waived(const struct work *w, const json_t *findings, struct str document, struct digest of, size_t *n_r)
{
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *f = json_array_get(findings, i);
		enum finding_code code;
		bool found = false;

		if (json_num(f, "gravity", 0) != G_STOP)
			continue;
		/* RUN-501 has a waiver of its own or none: it is said again, and let pass where it is seen. */
		if (finding_find(json_str(f, "code"), &code) != 0 || code == F_RUN_STILL_HELD)
			return false;
		/* It follows from the others. */
		if (code == F_RUN_PUBLIC_BUT_HELD)
			continue;
		for (size_t k = 0; k < w->nwaivers && !found; k++) {
			const struct waiver *x = &w->waivers[k];

			found = x->code == code && waiver_complete(x) && str_eq(x->document, document) &&
			    digest_eq(x->of, of) && digest_eq(x->says, waiving_says_of(findings, code));
		}
		if (!found)
			return false;
		++*n_r;
	}
	return true;
}

bool
waiving_releases(const struct work *w)
{
	AUTO_SERIES account = NULL;
	size_t n = 0;
	struct err e;

	/* An account that cannot be read releases nothing. */
	if (w->nwaivers == 0 ||
	    accounts_open_last(w->run->store, w->run->vault, dossier_uuid(&w->d), &account, &e) != 0 ||
	    account == NULL || !all_waived(w, json_list(series_head(account), "findings"), S(""), w->input, &n))
		return false;
	for (size_t i = 0; i < series_n(account); i++) {
		AUTO_JSON doc = NULL;
		struct str raw, sha256;
		struct digest of = { 0 };

		if (series_get(account, i, &doc, &e) != 0)
			return false;
		raw = json_str(doc, "raw");
		sha256 = json_str(doc, "sha256");
		if (sha256.p != NULL && digest_parse(sha256, &of) != 0)
			return false;
		if (!all_waived(w, json_list(doc, "findings"), raw.p != NULL ? raw : json_str(doc, "path"), of, &n))
			return false;
	}
	return n != 0;
}
