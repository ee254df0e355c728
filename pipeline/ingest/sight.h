/* SPDX-License-Identifier: EUPL-1.2 */
/* sight.h - how a dossier lies there, without reading a byte of it. */
#ifndef INGEST_SIGHT_H
#define INGEST_SIGHT_H

#include "ingest/ingest.h"

/*
 * sha256 is of every name below the place, with its kind, size, owner, inode,
 * device, and when it was written and changed, to the nanosecond.  A time of
 * writing can be set by anybody; the time of change is the kernel's own, so
 * bytes cannot change without it.
 *
 * sure is false where that proves nothing: something could not be read, was
 * changed so shortly before `now` (the real clock) that another change could
 * bear the same time, stands on a file system without a time of change (FAT),
 * or there is more than a dossier may hold.
 */
struct sight { struct digest sha256; bool sure; };

void	sight_of(const struct place *, time_t now, struct sight *);

#endif
