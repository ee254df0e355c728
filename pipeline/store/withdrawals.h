/* SPDX-License-Identifier: EUPL-1.2 */
/* withdrawals.h - what persons took back of what was public, why, and whether it is gone, as the ledger keeps it. */
#ifndef STORE_WITHDRAWALS_H
#define STORE_WITHDRAWALS_H

#include "store/ledger.h"

/*
 * The ledger keeps texts as they were given: who writes one has looked whether
 * it may be kept.  Each change has its entry in the evidence, in the same
 * transaction; the evidence names an address by its digest only, since the
 * name of a file may be in it and evidence stays for ever.
 */
enum taking { TAKEN_BACK, TAKEN_REPLACED, TAKEN__COUNT };
const char	*taking_name(enum taking);	/* withdrawn, replaced */

struct withdrawal {
	enum taking	 what;
	struct str	 document;	/* as utf8_exact writes its path; empty: the dossier as a whole */
	struct digest	 of;		/* of the bytes of the document, or of the input of the dossier */
	struct str	 reason, label;	/* address and words of a term of the list "redenen" */
	struct str	 explanation;	/* for all to read */
	struct str	 by;
	time_t		 at;
	int64_t		 n;		/* its number in the dossier; set when it was added */
};

/* All of a dossier, oldest first. */
int	withdrawals_of(struct store *, struct uuid dossier, struct arena *, struct withdrawal **v_r, size_t *n_r,
	    struct err *) MUST_USE;
int	withdrawals_count(struct store *, int64_t *n_r, struct err *) MUST_USE;
/* Of one organisation (key "": all its dossiers).  Names utf8_exact. */
struct withdrawal_sum {
	int64_t		 dossiers;	/* taken back as a whole, and seen to be gone */
	int64_t		 waiting;	/* taken back, not yet seen to be gone everywhere */
	int64_t		 documents;	/* taken back or replaced by themselves */
	int64_t		 run_dossiers, run_documents; /* of those, in this run */
};
int	withdrawals_sum(struct store *, struct str org, struct str key, struct run_id, struct withdrawal_sum *, struct err *) MUST_USE;
/* One more.  E_BUG: the ledger does not know the dossier. */
int	withdrawals_add(struct store *, struct uuid dossier, struct withdrawal *, struct run_id, struct err *) MUST_USE;

/* Where something stood, and what was answered there. */
enum reached {
	REACHED_NEVER,			/* not asked yet */
	REACHED_GONE,			/* nothing there any more */
	REACHED_CLOSED,			/* something there that the public cannot see */
	REACHED_THERE,
	REACHED_UNKNOWN,		/* no answer */
	REACHED__COUNT
};
const char	*reached_name(enum reached);	/* one word, for JSON; "" for never */

struct watch {
	struct str	 address;
	time_t		 since;		/* when it was taken back */
	int64_t		 rounds;	/* of those after a while that found it gone */
	time_t		 due;		/* 0: closed, it is gone */
	enum reached	 answer;
	time_t		 heard;		/* when that was answered */
};

/* In byte order of address. */
int	watches_of(struct store *, struct uuid dossier, struct arena *, struct watch **v_r, size_t *n_r, struct err *) MUST_USE;
/* Of one organisation (key "": all its dossiers), those that are still asked; strings live until the function returns. */
struct watched { struct str key, outlet; struct watch watch; };
typedef int	watches_open_fn(void *ctx, const struct watched *, struct err *);
int	watches_open(struct store *, struct str org, struct str key, watches_open_fn *, void *ctx, struct err *) MUST_USE;
/* From now on; one that is there stays as it is. */
int	watches_add(struct store *, struct uuid dossier, struct str address, time_t now, struct run_id, struct err *) MUST_USE;
/*
 * What was answered: rounds, due, answer and heard are new, and rounds is what is
 * added.  E_BUG: it is closed, or there is none.
 */
int	watches_heard(struct store *, struct uuid dossier, const struct watch *, long http, struct run_id, struct err *) MUST_USE;

/* Dossiers of which something is to be asked now: in state WITHDRAWING, or with a watch that is due.  Names utf8_exact. */
struct unsettled { struct uuid id; struct str org, key; };
int	withdrawals_unsettled(struct store *, time_t now, struct arena *, struct unsettled **v_r, size_t *n_r,
	    struct err *) MUST_USE;

#endif
