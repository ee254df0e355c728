/* SPDX-License-Identifier: EUPL-1.2 */
/* test_way.c - the way to a portal: certificates of theirs and ours, keys in headers, tokens that are fetched, a proxy. */
#include "../portal/safe.h"
#include "../portal/carry.h"

#include "publish/oauth.h"

#include "base/banned.h"

#define HOUR	3600L
#define SECRET	"GEHEIM-aan-niemand-0123456789"

static struct cert ca, other, server, client;
static struct order to;			/* the order of this test: all that is right, until a test says else */

static const char *
written(const char *name, const char *text, mode_t mode)
{
	const char *path = below(dir, name);

	put_file(path, text, mode);
	return path;
}

static int
make(void **state)
{
	if (setup(state) != 0)
		return -1;
	ca = cert_make(NULL, "Proef CA", NULL, -HOUR, HOUR);
	other = cert_make(NULL, "Andere CA", NULL, -HOUR, HOUR);
	server = cert_make(&ca, "localhost", "DNS:localhost,DNS:portaal.example.nl", -HOUR, HOUR);
	client = cert_make(&ca, "woostraat", NULL, -HOUR, HOUR);
	(void)written("ca.pem", cert_pem(&ca, mem), 0644);
	(void)written("client.pem", cert_pem(&client, mem), 0644);
	(void)written("client.key", cert_key_pem(&client, NULL, mem), 0600);
	(void)written("token", SECRET "\n", 0400);
	return 0;
}

static int
drop_all(void **state)
{
	cert_free(&ca);
	cert_free(&other);
	cert_free(&server);
	cert_free(&client);
	return teardown(state);
}

/* A server, and an order that it takes over TLS. */
static void
start(struct safe *s, const struct cert *own)
{
	s->own = own;
	safe_start(s);
	to = order_to(str_c(mem, str_fmt(mem, "https://localhost:%u/bak/", s->port)));
	to.at.reach.ca = str_of(below(dir, "ca.pem"));
}

