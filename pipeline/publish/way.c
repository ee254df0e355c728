/* SPDX-License-Identifier: EUPL-1.2 */
/* way.c - the way to one outlet, from its settings: keys, certificates, proxy, and how much of the network. */
#include "publish/way.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/cert.h"
#include "publish/certs.h"
#include "publish/keys.h"
#include "publish/oauth.h"
#include "publish/target.h"

#include "base/banned.h"

struct way {
	struct outlet	 at;
	struct keyring	*ring;
	struct arena	*mem;
	struct certs	 certs;
	struct login	 login, proxy_login;
	const char	*token;		/* a whole header; NULL: none */
	const char	*proxy;		/* NULL: none, or not for this address */
	const char	*pin;		/* NULL: none */
	bool		 proxy_tls;
	bool		 oauth;
	bool		 tls;		/* https: what concerns certificates is of use */
	char		 why[CURL_ERROR_SIZE];	/* libcurl's words; only a number is looked for in them */
};

/* Through it, unless the address is this machine's own. */
static int
open_proxy(struct way *w, struct str host, struct err *e)
{
	struct str scheme, proxy;
	bool safe;

	if (w->at.reach.proxy.p == NULL || target_loopback(host, w->mem))
		return 0;
	if (target_apart(w->at.reach.proxy, w->mem, &scheme, &proxy, &safe, e) != 0)
		return err_wrap(e, _("‘proxy’"));
	w->proxy = str_c(w->mem, w->at.reach.proxy);
	w->proxy_tls = str_eq(scheme, S("https"));
	if (w->at.netrc.n == 0)
		return 0;
	if (keys_login(w->at.netrc, proxy, w->mem, &w->proxy_login, e) != 0)
		return -1;
	if (w->proxy_login.user.p != NULL && !safe)
		return err_set(e, E_CONFIG,
		    _("in het netrc-bestand staat een sleutel voor de proxy, maar die heeft geen https; de sleutel zou leesbaar over "
		      "het netwerk gaan"));
	return 0;
}

/* The portal's own keys: from netrc, the token file, or a server that gives them. */
static int
open_keys(struct way *w, struct str host, bool safe, const char *word, struct err *e)
{
	const struct reach *a = &w->at.reach;
	struct str key;

	w->oauth = a->oauth.url.p != NULL;
	if (!safe && (w->at.token.n != 0 || w->at.netrc.n != 0 || w->oauth))
		return err_set(e, E_CONFIG,
		    _("er zijn sleutels ingesteld, maar het portaal heeft geen https; ze zouden leesbaar over het netwerk gaan"));
	if (w->at.netrc.n != 0 && keys_login(w->at.netrc, host, w->mem, &w->login, e) != 0)
		return -1;
	if (w->login.user.p != NULL && (w->oauth || (w->at.token.n != 0 && a->header.n == 0)))
		return err_set(e, E_CONFIG,
		    _("het netrc-bestand heeft een sleutel voor dit portaal, en ‘token’ of ‘oauth’ ook; kies er een"));
	if (w->at.token.n != 0) {
		if (keys_line(w->at.token, _("tokenbestand"), w->mem, &key, e) != 0)
			return -1;
		w->token = str_c(w->mem,
		    a->header.n != 0 ? str_fmt(w->mem, "%.*s: %.*s", STRF(a->header), STRF(key)) :
				       str_fmt(w->mem, "Authorization: %s %.*s", word, STRF(key)));
	}
	return w->oauth ? oauth_check(&a->oauth, w->mem, e) : 0;
}

int
way_open(const struct outlet *at, struct str url, const char *word, struct keyring *ring, struct arena *mem,
    struct way **w_r, struct err *e)
{
	struct way *w = NEW(mem, struct way, 1);
	struct str scheme, host;
	bool safe;

	*w = (struct way){ .at = *at, .ring = ring, .mem = mem };
	*w_r = w;
	if (target_apart(url, mem, &scheme, &host, &safe, e) != 0)
		return -1;
	if (str_eq(scheme, S("file")))
		return 0;
	w->tls = str_eq(scheme, S("https"));
	if (w->tls && certs_read(&at->reach, mem, &w->certs, e) != 0)
		return -1;
	if (open_proxy(w, host, e) != 0)
		return -1;
	w->pin = at->reach.pin.p == NULL ? NULL : str_c(mem, at->reach.pin);
	return word == NULL ? 0 : open_keys(w, host, safe, word, e);
}

