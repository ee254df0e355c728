/* SPDX-License-Identifier: EUPL-1.2 */
/* oauth.c - tokens that a server gives for a name and a secret: OAuth 2.0 client credentials (RFC 6749 4.4). */
#include "publish/oauth.h"

#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/json.h"
#include "publish/judge.h"
#include "publish/keys.h"
#include "publish/target.h"
#include "publish/way.h"

#include "base/banned.h"

#define RING_MOST	32		/* tokens: portals with another name or secret; more are fetched more often */
#define ANSWER_MOST	KIB(64)		/* of JSON: a token and a few words */
#define FETCH_MS	30000L
#define STALL_S		15L
#define LIFE_S		3600		/* of a token whose server does not say: until it is refused, or this long */
#define MARGIN_S	60		/* before its end; a quarter of its life when that is less */

struct kept {
	struct digest	 of;		/* server, name, secret's file, scope */
	char		 token[KEY_MOST + 1];
	size_t		 n;		/* 0: none */
	bool		 accepted;	/* it was there before this order: a refusal says that it is over */
	int64_t		 until;		/* CLOCK_BOOTTIME, seconds: a machine that slept is not younger */
};

struct keyring {
	struct kept	 kept[RING_MOST];
	size_t		 next;		/* the place that goes first */
};

struct keyring *
keyring_new(struct arena *mem)
{
	return NEW(mem, struct keyring, 1);
}

void
keyring_wipe(struct keyring *k)
{
	if (k != NULL)
		explicit_bzero(k, sizeof *k);
}

static int64_t
now_s(void)
{
	struct timespec t;

	must(clock_gettime(CLOCK_BOOTTIME, &t) == 0);
	return t.tv_sec;
}

static struct digest
name_of(const struct outlet *at)
{
	const struct oauth *o = &at->reach.oauth;
	const struct str parts[] = { o->url, o->client, o->secret, o->scope };
	struct hash *h = hash_new();

	for (size_t i = 0; i < COUNT(parts); i++) {
		hash_add(h, parts[i].p == NULL ? "" : parts[i].p, parts[i].n);
		hash_add(h, "", 1);
	}
	return hash_end(h);
}

static struct kept *
find(struct keyring *k, const struct outlet *at)
{
	struct digest of = name_of(at);

	for (size_t i = 0; k != NULL && i < RING_MOST; i++) {
		if (k->kept[i].n != 0 && digest_eq(k->kept[i].of, of))
			return &k->kept[i];
	}
	return NULL;
}

int
oauth_check(const struct oauth *o, struct arena *mem, struct err *e)
{
	struct target t;
	struct str secret;

	if (target_parse(o->url, mem, &t, e) != 0)
		return err_wrap(e, _("‘oauth’"));
	if (t.folder.p != NULL || !t.keys_safe)
		return err_set(e, E_CONFIG,
		    _("‘oauth’: het adres heeft geen https; het geheim zou leesbaar over het netwerk gaan"));
	return keys_line(o->secret, _("geheim van ‘oauth’ in"), mem, &secret, e);
}

/* application/x-www-form-urlencoded (RFC 6749 appendix B). */
static struct str
escaped(struct str s, struct arena *mem)
{
	char *c = curl_easy_escape(NULL, s.p == NULL ? "" : s.p, (int)s.n);
	struct str out;

	must(c != NULL);
	out = str_dup(mem, str_of(c));
	curl_free(c);
	return out;
}

static size_t
gather(char *p, size_t size, size_t n, void *arg)
{
	struct buf *b = arg;

	buf_add(b, (struct str){ p, size * n });
	return b->cut ? 0 : size * n;
}

/* Name and secret as the server wants them, in the header or in the body (RFC 6749 2.3.1). */
static struct str
form(CURL *c, const struct oauth *o, struct str secret, struct arena *mem)
{
	struct str body = S("grant_type=client_credentials"), user = escaped(o->client, mem),
		   word = escaped(secret, mem);

	if (o->scope.n != 0)
		body = str_fmt(mem, "%.*s&scope=%.*s", STRF(body), STRF(escaped(o->scope, mem)));
	if (o->body)
		return str_fmt(mem, "%.*s&client_id=%.*s&client_secret=%.*s", STRF(body), STRF(user), STRF(word));
	WEB_SET(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	WEB_SET(c, CURLOPT_USERNAME, str_c(mem, user));
	WEB_SET(c, CURLOPT_PASSWORD, str_c(mem, word));
	return body;
}

/* What the server has against us, in words that we know. */
static struct str
say_error(const json_t *j, long http, struct arena *mem)
{
	static const char *const known[] = { "invalid_request", "invalid_client", "invalid_grant",
		"unauthorized_client", "unsupported_grant_type", "invalid_scope" };
	int i = str_index(known, COUNT(known), json_str(j, "error"));

	if (i >= 0)
		return str_fmt(mem, _("de server van ‘oauth’ geeft ons geen sleutel: %s (HTTP %ld)"), known[i], http);
	return str_fmt(mem, _("de server van ‘oauth’ geeft ons geen sleutel (HTTP %ld)"), http);
}

/* A token for header fields, and of the kind that we can show (RFC 6749 5.1, RFC 6750). */
static struct str
token_of(const json_t *j)
{
	struct str t = json_str(j, "access_token");

	if (!str_eq_nocase(json_str(j, "token_type"), S("bearer")) || t.n > KEY_MOST)
		return STR_NONE;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] <= ' ' || t.p[i] > '~')
			return STR_NONE;
	}
	return t.n == 0 ? STR_NONE : t;
}

