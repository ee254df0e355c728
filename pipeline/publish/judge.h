/* SPDX-License-Identifier: EUPL-1.2 */
/* judge.h - from libcurl's codes and HTTP's statuses to answers of the portal. */
#ifndef PUBLISH_JUDGE_H
#define PUBLISH_JUDGE_H

#include <curl/curl.h>

#include "base/err.h"
#include "publish/answer.h"

/*
 * The class of a final status: SENT (2xx), AWAY (401 407: the keys are wrong,
 * not the dossier; 408 425 429 5xx), else REFUSED; redirects are not followed.
 * A read (no effect) brings nothing of a dossier that could be refused: what
 * it answers is about the thing (400 403 404 410 451), or AWAY; so a redirect
 * or a 413 of what stands before the portal sets no dossier apart.
 */
enum portal_answer	 judge_status(long http, bool effect);
/* Seconds as libcurl gives them, which 7.88 may give below 0: 0 to RETRY_AFTER_MOST. */
int			 judge_retry_after(int64_t s);

/*
 * Judge a request that is over; r->http is set already.  Sets answer, detail
 * and retry_after_s.  effect: the request may have changed the portal, so once
 * a byte of it was sent a lost answer is AMBIGUOUS.  TLS and its certificates
 * are AWAY (facts: reliability, section 10): nothing was sent, not even the
 * keys, and a certificate that ran out is renewed by others, not by a person
 * who looks at this dossier.  -1: this machine failed (E_LIMIT, E_CONFIG).
 */
int			 judge_answer(CURL *, CURLcode, bool effect, struct receipt *r, struct arena *,
			    struct err *) MUST_USE;

#endif
