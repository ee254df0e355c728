/* SPDX-License-Identifier: EUPL-1.2 */
/* test_excerpt.c - the words around a place, and what must never be among them. */
#include "rig.h"

#include <string.h>

#include "base/utf8.h"
#include "report/excerpt.h"

#define TEN	"woorden en"
#define LONG	TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(256));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* The excerpt at the first place where `at` stands. */
static struct str
around(const char *text, const char *at, const char *masked)
{
	const char *p = strstr(text, at);

	assert_non_null(p);
	return excerpt_of(mem, str_of(text), (uint64_t)(p - text), strlen(at), str_of(masked));
}

static void
says(void **state)
{
	static const struct { const char *name, *text, *at, *masked, *want; } cases[] = {
		{ "whole text", "een twee drie", "twee", NULL, "een [twee] drie" },
		{ "at the begin", "een twee", "een", NULL, "[een] twee" },
		{ "at the end", "een twee", "twee", NULL, "een [twee]" },
		{ "all of it", "een", "een", NULL, "[een]" },
		{ "lines become blanks", "een\n\n  twee\tdrie\r\nvier", "twee", NULL, "een [twee] drie vier" },
		{ "far away is cut", LONG "hier" LONG, "hier", NULL,
		    "…" TEN TEN TEN TEN TEN TEN "[hier]" TEN TEN TEN TEN TEN TEN "…" },
		{ "masked stands in its place", "nummer 111222333 van", "111222333", "111*****3", "nummer [111*****3] van" },
		{ "number inside", "nummer 111222333 van", "111222333", NULL, "nummer [*********] van" },
		{ "number beside", "nummer 111222333 van Jan", "van", NULL, "nummer ********* [van] Jan" },
		{ "four digits", "in 2026 en", "en", NULL, "in **** [en]" },
		{ "three digits", "lid 123 en", "en", NULL, "lid 123 [en]" },
		{ "dots between", "nr 111.222.333 is", "is", NULL, "nr ***.***.*** [is]" },
		{ "blanks between", "nr 11 12 22 33 3 is", "is", NULL, "nr ** ** ** ** * [is]" },
		{ "lines between", "nr 111\n222\n333 is", "is", NULL, "nr *** *** *** [is]" },
		{ "six digits apart stay", "art 12 34 56 is", "is", NULL, "art 12 34 56 [is]" },
		{ "letters part numbers", "12a34b567 is", "is", NULL, "12a34b567 [is]" },
		{ "invisible marks between", "nr 111\xe2\x80\x8b" "222\xe2\x80\x8b" "333 is", "is", NULL,
		    "nr ***\xe2\x80\x8b***\xe2\x80\x8b*** [is]" },
		{ "other digits", "nr \xef\xbc\x91\xef\xbc\x91\xef\xbc\x91\xef\xbc\x92 is", "is", NULL, "nr **** [is]" },
		{ "arabic digits", "nr \xd9\xa1\xd9\xa1\xd9\xa1\xd9\xa1 is", "is", NULL, "nr **** [is]" },
		{ "address", "mail j.jansen@leiden.example.nl nu", "nu", NULL, "mail ********@***************** [nu]" },
		{ "address in brackets", "(jan@example.nl) nu", "nu", NULL, "(***@**********) [nu]" },
		{ "two addresses", "a@b.nl,c@d.nl nu", "nu", NULL, "*@****,*@**** [nu]" },
		{ "an at alone", "x @ y nu", "nu", NULL, "x @ y [nu]" },
		{ "address found", "mail jan@example.nl nu", "jan@example.nl", NULL, "mail [***@**********] nu" },
		{ "control characters", "een \x1b[31m twee", "twee", NULL, "een \\x1b[31m [twee]" },
		{ "bidi", "een \xe2\x80\xae twee", "twee", NULL, "een \\xe2\\x80\\xae [twee]" },
		{ "not UTF-8", "een \xff twee", "twee", NULL, "een \\xff [twee]" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str got = around(cases[i].text, cases[i].at, cases[i].masked);

		if (!str_eq(got, str_of(cases[i].want)))
			fail_msg("%s: %.*s", cases[i].name, STRF(got));
	}
}

/* Where the excerpt ends in the middle of a number, the rest of it still counts. */
static void
edges(void **state)
{
	static const char number[] = "111222333";

	(void)state;
	for (size_t gap = 40; gap < 75; gap++) {
		struct str fill = STR_NONE, left, right;

		for (size_t i = 0; i < gap; i++)
			fill = str_fmt(mem, "%.*sx", STRF(fill));
		left = str_fmt(mem, "%s%.*s hier", number, STRF(fill));
		right = str_fmt(mem, "hier %.*s%s", STRF(fill), number);
		left = excerpt_of(mem, left, left.n - 4, 4, STR_NONE);
		right = excerpt_of(mem, right, 0, 4, STR_NONE);
		for (char c = '1'; c <= '3'; c++) {
			assert_false(str_has(left, c));
			assert_false(str_has(right, c));
		}
	}
}

static void
no_place(void **state)
{
	static const struct { uint64_t off, len; } cases[] = { { 0, 0 }, { 3, 1 }, { 0, 4 }, { 2, 2 }, { UINT64_MAX, 1 },
		{ 1, UINT64_MAX }, { UINT64_MAX, UINT64_MAX } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_null(excerpt_of(mem, S("een"), cases[i].off, cases[i].len, STR_NONE).p);
	assert_null(excerpt_of(mem, STR_NONE, 0, 1, STR_NONE).p);
}

/* A place may be long, begin inside a character, or lie in a text of one enormous line. */
static void
sizes(void **state)
{
	struct str text = STR_NONE, got;

	(void)state;
	for (int i = 0; i < 12; i++)
		text = str_fmt(mem, "%.*s%s", STRF(text), LONG "é");
	for (uint64_t off = 0; off < text.n; off += 7) {
		for (uint64_t len = 1; len <= text.n - off; len += 97) {
			struct mark mark = arena_mark(mem);

			got = excerpt_of(mem, text, off, len, STR_NONE);
			assert_true(got.n != 0 && utf8_valid(got) && utf8_width(got) <= EXCERPT_COLUMNS);
			arena_rewind(mem, mark);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says),
		cmocka_unit_test(edges),
		cmocka_unit_test(no_place),
		cmocka_unit_test(sizes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
