/* SPDX-License-Identifier: EUPL-1.2 */
/* test_portal_http.c - bringing a bundle to a portal over HTTP: its faults, its keys, and what may not be sent. */
#include "../portal/carry.h"
#include "../portal/fake.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/banned.h"

/* What a portal does wrong, and what must come of it. */
static const struct {
	const char *script;
	enum portal_answer answer;
	long http;
	unsigned puts, applied;
	int retry_s;
	uint32_t wait_ms;
} faults[] = {
	{ "", PORTAL_SENT, 201, 1, 1, 0, 0 },
	{ "GET 1 status 500", PORTAL_AWAY, 500, 0, 0, 0, 0 },
	{ "GET 1 status 503 7", PORTAL_AWAY, 503, 0, 0, 7, 0 },
	{ "GET 1 status 429 99999", PORTAL_AWAY, 429, 0, 0, 3600, 0 },
	{ "GET 1 status 429 Wed, 21 Oct 2015 07:28:00 GMT", PORTAL_AWAY, 429, 0, 0, 0, 0 },
	{ "GET 1 status 408", PORTAL_AWAY, 408, 0, 0, 0, 0 },
	{ "GET 1 status 401", PORTAL_AWAY, 401, 0, 0, 0, 0 },
	{ "GET 1 status 403", PORTAL_REFUSED, 403, 0, 0, 0, 0 },
	{ "GET 1 status 410", PORTAL_REFUSED, 410, 0, 0, 0, 0 },
	{ "GET 1 status 203", PORTAL_REFUSED, 203, 0, 0, 0, 0 },
	{ "GET 1 redirect", PORTAL_AWAY, 302, 0, 0, 0, 0 },
	{ "GET 1 deaf", PORTAL_AWAY, 0, 0, 0, 0, 0 },
	{ "GET 1 hang 4000", PORTAL_AWAY, 0, 0, 0, 0, 300 },
	{ "GET 1 hang 50", PORTAL_AWAY, 0, 0, 0, 0, 0 },
	{ "GET 1 page", PORTAL_SENT, 201, 1, 1, 0, 0 },
	{ "GET 1 longer", PORTAL_SENT, 201, 1, 1, 0, 0 },
	{ "GET * page", PORTAL_DIFFERS, 201, 1, 1, 0, 0 },
	{ "GET 2 wrong", PORTAL_DIFFERS, 201, 1, 1, 0, 0 },
	{ "GET 2 longer", PORTAL_DIFFERS, 201, 1, 1, 0, 0 },
	{ "GET 2 cut", PORTAL_AMBIGUOUS, 200, 1, 1, 0, 0 },
	{ "GET 2 deaf", PORTAL_SENT, 201, 1, 1, 0, 0 },	/* libcurl asks again by itself: fine for a read */
	{ "GET 2 status 404", PORTAL_AMBIGUOUS, 201, 1, 1, 0, 0 },
	{ "GET 2 status 500", PORTAL_AMBIGUOUS, 500, 1, 1, 0, 0 },
	{ "GET 2 status 403", PORTAL_AMBIGUOUS, 403, 1, 1, 0, 0 },
	{ "PUT 1 status 500", PORTAL_AWAY, 500, 1, 0, 0, 0 },
	{ "PUT 1 status 503 120", PORTAL_AWAY, 503, 1, 0, 120, 0 },
	{ "PUT 1 status 425", PORTAL_AWAY, 425, 1, 0, 0, 0 },
	{ "PUT 1 status 429 3", PORTAL_AWAY, 429, 1, 0, 3, 0 },
	{ "PUT 1 status 400", PORTAL_REFUSED, 400, 1, 0, 0, 0 },
	{ "PUT 1 status 403", PORTAL_REFUSED, 403, 1, 0, 0, 0 },
	{ "PUT 1 status 409", PORTAL_REFUSED, 409, 1, 0, 0, 0 },
	{ "PUT 1 status 413", PORTAL_REFUSED, 413, 1, 0, 0, 0 },
	{ "PUT 1 early 413", PORTAL_REFUSED, 413, 1, 0, 0, 0 },
	{ "GET 1 stump 403", PORTAL_REFUSED, 403, 0, 0, 0, 0 },
	{ "GET 1 flood 500", PORTAL_AWAY, 500, 0, 0, 0, 0 },
	{ "GET 1 flood 404", PORTAL_SENT, 201, 1, 1, 0, 0 },
	{ "PUT 1 stump 403", PORTAL_REFUSED, 403, 1, 0, 0, 0 },
	{ "PUT 1 stump 200", PORTAL_AMBIGUOUS, 200, 1, 0, 0, 0 },
	{ "PUT 1 flood 400", PORTAL_REFUSED, 400, 1, 0, 0, 0 },
	{ "PUT 1 flood 200", PORTAL_AMBIGUOUS, 200, 1, 0, 0, 0 },
	{ "PUT 1 redirect", PORTAL_REFUSED, 302, 1, 0, 0, 0 },
	{ "PUT 1 lost", PORTAL_SENT, 0, 1, 1, 0, 0 },
	{ "PUT 1 linger 4000", PORTAL_SENT, 0, 1, 1, 0, 500 },
	{ "PUT 1 hang 4000", PORTAL_AMBIGUOUS, 0, 1, 0, 0, 500 },
	{ "PUT 1 break", PORTAL_AMBIGUOUS, 0, 1, 0, 0, 0 },
	{ "PUT 1 deaf", PORTAL_AMBIGUOUS, 0, 1, 0, 0, 0 },
	{ "PUT 1 vanish", PORTAL_AMBIGUOUS, 202, 1, 0, 0, 0 },
	{ "PUT 1 page", PORTAL_AMBIGUOUS, 200, 1, 0, 0, 0 },
	{ "PUT 1 lost\nGET 2 status 503 9", PORTAL_AMBIGUOUS, 0, 1, 1, 9, 0 },
};

