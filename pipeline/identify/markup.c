/* SPDX-License-Identifier: EUPL-1.2 */
/* markup.c - XML in memory, streamed through libxml2: no DOCTYPE, no entities, no network, no depth. */
#include "identify/markup.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

#include "base/banned.h"

#define DEPTH_MOST	256		/* elements inside each other; libxml2's own guard for trees */
#define CHUNK		((size_t)64 << 10)	/* bytes given to the parser in one go */

struct parse {
	const struct markup_handler *h;
	void		*user;
	xmlParserCtxtPtr ctxt;
	unsigned	 depth;
	bool		 stopped;
	enum markup_end	 why;
};

static struct str
of_xml(const xmlChar *s)
{
	return str_of((const char *)s);
}

struct str
markup_attribute(const struct markup_tag *t, const char *ns, const char *name)
{
	for (int i = 0; i < t->nattributes; i++) {
		const unsigned char **a = t->attributes + (size_t)i * 5;

		if (strcmp((const char *)a[0], name) == 0 &&
		    (ns == NULL || (a[2] != NULL && strcmp((const char *)a[2], ns) == 0)))
			return (struct str){ (const char *)a[3], (size_t)(a[4] - a[3]) };
	}
	return STR_NONE;
}

static void
stop(struct parse *p, enum markup_end why)
{
	if (!p->stopped)
		p->why = why;
	p->stopped = true;
	xmlStopParser(p->ctxt);
}

static void
on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int nnamespaces,
    const xmlChar **namespaces, int nattributes, int ndefaulted, const xmlChar **attributes)
{
	struct parse *p = user;
	struct markup_tag t = { of_xml(name), of_xml(ns), attributes, nattributes };

	(void)prefix;
	(void)nnamespaces;
	(void)namespaces;
	(void)ndefaulted;
	if (p->stopped)
		return;
	if (++p->depth > DEPTH_MOST)
		stop(p, MARKUP_DEEP);
	else if (!p->h->start(p->user, &t))
		stop(p, MARKUP_ENOUGH);
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
	struct parse *p = user;

	(void)prefix;
	(void)ns;
	p->depth--;
	if (p->h->end != NULL && !p->stopped)
		p->h->end(p->user, of_xml(name));
}

static void
on_text(void *user, const xmlChar *s, int n)
{
	struct parse *p = user;

	if (p->h->text != NULL && !p->stopped)
		p->h->text(p->user, (struct str){ (const char *)s, (size_t)n });
}

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *where)
{
	(void)name;
	(void)id;
	(void)where;
	stop(user, MARKUP_DOCTYPE);
}

static void
quiet(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static void
feed(struct parse *p, struct str bytes)
{
	for (; bytes.n != 0; bytes = str_from(bytes, CHUNK)) {
		struct str s = str_sub(bytes, 0, CHUNK);

		if ((xmlParseChunk(p->ctxt, s.p, (int)s.n, 0) != 0 && !p->ctxt->wellFormed) || p->stopped)
			return;
	}
	(void)xmlParseChunk(p->ctxt, NULL, 0, 1);
}

int
markup_read(struct str bytes, const struct markup_handler *h, void *user, enum markup_end *end_r, struct err *e)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.internalSubset = on_doctype,
		.serror = quiet };
	struct parse p = { .h = h, .user = user, .why = MARKUP_WHOLE };
	bool sound = false, memory = true;

	p.ctxt = xmlCreatePushParserCtxt(&sax, &p, NULL, 0, NULL);
	if (p.ctxt != NULL && xmlCtxtUseOptions(p.ctxt, XML_PARSE_NONET) == 0) {
		feed(&p, bytes);
		sound = p.ctxt->wellFormed;
		memory = p.ctxt->errNo == XML_ERR_NO_MEMORY;
	}
	if (p.ctxt != NULL) {
		xmlFreeDoc(p.ctxt->myDoc);
		p.ctxt->myDoc = NULL;
	}
	xmlFreeParserCtxt(p.ctxt);
	if (memory)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor XML"));
	*end_r = p.stopped ? p.why : sound ? MARKUP_WHOLE : MARKUP_BROKEN;
	return 0;
}
