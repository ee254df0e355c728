/* SPDX-License-Identifier: EUPL-1.2 */
/* trend.h - what came of the last nights, as columns for the page of a run. */
#ifndef TREND_H
#define TREND_H

#include "session.h"

#define TREND_DAYS	30	/* by the calendar of here, that of the run the last */

/*
 * Of a night of the timer (run) of the organisations that it worked for: note
 * what this one came to (store/nights.h), and read the last ones.  Kept in the
 * session; nothing in a rehearsal, and a redo of a person is no night.  -1: the
 * ledger cannot be read or written.
 */
int	trend_gather(struct session *, struct err *) MUST_USE;

/*
 * One object for each day, the oldest first, from the first one of which the
 * ledger knows a night; a new reference, NULL: it knows none:
 *	[{"day", and where there was a run: "run", "public", "held", "later", "rejected"}]
 * Documents.  public is added up over the runs of a day; the rest is as the last of them left it.  org NULL: of all
 * organisations of this run together, else of this one alone.
 */
json_t	*trend_of(const struct session *, const struct organisation *, struct arena *);

#endif
