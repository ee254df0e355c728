/* SPDX-License-Identifier: EUPL-1.2 */
/* calendar.h - from which day each informatiecategorie is published, and within which term, as an organisation says it. */
#ifndef CONFIG_CALENDAR_H
#define CONFIG_CALENDAR_H

#include "base/err.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "types.h"

enum stance {
	STANCE_OFF,			/* uit */
	STANCE_VOLUNTARY,		/* vrijwillig: goes out, and no term runs */
	STANCE_MANDATORY,		/* verplicht: goes out, and its term runs */
	STANCE__COUNT
};
const char	*stance_name(enum stance);	/* as in the file */

struct opening { struct date from; enum stance stance; };

enum term_unit { TERM_DAYS, TERM_WEEKS, TERM_MONTHS };

/*
 * "14 dagen vanaf besluitdatum of datum": so long after the first of those days
 * that is known.  The program has no term of its own: none is law until somebody
 * wrote it here.
 */
struct term_rule {
	unsigned	 n;		/* 0: no term */
	enum term_unit	 unit;
	enum say	 from[4];	/* of shape DAY */
	size_t		 nfrom;
	struct str	 words;		/* as typed */
};

struct scheduled {
	struct str	 uri, label;	/* of the category, as TOOI writes them */
	struct opening	*phases;	/* by day, the earliest first */
	size_t		 nphases;
	struct term_rule term;
	struct date	 since;		/* what is dated before this day has no term; year 0: not said (calendar_due) */
};

struct calendar {
	struct digest	 digest;	/* of its file */
	struct scheduled *v;
	size_t		 n;
};

/*
 * Read a calendar (kalender.yaml(5)).  Categories are those of the
 * catalog.  A fault names file and line, or the category (E_CONFIG).
 */
int		 calendar_load(const char *path, const struct catalog *, struct arena *, const struct calendar **, struct err *) MUST_USE;
/*
 * Those of all organisations that have one; templates is read only when there is
 * one.  What is wrong with the calendar of an organisation in a file of its own
 * leaves that one out (settings_leave_out).
 */
int		 calendars_load(struct settings *, const char *templates, struct arena *, struct err *) MUST_USE;

/* NULL: the calendar does not name it, and so it is off. */
const struct scheduled *calendar_of(const struct calendar *, struct str uri);
enum stance	 calendar_stance(const struct scheduled *, struct date);
/* The first day from this one on that it is not off; year 0: there is none. */
struct date	 calendar_opens(const struct scheduled *, struct date);
/* The first day on which it is mandatory; year 0: never. */
struct date	 calendar_mandatory(const struct scheduled *);
/* As if it were mandatory from that day on, whatever came after; before it as it was. */
struct scheduled calendar_what_if(const struct scheduled *, struct date, struct arena *);

/* What is known of a document: the days of its statements, by their kind; year 0: not known. */
struct days { struct date v[SAY__COUNT]; };
/* Those of the document that stands for the dossier. */
struct days	 days_of(const struct dossier *);

/*
 * The last day on which it must be public.  Year 0: it has no term, or the day
 * that it counts from is not known (*lacks_r, which may be NULL), or lies before
 * `since`: without one that is the first day on which the category is mandatory.
 */
struct date	 calendar_due(const struct scheduled *, const struct days *, bool *lacks_r);

/* The category that decides for a dossier: of its main document the one that goes first on this day. */
const struct scheduled *calendar_deciding(const struct calendar *, const struct str *uris, size_t n, struct date);

#endif
