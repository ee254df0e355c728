/* SPDX-License-Identifier: EUPL-1.2 */
/* organisations.h - which organisation somebody means, and whether it was one on the day. */
#ifndef CONFIG_ORGANISATIONS_H
#define CONFIG_ORGANISATIONS_H

#include "config/catalog.h"

/*
 * Two lists: organisaties has those that DiWoo 0.9.8 accepts, and only they may
 * be written; organisaties-later has what only newer lists of TOOI know: other
 * organisations, and what organisations were once called.
 */
enum org_state {
	ORG_FOUND,		/* DiWoo accepts it, and it existed on the day */
	ORG_ENDED,		/* its last day was before */
	ORG_NOT_YET,		/* its first day comes after */
	ORG_LATER,		/* a newer list of TOOI has it, DiWoo 0.9.8 does not */
	ORG_MORE,		/* organisations that exist side by side bear this name */
	ORG_UNKNOWN		/* no list has it */
};

struct org_answer {
	enum org_state	 state;
	const struct term *term;	/* the label in it is what DiWoo writes; NULL: ORG_UNKNOWN */
	const struct term *other;	/* ORG_MORE: another that bears the name */
	struct date	 list_day;	/* ORG_LATER: of the list that has it */
};

/* Every name of the organisations in c.  For catalog.c, which keeps the result. */
struct organisations	*organisations_new(const struct catalog *c, struct arena *);

/*
 * An organisation by what people call it: its TOOI address, the last part of
 * that (gm0546), its label ("gemeente Leiden"), its label in a newer list, what
 * it was once called, or a municipality's bare name ("Leiden"); any case.  Of
 * several, the one that existed on the day: today for who publishes, the day of
 * the document for who made it or answered for it then.
 */
struct org_answer	 organisation_find(const struct catalog *, struct str name, struct date day);

/*
 * Why an answer is not ORG_FOUND, a clause in Dutch for a finding: "gemeente
 * Appingedam bestond tot en met 31 december 2020"; the name as it was asked is
 * in it where no list has it.
 */
struct str		 organisation_why(struct arena *, const struct org_answer *, struct str name);

/*
 * The same whatever the day: of several the one that still exists, or else the
 * last.  NULL: DiWoo accepts none of that name, or two that both exist bear it.
 */
const struct term	*organisation_ever(const struct catalog *, struct str name);

#endif
