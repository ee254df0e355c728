/* SPDX-License-Identifier: EUPL-1.2 */
/* answer.h - what came of one step at a portal.  Knows no network, so every program may use it. */
#ifndef PUBLISH_ANSWER_H
#define PUBLISH_ANSWER_H

#include "base/str.h"
#include "finding.h"

enum portal_answer {
	PORTAL_SENT,			/* accepted, and read back byte for byte */
	PORTAL_SAME,			/* stood there already with these bytes; nothing was sent */
	PORTAL_WOULD_SEND,		/* a rehearsal: the dry portal */
	PORTAL_AWAY,			/* says nothing of the dossier: not reachable, keys, 408, 425, 429, 5xx */
	PORTAL_AMBIGUOUS,		/* the effect may have happened, or may still happen; ask again later */
	PORTAL_REFUSED,			/* any other 4xx, or an answer we do not accept: a person must look */
	PORTAL_DIFFERS,			/* accepted, but what is read back is something else */
	PORTAL__COUNT
};

/*
 * What the supervisor orders.  The steps are small because it commits its
 * intent before each one and what came of it after.  A kind of portal that
 * lacks a step answers E_BUG; portals.def says which kinds have concepts.
 */
enum portal_step {
	STEP_FIND,			/* is there a record of this dossier?  Reads only */
	STEP_CREATE,			/* make the record, as a concept that nobody can see */
	STEP_DOCUMENT,			/* bring one document (a file portal: the bundle) */
	STEP_READY,			/* what the portal has is the plan, no more and no less */
	STEP_PUBLISH,			/* make it public; repeating is harmless */
	STEP_SEEN,			/* what does the public see?  Reads only */
	STEP_REMOVE,			/* delete a concept; what is public only when forced */
	STEP_SWEEP,			/* delete the concepts of this dossier that were not chosen */
	STEP_WITHDRAW,			/* take back what is public; one document when the order names it.  Final */
	STEP_LIST,			/* bring one file of a site's listing: it is not of one dossier */
	STEP_SWITCH,			/* the listing is whole: it is the one that is served; what it lacks goes */
	STEP_REACH,			/* does an address still answer to anybody?  order.remote; reads only */
	STEP__COUNT
};
const char	*step_name(enum portal_step);
int		 step_find(struct str name, enum portal_step *) MUST_USE;

enum portal_found {
	FOUND_UNKNOWN,			/* could not be read; the receipt says why */
	FOUND_NOTHING,
	FOUND_CONCEPT,			/* there, and not public; SEEN of what was handed over: with documents of others in it */
	FOUND_SAME,			/* public, with exactly the order's content */
	FOUND_OTHER,			/* public, with other content */
	FOUND_WITHDRAWN,		/* was public and was taken back: never again */
	FOUND_MANY,			/* more than one public record: a person must look */
	FOUND_HANDED,			/* a concept with only our documents: people publish it there (outlet.concept_only) */
	FOUND__COUNT
};
const char	*found_name(enum portal_found);
int		 found_find(struct str name, enum portal_found *) MUST_USE;

struct receipt {
	enum portal_answer answer;	/* FIND and SEEN: SENT when the question was answered */
	enum portal_found found;	/* FIND, SEEN, REMOVE, WITHDRAW, REACH: what stands there */
	struct str	 remote;	/* FIND, CREATE: the portal's own id of the record; absent: none */
	uint32_t	 others;	/* FIND: concepts of this dossier beside remote; SWEEP: how many were deleted */
	long		 http;		/* status of the request that decided; 0: none came, or no HTTP */
	struct str	 url;		/* of the bundle; never with a user or a key in it */
	struct str	 detail;	/* Dutch, a few words; never a byte that the portal sent */
	uint64_t	 sent;		/* bytes of body that left, whatever came of them */
	int		 retry_after_s;	/* the portal's own wish, 0 to RETRY_AFTER_MOST; 0: none */
	/*
	 * DOCUMENT: what is needed to go on with it, to be kept and given back as it
	 * is; with SENT the document was only begun, and the same step is ordered
	 * again.  Text of at most JOURNAL_MOST bytes, the document's id before its
	 * first space; absent: nothing is under way that could be taken up.
	 */
	struct str	 journal;
	/*
	 * READY: what the portal gives back of each document, since some rewrite
	 * files: JSON, [{"id", "sha256", "bytes", "same"}], same: as it was sent.
	 * At most SERVED_MOST bytes; absent: not looked, or more than that.
	 */
	struct str	 served;
};
#define JOURNAL_MOST	((size_t)15 << 10)
#define SERVED_MOST	((size_t)1 << 20)

/* A portal that asks for more is asked again after this long (facts: reliability, section 10). */
#define RETRY_AFTER_MOST	3600

/* One word, for messages between the programs: sent same would-send away ambiguous refused differs. */
const char	*answer_name(enum portal_answer);
int		 answer_find(struct str name, enum portal_answer *) MUST_USE;

/* The finding that a dossier gets for it, with receipt.detail as its first argument; false: none. */
bool		 answer_finding(enum portal_answer, enum finding_code *);

#endif
