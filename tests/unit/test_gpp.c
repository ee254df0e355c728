/* SPDX-License-Identifier: EUPL-1.2 */
/* test_gpp.c - a publication at a GPP-publicatiebank: its steps, its traps, and what may be lost on the way. */
#include "../portal/bank.h"

#include "base/banned.h"

/* From nothing to public, and what is seen at each moment; repeating changes nothing. */
static void
street(void **state UNUSED)
{
	struct str what = plan(NULL, 3);
	struct order o = order_in("straat", what);
	struct receipt r;
	struct tally t;

	assert_found(o, STEP_FIND, FOUND_NOTHING);
	o = filled("straat", what, 3);
	t = count("straat");
	assert_int_equal(t.concepts, 1);
	assert_int_equal(t.whole, 3);
	assert_int_equal(counter(&t, "effects", "PUT"), 9);
	json_decref(t.j);
	r = expect(o, STEP_FIND, PORTAL_SENT);
	assert_int_equal(r.found, FOUND_CONCEPT);
	assert_true(str_eq(r.remote, o.remote));
	assert_found(o, STEP_SEEN, FOUND_CONCEPT);
	expect(o, STEP_READY, PORTAL_SENT);
	for (int i = 0; i < 3; i++)
		expect(for_document(o, i), STEP_DOCUMENT, PORTAL_SAME);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	assert_found(o, STEP_FIND, FOUND_SAME);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	expect(o, STEP_READY, PORTAL_SENT);
	assert_found(o, STEP_REMOVE, FOUND_SAME);
	r = expect(o, STEP_SWEEP, PORTAL_SENT);
	assert_int_equal(r.others, 0);
	t = count("straat");
	assert_int_equal(t.public, 1);
	assert_int_equal(t.became, 1);
	assert_int_equal(t.pubs, 1);
	assert_int_equal(t.docs, 3);
	assert_int_equal(counter(&t, "effects", "POST"), 4);
	assert_int_equal(counter(&t, "effects", "DELETE"), 0);
	json_decref(t.j);
}

/* An effect whose answer is lost, late, cut or wrong: never a second public record, and the next look tells the truth. */
static const struct {
	const char *script;
	enum portal_step step;
	enum portal_answer answer;
	long http;
	unsigned effects;	/* of the step, once everything late has come */
	uint32_t wait_ms;
} effects[] = {
	{ "POST 1 lost", STEP_CREATE, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "POST 1 late 50", STEP_CREATE, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "POST 1 cut", STEP_CREATE, PORTAL_AMBIGUOUS, 201, 1, 0 },
	{ "POST 1 deaf", STEP_CREATE, PORTAL_AMBIGUOUS, 0, 0, 0 },
	{ "POST 1 hang 2000", STEP_CREATE, PORTAL_AMBIGUOUS, 0, 0, 300 },
	{ "POST 1 page", STEP_CREATE, PORTAL_AMBIGUOUS, 200, 0, 0 },
	{ "POST 1 odd", STEP_CREATE, PORTAL_AMBIGUOUS, 200, 0, 0 },
	{ "POST 1 flood", STEP_CREATE, PORTAL_AMBIGUOUS, 200, 0, 0 },
	{ "POST 1 status 500", STEP_CREATE, PORTAL_AMBIGUOUS, 500, 0, 0 },
	{ "POST 1 status 504", STEP_CREATE, PORTAL_AMBIGUOUS, 504, 0, 0 },
	{ "POST 1 status 429 7", STEP_CREATE, PORTAL_AWAY, 429, 0, 0 },
	{ "POST 1 status 401", STEP_CREATE, PORTAL_AWAY, 401, 0, 0 },
	{ "POST 1 status 403", STEP_CREATE, PORTAL_AWAY, 403, 0, 0 },
	{ "POST 1 status 400", STEP_CREATE, PORTAL_REFUSED, 400, 0, 0 },
	{ "POST 1 early 413", STEP_CREATE, PORTAL_REFUSED, 413, 0, 0 },
	{ "POST 1 redirect", STEP_CREATE, PORTAL_REFUSED, 302, 0, 0 },
	{ "GET 1 status 500", STEP_CREATE, PORTAL_AWAY, 500, 0, 0 },
	{ "GET/organisaties 1 page", STEP_CREATE, PORTAL_AWAY, 200, 0, 0 },
	{ "GET/organisaties 1 cut", STEP_CREATE, PORTAL_AWAY, 200, 0, 0 },
	{ "GET/organisaties 1 odd", STEP_CREATE, PORTAL_AWAY, 200, 0, 0 },
	{ "GET/organisaties 1 flood", STEP_CREATE, PORTAL_AWAY, 200, 0, 0 },
	{ "PATCH 1 lost", STEP_PUBLISH, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "PATCH 1 late 50", STEP_PUBLISH, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "PATCH 1 cut", STEP_PUBLISH, PORTAL_AMBIGUOUS, 200, 1, 0 },
	{ "PATCH 1 deaf", STEP_PUBLISH, PORTAL_AMBIGUOUS, 0, 0, 0 },
	{ "PATCH 1 odd", STEP_PUBLISH, PORTAL_AMBIGUOUS, 200, 0, 0 },
	{ "PATCH 1 status 502", STEP_PUBLISH, PORTAL_AMBIGUOUS, 502, 0, 0 },
	{ "PATCH 1 status 404", STEP_PUBLISH, PORTAL_REFUSED, 404, 0, 0 },
	{ "PATCH 1 status 503 9", STEP_PUBLISH, PORTAL_AMBIGUOUS, 503, 0, 0 },
	{ "DELETE 1 lost", STEP_REMOVE, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "DELETE 1 late 50", STEP_REMOVE, PORTAL_AMBIGUOUS, 0, 1, 0 },
	{ "DELETE 1 status 500", STEP_REMOVE, PORTAL_AMBIGUOUS, 500, 0, 0 },
	{ "DELETE 1 status 403", STEP_REMOVE, PORTAL_AWAY, 403, 0, 0 },
	{ "GET 1 lost", STEP_REMOVE, PORTAL_AWAY, 0, 0, 0 },
};

