/* SPDX-License-Identifier: EUPL-1.2 */
/* test_extract_odf.c - text, origins, pages and faults of OpenDocument texts, spreadsheets and presentations. */
#include "extracting.h"

#define ODF	"application/vnd.oasis.opendocument."
#define NS	"urn:oasis:names:tc:opendocument:xmlns:"
#define XMLNS	" xmlns:office=\"" NS "office:1.0\" xmlns:text=\"" NS "text:1.0\" xmlns:table=\"" NS "table:1.0\"" \
	" xmlns:style=\"" NS "style:1.0\" xmlns:draw=\"" NS "drawing:1.0\" xmlns:fo=\"" NS "xsl-fo-compatible:1.0\"" \
	" xmlns:presentation=\"" NS "presentation:1.0\" xmlns:svg=\"" NS "svg-compatible:1.0\" xmlns:meta=\"" NS "meta:1.0\"" \
	" xmlns:form=\"" NS "form:1.0\" xmlns:config=\"" NS "config:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" \
	" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
#define STYLE(family, name, more, properties) "<style:style style:name='" name "' style:family='" family "' " more \
	"><style:" properties "/></style:style>"

struct part {
	const char	*name, *xml;
};

/* A package of this kind with this content, and up to four more parts. */
static struct str
package(const char *kind, const char *content, const struct part *more, size_t n)
{
	const struct part first[] = { { "mimetype", str_c(r.mem, str_fmt(r.mem, ODF "%s", kind)) },
		{ "META-INF/manifest.xml", "<manifest/>" },
		{ "content.xml", str_c(r.mem, str_fmt(r.mem, "<office:document-content" XMLNS ">%s</office:document-content>", content)) } };
	struct member m[COUNT(first) + 4];

	must(n <= 4);
	for (size_t i = 0; i < COUNT(first) + n; i++) {
		const struct part *p = i < COUNT(first) ? &first[i] : &more[i - COUNT(first)];

		m[i] = (struct member){ p->name, str_of(p->xml) };
	}
	return zip_of(m, COUNT(first) + n);
}

#define AUTO_STYLES(x)	"<office:automatic-styles>" x "</office:automatic-styles>"
#define TEXT(x)		"<office:body><office:text>" x "</office:text></office:body>"
#define SHEETS(x)	"<office:body><office:spreadsheet>" x "</office:spreadsheet></office:body>"
#define P(x)		"<text:p>" x "</text:p>"
#define CELL(x)		"<table:table-cell>" P(x) "</table:table-cell>"
#define ROW(x)		"<table:table-row>" x "</table:table-row>"
#define TABLE(name, x)	"<table:table table:name='" name "'>" x "</table:table>"

