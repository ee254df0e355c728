/* SPDX-License-Identifier: EUPL-1.2 */
/* witness.h - the head of the evidence, kept beside the reports: it betrays a ledger that was put back from a back-up. */
#ifndef STORE_WITNESS_H
#define STORE_WITNESS_H

#include "store/store.h"

/*
 * A ledger of last week has forgotten what was published since: the likeliest
 * cause of a real duplicate (facts: reliability 12).  Back-ups of the state
 * folder bring its parts back together, so the witness stands outside it.
 */
#define WITNESS_FILE	"bewijs.txt"	/* "SEQ:LEAF", as `woostraat verify --head` takes it */

/* *same_r: the ledger still has the entry that the witness names; true when there is no witness. */
int	witness_check(struct str reports, struct store *, bool *same_r, struct err *) MUST_USE;
/* The head as it is now.  The folder is made when absent. */
int	witness_write(struct str reports, struct store *, struct err *) MUST_USE;

#endif