/* Each fault of a portal: what it is called, what reached the portal, and that the next night heals it. */
static void
portal_faults(void **state UNUSED)
{
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct fake f = { .basic = NULL };
		struct order o;
		struct receipt r;
		int at;

		assert_int_equal(fake_script(&f, faults[i].script), 0);
		assert_int_equal(fake_start(&f), 0);
		o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/bak/", f.port)));
		if (faults[i].wait_ms != 0)
			o.wait_ms = faults[i].wait_ms;
		r = deliver(&o);
		assert_receipt(faults[i].script, &r, faults[i].answer);
		if (r.http != faults[i].http || f.puts != faults[i].puts || f.applied != faults[i].applied ||
		    r.retry_after_s != faults[i].retry_s || f.expects != 0)
			fail_msg("%s: HTTP %ld, %u puts, %u applied, retry %d", faults[i].script, r.http, f.puts, f.applied,
			    r.retry_after_s);
		f.nfaults = 0;
		o.wait_ms = 10000;
		r = deliver(&o);
		assert_receipt(faults[i].script, &r, faults[i].applied != 0 ? PORTAL_SAME : PORTAL_SENT);
		assert_int_equal(f.applied, 1);
		at = fake_find(&f, "/bak/" NAME);
		assert_true(at >= 0 && f.nfiles == 1 && f.files[at].n == BODY);
		assert_memory_equal(f.files[at].p, payload.p, BODY);
		fake_stop(&f);
	}
}

/*
 * The resend trap (facts: reliability, section 4): a kept connection, and then
 * a PUT whose connection the portal closes after applying it.  One call must
 * be one effect.
 */
static void
one_put_is_one(void **state UNUSED)
{
	static const struct { const char *script; unsigned applied; } rows[] = {
		{ "PUT 1 lost", 1 }, { "PUT * lost", 1 }, { "PUT * deaf", 0 }, { "PUT * break", 0 } };

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct fake f = { .basic = NULL };
		struct portal *p = NULL;
		struct receipt r;
		struct err e;
		struct order o;

		assert_int_equal(fake_script(&f, rows[i].script), 0);
		assert_int_equal(fake_start(&f), 0);
		o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u", f.port)));
		assert_int_equal(drop_ops.open(&o, mem, &p, &e), 0);
		assert_int_equal(drop_ops.step[STEP_FIND](p, &o, mem, &r, &e), 0);
		assert_int_equal(r.found, FOUND_NOTHING);
		assert_int_equal(drop_ops.step[STEP_DOCUMENT](p, &o, mem, &r, &e), 0);
		assert_int_equal(r.answer, PORTAL_AMBIGUOUS);
		assert_int_equal(f.puts, 1);
		assert_int_equal(f.applied, rows[i].applied);
		assert_int_equal(drop_ops.step[STEP_SEEN](p, &o, mem, &r, &e), 0);
		assert_int_equal(r.found, rows[i].applied ? FOUND_SAME : FOUND_NOTHING);
		drop_ops.close(p);
		fake_stop(&f);
	}
	drop_ops.close(NULL);
}