static struct receipt
sent(void)
{
	struct receipt r;
	struct err e;

	if (portal_deliver(&drop_ops, &to, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	assert_false(has(r.detail, "GEHEIM") || has(r.detail, "localhost") || has(r.url, "GEHEIM"));
	return r;
}

static struct err
refused(void)
{
	struct receipt r;
	struct err e;

	assert_int_equal(portal_deliver(&drop_ops, &to, mem, &r, &e), -1);
	assert_null(strstr(e.msg, "GEHEIM"));
	assert_int_equal(e.kind, E_CONFIG);
	return e;
}

static void
says(struct err e, const char *words)
{
	if (strstr(e.msg, words) == NULL)
		fail_msg("%s: %s", words, e.msg);
}

static void
away(const char *words)
{
	struct receipt r = sent();

	if (r.answer != PORTAL_AWAY || !has(r.detail, words))
		fail_msg("%s: %d %.*s", words, (int)r.answer, STRF(r.detail));
}

static void
with_client(void)
{
	to.at.reach.certificate = str_of(below(dir, "client.pem"));
	to.at.reach.certificate_key = str_of(below(dir, "client.key"));
}

/* Certificates of the portal: only the right one, of whom we trust, now, under the name that we asked for. */
static void
theirs(void **state UNUSED)
{
	struct cert expired = cert_make(&ca, "localhost", "DNS:localhost", -2 * HOUR, -HOUR);
	struct cert early = cert_make(&ca, "localhost", "DNS:localhost", HOUR, 2 * HOUR);
	struct cert elsewhere = cert_make(&ca, "elders", "DNS:elders.example.nl", -HOUR, HOUR);
	struct cert unknown = cert_make(&other, "localhost", "DNS:localhost", -HOUR, HOUR);
	struct cert lonely = cert_make(NULL, "localhost", "DNS:localhost", -HOUR, HOUR);
	const struct { struct cert *own; const char *words; } rows[] = {
		{ &expired, "is verlopen" }, { &early, "nog niet geldig" }, { &elsewhere, "van een ander adres" },
		{ &unknown, "uitgever die we niet vertrouwen" }, { &lonely, "uitgever die we niet vertrouwen" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct safe s = { .own = NULL };

		start(&s, rows[i].own);
		to.at.token = str_of(below(dir, "token"));
		away(rows[i].words);
		assert_int_equal(s.requests, 0);
		safe_stop(&s);
		cert_free(rows[i].own);
	}
	for (int pinned = 0; pinned < 2; pinned++) {
		struct safe s = { .own = NULL };

		start(&s, &server);
		if (pinned)
			to.at.reach.pin = str_of(cert_pin(&server, mem));
		assert_receipt("goed", (struct receipt[]){ sent() }, PORTAL_SENT);
		assert_int_equal(s.puts, 1);
		to.at.reach.pin = str_of(cert_pin(&other, mem));
		away("een andere dan ‘pin’ zegt");
		to.at.reach.pin = STR_NONE;
		to.at.reach.ca = STR_NONE; /* the list of this system does not know it */
		away("uitgever die we niet vertrouwen");
		assert_int_equal(s.puts, 1);
		safe_stop(&s);
	}
}

/* Our own certificate: shown, asked for, and what the portal thinks of it. */
static void
ours(void **state UNUSED)
{
	struct cert late = cert_make(&ca, "woostraat", NULL, -2 * HOUR, -HOUR);
	struct cert stranger = cert_make(&other, "woostraat", NULL, -HOUR, HOUR);
	static const int versions[] = { 0, TLS1_2_VERSION };

	for (size_t i = 0; i < COUNT(versions); i++) {
		struct safe s = { .clients = &ca, .tls_most = versions[i] };
		struct receipt r;

		start(&s, &server);
		r = sent();
		assert_receipt("zonder certificaat", &r, PORTAL_AWAY);
		if (i == 0)
			away("vraagt een certificaat, en er is er geen ingesteld");
		with_client();
		assert_receipt("met certificaat", (struct receipt[]){ sent() }, PORTAL_SENT);
		to.at.reach.certificate = str_of(written("laat.pem", cert_pem(&late, mem), 0644));
		to.at.reach.certificate_key = str_of(written("laat.key", cert_key_pem(&late, NULL, mem), 0600));
		away("ons certificaat is verlopen");
		to.at.reach.certificate = str_of(written("vreemd.pem", cert_pem(&stranger, mem), 0644));
		to.at.reach.certificate_key = str_of(written("vreemd.key", cert_key_pem(&stranger, NULL, mem), 0600));
		away("ons certificaat");
		assert_int_equal(s.puts, 1);
		safe_stop(&s);
	}
	cert_free(&late);
	cert_free(&stranger);
}

/* A file that is not what it should be stops a run before a byte is sent; a rehearsal looks at the same. */
static void
files(void **state UNUSED)
{
	struct safe s = { .own = NULL };

	start(&s, &server);
	with_client();
	to.at.reach.certificate_key = str_of(written("ander.key", cert_key_pem(&other, NULL, mem), 0600));
	says(refused(), "hoort niet bij het certificaat");
	to.at.reach.certificate_key = str_of(written("slot.key", cert_key_pem(&client, "GEHEIM", mem), 0600));
	says(refused(), "met een wachtwoord versleuteld");
	to.at.reach.certificate_key = str_of(written("leeg.key", "\n", 0600));
	says(refused(), "geen sleutel in PEM");
	to.at.reach.certificate_key = str_of(written("open.key", cert_key_pem(&client, NULL, mem), 0640));
	says(refused(), "ook voor anderen toegankelijk");
	to.at.reach.certificate_key = str_of(below(dir, "geen.key"));
	says(refused(), "geen.key");
	with_client();
	to.at.reach.certificate = str_of(below(dir, "client.key"));
	says(refused(), "geen certificaat in PEM");
	to.at.reach.certificate = str_of(written("los.pem", cert_pem(&client, mem), 0646));
	says(refused(), "voor iedereen te veranderen");
	with_client();
	to.at.reach.ca = str_of(written("leeg.pem", "geen PEM\n", 0644));
	says(refused(), "‘ca’");
	to.at.reach.ca = str_of(dir);
	says(refused(), "geen gewoon bestand");
	assert_int_equal(s.requests, 0);
	safe_stop(&s);
}

/* The key goes in the header that the settings name, and for drop in Authorization else. */
static void
headers(void **state UNUSED)
{
	struct safe s = { .header = "\r\nX-API-Key: " SECRET "\r\n" };

	start(&s, &server);
	away("kent onze sleutel niet");
	to.at.token = str_of(below(dir, "token"));
	away("kent onze sleutel niet");
	assert_non_null(strstr(s.last, "\r\nAuthorization: Bearer " SECRET "\r\n"));
	to.at.reach.header = S("X-API-Key");
	assert_receipt("met sleutel", (struct receipt[]){ sent() }, PORTAL_SENT);
	assert_null(strstr(s.last, "Authorization"));
	safe_stop(&s);
	to = order_to("http://bank.example.nl/");
	to.at.token = str_of(below(dir, "token"));
	says(refused(), "geen https");
}

/* Keys that systemd hands over, and keys that others can read. */
static void
credentials(void **state UNUSED)
{
	struct safe s = { .header = SECRET };
	const char *path = below(folder("credentials"), "bank");

	start(&s, &server);
	put_file(path, SECRET, 0440); /* as the mask of its access list shows */
	to.at.token = S("credential:bank");
	to.at.reach.header = S("X-API-Key");
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	says(refused(), "LoadCredential=bank:BESTAND");
	assert_int_equal(setenv("CREDENTIALS_DIRECTORY", below(dir, "credentials"), 1), 0);
	assert_receipt("credential", (struct receipt[]){ sent() }, PORTAL_SENT);
	put_file(path, SECRET, 0444);
	says(refused(), "ook voor anderen toegankelijk");
	to.at.token = S("credential:../token");
	says(refused(), "geen naam");
	to.at.token = S("credential:");
	says(refused(), "geen naam");
	to.at.token = S("credential:weg");
	says(refused(), "weg");
	assert_int_equal(unsetenv("CREDENTIALS_DIRECTORY"), 0);
	to.at.token = str_of(below(dir, "token"));
	put_file(below(dir, "token"), SECRET, 0440);
	says(refused(), "ook voor anderen toegankelijk");
	if (geteuid() == 0) {
		put_file(below(dir, "token"), SECRET, 0600);
		assert_int_equal(chown(below(dir, "token"), 12345, (gid_t)-1), 0);
		says(refused(), "van een ander");
		assert_int_equal(unlink(below(dir, "token")), 0);
	}
	put_file(below(dir, "token"), SECRET, 0400);
	safe_stop(&s);
}

/* ---- OAuth ---- */

#define TOKEN(t)	"{\"access_token\":\"" t "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"

static void
with_oauth(const struct safe *s)
{
	to.at.reach.oauth = (struct oauth){ .url = str_fmt(mem, "https://localhost:%u/token", s->port), .client = S("woo straat"),
		.secret = str_of(below(dir, "token")), .scope = S("publiceren lezen") };
}

/* Fetched once, kept over orders, fetched again when the portal does not know it any more, and that once. */
static void
oauth(void **state UNUSED)
{
	struct safe s = { .bearer = "EERSTE", .token_answer = TOKEN("EERSTE") };

	start(&s, &server);
	with_oauth(&s);
	assert_receipt("een", (struct receipt[]){ sent() }, PORTAL_SENT);
	assert_int_equal(s.tokens, 1); /* some requests, one token */
	/* woo straat:GEHEIM..., each part form-urlencoded (RFC 6749 2.3.1) */
	assert_non_null(strstr(s.asked, "\r\nAuthorization: Basic d29vJTIwc3RyYWF0OkdFSEVJTS1hYW4tbmllbWFuZC0wMTIzNDU2Nzg5\r\n"));
	assert_non_null(strstr(s.asked, "grant_type=client_credentials&scope=publiceren%20lezen"));
	assert_null(strstr(s.asked, SECRET));
	to.ring = keyring_new(mem);
	for (int i = 0; i < 3; i++)
		assert_receipt("weer", (struct receipt[]){ sent() }, PORTAL_SAME);
	assert_int_equal(s.tokens, 2);
	s.bearer = "TWEEDE"; /* it was revoked; the server gives another */
	s.token_answer = TOKEN("TWEEDE");
	s.refused = 0;
	assert_receipt("vernieuwd", (struct receipt[]){ sent() }, PORTAL_SAME);
	assert_int_equal(s.tokens, 3);
	assert_int_equal(s.refused, 1);
	s.bearer = "DERDE"; /* what the server gives is no use: asked once, and not again */
	s.refused = 0;
	away("kent onze sleutel niet");
	assert_int_equal(s.tokens, 4);
	assert_int_equal(s.refused, 2);
	s.bearer = "TWEEDE";
	to.at.reach.oauth.body = true;
	assert_receipt("in de body", (struct receipt[]){ sent() }, PORTAL_SAME);
	assert_int_equal(s.tokens, 5);
	assert_non_null(strstr(s.asked, "&client_id=woo%20straat&client_secret=" SECRET));
	assert_null(strstr(s.asked, "Basic"));
	s.token_answer = "{\"access_token\":\"TWEEDE\",\"token_type\":\"bearer\",\"expires_in\":\"0\"}";
	assert_true(keyring_refused(to.ring, &to.at) || true);
	assert_receipt("meteen voorbij", (struct receipt[]){ sent() }, PORTAL_SAME);
	assert_true(s.tokens > 6);
	keyring_wipe(to.ring);
	safe_stop(&s);
}

/* Servers of tokens that give none. */
static void
oauth_faults(void **state UNUSED)
{
	static const struct { const char *want, *answer, *words; } rows[] = {
		{ "iemand anders", "{}", "geeft ons geen sleutel: invalid_client (HTTP 401)" },
		{ NULL, "{}", "sleutel die we kunnen gebruiken" },
		{ NULL, "", "sleutel die we kunnen gebruiken" },
		{ NULL, "<html>", "sleutel die we kunnen gebruiken" },
		{ NULL, "{\"access_token\":\"x\",\"token_type\":\"mac\"}", "sleutel die we kunnen gebruiken" },
		{ NULL, "{\"access_token\":\"x y\",\"token_type\":\"bearer\"}", "sleutel die we kunnen gebruiken" },
		{ NULL, "{\"access_token\":\"x\\r\\nHost: y\",\"token_type\":\"bearer\"}", "sleutel die we kunnen gebruiken" },
		{ NULL, "{\"access_token\":\"\",\"token_type\":\"bearer\"}", "sleutel die we kunnen gebruiken" },
		{ NULL, "{\"access_token\":\"x\",\"access_token\":\"y\",\"token_type\":\"bearer\"}", "sleutel die we kunnen gebruiken" },
	};
	struct safe s = { .own = NULL };

	start(&s, &server);
	with_oauth(&s);
	for (size_t i = 0; i < COUNT(rows); i++) {
		s.token_want = rows[i].want;
		s.token_answer = rows[i].answer;
		away(rows[i].words);
		assert_int_equal(s.tokens, i + 1);
	}
	assert_int_equal(s.requests, s.tokens); /* nothing was asked of the portal itself */
	to.at.reach.oauth.url = S("http://sso.example.nl/token");
	says(refused(), "‘oauth’: het adres heeft geen https");
	with_oauth(&s);
	to.at.reach.oauth.secret = str_of(below(dir, "geen"));
	says(refused(), "geheim van ‘oauth’");
	with_oauth(&s);
	to.at.netrc = str_of(written("beide", "machine localhost login a password b\n", 0600));
	says(refused(), "kies er een");
	to.at.netrc = STR_NONE;
	safe_stop(&s);
	away("de server van ‘oauth’: geen verbinding");
}

/* ---- proxy ---- */

static void
proxy(void **state UNUSED)
{
	struct safe s = { .header = SECRET, .proxy_key = "Proxy-Authorization: Basic ZG9vcjpQUk9YWUdFSEVJTQ==" };
	struct receipt r;

	start(&s, &server);
	to.at.url = S("https://portaal.example.nl/bak/"); /* nobody finds that name but the proxy */
	to.at.token = str_of(below(dir, "token"));
	to.at.reach.proxy = str_fmt(mem, "http://127.0.0.1:%u", s.port);
	away("de proxy kent onze sleutel niet (HTTP 407)");
	to.at.netrc = str_of(written("netrc-proxy", "machine 127.0.0.1 login door password PROXYGEHEIM\n", 0600));
	r = sent();
	assert_receipt("door de proxy", &r, PORTAL_SENT);
	assert_true(s.connects >= 3);
	assert_null(strstr(s.proxied, SECRET)); /* the keys of the portal are not the proxy's */
	assert_null(strstr(s.last, "Proxy-Authorization"));
	/* Where it stood is asked by the same way, and without its keys. */
	to.step = STEP_REACH;
	to.remote = r.url;
	s.connects = 0;
	assert_int_equal(sent().found, FOUND_CONCEPT);
	assert_int_equal(s.connects, 1);
	assert_null(strstr(s.last, SECRET));
	to.step = STEP_PUBLISH;
	to.remote = STR_NONE;
	to.at.reach.proxy = S("http://proxy.example.nl:1");
	to.at.netrc = str_of(written("netrc-proxy2", "machine proxy.example.nl login door password PROXYGEHEIM\n", 0600));
	says(refused(), "zou leesbaar over het netwerk gaan");
	to.at.netrc = STR_NONE;
	to.at.reach.proxy = S("http://bestaat-niet.invalid:1");
	away("de naam van de proxy is niet te vinden");
	to.at.reach.proxy = S("http://jan:GEHEIM@127.0.0.1:1");
	says(refused(), "netrc-bestand");
	/* Not for this machine itself. */
	to.at.reach.proxy = S("http://127.0.0.1:1");
	to.at.url = str_fmt(mem, "https://localhost:%u/bak/", s.port);
	s.connects = 0;
	assert_receipt("zonder proxy", (struct receipt[]){ sent() }, PORTAL_SAME);
	assert_int_equal(s.connects, 0);
	safe_stop(&s);
}

/* What changes something has a connection of its own, over HTTP/1.1; what reads shares one, and may have HTTP/2. */
static void
connections(void **state UNUSED)
{
	for (int http2 = 0; http2 < 2; http2++) {
		struct safe s = { .own = NULL };

		start(&s, &server);
		to.at.reach.http2 = http2 != 0;
		to.at.reach.bandwidth_kib = 100000;
		assert_receipt("verbindingen", (struct receipt[]){ sent() }, PORTAL_SENT);
		assert_true(s.requests > 3); /* OPTIONS, GET, PUT, GET */
		if (s.handshakes < 2 || s.handshakes > s.requests || s.h2 != (http2 ? s.handshakes - 1 : 0))
			fail_msg("%u handshakes, %u with HTTP/2", s.handshakes, s.h2);
		safe_stop(&s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(theirs), cmocka_unit_test(ours), cmocka_unit_test(files),
		cmocka_unit_test(headers), cmocka_unit_test(credentials), cmocka_unit_test(oauth), cmocka_unit_test(oauth_faults),
		cmocka_unit_test(proxy), cmocka_unit_test(connections) };

	return cmocka_run_group_tests_name("way", tests, make, drop_all);
}
