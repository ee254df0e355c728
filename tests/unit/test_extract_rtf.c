/* SPDX-License-Identifier: EUPL-1.2 */
/* test_extract_rtf.c - text, origins, pages and headings out of RTF, and what stops it. */
#include "extracting.h"

#include "extract/codepage.h"
#include "extract/names.h"

#define RTF(x)	"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset238 Arial CE;}" \
	"{\\f2\\fcharset2 Symbol;}{\\f3\\fcharset128 MS Mincho;}{\\f4\\fcharset77 Geneva;}}" x "}"

static void
characters(void **state)
{
	static const struct { const char *rtf, *want; } cases[] = {
		{ "caf\\'e9 \\'80 5", "café € 5" },
		{ "caf\xe9", "café" },
		{ "\\f1 \\'e8\\f0 \\'e8", "čè" },
		{ "{\\f1 \\'e8}\\'e8", "čè" },
		{ "\\f2 \\'b7\\f0 punt", " punt" },
		{ "\\f3 \\'93\\'fa\\'96{}{}\\'7b", "日\xef\xbf\xbd{" },
		{ "\\f3 \\'93\\'fa\\'96\\'7b", "日本" },
		{ "\\f3 \\'8a\x40", "魁" },
		{ "\\f4 \\'8e", "é" },
		{ "\\u233?\\u8364 ?\\u-4064 ?x", "é€\xef\x80\xa0x" },
		{ "\\uc0\\u233 x\\uc2\\u233\\'c3\\'a9x", "éxéx" },
		{ "{\\uc3\\u233 abcd}\\u233 abcd", "édébcd" },
		{ "a\\u55357?\\u56832?", "a😀" },
		{ "\\u55357?x\\u56832?", "x\xef\xbf\xbd" },
		{ "\\uc200\\u233 12345678geheim", "égeheim" },
		{ "a\\~b\\_c\\-d\\\\e\\{f\\}g", "a\xc2\xa0""b\xe2\x80\x91""c\xc2\xad""d\\e{f}g" },
		{ "\\lquote x\\rquote\\emdash\\bullet", "‘x’—•" },
		{ "a\\tab b\\line c\\par d\\\ne", "a\tb\nc\nd\ne" },
		{ "een\r\ntwee", "eentwee" },
		{ "\\b vet\\b0 niet\\fs24x", "vetnietx" },
		{ "{\\*\\onbekend weg}x{\\*\\ook{\\b nog}}y", "xy" },
		{ "{\\upr{A}{\\*\\ud{\\u193?}}}", "AÁ" },
		{ "{\\field{\\*\\fldinst{HYPERLINK \"https://voorbeeld.example.nl\"}}{\\fldrslt{hier}}}", "hier" },
		{ "{\\pict\\pngblip 89504e470d0a}na", "na" },
		{ "{\\pict\\bin4 {}\\\\}na", "na" },
		{ "\\trowd a\\cell b\\cell\\row c\\cell d\\cell\\row\\pard e", "a\tb\nc\td\ne" },
		{ "voor{\\shp{\\*\\shpinst{\\sp{\\sn dhgt}{\\sv 251658240}}{\\shptxt kader\\par}}}na", "voor\nkader\nna" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = str_fmt(r.mem, RTF("%s"), cases[i].rtf);
		struct text t = text_of(run(cases[i].rtf, s, ""));

		if (strcmp(str_c(r.mem, of_origin(&t, TEXT_VISIBLE)), str_c(r.mem, str_trim(str_of(cases[i].want)))) != 0)
			fail_msg("%s: ‘%.*s’, not ‘%s’", cases[i].rtf, STRF(of_origin(&t, TEXT_VISIBLE)), cases[i].want);
		r.dossier.ndocs = 0;
		r.dossier.findings.n = 0;
	}
}

static void
origins(void **state)
{
	int doc = run("a.rtf", S(RTF("{\\info{\\title Het  besluit}{\\author A. Auteur}{\\creatim\\yr2026\\mo3}}"
	    "{\\*\\generator Schrijver}{\\*\\revtbl{Unknown;}{R. Eviewer;}}"
	    "{\\header\\pard Kopregel\\par}{\\footerf Voetregel}"
	    "Tekst{\\*\\bkmkstart afspraak}{\\*\\bkmkstart _Toc123}{\\*\\bkmkend afspraak} "
	    "met{\\super\\chftn{\\footnote {\\super\\chftn} noot}} noot "
	    "{\\v gehe}{\\v im}{\\deleted ge{\\b schrapt}}{\\*\\atnid AB}{\\*\\atnauthor A. Bee}"
	    "{\\chatn{\\*\\annotation{\\*\\atndate -1234567890}opmerking}}slot. "
	    "{\\field{\\*\\fldinst{ HYPERLINK \"mailto:x@example.nl\"}}{\\fldrslt mail}} "
	    "{\\field{\\*\\fldinst DATE \\\\@ \"d MMMM\"}{\\fldrslt 3 maart}}"
	    "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv foto van de brug}}}}"
	    "{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv kaart}}{\\sp{\\sn dhgt}{\\sv 251658240}}}ffd8ffe0}"
	    "{\\*\\datafield 4a0061006e00730065006e00}{\\*\\xmlnstbl urn:x}{\\xe\\v lemma}")), "");
	struct text t = text_of(doc);

	(void)state;
	assert_origin(&t, VISIBLE, "Tekst met noot slot. mail 3 maart");
	assert_origin(&t, PROPERTY, "Het  besluit\nA. Auteur\nSchrijver\nUnknown;R. Eviewer;");
	assert_origin(&t, HEADER, "Kopregel\nVoetregel");
	assert_origin(&t, NOTE, "noot");
	assert_origin(&t, HIDDEN, "geheim lemma");
	assert_origin(&t, DELETED, "geschrapt");
	assert_origin(&t, COMMENT, "AB\nA. Bee\nopmerking");
	assert_origin(&t, BOOKMARK, "afspraak\nafspraak");
	assert_origin(&t, LINK, "HYPERLINK \"mailto:x@example.nl\"");
	assert_origin(&t, FIELD, "DATE \\@ \"d MMMM\"");
	assert_origin(&t, ALT, "foto van de brug\nkaart");
	assert_true(has(of_origin(&t, TEXT_REST), "urn:x") && has(of_origin(&t, TEXT_REST), "Jansen"));
	assert_false(has(t.s, "251658240") || has(t.s, "1234567890") || has(t.s, "_Toc"));
	assert_str(r.dossier.docs[doc].props.title, "Het besluit");
	assert_true(has(t.s, "geheim") && has(t.s, "geschrapt"));
}

static void
pages_and_headings(void **state)
{
	int doc = run("a.rtf", S(RTF("{\\stylesheet{\\ql Normal;}{\\s1\\b heading 1;}{\\s5\\outlinelevel1 Eigen;}{\\*\\cs9 Kop 3;}}"
	    "\\deflang1043 \\pard\\s1 De kop\\par\\pard Datum: 3 maart 2026\\par\\page\\pard\\s5 Deel {\\i twee}\\par"
	    "\\pard drie\\sect\\sectd\\sbknone vier\\sect\\sectd vijf\\par{\\pard\\outlinelevel0 Zes\\par}zeven\\par"
	    "\\pard\\pagebb acht\\par\\pard negen\\sect")), "");
	struct text t = text_of(doc);
	const struct props *p = &r.dossier.docs[doc].props;

	(void)state;
	assert_origin(&t, VISIBLE, "De kop\nDatum: 3 maart 2026\nDeel twee\ndrie\nvier\nvijf\nZes\nzeven\nacht\nnegen");
	assert_int_equal(t.npages, 4);
	assert_true(str_starts(str_from(t.s, t.page_at[1]), S("Deel twee")));
	assert_true(str_starts(str_from(t.s, t.page_at[2]), S("vijf")));
	assert_true(str_starts(str_from(t.s, t.page_at[3]), S("acht")));
	assert_int_equal(t.nheadings, 3);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "De kop");
	assert_int_equal(t.headings[0].level, 1);
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "Deel twee");
	assert_int_equal(t.headings[1].level, 2);
	assert_str(str_sub(t.s, t.headings[2].off, t.headings[2].len), "Zes");
	assert_str(p->language, "nl-NL");
	assert_int_equal(date_cmp(p->dated, (struct date){ 2026, 3, 3 }), 0);
	assert_true(has(of_origin(&t, TEXT_REST), "Kop 3"));
}