/* One portal carries many orders; an empty bundle is a bundle. */
static void
many(void **state UNUSED)
{
	struct fake f = { .basic = NULL };
	struct portal *p = NULL;
	struct receipt r;
	struct err e;
	struct order o;
	AUTO_FD none = -1;

	assert_int_equal(fake_start(&f), 0);
	assert_int_equal(fd_of_str("leeg", S(""), &none, &e), 0);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u", f.port)));
	assert_int_equal(drop_ops.open(&o, mem, &p, &e), 0);
	for (int i = 0; i < 20; i++) {
		o.name = str_fmt(mem, "bundel-%d.zip", i / 2);
		assert_int_equal(drop_ops.step[STEP_PUBLISH](p, &o, mem, &r, &e), 0);
		assert_int_equal(r.answer, i % 2 == 0 ? PORTAL_SENT : PORTAL_SAME);
	}
	o.bundle = none;
	o.size = 0;
	o.sha256 = digest_of(S(""));
	o.name = S("leeg.zip");
	assert_int_equal(drop_ops.step[STEP_PUBLISH](p, &o, mem, &r, &e), 0);
	assert_receipt("leeg", &r, PORTAL_SENT);
	o.at.url = str_of(file_url(folder("leeg")));
	r = deliver(&o);
	assert_receipt("leeg in map", &r, PORTAL_SENT);
	assert_int_equal(f.applied, 11);
	assert_true(strncmp(f.agent, "woostraat/", 10) == 0);
	drop_ops.close(p);
	fake_stop(&f);
}

/* A key and a certificate that nobody signed, in PEM. */
static void
make_certificate(const char **key_r, const char **cert_r)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	BIO *b = BIO_new(BIO_s_mem()), *k = BIO_new(BIO_s_mem());
	char *p;
	long n;

	assert_true(key != NULL && x != NULL && b != NULL && k != NULL);
	assert_int_equal(X509_set_version(x, 2), 1);
	assert_int_equal(ASN1_INTEGER_set(X509_get_serialNumber(x), 1), 1);
	assert_non_null(X509_gmtime_adj(X509_getm_notBefore(x), -3600));
	assert_non_null(X509_gmtime_adj(X509_getm_notAfter(x), 3600));
	assert_int_equal(X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
	    (const unsigned char *)"localhost", -1, -1, 0), 1);
	assert_int_equal(X509_set_issuer_name(x, X509_get_subject_name(x)), 1);
	assert_int_equal(X509_set_pubkey(x, key), 1);
	assert_true(X509_sign(x, key, EVP_sha256()) > 0);
	assert_int_equal(PEM_write_bio_X509(b, x), 1);
	assert_int_equal(PEM_write_bio_PrivateKey(k, key, NULL, NULL, 0, NULL, NULL), 1);
	n = BIO_get_mem_data(b, &p);
	*cert_r = str_c(mem, (struct str){ p, (size_t)n });
	n = BIO_get_mem_data(k, &p);
	*key_r = str_c(mem, (struct str){ p, (size_t)n });
	(void)BIO_free(b);
	(void)BIO_free(k);
	X509_free(x);
	EVP_PKEY_free(key);
}

/* Nobody there, and nobody we trust: try again later, and not a byte of the bundle or the keys has left. */
static void
unreachable(void **state UNUSED)
{
	const char *netrc = below(dir, "netrc-tls");
	struct fake f = { .basic = NULL };
	struct receipt r;
	struct order o;

	put_file(netrc, "machine localhost login jan password GEHEIM\n", 0600);
	make_certificate(&f.tls_key, &f.tls_cert);
	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "https://localhost:%u/", f.port)));
	o.at.netrc = str_of(netrc);
	r = deliver(&o);
	assert_receipt("niet vertrouwd", &r, PORTAL_AWAY);
	assert_true(has(r.detail, "certificaat"));
	assert_int_equal(f.asked + f.puts, 0);
	fake_stop(&f);
	r = deliver(&o);
	assert_receipt("niemand", &r, PORTAL_AWAY);
	assert_true(has(r.detail, "geen verbinding"));
	f = (struct fake){ .basic = NULL };
	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "https://localhost:%u/", f.port)));
	r = deliver(&o);
	assert_receipt("geen TLS", &r, PORTAL_AWAY);
	assert_int_equal(f.asked + f.puts, 0);
	fake_stop(&f);
	o = order_to("http://bestaat-niet.invalid/");
	r = deliver(&o);
	assert_receipt("geen naam", &r, PORTAL_AWAY);
}

/* A put before which the portal fell away changed nothing: that is away, and not ambiguous. */
static void
away_between(void **state UNUSED)
{
	struct fake f = { .basic = NULL };
	struct portal *p = NULL;
	struct receipt r;
	struct err e;
	struct order o;

	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u", f.port)));
	assert_int_equal(drop_ops.open(&o, mem, &p, &e), 0);
	assert_int_equal(drop_ops.step[STEP_FIND](p, &o, mem, &r, &e), 0);
	fake_stop(&f);
	assert_int_equal(drop_ops.step[STEP_DOCUMENT](p, &o, mem, &r, &e), 0);
	assert_receipt("weg voor het verzenden", &r, PORTAL_AWAY);
	assert_int_equal(r.sent, 0);
	drop_ops.close(p);
}

