/* SPDX-License-Identifier: EUPL-1.2 */
/* estimate.h - how far a run is and how long it still takes, in words. */
#ifndef REPORT_ESTIMATE_H
#define REPORT_ESTIMATE_H

#include "base/str.h"

/*
 * "leiden: 120 van 400 dossiers, nog ongeveer 12 minuten"; organisation is raw
 * bytes, the name of a folder.  elapsed_ms: since the first was taken
 * up.  The time is what the terminal shows (report/progress.h).
 */
struct str	 estimate_line(struct arena *, struct str organisation, size_t done, size_t total, int64_t elapsed_ms);

#endif
