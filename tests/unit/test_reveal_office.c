/* SPDX-License-Identifier: EUPL-1.2 */
/* test_reveal_office.c - what was left behind in Office, OpenDocument, mail, HTML and RTF files: each kind, and where. */
#include "offices.h"

#include "format/exif.h"
#include "reveal/looks.h"

/* ---- Word ---- */

#define W	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"" REL "\""
#define MC	" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define BODY(x)	"<w:document" W MC ">" x "</w:document>"
#define T(x)	"<w:r><w:t>" x "</w:t></w:r>"
#define RP(p, x) "<w:r><w:rPr>" p "</w:rPr><w:t>" x "</w:t></w:r>"
#define P(x)	"<w:p>" x "</w:p>"
#define PP(p, x) "<w:p><w:pPr>" p "</w:pPr>" x "</w:p>"
#define NONE	"REV-222|koppen: 0; taal: niet opgegeven; afbeeldingen met alternatieve tekst: 0 van 0; tabellen met koprij: 0 van 0; titel: nee|\n"

static void
word_is(const char *body, const char *name, const char *xml, const char *want)
{
	const char *whole = str_c(r.mem, str_fmt(r.mem, "<w:document" W MC ">%s</w:document>", body));
	const struct part p[] = {
		TYPES, ROOT("word/document.xml"), { "word/document.xml", whole }, { name, xml }, { NULL, NULL } };

	is_found(body, WORD, package(p), str_c(r.mem, str_fmt(r.mem, "%s%s", NONE, want)));
}

