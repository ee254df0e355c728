/* SPDX-License-Identifier: EUPL-1.2 */
/* hold.h - who has the folder of the state: runs share it, who checks it has it alone. */
#ifndef STORE_HOLD_H
#define STORE_HOLD_H

#include "base/err.h"
#include "store/seal.h"

/*
 * Both return a descriptor of the folder that carries the lock; closing it lets
 * go.  E_AGAIN: somebody else has it.
 */

/*
 * While this stands in the folder a back-up is being put back; nobody else holds
 * it then.  Found without one at work: it was broken off, and what stands there
 * is half of something.  E_CONFIG for all, until it is done again.
 */
#define HOLD_MARK	"terugzetten.bezig"

/* Alone, to read what nobody changes meanwhile.  E_CONFIG: there is no such folder. */
int	hold_alone(const char *state, int *fd_r, struct err *) MUST_USE;

/*
 * With other runs, to write.  The folder is made when it is not there.  The
 * first of them looks whether the ledger is the one that was sealed, and breaks
 * the seal: whoever holds the folder this way knows that there is none, and
 * only who holds it alone seals it again.  A ledger that is another: E_CONFIG,
 * and everything stays as it was; accept: it is taken all the same, which is
 * said in *broken_r.
 */
int	hold_shared(const char *state, bool accept, bool *broken_r, int *fd_r, struct err *) MUST_USE;

/* Alone, to put a back-up back.  The folder is made when it is not there; *marked_r: an earlier time was broken off. */
int	hold_to_restore(const char *state, bool *marked_r, int *fd_r, struct err *) MUST_USE;

/* After the last connection was closed: is nobody else left?  Then it may be sealed. */
bool	hold_last(int fd);

#endif
