/* SPDX-License-Identifier: EUPL-1.2 */
/* catalog.h - the TOOI value lists, as they stand in templates/lists. */
#ifndef CONFIG_CATALOG_H
#define CONFIG_CATALOG_H

#include "base/err.h"
#include "base/str.h"

/*
 * A list is a TSV file: UTF-8, LF; line 1 starts with "# " and names the list,
 * its version, date and source; then a row each: uri, label, further columns.
 */
struct term {
	struct str	 uri, label;
	struct str	*more;		/* columns after the label */
	size_t		 nmore;
};

struct catalog;

/* Read all of dir's *.tsv.  A fault names file and line (E_CONFIG). */
int			 catalog_load(const char *dir, struct arena *, struct catalog **, struct err *) MUST_USE;

/* list is the file's name without ".tsv".  NULL when the list or the term does not exist. */
const struct term	*catalog_uri(const struct catalog *, const char *list, struct str uri);
/* The label exactly; of two terms with one label the first. */
const struct term	*catalog_label(const struct catalog *, const char *list, struct str label);
/*
 * A term by what people call it: its address, the last part of that, its label
 * or the label as a file name ("vergaderstukken-decentrale-overheden"), in any
 * case; an informatiecategorie also by its place in the Woo ("3.3 lid 2 k",
 * "2k", "3.1", "31"), its number ("infocat016") or its label in the singular;
 * what follows a place and a hyphen is a comment ("2k-beschikkingen"), unless
 * a digit is in it ("2k 2e" is a comma forgotten).
 */
const struct term	*catalog_named(const struct catalog *, const char *list, struct str name);
/* The place in the Woo of an informatiecategorie in short: "2k" of "3.3 lid 2 k"; "3.1" as it is. */
struct str		 catalog_place(struct arena *, const struct term *);
size_t			 catalog_size(const struct catalog *, const char *list);
const struct term	*catalog_at(const struct catalog *, const char *list, size_t i);

/*
 * An organisation by what people call it: its TOOI address, the last part of
 * that (gm0546), its label ("gemeente Leiden"), or a municipality's bare name
 * ("Leiden", any case).  Of two, the one that still exists.
 */
const struct term	*catalog_organisation(const struct catalog *, struct str name);

#endif
