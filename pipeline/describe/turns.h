/* SPDX-License-Identifier: EUPL-1.2 */
/* turns.h - until when what describe says of a dossier holds. */
#ifndef DESCRIBE_TURNS_H
#define DESCRIBE_TURNS_H

#include "config/catalog.h"
#include "types.h"

/*
 * Describe compares days with today: those that sources and text say of the
 * documents, and those on which organisations begin and end.  The first day
 * after today on which one of these comparisons can come out otherwise; year 0:
 * there is none.  Too early is fine, too late is not, so all days count that it
 * could have looked at.
 */
struct date	turns_of(const struct dossier *, const struct catalog *, struct date today);

#endif
