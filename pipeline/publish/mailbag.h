/* SPDX-License-Identifier: EUPL-1.2 */
/* mailbag.h - a mail as it goes from the supervisor to the uploader, and what became of it: one form, written and read here. */
#ifndef PUBLISH_MAILBAG_H
#define PUBLISH_MAILBAG_H

#include "base/json.h"
#include "types.h"

enum mail_answer {
	MAIL_SENT,		/* the server took it in, and said so */
	MAIL_AGAIN,		/* it was not taken in, or nobody knows: the next run tries again */
	MAIL_REFUSED,		/* this message will never be taken: nobody tries again */
	MAIL__COUNT
};
const char	*mail_answer_name(enum mail_answer);

struct mail_receipt {
	enum mail_answer answer;
	long		 smtp;		/* the last reply code; 0: there was none */
	struct str	 detail;	/* Dutch, nothing that the server said; absent: there is nothing to tell */
};

/* {"server", "from", "to", "netrc", "ca", "plain", "message"}: paths of keys, never keys.  No message: only a check. */
void	mailbag_put(json_t *, const struct mail_route *, struct str message);
/* Strings are borrowed from the JSON; E_BUG unless it is what mailbag_put writes. */
int	mailbag_get(const json_t *, struct arena *, struct mail_route *, struct str *message_r, struct err *) MUST_USE;

/* {"answer", "smtp", "detail"}. */
void	mailbag_put_receipt(json_t *, const struct mail_receipt *, struct arena *);
/* Strings are copied.  It comes from a process that talked to the network: E_BUG unless all of it is as above. */
int	mailbag_get_receipt(const json_t *, struct arena *, struct mail_receipt *, struct err *) MUST_USE;

#endif
