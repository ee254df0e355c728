/* SPDX-License-Identifier: EUPL-1.2 */
/* claim.h - what a source says that a file is: its size and its checksum, held against the file. */
#ifndef SIDECAR_CLAIM_H
#define SIDECAR_CLAIM_H

#include "sidecar/visit.h"

enum claim_end {
	CLAIM_SOUND,
	CLAIM_DIFFERS,			/* told of the file: it holds (SID-520) */
	CLAIM_UNSEEN,			/* told of the file: it was not examined (SID-521) */
	CLAIM_UNKNOWN,			/* no algorithm that we have */
	CLAIM_MALFORMED			/* the value is no checksum of that algorithm */
};

#define CLAIM_BYTES_MOST	((uint64_t)1 << 30)	/* of files read for checksums of one table; SHA-256 needs none */

/* where: "metadata.csv, rij 3".  Says so when the file has another size. */
void		 claim_size(struct visit *, int file, struct str where, uint64_t bytes);

/*
 * The same for a checksum in hexadecimal, its algorithm in any spelling: SHA-256,
 * sha_256, md5.  *spent counts the bytes that were read.
 */
int		 claim_checksum(struct visit *, int file, struct str where, struct str spelled, struct str value,
		    uint64_t *spent, enum claim_end *end_r, struct err *) MUST_USE;

#endif
