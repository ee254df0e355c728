/* SPDX-License-Identifier: EUPL-1.2 */
/* said.h - what a receipt says, as it stands in ledger and evidence. */
#ifndef SAID_H
#define SAID_H

#include "work.h"

/* What was asked and what was said, without an address.  A new reference. */
json_t		*said_receipt(enum portal_step, const struct receipt *) MUST_USE;
/* Of the answer to the step that the dossier is at; of documents that went together how many arrived, too.  A new reference. */
json_t		*said_facts(const struct work *, const struct receipt *) MUST_USE;

/* At a site people have another address than we; the documents' own are not kept, they follow from the plan. */
struct str	 said_address(const struct work *, struct str url);

#endif
