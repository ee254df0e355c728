/* SPDX-License-Identifier: EUPL-1.2 */
/* reach.c - does an address still give what was taken back?  Asked as anybody would ask it: without a key. */
#include "publish/reach.h"

#include "publish/judge.h"
#include "publish/web.h"

#include "base/banned.h"

#define WAIT_MS		60000L		/* for one question; it is asked again by a later run */
#define STALL_S		30L

/* What the status says; the rest is no answer to the question. */
static enum portal_found
found_by(long http)
{
	if (http == 404 || http == 410)
		return FOUND_NOTHING;
	if (http == 401 || http == 403)
		return FOUND_CONCEPT;
	return http >= 200 && http < 400 ? FOUND_OTHER : FOUND_UNKNOWN;
}

static int
ask(CURL *c, const struct order *o, bool local, struct arena *mem, struct receipt *r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	uint64_t ignored = 0;
	CURLcode rc;

	web_prepare(c, str_c(mem, o->remote),
	    (struct web_limits){
		local ? "file" : "http,https", o->wait_ms != 0 ? (long)o->wait_ms : WAIT_MS, STALL_S });
	web_header(&headers, "Cache-Control: no-cache"); /* what a proxy remembers is not what is there */
	WEB_SET(c, CURLOPT_HTTPHEADER, headers);
	WEB_SET(c, CURLOPT_WRITEFUNCTION, web_ignore);
	WEB_SET(c, CURLOPT_WRITEDATA, &ignored);
	rc = curl_easy_perform(c);
	(void)curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &r->http);
	if (local)
		r->found = rc == CURLE_FILE_COULDNT_READ_FILE ? FOUND_NOTHING :
		    rc == CURLE_OK || rc == CURLE_WRITE_ERROR ? FOUND_OTHER :
								FOUND_UNKNOWN;
	else
		r->found = found_by(r->http);
	if (r->found == FOUND_UNKNOWN && rc != CURLE_URL_MALFORMAT && rc != CURLE_UNSUPPORTED_PROTOCOL)
		return judge_answer(c, rc, false, r, mem, e);
	if (r->found == FOUND_UNKNOWN)
		r->detail = str_of(_("dit adres is niet te vragen"));
	return 0;
}

int
reach_address(const struct order *o, bool dry, struct arena *mem, struct receipt *r, struct err *e)
{
	/* A site in a folder has addresses for people beside it. */
	bool local = str_starts(o->at.url, S("file:")) && !str_starts(o->remote, S("https://"));
	CURL *c;
	int rc;

	*r = (struct receipt){ .answer = PORTAL_AWAY, .url = o->remote };
	if (o->remote.n == 0)
		return err_set(e, E_BUG, "%s", _("er is geen adres om te vragen"));
	if (dry) {
		r->answer = PORTAL_WOULD_SEND;
		return 0;
	}
	c = web_open();
	rc = ask(c, o, local, mem, r, e);
	web_close(c);
	if (rc == 0)
		r->answer = r->found != FOUND_UNKNOWN ? PORTAL_SENT :
		    r->answer == PORTAL_SENT          ? PORTAL_AWAY :
							r->answer;
	return rc;
}
