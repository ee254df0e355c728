/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_picture.c - pictures of findings: the place is framed, and who it is about cannot be seen.
 *
 * What must not be seen is shown to be gone by drawing two pages that differ in
 * nothing else: the pictures are the same to the byte.
 */
#include "rig.h"

#include <mupdf/fitz.h>

#include "base/base64.h"
#include "base/buf.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "extract/extract.h"
#include "picture/album.h"
#include "pdf/pdf_reader.h"
#include "picture/picture.h"
#include "text.h"
#include "unseen.h"

#include "base/banned.h"

#define ONE		"111222333"
#define OTHER		"123456782"
#define SHOW(x, y, s)	"BT /F 12 Tf " #x " " #y " Td (" s ") Tj ET\n"

static struct rig r;
static struct tools tools;		/* loaded once, as a zygote does; never freed */
static fz_context *ctx;

static int
setup_all(void **state)
{
	struct arena *mem = arena_new("tools", MIB(64));
	struct err e;

	(void)state;
	tools.mem = mem;
	assert_int_equal(bsn_load(mem, &tools.bsn, &e), 0);
	assert_int_equal(detectors_load("templates", mem, &tools.detectors, &e), 0);
	assert_int_equal(pdf_reader_load(mem, &tools.pdf, &e), 0);
	assert_int_equal(extract_load(mem, &tools.extractor, &e), 0);
	return 0;
}

static int
setup(void **state)
{
	(void)state;
	rig_open(&r);
	r.tools = tools;
	ctx = fz_new_context(NULL, NULL, 1 << 20);
	assert_non_null(ctx);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	fz_drop_context(ctx);
	rig_close(&r);
	return 0;
}

/* --- pages --------------------------------------------------------------------- */

/* A page of these points, with more keys and objects (from 10); the reader makes the table of objects itself. */
static struct str
page_of(int width, int height, const char *contents, const char *keys, const char *objects)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	buf_addf(&b,
	    "%%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
	    "2 0 obj\n<< /Type /Pages /Kids [ 4 0 R ] /Count 1 >>\nendobj\n"
	    "3 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n"
	    "4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 5 0 R /Resources << /Font << /F 3 0 R "
	    "/T 10 0 R >> /XObject << /I 11 0 R >> >> %s >>\nendobj\n"
	    "5 0 obj\n<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n%s\n"
	    "trailer\n<< /Size 20 /Root 1 0 R >>\n%%%%EOF\n",
	    width, height, keys, strlen(contents), contents, objects);
	assert_false(b.cut);
	return buf_str(&b);
}

static struct str
a4(const char *contents)
{
	return page_of(595, 842, contents, "", "");
}

/* The document is document 0, with its text and with these places that nobody sees. */
static void
use(struct str pdf, const struct unseen *u, size_t n)
{
	struct result out = { .mem = r.mem };
	struct unseens all = { .mem = r.mem };

	for (int k = 0; k < A__COUNT; k++) {
		auto_close(&r.fd[1][k]);
		auto_close(&r.fd[0][k]);
		r.fd[0][k] = r.fd[1][k] = out.out[k] = -1;
	}
	r.dossier.ndocs = 0;
	r.dossier.findings.n = 0;
	assert_int_equal(rig_add_bytes(&r, "a.pdf", pdf), 0);
	r.dossier.docs[0].media_type = S("application/pdf");
	assert_int_equal(rig_run(&r, ST_extract, extract_run, 0), 0);
	for (size_t i = 0; i < n; i++)
		unseen_add(&all, u[i]);
	out.out[A_UNSEEN] = memfd_create("unseen", MFD_CLOEXEC);
	assert_int_equal(unseen_save(&all, &out, &r.err), 0);
	rig_set(&r, 0, A_UNSEEN, out.out[A_UNSEEN]);
}

/* Where the nth of these words stands in the text. */
static struct span
at(const char *words, int nth)
{
	struct str text = rig_read(&r, 0, A_TEXT);

	for (size_t i = 0; i < text.n; i++) {
		if (str_starts(str_from(text, i), str_of(words)) && nth-- == 0)
			return (struct span){ 1, (uint32_t)i, (uint32_t)strlen(words) };
	}
	fail_msg("%s: not in the text: %.*s", words, STRF(text));
	return (struct span){ 0 };
}

