/* SPDX-License-Identifier: EUPL-1.2 */
/* test_ground.c - grounds of refusal, as people, inventories and programs write them. */
#include "rig.h"

#include "ground.h"

#include "base/banned.h"

static void
reads(void **state)
{
	static const struct { const char *typed, *want; } table[] = {
		{ "5.1.2e", "5.1.2e" }, { "5.1.2.e", "5.1.2e" }, { " 5.1.2E ", "5.1.2e" }, { "5.1 lid 2 e", "5.1.2e" },
		{ "5.1 lid 2 onder e", "5.1.2e" }, { "5.1, lid 2, sub e", "5.1.2e" }, { "art. 5.1.2.e Woo", "5.1.2e" },
		{ "artikel 5.1, tweede lid, aanhef en onder e, van de Wet open overheid", "5.1.2e" },
		{ "5.1 eerste lid onderdeel c", "5.1.1c" }, { "5.1.5", "5.1.5" }, { "5.1 lid 5", "5.1.5" },
		{ "5.2", "5.2" }, { "artikel 5.2 lid 1", "5.2.1" }, { "5.4a", "5.4a" }, { "5.4.a", "5.4a" },
		{ "", NULL }, { "5", NULL }, { "5.1", NULL }, { "5.1.2", NULL }, { "5.1.2z", NULL }, { "5.1.2e f", NULL },
		{ "10.2.e", NULL }, { "5.1.2e; 5.1.2i", NULL }, { "privacy", NULL }, { "5,1,2,e", "5.1.2e" }, { "\xff", NULL },
	};
	struct arena *mem = arena_new("test", MIB(1));

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct str got = ground_read(mem, str_of(table[i].typed));

		if (!str_eq(got, table[i].want == NULL ? STR_NONE : str_of(table[i].want)))
			fail_msg("%s: %.*s", table[i].typed, STRF(got));
		assert_int_equal(ground_label(got) != NULL, table[i].want != NULL);
	}
	assert_null(ground_label(S("5.1.2.e")));
	arena_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reads) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
