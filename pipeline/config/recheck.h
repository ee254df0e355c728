/* SPDX-License-Identifier: EUPL-1.2 */
/* recheck.h - recheck: how often a dossier is read again in which nothing changed. */
#ifndef CONFIG_RECHECK_H
#define CONFIG_RECHECK_H

#include "config/settings.h"

/* Days, as text of the file; NULL: as when nobody says anything.  0: every run reads everything. */
int	recheck_read(const char *text, unsigned *days_r, struct err *) MUST_USE;

/* One more file that these settings were read from. */
void	recheck_add(struct settings *, struct str bytes);

/*
 * Was there, since the day of `last`, a day on which this dossier has its turn?
 * Each has one in so many days, and its id says which, so that they do not all
 * have the same night.
 */
bool	recheck_due(unsigned days, struct uuid dossier, time_t last, time_t now);

#endif
