/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox.h - the walls around the process that reads a document. */
#ifndef PROC_SANDBOX_H
#define PROC_SANDBOX_H

#include "proc/landlock.h"
#include "proc/walls.h"
#include "stage.h"

struct sandbox;

/*
 * In the process that will fork: ask the kernel which walls it can raise, and
 * compile what can be compiled once.  What the kernel lacks is no error here.
 * Code that this process made before (rules) cannot be written any more, by
 * itself either: compile no rule after it, and free none.
 */
int		 sandbox_new(struct arena *, struct sandbox **, struct err *) MUST_USE;

struct walls	 sandbox_walls(const struct sandbox *);

/* From now on this process is the one that forks: a copy of the one before. */
void		 sandbox_moved(struct sandbox *);

/*
 * In a child of that process, before a byte of the document is touched: every
 * descriptor but stdin, stdout, stderr and the n of keep is closed, and all
 * walls that sandbox_walls names are raised, for good.  From then on the child
 * can read and write what it holds, get descriptors over its channel, use
 * memory up to the limit, and end.  It opens nothing: what a library wants of
 * the file system (locales, tables of character sets, fonts) it must have
 * loaded before the fork.  -1: a wall did not come up; read nothing.
 */
int		 sandbox_enter(const struct sandbox *, const struct limits *, const int *keep, size_t n,
		    struct err *) MUST_USE;

/*
 * In a child of that process that starts an outside program and reads nothing
 * itself: it keeps stdin, stdout, stderr and one descriptor, and no rights.
 */
int		 sandbox_keeper(const struct sandbox *, int keep, struct err *) MUST_USE;

/*
 * In a child of that child, just before it becomes the program: no descriptor
 * but stdin, stdout and stderr, and all walls, but for these openings and
 * becoming something else.  limits.wall_s is the keeper's affair.
 */
int		 sandbox_program(const struct sandbox *, const struct limits *, const struct opening *, size_t n,
		    struct err *) MUST_USE;

/* For the uploader, once: it starts no program and no process, and touches no other. */
int		 sandbox_uploader(struct err *) MUST_USE;

#endif
