/* SPDX-License-Identifier: EUPL-1.2 */
/* test_keeping.c - how long something is kept: what a person may write, and the last day of what goes. */
#include "scratch.h"

#include "base/date.h"
#include "config/keeping.h"

static void
terms(void **state)
{
	static const struct { const char *text; unsigned months; } good[] = { { "1 maand", 1 }, { "24 maanden", 24 }, { "5 jaar", 60 },
		{ "100 jaar", 1200 } };
	static const char *const bad[] = { "", "24", "0 maanden", "maanden", "24  maanden", "24 maanden ", "2 weken", "-1 jaar", "101 jaar",
		"1201 maanden", "altijd", "18446744073709551615 jaar" };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		struct file_keeping f = { .documents = (char *)(uintptr_t)good[i].text };
		struct keep_for k = { .reports = 7 };

		assert_ok(keeping_read(&f, &k, &err));
		assert_int_equal(k.documents, good[i].months);
		assert_int_equal(k.reports, 7);		/* not said: as it was */
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct file_keeping f = { .reports = (char *)(uintptr_t)bad[i] };
		struct keep_for k = { 0 };

		assert_err(E_CONFIG, keeping_read(&f, &k, &err));
		assert_non_null(strstr(err.msg, "verslagen"));
	}
	assert_ok(keeping_read(NULL, &(struct keep_for){ 0 }, &err));
}

static void
days(void **state)
{
	static const struct { const char *now; unsigned months; const char *last; } v[] = {
		{ "2026-11-15T04:15:00Z", 12, "2025-11-15" }, { "2026-11-15T04:15:00Z", 1, "2026-10-15" },
		{ "2026-03-31T04:15:00Z", 1, "2026-02-28" },	/* never a day of which the month is not over */
		{ "2024-03-31T04:15:00Z", 1, "2024-02-29" }, { "2024-02-29T04:15:00Z", 12, "2023-02-28" },
		{ "2024-02-29T04:15:00Z", 48, "2020-02-29" }, { "2026-12-31T23:30:00Z", 1, "2026-12-01" },	/* it is January here */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		time_t now;

		assert_int_equal(time_parse(str_of(v[i].now), &now), 0);
		assert_str(date_iso(mem, keeping_until(v[i].months, now)), v[i].last);
	}
	assert_int_equal(keeping_until(0, 0).year, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms),
		cmocka_unit_test(days),
	};

	return cmocka_run_group_tests_name("keeping", tests, scratch_open, scratch_close);
}
