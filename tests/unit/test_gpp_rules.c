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
	{ STEP_FIND, "status 413", PORTAL_AWAY, "antwoordt met HTTP 413" },
	{ STEP_FIND, "redirect", PORTAL_AWAY, "verwijst naar een ander adres" },
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
		script(world,
		    str_c(mem,
			str_fmt(mem, "%s 1 %s", refusals[i].step == STEP_FIND ? "GET/publicaties" : "POST", refusals[i].script)));
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

/* ---- withdrawing ---- */

static struct order
published(const char *world, int n)
{
	struct order o = filled(world, plan(NULL, (size_t)n), n);

	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	return o;
}

static size_t
public_documents(const char *world)
{
	struct tally t = count(world);
	size_t n = 0, i;
	const json_t *x;

	json_array_foreach(json_list(t.j, "documents"), i, x)
		n += !json_flag(x, "deleted") && str_eq(json_str(x, "status"), S("gepubliceerd"));
	json_decref(t.j);
	return n;
}

/* All of it, with answers that are lost on the way; and again, which changes nothing. */
static void
withdrawn(void **state UNUSED)
{
	static const struct { const char *script; enum portal_answer answer; } rows[] = {
		{ "", PORTAL_SENT }, { "PATCH 1 lost", PORTAL_AMBIGUOUS }, { "PATCH 1 deaf", PORTAL_AMBIGUOUS },
		{ "PATCH 1 status 500", PORTAL_AMBIGUOUS }, { "PATCH 1 odd", PORTAL_AMBIGUOUS },
		{ "PATCH 1 status 403", PORTAL_AWAY }, { "GET 1 status 502", PORTAL_AWAY },
		{ "PATCH 1 late 20", PORTAL_AMBIGUOUS }, { "GET/documenten 1 cut", PORTAL_AWAY },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "intrekken-%zu", i));
		struct order o = published(world, 2);
		struct tally t;

		script(world, rows[i].script);
		if (rows[i].answer == PORTAL_SENT)
			assert_found(o, STEP_WITHDRAW, FOUND_WITHDRAWN);
		else
			expect(o, STEP_WITHDRAW, rows[i].answer);
		heal(world);
		assert_found(o, STEP_WITHDRAW, FOUND_WITHDRAWN);
		assert_found(o, STEP_WITHDRAW, FOUND_WITHDRAWN);
		assert_found(o, STEP_SEEN, FOUND_WITHDRAWN);
		assert_found(o, STEP_FIND, FOUND_WITHDRAWN);
		t = count(world);
		assert_int_equal(t.withdrawn, 1);
		assert_int_equal(t.docs, 2);
		assert_int_equal(counter(&t, "effects", "DELETE"), 0);
		json_decref(t.j);
		assert_int_equal(public_documents(world), 0);
		/* A late PATCH to gepubliceerd cannot bring it back. */
		expect(o, STEP_PUBLISH, PORTAL_REFUSED);
	}
}

/* Ordered to: withdrawn first, then the documents go, then the record; whatever was lost. */
static void
deleted(void **state UNUSED)
{
	static const char *const rows[] = { "", "DELETE 1 lost", "DELETE 2 deaf", "DELETE 3 lost", "DELETE 3 status 500",
		"DELETE 1 late 20", "PATCH 1 lost" };

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "wissen-%zu", i));
		struct order o = published(world, 2);
		struct tally t;

		o.force = true;
		script(world, rows[i]);
		if (rows[i][0] == '\0')
			assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
		else
			expect(o, STEP_WITHDRAW, PORTAL_AMBIGUOUS);
		heal(world);
		assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
		t = count(world);
		assert_int_equal(t.pubs + t.docs, 0);
		assert_int_equal(counter(&t, "effects", "DELETE"), 3);
		assert_true(counter(&t, "effects", "PATCH") == 2); /* it was withdrawn before it went */
		json_decref(t.j);
	}
}

