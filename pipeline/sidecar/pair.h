/* SPDX-License-Identifier: EUPL-1.2 */
/* pair.h - which file a description means, by its place and its name. */
#ifndef SIDECAR_PAIR_H
#define SIDECAR_PAIR_H

#include "sidecar/visit.h"

#define PAIR_MANY	(-2)		/* more than one could be meant */

/* May document i be what another describes?  Not junk, no description itself (XML and JSON never are), no archive. */
bool	 pair_may(const struct visit *, int i);

/* May document i be read as a description: has it no role, or does it only stay here? */
bool	 pair_unread(const struct visit *, int i);

/* The only such file in the folder of document beside whose name without its extension is stem; or DOC_NONE, PAIR_MANY. */
int	 pair_stem(const struct visit *, int beside, struct str stem);
/* The only such file in the folder of document beside, or DOC_NONE, PAIR_MANY. */
int	 pair_only(const struct visit *, int beside);

/*
 * By the name of the description itself, less one of these suffixes (ended by
 * NULL, the longest first, in any case): a file of that name, else pair_stem.
 */
int	 pair_own_name(const struct visit *, int file, const char *const *suffixes);
/* The name less the first of these suffixes that it has; absent: it has none. */
struct str pair_less(struct str name, const char *const *suffixes);

/* By the last part of an address (%20 is read): beside document beside, else the only one of that name anywhere. */
int	 pair_address(const struct visit *, int beside, struct str url);

#endif
