/* SPDX-License-Identifier: EUPL-1.2 */
/* timing.h - what each stage took in a run: for who wants to know where the night went.  Nothing is decided by it. */
#ifndef TIMING_H
#define TIMING_H

#include "base/json.h"
#include "stage.h"

/* What something took, in microseconds. */
struct took {
	int64_t		 wall_us, cpu_us;	/* cpu_us: of the process that did it; below 0: not known */
};

/* Now, by the clock that is never set and by the CPU of this process; took_since: from then until now. */
struct took	 took_now(void);
struct took	 took_since(struct took then);

/* A name, raw bytes, cut where it is very long: a new slowest one takes the place of the old. */
#define TIMED_MOST	500
struct timed {
	size_t		 n;
	char		 c[TIMED_MOST];
};

/* A stage over a whole run. */
struct stage_time {
	size_t		 visits;	/* done: documents, dossiers or orders, by the grain of the stage */
	size_t		 remembered;	/* not done, since the memo knew it */
	struct took	 sum;
	int64_t		 slowest_us;
	struct timed	 organisation, dossier, document;	/* of the slowest; empty: of no dossier, no document */
};

#define TIMING_START	ST__COUNT	/* a process for each job: fork, walls, request, end; what is no stage's own */

const char	*timing_name(enum stage_id);	/* also of TIMING_START */

struct timing {
	struct took	 began;
	unsigned	 workers;
	struct stage_time stage[ST__COUNT + 1];
};

void		 timing_begin(struct timing *, unsigned workers);

/* Once done, about this dossier (NULL: none) and the document there (DOC_NONE: none). */
void		 timing_add(struct timing *, enum stage_id, struct took, const struct dossier *, int doc);
void		 timing_remembered(struct timing *, enum stage_id);

/*
 * {"wall_ms", "supervisor_cpu_ms", "workers", "stages": [{"stage", "visits", "remembered", "wall_ms", "cpu_ms",
 * "slowest_ms", "organisation", "dossier", "document"}]}: stages that did nothing and were not remembered are left out;
 * so is cpu_ms where it is not known.  The last of the list is "start".  Names as in the rest of the account.  A new
 * reference.
 */
json_t		*timing_json(const struct timing *, struct arena *mem) MUST_USE;

#endif
