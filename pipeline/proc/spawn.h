/* SPDX-License-Identifier: EUPL-1.2 */
/* spawn.h - start one of our own programs with a socket to talk through. */
#ifndef PROC_SPAWN_H
#define PROC_SPAWN_H

#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

struct helper {
	pid_t	 pid;
	int	 sock;		/* SOCK_SEQPACKET, close-on-exec; -1 when it is gone */
};

/* Where our programs stand: the folder of the running one. */
int	spawn_home(struct arena *, struct str *dir_r, struct err *) MUST_USE;

/*
 * Start program (a path) with at most two arguments (NULL: none): its socket is
 * descriptor 3, stdin and stdout are /dev/null, stderr is ours, everything
 * else is closed, the environment holds PATH and the language only.  keys: and
 * where systemd put the credentials of this service; for the uploader alone.
 */
int	spawn(const char *program, const char *argument, const char *second, bool keys, struct helper *,
	    struct err *) MUST_USE;

/* The same with other arguments, up to a NULL. */
int	spawn_with(const char *program, const char *const *arguments, bool keys, struct helper *, struct err *) MUST_USE;

/* Close the socket (the program ends by itself) and wait for it. */
void	spawn_end(struct helper *);

#endif
