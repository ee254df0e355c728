/* SPDX-License-Identifier: EUPL-1.2 */
/* withdrawing.h - what persons took back: what that means for the dossier when it is worked on again. */
#ifndef WITHDRAWING_H
#define WITHDRAWING_H

#include "store/withdrawals.h"
#include "work.h"

/* Read what the ledger has of this dossier, before any stage. */
int		 withdrawing_read(struct work *, struct err *) MUST_USE;

/*
 * The input of the dossier when n of its documents had been taken back: without
 * them it is the next revision.  Is of that input at one of those times?  What
 * was held before a document was taken back stays held.
 */
struct digest	 withdrawing_input(const struct work *, size_t n);
bool		 withdrawing_was(const struct work *, struct digest of);

/*
 * The sidecar stage has given each document its role.  Bytes that were taken
 * back stay here from now on (PUB-201), wherever in the dossier they lie; what
 * stands in the place of bytes that were replaced says so (PUB-202).
 */
void		 withdrawing_mark(struct work *);

/* The dossier as a whole was taken back: PUB-504 says by whom and when, PUB-507 where of this place it can be seen still. */
void		 withdrawing_tell(struct work *);

/*
 * The plan of an order, as a file in work.pub.plan, made once.  To a site it also says what was taken back ("gone":
 * [{"id", "public"}]): its documents stand at addresses of their own, which no next version would free.
 */
int		 withdrawing_plan(struct work *, struct err *) MUST_USE;

/* "door A. de Vries op 23 november 2026"; of what a portal says, without a row of ours, what it is called there. */
struct str	 withdrawing_words(struct arena *, const struct withdrawal *);

#endif
