/* SPDX-License-Identifier: EUPL-1.2 */
/* test_gpp_rules.c - what a GPP-publicatiebank must be and what it refuses: its version, its words, its rules. */
#include "../portal/bank.h"

#include "base/banned.h"

/* An older bank drops what it does not know; nothing is asked of one, and once it was new enough it is not asked again. */
static void
versions(void **state UNUSED)
{
	static const struct { const char *script, *says; enum portal_answer answer; } rows[] = {
		{ "set version 20000", "2.0.0", PORTAL_AWAY },
		{ "set version 20099", "2.0.99", PORTAL_AWAY },
		{ "set version 10203", "1.2.3", PORTAL_AWAY },
		{ "set version 20100", NULL, PORTAL_SENT },
		{ "set version 20103", NULL, PORTAL_SENT },
		{ "set version 21000", NULL, PORTAL_SENT },
		{ "GET 1 status 404", "API v2", PORTAL_AWAY },
		{ "GET 1 status 400", "HTTP 400", PORTAL_AWAY },
		{ "GET 1 page", "niet zoals", PORTAL_AWAY },
		{ "GET 1 odd", "niet zoals", PORTAL_AWAY },
		{ "GET 1 redirect", "ander adres", PORTAL_AWAY },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "versie-%zu", i));
		struct order o = order_in(world, plan(NULL, 1));
		struct receipt r;
		struct tally t;

		script(world, rows[i].script);
		for (int k = 0; k < 2; k++) {
			r = expect(o, STEP_FIND, k == 0 || i < 6 ? rows[i].answer : PORTAL_SENT);
			if (k == 0 && rows[i].says != NULL && !has(r.detail, rows[i].says))
				fail_msg("%s: '%.*s'", rows[i].script, STRF(r.detail));
		}
		t = count(world);
		/* Refused both times: asked both times.  Else once, and the list is read each time. */
		assert_int_equal(counter(&t, "asked", "GET"), rows[i].answer == PORTAL_SENT || i >= 6 ? 3 : 2);
		json_decref(t.j);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
