/* SPDX-License-Identifier: EUPL-1.2 */
/* page.c - the account of a run as one HTML page: JSON to a plain tree, the tree through XSLT. */
#include "report/page.h"

#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/reel.h"
#include "report/layout.h"
#include "report/tree.h"

#include "base/banned.h"

#define TEMPLATE_MOST	((size_t)1 << 20)	/* bytes of the stylesheet, and of the CSS */
#define ROWS		"rows"
#define ROWS_AT_ONCE	KIB(256)		/* bytes of lines whose rows are made together */

struct pager {
	xsltStylesheet	*style;
	const char	*css;
	bool		 rows;		/* the stylesheet gives rows alone */
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
	for (const xsltStackElem *v = p->style->variables; v != NULL; v = v->next)
		p->rows |= str_eq(str_of((const char *)v->name), S(ROWS));
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

/*
 * What is long stands in no tree: the rows of dossiers that are unchanged, and of files that are left out.  They are made
 * of some lines at a time, as two lists below each other ("rows"), and wait in the file that will be the page.  The
 * stylesheet is told how many there are, and writes a word of ours in the place of each list.  One that has no parameter
 * "rows" gets every line in one tree.
 */
enum part { PART_UNCHANGED, PART_SKIPPED, PART__COUNT };

static const struct { const char *n, *here; } parts[] = {
	[PART_UNCHANGED] = { "unchanged-n", "unchanged-here" },
	[PART_SKIPPED] = { "skipped-n", "skipped-here" },
};

struct block { uint64_t at, n; };

struct list {
	size_t		 rows;
	struct str	 here;		/* the word */
	struct block	*v;		/* where its rows stand in the file, in their order */
	size_t		 n, cap;
};

struct paging {
	const struct pager *pager;
	struct arena	*mem;
	int		 out;
	uint64_t	 end;		/* of what stands in it */
	xmlDoc		*doc;		/* the lines that stand in a tree */
	uint64_t	 bytes;		/* of those */
	xmlDoc		*some;		/* the lines whose rows are to be made */
	uint64_t	 some_bytes;
	time_t		 started;
	struct list	 list[PART__COUNT];
};

static int
give_text(xsltTransformContext *ctx, const struct paging *g, const char *name, struct str s)
{
	return xsltQuoteOneUserParam(ctx, BAD_CAST name, BAD_CAST str_c(g->mem, s));
}

static int
give_all(xsltTransformContext *ctx, const struct paging *g)
{
	int rc = xsltQuoteOneUserParam(ctx, BAD_CAST "css", BAD_CAST g->pager->css);

	rc |= give_text(ctx, g, "moment", layout_moment(g->mem, g->started));
	for (int i = 0; i < PART__COUNT && g->pager->rows; i++) {
		const char *n = str_c(g->mem, str_fmt(g->mem, "%zu", g->list[i].rows));

		rc |= xsltEvalOneUserParam(ctx, BAD_CAST parts[i].n, BAD_CAST n);
		rc |= give_text(ctx, g, parts[i].here, g->list[i].here);
	}
	return rc;
}

/* The page, or only rows. */
static int
apply(const struct paging *g, xmlDoc *doc, bool rows, xmlDoc **html_r, struct err *e)
{
	__attribute__((cleanup(auto_security))) xsltSecurityPrefs *prefs = NULL;
	__attribute__((cleanup(auto_context))) xsltTransformContext *ctx =
	    xsltNewTransformContext(g->pager->style, doc);

	*html_r = NULL;
	if (ctx == NULL)
		return err_set(e, E_LIMIT, _("verslagpagina: geen geheugen"));
	xsltSetTransformErrorFunc(ctx, NULL, silent);
	prefs = refuse_all(ctx);
	if ((rows ? xsltEvalOneUserParam(ctx, BAD_CAST ROWS, BAD_CAST "true()") : give_all(ctx, g)) != 0)
		return err_set(e, E_BUG, "report.xsl: parameter");
	*html_r = xsltApplyStylesheetUser(g->pager->style, doc, NULL, NULL, NULL, ctx);
	if (*html_r == NULL || ctx->state != XSLT_STATE_OK)
		return err_set(e, E_BUG, _("verslagpagina: xsl/report.xsl liep vast"));
	return 0;
}

/* --- rows ------------------------------------------------------------------------------- */

static bool
outcome_is(const json_t *doc, enum outcome o)
{
	return str_eq(json_str(doc, "outcome"), str_of(outcome_name(o)));
}

static size_t
left_out(const json_t *line)
{
	const json_t *doc;
	size_t i, n = 0;

	json_array_foreach (json_list(line, "documents"), i, doc)
		n += outcome_is(doc, O_SKIPPED);
	return n;
}

/* As report.xsl divides the dossiers: none of these, and something is unchanged. */
static bool
is_unchanged(const json_t *line)
{
	static const enum outcome others[] = { O_HELD, O_REJECTED, O_LATER, O_PUBLISHED, O_HANDED };
	struct str v = json_str(line, "verdict");
	const json_t *doc;
	bool same = false, other = str_eq(v, str_of(verdict_name(V_HOLD))) || str_eq(v, str_of(verdict_name(V_LATER)));
	size_t i;

	json_array_foreach (json_list(line, "documents"), i, doc) {
		same |= outcome_is(doc, O_UNCHANGED);
		for (size_t n = 0; n < COUNT(others); n++)
			other |= outcome_is(doc, others[n]);
	}
	return same && !other;
}

/* Of a dossier its name and what is left out of it. */
static json_t *
only_left_out(const json_t *line)
{
	static const char *const names[] = { "dossier", "organisation", "title" };
	json_t *j = json_object(), *list = json_array(), *v;
	size_t i;

	for (i = 0; i < COUNT(names); i++) {
		v = json_object_get(line, names[i]);
		if (v != NULL)
			json_put(j, names[i], json_incref(v));
	}
	json_array_foreach (json_list(line, "documents"), i, v) {
		if (outcome_is(v, O_SKIPPED))
			json_push(list, json_incref(v));
	}
	json_put(j, "documents", list);
	return j;
}

/* The rows of one list wait in the file. */
static int
keep_rows(struct paging *g, struct list *l, xmlDoc *html, const xmlNode *of, struct err *e)
{
	xmlOutputBuffer *to = xmlAllocOutputBuffer(NULL);
	struct str rows;
	int rc;

	must(to != NULL);
	for (xmlNode *row = of->children; row != NULL; row = row->next)
		htmlNodeDumpFormatOutput(to, html, row, NULL, 0);
	rows = (struct str){ (const char *)xmlOutputBufferGetContent(to), xmlOutputBufferGetSize(to) };
	*PUSH(g->mem, l->v, l->n, l->cap) = (struct block){ g->end, rows.n };
	g->end += rows.n;
	rc = fd_write_all(g->out, rows, e);
	(void)xmlOutputBufferClose(to);
	return rc;
}

/* Of the lines that were gathered. */
static int
make_rows(struct paging *g, struct err *e)
{
	__attribute__((cleanup(auto_doc))) xmlDoc *html = NULL;
	int part = 0;

	if (g->some == NULL)
		return 0;
	if (apply(g, g->some, true, &html, e) != 0)
		return -1;
	must(html != NULL);
	for (const xmlNode *of = html->children; of != NULL && part < PART__COUNT; of = of->next) {
		if (of->type == XML_ELEMENT_NODE && keep_rows(g, &g->list[part++], html, of, e) != 0)
			return -1;
	}
	xmlFreeDoc(g->some);
	g->some = NULL;
	g->some_bytes = 0;
	return 0;
}

static int
gather_row(struct paging *g, json_t *line, size_t nr, size_t bytes, struct err *e)
{
	if (g->some == NULL)
		g->some = tree_new();
	if (tree_add(g->some, line, nr, g->mem, e) != 0)
		return -1;
	g->some_bytes += bytes;
	return g->some_bytes >= ROWS_AT_ONCE ? make_rows(g, e) : 0;
}

/* --- the lines ---------------------------------------------------------------------------- */

static int
take_dossier(struct paging *g, json_t *j, size_t nr, size_t bytes, struct err *e)
{
	size_t skipped = g->pager->rows ? left_out(j) : 0;

	g->list[PART_SKIPPED].rows += skipped;
	if (g->pager->rows && is_unchanged(j)) {
		g->list[PART_UNCHANGED].rows++;
		return gather_row(g, j, nr, bytes, e);
	}
	if (skipped != 0) {
		AUTO_JSON only = only_left_out(j);

		if (gather_row(g, only, nr, bytes, e) != 0)
			return -1;
	}
	g->bytes += bytes;
	if (g->bytes > PAGE_RUN_MOST)
		return err_set(e, E_LIMIT, _("%llu bytes, meer dan de grens van %zu"), (unsigned long long)g->bytes,
		    PAGE_RUN_MOST);
	return tree_add(g->doc, j, nr, g->mem, e);
}

static int
take_line(struct paging *g, struct str line, size_t nr, bool *ended, struct err *e)
{
	AUTO_JSON j = json_read(line, e);

	if (j == NULL)
		return err_wrap(e, "A_RUN, %zu", nr);
	if (*ended || (json_map(j, "run") != NULL) == (json_str(j, "dossier").p != NULL))
		return err_set(e, E_BUG, _("A_RUN, %zu: dossier of run verwacht"), nr);
	*ended = json_map(j, "run") != NULL;
	if (*ended && time_parse(json_str(json_map(j, "run"), "started"), &g->started) != 0)
		return err_set(e, E_BUG, _("A_RUN, %zu: begintijd ontbreekt"), nr);
	if ((*ended ? tree_add(g->doc, j, nr, g->mem, e) : take_dossier(g, j, nr, line.n, e)) != 0)
		return err_wrap(e, "A_RUN, %zu", nr);
	return 0;
}

/* All of them.  The words have their digest, so that no line can hold one. */
static int
take_lines(struct paging *g, int fd, struct err *e)
{
	struct reel *in = reel_in_most(fd, PAGE_RUN_MOST);
	struct hash *h = hash_new();
	struct str line, hex;
	bool ended = false;
	size_t nr = 0;
	int rc;

	while ((rc = reel_line(in, &line, e)) > 0) {
		hash_add(h, line.p, line.n);
		if (take_line(g, line, ++nr, &ended, e) != 0) {
			rc = -1;
			break;
		}
	}
	reel_free(in);
	hex = digest_hex(g->mem, hash_end(h));
	for (int i = 0; i < PART__COUNT; i++)
		g->list[i].here = str_fmt(g->mem, "%s-%.*s", parts[i].here, STRF(hex));
	if (rc == 0 && !ended)
		return err_set(e, E_BUG, _("A_RUN: de regel van de run ontbreekt"));
	return rc == 0 ? make_rows(g, e) : rc;
}

/* --- the page ----------------------------------------------------------------------------- */

/* What stands before the first list in s, and behind it; NULL: there is none. */
static const struct list *
next_list(const struct paging *g, struct str s, struct str *before_r, struct str *behind_r)
{
	const struct list *next = NULL;

	*before_r = s;
	for (int i = 0; i < PART__COUNT && g->pager->rows; i++) {
		const struct list *l = &g->list[i];
		const char *at = memmem(s.p, before_r->n, l->here.p, l->here.n);

		if (at == NULL)
			continue;
		next = l;
		*before_r = (struct str){ s.p, (size_t)(at - s.p) };
		*behind_r = str_from(s, before_r->n + l->here.n);
	}
	return next;
}

/* The page, with its rows, behind the rows that wait. */
static int
put_page(struct paging *g, struct err *e)
{
	__attribute__((cleanup(auto_doc))) xmlDoc *html = NULL;
	__attribute__((cleanup(auto_xml))) xmlChar *bytes = NULL;
	const struct list *l;
	struct str rest, before;
	int n = 0, rc;

	if (apply(g, g->doc, false, &html, e) != 0)
		return -1;
	if (xsltSaveResultToString(&bytes, &n, html, g->pager->style) != 0 || bytes == NULL)
		return err_set(e, E_LIMIT, _("verslagpagina: te groot"));
	rest = (struct str){ (const char *)bytes, (size_t)n };
	do {
		l = next_list(g, rest, &before, &rest);
		rc = fd_write_all(g->out, before, e);
		for (size_t i = 0; l != NULL && rc == 0 && i < l->n; i++)
			rc = fd_copy(g->out, l->v[i].at, l->v[i].n, g->out, e);
	} while (rc == 0 && l != NULL);
	return rc;
}

/* It begins where the file begins. */
static int
move_page(const struct paging *g, struct err *e)
{
	off_t end = lseek(g->out, 0, SEEK_CUR);

	if (g->end == 0)
		return 0;
	if (end < 0 || lseek(g->out, 0, SEEK_SET) != 0 ||
	    fd_copy(g->out, g->end, (uint64_t)end - g->end, g->out, e) != 0 ||
	    ftruncate(g->out, end - (off_t)g->end) != 0)
		return err_sys(e, E_IO, _("schrijven mislukt"));
	return 0;
}

int
report_run(const struct job *job, struct result *res, struct err *e)
{
	__attribute__((cleanup(auto_doc))) xmlDoc *doc = tree_new();
	struct paging g = { .pager = job->tools->pager, .mem = res->mem, .doc = doc, .out = res->out[A_PAGE] };
	AUTO_FD fd = -1;
	int rc = job_open(job, DOC_NONE, A_RUN, &fd, e);

	if (rc == 0)
		rc = take_lines(&g, fd, e);
	if (rc == 0)
		rc = put_page(&g, e);
	if (rc == 0)
		rc = move_page(&g, e);
	xmlFreeDoc(g.some);
	return rc == 0 ? 0 : err_wrap(e, _("verslag van de run"));
}
