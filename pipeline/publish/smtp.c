/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.c - one mail to a mail server (RFC 5321), over TLS unless that is this machine or the settings say so. */
#include "publish/smtp.h"

#include <string.h>

#include "base/ascii.h"
#include "base/cert.h"
#include "publish/certs.h"
#include "publish/keys.h"
#include "publish/target.h"
#include "publish/web.h"

#include "base/banned.h"

/* What is used of the settings: looked at once, and used as it was looked at. */
struct mailer {
	struct certs	 certs;
	struct login	 login;
};

static int
mailer_open(const struct mail_route *m, struct arena *mem, struct mailer *r, struct err *e)
{
	struct reach trust = { .ca = m->ca };
	struct str scheme, host;
	bool here;

	*r = (struct mailer){ .login = { STR_NONE, STR_NONE } };
	if (target_apart(m->server, mem, &scheme, &host, &here, e) != 0)
		return err_wrap(e, _("‘server’"));
	if (!str_eq(scheme, S("smtp")) && !str_eq(scheme, S("smtps")))
		return err_set(e, E_CONFIG, "%s", _("‘server’ begint niet met smtp:// of smtps://"));
	if (!m->plain && certs_read(&trust, mem, &r->certs, e) != 0)
		return -1;
	if (m->netrc.n == 0)
		return 0;
	if (m->plain && !here)
		return err_set(
		    e, E_CONFIG, "%s", _("de sleutel voor de mailserver zou leesbaar over het netwerk gaan"));
	return keys_login(m->netrc, host, mem, &r->login, e);
}

int
smtp_check(const struct mail_route *m, struct arena *mem, struct err *e)
{
	struct mailer r;

	return mailer_open(m, mem, &r, e);
}

/* --- what libcurl reads and hears --------------------------------------------- */

struct talk {
	struct str	 message;
	size_t		 at;		/* how much of it was taken */
	unsigned	 refused;	/* replies that say no (RFC 5321 4.2.1) */
};

static size_t
give(char *to, size_t size, size_t n, void *arg)
{
	struct talk *t = arg;
	struct str s = str_sub(t->message, t->at, size * n);

	memcpy(to, s.p, s.n);
	t->at += s.n;
	return s.n;
}

/* Each line that the server says. */
static size_t
hear(char *p, size_t size, size_t n, void *arg)
{
	struct talk *t = arg;

	if (size * n > 3 && (p[0] == '4' || p[0] == '5') && ascii_digit(p[1]) && ascii_digit(p[2]) && p[3] == ' ')
		t->refused++;
	return size * n;
}

/* --- how it ended ---------------------------------------------------------------- */

/* It wants a key, or another one (RFC 4954 6, RFC 3207 4): the settings can change that, and then it is the same message. */
static bool
wants_key(CURLcode rc, long code)
{
	return rc == CURLE_LOGIN_DENIED || code == 530 || code == 534 || code == 535 || code == 538;
}

static const char *
tls_words(CURL *c, CURLcode rc)
{
	long code = 0;

	(void)curl_easy_getinfo(c, CURLINFO_SSL_VERIFYRESULT, &code);
	if (rc != CURLE_PEER_FAILED_VERIFICATION)
		return _("met de mailserver komt geen TLS tot stand");
	switch (cert_verdict(code)) {
	case CERT_EXPIRED:
		return _("het certificaat van de mailserver is verlopen");
	case CERT_EARLY:
		return _("het certificaat van de mailserver is nog niet geldig; staat de klok goed?");
	case CERT_TRUSTED:
		return _("het certificaat van de mailserver is van een ander adres");
	case CERT_REVOKED:
	case CERT_UNKNOWN_ISSUER:
	case CERT_DISTRUSTED:
		break;
	}
	return _("het certificaat van de mailserver wordt niet vertrouwd");
}

