/* SPDX-License-Identifier: EUPL-1.2 */
/* smtp.h - one mail to a mail server (RFC 5321), over TLS unless that is this machine or the settings say so. */
#ifndef PUBLISH_SMTP_H
#define PUBLISH_SMTP_H

#include "base/err.h"
#include "publish/mailbag.h"
#include "types.h"

struct smtp_limits {
	long		 whole_ms;	/* the most for one mail, from looking up the name on */
	long		 answer_s;	/* for one reply */
};
/* A server that looks at the message before it says yes takes half a minute; a run that is over waits no longer than this. */
#define SMTP_LIMITS	((struct smtp_limits){ 120000, 60 })

/* Read and check the address and what the settings name, and make no connection.  E_CONFIG says what is wrong. */
int	smtp_check(const struct mail_route *, struct arena *, struct err *) MUST_USE;

/*
 * Bring a whole message (CRLF at the end of each line) to all addresses.  0: the
 * receipt says what became of it, in words of ours; who has several addresses of
 * which the server takes some has MAIL_SENT, with a detail.  -1: as smtp_check.
 */
int	smtp_send(const struct mail_route *, struct str message, struct smtp_limits, struct arena *, struct mail_receipt *,
	    struct err *) MUST_USE;

#endif
