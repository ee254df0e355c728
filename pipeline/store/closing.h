/* SPDX-License-Identifier: EUPL-1.2 */
/* closing.h - the last one out seals the ledger. */
#ifndef STORE_CLOSING_H
#define STORE_CLOSING_H

#include "base/err.h"

/*
 * For who holds the folder of the state shared (hold.h), after its own store was
 * closed.  True: nobody else is left, the folder is ours alone until lock is
 * closed, and what SQLite had beside the ledger is folded into it: it may be
 * sealed, or first be tidied.
 */
bool	closing_alone(const char *state, int lock);

/* The same, and it is sealed when we are the last.  Somebody else left: nothing happens, and the last of them does it. */
int	closing_seal(const char *state, int lock, struct err *) MUST_USE;

#endif
