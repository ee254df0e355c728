/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_reveal_glance.c - the first look at a page of a PDF against its drawing: a letter that is called sure is one
 * that the drawing shows (decision 048).
 *
 *	test_reveal_glance				the fixtures and some hundreds of pages made at random
 *	test_reveal_glance --prove [-v] FILE...		these; -v tells of each page
 *	test_reveal_glance --mutate COUNT SEED [FILE...]	COUNT pages made at random, and as many variants of these
 */
#include "extracting.h"
#include "pdfs.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/fd.h"
#include "reveal/pdf_seeing.h"

#include "glancing.h"

static struct proof all;
static bool verbose;
static const char *now_at;

static void
told(const struct seeing *s, bool sure, uint64_t wrong)
{
	size_t doubts = 0, speak = 0;

	for (size_t i = 0; i < s->nletters; i++) {
		speak += s->letters[i].speaks;
		doubts += s->letters[i].speaks && !s->letters[i].sure;
	}
	if (verbose || wrong != 0)
		(void)printf("%s p%u: %s, %zu of %zu letters in doubt%s, %llu wrong\n", now_at, s->number, sure ? "sure" : "drawn",
		    doubts, speak, s->trouble ? ", trouble" : "", (unsigned long long)wrong);
	for (size_t i = 0, n = 0; i < s->nletters && n < 12; i++) {
		const struct letter *x = &s->letters[i];

		if ((wrong != 0 && x->sure && x->cause != CAUSE__COUNT) || (verbose && wrong == 0 && x->speaks && !x->sure)) {
			n++;
			(void)printf("  %c (%d) at %.1f,%.1f size %.1f ink %u cover %u dot %d,%d %s%s\n", x->c < 0x80 ? (int)x->c : '?',
			    (int)x->c, (double)x->cell.x0, (double)x->cell.y0, (double)x->size, x->ink, x->spots[1].cover, x->spots[1].x, x->spots[1].y,
			    x->cause != CAUSE__COUNT ? cause_name(x->cause) : "seen", x->unpainted ? " unpainted" : "");
		}
	}
}

/* Hold the first look at all pages of these bytes against their drawing. */
static void
prove(const char *name, struct str bytes)
{
	struct result result = { 0 };
	struct revealing v = { .job = &r.job, .r = &result, .bytes = bytes };

	now_at = name;
	all.told = told;
	v.tmp = arena_new("onthullen", MIB(1024));
	result.mem = result.findings.mem = v.unseen.mem = v.tmp;
	r.job.tools = &r.tools;
	if (pdf_prove(&v, &all, &r.err) != 0)
		(void)printf("%s: %s\n", name, r.err.msg);
	arena_free(v.tmp);
}

static void
prove_file(const char *path)
{
	struct arena *m = arena_new("bestand", MIB(512));
	struct str bytes;
	struct err e;

	if (file_read(path, MIB(500), m, &bytes, &e) == 0)
		prove(path, bytes);
	else
		(void)printf("%s: %s\n", path, e.msg);
	arena_free(m);
}

static void
summary(void)
{
	(void)printf("first look: %llu pages, %llu with letters, of which %llu drawn; %llu letters, of which %llu sure; %llu wrong\n",
	    (unsigned long long)all.pages, (unsigned long long)all.spoken, (unsigned long long)all.drawn,
	    (unsigned long long)all.letters, (unsigned long long)all.sure, (unsigned long long)all.wrong);
}

/* ---- pages made at random ---- */

static bool keep;		/* what the first look is wrong about */

static void
prove_made(uint64_t seed)
{
	struct arena *m = arena_new("bladzijde", MIB(64));
	struct dice d = { seed * 2654435761u + 1 };
	struct pdf_making made;
	uint64_t wrong = all.wrong;
	char name[40];

	(void)snprintf(name, sizeof name, "made-%llu", (unsigned long long)seed);
	for (int i = 0; i < 8; i++)
		(void)roll(&d, 2);
	random_page(&d, m, &made);
	prove(name, buf_str(&made.b));
	if (all.wrong != wrong && keep) {
		FILE *f = fopen(name, "w");

		if (f != NULL) {
			(void)fwrite(made.b.p, 1, made.b.n, f);
			(void)fclose(f);
		}
	}
	arena_free(m);
}

/* ---- pages as they are, with paint between their texts ---- */

