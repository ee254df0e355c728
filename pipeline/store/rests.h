/* SPDX-License-Identifier: EUPL-1.2 */
/* rests.h - how a dossier lay there and stood when it was last read in full and nothing had changed. */
#ifndef STORE_RESTS_H
#define STORE_RESTS_H

#include "store/ledger.h"

/*
 * Kept of a dossier that closed as unchanged at each of its places (resting.h).
 * A row that is lost costs one reading of the dossier and nothing else.
 */
struct rest {
	struct digest	 sha256;	/* of all that its outcome depends on */
	struct artefact	 account;	/* its line, in the vault */
	time_t		 until;		/* from this moment on it may be otherwise; 0: never by time alone */
	time_t		 now, started;	/* the clock of that run, and the real one */
	struct str	 facts;		/* JSON, of cmd/again.h: what a run needs to tell it again */
	struct str	 page;		/* its line for the page of the run, without what that page does not show */
};

int	rests_get(struct store *, struct uuid dossier, struct arena *, struct rest *, bool *found_r, struct err *) MUST_USE;
int	rests_put(struct store *, struct uuid dossier, const struct rest *, struct run_id, struct err *) MUST_USE;
/* All of them: with a ledger that was put back nothing is taken for granted. */
int	rests_forget(struct store *, struct err *) MUST_USE;
/* Does the account that it has now say that nothing happens to it before `now` and at it? */
int	rests_quiet(struct store *, struct uuid dossier, time_t now, bool *quiet_r, struct err *) MUST_USE;

#endif
