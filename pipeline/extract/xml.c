/* SPDX-License-Identifier: EUPL-1.2 */
/* xml.c - XML, as a file or as a part of a ZIP package, streamed through libxml2 without entities or network. */
#include "extract/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/banned.h"

#define DEPTH_MOST	256		/* elements inside each other; libxml2's own guard for trees */
#define CHUNK		((size_t)64 << 10)	/* bytes given to the parser in one go */

struct parse {
	const struct xml_handler *h;
	void		*user;
	struct gather	*aside;
	xmlParserCtxtPtr ctxt;
	unsigned	 depth;
	bool		 doctype, deep;
};

static xmlParserInputPtr
refuse(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
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

struct str
xml_attribute(const struct xml_tag *t, const char *name)
{
	for (int i = 0; i < t->nattributes; i++) {
		const unsigned char **a = t->attributes + (size_t)i * 5;

		if (strcmp((const char *)a[0], name) == 0)
			return (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
	}
	return STR_NONE;
}

struct str
xml_attribute_of(const struct xml_tag *t, const char *ns_end, const char *name)
{
	for (int i = 0; i < t->nattributes; i++) {
		const unsigned char **a = t->attributes + (size_t)i * 5;

		if (strcmp((const char *)a[0], name) == 0 && str_ends(of_xml(a[2]), str_of(ns_end)))
			return (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
	}
	return STR_NONE;
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int nnamespaces,
    const xmlChar **namespaces, int nattributes, int ndefaulted, const xmlChar **attributes)
{
	struct parse *p = user;
	struct xml_tag t = { of_xml(name), of_xml(ns), attributes, nattributes };

	(void)prefix;
	(void)nnamespaces;
	(void)namespaces;
	(void)ndefaulted;
	if (++p->depth > DEPTH_MOST) {
		p->deep = true;
		xmlStopParser(p->ctxt);
		return;
	}
	p->h->start(p->user, &t);
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct parse *p = user;

	(void)prefix;
	(void)ns;
	p->depth--;
	p->h->end(p->user, of_xml(name));
}

static void
on_text(void *user, const xmlChar *s, int n)
{
	struct parse *p = user;

	p->h->text(p->user, (struct str){ (const char *)s, (size_t)n });
}

/* What no reader of the document sees; the handler goes on where it was. */
static void
beside(struct parse *p, enum text_origin o, const xmlChar *s)
{
	enum text_origin before = p->aside->origin;

	gather_gap(p->aside, GAP_LINE);
	gather_origin(p->aside, o);
	gather_words(p->aside, of_xml(s));
	gather_origin(p->aside, before);
	gather_gap(p->aside, GAP_LINE);
}

static void
on_comment(void *user, const xmlChar *s)
{
	beside(user, TEXT_COMMENT, s);
}

static void
on_instruction(void *user, const xmlChar *target, const xmlChar *s)
{
	(void)target;
	beside(user, TEXT_REST, s);
}

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *where)
{
	struct parse *p = user;

	(void)name;
	(void)id;
	(void)where;
	p->doctype = true;
	xmlStopParser(p->ctxt);
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static xmlParserCtxtPtr
context(struct parse *p, int options)
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

	p->ctxt = xmlCreatePushParserCtxt(&sax, p, NULL, 0, NULL);
	if (p->ctxt != NULL && xmlCtxtUseOptions(p->ctxt, options) != 0) {
		xmlFreeParserCtxt(p->ctxt);
		p->ctxt = NULL;
	}
	return p->ctxt;
}

/* False when the parser has had enough. */
static bool
feed(struct parse *p, const struct extraction *x, struct str s)
{
	for (; s.n != 0; s = str_from(s, CHUNK)) {
		struct str part = str_sub(s, 0, CHUNK);

		if (xmlParseChunk(p->ctxt, part.p, (int)part.n, 0) != 0 && !p->ctxt->wellFormed)
			return false;
		if (p->doctype || p->deep || gather_full(&x->text) || gather_full(&x->aside))
			return false;
	}
	return true;
}

/* Ends the parser and says with a finding what stops the extraction; *sound_r: the XML was well-formed. */
static int
judge(struct parse *p, struct extraction *x, const char *where, bool *sound_r, struct err *e)
{
	bool memory = p->ctxt->errNo == XML_ERR_NO_MEMORY;

	*sound_r = p->ctxt->wellFormed;
	xmlFreeDoc(p->ctxt->myDoc);
	p->ctxt->myDoc = NULL;
	xmlFreeParserCtxt(p->ctxt);
	if (memory)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
	if (p->doctype)
		extraction_stop(x, F_EXT_DOCTYPE, str_of(where));
	else if (p->deep)
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("256 XML-elementen in elkaar")));
	else if (gather_full(&x->text) || gather_full(&x->aside))
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("64 MB tekst")));
	return 0;
}

/* The same, where XML that is not well-formed was not read. */
static int
judge_sound(struct parse *p, struct extraction *x, const char *where, struct err *e)
{
	bool sound;

	if (judge(p, x, where, &sound, e) != 0)
		return -1;
	if (!sound && x->loose && !x->stopped)
		extraction_find(x, F_EXT_EMBEDDED, 0, str_of(_("onderdeel dat geen geldige XML is")));
	else if (!sound)
		extraction_stop(x, F_EXT_BROKEN, str_of(_("geen geldige XML")));
	return 0;
}

int
xml_member(struct extraction *x, struct zip *z, const struct xml_handler *h, void *user, struct err *e)
{
	struct parse p = { .h = h, .user = user, .aside = &x->aside };
	struct str block;
	enum zip_state st;

	if (context(&p, XML_PARSE_NONET) == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
	while ((st = zip_block(z, &block)) == ZIP_MORE && feed(&p, x, block))
		;
	if (st == ZIP_END)
		(void)xmlParseChunk(p.ctxt, NULL, 0, 1);
	xml_zip_state(x, st);
	return judge_sound(&p, x, _("in een onderdeel van het document"), e);
}

int
xml_file(struct extraction *x, struct str utf8, const struct xml_handler *h, void *user, struct err *e)
{
	struct parse p = { .h = h, .user = user, .aside = &x->aside };

	if (context(&p, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC) == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
	if (feed(&p, x, utf8))
		(void)xmlParseChunk(p.ctxt, NULL, 0, 1);
	return judge_sound(&p, x, _("aan het begin"), e);
}

int
xml_bytes(struct extraction *x, struct str s, const struct xml_handler *h, void *user, bool *sound_r, struct err *e)
{
	struct parse p = { .h = h, .user = user, .aside = &x->aside };

	if (context(&p, XML_PARSE_NONET) == NULL)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
	if (feed(&p, x, s))
		(void)xmlParseChunk(p.ctxt, NULL, 0, 1);
	return judge(&p, x, _("in een onderdeel van het document"), sound_r, e);
}

void
xml_zip_state(struct extraction *x, enum zip_state st)
{
	switch (st) {
	case ZIP_MORE:
	case ZIP_END:
		break;
	case ZIP_BROKEN:
		extraction_stop(x, F_EXT_BROKEN, str_of(_("ZIP-structuur")));
		break;
	case ZIP_LOCKED:
		extraction_stop(x, F_EXT_PASSWORD, STR_NONE);
		break;
	case ZIP_TWICE:
		extraction_stop(x, F_EXT_BROKEN, str_of(_("een onderdeel komt twee keer voor")));
		break;
	case ZIP_TOO_MUCH:
		extraction_stop(
		    x, F_EXT_TOO_MUCH, str_of(_("10.000 onderdelen, 512 MB uitgepakt of 200 keer zijn eigen grootte")));
		break;
	}
}
