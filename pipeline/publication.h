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

/* May an order be made now?  While one is out, only of a document that goes to a site (flight.h). */
bool	publication_may(struct work *);

/*
 * Is that one short and one of many, so that a courier may have it before the one before it is done?  A document for a
 * site, and a small one: whatever waits behind it does not wait long.
 */
bool	publication_light(struct work *);

/*
 * The next order for a courier; its intent is in the ledger when this
 * returns.  The caller closes parcel->bundle; parcel->plan is the dossier's.
 * PH_CLOSED afterwards: there is nothing to order.  *doc_r: the document that
 * it brings, DOC_NONE when it brings none.
 */
int	publication_order(struct work *, struct parcel *, int *doc_r, struct err *) MUST_USE;

/*
 * What came of it, into the ledger; doc as it was ordered.  Not PH_CLOSED afterwards: there is a next order, the same one
 * again, or others are out.
 */
int	publication_receipt(struct work *, int doc, const struct receipt *, struct err *) MUST_USE;

/* No more is sent in this run, and no order is out: what was begun gets its answer in the ledger. */
int	publication_rest(struct work *, struct err *) MUST_USE;

/* The portal is not there, and will not be asked again in this run. */
void	publication_give_up(struct work *, struct str detail);

#endif