/* Seconds; some servers write them as text. */
static int64_t
life_of(const json_t *j)
{
	uint64_t text;
	int64_t s = json_num(j, "expires_in", LIFE_S);

	if (str_u64(json_str(j, "expires_in"), &text) == 0)
		s = text > LIFE_S ? LIFE_S : (int64_t)text;
	return s < 0 ? 0 : s > LIFE_S ? LIFE_S : s;
}

static void
keep(struct keyring *k, const struct outlet *at, const json_t *j)
{
	struct str t = token_of(j);
	int64_t life = life_of(j), margin = life / 4 < MARGIN_S ? life / 4 : MARGIN_S;
	struct kept *p = find(k, at);

	if (p == NULL)
		p = &k->kept[k->next++ % RING_MOST];
	explicit_bzero(p, sizeof *p);
	p->of = name_of(at);
	memcpy(p->token, t.p, t.n);
	p->n = t.n;
	p->until = now_s() + life - margin;
}

static int
stop(struct receipt *r, struct str detail)
{
	*r = (struct receipt){ .answer = PORTAL_AWAY, .detail = detail };
	return 1;
}

static int
heard(struct keyring *k, const struct outlet *at, CURLcode rc, long http, struct str body, struct arena *mem,
    struct receipt *r)
{
	json_error_t ignored;
	AUTO_JSON j = body.n == 0 ? NULL : json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, &ignored);

	if (http != 200)
		return stop(r, say_error(j, http, mem));
	if (rc != CURLE_OK || token_of(j).n == 0)
		return stop(
		    r, str_of(_("de server van ‘oauth’ antwoordt niet met een sleutel die we kunnen gebruiken")));
	keep(k, at, j);
	return 0;
}

/* One request to the server that gives them. */
static int
ask(struct keyring *k, const struct outlet *at, CURL *c, struct arena *mem, struct receipt *r, struct err *e)
{
	const struct oauth *o = &at->reach.oauth;
	struct outlet here = *at;
	AUTO_SLIST headers = NULL;
	struct str secret, body;
	struct buf answer;
	struct way *way;
	long http = 0;
	CURLcode rc;

	here.reach.pin = STR_NONE; /* that is the portal's */
	if (oauth_check(o, mem, e) != 0 || keys_line(o->secret, _("geheim van ‘oauth’ in"), mem, &secret, e) != 0 ||
	    way_open(&here, o->url, NULL, NULL, mem, &way, e) != 0)
		return -1;
	web_prepare(c, str_c(mem, o->url), (struct web_limits){ "http,https", FETCH_MS, STALL_S });
	way_prepare(way, c, WEB_EFFECT, &headers);
	web_header(&headers, "Accept: application/json");
	web_header(&headers, "Expect:");
	WEB_SET(c, CURLOPT_HTTPHEADER, headers);
	body = form(c, o, secret, mem);
	WEB_SET(c, CURLOPT_POSTFIELDS, body.p);
	WEB_SET(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.n);
	buf_init(&answer, mem, ANSWER_MOST);
	WEB_SET(c, CURLOPT_WRITEFUNCTION, gather);
	WEB_SET(c, CURLOPT_WRITEDATA, &answer);
	rc = curl_easy_perform(c);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &http);
	if (http == 0) {
		*r = (struct receipt){ .answer = PORTAL_AWAY };
		if (judge_answer(c, rc, false, r, mem, e) != 0)
			return -1;
		return stop(r, str_fmt(mem, _("de server van ‘oauth’: %.*s"), STRF(r->detail)));
	}
	return heard(k, at, rc, http, buf_str(&answer), mem, r);
}

static int
fetch(struct keyring *k, const struct outlet *at, struct arena *mem, struct receipt *r, struct err *e)
{
	struct arena *own = arena_new("sleutel", MIB(8));
	CURL *c = web_open();
	struct receipt got = { .answer = PORTAL_AWAY };
	int rc = ask(k, at, c, own, &got, e);

	web_close(c);
	got.detail = str_dup(mem, got.detail);
	if (rc == 1)
		*r = got;
	arena_free(own);
	return rc;
}

int
oauth_fetch(struct keyring *k, const struct outlet *at, struct arena *mem, struct receipt *r, struct err *e)
{
	struct kept *p = find(k, at);

	if (p != NULL && p->until > now_s()) {
		p->accepted = true;
		return 0;
	}
	return fetch(k, at, mem, r, e);
}

bool
oauth_current(struct keyring *k, const struct outlet *at, struct arena *mem, struct str *token_r)
{
	struct kept *p = find(k, at); /* what is fetched comes in its place */
	struct receipt ignored;
	struct err e;

	if (p == NULL)
		return false;
	if (p->until <= now_s() && fetch(k, at, mem, &ignored, &e) != 0)
		p->until = now_s() + STALL_S; /* not before each request */
	*token_r = str_dup(mem, (struct str){ p->token, p->n });
	return true;
}

bool
keyring_refused(struct keyring *k, const struct outlet *at)
{
	struct kept *p = find(k, at);
	bool again = p != NULL && p->accepted;

	if (p != NULL)
		explicit_bzero(p, sizeof *p);
	return again;
}
