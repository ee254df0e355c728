/* SPDX-License-Identifier: EUPL-1.2 */
/* without.c - a small XML text without some of its elements and attributes; all else stays what it means. */
#include "clean/without.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>

#include "base/banned.h"

#define PARSE_FLAGS	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

static struct str
of_xml(const xmlChar *s)
{
	return str_of((const char *)s);
}

static struct str
name_of(const xmlNode *n)
{
	return n != NULL && n->type == XML_ELEMENT_NODE ? of_xml(n->name) : STR_NONE;
}

static struct str
ns_of(const xmlNs *ns)
{
	return ns == NULL ? STR_NONE : of_xml(ns->href);
}

struct str
without_attribute(const struct without_node *w, const char *name, struct arena *mem)
{
	xmlChar *value = w->attribute ? NULL : xmlGetProp(w->node, (const xmlChar *)name);
	struct str s = value == NULL ? STR_NONE : str_dup(mem, of_xml(value));

	xmlFree(value);
	return s;
}

static bool
goes(const struct without *w, const xmlNode *n)
{
	const xmlNode *up = n->parent;
	struct without_node x = { .name = name_of(n),
		.ns = ns_of(n->ns),
		.parent = name_of(up),
		.grandparent = up == NULL ? STR_NONE : name_of(up->parent),
		.empty = n->children == NULL,
		.node = (void *)n };

	return w->drop(w->user, &x);
}

static uint64_t
drop_attributes(const struct without *w, xmlNode *n)
{
	uint64_t dropped = 0;

	for (xmlAttr *a = n->properties, *next; a != NULL; a = next) {
		struct without_node x = { .name = of_xml(a->name),
			.ns = ns_of(a->ns),
			.parent = name_of(n),
			.grandparent = name_of(n->parent),
			.attribute = true };

		next = a->next;
		if (!w->drop(w->user, &x))
			continue;
		(void)xmlRemoveProp(a);
		dropped++;
	}
	return dropped;
}

/* The node after this one and all that stands in it, below top; NULL: there is none. */
static xmlNode *
after(xmlNode *n, const xmlNode *top)
{
	while (n != top && n->next == NULL)
		n = n->parent;
	return n == top ? NULL : n->next;
}

/* Element after element, without recursion; the root itself stays. */
static uint64_t
drop_nodes(const struct without *w, xmlNode *root)
{
	uint64_t dropped = 0;
	xmlNode *next;

	for (xmlNode *n = root; n != NULL; n = next) {
		bool element = n->type == XML_ELEMENT_NODE;

		if (element && n != root && goes(w, n)) {
			next = after(n, root);
			xmlUnlinkNode(n);
			xmlFreeNode(n);
			dropped++;
			continue;
		}
		if (element)
			dropped += drop_attributes(w, n);
		next = element && n->children != NULL ? n->children : after(n, root);
	}
	return dropped;
}

/* As UTF-8.  false: libxml2 cannot. */
static bool
write_tree(xmlDoc *doc, bool declaration, struct arena *mem, struct str *out_r)
{
	xmlBuffer *b = xmlBufferCreate();
	xmlSaveCtxt *save;
	bool good = false;

	must(b != NULL);
	save = xmlSaveToBuffer(b, "UTF-8", XML_SAVE_AS_XML | (declaration ? 0 : XML_SAVE_NO_DECL));
	if (save != NULL) {
		good = xmlSaveDoc(save, doc) >= 0;
		good = xmlSaveClose(save) >= 0 && good;
	}
	*out_r = str_dup(mem, (struct str){ (const char *)xmlBufferContent(b), (size_t)xmlBufferLength(b) });
	xmlBufferFree(b);
	return good;
}

bool
without_nodes(struct str xml, const struct without *w, struct arena *mem, struct str *out_r, uint64_t *n_r)
{
	xmlDoc *doc;
	bool good;

	*n_r = 0;
	*out_r = xml;
	if (xml.n == 0 || xml.n > WITHOUT_MOST)
		return false;
	doc = xmlReadMemory(xml.p, (int)xml.n, "onderdeel", NULL, PARSE_FLAGS);
	good = doc != NULL && doc->intSubset == NULL && xmlDocGetRootElement(doc) != NULL;
	if (good)
		*n_r = drop_nodes(w, xmlDocGetRootElement(doc));
	if (good && *n_r != 0)
		good = write_tree(doc, w->declaration, mem, out_r);
	xmlFreeDoc(doc);
	return good;
}
