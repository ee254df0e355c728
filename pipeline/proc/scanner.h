/* SPDX-License-Identifier: EUPL-1.2 */
/* scanner.h - the supervisor's side of the virus scanner: who it is, whether it answers, connections to it. */
#ifndef PROC_SCANNER_H
#define PROC_SCANNER_H

#include "config/settings.h"

struct scanner;

/*
 * NULL in *scanner_r: the settings name none.  program is that of the uploader
 * (a path), which opens the connections: this one has no network.  Asks clamd
 * who it is, some seconds at most.  One that is not there is no error:
 * scanner_gone says so, and the log says it once.
 */
void		 scanner_open(const char *program, const struct settings *, struct arena *, struct scanner **scanner_r);
void		 scanner_close(struct scanner *);	/* NULL is fine; the arena has the rest */

/* What its stage must know: facts (wire.h), and so the key of what is remembered.  NULL: nobody looks. */
struct scanning	 scanner_facts(const struct scanner *);

/*
 * A new connection that does not block, close-on-exec; the caller's.  E_IO: it
 * takes none now.
 */
int		 scanner_connect(struct scanner *, int *fd_r, struct err *) MUST_USE;

/* A document got an answer of it, or none.  After some without, it is left alone for the rest of the run. */
void		 scanner_heard(struct scanner *, bool answered);

/* Why it is left alone, in Dutch; absent: it is not. */
struct str	 scanner_gone(const struct scanner *);

#endif
