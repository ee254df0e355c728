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
		{ "one letter alone", { .contents = SEEN "1 g BT /F 12 Tf 20 100 Td (J) Tj ET" }, "" },
		{ "tiles", { .contents = "/Pattern cs /P scn 0 0 300 200 re f", .resources = "/Pattern<</P 6 0 R>>",
		    .more = { "<</Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 100 50]/XStep 100/YStep 50"
			"/Matrix[1 0 0 1 -1000 -1000]/Resources<</Font<</F 5 0 R>>>>/Length 45>>stream\n"
			"BT /F 12 Tf 20 20 Td (Jan Jansen) Tj ET      \nendstream" } }, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		check(&ways[i]);
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
	const struct CMUnitTest tests[] = { TEST(hidden), TEST(traps), TEST(clean) };

	if (argc > 1 && strcmp(argv[1], "--bench") == 0)
		return bench(argc, argv);
	return cmocka_run_group_tests(tests, load, NULL);
}
