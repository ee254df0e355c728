/* SPDX-License-Identifier: EUPL-1.2 */
/* from_xpo.c - reads a delivery for PLOOI (xpo), once it is unpacked. */
#include "sidecar/from_xpo.h"

#include "base/path.h"
#include "sidecar/pair.h"
#include "sidecar/teller.h"
#include "sidecar/tree.h"

#include "base/banned.h"

#define SURE		85
#define SURE_NOTED	60		/* told, and not published */
#define DISPLAY		"plooi.displayfield."

/* --- metadata ------------------------------------------------------------------------------- */

static void
take_creator(struct teller *t, struct str s, const char *key)
{
	teller_organisation(t, SAY_MAKER, s, STR_NONE, false, key);
	teller_organisation(t, SAY_RESPONSIBLE, s, STR_NONE, false, key);
}

static void
take_available(struct teller *t, struct str s, const char *key)
{
	teller_span(t, SAY_VALID, s, STR_NONE, key);
}

static const struct {
	const char *key;
	enum teller_as as;
	enum say what;
	void (*take)(struct teller *, struct str, const char *key);	/* or NULL */
} keys[] = {
	{ "dcterms.title", AS_TITLE, SAY_TITLE, NULL },
	{ "dcterms.alternative", AS_TEXT, SAY_ALT_TITLE, NULL },
	{ "dcterms.identifier", AS_TEXT, SAY_KENMERK, NULL },
	{ "dcterms.description", AS_TEXT, SAY_DESCRIPTION, NULL },
	{ "dcterms.creator", AS_ORG, SAY_MAKER, take_creator },
	{ "dcterms.publisher", AS_ORG, SAY_PUBLISHER, NULL },
	{ "dcterms.issued", AS_DAY, SAY_DATE, NULL },
	{ "dcterms.available", AS_DAY, SAY_VALID, take_available },
	{ "dcterms.type", AS_TERM, SAY_SOORT, NULL },
	{ "dcterms.subject", AS_TERM, SAY_THEMA, NULL },
	{ "dcterms.language", AS_TERM, SAY_LANGUAGE, NULL },
};

static void
take_metadata(struct teller *t, const struct element *x)
{
	struct str key = str_trim(tree_attribute(x, "key"));

	if (x->text.n == 0)
		return;
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (!str_eq(key, str_of(keys[i].key)))
			continue;
		if (keys[i].take != NULL)
			keys[i].take(t, x->text, keys[i].key);
		else
			teller_tell(t, keys[i].as, keys[i].what, x->text, STR_NONE, keys[i].key);
		return;
	}
	if (str_starts(key, S(DISPLAY)) && key.n > sizeof DISPLAY - 1)
		teller_say(t,
		    (struct statement){ .what = SAY_EXTRA, .text = x->text, .uri = str_from(key, sizeof DISPLAY - 1) },
		    "metadata");
	else
		teller_fault_of(t, false, "metadata", _("dit gegeven kent woostraat niet. Overgeslagen"), key);
}

/* --- the order ------------------------------------------------------------------------------- */

/* The only PDF beside it; its name in the XML may be another (facts: intake-formats.md section 7). */
static int
find_pdf(struct teller *t)
{
	const struct visit *v = t->v;
	struct str folder = visit_folder(v, t->file);
	int found = DOC_NONE;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		const struct document *x = &v->d->docs[i];

		if (x->role == ROLE_JUNK || !str_eq_nocase(path_ext(x->path), S("pdf")) ||
		    !str_eq(visit_folder(v, (int)i), folder))
			continue;
		if (found != DOC_NONE) {
			teller_fault(t, true, "verschijningsvorm",
			    _("naast dit bestand ligt meer dan één PDF; lever er één per aanlevering aan"));
			return DOC_NONE;
		}
		found = (int)i;
	}
	if (found == DOC_NONE)
		teller_fault(t, true, "verschijningsvorm", _("de PDF die hierbij hoort is er niet; lever hem mee"));
	return found;
}

