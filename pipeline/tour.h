/* SPDX-License-Identifier: EUPL-1.2 */
/* tour.h - one dossier at each of the places where its organisation publishes, in their order. */
#ifndef TOUR_H
#define TOUR_H

#include "work.h"

/*
 * The ledger has a row for each place, with its own state and its own catching
 * up.  The first is the dossier's own: what is held, by whom and since when
 * stands there, and a place that is added or renamed releases nothing.  What
 * the gate found holds for all; what a portal says is told with its name.
 */

/* Has it been everywhere?  A dossier that is closed (PH_CLOSED) may have places left. */
bool		 tour_over(const struct work *);

/* The same dossier at the next place: judged again, with the ledger's row of there. */
int		 tour_next(struct work *, struct err *) MUST_USE;

/* How it went over all of them, when it is over or the run stops. */
void		 tour_finish(struct work *);

/*
 * As what archive it goes out: as the settings say, but what is public under a
 * name keeps it.  Another name would be a second record beside the first.
 */
enum packing	 tour_pack(const struct work *);

#endif
