/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_site.c - the stages of a site: the page and the entries of a dossier, the listing around many, and what a
 * harvester finds of them.  With WOO_SITE_OUT, a folder, the site of these tests is left there to be looked at; with
 * WOO_LARGE a large one is made instead, and what that took is printed.
 */
#include "describing.h"

#include <libxml/xmlreader.h>
#include <sys/resource.h>

#include "base/json.h"
#include "describe/sheet.h"
#include "site/address.h"
#include "site/entries.h"
#include "site/harvest.h"
#include "site/listing.h"
#include "site/page.h"
#include "site/press.h"

#define SITE		"https://open.leiden.example/woo/"
#define TOP		"https://open.leiden.example/"
#define NOW		((time_t)1768464000)	/* of the rig: 2026-01-15T08:00:00Z */
#define FORMATS		"http://publications.europa.eu/resource/authority/file-type/"

static struct press *press;
static xmlSchemaPtr sitemap_xsd, index_xsd;
static struct outlet outlet;

static int
load_site(void **state)
{
	struct err e = { 0 };

	sitemap_xsd = xsd_of("woo-sitemap-all.xsd");
	index_xsd = xsd_of("siteindex.xsd");
	if (load(state) != 0)
		return -1;
	if (press_load("templates", mem, &press, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int
unload_site(void **state)
{
	press_free(press);
	xmlSchemaFree(sitemap_xsd);
	xmlSchemaFree(index_xsd);
	return unload(state);
}

static int
begin_site(void **state)
{
	(void)begin(state);
	r.tools.press = press;
	outlet = (struct outlet){ .kind = S("site"), .public = S(SITE) };
	r.org.outlets = &outlet;
	r.org.noutlets = 1;
	return 0;
}

/* A notice of the dossier of describing.h, with a ground. */
static void
withhold(const char *title)
{
	struct notice *n = NEW(r.mem, struct notice, 1);

	n->key = S("n1");
	statement_add(&n->said, (struct statement){ .what = SAY_TITLE, .text = str_of(title), .sure = 100 }, r.mem);
	statement_add(&n->said,
	    (struct statement){ .what = SAY_DATE, .text = S("2026-01-10"), .date = { 2026, 1, 10 }, .sure = 100 }, r.mem);
	statement_add(&n->said, (struct statement){ .what = SAY_GROUND, .text = S("5.1.2e"), .sure = 100 }, r.mem);
	r.dossier.notices = n;
	r.dossier.nnotices = 1;
}

/* Describe the dossier and make its page. */
static void
make_page(void)
{
	run();
	if (rig_run(&r, ST_page, page_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		if (r.dossier.findings.v[i].code == F_DSC_SCHEMA)
			fail_msg("%s", str_c(r.mem, r.dossier.findings.v[i].arg[0]));
	}
	assert_true((r.dossier.have_set & A_BIT(A_PAGE)) != 0 && (r.dossier.have_set & A_BIT(A_ENTRIES)) != 0);
}

static const char *
page_text(void)
{
	return str_c(r.mem, rig_read(&r, DOC_NONE, A_PAGE));
}

/* How often something stands there. */
static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* --- addresses ------------------------------------------------------------------------------ */

static void
test_addresses(void **state)
{
	static const struct { const char *address; bool sane; } cases[] = { { "https://open.leiden.nl/", true },
		{ "https://open.leiden.nl/woo/", true }, { "https://open.leiden.nl:8443/", true },
		{ "http://open.leiden.nl/", false }, { "https://open.leiden.nl", false }, { "https:///", false },
		{ "https://a@b.nl/", false }, { "https://a.nl/?x/", false }, { "https://a.nl/#/", false },
		{ "https://a.nl/a b/", false }, { "https://a.nl/<b>/", false }, { "https://a.nl/a&b/", false },
		{ "https://a.nl/\"/", false }, { "", false } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (site_address_sane(str_of(cases[i].address)) != cases[i].sane)
			fail_msg("%s", cases[i].address);
	}
	assert_str(site_path_of(S("dossiers/1/index.html?stuk=2")), "dossiers/1/index.html");
	assert_str(site_path_of(S("index.html")), "index.html");
}

static void
test_entry_heads(void **state)
{
	static const char *const bad[] = { "", "infocat014 2026-01-15T08:00:00Z 5", "infocat14 2026-01-15T08:00:00Z 5\n",
		"infocat014 gisteren 5\n", "infocat014 2026-01-15T08:00:00Z 0\n", "infocat014 2026-01-15T08:00:00Z 48000001\n",
		"infocat014 2026-01-15T08:00:00Z 5 6\n", "infocat014 2026-01-15T08:00:00Z\n", "\n" };
	struct entry one = { .category = S("infocat014"), .lastmod = S("2026-01-15T08:00:00Z") }, got;
	struct err e;
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b, mem, 1000);
	entry_write(&b, &one, S("<url>"));
	assert_str(buf_str(&b), "infocat014 2026-01-15T08:00:00Z 5\n<url>");
	assert_int_equal(entry_read(buf_str(&b), &got, &n, &e), 0);
	assert_int_equal(n, b.n - 5);
	assert_int_equal(got.len, 5);
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (entry_read(str_of(bad[i]), &got, &n, &e) == 0)
			fail_msg("%s", bad[i]);
	}
}

/* --- one dossier -------------------------------------------------------------------------------- */

static void
test_page(void **state)
{
	const char *html;

	(void)state;
	withhold("Advies van de <landsadvocaat>");
	make_page();
	html = page_text();
	assert_int_equal(count(html, "<html lang=\"nl\">"), 1);
	assert_int_equal(count(html, "<h1>Besluit Woo-verzoek &lt;A&amp;B&gt;</h1>"), 1);
	assert_int_equal(count(html, "Advies van de &lt;landsadvocaat&gt;"), 1);
	assert_int_equal(count(html, "Woo, artikel 5.1.2e"), 1);
	assert_int_equal(count(html, "persoonlijke levenssfeer"), 1);
	assert_int_equal(count(html, "gemeente Leiden"), 3);
	assert_int_equal(count(html, "<dd>Z/26/001</dd>"), 1);
	assert_int_equal(count(html, "12 januari 2026"), 3); /* the dossier, and each of its documents */
	assert_int_equal(count(html, "../../categorie/infocat014/index.html"), 2);
	assert_int_equal(count(html, "(PDF, 3 bytes)"), 1);
	assert_non_null(strstr(html, ".pdf\" hreflang=\"nl\" type=\"application/pdf\""));
	/* Nothing that runs, and nothing that a strict policy would not let in. */
	assert_int_equal(count(html, "<script"), 0);
	assert_int_equal(count(html, " style="), 0);
	assert_int_equal(count(html, "<style"), 0);
	assert_int_equal(count(html, "default-src 'none'"), 1);
	/* No name that was delivered gets out. */
	assert_int_equal(count(html, "kaart_van_het"), 0);
}

/* Between its first "<url>" and the end. */
static const char *
entries_text(void)
{
	return str_c(r.mem, rig_read(&r, DOC_NONE, A_ENTRIES));
}

static void
test_entries(void **state)
{
	const char *text, *main_at;
	struct str all, rest;
	struct entry one;
	struct err e;
	size_t head, n = 0;

	(void)state;
	withhold("Advies");
	make_page();
	all = rest = rig_read(&r, DOC_NONE, A_ENTRIES);
	text = entries_text();
	for (; rest.n != 0; n++) {
		assert_int_equal(entry_read(rest, &one, &head, &e), 0);
		assert_str(one.category, "infocat014");
		assert_str(one.lastmod, "2026-01-15T08:00:00Z");
		rest = str_from(rest, head + one.len);
	}
	assert_int_equal(n, 3);
	assert_int_equal(count(text, "<loc>" SITE "documenten/"), 2);
	assert_int_equal(count(text, "<loc>" SITE "dossiers/"), 1);
	assert_int_equal(count(text, "/index.html?stuk="), 1);
	/* Parts point at the address of the main document, and it at theirs. */
	main_at = strstr(text, "<loc>") + 5;
	assert_int_equal(count(text, str_c(mem, str_fmt(mem, "isPartOf resource=\"%.*s\"", (int)(strchr(main_at, '<') - main_at), main_at))), 2);
	assert_int_equal(count(text, "hasPart resource=\"" SITE "documenten/"), 1);
	assert_int_equal(count(text, "resource=\"urn:uuid:"), 0);
	/* What is withheld is told as a page. */
	assert_int_equal(count(text, FORMATS "HTML"), 1);
	/* Known since when: that is what a harvester is told. */
	r.dossier.modified = NOW - 86400;
	make_page();
	assert_int_equal(count(entries_text(), "<lastmod>2026-01-14T08:00:00Z</lastmod>"), 3);
	assert_true(all.n != 0);
}

/* The same dossier gives the same bytes. */
static void
test_same_bytes(void **state)
{
	struct str page, entries;

	(void)state;
	r.dossier.modified = NOW - 5;
	make_page();
	page = rig_read(&r, DOC_NONE, A_PAGE);
	entries = rig_read(&r, DOC_NONE, A_ENTRIES);
	r.job.now += 86400;
	assert_int_equal(rig_run(&r, ST_page, page_run, DOC_NONE), 0);
	assert_true(str_eq(page, rig_read(&r, DOC_NONE, A_PAGE)));
	assert_true(str_eq(entries, rig_read(&r, DOC_NONE, A_ENTRIES)));
}

/* Without metadata nothing is shown, and a finding holds it. */
static void
test_not_whole(void **state)
{
	(void)state;
	run();
	r.dossier.docs[1].record.len = 0;
	assert_int_equal(rig_run(&r, ST_page, page_run, DOC_NONE), 0);
	assert_true((r.dossier.have_set & (A_BIT(A_PAGE) | A_BIT(A_ENTRIES))) == 0);
	assert_int_equal(r.dossier.findings.v[r.dossier.findings.n - 1].code, F_DSC_SCHEMA);
	outlet.public = S("http://open.leiden.example/");
	assert_int_equal(rig_run(&r, ST_page, page_run, DOC_NONE), -1);
	assert_int_equal(r.err.kind, E_CONFIG);
}

static void
test_withdrawn(void **state)
{
	static const char *const bad[] = { "{}", "{\"id\":\"x\",\"title\":\"T\"}",
		"{\"id\":\"0fdd4b7e-1c51-5f5c-8f5e-2f6a3f1c9e11\",\"title\":\"T\",\"at\":\"gisteren\"}" };
	AUTO_JSON j = json_pack("{ssssssss s{ssss} ss}", "id", "0fdd4b7e-1c51-5f5c-8f5e-2f6a3f1c9e11", "title", "Besluit <3>",
	    "kenmerk", "Z/26/001", "at", "2026-01-15T08:00:00Z", "reason", "uri", "x", "label",
	    "correctie privacygevoelige gegevens", "explanation", "Er stond een naam in.");
	struct str html;
	struct err e;

	(void)state;
	assert_non_null(j);
	assert_int_equal(page_withdrawn(press, &r.org, S("gemeente Leiden"), j, r.mem, &html, &e), 0);
	assert_int_equal(count(str_c(r.mem, html), "Besluit &lt;3&gt;"), 3);
	assert_int_equal(count(str_c(r.mem, html), "15 januari 2026"), 1);
	assert_int_equal(count(str_c(r.mem, html), "correctie privacygevoelige gegevens"), 1);
	assert_int_equal(count(str_c(r.mem, html), "Er stond een naam in."), 1);
	assert_int_equal(count(str_c(r.mem, html), "noindex"), 1);
	for (size_t i = 0; i < COUNT(bad); i++) {
		AUTO_JSON k = json_read(str_of(bad[i]), &e);

		assert_int_equal(page_withdrawn(press, &r.org, STR_NONE, k, r.mem, &html, &e), -1);
	}
}

/* --- many: the listing -------------------------------------------------------------------------- */

/* A request and the entries of its dossiers, and what came of them. */
struct many {
	const char	*public;
	json_t		*list;
	struct str	*entries;	/* of each dossier */
	size_t		 n, cap;
	struct str	 request, site;
	json_t		*listing;
	int		 fd;		/* A_SITE */
};
static struct many many;

static int
many_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	(void)job;
	if (doc == DOC_NONE && kind == A_RUN)
		return fd_of_str("request", many.request, fd_r, e);
	must(kind == A_ENTRIES && doc >= 0 && (size_t)doc < many.n);
	return fd_of_str("entries", many.entries[doc], fd_r, e);
}

static void
many_begin(const char *public)
{
	many = (struct many){ .public = public, .list = json_array(), .fd = -1 };
}

/* One dossier; entries may be absent. */
static json_t *
many_add(struct str id, const char *title, const char *date, const char *category, time_t modified, struct str entries)
{
	json_t *j = json_pack("{ss s[{ss}] si}", "title", title, "categories", "uri", str_c(mem, str_fmt(mem, KERN "%s", category)),
	    "documents", 2);

	assert_non_null(j);
	json_put_str(j, "id", id);
	json_put_str(j, "modified", time_rfc3339(r.mem, modified));
	if (date != NULL)
		json_put_str(j, "date", str_of(date));
	json_push(many.list, j);
	*PUSH(r.mem, many.entries, many.n, many.cap) = entries;
	return j;
}

static int
many_run(void)
{
	AUTO_JSON request = json_pack("{s{ssssss} ss sO}", "organisation", "key", "leiden", "tooi", "gm0546", "name",
	    "gemeente Leiden", "public", many.public, "dossiers", many.list);
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem } };
	struct job job = r.job;
	struct str text;
	int rc;

	assert_non_null(request);
	many.request = json_write(r.mem, request);
	for (int k = 0; k < A__COUNT; k++)
		res.out[k] = (stages[ST_site].gives & A_BIT(k)) != 0 ? memfd_create("out", MFD_CLOEXEC) : -1;
	job.open = many_open;
	rc = site_run(&job, &res, &r.err);
	if (rc == 0) {
		assert_int_equal(fd_read_all(res.out[A_LISTING], MIB(64), r.mem, &text, &r.err), 0);
		many.listing = json_read(text, &r.err);
		assert_non_null(many.listing);
	}
	(void)close(res.out[A_LISTING]);
	if (many.fd >= 0)
		(void)close(many.fd);
	many.fd = res.out[A_SITE];
	return rc;
}

