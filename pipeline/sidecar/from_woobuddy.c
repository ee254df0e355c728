/* SPDX-License-Identifier: EUPL-1.2 */
/* from_woobuddy.c - reads the bundle that WOO Buddy exports, once it is unpacked. */
#include "sidecar/from_woobuddy.h"

#include "base/csv.h"
#include "base/json.h"
#include "base/path.h"
#include "config/catalog.h"
#include "proc/tools.h"
#include "sidecar/pair.h"
#include "sidecar/teller.h"
#include "sidecar/tree.h"

#include "base/banned.h"

#define SURE		95
#define SURE_DOUBTED	40		/* below what describe takes */
#define JSON_MOST	((size_t)1 << 20)
#define LOG_MOST	((size_t)16 << 20)	/* a hundred thousand redactions */
#define COLUMNS_MOST	((size_t)32)
#define GROUNDS_MOST	((size_t)64)	/* the Woo and the Wob have thirty together */

enum part { REDACTED, XML, JSON, LOG, README, PARTS };

static const char *const names[PARTS] = { "redacted.pdf", "metadata.xml", "metadata.json", "redaction-log.csv", "README.txt" };

struct bundle {
	struct visit	*v;
	int		 part[PARTS];	/* documents; DOC_NONE: it is not there */
	struct teller	 t;		/* speaks of redacted.pdf */
	struct tree	 x;
	json_t		*json;		/* or NULL */
};

/* --- metadata.xml ---------------------------------------------------------------------------- */

static struct str
xml_text(const struct bundle *b, const char *name)
{
	size_t k = tree_within(&b->x, 0, name, TREE_NONE);

	return k == TREE_NONE ? STR_NONE : b->x.v[k].text;
}

/* The day of export: a date of the document that is the same was perhaps never filled in. */
static void
take_date(struct bundle *b)
{
	struct arena *mem = b->v->tmp;
	struct str text = xml_text(b, "creatiedatum");
	struct date day, made = { 0 };
	struct teller t = b->t;

	if (teller_day_of(mem, json_str(json_map(b->json, "publicatie"), "registratiedatum"), &made) &&
	    teller_day_of(mem, text, &day) && date_cmp(made, day) == 0) {
		t.sure = SURE_DOUBTED;
		teller_fault(&t, false, "creatiedatum",
		    _("dit is de dag van de export; de datum van het document is dan niet ingevuld en telt niet"));
	}
	teller_day(&t, SAY_DATE, text, "creatiedatum");
}

/*
 * What a person filled in.  documentsoort, thema, trefwoord, format, language,
 * geldigheid and the act are the program's own filling, and one organisation is
 * written three times (facts: intake-formats.md 6.1).
 */
static void
take_xml(struct bundle *b)
{
	struct teller *t = &b->t;

	for (size_t k = TREE_NONE; (k = tree_within(&b->x, 0, "informatiecategorie", k)) != TREE_NONE;)
		teller_term(
		    t, SAY_CATEGORIE, b->x.v[k].text, tree_attribute(&b->x.v[k], "resource"), "informatiecategorie");
	for (size_t k = TREE_NONE; (k = tree_within(&b->x, 0, "identifier", k)) != TREE_NONE;) {
		if (!str_starts(b->x.v[k].text, S("urn:uuid:")))
			teller_text(t, SAY_KENMERK, b->x.v[k].text, "identifier");
	}
	for (size_t k = TREE_NONE; (k = tree_within(&b->x, 0, "omschrijving", k)) != TREE_NONE;)
		teller_text(t, SAY_DESCRIPTION, b->x.v[k].text, "omschrijving");
	teller_title(t, SAY_TITLE, xml_text(b, "officieleTitel"), "officieleTitel");
	teller_organisation(t, SAY_PUBLISHER, xml_text(b, "publisher"), STR_NONE, false, "publisher");
	take_date(b);
}

/* --- metadata.json --------------------------------------------------------------------------- */

static void
differs(struct bundle *b, const char *what)
{
	teller_fault(
	    &b->t, true, what, _("metadata.xml en metadata.json zeggen hier iets anders; maak de bundel opnieuw"));
}

