/* SPDX-License-Identifier: EUPL-1.2 */
/* answer.h - what came of bringing one bundle to a portal.  Knows no network, so every program may use it. */
#ifndef PUBLISH_ANSWER_H
#define PUBLISH_ANSWER_H

#include "base/str.h"
#include "finding.h"

enum portal_answer {
	PORTAL_SENT,			/* accepted, and read back byte for byte */
	PORTAL_SAME,			/* stood there already with these bytes; nothing was sent */
	PORTAL_WOULD_SEND,		/* a rehearsal: the dry portal */
	PORTAL_AWAY,			/* passes by itself: not reachable, 408, 425, 429, 5xx */
	PORTAL_AMBIGUOUS,		/* the effect may have happened, or may still happen; ask again later */
	PORTAL_REFUSED,			/* any other 4xx, or an answer we do not accept: a person must look */
	PORTAL_DIFFERS,			/* accepted, but what is read back is something else */
	PORTAL__COUNT
};

struct receipt {
	enum portal_answer answer;
	long		 http;		/* status of the request that decided; 0: none came, or no HTTP */
	struct str	 url;		/* of the bundle; never with a user or a key in it */
	struct str	 detail;	/* Dutch, a few words; never a byte that the portal sent */
	uint64_t	 sent;		/* bytes of body that left, whatever came of them */
	int		 retry_after_s;	/* the portal's own wish, 0 to RETRY_AFTER_MOST; 0: none */
};

/* A portal that asks for more is asked again after this long (facts: reliability, section 10). */
#define RETRY_AFTER_MOST	3600

/* One word, for messages between the programs: sent same would-send away ambiguous refused differs. */
const char	*answer_name(enum portal_answer);
int		 answer_find(struct str name, enum portal_answer *) MUST_USE;

/* The finding that a dossier gets for it, with receipt.detail as its first argument; false: none. */
bool		 answer_finding(enum portal_answer, enum finding_code *);

#endif