static void
many_end(void)
{
	json_decref(many.list);
	json_decref(many.listing);
	if (many.fd >= 0)
		(void)close(many.fd);
}

static size_t
many_files(void)
{
	return json_array_size(json_list(many.listing, "files"));
}

static struct str
many_path(size_t i)
{
	return json_str(json_array_get(json_list(many.listing, "files"), i), "path");
}

/* The bytes of file i; its digest is what the listing says. */
static struct str
many_bytes(size_t i)
{
	const json_t *j = json_array_get(json_list(many.listing, "files"), i);
	size_t len = (size_t)json_num(j, "len", -1);
	char *p = arena_alloc(r.mem, len + 1, 1);
	struct str s = { p, len };

	assert_int_equal(pread(many.fd, p, len, (off_t)json_num(j, "off", -1)), len);
	assert_true(str_eq(json_str(j, "sha256"), digest_hex(r.mem, digest_of(s))));
	return s;
}

static struct str
many_file(const char *path)
{
	for (size_t i = 0; i < many_files(); i++) {
		if (str_eq(many_path(i), str_of(path)))
			return many_bytes(i);
	}
	return STR_NONE;
}

static struct str
uuid_n(size_t n)
{
	return str_fmt(r.mem, "%08zx-0000-5000-8000-000000000000", n);
}

