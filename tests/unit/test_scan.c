/* SPDX-License-Identifier: EUPL-1.2 */
/* test_scan.c - words that somebody else read in a picture: their pages, lines and certainty, and answers that lie. */
#include "extracting.h"

#define HEAD	"level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
#define WORD(page, line, sure, text)	"5\t" page "\t1\t1\t" line "\t1\t10\t10\t50\t20\t" sure "\t" text "\n"

static struct str says;			/* what the reader of pictures answers */
static bool fails;
static int asked;
static struct str shown;		/* the last picture that it was given: its first bytes */

static bool
answer(const struct job *job, struct str picture, struct arena *into, struct str *words_r)
{
	(void)job;
	asked++;
	shown = str_dup(r.mem, str_sub(picture, 0, 16));
	*words_r = str_dup(into, says);
	return !fails;
}

static int
read_as(const char *name, const char *file, struct str words)
{
	int doc = rig_add(&r, name, file);

	says = words;
	fails = false;
	asked = 0;
	r.job.words = answer;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	return doc;
}

static struct str
text(int doc, struct text *t)
{
	struct err e;

	r.job.doc = doc;
	assert_int_equal(text_load(&r.job, t, r.mem, &e), 0);
	return t->s;
}

#define SCAN	"fixtures/dossiers/alleen-beeld/in/oegstgeest/containers Lange Voort/scan0047.pdf"
#define MIXED	"fixtures/dossiers/bladzijde-beeld/in/pijnacker-nootdorp/2026-44 sporthal/Raadsbesluit sporthal.pdf"

static void
words_and_lines(void **state)
{
	int doc = read_as("a.pdf", SCAN, S(HEAD "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n" WORD("1", "1", "96.4", "Besluit")
	    WORD("1", "1", "91", "van") WORD("1", "2", "95.0", "het\xcc\x81") WORD("1", "2", "95", " ") WORD("1", "3", "88", "college")));
	struct text t;
	struct str s = text(doc, &t);

	(void)state;
	assert_int_equal(asked, 1);
	assert_true(str_starts(shown, S("P5\n")));
	assert_true(str_starts(s, S("Besluit van\nhet\xcc\x81\ncollege\n")) || str_starts(s, S("Besluit van\nhet")));
	assert_int_equal(text_origin_at(&t, 0), TEXT_SCAN);
	assert_int_equal(text_origin_at(&t, 20), TEXT_SCAN);
	assert_int_equal(rig_count(&r, F_EXT_SCAN_READ, doc), 1);
	assert_int_equal(rig_count(&r, F_EXT_NO_TEXT, doc), 0);
	assert_int_equal(verdict_doc(&r.dossier.findings, doc), V_LOOK);
}

/* Only the page that is a picture is read, and its words stand on it. */
static void
between_pages(void **state)
{
	int doc = read_as("a.pdf", MIXED, S(HEAD WORD("1", "1", "96", "BIJLAGE")));
	struct text t;
	struct str s = text(doc, &t);
	const char *at = memmem(s.p, s.n, "BIJLAGE", 7);

	(void)state;
	assert_int_equal(asked, 1);
	assert_non_null(at);
	assert_int_equal(text_page(&t, (uint32_t)(at - s.p)), 2);
	assert_int_equal(text_origin_at(&t, (uint32_t)(at - s.p)), TEXT_SCAN);
	assert_int_equal(text_origin_at(&t, 0), TEXT_VISIBLE);
	assert_int_equal(rig_count(&r, F_EXT_PAGES_PICTURE, doc), 0);
}

