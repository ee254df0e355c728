/* SPDX-License-Identifier: EUPL-1.2 */
/* fill.h - fills the records of a dossier from what is known of it. */
#ifndef DESCRIBE_FILL_H
#define DESCRIBE_FILL_H

#include "stage.h"

struct catalog;

/*
 * Make docs[i].record anew for each document of r->dossier that goes out, and
 * add what there is to say to r->findings.  Each value has its origin; what is
 * not known is left out, never guessed.
 */
void	 fill_records(const struct job *, const struct catalog *, struct result *r);

#endif
