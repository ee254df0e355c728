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
take_publisher(struct teller *t, struct str s, const char *element)
{
	teller_organisation(t, SAY_PUBLISHER, s, STR_NONE, false, element);
}

/* Whoever helped is never published. */
static void
take_contributor(struct teller *t, struct str s, const char *element)
{
	teller_text(t, SAY_PARTY, s, element);
}

static void
take_type(struct teller *t, struct str s, const char *element)
{
	teller_term(t, SAY_SOORT, s, STR_NONE, element);
}

static void
take_language(struct teller *t, struct str s, const char *element)
{
	teller_term(t, SAY_LANGUAGE, s, STR_NONE, element);
}

static void
take_rights(struct teller *t, struct str s, const char *element)
{
	teller_text(t, SAY_RESTRICTION, s, element);
	teller_fault(t, false, element, _("hier staat iets over rechten; lees of dit openbaar mag worden"));
}

static void
take_part_of(struct teller *t, struct str s, const char *element)
{
	if (s.n != 0)
		teller_say(t, (struct statement){ .what = SAY_PART_OF, .text = s }, element);
}

static void
take_replaces(struct teller *t, struct str s, const char *element)
{
	if (s.n != 0)
		teller_say(t, (struct statement){ .what = SAY_REPLACES, .text = s }, element);
}

/* The fifteen elements, and of dcterms what says the same more exactly.  What is not here is not used. */
static const struct {
	const char *name;
	enum say what;		/* a text, unless take says otherwise */
	void (*take)(struct teller *, struct str, const char *element);
} elements[] = {
	{ "title", SAY_TITLE, take_title },
	{ "alternative", SAY_ALT_TITLE, NULL },
	{ "creator", SAY_MAKER, take_creator },
	{ "contributor", SAY_PARTY, take_contributor },
	{ "publisher", SAY_PUBLISHER, take_publisher },
	{ "subject", SAY_TREFWOORD, NULL },
	{ "description", SAY_DESCRIPTION, NULL },
	{ "abstract", SAY_DESCRIPTION, NULL },
	{ "type", SAY_SOORT, take_type },
	{ "format", SAY_FORMAT, NULL },
	{ "identifier", SAY_KENMERK, NULL },
	{ "language", SAY_LANGUAGE, take_language },
	{ "rights", SAY_RESTRICTION, take_rights },
	{ "accessRights", SAY_RESTRICTION, take_rights },
	{ "isPartOf", SAY_PART_OF, take_part_of },
	{ "replaces", SAY_REPLACES, take_replaces },
};

static size_t
count(const struct tree *x, const char *name)
{
	size_t n = 0;

	while (tree_child(x, 0, name, n) != TREE_NONE)
		n++;
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
	size_t k;

	for (size_t n = 0; (k = tree_child(x, 0, NULL, n)) != TREE_NONE; n++) {
		for (size_t i = 0; i < COUNT(elements); i++) {
			if (!str_eq_nocase(x->v[k].name, str_of(elements[i].name)) || x->v[k].text.n == 0)
				continue;
			if (elements[i].take != NULL)
				elements[i].take(t, x->v[k].text, elements[i].name);
			else
				teller_text(t, elements[i].what, x->v[k].text, elements[i].name);
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
	int rc;

	if (!pair_unread(v, doc))
		return 0;
	rc = tree_read(v, doc, &x, e);
	if (rc < 0)
		return -1;
	visit_taken(v, doc, SOURCE_DUBLIN_CORE);
	if (rc == 0 && find(&t))
		take_all(&t, &x);
	return 1;
}

const struct reader from_dublin = {
	.source = SOURCE_DUBLIN_CORE,
	.extensions = "xml",
	.may = may,
	.read = read_file,
	.declared = true,
};