static void
settle_world(const char *world)
{
	(void)pthread_mutex_lock(&bank.lock);
	gpp_do_late(&bank, gpp_world(&bank, world), INT64_MAX);
	(void)pthread_mutex_unlock(&bank.lock);
}

static void
lost_effects(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT(effects); i++) {
		const char *world = str_c(mem, str_fmt(mem, "effect-%zu", i));
		struct order o = order_in(world, plan(NULL, 1));
		struct tally before, after;
		struct receipt r;
		int64_t n;

		if (effects[i].step != STEP_CREATE)
			o = filled(world, plan(NULL, 1), effects[i].step == STEP_PUBLISH ? 1 : 0);
		before = count(world);
		script(world, effects[i].script);
		if (effects[i].wait_ms != 0)
			o.wait_ms = effects[i].wait_ms;
		r = take_step(o, effects[i].step);
		if (r.answer != effects[i].answer || r.http != effects[i].http || r.detail.n == 0)
			fail_msg("%s: %s, HTTP %ld, '%.*s'", effects[i].script, answer_name(r.answer), r.http, STRF(r.detail));
		settle_world(world);
		after = count(world);
		n = counter(&after, "effects", "POST") + counter(&after, "effects", "PATCH") +
		    counter(&after, "effects", "DELETE") - counter(&before, "effects", "POST") -
		    counter(&before, "effects", "PATCH") - counter(&before, "effects", "DELETE");
		if (n != effects[i].effects)
			fail_msg("%s: %lld effects", effects[i].script, (long long)n);
		json_decref(before.j);
		json_decref(after.j);
		heal(world);
		r = expect(o, STEP_FIND, PORTAL_SENT);
		assert_int_equal(r.found, effects[i].step == STEP_CREATE ? (n != 0 ? FOUND_CONCEPT : FOUND_NOTHING)
		    : effects[i].step == STEP_PUBLISH ? (n != 0 ? FOUND_SAME : FOUND_CONCEPT)
		    : n != 0 ? FOUND_NOTHING : FOUND_CONCEPT);
	}
}

/*
 * The resend trap (facts: reliability, section 4): a kept connection, and then
 * a POST whose connection the portal closes after it did it.  One call must be
 * one effect.
 */
