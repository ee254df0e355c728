/* SPDX-License-Identifier: EUPL-1.2 */
/* sums.h - checksums that others wrote down of bytes, in the algorithms that they use; several at once. */
#ifndef BASE_SUMS_H
#define BASE_SUMS_H

#include "base/err.h"
#include "base/str.h"

/* Those that BagIt knows (RFC 8493, 2.4) come first. */
enum sum_kind {
	SUM_MD5, SUM_SHA1, SUM_SHA224, SUM_SHA256, SUM_SHA384, SUM_SHA512,
	SUM_SHA3_224, SUM_SHA3_256, SUM_SHA3_384, SUM_SHA3_512,
	SUM_CRC32,			/* in the order in which people write it */
	SUM__COUNT
};

#define SUM_BIT(k)	(1u << (k))
#define SUM_BYTES	((size_t)64)		/* of the longest */

const char	*sum_name(enum sum_kind);	/* as sum_plain makes it: sha256 */
const char	*sum_label(enum sum_kind);	/* for people: SHA-256 */
size_t		 sum_size(enum sum_kind);	/* bytes; twice as many digits */

/* The name of an algorithm however it is spelled (SHA-256, sha_256): its letters and digits, in lower case. */
struct str	 sum_plain(struct arena *, struct str spelled);
/* An algorithm of BagIt by its plain name; -1: none. */
int		 sum_find(struct str plain, enum sum_kind *) MUST_USE;
/*
 * Any algorithm by its plain name and a number of hexadecimal digits, which tell
 * the kinds of SHA-3 apart.  False: unknown; *k_r SUM__COUNT: it has no checksum
 * of that length.
 */
bool		 sum_find_any(struct str plain, size_t digits, enum sum_kind *k_r);
/* Hexadecimal of the right length in any case; false: it is something else. */
bool		 sum_parse(enum sum_kind, struct str hex, uint8_t out[SUM_BYTES]);

struct sums {
	void		*under_way[SUM__COUNT];
	bool		 crc_wanted;
	unsigned long	 crc;
};

/* Begin those of set (SUM_BIT); give all bytes; end or drop. */
void		 sums_begin(struct sums *, unsigned set);
void		 sums_add(struct sums *, struct str);
/* out[k] gets sum_size(k) bytes for each k that was begun. */
void		 sums_end(struct sums *, uint8_t out[SUM__COUNT][SUM_BYTES]);
void		 sums_drop(struct sums *);

/* All of set of what can be read from fd, from offset 0 to the end. */
int		 sums_fd(int fd, unsigned set, uint8_t out[SUM__COUNT][SUM_BYTES], struct err *) MUST_USE;

#endif
