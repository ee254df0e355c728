/* SPDX-License-Identifier: EUPL-1.2 */
/* harvest_map.c - one sitemap index or sitemap, entry after entry, as a harvester reads it. */
#include <libxml/xmlreader.h>

#include "base/date.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "describe/describe.h"
#include "describe/sheet.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/harvesting.h"

#include "base/banned.h"

#define SITEMAP_NS	"http://www.sitemaps.org/schemas/sitemap/0.9"
#define DIWOO_NS	"https://standaarden.overheid.nl/diwoo/metadata/"
#define PARSE_FLAGS	(XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
#define EXTENSIONS	"extensies"	/* column of the list of formats */
#define DATE_LEN	((size_t)10)

/* One file being read. */
struct map {
	struct harvest		*h;
	struct str		 file;
	bool			 index;
	size_t			 n;	/* entries */
};

static bool
is(const xmlNode *node, const char *name, const char *ns)
{
	return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name) && node->ns != NULL &&
	    xmlStrEqual(node->ns->href, BAD_CAST ns);
}

static struct str
text_of(const struct map *m, const xmlNode *node)
{
	xmlChar *s = xmlNodeGetContent(node);
	struct str text = str_dup(m->h->scratch, str_of((const char *)s));

	xmlFree(s);
	return str_trim(text);
}

/* xs:date or xs:dateTime, and not later than now: a harvester believes it. */
static void
check_lastmod(const struct map *m, const xmlNode *node)
{
	struct str s = text_of(m, node);
	int line = (int)xmlGetLineNo(node);
	time_t now = m->h->job->now, t;
	struct date d;

	if (s.n == DATE_LEN && s.p[4] == '-' && date_parse(s, &d) == 0) {
		if (date_cmp(d, date_here(now)) > 0)
			harvest_say(m->h, HARVEST_FUTURE, m->file, line, s);
	} else if (time_parse(s, &t) != 0)
		harvest_say(m->h, HARVEST_LASTMOD, m->file, line, s);
	else if (t > now)
		harvest_say(m->h, HARVEST_FUTURE, m->file, line, s);
}

/* Does this format of DiWoo go with this extension? */
static bool
goes_with(const struct map *m, struct str uri, struct str ext)
{
	const struct catalog *lists = m->h->job->tools->lists;
	const char *name = field_list(MD_FORMAT);
	const struct term *t = catalog_uri(lists, name, uri);
	const struct list_about *about;
	struct str one;

	for (size_t i = 0; t != NULL && (about = catalog_list(lists, i)) != NULL; i++) {
		struct str rest = str_eq(about->name, str_of(name)) ? catalog_column(about, t, EXTENSIONS) : STR_NONE;

		while (str_next(&rest, ',', &one)) {
			if (str_eq_nocase(one, ext))
				return true;
		}
	}
	return false;
}

/* The address of the format in a diwoo:Document, or STR_NONE. */
static struct str
format_of(const struct map *m, const xmlNode *document)
{
	if (document == NULL)
		return STR_NONE;
	for (const xmlNode *whole = document->children; whole != NULL; whole = whole->next) {
		if (!is(whole, "DiWoo", DIWOO_NS))
			continue;
		for (const xmlNode *at = whole->children; at != NULL; at = at->next) {
			xmlChar *uri = is(at, "format", DIWOO_NS) ? xmlGetProp(at, BAD_CAST "resource") : NULL;
			struct str s;

			if (uri == NULL)
				continue;
			s = str_dup(m->h->scratch, str_of((const char *)uri));
			xmlFree(uri);
			return s;
		}
	}
	return STR_NONE;
}

static void
check_document(const struct map *m, const xmlNode *document)
{
	AUTO_XML alone = xmlNewDoc(BAD_CAST "1.0");
	xmlNodePtr copy;
	xmlChar *bytes = NULL;
	struct str why;
	int n = 0;

	must(alone != NULL);
	copy = xmlDocCopyNode((xmlNodePtr)(uintptr_t)document, alone, 1);
	must(copy != NULL);
	(void)xmlDocSetRootElement(alone, copy);
	xmlDocDumpMemory(alone, &bytes, &n);
	must(bytes != NULL);
	if (!sheet_check(describe_diwoo(m->h->job->tools->describer), (struct str){ (const char *)bytes, (size_t)n },
		m->h->scratch, &why))
		harvest_say(m->h, HARVEST_SCHEMA, m->file, (int)xmlGetLineNo(document), why);
	xmlFree(bytes);
}

/* What stands in an entry, once each. */
struct parts { const xmlNode *loc, *lastmod, *document; };