static void
one_post_is_one(void **state UNUSED)
{
	static const char *const scripts[] = { "POST * lost", "POST * deaf" };

	for (size_t i = 0; i < COUNT(scripts); i++) {
		const char *world = i == 0 ? "een-keer" : "geen-keer";
		struct order o = order_in(world, plan(NULL, 1));
		struct portal *p = NULL;
		struct receipt r;
		struct tally t;
		struct err e;

		script(world, scripts[i]);
		assert_int_equal(gpp_ops.open(&o, mem, &p, &e), 0);
		for (int k = 0; k < 3; k++) {
			assert_int_equal(gpp_ops.step[STEP_FIND](p, &o, mem, &r, &e), 0);
			assert_int_equal(r.found, FOUND_NOTHING);
		}
		assert_int_equal(gpp_ops.step[STEP_CREATE](p, &o, mem, &r, &e), 0);
		assert_int_equal(r.answer, PORTAL_AMBIGUOUS);
		gpp_ops.close(p);
		t = count(world);
		assert_int_equal(counter(&t, "asked", "POST"), 1);
		assert_int_equal(t.pubs, i == 0 ? 1 : 0);
		json_decref(t.j);
	}
	gpp_ops.close(NULL);
}

/* A publication by hand: status, and up to two pairs. */
static struct str
by_hand(const char *world, const char *status, const char *kenmerk, const char *bron, const char *other_bron)
{
	AUTO_JSON body = json_pack("{s:s,s:s,s:[{s:s,s:s}]}", "publicatiestatus", "concept", "officieleTitel", "met de hand",
	    "kenmerken", "kenmerk", kenmerk, "bron", bron);
	struct gpp_world *w;
	struct gpp_reply r;
	struct str uuid;

	if (other_bron != NULL)
		json_push(json_list(body, "kenmerken"), json_pack("{s:s,s:s}", "kenmerk", "anders", "bron", other_bron));
	(void)pthread_mutex_lock(&bank.lock);
	w = gpp_world(&bank, world);
	r = gpp_publication_post(w, body);
	assert_int_equal(r.status, 201);
	uuid = str_dup(mem, json_str(r.j, "uuid"));
	json_put(gpp_publication(w, str_c(mem, uuid))->j, "publicatiestatus", json_string(status));
	(void)pthread_mutex_unlock(&bank.lock);
	gpp_reply_free(&r);
	return uuid;
}

/* What FIND makes of what stands there, double rows and half matches too. */
static void
finding(void **state UNUSED)
{
	struct order o = order_in("vinden", plan(NULL, 1));
	struct str first, second, public;
	struct receipt r;

	script("vinden", "set doubles 1");
	(void)by_hand("vinden", "gepubliceerd", STRANGER, "woostraat", NULL);
	(void)by_hand("vinden", "gepubliceerd", ID, "GPP-app", "woostraat");
	assert_found(o, STEP_FIND, FOUND_NOTHING);
	(void)by_hand("vinden", "ingetrokken", ID, "woostraat", NULL);
	assert_found(o, STEP_FIND, FOUND_WITHDRAWN);
	for (int i = 0; i < 5; i++) /* the same second for some of them */
		(void)by_hand("elders", "concept", ID, "woostraat", NULL);
	first = by_hand("twee", "concept", ID, "woostraat", "woostraat");
	for (int i = 0; i < 5; i++)
		second = by_hand("twee", "concept", ID, "woostraat", "woostraat");
	o = order_in("twee", plan(NULL, 1));
	script("twee", "set doubles 1");
	r = expect(o, STEP_FIND, PORTAL_SENT);
	assert_int_equal(r.found, FOUND_CONCEPT);
	assert_int_equal(r.others, 5);
	assert_false(str_eq(r.remote, second));
	(void)first;
	public = by_hand("twee", "gepubliceerd", ID, "woostraat", NULL);
	r = expect(o, STEP_FIND, PORTAL_SENT);
	assert_int_equal(r.found, FOUND_OTHER);
	assert_true(str_eq(r.remote, public));
	assert_int_equal(r.others, 6);
	(void)by_hand("twee", "gepubliceerd", ID, "woostraat", NULL);
	assert_found(o, STEP_FIND, FOUND_MANY);
	r = take_step(order_in("twee", plan(NULL, 1)), STEP_FIND);
	assert_int_equal(r.answer, PORTAL_SENT);
}