/* An entry that costs n bytes or somewhat more. */
static struct str
entry_n(size_t i, const char *category, size_t pad, const char *lastmod)
{
	struct buf url, all;
	struct entry head = { .category = str_of(category), .lastmod = str_of(lastmod) };

	buf_init(&url, r.mem, MIB(49));
	buf_addf(&url, "<url>\n<loc>" SITE "documenten/%zu/a.pdf</loc>\n<lastmod>%s</lastmod>\n", i, lastmod);
	for (size_t k = 0; k < pad; k++)
		buf_addc(&url, '\n');
	buf_add(&url, S("</url>\n"));
	buf_init(&all, r.mem, MIB(50));
	entry_write(&all, &head, buf_str(&url));
	assert_false(all.cut);
	return buf_str(&all);
}

static void
test_listing(void **state)
{
	struct str id, robots, index, map, feed, home;
	size_t maps = 0;
	json_t *gone;

	(void)state;
	withhold("Advies");
	r.dossier.modified = NOW - 7200;
	make_page();
	id = uuid_text(r.mem, dossier_uuid(&r.dossier));
	many_begin(SITE);
	many_add(id, "Besluit <A&B>", "2026-01-12", "c_3baef532", NOW - 7200, rig_read(&r, DOC_NONE, A_ENTRIES));
	gone = many_add(uuid_n(1), "Was er", "2024-05-01", "c_8fc2335c", NOW - 3600, STR_NONE);
	json_put(gone, "withdrawn", json_true());
	assert_int_equal(many_run(), 0);
	robots = many_file("robots.txt");
	assert_str(robots, "User-agent: *\nDisallow:\nSitemap: " SITE "sitemapindex-diwoo-infocat014.xml\n");
	assert_true(str_eq(many_path(many_files() - 1), S("robots.txt")));
	index = many_file("sitemapindex-diwoo-infocat014.xml");
	assert_true(index.n != 0 && xsd_valid(index_xsd, index));
	assert_non_null(strstr(str_c(r.mem, index), "<lastmod>2026-01-15T06:00:00Z</lastmod>"));
	for (size_t i = 0; i < many_files(); i++) {
		if (!str_starts(many_path(i), S("sitemaps/")))
			continue;
		maps++;
		map = many_bytes(i);
		assert_true(str_starts(many_path(i), S("sitemaps/infocat014-1-")));
		assert_true(str_eq(str_sub(many_path(i), 22, 8), str_sub(digest_hex(r.mem, digest_of(map)), 0, 8)));
		assert_true(xsd_valid(sitemap_xsd, map));
		assert_int_equal(count(str_c(r.mem, map), "<url>"), 3);
		assert_non_null(strstr(str_c(r.mem, index), str_c(r.mem, many_path(i))));
	}
	assert_int_equal(maps, 1);
	feed = many_file("feed.xml");
	assert_int_equal(count(str_c(r.mem, feed), "<entry>"), 2);
	assert_int_equal(count(str_c(r.mem, feed), "Ingetrokken: Was er"), 1);
	assert_int_equal(count(str_c(r.mem, feed), "Besluit &lt;A&amp;B&gt;"), 1);
	home = many_file("index.html");
	assert_int_equal(count(str_c(r.mem, home), "categorie/infocat014/index.html"), 1);
	assert_int_equal(count(str_c(r.mem, home), "categorie/infocat011/index.html"), 1);
	assert_true(many_file("categorie/infocat014/2026/index.html").n != 0);
	assert_true(many_file("categorie/infocat011/2024/index.html").n != 0);
	assert_true(many_file("css/tokens.css").n != 0 && many_file("css/site.css").n != 0);
	/* Another night: the same bytes. */
	map = str_dup(r.mem, json_write(r.mem, many.listing));
	json_decref(many.listing);
	r.job.now += 86400;
	assert_int_equal(many_run(), 0);
	assert_true(str_eq(map, json_write(r.mem, many.listing)));
	many_end();
}

