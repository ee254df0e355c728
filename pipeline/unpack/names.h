/* SPDX-License-Identifier: EUPL-1.2 */
/* names.h - the names of members: where they lead, how they are written, which were there before. */
#ifndef UNPACK_NAMES_H
#define UNPACK_NAMES_H

#include "finding.h"

/* Folders in folders in one archive, as ingest takes them. */
#define NAMES_DEPTH_MOST	32

/*
 * May a member have this path?  0 with *path_r: without "." and empty parts,
 * composed (NFC) when it is UTF-8; *nfd_r: composing changed it.  Else -1 and
 * the finding that says why not.  Nothing is let through that a reader could
 * take for a place outside, on any system (gate facts 8.2, 8.4).
 */
int		 names_judge(struct str raw, struct arena *, struct str *path_r, bool *nfd_r,
		    enum finding_code *) MUST_USE;

/* CP437 as text; what has no byte above 0x7f stays as it is. */
struct str	 names_cp437(struct arena *, struct str raw);

struct names;
struct names	*names_new(struct arena *);

enum names_seen {
	NAMES_NEW,
	NAMES_TWICE,			/* the very path was there */
	NAMES_CASE,			/* one that differs in case, form or compatibility only (NFKC_Casefold) */
	NAMES_FOLDER			/* it is a folder of another, or another is a folder of it */
};

/* Note a path of names_judge; *other_r is the one that was there. */
enum names_seen	 names_add(struct names *, struct str path, struct str *other_r);

#endif
