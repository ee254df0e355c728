/* SPDX-License-Identifier: EUPL-1.2 */
/* flight.h - the documents of one dossier that go to a site side by side, under one intent. */
#ifndef FLIGHT_H
#define FLIGHT_H

#include "work.h"

/*
 * At a site a document has an address of its own, and the same bytes twice are
 * the same once: so the order in which documents arrive says nothing, and which
 * of them arrived before a death need not be known.  The ledger has one order
 * for all of them, with the digest of the plan that names them, committed
 * before the first goes; and one answer, when the last one is back.  When one
 * fails, no more are sent; those that are under way are waited for, and what
 * arrived is not sent again in this run.
 */

/* Is the step of this dossier such a flight? */
bool	 flight_is(const struct work *);
/* Does this document still have to go?  true where there is no flight. */
bool	 flight_due(const struct work *, size_t doc);
/* May another order be made while some are out?  Whether a document is left is not asked. */
bool	 flight_open(const struct work *);
/* An order for this document is made; the first of them opens the flight. */
void	 flight_depart(struct work *, size_t doc);
/* What came of it, with strings that stay.  Of all of them flight.said is the gravest. */
void	 flight_land(struct work *, size_t doc, const struct receipt *);
/* All are back, and none is left or one failed: flight.said was told.  What failed is due again. */
void	 flight_close(struct work *);
/* Did any arrive since the flight was opened? */
bool	 flight_brought(const struct work *);

/* A plan of this document alone (parcel.row). */
struct str flight_row(struct work *, size_t doc);
/* Digest of the plan: it names the documents, with theirs. */
int	 flight_digest(struct work *, struct digest *, struct err *) MUST_USE;

#endif
