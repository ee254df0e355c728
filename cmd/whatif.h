/* SPDX-License-Identifier: EUPL-1.2 */
/* whatif.h - what would have changed the informatiecategorie of a document. */
#ifndef WHATIF_H
#define WHATIF_H

#include "base/json.h"

/*
 * categories is the list of an account (account.h), best first.  Sentences in
 * Dutch, as a JSON array; empty when nothing matched.  A new reference.
 */
json_t	*whatif_of(const json_t *categories, struct arena *) MUST_USE;

#endif