static void
text_origins(void **state)
{
	static const struct { const char *xml; enum text_origin origin; const char *want, *visible, *tags; } cases[] = {
		{ P("woord<text:note><text:note-citation>1</text:note-citation><text:note-body>" P("noot") "</text:note-body>"
		    "</text:note> verder"), TEXT_NOTE, "1\nnoot", "woord verder", "" },
		{ P("a<office:annotation><dc:creator>A. Bee</dc:creator><dc:date>2026-03-03</dc:date>" P("let op")
		    "</office:annotation>b"), TEXT_COMMENT, "A. Bee\n2026-03-03\nlet op", "ab", "" },
		{ "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>R. Eviewer"
		    "</dc:creator></office:change-info>" P("geschrapt") "</text:deletion></text:changed-region>"
		    "</text:tracked-changes>" P("a"), TEXT_DELETED, "geschrapt", "a", "" },
		{ P("a<text:span text:style-name='T1'>ge</text:span><text:span text:style-name='T1'>heim</text:span>b"),
		    TEXT_HIDDEN, "geheim", "ab", "" },
		{ "<text:p text:style-name='P1'>geheim</text:p>" P("a"), TEXT_HIDDEN, "geheim", "a", "" },
		{ "<text:p text:style-name='P2'>geheim</text:p>" P("a"), TEXT_HIDDEN, "geheim", "a", "" },
		{ "<text:section text:name='S' text:display='none'>" P("geheim") "</text:section>" P("a"), TEXT_HIDDEN, "geheim", "a", "" },
		{ "<text:section text:name='S' text:display='condition' text:is-hidden='true'>" P("geheim") "</text:section>"
		    P("a"), TEXT_HIDDEN, "geheim", "a", "" },
		{ P("a<text:hidden-text text:condition='1==1' text:string-value='geheim' text:is-hidden='true'/>b"),
		    TEXT_HIDDEN, "geheim", "ab", "" },
		{ P("<text:hidden-paragraph text:is-hidden='true'/>geheim") P("a"), TEXT_HIDDEN, "geheim", "a", "" },
		{ P("a<text:conditional-text text:condition='x' text:string-value-if-true='ja' text:string-value-if-false='nee'>"
		    "ja</text:conditional-text>"), TEXT_FIELD, "x\nja\nnee", "aja", "" },
		{ P("<draw:frame><svg:title>kaart</svg:title><svg:desc>van de wijk</svg:desc></draw:frame>a"), TEXT_ALT,
		    "kaart\nvan de wijk", "a", "" },
		{ P("<text:bookmark text:name='afspraak met Jan'/><text:bookmark-start text:name='_Toc12'/>a"), TEXT_BOOKMARK,
		    "afspraak met Jan", "a", "" },
		{ P("<text:a xlink:href='mailto:jan@example.nl'>mail</text:a><draw:image xlink:href='Pictures/1.png'/>"), TEXT_LINK,
		    "mailto:jan@example.nl", "mail", "" },
		{ "<form:form form:name='f'><form:text form:current-value='ingevuld' form:value='begin'/></form:form>" P("a"),
		    TEXT_FIELD, "ingevuld\nbegin", "a", "" },
		{ P("a<draw:object><office:binary-data>AAAA</office:binary-data></draw:object>"), TEXT_REST, "", "a", "EXT-507" },
		{ P("a<draw:image><office:binary-data>AAAA</office:binary-data></draw:image>"), TEXT_REST, "", "a", "" },
		{ P("a") "<!-- commentaar -->", TEXT_COMMENT, "commentaar", "a", "" },
		{ P("<text:s text:c='3'/>a<text:tab/>b<text:line-break/>c"), TEXT_REST, "", "a\tb\nc", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str content = str_fmt(r.mem, AUTO_STYLES(STYLE("text", "T1", "", "text-properties text:display='none'")
		    STYLE("paragraph", "P1", "style:parent-style-name='Weg'", "text-properties")
		    STYLE("paragraph", "P2", "", "text-properties text:display='none'")) TEXT("%s"), cases[i].xml);
		struct part styles = { "styles.xml", "<office:document-styles" XMLNS "><office:styles>"
		    STYLE("paragraph", "Weg", "", "text-properties text:display='none'") "</office:styles></office:document-styles>" };
		struct text t = text_of(run(cases[i].xml, package("text", str_c(r.mem, content), &styles, 1), cases[i].tags));

		if (!str_eq(of_origin(&t, cases[i].origin), str_of(cases[i].want)))
			fail_msg("%s: ‘%.*s’", cases[i].xml, STRF(of_origin(&t, cases[i].origin)));
		assert_origin(&t, VISIBLE, cases[i].visible);
		r.dossier.ndocs = 0;
		r.dossier.findings.n = 0;
	}
}

static void
text_parts(void **state)
{
	static const struct part more[] = {
		{ "styles.xml", "<office:document-styles" XMLNS "><office:styles><style:default-style style:family='paragraph'>"
		    "<style:text-properties fo:language='nl' fo:country='NL'/></style:default-style></office:styles>"
		    "<office:master-styles><style:master-page><style:header>" P("kopregel") "</style:header><style:footer>" P("voet")
		    "</style:footer></style:master-page></office:master-styles></office:document-styles>" },
		{ "meta.xml", "<office:document-meta" XMLNS "><office:meta><dc:title>De titel</dc:title><meta:initial-creator>A. Auteur"
		    "</meta:initial-creator><meta:user-defined meta:name='Zaak'>Z-1</meta:user-defined></office:meta></office:document-meta>" },
		{ "settings.xml", "<office:document-settings" XMLNS "><config:config-item config:type='string'>Printer van Jan"
		    "</config:config-item><config:config-item config:type='base64Binary'>UHJpbnRlcg==</config:config-item>"
		    "<config:config-item config:type='int'>111222333</config:config-item></office:document-settings>" },
		{ "Object 1/content.xml", "<office:document-content" XMLNS "><office:body><office:spreadsheet>"
		    TABLE("t", ROW(CELL("brongegeven"))) "</office:spreadsheet></office:body></office:document-content>" },
	};
	int doc = run("a.odt", package("text", AUTO_STYLES(STYLE("paragraph", "B", "", "paragraph-properties fo:break-before='page'")
	    STYLE("paragraph", "E", "", "paragraph-properties fo:break-after='page'")
	    STYLE("paragraph", "M", "style:master-page-name='Liggend'", "paragraph-properties"))
	    TEXT("<text:p text:style-name='M'>een</text:p><text:p text:style-name='B'>twee</text:p>"
	    "<text:h text:style-name='B' text:outline-level='2'>drie</text:h>" P("vier <text:soft-page-break/>vijf")
	    "<text:p text:style-name='E'>zes</text:p>" P("zeven")), more, COUNT(more)), "");
	struct text t = text_of(doc);

	(void)state;
	assert_origin(&t, VISIBLE, "een\ntwee\ndrie\nvier\nvijf\nzes\nzeven");
	assert_int_equal(t.npages, 5);
	assert_true(str_starts(str_from(t.s, t.page_at[1]), S("twee")));
	assert_true(str_starts(str_from(t.s, t.page_at[2]), S("drie")));
	assert_true(str_starts(str_from(t.s, t.page_at[3]), S("vijf")));
	assert_true(str_starts(str_from(t.s, t.page_at[4]), S("zeven")));
	assert_int_equal(t.nheadings, 1);
	assert_int_equal(t.headings[0].level, 2);
	assert_origin(&t, HEADER, "kopregel\nvoet");
	assert_origin(&t, PROPERTY, "De titel\nA. Auteur\nZaak\nZ-1");
	assert_origin(&t, ATTACHMENT, "brongegeven");
	assert_origin(&t, REST, "Printer van Jan");
	assert_str(r.dossier.docs[doc].props.language, "nl-NL");
	assert_str(r.dossier.docs[doc].props.title, "De titel");
}

static void
sheets(void **state)
{
	int doc = run("a.ods", package("spreadsheet", AUTO_STYLES(STYLE("table", "ta2", "", "table-properties table:display='false'"))
	    SHEETS(
	    TABLE("Lasten 2026", "<table:table-column/><table:table-column table:visibility='collapse'/><table:table-column"
		" table:number-columns-repeated='1000'/>"
		ROW(CELL("post") CELL("geheim") CELL("bedrag"))
		ROW("<table:table-cell table:number-columns-repeated='2'/><table:table-cell office:value-type='float' office:value='1250.5'"
		    " table:formula='of:=SUM([.A1:.A2])'>" P("1.250,50") "</table:table-cell>")
		"<table:table-row table:visibility='filter'>" CELL("gefilterd") "</table:table-row>"
		"<table:table-row table:number-rows-repeated='3'><table:table-cell/><table:table-cell/><table:table-cell"
		" table:number-columns-repeated='2'>" P("x") "</table:table-cell></table:table-row>"
		"<table:table-row table:number-rows-repeated='1048000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
		ROW("<table:table-cell office:value-type='float' office:value='111222333'/>"
		    "<table:table-cell/><table:table-cell office:value-type='float' office:value='123456782'>" P("12-34567 82") "</table:table-cell>"
		    "<table:table-cell office:value-type='float' office:value='123456782'>" P("***") "</table:table-cell>")
		ROW("<table:table-cell table:number-columns-spanned='2'>" P("breed") "<office:annotation>" P("klopt dit") "</office:annotation>"
		    "</table:table-cell><table:covered-table-cell>" P("eronder") "</table:covered-table-cell>")
		"<table:table-row-group table:display='false'>" ROW(CELL("gevouwen")) "</table:table-row-group>")
	    "<table:table table:name='Verborgen' table:style-name='ta2'>" ROW(CELL("personeel") CELL("salaris")) "</table:table>"
	    TABLE("Blad3", ROW(CELL("slot")))
	    "<table:named-expressions><table:named-range table:name='Bereik_Jan'/></table:named-expressions>"), NULL, 0), "EXT-301");
	struct text t = text_of(doc);

	(void)state;
	assert_origin(&t, VISIBLE, "post\tbedrag\n1.250,50\nx\tx\nx\tx\nx\tx\n12-34567 82\t***\nbreed\n\n\nslot");
	assert_int_equal(t.npages, 3);
	assert_origin(&t, HEADER, "Lasten 2026 Blad3");
	assert_int_equal(t.nheadings, 1);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "Lasten 2026");
	assert_origin(&t, COMMENT, "klopt dit");
	assert_origin(&t, FIELD, "of:=SUM([.A1:.A2]) 123456782");
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "gefilterd"));
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "gevouwen"));
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "eronder"));
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "geheim"));
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "111222333"));
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "Verborgen personeel\tsalaris"));
	assert_true(has(of_origin(&t, TEXT_REST), "Bereik_Jan"));
	assert_int_equal(text_page(&t, (uint32_t)((const char *)memmem(t.s.p, t.s.n, "personeel", 9) - t.s.p)), 2);
}