/* What must hold the document, and by which finding. */
static void
held(void **state)
{
	static const struct { const char *name; struct str words; bool fails; enum finding_code code; } cases[] = {
		{ "nothing was found", S(HEAD), false, F_EXT_NO_TEXT },
		{ "no letter or digit", S(HEAD WORD("1", "1", "99", "---")), false, F_EXT_NO_TEXT },
		{ "unsure", S(HEAD WORD("1", "1", "30", "8esl%it") WORD("1", "1", "96", "is")), false, F_EXT_SCAN_UNSURE },
		{ "less than nothing sure", S(HEAD WORD("1", "1", "-1", "Besluit")), false, F_EXT_SCAN_UNSURE },
		{ "it failed", S(""), true, F_EXT_SCAN_FAILED },
		{ "it failed halfway", S(HEAD WORD("1", "1", "96", "Besluit")), true, F_EXT_SCAN_FAILED },
		{ "lines that are not", S("geen tabel\n5\t1\n\n\t\t\t"), false, F_EXT_NO_TEXT },
		{ "numbers that are not", S(HEAD WORD("x", "-", "veel", "Besluit")), false, F_EXT_SCAN_UNSURE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int doc;

		r.job.words = answer;
		doc = rig_add(&r, "a.pdf", SCAN);
		says = cases[i].words;
		fails = cases[i].fails;
		assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
		assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
		if (rig_count(&r, cases[i].code, doc) != 1 || verdict_doc(&r.dossier.findings, doc) != V_HOLD)
			fail_msg("%s: %s", cases[i].name, tags(doc));
	}
}

/* A number of which the OCR may have lost a digit holds the page; a date, an amount and a short one do not. */
static void
numbers(void **state)
{
	static const struct { const char *line; bool holds; } cases[] = {
		{ "111222333", true }, { "11122233", true }, { "1112223", true }, { "1112.22.333", true },
		{ "111 222 333", true }, { "11I222333", true }, { "lll222333", true }, { "1112 22", false },
		{ "nummer 111222333.", true }, { "12-03-2026", false }, { "1.2.26", false }, { "12-03-2026 14", true },
		{ "2026", false }, { "2333 AB", false }, { "14 071", false }, { "1.250.000", true }, { "SBOl|I", false },
		{ "3 Besluit 2026 Bijlage 12", false }, { "-- 1 -- 2 -- 3", false }, { "20260312", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;
		struct str rest = str_of(cases[i].line), word;
		int doc;

		buf_init(&b, r.mem, 4000);
		buf_addf(&b, HEAD WORD("1", "1", "96", "Zaak"));
		while (str_next(&rest, ' ', &word))
			buf_addf(&b, "5\t1\t1\t1\t2\t1\t0\t0\t9\t9\t96\t%.*s\n", STRF(word));
		doc = read_as("a.pdf", SCAN, buf_str(&b));
		if ((rig_count(&r, F_EXT_SCAN_NUMBERS, doc) == 1) != cases[i].holds)
			fail_msg("%s: %s", cases[i].line, tags(doc));
	}
}

/* An answer that lies about pages makes none, and its bytes become text. */
static void
lies(void **state)
{
	int doc = read_as("a.pdf", SCAN, S(HEAD WORD("4000000000", "1", "96", "ver") WORD("2", "1", "96", "weg\xff\x01")
	    WORD("99999999999999999999999", "1", "100000", "op")));
	struct text t;
	struct str s = text(doc, &t);

	(void)state;
	assert_int_equal(t.npages, 1);
	assert_true(str_starts(s, S("ver\nweg\xef\xbf\xbd\nop\n")));
}

static void
pictures(void **state)
{
	struct text t;
	int doc = read_as("a.png", "fixtures/docs/stip.png", S(HEAD WORD("1", "1", "96", "Besluit")));

	(void)state;
	assert_true(str_starts(shown, S("\x89PNG")));
	assert_true(str_starts(text(doc, &t), S("Besluit\n")));
	assert_int_equal(rig_count(&r, F_EXT_SCAN_READ, doc), 1);
	doc = read_as("b.png", "fixtures/docs/stip.png", S(HEAD));
	assert_int_equal(rig_count(&r, F_EXT_NO_TEXT, doc), 1);
	r.job.words = NULL;
	doc = rig_add(&r, "c.png", "fixtures/docs/stip.png");
	asked = 0;
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	assert_int_equal(asked, 0);
	assert_int_equal(rig_count(&r, F_EXT_NO_TEXT, doc), 1);
}

/* Two pictures in one file, made by hand: each is a page, and one without words is named. */
static void
tiff(void **state)
{
	static const char file[] =
	    "II*\0\x08\0\0\0"
	    "\x02\0" "\0\1\3\0\1\0\0\0\x10\0\0\0" "\1\1\3\0\1\0\0\0\x10\0\0\0" "\x26\0\0\0"
	    "\x02\0" "\0\1\3\0\1\0\0\0\x10\0\0\0" "\1\1\3\0\1\0\0\0\x10\0\0\0" "\0\0\0\0";
	static const struct { struct str words; enum finding_code code; } cases[] = {
		{ S(HEAD WORD("1", "1", "96", "een") WORD("2", "1", "96", "twee")), F_EXT_SCAN_READ },
		{ S(HEAD WORD("1", "1", "96", "een")), F_EXT_PAGES_PICTURE },
		{ S(HEAD WORD("2", "1", "96", "twee")), F_EXT_PAGES_PICTURE },
		{ S(HEAD WORD("1", "1", "96", "een") WORD("2", "1", "20", "?wee")), F_EXT_SCAN_UNSURE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct text t;
		int doc = rig_add_bytes(&r, "a.tif", (struct str){ file, sizeof file - 1 });

		r.job.words = answer;
		says = cases[i].words;
		fails = false;
		assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
		assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
		(void)text(doc, &t);
		if (t.npages != 2 || rig_count(&r, cases[i].code, doc) != 1)
			fail_msg("case %zu: %zu pages, %s", i, t.npages, tags(doc));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_and_lines), TEST(between_pages), TEST(held), TEST(numbers), TEST(lies), TEST(pictures), TEST(tiff),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
