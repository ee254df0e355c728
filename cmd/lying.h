/* SPDX-License-Identifier: EUPL-1.2 */
/* lying.h - what lies in a folder or is one archive, listed for a worker and handed to it one by one. */
#ifndef LYING_H
#define LYING_H

#include "stage.h"

struct lying;

/*
 * path is a file or a folder.  A folder is walked without following a link;
 * more than inspect/inspect.h allows is E_LIMIT, what cannot be read E_IO.
 */
int		 lying_open(const char *path, struct arena *, struct lying **, struct err *) MUST_USE;
void		 lying_close(struct lying *);		/* NULL is fine */

/* As task.give (proc/pool.h) for the stage inspect, with the lying as owner. */
int		 lying_give(void *lying, int64_t doc, enum artefact_kind, int *fd_r, struct err *) MUST_USE;

#endif
