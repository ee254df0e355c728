/* SPDX-License-Identifier: EUPL-1.2 */
/* review.h - what is new about a dossier, shown to a person before it is sent, and told afterwards. */
#ifndef REVIEW_H
#define REVIEW_H

#include "base/series.h"
#include "session.h"

/* For run->before: shows the difference with the last time and, where s->ask, asks.  ctx is the session. */
bool	review_before(void *ctx, const struct dossier *);

/* One line from the terminal; anything but "j" or "ja" is no. */
bool	review_said_yes(void);

/*
 * A dossier was closed and this is its account, not kept yet: adds to its head
 * what only the ledger knows (all left out where there is nothing to say):
 *
 *	"revision"	which version of its public record it is
 *	"changed"	changes (difference.h) since it was last public
 *	"difference"	in a redo: difference with the last time
 *
 * and keeps the account as it came.  The table's lines about it are added to *out.
 */
int	review_closed(struct session *, const struct dossier *, struct series *account, struct buf *out, struct err *) MUST_USE;

#endif
