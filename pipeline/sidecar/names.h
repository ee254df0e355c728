/* SPDX-License-Identifier: EUPL-1.2 */
/* names.h - the patterns by which names of files and folders say something (templates/namen.yaml). */
#ifndef SIDECAR_NAMES_H
#define SIDECAR_NAMES_H

#include "base/err.h"
#include "base/str.h"

/* What a pattern may name; in namen.yaml as (?<kenmerk>...). */
enum name_part {
	NAME_KENMERK, NAME_ZAAKNUMMER, NAME_DATUM, NAME_TITEL, NAME_SOORT, NAME_ROL, NAME_VOLGNUMMER,
	NAME__COUNT
};
const char	*name_part(enum name_part);

#define NAMES_FILE	"namen.yaml"	/* below templates, and below templates/organisations/<organisatie> */

struct names;

/*
 * Load the patterns of everybody and those of organisations, which go first in
 * their own dossiers, and try their examples.  A fault names file and pattern
 * (E_CONFIG); so does an example that is read otherwise than it says.
 */
int	 names_load(const char *templates, struct arena *, struct names **, struct err *) MUST_USE;
void	 names_free(struct names *);	/* NULL is fine */
size_t	 names_size(const struct names *);

/*
 * What the name of a file (without folder and extension) or of a folder says:
 * each part of the first pattern that gives it.  What a pattern calls titel is
 * looked at further: "01. 2026-03-12 Besluit" is an order, a date and a title.
 * An underscore reads as a space.  False: a limit was reached, nothing is sure.
 */
bool	 names_read(const struct names *, struct str org, bool folder, struct str name, struct arena *,
	    struct str part_r[NAME__COUNT]);

#endif
