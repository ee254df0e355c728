/* SPDX-License-Identifier: EUPL-1.2 */
/* test_plan.c - what dossier.yaml says for the bank stands in the plan, masked, and in its digest. */
#include "rig.h"

#include "plan.h"

#include "base/banned.h"

static struct arena *mem;

static void
say(struct dossier *d, enum say what, const char *text, struct date date)
{
	assert_true(statement_add(&d->said,
	    (struct statement){ .what = what, .text = str_of(text), .date = date, .source = SOURCE_DOSSIER_YAML, .sure = 100 }, mem));
}

static void
archive_and_subjects(void **state UNUSED)
{
	struct organisation org = { .key = S("leiden") };
	struct dossier d = { .org = &org, .key = S("2026-1") };
	struct str before, after;
	json_t *j;

	d.mem = mem;
	before = plan_digest(&d, mem);
	assert_null(plan_archive(&d, mem));
	assert_null(plan_subjects(&d, mem));
	say(&d, SAY_SUBJECT, "Haven", (struct date){ 0 });
	say(&d, SAY_SUBJECT, "Zaak van 111222333", (struct date){ 0 });
	say(&d, SAY_NOMINATION, "vernietigen", (struct date){ 0 });
	say(&d, SAY_ARCHIVED, "1 mei 2033", (struct date){ .year = 2033, .month = 5, .day = 1 });
	say(&d, SAY_RETENTION_NOTE, "Zie 123456782", (struct date){ 0 });
	j = plan_of(&d, mem);
	assert_int_equal(json_array_size(json_list(j, "subjects")), 2);
	assert_true(str_eq(json_str(json_array_get(json_list(j, "subjects"), 0), "label"), S("Haven")));
	assert_true(str_eq(json_str(json_map(j, "archive"), "nomination"), S("vernietigen")));
	assert_true(str_eq(json_str(json_map(j, "archive"), "date"), S("2033-05-01")));
	assert_int_equal(json_object_size(json_map(j, "archive")), 3);
	assert_null(strstr(str_c(mem, json_write(mem, j)), "111222333"));
	assert_null(strstr(str_c(mem, json_write(mem, j)), "123456782"));
	json_decref(j);
	after = plan_digest(&d, mem);
	assert_false(str_eq(before, after));
}

static int
setup(void **state UNUSED)
{
	mem = arena_new("test", MIB(8));
	return 0;
}

static int
teardown(void **state UNUSED)
{
	arena_free(mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(archive_and_subjects) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