static bool
take_parts(const struct map *m, const xmlNode *node, struct parts *p)
{
	const char *bad = NULL;

	*p = (struct parts){ 0 };
	for (const xmlNode *at = node->children; at != NULL && bad == NULL; at = at->next) {
		if (at->type != XML_ELEMENT_NODE)
			continue;
		if (is(at, "loc", SITEMAP_NS) && p->loc == NULL)
			p->loc = at;
		else if (is(at, "lastmod", SITEMAP_NS) && p->lastmod == NULL && p->loc != NULL && p->document == NULL)
			p->lastmod = at;
		else if (!m->index && is(at, "Document", DIWOO_NS) && p->document == NULL && p->loc != NULL)
			p->document = at;
		else if (m->index || p->loc == NULL || p->document != NULL ||
		    (!is(at, "changefreq", SITEMAP_NS) && !is(at, "priority", SITEMAP_NS)))
			bad = (const char *)at->name;
	}
	if (bad == NULL && p->loc == NULL)
		bad = _("zonder loc");
	else if (bad == NULL && p->lastmod == NULL)
		bad = _("zonder lastmod");
	else if (bad == NULL && !m->index && p->document == NULL)
		bad = _("zonder diwoo:Document");
	if (bad != NULL)
		harvest_say(m->h, HARVEST_FORM, m->file, (int)xmlGetLineNo(node), str_of(bad));
	return bad == NULL;
}

static int
take_entry(struct map *m, const xmlNode *node, struct err *e)
{
	struct harvest *h = m->h;
	int line = (int)xmlGetLineNo(node);
	struct harvest_file *f;
	struct parts p;
	struct str loc, ext, format;

	m->n++;
	if (!take_parts(m, node, &p))
		return 0;
	check_lastmod(m, p.lastmod);
	loc = text_of(m, p.loc);
	f = harvest_named(h, loc, m->file, line);
	if (!m->index) {
		h->entries++;
		check_document(m, p.document);
	}
	if (f == NULL)
		return 0;
	if (str_has(loc, '?'))
		*PUSH(h->mem, h->notices, h->nnotices, h->notices_cap) = str_dup(h->mem, loc);
	else if (f->told++ != 0) {
		harvest_say(h, HARVEST_TWICE, m->file, line, loc);
		return 0;
	}
	if (m->index) {
		*PUSH(h->mem, h->maps, h->nmaps, h->maps_cap) = f;
		return 0;
	}
	ext = path_ext(f->path);
	format = format_of(m, p.document);
	if (!goes_with(m, format, ext))
		harvest_say(h, HARVEST_TYPE, m->file, line, format.n == 0 ? str_of(_("geen")) : path_base(format));
	return harvest_document(h, f, ext, e);
}

/* 1: an entry stands there, whole; 0: something else; -1: no XML. */
static int
at_entry(struct map *m, xmlTextReaderPtr r, const xmlNode **node_r)
{
	*node_r = NULL;
	if (xmlTextReaderNodeType(r) != XML_READER_TYPE_ELEMENT || xmlTextReaderDepth(r) > 1)
		return 0;
	if (xmlTextReaderDepth(r) == 0) {
		const char *name = (const char *)xmlTextReaderConstLocalName(r);
		const char *root = m->index ? "sitemapindex" : "urlset";
		bool right = xmlStrEqual(BAD_CAST name, BAD_CAST root) != 0 &&
		    xmlStrEqual(xmlTextReaderConstNamespaceUri(r), BAD_CAST SITEMAP_NS);

		if (!right)
			harvest_say(m->h, HARVEST_ROOT, m->file, 0, str_of(name));
		return right ? 0 : -2;
	}
	*node_r = xmlTextReaderExpand(r);
	if (*node_r == NULL)
		return -1;
	if (is(*node_r, m->index ? "sitemap" : "url", SITEMAP_NS))
		return 1;
	harvest_say(m->h, HARVEST_FORM, m->file, (int)xmlGetLineNo(*node_r), str_of((const char *)(*node_r)->name));
	return 0;
}

int
harvest_map(struct harvest *h, const struct harvest_file *f, struct str xml, bool index, struct err *e)
{
	struct map m = { .h = h, .file = f->path, .index = index };
	xmlTextReaderPtr r = xmlReaderForMemory(xml.p, (int)xml.n, "sitemap", NULL, PARSE_FLAGS);
	struct mark mark = arena_mark(h->scratch);
	int rc = 0, more;

	must(r != NULL);
	more = xmlTextReaderRead(r);
	while (more == 1 && rc == 0) {
		const xmlNode *node;
		int at = xmlTextReaderNodeType(r) == XML_READER_TYPE_DOCUMENT_TYPE ? -1 : at_entry(&m, r, &node);

		if (at == 1)
			rc = take_entry(&m, node, e);
		arena_rewind(h->scratch, mark);
		if (at < 0) {
			more = at;
			break;
		}
		more = xmlTextReaderDepth(r) == 1 ? xmlTextReaderNext(r) : xmlTextReaderRead(r);
	}
	xmlFreeTextReader(r);
	if (rc != 0)
		return -1;
	if (more == -1)
		harvest_say(h, HARVEST_XML, f->path, 0, STR_NONE);
	else if (more == 0 && m.n == 0)
		harvest_say(h, HARVEST_EMPTY, f->path, 0, STR_NONE);
	else if (m.n > HARVEST_URLS_MOST)
		harvest_say(h, HARVEST_TOO_LARGE, f->path, 0, STR_NONE);
	return 0;
}
