/* SPDX-License-Identifier: EUPL-1.2 */
/* again.h - what a run says of a dossier that it did not read: what the last one said that did. */
#ifndef AGAIN_H
#define AGAIN_H

#include "base/series.h"
#include "session.h"
#include "settled.h"

/*
 * Facts of a rest (store/rests.h), JSON:
 *
 *	{"seen", "unchanged", "skipped", "notices", "look"	its part of the totals
 *	 "bytes"						of the files that were delivered
 *	 "row": {"documents", "category"}			of the table on a terminal
 *	 "at", "add"						the account as it was told: `add` stands at this byte
 *								of the account that was kept
 *	 "title", "documents",					as cmd/settled.h has them
 *	 "sources": {"tables", "rows"}}				cmd/returned.h
 */

/* From here on dossiers about which nothing changed are not read.  Only for a run over the intake. */
int	again_begin(struct session *, struct err *) MUST_USE;

/* A dossier was closed: this is its account as it is told, s->kept what was kept of it. */
void	again_note(struct session *, const struct dossier *, const struct series *, const struct gathered *, struct str page);

void	again_end(struct session *);

#endif
