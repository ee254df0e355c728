/* SPDX-License-Identifier: EUPL-1.2 */
/* revoking.h - what is public is taken back at its portal, and where it stood is asked until it is gone. */
#ifndef REVOKING_H
#define REVOKING_H

#include "runner.h"
#include "store/withdrawals.h"

/*
 * CONFIRMED (or HANDED, PUBLISHED, HELD, QUARANTINED while an earlier version is public)
 * -> WITHDRAWING: the decision and the intent in one transaction; the portal is
 * told, and asked what the public sees; gone -> WITHDRAWN.  An answer that was
 * lost leaves it in WITHDRAWING, and the next run goes on from there, whether
 * the dossier is in the intake or not.  Nothing is decided by a timer: telling
 * it twice changes nothing, and `gone` is what the portal itself says.
 *
 * Then each address that it had is asked, as anybody would: at once, and by the
 * runs after an hour, a day and thirty days (facts: reliability 11).  One that
 * still gives it is asked by every run.
 *
 * All of this speaks with the courier itself: not while a runner has orders out.
 */
struct revoking {
	struct run	*run;
	const struct organisation *org;
	struct str	 key;		/* raw */
};

/* May a person take this back now?  E_USAGE says why not, and what to do. */
int		 revoking_may(const struct ledger_row *, struct err *) MUST_USE;

/* The same over all places: where it is public it can be taken back, and at least at one.  E_USAGE says why not. */
int		 revoking_may_any(struct store *, const struct organisation *, struct str key, struct arena *, struct err *) MUST_USE;

/* The decision and the state at each place where it is public, committed together.  E_AGAIN: another run has claimed the dossier meanwhile. */
int		 revoking_begin(const struct revoking *, struct withdrawal *, struct err *) MUST_USE;

struct revoked {
	bool		 gone;		/* the portal says so: WITHDRAWN */
	struct str	 detail;	/* why not, in a few words; in the arena */
	size_t		 addresses;	/* that are known */
	size_t		 there, open;	/* of those: still to be seen; to be asked again later */
};
/* Of a row in WITHDRAWING: the portal; of one in WITHDRAWN: its addresses that are due. */
int		 revoking_settle(const struct revoking *, struct arena *, struct revoked *, struct err *) MUST_USE;

/* What all runs before left: each dossier of which something is to be asked now, of organisations that mine says are ours. */
struct revoking_sum { size_t dossiers, gone, waiting, there; };
struct revoking_night {
	struct run	*run;
	bool		(*mine)(void *ctx, const struct organisation *);
	/* What a person must know: not taken back yet, or still to be seen.  Raw key. */
	void		(*say)(void *ctx, const struct revoking *, const struct revoked *);
	void		*ctx;
};
int		 revoking_all(const struct revoking_night *, struct revoking_sum *, struct err *) MUST_USE;

/* When an address that was taken back then is asked for the last time, if it stays gone. */
time_t		 revoking_until(time_t since);

/* The addresses of one document that was public, by its account; to be asked from now on. */
int		 revoking_watch(const struct revoking *, const json_t *document, struct err *) MUST_USE;

#endif