/* What LibreOffice makes of the decision that other tests know in four formats. */
static void
real(void **state)
{
	int doc = run("besluit.rtf", file("besluit.rtf"), "");
	struct text t = text_of(doc);
	const struct props *p = &r.dossier.docs[doc].props;

	(void)state;
	assert_true(has(t.s, "één vergunning") && has(t.s, "coöperatie en de reünie"));
	assert_true(has(t.s, "Nummer\tDocument\tOordeel\n") && has(t.s, "2\tBrief aan café\tdeels openbaar\n"));
	assert_true(has(of_origin(&t, TEXT_NOTE), "toelichting in de voetnoot"));
	assert_str(p->title, "Besluit op het Woo-verzoek over café De Zwaan");
	assert_int_equal(date_cmp(p->dated, (struct date){ 2026, 3, 12 }), 0);
	assert_str(p->language, "nl-NL");
	assert_true(t.nheadings >= 4);
	assert_str(str_sub(t.s, t.headings[2].off, t.headings[2].len), "Inventarisatie");
	assert_true(t.headings[2].level > t.headings[1].level);
	assert_int_equal(t.npages, 2);
	t = text_of(run("notitie.rtf", file("notitie.rtf"), ""));
	assert_true(str_starts(of_origin(&t, TEXT_VISIBLE), S("Het zwembad\nLeiden, 12 maart 2026\nDe tekst met erin en een noot.\nZie het stuk.\n"
	    "Tweede bladzijde")));
	assert_int_equal(t.npages, 2);
	assert_origin(&t, DELETED, "geschrapte zin");
	assert_origin(&t, HIDDEN, "verborgen woorden");
	assert_true(has(of_origin(&t, TEXT_LINK), "voorbeeld.example.nl/stuk") && has(of_origin(&t, TEXT_BOOKMARK), "afspraak_wethouder"));
	assert_true(has(of_origin(&t, TEXT_COMMENT), "eerst bespreken") && has(of_origin(&t, TEXT_NOTE), "Zie de bijlage."));
	assert_true(has(of_origin(&t, TEXT_HEADER), "Gemeente Voorbeeld") && has(of_origin(&t, TEXT_PROPERTY), "A. Auteur"));
}

