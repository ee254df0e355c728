/* SPDX-License-Identifier: EUPL-1.2 */
/* test_reveal_pdf.c - text of a PDF that nobody sees: each way of hiding it, and what only looks like it. */
#include "extracting.h"
#include "pdfs.h"

#include <stdio.h>
#include <stdlib.h>

#include "reveal/reveal.h"
#include "unseen.h"

/* All stages up to reveal; the document's index. */
static int
reveal_bytes(struct str bytes)
{
	int doc = rig_add_bytes(&r, "a.pdf", bytes);

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (rig_run(&r, ST_reveal, reveal_run, doc) != 0)
		fail_msg("%s", r.err.msg);
	return doc;
}

/* "cause page text" of each place, then what else was found by this stage, with " | " between them. */
static const char *
told(int doc)
{
	struct unseens u;
	struct buf b;

	r.job.doc = doc;
	assert_int_equal(unseen_load(&r.job, &u, r.mem, &r.err), 0);
	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < u.n; i++)
		buf_addf(&b, "%s%s %u %.*s", i == 0 ? "" : " | ", cause_name(u.v[i].cause), u.v[i].page, STRF(u.v[i].text));
	return str_c(r.mem, buf_str(&b));
}

struct way {
	const char	*name;
	struct pdf_plan	 plan;
	const char	*want;
};

static void
check(const struct way *w)
{
	struct pdf_making m;
	const char *got;
	int doc;

	(void)teardown(NULL);
	(void)setup(NULL);
	pdf_make(&m, r.mem, &w->plan);
	doc = reveal_bytes(buf_str(&m.b));
	got = told(doc);
	if (strcmp(got, w->want) != 0 || rig_count(&r, F_REV_UNREVEALED, doc) != 0)
		fail_msg("%s: [%s] %s, not [%s]", w->name, got, tags(doc), w->want);
}

#define TEXT	"BT /F 12 Tf 20 100 Td (Jan Jansen) Tj ET "
#define SEEN	"BT /F 12 Tf 20 150 Td (Te zien) Tj ET "
#define BOX	"0 g 15 95 90 18 re f "
#define DOTS	"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8/Length 4>>stream\nABCD\nendstream"
/* A scan: 128 columns, of which each second one is black, so that there are letters everywhere. */
#define AA		"\xaa\xaa\xaa\xaa"
#define SCAN	"<</Type/XObject/Subtype/Image/Width 128/Height 1/ColorSpace/DeviceGray/BitsPerComponent 1/Length 16>>stream\n" \
		AA AA AA AA "\nendstream"

