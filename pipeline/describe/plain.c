/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.c - the plain XML form of a dossier, its documents and their files: what MDTO is made of. */
#include "describe/plain.h"

#include <inttypes.h>

#include "base/utf8.h"
#include "describe/diwoo.h"
#include "describe/title.h"
#include "plan.h"

#include "base/banned.h"

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
	identify(s, node, urn(s, id), S(PLAN_SOURCE));
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

static xmlDocPtr
object(const struct subject *s, const char *level, xmlNodePtr *root_r)
{
	static const char *const released[] = {
		[RELEASE_UNKNOWN] = "onbekend", [RELEASE_NO] = "nee", [RELEASE_YES] = "ja"
	};
	xmlDocPtr doc = begin("informatieobject", root_r);

	say(*root_r, "niveau", str_of(level), s->mem);
	say(*root_r, "vrijgave", str_of(released[s->d->declared.vrijgave]), s->mem);
	return doc;
}

xmlDocPtr
plain_dossier(const struct subject *s)
{
	const struct aggregation *up = &s->d->org->archive;
	const struct record *r = &dossier_main(s->d)->record;
	struct str kenmerk = title_clean(s->mem, s->d->declared.kenmerk), bron = title_clean(s->mem, s->d->declared.bron);
	xmlNodePtr root, node;
	xmlDocPtr doc = object(s, "Dossier", &root);

	if (kenmerk.n != 0)
		identify(s, add(root, "identificatie"), kenmerk, bron.n != 0 ? bron : text(r, MD_PUBLISHER));
	identify(s, add(root, "identificatie"), urn(s, dossier_uuid(s->d)), S(PLAN_SOURCE));
	add_record(root, r);
	add_keeping(s, root);
	if (up->kenmerk.n != 0) {
		node = add(root, "onderdeelVan");
		say(node, "naam", up->naam, s->mem);
		identify(s, node, up->kenmerk, up->bron);
	}
	for (size_t i = 0; i < s->sip->n; i++) {
		const struct document *x = &s->d->docs[s->sip->v[i].doc];

		refer(s, root, "onderdeel", text(&x->record, MD_OFFICIELE_TITEL), document_uuid(s->d, x));
	}
	return doc;
}

xmlDocPtr
plain_object(const struct subject *s, const struct sip_doc *one)
{
	const struct document *x = &s->d->docs[one->doc];
	struct uuid id = document_uuid(s->d, x);
	xmlNodePtr root;
	xmlDocPtr doc = object(s, "Archiefstuk", &root);

	identify(s, add(root, "identificatie"), urn(s, id), S(PLAN_SOURCE));
	add_record(root, &x->record);
	add_keeping(s, root);
	refer(s, root, "onderdeelVan", text(&dossier_main(s->d)->record, MD_OFFICIELE_TITEL), dossier_uuid(s->d));
	if (one->file.n != 0)
		refer(s, root, "representatie", one->file, file_uuid(id));
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
	identify(s, add(root, "identificatie"), urn(s, file_uuid(id)), S(PLAN_SOURCE));
	refer(s, root, "representatieVan", text(&x->record, MD_OFFICIELE_TITEL), id);
	return doc;
}
