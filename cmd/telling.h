/* SPDX-License-Identifier: EUPL-1.2 */
/* telling.h - the account of a dossier that was closed: made, kept and told a document at a time. */
#ifndef TELLING_H
#define TELLING_H

#include "base/series.h"
#include "session.h"

/*
 * The account of a dossier (report/account.h), a document at a time: what is long is put aside in a file, so that the
 * largest dossier takes no more memory here than its largest document and its head.  A new one, for series_free.
 */
struct series	*telling_account(struct session *, const struct dossier *, const struct sending *);

/* For run->closed: the account is kept, shown and told, and what is made of it for the page is put beside it. */
void		 telling_closed(void *ctx, const struct dossier *, const struct sending *);

#endif
