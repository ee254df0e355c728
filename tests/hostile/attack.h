/* SPDX-License-Identifier: EUPL-1.2 */
/* attack.h - what a parser would try that was taken over by the document it reads. */
#ifndef HOSTILE_ATTACK_H
#define HOSTILE_ATTACK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What there is to attack. */
struct prey {
	char	 dir[256];	/* with a file `geheim`, and room to write */
	int	 port;		/* on loopback, where somebody listens */
	char	 abstract[64];	/* name of an abstract Unix socket where somebody listens */
	pid_t	 pid;		/* of another process of the same user */
	int	 fd;		/* one that the reader was given, open for reading */
	int	 out;		/* and one for writing; -1: none */
};

/* Which wall must hold, besides the other if both are there. */
enum held_by {
	BY_CALLS,	/* seccomp alone */
	BY_FILES,	/* Landlock as well: without seccomp the answer is still no */
	BY_NET,		/* Landlock from ABI 4 as well */
	BY_SCOPE,	/* Landlock from ABI 6 as well */
	BY_LIMITS	/* a ceiling or a lost right, with or without the rest */
};

#define KILLED	-1	/* SIGSYS */
#define SPENT	-2	/* a signal of a limit: SIGXCPU, SIGKILL, or the arena's own end */

#define NO_CONTROL	1u	/* without walls it would harm the machine */
#define NOT_IN_POOL	2u	/* needs limits of its own, or a file to write */
#define MAKES_CODE	4u	/* which a program that loads libraries may */
#define FILE_LIMIT	65536	/* bytes of a file, in the limits of its own */

struct attack {
	const char	*name;
	int		(*run)(const struct prey *);	/* 0: it succeeded; else the errno that stopped it */
	int		 want;		/* errno, KILLED or SPENT */
	enum held_by	 by;
	unsigned	 how;		/* NO_CONTROL, NOT_IN_POOL */
};
extern const struct attack attacks[];
extern const size_t nattacks;

const struct attack	*attack_find(const char *name);

/* "name\tdir\tport\tabstract\tpid", as a document carries it; false: it is something else.  No descriptors. */
bool	 attack_read(const char *text, const struct attack **, struct prey *);

#endif
