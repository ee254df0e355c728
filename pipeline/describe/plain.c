/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.c - the plain XML form of a dossier, its documents and their files: what MDTO is made of. */
#include "describe/plain.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/line.h"
#include "base/utf8.h"
#include "describe/diwoo.h"
#include "ground.h"

#include "base/banned.h"

/* Places in the Woo by which something was left out. */
struct grounds {
	struct str	*v;
	size_t		 n, cap;
	bool		 unread;	/* a source says more than these: what it comes to is not for us to say */
};

static const struct value *
first(const struct record *r, enum field f)
{
	return r->f[f].n == 0 ? NULL : &r->f[f].v[0];
}

static struct str
text(const struct record *r, enum field f)
{
	return first(r, f) == NULL ? STR_NONE : first(r, f)->text;
}

static xmlNodePtr
add(xmlNodePtr up, const char *name)
{
	xmlNodePtr node = xmlNewChild(up, NULL, (const xmlChar *)name, NULL);

	must(node != NULL);
	return node;
}

/* An attribute that says something. */
static void
say(xmlNodePtr node, const char *name, struct str v, struct arena *mem)
{
	struct mark mark = arena_mark(mem);

	must(utf8_xml(v));
	if (v.n != 0)
		must(xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)str_c(mem, v)) != NULL);
	arena_rewind(mem, mark);
}

static xmlDocPtr
begin(const char *name, xmlNodePtr *root_r)
{
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");

	must(doc != NULL);
	*root_r = xmlNewDocNode(doc, NULL, (const xmlChar *)name, NULL);
	must(*root_r != NULL);
	(void)xmlDocSetRootElement(doc, *root_r);
	return doc;
}

static struct str
urn(const struct subject *s, struct uuid id)
{
	return str_fmt(s->mem, "urn:uuid:%.*s", STRF(uuid_text(s->mem, id)));
}

static void
identify(const struct subject *s, xmlNodePtr node, struct str kenmerk, struct str bron)
{
	say(node, "kenmerk", kenmerk, s->mem);
	say(node, "bron", bron, s->mem);
}

/* A reference to something of ours, by the mark that it has here. */
static void
refer(const struct subject *s, xmlNodePtr up, const char *as, struct str naam, struct uuid id)
{
	xmlNodePtr node = add(up, as);

	say(node, "naam", naam, s->mem);
	identify(s, node, urn(s, id), S(SIP_SOURCE));
}

static void
add_record(xmlNodePtr up, const struct record *r)
{
	AUTO_XML doc = diwoo_record(r);
	xmlNodePtr copy = xmlDocCopyNode(xmlDocGetRootElement(doc), up->doc, 1);

	must(copy != NULL);
	(void)xmlAddChild(up, copy);
}

static void
add_keeping(const struct subject *s, xmlNodePtr up)
{
	const struct keeping *k = &s->keeping;
	xmlNodePtr node = add(up, "bewaren");

	say(node, "waardering", (struct str){ &k->waardering, 1 }, s->mem);
	say(node, "termijn", k->termijn, s->mem);
	say(node, "begint", k->begint, s->mem);
	say(node, "begintLijst", k->lijst, s->mem);
	say(node, "selectielijst", k->selectielijst, s->mem);
	say(node, "nummer", k->nummer, s->mem);
	say(node, "resultaat", k->resultaat, s->mem);
}

/* The days that something is about, when a source says so. */
static void
add_period(const struct subject *s, xmlNodePtr up, const struct statements *said)
{
	const struct statement *p = statement_best(said, SAY_PERIOD);
	bool open = p == NULL || !date_valid(p->until);
	xmlNodePtr node;

	if (p == NULL || !date_valid(p->date) || (!open && date_cmp(p->date, p->until) > 0))
		return;
	node = add(up, "periode");
	say(node, "van", date_iso(s->mem, p->date), s->mem);
	if (!open)
		say(node, "tot", date_iso(s->mem, p->until), s->mem);
}

/* A ground, once.  Only codes: a source may have written anything there. */
static void
add_ground(struct grounds *g, struct str typed, struct arena *mem)
{
	struct str code = ground_read(mem, typed);
	bool known = code.n == 0;

	g->unread |= known;
	for (size_t k = 0; k < g->n; k++)
		known |= str_eq(g->v[k], code);
	if (!known)
		*PUSH(mem, g->v, g->n, g->cap) = code;
}

/*
 * On which grounds something was left out, and whether a source says of the use
 * what has no place here: another restriction, a part that is not public.
 */
static void
gather_grounds(const struct statements *said, struct grounds *g, struct arena *mem)
{
	for (size_t i = 0; i < said->n; i++) {
		const struct statement *p = &said->v[i];

		if (p->what == SAY_GROUND)
			add_ground(g, p->text, mem);
		g->unread |= p->what == SAY_RESTRICTION ||
		    (p->what == SAY_JUDGEMENT && !str_eq_nocase(p->text, S("openbaar")) &&
			!str_eq_nocase(p->text, S("reeds openbaar")));
	}
}

