/* SPDX-License-Identifier: EUPL-1.2 */
/* when.h - days, months and years as a text writes them, and those that nobody can be sure of. */
#ifndef GLEAN_WHEN_H
#define GLEAN_WHEN_H

#include "base/date.h"

enum when_kind {
	WHEN_DAY,			/* date */
	WHEN_NOISY,			/* date, as the only one that its letters and digits can mean: l2 rnaart 2O26 */
	WHEN_STAMP,			/* the same, of digits that stand apart: "2 6 FEB. 2015", when nothing stands before */
	WHEN_MONTH,			/* "maart 2026": date to until */
	WHEN_UNCLEAR			/* meant as a day, but which: 01/02/2024, 12-03-26, 31 februari 2026, 12 maart 2o2b */
};

struct when {
	enum when_kind	 kind;
	struct date	 date, until;
};

/* In which order a text writes 12/03/2026. */
enum when_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

/*
 * What the dates of a folded text (base/fold.h) prove: "dd/mm", or a first or a
 * second number above 12 in one of them and nowhere the opposite.
 */
enum when_order	 when_order(struct str s);

/*
 * The date that begins at byte i of a folded text; Dutch, Frisian or English
 * names of months, in digits or written out.  Returns its bytes, 0 when none
 * begins there.  12-03-2026 and 12.03.2026 are day and month, for so they are
 * written here.
 */
size_t		 when_scan(struct str s, size_t i, enum when_order, struct when *);

/* "2025" as all of that year; "2025-2028" (also t/m, tot en met) as all of these.  Bytes, or 0. */
size_t		 when_years(struct str s, size_t i, struct date *from_r, struct date *until_r);

/* The name of a day of the week at the end of s ("... op donderdag"), cut off. */
struct str	 when_without_weekday(struct str s);

#endif
