/* SPDX-License-Identifier: EUPL-1.2 */
/* test_calendar.c - moments by the clock of the Netherlands, and which category goes from when and within which term. */
#include "scratch.h"

#include "config/calendar.h"

#define D(y, m, d)	((struct date){ (y), (m), (d) })
#define assert_day(got, want)	assert_str(date_iso(mem, (got)), want)

static struct catalog *lists;

/* A moment as RFC 3339, or "-". */
static struct str
moment(const char *typed)
{
	time_t t;

	return moment_parse(str_of(typed), &t) == 0 ? time_rfc3339(mem, t) : S("-");
}

static void
moments(void **state)
{
	static const struct { const char *typed, *want; } table[] = {
		{ "2026-03-16", "2026-03-15T23:00:00Z" },
		{ "16 maart 2026 09:00", "2026-03-16T08:00:00Z" },
		{ " 16-03-2026 om 9.05 uur ", "2026-03-16T08:05:00Z" },
		{ "2026-07-01T00:30", "2026-06-30T22:30:00Z" },
		{ "2026-07-01 23:59", "2026-07-01T21:59:00Z" },
		/* summer time begins on the last Sunday of March at two o'clock: that hour is not there */
		{ "2026-03-29 01:59", "2026-03-29T00:59:00Z" },
		{ "2026-03-29 02:00", "-" },
		{ "2026-03-29 02:59", "-" },
		{ "2026-03-29 03:00", "2026-03-29T01:00:00Z" },
		/* and ends on the last of October: the hour from two comes twice */
		{ "2026-10-25 01:59", "2026-10-24T23:59:00Z" },
		{ "2026-10-25 02:00", "-" },
		{ "2026-10-25 02:59", "-" },
		{ "2026-10-25 03:00", "2026-10-25T02:00:00Z" },
		/* the last Sunday is the 31st, the 25th, and a leap day */
		{ "2024-03-31 02:30", "-" },
		{ "2024-03-24 02:30", "2024-03-24T01:30:00Z" },
		{ "2028-02-29 12:00", "2028-02-29T11:00:00Z" },
		{ "2027-02-29 12:00", "-" },
		{ "2026-12-31 23:59", "2026-12-31T22:59:00Z" },
		{ "2027-01-01", "2026-12-31T23:00:00Z" },
		{ "2026-03-16 24:00", "-" },
		{ "2026-03-16 9:5", "-" },
		{ "2026-03-16 09:00:00", "-" },
		{ "2026-03-16 morgen", "-" },
		{ "2026-03-16x09:00", "-" },
		{ "16/03/2026 09:00", "-" },
		{ "", "-" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		assert_str(moment(table[i].typed), table[i].want);
	/* The day here, at both sides of every midnight of four years, is that of the moment at which it began. */
	for (struct date d = D(2025, 1, 1); d.year < 2029; d = date_plus_days(d, 1)) {
		time_t t = moment_start(d);

		assert_int_equal(date_cmp(date_here(t), d), 0);
		assert_int_equal(date_cmp(date_here(t - 1), d), -1);
	}
}

static void
sums(void **state)
{
	(void)state;
	assert_day(date_plus_days(D(2028, 2, 28), 1), "2028-02-29");
	assert_day(date_plus_days(D(2027, 2, 28), 1), "2027-03-01");
	assert_day(date_plus_days(D(2026, 12, 20), 14), "2027-01-03");
	assert_day(date_plus_days(D(2026, 3, 20), 14), "2026-04-03");
	assert_day(date_plus_days(D(2026, 3, 20), 0), "2026-03-20");
	assert_day(date_plus_months(D(2028, 1, 31), 1), "2028-02-29");
	assert_day(date_plus_months(D(2027, 1, 31), 1), "2027-02-28");
	assert_day(date_plus_months(D(2026, 12, 31), 2), "2027-02-28");
	assert_day(date_plus_months(D(2026, 11, 30), 13), "2027-12-30");
	assert_day(date_plus_months(D(2028, 2, 29), 12), "2029-02-28");
	assert_int_equal(date_between(D(2028, 2, 1), D(2028, 3, 1)), 29);
	assert_int_equal(date_between(D(2027, 3, 1), D(2027, 2, 1)), -28);
}

static const struct calendar *
load(const char *text)
{
	const struct calendar *c;

	assert_ok(calendar_load(put("kalender.yaml", str_of(text)), lists, mem, &c, &err));
	return c;
}

static const struct scheduled *
named(const struct calendar *c, const char *name)
{
	const struct term *t = catalog_named(lists, scheme_list(SCHEME_CATEGORIE), str_of(name));

	assert_non_null(t);
	return calendar_of(c, t->uri);
}

#define PHASED	"categorieen:\n  - categorie: 2k\n    termijn: 14 dagen vanaf besluitdatum of datum\n    fasen:\n" \
    "      - {vanaf: 2025-03-01, stand: vrijwillig}\n      - {vanaf: 1 januari 2027, stand: verplicht}\n" \
    "      - {vanaf: 2028-02-29, stand: uit}\n" \
    "  - categorie: convenanten\n    termijn: 1 maand na ondertekend\n    stukken-vanaf: 2025-06-01\n" \
    "    fasen: [{vanaf: 2026-01-01, stand: verplicht}]\n" \
    "  - categorie: onderzoeksrapporten\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n"

static void
phases(void **state)
{
	const struct calendar *c = load(PHASED);
	const struct scheduled *k = named(c, "beschikkingen");
	const struct { struct date day; enum stance stance; const char *opens; } table[] = {
		{ D(2025, 2, 28), STANCE_OFF, "2025-03-01" },
		{ D(2025, 3, 1), STANCE_VOLUNTARY, "2025-03-01" },
		{ D(2026, 12, 31), STANCE_VOLUNTARY, "2026-12-31" },
		{ D(2027, 1, 1), STANCE_MANDATORY, "2027-01-01" },
		{ D(2028, 2, 28), STANCE_MANDATORY, "2028-02-28" },
		{ D(2028, 2, 29), STANCE_OFF, "0000-00-00" },
	};
	struct scheduled as;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(calendar_stance(k, table[i].day), table[i].stance);
		assert_day(calendar_opens(k, table[i].day), table[i].opens);
	}
	assert_day(calendar_mandatory(k), "2027-01-01");
	assert_null(named(c, "2i"));
	assert_int_equal(calendar_stance(NULL, D(2027, 1, 1)), STANCE_OFF);
	assert_int_equal(calendar_opens(NULL, D(2027, 1, 1)).year, 0);
	/* What if it went live sooner, or again after it was off? */
	as = calendar_what_if(k, D(2026, 5, 1), mem);
	assert_int_equal(calendar_stance(&as, D(2026, 4, 30)), STANCE_VOLUNTARY);
	assert_int_equal(calendar_stance(&as, D(2026, 5, 1)), STANCE_MANDATORY);
	assert_int_equal(calendar_stance(&as, D(2029, 1, 1)), STANCE_MANDATORY);
	as = calendar_what_if(k, D(2028, 5, 1), mem);
	assert_int_equal(calendar_stance(&as, D(2028, 3, 1)), STANCE_OFF);
	assert_int_equal(calendar_stance(&as, D(2028, 5, 1)), STANCE_MANDATORY);
}

static void
terms(void **state)
{
	const struct calendar *c = load(PHASED);
	const struct scheduled *k = named(c, "2k"), *f = named(c, "2f");
	struct days days = { .v = { { 0 } } };
	bool lacks;

	(void)state;
	assert_int_equal(calendar_due(k, &days, &lacks).year, 0);
	assert_true(lacks);
	days.v[SAY_DATE] = D(2027, 2, 20);
	assert_day(calendar_due(k, &days, &lacks), "2027-03-06");
	assert_false(lacks);
	days.v[SAY_DECIDED] = D(2028, 2, 20); /* the first that is named goes before */
	assert_day(calendar_due(k, &days, NULL), "2028-03-05");
	days.v[SAY_DECIDED] = D(2026, 12, 31); /* of before it was mandatory */
	assert_int_equal(calendar_due(k, &days, &lacks).year, 0);
	assert_false(lacks);
	days.v[SAY_SIGNED] = D(2027, 1, 31);
	assert_day(calendar_due(f, &days, NULL), "2027-02-28");
	days.v[SAY_SIGNED] = D(2025, 6, 1);
	assert_day(calendar_due(f, &days, NULL), "2025-07-01");
	days.v[SAY_SIGNED] = D(2025, 5, 31);
	assert_int_equal(calendar_due(f, &days, NULL).year, 0);
	days.v[SAY_SIGNED] = D(2999, 12, 31); /* no day comes after it */
	assert_int_equal(calendar_due(f, &days, NULL).year, 0);
	assert_int_equal(calendar_due(named(c, "2j"), &days, &lacks).year, 0); /* without a term */
	assert_false(lacks);
	assert_int_equal(calendar_due(NULL, &days, &lacks).year, 0);
}

static void
deciding(void **state)
{
	const struct calendar *c = load(PHASED);
	const struct str both[] = { named(c, "2j")->uri, named(c, "2k")->uri, named(c, "2f")->uri };

	(void)state;
	assert_null(calendar_deciding(c, both, 0, D(2026, 1, 1)));
	assert_ptr_equal(calendar_deciding(c, both, 1, D(2026, 1, 1)), named(c, "2j"));
	assert_ptr_equal(calendar_deciding(c, both, 2, D(2025, 1, 1)), named(c, "2k")); /* both off: the one that comes */
	assert_ptr_equal(calendar_deciding(c, both, 3, D(2026, 6, 1)), named(c, "2f")); /* mandatory before voluntary */
	assert_ptr_equal(calendar_deciding(c, (struct str[]){ S("urn:x"), both[1] }, 2, D(2026, 1, 1)), named(c, "2k"));
}

static void
faults(void **state)
{
	static const struct { const char *text, *says; } table[] = {
		{ "", "is leeg" },
		{ "categorieen: []\n", "" },
		{ "kalender: 1\n", "onbekende sleutel" },
		{ "categorieen:\n  - categorie: 9z\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n", "geen informatiecategorie" },
		{ "categorieen:\n  - categorie: 2k\n", "" },
		{ "categorieen:\n  - categorie: 2k\n    fasen: [{vanaf: 01/02/2026, stand: uit}]\n", "01/02/2026" },
		{ "categorieen:\n  - categorie: 2k\n    fasen: [{vanaf: 2027-02-29, stand: uit}]\n", "2027-02-29" },
		{ "categorieen:\n  - categorie: 2k\n    fasen: [{vanaf: 2026-01-01, stand: aan}]\n", "verplicht" },
		{ "categorieen:\n  - categorie: 2k\n    fasen: [{vanaf: 2026-01-01, stand: uit}, {vanaf: 2026-01-01, stand: verplicht}]\n",
		    "komt niet na" },
		{ "categorieen:\n  - categorie: 2k\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n"
		  "  - categorie: beschikkingen\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n", "twee keer" },
		{ "categorieen:\n  - categorie: 2k\n    stukken-vanaf: ooit\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n", "stukken-vanaf" },
	};
	static const char *const bad[] = { "14", "14 dagen", "0 dagen vanaf datum", "14 werkdagen vanaf datum",
		"veertien dagen vanaf datum", "14 dagen vanaf titel", "14 dagen vanaf periode", "14 dagen vanaf datum of",
		"14 dagen vanaf datum en besluitdatum", "14 dagen vanaf xdatum", "4000 dagen vanaf datum",
		"600 weken vanaf datum", "14 dagen vanaf datum of datum of datum of datum of datum", "14 dagen voor datum" };
	const struct calendar *c;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_err(E_CONFIG, calendar_load(put("kalender.yaml", str_of(table[i].text)), lists, mem, &c, &err));
		if (strstr(err.msg, table[i].says) == NULL)
			fail_msg("%s: %s", table[i].says, err.msg);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct str text = str_fmt(mem,
		    "categorieen:\n  - categorie: 2k\n    termijn: %s\n    fasen: [{vanaf: 2026-01-01, stand: uit}]\n", bad[i]);

		assert_err(E_CONFIG, calendar_load(put("kalender.yaml", text), lists, mem, &c, &err));
		if (strstr(err.msg, "termijn") == NULL)
			fail_msg("%s: %s", bad[i], err.msg);
	}
	assert_err(E_CONFIG, calendar_load("/nergens/kalender.yaml", lists, mem, &c, &err));
}

