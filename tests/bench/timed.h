/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * timed.h - what the workers of a bench write down: a file `book` beside the program, mapped before the first fork.
 *
 * Every worker and every child adds to the same counters; nothing is written
 * where there is no such file.
 */
#ifndef TIMED_H
#define TIMED_H

#include <stdint.h>

#include "stage.h"

#define BOOK_CHILDREN	65536		/* children that are written down one by one */

struct counted {
	uint64_t	 calls, cpu_ns, wall_ns;
};

struct book {
	struct counted	 stage[ST__COUNT];
	uint64_t	 workers_us;		/* CPU of the fork servers themselves: loading, forking, waiting */
	uint64_t	 nchildren;
	struct reaped {
		uint32_t stages;		/* 1 << ST_x of all that it ran */
		uint32_t rss_kib;
		uint64_t cpu_us;		/* from the fork to the end, */
		uint64_t stages_us;		/* and of these in its stages */
	} child[BOOK_CHILDREN];
};

#endif
