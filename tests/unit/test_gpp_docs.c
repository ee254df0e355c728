/* SPDX-License-Identifier: EUPL-1.2 */
/* test_gpp_docs.c - documents at a GPP-publicatiebank: in parts, half, twice, stripped, revised. */
#include "../portal/bank.h"

#include "base/banned.h"

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

/* What is served stands apart from what was sent: the third is a byte longer. */
static void
assert_served(struct str served)
{
	AUTO_JSON list = json_loadb(served.p, served.n, 0, NULL);

	assert_int_equal(json_array_size(list), 3);
	for (size_t i = 0; i < 3; i++) {
		const json_t *x = json_array_get(list, i);
		bool same = i != 2;

		assert_true(str_eq(json_str(x, "id"), str_of(ids[i])));
		assert_int_equal(json_flag(x, "same"), same);
		assert_int_equal(json_num(x, "bytes", 0), bodies[i].n + !same);
		assert_int_equal(str_eq(json_str(x, "sha256"), digest_hex(mem, digest_of(bodies[i]))), same);
	}
}

/* Stripping takes its time, changes the bytes, or never ends. */
static void
stripping(void **state UNUSED)
{
	struct order o = order_in("strip", plan(NULL, 3));
	struct receipt r;

	script("strip", "set strip 1\nset ready 300");
	o = filled("strip", plan(NULL, 3), 3);
	r = expect(o, STEP_READY, PORTAL_SENT);
	assert_served(r.served);
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

/* One document of what is public is taken back: withdrawn at the bank, for good, with the reason in its audit log. */
static void
taken_back(void **state UNUSED)
{
	struct order o = filled("teruggenomen", plan(NULL, 2), 2);
	struct err e;
	struct tally t;
	AUTO_JSON less = json_read(plan(NULL, 1), &e);

	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	json_put(less, "taken", json_pack("[{s:s,s:{s:s,s:s}}]", "id", ids[1], "reason", "uri", "https://x/c_1", "label",
	    "bevat persoonsgegevens \xe2\x80\x98te veel\xe2\x80\x99\r\nX-Eigen: 1"));
	o.plan = json_write(mem, less);
	script("teruggenomen", "PATCH 1 lost");
	expect(o, STEP_READY, PORTAL_AMBIGUOUS);
	heal("teruggenomen");
	(void)pthread_mutex_lock(&bank.lock);
	assert_string_equal(gpp_world(&bank, "teruggenomen")->remark,
	    "woostraat ready: bevat persoonsgegevens ?te veel???X-Eigen: 1");
	(void)pthread_mutex_unlock(&bank.lock);
	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	t = count("teruggenomen");
	assert_int_equal(t.docs, 2);
	assert_int_equal(counter(&t, "effects", "DELETE"), 0);
	assert_true(str_eq(json_str(json_array_get(json_list(t.j, "documents"), 0), "status"), S("gepubliceerd")));
	assert_true(str_eq(json_str(json_array_get(json_list(t.j, "documents"), 1), "status"), S("ingetrokken")));
	json_decref(t.j);
	/* The whole dossier: the reason of that decision. */
	json_put(less, "withdrawn", json_pack("{s:{s:s}}", "reason", "label", "onjuist"));
	o.plan = json_write(mem, less);
	script("teruggenomen", "set strict 0");
	assert_found(o, STEP_WITHDRAW, FOUND_WITHDRAWN);
	(void)pthread_mutex_lock(&bank.lock);
	assert_string_equal(gpp_world(&bank, "teruggenomen")->remark, "woostraat withdraw: onjuist");
	(void)pthread_mutex_unlock(&bank.lock);
}

/* An announcement lands when all is public: its document has no bytes, and goes with the next sweep; the rest stays. */
static void
announced_late(void **state UNUSED)
{
	struct order o = filled("nagekomen", plan(NULL, 2), 2);
	AUTO_JSON rows = NULL;
	size_t public = 0, i;
	struct tally t;
	json_t *x;

	expect(o, STEP_READY, PORTAL_SENT);
	expect(o, STEP_PUBLISH, PORTAL_SENT);
	(void)pthread_mutex_lock(&bank.lock);
	{
		struct gpp_world *w = gpp_world(&bank, "nagekomen");
		AUTO_JSON again = json_deep_copy(w->docs[1].j);
		struct gpp_reply r = gpp_document_post(w, again);

		assert_int_equal(r.status, 201);
		gpp_reply_free(&r);
	}
	(void)pthread_mutex_unlock(&bank.lock);
	assert_found(o, STEP_SEEN, FOUND_SAME);
	expect(o, STEP_SWEEP, PORTAL_SENT);
	t = count("nagekomen");
	rows = json_incref(json_list(t.j, "documents"));
	json_array_foreach (rows, i, x)
		public += str_eq(json_str(x, "status"), S("gepubliceerd"));
	assert_int_equal(json_array_size(rows), 3);
	assert_int_equal(public, 2);
	assert_true(str_eq(json_str(json_array_get(rows, 2), "status"), S("ingetrokken")));
	json_decref(t.j);
	assert_found(o, STEP_SEEN, FOUND_SAME);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_documents), cmocka_unit_test(last_part_lost), cmocka_unit_test(large),
		cmocka_unit_test(readiness), cmocka_unit_test(twins), cmocka_unit_test(stripping),
		cmocka_unit_test(revision), cmocka_unit_test(announced_late), cmocka_unit_test(taken_back) };

	return cmocka_run_group_tests(tests, gpp_setup, gpp_teardown);
}
