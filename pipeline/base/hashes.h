/* SPDX-License-Identifier: EUPL-1.2 */
/* hashes.h - both SHA-2 digests of what comes piece by piece. */
#ifndef BASE_HASHES_H
#define BASE_HASHES_H

#include "base/hash.h"

struct hashes	*hashes_new(struct arena *);
void		 hashes_add(struct hashes *, struct str);
/* One of these two, once: it gives back what OpenSSL holds. */
void		 hashes_end(struct hashes *, struct digest *, struct digest512 *);
void		 hashes_drop(struct hashes *);

#endif