/* Spare concepts go, at most twenty at once; the chosen one, what is public and another's stay. */
static void
sweeping(void **state UNUSED)
{
	struct order o = order_in("vegen", plan(NULL, 1));
	struct receipt r;
	struct tally t;

	o.remote = by_hand("vegen", "concept", ID, "woostraat", NULL);
	(void)by_hand("vegen", "gepubliceerd", ID, "woostraat", NULL);
	(void)by_hand("vegen", "concept", ID, "GPP-app", "woostraat");
	for (int i = 0; i < 23; i++)
		(void)by_hand("vegen", "concept", ID, "woostraat", NULL);
	r = expect(o, STEP_SWEEP, PORTAL_SENT);
	assert_int_equal(r.others, 20);
	script("vegen", "DELETE 2 lost");
	r = expect(o, STEP_SWEEP, PORTAL_AMBIGUOUS);
	assert_int_equal(r.others, 1);
	r = expect(o, STEP_SWEEP, PORTAL_SENT);
	assert_int_equal(r.others, 1);
	t = count("vegen");
	assert_int_equal(t.pubs, 3);
	assert_int_equal(t.concepts, 2);
	json_decref(t.j);
	assert_found(o, STEP_SEEN, FOUND_CONCEPT);
	/* It says that it is done, and it is not: told, and asked again another time. */
	(void)by_hand("vegen", "concept", ID, "woostraat", NULL);
	script("vegen", "DELETE 1 vanish\nDELETE 2 status 404\nDELETE 3 page");
	for (int i = 0; i < 3; i++)
		assert_non_null(strstr(str_c(mem, expect(o, STEP_SWEEP, PORTAL_AWAY).detail), "staat er nog"));
	assert_int_equal(expect(o, STEP_SWEEP, PORTAL_SENT).others, 1);
	o.remote = STR_NONE;
	o.step = STEP_SWEEP;
	assert_int_equal(failure(&gpp_ops, &o).kind, E_BUG);
}

/* Remove deletes a concept with its documents, and nothing else. */
static void
removing(void **state UNUSED)
{
	struct order o = filled("weg", plan(NULL, 2), 2);
	struct tally t;

	assert_found(o, STEP_REMOVE, FOUND_CONCEPT);
	t = count("weg");
	assert_int_equal(t.pubs, 0);
	assert_int_equal(counter(&t, "effects", "DELETE"), 3);
	json_decref(t.j);
	assert_found(o, STEP_REMOVE, FOUND_NOTHING);
	assert_found(o, STEP_SEEN, FOUND_NOTHING);
	expect(o, STEP_PUBLISH, PORTAL_REFUSED);
	o.remote = by_hand("weg", "ingetrokken", ID, "woostraat", NULL);
	assert_found(o, STEP_REMOVE, FOUND_WITHDRAWN);
	assert_found(o, STEP_SEEN, FOUND_WITHDRAWN);
	expect(o, STEP_PUBLISH, PORTAL_REFUSED);
	/* A document that came half is locked: it goes with the concept. */
	o = filled("half-weg", plan(NULL, 1), 0);
	script("half-weg", "PUT 2 deaf");
	expect(for_document(o, 0), STEP_DOCUMENT, PORTAL_AMBIGUOUS);
	assert_found(o, STEP_REMOVE, FOUND_CONCEPT);
	t = count("half-weg");
	assert_int_equal(t.pubs, 0);
	json_decref(t.j);
	/* One whose kenmerken a person took off is still found by its uuid. */
	o.remote = by_hand("half-weg", "concept", STRANGER, "GPP-app", NULL);
	assert_found(o, STEP_SEEN, FOUND_CONCEPT);
}

/* What a bank does not know, or does not let publish; named in Dutch, and nothing was made. */
static void
references(void **state UNUSED)
{
	static const struct { const char *was, *is, *set, *says; } rows[] = {
		{ "gemeente/gm0546", "gemeente/gm0546", "set inactive 1", "Leiden" },
		{ "gemeente/gm0546", "gemeente/gm0546", "set selfmade 1", "waardelijst" },
		{ "tooi/id/gemeente", "tooi/anders/gemeente", "", "publisher" },
		{ "kern/c_", "kern/x_", "", "convenanten" },
	};
	struct receipt r;
	struct tally t;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "lijst-%zu", i));
		struct str what = plan(NULL, 1);
		char *at, *text = (char *)(uintptr_t)str_c(mem, what);

		script(world, rows[i].set);
		while ((at = strstr(text, rows[i].was)) != NULL && strcmp(rows[i].was, rows[i].is) != 0) {
			struct str head = { text, (size_t)(at - text) };

			text = (char *)(uintptr_t)str_c(mem,
			    str_fmt(mem, "%.*s%s%s", STRF(head), rows[i].is, at + strlen(rows[i].was)));
		}
		r = expect(order_in(world, str_of(text)), STEP_CREATE, PORTAL_REFUSED);
		if (!has(r.detail, rows[i].says))
			fail_msg("row %zu: '%.*s'", i, STRF(r.detail));
		t = count(world);
		assert_int_equal(t.pubs, 0);
		json_decref(t.j);
	}
}