/* Nothing to tell: no sitemap, no index, and a page that says so. */
static void
test_empty(void **state)
{
	(void)state;
	many_begin(SITE);
	assert_int_equal(many_run(), 0);
	assert_str(many_file("robots.txt"), "User-agent: *\nDisallow:\n");
	assert_int_equal(many_files(), 5);
	assert_non_null(strstr(str_c(r.mem, many_file("index.html")), "nog niets"));
	many_end();
}

/* How many sitemaps of how many entries come of this. */
static void
cuts(size_t n, size_t pad, const char *want)
{
	struct buf got;

	many_begin(SITE);
	for (size_t i = 0; i < n; i++)
		many_add(uuid_n(i), "T", "2026-01-01", "c_8fc2335c", NOW, entry_n(i, "infocat011", pad, "2026-01-01T00:00:00Z"));
	assert_int_equal(many_run(), 0);
	buf_init(&got, r.mem, 1000);
	for (size_t i = 0; i < many_files(); i++) {
		if (str_starts(many_path(i), S("sitemaps/"))) {
			struct str map = many_bytes(i);

			assert_true(map.n <= LISTING_BYTES);
			buf_addf(&got, "%zu ", count(str_c(r.mem, map), "<url>"));
		}
	}
	assert_str(buf_str(&got), want);
	many_end();
}

