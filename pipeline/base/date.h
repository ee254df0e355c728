/* SPDX-License-Identifier: EUPL-1.2 */
/* date.h - civil dates as Dutch people write them, and instants as machines do. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <time.h>

#include "base/str.h"

struct date { int year, month, day; };		/* year 0: no date */

bool		 date_valid(struct date);	/* a real day between 1500 and 2999 */
int		 date_cmp(struct date, struct date);
struct date	 date_of_time(time_t);		/* the day in UTC */
struct date	 date_here(time_t);		/* the day in the European Netherlands; see date_midnight */

/*
 * A date that a person typed, the whole of s: 2026-03-12, 12-03-2026,
 * 12 maart 2026.  12/03/2026 and two-digit years are refused, since nobody can
 * tell what they mean (facts: never guess an ambiguous date).
 */
int		 date_parse(struct str s, struct date *) MUST_USE;

/*
 * The same forms at the start of running text ("12 maart 2026 heeft ...").
 * Returns the bytes used, 0 when no date stands there.
 */
size_t		 date_scan(struct str s, struct date *);

struct str	 date_iso(struct arena *, struct date);		/* 2026-03-12 */
struct str	 date_dutch(struct arena *, struct date);	/* 12 maart 2026 */
struct str	 date_said(struct arena *, struct date);	/* the same in the language of the person (lang.h) */

/*
 * Midnight in the European Netherlands as xs:dateTime with its offset, by the
 * rule in force since 1996 (Directive 2000/84/EC: last Sunday of March to last
 * Sunday of October); an older date gets no offset.
 */
struct str	 date_midnight(struct arena *, struct date);

/* So many days later; of months the same day, or the last of a month that is shorter.  The result is a valid day. */
struct date	 date_plus_days(struct date, unsigned n);
struct date	 date_plus_months(struct date, unsigned n);
/* From a to b; below 0 when b is the earlier. */
int64_t		 date_between(struct date a, struct date b);

/*
 * A moment that a person typed, by the clock of the European Netherlands: a day
 * as date_parse has it, at midnight, or with an hour behind it (2026-03-16
 * 09:00, 16 maart 2026 om 9.00 uur).  -1 also for the hour that is skipped in
 * spring and the one that comes twice in autumn: nobody can tell what is meant.
 */
int		 moment_parse(struct str s, time_t *) MUST_USE;
/* Midnight there at the start of a day. */
time_t		 moment_start(struct date);

/* RFC 3339 with Z or an offset, to the second; a fraction is read and dropped. */
int		 time_parse(struct str s, time_t *) MUST_USE;
struct str	 time_rfc3339(struct arena *, time_t);		/* 2026-03-12T04:15:00Z */

#endif
