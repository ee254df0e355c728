/* SPDX-License-Identifier: EUPL-1.2 */
/* progress.h - how far a run is, on one line of a terminal, drawn over itself. */
#ifndef REPORT_PROGRESS_H
#define REPORT_PROGRESS_H

#include "base/str.h"

struct progress {
	struct arena	*mem;		/* for work on the way, rewound */
	int		 fd;
	bool		 on;
	size_t		 total;		/* dossiers */
};

/* Shows nothing when fd is no terminal or there is nothing to do. */
void		 progress_start(struct progress *, int fd, size_t total, struct arena *mem);
/* done dossiers are ready; this one is in hand (raw bytes; may be absent). */
void		 progress_show(struct progress *, size_t done, struct str organisation, struct str dossier);
/* Wipe the line: before anything else is written there, and at the end. */
void		 progress_wipe(struct progress *);

/* "[#######.....] 12/24 dossiers  leiden/convenant…", at most 79 columns, no control characters. */
struct str	 progress_line(struct arena *, size_t done, size_t total, struct str organisation, struct str dossier);

#endif