static void
sheet_limits(void **state)
{
	struct str rows;

	(void)state;
	/* Empty cells cost nothing, however often they are there. */
	rows = repeat("", "<table:table-row table:number-rows-repeated='4000000000'><table:table-cell"
	    " table:number-columns-repeated='18446744073709551615'/></table:table-row>", 1000, "");
	assert_str(text_of(run("leeg.ods", package("spreadsheet", str_c(r.mem, str_fmt(r.mem,
	    SHEETS("<table:table table:name='Blad1'>" ROW(CELL("a")) "%.*s</table:table>"), STRF(rows))), NULL, 0), "")).s, "Blad1\na\n");
	/* Full ones are there until the text is full. */
	no_text(run("vol.ods", package("spreadsheet", SHEETS(TABLE("Blad1", "<table:table-row table:number-rows-repeated='1048576'>"
	    "<table:table-cell table:number-columns-repeated='16384'>" P("a") "</table:table-cell></table:table-row>")), NULL, 0), "EXT-503"));
}

static void
slides(void **state)
{
	static const struct part styles = { "styles.xml", "<office:document-styles" XMLNS "><office:master-styles><style:master-page>"
	    "<draw:frame>" P("Gemeente Voorbeeld") "</draw:frame><presentation:notes>" P("notities") "</presentation:notes>"
	    "</style:master-page></office:master-styles></office:document-styles>" };
	int doc = run("a.odp", package("presentation",
	    AUTO_STYLES(STYLE("drawing-page", "dp2", "", "drawing-page-properties presentation:visibility='hidden'"))
	    "<office:body><office:presentation><presentation:footer-decl presentation:name='f'>voettekst</presentation:footer-decl>"
	    "<draw:page draw:name='page1'><draw:frame presentation:class='title'><draw:text-box>" P("Het plan") "</draw:text-box></draw:frame>"
	    "<draw:frame><draw:text-box>" P("punt een") P("punt twee") "</draw:text-box></draw:frame>"
	    "<presentation:notes><draw:frame>" P("zeg dit") "</draw:frame></presentation:notes></draw:page>"
	    "<draw:page draw:name='Jan' draw:style-name='dp2'><draw:frame presentation:class='title'>" P("Geheim plan") "</draw:frame>"
	    "<presentation:notes>" P("niet laten zien") "</presentation:notes></draw:page>"
	    "<draw:page draw:name='page3'><draw:frame>" P("slot") "</draw:frame></draw:page>"
	    "</office:presentation></office:body>", &styles, 1), "EXT-301");
	struct text t = text_of(doc);

	(void)state;
	assert_str(r.dossier.findings.v[0].arg[0], "2");
	assert_origin(&t, VISIBLE, "Het plan\npunt een\npunt twee\nslot");
	assert_origin(&t, HIDDEN, "Geheim plan");
	assert_origin(&t, SPEAKER, "zeg dit niet laten zien");
	assert_origin(&t, HEADER, "Gemeente Voorbeeld\nnotities voettekst");
	assert_origin(&t, REST, "Jan");
	assert_int_equal(t.npages, 3);
	assert_int_equal(t.nheadings, 1);
	assert_str(r.dossier.docs[doc].props.heading, "Het plan");
}

