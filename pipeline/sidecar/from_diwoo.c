/* SPDX-License-Identifier: EUPL-1.2 */
/* from_diwoo.c - reads DiWoo XML: one Document, several, or a sitemap of them. */
#include "sidecar/from_diwoo.h"

#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/teller.h"
#include "sidecar/tree.h"

#include "base/banned.h"

#define NAMESPACE	"standaarden.overheid.nl/diwoo"
#define SURE		90
#define KERN		"https://identifier.overheid.nl/tooi/def/thes/kern/"

static const char *const suffixes[] = { ".diwoo.xml", ".metadata.xml", "-diwoo.xml", "_diwoo.xml", ".xml", NULL };
/* Such a file is about the only other one in its folder. */
static const char *const general[] = { "metadata.xml", "diwoo.xml", "diwoo-metadata.xml" };

/* --- its elements ----------------------------------------------------------------------- */

static struct str
resource(const struct tree *x, size_t k)
{
	return tree_attribute(&x->v[k], "resource");
}

static void
take_identifier(struct teller *t, const struct tree *x, size_t k)
{
	struct str s = x->v[k].text;

	if (!str_starts(s, S("urn:uuid:"))) /* a new one at every export */
		teller_text(t, SAY_KENMERK, s, "identifier");
}

static void
take_act(struct teller *t, const struct tree *x, size_t k)
{
	static const struct {
		const char *label;
		struct str uri;
		enum say what;
	} acts[] = {
		{ "vaststelling", S(KERN "c_641ecd76"), SAY_ESTABLISHED },
		{ "ontvangst", S(KERN "c_dfcee535"), SAY_RECEIVED },
		{ "ondertekening", S(KERN "c_e1ec050e"), SAY_SIGNED },
	};
	size_t kind = tree_child(x, k, "soortHandeling", 0);
	struct str uri = kind == TREE_NONE ? STR_NONE : resource(x, kind);

	for (int by_uri = 1; kind != TREE_NONE && by_uri >= 0; by_uri--) {
		for (size_t i = 0; i < COUNT(acts); i++) {
			if (by_uri ? !str_eq(acts[i].uri, uri) : !str_eq_nocase(x->v[kind].text, str_of(acts[i].label)))
				continue;
			teller_day(t, acts[i].what, tree_text(x, k, "atTime"), "atTime");
			return;
		}
	}
	teller_fault(t, false, "soortHandeling", _("kies uit vaststelling, ontvangst of ondertekening. Overgeslagen"));
}

static void
take_relation(struct teller *t, const struct tree *x, size_t k)
{
	static const struct {
		const char *label;
		struct str uri;
		enum say what;
	} roles[] = {
		{ "is reactie op", S(KERN "c_07748060"), SAY_REPLY_TO },
		{ "is uitwerking van", S(KERN "c_24ddfb9b"), SAY_ELABORATES },
		{ "verwijst naar", S(KERN "c_75fac459"), SAY_REFERS_TO },
		{ "heeft bijlage", S(KERN "c_05f4a5f3"), SAY__COUNT }, /* hasParts says it better */
	};
	size_t role = tree_child(x, k, "role", 0), to = tree_child(x, k, "relation", 0);

	for (size_t i = 0; i < COUNT(roles) && role != TREE_NONE && to != TREE_NONE; i++) {
		if (!str_eq(roles[i].uri, resource(x, role)) && !str_eq_nocase(x->v[role].text, str_of(roles[i].label)))
			continue;
		if (roles[i].what != SAY__COUNT)
			teller_say(t,
			    (struct statement){ .what = roles[i].what, .text = x->v[to].text, .uri = resource(x, to) },
			    "documentrelatie");
		return;
	}
	teller_fault(
	    t, false, "documentrelatie", _("deze relatie staat niet in de waardelijst van TOOI. Overgeslagen"));
}

static void
take_part_of(struct teller *t, const struct tree *x, size_t k)
{
	teller_say(
	    t, (struct statement){ .what = SAY_PART_OF, .text = x->v[k].text, .uri = resource(x, k) }, "isPartOf");
}

static void
take_valid(struct teller *t, const struct tree *x, size_t k)
{
	teller_span(t, SAY_VALID, tree_text(x, k, "begindatum"), tree_text(x, k, "einddatum"), "geldigheid");
}

static void
take_reason(struct teller *t, const struct tree *x, size_t k)
{
	(void)x;
	(void)k;
	teller_fault(t, false, "redenVerwijderingVervanging",
	    _("een reden voor verwijderen of vervangen wordt niet overgenomen; kijk of dit stuk nog openbaar moet"));
}