/* Titles end at 255 characters, however many bytes those are. */
static void
long_titles(void **state UNUSED)
{
	char title[3 * 300 + 1];
	struct order o;
	struct tally t;
	struct str got;

	for (size_t i = 0; i < 300; i++)
		memcpy(title + 3 * i, "\u20ac", 3);
	title[900] = '\0';
	o = order_in("lang", plan(title, 1));
	expect(o, STEP_CREATE, PORTAL_SENT);
	t = count("lang");
	got = json_str(json_array_get(json_list(t.j, "publications"), 0), "title");
	assert_int_equal(got.n, 255 * 3);
	assert_true(str_ends(got, S("\u20ac\u2026")));
	json_decref(t.j);
	title[255 * 3] = '\0';
	expect(order_in("lang2", plan(title, 1)), STEP_CREATE, PORTAL_SENT);
	t = count("lang2");
	got = json_str(json_array_get(json_list(t.j, "publications"), 0), "title");
	assert_true(str_eq(got, str_of(title)));
	json_decref(t.j);
}

/* The key: one line, ours alone, and it goes nowhere in the clear. */
static void
tokens(void **state UNUSED)
{
	const char *path = below(dir, "sleutel");
	struct order o = order_in("sleutel", plan(NULL, 1));
	static const char *const bad[] = { "", "\n", "GEHEIM 1", "GEHEIM1\nGEHEIM2\n", "GEHEIM\xc3\xa9", "GEHEIM\x01" };
	struct err e;

	o.at.token = str_of(path);
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	for (size_t i = 0; i < COUNT(bad); i++) {
		put_file(path, bad[i], 0600);
		e = failure(&gpp_ops, &o);
		assert_int_equal(e.kind, E_CONFIG);
		assert_null(strstr(e.msg, "GEHEIM"));
	}
	put_file(path, GPP_TOKEN, 0604);
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
	put_file(path, "GEHEIM-verkeerd\n", 0640);
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	put_file(path, "GEHEIM-verkeerd\n", 0400);
	assert_int_equal(take_step(o, STEP_FIND).answer, PORTAL_AWAY);
	assert_int_equal(take_step(o, STEP_FIND).http, 401);
	o.at.token = str_of(dir);
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.at.url = S("http://bank.example.nl/");
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	o.at.url = str_of(file_url(dir));
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.at.token = STR_NONE;
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.at.url = S("http://127.0.0.1:1/");
	assert_int_equal(take_step(o, STEP_FIND).answer, PORTAL_AWAY);
}

/* Orders that we must never give. */
static void
wrong_orders(void **state UNUSED)
{
	struct order o = filled("opdracht", plan(NULL, 2), 0), x;

	for (int i = 0; i < 7; i++) {
		x = for_document(o, 0);
		x.step = STEP_DOCUMENT;
		x.remote = i == 0 ? S("../publicaties") : x.remote;
		x.doc = i == 1 ? 2 : i == 2 ? -1 : x.doc;
		x.bundle = i == 3 ? files[1] : x.bundle;
		x.key = i == 4 ? S("a\r\nX: y") : x.key;
		x.plan = i == 5 ? S("{\"id\": \"x\", \"source\": \"woostraat\"}") : x.plan;
		if (i == 6)
			x = (struct order){ .step = STEP_DOCUMENT, .at = x.at, .remote = x.remote,
				.plan = x.plan, .doc = 1, .bundle = files[0], .size = bodies[0].n, .sha256 = digest_of(bodies[0]) };
		assert_int_equal(failure(&gpp_ops, &x).kind, E_BUG);
	}
}

