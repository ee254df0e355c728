/* SPDX-License-Identifier: EUPL-1.2 */
/* outlook.c - until when the certificates on the way to a portal are good. */
#include "publish/outlook.h"

#include "base/cert.h"
#include "publish/certs.h"
#include "publish/way.h"

#include "base/banned.h"

#define WHOLE_MS	20000L		/* a handshake takes one second; who waits is a person */
#define STALL_S		15L

/* The first certificate is the portal's own; the others are its chain. */
static time_t
first_until(CURL *c)
{
	struct curl_certinfo *info = NULL;
	time_t until = 0;

	if (curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) != CURLE_OK || info == NULL || info->num_of_certs < 1)
		return 0;
	for (const struct curl_slist *l = info->certinfo[0]; l != NULL; l = l->next) {
		struct str line = str_of(l->data);

		if (str_starts(line, S("Cert:")) && cert_until(str_from(line, sizeof "Cert:" - 1), &until))
			return until;
	}
	return 0;
}

static int
touch_portal(const struct outlet *at, struct str url, struct arena *mem, time_t *until_r, struct err *e)
{
	AUTO_SLIST headers = NULL;
	struct way *way;
	CURL *c;

	/* Without keys: nothing is asked. */
	if (way_open(at, url, NULL, NULL, mem, &way, e) != 0)
		return -1;
	c = web_open();
	web_prepare(c, str_c(mem, url), (struct web_limits){ "https", WHOLE_MS, STALL_S });
	way_prepare(way, c, WEB_EFFECT, &headers);
	WEB_SET(c, CURLOPT_CONNECT_ONLY, 1L);
	WEB_SET(c, CURLOPT_CERTINFO, 1L);
	if (curl_easy_perform(c) == CURLE_OK)
		*until_r = first_until(c);
	web_close(c);
	return 0;
}

int
outlook_of(const struct outlet *at, bool touch, struct arena *mem, struct outlook *o, struct err *e)
{
	struct str url = at->url;
	struct certs certs;

	*o = (struct outlook){ .ours = 0 };
	if (at->reach.certificate.p != NULL) {
		if (certs_read(&at->reach, mem, &certs, e) != 0)
			return -1;
		(void)!cert_until(certs.certificate, &o->ours);
	}
	if (str_starts(url, S("s3+")))
		url = str_from(url, 3);
	return touch && str_starts(url, S("https://")) ? touch_portal(at, url, mem, &o->theirs, e) : 0;
}
