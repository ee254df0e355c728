/* SPDX-License-Identifier: EUPL-1.2 */
/* press.c - the public pages of a site: a plain XML tree through the stylesheets of its organisation. */
#include "site/press.h"

#include <inttypes.h>
#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltutils.h>
#include <stdlib.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/own.h"
#include "describe/sheet.h"

#include "base/banned.h"

#define TEMPLATE_MOST	((size_t)1 << 20)	/* bytes of a stylesheet, and of CSS */
#define PARSE_FLAGS	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
#define SMALL		KIB(4)			/* a number or a day */

enum press_file { KADER, DOSSIER, INGETROKKEN, LIJST, TOKENS, CSS, PRESS_FILES };
static const char *const file_names[PRESS_FILES] = {
	"kader.xsl", "dossier.xsl", "ingetrokken.xsl", "lijst.xsl", "tokens.css", "site.css"
};
const char *const press_css_name[PRESS_CSS] = { "tokens.css", "site.css" };

/* One way in which pages look. */
struct style {
	struct str		 org;		/* folder of the organisation; absent: of all others */
	struct str		 bytes[PRESS_FILES];
	xsltStylesheetPtr	 sheet;
};

struct press {
	struct style		*v;		/* the common one first */
	size_t			 n, cap;
	xsltSecurityPrefsPtr	 prefs;
};

static void
silent(void *data, const char *fmt, ...)
{
	(void)data;
	(void)fmt;
}

static int
parse(struct str bytes, const char *name, xmlDocPtr *doc_r, struct err *e)
{
	*doc_r = xmlReadMemory(bytes.p, (int)bytes.n, name, NULL, PARSE_FLAGS);
	if (*doc_r == NULL)
		return err_set(e, E_CONFIG, _("site/%s: geen geldige XML"), name);
	if ((*doc_r)->intSubset != NULL || xmlDocGetRootElement(*doc_r) == NULL)
		return err_set(e, E_CONFIG, _("site/%s: bevat een DOCTYPE, of niets"), name);
	return 0;
}

/* Everything below the root of the one behind what the other has: one stylesheet, and nothing that must be fetched. */
static void
append(xmlDocPtr to, xmlDocPtr from)
{
	xmlNodePtr root = xmlDocGetRootElement(to);

	for (xmlNodePtr at = xmlDocGetRootElement(from)->children; at != NULL; at = at->next) {
		xmlNodePtr copy;

		if (at->type != XML_ELEMENT_NODE)
			continue;
		copy = xmlDocCopyNode(at, to, 1);
		must(copy != NULL);
		(void)xmlAddChild(root, copy);
	}
}

static int
compile(struct style *s, struct err *e)
{
	xmlDocPtr whole = NULL;

	if (parse(s->bytes[KADER], file_names[KADER], &whole, e) != 0)
		goto bad;
	for (int f = DOSSIER; f <= LIJST; f++) {
		AUTO_XML part = NULL;

		if (parse(s->bytes[f], file_names[f], &part, e) != 0)
			goto bad;
		append(whole, part);
	}
	xsltSetGenericErrorFunc(NULL, silent);
	s->sheet = xsltParseStylesheetDoc(whole); /* owns it from here, unless it fails */
	xsltSetGenericErrorFunc(NULL, NULL);
	if (s->sheet != NULL && s->sheet->errors == 0)
		return 0;
	if (s->sheet != NULL)
		whole = NULL;
	(void)err_set(e, E_CONFIG, _("site%s%.*s: de stylesheets zijn samen geen geldig XSLT 1.0"),
	    s->org.n == 0 ? "" : " ", STRF(s->org));
bad:
	xmlFreeDoc(whole);
	return -1;
}

static int
load_common(struct press *p, const char *templates, struct arena *mem, struct err *e)
{
	struct style *s = PUSH(mem, p->v, p->n, p->cap);

	*s = (struct style){ 0 };
	for (int f = 0; f < PRESS_FILES; f++) {
		const char *path = str_c(mem, str_fmt(mem, "%s/site/%s", templates, file_names[f]));

		if (file_read(path, TEMPLATE_MOST, mem, &s->bytes[f], e) != 0) {
			e->kind = E_CONFIG;
			return -1;
		}
	}
	return 0;
}

/* What organisations have of their own, each with the common files for the rest. */
static int
load_own(struct press *p, const char *templates, struct arena *mem, struct err *e)
{
	for (int f = 0; f < PRESS_FILES; f++) {
		struct own_file *own;
		size_t n;

		if (own_files(templates, str_c(mem, str_fmt(mem, PRESS_OWN "%s", file_names[f])), mem, &own, &n, e) !=
		    0)
			return -1;
		for (size_t i = 0; i < n; i++) {
			size_t k = 1;

			while (k < p->n && !str_eq(p->v[k].org, own[i].org))
				k++;
			if (k == p->n) {
				struct style of_all = p->v[0];

				of_all.org = own[i].org;
				*PUSH(mem, p->v, p->n, p->cap) = of_all;
			}
			if (file_read(own[i].path, TEMPLATE_MOST, mem, &p->v[k].bytes[f], e) != 0) {
				e->kind = E_CONFIG;
				return -1;
			}
		}
	}
	return 0;
}