static struct str
last_part(struct arena *mem, struct str address)
{
	char *p = NEW(mem, char, address.n + 1);

	for (size_t i = 0; i < address.n; i++)
		p[i] = address.p[i] == '\\' ? '/' : address.p[i];
	return path_base((struct str){ p, address.n });
}

static void
compare_name(struct teller *t, const struct tree *x, size_t verb)
{
	struct arena *mem = t->v->tmp;
	size_t form = tree_within(x, verb, "verschijningsvorm", TREE_NONE);
	struct str name;

	if (form == TREE_NONE)
		return;
	name = last_part(mem, tree_attribute(&x->v[form], "adres"));
	if (!str_eq(visit_key(mem, name), path_base(t->v->keys[t->doc])))
		teller_fault(t, false, "adres",
		    _("hier staat een andere bestandsnaam dan de PDF heeft; kijk of het de goede is"));
}

/* Nobody at PLOOI read these; here they are kept to. */
static void
take_terms(struct teller *t, const struct element *verb)
{
	struct str embargo = str_trim(tree_attribute(verb, "embargo"));

	teller_day(t, SAY_EMBARGO, tree_attribute(verb, "publiceren_na"), "publiceren_na");
	teller_day(t, SAY_UNTIL, tree_attribute(verb, "publiceren_voor"), "publiceren_voor");
	if (embargo.n != 0 && !str_eq_nocase(embargo, S("false")) && !str_eq(embargo, S("0")))
		teller_fault(t, true, "embargo", _("hierop rust een embargo; lever het aan als dat voorbij is"));
}

static struct str
intern_id(const struct tree *x, size_t verb)
{
	for (size_t k = TREE_NONE; (k = tree_within(x, verb, "stuurgegeven", k)) != TREE_NONE;) {
		if (str_eq(tree_attribute(&x->v[k], "key"), S("InternId")))
			return x->v[k].text;
	}
	return STR_NONE;
}

static void
take_verb(struct teller *t, const struct tree *x, size_t verb)
{
	struct teller noted = *t;

	t->doc = noted.doc = find_pdf(t);
	if (t->doc == DOC_NONE)
		return;
	take_terms(t, &x->v[verb]);
	compare_name(t, x, verb);
	for (size_t k = TREE_NONE; (k = tree_within(x, verb, "metadata", k)) != TREE_NONE;)
		take_metadata(t, &x->v[k]);
	if (!str_eq(x->v[verb].name, S("bijwerkenexpression")))
		return;
	noted.sure = SURE_NOTED;
	teller_text(&noted, SAY_REPLACES, intern_id(x, verb), "bijwerkenexpression");
	teller_fault(t, false, "bijwerkenexpression",
	    _("dit vervangt een stuk dat al bij PLOOI staat; trek de oude versie daar in"));
}

static bool
may(struct str head)
{
	struct tree_head h;

	tree_head(&h, head);
	return tree_head_is(&h, "xpo", NULL);
}

static int
read_order(struct visit *v, int doc, struct err *e)
{
	struct teller t = { .v = v, .file = doc, .doc = DOC_NONE, .source = SOURCE_XPO, .sure = SURE };
	struct tree x;
	size_t verb;
	int rc = tree_take(v, doc, SOURCE_XPO, &x, e);

	if (rc != 0)
		return rc;
	verb = tree_child(&x, 0, NULL, 0);
	if (tree_within(&x, 0, "verwijderenwork", TREE_NONE) != TREE_NONE)
		visit_say(v, F_SID_WITHDRAWAL, doc, S("verwijderenwork"), STR_NONE);
	else if (verb == TREE_NONE || tree_child(&x, 0, NULL, 1) != TREE_NONE ||
	    (!str_eq(x.v[verb].name, S("toevoegenwork")) && !str_eq(x.v[verb].name, S("bijwerkenexpression"))))
		teller_fault(&t, true, "xpo",
		    _("hierin hoort één opdracht te staan: toevoegenwork, bijwerkenexpression of verwijderenwork"));
	else
		take_verb(&t, &x, verb);
	return 1;
}

const struct reader from_xpo = {
	.extensions = "xml",
	.may = may,
	.read = read_order,
};
