/* SPDX-License-Identifier: EUPL-1.2 */
/* phasing.h - what the calendar of the organisation and dossier.yaml say of when a dossier goes and comes. */
#ifndef PHASING_H
#define PHASING_H

#include "work.h"

/*
 * For the gate, before its verdict.  What is not public at this place yet waits
 * until its category has its turn (RUN-402), and everything until the moment of
 * its embargo (RUN-403); a term that has passed is told (RUN-303), as is one
 * that cannot be known (RUN-304).  The category of the main document decides for the
 * dossier: its annexes go with it.
 */
void	phasing_check(struct work *);

/*
 * For the evidence of a verdict: "goes" (how many documents go out), "category"
 * (address of the one that decides), and of what is mandatory and not public yet
 * the last day on which it must be ("due") or that this is not known
 * ("due_unknown"): the calendar of that day, whatever it says later.
 */
void	phasing_note(const struct work *, struct arena *, json_t *);

/*
 * dossier.yaml says when it is to be taken back.  Not yet: told (RUN-201).  The
 * moment is past: what is public and did not change is left for the end of the
 * run (RUN-202); anything else goes nowhere (RUN-509).
 */
void	phasing_leave(struct work *);

#endif
