/* SPDX-License-Identifier: EUPL-1.2 */
/* annals.h - what became of the dossiers of one organisation in one year, counted for its jaarstukken (decision 042). */
#ifndef ANNALS_H
#define ANNALS_H

#include "config/catalog.h"
#include "history.h"

/* A run, by its number. */
struct annals_run {
	time_t		 now;		/* its clock; 0: there is none of that number */
	bool		 night;		/* `woostraat run`, over all organisations or for this one */
	bool		 ended, balanced;
	bool		 alive;		/* under way at this moment */
};

struct annals {
	struct arena	*mem;
	const struct catalog *lists;	/* words for categories; NULL: their addresses */
	int		 year;
	time_t		 from, until;	/* the year here, no further than now; until itself is not in it */
	const struct annals_run *runs;
	size_t		 nruns;
	struct tally	*tally;
};

/* runs[0] is not used, there being no run 0. */
void		 annals_init(struct annals *, int year, time_t now, const struct annals_run *runs, size_t nruns);
/* One dossier, read to its end. */
void		 annals_add(struct annals *, const struct history *);

/*
 * What was counted (a new reference): "year", "from" and "until" (days, both in
 * it), "begins" (first day of which anything is known; absent: no dossier is
 * known before until), "whole" (the year is over and was known from its first
 * day), "arrived", "published" (a list by category), "published_total",
 * "timeliness", "held", "withdrawn", "leaks", "waivers", "nights", "portals".
 * Numbers of days are whole days by the calendar here.
 */
json_t		*annals_json(const struct annals *);

#endif
