/* SPDX-License-Identifier: EUPL-1.2 */
/* packing.h - an Office file as its members, and the same written again: packed bytes go over as they lie there. */
#ifndef CLEAN_PACKING_H
#define CLEAN_PACKING_H

#include "base/zip.h"
#include "clean/cleaning.h"

enum fate { FATE_STAYS, FATE_CHANGES, FATE_GOES };

struct packed {
	struct str	 name;		/* UTF-8 */
	struct digest	 is;		/* of its bytes, unpacked */
	struct str	 bytes;		/* unpacked, of what is small and was asked for; else absent */
	bool		 cut;		/* it was asked for, and is too large to be read */
	struct str	 folded;	/* its name in small letters: names in a package have no case (ISO/IEC 29500-2) */
	enum fate	 fate;
	struct str	 becomes;	/* FATE_CHANGES: its new bytes */
};

struct package {
	struct str	 bytes;
	struct arena	*mem;
	struct packed	*v;		/* in the order of the file */
	size_t		 n, cap;
	const char	*why;		/* Dutch: why it could not be read */
};

#define PACKING_PART_MOST	MIB(128)	/* bytes of a part that is read; as extract does (package.c) */

/*
 * All members of a package, each unpacked once; wants says of which the bytes are
 * kept.  false: why says what is wrong (a member that is locked, two of one name,
 * more bytes than its directory tells of, a limit of gate facts 8.4).
 */
bool		 packing_read(struct package *, bool (*wants)(struct str folded)) MUST_USE;
struct packed	*packing_find(const struct package *, struct str folded);	/* NULL: not there */

/*
 * Write it to out.  What stays keeps its packed bytes, its method and its place;
 * what changed is stored; no entry has a time, a comment or an extra field.
 * false: a member cannot be told in a plain ZIP.  -1 in *rc_r: the machine failed.
 */
bool		 packing_write(const struct package *, int out, int *rc_r, struct err *) MUST_USE;

/* Are these the members of old that did not go, in their order, with the bytes that they are to have? */
bool		 packing_same(const struct package *old, const struct package *now);

#endif
