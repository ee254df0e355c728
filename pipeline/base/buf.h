/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.h - bytes being gathered, up to a ceiling. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

/*
 * A buf has a ceiling (bytes) from birth; what would pass it is dropped and
 * `cut` stays set, so a caller checks once, at the end.  Memory comes from the
 * arena and goes with it.
 */
struct buf {
	struct arena	*mem;
	char		*p;
	size_t		 n, cap, max;
	bool		 cut;
};

void		 buf_init(struct buf *, struct arena *, size_t max);
void		 buf_add(struct buf *, struct str);
void		 buf_addc(struct buf *, char);
void		 buf_addf(struct buf *, const char *fmt, ...) PRINTF(2, 3);
struct str	 buf_str(const struct buf *);		/* borrowed; valid until the next add */

#endif
