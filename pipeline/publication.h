/* SPDX-License-Identifier: EUPL-1.2 */
/* publication.h - the steps of one dossier at its portal, each with its intent before it and its outcome after it. */
#ifndef PUBLICATION_H
#define PUBLICATION_H

#include "work.h"

/*
 * Two phases (facts: reliability 3.3): concepts may multiply, one
 * compare-and-set in the ledger chooses the record, and only that one is made
 * public.  Where a portal has no concepts, its name for the bundle is the
 * record, and sending twice changes nothing.
 */

/* What stands for the whole of what is public at this place: the bundle, or at a site the page.  Its digest is the row's. */
const struct artefact *publication_whole(const struct work *);

/* The ledger says BUNDLED: its steps begin. */
void	publication_begin(struct work *);
/* An earlier run left an effect in doubt: what does the public see? */
void	publication_ask(struct work *);
/* Concepts may stand at the portal that nobody chose.  Closed, when it is too early to tell. */
int	publication_sweep(struct work *);

/*
 * The next order for the courier; its intent is in the ledger when this
 * returns.  The caller closes parcel->bundle; parcel->plan is the dossier's.
 * PH_CLOSED afterwards: there is nothing to order.
 */
int	publication_order(struct work *, struct parcel *, struct err *) MUST_USE;

/* What came of it, into the ledger.  Not PH_CLOSED afterwards: there is a next order, or the same one again. */
int	publication_receipt(struct work *, const struct receipt *, struct err *) MUST_USE;

/* The portal is not there, and will not be asked again in this run. */
void	publication_give_up(struct work *, struct str detail);

#endif
