/* SPDX-License-Identifier: EUPL-1.2 */
/* scanner.h - the supervisor's side of the virus scanner: who it is, whether it answers, connections to it. */
#ifndef VIRUS_SCANNER_H
#define VIRUS_SCANNER_H

#include "config/settings.h"

struct scanner;

/*
 * NULL in *scanner_r: the settings name none.  Asks clamd who it is, some
 * seconds at most.  One that is not there is no error: scanner_gone says so,
 * and the log says it once.
 */
void		 scanner_open(const struct settings *, struct arena *, struct scanner **scanner_r);

/* What its stage must know: facts (wire.h), and so the key of what is remembered. */
struct scanning	 scanner_facts(const struct scanner *);

/*
 * A new connection that does not block, close-on-exec; the caller's.  E_IO: it
 * takes none now.  Nothing here waits: the street goes on.
 */
int		 scanner_connect(const struct scanner *, int *fd_r, struct err *) MUST_USE;

/* A document got an answer of it, or none.  After some without, it is left alone for the rest of the run. */
void		 scanner_heard(struct scanner *, bool answered);

/* Why it is left alone, in Dutch; absent: it is not. */
struct str	 scanner_gone(const struct scanner *);

#endif
