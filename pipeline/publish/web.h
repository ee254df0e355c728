/* SPDX-License-Identifier: EUPL-1.2 */
/* web.h - what every kind of portal shares of libcurl: no environment, no redirects, no repeats, and keys that are ours. */
#ifndef PUBLISH_WEB_H
#define PUBLISH_WEB_H

#include <curl/curl.h>

#include "base/defs.h"

#define WEB_SET(c, option, value)	must(curl_easy_setopt((c), (option), (value)) == CURLE_OK)

void		 auto_slist(struct curl_slist **);
#define AUTO_SLIST	__attribute__((cleanup(auto_slist))) struct curl_slist *
void		 web_header(struct curl_slist **, const char *line);

/* The library and one handle, which is kept so that reads use one connection.  The environment says nothing. */
CURL		*web_open(void);
void		 web_close(CURL *);

struct web_limits {
	const char	*schemes;	/* "http,https" */
	long		 whole_ms;	/* the most for one request */
	long		 stall_s;	/* without a byte, either way */
};

/*
 * What every request has in common, from nothing: HTTP/1.1, TLS 1.2 or later,
 * no redirects, no proxy, no user in the address.
 */
void		 web_prepare(CURL *, const char *url, struct web_limits);

/*
 * What a request may share.  libcurl repeats one by itself, whatever its
 * method, when the kept connection that it used dies or an HTTP/2 stream is
 * refused (facts: reliability 4), so who reuses must not mind that:
 *
 *	use		which requests				kept connection	HTTP/2
 *	WEB_READ	GET HEAD OPTIONS PROPFIND		yes		when set
 *	WEB_SAME	a PUT of a whole file by its name	yes		when set
 *	WEB_EFFECT	all others: POST PATCH DELETE MOVE, 	no		never
 *			the PUT of a part, a token's POST
 */
enum web_use { WEB_READ, WEB_SAME, WEB_EFFECT };
void		 web_connection(CURL *, enum web_use, bool http2);

/*
 * This request has an effect.  libcurl repeats a request by itself when the
 * kept connection that it used dies, so it gets a connection of its own
 * (facts: reliability 4).
 */
void		 web_once(CURL *);

/* CURLOPT_WRITEFUNCTION for an answer that nobody reads: counts into *arg (uint64_t), and hangs up when it is long. */
#define WEB_IGNORED_MOST	((uint64_t)64 << 10)	/* bytes */
size_t		 web_ignore(char *, size_t size, size_t n, void *arg);

#endif
