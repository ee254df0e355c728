/* SPDX-License-Identifier: EUPL-1.2 */
/* diwoo.c - a record as XML: the plain form, the diwoo:Document made of it, and the test against our schema. */
#include "describe/diwoo.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define TEMPLATE_MOST	((size_t)8 << 20)	/* bytes of a stylesheet or schema; the list of terms has 300 KB */
#define NAME_MOST	((size_t)60)		/* bytes of an element's name in a message */
#define PARSE_FLAGS	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
#define LISTS_FILE	"diwoo-lijsten.rng"

struct diwoo {
	xsltStylesheetPtr	 style;
	xsltSecurityPrefsPtr	 prefs;
	xmlRelaxNGPtr		 schema;
};

void
auto_xml(xmlDocPtr *doc)
{
	xmlFreeDoc(*doc);
}

/* libxml2 opens nothing by itself: what it may read comes from memory. */
static xmlParserInputPtr
refuse(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

static void
quiet(void *data, const char *fmt, ...)
{
	(void)data;
	(void)fmt;
}

static int
read_template(const char *templates, const char *name, struct arena *mem, xmlDocPtr *doc_r, struct err *e)
{
	const char *path = str_c(mem, path_join(mem, str_of(templates), str_of(name)));
	struct str bytes;

	if (file_read(path, TEMPLATE_MOST, mem, &bytes, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	*doc_r = xmlReadMemory(bytes.p, (int)bytes.n, path, NULL, PARSE_FLAGS);
	if (*doc_r == NULL)
		return err_set(e, E_CONFIG, _("%s: geen geldige XML"), path);
	if ((*doc_r)->intSubset != NULL) {
		xmlFreeDoc(*doc_r);
		*doc_r = NULL;
		return err_set(e, E_CONFIG, _("%s: bevat een DOCTYPE"), path);
	}
	return 0;
}

static int
load_style(const char *templates, struct diwoo *d, struct arena *mem, struct err *e)
{
	static const xsltSecurityOption all[] = { XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	xmlDocPtr doc;

	d->prefs = xsltNewSecurityPrefs();
	must(d->prefs != NULL);
	for (size_t i = 0; i < COUNT(all); i++)
		must(xsltSetSecurityPrefs(d->prefs, all[i], xsltSecurityForbid) == 0);
	if (read_template(templates, "xsl/diwoo.xsl", mem, &doc, e) != 0)
		return -1;
	d->style = xsltParseStylesheetDoc(doc); /* owns doc from here, unless it fails */
	if (d->style == NULL || d->style->errors != 0) {
		if (d->style == NULL)
			xmlFreeDoc(doc);
		return err_set(e, E_CONFIG, _("%s/xsl/diwoo.xsl: geen geldig stylesheet"), templates);
	}
	return 0;
}

/* Put the definitions of the lists in the place of <include href="diwoo-lijsten.rng"/>: nothing is fetched. */
static int
include_lists(xmlDocPtr schema, xmlDocPtr lists)
{
	xmlNodePtr at = xmlDocGetRootElement(schema), from = xmlDocGetRootElement(lists), div, copy;

	for (at = at->children; at != NULL; at = at->next) {
		xmlChar *href;
		bool ours;

		if (at->type != XML_ELEMENT_NODE || !xmlStrEqual(at->name, (const xmlChar *)"include"))
			continue;
		href = xmlGetProp(at, (const xmlChar *)"href");
		ours = xmlStrEqual(href, (const xmlChar *)LISTS_FILE) != 0;
		xmlFree(href);
		if (ours)
			break;
	}
	if (at == NULL)
		return -1;
	div = xmlDocCopyNode(from, schema, 1);
	must(div != NULL);
	copy = xmlReplaceNode(at, div);
	xmlFreeNode(copy);
	xmlNodeSetName(div, (const xmlChar *)"div");
	(void)xmlSetProp(div, (const xmlChar *)"datatypeLibrary", (const xmlChar *)"");
	return 0;
}

static int
load_schema(const char *templates, struct diwoo *d, struct arena *mem, struct err *e)
{
	AUTO_XML schema = NULL;
	AUTO_XML lists = NULL;
	xmlRelaxNGParserCtxtPtr ctxt;

	if (read_template(templates, "schema/diwoo.rng", mem, &schema, e) != 0 ||
	    read_template(templates, "schema/" LISTS_FILE, mem, &lists, e) != 0)
		return -1;
	if (include_lists(schema, lists) != 0)
		return err_set(e, E_CONFIG, _("%s/schema/diwoo.rng: %s wordt niet ingevoegd"), templates, LISTS_FILE);
	ctxt = xmlRelaxNGNewDocParserCtxt(schema);
	must(ctxt != NULL);
	xmlRelaxNGSetParserErrors(ctxt, quiet, quiet, NULL);
	d->schema = xmlRelaxNGParse(ctxt);
	xmlRelaxNGFreeParserCtxt(ctxt);
	if (d->schema == NULL)
		return err_set(e, E_CONFIG, _("%s/schema/diwoo.rng: geen geldig schema"), templates);
	return 0;
}

int
diwoo_load(const char *templates, struct arena *mem, struct diwoo **d_r, struct err *e)
{
	struct diwoo *d = NEW(mem, struct diwoo, 1);

	xmlInitParser();
	xmlSetExternalEntityLoader(refuse);
	if (load_style(templates, d, mem, e) != 0 || load_schema(templates, d, mem, e) != 0) {
		diwoo_free(d);
		return -1;
	}
	*d_r = d;
	return 0;
}

void
diwoo_free(struct diwoo *d)
{
	if (d == NULL)
		return;
	if (d->style != NULL)
		xsltFreeStylesheet(d->style);
	if (d->prefs != NULL)
		xsltFreeSecurityPrefs(d->prefs);
	if (d->schema != NULL)
		xmlRelaxNGFree(d->schema);
}

static void
attribute(xmlNodePtr node, const char *name, struct str v, struct arena *mem)
{
	must(xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)str_c(mem, v)) != NULL);
}

xmlDocPtr
diwoo_record(const struct record *r)
{
	struct arena *mem = arena_new("metadata", DIWOO_MOST);
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
diwoo_make(const struct diwoo *d, const struct record *r, struct arena *mem, struct str *xml_r, struct err *e)
{
	AUTO_XML plain = diwoo_record(r);
	AUTO_XML out = NULL;
	xsltTransformContextPtr ctxt = xsltNewTransformContext(d->style, plain);
	xmlChar *bytes = NULL;
	int n = 0, state;

	must(ctxt != NULL && xsltSetCtxtSecurityPrefs(d->prefs, ctxt) == 0);
	xsltSetTransformErrorFunc(ctxt, NULL, quiet);
	out = xsltApplyStylesheetUser(d->style, plain, NULL, NULL, NULL, ctxt);
	state = ctxt->state;
	xsltFreeTransformContext(ctxt);
	if (out == NULL || state != XSLT_STATE_OK)
		return err_set(e, E_CONFIG, "%s", _("xsl/diwoo.xsl: de omzetting is mislukt"));
	if (xsltSaveResultToString(&bytes, &n, out, d->style) != 0 || bytes == NULL || (size_t)n > DIWOO_MOST) {
		xmlFree(bytes);
		return err_set(e, E_CONFIG, "%s", _("xsl/diwoo.xsl: geen uitvoer"));
	}
	*xml_r = str_dup(mem, (struct str){ (const char *)bytes, (size_t)n });
	xmlFree(bytes);
	return 0;
}

/* The first thing that the validator minds: where, and in which element.  Never what stands there. */
struct fault {
	int	 line;
	char	 name[NAME_MOST + 1];
};

static void
on_fault(void *data, xmlErrorPtr err)
{
	struct fault *f = data;
	const xmlNode *node = err->node;
	struct str name;

	if (f->name[0] != '\0')
		return;
	f->line = err->line;
	name = node != NULL && node->type == XML_ELEMENT_NODE ? str_of((const char *)node->name) : S("document");
	name = utf8_cut(name, NAME_MOST);
	for (size_t i = 0; i < name.n; i++)
		f->name[i] = name.p[i];
}

bool
diwoo_check(const struct diwoo *d, struct str xml, struct arena *mem, struct str *why_r)
{
	AUTO_XML doc = NULL;
	xmlRelaxNGValidCtxtPtr ctxt;
	struct fault fault = { 0 };
	int rc;

	*why_r = STR_NONE;
	if (xml.n != 0 && xml.n <= DIWOO_MOST)
		doc = xmlReadMemory(xml.p, (int)xml.n, "metadata", NULL, PARSE_FLAGS);
	if (doc == NULL || doc->intSubset != NULL) {
		*why_r = str_of(_("geen geldige XML"));
		return false;
	}
	ctxt = xmlRelaxNGNewValidCtxt(d->schema);
	must(ctxt != NULL);
	xmlRelaxNGSetValidStructuredErrors(ctxt, on_fault, &fault);
	rc = xmlRelaxNGValidateDoc(ctxt, doc);
	xmlRelaxNGFreeValidCtxt(ctxt);
	if (rc != 0)
		*why_r = str_fmt(mem, _("regel %d, %s"), fault.line, fault.name[0] == '\0' ? "document" : fault.name);
	return rc == 0;
}
