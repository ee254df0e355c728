/* SPDX-License-Identifier: EUPL-1.2 */
/* test_ooxml.c - where each piece of a Word, Excel or PowerPoint file stands, and what a broken one does. */
#include "extracting.h"

#include "extract/gather.h"
#include "sheet/number.h"
#include "sheet/relations.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define REL	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT	"http://purl.oclc.org/ooxml/officeDocument/relationships"

#define TYPES(part, type) { "[Content_Types].xml", "<Types><Override PartName=\"/" part "\" ContentType=\"" OOXML type \
	".main+xml\"/></Types>" }
#define RELS(x)	"<Relationships>" x "</Relationships>"
#define TO(id, type, target) "<Relationship Id=\"" id "\" Type=\"" REL "/" type "\" Target=\"" target "\"/>"
#define AWAY(id, target) "<Relationship Id=\"" id "\" Type=\"" REL "/hyperlink\" Target=\"" target \
	"\" TargetMode=\"External\"/>"
#define ROOT(main) { "_rels/.rels", RELS(TO("rId1", "officeDocument", main)) }

/* A part of a package; the last has no name. */
struct part {
	const char	*name, *xml;
};

static struct str
package(const struct part *p)
{
	struct member m[24];
	size_t n = 0;

	for (; p[n].name != NULL; n++) {
		must(n < COUNT(m));
		m[n] = (struct member){ p[n].name, str_of(p[n].xml) };
	}
	return zip_of(m, n);
}

/* The same with one part as it is given; a part without XML is left out. */
static struct str
package_with(const struct part *p, const char *name, const char *xml)
{
	struct part q[24] = { 0 };
	size_t n = 0;
	bool done = false;

	for (; p->name != NULL; p++) {
		must(n + 2 < COUNT(q));
		if (strcmp(p->name, name) != 0)
			q[n++] = *p;
		else if (xml != NULL)
			q[n++] = (struct part){ name, xml };
		done |= strcmp(p->name, name) == 0;
	}
	if (!done)
		q[n] = (struct part){ name, xml };
	return package(q);
}

struct place {
	const char	*text;
	enum text_origin origin;
	uint32_t	 page;
};

/* Each text stands there once, whole and of that origin. */
static void
places(int doc, const struct place *p, size_t n)
{
	struct text t = text_of(doc);

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(p[i].text);
		const char *at = memmem(t.s.p, t.s.n, p[i].text, len);
		uint32_t off;

		if (at == NULL)
			fail_msg("no ‘%s’ in\n%.*s", p[i].text, STRF(t.s));
		off = (uint32_t)(at - t.s.p);
		if (has(str_from(t.s, off + 1), p[i].text))
			fail_msg("‘%s’ twice in\n%.*s", p[i].text, STRF(t.s));
		for (uint32_t k = off; k < off + len; k++) {
			if (text_origin_at(&t, k) != p[i].origin)
				fail_msg("‘%s’ is %s, not %s", p[i].text, text_origin_name(text_origin_at(&t, k)),
				    text_origin_name(p[i].origin));
		}
		if (p[i].page != 0 && text_page(&t, off) != p[i].page)
			fail_msg("‘%s’ on page %u, not %u", p[i].text, text_page(&t, off), p[i].page);
	}
}

/* ---- Word ---- */

#define W	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define MC	" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define BODY(x)	"<w:document" W MC "><w:body>" x "</w:body></w:document>"
#define R(x)	"<w:r><w:t xml:space=\"preserve\">" x "</w:t></w:r>"
#define RP(p, x) "<w:r><w:rPr>" p "</w:rPr><w:t>" x "</w:t></w:r>"
#define P(x)	"<w:p>" x "</w:p>"
#define PP(p, x) "<w:p><w:pPr>" p "</w:pPr>" x "</w:p>"

