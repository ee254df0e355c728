/* SPDX-License-Identifier: EUPL-1.2 */
/* views.h - the templates without what some organisations have of their own, so that a fault there is theirs alone. */
#ifndef VIEWS_H
#define VIEWS_H

#include "proc/pool.h"
#include "scratch.h"

/* A folder of links to the templates. */
struct view {
	struct scratch	 scratch;
	const char	*dir;
};

/* With these folders of organisations and no others.  The links go with view_close. */
int	view_open(struct view *, const char *templates, const struct str *own, size_t n, struct arena *,
	    struct err *) MUST_USE;
void	view_close(struct view *);		/* may be closed twice, and when it was zero with scratch.lock -1 */

/* What is wrong with the templates of one organisation. */
struct own_fault {
	struct str	 folder;		/* of its name below organisations */
	struct str	 why;		/* Dutch, with the file */
};

/* The folders that organisations have of their own, in byte order. */
int	views_own(const char *templates, struct arena *, struct str **v_r, size_t *n_r, struct err *) MUST_USE;

/*
 * Let a worker read the templates of all, and then those of each organisation by
 * themselves.  -1: what all share is wrong, or the machine.  Else *v_r are the
 * organisations whose own are wrong, the first fault of each.
 */
int	views_faults(const char *worker, const char *templates, const char *languages, struct arena *,
	    struct own_fault **v_r, size_t *n_r, struct err *) MUST_USE;

#endif
