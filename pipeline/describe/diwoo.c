/* SPDX-License-Identifier: EUPL-1.2 */
/* diwoo.c - a record as XML: the plain form, the diwoo:Document made of it, and the test against our schema. */
#include "describe/diwoo.h"

#include "base/utf8.h"

#include "base/banned.h"

static const struct sheet_files files = { "xsl/diwoo.xsl", "schema/diwoo.rng", "diwoo-lijsten.rng" };

int
diwoo_load(const char *templates, struct arena *mem, struct sheet **d_r, struct err *e)
{
	return sheet_load(templates, &files, mem, d_r, e);
}

static void
attribute(xmlNodePtr node, const char *name, struct str v, struct arena *mem)
{
	must(xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)str_c(mem, v)) != NULL);
}

xmlDocPtr
diwoo_record(const struct record *r)
{
	struct arena *mem = arena_new("metadata", SHEET_MOST);
	xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
	xmlNodePtr root = xmlNewDocNode(doc, NULL, (const xmlChar *)"record", NULL), last = NULL;

	must(doc != NULL && root != NULL);
	(void)xmlDocSetRootElement(doc, root);
	for (int f = 0; f < MD__COUNT; f++) {
		for (size_t i = 0; i < r->f[f].n; i++) {
			const struct value *v = &r->f[f].v[i];
			struct mark mark = arena_mark(mem);
			xmlNodePtr node = xmlNewDocNode(doc, NULL, (const xmlChar *)field_element((enum field)f), NULL);
			xmlNodePtr text = xmlNewDocTextLen(doc, (const xmlChar *)v->text.p, (int)v->text.n);

			must(node != NULL && text != NULL && utf8_xml(v->text) && utf8_xml(v->uri));
			(void)xmlAddChild(node, text);
			attribute(node, "origin", str_of(origin_name(v->origin)), mem);
			if (v->uri.n != 0)
				attribute(node, "uri", v->uri, mem);
			if (v->group != 0)
				attribute(node, "group", str_fmt(mem, "%u", v->group), mem);
			arena_rewind(mem, mark);
			last = last == NULL ? xmlAddChild(root, node) : xmlAddNextSibling(last, node);
		}
	}
	arena_free(mem);
	return doc;
}

int
diwoo_make(const struct sheet *d, const struct record *r, struct arena *mem, struct str *xml_r, struct err *e)
{
	AUTO_XML plain = diwoo_record(r);

	return sheet_make(d, plain, mem, xml_r, e);
}