static void
test_cuts(void **state)
{
	(void)state;
	rig_close(&r);
	rig_open(&r);
	arena_free(r.mem);
	r.mem = arena_new("test", GIB(3));
	r.job.tools = &r.tools;
	r.tools.press = press;
	r.tools.lists = lists;
	cuts(3, 0, "3 ");
	cuts(3, 24000000, "2 1 ");
	cuts(3, 40000000, "1 1 1 ");
}

/* A file of the site, read piece by piece. */
struct stretch { off_t at, end; };

static int
read_on(void *ctx, char *bytes, int n)
{
	struct stretch *s = ctx;
	size_t want = (size_t)(s->end - s->at) < (size_t)n ? (size_t)(s->end - s->at) : (size_t)n;
	ssize_t got = pread(many.fd, bytes, want, s->at);

	s->at += got > 0 ? got : 0;
	return (int)got;
}

/* The metadata of each entry of one sitemap is valid, read as a stream: one entry at a time is in memory. */
static size_t
valid_entries(const json_t *file)
{
	struct stretch where = { .at = json_num(file, "off", -1) };
	struct mark mark = arena_mark(r.mem);
	xmlTextReaderPtr reader;
	xmlBufferPtr text = xmlBufferCreate();
	size_t n = 0;
	int more;

	where.end = where.at + json_num(file, "len", -1);
	reader = xmlReaderForIO(read_on, NULL, &where, "sitemap", NULL, XML_PARSE_NONET);
	assert_non_null(reader);
	for (more = xmlTextReaderRead(reader); more == 1;) {
		struct str why;
		xmlNodePtr node;

		if (xmlTextReaderDepth(reader) != 2 || !xmlStrEqual(xmlTextReaderConstLocalName(reader), BAD_CAST "Document")) {
			more = xmlTextReaderRead(reader);
			continue;
		}
		node = xmlTextReaderExpand(reader);
		assert_non_null(node);
		xmlBufferEmpty(text);
		assert_true(xmlNodeDump(text, node->doc, node, 0, 0) > 0);
		if (!sheet_check(describe_diwoo(describer), str_of((const char *)xmlBufferContent(text)), r.mem, &why))
			fail_msg("%.*s", STRF(why));
		arena_rewind(r.mem, mark);
		n++;
		more = xmlTextReaderNext(reader);
	}
	assert_int_equal(more, 0);
	xmlFreeTextReader(reader);
	xmlBufferFree(text);
	return n;
}

static size_t
all_valid(void)
{
	size_t n = 0;

	for (size_t i = 0; i < many_files(); i++) {
		if (str_starts(many_path(i), S("sitemaps/")))
			n += valid_entries(json_array_get(json_list(many.listing, "files"), i));
	}
	return n;
}

static int64_t
cpu_ms(void)
{
	return (int64_t)clock() * 1000 / CLOCKS_PER_SEC;
}

static long
peak_kib(void)
{
	struct rusage u;

	(void)getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss;
}

/* Each entry of the dossier of describing.h, n times: all that comes of it is valid. */
static void
test_valid(void **state)
{
	struct str entries;

	(void)state;
	make_page();
	entries = rig_read(&r, DOC_NONE, A_ENTRIES);
	many_begin(SITE);
	for (size_t i = 0; i < 20; i++)
		many_add(uuid_n(i), "T", "2026-01-01", "c_3baef532", NOW, entries);
	assert_int_equal(many_run(), 0);
	assert_int_equal(all_valid(), 20 * count(str_c(r.mem, entries), "<url>"));
	many_end();
}

/* 100,000 entries in dossiers of fifteen, as dossiers have them: what it takes to write and to validate them is printed, and decides nothing. */
static void
test_large(void **state)
{
	const char *wanted = getenv("WOO_LARGE");
	struct str entries;
	struct buf fifteen;
	size_t each, dossiers;
	int64_t cpu, made, tried;
	long before, cut;

	(void)state;
	if (wanted == NULL)
		skip();
	make_page();
	entries = rig_read(&r, DOC_NONE, A_ENTRIES);
	buf_init(&fifteen, r.mem, MIB(1));
	for (int i = 0; i < 5; i++)
		buf_add(&fifteen, entries);
	entries = buf_str(&fifteen);
	each = count(str_c(r.mem, entries), "<url>");
	dossiers = (100000 + each - 1) / each;
	many_begin(SITE);
	for (size_t i = 0; i < dossiers; i++)
		many_add(uuid_n(i), "Een convenant", "2026-01-01", "c_3baef532", NOW, entries);
	before = peak_kib();
	cpu = cpu_ms();
	assert_int_equal(many_run(), 0);
	made = cpu_ms() - cpu;
	cut = peak_kib() - before;
	assert_int_equal(all_valid(), dossiers * each);
	tried = cpu_ms() - cpu - made;
	print_message("%zu entries, %lld MB: made in %lld ms with %ld MiB more; all valid, in %lld ms with %ld MiB more\n",
	    dossiers * each, (long long)lseek(many.fd, 0, SEEK_END) / 1000000, (long long)made, cut >> 10, (long long)tried,
	    (peak_kib() - before - cut) >> 10);
	many_end();
}

