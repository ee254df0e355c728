/* SPDX-License-Identifier: EUPL-1.2 */
/* moment.h - a day and hour as files write them, as ISO 8601. */
#ifndef BASE_MOMENT_H
#define BASE_MOMENT_H

#include <time.h>

#include "base/str.h"

/*
 * Each gives "2026-03-12T10:15:00+01:00" (Z where it was Z) of what stands in a
 * file; without an offset where that has none, "2026-03-12" where it has no
 * hour, and absent where it is no day of the calendar.  A fraction of a second
 * is dropped.
 */
struct str	 moment_iso(struct arena *, struct str);	/* as XML, XMP and OpenDocument have it */
struct str	 moment_pdf(struct arena *, struct str);	/* D:20260312101500+01'00' (ISO 32000-1 7.9.4) */
/* 2026:03:12 10:15:00 with the offset that stands in a field of its own, or absent (EXIF 2.31, 4.6.5). */
struct str	 moment_exif(struct arena *, struct str, struct str zone);
/* Year, month, day, hour, minute, second; no offset. */
struct str	 moment_parts(struct arena *, const int parts[6]);
/* Units of 100 ns since 1601, in UTC. */
struct str	 moment_filetime(struct arena *, uint64_t);
/* An instant, and minutes east of UTC of who wrote it down. */
struct str	 moment_time(struct arena *, time_t, int east);

#endif
