/* SPDX-License-Identifier: EUPL-1.2 */
/* checksum.h - checksums that others wrote down of a file, in the algorithms that they use. */
#ifndef BASE_CHECKSUM_H
#define BASE_CHECKSUM_H

#include "base/err.h"
#include "base/str.h"

#define CHECKSUM_MOST	64		/* bytes of the longest, SHA-512 */

struct checksum {
	const char	*spelled;	/* letters and digits, in lower case */
	const char	*name;		/* for people */
	const char	*evp;		/* OpenSSL's name; NULL: CRC-32 */
	unsigned	 bytes;
};

/*
 * The algorithm by its name in any spelling (SHA-256, sha_256), with so many
 * hexadecimal digits, which tell the kinds of SHA-3 apart.  False: unknown; *c_r
 * NULL: it has no checksum of that length.
 */
bool		 checksum_find(struct arena *, struct str spelled, size_t digits, const struct checksum **c_r);
/* Hexadecimal of the right length in any case; false: it is something else. */
bool		 checksum_parse(const struct checksum *, struct str hex, uint8_t out[CHECKSUM_MOST]);
/* Of all that can be read from fd; a CRC-32 in the order in which people write it. */
int		 checksum_fd(int fd, const struct checksum *, uint8_t out[CHECKSUM_MOST], struct err *) MUST_USE;

#endif