/* We hang up on an answer that does not end, long before the time is over. */
static void
endless_answer(void **state UNUSED)
{
	struct fake f = { .basic = NULL };
	struct receipt r;
	struct order o;

	assert_int_equal(fake_script(&f, "PUT 1 flood 200"), 0);
	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u", f.port)));
	r = deliver(&o);
	assert_receipt("eindeloos", &r, PORTAL_AMBIGUOUS);
	assert_true(has(r.detail, "te lang"));
	fake_stop(&f);
}

/* Keys come from the netrc file, reach the portal, and stand nowhere else. */
static void
keys(void **state UNUSED)
{
	static const char header[] = "Basic amFuOkdFSEVJTTE=";	/* jan:GEHEIM1 */
	const char *netrc = below(dir, "netrc");
	struct fake f = { .basic = header };
	struct receipt r;
	struct err e;
	struct order o;

	assert_int_equal(fake_start(&f), 0);
	put_file(netrc, "machine 127.0.0.1 login jan password GEHEIM1\n"
	    "machine elders.example.nl login x password y\n", 0600);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/", f.port)));
	r = deliver(&o);
	assert_receipt("zonder sleutel", &r, PORTAL_AWAY);
	assert_int_equal(r.http, 401);
	o.at.netrc = str_of(netrc);
	r = deliver(&o);
	assert_receipt("met sleutel", &r, PORTAL_SENT);
	assert_string_equal(f.authorization, header);
	assert_int_equal(f.unauthorised, 1);
	assert_false(has(r.url, "jan") || has(r.url, "@") || has(r.detail, "jan") || has(r.detail, "amFu"));
	put_file(netrc, "machine 127.0.0.1 login jan password GEHEIM2\n", 0600);
	r = deliver(&o);
	assert_receipt("verkeerde sleutel", &r, PORTAL_AWAY);
	put_file(netrc, "machine 127.0.0.1 login jan password GEHEIM1\n", 0604);
	e = failure(&drop_ops, &o);
	assert_int_equal(e.kind, E_CONFIG);
	assert_null(strstr(e.msg, "GEHEIM"));
	o.at.netrc = str_of(below(dir, "geen-netrc"));
	assert_int_equal(failure(&drop_ops, &o).kind, E_CONFIG);
	o.at.netrc = str_of(dir);
	assert_int_equal(failure(&drop_ops, &o).kind, E_CONFIG);
	put_file(netrc, "machine example.nl login jan password GEHEIM1\n", 0600);
	o = order_to("http://example.nl/");
	o.at.netrc = str_of(netrc);
	assert_int_equal(failure(&drop_ops, &o).kind, E_CONFIG);
	assert_int_equal(failure(&dry_ops, &o).kind, E_CONFIG);
	fake_stop(&f);
}

/* Whoever starts the program cannot lead it elsewhere through the environment. */
static void
environment(void **state UNUSED)
{
	static const char *const proxies[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
	const char *home = folder("thuis"), *log = below(dir, "sleutels.log");
	struct fake f = { .basic = NULL };
	struct order o;

	put_file(below(home, ".netrc"), "machine 127.0.0.1 login jan password GEHEIM\n", 0600);
	for (size_t i = 0; i < COUNT(proxies); i++)
		assert_int_equal(setenv(proxies[i], "http://127.0.0.1:1/", 1), 0);
	assert_int_equal(setenv("HOME", home, 1), 0);
	assert_int_equal(setenv("SSLKEYLOGFILE", log, 1), 0);
	make_certificate(&f.tls_key, &f.tls_cert);
	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "https://127.0.0.1:%u/", f.port)));
	assert_int_equal(deliver(&o).answer, PORTAL_AWAY);
	assert_int_equal(access(log, F_OK), -1);
	fake_stop(&f);
	f = (struct fake){ .basic = NULL };
	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/", f.port)));
	assert_int_equal(deliver(&o).answer, PORTAL_SENT);
	assert_string_equal(f.authorization, "");
	fake_stop(&f);
	for (size_t i = 0; i < COUNT(proxies); i++)
		(void)unsetenv(proxies[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(portal_faults), cmocka_unit_test(one_put_is_one), cmocka_unit_test(many),
		cmocka_unit_test(unreachable), cmocka_unit_test(away_between), cmocka_unit_test(endless_answer),
		cmocka_unit_test(keys), cmocka_unit_test(environment),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
