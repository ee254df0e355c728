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

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(attributes), TEST(bytes) };

	return cmocka_run_group_tests_name("legible", tests, load, NULL);
}