static bool
xml_has(const struct bundle *b, const char *name, const char *attribute, struct str want)
{
	for (size_t k = TREE_NONE; (k = tree_within(&b->x, 0, name, k)) != TREE_NONE;) {
		if (str_eq(attribute == NULL ? b->x.v[k].text : tree_attribute(&b->x.v[k], attribute), want))
			return true;
	}
	return false;
}

static struct str
trimmed(const json_t *obj, const char *name)
{
	return str_trim(json_str(obj, name));
}

/* Both were written of the same answers. */
static void
compare(struct bundle *b)
{
	json_t *publication = json_map(b->json, "publicatie"), *document = json_map(b->json, "document"), *one;
	json_t *categories = json_list(publication, "diWooInformatieCategorieen");
	json_t *marks = json_list(document, "kenmerken");
	size_t i, n = 0;

	if (publication == NULL || document == NULL) {
		teller_fault(
		    &b->t, true, "metadata.json", _("publicatie of document ontbreekt; maak de bundel opnieuw"));
		return;
	}
	if (!str_eq(trimmed(document, "officieleTitel"), xml_text(b, "officieleTitel")))
		differs(b, "officieleTitel");
	if (!str_eq(trimmed(document, "creatiedatum"), xml_text(b, "creatiedatum")))
		differs(b, "creatiedatum");
	for (size_t k = TREE_NONE; (k = tree_within(&b->x, 0, "informatiecategorie", k)) != TREE_NONE;)
		n++;
	if (n != json_array_size(categories))
		differs(b, "informatiecategorie");
	json_array_foreach (categories, i, one) {
		if (!xml_has(b, "informatiecategorie", "resource", str_of(json_string_value(one))))
			differs(b, "informatiecategorie");
	}
	json_array_foreach (marks, i, one) {
		if (!xml_has(b, "identifier", NULL, trimmed(one, "kenmerk")))
			differs(b, "identifier");
	}
	if (json_str(publication, "ingetrokkenOp").n != 0 || json_str(document, "ingetrokkenOp").n != 0 ||
	    str_eq(json_str(document, "publicatiestatus"), S("ingetrokken")))
		teller_fault(&b->t, true, "ingetrokkenOp", _("dit is ingetrokken; haal het hier weg"));
}

/* --- redaction-log.csv ------------------------------------------------------------------------ */

static size_t
column(const struct str *head, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(head[i], str_of(name)))
			return i;
	}
	return n;
}

static void
take_ground(struct bundle *b, struct str s, size_t line)
{
	struct teller t = b->t;

	t.file = b->part[LOG];
	t.within = str_fmt(b->v->tmp, _("regel %zu"), line);
	if (s.n == 0)
		teller_fault(&t, false, "woo_artikel", _("bij deze lakking staat geen weigeringsgrond"));
	else
		teller_ground(&t, s, "woo_artikel");
}

static bool
is_new(struct str *seen, size_t *n, struct str s)
{
	for (size_t i = 0; i < *n; i++) {
		if (str_eq(seen[i], s))
			return false;
	}
	if (*n < GROUNDS_MOST)
		seen[(*n)++] = s;
	return true;
}

static int
take_log(struct bundle *b, struct err *e)
{
	struct str bytes, cell[COLUMNS_MOST], seen[GROUNDS_MOST];
	struct teller t = b->t;
	struct csv csv;
	size_t n, ground, rows = 0, nseen = 0;
	int rc = visit_bytes(b->v, b->part[LOG], LOG_MOST, &bytes, e);

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	t.file = b->part[LOG];
	csv_open(&csv, bytes, b->v->tmp);
	if (!csv_row(&csv, cell, COLUMNS_MOST, &n) || (ground = column(cell, n, "woo_artikel")) == n) {
		teller_fault(
		    &t, true, "woo_artikel", _("deze kolom ontbreekt in het lakverslag; maak de bundel opnieuw"));
		return 0;
	}
	while (csv_row(&csv, cell, COLUMNS_MOST, &n)) {
		struct str s = ground < n ? cell[ground] : STR_NONE;

		if (n == 1 && cell[0].n == 0)
			continue;
		rows++;
		if (is_new(seen, &nseen, s))
			take_ground(b, s, csv.line);
	}
	if (csv.open || csv.cut)
		teller_fault(
		    &t, true, NULL, _("het lakverslag is niet tot het einde te lezen; maak de bundel opnieuw"));
	teller_say(&t,
	    (struct statement){ .what = SAY_JUDGEMENT, .text = str_of(rows == 0 ? "openbaar" : "deels openbaar") },
	    "redaction-log.csv");
	return 0;
}

