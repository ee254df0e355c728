/* SPDX-License-Identifier: EUPL-1.2 */
/* landlock.h - Landlock's system calls: a process gives up files, the network and signals to others. */
#ifndef PROC_LANDLOCK_H
#define PROC_LANDLOCK_H

#include "base/err.h"

/* struct landlock_ruleset_attr of linux/landlock.h, ABI 6; Debian 12's headers have its first member only. */
struct landlock_rights {
	uint64_t	 fs;		/* accesses to files that need a rule from now on */
	uint64_t	 net;		/* ABI 4: binding and connecting TCP */
	uint64_t	 scope;		/* ABI 6: what ends at the walls of the domain */
};

/* The ABI that this kernel speaks; 0: Landlock is not there, or not on. */
int			 landlock_abi(void);

/* All that a kernel of this ABI can take away, as far as we know its ABI. */
struct landlock_rights	 landlock_rights(int abi);

/* What may still be opened: a file, or a folder with all that is in it. */
struct opening {
	const char	*path;		/* NULL, or not there: no opening */
	enum { OPEN_READ, OPEN_RUN } how;	/* to run is to read too */
};

/* Give up all of them, for good and but for these; no_new_privs must be set.  abi at least 1. */
int			 landlock_enter(int abi, const struct opening *, size_t n, struct err *) MUST_USE;

#endif
