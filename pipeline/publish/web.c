/* SPDX-License-Identifier: EUPL-1.2 */
/* web.c - what every kind of portal shares of libcurl: no environment, no redirects, no repeats, and keys that are ours. */
#include "publish/web.h"

#include <stdlib.h>

#include "base/fault.h"

#include "base/banned.h"

#ifndef WOO_VERSION
#define WOO_VERSION	"0"		/* the Makefile says it */
#endif

#define CONNECT_MS	30000L		/* a handshake that lasts longer is no connection */
#define TRANSFER_BYTES	(256L << 10)	/* libcurl's own buffers */

void
auto_slist(struct curl_slist **l)
{
	curl_slist_free_all(*l);
}

void
web_header(struct curl_slist **l, const char *line)
{
	struct curl_slist *longer = curl_slist_append(*l, line);

	must(longer != NULL);
	*l = longer;
}

CURL *
web_open(void)
{
	CURL *c;

	(void)unsetenv("SSLKEYLOGFILE"); /* libcurl would write TLS secrets there; it looks in global_init */
	must(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
	c = curl_easy_init();
	must(c != NULL);
	return c;
}

void
web_close(CURL *c)
{
	curl_easy_cleanup(c);
	curl_global_cleanup();
}

void
web_prepare(CURL *c, const char *url, struct web_limits l)
{
	curl_easy_reset(c); /* options only: connections stay */
	WEB_SET(c, CURLOPT_URL, url);
	WEB_SET(c, CURLOPT_PROTOCOLS_STR, l.schemes);
	WEB_SET(c, CURLOPT_FOLLOWLOCATION, 0L);
	WEB_SET(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	WEB_SET(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	WEB_SET(c, CURLOPT_PROXY, "");
	WEB_SET(c, CURLOPT_NOPROXY, "*");
	WEB_SET(c, CURLOPT_USERAGENT, "woostraat/" WOO_VERSION);
	WEB_SET(c, CURLOPT_CONNECTTIMEOUT_MS, l.whole_ms < CONNECT_MS ? l.whole_ms : CONNECT_MS);
	WEB_SET(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	WEB_SET(c, CURLOPT_LOW_SPEED_TIME, l.stall_s);
	WEB_SET(c, CURLOPT_TIMEOUT_MS, l.whole_ms);
	WEB_SET(c, CURLOPT_BUFFERSIZE, TRANSFER_BYTES);
	WEB_SET(c, CURLOPT_UPLOAD_BUFFERSIZE, TRANSFER_BYTES);
	WEB_SET(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
}

void
web_once(CURL *c)
{
	if (!BROKEN("reused-connection"))
		WEB_SET(c, CURLOPT_FRESH_CONNECT, 1L);
}

void
web_connection(CURL *c, enum web_use use, bool http2)
{
	if (use == WEB_EFFECT)
		web_once(c);
	else if (http2)
		WEB_SET(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
}

size_t
web_ignore(char *p UNUSED, size_t size, size_t n, void *arg)
{
	uint64_t *total = arg;

	*total += size * n;
	return *total > WEB_IGNORED_MOST ? 0 : size * n;
}
