/* SPDX-License-Identifier: EUPL-1.2 */
/* shape.h - what a ZIP file says of itself, compared with what is there (APPNOTE.TXT 6.3.10, section 4). */
#ifndef UNPACK_SHAPE_H
#define UNPACK_SHAPE_H

#include "finding.h"

/* An entry of the directory at the end. */
struct shape_item {
	struct str	 name;		/* raw; of a Unicode Path field (0x7075) where that is about this name */
	bool		 utf8;		/* and says so */
	uint64_t	 at;		/* of its local header */
	uint64_t	 packed, size;	/* bytes */
	uint32_t	 crc;
	unsigned	 flags, method;
};

struct shape {
	struct shape_item *items;	/* in the order in which they lie in the file */
	size_t		 n;
};

/*
 * 0: the file is its entries, each with the same local header, one directory of
 * all of them and its end record, and no other byte (rule 2 of the gate facts:
 * members in the directory == members read).  -1 with the finding that says
 * what else there is, and its argument.
 */
int		 shape_read(struct str bytes, struct arena *, struct shape *, enum finding_code *, struct str *arg_r) MUST_USE;

#endif