/* In words of ours: what the server says may hold anything. */
static struct str
words(CURL *c, CURLcode rc, long code, struct arena *mem)
{
	if (wants_key(rc, code))
		return str_fmt(mem, _("de mailserver aanvaardt onze sleutel niet, of wil er een (SMTP %ld)"), code);
	switch (rc) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return str_of(_("de naam van de mailserver is niet te vinden"));
	case CURLE_COULDNT_CONNECT:
		return str_of(_("geen verbinding met de mailserver"));
	case CURLE_OPERATION_TIMEDOUT:
		return str_of(_("de mailserver antwoordt niet op tijd"));
	case CURLE_USE_SSL_FAILED:
		return str_of(_("de mailserver biedt geen TLS (STARTTLS)"));
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
		return str_of(tls_words(c, rc));
	default:
		break;
	}
	if (code >= 400 && code < 500)
		return str_fmt(mem, _("de mailserver neemt nu niets aan (SMTP %ld)"), code);
	if (code >= 500)
		return str_fmt(mem, _("de mailserver weigert (SMTP %ld)"), code);
	return str_of(_("de verbinding met de mailserver brak af"));
}

static struct mail_receipt
judge(CURL *c, CURLcode rc, const struct talk *t, struct arena *mem)
{
	struct mail_receipt r = { .answer = MAIL_AGAIN };
	bool whole = t->at == t->message.n;

	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r.smtp);
	if (r.smtp < 0 || r.smtp > 599)
		r.smtp = 0;
	if (rc == CURLE_OK) {
		r.answer = MAIL_SENT;
		if (t->refused != 0)
			r.detail = str_of(_("de mailserver nam niet elk adres in ‘to’ aan"));
		return r;
	}
	r.detail = words(c, rc, r.smtp, mem);
	/* Of sender, addresses or message: what is said once for good is said again of the same mail. */
	if (r.smtp >= 500 && !wants_key(rc, r.smtp) && (rc == CURLE_SEND_ERROR || whole)) {
		r.answer = MAIL_REFUSED;
		r.detail = str_fmt(mem, _("de mailserver weigert deze mail (SMTP %ld)"), r.smtp);
	}
	return r;
}

/* --- the request ------------------------------------------------------------------- */

static void
set_keys(CURL *c, const struct mail_route *m, const struct mailer *r, struct arena *mem)
{
	struct curl_blob ca = {
		.data = (void *)(uintptr_t)r->certs.ca.p, .len = r->certs.ca.n, .flags = CURL_BLOB_NOCOPY
	};

	WEB_SET(c, CURLOPT_USE_SSL, (long)(m->plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
	if (r->certs.ca.p != NULL)
		WEB_SET(c, CURLOPT_CAINFO_BLOB, &ca);
	if (r->login.user.p == NULL)
		return;
	WEB_SET(c, CURLOPT_USERNAME, str_c(mem, r->login.user));
	WEB_SET(c, CURLOPT_PASSWORD, str_c(mem, r->login.password));
	/* TLS keeps it from others; what libcurl would rather use reads tickets and names of this machine. */
	WEB_SET(c, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN");
}

int
smtp_send(const struct mail_route *m, struct str message, struct smtp_limits limits, struct arena *mem, struct mail_receipt *r,
    struct err *e)
{
	struct talk t = { .message = message };
	struct str name = m->from, local;
	AUTO_SLIST to = NULL;
	struct mailer mailer;
	const char *url;
	CURL *c;

	if (mailer_open(m, mem, &mailer, e) != 0)
		return -1;
	/* The name that we greet with is the domain we write as: what this machine calls itself is often no whole name. */
	(void)str_next(&name, '@', &local);
	url = str_c(mem, str_fmt(mem, "%.*s/%.*s", STRF(m->server), STRF(name)));
	for (size_t i = 0; i < m->nto; i++)
		web_header(&to, str_c(mem, m->to[i]));
	c = web_open();
	web_prepare(c, url, (struct web_limits){ "smtp,smtps", limits.whole_ms, limits.answer_s });
	web_once(c);
	set_keys(c, m, &mailer, mem);
	WEB_SET(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, limits.answer_s);
	WEB_SET(c, CURLOPT_MAIL_FROM, str_c(mem, m->from));
	WEB_SET(c, CURLOPT_MAIL_RCPT, to);
	WEB_SET(c, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
	WEB_SET(c, CURLOPT_UPLOAD, 1L);
	WEB_SET(c, CURLOPT_READFUNCTION, give);
	WEB_SET(c, CURLOPT_READDATA, &t);
	WEB_SET(c, CURLOPT_HEADERFUNCTION, hear);
	WEB_SET(c, CURLOPT_HEADERDATA, &t);
	*r = judge(c, curl_easy_perform(c), &t, mem);
	web_close(c);
	return 0;
}
