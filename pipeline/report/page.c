/* SPDX-License-Identifier: EUPL-1.2 */
/* page.c - the account of a run as one HTML page: JSON to a plain tree, the tree through XSLT. */
#include "report/page.h"

#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>

#include "base/fd.h"
#include "report/layout.h"
#include "report/tree.h"

#include "base/banned.h"

#define TEMPLATE_MOST	((size_t)1 << 20)	/* bytes of the stylesheet, and of the CSS */

struct pager {
	xsltStylesheet	*style;
	const char	*css;
};

static void
auto_doc(xmlDoc **d)
{
	xmlFreeDoc(*d);
}

static void
auto_context(xsltTransformContext **c)
{
	if (*c != NULL)
		xsltFreeTransformContext(*c);
}

static void
auto_security(xsltSecurityPrefs **s)
{
	if (*s != NULL)
		xsltFreeSecurityPrefs(*s);
}

static void
auto_xml(xmlChar **p)
{
	xmlFree(*p);
}

/* What libxslt says about a stylesheet goes nowhere: it prints parts of the data. */
static void __attribute__((format(printf, 2, 3)))
silent(void *ctx, const char *fmt, ...)
{
	(void)ctx;
	(void)fmt;
}

int
page_load(const char *templates, struct arena *mem, struct pager **p_r, struct err *e)
{
	struct pager *p = NEW(mem, struct pager, 1);
	struct str xsl, css, rest, part;
	xmlDoc *doc;

	if (file_read(str_c(mem, str_fmt(mem, "%s/xsl/report.xsl", templates)), TEMPLATE_MOST, mem, &xsl, e) != 0)
		return err_wrap(e, "xsl/report.xsl");
	if (file_read(str_c(mem, str_fmt(mem, "%s/css/report.css", templates)), TEMPLATE_MOST, mem, &css, e) != 0)
		return err_wrap(e, "css/report.css");
	/* It goes unescaped into a style element, and must stay in it. */
	for (rest = css; str_next(&rest, '<', &part);) {
		if (rest.p != NULL)
			return err_set(e, E_CONFIG, _("css/report.css: het teken ‘<’ mag hier niet"));
	}
	p->css = css.p;
	doc = xmlReadMemory(
	    xsl.p, (int)xsl.n, "report.xsl", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc == NULL)
		return err_set(e, E_CONFIG, _("xsl/report.xsl: geen geldige XML"));
	xsltSetGenericErrorFunc(NULL, silent);
	p->style = xsltParseStylesheetDoc(doc); /* owns doc from here, unless it fails */
	xsltSetGenericErrorFunc(NULL, NULL);
	if (p->style == NULL) {
		xmlFreeDoc(doc);
		return err_set(e, E_CONFIG, _("xsl/report.xsl: geen geldig XSLT 1.0"));
	}
	if (p->style->errors != 0) {
		page_unload(p);
		return err_set(e, E_CONFIG, _("xsl/report.xsl: geen geldig XSLT 1.0"));
	}
	*p_r = p;
	return 0;
}

void
page_unload(struct pager *p)
{
	if (p != NULL && p->style != NULL)
		xsltFreeStylesheet(p->style);
}

/* No template reads a file, writes one, or goes to the network. */
static xsltSecurityPrefs *
refuse_all(xsltTransformContext *ctx)
{
	static const xsltSecurityOption all[] = { XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
		XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK };
	xsltSecurityPrefs *s = xsltNewSecurityPrefs();

	must(s != NULL);
	for (size_t i = 0; i < COUNT(all); i++)
		must(xsltSetSecurityPrefs(s, all[i], xsltSecurityForbid) == 0);
	must(xsltSetCtxtSecurityPrefs(s, ctx) == 0);
	return s;
}

static int
render(const struct pager *p, xmlDoc *doc, struct str when, struct arena *mem, int out, struct err *e)
{
	__attribute__((cleanup(auto_security))) xsltSecurityPrefs *prefs = NULL;
	__attribute__((cleanup(auto_context))) xsltTransformContext *ctx = xsltNewTransformContext(p->style, doc);
	__attribute__((cleanup(auto_doc))) xmlDoc *html = NULL;
	__attribute__((cleanup(auto_xml))) xmlChar *bytes = NULL;
	int n = 0;

	if (ctx == NULL)
		return err_set(e, E_LIMIT, _("verslagpagina: geen geheugen"));
	xsltSetTransformErrorFunc(ctx, NULL, silent);
	prefs = refuse_all(ctx);
	if (xsltQuoteOneUserParam(ctx, BAD_CAST "css", BAD_CAST p->css) != 0 ||
	    xsltQuoteOneUserParam(ctx, BAD_CAST "moment", BAD_CAST str_c(mem, when)) != 0)
		return err_set(e, E_BUG, "report.xsl: parameter");
	html = xsltApplyStylesheetUser(p->style, doc, NULL, NULL, NULL, ctx);
	if (html == NULL || ctx->state != XSLT_STATE_OK)
		return err_set(e, E_BUG, _("verslagpagina: xsl/report.xsl liep vast"));
	if (xsltSaveResultToString(&bytes, &n, html, p->style) != 0 || bytes == NULL)
		return err_set(e, E_LIMIT, _("verslagpagina: te groot"));
	return fd_write_all(out, (struct str){ (const char *)bytes, (size_t)n }, e);
}

int
report_run(const struct job *job, struct result *res, struct err *e)
{
	__attribute__((cleanup(auto_doc))) xmlDoc *doc = NULL;
	AUTO_FD fd = -1;
	struct str lines;
	time_t started;

	if (job_open(job, DOC_NONE, A_RUN, &fd, e) != 0 || fd_read_all(fd, PAGE_RUN_MOST, res->mem, &lines, e) != 0 ||
	    tree_of_run(lines, res->mem, &doc, &started, e) != 0 ||
	    render(job->tools->pager, doc, layout_moment(res->mem, started), res->mem, res->out[A_PAGE], e) != 0)
		return err_wrap(e, _("verslag van de run"));
	return 0;
}