/* Elements that may stand there several times; who has take is taken apart by it. */
static const struct {
	const char *name;
	enum teller_as as;
	enum say what;
	void (*take)(struct teller *, const struct tree *, size_t k);
} elements[] = {
	{ "identifier", AS_TEXT, SAY_KENMERK, take_identifier },
	{ "publisher", AS_ORG, SAY_PUBLISHER, NULL },
	{ "verantwoordelijke", AS_ORG, SAY_RESPONSIBLE, NULL },
	{ "medeverantwoordelijke", AS_ORG, SAY_CORESPONSIBLE, NULL },
	{ "opsteller", AS_ORG, SAY_MAKER, NULL },
	{ "naamOpsteller", AS_ORG, SAY_MAKER, NULL },
	{ "officieleTitel", AS_TITLE, SAY_TITLE, NULL },
	{ "verkorteTitel", AS_TITLE, SAY_SHORT_TITLE, NULL },
	{ "alternatieveTitel", AS_TITLE, SAY_ALT_TITLE, NULL },
	{ "omschrijving", AS_TEXT, SAY_DESCRIPTION, NULL },
	{ "informatiecategorie", AS_TERM, SAY_CATEGORIE, NULL },
	{ "documentsoort", AS_TERM, SAY_SOORT, NULL },
	{ "thema", AS_TERM, SAY_THEMA, NULL },
	{ "trefwoord", AS_TEXT, SAY_TREFWOORD, NULL },
	{ "creatiedatum", AS_DAY, SAY_DATE, NULL },
	{ "geldigheid", AS_TEXT, SAY_VALID, take_valid },
	{ "language", AS_TERM, SAY_LANGUAGE, NULL },
	{ "format", AS_TERM, SAY_FORMAT, NULL },
	{ "aggregatiekenmerk", AS_TEXT, SAY_DOSSIER, NULL },
	{ "isPartOf", AS_TEXT, SAY_PART_OF, take_part_of },
	{ "documenthandeling", AS_TEXT, SAY_DATE, take_act },
	{ "documentrelatie", AS_TEXT, SAY_REFERS_TO, take_relation },
	{ "redenVerwijderingVervanging", AS_TEXT, SAY_REMARK, take_reason },
};

static void
take_element(struct teller *t, const struct tree *x, size_t k)
{
	size_t i = 0;

	while (i < COUNT(elements) && !str_eq(x->v[k].name, str_of(elements[i].name)))
		i++;
	if (i == COUNT(elements))
		return; /* what only holds others, or no element of DiWoo */
	if (elements[i].take != NULL)
		elements[i].take(t, x, k);
	else
		teller_tell(t, elements[i].as, elements[i].what, x->v[k].text, resource(x, k), elements[i].name);
}

static void
take_extra(struct teller *t, const struct tree *x, size_t of)
{
	for (size_t k = TREE_NONE; (k = tree_within(x, of, "extraMetadataveld", k)) != TREE_NONE;) {
		struct str key = tree_text(x, k, "key");

		for (size_t v = TREE_NONE; key.n != 0 && (v = tree_within(x, k, "value", v)) != TREE_NONE;) {
			if (x->v[v].text.n != 0)
				teller_say(t, (struct statement){ .what = SAY_EXTRA, .text = x->v[v].text, .uri = key },
				    "extraMetadata");
		}
	}
}

/* Whoever has parts is the main document, when nobody else is and nobody said so. */
static void
take_role(struct teller *t, const struct tree *x, size_t of)
{
	struct dossier *d = t->v->d;

	if (t->doc == DOC_NONE || d->docs[t->doc].role != ROLE_UNKNOWN ||
	    tree_within(x, of, "hasPart", TREE_NONE) == TREE_NONE)
		return;
	for (size_t i = 0; i < d->ndocs; i++) {
		if (d->docs[i].role == ROLE_MAIN)
			return;
	}
	d->docs[t->doc].role = ROLE_MAIN;
}

/* What a Document says; what MDTO it has besides is not read. */
static void
take_document(struct teller *t, const struct tree *x, size_t of)
{
	size_t skip = 0;

	if (tree_within(x, of, "MDTO", TREE_NONE) != TREE_NONE)
		teller_fault(
		    t, true, "MDTO", _("MDTO binnen DiWoo leest woostraat niet; lever het als eigen bestand aan"));
	for (size_t k = of + 1; k < x->v[of].end; k++) {
		if (k < skip)
			continue;
		if (str_eq(x->v[k].name, S("MDTO")) || str_eq(x->v[k].name, S("extraMetadata")))
			skip = x->v[k].end;
		else
			take_element(t, x, k);
	}
	take_extra(t, x, of);
	take_role(t, x, of);
}

/* --- which document it means --------------------------------------------------------------- */