/* What is no entry of this site breaks no sitemap. */
static void
test_bad_entries(void **state)
{
	static const char *const bad[] = {
		"infocat011 2026-01-01T00:00:00Z 5\n<url>",
		"infocat011 2026-01-01T00:00:00Z 500\n<url>\n<loc>" SITE "a</loc></url>\n",
		"infocat011 2026-01-01T00:00:00Z 66\n<url>\n<loc>https://elders.example/aaaaaaaaaaaaaaaaaaaaa</loc>\n</url>\n",
		"infocat011 2026-01-01T00:00:00Z 70\n<url>\n<loc>" SITE "</loc>\n</url>\n<url>\n</url>\n",
		"infocat099 2026-01-01T00:00:00Z 5\n<url>", "<url></url>" };

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		many_begin(SITE);
		many_add(uuid_n(i), "T", NULL, "c_8fc2335c", NOW, str_of(bad[i]));
		if (many_run() == 0)
			fail_msg("%s", bad[i]);
		assert_int_equal(r.err.kind, E_BUG);
		many_end();
	}
}

/* 100 to a page, the newest day first. */
static void
test_paging(void **state)
{
	struct str one, three;

	(void)state;
	many_begin(SITE);
	for (size_t i = 0; i < 230; i++) {
		json_t *j = many_add(uuid_n(i), str_c(r.mem, str_fmt(r.mem, "Dossier %03zu", i)), i == 229 ? "2026-03-01" : "2026-02-01",
		    "c_8fc2335c", NOW, STR_NONE);

		json_put(j, "tells", json_false());
	}
	assert_int_equal(many_run(), 0);
	one = many_file("categorie/infocat011/2026/index.html");
	three = many_file("categorie/infocat011/2026/pagina-3.html");
	assert_int_equal(count(str_c(r.mem, one), "<h3>"), 100);
	assert_int_equal(count(str_c(r.mem, three), "<h3>"), 30);
	assert_true(strstr(str_c(r.mem, one), "Dossier 229") < strstr(str_c(r.mem, one), "Dossier 000"));
	assert_non_null(strstr(str_c(r.mem, three), "Pagina 3 van 3"));
	assert_true(many_file("categorie/infocat011/2026/pagina-4.html").n == 0);
	assert_int_equal(count(str_c(r.mem, many_file("feed.xml")), "<entry>"), 100);
	many_end();
}

/* --- the harvester ------------------------------------------------------------------------------ */

/* A site as a folder: paths and bytes. */
struct lain { struct str path, bytes; };
static struct lain lain[64];
static size_t nlain;
static const char *lain_address;

static int
lain_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct buf b;

	(void)job;
	if (doc != DOC_NONE) {
		must(kind == A_ORIGINAL && doc >= 1 && (size_t)doc <= nlain);
		return fd_of_str("file", lain[doc - 1].bytes, fd_r, e);
	}
	buf_init(&b, r.mem, MIB(1));
	buf_addf(&b, "u%s", lain_address);
	buf_addc(&b, '\0');
	buf_add(&b, (struct str){ "msite", sizeof "msite" });
	for (size_t i = 0; i < nlain; i++) {
		buf_addc(&b, 'f');
		buf_add(&b, lain[i].path);
		buf_addc(&b, '\0');
	}
	return fd_of_str("listing", buf_str(&b), fd_r, e);
}

static void
lay(struct str path, struct str bytes)
{
	for (size_t i = 0; i < nlain; i++) {
		if (str_eq(lain[i].path, path)) {
			lain[i].bytes = bytes;
			return;
		}
	}
	must(nlain < COUNT(lain));
	lain[nlain++] = (struct lain){ path, bytes };
}

/* The site of one dossier, whole: listing, page and documents. */
static void
lay_site(const char *address)
{
	struct str id, rest, loc;

	outlet.public = str_of(address);
	withhold("Advies");
	r.dossier.modified = NOW - 7200;
	make_page();
	id = uuid_text(r.mem, dossier_uuid(&r.dossier));
	many_begin(address);
	many_add(id, "Besluit", "2026-01-12", "c_3baef532", NOW - 7200, rig_read(&r, DOC_NONE, A_ENTRIES));
	assert_int_equal(many_run(), 0);
	nlain = 0;
	lain_address = address;
	for (size_t i = 0; i < many_files(); i++)
		lay(str_dup(r.mem, many_path(i)), many_bytes(i));
	lay(site_dossier(r.mem, id), rig_read(&r, DOC_NONE, A_PAGE));
	rest = rig_read(&r, DOC_NONE, A_ENTRIES);
	for (const char *at = str_c(r.mem, rest); (at = strstr(at, "<loc>")) != NULL; at++) {
		loc = str_from(str_of(at), 5 + strlen(address));
		loc = str_sub(loc, 0, strcspn(loc.p, "<"));
		if (str_starts(loc, S("documenten/")))
			lay(loc, S("%PDF-1.7\n"));
	}
	many_end();
}

