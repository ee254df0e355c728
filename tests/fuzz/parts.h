/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * parts.h - a ZIP package as plain text, so that its XML can be mutated: each member is a line "@@ name" and its bytes.
 */
#ifndef FUZZ_PARTS_H
#define FUZZ_PARTS_H

#include "base/str.h"

/* A ZIP of these parts, stored.  Bytes before the first "@@ " line are left out. */
struct str	 parts_pack(struct arena *, struct str parts);
/* The members of a ZIP that are no pictures or fonts, as parts; of a broken one what could be read. */
struct str	 parts_unpack(struct arena *, struct str zip);

#endif
