/* SPDX-License-Identifier: EUPL-1.2 */
/* fleet.h - several couriers side by side, each doing one order after the other. */
#ifndef PROC_FLEET_H
#define PROC_FLEET_H

#include "proc/courier.h"

#define COURIERS_MOST	16	/* a process each; a portal that takes more at once would not be faster for it */
#define AHEAD_MOST	8	/* orders of one courier: it does one, and the others are there when that is done */

struct fleet;

/*
 * `most` couriers like this one, which is the first of them and stays the
 * caller's: not to be used by itself while the fleet has orders out.  The others
 * are started when they are first needed.  One for the dry portal stays alone.
 */
int	 fleet_open(struct courier *, unsigned most, struct fleet **, struct err *) MUST_USE;
void	 fleet_close(struct fleet *);	/* NULL is fine; orders that its own couriers have are finished first */

/* Is a courier free?  One that cannot be started is said once, and done without. */
bool	 fleet_room(struct fleet *);
/* Hand over a parcel (courier_send); only when there is room.  *i_r: which courier has it, below COURIERS_MOST. */
int	 fleet_send(struct fleet *, const struct parcel *, unsigned *i_r, struct err *) MUST_USE;

/* Hand over one more to a courier that has one out already, and fewer than AHEAD_MOST: it is done after those. */
int	 fleet_behind(struct fleet *, const struct parcel *, unsigned i, struct err *) MUST_USE;

/* Descriptor to wait on: readable when the receipt of any of them is there; -1: no order is out. */
int	 fleet_fd(const struct fleet *);
/* Which courier has a receipt; false: none has now. */
bool	 fleet_ready(const struct fleet *, unsigned *i_r);
/* Take it (courier_receive): of the order that this courier has longest.  Those of one that died come at once: take all. */
int	 fleet_receive(struct fleet *, unsigned i, struct arena *, struct receipt *, struct err *) MUST_USE;

#endif
