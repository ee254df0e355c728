/* SPDX-License-Identifier: EUPL-1.2 */
/* test_terminal.c - what stands on one line of a terminal: how wide it is, and how long a run still takes. */
#include "scratch.h"

#include "base/fold.h"
#include "report/layout.h"
#include "report/progress.h"

#define GUAN	"\xe5\xae\x98\xe5\xae\x98"	/* two characters of two columns each */

static void
progress_estimate(void **state)
{
	static const struct { int64_t s; const char *says; } cases[] = {
		{ 0, ", bijna klaar" }, { 29, ", bijna klaar" }, { 30, ", nog ongeveer 1 minuut" },
		{ 89, ", nog ongeveer 1 minuut" }, { 90, ", nog ongeveer 2 minuten" }, { 720, ", nog ongeveer 12 minuten" },
		{ 5369, ", nog ongeveer 89 minuten" }, { 5400, ", nog ongeveer 2 uur" }, { 86400, ", nog ongeveer 24 uur" },
	};

	struct str s;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(progress_line(mem, 12, 24, cases[i].s, S("leiden"), S("a"), 78),
		    str_c(mem, str_fmt(mem, "[############............] 12/24 dossiers%s  leiden/a", cases[i].says)));
	assert_int_equal(progress_left(10, 40, 20000), 60);
	assert_int_equal(progress_left(2, 40, 20000), -1);	/* too few */
	assert_int_equal(progress_left(10, 40, 9999), -1);	/* too soon */
	assert_int_equal(progress_left(40, 40, 20000), -1);	/* nothing is left */
	assert_int_equal(progress_left(3, SIZE_MAX, INT32_MAX), -1);
	s = progress_line(mem, 1, 2, -1, STR_NONE, S(GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN), 50);
	assert_true(fold_columns(s) == 49 || fold_columns(s) == 50);
	assert_str(progress_line(mem, 1, 2, -1, STR_NONE, S("x"), 8), "[######…");
}

/* What a terminal makes of it, and never more than the line. */
static void
wide(void **state)
{
	static const struct { const char *s; size_t columns; } cases[] = {
		{ "", 0 }, { "één", 3 }, { "e\xcc\x81\xcc\x81", 1 }, { "\xe5\xae\x98\xe5\xae\x98", 4 }, { "\xf0\x9f\x8f\x9b", 1 },
		{ "\xf0\x9f\x98\x80", 2 }, { "\xe2\x9d\xa4\xef\xb8\x8f", 2 }, { "a\xe2\x80\x8d" "b", 2 }, { "\xff", 1 },
	};
	struct str s = str_of(GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN GUAN), cut;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(fold_columns(str_of(cases[i].s)), cases[i].columns);
	for (size_t n = 1; n < 30; n++) {
		cut = layout_cut(mem, s, n);
		assert_true(utf8_valid(cut) && fold_columns(cut) <= n && fold_columns(cut) + 1 >= n);
		cut = layout_cut_middle(mem, s, n);
		assert_true(utf8_valid(cut) && fold_columns(cut) <= n && fold_columns(cut) + 2 >= n);
	}
	for (size_t n = 3; n < 30; n++) {
		struct str rest, line;
		struct buf b;

		buf_init(&b, mem, LAYOUT_MOST);
		layout_wrap(&b, s, S("-"), 2, n + 2);
		rest = buf_str(&b);
		while (str_next(&rest, '\n', &line))
			assert_true(utf8_valid(line) && fold_columns(line) <= n + 2);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(progress_estimate),
		cmocka_unit_test(wide),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
