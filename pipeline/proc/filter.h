/* SPDX-License-Identifier: EUPL-1.2 */
/* filter.h - system calls that a process gives up (seccomp). */
#ifndef PROC_FILTER_H
#define PROC_FILTER_H

#include "base/arena.h"
#include "base/err.h"

struct filter;

enum filter_for {
	FILTER_READER,		/* reads a document: its own descriptors and nothing besides */
	FILTER_PROGRAM,		/* about to become an outside program that reads a document: opens files, where Landlock lets it */
	FILTER_UPLOADER		/* has the network and files; starts nothing, and touches no other process */
};

/* Can this kernel refuse and kill? */
bool	 filter_possible(void);

/*
 * Compile, once: loading it in a child is then one system call.  E_BUG when
 * libseccomp does not know a call that we name.
 */
int	 filter_make(enum filter_for, struct arena *, struct filter **, struct err *) MUST_USE;

/* For this process and what it becomes, for good; no_new_privs must be set. */
int	 filter_load(const struct filter *, struct err *) MUST_USE;

#endif
