/* SPDX-License-Identifier: EUPL-1.2 */
/* err.h - what went wrong with the machine. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/defs.h"

/* What is wrong with a document is not an error but a finding (finding.h). */
enum errkind {
	E_NONE = 0,
	E_AGAIN,	/* will pass by itself: portal busy, database locked */
	E_LIMIT,	/* a time, size or memory budget was spent */
	E_IO,		/* disk full, file gone, permission */
	E_CONFIG,	/* the operator must change something */
	E_USAGE,	/* the command line is wrong */
	E_PEER,		/* the portal refused, and said why */
	E_BUG,		/* we broke a promise to ourselves */
	E__COUNT
};

struct err {
	enum errkind	 kind;
	int		 sys;		/* errno, or 0 */
	char		 msg[400];	/* outermost context first; nothing personal; Dutch */
	char		 said[400];	/* the same in the language of the person (lang.h); "": that is Dutch */
};

/* Exit codes (sysexits.h); 1 and 79 are ours. */
enum {
	EXIT_FINE = 0,
	EXIT_HELD = 1,		/* the run did its work; a person must look at something */
	EXIT_USAGE = 64,
	EXIT_INPUT = 66,	/* what was to be looked at could not be read */
	EXIT_BUG = 70,
	EXIT_DISK = 74,
	EXIT_AGAIN = 75,
	EXIT_CONFIG = 78,
	EXIT_LIMIT = 79		/* a worker's memory limit; never leaves the program */
};

/* Both return -1, so that a caller writes: return err_set(e, E_IO, ...). */
int		 err_set(struct err *, enum errkind, const char *fmt, ...) PRINTF(3, 4);
int		 err_sys(struct err *, enum errkind, const char *fmt, ...) PRINTF(3, 4);	/* appends errno's text */
int		 err_wrap(struct err *, const char *fmt, ...) PRINTF(2, 3);

const char	*err_text(int sys);			/* errno in words: Dutch where we know it */
const char	*err_said(const struct err *);		/* msg, for the person at the terminal; never to be kept */
int		 err_exit(const struct err *);		/* the exit code for this kind */
const char	*errkind_name(enum errkind);		/* one word, for messages between the programs */
enum errkind	 errkind_find(const char *name);	/* unknown, and no error at all: E_BUG */

#endif
