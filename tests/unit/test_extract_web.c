/* SPDX-License-Identifier: EUPL-1.2 */
/* test_extract_web.c - text, origins and faults of web pages, XML, CSV and plain text. */
#include "extracting.h"

#include "extract/html_look.h"

#define PAGE(x)	"<!DOCTYPE html><html lang=nl><head><title>Titel</title></head><body><p>tekst</p>" x "</body></html>"

static void
html_origins(void **state)
{
	static const struct { const char *html; enum text_origin origin; const char *want, *tags; } cases[] = {
		{ "<!-- nog lakken -->", TEXT_COMMENT, "nog lakken", "" },
		{ "<!--> x -->", TEXT_COMMENT, "> x", "" },
		{ "<p hidden>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<p style='color:red; DISPLAY : None'>weg <b>ook</b></p>", TEXT_HIDDEN, "weg ook", "" },
		{ "<p style='visibility:hidden'>weg<b style='visibility:visible'>open</b></p>", TEXT_HIDDEN, "weg", "" },
		{ "<td style='font-size:0'>weg<b style='font-size:9pt'>open</b></td>", TEXT_HIDDEN, "weg", "" },
		{ "<p style='font-size:0px!important'>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<p style='font-size:10px'>open</p>", TEXT_HIDDEN, "", "" },
		{ "<p style='font-size:0.5em'>open</p>", TEXT_HIDDEN, "", "" },
		{ "<p style='opacity:0'>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<p class='a x'>weg</p><style>.x, #y > p { display: none }</style>", TEXT_HIDDEN, "weg", "" },
		{ "<style>b.x{display:none}</style><p class=x>open</p><b class=x>weg</b>", TEXT_HIDDEN, "weg", "" },
		{ "<style>#y{visibility:hidden}</style><p id=y>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<style>@media print { .x { display: none } }</style><p class=x>open</p>", TEXT_HIDDEN, "", "" },
		{ "<style media=print>.x{display:none}</style><p class=x>open</p>", TEXT_HIDDEN, "", "" },
		{ "<style>@media screen { .x { display: none } }</style><p class=x>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<style>/* } */ a:after{content:'}'} .x{display:none}</style><p class=x>weg</p>", TEXT_HIDDEN, "weg", "" },
		{ "<style>.x{display:none}</style><p class=x style='display:block'>open</p>", TEXT_HIDDEN, "", "" },
		{ "<img alt='de brug'>", TEXT_ALT, "de brug", "" },
		{ "<p title='uitleg'>x</p>", TEXT_ALT, "uitleg", "" },
		{ "<a href='mailto:jan@example.nl'>x</a>", TEXT_LINK, "mailto:jan@example.nl", "" },
		{ "<a href='file://server/map/stuk.docx'>x</a>", TEXT_LINK, "file://server/map/stuk.docx", "" },
		{ "<img src='data:image/png;base64,AAAA'>", TEXT_LINK, "", "" },
		{ "<object data='data:text/html,geheim'></object>", TEXT_LINK, "", "EXT-507" },
		{ "<script>let x = 'Jan'</script>", TEXT_REST, "let x = 'Jan'", "EXT-507" },
		{ "<script src='x.js'></script>", TEXT_LINK, "x.js", "" },
		{ "<noscript>zonder</noscript>", TEXT_REST, "zonder", "" },
		{ "<template><p>sjabloon</p></template>", TEXT_REST, "sjabloon", "" },
		{ "<style>/* Jan */</style>", TEXT_REST, "/* Jan */", "" },
		{ "<input type=hidden value='111222333'>", TEXT_REST, "111222333", "" },
		{ "<p data-naam='Jan' x-eigen='Piet' class=c id=i>x</p>", TEXT_REST, "Jan\nPiet", "" },
		{ "<?php echo 1 ?>", TEXT_REST, "echo 1 ?", "" },
		{ "<svg><path d='M111222333 0'/><text>plaat</text></svg>", TEXT_REST, "", "" },
		{ "<p onclick='ga()'>x</p>", TEXT_REST, "ga()", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t = text_of(run(cases[i].html, str_fmt(r.mem, PAGE("%s"), cases[i].html), cases[i].tags));
		struct str got = of_origin(&t, cases[i].origin), open = of_origin(&t, TEXT_VISIBLE);

		if (!str_eq(got, str_of(cases[i].want)))
			fail_msg("%s: ‘%.*s’, not ‘%s’", cases[i].html, STRF(got), cases[i].want);
		assert_true(str_starts(open, S("tekst")));
		assert_false(has(open, "weg") || has(open, "geheim"));
		assert_true(has(str_of(cases[i].html), "open") == has(open, "open"));
		assert_origin(&t, PROPERTY, "Titel");
		r.dossier.ndocs = 0;
		r.dossier.findings.n = 0;
	}
}

static void
html_about(void **state)
{
	int doc = run("a.html", S("<html xml:lang='nl-NL'><head><meta charset=utf-8><meta name=author content='A. Auteur'>"
	    "<meta name=Generator content='Schrijver'><meta http-equiv=refresh content='0; url=x'>"
	    "<title>De <!-- x -->titel</title></head><body><h2>De&nbsp;kop</h2><svg><title>plaat</title></svg>"
	    "<h1 style='display:none'>Geen kop</h1><table><tr><td>a<td>b<tr><th>c<td>d</table>slot & einde</body></html>"), "");
	struct text t = text_of(doc);

	(void)state;
	assert_origin(&t, VISIBLE, "De\xc2\xa0kop\na\tb\nc\td\nslot & einde");
	assert_true(has(of_origin(&t, TEXT_PROPERTY), "A. Auteur\nSchrijver"));
	assert_true(has(of_origin(&t, TEXT_REST), "0; url=x"));
	assert_str(r.dossier.docs[doc].props.title, "De titel");
	assert_str(r.dossier.docs[doc].props.language, "nl-NL");
	assert_int_equal(t.nheadings, 1);
	assert_int_equal(t.headings[0].level, 2);
	/* XHTML, with what only XML has. */
	doc = run("x.xhtml", S("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<!DOCTYPE html PUBLIC "
	    "\"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
	    "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"nl\"><head><title>T</title></head>"
	    "<body><p>caf\xe9<br/>twee</p><p/><script type=\"text/javascript\" src=\"a.js\"/><p>drie</p></body></html>"), "");
	t = text_of(doc);
	assert_origin(&t, VISIBLE, "café\ntwee\ndrie");
}

static void
html_charsets(void **state)
{
	static const struct { const char *name, *bytes, *want, *tags; } cases[] = {
		{ "genoemd", "<html><meta charset='windows-1251'><p>\xcf\xf0\xe8", "При", "" },
		{ "http-equiv", "<html><meta http-equiv=content-type content='text/html; charset=ISO-8859-15'><p>\xa4 5", "€ 5", "" },
		{ "niet genoemd", "<html><p>caf\xe9 \x80", "café €", "" },
		{ "UTF-8 gaat voor", "<html><meta charset=windows-1252><p>caf\xc3\xa9", "café", "" },
		{ "UTF-8, maar niet waar", "<html><meta charset=utf-8><p>caf\xe9", "café", "" },
		{ "in commentaar", "<html><!-- <meta charset=windows-1251> --><p>caf\xe9", "café", "" },
		{ "BOM", "\xef\xbb\xbf<html><meta charset=windows-1251><p>caf\xc3\xa9", "café", "" },
		{ "7-bits Japans", "<html><meta charset=iso-2022-jp><p>\x1b$B#1#2#3\x1b(B", NULL, "EXT-506" },
		{ "UTF-7", "<html><meta charset=utf-7><p>+ADEAMQAx-", NULL, "EXT-506" },
		{ "onbekend", "<html><meta charset=geheim><p>a", NULL, "EXT-506" },
		{ "geen label", "<html><meta charset><p>a", "a", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run(cases[i].name, str_of(cases[i].bytes), cases[i].tags);
		struct text t;

		if (cases[i].want == NULL) {
			no_text(doc);
			continue;
		}
		t = text_of(doc);
		assert_origin(&t, VISIBLE, cases[i].want);
	}
}

static void
html_faults(void **state)
{
	static const struct { const char *name, *html, *tags; } cases[] = {
		{ "commentaar niet af", "<html><body>a<!-- open geheim", "EXT-502" },
		{ "instructie niet af", "<html><body>a<?php geheim", "EXT-502" },
		{ "DOCTYPE met inhoud", "<!DOCTYPE html [ geheim ]><html><p>x", "EXT-502" },
		{ "attribuut niet af", "<html><body>a<a href=\"x>rest geheim</p>", "EXT-509" },
		{ "eindtag met tekst", "<html><p>a</p geheim>b", "EXT-509" },
		{ "attribuut zonder naam", "<html><p \"geheim\">x", "EXT-509" },
		{ "attribuut dubbel", "<html><p a=1 a=geheim>x", "EXT-509" },
		{ "niet dicht", "<html><body><p>a<b>b<i>c</b>d<p>e", "" },
		{ "onbekende tags", "<html><o:p>a</o:p><vreemd>b</vreemd>", "" },
		{ "losse tekens", "<html><p>a & b < c &onbekend; &eacute d &#0; e", "" },
		{ "dubbele body", "<html><body>a<body>b</body>c</html>d", "" },
		{ "geen letters", "<html><body>...", "EXT-504" },
		{ "alleen verborgen", "<html><body><p hidden>a", "EXT-504" },
		{ "alleen alt", "<html><body><img alt='a'>", "EXT-504" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run(cases[i].name, str_of(cases[i].html), cases[i].tags);

		if (strcmp(cases[i].tags, "EXT-502") == 0)
			no_text(doc);
	}
	no_text(run("diep.html", repeat("<html>", "<div>", 100000, "a"), "EXT-503"));
	assert_true(has(text_of(run("net.html", repeat("<html>", "<div>", 900, "diep"), "")).s, "diep"));
	assert_true(has(text_of(run("plat.html", repeat("<html>", "<p>a", 20000, "slot"), "")).s, "slot"));
	assert_true(has(text_of(run("los.html", repeat("<html>", "</b></div>", 20000, "slot"), "")).s, "slot"));
}

static void
html_looks(void **state)
{
	struct html_rules *rules = html_rules_new(r.mem);
	struct html_look l;

	(void)state;
	html_rules_add(rules, S("<!-- p{display:none} --> .a{font-size:0} .b .c{display:none} *{} @import 'x'; .d{display:none}"
	    " @font-face { src: url(x) } .e:hover{display:none} .f{display:none"));
	assert_int_equal(html_rules_look(rules, S("P"), STR_NONE, STR_NONE).gone, 1);
	assert_int_equal(html_rules_look(rules, S("b"), STR_NONE, S("x a")).tiny, 1);
	assert_int_equal(html_rules_look(rules, S("b"), STR_NONE, S("c")).gone, 0);
	assert_int_equal(html_rules_look(rules, S("b"), STR_NONE, S("d\ne")).gone, 1);
	assert_int_equal(html_rules_look(rules, S("b"), STR_NONE, S("e")).gone, 0);
	assert_int_equal(html_rules_look(rules, S("b"), S("f"), S("f")).gone, 1);
	html_rules_add(rules, S("{{{{}"));
	html_rules_add(rules, S("@media x {"));
	html_rules_add(rules, S("/* "));
	html_rules_add(rules, S("'"));
	l = html_look_of(S("display;:none;visibility:collapse;font-size:;;opacity:.0"));
	assert_int_equal(l.invisible, 1);
	assert_int_equal(l.gone, 1);
	assert_int_equal(l.tiny, -1);
}

static void
xml(void **state)
{
	int doc = run("a.xml", S("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\n<?xml-stylesheet href='stijl.xsl'?>"
	    "<!-- nog doen -->\n<besluit xml:lang='nl' xmlns:dcterms='urn:d' nummer='Z-12 &amp; &lt;13'>\n"
	    "<dcterms:title>Het  besluit</dcterms:title>\n<p>Een <b>vet</b> caf\xe9</p>\n<r><c>1</c><c>2</c></r>"
	    "<![CDATA[<ruw>]]></besluit>"), "IDN-503");
	struct text t = text_of(doc);

	(void)state;
	assert_origin(&t, VISIBLE, "Het besluit\nEen vet café\n1 2 <ruw>");
	assert_origin(&t, COMMENT, "nog doen");
	assert_true(has(of_origin(&t, TEXT_REST), "Z-12 & <13") || has(of_origin(&t, TEXT_REST), "Z-12 & &lt;13"));
	assert_true(has(of_origin(&t, TEXT_REST), "stijl.xsl"));
	assert_str(r.dossier.docs[doc].props.title, "Het besluit");
	assert_str(r.dossier.docs[doc].props.language, "nl");
}

static void
xml_faults(void **state)
{
	static const struct { const char *name, *xml, *tags; } cases[] = {
		{ "doctype", "<?xml version='1.0'?><!DOCTYPE a><a>x</a>", "IDN-503 EXT-505" },
		{ "entiteit", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", "IDN-503 EXT-505" },
		{ "niet dicht", "<?xml version='1.0'?><a><b></a>", "IDN-503 EXT-502" },
		{ "staart", "<?xml version='1.0'?><a/>geheim", "IDN-503 EXT-502" },
		{ "onbekende entiteit", "<?xml version='1.0'?><a>&x;</a>", "IDN-503 EXT-502" },
		{ "tekenset", "<?xml version='1.0' encoding='iso-2022-jp'?><a>x</a>", "IDN-503 EXT-506" },
		{ "commentaar niet af", "<?xml version='1.0'?><a>x</a><!-- geheim", "IDN-503 EXT-502" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		no_text(run(cases[i].name, str_of(cases[i].xml), cases[i].tags));
	no_text(run("diep.xml", repeat("<?xml version='1.0'?>", "<a>", 100000, "x"), "IDN-503 EXT-503"));
}

static void
csv(void **state)
{
	static const struct { const char *bytes, *want; } cases[] = {
		{ "a;b;c\n1;2;3\n", "a\tb\tc\n1\t2\t3\n" },
		{ "a,b,c\r\n1,2,3\r\n", "a\tb\tc\n1\t2\t3\n" },
		{ "a\tb\n1\t2\n", "a\tb\n1\t2\n" },
		{ "naam;tekst\nx;\"een\ntwee; drie\"\ny;\"zegt \"\"ja\"\"\"\n", "naam\ttekst\nx\teen twee; drie\ny\tzegt \"ja\"\n" },
		{ "a;b\n;2\n1;\n\"\";\"\"\n", "a\tb\n2\n1\n" },
		{ "a;b\n1;\"half\" los\n", "a\tb\n1\thalf los\n" },
		{ "a;b\n1;5\" en 6\" pijp\n", "a\tb\n1\t5\" en 6\" pijp\n" },
		{ "a;\"b, c, d, e\"\n1;2\n", "a\tb, c, d, e\n1\t2\n" },
		{ "\"a\";\"b\"\n\"1\";\"2\"", "a\tb\n1\t2\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run("a.csv", str_of(cases[i].bytes), "");
		struct text t = text_of(doc);

		assert_str(r.dossier.docs[doc].media_type, "text/csv");
		assert_str(t.s, cases[i].want);
	}
}

static void
form_feeds(void **state)
{
	struct text t = text_of(run("a.txt", S("een\f\ftwee\fdrie\n\f\n"), "EXT-301"));

	(void)state;
	assert_str(t.s, "een\ntwee\ndrie\n\n");
	assert_int_equal(t.npages, 4);
	assert_int_equal(text_page(&t, 4), 3);
	assert_int_equal(text_of(run("b.txt", S("een\ntwee\n\f"), "")).npages, 1);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(html_origins), TEST(html_about), TEST(html_charsets), TEST(html_faults), TEST(html_looks), TEST(xml),
		TEST(xml_faults), TEST(csv), TEST(form_feeds),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