static void
stir(fz_context *ctx, pdf_document *doc, int number, struct dice *d)
{
	pdf_page *page = pdf_load_page(ctx, doc, number);
	pdf_obj *res = pdf_dict_get_inheritable(ctx, page->obj, PDF_NAME(Resources)), *states, *mine;
	fz_stream *in = pdf_open_contents_stream(ctx, doc, pdf_page_contents(ctx, page));
	fz_buffer *old = fz_read_all(ctx, in, 1 << 16), *new = fz_new_buffer(ctx, 1 << 16);
	unsigned char *p;
	size_t n = fz_buffer_storage(ctx, old, &p), from = 0;
	struct arena *m = arena_new("bladzijde", MIB(64));
	int every = 1 + roll(d, 20);
	fz_rect box = pdf_bound_page(ctx, page);

	for (size_t i = 2; i + 2 < n; i++) {
		struct buf b;
		int depth = 0;

		if (p[i - 2] != 'E' || p[i - 1] != 'T' || (p[i] != '\n' && p[i] != ' ' && p[i] != '\r') || roll(d, every) != 0)
			continue;
		fz_append_data(ctx, new, p + from, i - from);
		from = i;
		buf_init(&b, m, 1 << 20);
		buf_addf(&b, " q %g 0 0 %g %d %d cm ", (double)(box.x1 - box.x0) / 300, (double)(box.y1 - box.y0) / 200, roll(d, 9), roll(d, 9));
		for (int k = 1 + roll(d, 4); k > 0; k--) {
			random_colour(d, &b);
			if (roll(d, 3) == 0)
				buf_addf(&b, "/WoS%c gs ", "ABCDEGHL"[roll(d, 8)]);
			if (roll(d, 5) == 0)
				random_step(d, &b, &depth, false);
			else
				random_paint(d, &b);
		}
		while (depth-- > 0)
			buf_addf(&b, "Q ");
		buf_addf(&b, " Q ");
		fz_append_data(ctx, new, b.p, b.n);
	}
	fz_append_data(ctx, new, p + from, n - from);
	if (pdf_is_dict(ctx, res)) {
		static const struct { const char *name, *key; float v; const char *mode; } v[] = { { "WoSA", "ca", .5f, NULL },
			{ "WoSB", NULL, 0, "Multiply" }, { "WoSC", NULL, 0, "Difference" }, { "WoSD", "ca", .95f, NULL },
			{ "WoSE", "ca", 1, "Normal" }, { "WoSG", NULL, 0, "Screen" }, { "WoSH", "ca", .02f, NULL },
			{ "WoSL", NULL, 0, "Darken" } };

		states = pdf_dict_get(ctx, res, PDF_NAME(ExtGState));
		if (!pdf_is_dict(ctx, states))
			states = pdf_dict_put_dict(ctx, res, PDF_NAME(ExtGState), 8);
		for (size_t i = 0; i < sizeof v / sizeof v[0]; i++) {
			mine = pdf_dict_puts_dict(ctx, states, v[i].name, 2);
			if (v[i].key != NULL)
				pdf_dict_puts_drop(ctx, mine, v[i].key, pdf_new_real(ctx, v[i].v));
			if (v[i].mode != NULL)
				pdf_dict_puts_drop(ctx, mine, "BM", pdf_new_name(ctx, v[i].mode));
		}
	}
	pdf_dict_put_drop(ctx, page->obj, PDF_NAME(Contents), pdf_add_stream(ctx, doc, new, NULL, 0));
	fz_drop_buffer(ctx, new);
	fz_drop_buffer(ctx, old);
	fz_drop_stream(ctx, in);
	fz_drop_page(ctx, &page->super);
	arena_free(m);
}

/* A variant of one page of it, or the empty string. */
static struct str
variant(struct arena *m, struct str bytes, struct dice *d)
{
	fz_context *ctx = fz_new_context(NULL, NULL, FZ_STORE_DEFAULT);
	struct str s = STR_NONE;

	fz_set_warning_callback(ctx, NULL, NULL);
	fz_set_error_callback(ctx, NULL, NULL);
	fz_try(ctx)
	{
		fz_stream *in = fz_open_memory(ctx, (const unsigned char *)bytes.p, bytes.n);
		pdf_document *doc = pdf_open_document_with_stream(ctx, in);
		int n = pdf_count_pages(ctx, doc), which = roll(d, n > 0 ? n : 1);
		fz_buffer *b = fz_new_buffer(ctx, 1 << 20);
		fz_output *out = fz_new_output_with_buffer(ctx, b);
		pdf_write_options options = pdf_default_write_options;
		unsigned char *p;

		stir(ctx, doc, which, d);
		if (which + 1 < n)
			pdf_delete_page_range(ctx, doc, which + 1, n);
		if (which > 0)
			pdf_delete_page_range(ctx, doc, 0, which);
		pdf_write_document(ctx, doc, out, &options);
		fz_close_output(ctx, out);
		s.n = fz_buffer_storage(ctx, b, &p);
		s = str_dup(m, (struct str){ (const char *)p, s.n });
		fz_drop_output(ctx, out);
		fz_drop_buffer(ctx, b);
		pdf_drop_document(ctx, doc);
		fz_drop_stream(ctx, in);
	}
	fz_catch(ctx) s = STR_NONE;
	fz_drop_context(ctx);
	return s;
}