static void
words(void **state)
{
	static const struct { const char *body, *want; } cases[] = {
		{ P(T("gewoon")), "" },
		{ P("<w:ins w:author=\"A\">" T("erbij") "</w:ins><w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"), "REV-530|2|de tekst\n" },
		{ P("<w:moveFrom>" T("van") "</w:moveFrom><w:moveTo>" T("naar") "</w:moveTo>"), "REV-530|2|de tekst\n" },
		{ P(RP("<w:rPrChange><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:rPrChange>", "opmaak")), "REV-530|1|de tekst\n" },
		{ P(RP("<w:vanish/>", "weg 123")), "REV-532|6|de tekst\n" },
		{ P(RP("<w:vanish w:val=\"0\"/>", "niet weg")), "" },
		{ PP("<w:rPr><w:vanish/></w:rPr>", T("alleen het teken")), "" },
		{ P(RP("<w:color w:val=\"FFFFFF\"/>", "wit")), "REV-533|3|de tekst\n" },
		{ P(RP("<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"003366\"/>", "wit op blauw")), "" },
		{ P(RP("<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"black\"/>", "wit op zwart")), "" },
		{ PP("<w:shd w:val=\"clear\" w:fill=\"003366\"/>", RP("<w:color w:val=\"FFFFFF\"/>", "wit op blauw")), "" },
		{ "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"003366\"/></w:tcPr>" P(RP("<w:color w:val=\"FFFFFF\"/>", "kop"))
		  "</w:tc><w:tc>" P(RP("<w:color w:val=\"FFFFFF\"/>", "cel")) "</w:tc></w:tr></w:tbl>", "REV-533|3|de tekst\n" },
		{ P(RP("<w:sz w:val=\"4\"/>", "klein")), "REV-533|5|de tekst\n" },
		{ P(RP("<w:sz w:val=\"5\"/>", "leesbaar")), "" },
		{ P("<w:r><w:txbxContent>" P(RP("<w:color w:val=\"FFFFFF\"/>", "kader")) "</w:txbxContent></w:r>"), "REV-344|5|de tekst\n" },
		{ P("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT x</w:instrText></w:r>"
		  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\" DDE a b\"/><w:fldSimple w:instr=\"DATE\"/>"), "REV-339|2|de tekst\n" },
		{ P("<w:r><mc:AlternateContent><mc:Choice Requires=\"x\">" P(T("een")) "</mc:Choice><mc:Fallback>" P(T("twee"))
		  "</mc:Fallback></mc:AlternateContent></w:r>"), "REV-342|1|de tekst\n" },
		{ P("<w:r><mc:AlternateContent><mc:Choice Requires=\"x\">" P("<w:ins>" T("een") "</w:ins>") "</mc:Choice><mc:Fallback>" P("<w:ins>" T("een") "</w:ins>")
		  "</mc:Fallback></mc:AlternateContent></w:r>"), "REV-530|1|de tekst\n" },
		{ P("<w:r><w:pict><a:srcRect xmlns:a=\"a\" l=\"0\" r=\"25000\"/><a:srcRect xmlns:a=\"a\" l=\"0\"/></w:pict></w:r>"), "REV-334|1|de tekst\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		word_is(cases[i].body, NULL, NULL, cases[i].want);
	}
	assert_true(has(found(reveal(WORD, package((const struct part[]){ TYPES, ROOT("word/document.xml"),
	    { "word/document.xml", BODY("<w:r><w:drawing><docPr descr=\"\" hidden=\"1\"/></w:drawing></w:r>") }, { NULL, NULL } }))),
	    "REV-546|1|de tekst"));
}

/* What lies in other parts of the package; names of people are not in a finding. */
static void
word_parts(void **state)
{
	static const struct { const char *name, *xml, *want; } cases[] = {
		{ "word/comments.xml", "<w:comments" W "><w:comment w:author=\"A. Wisser\">" P(T("x")) "</w:comment><w:comment/></w:comments>",
		  "REV-531|2|opmerkingen\n" },
		{ "word/header2.xml", "<w:hdr" W ">" P("<w:ins>" T("x") "</w:ins>") "</w:hdr>", "REV-530|1|een kop- of voettekst\n" },
		{ "word/footnotes.xml", "<w:footnotes" W ">" P(RP("<w:vanish/>", "x")) "</w:footnotes>", "REV-532|1|voetnoten\n" },
		{ "word/people.xml", "<w15:people xmlns:w15=\"w\"><w15:person w15:author=\"C\"/></w15:people>", "REV-331|1|de lijst van personen\n" },
		{ "word/settings.xml", "<w:settings" W "><w:trackRevisions/><w:documentProtection w:enforcement=\"1\"/>"
		  "<w:docVars><w:docVar w:name=\"n\" w:val=\"x\"/></w:docVars><w:mailMerge/></w:settings>",
		  "REV-232|1|de instellingen\n" "REV-233|1|de instellingen\n" "REV-332|1|documentvariabelen\n" "REV-340|1|de instellingen\n" },
		{ "docProps/app.xml", "<Properties><Company>Bureau</Company><Manager>M</Manager><Pages>1</Pages></Properties>",
		  "REV-234|1|de eigenschappen\n" "REV-330|1|leidinggevende\n" },
		{ "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"cp\"><creator>D. Maker</creator><lastModifiedBy> </lastModifiedBy></cp:coreProperties>",
		  "REV-330|1|auteur\n" },
		{ "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"cp\"><creator>gemeente Leiden</creator><lastModifiedBy>openpyxl</lastModifiedBy></cp:coreProperties>",
		  "REV-234|2|auteur, laatst opgeslagen door\n" },
		{ "docProps/custom.xml", "<Properties xmlns=\"x/custom-properties\"><property name=\"Zaak\"><lpwstr>1</lpwstr></property></Properties>",
		  "REV-332|1|eigen eigenschappen\n" },
		{ "customXml/item1.xml", "<x>gegeven</x>", "REV-332|1|XML van een ander programma\n" },
		{ "customXml/item2.xml", "<b:Sources xmlns:b=\"b\"/>", "" },
		{ "word/_rels/document.xml.rels", RELS(AWAY("hyperlink", "https://example.nl/") AWAY("hyperlink", "file:///C:/x.docx")),
		  "REV-350|1|de tekst\n" },
		{ "word/_rels/document.xml.rels", RELS(AWAY("image", "http://example.nl/x.png")), "REV-337|1|de tekst\n" },
		{ "word/_rels/document.xml.rels", RELS(AWAY("frame", "http://example.nl/x.html")), "REV-542|1|de tekst\n" },
		{ "word/_rels/document.xml.rels", RELS(AWAY("oleObject", "file:///\\\\server\\x.xls")), "REV-337|1|de tekst\n" "REV-350|1|de tekst\n" },
		{ "word/_rels/settings.xml.rels", RELS(AWAY("attachedTemplate", "file:///C:\\Users\\x\\brief.dotx")), "REV-338|1|de instellingen\n" },
		{ "word/_rels/settings.xml.rels", RELS(AWAY("attachedTemplate", "https://example.nl/brief.dotm")), "REV-542|1|de instellingen\n" },
		{ "word/_rels/document.xml.rels", RELS(TO("rId9", "aFChunk", "afchunk.htm")), "REV-541|1|de tekst\n" },
		{ "word/embeddings/Blad.xlsx", "PK", "REV-333|1|xlsx\n" },
		{ "word/vbaProject.bin", "x", "" },
		{ "word/printerSettings1.bin", "x", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		word_is(P(T("tekst")), cases[i].name, cases[i].xml, cases[i].want);
	is_found("thumbnail", WORD, package((const struct part[]){ TYPES,
	    { "_rels/.rels", RELS(TO("rId1", "officeDocument", "word/document.xml") TO("rId2", "metadata/thumbnail", "docProps/thumbnail.jpeg")) },
	    { "word/document.xml", BODY(P(T("x"))) }, { "docProps/thumbnail.jpeg", "x" }, { NULL, NULL } }), NONE "REV-336|1|het bestand\n");
}

/* Styles: what they hide, what they colour, and what a table's style does. */
static void
word_styles(void **state)
{
	static const char styles[] = "<w:styles" W "><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val=\"nl-NL\"/></w:rPr></w:rPrDefault></w:docDefaults>"
		"<w:style w:type=\"character\" w:styleId=\"Wit\"><w:rPr><w:color w:val=\"FFFFFF\"/></w:rPr></w:style>"
		"<w:style w:type=\"character\" w:styleId=\"WitOok\"><w:basedOn w:val=\"Wit\"/></w:style>"
		"<w:style w:type=\"character\" w:styleId=\"Rood\"><w:basedOn w:val=\"Wit\"/><w:rPr><w:color w:val=\"FF0000\"/></w:rPr></w:style>"
		"<w:style w:type=\"paragraph\" w:styleId=\"Weg\"><w:rPr><w:vanish/></w:rPr></w:style>"
		"<w:style w:type=\"table\" w:styleId=\"Balk\"><w:tblStylePr w:type=\"firstRow\"><w:tcPr><w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr>"
		"</w:tblStylePr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Kop1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
	const struct part p[] = { TYPES, ROOT("word/document.xml"), { "word/styles.xml", styles },
		{ "word/_rels/document.xml.rels", RELS(TO("rId1", "styles", "styles.xml")) },
		{ "word/document.xml", BODY(PP("<w:pStyle w:val=\"Kop1\"/>", T("Besluit")) P(RP("<w:rStyle w:val=\"WitOok\"/>", "wit") RP("<w:rStyle w:val=\"Rood\"/>", "rood"))
		    PP("<w:pStyle w:val=\"Weg\"/>", T("verborgen"))
		    "<w:tbl><w:tblPr><w:tblStyle w:val=\"Balk\"/></w:tblPr><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>" P(RP("<w:color w:val=\"FFFFFF\"/>", "kop"))
		    "</w:tc></w:tr></w:tbl>"
		    P("<w:r><w:drawing><docPr descr=\"Een brug\"/></w:drawing><w:drawing><docPr descr=\"\"/></w:drawing></w:r>")) },
		{ "docProps/core.xml", "<cp:coreProperties xmlns:cp=\"cp\"><title>Besluit</title></cp:coreProperties>" }, { NULL, NULL } };

	(void)state;
	is_found("styles", WORD, package(p),
	    "REV-222|koppen: 1; taal: nl-NL; afbeeldingen met alternatieve tekst: 1 van 2; tabellen met koprij: 1 van 1; titel: ja|\n"
	    "REV-344|3|de tekst\n" "REV-532|9|door een opmaakstijl of in een tabelrij\n" "REV-533|3|de tekst\n");
}

/* ---- Excel ---- */

#define X	" xmlns:r=\"" REL "\""
#define SHEETS(x) "<workbook" X ">" x "</workbook>"
#define SHEET(n, more) "<sheet name=\"b" n "\" r:id=\"s" n "\"" more "/>"
#define STYLES	"<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\";;;\"/></numFmts>" \
	"<fonts><font><sz val=\"11\"/></font><font><color rgb=\"FFFFFFFF\"/></font></fonts>" \
	"<fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"/></fill></fills>" \
	"<cellXfs><xf fontId=\"0\" fillId=\"0\"/><xf fontId=\"1\" fillId=\"0\"/><xf fontId=\"1\" fillId=\"1\"/>" \
	"<xf numFmtId=\"170\" fontId=\"0\" fillId=\"0\"/></cellXfs></styleSheet>"

static void
excel_is(const char *workbook, const char *sheet, const char *name, const char *xml, const char *want)
{
	const struct part p[] = { TYPES, ROOT("xl/workbook.xml"),
		{ "xl/_rels/workbook.xml.rels", RELS(TO("s1", "worksheet", "worksheets/sheet1.xml") TO("s2", "worksheet", "worksheets/sheet2.xml")
		    TO("st", "styles", "styles.xml") TO("ss", "sharedStrings", "sharedStrings.xml")) },
		{ "xl/worksheets/_rels/sheet1.xml.rels", RELS(TO("c", "comments", "../comments1.xml")) },
		{ "xl/workbook.xml", workbook }, { "xl/styles.xml", STYLES },
		{ "xl/sharedStrings.xml", "<sst><si><t>gebruikt</t></si><si><t>over</t></si><si><t></t></si></sst>" },
		{ "xl/worksheets/sheet1.xml", sheet }, { "xl/worksheets/sheet2.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
		{ name, xml }, { NULL, NULL } };

	is_found(sheet, EXCEL, package(p), want);
}

#define CELLS(x) "<worksheet><sheetData>" x "</sheetData></worksheet>"
#define BOTH	SHEETS("<sheets>" SHEET("1", "") SHEET("2", "") "</sheets>")
#define CLEAN	CELLS("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>")

static void
workbooks(void **state)
{
	static const struct { const char *workbook, *sheet, *name, *xml, *want; } cases[] = {
		{ BOTH, CLEAN, NULL, NULL, "REV-230||\n" },
		{ BOTH, CELLS("<row><c t=\"s\"><v>0</v></c></row>"), NULL, NULL, "REV-230||\n" "REV-341|1|de lijst van teksten\n" },
		{ SHEETS("<sheets>" SHEET("1", "") SHEET("2", " state=\"veryHidden\"") "</sheets>"), CLEAN, NULL, NULL,
		  "REV-230||\n" "REV-534|1|blad 2, zeer verborgen\n" },
		{ BOTH, "<worksheet><cols><col min=\"2\" max=\"16384\" hidden=\"1\"/></cols><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c>"
		    "<c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\"/></row></sheetData></worksheet>", NULL, NULL, "REV-230||\n" "REV-535|1|blad 1\n" },
		{ BOTH, CELLS("<row hidden=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row><row hidden=\"1\"><c/></row>"), NULL, NULL,
		  "REV-230||\n" "REV-535|2|blad 1\n" },
		{ BOTH, CELLS("<row><c t=\"s\"><v>0</v></c><c t=\"s\" s=\"3\"><v>1</v></c></row>"), NULL, NULL, "REV-230||\n" "REV-539|1|blad 1\n" },
		{ BOTH, CELLS("<row><c t=\"s\" s=\"2\"><v>0</v></c><c t=\"s\" s=\"1\"><v>1</v></c></row>"), NULL, NULL, "REV-230||\n" "REV-533|1|blad 1\n" },
		{ SHEETS("<sheets>" SHEET("1", "") SHEET("2", "") "</sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" hidden=\"1\">a</definedName>"
		    "<definedName name=\"weg\" hidden=\"1\">a</definedName></definedNames><workbookProtection lockStructure=\"1\"/>"
		    "<fileSharing userName=\"J\"/>"), CLEAN, NULL, NULL,
		  "REV-230||\n" "REV-232|1|de werkmap\n" "REV-330|1|wie het bestand voor zichzelf hield\n" "REV-343|1|de werkmap\n" },
		{ BOTH, CLEAN, "xl/comments1.xml", "<comments><authors><author>A</author></authors><commentList><comment ref=\"A1\"/></commentList></comments>",
		  "REV-230||\n" "REV-531|1|blad 1\n" },
		{ BOTH, CLEAN, "xl/pivotCache/pivotCacheRecords1.xml", "<pivotCacheRecords><r><s v=\"Jan\"/></r><r><x v=\"0\"/></r></pivotCacheRecords>",
		  "REV-230||\n" "REV-536|2|een draaitabel\n" },
		{ BOTH, CLEAN, "xl/pivotCache/pivotCacheDefinition1.xml",
		  "<pivotCacheDefinition><cacheField><sharedItems><s v=\"Jan\"/></sharedItems></cacheField></pivotCacheDefinition>",
		  "REV-230||\n" "REV-536|1|een draaitabel\n" },
		{ BOTH, CLEAN, "xl/externalLinks/externalLink1.xml", "<externalLink><externalBook/></externalLink>", "REV-230||\n" "REV-340|1|een koppeling\n" },
		{ BOTH, CLEAN, "xl/connections.xml", "<connections><connection/><connection/></connections>", "REV-230||\n" "REV-340|2|de lijst van koppelingen\n" },
		{ BOTH, CLEAN, "xl/persons/person.xml", "<personList><person displayName=\"A\"/></personList>", "REV-230||\n" "REV-331|1|de lijst van personen\n" },
		{ BOTH, CLEAN, "xl/revisions/revisionLog1.xml", "<revisions><rcc><oc/></rcc></revisions>", "REV-230||\n" "REV-530|1|een ander onderdeel\n" },
		{ BOTH, CLEAN, "xl/printerSettings/printerSettings1.bin", "x", "REV-230||\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		excel_is(cases[i].workbook, cases[i].sheet, cases[i].name, cases[i].xml, cases[i].want);
}

/* ---- PowerPoint ---- */

#define A	" xmlns:a=\"a\" xmlns:p=\"p\""
#define SLD(more, x) "<p:sld" A more ">" x "</p:sld>"
#define SHAPE(place, x) "<p:sp><p:spPr><a:xfrm>" place "</a:xfrm></p:spPr>" x "</p:sp>"
#define AT(x, y) "<a:off x=\"" x "\" y=\"" y "\"/><a:ext cx=\"100\" cy=\"100\"/>"
#define AR(x)	"<a:r><a:t>" x "</a:t></a:r>"

static void
slides_are(const char *slide, const char *name, const char *xml, const char *want)
{
	const struct part p[] = { TYPES, ROOT("ppt/presentation.xml"),
		{ "ppt/_rels/presentation.xml.rels", RELS(TO("r1", "slide", "slides/slide1.xml") TO("r2", "slide", "slides/slide7.xml")) },
		{ "ppt/presentation.xml", "<p:presentation" A " xmlns:r=\"" REL "\"><p:sldIdLst><p:sldId r:id=\"r1\"/><p:sldId r:id=\"r2\"/></p:sldIdLst>"
		    "<p:sldSz cx=\"1000\" cy=\"500\"/></p:presentation>" },
		{ "ppt/slides/slide1.xml", SLD("", SHAPE(AT("1", "1"), AR("een"))) }, { "ppt/slides/slide7.xml", slide },
		{ "ppt/slides/_rels/slide7.xml.rels", RELS(TO("n", "notesSlide", "../notesSlides/notesSlide1.xml") TO("c", "comments", "../comments/comment1.xml")) },
		{ name, xml }, { NULL, NULL } };

	is_found(slide, SLIDES, package(p), want);
}

static void
presentations(void **state)
{
	static const char twee[] = SLD("", AR("twee"));
	static const struct { const char *slide, *name, *xml, *want; } cases[] = {
		{ twee, NULL, NULL, "" },
		{ SLD(" show=\"0\"", AR("twee")), NULL, NULL, "REV-538|1|dia 2\n" },
		{ SLD("", SHAPE(AT("1000", "1"), AR("ernaast")) SHAPE(AT("-99", "1"), AR("half"))), NULL, NULL, "REV-335|1|dia 2\n" },
		{ SLD("", "<p:grpSp><p:grpSpPr><a:xfrm>" AT("1", "1") "</a:xfrm></p:grpSpPr>" SHAPE(AT("5000", "1"), AR("binnen")) "</p:grpSp>"), NULL, NULL, "" },
		{ SLD("", "<p:sp><p:cNvPr hidden=\"1\"/>" AR("weg") "</p:sp>"), NULL, NULL, "REV-546|1|dia 2\n" },
		{ SLD("", "<a:r><a:rPr sz=\"100\"/><a:t>mini</a:t></a:r>" AR("gewoon")), NULL, NULL, "REV-533|4|dia 2\n" },
		{ SLD("", "<a:srcRect t=\"1000\"/>" AR("x")), NULL, NULL, "REV-334|1|dia 2\n" },
		{ twee, "ppt/notesSlides/notesSlide1.xml",
		  "<p:notes" A "><p:sp><p:ph type=\"body\"/>" AR("zeg") AR("dit") "</p:sp></p:notes>", "REV-537|1|dia 2\n" },
		{ twee, "ppt/notesSlides/notesSlide1.xml", "<p:notes" A "><p:sp><p:ph type=\"sldNum\"/>" AR("2") "</p:sp></p:notes>", "" },
		{ twee, "ppt/comments/comment1.xml", "<p:cmLst" A "><p:cm><p:text>x</p:text></p:cm></p:cmLst>", "REV-531|1|dia 2\n" },
		{ twee, "ppt/commentAuthors.xml", "<p:cmAuthorLst" A "><p:cmAuthor name=\"A\"/></p:cmAuthorLst>", "REV-331|1|de lijst van personen\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		slides_are(cases[i].slide, cases[i].name, cases[i].xml, cases[i].want);
}

/* ---- pictures within a package ---- */

/* A JPEG with EXIF: an artist, and a directory of the place with a latitude. */
static const char photo[] = "\xff\xd8\xff\xe1\x00\x5cXXXX\0\0"
	"II*\0\x08\0\0\0\x02\0" "\x3b\x01\x02\0\x04\0\0\0J.B\0" "\x25\x88\x04\0\x01\0\0\0\x26\0\0\0" "\0\0\0\0"
	"\x01\0" "\x02\0\x05\0\x01\0\0\0\x38\0\0\0" "\0\0\0\0" "\x34\0\0\0\x01\0\0\0" "                      "
	"\xff\xda\0\0";

static void
photos(void **state)
{
	char jpeg[sizeof photo];
	struct member m[] = { { "[Content_Types].xml", S("<Types/>") }, { "_rels/.rels", S(RELS(TO("rId1", "officeDocument", "word/document.xml"))) },
		{ "word/document.xml", S(BODY(P(T("x")))) }, { "word/media/image1.jpg", { jpeg, sizeof photo - 1 } } };

	(void)state;
	memcpy(jpeg, photo, sizeof photo);
	memcpy(jpeg + 6, "Exif", 4);
	is_found("photo", WORD, zip_of(m, COUNT(m)), NONE "REV-544|1|afbeeldingen\n" "REV-545|1|afbeeldingen\n");
	/* Any length of it: never a crash. */
	for (size_t n = 1; n < sizeof photo; n++) {
		char *cut = NEW(r.mem, char, n);

		memcpy(cut, jpeg, n);
		(void)exif_tells((struct str){ cut, n }, r.mem);
	}
}

/* ---- OpenDocument ---- */

#define O	" xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"" \
	" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\"" \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\"" \
	" xmlns:presentation=\"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\"" \
	" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns:meta=\"meta\" xmlns:dc=\"dc\""
#define CONTENT(kind, x) "<office:document-content" O "><office:automatic-styles>" \
	"<style:style style:name=\"wit\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>" \
	"<style:style style:name=\"mini\" style:family=\"text\"><style:text-properties fo:font-size=\"2pt\"/></style:style>" \
	"<style:style style:name=\"blauw\" style:family=\"paragraph\"><style:paragraph-properties fo:background-color=\"#000080\"/></style:style>" \
	"<style:style style:name=\"knip\" style:family=\"graphic\"><style:graphic-properties fo:clip=\"rect(0cm, 1cm, 0cm, 0cm)\"/></style:style>" \
	"<style:style style:name=\"blad\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>" \
	"<style:style style:name=\"dia\" style:family=\"drawing-page\"><style:drawing-page-properties presentation:visibility=\"hidden\"/></style:style>" \
	"</office:automatic-styles><office:body><office:" kind ">" x "</office:" kind "></office:body></office:document-content>"
#define CELL(x)	"<table:table-cell><text:p>" x "</text:p></table:table-cell>"

static void
odf_is(const char *kind, const char *content, const char *name, const char *xml, const char *before, const char *want)
{
	const struct part p[] = { { "mimetype", "x" }, { "META-INF/manifest.xml", "<manifest/>" }, { "content.xml", content },
		{ name, xml }, { NULL, NULL } };

	is_found(content, str_c(r.mem, str_fmt(r.mem, ODF "%s", kind)), package(p),
	    str_c(r.mem, str_fmt(r.mem, "%s%s", before, want)));
}

static void
odf(void **state)
{
	static const char plain[] = CONTENT("text", "<text:p>gewoon</text:p>");
	static const struct { const char *body, *name, *xml, *want; } texts[] = {
		{ plain, NULL, NULL, "" },
		{ CONTENT("text", "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion></text:changed-region>"
		    "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes><text:p>x</text:p>"), NULL, NULL, "REV-530|2|de tekst\n" },
		{ CONTENT("text", "<text:p>x<office:annotation><text:p>y</text:p></office:annotation></text:p>"), NULL, NULL, "REV-531|1|de tekst\n" },
		{ CONTENT("text", "<text:section text:display=\"none\"><text:p>weg</text:p></text:section>"), NULL, NULL, "REV-532|3|de tekst\n" },
		{ CONTENT("text", "<text:p>x<text:span text:style-name=\"wit\">wit</text:span><text:span text:style-name=\"mini\">klein</text:span></text:p>"),
		  NULL, NULL, "REV-533|8|de tekst\n" },
		{ CONTENT("text", "<text:p text:style-name=\"blauw\"><text:span text:style-name=\"wit\">op blauw</text:span></text:p>"), NULL, NULL, "" },
		{ CONTENT("text", "<text:section><text:section-source xlink:href=\"../x.odt\"/><text:p>x</text:p></text:section>"), NULL, NULL,
		  "REV-337|1|de tekst\n" "REV-339|1|de tekst\n" },
		{ CONTENT("text", "<text:p>x<text:a xlink:href=\"https://example.nl\">y</text:a><text:a xlink:href=\"file:///C:/y\">z</text:a></text:p>"), NULL, NULL,
		  "REV-350|1|de tekst\n" },
		{ plain, "meta.xml", "<office:document-meta" O "><meta:initial-creator>A</meta:initial-creator><dc:creator>B</dc:creator>"
		    "<meta:user-defined>Z</meta:user-defined><meta:template xlink:href=\"/x.ott\"/></office:document-meta>",
		  "REV-330|2|eerste auteur, laatste auteur\n" "REV-332|1|eigen eigenschappen\n" "REV-338|1|de eigenschappen\n" },
		{ plain, "settings.xml", "<s xmlns:config=\"c\"><config:config-item config:name=\"PrinterName\">P3</config:config-item></s>", "REV-330|1|printer\n" },
		{ plain, "Thumbnails/thumbnail.png", "x", "REV-336|1|Thumbnails\n" },
		{ plain, "Versions/Version1", "x", "REV-540|1|Versions\n" },
		{ plain, "Object 1/content.xml", "<office:document-content" O "/>", "REV-333|1|object\n" },
		{ plain, "ObjectReplacements/Object 1", "x", "" },
	};
	static const struct { const char *kind, *body, *before, *want; } others[] = {
		{ "spreadsheet", CONTENT("spreadsheet", "<table:table table:name=\"a\"><table:table-column/><table:table-column table:visibility=\"collapse\"/>"
		    "<table:table-row>" CELL("zichtbaar") CELL("weg") "</table:table-row><table:table-row table:visibility=\"filter\">" CELL("weg")
		    "<table:table-cell/></table:table-row></table:table><table:table table:style-name=\"blad\"><table:table-row>" CELL("x")
		    "</table:table-row></table:table>"), "REV-230||\n", "REV-534|1|blad 2\n" "REV-535|2|blad 1\n" },
		{ "presentation", CONTENT("presentation", "<draw:page><draw:frame><text:p>een</text:p></draw:frame></draw:page>"
		    "<draw:page draw:style-name=\"dia\"><draw:frame draw:style-name=\"knip\"><text:p>twee</text:p></draw:frame><presentation:notes>"
		    "<draw:frame><text:p>zeg dit</text:p></draw:frame></presentation:notes></draw:page>"), "",
		  "REV-334|1|dia 2\n" "REV-537|1|dia 2\n" "REV-538|1|dia 2\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		odf_is("text", texts[i].body, texts[i].name, texts[i].xml, NONE, texts[i].want);
	for (size_t i = 0; i < COUNT(others); i++)
		odf_is(others[i].kind, others[i].body, NULL, NULL, others[i].before, others[i].want);
}

/* ---- mail, HTML, RTF ---- */

static void
mails(void **state)
{
	static const struct { const char *bytes, *want; } cases[] = {
		{ "From: a@example.nl\nTo: b@example.nl\nDate: Tue, 3 Mar 2026 09:00:00 +0100\nSubject: x\n\nDag\n", "REV-231||\n" },
		{ "Received: from x\nReceived: from y\nX-Originating-IP: [192.0.2.1]\nFrom: a@example.nl\nBcc: c@example.nl\n"
		  "Date: Tue, 3 Mar 2026 09:00:00 +0100\nSubject: x\n\nDag\n",
		  "REV-231||\n" "REV-345|3|Received: weg van het bericht, adres van een computer\n" "REV-543|1|kopregels\n" },
		{ "From: a@example.nl\nDate: Tue, 3 Mar 2026 09:00:00 +0100\nSubject: x\n\nDag\n> eerder\n> > nog eerder\n", "REV-346|2|\n" "REV-231||\n" },
		{ "From: a@example.nl\nDate: Tue, 3 Mar 2026 09:00:00 +0100\nSubject: x\n\nDag\n\nVan: B\nVerzonden: maandag\nAan: A\n\nhoi\n", "REV-346|1|\n" "REV-231||\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is_found(cases[i].bytes, "message/rfc822", str_of(cases[i].bytes), cases[i].want);
}

static void
pages(void **state)
{
	static const struct { const char *bytes, *want; } cases[] = {
		{ "<html><head><title>t</title></head><body><p>x</p></body></html>", "" },
		{ "<p>x<!-- nog aanpassen --><!-- --></p>", "REV-347|1|plaats onbekend\n" },
		{ "<p>x<span style=\"display:none\">weg</span><b hidden>ook</b><i style=\"font-size:0\">nul</i></p>", "REV-532|9|de pagina\n" },
		{ "<meta name=\"author\" content=\"A\"><meta name=Generator content=\"G\"><p>x</p>", "REV-234|1|programma\n" "REV-330|1|auteur\n" },
		{ "<p data-zaak=\"Z-1\">x<input value=\"1\"><input type=submit value=\"OK\"><script>1</script></p>",
		  "REV-349|3|data-eigenschappen, waarden van formuliervelden, scripts\n" },
		{ "<p>x<img src=\"https://example.nl/x.png\"><img src=\"y.png\"><a href=\"https://example.nl\">z</a></p>", "REV-348|1|afbeeldingen\n" },
		{ "<p>x<a href=\"file:///C:/x\">y</a><img src=\"\\\\server\\x.png\"></p>", "REV-350|2|de pagina\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is_found(cases[i].bytes, "text/html", str_of(cases[i].bytes), cases[i].want);
}

static void
rich(void **state)
{
	static const struct { const char *bytes, *want; } cases[] = {
		{ "{\\rtf1\\ansi gewoon}", "" },
		{ "{\\rtf1\\ansi a{\\v weg} b}", "REV-532|3|de tekst\n" },
		{ "{\\rtf1\\ansi{\\*\\revtbl{Unknown;}{A;}}a{\\revised nieuw}{\\deleted oud}}", "REV-331|1|de lijst van personen\n" "REV-530|2|de tekst\n" },
		{ "{\\rtf1\\ansi{\\info{\\author A}{\\company B}{\\operator }}{\\*\\template C:\\\\x.dot}a}", "REV-330|2|auteur, organisatie\n" "REV-338|1|de eigenschappen\n" },
		{ "{\\rtf1\\ansi a{\\*\\annotation b}{\\field{\\*\\fldinst {INCLUDETEXT x}}{\\fldrslt c}}{\\fs2 mini}\\fs20 d}",
		  "REV-339|1|de tekst\n" "REV-531|1|de tekst\n" "REV-533|4|de tekst\n" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		is_found(cases[i].bytes, "application/rtf", str_of(cases[i].bytes), cases[i].want);
}

/* ---- hostile ---- */

static void
hostile(void **state)
{
	struct str deep = repeat("<w:document" W ">", "<w:ins>", 255, "");
	struct part p[] = { TYPES, ROOT("word/document.xml"), { "word/document.xml", NULL }, { "word/header1.xml", NULL }, { NULL, NULL } };
	struct str many = repeat("<w:document" W ">", "<w:ins/><mc:x xmlns:mc=\"m\"/>", 100000, "</w:document>");
	struct str good;

	(void)state;
	p[2].xml = str_c(r.mem, repeat(str_c(r.mem, deep), "</w:ins>", 255, "</w:document>"));
	p[3].xml = "<w:hdr" W "/>";
	(void)reveal(WORD, package(p));
	p[2].xml = str_c(r.mem, many);
	assert_true(has(found(reveal(WORD, package(p))), "REV-530|100000|de tekst\n"));
	/* A package that is cut anywhere, and one that is no package at all. */
	p[2].xml = BODY(P(T("x")));
	good = package(p);
	for (size_t n = 1; n < good.n; n += good.n / 20) {
		int doc = rig_add_bytes(&r, "stuk", good);

		r.dossier.docs[doc].media_type = str_of(WORD);
		assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
		if ((r.dossier.docs[doc].have_set & A_BIT(A_TEXT)) == 0)
			continue;
		{
			int fd;

			assert_int_equal(fd_of_str("test", str_sub(good, 0, n), &fd, &r.err), 0);
			rig_set(&r, doc, A_ORIGINAL, fd);
		}
		assert_int_equal(rig_run(&r, ST_reveal, reveal_run, doc), 0);
		assert_int_equal(rig_count(&r, F_REV_UNREVEALED, doc), 1);
	}
}

/* A ring of styles ends; the nearest that says something counts. */
static void
styles(void **state)
{
	struct looks *l = looks_new(r.mem);

	(void)state;
	assert_true(looks_add(l, 'p', S("a"), S("b"), 0));
	assert_true(looks_add(l, 'p', S("b"), S("a"), LOOK_WHITE));
	assert_int_equal(looks_of(l, 'p', S("a")), LOOK_WHITE);
	assert_int_equal(looks_of(l, 't', S("a")), 0);
	assert_int_equal(look_over(LOOK_COLOUR, LOOK_WHITE | LOOK_TINY), LOOK_COLOUR | LOOK_TINY);
	assert_true(look_is_white(S("#ffffff")) && look_is_white(S("FFFFFFFF")) && !look_is_white(S("auto")));
	assert_true(look_is_faint(LOOK_WHITE) && look_is_faint(LOOK_TINY | LOOK_SHADED) && !look_is_faint(LOOK_WHITE | LOOK_SHADED));
	for (size_t i = 0; i < (1u << 16) + 10; i++)
		(void)looks_add(l, 't', str_fmt(r.mem, "s%zu", i), STR_NONE, 0);
	assert_false(looks_add(l, 't', S("een te veel"), STR_NONE, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(words), TEST(word_parts), TEST(word_styles), TEST(workbooks), TEST(presentations),
		TEST(photos), TEST(odf), TEST(mails), TEST(pages), TEST(rich), TEST(hostile), TEST(styles) };

	return cmocka_run_group_tests(tests, load, NULL);
}
