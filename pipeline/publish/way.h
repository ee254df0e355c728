/* SPDX-License-Identifier: EUPL-1.2 */
/* way.h - the way to one outlet, from its settings: keys, certificates, proxy, and how much of the network. */
#ifndef PUBLISH_WAY_H
#define PUBLISH_WAY_H

#include "publish/web.h"
#include "types.h"

struct way;				/* lives in the arena that it was opened in; nothing to close */
struct keyring;				/* publish/oauth.h */

/*
 * Read and check all that the settings name, and send nothing.  url: an
 * address that target_parse took, or another.  word: what comes before a token
 * in Authorization ("Token", "Bearer"); NULL: this server gets no keys of the
 * outlet, only certificates and the way through the proxy.  ring: where
 * fetched tokens are kept; NULL: there are none.  Strings of the outlet are
 * borrowed.
 *
 * E_CONFIG: a file that is not there, not closed to others or not what it
 * should be; keys that would travel without TLS; two keys for one header.
 */
int		 way_open(const struct outlet *, struct str url, const char *word, struct keyring *, struct arena *,
		    struct way **, struct err *) MUST_USE;

/*
 * After web_prepare, for each request.  Appends headers with keys to the list
 * that becomes CURLOPT_HTTPHEADER: to the portal alone, since what the proxy
 * gets are headers of its own.  A fetched token that is almost over is fetched
 * again first.
 */
void		 way_prepare(struct way *, CURL *, enum web_use, struct curl_slist **);

/*
 * What went wrong on the way (certificates of theirs or ours, the proxy) in
 * words for an official; absent: something else.  Whatever the request would
 * have done, the portal did not take it in.
 */
struct str	 way_fault(CURL *, CURLcode, struct arena *);

#endif