static void
prove_variant(const char *path, uint64_t seed)
{
	struct arena *m = arena_new("bestand", MIB(1024));
	struct dice d = { seed * 2654435761u + 7 };
	uint64_t wrong = all.wrong;
	struct str bytes, made;
	char name[300];
	struct err e;

	(void)snprintf(name, sizeof name, "variant-%llu", (unsigned long long)seed);
	if (file_read(path, MIB(200), m, &bytes, &e) == 0 && (made = variant(m, bytes, &d)).n != 0) {
		prove(name, made);
		if (all.wrong != wrong && keep) {
			FILE *f = fopen(name, "w");

			if (f != NULL) {
				(void)fwrite(made.p, 1, made.n, f);
				(void)fclose(f);
			}
			(void)printf("  of %s\n", path);
		}
	}
	arena_free(m);
}

static int
by_hand(int argc, char **argv)
{
	int i = 2;

	if (load(NULL) != 0 || setup(NULL) != 0)
		return 1;
	verbose = argc > i && strcmp(argv[i], "-v") == 0;
	for (i += verbose; i < argc; i++)
		prove_file(argv[i]);
	summary();
	return all.wrong != 0;
}

static int
by_chance(int argc, char **argv)
{
	uint64_t count = argc > 2 ? strtoull(argv[2], NULL, 10) : 0, seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;

	if (load(NULL) != 0 || setup(NULL) != 0)
		return 1;
	keep = true;
	for (uint64_t i = 0; i < count; i++) {
		if (argc > 4)
			prove_variant(argv[4 + (int)(i % (uint64_t)(argc - 4))], seed + i);
		else
			prove_made(seed + i);
	}
	summary();
	return all.wrong != 0;
}

/* ---- the tests ---- */

#define MADE	500

static void
made(void **state)
{
	(void)state;
	for (uint64_t i = 1; i <= MADE; i++)
		prove_made(i);
	assert_int_equal(all.pages, MADE);
	assert_int_equal(all.wrong, 0);
	/* both ways are taken */
	assert_true(all.drawn > MADE / 10 && all.spoken - all.drawn > MADE / 20 && all.sure * 20 > all.letters);
}

