/* SPDX-License-Identifier: EUPL-1.2 */
/* originals.h - when the bytes of a document were first taken in. */
#ifndef STORE_ORIGINALS_H
#define STORE_ORIGINALS_H

#include "store/store.h"

/* What the ledger says of these bytes, or else now, which it then says for ever after. */
int	 originals_since(struct store *, struct digest original, time_t now, time_t *since_r, struct err *) MUST_USE;

#endif
