/* SPDX-License-Identifier: EUPL-1.2 */
/* sheet.c - a stylesheet and the schema of what it makes. */
#include "describe/sheet.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "describe/quick.h"

#include "base/banned.h"

#define TEMPLATE_MOST	((size_t)8 << 20)	/* bytes of a stylesheet or schema; the list of terms has 300 KB */
#define NAME_MOST	((size_t)60)		/* bytes of an element's name in a message */
#define PARSE_FLAGS	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

struct sheet {
	const struct sheet_files *files;
	xsltStylesheetPtr	 style;
	xsltSecurityPrefsPtr	 prefs;
	xmlRelaxNGPtr		 schema;
	xmlRelaxNGPtr		 quick;		/* the same, for what is right (quick.h) */
	xmlHashTablePtr		 terms;		/* of the lists; NULL: it has none */
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
load_style(const char *templates, struct sheet *d, struct arena *mem, struct err *e)
{
	static const xsltSecurityOption all[] = { XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	xmlDocPtr doc;

	d->prefs = xsltNewSecurityPrefs();
	must(d->prefs != NULL);
	for (size_t i = 0; i < COUNT(all); i++)
		must(xsltSetSecurityPrefs(d->prefs, all[i], xsltSecurityForbid) == 0);
	if (read_template(templates, d->files->xsl, mem, &doc, e) != 0)
		return -1;
	d->style = xsltParseStylesheetDoc(doc); /* owns doc from here, unless it fails */
	if (d->style == NULL || d->style->errors != 0) {
		if (d->style == NULL)
			xmlFreeDoc(doc);
		return err_set(e, E_CONFIG, _("%s/%s: geen geldig stylesheet"), templates, d->files->xsl);
	}
	return 0;
}

/* Put the definitions of the lists in the place of <include href="name"/>: nothing is fetched. */
static int
include_lists(xmlDocPtr schema, xmlDocPtr lists, const char *name)
{
	xmlNodePtr at = xmlDocGetRootElement(schema), from = xmlDocGetRootElement(lists), div, copy;

	for (at = at->children; at != NULL; at = at->next) {
		xmlChar *href;
		bool ours;

		if (at->type != XML_ELEMENT_NODE || !xmlStrEqual(at->name, (const xmlChar *)"include"))
			continue;
		href = xmlGetProp(at, (const xmlChar *)"href");
		ours = xmlStrEqual(href, (const xmlChar *)name) != 0;
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

/* It takes a copy.  NULL: not valid. */
static xmlRelaxNGPtr
compile(xmlDocPtr schema)
{
	xmlRelaxNGParserCtxtPtr ctxt = xmlRelaxNGNewDocParserCtxt(schema);
	xmlRelaxNGPtr compiled;

	must(ctxt != NULL);
	xmlRelaxNGSetParserErrors(ctxt, quiet, quiet, NULL);
	compiled = xmlRelaxNGParse(ctxt);
	xmlRelaxNGFreeParserCtxt(ctxt);
	return compiled;
}

static int
load_schema(const char *templates, struct sheet *d, struct arena *mem, struct err *e)
{
	const struct sheet_files *f = d->files;
	AUTO_XML schema = NULL;
	AUTO_XML quick = NULL;
	AUTO_XML lists = NULL;

	if (read_template(templates, f->rng, mem, &schema, e) != 0)
		return -1;
	if (f->lists != NULL &&
	    read_template(templates, str_c(mem, path_join(mem, S("schema"), str_of(f->lists))), mem, &lists, e) != 0)
		return -1;
	quick = xmlCopyDoc(schema, 1);
	must(quick != NULL);
	if (lists != NULL && include_lists(schema, lists, f->lists) != 0)
		return err_set(e, E_CONFIG, _("%s/%s: %s wordt niet ingevoegd"), templates, f->rng, f->lists);
	if (lists != NULL) {
		d->terms = quick_terms(lists, mem);
		(void)include_lists(quick, lists, f->lists);
	}
	quick_types(quick);
	d->schema = compile(schema);
	d->quick = compile(quick);
	if (d->schema == NULL || d->quick == NULL)
		return err_set(e, E_CONFIG, _("%s/%s: geen geldig schema"), templates, f->rng);
	return 0;
}

int
sheet_load(const char *templates, const struct sheet_files *files, struct arena *mem, struct sheet **d_r, struct err *e)
{
	struct sheet *d = NEW(mem, struct sheet, 1);

	d->files = files;
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse);
	if (load_style(templates, d, mem, e) != 0 || load_schema(templates, d, mem, e) != 0) {
		sheet_free(d);
		return -1;
	}
	*d_r = d;
	return 0;
}

void
sheet_free(struct sheet *d)
{
	if (d == NULL)
		return;
	if (d->style != NULL)
		xsltFreeStylesheet(d->style);
	if (d->prefs != NULL)
		xsltFreeSecurityPrefs(d->prefs);
	if (d->schema != NULL)
		xmlRelaxNGFree(d->schema);
	if (d->quick != NULL)
		xmlRelaxNGFree(d->quick);
	if (d->terms != NULL)
		xmlHashFree(d->terms, NULL);
}

int
sheet_make(const struct sheet *d, xmlDocPtr plain, struct arena *mem, struct str *xml_r, struct err *e)
{
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
		return err_set(e, E_CONFIG, _("%s: de omzetting is mislukt"), d->files->xsl);
	if (xsltSaveResultToString(&bytes, &n, out, d->style) != 0 || bytes == NULL || (size_t)n > SHEET_MOST) {
		xmlFree(bytes);
		return err_set(e, E_CONFIG, _("%s: geen uitvoer"), d->files->xsl);
	}
	*xml_r = str_dup(mem, (struct str){ (const char *)bytes, (size_t)n });
	xmlFree(bytes);
	return 0;
}

/*
 * What the validator minds: where, and in which element.  Never what stands there.  Of its complaints the one furthest
 * on counts: where a schema leaves a choice, it complains first of each branch that was not meant.
 */
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

	if (f->name[0] != '\0' && err->line <= f->line)
		return;
	*f = (struct fault){ .line = err->line };
	name = node != NULL && node->type == XML_ELEMENT_NODE ? str_of((const char *)node->name) : S("document");
	name = utf8_cut(name, NAME_MOST);
	for (size_t i = 0; i < name.n; i++)
		f->name[i] = name.p[i];
}

static bool
validate(xmlRelaxNGPtr schema, xmlDocPtr doc, struct fault *fault_r)
{
	xmlRelaxNGValidCtxtPtr ctxt = xmlRelaxNGNewValidCtxt(schema);
	int rc;

	must(ctxt != NULL);
	*fault_r = (struct fault){ 0 };
	xmlRelaxNGSetValidStructuredErrors(ctxt, on_fault, fault_r);
	rc = xmlRelaxNGValidateDoc(ctxt, doc);
	xmlRelaxNGFreeValidCtxt(ctxt);
	return rc == 0;
}

static xmlDocPtr
read_made(struct str xml)
{
	return xmlReadMemory(xml.p, (int)xml.n, "metadata", NULL, PARSE_FLAGS);
}

bool
sheet_check(const struct sheet *d, struct str xml, struct arena *mem, struct str *why_r)
{
	AUTO_XML marked = NULL;
	AUTO_XML doc = NULL;
	struct fault fault;

	*why_r = STR_NONE;
	if (xml.n != 0 && xml.n <= SHEET_MOST)
		marked = read_made(xml);
	if (marked == NULL || marked->intSubset != NULL) {
		*why_r = str_of(_("geen geldige XML"));
		return false;
	}
	if (d->terms != NULL)
		quick_mark(marked, d->terms);
	if (validate(d->quick, marked, &fault))
		return true;
	doc = read_made(xml);
	must(doc != NULL);
	if (validate(d->schema, doc, &fault))
		return true;
	*why_r = str_fmt(mem, _("regel %d, %s"), fault.line, fault.name[0] == '\0' ? "document" : fault.name);
	return false;
}