/* Codes of what is wrong, a space behind each; "sound" when nothing is. */
static const char *
harvested(void)
{
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem } };
	struct job job = r.job;
	AUTO_JSON j = NULL;
	struct str text;
	struct buf b;

	for (int k = 0; k < A__COUNT; k++)
		res.out[k] = k == A_HARVEST ? memfd_create("out", MFD_CLOEXEC) : -1;
	job.open = lain_open;
	if (harvest_run(&job, &res, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	assert_int_equal(fd_read_all(res.out[A_HARVEST], MIB(64), r.mem, &text, &r.err), 0);
	(void)close(res.out[A_HARVEST]);
	j = json_read(text, &r.err);
	assert_non_null(j);
	buf_init(&b, r.mem, KIB(64));
	buf_add(&b, json_flag(j, "sound") ? S("sound ") : S(""));
	for (size_t i = 0; i < json_array_size(json_list(j, "faults")); i++)
		buf_addf(&b, "%.*s ", STRF(json_str(json_array_get(json_list(j, "faults"), i), "code")));
	if (buf_str(&b).n == 6)
		assert_int_equal(json_num(j, "entries", 0), 3);
	return str_c(r.mem, buf_str(&b));
}

static struct lain *
lain_of(const char *start)
{
	for (size_t i = 0; i < nlain; i++) {
		if (str_starts(lain[i].path, str_of(start)))
			return &lain[i];
	}
	fail_msg("%s", start);
	return NULL;
}

/* Put something in the place of something else in a file. */
static void
change(const char *file, const char *from, const char *to)
{
	struct lain *f = lain_of(file);
	const char *text = str_c(r.mem, f->bytes), *at = strstr(text, from);

	assert_non_null(at);
	f->bytes = str_fmt(r.mem, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void
drop(const char *file)
{
	*lain_of(file) = lain[--nlain];
}

static void
harvest_fresh(void)
{
	void *none = NULL;

	rig_close(&r);
	(void)begin_site(&none);
	lay_site(TOP);
}

static void
test_harvest(void **state)
{
	static const struct { const char *name, *file, *from, *to, *want; } cases[] = {
		{ "unchanged", "robots.txt", "Disallow:", "Disallow:", "sound " },
		{ "a relative address (facts: KOOP's sample)", "robots.txt", "Sitemap: " TOP, "Sitemap: /", "relative no-index untold untold unindexed " },
		{ "nothing named", "robots.txt", "Sitemap:", "#Sitemap:", "no-index untold untold unindexed " },
		{ "all forbidden", "robots.txt", "Disallow:", "Disallow: /", "forbidden no-index untold untold unindexed " },
		{ "somebody else is forbidden", "robots.txt", "User-agent: *", "User-agent: x\nDisallow: /\n\nUser-agent: *", "sound " },
		{ "the wrong root (GPP-burgerportaal)", "sitemapindex", "<sitemapindex", "<urlset", "xml untold untold unindexed " },
		{ "the wrong root, well-formed", "sitemapindex", "<sitemapindex xmlns=", "<sitemapindex xmlns:x=", "root untold untold unindexed " },
		{ "a day to come", "sitemapindex", "2026-01-15T06", "2026-01-16T06", "future " },
		{ "no day", "sitemapindex", "2026-01-15T06:00:00Z", "2026-01", "lastmod " },
		{ "an entry without lastmod", "sitemaps/", "<lastmod>2026-01-15T06:00:00Z</lastmod>", "", "form untold " },
		{ "elsewhere", "sitemaps/", "<loc>" TOP, "<loc>https://elders.example/", "elsewhere untold " },
		{ "http", "sitemaps/", "<loc>https:", "<loc>http:", "relative untold " },
		{ "not there", "sitemaps/", ".pdf</loc>", ".docx</loc>", "absent untold " },
		{ "a value of no list", "sitemaps/", "c_3baef532", "c_00000000", "schema " },
		{ "another format", "sitemaps/", "resource=\"" FORMATS "PDF\">PDF<", "resource=\"" FORMATS "ODT\">ODT<", "type " },
		{ "no document", "documenten/", "%PDF-1.7\n", "", "no-bytes " },
		{ "another document", "documenten/", "%PDF-1.7\n", "<html>", "bytes " },
		{ "a DOCTYPE", "sitemaps/", "<urlset", "<!DOCTYPE urlset><urlset", "xml untold untold " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got;

		harvest_fresh();
		change(cases[i].file, cases[i].from, cases[i].to);
		got = harvested();
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].name, got, cases[i].want);
	}
}

static void
test_harvest_files(void **state)
{
	(void)state;
	harvest_fresh();
	drop("robots.txt");
	assert_string_equal(harvested(), "no-robots ");
	harvest_fresh();
	drop("documenten/");
	assert_string_equal(harvested(), "absent ");
	harvest_fresh();
	lay(S("documenten/x/vergeten.pdf"), S("%PDF-1.4"));
	assert_string_equal(harvested(), "untold ");
	harvest_fresh();
	lain_of("sitemaps/")->bytes = S("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"/>");
	assert_string_equal(harvested(), "empty untold untold ");
	harvest_fresh();
	change("sitemaps/", "</urlset>", "");
	assert_string_equal(harvested(), "xml ");
	harvest_fresh();
	lay(S("index-1.xml"), lain_of("sitemapindex")->bytes);
	change("robots.txt", "sitemapindex-diwoo-infocat014.xml", "index-1.xml");
	assert_string_equal(harvested(), "index-name ");
	rig_close(&r);
	(void)begin_site(state);
	lay_site(SITE);
	assert_string_equal(harvested(), "sound not-at-top ");
	lain_address = "http://open.leiden.example/";
	assert_string_equal(harvested(), "address ");
}

/* --- a site to be looked at --------------------------------------------------------------------- */

/* What lies there, as files. */
static void
leave(const char *folder)
{
	for (size_t i = 0; i < nlain; i++) {
		struct str path = path_join(r.mem, str_of(folder), lain[i].path), dir = path;

		dir.n -= path_base(path).n + 1;
		if (path_mkdirs(str_c(r.mem, dir), &r.err) != 0 ||
		    file_replace(str_c(r.mem, path), lain[i].bytes, &r.err) != 0)
			fail_msg("%s", r.err.msg);
	}
}

/*
 * All that a page can hold: a dossier with a notice, one that was taken back,
 * enough for a second page of a list, long titles.  The harvester finds it sound.
 */
static void
test_whole_site(void **state)
{
	static const char long_title[] = "Besluit op het verzoek om openbaarmaking van alle stukken over de aanbesteding van de "
					 "Leidsebrugovereenkomstvoorwaardenbijlage en de evaluatie daarvan in 2024 en 2025";
	AUTO_JSON what = json_pack("{ss ss ss ss s{ss} ss}", "id", "00000007-0000-5000-8000-000000000000", "title",
	    "Convenant dat is teruggenomen", "kenmerk", "Z/25/044", "at", "2026-01-14T08:00:00Z", "reason", "label",
	    "correctie privacygevoelige gegevens", "explanation", "Op bladzijde 3 stond een naam die er niet in hoort.");
	const char *folder = getenv("WOO_SITE_OUT");
	struct str id, html, loc;
	json_t *one;

	(void)state;
	outlet.public = S(TOP);
	r.dossier.declared.titel = str_of(long_title);
	withhold("Advies van de landsadvocaat over de aanbesteding");
	r.dossier.modified = NOW - 7200;
	make_page();
	id = uuid_text(r.mem, dossier_uuid(&r.dossier));
	many_begin(TOP);
	one = many_add(id, long_title, "2026-01-12", "c_3baef532", NOW - 7200, rig_read(&r, DOC_NONE, A_ENTRIES));
	json_put_num(one, "notices", 1);
	one = many_add(uuid_n(7), "Convenant dat is teruggenomen", "2025-04-03", "c_8fc2335c", NOW - 86400, STR_NONE);
	json_put(one, "withdrawn", json_true());
	for (size_t i = 10; i < 130; i++) {
		one = many_add(uuid_n(i), str_c(r.mem, str_fmt(r.mem, "Omgevingsvergunning %zu", i)), "2025-06-10", "c_46a81018",
		    NOW - 90000 - (time_t)i, STR_NONE);
		json_put(one, "tells", json_false());
	}
	assert_int_equal(many_run(), 0);
	nlain = 0;
	lain_address = TOP;
	for (size_t i = 0; i < many_files(); i++)
		lay(str_dup(r.mem, many_path(i)), many_bytes(i));
	lay(site_dossier(r.mem, id), rig_read(&r, DOC_NONE, A_PAGE));
	assert_int_equal(page_withdrawn(press, &r.org, S("gemeente Leiden"), what, r.mem, &html, &r.err), 0);
	lay(site_dossier(r.mem, uuid_n(7)), html);
	for (const char *at = entries_text(); (at = strstr(at, "<loc>" TOP "documenten/")) != NULL; at++) {
		loc = str_from(str_of(at), sizeof "<loc>" TOP - 1);
		lay(str_sub(loc, 0, strcspn(loc.p, "<")), S("%PDF-1.7\n"));
	}
	many_end();
	assert_string_equal(harvested(), "sound ");
	if (folder != NULL)
		leave(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_addresses, begin_site, end),
		cmocka_unit_test_setup_teardown(test_entry_heads, begin_site, end),
		cmocka_unit_test_setup_teardown(test_page, begin_site, end),
		cmocka_unit_test_setup_teardown(test_entries, begin_site, end),
		cmocka_unit_test_setup_teardown(test_same_bytes, begin_site, end),
		cmocka_unit_test_setup_teardown(test_not_whole, begin_site, end),
		cmocka_unit_test_setup_teardown(test_withdrawn, begin_site, end),
		cmocka_unit_test_setup_teardown(test_listing, begin_site, end),
		cmocka_unit_test_setup_teardown(test_empty, begin_site, end),
		cmocka_unit_test_setup_teardown(test_cuts, begin_site, end),
		cmocka_unit_test_setup_teardown(test_valid, begin_site, end),
		cmocka_unit_test_setup_teardown(test_large, begin_site, end),
		cmocka_unit_test_setup_teardown(test_bad_entries, begin_site, end),
		cmocka_unit_test_setup_teardown(test_paging, begin_site, end),
		cmocka_unit_test_setup_teardown(test_harvest, begin_site, end),
		cmocka_unit_test_setup_teardown(test_harvest_files, begin_site, end),
		cmocka_unit_test_setup_teardown(test_whole_site, begin_site, end),
	};

	/* By itself, or its memory is that of the others. */
	if (getenv("WOO_LARGE") != NULL)
		cmocka_set_test_filter("test_large");
	return cmocka_run_group_tests(tests, load_site, unload_site);
}
