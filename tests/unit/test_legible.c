/* SPDX-License-Identifier: EUPL-1.2 */
/* test_legible.c - numbers of people in attributes that no table names, and in bytes without a meaning. */
#include "extracting.h"

#include "extract/legible.h"

static void
attributes(void **state)
{
	static const struct {
		const char *element, *name, *value;
		bool want;
	} cases[] = {
		{ "anders", "wat", "111222333", true }, { "anders", "wat", "zie 111 222 333 daar", true },
		{ "anders", "wat", "BSN 12345678", true }, { "anders", "wat", "1112.22.333", true },
		{ "anders", "wat", "11-12-22-333", true }, { "val", "val", "111222333", true },
		{ "hyperlink", "anchor", "111222333", true }, { "frame", "name", "foto 111222333.jpg", true },
		/* too few, and dates */
		{ "anders", "wat", "1112223", false }, { "anders", "wat", "2026-03-12T10:11:12Z", false },
		{ "anders", "wat", "", false }, { "anders", "wat", "11 12 22 33", false },
		/* of programs */
		{ "anders", "id", "111222333", false }, { "div", "rowId", "111222333", false },
		{ "creationId", "val", "111222333", false }, { "crossAx", "val", "111222333", false },
		{ "anchor", "relativeHeight", "251659264", false }, { "shape", "style", "width:111222333pt", false },
		{ "bookmarkStart", "name", "_Toc123456782", false }, { "a", "href", "#__RefHeading__111222333", false },
		{ "ext", "guid", "{D31A062A-798A-4329-ABDD-BBA856620510}", false },
		{ "anders", "hash", "0A7D756405844DAA850C639925F7A10B", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (legible_attribute(str_of(cases[i].element), str_of(cases[i].name), str_of(cases[i].value)) !=
		    cases[i].want)
			fail_msg("<%s %s=\"%s\">", cases[i].element, cases[i].name, cases[i].value);
	}
}

#define BYTES(lit)	{ lit, sizeof(lit) - 1 }

static void
bytes(void **state)
{
	static const struct {
		struct str s;
		const char *want;
	} cases[] = {
		{ BYTES(""), "" },
		{ BYTES("\1\2BSN 111222333\3\4"), "BSN 111222333" },
		{ BYTES("111222333"), "111222333" },
		{ BYTES("\1" "1\0001\0001\0002\0002\0002\0003\0003\0003\0\1"), "111222333" },
		{ BYTES("1\0001\0001\0002\0002\0002\0003\0003\0003\0"), "111222333" },
		{ BYTES("\1een\2 111222333\0\377" "12345678 a"), "111222333\n12345678 a" },
		{ BYTES("\1woorden zonder nummer\2" "1112223\3"), "" },
		{ BYTES("a111222333 111222333f"), "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct extraction x = { .r = NULL };
		struct result result = { .mem = r.mem };

		x.r = &result;
		gather_init(&x.aside, r.mem);
		legible_aside(&x, cases[i].s);
		(void)gather_end(&x.aside);
		assert_str(str_trim(buf_str(&x.aside.text)), cases[i].want);
	}
}

/* ---- a number in each place of a document where no reader looks ---- */

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define REL	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN(part, type) \
	{ "[Content_Types].xml", S("<Types><Override PartName=\"/" part "\" ContentType=\"" OOXML type ".main+xml\"/></Types>") }, \
	{ "_rels/.rels", S("<Relationships><Relationship Id=\"r\" Type=\"" REL "/officeDocument\" Target=\"" part "\"/></Relationships>") }
#define W	" xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define WORD(x)	S("<w:document" W "><w:body><w:p><w:r><w:t>tekst</w:t>" x "</w:r></w:p></w:body></w:document>")
#define N	"111222333"
#define WIDE	"1\0001\0001\0002\0002\0002\0003\0003\0003\0"

struct hidden {
	const char	*part;
	struct str	 bytes;
	const char	*tags;
};

/* The same package with each part added or put in the place of its namesake: the number arrives. */
static void
arrives(const char *name, const struct member *base, size_t n, const struct hidden *v, size_t nv)
{
	for (size_t i = 0; i < nv; i++) {
		struct member m[8];
		size_t at = 0;

		must(n < COUNT(m));
		memcpy(m, base, n * sizeof *m);
		while (at < n && strcmp(m[at].name, v[i].part) != 0)
			at++;
		m[at] = (struct member){ v[i].part, v[i].bytes };
		if (!has(text_of(run(name, zip_of(m, at < n ? n : n + 1), v[i].tags)).s, N))
			fail_msg("%s: the number in %s (case %zu) is lost", name, v[i].part, i);
	}
}

static void
word(void **state)
{
	static const struct member base[] = { MAIN("word/document.xml", "wordprocessingml.document"),
		{ "word/document.xml", WORD("") } };
	static const struct hidden v[] = {
		{ "word/document.xml", WORD("<w:drawing><docPr name=\"foto " N ".jpg\"/></w:drawing>"), "" },
		{ "word/document.xml", WORD("<w:smartTag><w:smartTagPr><w:attr w:name=\"nummer\" w:val=\"" N "\"/></w:smartTagPr></w:smartTag>"), "" },
		{ "word/document.xml", WORD("<w:dropDownList w:lastValue=\"" N "\"/>"), "" },
		{ "word/document.xml", WORD("<w:iets w:onbekend=\"BSN " N "\"/>"), "" },
		{ "word/document.xml", WORD("<w:sym w:font=\"Symbol\" w:char=\"F031\"/><w:sym w:char=\"f031\"/><w:sym w:char=\"F031\"/>"
		    "<w:t>222333</w:t>"), "" },
		{ "word/document.xml", WORD("<w:bookmarkStart w:name=\"zaak" N "\"/>"), "" },
		{ "word/numbering.xml", S("<w:numbering" W "><w:lvlText w:val=\"BSN " N "\"/></w:numbering>"), "" },
		{ "word/settings.xml", S("<w:settings" W "><w:mailMerge><w:query w:val=\"SELECT * WHERE bsn = " N "\"/></w:mailMerge></w:settings>"), "" },
		{ "word/media/image1.svg", S("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>" N "</text></svg>"), "" },
		{ "word/media/image1.emf", S("\1\0\0\0" WIDE "\0\0"), "" },
		{ "word/media/image1.jpeg", S("\xff\xd8\xff\xe1 Exif BSN " N "\xff"), "" },
		{ "word/afchunk.png", S("<html><p>" N "</p></html>"), "" },
		{ "word/printerSettings1.bin", S("\1\2" WIDE), "" },
		{ "word/afchunk.txt", S("BSN " N), "EXT-507" },
		{ "word/embeddings/oleObject1.bin", S("\1\2BSN " N "\3"), "EXT-507" },
	};

	(void)state;
	arrives("a.docx", base, COUNT(base), v, COUNT(v));
	/* A package that calls itself a picture is no picture. */
	(void)run("b.docx", zip_of((const struct member[]){ base[0], base[1], base[2], { "word/media/a.png", S("PK\3\4") } }, 4), "EXT-507");
}

static void
excel(void **state)
{
	static const struct member base[] = { MAIN("xl/workbook.xml", "spreadsheetml.sheet"),
		{ "xl/workbook.xml", S("<workbook xmlns:r=\"" REL "\"><sheets><sheet name=\"Blad1\" r:id=\"r1\"/></sheets></workbook>") },
		{ "xl/_rels/workbook.xml.rels", S("<Relationships><Relationship Id=\"r1\" Type=\"" REL "/worksheet\" Target=\"a.xml\"/></Relationships>") },
		{ "xl/a.xml", S("<worksheet><sheetData><row><c t=\"str\"><v>tekst</v></c></row></sheetData></worksheet>") } };
	static const struct hidden v[] = {
		{ "xl/a.xml", S("<worksheet><sheetData><row><c t=\"str\"><v>a</v></c></row></sheetData><conditionalFormatting>"
		    "<cfRule text=\"" N "\"/></conditionalFormatting></worksheet>"), "" },
		{ "xl/pivotTables/pivotTable1.xml", S("<pivotTableDefinition><pivotField><items><item n=\"" N "\"/></items></pivotField>"
		    "</pivotTableDefinition>"), "" },
		{ "xl/tables/table1.xml", S("<table comment=\"BSN " N "\"/>"), "" },
		{ "xl/externalLinks/externalLink1.xml", S("<externalLink><definedName refersTo=\"" N "\"/></externalLink>"), "" },
		{ "xl/connections.xml", S("<connections><parameter string=\"" N "\"/></connections>"), "" },
		{ "xl/styles.xml", S("<styleSheet><numFmt formatCode=\"&quot;BSN " N "&quot;\"/></styleSheet>"), "" },
	};

	(void)state;
	arrives("a.xlsx", base, COUNT(base), v, COUNT(v));
}

#define ODF(x)	S("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" " \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" " \
	"xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:body><office:text><text:p>tekst" x "</text:p></office:text></office:body>" \
	"</office:document-content>")

static void
opendocument(void **state)
{
	static const struct member base[] = { { "mimetype", S("application/vnd.oasis.opendocument.text") },
		{ "META-INF/manifest.xml", S("<manifest/>") }, { "content.xml", ODF("") } };
	static const struct hidden v[] = {
		{ "content.xml", ODF("<draw:frame draw:name=\"foto " N ".jpg\"/>"), "" },
		{ "content.xml", ODF("<text:a xlink:href=\"#" N "\">hier</text:a>"), "" },
		{ "content.xml", ODF("<text:drop-down><text:label text:value=\"" N "\"/></text:drop-down>"), "" },
		{ "content.xml", ODF("<text:bibliography-mark text:custom1=\"" N "\"/>"), "" },
		{ "content.xml", ODF("<text:list-level-style-number text:num-prefix=\"" N "\"/>"), "" },
		{ "META-INF/los.txt", S("BSN " N), "" },
		{ "Configurations2/notitie.txt", S("BSN " N), "" },
		{ "Pictures/a.svg", S("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>" N "</text></svg>"), "" },
		{ "Pictures/a.emf", S("\1" WIDE "\0"), "" },
		{ "manifest.rdf", S("<rdf><x>" N "</x></rdf>"), "" },
	};

	(void)state;
	arrives("a.odt", base, COUNT(base), v, COUNT(v));
}

static void
others(void **state)
{
	static const struct {
		const char *name;
		struct str bytes;
		const char *tags;
	} v[] = {
		{ "a.rtf", S("{\\rtf1 tekst{\\pict\\emfblip 0100" "31003100310032003200320033003300330000}}"), "" },
		{ "b.rtf", S("{\\rtf1 tekst{\\pict\\pngblip 89504e47" "313131323232333333" "00ff}}"), "" },
		{ "a.html", S("<!DOCTYPE html><html><body><p class=\"bsn-" N "\">tekst</p></body></html>"), "" },
		{ "b.html", S("<!DOCTYPE html><html><body><p data-nummer=\"" N "\">tekst</p></body></html>"), "" },
		{ "a.svg", S("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><text data-nummer=\"" N "\">tekst</text></svg>"), "IDN-503" },
		{ "b.svg", S("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"urn:x\"><a href=\"https://example.nl\" "
		    "x:href=\"" N "\"><text>tekst</text></a></svg>"), "IDN-503" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		if (!has(text_of(run(v[i].name, v[i].bytes, v[i].tags)).s, N))
			fail_msg("%s: the number is lost", v[i].name);
	}
}

/* A PDF of one page; more is about the catalogue, the page, the contents and objects from number 6 on. */
static struct str
pdf_of(const char *catalogue, const char *page, const char *contents, const char *const *objects)
{
	struct buf b;
	size_t at[16], n = 0;

	buf_init(&b, r.mem, 1 << 16);
	buf_addf(&b, "%%PDF-1.7\n");
	at[n++] = b.n;
	buf_addf(&b, "1 0 obj <</Type/Catalog/Pages 2 0 R %s>> endobj\n", catalogue);
	at[n++] = b.n;
	buf_addf(&b, "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n");
	at[n++] = b.n;
	buf_addf(&b, "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>> %s>> endobj\n",
	    page);
	at[n++] = b.n;
	buf_addf(&b, "4 0 obj <</Length %zu>> stream\nBT /F 12 Tf 100 700 Td (Gewone tekst) Tj ET %s\nendstream endobj\n",
	    strlen(contents) + 45, contents);
	at[n++] = b.n;
	buf_addf(&b, "5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n");
	for (; objects != NULL && *objects != NULL; objects++) {
		at[n++] = b.n;
		buf_addf(&b, "%zu 0 obj %s endobj\n", n, *objects);
	}
	at[n] = b.n;
	buf_addf(&b, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%010zu 00000 n \n", at[i]);
	buf_addf(&b, "trailer <</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n + 1, at[n]);
	return buf_str(&b);
}

#define OBJECTS(...)	((const char *const[]){ __VA_ARGS__, NULL })
#define FORM(x)	"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 60>> stream\n" x "\nendstream"

static void
pdf(void **state)
{
	static const struct { const char *catalogue, *page, *contents, *object; } v[] = {
		{ "/PageLabels<</Nums[0<</P(" N ")>>]>>", "", "", NULL }, { "/Names<</Dests<</Names[(" N ")[3 0 R/Fit]]>>>>", "", "", NULL },
		{ "/OCProperties<</OCGs[6 0 R]/D<<>>>>", "", "", "<</Type/OCG/Name(" N ")>>" },
		{ "/AcroForm<</Fields[6 0 R]>>", "/Annots[6 0 R]", "", "<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/V<</Reason(" N ")>>>>" },
		{ "/AcroForm<</Fields[6 0 R]>>", "/Annots[6 0 R]", "", "<</Type/Annot/Subtype/Widget/FT/Tx/T(" N ")/Rect[0 0 9 9]>>" },
		{ "", "/Annots[6 0 R]", "", "<</Type/Annot/Subtype/Redact/Rect[0 0 9 9]/OverlayText(" N ")>>" },
		{ "", "/PieceInfo<</X<</Private<</K(" N ")>>>>>>", "", NULL }, { "", "", "", "<</K[1[2(" N ")]]>>" },
		{ "", "", "", "<</K<FEFF003100310031003200320032003300330033>>>" },
		{ "", "/Metadata 6 0 R", "", "<</Type/Metadata/Subtype/XML/Length 24>> stream\n<x>BSN " N "</x>    \nendstream" },
		{ "", "", "/Span<</ActualText(" N ")>>BDC BT /F 12 Tf (zwart) Tj ET EMC", NULL },
		{ "", "", "", FORM("BT /F 12 Tf [(1112) -20 (22333)] TJ ET                         ") },
	};
	struct str now, old, page;
	struct text t;

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		struct str s = pdf_of(v[i].catalogue, v[i].page, v[i].contents, v[i].object != NULL ? OBJECTS(v[i].object) : NULL);

		if (!has(text_of(run("a.pdf", s, "")).s, N))
			fail_msg("case %zu: the number is lost", i);
	}
	/* The page as it was before the last save. */
	old = pdf_of("", "", "BT (" N ") Tj ET", NULL);
	page = S("4 0 obj <</Length 45>> stream\nBT /F 12 Tf 100 700 Td (Andere tekst) Tj ET  \nendstream endobj\n");
	now = str_fmt(r.mem, "%.*s%.*sxref\n4 1\n%010zu 00000 n \ntrailer <</Size 6/Root 1 0 R/Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n",
	    STRF(old), STRF(page), old.n, (size_t)((char *)memmem(old.p, old.n, "xref\n", 5) - old.p), old.n + page.n);
	t = text_of(run("b.pdf", now, ""));
	assert_true(has(t.s, "Andere tekst"));
	assert_int_equal(text_origin_at(&t, (uint32_t)((char *)memmem(t.s.p, t.s.n, N, 9) - t.s.p)), TEXT_DELETED);
	/* What the page says is not told twice. */
	t = text_of(run("c.pdf", pdf_of("", "", "BT /F 12 Tf 100 600 Td (" N ") Tj ET", NULL), ""));
	assert_int_equal(t.nstretches, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(attributes), TEST(bytes), TEST(word), TEST(excel), TEST(opendocument), TEST(others), TEST(pdf) };

	return cmocka_run_group_tests_name("legible", tests, load, NULL);
}