static bool
is_general(struct str name)
{
	for (size_t i = 0; i < COUNT(general); i++) {
		if (str_eq_nocase(name, str_of(general[i])))
			return true;
	}
	return false;
}

/* By the name of the description, or of a general one the only file beside it. */
static int
by_name(const struct visit *v, int file)
{
	int found = pair_own_name(v, file, suffixes);

	return found == DOC_NONE && is_general(path_base(v->d->docs[file].path)) ? pair_only(v, file) : found;
}

/* By its address, else by a title that is a file's name (as nl-rdo-woo-web writes it). */
static int
by_address(const struct visit *v, int file, const struct tree *x, size_t of, struct str loc)
{
	int found = loc.n == 0 ? DOC_NONE : pair_address(v, file, loc);
	size_t title = tree_within(x, of, "officieleTitel", TREE_NONE);

	if (found < 0 && title != TREE_NONE && x->v[title].text.n != 0)
		found = visit_beside(v, file, x->v[title].text);
	return found == file ? DOC_NONE : found;
}

static struct str
loc_of(const struct tree *x, size_t doc)
{
	size_t within = tree_within(x, doc, "loc", TREE_NONE);

	if (within != TREE_NONE)
		return x->v[within].text;
	return x->v[doc].parent == TREE_NONE ? STR_NONE : tree_text(x, x->v[doc].parent, "loc");
}

static void
take_one(struct teller *t, const struct tree *x, size_t of)
{
	int found = by_name(t->v, t->file);

	if (found == DOC_NONE)
		found = by_address(t->v, t->file, x, of, loc_of(x, of));
	if (found >= 0) {
		t->doc = found;
		take_document(t, x, of);
		return;
	}
	teller_fault(t, true, NULL,
	    found == PAIR_MANY ?
		_("er zijn meer bestanden die dit kan beschrijven; noem het naar zijn bestand: besluit.pdf.diwoo.xml") :
		_("niet te zien is welk bestand dit beschrijft; noem het naar zijn bestand: besluit.pdf.diwoo.xml"));
}

static void
take_many(struct teller *t, const struct tree *x)
{
	size_t n = 0, lost = 0;

	for (size_t k = TREE_NONE; (k = tree_within(x, 0, "Document", k)) != TREE_NONE;) {
		int found = by_address(t->v, t->file, x, k, loc_of(x, k));

		n++;
		t->within = str_fmt(t->v->tmp, _("document %zu"), n);
		t->doc = found;
		if (found >= 0)
			take_document(t, x, k);
		else
			lost++;
	}
	t->within = STR_NONE;
	if (lost != 0)
		visit_fault(t->v, t->file, lost == n, str_of(_("loc")),
		    str_fmt(t->v->tmp,
			_("van %zu van de %zu documenten hierin is het bestand niet gevonden; loc eindigt op de naam van het bestand"),
			lost, n));
}

/* --- the file --------------------------------------------------------------------------------- */

static bool
may(struct str head)
{
	static const char *const roots[] = { "Document", "Documents", "DiWoo" };
	struct tree_head h;

	tree_head(&h, head);
	for (size_t i = 0; i < COUNT(roots); i++) {
		if (tree_head_is(&h, roots[i], NAMESPACE))
			return true;
	}
	/* A piece of one, cut out of a sitemap. */
	return tree_head_is(&h, "urlset", NULL) || (h.name.n != 0 && tree_head_has(&h, "<diwoo:"));
}

static int
read_file(struct visit *v, int doc, struct err *e)
{
	struct teller t = { .v = v, .file = doc, .doc = DOC_NONE, .source = SOURCE_DIWOO, .sure = SURE };
	struct tree x;
	size_t first;
	int rc = tree_read(v, doc, &x, e);

	if (rc < 0)
		return -1;
	if (rc > 0) {
		visit_taken(v, doc, SOURCE_DIWOO);
		return 1;
	}
	first = tree_within(&x, 0, "Document", TREE_NONE);
	if (str_eq(x.v[0].name, S("urlset")) && first == TREE_NONE)
		return 0; /* a sitemap of something else */
	visit_taken(v, doc, SOURCE_DIWOO);
	if (str_eq(x.v[0].name, S("Document")) || str_eq(x.v[0].name, S("DiWoo")))
		take_one(&t, &x, 0);
	else if (first == TREE_NONE)
		teller_fault(&t, true, NULL, _("er staat geen enkel document in; verbeter het bestand"));
	else if (tree_within(&x, 0, "Document", first) == TREE_NONE)
		take_one(&t, &x, first);
	else
		take_many(&t, &x);
	return 1;
}

const struct reader from_diwoo = {
	.extensions = "xml",
	.may = may,
	.read = read_file,
};