static const struct part word[] = {
	TYPES("word/document.xml", "wordprocessingml.document"), ROOT("word/document.xml"),
	{ "word/_rels/document.xml.rels", RELS(TO("rId1", "styles", "styles.xml") AWAY("rId2", "mailto:jan@example.nl")) },
	{ "word/styles.xml", "<w:styles" W "><w:style w:type=\"character\" w:styleId=\"Weg\"><w:rPr><w:vanish/></w:rPr></w:style>"
	    "<w:style w:type=\"paragraph\" w:styleId=\"WegAlinea\"><w:basedOn w:val=\"Weg\"/></w:style></w:styles>" },
	{ "word/document.xml", BODY(
	    P(R("112") "<w:del w:id=\"1\" w:author=\"A. Wisser\"><w:r><w:delText>geschrapt</w:delText></w:r></w:del>" R("233")
		RP("<w:vanish/>", "verbor") RP("<w:vanish w:val=\"1\"/>", "gen") R("445") RP("<w:vanish w:val=\"0\"/>", "566"))
	    P("<w:moveFrom>" R("verplaatst") "</w:moveFrom><w:moveTo>" R("hierheen") "</w:moveTo>")
	    PP("<w:rPr><w:vanish/></w:rPr>", R("alleen het teken"))
	    PP("<w:pStyle w:val=\"WegAlinea\"/>", R("hele alinea weg") RP("<w:vanish w:val=\"0\"/>", "niet weg"))
	    P(RP("<w:rStyle w:val=\"Weg\"/>", "stijl weg") RP("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "was weg"))
	    P(R("Inhoud ") RP("<w:webHidden/>", "12") RP("<w:webHidden/>", "webtekst"))
	    P("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:fldSimple w:instr=\"DATE\">" R("veldtekst") "</w:fldSimple>")
	    P("<w:bookmarkStart w:id=\"1\" w:name=\"JanJansen\"/><w:bookmarkStart w:id=\"2\" w:name=\"_Toc111222333\"/>")
	    P("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><docPr descr=\"foto van brug\"/><w:txbxContent>"
		P(R("kader een")) "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" P(R("kader twee"))
		"</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>")
	    "<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>" P(R("rij weg")) "</w:tc></w:tr><w:tr><w:tc>" P(R("rij daar"))
	    "</w:tc></w:tr></w:tbl>" "<w:sdt><w:sdtPr><w:alias w:val=\"Invulveld\"/></w:sdtPr></w:sdt>") },
	{ "word/header1.xml", "<w:hdr" W ">" P(R("briefhoofd")) "</w:hdr>" },
	{ "word/footer1.xml", "<w:ftr" W ">" P(R("briefvoet")) "</w:ftr>" },
	{ "word/footnotes.xml", "<w:footnotes" W ">" P(R("voetnoot")) "</w:footnotes>" },
	{ "word/endnotes.xml", "<w:endnotes" W ">" P(R("eindnoot")) "</w:endnotes>" },
	{ "word/comments.xml", "<w:comments" W "><w:comment w:author=\"B. Oordelaar\">" P(R("opmer") R("king")) "</w:comment></w:comments>" },
	{ "word/people.xml", "<w15:people xmlns:w15=\"urn:w15\"><w15:person w15:author=\"C. Persoon\"/></w15:people>" },
	{ "word/glossary/document.xml", "<w:glossaryDocument" W ">" P(R("bouwsteen")) "</w:glossaryDocument>" },
	{ "word/settings.xml", "<w:settings" W "><w:docVars><w:docVar w:name=\"n\" w:val=\"variabele\"/></w:docVars></w:settings>" },
	{ "word/charts/chart1.xml", "<c:chartSpace xmlns:c=\"urn:c/chart\"><c:cat><c:f>Blad1!$A$2</c:f><c:pt><c:v>grafiekrij</c:v></c:pt>"
	    "</c:cat><c:formatCode>0.00</c:formatCode></c:chartSpace>" },
	{ "customXml/item1.xml", "<x><naam>eigen deel</naam></x>" },
	{ "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"urn:cp\"><title>De titel</title><creator>D. Maker</creator></cp:coreProperties>" },
	{ "docProps/app.xml", "<Properties><Company>Gemeente X</Company></Properties>" },
	{ "docProps/custom.xml", "<Properties><property name=\"Zaak\"><lpwstr>Z-1</lpwstr></property></Properties>" },
	{ "docProps/thumbnail.jpeg", "x" },
	{ NULL, NULL },
};

static void
word_origins(void **state)
{
	static const struct place want[] = {
		{ "112233445566\n", TEXT_VISIBLE, 1 }, { "geschrapt", TEXT_DELETED, 0 }, { "\nverborgen", TEXT_HIDDEN, 0 },
		{ "A. Wisser", TEXT_COMMENT, 0 }, { "verplaatst", TEXT_DELETED, 0 }, { "hierheen\n", TEXT_VISIBLE, 1 },
		{ "alleen het teken\n", TEXT_VISIBLE, 1 }, { "hele alinea weg", TEXT_HIDDEN, 0 },
		{ "niet weg\n", TEXT_VISIBLE, 1 }, { "stijl weg", TEXT_HIDDEN, 0 }, { "was weg\n", TEXT_VISIBLE, 1 },
		{ "Inhoud 12\n", TEXT_VISIBLE, 1 }, { "webtekst", TEXT_HIDDEN, 0 }, { "HYPERLINK x", TEXT_FIELD, 0 },
		{ "DATE", TEXT_FIELD, 0 }, { "veldtekst\n", TEXT_VISIBLE, 1 }, { "JanJansen", TEXT_BOOKMARK, 0 },
		{ "foto van brug", TEXT_ALT, 0 }, { "kader een\n", TEXT_VISIBLE, 1 }, { "kader twee", TEXT_REST, 0 },
		{ "rij weg", TEXT_HIDDEN, 0 }, { "rij daar\n", TEXT_VISIBLE, 1 }, { "Invulveld", TEXT_REST, 0 },
		{ "briefhoofd", TEXT_HEADER, 0 }, { "briefvoet", TEXT_HEADER, 0 }, { "voetnoot", TEXT_NOTE, 0 },
		{ "eindnoot", TEXT_NOTE, 0 }, { "opmerking", TEXT_COMMENT, 0 }, { "B. Oordelaar", TEXT_COMMENT, 0 },
		{ "C. Persoon", TEXT_COMMENT, 0 }, { "bouwsteen", TEXT_REST, 0 }, { "variabele", TEXT_REST, 0 },
		{ "grafiekrij", TEXT_VISIBLE, 0 }, { "Blad1!$A$2", TEXT_FIELD, 0 }, { "eigen deel", TEXT_REST, 0 },
		{ "De titel", TEXT_PROPERTY, 0 }, { "D. Maker", TEXT_PROPERTY, 0 }, { "Gemeente X", TEXT_PROPERTY, 0 },
		{ "Zaak", TEXT_PROPERTY, 0 }, { "Z-1", TEXT_PROPERTY, 0 }, { "mailto:jan@example.nl", TEXT_LINK, 0 },
	};
	int doc = run("a.docx", package(word), "");

	(void)state;
	places(doc, want, COUNT(want));
	assert_false(has(text_of(doc).s, "_Toc"));
	assert_false(has(text_of(doc).s, "0.00"));
	assert_str(r.dossier.docs[doc].props.title, "De titel");
}

#define BREAK	"<w:r><w:br w:type=\"page\"/></w:r>"
#define SEEN	"<w:lastRenderedPageBreak/>"
#define SECTION(type) "<w:sectPr><w:type w:val=\"" type "\"/></w:sectPr>"

static void
word_pages(void **state)
{
	static const struct { const char *name, *body; uint32_t pages; const char *tags, *last; } cases[] = {
		{ "geen", P(R("een")), 1, "", "een" },
		{ "gevraagd", P(R("een") BREAK R("twee")), 2, "", "twee" },
		{ "gevraagd en gezien", P(R("een") BREAK) P("<w:r>" SEEN "<w:t>twee</w:t></w:r>"), 2, "", "twee" },
		{ "gezien", P("<w:r><w:t>een </w:t>" SEEN "<w:t>twee</w:t></w:r>"), 2, "", "twee" },
		{ "voor de alinea", P(R("een")) PP("<w:pageBreakBefore/>", R("twee")), 2, "", "twee" },
		{ "niet voor de alinea", P(R("een")) PP("<w:pageBreakBefore w:val=\"0\"/>", R("twee")), 1, "", "een" },
		{ "vooraan", P(BREAK R("een")), 1, "", "een" },
		{ "achteraan", P(R("een") BREAK), 1, "", "een" },
		{ "beeld vooraan", P("<w:r><w:drawing/></w:r>" BREAK R("twee")), 2, "EXT-301", "twee" },
		{ "beeld tussen", P(R("een") BREAK "<w:r><w:pict/></w:r>" BREAK R("drie")), 3, "EXT-301", "drie" },
		{ "sectie", PP("<w:sectPr/>", R("een")) P(R("twee")) "<w:sectPr/>", 2, "", "twee" },
		{ "sectie gaat door", PP("<w:sectPr/>", R("een")) P(R("twee")) SECTION("continuous"), 1, "", "twee" },
		{ "sectie gaat door, dan niet", PP("<w:sectPr/>", R("een")) PP(SECTION("continuous"), R("twee")) P(R("drie"))
		    SECTION("nextPage"), 2, "", "drie" },
		{ "sectie en gezien", PP("<w:sectPr/>", R("een")) P("<w:r>" SEEN "<w:t>twee</w:t></w:r>") SECTION("continuous"), 2,
		    "", "twee" },
		{ "oude sectie", PP("<w:pPrChange><w:pPr><w:pageBreakBefore/></w:pPr></w:pPrChange>", R("een")) P(R("twee")), 1, "",
		    "twee" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct part p[] = { word[0], word[1],
			{ "word/document.xml", str_c(r.mem, str_fmt(r.mem, "<w:document" W "><w:body>%s</w:body></w:document>", cases[i].body)) },
			{ "word/header1.xml", "<w:hdr" W ">" P(BREAK R("kop")) "</w:hdr>" }, { NULL, NULL } };
		int doc = run(str_c(r.mem, str_fmt(r.mem, "%s.docx", cases[i].name)), package(p), cases[i].tags);
		struct text t = text_of(doc);
		const char *at = memmem(t.s.p, t.s.n, cases[i].last, strlen(cases[i].last));

		assert_non_null(at);
		if (t.npages != cases[i].pages || text_page(&t, (uint32_t)(at - t.s.p)) != cases[i].pages)
			fail_msg("%s: %zu pages, ‘%s’ on %u", cases[i].name, t.npages, cases[i].last,
			    text_page(&t, (uint32_t)(at - t.s.p)));
	}
}

static void
word_faults(void **state)
{
	static const struct { const char *name, *part, *xml, *tags; } cases[] = {
		{ "twee hoofdteksten", "[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"" OOXML
		    "wordprocessingml.document.main+xml\"/><Override PartName=\"/word/b.xml\" ContentType=\"" OOXML
		    "wordprocessingml.document.main+xml\"/></Types>", "EXT-502" },
		{ "verwijst elders heen", "_rels/.rels", RELS(TO("rId1", "officeDocument", "word/header1.xml")), "EXT-502" },
		{ "verwijst nergens heen", "_rels/.rels", RELS(TO("rId1", "officeDocument", "word/weg.xml")), "EXT-502" },
		{ "kringen", "word/_rels/document.xml.rels", RELS(TO("a", "chart", "document.xml") TO("b", "chart", "../word/./document.xml")),
		    "" },
		{ "boven de bodem", "word/_rels/document.xml.rels", RELS(TO("a", "styles", "../../../../word/styles.xml")), "" },
		{ "stijl op zichzelf", "word/styles.xml", "<w:styles" W "><w:style w:styleId=\"Weg\"><w:basedOn w:val=\"Weg\"/></w:style>"
		    "</w:styles>", "" },
		{ "los einde", "word/document.xml", BODY("<w:pPrChange/>" P(R("tekst"))), "" },
		{ "macro", "word/vbaProject.bin", "x", "IDN-505" },
		{ "ingebed", "word/embeddings/a.xlsx", "PK", "EXT-507" },
		{ "geen XML", "customXml/item9.xml", "<x", "EXT-502" },
		{ "tekening zonder XML", "word/vmlDrawing1.vml", "<xml><br></xml>", "EXT-507" },
		{ "doctype", "customXml/item9.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "EXT-505" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		(void)run(str_c(r.mem, str_fmt(r.mem, "%s.docx", cases[i].name)), package_with(word, cases[i].part, cases[i].xml),
		    cases[i].tags);
}

/* ---- Excel ---- */

#define SHEET(x) "<worksheet>" x "</worksheet>"
#define DATA(x)	"<sheetData>" x "</sheetData>"

static const struct part excel[] = {
	TYPES("xl/workbook.xml", "spreadsheetml.sheet"), ROOT("xl/workbook.xml"),
	{ "xl/_rels/workbook.xml.rels", RELS(TO("r1", "worksheet", "worksheets/b.xml") TO("r2", "worksheet", "/xl/worksheets/a.xml")
	    TO("r3", "sharedStrings", "sharedStrings.xml") TO("r4", "styles", "styles.xml")) },
	{ "xl/workbook.xml", "<workbook xmlns:r=\"" REL "\"><sheets><sheet name=\"Overzicht &amp; meer\" sheetId=\"1\" r:id=\"r1\"/>"
	    "<sheet name=\"Kladblad\" sheetId=\"2\" state=\"veryHidden\" r:id=\"r2\"/></sheets>"
	    "<definedNames><definedName name=\"Bereik\">Kladblad!$A$1</definedName></definedNames></workbook>" },
	{ "xl/worksheets/_rels/b.xml.rels", RELS(TO("c", "comments", "../comments1.xml") TO("d", "drawing", "../drawings/drawing1.xml")
	    AWAY("e", "https://example.nl/a?b=1&amp;c=2")) },
	{ "xl/worksheets/a.xml", SHEET(DATA("<row><c t=\"s\"><v>3</v></c><c><v>5</v></c></row>")) },
	{ "xl/worksheets/b.xml", SHEET("<cols><col min=\"4\" max=\"4\" hidden=\"1\"/></cols>" DATA(
	    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
	    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>regel</t></r></is></c><c r=\"B2\" s=\"1\"><v>46093</v></c>"
	    "<c r=\"C2\"><f>SUM(A1:B1)</f><v>1.23456782E8</v></c><c r=\"D2\"><v>987654</v></c><c r=\"E2\" t=\"b\"><v>1</v></c>"
	    "<c r=\"F2\" t=\"e\"><v>#N/A</v></c><c r=\"G2\" t=\"str\"><f>A1</f><v>uitkomst_x000D__x0041_</v></c>"
	    "<c r=\"H2\" s=\"2\"><v>4711</v></c></row>"
	    "<row r=\"3\" hidden=\"1\"><c r=\"A3\" t=\"s\"><v>2</v></c></row><row r=\"4\" ht=\"0\"><c t=\"str\"><v>rij nul</v></c></row>"
	    "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>ver weg</v></c><c r=\"ZZZZZZZ1\" t=\"str\"><v>te ver</v></c></row>")
	    "<dataValidations><dataValidation prompt=\"Kies een naam\"><formula1>\"Jan,Piet\"</formula1></dataValidation></dataValidations>"
	    "<headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\"&amp;12Gemeente &amp;&amp; raad&amp;R&amp;P</oddHeader></headerFooter>") },
	{ "xl/sharedStrings.xml", "<sst><si><t>nummer</t></si><si><r><t>onder</t></r><r><t>werp</t></r><rPh><t>klank</t></rPh></si>"
	    "<si><t>rij weg</t></si><si><t>blad weg</t></si><si><t>nergens gebruikt</t></si></sst>" },
	{ "xl/styles.xml", "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-413]d\\ mmmm\\ yyyy;@\"/>"
	    "<numFmt numFmtId=\"165\" formatCode=\";;;\"/></numFmts><cellStyleXfs><xf numFmtId=\"165\"/></cellStyleXfs>"
	    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>" },
	{ "xl/comments1.xml", "<comments><authors><author>E. Schrijver</author></authors><commentList><comment><xdr:col xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\">271828</xdr:col><text><r><t>nog na</t></r>"
	    "<r><t>kijken</t></r></text></comment></commentList></comments>" },
	{ "xl/persons/person.xml", "<personList><person displayName=\"F. Persoon\"/></personList>" },
	{ "xl/drawings/drawing1.xml", "<wsDr xmlns:a=\"urn:a\"><sp><nvSpPr><cNvPr id=\"1\" descr=\"tekening\"/></nvSpPr><txBody>"
	    "<a:p><a:r><a:t>tekst</a:t></a:r><a:r><a:t>vak</a:t></a:r></a:p></txBody></sp></wsDr>" },
	{ "xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords><r><s v=\"bronrij\"/><n v=\"31415\"/></r></pivotCacheRecords>" },
	{ "xl/externalLinks/externalLink1.xml", "<externalLink><sheetName val=\"Ander bestand\"/></externalLink>" },
	{ "xl/tables/table1.xml", "<table><tableColumn name=\"kolomnaam\"/></table>" },
	{ "xl/printerSettings/printerSettings1.bin", "x" },
	{ NULL, NULL },
};

static void
excel_origins(void **state)
{
	static const struct place want[] = {
		{ "Overzicht & meer", TEXT_HEADER, 1 }, { "nummer\tonderwerp\n", TEXT_VISIBLE, 1 },
		{ "inregel\t2026-03-12\t123456782", TEXT_VISIBLE, 1 }, { "987654", TEXT_HIDDEN, 1 },
		{ "WAAR\t#N/A\tuitkomst\nA", TEXT_VISIBLE, 1 }, { "4711", TEXT_HIDDEN, 1 }, { "rij weg", TEXT_HIDDEN, 1 }, { "rij nul", TEXT_HIDDEN, 1 },
		{ "ver weg\tte ver", TEXT_VISIBLE, 1 }, { "SUM(A1:B1)", TEXT_FIELD, 1 }, { "Kies een naam", TEXT_REST, 1 },
		{ "\"Jan,Piet\"", TEXT_FIELD, 1 }, { "Gemeente & raad", TEXT_HEADER, 1 }, { "nakijken", TEXT_COMMENT, 1 },
		{ "E. Schrijver", TEXT_COMMENT, 1 }, { "tekening", TEXT_ALT, 1 }, { "tekstvak", TEXT_VISIBLE, 1 },
		{ "Kladblad\n", TEXT_HIDDEN, 2 }, { "blad weg\t5", TEXT_HIDDEN, 2 }, { "klank", TEXT_REST, 0 },
		{ "nergens gebruikt", TEXT_HIDDEN, 0 }, { "F. Persoon", TEXT_COMMENT, 0 }, { "bronrij", TEXT_HIDDEN, 0 },
		{ "31415", TEXT_HIDDEN, 0 }, { "Ander bestand", TEXT_LINK, 0 }, { "kolomnaam", TEXT_REST, 0 },
		{ "Bereik", TEXT_REST, 0 }, { "Kladblad!$A$1", TEXT_REST, 0 }, { "https://example.nl/a?b=1&c=2", TEXT_LINK, 0 },
	};
	int doc = run("a.xlsx", package(excel), "EXT-301");
	struct text t = text_of(doc);

	(void)state;
	places(doc, want, COUNT(want));
	assert_int_equal(t.npages, 2);
	assert_true(t.s.n < 1000);
	assert_false(has(t.s, "271828"));
	assert_int_equal(t.nheadings, 1);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "Overzicht & meer");
	assert_str(r.dossier.findings.v[0].arg[0], "2");
}

#define BOOK(pr) "<workbook xmlns:r=\"" REL "\">" pr "<sheets><sheet name=\"Blad1\" r:id=\"r1\"/></sheets></workbook>"

static void
excel_faults(void **state)
{
	static const struct part p[] = { TYPES("xl/workbook.xml", "spreadsheetml.sheet"), ROOT("xl/workbook.xml"),
		{ "xl/_rels/workbook.xml.rels", RELS(TO("r1", "worksheet", "a.xml") TO("r2", "sharedStrings", "s.xml")
		    TO("r3", "styles", "t.xml")) },
		{ "xl/workbook.xml", BOOK("") }, { "xl/s.xml", "<sst><si><t>nul</t></si></sst>" }, { "xl/t.xml", "<styleSheet/>" },
		{ "xl/a.xml", SHEET(DATA("<row><c t=\"s\"><v>0</v></c></row>")) }, { NULL, NULL } };
	static const struct { const char *name, *part, *xml, *tags; } cases[] = {
		{ "goed", "x.png", "x", "" },
		{ "geen teksten", "xl/s.xml", NULL, "EXT-502" },
		{ "index te hoog", "xl/a.xml", SHEET(DATA("<row><c t=\"s\"><v>1</v></c></row>")), "EXT-502" },
		{ "index geen getal", "xl/a.xml", SHEET(DATA("<row><c t=\"s\"><v>-1</v></c></row>")), "EXT-502" },
		{ "index enorm", "xl/a.xml", SHEET(DATA("<row><c t=\"s\"><v>99999999999999999999999</v></c></row>")), "EXT-502" },
		{ "lege cel met tekst", "xl/a.xml", SHEET(DATA("<row><c t=\"s\"/><c t=\"str\"><v>x</v></c></row>")), "" },
		{ "blad ontbreekt", "xl/a.xml", NULL, "EXT-502" },
		{ "blad zonder relatie", "xl/workbook.xml", "<workbook xmlns:r=\"" REL "\"><sheets><sheet r:id=\"r9\"/></sheets></workbook>",
		    "EXT-502" },
		{ "werkmap ontbreekt", "xl/workbook.xml", NULL, "EXT-502" },
		{ "geen bladen", "xl/workbook.xml", "<workbook/>", "EXT-504" },
		{ "blad twee keer", "xl/workbook.xml", "<workbook xmlns:r=\"" REL "\"><sheets><sheet name=\"Een\" r:id=\"r1\"/><sheet "
		    "name=\"Twee\" r:id=\"r1\"/></sheets></workbook>", "EXT-301" },
		{ "rijen in rijen", "xl/a.xml", SHEET(DATA(DATA("<row><c t=\"str\"><v>x</v></c></row>") "<row/>") "</worksheet><!-- -->"), "EXT-502" },
		{ "rijen in rijen, sluitend", "xl/a.xml", SHEET(DATA(DATA("<row><c t=\"str\"><v>x</v></c></row>") "<row/>")), "" },
		{ "kolommen door elkaar", "xl/a.xml", SHEET("<cols><col min=\"9\" max=\"2\" hidden=\"1\"/><col min=\"0\" max=\"1\" hidden=\"1\"/>"
		    "<col min=\"16385\" max=\"99999\" hidden=\"1\"/><col min=\"x\" hidden=\"1\"/></cols>"
		    DATA("<row><c t=\"str\"><v>x</v></c></row>")), "" },
		{ "alles verborgen", "xl/a.xml", SHEET("<cols><col min=\"1\" max=\"99999\" hidden=\"1\"/></cols>"
		    DATA("<row><c t=\"str\"><v>x</v></c></row>")), "EXT-504" },
		{ "alleen beeld", "xl/a.xml", SHEET("<drawing/>"), "EXT-504" },
		{ "stijl die er niet is", "xl/a.xml", SHEET(DATA("<row><c s=\"77\"><v>12</v></c></row>")), "" },
		{ "ingebed", "xl/embeddings/oleObject1.bin", "x", "EXT-507" },
		{ "macro", "xl/vbaProject.bin", "x", "IDN-505" },
		{ "los blad", "xl/worksheets/los.xml", SHEET(DATA("<row><c t=\"str\"><v>los</v></c></row>")), "" },
		{ "doctype", "xl/a.xml", "<!DOCTYPE x><worksheet/>", "EXT-505" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		(void)run(str_c(r.mem, str_fmt(r.mem, "%s.xlsx", cases[i].name)), package_with(p, cases[i].part, cases[i].xml),
		    cases[i].tags);
	assert_true(has(text_of(run("1904.xlsx", package_with((const struct part[]){ p[0], p[1], p[2],
	    { "xl/workbook.xml", BOOK("<workbookPr date1904=\"1\"/>") }, p[4], { "xl/t.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/>"
	    "</cellXfs></styleSheet>" }, { NULL, NULL } }, "xl/a.xml", SHEET(DATA("<row><c s=\"0\"><v>44631</v></c></row>"))), "")).s,
	    "2026-03-12"));
}

/* What would be much in a table costs nothing here. */
static void
excel_large(void **state)
{
	struct str cols = repeat("<worksheet><cols>", "<col min=\"1\" max=\"16384\" hidden=\"1\"/>", 200000,
	    "</cols><sheetData><row><c t=\"str\"><v>x</v></c></row></sheetData></worksheet>");
	struct str cells = repeat("<worksheet><sheetData><row r=\"1048576\">", "<c r=\"XFD1048576\"/>", 1000000,
	    "<c t=\"str\"><v>einde</v></c></row></sheetData></worksheet>");
	struct str strings = repeat("<sst>", "<si/>", (4 << 20) + 1, "</sst>");
	struct member m[] = { { excel[0].name, str_of(excel[0].xml) }, { excel[1].name, str_of(excel[1].xml) },
		{ "xl/_rels/workbook.xml.rels", S(RELS(TO("r1", "worksheet", "a.xml") TO("r2", "sharedStrings", "s.xml"))) },
		{ "xl/workbook.xml", S(BOOK("")) }, { "xl/a.xml", cols }, { "xl/s.xml", S("<sst/>") },
		{ "xl/ballast.png", repeat("", "x", 0, "") } };
	char *noise = NEW(r.mem, char, 1 << 20);
	uint32_t seed = 1;

	/* Bytes that do not shrink, so that the ratio of the ZIP stays what real files have. */
	for (size_t i = 0; i < 1 << 20; i++)
		noise[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
	m[6].bytes = (struct str){ noise, 1 << 20 };
	(void)state;
	(void)run("kolommen.xlsx", zip_of(m, COUNT(m)), "EXT-504");
	m[4].bytes = cells;
	assert_true(text_of(run("cellen.xlsx", zip_of(m, COUNT(m)), "")).s.n < 100);
	m[5].bytes = strings;
	no_text(run("teksten.xlsx", zip_of(m, COUNT(m)), "EXT-503"));
}

static void
numbers(void **state)
{
	static const struct { const char *code, *value; bool from_1904; const char *want; } cases[] = {
		{ "General", "123456782", false, "123456782" }, { "General", "1.23456782E8", false, "123456782" },
		{ "General", "1.5E-3", false, "0.0015" }, { "General", "-2E2", false, "-200" }, { "General", "1E400", false, "1E400" },
		{ "General", "0.10", false, "0.10" }, { "General", "geen getal", false, "geen getal" }, { "General", "", false, "" },
		{ "0.00", "12.5", false, "12.5" }, { "000000000", "12345678", false, "012345678" },
		{ "000\\.000\\.000", "12345678", false, "012345678" }, { "0000\\ \"AB\"", "42", false, "0042" },
		{ "#,##0", "1234", false, "1234" }, { "0.0 \"dagen\"", "3", false, "3" }, { "\"dag \"0", "7", false, "7" },
		{ "dd-mm-yyyy", "46093", false, "2026-03-12" }, { "dd-mm-yyyy", "44631", true, "2026-03-12" },
		{ "d mmm", "1", false, "1900-01-01" }, { "yyyy", "59", false, "1900-02-28" }, { "yyyy", "61", false, "1900-03-01" },
		{ "mmmm", "46093.75", false, "2026-03-12" }, { "d/m/yy h:mm", "46093.75", false, "2026-03-12 18:00" },
		{ "d/m/yy h:mm", "46093.999999", false, "2026-03-13 00:00" }, { "h:mm:ss", "0.000011574", false, "00:00:01" },
		{ "[h]:mm", "1.25", false, "1.25" }, { "[Magenta]dd", "46093", false, "2026-03-12" },
		{ "yyyy", "2958465", false, "9999-12-31" }, { "yyyy", "2958466", false, "2958466" }, { "yyyy", "-1", false, "-1" },
		{ "yyyy", "1E29", false, "100000000000000000000000000000" }, { "\"open", "5", false, "5" }, { "\\", "5", false, "5" },
		{ "yyyy", "0", false, "0" }, { "[", "5", false, "5" },
	};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_init(&b, r.mem, 1000);
		number_show(&b, number_format(str_of(cases[i].code)), str_of(cases[i].value), cases[i].from_1904);
		if (!str_eq(buf_str(&b), str_of(cases[i].want)))
			fail_msg("%s as %s: ‘%.*s’, not ‘%s’", cases[i].value, cases[i].code, STRF(buf_str(&b)), cases[i].want);
	}
	assert_int_equal(number_format_built_in(14).form, NUMBER_DATE);
	assert_int_equal(number_format_built_in(20).form, NUMBER_TIME);
	assert_int_equal(number_format_built_in(22).form, NUMBER_BOTH);
	assert_int_equal(number_format_built_in(44).form, NUMBER_PLAIN);
	assert_int_equal(number_format(S(";;;")).form, NUMBER_HIDDEN);
}

/* ---- PowerPoint ---- */

#define A	" xmlns:p=\"urn:p\" xmlns:a=\"urn:a\"" MC
#define SP(ph, x) "<p:sp><p:nvSpPr><p:cNvPr id=\"1\"/><p:nvPr>" ph "</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>" x \
	"</a:t></a:r></a:p></p:txBody></p:sp>"

static const struct part point[] = {
	TYPES("ppt/presentation.xml", "presentationml.presentation"), ROOT("ppt/presentation.xml"),
	{ "ppt/_rels/presentation.xml.rels", RELS(TO("r1", "slide", "slides/slide9.xml") TO("r2", "slide", "slides/slide1.xml")
	    TO("r3", "slide", "slides/slide2.xml") TO("r4", "slideMaster", "slideMasters/m.xml")) },
	{ "ppt/presentation.xml", "<p:presentation" A " xmlns:r=\"" REL "\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/><p:sldId id=\"257\" "
	    "r:id=\"r2\"/><p:sldId id=\"258\" r:id=\"r3\"/></p:sldIdLst>"
	    "<p14:sectionLst xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\"><p14:sldId id=\"256\"/>"
	    "</p14:sectionLst></p:presentation>" },
	{ "ppt/slides/slide1.xml", "<p:sld" A ">" SP("<p:ph type=\"title\"/>", "Tweede dia")
	    "<p:graphicFrame><a:tbl><a:tr><a:tc><a:p><a:r><a:t>links</a:t></a:r></a:p></a:tc><a:tc><a:p><a:r><a:t>re</a:t></a:r>"
	    "<a:r><a:rPr><a:hlinkClick tooltip=\"tip\"/></a:rPr><a:t>chts</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame></p:sld>" },
	{ "ppt/slides/slide2.xml", "<p:sld show=\"0\"" A ">" SP("<p:ph type=\"title\"/>", "Niet tonen") "</p:sld>" },
	{ "ppt/slides/slide9.xml", "<p:sld" A ">" SP("<p:ph type=\"ctrTitle\"/>", "Eerste dia") SP("", "gewone tekst")
	    SP("<p:ph type=\"ftr\"/>", "voettekst") "<p:pic><p:nvPicPr><p:cNvPr id=\"2\" descr=\"foto\"/></p:nvPicPr></p:pic>"
	    "<p:sp><p:nvSpPr><p:cNvPr id=\"3\" hidden=\"1\"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>vorm weg</a:t></a:r></a:p></p:txBody></p:sp>"
	    "<mc:AlternateContent><mc:Choice Requires=\"x\">" SP("", "keuze") "</mc:Choice><mc:Fallback>" SP("", "terugval")
	    "</mc:Fallback></mc:AlternateContent></p:sld>" },
	{ "ppt/slides/_rels/slide9.xml.rels", RELS(TO("n", "notesSlide", "../notesSlides/n1.xml") TO("c", "chart", "../charts/c1.xml")
	    TO("d", "diagramData", "../diagrams/data1.xml") TO("m", "slideLayout", "../slideLayouts/l.xml")) },
	{ "ppt/slides/_rels/slide1.xml.rels", RELS(TO("c", "comments", "../comments/comment1.xml")) },
	{ "ppt/slides/_rels/slide2.xml.rels", RELS(TO("n", "notesSlide", "../notesSlides/n2.xml") TO("c", "chart", "../charts/c2.xml")) },
	{ "ppt/notesSlides/_rels/n1.xml.rels", RELS(TO("s", "slide", "../slides/slide9.xml") TO("m", "notesMaster", "../notesMasters/m.xml")) },
	{ "ppt/notesSlides/n1.xml", "<p:notes" A ">" SP("", "zeg dit") "</p:notes>" },
	{ "ppt/notesSlides/n2.xml", "<p:notes" A ">" SP("", "zeg niets") "</p:notes>" },
	{ "ppt/charts/c1.xml", "<c:chartSpace" A " xmlns:c=\"urn:c\"><c:pt><c:v>woningen</c:v></c:pt></c:chartSpace>" },
	{ "ppt/charts/c2.xml", "<c:chartSpace" A " xmlns:c=\"urn:c\"><c:pt><c:v>weggelaten</c:v></c:pt></c:chartSpace>" },
	{ "ppt/diagrams/data1.xml", "<dgm:dataModel" A " xmlns:dgm=\"urn:d\"><dgm:t><a:p><a:r><a:t>schema</a:t></a:r></a:p></dgm:t></dgm:dataModel>" },
	{ "ppt/comments/comment1.xml", "<p:cmLst" A "><p:cm><p:text>kan dit weg?</p:text></p:cm></p:cmLst>" },
	{ "ppt/commentAuthors.xml", "<p:cmAuthorLst" A "><p:cmAuthor name=\"G. Lezer\"/></p:cmAuthorLst>" },
	{ "ppt/slideMasters/m.xml", "<p:sldMaster" A ">" SP("<p:ph type=\"title\"/>", "Klik om te bewerken") "</p:sldMaster>" },
	{ NULL, NULL },
};

static void
point_origins(void **state)
{
	static const struct place want[] = {
		{ "Eerste dia\ngewone tekst", TEXT_VISIBLE, 1 }, { "voettekst", TEXT_HEADER, 1 }, { "foto", TEXT_ALT, 1 },
		{ "vorm weg", TEXT_HIDDEN, 1 }, { "keuze", TEXT_VISIBLE, 1 }, { "terugval", TEXT_REST, 1 },
		{ "woningen", TEXT_VISIBLE, 1 }, { "schema", TEXT_VISIBLE, 1 }, { "zeg dit", TEXT_SPEAKER, 1 },
		{ "Tweede dia\nlinks\trechts", TEXT_VISIBLE, 2 }, { "tip", TEXT_LINK, 2 }, { "kan dit weg?", TEXT_COMMENT, 2 },
		{ "Niet tonen", TEXT_HIDDEN, 3 }, { "zeg niets", TEXT_SPEAKER, 3 }, { "weggelaten", TEXT_HIDDEN, 3 },
		{ "G. Lezer", TEXT_COMMENT, 0 }, { "Klik om te bewerken", TEXT_REST, 0 },
	};
	int doc = run("a.pptx", package(point), "EXT-301");
	struct text t = text_of(doc);

	(void)state;
	places(doc, want, COUNT(want));
	assert_int_equal(t.npages, 3);
	assert_str(r.dossier.findings.v[0].arg[0], "3");
	assert_int_equal(t.nheadings, 2);
	assert_str(str_sub(t.s, t.headings[0].off, t.headings[0].len), "Eerste dia");
	assert_str(str_sub(t.s, t.headings[1].off, t.headings[1].len), "Tweede dia");
}

static void
point_faults(void **state)
{
	static const struct { const char *name, *part, *xml, *tags; } cases[] = {
		{ "dia ontbreekt", "ppt/slides/slide1.xml", NULL, "EXT-502" },
		{ "dia zonder relatie", "ppt/_rels/presentation.xml.rels", RELS(TO("r1", "slide", "slides/slide9.xml")), "EXT-502" },
		{ "geen dia's", "ppt/presentation.xml", "<p:presentation" A "/>", "EXT-504" },
		{ "kring", "ppt/notesSlides/_rels/n1.xml.rels", RELS(TO("a", "chart", "../notesSlides/n1.xml")
		    TO("b", "notesSlide", "../slides/slide1.xml")), "EXT-301" },
		{ "film", "ppt/media/film.mp4", "x", "EXT-507 EXT-301" },
		{ "ingebed", "ppt/embeddings/blad.xlsx", "PK", "EXT-507 EXT-301" },
		{ "diepe vorm", "ppt/slides/slide1.xml", "<cNvPr hidden=\"1\"/>", "EXT-301" },
	};
	struct str strict = package_with((const struct part[]){ TYPES("ppt/presentation.xml", "presentationml.slideshow"),
	    { "_rels/.rels", "<Relationships><Relationship Id=\"a\" Type=\"" STRICT "/officeDocument\" Target=\"/ppt/presentation.xml\"/></Relationships>" },
	    { "ppt/_rels/presentation.xml.rels", "<Relationships><Relationship Id=\"b\" Type=\"" STRICT "/slide\" Target=\"s.xml\"/></Relationships>" },
	    { "ppt/presentation.xml", "<p:presentation xmlns:p=\"urn:p\" xmlns:r=\"" STRICT "\"><p:sldId id=\"7\" r:id=\"b\"/></p:presentation>" },
	    { NULL, NULL } }, "ppt/s.xml", "<p:sld" A ">" SP("", "streng") "</p:sld>");

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		(void)run(str_c(r.mem, str_fmt(r.mem, "%s.pptx", cases[i].name)), package_with(point, cases[i].part, cases[i].xml),
		    cases[i].tags);
	assert_true(str_starts(text_of(run("streng.ppsx", strict, "")).s, S("streng\n")));
}

/* What other programs made. */
static void
fixtures(void **state)
{
	static const struct place slides[] = {
		{ "De coöperatie vraagt om één vergunning.", TEXT_VISIBLE, 2 }, { "eerst afstemmen", TEXT_SPEAKER, 2 },
		{ "Start van de bouw\t1 mei 2027", TEXT_VISIBLE, 3 },
	}, sheets[] = {
		{ "Coöperatie De Zwaan\t2026-03-12", TEXT_VISIBLE, 1 }, { "twijfel", TEXT_HIDDEN, 1 },
		{ "nog nabellen", TEXT_COMMENT, 1 }, { "SUM(D2:D2)", TEXT_FIELD, 1 }, { "Totaal\t1200", TEXT_VISIBLE, 1 },
		{ "Vastgesteld op 3 maart 2026", TEXT_VISIBLE, 2 },
	};
	int doc = run("presentatie.pptx", file("presentatie.pptx"), "");

	(void)state;
	places(doc, slides, COUNT(slides));
	assert_int_equal(r.dossier.docs[doc].pages, 3);
	assert_str(r.dossier.docs[doc].props.title, "Woningbouw in de Merenwijk");
	doc = run("werkmap.xlsx", file("werkmap.xlsx"), "");
	places(doc, sheets, COUNT(sheets));
	assert_int_equal(r.dossier.docs[doc].pages, 2);
	assert_str(r.dossier.docs[doc].props.heading, "Subsidies 2026");
	assert_int_equal(date_cmp(r.dossier.docs[doc].props.dated, (struct date){ 2026, 3, 3 }), 0);
}

/* ---- parts ---- */

static void
relations(void **state)
{
	struct relations rel = { .mem = r.mem };
	const struct str pages[] = { S("p/a.xml"), S("p/b.xml"), S("p/niet.xml") };
	struct str source;

	(void)state;
	assert_true(relations_source(S("p/_rels/a.xml.rels"), r.mem, &source));
	assert_str(source, "p/a.xml");
	assert_true(relations_source(S("_rels/.rels"), r.mem, &source));
	assert_str(source, "");
	assert_false(relations_source(S("p/a.rels"), r.mem, &source));
	assert_false(relations_source(S("p/x_rels/a.rels"), r.mem, &source));
	relations_add(&rel, S(""), S("1"), S("x/officeDocument"), S("/p/main.xml"));
	relations_add(&rel, S("p/main.xml"), S("2"), S("slide"), S("a.xml"));
	relations_add(&rel, S("p/main.xml"), S("1"), S("slide"), S("./q/../b.xml"));
	relations_add(&rel, S("P/A.xml"), S("1"), S("chart"), S("../c.xml"));
	relations_add(&rel, S("c.xml"), S("1"), S("chart"), S("p/a.xml"));
	relations_add(&rel, S("p/b.xml"), S("1"), S("chart"), S("../c.xml"));
	relations_add(&rel, S("p/b.xml"), S("2"), S("theme"), S("../t.xml"));
	relations_settle(&rel);
	assert_str(relations_target(&rel, S("p/MAIN.xml"), S("1")), "p/b.xml");
	assert_int_equal(relations_target(&rel, S("p/main.xml"), S("3")).n, 0);
	assert_str(relations_target_of(&rel, S(""), "officeDocument"), "p/main.xml");
	relations_own(&rel, pages, COUNT(pages));
	assert_int_equal(relations_page(&rel, S("p/a.xml")), 1);
	assert_int_equal(relations_page(&rel, S("C.XML")), 1);
	assert_int_equal(relations_page(&rel, S("p/b.xml")), 2);
	assert_int_equal(relations_page(&rel, S("t.xml")), 0);
	assert_int_equal(relations_page(&rel, S("p/niet.xml")), 0);
	rel = (struct relations){ .mem = r.mem };
	relations_settle(&rel);
	assert_int_equal(relations_target(&rel, S(""), S("1")).n, 0);
	assert_int_equal(relations_page(&rel, S("x")), 0);
}

static void
arranging(void **state)
{
	static const uint32_t to[] = { 2, 3, 1, 3, 2 };
	struct gather g;
	struct text t;

	(void)state;
	gather_init(&g, r.mem);
	for (size_t i = 0; i < COUNT(to); i++) {
		uint32_t from;

		if (i != 0)
			gather_page(&g);
		from = gather_here(&g);
		gather_add(&g, str_fmt(r.mem, "stuk%zu", i));
		gather_heading(&g, from, gather_end(&g), (uint32_t)i + 1);
		/* A stretch that goes on over the edge of a page. */
		gather_origin(&g, i == 1 || i == 2 ? TEXT_NOTE : TEXT_VISIBLE);
		gather_add(&g, S("!"));
	}
	gather_arrange(&g, to, 4);
	assert_str(buf_str(&g.text), "stuk2!\nstuk0!\nstuk4!\nstuk1!\nstuk3!\n");
	t = (struct text){ .s = buf_str(&g.text), .page_at = g.page_at, .npages = g.npages, .stretches = g.stretches,
		.nstretches = g.nstretches };
	assert_int_equal(g.npages, 4);
	assert_int_equal(g.page_at[1], 7);
	assert_int_equal(g.page_at[2], 21);
	assert_int_equal(g.page_at[3], 35);
	assert_true(!g.page_has[0] && g.page_has[1] && g.page_has[2] && !g.page_has[3]);
	assert_int_equal(g.nheadings, 5);
	assert_int_equal(g.headings[0].level, 3);
	assert_str(str_sub(t.s, g.headings[4].off, g.headings[4].len), "stuk3");
	assert_int_equal(text_origin_at(&t, 0), TEXT_NOTE);	/* stuk2 */
	assert_int_equal(text_origin_at(&t, 7), TEXT_VISIBLE);	/* stuk0 */
	assert_int_equal(text_origin_at(&t, 25), TEXT_VISIBLE);	/* stuk1 */
	assert_int_equal(text_origin_at(&t, 26), TEXT_NOTE);	/* its sign */
	assert_int_equal(text_origin_at(&t, 28), TEXT_NOTE);	/* stuk3, begun before its sign */
	for (size_t i = 1; i < g.nstretches; i++)
		assert_true(g.stretches[i].off >= g.stretches[i - 1].off + g.stretches[i - 1].len);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(word_origins), TEST(word_pages), TEST(word_faults), TEST(excel_origins), TEST(excel_faults),
		TEST(excel_large), TEST(numbers), TEST(point_origins), TEST(point_faults), TEST(fixtures), TEST(relations), TEST(arranging),
	};

	return cmocka_run_group_tests_name("ooxml", tests, load, NULL);
}
