/* SPDX-License-Identifier: EUPL-1.2 */
/* xml.c - XML in memory, streamed through libxml2: no DOCTYPE, no entities, no network, no depth (gate facts 8.3). */
#include "base/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/banned.h"

static xmlParserInputPtr
refuse(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

void
xml_load(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse);
}

static struct str
of_xml(const xmlChar *s)
{
	return str_of((const char *)s);
}

/* Name, prefix, namespace, value and the end of that. */
static const unsigned char **
tuple(const struct xml_tag *t, int i)
{
	return t->attributes + (size_t)i * 5;
}

struct str
xml_attribute_name(const struct xml_tag *t, int i)
{
	return of_xml(*tuple(t, i));
}

struct str
xml_attribute_ns(const struct xml_tag *t, int i)
{
	return of_xml(tuple(t, i)[2]);
}

struct str
xml_attribute_at(const struct xml_tag *t, int i)
{
	const unsigned char **a = tuple(t, i);

	return (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
}

struct str
xml_attribute(const struct xml_tag *t, const char *name)
{
	for (int i = 0; i < t->nattributes; i++) {
		if (strcmp((const char *)*tuple(t, i), name) == 0)
			return xml_attribute_at(t, i);
	}
	return STR_NONE;
}

struct str
xml_attribute_of(const struct xml_tag *t, const char *ns_end, const char *name)
{
	for (int i = 0; i < t->nattributes; i++) {
		if (strcmp((const char *)*tuple(t, i), name) == 0 && str_ends(of_xml(tuple(t, i)[2]), str_of(ns_end)))
			return xml_attribute_at(t, i);
	}
	return STR_NONE;
}

/* The parser may say one thing more: nothing that comes after this is for the handler. */
static void
stop(struct xml_reader *r, enum xml_end why)
{
	if (r->stopped == XML_SOUND)
		r->stopped = why;
	xmlStopParser(r->parser);
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int nnamespaces,
    const xmlChar **namespaces, int nattributes, int ndefaulted, const xmlChar **attributes)
{
	struct xml_reader *r = user;
	struct xml_tag t = { of_xml(name), of_xml(ns), attributes, nattributes };

	(void)prefix;
	(void)nnamespaces;
	(void)namespaces;
	(void)ndefaulted;
	if (++r->depth > XML_DEPTH_MOST)
		stop(r, XML_DEEP);
	if (r->stopped == XML_SOUND)
		r->h->start(r->user, &t);
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct xml_reader *r = user;

	(void)prefix;
	(void)ns;
	r->depth--;
	if (r->h->end != NULL && r->stopped == XML_SOUND)
		r->h->end(r->user, of_xml(name));
}

static void
on_text(void *user, const xmlChar *s, int n)
{
	struct xml_reader *r = user;

	if (r->h->text != NULL && r->stopped == XML_SOUND)
		r->h->text(r->user, (struct str){ (const char *)s, (size_t)n });
}

static void
on_comment(void *user, const xmlChar *s)
{
	struct xml_reader *r = user;

	if (r->beside != NULL && r->stopped == XML_SOUND)
		r->beside(r->beside_user, true, of_xml(s));
}

static void
on_instruction(void *user, const xmlChar *target, const xmlChar *s)
{
	struct xml_reader *r = user;

	(void)target;
	if (r->beside != NULL && r->stopped == XML_SOUND)
		r->beside(r->beside_user, false, of_xml(s));
}

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *where)
{
	(void)name;
	(void)id;
	(void)where;
	stop(user, XML_DOCTYPE);
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

int
xml_open(struct xml_reader *r, bool utf8, struct err *e)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.comment = on_comment,
		.processingInstruction = on_instruction,
		.internalSubset = on_doctype,
		.serror = quiet };

	r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
	if (r->parser != NULL && xmlCtxtUseOptions(r->parser, XML_PARSE_NONET | (utf8 ? XML_PARSE_IGNORE_ENC : 0)) == 0)
		return 0;
	xmlFreeParserCtxt(r->parser);
	return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
}

bool
xml_feed(struct xml_reader *r, struct str s)
{
	xmlParserCtxt *parser = r->parser;

	must(s.n <= XML_PIECE);
	return (xmlParseChunk(parser, s.p, (int)s.n, s.n == 0) == 0 || parser->wellFormed) && r->stopped == XML_SOUND;
}

int
xml_close(struct xml_reader *r, enum xml_end *end_r, struct err *e)
{
	xmlParserCtxt *parser = r->parser;
	bool memory = parser->errNo == XML_ERR_NO_MEMORY;

	*end_r = r->stopped != XML_SOUND ? r->stopped : parser->wellFormed ? XML_SOUND : XML_BROKEN;
	xmlFreeDoc(parser->myDoc);
	parser->myDoc = NULL;
	xmlFreeParserCtxt(parser);
	return memory ? err_set(e, E_LIMIT, _("te weinig geheugen voor XML")) : 0;
}

int
xml_parse(struct str s, const struct xml_handler *h, void *user, enum xml_end *end_r, struct err *e)
{
	struct xml_reader r = { .h = h, .user = user };

	if (xml_open(&r, false, e) != 0)
		return -1;
	for (; s.n != 0 && xml_feed(&r, str_sub(s, 0, XML_PIECE)); s = str_from(s, XML_PIECE))
		;
	if (s.n == 0)
		(void)xml_feed(&r, STR_NONE);
	return xml_close(&r, end_r, e);
}
