/* SPDX-License-Identifier: EUPL-1.2 */
/* test_morning.c - the page as a person reads it in the morning: what needs one, the numbers, the last nights; and where those are kept. */
#include "html.h"

#include "report/page.h"
#include "store/evidence.h"
#include "store/nights.h"

#define RUN	"{\"run\":{\"started\":\"2026-01-15T04:15:00Z\",\"mode\":\"run\",\"balanced\":true,\"seen\":%d,\"dossiers\":1," \
	"\"published\":1,\"unchanged\":0,\"held\":0,\"rejected\":0,\"later\":0,\"skipped\":0%s}%s}\n"
#define TODAY	"//section[h2/@id='vandaag']"

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", GIB(1));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	xmlCleanupParser();
	return 0;
}

static htmlDocPtr
page_of(struct str lines)
{
	struct rig r;
	struct str page;
	htmlDocPtr doc;

	rig_open(&r);
	r.job.dossier = NULL;
	assert_int_equal(page_load("templates", r.mem, &r.tools.pager, &r.err), 0);
	assert_int_equal(fd_of_str("run", lines, &r.fd[0][A_RUN], &r.err), 0);
	if (rig_run(&r, ST_report, report_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	page = str_dup(mem, rig_read(&r, DOC_NONE, A_PAGE));
	page_unload(r.tools.pager);
	rig_close(&r);
	doc = htmlReadMemory(page.p, (int)page.n, "page", "UTF-8", HTML_PARSE_NONET | HTML_PARSE_NOERROR);
	assert_non_null(doc);
	return doc;
}

/* A dossier of one document with one finding, or none (code ""). */
static struct str
line(const char *name, const char *outcome, const char *code, const char *text)
{
	struct str finding = code[0] == '\0' ?
	    S("") :
	    str_fmt(mem, "{\"code\":\"%s\",\"gravity\":%c,\"text\":\"%s\"}", code, code[4], text);

	return str_fmt(mem, "{\"dossier\":\"%s\",\"organisation\":\"leiden\",\"verdict\":\"%s\",\"findings\":[],\"documents\":"
	    "[{\"path\":\"a.pdf\",\"role\":\"main\",\"outcome\":\"%s\",\"findings\":[%.*s],\"categories\":"
	    "[{\"label\":\"convenanten\",\"chosen\":true,\"reasons\":[]}]}]}\n",
	    name, str_eq(str_of(outcome), S("held")) ? "hold" : "publish", outcome, STRF(finding));
}

static struct str
run_line(const char *of_run, const char *beside)
{
	return str_fmt(mem, RUN, 1, of_run, beside);
}

static struct str
both(struct str a, struct str b)
{
	return str_fmt(mem, "%.*s%.*s", STRF(a), STRF(b));
}

/* Nothing to do is one sentence, and the first thing that is said. */
static void
quiet(void **state)
{
	htmlDocPtr doc = page_of(both(line("x", "published", "", ""), run_line("", "")));

	(void)state;
	assert_string_equal(string(doc, "normalize-space(//main/section[1])"), "Vandaag nodigNiemand hoeft vandaag iets te doen.");
	holds(doc, 0, "//section[h2/@id='kalender'] | //h3[@id='trend'] | //a[starts-with(@href, 'uitkomst')]");
	xmlFreeDoc(doc);
}

/* Each cause has its place, the gravest first; a dossier stands under one. */
static void
causes(void **state)
{
	static const struct { const char *code, *text, *title; } cases[] = {
		{ "CLS-501", "categorie", "De categorie of een ander" }, { "SID-505", "vrijgave", "Wat bij het dossier" },
		{ "EXT-501", "wachtwoord", "Niet gecontroleerd" }, { "RUN-508", "Niet gecontroleerd: van dit", "Niet gecontroleerd" },
		{ "SCR-501", "bsn", "Persoonsgegevens" }, { "PUB-501", "weigert", "Geweigerd" },
		{ "RUN-302", "een tweede", "Wacht op een tweede" }, { "VIR-501", "virus", "Virus" },
		{ "RUN-504", "staat al", "Staat (mogelijk) al openbaar" }, { "RUN-506", "apart", "Iemand moet hiernaar kijken" },
	};
	static const char *const order[] = { "RUN-504", "VIR-501", "RUN-302", "PUB-501", "SCR-501", "EXT-501", "RUN-508", "SID-505",
		"CLS-501", "RUN-506" };
	struct str lines = S("");
	htmlDocPtr doc;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		lines = both(lines, line(cases[i].code, "held", cases[i].code, cases[i].text));
	doc = page_of(both(lines, run_line("", "")));
	holds(doc, 9, TODAY "/ul[@class='todo']/li");
	holds(doc, (int)COUNT(cases), TODAY "//li/a[starts-with(@href, '#d')]");
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *item = str_c(mem, str_fmt(mem, "(" TODAY "//li[a = '%s'])", cases[i].code));

		holds(doc, 1, item);
		if (strstr(string(doc, str_c(mem, str_fmt(mem, "%s/ancestor::li/h3", item))), cases[i].title) == NULL)
			fail_msg("%s: %s", cases[i].code, string(doc, str_c(mem, str_fmt(mem, "%s/ancestor::li/h3", item))));
		assert_string_equal(string(doc, str_c(mem, str_fmt(mem, "(" TODAY "//li/a[starts-with(@href, '#d')])[%zu]", i + 1))),
		    order[i]);
		holds(doc, 1, str_c(mem, str_fmt(mem, "//article[h3 = '%s'][concat('#', @id) = " TODAY "//a[. = '%s']/@href]",
		    cases[i].code, cases[i].code)));
	}
	holds(doc, 3, TODAY "//li[contains(@class, 'act-stop')]");
	xmlFreeDoc(doc);
}

/* More than a person does in a morning: eight of a cause, and how many more. */
static void
many(void **state)
{
	struct str lines = S("");
	htmlDocPtr doc;

	(void)state;
	for (int i = 0; i < 11; i++)
		lines = both(lines, line(str_c(mem, str_fmt(mem, "d%d", i)), "held", "SCR-501", "bsn"));
	doc = page_of(both(lines, run_line("", "")));
	holds(doc, 8, TODAY "//li/a[starts-with(@href, '#d')]");
	assert_string_equal(string(doc, TODAY "//li/a[@href='#nodig']"), "en nog 3 dossiers");
	holds(doc, 11, "//section[h2/@id='nodig']/article");
	xmlFreeDoc(doc);
}

/* What is no dossier of this run: portals, addresses, settings, the calendar. */
static void
beside(void **state)
{
	htmlDocPtr doc = page_of(both(line("laat", "held", "SID-505", "vrijgave"), run_line("",
	    ",\"left_out\":[{\"why\":\"oegstgeest.yaml, regel 3: <b>fout</b>\"}],\"sites\":[{\"organisation\":\"leiden\",\"fine\":false,"
	    "\"detail\":\"vol\"}],\"standing\":[{\"organisation\":\"leiden\",\"name\":\"plein\",\"listed\":true,\"fails\":3,\"dossiers\":1,"
	    "\"behind\":0,\"class\":\"A\",\"what\":\"plek\",\"notes\":[{\"text\":\"geen antwoord, sinds gisteren\"}],\"groups\":[]}],"
	    "\"withdrawn\":[{\"organisation\":\"leiden\",\"dossiers\":1,\"waiting\":0,\"documents\":0,\"run_dossiers\":0,\"run_documents\":0,"
	    "\"there\":1,\"addresses\":[{\"dossier\":\"weg\",\"place\":\"plein\",\"address\":\"https://x.example.nl/1\",\"answer\":\"there\","
	    "\"text\":\"nog te vinden\"},{\"dossier\":\"heen\",\"place\":\"plein\",\"address\":\"https://x.example.nl/2\","
	    "\"answer\":\"gone\",\"text\":\"weg\"}]}],\"calendars\":[{\"organisation\":\"leiden\",\"day\":\"2026-01-15\",\"beyond\":2,"
	    "\"unknown\":1,\"overdue\":[{\"dossier\":\"laat\",\"category\":\"convenanten\",\"due\":\"2026-01-14\",\"days\":1,"
	    "\"words\":\"vastgehouden\"}],\"due\":[{\"dossier\":\"straks\",\"category\":\"convenanten\",\"due\":\"2026-03-01\",\"days\":45,"
	    "\"words\":\"nieuw\"}],\"weeks\":[{\"from\":\"2026-01-15\",\"until\":\"2026-01-21\",\"dossiers\":1}],\"off\":"
	    "[{\"label\":\"beschikkingen\",\"from\":\"2028-01-01\",\"dossiers\":4}],\"phases\":[],\"moments\":[{\"dossier\":\"dan\","
	    "\"what\":\"embargo\",\"at\":\"2026-01-19T23:00:00Z\",\"day\":\"2026-01-20\"}]}]")));

	(void)state;
	holds(doc, 6, TODAY "/ul/li[h3]");
	assert_string_equal(string(doc, "normalize-space(" TODAY "/ul/li[1]/ul)"), "weg: https://x.example.nl/1");
	assert_string_equal(string(doc, TODAY "/ul/li[2]/ul/li"), "oegstgeest.yaml, regel 3: <b>fout</b>");
	holds(doc, 1, TODAY "/ul/li[3]/ul/li[contains(., 'plein') and contains(., 'geen antwoord, sinds gisteren')]");
	holds(doc, 1, TODAY "/ul/li[4]/ul/li[. = 'leiden: vol']");
	assert_string_equal(string(doc, TODAY "/ul/li[5]/ul/li"),
	    "laat (leiden): uiterlijk 14 januari 2026, 1 dag te laat (convenanten; vastgehouden)");
	holds(doc, 1, TODAY "/ul/li[5]/ul/li/a[@href='#d1']");
	holds(doc, 1, "//section[h2/@id='kalender']//li[contains(., 'uiterlijk 1 maart 2026, 45 dagen te gaan')]");
	holds(doc, 1, "//section[h2/@id='kalender']//li[. = 'beschikkingen: 4 dossiers, vanaf 1 januari 2028']");
	holds(doc, 1, "//section[h2/@id='kalender']//li[contains(., 'mag openbaar vanaf 20 januari 2026')]");
	holds(doc, 1, "//section[h2/@id='kalender']//tr[th = '15 januari 2026 tot en met 21 januari 2026'][td = 1]");
	xmlFreeDoc(doc);
}

/* The charts have the numbers of their tables, and what is no number is not drawn. */
static void
charts(void **state)
{
	struct str trend = S(",\"trend\":[{\"day\":\"2026-01-13\",\"run\":1,\"public\":40,\"held\":0,\"later\":0,\"rejected\":2},"
	    "{\"day\":\"2026-01-14\"},{\"day\":\"2026-01-15\",\"run\":2,\"public\":10,\"held\":3,\"later\":0,\"rejected\":0}]");
	htmlDocPtr doc = page_of(both(line("x", "published", "", ""), run_line("", str_c(mem, trend))));

	(void)state;
	holds(doc, 5, "//svg[@role='img'][title[@id] and desc[@id]][@aria-labelledby = concat(title/@id, ' ', desc/@id)]");
	holds(doc, 0, "//svg[not(@role='img')][not(@aria-hidden='true')]");
	holds(doc, 0, "//*[starts-with(@fill, 'url(#')][not(substring-before(substring-after(@fill, '#'), ')') = //pattern/@id)]");
	holds(doc, 1, "//svg[@class='bar']/rect[@width='100%'][title = 'Openbaar gemaakt: 1']");
	holds(doc, 1, "//svg[@class='bars']/text[. = '1 convenanten']");
	holds(doc, 2, "//figure[1]/svg/rect");
	assert_string_equal(string(doc, "//figure[1]/svg/rect[1]/@height"), "66");
	assert_string_equal(string(doc, "//figure[1]/svg/rect[2]/@height"), "18");
	assert_string_equal(string(doc, "normalize-space(//figure[1]/svg/rect[2]/title)"), "15 jan: 10");
	holds(doc, 1, "//figure[2]/svg/rect");
	holds(doc, 0, "//figure[3]/svg/rect");
	holds(doc, 3, "//figure/svg[count(circle) = 1]");
	assert_string_equal(string(doc, "normalize-space(//table[contains(caption, 'per nacht')]/tbody/tr[1])"), "15 januari 202610300");
	assert_string_equal(string(doc, "normalize-space(//table[contains(caption, 'per nacht')]/tbody/tr[2])"), "14 januari 2026 (geen run)");
	assert_string_equal(string(doc, "normalize-space(//table[contains(caption, 'per nacht')]/tbody/tr[3])"), "13 januari 202640020");
	xmlFreeDoc(doc);
	doc = page_of(both(line("x", "published", "", ""), run_line("", ",\"trend\":[{\"day\":\"2026-01-15\",\"run\":1,\"public\":1,"
	    "\"held\":0,\"later\":0,\"rejected\":0}]")));
	holds(doc, 0, "//figure");
	holds(doc, 1, "//p[starts-with(., 'Dit is de eerste nacht')]");
	xmlFreeDoc(doc);
}

/* Only what is known to stand beside the page is linked. */
static void
files(void **state)
{
	htmlDocPtr doc = page_of(run_line(",\"files\":[\"uitkomst.csv\",\"uitkomst.xlsx\",\"javascript:alert(1)\",\"../x\"]", ""));

	(void)state;
	holds(doc, 2, "//a[not(starts-with(@href, '#'))]");
	holds(doc, 1, "//a[@href='uitkomst.csv'][. = 'uitkomst.csv']");
	holds(doc, 1, "//a[@href='uitkomst.xlsx']");
	xmlFreeDoc(doc);
}

static int
collect(void *ctx, const struct night *n, struct err *e)
{
	struct str *all = ctx;

	(void)e;
	*all = str_fmt(mem, "%.*s %.*s %lld %lld %lld %lld", STRF(*all), STRF(n->org), (long long)n->run.v, (long long)n->published,
	    (long long)n->held, (long long)n->now);
	return n->run.v == 1; /* the first run is far enough back */
}

/* Nights are entries of the evidence, read the last first until who reads has enough. */
static void
kept(void **state)
{
	struct store *s;
	struct evidence_head head;
	struct str all = S("");
	struct err e;

	(void)state;
	assert_int_equal(store_open(NULL, &s, &e), 0);
	assert_int_equal(nights_each(s, collect, &all, &e), 0);
	assert_int_equal(all.n, 0);
	for (int64_t run = 0; run < 3; run++) {
		struct night n = { .org = S("leiden"), .run = { run }, .now = 1768464000 + 86400 * run, .seen = 9, .published = run, .held = 7 };

		assert_int_equal(nights_note(s, &n, &e), 0);
	}
	assert_int_equal(nights_each(s, collect, &all, &e), 0);
	assert_string_equal(str_c(mem, all), " leiden 2 2 7 1768636800 leiden 1 1 7 1768550400");
	assert_int_equal(evidence_head(s, mem, &head, &e), 0);
	assert_int_equal(head.seq, 3);
	store_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quiet), cmocka_unit_test(causes), cmocka_unit_test(many), cmocka_unit_test(beside),
		cmocka_unit_test(charts), cmocka_unit_test(files), cmocka_unit_test(kept),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