/* --- the bundle ------------------------------------------------------------------------------- */

/* Which of the five this is; PARTS: none. */
static int
part_of(struct str base)
{
	for (int i = 0; i < PARTS; i++) {
		if (str_eq_nocase(base, str_of(names[i])))
			return i;
	}
	return PARTS;
}

/* The parts beside document doc; how many there are. */
static int
find_parts(struct bundle *b, int doc)
{
	int n = 0;

	for (int i = 0; i < PARTS; i++) {
		b->part[i] = visit_beside(b->v, doc, str_of(names[i]));
		n += b->part[i] != DOC_NONE;
	}
	return n;
}

/* In its archive nothing else may lie; in a folder of the dossier that is no wonder. */
static void
find_strangers(struct bundle *b)
{
	struct str folder = visit_folder(b->v, b->part[REDACTED]);
	const struct document *first = &b->v->d->docs[b->part[REDACTED]];

	for (size_t i = 0; i < b->v->d->ndocs && first->container.n != 0; i++) {
		const struct document *x = &b->v->d->docs[i];

		if (str_eq(x->container, first->container) && str_starts(x->path, folder) && x->role != ROLE_JUNK &&
		    (part_of(path_base(x->path)) == PARTS || !str_eq(visit_folder(b->v, (int)i), folder)))
			visit_fault(b->v, (int)i, true, str_of(_("bundel van WOO Buddy")),
			    str_of(_("in zo’n bundel hoort dit bestand niet; lever het apart aan")));
	}
}

static int
take_parts(struct bundle *b, struct err *e)
{
	struct str bytes;
	int rc = tree_read(b->v, b->part[XML], &b->x, e);

	if (rc != 0)
		return rc < 0 ? -1 : 0;
	rc = visit_bytes(b->v, b->part[JSON], JSON_MOST, &bytes, e);
	if (rc < 0)
		return -1;
	if (rc == 0)
		b->json = json_read(bytes, e);
	if (rc == 0 && b->json == NULL)
		visit_fault(b->v, b->part[JSON], true, str_of(_("het hele bestand")),
		    str_of(_("dit is geen geldige JSON; maak de bundel opnieuw")));
	take_xml(b);
	if (b->json != NULL)
		compare(b);
	return take_log(b, e);
}

static bool
may(struct str head)
{
	(void)head;
	return true; /* the names tell */
}

static int
read_bundle(struct visit *v, int doc, struct err *e)
{
	struct bundle b = { .v = v };
	int part = part_of(path_base(v->d->docs[doc].path)), n, rc = 0;

	if (part == PARTS || part == REDACTED)
		return 0;
	n = find_parts(&b, doc);
	if (n < 3 || (b.part[LOG] == DOC_NONE && b.part[REDACTED] == DOC_NONE))
		return 0; /* another README.txt or metadata.xml */
	for (int i = 0; i < PARTS; i++) {
		if (i != REDACTED && b.part[i] != DOC_NONE && pair_unread(v, b.part[i]))
			visit_taken(v, b.part[i], SOURCE_WOO_BUDDY);
	}
	if (n < PARTS) {
		for (int i = 0; i < PARTS; i++) {
			if (b.part[i] == DOC_NONE)
				visit_fault(v, doc, true, str_of(_("bundel van WOO Buddy")),
				    str_fmt(v->tmp, _("%s ontbreekt; lever de hele bundel aan"), names[i]));
		}
		return 1;
	}
	b.t = (struct teller){
		.v = v, .file = b.part[XML], .doc = b.part[REDACTED], .source = SOURCE_WOO_BUDDY, .sure = SURE
	};
	find_strangers(&b);
	rc = take_parts(&b, e);
	json_decref(b.json);
	return rc < 0 ? -1 : 1;
}

const struct reader from_woobuddy = {
	.extensions = "xml json csv txt",
	.may = may,
	.read = read_bundle,
};
