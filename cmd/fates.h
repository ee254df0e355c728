/* SPDX-License-Identifier: EUPL-1.2 */
/* fates.h - how one dossier fared at each of its portals, and what was taken back of it, for `explain`. */
#ifndef FATES_H
#define FATES_H

#include "base/buf.h"
#include "base/json.h"
#include "config/settings.h"
#include "store/overview.h"

/*
 * The portals of the settings in their order, then those that only the ledger
 * knows.  A new reference:
 *	[{"name", "id", "what", "state", "words", "since", "revision", "exposed", "url", "error", "confirmed"}]
 * Where it has never been there is no state.  confirmed: when it was last seen
 * there as the public sees it, by the evidence.  key is raw.
 */
int	fates_places(struct store *, const struct organisation *, struct str key, struct arena *, json_t **list_r,
	    struct err *) MUST_USE;

/*
 * What persons took back or replaced, oldest first.  A new reference:
 *	[{"what": "withdrawn|replaced", "document", "reason", "label", "explanation", "by", "at"}], masked
 */
int	fates_withdrawals(struct store *, struct uuid dossier, struct arena *, json_t **list_r, struct err *) MUST_USE;

/* Both as sections of text; nothing where there is nothing to tell. */
void	fates_text(struct buf *, const json_t *places, const json_t *withdrawals, struct arena *);

#endif
