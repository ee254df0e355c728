/* SPDX-License-Identifier: EUPL-1.2 */
/* publisher.h - which organisation publishes a dossier. */
#ifndef DESCRIBE_PUBLISHER_H
#define DESCRIBE_PUBLISHER_H

#include "types.h"

struct catalog;

/*
 * From the settings of the folder (operator) and from dossier.yaml (source);
 * when both speak they must mean the same.  False, with a finding about the
 * dossier, when it is not known, not in the value list, or no longer exists on
 * today.
 */
bool	 publisher_find(const struct dossier *, const struct catalog *, struct date today, struct findings *,
	    struct arena *, struct value *value_r);

#endif
