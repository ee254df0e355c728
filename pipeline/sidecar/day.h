/* SPDX-License-Identifier: EUPL-1.2 */
/* day.h - a day as it stands in a cell of a table; what may be two days is refused. */
#ifndef SIDECAR_DAY_H
#define SIDECAR_DAY_H

#include "base/date.h"
#include "sheet/table.h"

enum day_order { DAY_UNKNOWN, DAY_FIRST, MONTH_FIRST };

/* What the head of a column says of its own order: "Datum (dd/mm/jjjj)". */
enum day_order	 day_order(struct str label);

/*
 * The day in a cell (facts: intake-formats.md 3.5): 2026-03-12, also with an
 * hour, 12-03-2026, 12 maart 2026, 2026/03/12, a serial number with the style
 * of a day, and 2/19/2026 8:46 AM UTC, of which the month comes first.
 * 12/03/2026 only when its order is known, or can be no other.  NULL, or what
 * to do about it, in Dutch.
 */
const char	*day_read(const struct cell *, enum day_order, struct date *);

#endif
