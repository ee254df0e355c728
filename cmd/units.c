/* SPDX-License-Identifier: EUPL-1.2 */
/* units.c - what a person can decide about: what a code says of a document, as it was last judged. */
#include "units.h"

#include "base/utf8.h"
#include "store/accounts.h"
#include "store/waivers.h"
#include "typed.h"
#include "waiving.h"

#include "base/banned.h"

#define SENTENCES_MOST	10	/* of one unit; the account has them all */

/* A dossier being read. */
struct reading {
	struct units	*to;
	struct unit	 one;		/* what is the same for each unit of a list */
	const struct waiver *waivers;
	size_t		 nwaivers;
};

static bool
said_before(const json_t *findings, size_t i)
{
	const json_t *f = json_array_get(findings, i);

	for (size_t k = 0; k < i; k++) {
		const json_t *g = json_array_get(findings, k);

		if (str_eq(json_str(f, "code"), json_str(g, "code")) &&
		    str_eq(json_str(f, "text"), json_str(g, "text")) &&
		    str_eq(json_str(f, "masked"), json_str(g, "masked")))
			return true;
	}
	return false;
}

/* The sentences of a code in a list, and their pages. */
static void
gather(const json_t *findings, struct unit *u, struct arena *mem)
{
	struct str tag = str_of(finding_tag(u->code));
	int64_t last = 0;
	size_t sentences = 0;
	struct buf text, pages;

	buf_init(&text, mem, MIB(1));
	buf_init(&pages, mem, KIB(64));
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *f = json_array_get(findings, i);
		int64_t page = json_num(f, "page", 0);
		struct str masked = json_str(f, "masked");

		if (!str_eq(json_str(f, "code"), tag))
			continue;
		if (page != 0 && page != last)
			buf_addf(&pages, "%s%lld", pages.n == 0 ? "" : ", ", (long long)page);
		last = page;
		if (said_before(findings, i) || ++sentences > SENTENCES_MOST)
			continue;
		buf_addf(&text, "%s%.*s", text.n == 0 ? "" : "; ", STRF(json_str(f, "text")));
		if (masked.n != 0)
			buf_addf(&text, " (%.*s)", STRF(masked));
	}
	if (sentences > SENTENCES_MOST)
		buf_addf(&text, _("; en nog %zu"), sentences - SENTENCES_MOST);
	u->text = buf_str(&text);
	u->pages = pages.n == 0 ? STR_NONE : buf_str(&pages);
}

static const struct waiver *
waiver_of(const struct reading *r, const struct unit *u)
{
	for (size_t i = 0; u->bound && i < r->nwaivers; i++) {
		const struct waiver *w = &r->waivers[i];

		if (w->code == u->code && str_eq(w->document, u->document) && digest_eq(w->of, u->of) &&
		    digest_eq(w->says, u->says))
			return w;
	}
	return NULL;
}

/* Each code of a list that holds, once. */
static void
take_list(struct reading *r, const json_t *findings)
{
	for (size_t i = 0; i < json_array_size(findings); i++) {
		const json_t *f = json_array_get(findings, i);
		struct unit u = r->one;
		bool before = false;

		if (json_num(f, "gravity", 0) != G_STOP || finding_find(json_str(f, "code"), &u.code) != 0)
			continue;
		for (size_t k = 0; k < i; k++)
			before |= str_eq(json_str(json_array_get(findings, k), "code"), json_str(f, "code"));
		if (before)
			continue;
		u.says = waiving_says_of(findings, u.code);
		u.waiver = waiver_of(r, &u);
		gather(findings, &u, r->to->mem);
		*PUSH(r->to->mem, r->to->v, r->to->n, r->to->cap) = u;
	}
}

int
units_read(struct store *store, struct vault *vault, const struct named *named, struct units *to, struct err *e)
{
	struct dossier d = { .org = named->org, .key = named->key };
	struct reading r = { .to = to, .one = { .named = *named, .id = dossier_uuid(&d) } };
	struct ledger_row row;
	struct waiver *w;
	AUTO_JSON account = NULL;
	const json_t *docs;

	if (ledger_get(store, r.one.id, to->mem, &row, e) != 0 ||
	    waivers_of(store, r.one.id, to->mem, &w, &r.nwaivers, e) != 0 ||
	    accounts_last(store, vault, r.one.id, &account, e) != 0)
		return -1;
	if (account == NULL || row.state == S_NONE)
		return err_set(e, E_USAGE, _("%.*s/%.*s: dit dossier is nog niet beoordeeld"),
		    STRF(utf8_show(to->mem, named->org->key)), STRF(utf8_show(to->mem, named->key)));
	r.waivers = w;
	r.one.document = r.one.shown = S("");
	r.one.of = row.input;
	r.one.bound = true;
	take_list(&r, json_list(account, "findings"));
	docs = json_list(account, "documents");
	for (size_t i = 0; i < json_array_size(docs); i++) {
		const json_t *doc = json_array_get(docs, i);
		struct str path = json_str(doc, "path"), raw = json_str(doc, "raw");

		r.one.document = str_dup(to->mem, raw.p != NULL ? raw : path);
		r.one.shown = str_dup(to->mem, path);
		r.one.bound =
		    json_str(doc, "sha256").p != NULL && digest_parse(json_str(doc, "sha256"), &r.one.of) == 0;
		take_list(&r, json_list(doc, "findings"));
	}
	return 0;
}