/* The example reads, and every organisation has its own. */
static void
example(void **state)
{
	struct organisation v[] = { { .key = S("a") },
		{ .key = S("b"), .calendar_file = S("fixtures/kalender/pijnacker-nootdorp.yaml") } };
	struct settings of = { .orgs = v, .norgs = COUNT(v) };

	(void)state;
	assert_ok(calendars_load(&of, "templates", mem, &err));
	assert_null(v[0].calendar);
	assert_int_equal(v[1].calendar->n, 7);
	assert_int_equal(calendar_stance(named(v[1].calendar, "2c"), D(2025, 12, 31)), STANCE_VOLUNTARY);
	v[1].calendar_file = S("/nergens");
	assert_err(E_CONFIG, calendars_load(&of, "templates", mem, &err));
	assert_non_null(strstr(err.msg, "‘b’"));
	/* In a file of its own it is left out, and the other stays. */
	v[1].file = S("organisaties/b.yaml");
	assert_ok(calendars_load(&of, "templates", mem, &err));
	assert_int_equal(of.norgs, 1);
	assert_int_equal(of.nfaults, 1);
	assert_true(str_eq(of.faults[0].file, S("organisaties/b.yaml")));
}

static int
open_lists(void **state)
{
	if (scratch_open(state) != 0)
		return -1;
	return catalog_load("templates/lists", mem, &lists, &err);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(moments), cmocka_unit_test(sums),
		cmocka_unit_test(phases), cmocka_unit_test(terms), cmocka_unit_test(deciding), cmocka_unit_test(faults),
		cmocka_unit_test(example) };

	return cmocka_run_group_tests(tests, open_lists, scratch_close);
}
