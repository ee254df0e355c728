/* SPDX-License-Identifier: EUPL-1.2 */
/* test_policy.c - toets.yaml: who says what is done, for whom, and what is refused. */
#include "rig.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/fd.h"
#include "base/path.h"
#include "config/catalog.h"
#include "screen/policy.h"

#include "base/banned.h"

static struct arena *mem;
static struct catalog *lists;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(64));
	return catalog_load("templates/lists", mem, &lists, &err);
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* A folder of templates with this file for all and this one for Leiden (NULL: none). */
static const char *
templates(const char *all, const char *leiden)
{
	char *dir = arena_alloc(mem, 64, 1);
	const char *own;

	(void)snprintf(dir, 64, "/tmp/test_policy.XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/" POLICY_FILE, dir)), str_of(all), &err), 0);
	if (leiden != NULL) {
		own = str_c(mem, str_fmt(mem, "%s/organisations/leiden", dir));
		assert_int_equal(path_mkdirs(own, &err), 0);
		assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/" POLICY_FILE, own)), str_of(leiden), &err), 0);
	}
	return dir;
}

static struct screening
of(const struct policy *p, const char *org, const char *category, const char *second)
{
	struct organisation o = { .key = str_of(org) };
	struct class_score classes[2] = { 0 };
	struct document doc = { .classes = classes };
	const char *names[] = { category, second };

	for (size_t i = 0; i < 2 && names[i] != NULL; i++) {
		const struct term *t = catalog_named(lists, "informatiecategorieen", str_of(names[i]));

		assert_non_null(t);
		classes[doc.nclasses++] = (struct class_score){ .uri = t->uri, .chosen = true };
	}
	return policy_of(p, &o, &doc);
}

static void
ours(void **state)
{
	struct policy *p;
	struct screening s;

	(void)state;
	if (policy_load("templates", lists, mem, &p, &err) != 0)
		fail_msg("%s", err.msg);
	s = of(p, "leiden", NULL, NULL);
	assert_int_equal(s.of[SUBJECT_IBAN], MEASURE_HOLD);
	assert_int_equal(s.of[SUBJECT_MAIL_NAMED], MEASURE_LOOK);
	assert_int_equal(s.of[SUBJECT_NAME], MEASURE_NOTE);
	assert_int_equal(of(p, "leiden", "2f", NULL).of[SUBJECT_PARTY], MEASURE_LOOK);
	assert_int_equal(of(p, "leiden", "2k", NULL).of[SUBJECT_PARTY], MEASURE_HOLD);
	/* Of several categories the strictest. */
	assert_int_equal(of(p, "leiden", "2f", "2k").of[SUBJECT_PARTY], MEASURE_HOLD);
}

static void
who_goes_before_whom(void **state)
{
	const char *dir = templates("version: 1\nmaatregelen: {iban: kijken, kenteken: noteren}\n"
				    "per-categorie:\n- categorieen: [2f]\n  maatregelen: {iban: noteren, naam: kijken}\n"
				    "eigen: {e-mail: [leiden.nl]}\nverborgen: ['Gemeente  LEIDEN']\n",
	    "version: 1\nmaatregelen: {iban: nee}\nper-categorie:\n- categorieen: [2k]\n  maatregelen: {iban: vasthouden}\n");
	struct policy *p;

	(void)state;
	if (policy_load(dir, lists, mem, &p, &err) != 0)
		fail_msg("%s", err.msg);
	/* What nobody says is as the program says. */
	assert_int_equal(of(p, "delft", NULL, NULL).of[SUBJECT_BORN], MEASURE_HOLD);
	assert_int_equal(of(p, "delft", NULL, NULL).of[SUBJECT_IBAN], MEASURE_LOOK);
	assert_int_equal(of(p, "delft", "2f", NULL).of[SUBJECT_IBAN], MEASURE_NOTE);
	assert_int_equal(of(p, "leiden", NULL, NULL).of[SUBJECT_IBAN], MEASURE_NO);
	assert_int_equal(of(p, "leiden", "2f", NULL).of[SUBJECT_IBAN], MEASURE_NO);
	assert_int_equal(of(p, "leiden", "2k", NULL).of[SUBJECT_IBAN], MEASURE_HOLD);
	assert_int_equal(of(p, "leiden", "2f", NULL).of[SUBJECT_NAME], MEASURE_LOOK);
	assert_int_equal(of(p, "leiden", "2f", NULL).of[SUBJECT_PLATE], MEASURE_NOTE);
	assert_int_equal(of(p, "leiden", NULL, NULL).nusual, 1);
	path_remove_tree(dir);
}

static void
refused(void **state)
{
	static const struct { const char *all, *want; } cases[] = {
		{ "", "is leeg" },
		{ "version: 2\n", "version is 1" },
		{ "version: 1\nmaatregelen: {iban: misschien}\n", "‘misschien’ is geen maatregel voor iban" },
		{ "version: 1\nmaatregelen: {bsn: nee}\n", "toets.yaml" },
		{ "version: 1\nper-categorie:\n- categorieen: [9z]\n  maatregelen: {iban: nee}\n", "‘9z’ is geen informatiecategorie" },
		{ "version: 1\neigen: {iban: [NL00BANK0123456789]}\n", "bij ‘eigen’ is niet te lezen" },
		{ "version: [\n", "toets.yaml" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *dir = templates(cases[i].all, NULL);
		struct policy *p;

		if (policy_load(dir, lists, mem, &p, &err) == 0)
			fail_msg("%zu: no fault", i);
		assert_int_equal(err.kind, E_CONFIG);
		if (strstr(err.msg, cases[i].want) == NULL)
			fail_msg("%zu: %s", i, err.msg);
		path_remove_tree(dir);
	}
	if (policy_load("/nergens", lists, mem, &(struct policy *){ NULL }, &err) == 0)
		fail_msg("no fault");
	assert_int_equal(err.kind, E_CONFIG);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ours),
		cmocka_unit_test(who_goes_before_whom),
		cmocka_unit_test(refused),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
