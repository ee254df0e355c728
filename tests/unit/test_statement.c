/* SPDX-License-Identifier: EUPL-1.2 */
/* test_statement.c - statements about a document: names of kinds and sources, and which one is believed. */
#include "rig.h"

#include "statement.h"

#include "base/banned.h"

#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))

static struct arena *mem;

static void
names(void **state)
{
	enum say what;
	enum source source;

	(void)state;
	for (int i = 0; i < SAY__COUNT; i++) {
		assert_int_equal(say_find(str_of(say_name((enum say)i)), &what), 0);
		assert_int_equal(what, i);
		assert_true(say_label((enum say)i)[0] != 0);
	}
	for (int i = 0; i < SOURCE__COUNT; i++) {
		assert_int_equal(source_find(str_of(source_name((enum source)i)), &source), 0);
		assert_int_equal(source, i);
		assert_true(source_label((enum source)i)[0] != 0);
	}
	assert_int_equal(say_find(S("Titel"), &what), -1);
	assert_int_equal(source_find(S(""), &source), -1);
	assert_int_equal(say_shape(SAY_SIGNED), SHAPE_DAY);
	assert_int_equal(say_shape(SAY_MAKER), SHAPE_TERM);
}

static void
best(void **state)
{
	struct statements all = { 0 };

	(void)state;
	assert_null(statement_best(&all, SAY_TITLE));
	statement_add(&all, (struct statement){ .what = SAY_DATE, .text = S("d"), .source = SOURCE_DOSSIER_YAML, .sure = 100 }, mem);
	assert_null(statement_best(&all, SAY_TITLE));
	statement_add(&all, (struct statement){ .what = SAY_TITLE, .text = S("1"), .source = SOURCE_TEXT, .sure = 100 }, mem);
	assert_str(statement_best(&all, SAY_TITLE)->text, "1");
	statement_add(&all, (struct statement){ .what = SAY_TITLE, .text = S("2"), .source = SOURCE_MDTO, .sure = 10 }, mem);
	assert_str(statement_best(&all, SAY_TITLE)->text, "2");
	statement_add(&all, (struct statement){ .what = SAY_TITLE, .text = S("3"), .source = SOURCE_MDTO, .sure = 20 }, mem);
	statement_add(&all, (struct statement){ .what = SAY_TITLE, .text = S("4"), .source = SOURCE_MDTO, .sure = 20 }, mem);
	assert_str(statement_best(&all, SAY_TITLE)->text, "3");
	assert_str(statement_of(&all, SAY_TITLE, 0)->text, "1");
	assert_str(statement_of(&all, SAY_TITLE, 3)->text, "4");
	assert_null(statement_of(&all, SAY_TITLE, 4));
	for (size_t i = 0, n = 0; n < 5; n++) {
		const struct statement *s = statement_next(&all, SAY_TITLE, &i);

		assert_ptr_equal(s, statement_of(&all, SAY_TITLE, n));
		assert_int_equal(s == NULL, n == 4);
	}
}

/* Whoever fills the memory with statements is stopped. */
static void
most(void **state)
{
	struct statements all = { 0 };

	(void)state;
	for (size_t i = 0; i < STATEMENTS_MOST + 2; i++)
		statement_add(&all, (struct statement){ .what = SAY_TREFWOORD }, mem);
	assert_int_equal(all.n, STATEMENTS_MOST);
}

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(64));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(names, setup, teardown),
		cmocka_unit_test_setup_teardown(best, setup, teardown),
		cmocka_unit_test_setup_teardown(most, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
