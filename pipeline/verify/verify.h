/* SPDX-License-Identifier: EUPL-1.2 */
/* verify.h - is everything that the ledger, the vault and (asked to) the portals hold still what it was? */
#ifndef VERIFY_VERIFY_H
#define VERIFY_VERIFY_H

#include "config/settings.h"
#include "proc/courier.h"

/*
 * Reads only.  A fault is something that no crash of ours leaves behind: bytes
 * that changed, an entry that is gone, a row that its history does not explain.
 * A note is worth a look and may have an innocent cause.
 */
enum verify_grade { VERIFY_FAULT, VERIFY_NOTE };

struct verify {
	const struct settings *settings;
	struct courier	*courier;		/* NULL: the portals are not asked */
	int64_t		 head_seq;		/* a head that was kept elsewhere; 0: none */
	struct str	 head_leaf;
	/* One line of Dutch, without anything personal.  All strings may steer nothing (utf8_show). */
	void		(*say)(void *ctx, enum verify_grade, struct str line);
	void		*ctx;
};

struct verify_sum {
	uint64_t	 faults, notes;		/* said and counted; of the faults at most a few hundred are said */
	uint64_t	 entries, dossiers, runs, attempts, objects, bytes;
	uint64_t	 asked, unanswered;	/* dossiers at their portals */
	int64_t		 head_seq;
	struct str	 head_leaf;		/* in the arena */
};

/*
 * 0: all was looked at, and sum->faults says what is wrong.  -1: E_AGAIN while
 * a run is under way, E_CONFIG when there is no state, E_IO when it cannot be
 * read at all.
 */
int	verify(const struct verify *, struct arena *, struct verify_sum *, struct err *) MUST_USE;

#endif