/* What nobody sees is not withdrawn; ordered to, a concept with a half document goes all the same. */
static void
not_public(void **state UNUSED)
{
	struct order o = filled("nog-niet", plan(NULL, 2), 1);
	struct tally t;

	assert_found(o, STEP_WITHDRAW, FOUND_CONCEPT);
	script("nog-niet", "PUT 2 deaf");
	expect(for_document(o, 1), STEP_DOCUMENT, PORTAL_AMBIGUOUS);
	o.force = true;
	assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
	t = count("nog-niet");
	assert_int_equal(t.pubs, 0);
	json_decref(t.j);
	assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
	o.remote = S(STRANGER);
	assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
	o.doc = 0;
	script("nog-niet", "set strict 1");
	assert_found(o, STEP_WITHDRAW, FOUND_NOTHING);
}

/* One document alone: the others stay, and it stays away. */
static void
one_document(void **state UNUSED)
{
	struct order o = published("een-stuk", 3), one = o;
	struct tally t;

	one.doc = 1;
	script("een-stuk", "PATCH 1 lost");
	expect(one, STEP_WITHDRAW, PORTAL_AMBIGUOUS);
	assert_found(one, STEP_WITHDRAW, FOUND_WITHDRAWN);
	assert_found(one, STEP_WITHDRAW, FOUND_WITHDRAWN);
	assert_int_equal(public_documents("een-stuk"), 2);
	one.doc = 2;
	one.force = true;
	assert_found(one, STEP_WITHDRAW, FOUND_NOTHING);
	assert_found(one, STEP_WITHDRAW, FOUND_NOTHING);
	assert_int_equal(public_documents("een-stuk"), 1);
	t = count("een-stuk");
	assert_int_equal(t.public, 1);
	assert_int_equal(t.docs, 2);
	json_decref(t.j);
	o.plan = plan(NULL, 1);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	one.doc = 3;
	one.step = STEP_WITHDRAW;
	assert_int_equal(failure(&gpp_ops, &one).kind, E_BUG);
}

/* ---- what goes along ---- */

static const json_t *
first_record(const struct tally *t)
{
	return json_array_get(json_list(t->j, "publications"), 0);
}

/* A plan with more in it. */
static struct str
plan_with(const char *name, json_t *value)
{
	struct err e;
	AUTO_JSON j = json_read(plan(NULL, 1), &e);

	json_put(j, name, value);
	return json_write(mem, j);
}

/* Handed to a group of owners, and left a concept; what people did since is told and not touched. */
static void
handed_over(void **state UNUSED)
{
	struct order o = order_in("overdracht", plan(NULL, 1)), added, other;
	struct tally t;

	o.at.group = S("3b2f7c1e-8a54-4c1e-9f11-1d2c3b4a5f60");
	o.at.group_name = S("Team Woo \u2013 Súdwest");
	o.at.concept_only = true;
	o.remote = expect(o, STEP_CREATE, PORTAL_SENT).remote;
	t = count("overdracht"); /* who finds it half could make it public so */
	assert_true(json_map(first_record(&t), "group") == NULL);
	json_decref(t.j);
	expect(for_document(o, 0), STEP_DOCUMENT, PORTAL_SENT);
	expect(o, STEP_READY, PORTAL_SENT);
	assert_found(o, STEP_FIND, FOUND_CONCEPT);
	assert_found(o, STEP_PUBLISH, FOUND_HANDED);
	script("overdracht", "PATCH 1 lost");
	expect(o, STEP_PUBLISH, PORTAL_AMBIGUOUS);
	heal("overdracht");
	assert_found(o, STEP_PUBLISH, FOUND_HANDED);
	assert_found(o, STEP_SEEN, FOUND_HANDED);
	t = count("overdracht");
	assert_int_equal(t.became, 0);
	assert_true(str_eq(json_str(json_map(first_record(&t), "group"), "weergaveNaam"), o.at.group_name));
	json_decref(t.j);
	/* They add a document: it is seen, and nobody of ours touches it. */
	added = o;
	added.plan = plan_with("source", json_string("GPP-app"));
	expect(for_document(added, 0), STEP_DOCUMENT, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_CONCEPT);
	assert_true(has(expect(o, STEP_READY, PORTAL_REFUSED).detail, "niet van woostraat"));
	t = count("overdracht");
	assert_int_equal(t.docs, 2);
	json_decref(t.j);
	o.at.concept_only = false; /* as people do it in GPP-app */
	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	o.at.concept_only = true;
	assert_found(o, STEP_PUBLISH, FOUND_SAME);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	/* What is public is brought up to date when it is ordered so, and stays that. */
	other = o;
	other.plan = plan_with("title", json_string("Convenant, tweede versie"));
	assert_found(other, STEP_PUBLISH, FOUND_OTHER);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	other.force = true;
	assert_found(other, STEP_PUBLISH, FOUND_SAME);
	assert_found(other, STEP_SEEN, FOUND_SAME);
	t = count("overdracht");
	assert_int_equal(t.became, 1);
	json_decref(t.j);
	expect(o, STEP_WITHDRAW, PORTAL_SENT);
	assert_found(o, STEP_PUBLISH, FOUND_WITHDRAWN);
	o.at.group = S("Team Woo");
	o.step = STEP_FIND;
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
}

