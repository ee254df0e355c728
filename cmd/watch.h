/* SPDX-License-Identifier: EUPL-1.2 */
/* watch.h - what a night's run tells those who look on: systemd, the journal, and who counts (Prometheus). */
#ifndef WATCH_H
#define WATCH_H

#include "session.h"

/* Nothing here may end a run or change what comes of it: what cannot be told is said in the log. */

void	watch_begin(struct session *);
/* done are closed, and this one is taken up. */
void	watch_progress(struct session *, size_t done, const struct place *);
void	watch_closed(struct session *, const struct dossier *);
/* Before session_close; rc is the exit code to be. */
void	watch_end(struct session *, int rc);
/* Of one that could not begin: the session is closed, its settings may have been read. */
void	watch_failed(const struct session *, int rc);
/*
 * The very last.  From here systemd bears a run for TimeoutStopSec only, and what
 * comes before it (what is tidied, the seal, the mails) takes as long as it takes.
 */
void	watch_gone(void);

#endif