static void
faults(void **state)
{
	struct part more = { "styles.xml", "<!DOCTYPE s><s/>" };
	struct str sound = package("spreadsheet", SHEETS(TABLE("Blad1", ROW(CELL("a")))), NULL, 0), bad;
	char *p;

	(void)state;
	no_text(run("doctype.ods", package("spreadsheet", "", &more, 1), "EXT-505"));
	more = (struct part){ "Basic/Standard/Module1.xml", "<x/>" };
	(void)run("macro.ods", package("spreadsheet", SHEETS(TABLE("Blad1", ROW(CELL("a")))), &more, 1), "IDN-505");
	more = (struct part){ "Versions/Version1", "PK" };
	(void)run("versies.odt", package("text", TEXT(P("a")), &more, 1), "EXT-507");
	no_text(run("krom.odp", package("presentation", "<office:body>", NULL, 0), "EXT-502"));
	no_text(run("diep.odt", package("text", str_c(r.mem, repeat("", "<text:section>", 300, "")), NULL, 0), "EXT-503"));
	(void)run("leeg.ods", package("spreadsheet", SHEETS(TABLE("Blad1", "")), NULL, 0), "EXT-504");
	/* Ends without starts, tables within tables, cells outside rows. */
	(void)run("raar.ods", package("spreadsheet", SHEETS("<table:table-cell>" P("a") "</table:table-cell><table:table-row/>"
	    TABLE("x", CELL("b") ROW(ROW(CELL("c") CELL(TABLE("y", ROW(CELL("d")))))))), NULL, 0), "");
	bad = str_dup(r.mem, sound);
	p = memmem(bad.p, bad.n, "content.xml", 11);
	assert_non_null(p);
	p[11 + 60] ^= 0x10;
	no_text(run("bit om.ods", bad, "EXT-502"));
}

