/* SPDX-License-Identifier: EUPL-1.2 */
/* morning.h - what a mail of a run says: three Dutch lines of numbers, without a name of a dossier or a person. */
#ifndef REPORT_MORNING_H
#define REPORT_MORNING_H

#include "report/account.h"
#include "types.h"

struct morning {
	struct str	 who;		/* key of the organisation; absent: all of them */
	int		 code;		/* how the run ends, for her or for all: EXIT_* */
	const struct totals *n;		/* NULL: no dossier was looked at */
	size_t		 left_out;	/* organisations that were left out; of one organisation 0 */
	size_t		 withdrawn;	/* dossiers that were taken back in this run */
	size_t		 there;		/* addresses of what was taken back that still answer */
	struct str	 report;	/* path or address of the page; absent: there is none */
};

enum morning_why {
	WHY_NONE,			/* no mail */
	WHY_PERSON,			/* somebody must act */
	WHY_FAILED,			/* the run did not do all its work */
	WHY_ALWAYS,			/* the settings want one of every run */
	WHY_SIGN,			/* the sign of life */
	WHY__COUNT
};
const char	*morning_why_name(enum morning_why);	/* as in the account: mens, run, altijd, teken */

/* Does it need a person: WHY_PERSON or WHY_FAILED, else WHY_NONE. */
enum morning_why morning_needs(const struct morning *);

/*
 * Is it time for a sign of life?  Each week that begins on that weekday (0 is
 * Monday; below 0: never), by the days of the European Netherlands, has at least
 * one mail: the first run in which there was none yet brings it.  last: when the
 * last one was made; 0: never.  A clock that was set back brings none.
 */
bool		 morning_sign(int weekday, time_t last, time_t now);

/* Subject and lines, in Dutch; the strings are the arena's. */
void		 morning_words(const struct morning *, enum morning_why, struct arena *, struct missive *);

#endif
