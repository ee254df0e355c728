/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.h - a stage in a fuzz target: a dossier of one document, what it says going through the wire as in a worker. */
#ifndef FUZZ_STAGE_H
#define FUZZ_STAGE_H

#include "fuzz.h"
#include "text.h"

struct visit {
	struct organisation org;
	struct dossier	 d;
	struct job	 job;
	int		 fd[A__COUNT];	/* of the document */
	struct fuzz	*f;
};

/* One document with these bytes; path may be any bytes. */
void	 visit_open(struct visit *, struct fuzz *, struct str path, struct str media_type, struct str bytes);
void	 visit_close(struct visit *);
/*
 * Run a stage.  What it answers must be what the supervisor accepts, for an
 * honest worker is never taken for one that was taken over.  Returns what the
 * stage returned.
 */
int	 visit_run(struct visit *, enum stage_id, stage_run *);

#endif
