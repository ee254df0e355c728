/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_quick.c - what a device is told of a plain page is call by call, and to the last bit, what MuPDF's interpreter tells it,
 * or the page is not called plain.
 * Usage: test_quick [FILE...]   With files: compares every page of these PDFs, and says how many are plain.
 */
#include "rig.h"

#include <stdlib.h>

#include "quickly.h"

#define CASES		6000		/* pages made by chance, the same ones each time */
#define PLAIN_LEAST	4		/* one in so many of them is plain, or the test tests nothing */

static fz_context *ctx;

static bool
agrees(const char *contents, const char *page)
{
	struct arena *mem = arena_new("test", MIB(1024));
	const char *why;
	bool plain = quickly(ctx, mem, contents, page, DRAWING_CMAP, &why);

	if (why != NULL)
		fail_msg("%s\n%s", contents, why);
	arena_free(mem);
	return plain;
}

static void
known(void **state)
{
	static const struct { const char *s; bool plain; } v[] = {
		{ "", true },
		{ "BT /F 12 Tf 20 100 Td (Te zien) Tj ET", true },
		{ "BT /F 12 Tf (a) Tj 1 0 0 rg (b) Tj /B 9 Tf (c) Tj /F 12 Tf 0 0 10 10 re f (d) Tj q (e) Tj Q (f) Tj ET", true },
		{ "BT /F 12 Tf 1 Tr (a) Tj 2 Tr (b) Tj 3 Tr (c) Tj 0 Tr (d) Tj 2 Tr (e) Tj (f) Tj ET", true },
		{ "BT /F 12 Tf 2 Tr (a) Tj 0 0 Td ET BT (a) Tj ET BT (a) Tj ET", true },
		{ "BT /U 12 Tf 20 100 Td (ABCDEa) Tj <41 4> Tj (\\101\\b\\\n(x)) Tj ET", true },
		{ "q 10 10 50 50 re W n 0 0 9 9 re W* f 1 0 0 1 5 5 cm q 3 3 m 4 9 l h W S Q BT /F 12 Tf (a) Tj ET Q 0 0 1 1 re f", true },
		{ "10 10 50 50 re W n q q 0 0 1 1 re W n BT /F 12 Tf (a) Tj", true },
		{ "0 0 m 1 1 2 2 3 3 c 4 4 5 5 v 6 6 7 7 y h 9 9 l b 1 1 m 2 2 l s 1 1 m 2 2 l B* 3 3 m b* 4 4 m 5 5 l B h f", true },
		{ "W 0 0 1 1 re f 2 2 2 2 re f W n Q Q 5 5 l f", true },
		{ "2 w 1 J 2 j 3 M [1 2 3] .5 d 0 0 m 9 9 l S [] 0 d 5 j 7 J 0 0 m 1 1 l S /Perceptual ri 0 0 1 1 re f", true },
		{ "/G gs 0 0 1 1 re f 0 0 m 1 1 l S q /O gs 0 0 1 1 re B /A gs Q 1 1 1 1 re f", true },
		{ "/I Do q 10 0 0 10 5 5 cm /J Do .5 g /K Do Q", true },
		{ "/C cs 1 sc 0 0 1 1 re f 7 sc 0 0 1 1 re f /S cs 0 0 1 1 re f .5 scn 0 0 1 1 re f .1 .2 .3 .4 k 0 0 1 1 re f", true },
		{ "/DeviceCMYK CS 0 0 m 1 1 l S 1 2 3 RG 0 0 m 1 1 l S -1 G 0 0 m 1 1 l S 1 0 0 0 K 0 0 m 1 1 l S .5 SC 0 0 m 1 1 l S", true },
		{ "BT 90 Tz 2 Ts 1 Tc 3 Tw 14 TL /F 12 Tf 20 100 TD (a b) Tj 0 -14 Td (c) Tj T* (d) Tj (e) ' 1 2 (f) \" [(a)-20(b)] TJ ET", true },
		{ "/P <</MCID 0/A[1 2 (x)/N true]/B<</C null>>>> BDC BT /F 12 Tf (a) Tj ET EMC EMC /P /L BDC /X MP /P /L DP /Y BMC", true },
		{ "/F 9 Tf [(a) 1] TJ", true }, { "BT /F 1 Tf 99999999 0 0 99999999 0 0 cm 99999999 0 0 1 0 0 cm 99999999 0 0 1 0 0 cm 99999999 0 0 1 0 0 cm "
		  "99999999 0 0 1 0 0 cm (aa) Tj ET", true },
		{ "BT /F 1 Tf 99999999 0 0 99999999 0 0 Tm 99999999 Tz [(a) 99999999 (a) 99999999 (a) 99999999 (a) 99999999 (b)] TJ "
		  "99999999 Ts (c) Tj ET", true },
		/* what is not plain */
		{ "/X Do", false }, { "/M gs", false }, { "/N gs", false }, { "/D gs", false }, { "/Z gs", false }, { "/Z Do", false },
		{ "BT /F 12 Tf (a) Tj /G gs (b) Tj ET", false },
		{ "/A gs 0 0 1 1 re B", false }, { "/A gs BT /F 12 Tf 2 Tr (a) Tj ET", false },
		{ "/P cs", false }, { "/Pattern cs", false }, { "/Z cs", false }, { "/P scn", false }, { "/P sh", false },
		{ "/OC /L BDC BT /F 12 Tf (a) Tj ET EMC", false }, { "BI /W 1 /H 1 /CS /G /BPC 8 ID A EI", false },
		{ "BT (a) Tj ET", false }, { "BT /Z 12 Tf (a) Tj ET", false }, { "BT /T 12 Tf (a) Tj ET", false },
		{ "BT /F 12 Tf 7 Tr (a) Tj ET", false }, { "BT /F 12 Tf .5 Tr (a) Tj ET", false },
		{ "BT /F 12 Tf (a) TJ ET", false }, { "BT /F 12 Tf [(a)] Tj ET", false }, { "BT /F 12 Tf (a)(b) Tj ET", false },
		{ "1 2 3 cm", false }, { "1 2 m 3 l", false }, { "[(a)] 0 d", false }, { "1 re", false },
		{ "BT /F 12 Tf [(a) 3 Tc (b)] TJ ET", false }, { "BT /F 12 Tf (a", false }, { "x", false }, { "BX x EX", false },
		{ "1 0 d0", false }, { "true g", false }, { "BT /F 12 Tf [(a)", false }, { "/P <</MCID 0", false },
		{ "[0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0] 0 d", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		for (size_t k = 0; k < COUNT(quick_pages); k++) {
			if (agrees(v[i].s, quick_pages[k]) != v[i].plain)
				fail_msg("%s: %s", v[i].s, v[i].plain ? "not plain" : "plain");
		}
	}
	assert_false(agrees("", "/Group<</S/Transparency/CS[/Separation/Rood/DeviceRGB 14 0 R]>>"));
}

/* ---- by chance ---- */

static void
random_number(struct buf *b)
{
	chance_number(b);
	if (chance(40) == 0)
		buf_addf(b, "%u", chance(10000));
}

/* An operator with its operands: N a number, / a name, ( a string, [ an array of both, < one of numbers. */
static void
random_operator(struct buf *b)
{
	static const char *const ops[] = { "(Tj", "(Tj", "(Tj", "[TJ", "[TJ", "NNTd", "NNTD", "T*", "NNNNNNTm", "NTc", "NTw", "NTL",
		"NTs", "NTz", "/NTf", "/NTf", "BT", "ET", "q", "Q", "NNNNNNcm", "Ng", "NNNrg", "NNNNk", "NG", "NNNRG", "NNNNK",
		"NNNNre", "NNNNre", "NNm", "NNl", "NNl", "NNNNNNc", "NNNNv", "NNNNy", "h", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*",
		"W", "W*", "n", "('", "NN(\"", "NTr", "Nw", "NJ", "Nj", "NM", "<Nd", "Ni", "/ri", "/gs", "/Do", "EMC", "/BMC",
		"NNNscn", "Nsc", "/cs", "/CS", "NSCN" };
	static const char *const names[] = { "/F", "/U", "/B", "/G", "/O", "/A", "/I", "/J", "/K", "/C", "/S", "/DeviceRGB",
		"/DeviceGray", "/DeviceCMYK", "/Saturation", "/X", "/T", "/N", "/L" };
	static const char *const turns[] = { "1 0 0 1 ", "1 0 0 -1 ", "0 1 -1 0 ", "12 0 0 12 ", "1 0 .2 1 ", "0 0 0 0 " };
	const char *op = ops[chance(COUNT(ops))], *word = op + strcspn(op, "TdgrkGRKcmlvyhfFSsBbWnqQwJjMiDEC'\"t*");
	uint32_t from = 0, n = COUNT(names);

	if (chance_turn(b, op, turns, COUNT(turns)))
		return;
	/* As a rule one that is there. */
	if (chance(8) != 0) {
		struct str w = str_of(word);

		from = str_eq(w, S("gs")) ? 3 : str_eq(w, S("Do")) ? 6 : str_eq(w, S("cs")) || str_eq(w, S("CS")) ? 9 : 0;
		n = 3;
	}
	for (; *op == 'N' || *op == '/' || *op == '(' || *op == '[' || *op == '<'; op++) {
		if (*op == 'N')
			random_number(b);
		else if (*op == '/')
			buf_addf(b, "%s", names[from + chance(n)]);
		else if (*op == '(')
			chance_string(b);
		else {
			bool strings = *op == '[';

			buf_addc(b, '[');
			for (uint32_t k = chance(5); k-- != 0;) {
				if (strings)
					chance_string(b);
				buf_addc(b, ' ');
				random_number(b);
			}
			buf_addc(b, ']');
		}
		buf_addc(b, ' ');
	}
	buf_addf(b, "%s\n", op);
}

static void
by_chance(void **state)
{
	uint32_t plain = 0;
	const char *more = getenv("QUICK_CASES");
	int cases = more != NULL ? atoi(more) : CASES;

	(void)state;
	for (int i = 0; i < cases; i++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct buf b;

		buf_init(&b, mem, 65536);
		buf_addf(&b, "/%s %u Tf BT %u %u Td\n", chance(2) != 0 ? "F" : "U", 6 + chance(12), chance(200), chance(200));
		for (uint32_t n = 1 + chance(20); n-- != 0;)
			random_operator(&b);
		chance_slip(&b);
		plain += agrees(str_c(mem, buf_str(&b)), chance(3) == 0 ? "/Group<</S/Transparency/CS/DeviceRGB>>" : "");
		arena_free(mem);
	}
	if (plain < (uint32_t)cases / PLAIN_LEAST)
		fail_msg("only %u of %d are plain", plain, cases);
	if (more != NULL)
		print_message("%u of %d are plain\n", plain, cases);
}

/* ---- files ---- */

static char **files;
static int nfiles;

static void
all_files(void **state)
{
	uint64_t pages = 0, plain = 0;

	(void)state;
	for (int i = 0; i < nfiles; i++) {
		struct arena *mem = arena_new("test", MIB(2048));
		struct both *b;
		struct str bytes;
		struct err e;

		if (file_read(files[i], MIB(512), mem, &bytes, &e) != 0)
			fail_msg("%s", files[i]);
		b = both_new(ctx, mem, bytes);
		for (int n = 0; n < b->npages; n++) {
			const char *why;

			pages++;
			plain += page_agrees(ctx, b, n, &why);
			if (why != NULL)
				fail_msg("%s, page %d: %s", files[i], n + 1, why);
		}
		both_drop(ctx, b);
		arena_free(mem);
	}
	print_message("%llu pages, %llu of them plain\n", (unsigned long long)pages, (unsigned long long)plain);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(known), cmocka_unit_test(by_chance) };
	const struct CMUnitTest real[] = { cmocka_unit_test(all_files) };
	int failed;

	files = argv + 1;
	nfiles = argc - 1;
	ctx = drawing_context();
	failed = argc > 1 ? cmocka_run_group_tests(real, NULL, NULL) : cmocka_run_group_tests(tests, NULL, NULL);
	fz_drop_context(ctx);
	return failed;
}