static struct album_print
draw(struct album_shot shot)
{
	struct album_order o = { .shots = { shot }, .nshots = 1, .unseen = true };
	AUTO_JSON j = album_order_json(&o);
	struct album_print p;

	auto_close(&r.fd[0][A_RUN]);
	assert_int_equal(fd_of_str("order", json_write(r.mem, j), &r.fd[0][A_RUN], &r.err), 0);
	if (rig_run(&r, ST_picture, picture_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	if (album_read(str_dup(r.mem, rig_read(&r, DOC_NONE, A_PICTURES)), 1, r.mem, &p, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	return p;
}

static struct album_print
picture(struct album_shot shot)
{
	struct album_print p = draw(shot);

	if (p.why.p != NULL)
		fail_msg("no picture: %.*s", STRF(p.why));
	return p;
}

static void
no_picture(struct album_shot shot, const char *why)
{
	struct album_print p = draw(shot);

	assert_null(p.png.p);
	if (!str_eq(p.why, str_of(why)))
		fail_msg("%.*s, not %s", STRF(p.why), why);
}

/* --- dots ------------------------------------------------------------------------- */

static fz_pixmap *
dots(struct album_print p)
{
	fz_buffer *b = fz_new_buffer_from_copied_data(ctx, (const unsigned char *)p.png.p, p.png.n);
	fz_image *image = fz_new_image_from_buffer(ctx, b);
	fz_pixmap *m = fz_get_pixmap_from_image(ctx, image, NULL, NULL, NULL, NULL);

	fz_drop_image(ctx, image);
	fz_drop_buffer(ctx, b);
	assert_int_equal(m->w, (int)p.width);
	assert_int_equal(m->h, (int)p.height);
	assert_int_equal(m->n, 3);
	return m;
}

enum ink { INK_DARK, INK_RED, INK_GREY, INK_LIGHT };

/* How many dots of that kind lie in [x0, x1) x [y0, y1). */
static int
ink(const fz_pixmap *m, enum ink what, int x0, int y0, int x1, int y1)
{
	int n = 0;

	for (int y = y0; y < y1 && y < m->h; y++) {
		for (int x = x0; x < x1 && x < m->w; x++) {
			const unsigned char *p = m->samples + y * m->stride + (ptrdiff_t)x * 3;
			bool even = p[0] == p[1] && p[1] == p[2];
			const bool is[] = { even && p[0] < 90, p[0] == 200 && p[1] == 0, even && p[0] == 112,
				even && p[0] >= 216 && p[0] <= 218 };

			n += is[what];
		}
	}
	return n;
}

/* Two pages, drawn the same way, have the same picture. */
static void
assert_same(struct album_print a, struct album_print b)
{
	assert_int_equal(a.width, b.width);
	assert_int_equal(a.height, b.height);
	assert_true(str_eq(a.png, b.png));
}

/* --- tests ------------------------------------------------------------------------- */

static void
a_number(void **state)
{
	struct album_print one, other;
	fz_pixmap *m;

	(void)state;
	use(a4(SHOW(72, 700, "Het bsn van de aanvrager is " ONE " en dat blijft hier.")), NULL, 0);
	one = picture((struct album_shot){ .at = at(ONE, 0) });
	/* All of the width, a third of the height. */
	assert_int_equal(one.width, 827);
	assert_true(one.height > 385 && one.height < 395);
	m = dots(one);
	assert_true(ink(m, INK_DARK, 0, 0, m->w, m->h) > 300);
	assert_true(ink(m, INK_RED, 0, 0, m->w, m->h) > 4 * 2 * (90 + 15));
	assert_true(ink(m, INK_GREY, 0, 0, m->w, m->h) > 83 * 12);
	assert_true(ink(m, INK_LIGHT, 0, 0, m->w, m->h) < 100);
	fz_drop_pixmap(ctx, m);

	use(a4(SHOW(72, 700, "Het bsn van de aanvrager is " OTHER " en dat blijft hier.")), NULL, 0);
	other = picture((struct album_shot){ .at = at(OTHER, 0) });
	assert_same(one, other);

	/* And a word makes a difference: the comparison sees something. */
	use(a4(SHOW(72, 700, "Het bsn van de aanvraagster is " OTHER " en dat blijft hier.")), NULL, 0);
	other = picture((struct album_shot){ .at = at(OTHER, 0) });
	assert_false(str_eq(one.png, other.png));
}

/* Ways to write a number on a page; %s is it.  What is asked for is the word "hier". */
static void
ways_to_write(void **state)
{
	static const struct { const char *name, *from, *to; } cases[] = {
		{ "elsewhere on the page", "BT /F 12 Tf 72 720 Td (" ONE ") Tj ET", "BT /F 12 Tf 72 720 Td (" OTHER ") Tj ET" },
		{ "in groups", "BT /F 12 Tf 72 720 Td (111 22 23 33) Tj ET", "BT /F 12 Tf 72 720 Td (123 45 67 82) Tj ET" },
		{ "letter by letter",
		    "BT /F 12 Tf 72 720 Td (1) Tj 20 0 Td (1) Tj 20 0 Td (1) Tj 20 0 Td (2) Tj 20 0 Td (2) Tj 20 0 Td (2) Tj "
		    "20 0 Td (3) Tj 20 0 Td (3) Tj 20 0 Td (3) Tj ET",
		    "BT /F 12 Tf 72 720 Td (1) Tj 20 0 Td (2) Tj 20 0 Td (3) Tj 20 0 Td (4) Tj 20 0 Td (5) Tj 20 0 Td (6) Tj "
		    "20 0 Td (7) Tj 20 0 Td (8) Tj 20 0 Td (2) Tj ET" },
		{ "backwards",
		    "BT /F 12 Tf 1 0 0 1 200 720 Tm (333) Tj 1 0 0 1 179.98 720 Tm (222) Tj 1 0 0 1 159.96 720 Tm (111) Tj ET",
		    "BT /F 12 Tf 1 0 0 1 200 720 Tm (782) Tj 1 0 0 1 179.98 720 Tm (456) Tj 1 0 0 1 159.96 720 Tm (123) Tj ET" },
		{ "upright", "BT /F 12 Tf 0 1 -1 0 300 690 Tm (" ONE ") Tj ET", "BT /F 12 Tf 0 1 -1 0 300 690 Tm (" OTHER ") Tj ET" },
		{ "as an outline", "BT /F 12 Tf 1 Tr 72 720 Td (" ONE ") Tj 0 Tr ET",
		    "BT /F 12 Tf 1 Tr 72 720 Td (" OTHER ") Tj 0 Tr ET" },
		{ "as a hole", "q BT /F 12 Tf 7 Tr 72 720 Td (" ONE ") Tj ET 0 0 595 842 re f Q",
		    "q BT /F 12 Tf 7 Tr 72 720 Td (" OTHER ") Tj ET 0 0 595 842 re f Q" },
		{ "as a shape", "100 720 m 106 730 l 102 728 l 100 724 l f 100 720 m 106 720 l f",
		    "100 720 m 106 720 l 103 722 l 100 730 l f 100 720 m 106 720 l f" },
		{ "as a line", "100 720 m 106 730 l 102 728 l 100 724 l S", "100 720 m 106 720 l 103 722 l 100 730 l S" },
		{ "as a mail address", "BT /F 12 Tf 72 720 Td (a.bdn@example.nl) Tj ET",
		    "BT /F 12 Tf 72 720 Td (n.uep@example.nl) Tj ET" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		static const char line[] = SHOW(72, 640, "Dit is de regel van hier, en er is nog veel meer te lezen.");
		struct album_print one, other;

		use(a4(str_c(r.mem, str_fmt(r.mem, "%s\n%s", cases[i].from, line))), NULL, 0);
		one = picture((struct album_shot){ .at = at("hier", 0) });
		use(a4(str_c(r.mem, str_fmt(r.mem, "%s\n%s", cases[i].to, line))), NULL, 0);
		other = picture((struct album_shot){ .at = at("hier", 0) });
		if (!str_eq(one.png, other.png))
			fail_msg("%s: it can be seen", cases[i].name);
	}
}

/* Text that a bar covers: the bar is there, its letters are not, and nothing else is lost. */
static void
unseen_text(void **state)
{
	static const char *const names[] = { "Geheime Naam", "Andere Woord" };
	struct album_print p[2];
	static const char line[] = SHOW(72, 660, "Gewone tekst die blijft, met een lange regel.");

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct unseen u = { .cause = CAUSE_COVERED, .page = 1, .box = { 990, 1250, 1900, 1460 }, .text = str_of(names[i]) };
		/* The bar leaves half of it bare. */
		struct str contents = str_fmt(
		    r.mem, "BT /F 12 Tf 100 700 Td (%s) Tj ET 0.5 g 95 695 40 18 re f 0 g\n%s", names[i], line);
		fz_pixmap *m;

		use(a4(str_c(r.mem, contents)), &u, 1);
		p[i] = picture((struct album_shot){ .at = { .page = 1 }, .box = u.box });
		m = dots(p[i]);
		assert_true(ink(m, INK_RED, 0, 0, m->w, m->h) > 1000);
		assert_true(ink(m, INK_DARK, 0, 0, m->w, m->h) > 300);
		fz_drop_pixmap(ctx, m);
	}
	assert_same(p[0], p[1]);
}

#define IMAGE(bytes)	"11 0 obj\n<< /Type /XObject /Subtype /Image /Width 3 /Height 1 /BitsPerComponent 8 " \
	"/ColorSpace /DeviceGray /Length 3 >>\nstream\n" bytes "\nendstream\nendobj\n"
#define TYPE3(glyph)	"10 0 obj\n<< /Type /Font /Subtype /Type3 /FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] " \
	"/CharProcs << /x 12 0 R >> /Encoding << /Type /Encoding /Differences [120 /x] >> /FirstChar 120 /LastChar 120 " \
	"/Widths [10] >>\nendobj\n12 0 obj\n<< /Length 40 >>\nstream\n" glyph "\nendstream\nendobj\n"

/* Nobody can look into these for what must be masked. */
static void
what_may_show_anything(void **state)
{
	static const struct { const char *contents, *one, *other; } cases[] = {
		{ "q 200 0 0 50 72 700 cm /I Do Q\n", IMAGE("abc"), IMAGE("cba") },
		{ "BT /T 30 Tf 72 700 Td (xxx) Tj ET\n", TYPE3("10 0 d0 0 0 5 9 re f                    "),
		    TYPE3("10 0 d0 5 0 5 9 re f                    ") },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *contents = str_c(r.mem, str_fmt(r.mem, "%s%s", cases[i].contents, SHOW(72, 640, "De regel van hier staat los.")));
		struct album_print one, other;
		fz_pixmap *m;

		use(page_of(595, 842, contents, "", cases[i].one), NULL, 0);
		one = picture((struct album_shot){ .at = at("hier", 0) });
		m = dots(one);
		assert_true(ink(m, INK_LIGHT, 0, 0, m->w, m->h) > 1000);
		fz_drop_pixmap(ctx, m);
		use(page_of(595, 842, contents, "", cases[i].other), NULL, 0);
		other = picture((struct album_shot){ .at = at("hier", 0) });
		assert_same(one, other);
	}
}

static void
why_not(void **state)
{
	(void)state;
	/* A scan with letters under it that nobody sees. */
	use(page_of(595, 842, "q 595 0 0 842 0 0 cm /I Do Q BT 3 Tr /F 12 Tf 72 700 Td (gelezen " ONE ") Tj ET", "", IMAGE("abc")), NULL, 0);
	no_picture((struct album_shot){ .at = at(ONE, 0) },
	    "hier is alleen een afbeelding of scan; wat daarop staat is niet met zekerheid te maskeren");
	use(page_of(595, 842, SHOW(72, 700, "tekst"), "/Annots [ << /Type /Annot /Subtype /Text /Rect [0 0 9 9] "
	    "/Contents (opmerking) >> ]", ""), NULL, 0);
	no_picture((struct album_shot){ .at = at("opmerking", 0) }, "de vondst staat niet op de bladzijde zelf");
	no_picture((struct album_shot){ .at = { .page = 1 } }, "de plaats op de bladzijde is niet bekend");
	no_picture((struct album_shot){ .at = { 1, 4000000, 9 } }, "de plaats op de bladzijde is niet bekend");
	no_picture((struct album_shot){ .at = { .page = 2 }, .box = { 0, 0, 10, 10 } }, "de bladzijde is niet te tekenen");
	no_picture((struct album_shot){ .at = { .page = 1 }, .box = { 9000, 0, 9010, 10 } }, "de plaats ligt buiten de bladzijde");
	use(a4(SHOW(72, 700, "tekst")), NULL, 0);
	auto_close(&r.fd[1][A_ORIGINAL]);
	assert_int_equal(fd_of_str("x", S("%PDF-1.4\nniets"), &r.fd[1][A_ORIGINAL], &r.err), 0);
	no_picture((struct album_shot){ .at = { .page = 1 }, .box = { 0, 0, 10, 10 } }, "het bestand is niet te openen");
}

/* The second of two, on a page of five by five metres, turned. */
static void
places(void **state)
{
	struct album_print p, q;
	fz_pixmap *m;

	(void)state;
	use(page_of(14400, 14400, SHOW(100, 14000, "een plaats") SHOW(14000, 200, "een plaats"), "", ""), NULL, 0);
	p = picture((struct album_shot){ .at = at("plaats", 1) });
	assert_int_equal(p.width, 1200);
	assert_int_equal(p.height, 800);
	m = dots(p);
	/* Near the lower right corner. */
	assert_int_equal(ink(m, INK_RED, 0, 0, 600, 400), 0);
	assert_true(ink(m, INK_RED, 600, 400, 1200, 800) > 500);
	fz_drop_pixmap(ctx, m);

	use(page_of(595, 842, SHOW(72, 700, "een plaats"), "/Rotate 90", ""), NULL, 0);
	p = picture((struct album_shot){ .at = at("plaats", 0) });
	assert_int_equal(p.width, 1170);
	/* What a box says is the same place. */
	use(page_of(595, 842, SHOW(72, 700, "een plaats"), "/CropBox [50 50 500 800]", ""), NULL, 0);
	p = picture((struct album_shot){ .at = at("een", 0) });
	q = picture((struct album_shot){ .at = { .page = 1 }, .box = { 220, 870, 420, 1030 } });
	assert_int_equal(p.width, q.width);
	assert_int_equal(p.height, q.height);
}

/* What a worker says is checked before a page believes it. */
static void
an_album(void **state)
{
	static const struct { const char *name; struct str s; } cases[] = {
		{ "nothing", S("") },
		{ "no list", S("{}\n") },
		{ "one too many", S("{\"pictures\":[{\"why\":\"a\"},{\"why\":\"b\"}]}\n") },
		{ "too short", S("{\"pictures\":[{\"bytes\":9,\"width\":1,\"height\":1}]}\nabc") },
		{ "no PNG", S("{\"pictures\":[{\"bytes\":3,\"width\":1,\"height\":1}]}\nabc") },
		{ "no bytes", S("{\"pictures\":[{\"bytes\":0,\"width\":1,\"height\":1}]}\n") },
		{ "another size", S("{\"pictures\":[{\"bytes\":33,\"width\":2,\"height\":1}]}\n\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0abcd") },
		{ "too large", S("{\"pictures\":[{\"bytes\":33,\"width\":65536,\"height\":1}]}\n\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\0\0\1\x08\2\0\0\0abcd") },
		{ "more", S("{\"pictures\":[{\"why\":\"a\"}]}\nabc") },
	};
	struct album_print p;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (album_read(cases[i].s, 1, r.mem, &p, &r.err) == 0)
			fail_msg("%s: taken", cases[i].name);
	}
	assert_int_equal(album_read(S("{\"pictures\":[{\"why\":\"a " ONE " \\u202e\"}]}\n"), 1, r.mem, &p, &r.err), 0);
	assert_true(str_starts(p.why, S("a ********* ")));
}

static void
letters_of_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(base64(r.mem, S("")), S("")));
	assert_true(str_eq(base64(r.mem, S("f")), S("Zg==")));
	assert_true(str_eq(base64(r.mem, S("fo")), S("Zm8=")));
	assert_true(str_eq(base64(r.mem, S("foo")), S("Zm9v")));
	assert_true(str_eq(base64(r.mem, S("foobar")), S("Zm9vYmFy")));
	assert_true(str_eq(base64(r.mem, S("\xff\xfe\0")), S("//4A")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_number, setup, teardown),
		cmocka_unit_test_setup_teardown(ways_to_write, setup, teardown),
		cmocka_unit_test_setup_teardown(unseen_text, setup, teardown),
		cmocka_unit_test_setup_teardown(what_may_show_anything, setup, teardown),
		cmocka_unit_test_setup_teardown(why_not, setup, teardown),
		cmocka_unit_test_setup_teardown(places, setup, teardown),
		cmocka_unit_test_setup_teardown(an_album, setup, teardown),
		cmocka_unit_test_setup_teardown(letters_of_bytes, setup, teardown),
	};

	return cmocka_run_group_tests(tests, setup_all, NULL);
}