/* What LibreOffice makes of a budget and of a note. */
static void
real(void **state)
{
	struct text t = text_of(run("begroting.ods", file("begroting.ods"), "EXT-301"));

	(void)state;
	assert_origin(&t, VISIBLE, "Post\tBedrag\nZwembad\t1250\nTotaal\t1349");
	assert_int_equal(t.npages, 2);
	assert_true(has(of_origin(&t, TEXT_HIDDEN), "salarisschaal") && has(of_origin(&t, TEXT_HIDDEN), "onderhandeling") &&
	    has(of_origin(&t, TEXT_HIDDEN), "Schikking"));
	assert_true(has(of_origin(&t, TEXT_COMMENT), "klopt dit") && has(of_origin(&t, TEXT_FIELD), "SUM([.C2:.C3])"));
	t = text_of(run("notitie.odt", file("notitie.odt"), ""));
	assert_true(str_starts(of_origin(&t, TEXT_VISIBLE), S("Het zwembad\nLeiden, 12 maart 2026\nDe tekst met erin en een noot.\nZie het stuk.\n"
	    "Tweede bladzijde")));
	assert_int_equal(t.npages, 2);
	assert_origin(&t, DELETED, "geschrapte zin");
	assert_origin(&t, HIDDEN, "verborgen woorden");
	assert_origin(&t, BOOKMARK, "afspraak_wethouder");
	assert_origin(&t, LINK, "https://voorbeeld.example.nl/stuk");
	assert_true(has(of_origin(&t, TEXT_COMMENT), "eerst bespreken") && has(of_origin(&t, TEXT_NOTE), "Zie de bijlage."));
	assert_true(has(of_origin(&t, TEXT_HEADER), "Gemeente Voorbeeld") && has(of_origin(&t, TEXT_PROPERTY), "A. Auteur"));
	assert_int_equal(r.dossier.docs[1].props.dated.year, 2026);
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_origins), TEST(text_parts), TEST(sheets), TEST(sheet_limits), TEST(slides), TEST(faults), TEST(real),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
