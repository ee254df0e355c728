/* SPDX-License-Identifier: EUPL-1.2 */
/* shares.h - the account of a run, divided: what each organisation may read of it stands in a folder of its own. */
#ifndef SHARES_H
#define SHARES_H

#include "session.h"

struct shares;

/* Whose the next line of the account is.  Where only one organisation can be meant nothing is divided. */
void	shares_add(struct session *, const struct dossier *);
/* The same of one that was not read, with its part of the totals. */
void	shares_join(struct session *, const struct dossier *, struct totals);

/*
 * Each organisation that had dossiers in this run, has something taken back or is late by its calendar
 * gets verslag.html and dossiers.jsonl in reports/DATE-MODE-NUMBER: its own lines,
 * its own numbers, and of the run's own object only what is named here as hers or
 * as nobody's.  with: the account with pictures, line for line; -1: it has none.
 */
int	shares_write(struct session *, int with, struct err *) MUST_USE;

/* Is there an account of hers to write?  When all dossiers are closed and what was taken back is gathered (ending.h). */
bool	shares_has(const struct session *, size_t at, struct arena *);

/* Has each organisation an account of its own?  Else that of the run is hers. */
bool	shares_divided(const struct session *);
/* What became of her documents; at: her place in the settings. */
const struct totals *shares_totals(const struct session *, size_t at);

/* The name of the folder of this run, in any folder of reports. */
struct str shares_folder(const struct session *, struct arena *);

#endif
