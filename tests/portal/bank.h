/* SPDX-License-Identifier: EUPL-1.2 */
/* bank.h - what the tests of the portal kind gpp share: a fake bank, a plan, and steps that are looked at. */
#ifndef BANK_H
#define BANK_H

#include "carry.h"
#include "gpp.h"

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

static UNUSED int
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

static UNUSED int
gpp_teardown(void **state)
{
	gpp_stop(&bank);
	for (size_t i = 0; i < 3; i++)
		auto_close(&files[i]);
	return teardown(state);
}

/* The plan of a dossier with n documents; title NULL: an ordinary one. */
static UNUSED struct str
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
static UNUSED struct order
order_in(const char *world, struct str what)
{
	return (struct order){ .at.url = str_fmt(mem, "http://127.0.0.1:%u/%s", bank.port, world), .doc = -1,
		.at.token = str_of(token_path), .plan = what, .key = S(KEY), .bundle = -1, .wait_ms = 5000 };
}

static UNUSED void
script(const char *world, const char *text)
{
	(void)pthread_mutex_lock(&bank.lock);
	assert_int_equal(gpp_script_add(gpp_world(&bank, world), text), 0);
	(void)pthread_mutex_unlock(&bank.lock);
}

/* The faults are over; settings stay. */
static UNUSED void
heal(const char *world)
{
	(void)pthread_mutex_lock(&bank.lock);
	gpp_world(&bank, world)->nrules = 0;
	(void)pthread_mutex_unlock(&bank.lock);
}

static UNUSED struct receipt
take_step(struct order o, enum portal_step step)
{
	struct receipt r;
	struct err e;

	o.step = step;
	do { /* a document that was begun is gone on with, as the supervisor does */
		if (portal_deliver(&gpp_ops, &o, mem, &r, &e) != 0)
			fail_msg("%s: %s", step_name(step), e.msg);
		o.journal = r.journal;
	} while (step == STEP_DOCUMENT && r.answer == PORTAL_SENT && r.journal.n != 0);
	if (!utf8_xml(r.detail) || has(r.detail, "GEHEIM") || has(r.url, "GEHEIM") || has(r.detail, "127.0.0.1"))
		fail_msg("%s: detail '%.*s'", step_name(step), STRF(r.detail));
	return r;
}

static UNUSED struct receipt
expect(struct order o, enum portal_step step, enum portal_answer want)
{
	struct receipt r = take_step(o, step);

	if (r.answer != want)
		fail_msg("%s: %s, not %s (HTTP %ld, %.*s)", step_name(step), answer_name(r.answer), answer_name(want), r.http,
		    STRF(r.detail));
	return r;
}

static UNUSED void
assert_found(struct order o, enum portal_step step, enum portal_found want)
{
	struct receipt r = expect(o, step, PORTAL_SENT);

	if (r.found != want)
		fail_msg("%s found %s, not %s", step_name(step), found_name(r.found), found_name(want));
}

static UNUSED struct order
for_document(struct order o, int i)
{
	o.doc = i;
	o.bundle = files[i];
	o.size = bodies[i].n;
	o.sha256 = digest_of(bodies[i]);
	return o;
}

/* Everything up to a concept with n documents. */
static UNUSED struct order
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
static UNUSED struct tally
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

static UNUSED int64_t
counter(const struct tally *t, const char *group, const char *name)
{
	return json_num(json_map(t->j, group), name, -1);
}

#endif
