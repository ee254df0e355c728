/* SPDX-License-Identifier: EUPL-1.2 */
/* deposit.h - a new file in a folder of the user: there whole, or not there. */
#ifndef DEPOSIT_H
#define DEPOSIT_H

#include "base/str.h"
#include "store/vault.h"

struct deposit;

/* The folder at path, which is made where its parent is there.  -1: it cannot be written in. */
int		 deposit_open(const char *path, struct arena *, struct deposit **, struct err *) MUST_USE;
void		 deposit_close(struct deposit *);	/* NULL is fine */

/* Is there something of that name already?  Links too. */
bool		 deposit_has(const struct deposit *, struct str name);

/*
 * Copy an object of the vault to a new file of that name (without '/'), synced
 * with its folder before this returns.  It has no name before all its bytes are
 * there, so who is killed leaves nothing.  E_USAGE: there is one already, which
 * stays as it is; E_IO: the disk.
 */
int		 deposit_put(struct deposit *, struct str name, struct vault *, const struct artefact *, struct err *) MUST_USE;

#endif
