/* SPDX-License-Identifier: EUPL-1.2 */
/* sites.h - dossiers at a site of our own: what the ledger keeps of each for the listing around them. */
#ifndef SITES_H
#define SITES_H

#include "work.h"

/* Since when what is public of it at its organisation's site is as it is; now, when it is not there. */
int	sites_since(struct work *, time_t *modified_r, struct err *) MUST_USE;

/* The dossier stands at the site: what the listing needs of it goes into the ledger. */
int	sites_keep(struct work *, struct err *) MUST_USE;

#endif
