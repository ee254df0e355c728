/* SPDX-License-Identifier: EUPL-1.2 */
/* recall.h - whether a stage need be done at all: what the memo has of it, as far as this run may use that. */
#ifndef RECALL_H
#define RECALL_H

#include "work.h"

/* Is its answer remembered?  Then it is applied, as if it had just been given. */
int	recall_stage(struct work *, enum stage_id, int doc, bool *hit_r, struct err *) MUST_USE;
/* Did the same facts kill a worker before?  Then the finding stands and nothing is tried. */
int	recall_death(struct work *, enum stage_id, int doc, bool *hit_r, struct err *) MUST_USE;

#endif
