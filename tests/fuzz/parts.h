/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * parts.h - a package as plain text, so that what is in it can be mutated: each member is a line "@@ name" and its bytes.
 */
#ifndef FUZZ_PARTS_H
#define FUZZ_PARTS_H

#include "base/str.h"

/* Cut the next part off *rest; false: there is none.  Bytes before the first "@@ " line are left out. */
bool		 parts_next(struct str *rest, struct str *name_r, struct str *bytes_r);

/* A ZIP of these parts, stored. */
struct str	 parts_pack(struct arena *, struct str parts);
/* The members of a ZIP that are no pictures or fonts, as parts; of a broken one what could be read. */
struct str	 parts_unpack(struct arena *, struct str zip);

/* An OLE2 container of these parts, "/" between storages; a name that it can not have is left out. */
struct str	 streams_pack(struct arena *, struct str parts);
/* The streams of an OLE2 container as parts; of a broken one what could be read. */
struct str	 streams_unpack(struct arena *, struct str ole);

/* A seed as parts, by what it begins with: a ZIP, an OLE2 container, or parts already. */
struct str	 parts_of(struct arena *, struct str seed);

#endif
