/* SPDX-License-Identifier: EUPL-1.2 */
/* quick.c - a schema written anew, so that libxml2 sooner finds a document right. */
#include "describe/quick.h"

#include "base/str.h"

#include "base/banned.h"

#define TERMS_ABOUT	2048		/* places in the table */
#define MARK		"\001%s"	/* XML 1.0 has no such character */

static bool
is(xmlNodePtr node, const char *name)
{
	return node != NULL && xmlStrEqual(node->name, BAD_CAST name);
}

/* The next element in the order of the document. */
static xmlNodePtr
next_element(xmlNodePtr at)
{
	xmlNodePtr next = xmlFirstElementChild(at);

	for (; next == NULL && at != NULL; at = at->parent)
		next = xmlNextElementSibling(at);
	return next;
}

/* <group><attribute name="resource"><value>address</value></attribute><value>label</value></group> */
static bool
read_pair(xmlNodePtr group, xmlNodePtr pair[2])
{
	xmlNodePtr attribute = xmlFirstElementChild(group);

	pair[0] = is(attribute, "attribute") ? xmlFirstElementChild(attribute) : NULL;
	pair[1] = attribute == NULL ? NULL : xmlNextElementSibling(attribute);
	return is(group, "group") && is(pair[0], "value") && is(pair[1], "value") &&
	    xmlNextElementSibling(pair[0]) == NULL && xmlNextElementSibling(pair[1]) == NULL;
}

static void
take_pair(xmlHashTablePtr terms, xmlNodePtr pair[2], const char *mark)
{
	xmlChar *uri = xmlNodeGetContent(pair[0]), *label = xmlNodeGetContent(pair[1]);

	must(uri != NULL && label != NULL);
	/* A term of two lists is marked as of the first, and the other does not pass. */
	(void)xmlHashAddEntry2(terms, uri, label, (void *)(uintptr_t)mark);
	xmlFree(uri);
	xmlFree(label);
}

/* Nothing but pairs: any other list stays what it is. */
static bool
is_list(xmlNodePtr choice)
{
	xmlNodePtr pair[2], group = xmlFirstElementChild(choice);

	while (group != NULL && read_pair(group, pair))
		group = xmlNextElementSibling(group);
	return is(choice, "choice") && xmlNextElementSibling(choice) == NULL && group == NULL;
}

xmlHashTablePtr
quick_terms(xmlDocPtr lists, struct arena *mem)
{
	xmlHashTablePtr terms = xmlHashCreate(TERMS_ABOUT);
	xmlNodePtr define = xmlFirstElementChild(xmlDocGetRootElement(lists));

	must(terms != NULL);
	for (; define != NULL; define = xmlNextElementSibling(define)) {
		xmlNodePtr choice = xmlFirstElementChild(define), first = xmlFirstElementChild(choice), group, pair[2];
		xmlChar *name = xmlGetNoNsProp(define, BAD_CAST "name");
		const char *mark = str_c(mem, str_fmt(mem, MARK, name == NULL ? "" : (const char *)name));

		xmlFree(name);
		if (first == NULL || !is_list(choice))
			continue;
		while ((group = xmlNextElementSibling(first)) != NULL) {
			if (read_pair(group, pair))
				take_pair(terms, pair, mark);
			xmlUnlinkNode(group);
			xmlFreeNode(group);
		}
		if (!read_pair(first, pair))
			continue;
		take_pair(terms, pair, mark);
		xmlNodeSetContent(pair[0], BAD_CAST mark);
		xmlNodeSetContent(pair[1], BAD_CAST mark);
	}
	return terms;
}

static bool
is_one_text(const xmlNode *node)
{
	return node != NULL && node->next == NULL && node->type == XML_TEXT_NODE;
}

void
quick_mark(xmlDocPtr doc, xmlHashTablePtr terms)
{
	for (xmlNodePtr at = xmlDocGetRootElement(doc); at != NULL; at = next_element(at)) {
		const xmlAttr *address = at->properties == NULL ? NULL : xmlHasNsProp(at, BAD_CAST "resource", NULL);
		const xmlChar *mark;

		if (address == NULL || !is_one_text(address->children) || !is_one_text(at->children))
			continue;
		mark = xmlHashLookup2(terms, address->children->content, at->children->content);
		if (mark == NULL)
			continue;
		xmlNodeSetContent(address->children, mark);
		xmlNodeSetContent(at->children, mark);
	}
}

/* A token of one character or more: white space is folded first, so this is any text that is not blank. */
static bool
is_not_blank(xmlNodePtr data)
{
	xmlNodePtr param = xmlFirstElementChild(data);
	xmlChar *type = xmlGetNoNsProp(data, BAD_CAST "type"), *name = NULL, *least = NULL;
	bool yes = xmlStrEqual(type, BAD_CAST "token") && is(param, "param") && xmlNextElementSibling(param) == NULL;

	if (yes) {
		name = xmlGetNoNsProp(param, BAD_CAST "name");
		least = xmlNodeGetContent(param);
		yes = xmlStrEqual(name, BAD_CAST "minLength") && xmlStrEqual(least, BAD_CAST "1");
	}
	xmlFree(type);
	xmlFree(name);
	xmlFree(least);
	return yes;
}

/* In the words of RELAX NG: a string, but no token of nothing. */
static void
write_not_blank(xmlNodePtr data)
{
	xmlNodePtr param = xmlFirstElementChild(data), except = xmlNewChild(data, NULL, BAD_CAST "except", NULL), value;

	must(except != NULL);
	value = xmlNewChild(except, NULL, BAD_CAST "value", NULL);
	must(value != NULL);
	xmlUnlinkNode(param);
	xmlFreeNode(param);
	(void)xmlSetProp(value, BAD_CAST "type", BAD_CAST "token");
	(void)xmlSetProp(data, BAD_CAST "type", BAD_CAST "string");
	(void)xmlSetProp(data, BAD_CAST "datatypeLibrary", BAD_CAST "");
}

void
quick_types(xmlDocPtr schema)
{
	for (xmlNodePtr at = xmlDocGetRootElement(schema); at != NULL; at = next_element(at)) {
		xmlChar *type = is(at, "value") ? xmlGetNoNsProp(at, BAD_CAST "type") : NULL;

		if (xmlStrEqual(type, BAD_CAST "string"))
			(void)xmlSetProp(at, BAD_CAST "datatypeLibrary", BAD_CAST "");
		xmlFree(type);
		if (is(at, "data") && is_not_blank(at))
			write_not_blank(at);
	}
}
