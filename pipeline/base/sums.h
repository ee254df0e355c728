/* SPDX-License-Identifier: EUPL-1.2 */
/* sums.h - several checksums of the same bytes at once, by the names that BagIt gives them (RFC 8493, 2.4). */
#ifndef BASE_SUMS_H
#define BASE_SUMS_H

#include "base/str.h"

enum sum_kind { SUM_MD5, SUM_SHA1, SUM_SHA224, SUM_SHA256, SUM_SHA384, SUM_SHA512, SUM__COUNT };

#define SUM_BIT(k)	(1u << (k))
#define SUM_BYTES	((size_t)64)		/* of the longest */

const char	*sum_name(enum sum_kind);	/* sha256 */
size_t		 sum_size(enum sum_kind);	/* bytes; twice as many digits */
int		 sum_find(struct str name, enum sum_kind *) MUST_USE;

struct sums { void *under_way[SUM__COUNT]; };

/* Begin those of set (SUM_BIT); give all bytes; end or drop. */
void		 sums_begin(struct sums *, unsigned set);
void		 sums_add(struct sums *, struct str);
/* out[k] gets sum_size(k) bytes for each k that was begun. */
void		 sums_end(struct sums *, uint8_t out[SUM__COUNT][SUM_BYTES]);
void		 sums_drop(struct sums *);

#endif
