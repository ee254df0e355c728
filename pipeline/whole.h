/* SPDX-License-Identifier: EUPL-1.2 */
/* whole.h - what a stage of a whole dossier is asked and what it says, a document at a time. */
#ifndef WHOLE_H
#define WHOLE_H

#include "work.h"

/* Add its facts to a digest: the lines of the request but the first. */
void	whole_hash(enum stage_id, const struct dossier *, struct hash *);

/* Make the request of a visit (proc/child.h), and its key (work.whole_key). */
int	whole_request(struct work *, struct visit *, struct err *) MUST_USE;

/* Read the answer of a visit, apply it and remember it; *bad_r: it cannot be trusted, and none of it counts. */
int	whole_keep(struct work *, struct visit *, bool *bad_r, struct err *) MUST_USE;

#endif
