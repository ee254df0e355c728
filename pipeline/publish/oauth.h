/* SPDX-License-Identifier: EUPL-1.2 */
/* oauth.h - tokens that a server gives for a name and a secret: OAuth 2.0 client credentials (RFC 6749 4.4). */
#ifndef PUBLISH_OAUTH_H
#define PUBLISH_OAUTH_H

#include "base/err.h"
#include "publish/answer.h"
#include "types.h"

/*
 * The tokens of one uploader, in its memory and nowhere else.  One is kept
 * until shortly before it is over, or until a portal does not take it; what is
 * dropped is overwritten.
 */
struct keyring;
struct keyring	*keyring_new(struct arena *);
void		 keyring_wipe(struct keyring *);	/* NULL is fine; before its arena goes */

/* The address may carry a secret, and the file with it is there.  Sends nothing.  E_CONFIG. */
int		 oauth_check(const struct oauth *, struct arena *, struct err *) MUST_USE;

/*
 * See to it that there is a token for this outlet.  0: there is; 1: its server
 * does not give one, and the receipt (AWAY) says why; -1: E_CONFIG, E_LIMIT.
 * The request goes over a fresh connection, follows nothing, and no word of the
 * answer is repeated but the errors that RFC 6749 5.2 names.
 */
int		 oauth_fetch(struct keyring *, const struct outlet *, struct arena *, struct receipt *,
		    struct err *) MUST_USE;

/*
 * The token for a request, renewed when it is almost over; when that fails the
 * old one goes, and the portal decides.  false: there is none.
 */
bool		 oauth_current(struct keyring *, const struct outlet *, struct arena *, struct str *token_r);

/* The portal does not know it (401).  true: it was not fetched just now, so a new one may help; it is dropped. */
bool		 keyring_refused(struct keyring *, const struct outlet *);

#endif
