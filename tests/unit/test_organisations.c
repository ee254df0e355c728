/* SPDX-License-Identifier: EUPL-1.2 */
/* test_organisations.c - which organisation a name means, on which day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/fd.h"
#include "base/path.h"
#include "config/organisations.h"

#define TOOI	"https://identifier.overheid.nl/tooi/id/"
#define TODAY	((struct date){ 2026, 2, 1 })

static struct arena *mem;
static struct catalog *real;

static int
setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(64));
	if (catalog_load("templates/lists", mem, &real, &e) != 0) {
		print_error("%s\n", e.msg);
		return -1;
	}
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* By what people call it, whatever the day. */
static void
names(void **state)
{
	static const struct { const char *name, *tail; } want[] = {
		{ TOOI "gemeente/gm0546", "gm0546" }, { "gm0546", "gm0546" }, { "GM0546", "gm0546" },
		{ "gemeente Leiden", "gm0546" }, { "Leiden", "gm0546" }, { "  leiden ", "gm0546" },
		{ "'s-Hertogenbosch", "gm0796" }, { "\xe2\x80\x99s-Hertogenbosch", "gm0796" },
		{ "SÚDWEST-FRYSLÂN", "gm1900" },
		/* Decomposed: S u U+0301 ... */
		{ "Su\xcc\x81" "dwest-Frysla\xcc\x82n", "gm1900" },
		{ "provincie Utrecht", "pv26" },
		/* The bare name is the municipality's, not the province's. */
		{ "Utrecht", "gm0344" },
		{ "1Stroom", "so0896" },
		/* Abolished, but the only one of that name. */
		{ "Abcoude", "gm0305" },
		/* The name of a newer list, and what organisations were once called. */
		{ "Regio Holland Rijnland", "so0507" }, { "Samenwerkingsorgaan Holland Rijnland", "so0507" },
		{ "hv_29731747", "so0507" }, { "De Connectie", "so0889" }, { "IGUO", "so0889" },
		{ "BAR-organisatie", "so0828" }, { "RUD Zuid-Limburg", "so0788" }, { TOOI "so/hv_22889561", "so0828" },
		/* The list has two, neither of which ended. */
		{ "ministerie van Economische Zaken", NULL }, { "mnre1040", "mnre1040" },
		/* DiWoo does not accept it. */
		{ "Omgevingsdienst Utrecht", NULL },
		{ "Fryslân", NULL }, { "Bergen", NULL }, { "Leidenn", NULL }, { "", NULL }, { "gemeente ", NULL }, { "\xff\xfe", NULL },
	};
	char *longname;

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		const struct term *t = catalog_organisation(real, str_of(want[i].name));

		if (want[i].tail == NULL ? t != NULL : t == NULL)
			fail_msg("%s", want[i].name);
		if (t != NULL)
			assert_string_equal(str_c(mem, path_base(t->uri)), want[i].tail);
		assert_true(t == NULL || catalog_uri(real, "organisaties", t->uri) == t);
	}
	longname = NEW(mem, char, 1 << 20);
	memset(longname, 'a', 1 << 20);
	assert_null(catalog_organisation(real, (struct str){ longname, 1 << 20 }));
	assert_int_equal(organisation_find(real, (struct str){ longname, 1 << 20 }, TODAY).state, ORG_UNKNOWN);
}