/* What dice seldom bring about: text that another way of painting takes away. */
static void
taken_away(void **state)
{
#define WORDS	"BT /F 12 Tf 20 100 Td (Jan Jansen) Tj ET "
	static const char *const pages[] = {
		"/G gs 0 g " WORDS, "0 g 10 90 90 30 re f /B gs 1 g " WORDS, "0 g 10 90 90 30 re f /L gs 1 g " WORDS,
		"/H gs 0 g " WORDS, "/H gs /Y Do", "/G gs /Y Do", "/K gs 0 g " WORDS, "0 g " WORDS "/C gs 1 g 0 0 300 200 re f",
		"/Pattern cs /P scn 0 0 300 200 re f", "3 Tr 0 g " WORDS, "7 Tr 0 g " WORDS, "1 Tr 1 G " WORDS, "2 Tr 0 g 1 G 9 w " WORDS,
		"q 30 0 0 30 0 0 cm /I Do Q 10 10 m 20 200 l 30 10 l W n 0 g " WORDS, "0 g " WORDS "1 g 20 95 m 90 95 l 90 112 l 20 112 l f",
		"0 g " WORDS "20 w 1 G 20 104 m 90 104 l S", "0 g " WORDS "1 g BT /F 200 Tf 0 60 Td (HHH) Tj ET", ".98 g " WORDS,
		/* spikes of lines that nearly turn back, also when what lies between is too short to be drawn */
		"0 g " WORDS "1 G 20 w 100000 M -100 104 m -90 104 l -100 104.006 l S",
		"0 g " WORDS "1 0 0 1 -90 104 cm 1 G 20 w 1000000000 M -.01 0 m 0 0 l 0 .0000001 l -.01 .0000001 l S",
		/* a line that is thin in one direction, and a square end at an angle */
		"0 g " WORDS "1000 0 0 .001 0 0 cm 0 w 1 G .05 90000 m .05 125000 l S",
		"0 g " WORDS ".7071 .7071 -.7071 .7071 0 0 cm 1 G 2 J 200 w 0 0 m 0.01 0 l S",
		/* so far away that floats have no halves: where it lands is known only by drawing it */
		"0 g 10 0 0 10 -312685454 -312685454 cm 31268552 31268553 20 4 re W n .1 0 0 .1 31268545 31268545 cm " WORDS,
		"0 g 1 0 0 1 -747750079 -747750079 cm 747750137 747750126 151 86 re W n 1 0 0 1 747750079 747750079 cm " WORDS,
		"0 g " WORDS "10 0 0 1 -1123904476 0 cm 1 G 8 w 2 J 112390458 0 m 112390458 200 l S",
		/* a bar, from under which feet stick out */
		"0 g " WORDS "10 101 90 30 re f", "0 g " WORDS "1 g 10 101 90 30 re f",
		/* a colour that cannot be had, where nobody looks */
		"1 g " WORDS "/CB cs 1 sc 900 900 10 10 re f 0 g BT /F 12 Tf 20 50 Td (Te zien) Tj ET",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
		struct dice d = { 1 };
		struct pdf_making m;

		all = (struct proof){ 0 };
		random_plan(&d, r.mem, &m, pages[i]);
		prove(pages[i], buf_str(&m.b));
		if (all.wrong != 0 || all.drawn != 1)
			fail_msg("%s", pages[i]);
	}
}

/* A picture that cannot be drawn is told of: no page with it passes undrawn. */
static void
odd_picture(void **state)
{
	struct dice d = { 1 };
	struct pdf_making m;

	(void)state;
	all = (struct proof){ 0 };
	random_plan(&d, r.mem, &m, "0 g " WORDS "q 50 0 0 50 200 100 cm /O Do Q");
	prove("odd picture", buf_str(&m.b));
	assert_int_equal(all.wrong, 0);
	assert_int_equal(all.pages, 0);		/* the drawing breaks off */
}

/* A tile that is larger than memory: the drawing ends at it, whatever is painted over it. */
static void
large_tile(void **state)
{
	struct pdf_plan plan = { .resources = "/Pattern<</P 6 0 R>>",
		.contents = "/Pattern cs /P scn 0 0 300 200 re f 1 g 0 0 290 190 re f 0 g " WORDS };
	struct pdf_making m;

	(void)state;
	all = (struct proof){ 0 };
	plan.more[0] = pdf_stream(r.mem, "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[-40000 -40000 40000 40000]"
	    "/XStep 100/YStep 100/Resources<<>>", "0 g 0 0 50 50 re f");
	pdf_make(&m, r.mem, &plan);
	prove("large tile", buf_str(&m.b));
	assert_int_equal(all.wrong, 0);
	assert_int_equal(all.pages, 0);
}

/* Every PDF of the fixtures but those that are made to take hours. */
static int
each_fixture(const char *path, const struct stat *st, int type, struct FTW *at)
{
	size_t n = strlen(path);

	(void)st;
	(void)at;
	if (type == FTW_F && n > 4 && strcmp(path + n - 4, ".pdf") == 0 && strstr(path, "vormen-waaier") == NULL)
		prove_file(path);
	return 0;
}

static void
fixtures(void **state)
{
	(void)state;
	all = (struct proof){ 0 };
	assert_int_equal(nftw("fixtures", each_fixture, 16, FTW_PHYS), 0);
	assert_true(all.pages > 50);
	assert_int_equal(all.wrong, 0);
	/* ordinary pages are not drawn */
	assert_true(all.drawn * 4 < all.spoken);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { TEST(made), TEST(taken_away), TEST(odd_picture), TEST(large_tile), TEST(fixtures) };

	if (argc > 1 && strcmp(argv[1], "--prove") == 0)
		return by_hand(argc, argv);
	if (argc > 1 && strcmp(argv[1], "--mutate") == 0)
		return by_chance(argc, argv);
	return cmocka_run_group_tests(tests, load, NULL);
}