int
units_find(const struct units *us, enum finding_code code, struct str document, const struct unit **u_r, struct err *e)
{
	struct str exact = document.p == NULL ? STR_NONE : utf8_exact(us->mem, document);
	size_t n = 0;

	*u_r = NULL;
	for (size_t i = 0; i < us->n; i++) {
		const struct unit *u = &us->v[i];

		if (u->code != code ||
		    (document.p != NULL && !str_eq(u->document, exact) && !str_eq(u->document, document) &&
			!str_eq(u->shown, document)))
			continue;
		*u_r = u;
		n++;
	}
	if (n == 1)
		return 0;
	if (n == 0 && document.p != NULL)
		return err_set(e, E_USAGE, _("%s is bij de laatste beoordeling niet gevonden bij %.*s"),
		    finding_tag(code), STRF(utf8_show(us->mem, document)));
	return n == 0 ?
	    err_set(
		e, E_USAGE, _("%s is bij de laatste beoordeling van dit dossier niet gevonden"), finding_tag(code)) :
	    err_set(e, E_USAGE, _("%s staat bij meer dan één document; noem er een met --document"), finding_tag(code));
}

struct str
unit_key(const struct unit *u, struct arena *mem)
{
	struct hash *h = hash_new();
	struct str bound;

	hash_str(h, u->document);
	hash_str(h, str_of(finding_tag(u->code)));
	hash_add(h, u->of.b, sizeof u->of.b);
	hash_add(h, u->says.b, sizeof u->says.b);
	bound = digest_hex(mem, hash_end(h));
	return str_fmt(mem, "%.*s/%.*s", STRF(uuid_text(mem, u->id)), STRF(bound));
}

const char *
unit_persons(const struct unit *u)
{
	const char *why;
	unsigned n = waiving_persons(u->code, &why);

	return !u->bound || n == 0 ? _("niet") : n == 1 ? _("één") : _("twee");
}

struct str
unit_name(const struct unit *u, struct arena *mem)
{
	return str_fmt(mem, "%.*s/%.*s, %s%s%.*s", STRF(utf8_show(mem, u->named.org->key)),
	    STRF(utf8_show(mem, u->named.key)), finding_tag(u->code), u->shown.n == 0 ? "" : ", ", STRF(u->shown));
}

int
unit_may(const struct unit *u, struct str by, struct str reason, struct arena *mem, enum decided *r, struct err *e)
{
	const char *why;
	unsigned persons = waiving_persons(u->code, &why);

	if (persons == 0)
		return err_set(e, E_USAGE, "%s: %s", finding_tag(u->code), why);
	if (!u->bound)
		return err_set(e, E_USAGE,
		    _("%s: van dit bestand zijn geen bytes bewaard waarvoor een vrijgave kan gelden"),
		    finding_tag(u->code));
	if (u->waiver == NULL)
		*r = persons == 2 ? DECIDED_HALF : DECIDED_GIVEN;
	else if (waiver_complete(u->waiver))
		*r = DECIDED_THERE;
	else if (!typed_same_name(u->waiver->by, by, mem))
		*r = DECIDED_SECOND;
	else if (str_eq(u->waiver->reason, reason))
		*r = DECIDED_THERE;
	else
		return err_set(e, E_USAGE,
		    _("%s is al door dezelfde persoon vrijgegeven; de tweede moet een ander zijn"),
		    finding_tag(u->code));
	return 0;
}

int
unit_waive(struct store *store, const struct unit *u, struct str by, struct str reason, struct run_id run, time_t now,
    struct arena *mem, enum decided *r, struct err *e)
{
	struct waiver w = { .document = u->document,
		.of = u->of,
		.code = u->code,
		.says = u->says,
		.reason = reason,
		.by = by,
		.at = now,
		.second = by,
		.second_at = now };

	if (unit_may(u, by, reason, mem, r, e) != 0)
		return -1;
	if (*r == DECIDED_THERE)
		return 0;
	return *r == DECIDED_SECOND ? waivers_second(store, u->id, &w, run, e) : waivers_give(store, u->id, &w, run, e);
}