static void
days(void **state)
{
	static const struct {
		const char *name;
		struct date day;
		enum org_state state;
		const char *tail, *why;	/* part of the sentence */
	} want[] = {
		{ "Leiden", { 2026, 2, 1 }, ORG_FOUND, "gm0546", "" },
		{ "Appingedam", { 2020, 12, 31 }, ORG_FOUND, "gm0003", "" },
		{ "Appingedam", { 2021, 1, 1 }, ORG_ENDED, "gm0003", "gemeente Appingedam bestond tot en met 31 december 2020" },
		{ "gm0003", { 2026, 2, 1 }, ORG_ENDED, "gm0003", "31 december 2020" },
		{ "so0507", { 2010, 3, 31 }, ORG_NOT_YET, "so0507",
		    "Samenwerkingsorgaan Holland Rijnland bestaat pas vanaf 1 april 2010" },
		{ "so0507", { 2010, 4, 1 }, ORG_FOUND, "so0507", "" },
		{ "Omgevingsdienst Utrecht", { 2026, 2, 1 }, ORG_LATER, "so1104",
		    "Omgevingsdienst Utrecht staat wel in de TOOI-lijst van 29 januari 2026, maar DiWoo 0.9.8 kent deze organisatie niet" },
		{ "so1104", { 1990, 1, 1 }, ORG_LATER, "so1104", "DiWoo 0.9.8" },
		{ TOOI "oorg/oorg12388", { 2026, 2, 1 }, ORG_LATER, "oorg12388", "Raad voor de rechtshandhaving" },
		/* Two with one name: DiWoo accepts the one that ended in 2023, a newer list has one that ended in 2024. */
		{ "Curriculumcommissie", { 2021, 1, 1 }, ORG_FOUND, "oorg10167", "" },
		{ "Curriculumcommissie", { 2024, 6, 1 }, ORG_LATER, "oorg12364", "TOOI-lijst" },
		{ "Curriculumcommissie", { 2026, 1, 1 }, ORG_ENDED, "oorg10167", "31 december 2023" },
		/* The list has two, and says of neither when it existed. */
		{ "ministerie van Economische Zaken", { 2026, 2, 1 }, ORG_MORE, NULL, "bijvoorbeeld mnre1045 of mnre1040" },
		{ "mnre1040", { 2026, 2, 1 }, ORG_FOUND, "mnre1040", "" },
		{ "BAR-organisatie", { 2020, 1, 1 }, ORG_FOUND, "so0828", "" },
		{ "Madurodam", { 2026, 2, 1 }, ORG_UNKNOWN, NULL, "‘Madurodam’ staat in geen lijst van organisaties" },
		{ "", { 2026, 2, 1 }, ORG_UNKNOWN, NULL, "in geen lijst" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		struct org_answer a = organisation_find(real, str_of(want[i].name), want[i].day);
		const char *why = str_c(mem, organisation_why(mem, &a, str_of(want[i].name)));

		if (a.state != want[i].state)
			fail_msg("%s on %04d: %d", want[i].name, want[i].day.year, (int)a.state);
		assert_int_equal(a.term == NULL, a.state == ORG_UNKNOWN);
		assert_int_equal(a.other != NULL, a.state == ORG_MORE);
		if (want[i].tail != NULL)
			assert_string_equal(str_c(mem, path_base(a.term->uri)), want[i].tail);
		if (strstr(why, want[i].why) == NULL)
			fail_msg("%s: %s", want[i].name, why);
		assert_int_equal(why[0] == '\0', a.state == ORG_FOUND);
	}
}

/*
 * Every organisation that DiWoo accepts answers to its address, its code and
 * its label on a day on which it existed; only the two ministries share a label.
 */
static void
all(void **state)
{
	size_t more = 0;

	(void)state;
	for (size_t i = 0; i < catalog_size(real, "organisaties"); i++) {
		const struct term *t = catalog_at(real, "organisaties", i);
		struct date day = t->last.year != 0 ? t->last : TODAY;
		struct str names[] = { t->uri, path_base(t->uri), t->label };

		for (size_t k = 0; k < COUNT(names); k++) {
			struct org_answer a = organisation_find(real, names[k], day);

			if (a.state == ORG_MORE && k == 2)
				more += a.term == t || a.other == t;
			else if (a.state != ORG_FOUND || a.term != t)
				fail_msg("%.*s: %d", STRF(names[k]), (int)a.state);
		}
	}
	assert_int_equal(more, 2);
	for (size_t i = 0; i < catalog_size(real, "organisaties-later"); i++) {
		const struct term *t = catalog_at(real, "organisaties-later", i);
		struct org_answer a = organisation_find(real, t->uri, TODAY);

		/* What is not accepted may never be answered as found under its own address. */
		assert_null(catalog_uri(real, "organisaties", t->uri));
		assert_true(a.state == ORG_LATER ? a.term == t : a.term != t);
		assert_int_equal(a.state != ORG_LATER, str_starts(path_base(t->uri), S("hv_")));
	}
}

static struct catalog *
lists(const char *accepted, const char *later)
{
	char dir[] = "/tmp/test-organisations-XXXXXX";
	struct catalog *c;
	struct err e;

	assert_non_null(mkdtemp(dir));
	assert_int_equal(
	    file_replace(str_c(mem, str_fmt(mem, "%s/organisaties.tsv", dir)), str_of(accepted), &e), 0);
	if (later != NULL)
		assert_int_equal(
		    file_replace(str_c(mem, str_fmt(mem, "%s/organisaties-later.tsv", dir)), str_of(later), &e), 0);
	assert_int_equal(catalog_load(dir, mem, &c, &e), 0);
	path_remove_tree(dir);
	return c;
}

/* Of organisations with one name the one of the day; without a day the one that still exists, or the last. */
static void
namesakes(void **state)
{
	struct catalog *c = lists("# list=x | columns=uri,label,soort,begindatum,einddatum,latere-naam\n"
	    "x/gm1\tgemeente Oud\tgemeente\t\t2001-12-31\t\n"
	    "x/gm2\tgemeente Oud\tgemeente\t2002-01-01\t\t\n"
	    "x/gm3\tgemeente Weg\tgemeente\t\t1990-12-31\t\n"
	    "x/gm4\tgemeente Weg\tgemeente\t\t2010-12-31\t\n"
	    "x/gm5\tgemeente Weg\tgemeente\t\t2005-12-31\t\n"
	    "x/so1\tgemeente Schijn\tsamenwerkingsorganisatie\t\t\tOud\n",
	    "# list=y | columns=uri,label,einddatum,versie-van\n"
	    "x/hv1\tVroeger\t2003-01-01\tgm2\n"
	    "x/hv2\tNergens\t2003-01-01\tgm9\n");

	(void)state;
	assert_string_equal(str_c(mem, catalog_organisation(c, S("gemeente oud"))->uri), "x/gm2");
	assert_string_equal(str_c(mem, organisation_find(c, S("gemeente Oud"), (struct date){ 2001, 5, 1 }).term->uri), "x/gm1");
	assert_string_equal(str_c(mem, organisation_find(c, S("gemeente Oud"), TODAY).term->uri), "x/gm2");
	assert_string_equal(str_c(mem, catalog_organisation(c, S("Gemeente Weg"))->uri), "x/gm4");
	assert_string_equal(str_c(mem, organisation_find(c, S("Weg"), TODAY).term->uri), "x/gm4");
	assert_string_equal(str_c(mem, catalog_label(c, "organisaties", S("gemeente Oud"))->uri), "x/gm1");
	/* Another's later name makes the bare name ambiguous, today. */
	assert_int_equal(organisation_find(c, S("Oud"), TODAY).state, ORG_MORE);
	/* Only a municipality goes by its bare name. */
	assert_null(catalog_organisation(c, S("Schijn")));
	assert_non_null(catalog_organisation(c, S("gemeente Schijn")));
	/* A former name is that of who bore it; whose bearer is not in the list is only known. */
	assert_string_equal(str_c(mem, organisation_find(c, S("vroeger"), TODAY).term->uri), "x/gm2");
	assert_int_equal(organisation_find(c, S("Nergens"), TODAY).state, ORG_LATER);
	/* Without the second list nothing is different but what it knows. */
	c = lists("# list=x\nx/gm1\tgemeente Oud\n", NULL);
	assert_int_equal(organisation_find(c, S("gemeente Oud"), TODAY).state, ORG_FOUND);
	assert_int_equal(organisation_find(c, S("Vroeger"), TODAY).state, ORG_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names), cmocka_unit_test(days), cmocka_unit_test(all), cmocka_unit_test(namesakes),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
