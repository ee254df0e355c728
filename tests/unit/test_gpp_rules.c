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

/* A refusal becomes our own words, which name the field or the cause; not a byte of the portal's is in them. */
static const struct {
	enum portal_step step;
	const char *script;
	enum portal_answer answer;
	const char *says;
} refusals[] = {
	{ STEP_CREATE, "say 400 {\"officieleTitel\":[\"GEHEIM Dit veld is vereist.\"]}", PORTAL_REFUSED, "officieleTitel" },
	{ STEP_CREATE, "say 400 {\"kenmerken\":[{\"kenmerk\":[\"GEHEIM\"]},{}]}", PORTAL_REFUSED, "kenmerken[1].kenmerk" },
	{ STEP_CREATE, "say 400 {\"kenmerken\":[{},{\"bron\":[\"GEHEIM\"]}]}", PORTAL_REFUSED, "kenmerken[2].bron" },
	{ STEP_CREATE, "say 400 {\"eigenaarGroep\":{\"identifier\":[\"GEHEIM\"]}}", PORTAL_REFUSED, "eigenaarGroep.identifier" },
	{ STEP_CREATE, "say 400 {\"publisher\":[\"GEHEIM\"],\"nonFieldErrors\":[\"GEHEIM\"]}", PORTAL_REFUSED, "publisher, nonF" },
	{ STEP_CREATE, "say 400 {\"GEHEIM\":[\"GEHEIM\"]}", PORTAL_REFUSED, "HTTP 400" },
	{ STEP_CREATE, "say 400 {\"detail\":\"GEHEIM\"}", PORTAL_REFUSED, "niet lezen" },
	{ STEP_CREATE, "say 400 {\"kenmerken\":{\"kenmerk\":{\"bron\":{\"kenmerk\":{\"bron\":[1]}}}}}", PORTAL_REFUSED, "kenmerken" },
	{ STEP_CREATE, "say 401 {\"detail\":\"GEHEIM\"}", PORTAL_AWAY, "sleutel niet" },
	{ STEP_CREATE, "say 403 {\"detail\":\"GEHEIM\"}", PORTAL_AWAY, "niet schrijven" },
	{ STEP_CREATE, "say 409 {\"detail\":\"GEHEIM\"}", PORTAL_AWAY, "HTTP 409" },
	{ STEP_CREATE, "say 415 {\"detail\":\"GEHEIM\"}", PORTAL_REFUSED, "HTTP 415" },
	{ STEP_CREATE, "say 405 {\"detail\":\"GEHEIM\"}", PORTAL_REFUSED, "HTTP 405" },
	{ STEP_CREATE, "status 413", PORTAL_REFUSED, "beschrijving" },
	{ STEP_CREATE, "status 500", PORTAL_AMBIGUOUS, "loopt vast (HTTP 500)" },
	{ STEP_CREATE, "status 504", PORTAL_AMBIGUOUS, "toch gedaan" },
	{ STEP_CREATE, "status 502", PORTAL_AMBIGUOUS, "HTTP 502" },
	{ STEP_DOCUMENT, "status 500", PORTAL_AMBIGUOUS, "Documenten API" },
	{ STEP_DOCUMENT, "say 400 {\"creatiedatum\":[\"GEHEIM\"]}", PORTAL_REFUSED, "creatiedatum" },
};

static void
words(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT(refusals); i++) {
		const char *world = str_c(mem, str_fmt(mem, "woorden-%zu", i));
		struct order o = order_in(world, plan(NULL, 1));
		struct receipt r;

		if (refusals[i].step == STEP_DOCUMENT)
			o = for_document(filled(world, plan(NULL, 1), 0), 0);
		script(world, str_c(mem, str_fmt(mem, "POST 1 %s", refusals[i].script)));
		r = expect(o, refusals[i].step, refusals[i].answer);
		if (!has(r.detail, refusals[i].says))
			fail_msg("%s: '%.*s'", refusals[i].script, STRF(r.detail));
	}
}

/* The same for reading and for parts, whose errors are those of the Documenten API. */
static void
words_of_parts(void **state UNUSED)
{
	static const struct { const char *script; enum portal_answer answer; const char *says; } rows[] = {
		{ "PUT 1 say 400 {\"code\":\"invalid\",\"title\":\"GEHEIM\",\"status\":\"400\",\"invalidParams\":"
		  "[{\"name\":\"nonFieldErrors\",\"code\":\"file-size\",\"reason\":\"GEHEIM 5b\"}]}", PORTAL_REFUSED, "niet zo groot" },
		{ "PUT 1 say 400 {\"invalidParams\":[{\"name\":\"inhoud\",\"code\":\"GEHEIM\"}]}", PORTAL_REFUSED, "inhoud" },
		{ "PUT 1 say 400 {\"inhoud\":[\"GEHEIM\"]}", PORTAL_REFUSED, "inhoud" },
		{ "PUT 2 status 413", PORTAL_REFUSED, "deel van 100 bytes" },
		{ "PUT 1 say 415 {\"detail\":\"GEHEIM\"}", PORTAL_REFUSED, "HTTP 415" },
		{ "GET/documenten 1 say 403 {\"detail\":\"GEHEIM\"}", PORTAL_AWAY, "niet lezen" },
		{ "GET/documenten 1 say 502 {\"detail\":\"GEHEIM\"}", PORTAL_AWAY, "HTTP 502" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "delen-%zu", i));
		struct order o = filled(world, plan(NULL, 1), 0);
		struct receipt r;

		script(world, rows[i].script);
		r = expect(for_document(o, 0), STEP_DOCUMENT, rows[i].answer);
		if (!has(r.detail, rows[i].says))
			fail_msg("%s: '%.*s'", rows[i].script, STRF(r.detail));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions), cmocka_unit_test(words), cmocka_unit_test(words_of_parts),
	};

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
