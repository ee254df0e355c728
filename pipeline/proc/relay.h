/* SPDX-License-Identifier: EUPL-1.2 */
/* relay.h - what a child says on stderr, made harmless on its way to ours. */
#ifndef PROC_RELAY_H
#define PROC_RELAY_H

#include "base/buf.h"
#include "base/err.h"

/*
 * A child that reads a document gets no terminal and no log file: what it says
 * goes into a pipe, and out of it as lines in which nothing can steer a
 * terminal, the first 64 KiB of it.
 */
struct relay {
	int		 from, to;	/* of the pipe; -1: closed */
	struct arena	*mem;
	struct buf	 said;
};

int	relay_open(struct relay *, struct err *) MUST_USE;

/* After the fork.  In the child: stderr is the pipe.  In the parent: the other end is the child's alone. */
int	relay_speak(struct relay *, struct err *) MUST_USE;
void	relay_listen(struct relay *);

/* Take some of what is there, without waiting. */
void	relay_take(struct relay *);

/* Take what is left, and write all of it to stderr. */
void	relay_close(struct relay *);

#endif
