/* SPDX-License-Identifier: EUPL-1.2 */
/* from_dublin.c - reads a Dublin Core record in XML. */
#include "sidecar/from_dublin.h"

#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/teller.h"
#include "sidecar/tree.h"

#include "base/banned.h"

#define SURE	85

static const char *const suffixes[] = { ".dublincore.xml", ".dc.xml", ".metadata.xml", "_dc.xml", "-dc.xml", ".xml", NULL };
/* Such a file is about the only other one in its folder, or else about the dossier. */
static const char *const general[] = { "metadata.xml", "dc.xml", "dublincore.xml", "dublin-core.xml" };

static void
take_title(struct teller *t, struct str s, const char *element)
{
	const struct statements *said = t->doc == DOC_NONE ? &t->v->d->said : &t->v->d->docs[t->doc].said;
	bool first = true;

	for (size_t i = 0; i < said->n; i++)
		first &= said->v[i].what != SAY_TITLE || said->v[i].source != SOURCE_DUBLIN_CORE;
	teller_title(t, first ? SAY_TITLE : SAY_ALT_TITLE, s, element);
}

/* An organisation; anybody else may be a person, and that holds (facts: intake-formats.md 5.2). */
static void
take_creator(struct teller *t, struct str s, const char *element)
{
	teller_organisation(t, SAY_MAKER, s, STR_NONE, true, element);
}

static void
take_rights(struct teller *t, struct str s, const char *element)
{
	teller_text(t, SAY_RESTRICTION, s, element);
	teller_fault(t, false, element, _("hier staat iets over rechten; lees of dit openbaar mag worden"));
}

/* The fifteen elements, and of dcterms what says the same more exactly.  What is not here is not used. */
static const struct {
	const char *name;
	enum teller_as as;
	enum say what;
	void (*take)(struct teller *, struct str, const char *element);	/* or NULL */
} elements[] = {
	{ "title", AS_TITLE, SAY_TITLE, take_title },
	{ "alternative", AS_TEXT, SAY_ALT_TITLE, NULL },
	{ "creator", AS_ORG, SAY_MAKER, take_creator },
	{ "contributor", AS_TEXT, SAY_PARTY, NULL }, /* whoever helped is never published */
	{ "publisher", AS_ORG, SAY_PUBLISHER, NULL },
	{ "subject", AS_TEXT, SAY_TREFWOORD, NULL },
	{ "description", AS_TEXT, SAY_DESCRIPTION, NULL },
	{ "abstract", AS_TEXT, SAY_DESCRIPTION, NULL },
	{ "type", AS_TERM, SAY_SOORT, NULL },
	{ "format", AS_TEXT, SAY_FORMAT, NULL },
	{ "identifier", AS_TEXT, SAY_KENMERK, NULL },
	{ "language", AS_TERM, SAY_LANGUAGE, NULL },
	{ "rights", AS_TEXT, SAY_RESTRICTION, take_rights },
	{ "accessRights", AS_TEXT, SAY_RESTRICTION, take_rights },
	{ "isPartOf", AS_TEXT, SAY_PART_OF, NULL },
	{ "replaces", AS_TEXT, SAY_REPLACES, NULL },
};

static size_t
count(const struct tree *x, const char *name)
{
	size_t n = 0;

	for (size_t k = 1; k < x->v[0].end; k = x->v[k].end)
		n += str_eq(x->v[k].name, str_of(name));
	return n;
}

/* A date has no fixed meaning: only one that stands alone is that of the document. */
static void
take_dates(struct teller *t, const struct tree *x)
{
	if (count(x, "created") == 1)
		teller_day(t, SAY_DATE, tree_text(x, 0, "created"), "created");
	else if (count(x, "date") == 1)
		teller_day(t, SAY_DATE, tree_text(x, 0, "date"), "date");
	else if (count(x, "date") > 1 || count(x, "created") > 1)
		teller_fault(t, false, "date", _("er staan meer datums en niet wat ze betekenen. Overgeslagen"));
	if (count(x, "issued") == 1)
		teller_day(t, SAY_ESTABLISHED, tree_text(x, 0, "issued"), "issued");
	if (count(x, "available") == 1)
		teller_day(t, SAY_EMBARGO, tree_text(x, 0, "available"), "available");
}

static void
take_all(struct teller *t, const struct tree *x)
{
	for (size_t k = 1; k < x->v[0].end; k = x->v[k].end) {
		for (size_t i = 0; i < COUNT(elements); i++) {
			if (!str_eq_nocase(x->v[k].name, str_of(elements[i].name)) || x->v[k].text.n == 0)
				continue;
			if (elements[i].take != NULL)
				elements[i].take(t, x->v[k].text, elements[i].name);
			else
				teller_tell(
				    t, elements[i].as, elements[i].what, x->v[k].text, STR_NONE, elements[i].name);
		}
	}
	take_dates(t, x);
}

/* Its file; DOC_NONE: the dossier as a whole.  False: nobody knows, and that was told. */
static bool
find(struct teller *t)
{
	struct str name = path_base(t->v->d->docs[t->file].path);

	t->doc = pair_own_name(t->v, t->file, suffixes);
	for (size_t i = 0; i < COUNT(general) && t->doc == DOC_NONE; i++) {
		if (!str_eq_nocase(name, str_of(general[i])))
			continue;
		t->doc = pair_only(t->v, t->file);
		if (t->doc < 0)
			t->doc = DOC_NONE;
		return true;
	}
	if (t->doc >= 0)
		return true;
	teller_fault(t, true, NULL,
	    _("niet te zien is welk bestand dit beschrijft; noem het naar zijn bestand: besluit.pdf.xml"));
	return false;
}

static bool
may(struct str head)
{
	static const char *const roots[] = { "simpledc", "dublincore", "dc", "qualifieddc" };
	struct tree_head h;

	tree_head(&h, head);
	for (size_t i = 0; i < COUNT(roots); i++) {
		if (tree_head_is(&h, roots[i], NULL))
			return true;
	}
	return false;
}

static int
read_file(struct visit *v, int doc, struct err *e)
{
	struct teller t = { .v = v, .file = doc, .doc = DOC_NONE, .source = SOURCE_DUBLIN_CORE, .sure = SURE };
	struct tree x;
	int rc = tree_take(v, doc, SOURCE_DUBLIN_CORE, &x, e);

	if (rc < 0)
		return -1;
	if (rc == 0 && find(&t))
		take_all(&t, &x);
	return 1;
}

const struct reader from_dublin = {
	.extensions = "xml",
	.may = may,
	.read = read_file,
};
