/* SPDX-License-Identifier: EUPL-1.2 */
/* asking.h - what an earlier run left at the portal, in doubt or with people there, and what follows from its answer. */
#ifndef ASKING_H
#define ASKING_H

#include "publication.h"

/*
 * SEEN or REMOVE of a row that was found in a state of kind ASK was answered
 * (docs/STATE.md).  What is public, or gone, goes on through the gate; a concept
 * that was handed over stays with who has it while its dossier stays the same.
 */
int	asking_answered(struct work *, const struct receipt *, enum attempt_end, struct err *) MUST_USE;

/* PUBLISH was answered where people make it public: it is with them now (HANDED), or they took it back. */
int	asking_handed(struct work *, const struct receipt *, enum attempt_end, struct err *) MUST_USE;

/* How the portal is to be asked: what was handed over is asked for as that, whatever the settings say since. */
const struct outlet *asking_outlet(struct work *);

/*
 * People make public what goes to this place.  What is public already is theirs:
 * a change goes there only when a person says so, with redo, withdraw or replace.
 */
bool	asking_waits(const struct work *);

/* publication.c: the answer into the ledger with its move; a person must look; it is public, and seen. */
int	publication_settle(struct work *, const struct receipt *, enum attempt_end, struct step, struct err *) MUST_USE;
int	publication_refuse(struct work *, const struct receipt *, enum finding_code, struct err *) MUST_USE;
int	publication_confirm(struct work *, const struct receipt *, struct err *) MUST_USE;

#endif
