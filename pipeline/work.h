/* SPDX-License-Identifier: EUPL-1.2 */
/* work.h - one dossier on its way through the street. */
#ifndef WORK_H
#define WORK_H

#include "runner.h"

enum phase {
	PH_SIDECAR,
	PH_DOCUMENTS,
	PH_DESCRIBE,
	PH_JUDGE,
	PH_BUNDLE,
	PH_BUNDLED,
	PH_PUBLISH,		/* its turn with the courier comes, or has come */
	PH_CLOSED
};

/* A job under way. */
struct visit {
	struct task	 task;
	struct work	*work;
	int		 doc;
	bool		 again;		/* the second and last try after a death */
	struct visit	*next_free;
};

struct work {
	struct work	*next;		/* in the order of the places */
	struct arena	*mem;
	struct run	*run;
	struct dossier	 d;
	struct organisation none;	/* for a dossier without one */
	struct uuid	 id;
	struct digest	 input, gate;
	struct ledger_row row;		/* as it stood before this run */
	bool		 ingested;	/* the ledger says INGESTED or later for this run's input */
	enum phase	 phase;
	size_t		 next_doc;	/* first document whose visit has not begun */
	size_t		 out;		/* jobs under way */
	bool		 bundled;	/* the bundle stage has spoken */
	bool		 ordered;	/* the courier has it */
	int64_t		 attempt;
	struct visit	*again;		/* visits to be made a second time */
	struct visit	*spare;		/* visits that are done, for use again */
	struct sending	 sending;
};

/* Take the dossier in.  -1: the machine failed. */
int		 work_open(struct run *, const struct place *, struct work **, struct err *) MUST_USE;
void		 work_free(struct work *);		/* NULL is fine */

/*
 * Go on as far as the memo carries; *visit_r is a job to start, or NULL when
 * there is nothing to do before another job ends (or it is PH_PUBLISH or
 * PH_CLOSED).
 */
int		 work_next(struct work *, struct visit **visit_r, struct err *) MUST_USE;

/* A visit came back: keep what it made, remember it, apply it. */
int		 work_done(struct work *, struct visit *, struct err *) MUST_USE;

/* The order for the courier; the intent is in the ledger when this returns.  The caller closes parcel->bundle. */
int		 work_order(struct work *, struct parcel *, struct err *) MUST_USE;
int		 work_receipt(struct work *, const struct receipt *, struct err *) MUST_USE;

/* Close it: every document gets its outcome. */
void		 work_close(struct work *, enum outcome);

#endif
