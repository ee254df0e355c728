/* SPDX-License-Identifier: EUPL-1.2 */
/* nights.h - what each night came to, for each organisation: the numbers of its account, kept in the evidence. */
#ifndef STORE_NIGHTS_H
#define STORE_NIGHTS_H

#include "store/store.h"

/* Documents, as the totals of an account have them (report/account.h). */
struct night {
	struct str	 org;		/* as the ledger has it (utf8_exact) */
	struct run_id	 run;
	time_t		 now;		/* the run's clock */
	int64_t		 seen, published, unchanged, handed, held, rejected, later, skipped;
};

/* An entry about the run and no dossier. */
int	nights_note(struct store *, const struct night *, struct err *) MUST_USE;

/*
 * The last first, of all organisations; org lives until the function returns.  It
 * returns 0 to go on, 1 to stop; -1: failed.
 */
typedef int	nights_fn(void *ctx, const struct night *, struct err *);
int	nights_each(struct store *, nights_fn *, void *ctx, struct err *) MUST_USE;

#endif
