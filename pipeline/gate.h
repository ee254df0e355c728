/* SPDX-License-Identifier: EUPL-1.2 */
/* gate.h - the one place that says whether a dossier may become public. */
#ifndef GATE_H
#define GATE_H

#include "work.h"

/*
 * The stages up to describe have spoken (or the bundle could not be made): hold
 * it, leave it for later, or let it be bundled.  The ledger follows.
 */
int	gate_judge(struct work *, struct err *) MUST_USE;

/* The bundle is made: is there anything to send?  Else the pass is given, and its publication begins. */
int	gate_bundled(struct work *, struct err *) MUST_USE;

/*
 * The last question before a request with an effect: is what was passed still
 * what is about to go?  A difference is E_BUG; nothing was sent.
 */
int	gate_again(const struct work *, struct err *) MUST_USE;
/* The same for the next document of a flight, for whose first it was asked: nothing was found since. */
int	gate_still(const struct work *, struct err *) MUST_USE;

/*
 * The ledger's row follows the verdict, up to BUNDLED or HELD, and what passed
 * goes on to its portal; for a row of which the portal had to be asked first.
 */
int	gate_follow(struct work *, struct err *) MUST_USE;

/* What the stages of this run are: the digests of their templates and their versions. */
void	run_config_hash(struct hash *, const struct run *);

#endif