/* After publishing, since the bank fills them in itself then; what goes wrong there stops nothing. */
static void
archived(void **state UNUSED)
{
	struct order o = filled("archief", plan(NULL, 1), 1);
	struct receipt r;
	struct tally t;

	o.plan = plan_with("archive", json_pack("{s:s,s:s,s:s,s:s,s:s}", "source", "Selectielijst gemeenten 2020", "category",
	    "5.1.2", "nomination", "vernietigen", "date", "2033-05-01", "note", "Zeven jaar"));
	script("archief", "PATCH 2 status 500");
	r = expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_true(has(r.detail, "archiefgegevens"));
	assert_int_equal(r.http, 200);
	heal("archief");
	t = count("archief");
	assert_true(str_eq(json_str(first_record(&t), "archive"), S("blijvend_bewaren")));
	json_decref(t.j);
	r = expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_int_equal(r.detail.n, 0);
	t = count("archief");
	assert_true(str_eq(json_str(first_record(&t), "archive"), S("vernietigen")));
	assert_true(str_eq(json_str(first_record(&t), "archived"), S("2033-05-01")));
	json_decref(t.j);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	o.plan = plan_with("archive", json_pack("{s:s,s:s}", "nomination", "weggooien", "date", "morgen"));
	r = expect(o, STEP_PUBLISH, PORTAL_SENT); /* nothing in it that a bank takes */
	assert_int_equal(r.detail.n, 0);
}

/* By title, on whatever page; what is not there is a note. */
static void
by_subject(void **state UNUSED)
{
	struct order o = order_in("onderwerp", plan_with("subjects", json_pack("[{s:s},{s:s},{s:s}]", "label", "Onderwerp 130",
	    "label", "Windmolens", "label", " Onderwerp 7 ")));
	struct receipt r;
	struct tally t;

	script("onderwerp", "set subjects 140");
	r = expect(o, STEP_CREATE, PORTAL_SENT);
	assert_true(has(r.detail, "Windmolens") && !has(r.detail, "130"));
	t = count("onderwerp");
	assert_int_equal(json_array_size(json_list(first_record(&t), "subjects")), 2);
	json_decref(t.j);
	script("onderwerp", "GET/onderwerpen 1 status 500");
	expect(o, STEP_CREATE, PORTAL_AWAY);
}

/* Kenmerk and bron hold 40 characters; a longer bron is refused before a word of it goes out. */
static void
short_pairs(void **state UNUSED)
{
	struct order o = order_in("paar", plan_with("source", json_string("0123456789012345678901234567890123456789")));
	struct tally t;

	expect(o, STEP_CREATE, PORTAL_SENT);
	o.plan = plan_with("source", json_string("01234567890123456789012345678901234567890"));
	assert_true(has(expect(o, STEP_CREATE, PORTAL_REFUSED).detail, "bron"));
	t = count("paar");
	assert_int_equal(counter(&t, "asked", "POST"), 1);
	json_decref(t.j);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions), cmocka_unit_test(words), cmocka_unit_test(words_of_parts),
		cmocka_unit_test(withdrawn), cmocka_unit_test(deleted), cmocka_unit_test(not_public),
		cmocka_unit_test(one_document), cmocka_unit_test(handed_over), cmocka_unit_test(archived),
		cmocka_unit_test(by_subject), cmocka_unit_test(short_pairs),
	};

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