static void
blob(CURL *c, CURLoption option, struct str s)
{
	struct curl_blob b = { .data = (void *)(uintptr_t)s.p, .len = s.n, .flags = CURL_BLOB_NOCOPY };

	if (s.p != NULL)
		WEB_SET(c, option, &b);
}

static void
set_certificates(struct way *w, CURL *c)
{
	if (w->proxy != NULL)
		blob(c, CURLOPT_PROXY_CAINFO_BLOB, w->certs.ca);
	if (!w->tls)
		return;
	blob(c, CURLOPT_CAINFO_BLOB, w->certs.ca);
	blob(c, CURLOPT_SSLCERT_BLOB, w->certs.certificate);
	blob(c, CURLOPT_SSLKEY_BLOB, w->certs.key);
	if (w->pin != NULL)
		WEB_SET(c, CURLOPT_PINNEDPUBLICKEY, w->pin);
}

static void
set_proxy(struct way *w, CURL *c)
{
	if (w->proxy == NULL)
		return;
	WEB_SET(c, CURLOPT_PROXY, w->proxy);
	WEB_SET(c, CURLOPT_NOPROXY, "");
	WEB_SET(c, CURLOPT_PROXYAUTH, (long)CURLAUTH_BASIC);
	WEB_SET(c, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	WEB_SET(c, CURLOPT_HEADEROPT, (long)CURLHEADER_SEPARATE); /* the portal's keys are not the proxy's */
	WEB_SET(c, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	if (w->proxy_login.user.p == NULL)
		return;
	WEB_SET(c, CURLOPT_PROXYUSERNAME, str_c(w->mem, w->proxy_login.user));
	WEB_SET(c, CURLOPT_PROXYPASSWORD, str_c(w->mem, w->proxy_login.password));
}

/* The setting is for the portal, and each connection has its part of it: at least 1, since 0 is without end. */
static uint32_t
share(uint32_t kib, uint32_t connections)
{
	return kib == 0 || connections == 0 ? kib : kib < connections ? 1 : kib / connections;
}

void
way_prepare(struct way *w, CURL *c, enum web_use use, struct curl_slist **headers)
{
	const struct reach *a = &w->at.reach;
	uint32_t kib = share(a->bandwidth_kib, a->connections);
	struct mark before = arena_mark(w->mem);
	struct str key;

	WEB_SET(c, CURLOPT_PRIVATE, w);
	WEB_SET(c, CURLOPT_ERRORBUFFER, w->why);
	w->why[0] = '\0';
	web_connection(c, use, w->at.reach.http2);
	set_certificates(w, c);
	set_proxy(w, c);
	if (kib != 0) {
		WEB_SET(c, CURLOPT_MAX_SEND_SPEED_LARGE, (curl_off_t)kib * 1024);
		WEB_SET(c, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)kib * 1024);
	}
	if (w->login.user.p != NULL) {
		WEB_SET(c, CURLOPT_USERNAME, str_c(w->mem, w->login.user));
		WEB_SET(c, CURLOPT_PASSWORD, str_c(w->mem, w->login.password));
		WEB_SET(c, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	}
	if (w->token != NULL)
		web_header(headers, w->token);
	if (w->oauth && oauth_current(w->ring, &w->at, w->mem, &key))
		web_header(headers, str_c(w->mem, str_fmt(w->mem, "Authorization: Bearer %.*s", STRF(key))));
	arena_rewind(w->mem, before); /* libcurl has copies of these */
}

/* ---- what went wrong ---- */

#define ALERT_REQUIRED	116	/* libcurl has a code of its own for it */

/* What a server says of our certificate as it hangs up (RFC 8446 6.2). */
static const struct { int alert; const char *says; } alerts[] = {
	{ 42, N_("het portaal aanvaardt ons certificaat niet") },
	{ 43, N_("het portaal aanvaardt ons certificaat niet") },
	{ 44, N_("ons certificaat is ingetrokken, zegt het portaal") },
	{ 45, N_("ons certificaat is verlopen, zegt het portaal") },
	{ 46, N_("het portaal aanvaardt ons certificaat niet") },
	{ 48, N_("het portaal kent de uitgever van ons certificaat niet") },
	{ 49, N_("het portaal laat ons certificaat niet toe") },
	{ ALERT_REQUIRED, N_("het portaal vraagt een certificaat, en er is er geen ingesteld") },
};

/* The alert in OpenSSL's "error:0A00045C:..." (its reasons are 1000 and the alert); 0: none. */
static int
alert_in(const char *why)
{
	const char *p = strstr(why, "error:");
	unsigned reason = 0;

	if (p == NULL)
		return 0;
	p += sizeof "error:" - 1;
	for (int i = 0; i < 8; i++) {
		int digit = ascii_hex(p[i]);

		if (digit < 0)
			return 0;
		reason = (reason << 4 | (unsigned)digit) & 0x7fffff; /* ERR_GET_REASON */
	}
	return reason > 1000 && reason < 1256 ? (int)reason - 1000 : 0;
}

static struct str
proxy_fault(CURL *c, CURLcode rc, struct arena *mem)
{
	long code = 0;

	(void)curl_easy_getinfo(c, CURLINFO_HTTP_CONNECTCODE, &code);
	if (rc == CURLE_COULDNT_RESOLVE_PROXY)
		return str_of(_("de naam van de proxy is niet te vinden"));
	if (rc == CURLE_PROXY || rc == CURLE_COULDNT_CONNECT)
		return str_of(_("geen verbinding door de proxy"));
	if (rc != CURLE_OK && code == 407)
		return str_fmt(mem, _("de proxy kent onze sleutel niet (HTTP %ld)"), code);
	if (rc != CURLE_OK && code >= 300)
		return str_fmt(mem, _("de proxy laat ons niet naar het portaal (HTTP %ld)"), code);
	return STR_NONE;
}

/* A certificate of theirs that we do not take.  w: NULL, no way was prepared. */
static struct str
their_fault(CURL *c, const struct way *w)
{
	long code = 0;

	if (w != NULL && w->proxy_tls) /* which of the two it was is not told */
		return str_of(_("het certificaat van het portaal of van de proxy wordt niet vertrouwd"));
	(void)curl_easy_getinfo(c, CURLINFO_SSL_VERIFYRESULT, &code);
	switch (cert_verdict(code)) {
	case CERT_EXPIRED:
		return str_of(_("het certificaat van het portaal is verlopen"));
	case CERT_EARLY:
		return str_of(_("het certificaat van het portaal is nog niet geldig; staat de klok goed?"));
	case CERT_REVOKED:
		return str_of(_("het certificaat van het portaal is ingetrokken"));
	case CERT_UNKNOWN_ISSUER:
		return str_of(_("het certificaat van het portaal is van een uitgever die we niet vertrouwen"));
	case CERT_DISTRUSTED:
		return str_of(_("het certificaat van het portaal wordt niet vertrouwd"));
	case CERT_TRUSTED:
		break;
	}
	/* libcurl compares names ("SSL: ..."), and has this code for one alert of theirs, too. */
	if (w != NULL && !str_starts(str_of(w->why), S("SSL: ")))
		return str_of(_("ons certificaat is verlopen, zegt het portaal"));
	return str_of(_("het certificaat van het portaal is van een ander adres"));
}

struct str
way_fault(CURL *c, CURLcode rc, struct arena *mem)
{
	struct way *w = NULL;
	struct str s = STR_NONE;
	int alert;

	(void)curl_easy_getinfo(c, CURLINFO_PRIVATE, (char **)&w);
	if (rc == CURLE_PEER_FAILED_VERIFICATION)
		return their_fault(c, w);
	if (rc == CURLE_SSL_PINNEDPUBKEYNOTMATCH)
		return str_of(_("de sleutel van het portaal is een andere dan ‘pin’ zegt"));
	if (w == NULL)
		return s;
	if (w->proxy != NULL)
		s = proxy_fault(c, rc, mem);
	alert = rc == CURLE_OK ? 0 : rc == CURLE_SSL_CLIENTCERT ? ALERT_REQUIRED : alert_in(w->why);
	for (size_t i = 0; s.p == NULL && i < COUNT(alerts); i++) {
		if (alerts[i].alert != alert)
			continue;
		s = str_of(_(alerts[i].says));
		if (w->certs.expired)
			s = str_of(_("ons certificaat is verlopen"));
	}
	return s;
}
