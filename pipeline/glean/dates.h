/* SPDX-License-Identifier: EUPL-1.2 */
/* dates.h - the days that a text names as its own, and which of them is the day of the document. */
#ifndef GLEAN_DATES_H
#define GLEAN_DATES_H

#include "statement.h"

/*
 * The day on which the document was made, as its text says: what it calls its
 * date, else when it was decided, established, signed, sent, or the meeting that
 * it was made for; of these the first that is sure (85), else the first that is
 * probable (60).  Never a date of receipt, a period or a validity.  NULL: the
 * text says none.
 */
const struct statement *glean_best_date(const struct statements *gleaned);

#endif
