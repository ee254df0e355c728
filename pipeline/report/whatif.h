/* SPDX-License-Identifier: EUPL-1.2 */
/* whatif.h - what would have changed the informatiecategorie of a document. */
#ifndef REPORT_WHATIF_H
#define REPORT_WHATIF_H

#include "base/json.h"

/*
 * doc is a document of an account (account.h).  Sentences in
 * Dutch, as a JSON array; empty when nothing matched.  A new reference.
 */
json_t	*whatif_of(const json_t *doc, struct arena *) MUST_USE;

#endif
