/* SPDX-License-Identifier: EUPL-1.2 */
/* judge.c - from libcurl's codes and HTTP's statuses to answers of the portal. */
#include "publish/judge.h"

#include "publish/way.h"

#include "base/banned.h"

/* What an official reads about a transfer that broke; libcurl's own texts are English and name hosts and times. */
static const struct { CURLcode code; const char *says; } words[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, N_("de naam van het portaal is niet te vinden") },
	{ CURLE_COULDNT_CONNECT, N_("geen verbinding") },
	{ CURLE_OPERATION_TIMEDOUT, N_("geen antwoord binnen de gestelde tijd") },
	{ CURLE_SSL_CONNECT_ERROR, N_("de beveiligde verbinding komt niet tot stand") },
	{ CURLE_PEER_FAILED_VERIFICATION, N_("het certificaat van het portaal wordt niet vertrouwd") },
	{ CURLE_SSL_ISSUER_ERROR, N_("het certificaat van het portaal wordt niet vertrouwd") },
	{ CURLE_SSL_INVALIDCERTSTATUS, N_("het certificaat van het portaal wordt niet vertrouwd") },
	{ CURLE_GOT_NOTHING, N_("de verbinding werd verbroken zonder antwoord") },
	{ CURLE_SEND_ERROR, N_("de verbinding brak af tijdens het verzenden") },
	{ CURLE_RECV_ERROR, N_("de verbinding brak af tijdens het lezen") },
	{ CURLE_PARTIAL_FILE, N_("de verbinding brak af tijdens het lezen") },
	{ CURLE_WRITE_ERROR, N_("het antwoord van het portaal is te lang") },
	{ CURLE_UNSUPPORTED_PROTOCOL, N_("het portaal antwoordt niet met HTTP") },
	{ CURLE_WEIRD_SERVER_REPLY, N_("het portaal antwoordt niet met HTTP") },
};

/* What a read can say of the thing that was asked for; the rest of 3xx and 4xx is how the portal is. */
static bool
about_the_thing(long http)
{
	return http == 400 || http == 403 || http == 404 || http == 410 || http == 451;
}

enum portal_answer
judge_status(long http, bool effect)
{
	if (http >= 200 && http < 300)
		return PORTAL_SENT;
	if (http == 401 || http == 407 || http == 408 || http == 425 || http == 429 || http >= 500)
		return PORTAL_AWAY;
	return effect || about_the_thing(http) ? PORTAL_REFUSED : PORTAL_AWAY;
}

int
judge_retry_after(int64_t s)
{
	if (s < 0)
		return 0;
	return s > RETRY_AFTER_MOST ? RETRY_AFTER_MOST : (int)s;
}

static struct str
say_status(long http, bool effect, struct arena *mem)
{
	if (http == 401 || http == 407)
		return str_fmt(mem, _("het portaal kent onze sleutel niet (HTTP %ld)"), http);
	if (http == 403)
		return str_fmt(mem, _("het portaal laat ons niet toe (HTTP %ld)"), http);
	if (http == 413 && effect)
		return str_fmt(mem, _("de bundel is het portaal te groot (HTTP %ld)"), http);
	if (http >= 300 && http < 400)
		return str_fmt(
		    mem, _("het portaal verwijst naar een ander adres; dat volgen we niet (HTTP %ld)"), http);
	return str_fmt(mem, _("het portaal antwoordt met HTTP %ld"), http);
}

static struct str
say_code(CURLcode rc, struct arena *mem)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].code == rc)
			return str_of(_(words[i].says));
	}
	return str_fmt(mem, _("de overdracht mislukte (libcurl %d)"), (int)rc);
}

int
judge_answer(CURL *c, CURLcode rc, bool effect, struct receipt *r, struct arena *mem, struct err *e)
{
	curl_off_t after = 0, body = 0;
	long head = 0;

	(void)curl_easy_getinfo(c, CURLINFO_RETRY_AFTER, &after);
	(void)curl_easy_getinfo(c, CURLINFO_SIZE_UPLOAD_T, &body);
	(void)curl_easy_getinfo(c, CURLINFO_REQUEST_SIZE, &head);
	r->retry_after_s = judge_retry_after(after);
	/* A refusal that was heard counts, even when the connection broke after it. */
	if (r->http >= 300 || (rc == CURLE_OK && r->http >= 200)) {
		r->answer = judge_status(r->http, effect);
		if (r->answer != PORTAL_SENT)
			r->detail = say_status(r->http, effect, mem);
		return 0;
	}
	switch (rc) {
	case CURLE_OUT_OF_MEMORY:
		return err_set(e, E_LIMIT, _("te weinig geheugen voor de verbinding met het portaal"));
	case CURLE_URL_MALFORMAT:
		return err_set(e, E_CONFIG, _("het adres van het portaal is niet te lezen"));
	case CURLE_SSL_CACERT_BADFILE:
		return err_set(e, E_CONFIG, _("de certificaten van dit systeem zijn niet te lezen"));
	default:
		r->detail = way_fault(c, rc, mem);
		r->answer = r->detail.p == NULL && effect && head + body > 0 ? PORTAL_AMBIGUOUS : PORTAL_AWAY;
		if (r->detail.p == NULL)
			r->detail = say_code(rc, mem);
		return 0;
	}
}
