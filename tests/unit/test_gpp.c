/* SPDX-License-Identifier: EUPL-1.2 */
/* test_gpp.c - a publication at a GPP-publicatiebank: its steps, its traps, and what may be lost on the way. */
#include "../portal/carry.h"
#include "../portal/gpp.h"

#include "base/banned.h"

#define ID	"0b5c3c1e-7a51-5d0c-9b1a-2f6a0c4e8d10"
#define KEY	"5f1f3a0e-3a51-5d0c-9b1a-2f6a0c4e8d11"
#define GM	"https://identifier.overheid.nl/tooi/id/gemeente/gm0546"
#define CAT	"https://identifier.overheid.nl/tooi/def/thes/kern/c_8fc2335c"
#define STRANGER "11111111-2222-5333-8444-555555555555"

static struct gpp bank;
static const char *token_path;
static int files[3] = { -1, -1, -1 };
static struct str bodies[3];
static const char *const ids[3] = { "a0000000-0000-5000-8000-000000000001", "a0000000-0000-5000-8000-000000000002",
	"a0000000-0000-5000-8000-000000000003" };
static const char *const names[3] = { "nota.txt", "bijlage.csv", "brief.docx" };
static const char *const formats[3] = { "text/plain", "text/csv",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document" };

static int
gpp_setup(void **state)
{
	struct err e;

	if (setup(state) != 0)
		return -1;
	token_path = below(dir, "token");
	put_file(token_path, GPP_TOKEN "\n", 0600);
	for (size_t i = 0; i < 3; i++) {
		bodies[i] = str_sub(payload, i * 1000, 257 + i);
		if (fd_of_str("document", bodies[i], &files[i], &e) != 0)
			return -1;
	}
	return gpp_start(&bank);
}

static int
gpp_teardown(void **state)
{
	gpp_stop(&bank);
	for (size_t i = 0; i < 3; i++)
		auto_close(&files[i]);
	return teardown(state);
}

/* The plan of a dossier with n documents; title NULL: an ordinary one. */
static struct str
plan(const char *title, size_t n)
{
	AUTO_JSON j = json_pack("{s:s,s:s,s:s,s:{s:s,s:s},s:{s:s,s:s},s:[{s:s,s:s}],s:[]}", "id", ID, "source", "woostraat",
	    "title", title == NULL ? "Convenant wijkaanpak" : title, "publisher", "uri", GM, "label", "Leiden", "responsible",
	    "uri", GM, "label", "Leiden", "categories", "uri", CAT, "label", "convenanten", "documents");

	for (size_t i = 0; i < n; i++) {
		struct str hex = digest_hex(mem, digest_of(bodies[i]));

		json_push(json_list(j, "documents"), json_pack("{s:s,s:s,s:s,s:s,s:s,s:s%,s:I}", "id", ids[i], "title",
		    "Stuk", "file", names[i], "format", formats[i], "date", "2026-03-30", "sha256", hex.p, hex.n, "bytes",
		    (json_int_t)bodies[i].n));
	}
	return json_write(mem, j);
}

/* A step in a world of its own; what is remembered between steps stands in the order. */
static struct order
order_in(const char *world, struct str what)
{
	return (struct order){ .portal_url = str_fmt(mem, "http://127.0.0.1:%u/%s", bank.port, world), .doc = -1,
		.token = str_of(token_path), .plan = what, .key = S(KEY), .bundle = -1, .wait_ms = 5000 };
}

static void
script(const char *world, const char *text)
{
	(void)pthread_mutex_lock(&bank.lock);
	assert_int_equal(gpp_script_add(gpp_world(&bank, world), text), 0);
	(void)pthread_mutex_unlock(&bank.lock);
}

/* The faults are over; settings stay. */
static void
heal(const char *world)
{
	(void)pthread_mutex_lock(&bank.lock);
	gpp_world(&bank, world)->nrules = 0;
	(void)pthread_mutex_unlock(&bank.lock);
}

static struct receipt
take_step(struct order o, enum portal_step step)
{
	struct receipt r;
	struct err e;

	o.step = step;
	if (portal_deliver(&gpp_ops, &o, mem, &r, &e) != 0)
		fail_msg("%s: %s", step_name(step), e.msg);
	if (!utf8_xml(r.detail) || has(r.detail, "GEHEIM") || has(r.url, "GEHEIM") || has(r.detail, "127.0.0.1"))
		fail_msg("%s: detail '%.*s'", step_name(step), STRF(r.detail));
	return r;
}

static struct receipt
expect(struct order o, enum portal_step step, enum portal_answer want)
{
	struct receipt r = take_step(o, step);

	if (r.answer != want)
		fail_msg("%s: %s, not %s (HTTP %ld, %.*s)", step_name(step), answer_name(r.answer), answer_name(want), r.http,
		    STRF(r.detail));
	return r;
}

static void
assert_found(struct order o, enum portal_step step, enum portal_found want)
{
	struct receipt r = expect(o, step, PORTAL_SENT);

	if (r.found != want)
		fail_msg("%s found %s, not %s", step_name(step), found_name(r.found), found_name(want));
}

static struct order
for_document(struct order o, int i)
{
	o.doc = i;
	o.bundle = files[i];
	o.size = bodies[i].n;
	o.sha256 = digest_of(bodies[i]);
	return o;
}

/* Everything up to a concept with n documents. */
static struct order
filled(const char *world, struct str what, int n)
{
	struct order o = order_in(world, what);

	o.remote = expect(o, STEP_CREATE, PORTAL_SENT).remote;
	for (int i = 0; i < n; i++)
		expect(for_document(o, i), STEP_DOCUMENT, PORTAL_SENT);
	return o;
}

struct tally { size_t pubs, concepts, public, became, withdrawn, docs, whole; json_t *j; };

/* What is there, deleted things apart. */
static struct tally
count(const char *world)
{
	struct tally t = { 0 };
	const json_t *x;
	size_t i;

	(void)pthread_mutex_lock(&bank.lock);
	t.j = gpp_state(gpp_world(&bank, world));
	(void)pthread_mutex_unlock(&bank.lock);
	json_array_foreach(json_list(t.j, "publications"), i, x) {
		t.became += (size_t)json_num(x, "public", 0);
		if (json_flag(x, "deleted"))
			continue;
		t.pubs++;
		t.concepts += str_eq(json_str(x, "status"), S("concept"));
		t.public += str_eq(json_str(x, "status"), S("gepubliceerd"));
		t.withdrawn += str_eq(json_str(x, "status"), S("ingetrokken"));
	}
	json_array_foreach(json_list(t.j, "documents"), i, x) {
		t.docs += !json_flag(x, "deleted");
		t.whole += json_flag(x, "whole");
	}
	assert_int_equal(json_num(t.j, "reused", -1), 0);
	assert_int_equal(json_num(t.j, "keyless", -1), 0);
	assert_int_equal(json_num(t.j, "nonascii", -1), 0);
	return t;
}

static int64_t
counter(const struct tally *t, const char *group, const char *name)
{
	return json_num(json_map(t->j, group), name, -1);
}

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

/* Documents: half ones, twins, strangers, changed titles, and parts that are lost. */
static void
half_documents(void **state UNUSED)
{
	static const struct { const char *script; enum portal_answer answer; long http; } rows[] = {
		{ "POST/documenten 1 lost", PORTAL_AMBIGUOUS, 0 },
		{ "POST/documenten 1 cut", PORTAL_AMBIGUOUS, 201 },
		{ "PUT 1 deaf", PORTAL_AMBIGUOUS, 0 },
		{ "PUT 2 status 500", PORTAL_AMBIGUOUS, 500 },
		{ "PUT 3 hang 20", PORTAL_AMBIGUOUS, 0 },
		{ "PUT 1 early 413", PORTAL_REFUSED, 413 },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *world = str_c(mem, str_fmt(mem, "half-%zu", i));
		struct order o = filled(world, plan(NULL, 1), 0), d = for_document(o, 0);
		struct receipt r;
		struct tally t;

		script(world, rows[i].script);
		r = expect(d, STEP_DOCUMENT, rows[i].answer);
		if (r.http != rows[i].http)
			fail_msg("%s: HTTP %ld", rows[i].script, r.http);
		heal(world);
		/* It is locked: not to be deleted, not to be finished.  The concept must go. */
		r = expect(d, STEP_DOCUMENT, PORTAL_AWAY);
		assert_int_equal(r.found, FOUND_OTHER);
		o.wait_ms = 200;
		expect(o, STEP_READY, PORTAL_AWAY);
		assert_found(o, STEP_REMOVE, FOUND_CONCEPT);
		assert_found(o, STEP_FIND, FOUND_NOTHING);
		for (int k = 0; k < 2; k++) {
			r = expect(d, STEP_DOCUMENT, PORTAL_REFUSED);
			assert_int_equal(r.found, FOUND_NOTHING);
			script(world, "set strict 1");
		}
		r = expect(o, STEP_READY, PORTAL_REFUSED);
		assert_int_equal(r.found, FOUND_NOTHING);
		t = count(world);
		assert_int_equal(t.docs, 0);
		json_decref(t.j);
	}
}

/* The answer to the last part is lost, and the document is whole: the next look says so. */
static void
last_part_lost(void **state UNUSED)
{
	struct order o = filled("laatste", plan(NULL, 1), 0);
	struct tally t;

	script("laatste", "PUT 3 lost");
	expect(for_document(o, 0), STEP_DOCUMENT, PORTAL_AMBIGUOUS);
	expect(for_document(o, 0), STEP_DOCUMENT, PORTAL_SAME);
	expect(o, STEP_READY, PORTAL_SENT);
	t = count("laatste");
	assert_int_equal(counter(&t, "effects", "PUT"), 3);
	json_decref(t.j);
	/* A concept whose document waits to be stripped: thrown away and brought again, since it may wait for ever. */
	o = filled("wacht", plan(NULL, 3), 0);
	script("wacht", "set never 1");
	expect(for_document(o, 2), STEP_DOCUMENT, PORTAL_SENT);
	script("wacht", "set never 0");
	expect(for_document(o, 2), STEP_DOCUMENT, PORTAL_SENT);
	t = count("wacht");
	assert_int_equal(t.docs, 1);
	assert_int_equal(t.whole, 1);
	json_decref(t.j);
}

/* More than libcurl hands over at once, in parts of any size; and a bundle that is not what was ordered. */
static void
large(void **state UNUSED)
{
	static const unsigned parts[] = { 1 << 20, 100000, BODY - 1, BODY, 4096 };
	struct str was = bodies[0];

	bodies[0] = payload;
	for (size_t i = 0; i < COUNT(parts); i++) {
		const char *world = str_c(mem, str_fmt(mem, "groot-%zu", i));
		struct order o = filled(world, plan(NULL, 1), 0), d = for_document(o, 0), x = d;
		struct receipt r;

		d.bundle = bundle;
		x.step = STEP_DOCUMENT;
		assert_int_equal(failure(&gpp_ops, &x).kind, E_BUG);	/* the bytes of another document */
		script(world, str_c(mem, str_fmt(mem, "set part %u", parts[i])));
		r = expect(d, STEP_DOCUMENT, PORTAL_SENT);
		assert_true(r.sent > BODY);
		expect(o, STEP_READY, PORTAL_SENT);
	}
	bodies[0] = was;
}

/* Put a document by hand into a publication, whole. */
static void
add_by_hand(const char *world, struct str publication, const char *kenmerk, const char *bron)
{
	AUTO_JSON body = json_pack("{s:s%,s:s,s:s,s:i,s:[{s:s,s:s}]}", "publicatie", publication.p, publication.n,
	    "officieleTitel", "met de hand", "creatiedatum", "2026-01-02", "bestandsomvang", 0, "kenmerken", "kenmerk", kenmerk,
	    "bron", bron);
	struct gpp_reply r;
	struct gpp_world *w;

	(void)pthread_mutex_lock(&bank.lock);
	w = gpp_world(&bank, world);
	r = gpp_document_post(w, body);
	assert_int_equal(r.status, 201);
	gpp_complete(w, &w->docs[w->ndocs - 1]);
	(void)pthread_mutex_unlock(&bank.lock);
	gpp_reply_free(&r);
}

/* Ready means: the plan, the whole plan, and nothing but the plan. */
static void
readiness(void **state UNUSED)
{
	struct order o = filled("klaar", plan(NULL, 3), 2);
	struct receipt r;
	struct tally t;

	r = expect(o, STEP_READY, PORTAL_AWAY);
	assert_true(has(r.detail, "2 van de 3"));
	expect(for_document(o, 2), STEP_DOCUMENT, PORTAL_SENT);
	add_by_hand("klaar", o.remote, STRANGER, "woostraat");
	add_by_hand("klaar", o.remote, ids[0], "GPP-app");
	add_by_hand("klaar", o.remote, ids[1], "woostraat");	/* a twin: the older one stays */
	for (int i = 0; i < 120; i++)
		add_by_hand("klaar", o.remote, STRANGER, "GPP-app");
	expect(o, STEP_READY, PORTAL_SENT);
	t = count("klaar");
	assert_int_equal(t.docs, 3);
	assert_int_equal(t.whole, 3);
	json_decref(t.j);
	script("klaar", "GET/download 1 wrong");
	expect(o, STEP_READY, PORTAL_DIFFERS);
	heal("klaar");
	script("klaar", "GET/download 1 status 409");
	expect(o, STEP_READY, PORTAL_AWAY);
	heal("klaar");
	script("klaar", "GET/download 2 flood");
	expect(o, STEP_READY, PORTAL_DIFFERS);
	heal("klaar");
	script("klaar", "GET/download 1 cut");
	expect(o, STEP_READY, PORTAL_AWAY);
	heal("klaar");
	script("klaar", "DELETE 1 status 500");
	add_by_hand("klaar", o.remote, STRANGER, "GPP-app");
	expect(o, STEP_READY, PORTAL_AMBIGUOUS);
	expect(o, STEP_READY, PORTAL_SENT);
}

/* Of twins the one that is ready stays, be it the younger; a list that shifts between its pages is read again. */
static void
twins(void **state UNUSED)
{
	struct order o = filled("tweeling", plan(NULL, 1), 1);
	struct gpp_document *d;
	struct tally t;

	expect(o, STEP_PUBLISH, PORTAL_SENT);
	add_by_hand("tweeling", o.remote, ids[0], "woostraat");
	(void)pthread_mutex_lock(&bank.lock);
	d = &gpp_world(&bank, "tweeling")->docs[1];
	d->ready_at = INT64_MAX;
	json_put(d->j, "registratiedatum", json_string("2025-01-01T00:00:00+01:00"));
	(void)pthread_mutex_unlock(&bank.lock);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	expect(for_document(o, 0), STEP_DOCUMENT, PORTAL_SAME);
	expect(o, STEP_READY, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	t = count("tweeling");
	assert_int_equal(counter(&t, "effects", "DELETE"), 0);
	json_decref(t.j);
	for (int i = 0; i < 120; i++)
		add_by_hand("tweeling", o.remote, STRANGER, "GPP-app");
	for (int i = 0; i < 8; i++)
		assert_found(o, STEP_SEEN, FOUND_OTHER);
}

/* Stripping takes its time, changes the bytes, or never ends. */
static void
stripping(void **state UNUSED)
{
	struct order o = order_in("strip", plan(NULL, 3));
	struct receipt r;

	script("strip", "set strip 1\nset ready 300");
	o = filled("strip", plan(NULL, 3), 3);
	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	script("nooit", "set never 1");
	o = filled("nooit", plan(NULL, 3), 3);
	o.wait_ms = 400;
	r = expect(o, STEP_READY, PORTAL_AWAY);
	assert_true(has(r.detail, "niet gereed"));
	/* The public sees what is ready, so this is not the plan. */
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_OTHER);
}

/* A dossier that is public and changed: other documents come, old ones are withdrawn, titles follow. */
static void
revision(void **state UNUSED)
{
	struct order o = filled("herzien", plan(NULL, 2), 2), d;
	struct tally t;

	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	o.plan = plan("Een andere titel", 2);
	assert_found(o, STEP_SEEN, FOUND_OTHER);
	o.plan = plan(NULL, 3);
	assert_found(o, STEP_SEEN, FOUND_OTHER);
	assert_found(o, STEP_FIND, FOUND_OTHER);
	d = for_document(o, 2);
	expect(d, STEP_DOCUMENT, PORTAL_SENT);
	expect(o, STEP_READY, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	o.plan = plan("Een andere titel", 1);
	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	t = count("herzien");
	assert_int_equal(t.public, 1);
	assert_int_equal(t.became, 1);
	assert_int_equal(t.docs, 3);
	assert_int_equal(counter(&t, "effects", "DELETE"), 0);
	json_decref(t.j);
	/* A half document of what is public is withdrawn, and the next one is whole. */
	o.plan = plan("Een andere titel", 2);
	script("herzien", "PUT 1 deaf");
	expect(for_document(o, 1), STEP_DOCUMENT, PORTAL_AMBIGUOUS);
	expect(for_document(o, 1), STEP_DOCUMENT, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
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

	o.token = str_of(path);
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
	assert_int_equal(take_step(o, STEP_FIND).answer, PORTAL_AWAY);
	assert_int_equal(take_step(o, STEP_FIND).http, 401);
	o.token = str_of(dir);
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.portal_url = S("http://bank.example.nl/");
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	o.portal_url = str_of(file_url(dir));
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.token = STR_NONE;
	assert_int_equal(failure(&gpp_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_gpp_ops, &o).kind, E_CONFIG);
	o = order_in("sleutel", plan(NULL, 1));
	o.portal_url = S("http://127.0.0.1:1/");
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
			x = (struct order){ .step = STEP_DOCUMENT, .portal_url = x.portal_url, .token = x.token, .remote = x.remote,
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
		cmocka_unit_test(half_documents), cmocka_unit_test(last_part_lost), cmocka_unit_test(large), cmocka_unit_test(readiness),
		cmocka_unit_test(twins), cmocka_unit_test(stripping), cmocka_unit_test(revision), cmocka_unit_test(references),
		cmocka_unit_test(long_titles), cmocka_unit_test(tokens), cmocka_unit_test(wrong_orders),
		cmocka_unit_test(chaos), cmocka_unit_test(rehearsal),
	};

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