static void
hidden(void **state)
{
	static const struct way ways[] = {
		{ "rectangle", { .contents = SEEN TEXT BOX }, "covered 1 Jan Jansen" },
		{ "path", { .contents = SEEN TEXT "0 g 15 95 m 105 95 l 105 113 l 15 113 l h f" }, "covered 1 Jan Jansen" },
		{ "stroke", { .contents = SEEN TEXT "18 w 15 104 m 105 104 l S" }, "covered 1 Jan Jansen" },
		{ "picture", { .contents = SEEN TEXT "q 90 0 0 18 15 95 cm /I Do Q", .resources = "/XObject<</I 6 0 R>>", .more = { DOTS } },
		    "covered 1 Jan Jansen" },
		{ "white", { .contents = SEEN "1 g " TEXT }, "colour 1 Jan Jansen" },
		{ "mode 3", { .contents = SEEN "3 Tr " TEXT }, "clear 1 Jan Jansen" },
		{ "burned", { .contents = "q 300 0 0 200 0 0 cm /I Do Q 3 Tr " TEXT, .resources = "/XObject<</I 6 0 R>>",
		    .more = { "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
			"stream\nA\nendstream" } }, "burned 1 Jan Jansen" },
		{ "crop", { .contents = SEEN TEXT, .page = "/CropBox[0 140 300 200]" }, "outside 1 Jan Jansen" },
		{ "off page", { .contents = SEEN "BT /F 12 Tf 20 -40 Td (Jan Jansen) Tj ET" }, "outside 1 Jan Jansen" },
		{ "layer", { .contents = SEEN "/OC /L BDC " TEXT "EMC", .resources = "/Properties<</L 6 0 R>>",
		    .catalog = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>",
		    .more = { "<</Type/OCG/Name(laag)>>" } }, "layer 1 Jan Jansen" },
		{ "alpha", { .contents = SEEN "/G gs " TEXT, .resources = "/ExtGState<</G<</ca 0>>>>" }, "clear 1 Jan Jansen" },
		{ "tiny", { .contents = SEEN "BT /F .4 Tf 20 100 Td (Jan Jansen) Tj ET" }, "tiny 1 Jan Jansen" },
		{ "clip", { .contents = SEEN "q 0 0 10 10 re W n " TEXT "Q" }, "clipped 1 Jan Jansen" },
		{ "opaque for nine tenths", { .contents = SEEN TEXT "/G gs " BOX, .resources = "/ExtGState<</G<</ca .9>>>>" },
		    "covered 1 Jan Jansen" },
		{ "dark on dark", { .contents = SEEN BOX ".05 g " TEXT }, "colour 1 Jan Jansen" },
		/* Each veil lets more through than it takes; together they are as dark as the text. */
		{ "on veils", { .contents = SEEN "q /G gs 0 0 300 140 re f 0 0 300 140 re f 0 0 300 140 re f 0 0 300 140 re f 0 0 300 140 re f Q "
		    TEXT, .resources = "/ExtGState<</G<</ca .45>>>>" }, "colour 1 Jan Jansen" },
		/* Its feet stick out, or shine through where the bar ends within a dot. */
		{ "under a bar that is tight", { .contents = SEEN TEXT "0 g 15 99.5 90 9.4 re f" }, "covered 1 Jan Jansen" },
		{ "under a bar that is too high", { .contents = SEEN TEXT "1 g 15 100.6 90 18 re f" }, "covered 1 Jan Jansen" },
		/* The dark note is not shown on either page; on the second one white text stands where it would be. */
		{ "on a note that is not there", { .contents = SEEN, .page = "/Annots[6 0 R]", .pages = "/Kids[3 0 R 8 0 R]/Count 2",
		    .more = { "<</Type/Annot/Subtype/Stamp/F 6/Rect[15 95 105 113]/AP<</N 7 0 R>>>>",
			"<</Type/XObject/Subtype/Form/BBox[0 0 90 18]/Length 14>>stream\n0 0 90 18 re f\nendstream",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Annots[6 0 R 9 0 R]>>",
			"<</Type/Annot/Subtype/Stamp/F 4/Rect[15 95 105 113]/AP<</N 10 0 R>>>>",
			"<</Type/XObject/Subtype/Form/BBox[0 0 90 18]/Resources<</Font<</F 5 0 R>>>>/Length 44>>stream\n"
			"1 g BT /F 12 Tf 5 5 Td (Jan Jansen) Tj ET   \nendstream" } }, "colour 2 Jan Jansen" },
		{ "square", { .contents = SEEN TEXT, .page = "/Annots[6 0 R]",
		    .more = { "<</Type/Annot/Subtype/Square/Rect[15 95 105 113]/C[0 0 0]/IC[0 0 0]/F 4/AP<</N 7 0 R>>>>",
			"<</Type/XObject/Subtype/Form/BBox[15 95 105 113]/Length 22>>stream\n0 g 15 95 90 18 re f  \nendstream" } },
		    "covered 1 Jan Jansen" },
		{ "square without a picture", { .contents = SEEN TEXT, .page = "/Annots[6 0 R]",
		    .more = { "<</Type/Annot/Subtype/Square/Rect[15 95 105 113]/C[0 0 0]/IC[0 0 0]/F 4>>" } },
		    "covered 1 Jan Jansen" },
		{ "form", { .contents = SEEN "/X Do " BOX, .resources = "/XObject<</X 6 0 R>>",
		    .more = { "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>/Length 48>>stream\n"
			TEXT "       \nendstream" } }, "covered 1 Jan Jansen" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
}

#define IN_LAYER(o, configs, more1, more2)					\
		{ .contents = SEEN "/OC /L BDC " TEXT "EMC", .resources = "/Properties<</L " o " 0 R>>",	\
		    .catalog = "/OCProperties<</OCGs[6 0 R 8 0 R]" configs ">>",	\
		    .more = { "<</Type/OCG/Name(uit)" more1 ">>", more2, "<</Type/OCG/Name(aan)>>" } }
#define OFF_6	"/D<</OFF[6 0 R]/Order[6 0 R 8 0 R]>>"

/* When layers show, where MuPDF has it otherwise. */
static void
layers(void **state)
{
	static const struct way ways[] = {
		{ "in spite of another configuration", IN_LAYER("6", OFF_6 "/Configs[<</Name(alles)>>]", "", "null"), "layer 1 Jan Jansen" },
		{ "in spite of what it is for", IN_LAYER("6", OFF_6, "/Usage<</View<</ViewState/ON>>>>", "null"), "layer 1 Jan Jansen" },
		{ "by what it is for", IN_LAYER("6", "/D<</OFF[6 0 R]/AS[<</Event/View/Category[/View]/OCGs[6 0 R]>>]>>",
		    "/Usage<</View<</ViewState/ON>>>>", "null"), "" },
		{ "all on", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/P/AllOn/OCGs[6 0 R 8 0 R]>>"), "layer 1 Jan Jansen" },
		{ "one all on", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/P/AllOn/OCGs 6 0 R>>"), "layer 1 Jan Jansen" },
		{ "any on", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/P/AnyOn/OCGs[6 0 R 8 0 R]>>"), "" },
		{ "any off", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/P/AnyOff/OCGs[6 0 R 8 0 R]>>"), "" },
		{ "all off", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/P/AllOff/OCGs[6 0 R 8 0 R]>>"), "layer 1 Jan Jansen" },
		{ "and", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/VE[/And 6 0 R 8 0 R]/OCGs[8 0 R]>>"), "layer 1 Jan Jansen" },
		{ "or", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/VE[/Or 6 0 R[/Not 6 0 R]]/OCGs[6 0 R]>>"), "" },
		{ "not", IN_LAYER("7", OFF_6, "", "<</Type/OCMD/VE[/Not 8 0 R]/OCGs[8 0 R]>>"), "layer 1 Jan Jansen" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
}

static void
traps(void **state)
{
	static const struct way ways[] = {
		{ "crop of the tree", { .contents = SEEN TEXT, .pages = "/CropBox[0 140 300 200]" }, "outside 1 Jan Jansen" },
		{ "paper of the tree", { .contents = SEEN TEXT BOX, .pages = "/MediaBox[0 0 300 200]" }, "covered 1 Jan Jansen" },
		{ "turned", { .contents = SEEN TEXT BOX, .page = "/Rotate 90" }, "covered 1 Jan Jansen" },
		{ "turned and seen", { .contents = SEEN TEXT, .page = "/Rotate 90" }, "" },
		{ "larger units", { .contents = SEEN TEXT BOX, .page = "/UserUnit 2" }, "covered 1 Jan Jansen" },
		{ "larger units, seen", { .contents = SEEN TEXT, .page = "/UserUnit 2" }, "" },
		{ "shifted crop", { .contents = SEEN TEXT, .page = "/CropBox[10 90 250 190]" }, "" },
		{ "one letter of mode 3", { .contents = "BT /F 12 Tf 3 Tr 280 10 Td (x) Tj 0 Tr ET " TEXT "q 90 0 0 18 15 95 cm /I Do Q",
		    .resources = "/XObject<</I 6 0 R>>", .more = { DOTS } }, "covered 1 Jan Jansen" },
		{ "note on the page", { .contents = SEEN, .page = "/Annots[6 0 R]",
		    .more = { "<</Type/Annot/Subtype/FreeText/Rect[15 95 155 113]/Contents(Jan Jansen)/DA(/Helv 12 Tf 0 g)/F 4>>" } },
		    "" },
		{ "note that is hidden", { .contents = SEEN, .page = "/Annots[6 0 R]",
		    .more = { "<</Type/Annot/Subtype/FreeText/Rect[15 95 155 113]/Contents(Jan Jansen)/DA(/Helv 12 Tf 0 g)/F 2"
			"/AP<</N 7 0 R>>>>",
			"<</Type/XObject/Subtype/Form/BBox[15 95 155 113]/Resources<</Font<</F 5 0 R>>>>/Length 44>>stream\n"
			TEXT "   \nendstream" } }, "layer 1 Jan Jansen" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
}

static void
clean(void **state)
{
	static const struct way ways[] = {
		{ "plain", { .contents = SEEN TEXT }, "" },
		{ "redacted", { .contents = SEEN BOX }, "" },
		{ "highlight behind", { .contents = SEEN "1 1 0 rg 15 95 90 18 re f 0 g " TEXT }, "" },
		{ "highlight that multiplies", { .contents = SEEN TEXT "/G gs 1 1 0 rg 15 95 90 18 re f",
		    .resources = "/ExtGState<</G<</BM/Multiply>>>>" }, "" },
		{ "a scan with its words", { .contents = "q 300 0 0 200 0 0 cm /I Do Q 3 Tr " TEXT,
		    .resources = "/XObject<</I 6 0 R>>", .more = { SCAN } }, "" },
		{ "a watermark", { .contents = "q .9 g 1 0 0 1 10 80 cm BT /F 60 Tf (CONCEPT) Tj ET Q 0 g " TEXT }, "colour 1 NCEPT" },
		{ "a darker watermark", { .contents = "q .8 g 1 0 0 1 10 80 cm BT /F 60 Tf (CONCEPT) Tj ET Q 0 g " TEXT }, "" },
		{ "white on black", { .contents = SEEN BOX "1 g " TEXT }, "" },
		{ "filled and stroked", { .contents = "2 Tr " TEXT }, "" },
		{ "the shape of a picture", { .contents = "BT 7 Tr /F 12 Tf 20 100 Td (Jan Jansen) Tj ET 0 g 0 0 300 200 re f" }, "" },
		{ "a line through it", { .contents = SEEN TEXT "4 w 15 104 m 105 104 l S" }, "" },
		{ "a frame around it", { .contents = SEEN TEXT "15 95 90 18 re 16 96 88 16 re f* 15 95 90 18 re S" }, "" },
		{ "a veil over it", { .contents = SEEN TEXT "/G gs 1 g 15 95 90 18 re f", .resources = "/ExtGState<</G<</ca .6>>>>" }, "" },
		{ "one letter alone", { .contents = SEEN "1 g BT /F 12 Tf 20 100 Td (J) Tj ET" }, "" },
		{ "tiles", { .contents = "/Pattern cs /P scn 0 0 300 200 re f", .resources = "/Pattern<</P 6 0 R>>",
		    .more = { "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 50]/XStep 100/YStep 50"
			"/Matrix[1 0 0 1 -1000 -1000]/Resources<</Font<</F 5 0 R>>>>/Length 45>>stream\n"
			"BT /F 12 Tf 20 20 Td (Jan Jansen) Tj ET      \nendstream" } }, "" },
		/* Drawn with text, and, for the box, without: MuPDF would take the tile that it drew first. */
		{ "tiles and a box", { .contents = "/Pattern cs /P scn 0 0 300 200 re f 0 g 295 195 5 5 re f", .resources = "/Pattern<</P 6 0 R>>",
		    .more = { "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 50]/XStep 100/YStep 50"
			"/Matrix[1 0 0 1 -1000 -1000]/Resources<</Font<</F 5 0 R>>>>/Length 45>>stream\n"
			"BT /F 12 Tf 20 20 Td (Jan Jansen) Tj ET      \nendstream" } }, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
}

/* ---- what was left behind ---- */

static void
left(void **state)
{
#define NOTE(type, rest)	"<</Type/Annot/Subtype/" type "/Rect[10 10 50 30]/F 4" rest ">>"
#define XMP(rest)	"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF " \
			"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description " \
			"xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' " \
			"xmlns:stEvt='http://ns.adobe.com/xap/1.0/sType/ResourceEvent#'>" rest "</rdf:Description></rdf:RDF></x:xmpmeta>"
	static const struct { const char *name; struct pdf_plan plan; enum finding_code code; const char *count; uint32_t page; } cases[] = {
		{ "a bar that was not applied", { .contents = SEEN, .page = "/Annots[6 0 R 6 0 R]", .more = { NOTE("Redact", "") } },
		    F_REV_PDF_REDACT, "2", 1 },
		{ "a note", { .contents = SEEN, .page = "/Annots[6 0 R]", .more = { NOTE("Text", "/Contents(Bel Jan nog)") } },
		    F_REV_PDF_NOTES, "1", 1 },
		{ "a highlight with a note", { .contents = SEEN, .page = "/Annots[6 0 R]",
		    .more = { NOTE("Highlight", "/QuadPoints[20 160 60 160 20 148 60 148]/Contents(weg?)") } }, F_REV_PDF_NOTES, "1", 1 },
		{ "a highlight alone", { .contents = SEEN, .page = "/Annots[6 0 R]",
		    .more = { NOTE("Highlight", "/QuadPoints[20 160 60 160 20 148 60 148]") } }, F_REV_PDF_NOTES, NULL, 0 },
		{ "a link that says where it goes", { .contents = SEEN, .page = "/Annots[6 0 R]",
		    .more = { NOTE("Link", "/Contents(naar de site)") } }, F_REV_PDF_NOTES, NULL, 0 },
		{ "a field", { .contents = SEEN, .page = "/Annots[6 0 R]", .catalog = "/AcroForm<</Fields[6 0 R]>>",
		    .more = { NOTE("Widget", "/FT/Tx/T(naam)/V(Jan Jansen)/DA(/F 10 Tf 0 g)") } }, F_REV_PDF_FIELDS, "1", 1 },
		{ "an empty field", { .contents = SEEN, .page = "/Annots[6 0 R]", .catalog = "/AcroForm<</Fields[6 0 R]>>",
		    .more = { NOTE("Widget", "/FT/Tx/T(naam)/DA(/F 10 Tf 0 g)") } }, F_REV_PDF_FIELDS, NULL, 0 },
		{ "a thumbnail", { .contents = SEEN, .page = "/Thumb 6 0 R", .more = { DOTS } }, F_REV_PDF_THUMBNAILS, "1", 1 },
		{ "private data", { .contents = SEEN, .page = "/PieceInfo<</Maker<</LastModified(D:20260101)/Private 1>>>>" },
		    F_REV_PDF_PIECES, "1", 1 },
		{ "a person as author", { .contents = SEEN, .trailer = "/Info<</Author(P.J. Pietersen)>>" }, F_REV_PDF_AUTHOR,
		    "Author", 0 },
		{ "an organisation as author", { .contents = SEEN, .trailer = "/Info<</Author(Gemeente Leiden)>>" },
		    F_REV_PDF_AUTHOR, NULL, 0 },
		{ "a person in XMP", { .contents = SEEN, .catalog = "/Metadata 6 0 R",
		    .more = { "XMP" XMP("<dc:creator><rdf:Seq><rdf:li>P.J. Pietersen</rdf:li></rdf:Seq></dc:creator>") } },
		    F_REV_PDF_AUTHOR, "XMP", 0 },
		{ "a history", { .contents = SEEN, .catalog = "/Metadata 6 0 R",
		    .more = { "XMP" XMP("<xmpMM:History><rdf:Seq><rdf:li stEvt:action='saved'/><rdf:li stEvt:action='converted'/></rdf:Seq>"
			"</xmpMM:History>") } }, F_REV_PDF_HISTORY, "2", 0 },
		{ "another text than is shown", { .contents = SEEN, .catalog = "/StructTreeRoot<</Type/StructTreeRoot/K"
		    "<</S/P/ActualText(Het was iemand anders)>>>>/MarkInfo<</Marked true>>" }, F_REV_PDF_ACTUAL, "1", 0 },
		{ "the text that is shown", { .contents = SEEN, .catalog = "/StructTreeRoot<</Type/StructTreeRoot/K"
		    "<</S/P/ActualText(te-zien)>>>>/MarkInfo<</Marked true>>" }, F_REV_PDF_ACTUAL, NULL, 0 },
		{ "a signature", { .contents = SEEN, .more = { "<</Type/Sig/Filter/X/ByteRange[0 1 2 3]/Contents<00>>>" },
		    .catalog = "/AcroForm<</SigFlags 3/Fields[<</FT/Sig/T(s)/V 6 0 R>>]>>" }, F_REV_PDF_SIGNED, "1", 0 },
		{ "properties of a part", { .contents = SEEN "q 10 0 0 10 0 0 cm /I Do Q", .resources = "/XObject<</I 6 0 R>>",
		    .more = { "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Metadata 7 0 R/Length 1>>"
			"stream\nA\nendstream", "XMP" XMP("") } }, F_REV_PDF_PART_XMP, "1", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pdf_plan plan = cases[i].plan;
		const struct finding *f = NULL;
		struct pdf_making m;
		int doc;

		(void)teardown(NULL);
		(void)setup(NULL);
		for (size_t k = 0; k < COUNT(plan.more) && plan.more[k] != NULL; k++) {
			if (strncmp(plan.more[k], "XMP", 3) == 0)
				plan.more[k] = pdf_stream(r.mem, "/Type/Metadata/Subtype/XML", plan.more[k] + 3);
		}
		pdf_make(&m, r.mem, &plan);
		doc = reveal_bytes(buf_str(&m.b));
		for (size_t k = 0; k < r.dossier.findings.n; k++) {
			if (r.dossier.findings.v[k].code == cases[i].code)
				f = &r.dossier.findings.v[k];
		}
		if ((f == NULL) != (cases[i].count == NULL) ||
		    (f != NULL && (!str_eq(f->arg[0], str_of(cases[i].count)) || f->page != cases[i].page)))
			fail_msg("%s: %s [%.*s] page %u", cases[i].name, tags(doc), STRF(f != NULL ? f->arg[0] : STR_NONE),
			    f != NULL ? f->page : 0);
	}
}

/* A JPEG of EXIF alone, whose only tags say where it was made. */
static void
place(void **state)
{
	static const char exif[] = "\xff\xd8\xff\xe1\x00\x3c" "Exif\0\0" "MM\0*\0\0\0\x08"
				   "\0\1\x88\x25\0\4\0\0\0\1\0\0\0\x1a\0\0\0\0"
				   "\0\1\0\2\0\5\0\0\0\1\0\0\0\x2c\0\0\0\0" "\0\0\0\x34\0\0\0\1" "\xff\xd9";
	struct pdf_making m;
	int doc;

	(void)state;
	pdf_make(&m, r.mem, &(struct pdf_plan){ .contents = SEEN });
	m.at[++m.n] = m.b.n;
	buf_addf(&m.b, "%d 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode/Length %zu>>\nstream\n", m.n,
	    sizeof exif - 1);
	buf_add(&m.b, (struct str){ exif, sizeof exif - 1 });
	buf_addf(&m.b, "\nendstream\nendobj\n");
	pdf_table(&m, NULL);
	doc = reveal_bytes(buf_str(&m.b));
	assert_int_equal(rig_count(&r, F_REV_PDF_PLACE, doc), 1);
}

#define OVER_SCAN(after)	.contents = "q 300 0 0 200 0 0 cm /I Do Q " after, .resources = "/XObject<</I 6 0 R/J 7 0 R>>/ExtGState<</G<</ca .4>>/M<</BM/Multiply>>>>"
#define TONES	"508c508c508c508c508c508c508c508c508c508c"
/* A photo: no paper and no ink; 40 columns. */
#define PHOTO	"<</Type/XObject/Subtype/Image/Width 40/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/ASCIIHexDecode/Length 81>>stream\n" \
		TONES TONES ">\nendstream"
#define BLACK	"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\1\nendstream"
#define STENCIL	"<</Type/XObject/Subtype/Image/Width 128/Height 1/ImageMask true/BitsPerComponent 1/Length 16>>stream\n" AA AA AA AA "\nendstream"
/* Empty to the left, and letters in the right half. */
#define HALF	"<</Type/XObject/Subtype/Image/Width 128/Height 1/ColorSpace/DeviceGray/BitsPerComponent 1/Length 16>>stream\n" \
		"\xff\xff\xff\xff\xff\xff\xff\xff" AA AA "\nendstream"
#define BAND	".2 .4 .8 rg 0 60 300 60 re f 1 g BT /F 24 Tf 20 80 Td (Jaarverslag van de gemeente) Tj ET "

/* The number that this finding tells; 0: it is not there. */
static int
number_in(enum finding_code code)
{
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		if (r.dossier.findings.v[i].code == code)
			return atoi(str_c(r.mem, r.dossier.findings.v[i].arg[0]));
	}
	return 0;
}

/* What of a picture lies under something, and what only looks like it. */
static void
beneath(void **state)
{
	static const struct { const char *name; struct pdf_plan plan; int hidden, over; } cases[] = {
		{ "a bar over a scan", { OVER_SCAN("0 g 20 100 90 14 re f"), .more = { SCAN } }, 1, 0 },
		{ "two, with frames", { OVER_SCAN("1 G 20 100 90 14 re B 20 60 90 14 re B 0 0 300 200 re S"), .more = { SCAN } }, 2, 0 },
		{ "a white one", { OVER_SCAN("1 g 20 100 90 14 re f"), .more = { SCAN } }, 1, 0 },
		{ "a white one with a word on it", { OVER_SCAN("1 g 20 100 90 14 re f 0 g BT /F 10 Tf 25 103 Td (5.1.2e) Tj ET"), .more = { SCAN } }, 1, 0 },
		{ "a low one", { OVER_SCAN("0 g 20 100 90 8 re f"), .more = { SCAN } }, 1, 0 },
		{ "a line of a marker", { OVER_SCAN("12 w 20 100 m 120 100 l S"), .more = { SCAN } }, 1, 0 },
		{ "a picture of a bar", { OVER_SCAN("q 90 0 0 14 20 100 cm /J Do Q"), .more = { SCAN, BLACK } }, 1, 0 },
		{ "a bar over a stencil", { OVER_SCAN("0 g 20 100 90 14 re f"), .more = { STENCIL } }, 1, 0 },
		{ "a bar over a photo", { OVER_SCAN("0 g 20 60 90 60 re f"), .more = { PHOTO } }, 1, 0 },
		{ "a note", { OVER_SCAN(""), .page = "/Annots[7 0 R]",
		    .more = { SCAN, "<</Type/Annot/Subtype/Square/Rect[20 100 110 114]/C[0 0 0]/IC[0 0 0]/F 4>>" } }, 1, 0 },
		{ "a title on a photo", { OVER_SCAN(BAND), .more = { PHOTO } }, 0, 1 },
		{ "a bar over white paper", { OVER_SCAN("0 g 20 100 90 14 re f"), .more = { HALF } }, 0, 0 },
		{ "a bar before the scan", { .contents = "0 g 20 100 90 14 re f q 300 0 0 200 0 0 cm /I Do Q",
		    .resources = "/XObject<</I 6 0 R>>", .more = { SCAN } }, 0, 0 },
		{ "a marker through which one reads", { OVER_SCAN("/G gs 1 1 0 rg 20 100 90 14 re f"), .more = { SCAN } }, 0, 0 },
		{ "one that mixes", { OVER_SCAN("/M gs 1 1 0 rg 20 100 90 14 re f"), .more = { SCAN } }, 0, 0 },
		{ "frames and lines", { OVER_SCAN("20 100 90 14 re S 0 0 300 200 re S 20 50 m 280 50 l S"), .more = { SCAN } }, 0, 0 },
		{ "the same picture again", { OVER_SCAN("q 300 0 0 200 0 0 cm /I Do Q"), .more = { SCAN } }, 0, 0 },
		{ "text on it", { OVER_SCAN(BAND), .more = { HALF } }, 0, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pdf_making m;
		int doc;

		(void)teardown(NULL);
		(void)setup(NULL);
		pdf_make(&m, r.mem, &cases[i].plan);
		doc = reveal_bytes(buf_str(&m.b));
		if (number_in(F_REV_PDF_BENEATH) != cases[i].hidden || number_in(F_REV_PDF_OVERLAID) != cases[i].over ||
		    rig_count(&r, F_REV_UNREVEALED, doc) != 0)
			fail_msg("%s: %s", cases[i].name, tags(doc));
	}
}

static void
facts(void **state)
{
	static const struct { struct pdf_plan plan; const char *want, *durable; } cases[] = {
		{ { .contents = SEEN }, "heeft geen tags; geen taal opgegeven; geen bruikbare titel",
		    "lettertypen: 1, waarvan niet in het bestand: 1" },
		{ { .contents = SEEN, .trailer = "/Info<</Title(Besluit op uw verzoek)>>",
		    .catalog = "/Lang(nl-NL)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
			"/StructTreeRoot<</RoleMap<</Kop/H1>>/K[<</S/Kop>><</S/P/K[<</S/Figure/Alt(Een kaart)>><</S/Figure>>]>>"
			"<</S/Table/K<</S/TR/K[<</S/TH>><</S/TD>>]>>>>]>>" },
		    "heeft tags; koppen: 1 (bladzijden: 1); afbeeldingen: 2, waarvan met alternatieve tekst: 1; tabellen: 1 (kopcellen: 1); "
		    "taal opgegeven: nl-NL; titel, getoond in het venster", "lettertypen: 1, waarvan niet in het bestand: 1" },
		/* the flag alone makes no tags */
		{ { .contents = SEEN, .catalog = "/MarkInfo<</Marked true>>", .trailer = "/Info<</Title(Microsoft Word - brief)>>" },
		    "heeft geen tags; geen taal opgegeven; geen bruikbare titel", "lettertypen: 1, waarvan niet in het bestand: 1" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pdf_making m;

		(void)teardown(NULL);
		(void)setup(NULL);
		pdf_make(&m, r.mem, &cases[i].plan);
		(void)reveal_bytes(buf_str(&m.b));
		for (size_t k = 0; k < r.dossier.findings.n; k++) {
			const struct finding *f = &r.dossier.findings.v[k];

			if ((f->code == F_REV_PDF_ACCESS && !str_eq(f->arg[0], str_of(cases[i].want))) ||
			    (f->code == F_REV_PDF_DURABLE && !str_eq(f->arg[0], str_of(cases[i].durable))))
				fail_msg("%zu: %.*s", i, STRF(f->arg[0]));
			assert_true(finding_gravity(f->code) == G_NOTE);
		}
	}
}

/* ---- earlier versions, and loose parts ---- */

/* Another object with this number, and a table for it alone. */
static void
save_on(struct pdf_making *m, int num, const char *body)
{
	size_t at = m->b.n, table, last = 0;
	struct str s = buf_str(&m->b), line;

	while (str_next(&s, '\n', &line)) {
		if (str_eq(line, S("startxref")) && str_next(&s, '\n', &line))
			last = (size_t)strtoul(str_c(r.mem, line), NULL, 10);
	}
	buf_addf(&m->b, "%d 0 obj\n%s\nendobj\n", num, body);
	table = m->b.n;
	buf_addf(&m->b, "xref\n%d 1\n%010zu 00000 n \ntrailer\n<</Size %d/Root 1 0 R/Prev %zu>>\nstartxref\n%zu\n%%%%EOF\n", num, at,
	    m->n + 1, last, table);
}

static void
versions(void **state)
{
	struct pdf_making m;
	int doc;

	(void)state;
	pdf_make(&m, r.mem, &(struct pdf_plan){ .contents = SEEN TEXT });
	save_on(&m, 4, pdf_stream(r.mem, "", SEEN "BT /F 12 Tf 20 100 Td (J. J.) Tj ET"));
	save_on(&m, 4, pdf_stream(r.mem, "", SEEN));
	doc = reveal_bytes(buf_str(&m.b));
	assert_string_equal(told(doc), "revision 1 Jan Jansen");
	assert_int_equal(rig_count(&r, F_REV_UNREVEALED, doc), 0);

	/* words that are still there are no secret */
	pdf_make(&m, r.mem, &(struct pdf_plan){ .contents = SEEN TEXT });
	save_on(&m, 4, pdf_stream(r.mem, "", SEEN TEXT "BT /F 12 Tf 20 50 Td (erbij) Tj ET"));
	doc = reveal_bytes(buf_str(&m.b));
	assert_string_equal(told(doc), "");

	/* what looks like the end of a version and has no table is none */
	pdf_make(&m, r.mem,
	    &(struct pdf_plan){ .contents = SEEN, .more = { "<</Length 30>>stream\nstartxref\n0\n%%EOF\nstartxref\n12\n%%EOF\nendstream" } });
	doc = reveal_bytes(buf_str(&m.b));
	assert_int_equal(rig_count(&r, F_REV_UNREVEALED, doc), 0);
}

static void
loose(void **state)
{
	static const struct { const char *name, *object, *want; } cases[] = {
		{ "page", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 7 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		    "loose 0 Jan Jansen" },
		{ "drawing", "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>/Length 48>>stream\n" TEXT
		    "       \nendstream", "loose 0 Jan Jansen" },
		{ "contents", "<</Length 48>>stream\n" TEXT "       \nendstream", "loose 0 Jan Jansen" },
		{ "note", "<</Type/Annot/Subtype/Text/Contents(Bel Jan Jansen)/NM(4711-abcd)/M(D:20260101)>>", "loose 0 Bel Jan Jansen" },
		{ "font", "<</Type/FontDescriptor/FontFamily(Jan Jansen)>>", "" },
		{ "told", "<</Title(te zien)>>", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pdf_making m;
		const char *got;

		(void)teardown(NULL);
		(void)setup(NULL);
		pdf_make(&m, r.mem,
		    &(struct pdf_plan){ .contents = SEEN, .more = { cases[i].object, i == 0 ? "<</Length 48>>stream\n" TEXT
			"       \nendstream" : NULL } });
		got = told(reveal_bytes(buf_str(&m.b)));
		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: [%s]", cases[i].name, got);
	}
}

/* What the document refers to, and no page shows. */
static void
unused(void **state)
{
#define FORM(text)	"<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F 5 0 R>>>>/Length 54>>stream\n" \
			text "             \nendstream"
#define EMPTY		"<</Type/XObject/Subtype/Form/BBox[0 0 90 18]/Length 14>>stream\n0 0 90 18 re f\nendstream"
#define SHOWS(ap)	{ .contents = SEEN, .page = "/Annots[8 0 R]",	\
			    .more = { FORM(TEXT), EMPTY, "<</Type/Annot/Subtype/Stamp/F 4/Rect[15 95 105 113]" ap ">>" } }
/* A bookmark leads to 6. */
#define OUT(tree)	{ .contents = SEEN, .pages = tree, .catalog = "/Outlines<</First 8 0 R/Last 8 0 R>>",	\
			    .more = { "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 7 0 R/Resources<</Font<</F 5 0 R>>>>>>",	\
				"<</Length 40>>stream\n" TEXT "\nendstream", "<</Title(Te zien)/Dest[6 0 R/Fit]/Parent 1 0 R>>",	\
				"<</Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>" } }
	static const struct way ways[] = {
		{ "a form", { .contents = SEEN, .resources = "/XObject<</X 6 0 R>>", .more = { FORM(TEXT) } }, "unused 0 Jan Jansen" },
		{ "a form in one", { .contents = SEEN, .resources = "/XObject<</X 7 0 R>>", .more = { FORM(TEXT),
		    "<</Type/XObject/Subtype/Form/BBox[0 0 90 18]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream" } },
		    "unused 0 Jan Jansen" },
		{ "a tile", { .contents = SEEN, .resources = "/Pattern<</P 6 0 R>>",
		    .more = { "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 300 200]/XStep 300/YStep 200"
			"/Resources<</Font<</F 5 0 R>>>>/Length 48>>stream\n" TEXT "       \nendstream" } }, "unused 0 Jan Jansen" },
		{ "pressed", SHOWS("/AP<</N 7 0 R/D 6 0 R>>"), "unused 0 Jan Jansen" },
		{ "pointed at", SHOWS("/AP<</N 7 0 R/R 6 0 R>>"), "unused 0 Jan Jansen" },
		{ "another state", SHOWS("/AS/Aan/AP<</N<</Aan 7 0 R/Uit 6 0 R>>>>"), "unused 0 Jan Jansen" },
		{ "no state", SHOWS("/AS/Geen/AP<</N<</Aan 7 0 R/Uit 6 0 R>>>>"), "unused 0 Jan Jansen" },
		{ "the state that it has", SHOWS("/AS/Uit/AP<</N<</Aan 7 0 R/Uit 6 0 R>>>>"), "" },
		{ "a box that is not ticked", { .contents = SEEN, .page = "/Annots[6 0 R]", .catalog = "/AcroForm<</Fields[6 0 R]>>",
		    .more = { "<</Type/Annot/Subtype/Widget/FT/Btn/T(ja)/F 4/Rect[15 95 25 105]/AS/Off/AP<</N<</Ja 7 0 R>>/D<</Ja 7 0 R>>>>>>",
			"<</Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources<</Font<</Z 8 0 R>>>>/Length 27>>stream\n"
			"BT /Z 9 Tf 1 2 Td (4) Tj ET\nendstream", "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>" } }, "" },
		{ "a page that was taken out", OUT(""), "unused 0 Jan Jansen" },
		{ "one, and another that is there twice", OUT("/Kids[3 0 R 3 0 R]/Count 2"), "unused 0 Jan Jansen" },
		{ "one, and another that does not say that it is one", OUT("/Kids[9 0 R]"), "unused 0 Jan Jansen" },
		{ "none, but two that are there twice", OUT("/Kids[3 0 R 6 0 R 3 0 R 6 0 R]/Count 4"), "" },
		{ "none, but one that does not say that it is one, twice", OUT("/Kids[9 0 R 6 0 R 9 0 R]/Count 3"), "" },
		{ "what a page shows elsewhere", { .contents = SEEN TEXT, .resources = "/XObject<</X 6 0 R>>", .more = { FORM(TEXT) } }, "" },
		/* Its words are those of the font of the page that shows it, and these stand in the text. */
		{ "a form that is drawn", { .contents = SEEN, .pages = "/Kids[3 0 R 8 0 R]/Count 2",
		    .more = { "<</Type/XObject/Subtype/Form/BBox[0 0 300 200]/Length 48>>stream\n" TEXT "       \nendstream",
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[74/K 97/o]>>>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 9 0 R/Resources<</Font<</F 7 0 R>>/XObject<</X 6 0 R>>>>>>",
			"<</Length 5>>stream\n/X Do\nendstream" } }, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
}

/* ---- hostile ---- */

static const char *
times(const char *what, int n)
{
	struct buf b;

	buf_init(&b, r.mem, 16 << 20);
	for (int i = 0; i < n; i++)
		buf_addf(&b, "%s", what);
	return str_c(r.mem, buf_str(&b));
}

static void
hostile(void **state)
{
	static const struct { const char *name; struct pdf_plan plan; const char *want; } cases[] = {
		{ "kilometres", { .contents = SEEN, .page = "/MediaBox[0 0 1000000 1000000]" }, "REV-501" },
		{ "five metres", { .contents = SEEN, .page = "/MediaBox[0 0 14400 14400]" }, "" },
		{ "no width", { .contents = SEEN, .page = "/MediaBox[0 0 0 0]" }, NULL },
		{ "a form in itself", { .contents = SEEN "/X Do", .resources = "/XObject<</X 6 0 R>>",
		    .more = { "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream" } },
		    NULL },
		{ "a picture that is none", { .contents = SEEN "q 90 0 0 90 0 0 cm /I Do Q", .resources = "/XObject<</I 6 0 R>>",
		    .more = { "<</Type/XObject/Subtype/Image/Width 90/Height 90/Filter/DCTDecode/Length 4>>stream\nABCD\nendstream" } },
		    "REV-501" },
		{ "a pattern in itself", { .contents = SEEN "/Pattern cs /P scn 0 0 300 200 re f", .resources = "/Pattern<</P 6 0 R>>",
		    .more = { "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0/YStep 0/Resources<</Pattern<</P 6 0 R>>"
			">>/Length 34>>stream\n/Pattern cs /P scn 0 0 300 200 re f\nendstream" } }, NULL },
	};
	struct pdf_making m;
	int doc;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		(void)teardown(NULL);
		(void)setup(NULL);
		pdf_make(&m, r.mem, &cases[i].plan);
		doc = reveal_bytes(buf_str(&m.b));
		if (cases[i].want != NULL && (rig_count(&r, F_REV_UNREVEALED, doc) != 0) != (cases[i].want[0] != '\0'))
			fail_msg("%s: %s", cases[i].name, tags(doc));
	}
	pdf_make(&m, r.mem, &(struct pdf_plan){ .contents = times("q 1 0 0 1 0 0 cm 0 0 300 200 re W n ", 20000) });
	(void)reveal_bytes(buf_str(&m.b));
	pdf_make(&m, r.mem, &(struct pdf_plan){ .contents = times(TEXT, 30000) });
	doc = reveal_bytes(buf_str(&m.b));
	assert_int_equal(rig_count(&r, F_REV_UNREVEALED, doc), 0);
}

/* ---- figures: test_reveal_pdf --bench [-v] FILE... ---- */

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
bench_one(const char *path, bool verbose)
{
	int64_t extract, reveal;
	struct unseens u;
	int doc;

	(void)setup(NULL);
	doc = rig_add(&r, "a.pdf", path);
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	extract = now_ms();
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	reveal = now_ms();
	extract = reveal - extract;
	if (rig_run(&r, ST_reveal, reveal_run, doc) != 0)
		(void)printf("%s\n", r.err.msg);
	reveal = now_ms() - reveal;
	r.job.doc = doc;
	assert_int_equal(unseen_load(&r.job, &u, r.mem, &r.err), 0);
	(void)printf("%s\t%u pages\textract %lld ms\treveal %lld ms\t%zu places\t%s\n", path, r.dossier.docs[doc].pages,
	    (long long)extract, (long long)reveal, u.n, tags(doc));
	for (size_t i = 0; verbose && i < u.n; i++)
		(void)printf("  %s p%u (%d,%d-%d,%d) [%.*s] near [%.*s] %.*s\n", cause_name(u.v[i].cause), u.v[i].page, u.v[i].box.x0,
		    u.v[i].box.y0, u.v[i].box.x1, u.v[i].box.y1, STRF(u.v[i].text), STRF(u.v[i].near), STRF(u.v[i].part));
	for (size_t i = 0; verbose && i < r.dossier.findings.n; i++) {
		struct str s = finding_text(r.mem, &r.dossier.findings.v[i]);

		(void)printf("  %s %.*s\n", finding_tag(r.dossier.findings.v[i].code), STRF(s));
	}
	(void)teardown(NULL);
}

static int
bench(int argc, char **argv)
{
	bool verbose = argc > 2 && strcmp(argv[2], "-v") == 0;

	if (load(NULL) != 0)
		return 1;
	for (int i = verbose ? 3 : 2; i < argc; i++)
		bench_one(argv[i], verbose);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { TEST(hidden), TEST(layers), TEST(traps), TEST(clean), TEST(left), TEST(place), TEST(beneath), TEST(facts), TEST(versions),
		TEST(loose), TEST(unused), TEST(hostile) };

	if (argc > 1 && strcmp(argv[1], "--bench") == 0)
		return bench(argc, argv);
	return cmocka_run_group_tests(tests, load, NULL);
}
