/* SPDX-License-Identifier: EUPL-1.2 */
/* progress.h - how far a run is, on one line of a terminal, drawn over itself. */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

#include "base/str.h"

struct buf;

struct progress {
	struct arena	*mem;		/* for work on the way, rewound */
	int		 fd;
	bool		 on;
	size_t		 total;		/* dossiers */
	int64_t		 began_ms;	/* clock_ms */
};

/* Shows nothing when fd is no terminal or there is nothing to do. */
void		 progress_start(struct progress *, int fd, size_t total, struct arena *mem);
/* done dossiers are ready; this one is in hand (raw bytes; may be absent). */
void		 progress_show(struct progress *, size_t done, struct str organisation, struct str dossier);
/* Wipe the line: before anything else is written there; the log does so itself (log_over). */
void		 progress_wipe(struct progress *);
/* The same, for good. */
void		 progress_end(struct progress *);

/*
 * Seconds that the rest takes if it takes as long as what was done; -1: too early to say.  What did not change is done
 * in no time, so it is no promise.
 */
int64_t		 progress_left(size_t done, size_t total, int64_t spent_ms);
/* ", nog ongeveer 12 minuten", as people say it; below 0: nothing. */
void		 progress_add_left(struct buf *, int64_t seconds);

/*
 * "[#######.....] 12/24 dossiers, nog ongeveer 3 minuten  leiden/convenant…", at most so many columns (at least 8), no
 * control characters; left_s below 0: no estimate.
 */
struct str	 progress_line(struct arena *, size_t done, size_t total, int64_t left_s, struct str organisation,
		    struct str dossier, size_t columns);

#endif