static void
add_grounds(const struct subject *s, xmlNodePtr up, struct grounds *g)
{
	if (g->n > 1)
		qsort(g->v, g->n, sizeof *g->v, str_order);
	for (size_t i = 0; i < g->n; i++) {
		xmlNodePtr node = add(up, "grond");

		say(node, "code", g->v[i], s->mem);
		say(node, "naam", str_of(_(ground_label(g->v[i]))), s->mem);
	}
}

static xmlDocPtr
object(const struct subject *s, const char *level, const struct grounds *g, xmlNodePtr *root_r)
{
	static const char *const released[] = {
		[RELEASE_UNKNOWN] = "onbekend", [RELEASE_NO] = "nee", [RELEASE_YES] = "ja"
	};
	xmlDocPtr doc = begin("informatieobject", root_r);

	say(*root_r, "niveau", str_of(level), s->mem);
	say(*root_r, "vrijgave", str_of(released[g->unread ? RELEASE_UNKNOWN : s->d->declared.vrijgave]), s->mem);
	return doc;
}

/* The system that the marks of the source are of. */
static struct str
system_of(const struct subject *s)
{
	struct str bron = line_clean(s->mem, s->d->declared.bron);

	return bron.n != 0 ? bron : text(dossier_record(s->d), MD_PUBLISHER);
}

/* Is it a mark of the source, and not one of ours? */
static bool
of_source(struct str mark)
{
	return mark.n != 0 && !str_starts(mark, S("urn:uuid:"));
}

xmlDocPtr
plain_dossier(const struct subject *s)
{
	const struct aggregation *up = &s->d->org->archive;
	const struct record *whole = dossier_record(s->d);
	struct str kenmerk = text(whole, MD_AGGREGATIEKENMERK);
	struct grounds g = { 0 };
	xmlNodePtr root, node;
	xmlDocPtr doc;

	gather_grounds(&s->d->said, &g, s->mem);
	for (size_t i = 0; i < s->sip->n; i++)
		gather_grounds(s->sip->v[i].said, &g, s->mem);
	doc = object(s, "Dossier", &g, &root);
	if (of_source(kenmerk))
		identify(s, add(root, "identificatie"), kenmerk, system_of(s));
	identify(s, add(root, "identificatie"), urn(s, dossier_uuid(s->d)), S(SIP_SOURCE));
	add_record(root, whole);
	add_period(s, root, &s->d->said);
	add_keeping(s, root);
	if (up->kenmerk.n != 0) {
		node = add(root, "onderdeelVan");
		say(node, "naam", up->naam, s->mem);
		identify(s, node, up->kenmerk, up->bron);
	}
	for (size_t i = 0; i < s->sip->n; i++)
		refer(s, root, "onderdeel", text(s->sip->v[i].record, MD_OFFICIELE_TITEL), s->sip->v[i].id);
	add_grounds(s, root, &g);
	return doc;
}

xmlDocPtr
plain_object(const struct subject *s, const struct sip_doc *one)
{
	const struct record *r = one->record;
	struct grounds g = { 0 };
	xmlNodePtr root;
	xmlDocPtr doc;

	gather_grounds(one->said, &g, s->mem);
	for (size_t i = 0; i < s->d->said.n; i++) /* what holds for the whole holds for what is in it */
		g.unread |= s->d->said.v[i].what == SAY_RESTRICTION;
	doc = object(s, "Archiefstuk", &g, &root);
	identify(s, add(root, "identificatie"), urn(s, one->id), S(SIP_SOURCE));
	/* DiWoo has the mark of the dossier with each document; here it is that of another object. */
	for (size_t i = 0; i < r->f[MD_IDENTIFIER].n; i++) {
		struct str mark = r->f[MD_IDENTIFIER].v[i].text;

		if (of_source(mark) && !str_eq(mark, text(r, MD_AGGREGATIEKENMERK)))
			identify(s, add(root, "identificatie"), mark, system_of(s));
	}
	add_record(root, r);
	add_period(s, root, one->said);
	add_keeping(s, root);
	refer(s, root, "onderdeelVan", text(dossier_record(s->d), MD_OFFICIELE_TITEL), dossier_uuid(s->d));
	if (one->file.n != 0)
		refer(s, root, "representatie", one->file, file_uuid(one->id));
	add_grounds(s, root, &g);
	return doc;
}

xmlDocPtr
plain_file(const struct subject *s, const struct sip_doc *one)
{
	const struct document *x = &s->d->docs[one->doc];
	const struct artefact *a = &x->have[A_ORIGINAL];
	struct uuid id = document_uuid(s->d, x);
	xmlNodePtr root;
	xmlDocPtr doc = begin("bestand", &root);

	say(root, "naam", one->file, s->mem);
	say(root, "omvang", str_fmt(s->mem, "%" PRIu64, a->size), s->mem);
	say(root, "formaat", text(&x->record, MD_FORMAT), s->mem);
	say(root, "mediatype", x->media_type, s->mem);
	say(root, "sha256", digest_hex(s->mem, a->sha256), s->mem);
	say(root, "ingenomen", time_rfc3339(s->mem, x->since), s->mem);
	identify(s, add(root, "identificatie"), urn(s, file_uuid(id)), S(SIP_SOURCE));
	refer(s, root, "representatieVan", text(&x->record, MD_OFFICIELE_TITEL), id);
	return doc;
}
