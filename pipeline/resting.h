/* SPDX-License-Identifier: EUPL-1.2 */
/* resting.h - a dossier about which nothing changed is closed without being read. */
#ifndef RESTING_H
#define RESTING_H

#include "ingest/sight.h"
#include "store/rests.h"
#include "work.h"

/*
 * What a stage makes follows from its facts, and what becomes of a dossier from
 * that, the ledger and the clock.  So where a dossier was read in full and
 * closed as unchanged at each of its places, and everything is as it was then
 * that this could have depended on, it is unchanged now
 * (docs/decisions/051-an-unchanged-night.md).  One digest says so, of
 *
 *	the tree			sight.h
 *	run->setup			settings, program, templates, stages, scanner (cmd/again.h)
 *	the calendar of its organisation
 *	its rows in the ledger		at each place; withdrawals, waivers, page, account
 *	what is told of it		facts and page, so that they are whole
 *
 * and a moment until which time alone changes nothing.  Nothing is taken for
 * granted where the clock stands before that of then, in its turn to be read
 * (recheck.h), and of what the program died of.
 */
struct resting;

/* For one run; NULL: it reads everything (no run->rested, no reuse, recheck: 0). */
struct resting	*resting_begin(struct run *, struct arena *);

/*
 * Look at a place.  *w_r: the dossier, closed as unchanged, with w->rest, the
 * line of its account in w->rest_line and nothing else; NULL: it must be read.
 * sight is for work->sight.
 */
int		 resting_open(struct resting *, const struct place *, struct work **w_r, struct sight *, struct err *) MUST_USE;

/* It was read, closed and told: from now on it may rest, if nothing is against it. */
int		 resting_keep(struct resting *, struct work *, struct err *) MUST_USE;
/* Rows are written some at a time: these are the last. */
int		 resting_end(struct resting *, struct err *) MUST_USE;
/* What was not written is forgotten; NULL is fine. */
void		 resting_free(struct resting *);

#endif
