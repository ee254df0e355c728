/* SPDX-License-Identifier: EUPL-1.2 */
/* suites.h - what is tried: points made from one counted run, and how each is carried out and judged. */
#ifndef TORTURE_SUITES_H
#define TORTURE_SUITES_H

#include "oracle.h"

#define DISK_LARGE_KIB	65536	/* what a small disk grows to */
#define ROW_MOST	3	/* runs that are hurt one after the other */

/* One thing that is tried in a world of its own. */
struct point {
	struct order	 row[ROW_MOST];
	unsigned	 n;		/* of row */
	bool		 power;		/* at the death the power fails too */
	uint64_t	 seed;		/* of what it takes; 0 all */
	char		 script[80];	/* what the bank does wrong; "" nothing */
	unsigned	 disk_kib;	/* not 0: the state stands on a disk of this size, which grows afterwards */
};

struct suite {
	const char	*name, *what;
	struct point	*v;
	size_t		 n, cap;
	bool		 watch;		/* the write order is checked in every run */
	bool		 memory;	/* allocations are counted, and what a worker has no memory for may be held */
};

/* How often each call, allocation and FAULT point comes in an undisturbed run. */
struct census {
	unsigned	 asked[5];	/* of the bank, as in struct truth */
	uint32_t	 calls[PROG__COUNT][CALL__COUNT], effects[PROG__COUNT], allocations[PROG__COUNT];
	struct { char name[NAME_MOST]; uint32_t n; } faults[PLACES_MOST];
	size_t		 nfaults;
	char		 broken[PLACES_MOST][NAME_MOST];	/* deliberate faults that the programs know */
	size_t		 nbroken;
};

/* How much of each is tried. */
struct size {
	unsigned	 rows;		/* of two or three crashes */
	unsigned	 errnos, allocations, powers;
	unsigned	 disk_step_kib;
};

enum suite_id { SU_FAULT, SU_EFFECT, SU_ROWS, SU_ERRNO, SU_MEMORY, SU_DISK, SU_ORDER, SU_POWER, SU_PORTAL, SU__COUNT };

void		 census_take(struct world *, struct census *);

/* Make the points of all suites; the same seed makes the same points. */
void		 suites_make(struct suite suites[SU__COUNT], const struct census *, const struct size *, uint64_t seed,
		    struct arena *);

struct tried {
	unsigned	 crashes;	/* deaths that were ordered and came */
	struct faults	 faults;
	struct str	 why;		/* lines that say what was wrong */
};

/* Try one point from a fresh world to the end. */
struct tried	 suite_try(const struct suite *, const struct point *, struct world *, const struct truth *,
		    const char *broken, struct arena *);

/* A point in words, to repeat it by. */
struct str	 point_text(const struct point *, struct arena *);

#endif