/* A browser gets it as it is, and a page that is no UTF-8 is no page. */
static int
check_css(const struct style *s, struct err *e)
{
	for (int f = TOKENS; f <= CSS; f++) {
		if (!utf8_valid(s->bytes[f]) || s->bytes[f].n == 0)
			return err_set(e, E_CONFIG, _("site/%s: leeg, of geen UTF-8"), file_names[f]);
	}
	return 0;
}

int
press_load(const char *templates, struct arena *mem, struct press **p_r, struct err *e)
{
	static const xsltSecurityOption all[] = { XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	struct press *p = NEW(mem, struct press, 1);

	p->prefs = xsltNewSecurityPrefs();
	must(p->prefs != NULL);
	for (size_t i = 0; i < COUNT(all); i++)
		must(xsltSetSecurityPrefs(p->prefs, all[i], xsltSecurityForbid) == 0);
	if (load_common(p, templates, mem, e) != 0 || load_own(p, templates, mem, e) != 0)
		goto bad;
	for (size_t i = 0; i < p->n; i++) {
		if (check_css(&p->v[i], e) != 0 || compile(&p->v[i], e) != 0)
			goto bad;
	}
	*p_r = p;
	return 0;
bad:
	press_free(p);
	return -1;
}

void
press_free(struct press *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].sheet != NULL)
			xsltFreeStylesheet(p->v[i].sheet);
	}
	if (p->prefs != NULL)
		xsltFreeSecurityPrefs(p->prefs);
}

static const struct style *
style_of(const struct press *p, const struct organisation *org)
{
	for (size_t i = 1; i < p->n; i++) {
		if (own_is_of(p->v[i].org, org))
			return &p->v[i];
	}
	return &p->v[0];
}

struct str
press_css(const struct press *p, const struct organisation *org, int i)
{
	return style_of(p, org)->bytes[TOKENS + i];
}

int
press_make(const struct press *p, const struct organisation *org, xmlDocPtr plain, struct arena *mem, struct str *html_r,
    struct err *e)
{
	const struct style *s = style_of(p, org);
	xsltTransformContextPtr ctxt = xsltNewTransformContext(s->sheet, plain);
	AUTO_XML out = NULL;
	xmlChar *bytes = NULL;
	int n = 0, state;

	must(ctxt != NULL && xsltSetCtxtSecurityPrefs(p->prefs, ctxt) == 0);
	xsltSetTransformErrorFunc(ctxt, NULL, silent);
	out = xsltApplyStylesheetUser(s->sheet, plain, NULL, NULL, NULL, ctxt);
	state = ctxt->state;
	xsltFreeTransformContext(ctxt);
	if (out == NULL || state != XSLT_STATE_OK)
		return err_set(e, E_CONFIG, "%s", _("site: een pagina maken is mislukt"));
	if (xsltSaveResultToString(&bytes, &n, out, s->sheet) != 0 || bytes == NULL || n <= 0 ||
	    (size_t)n > PRESS_MOST) {
		xmlFree(bytes);
		return err_set(e, E_CONFIG, "%s", _("site: een pagina is leeg of te groot"));
	}
	*html_r = str_dup(mem, (struct str){ (const char *)bytes, (size_t)n });
	xmlFree(bytes);
	return 0;
}

/* --- trees ------------------------------------------------------------------------------- */

xmlDocPtr
press_page(const char *kind, struct str root, xmlNodePtr *page_r)
{
	xmlDocPtr doc = xmlNewDoc(BAD_CAST "1.0");

	must(doc != NULL);
	*page_r = xmlNewDocNode(doc, NULL, BAD_CAST "page", NULL);
	must(*page_r != NULL);
	(void)xmlDocSetRootElement(doc, *page_r);
	press_say(*page_r, "kind", str_of(kind));
	press_say(*page_r, "root", root);
	return doc;
}

xmlNodePtr
press_add(xmlNodePtr up, const char *name)
{
	xmlNodePtr node = xmlNewChild(up, NULL, BAD_CAST name, NULL);

	must(node != NULL);
	return node;
}

void
press_say(xmlNodePtr node, const char *name, struct str v)
{
	struct arena *mem;

	if (v.n == 0)
		return;
	must(utf8_xml(v));
	mem = arena_new("pagina", PRESS_MOST);
	must(xmlNewProp(node, BAD_CAST name, BAD_CAST str_c(mem, v)) != NULL);
	arena_free(mem);
}

void
press_count(xmlNodePtr node, const char *name, uint64_t n)
{
	struct arena *mem = arena_new("pagina", SMALL * 16);

	press_say(node, name, str_fmt(mem, "%" PRIu64, n));
	arena_free(mem);
}

void
press_day(xmlNodePtr node, const char *name, struct date d)
{
	struct arena *mem;

	if (!date_valid(d))
		return;
	mem = arena_new("pagina", SMALL * 16);
	press_say(node, name, date_iso(mem, d));
	press_say(node, str_c(mem, str_fmt(mem, "%s-tekst", name)), date_dutch(mem, d));
	arena_free(mem);
}