/* One dossier, taken up from wherever it is, as the supervisor does; true once the public sees the plan. */
static bool
take_up(struct order *o)
{
	struct receipt r;

	if (o->remote.n == 0) {
		r = take_step(*o, STEP_FIND);
		assert_int_not_equal(r.found, FOUND_MANY);
		assert_int_equal(r.answer, PORTAL_SENT);
		o->remote = r.remote.n != 0 ? r.remote : take_step(*o, STEP_CREATE).remote;
		if (o->remote.n == 0)
			return false;
	}
	for (int i = 0; i < 2; i++) {
		r = take_step(for_document(*o, i), STEP_DOCUMENT);
		if (r.found == FOUND_NOTHING ||
		    (r.found == FOUND_OTHER && take_step(*o, STEP_REMOVE).answer == PORTAL_SENT))
			o->remote = STR_NONE; /* its concept is gone: from the start */
		if (r.answer != PORTAL_SENT && r.answer != PORTAL_SAME)
			return false;
	}
	if (take_step(*o, STEP_READY).answer != PORTAL_SENT)
		return false;
	(void)take_step(*o, STEP_PUBLISH);
	r = take_step(*o, STEP_SEEN);
	assert_int_equal(r.answer, PORTAL_SENT);
	if (r.found == FOUND_CONCEPT) {
		do {
			r = take_step(*o, STEP_REMOVE);
		} while (r.answer != PORTAL_SENT);
		if (r.found == FOUND_CONCEPT || r.found == FOUND_NOTHING)
			o->remote = STR_NONE;
	}
	return r.found == FOUND_SAME;
}

/* A fifth of all effects is lost or comes late, and each dossier is public once, and once only. */
static void
chaos(void **state UNUSED)
{
	uint32_t spare = 0;

	for (int i = 0; i < 25; i++) {
		const char *world = str_c(mem, str_fmt(mem, "chaos-%d", i));
		struct order o = order_in(world, plan(NULL, 2));
		struct tally t;
		int round = 0;

		o.wait_ms = 200;
		script(world, "set part 200\nset lost 100\nset late 100");
		while (!take_up(&o)) {
			if (++round == 500)
				fail_msg("%s: not public after %d rounds", world, round);
		}
		settle_world(world);
		script(world, "set lost 0\nset late 0");
		spare += expect(o, STEP_SWEEP, PORTAL_SENT).others;
		assert_found(o, STEP_SEEN, FOUND_SAME);
		t = count(world);
		assert_int_equal(t.became, 1);
		assert_int_equal(t.public, 1);
		assert_int_equal(t.pubs, 1);
		json_decref(t.j);
	}
	assert_true(spare > 0); /* else it was not chaos */
}

/* A rehearsal looks at the key and at the plan, and knows what a bank would refuse. */
static void
rehearsal(void **state UNUSED)
{
	static const struct { const char *member, *says; } rows[] = { { "title", "titel" }, { "publisher", "publisher" },
		{ "categories", "categorie" }, { "documents", "document" }, { "id", "kenmerk" } };
	struct order o = order_in("proef", plan(NULL, 2));
	struct receipt r;
	struct err e;

	for (size_t i = 0; i <= COUNT(rows); i++) {
		AUTO_JSON j = json_read(plan(NULL, 2), &e);

		if (i < COUNT(rows))
			assert_int_equal(json_object_del(j, rows[i].member), 0);
		else
			assert_int_equal(json_object_del(json_array_get(json_list(j, "documents"), 1), "format"), 0);
		o.plan = json_write(mem, j);
		o.step = STEP_FIND;
		assert_int_equal(portal_deliver(&dry_gpp_ops, &o, mem, &r, &e), 0);
		assert_int_equal(r.answer, PORTAL_REFUSED);
		assert_true(has(r.detail, i < COUNT(rows) ? rows[i].says : "document 2"));
	}
	o = for_document(order_in("proef", plan(NULL, 2)), 0);
	for (int s = 0; s < STEP__COUNT; s++) {
		o.step = (enum portal_step)s;
		o.remote = S(STRANGER);
		if (dry_gpp_ops.step[s] == NULL)
			continue;
		assert_int_equal(portal_deliver(&dry_gpp_ops, &o, mem, &r, &e), 0);
		assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	}
	assert_ptr_equal(portal_named(S("gpp")), &gpp_ops);
	assert_ptr_equal(portal_rehearsal(&gpp_ops), &dry_gpp_ops);
	assert_ptr_equal(portal_rehearsal(&drop_ops), &dry_ops);
}



int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(street), cmocka_unit_test(lost_effects), cmocka_unit_test(one_post_is_one),
		cmocka_unit_test(finding), cmocka_unit_test(sweeping), cmocka_unit_test(removing),
		cmocka_unit_test(references), cmocka_unit_test(long_titles), cmocka_unit_test(tokens),
		cmocka_unit_test(wrong_orders), cmocka_unit_test(chaos), cmocka_unit_test(rehearsal),
	};

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
