/* SPDX-License-Identifier: EUPL-1.2 */
/* catalog.h - the TOOI value lists, as they stand in templates/lists. */
#ifndef CONFIG_CATALOG_H
#define CONFIG_CATALOG_H

#include "base/date.h"
#include "base/err.h"
#include "base/str.h"

/*
 * A list is a TSV file: UTF-8, LF; line 1 starts with "# " and names the list,
 * its version, date and source; then a row each: uri, label, further columns.
 * A list whose terms have no address (MDTO) has a key of our own in its place.
 * Columns called begindatum and einddatum say from when and until when a term
 * is valid.
 */
struct term {
	struct str	 uri, label;
	struct str	*more;		/* columns after the label */
	size_t		 nmore;
	struct date	 first, last;	/* days on which it is valid; year 0: the list does not say, or no end */
};

/* What the first line says: parts with " | " between them.  What it does not say is absent. */
struct list_about {
	struct str	 name;		/* of the file, without ".tsv" */
	struct str	 uri;		/* list=ADDRESS/VERSION, or {A/1,B/2} after what they have in common */
	struct date	 day;		/* datum=, of publication */
	struct str	 source;	/* bron= */
	struct str	*columns;	/* columns=, uri and label first */
	size_t		 ncolumns;
};

struct catalog;
struct organisations;

/* Read all of dir's *.tsv.  A fault names file and line (E_CONFIG). */
int			 catalog_load(const char *dir, struct arena *, struct catalog **, struct err *) MUST_USE;
/* Read one such file, whatever it is called; it is list 0. */
int			 catalog_load_one(const char *path, struct arena *, struct catalog **, struct err *) MUST_USE;

/* The lists in byte order of their names.  NULL: there are no more. */
const struct list_about	*catalog_list(const struct catalog *, size_t i);
/* The value in the column of that name; absent when the list has no such column. */
struct str		 catalog_column(const struct list_about *, const struct term *, const char *name);

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

/* The first day after this one on which a term of any list begins, or is no longer valid; year 0: there is none. */
struct date		 catalog_turn(const struct catalog *, struct date today);

/* By what people call them (organisations.h). */
const struct organisations *catalog_organisations(const struct catalog *);
const struct term	*catalog_organisation(const struct catalog *, struct str name);	/* organisation_ever */

#endif