static void
faults(void **state)
{
	static const struct { const char *name, *rtf, *tags; } cases[] = {
		{ "niet dicht", "{\\rtf1 tekst", "EXT-502" },
		{ "te vroeg dicht", "{\\rtf1 a}tekst", "EXT-502" },
		{ "nog een", "{\\rtf1 a}{\\rtf1 b}", "EXT-502" },
		{ "half teken", "{\\rtf1 a\\'4", "EXT-502" },
		{ "geen teken", "{\\rtf1 a\\'zz}", "EXT-502" },
		{ "te lang", "{\\rtf1 a\\bin9999 }", "EXT-502" },
		{ "backslash", "{\\rtf1 a\\", "EXT-502" },
		{ "leeg", "{\\rtf1}", "EXT-504" },
		{ "alleen beeld", "{\\rtf1{\\pict ffd8}}", "EXT-504" },
		{ "onbekende tekens", "{\\rtf1\\ansicpg4711 a\\'e9}", "EXT-506" },
		{ "onbekend, maar ASCII", "{\\rtf1\\ansicpg4711 a}", "" },
		{ "object", "{\\rtf1 a{\\object{\\*\\objclass Word}{\\*\\objdata 0105}{\\result b}}{\\object{\\*\\objdata 01}}}", "EXT-507" },
		{ "XML", "{\\rtf1 a{\\*\\datastore 4d0073006f00440061007400610053007400"
		    "6f007200650000}}", "EXT-507" },
		{ "lege XML", "{\\rtf1 a{\\*\\datastore d0cf11e052006f006f007400}}", "" },
		{ "witruimte na het einde", "{\\rtf1 a}\r\n ", "" },
		{ "getallen", "{\\rtf1\\f99999999999999999999\\s-1\\uc-5\\s70000\\f-3\\deff70000\\plain\\outlinelevel-1 a}", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc = run(cases[i].name, str_of(cases[i].rtf), cases[i].tags);

		if (strcmp(cases[i].tags, "EXT-502") == 0 || strcmp(cases[i].tags, "EXT-506") == 0)
			no_text(doc);
	}
	assert_true(has(text_of(run("nul.rtf", (struct str){ "{\\rtf1 a}\0\0", 11 }, "")).s, "a"));
	no_text(run("diep.rtf", repeat("{\\rtf1 ", "{", 100000, "a"), "EXT-503"));
	assert_true(has(text_of(run("net.rtf", repeat("{\\rtf1 ", "{", 900, str_c(r.mem, repeat("a", "}", 901, ""))), "")).s, "a"));
	/* What is written where digits belong is text all the same. */
	assert_true(has(text_of(run("stiekem.rtf", S("{\\rtf1 a{\\pict Jansen woont hier}}"), "")).s, "Jansen woont hier"));
	assert_true(has(text_of(run("bin.rtf", S("{\\rtf1 a\\bin6 Jansen b}"), "")).s, "Jansen"));
}

static void
ceiling(void **state)
{
	(void)state;
	/* Three bytes of UTF-8 for each: more text than the file has bytes. */
	no_text(run("lang.rtf", repeat("{\\rtf1 a ", "\x80\x80\x80\x80\x80\x80\x80\x80", TEXT_MOST / 24 + 1, "}"), "EXT-503"));
}

static void
code_pages(void **state)
{
	static const struct { const char *label; uint32_t number; } labels[] = {
		{ " Latin1\n", 1252 }, { "UTF-8", 65001 }, { "us-ascii", 1252 }, { "iso-8859-15", 28605 },
		{ "utf-7", 0 }, { "iso-2022-jp", 0 }, { "hz-gb-2312", 0 }, { "", 0 }, { "latin", 0 },
	};
	static struct codepages *pages;		/* open for ever */
	struct buf b;

	(void)state;
	assert_int_equal(codepage_load(mem, &pages, &r.err), 0);
	for (size_t i = 0; i < COUNT(labels); i++)
		assert_int_equal(codepage_number(str_of(labels[i].label)), labels[i].number);
	assert_null(codepage_find(pages, 0));
	assert_null(codepage_find(pages, 42));
	buf_init(&b, r.mem, 1000);
	assert_true(codepage_decode(codepage_find(pages, 437), S("\x82\xe1"), &b));
	assert_false(codepage_decode(codepage_find(pages, 1252), S("\x81"), &b));
	assert_true(codepage_decode(codepage_find(pages, 1255), S("\xe0"), &b));
	assert_false(codepage_decode(codepage_find(pages, 932), S("a\x93"), &b));
	assert_false(codepage_decode(codepage_find(pages, 65001), S("\xc3\xa9\xc3"), &b));
	assert_str(buf_str(&b), "éß\xef\xbf\xbdאa\xef\xbf\xbdé\xef\xbf\xbd");
}

static void
names(void **state)
{
	static const struct { const char *name; bool made; } cases[] = {
		{ "_Toc123456789", true }, { "_GoBack", true }, { "__RefHeading___Toc12_3", true }, { "Bookmark1", true },
		{ "_TocJansen", false }, { "Bookmark van Jan", false }, { "jansen", false }, { "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(name_is_made(str_of(cases[i].name)), cases[i].made);
	assert_int_equal(name_level(S("heading 3")), 3);
	assert_int_equal(name_level(S("Heading_20_2")), 2);
	assert_int_equal(name_level(S("Kop 1")), 1);
	assert_int_equal(name_level(S("Titel")), 1);
	assert_int_equal(name_level(S("heading 10")), 0);
	assert_int_equal(name_level(S("koptekst")), 0);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(characters), TEST(origins), TEST(pages_and_headings), TEST(real), TEST(faults), TEST(ceiling),
		TEST(code_pages), TEST(names),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
