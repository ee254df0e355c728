/* SPDX-License-Identifier: EUPL-1.2 */
/* retain.h - how long a dossier is kept, by its informatiecategorie: a table that informatiebeheer keeps. */
#ifndef DESCRIBE_RETAIN_H
#define DESCRIBE_RETAIN_H

#include "base/err.h"
#include "types.h"

struct catalog;
struct retention;

#define RETAIN_FILE	"bewaren.csv"	/* in retention/ of the templates, or in the folder of an organisation there */

/* Waardering and bewaartermijn as MDTO has them; absent strings are not known. */
struct keeping {
	char		 waardering;	/* B blijvend, V tijdelijk, N nader te bepalen */
	struct str	 termijn;	/* of V: P7Y */
	struct str	 begint;	/* what starts it: an event type of MDTO, or a term of the selectielijst */
	struct str	 lijst;		/* of begint; absent: the event types of MDTO */
	struct str	 selectielijst, nummer, resultaat;	/* all three or none */
};

/*
 * Read retention/bewaren.csv below templates, and in its place for one
 * organisation organisations/<folder or TOOI code>/bewaren.csv.  A table as
 * spreadsheets save them, with these columns:
 *
 *	categorie;waardering;bewaartermijn;begint bij;selectielijst;nummer;resultaat
 *
 * A row whose first column begins with # is a remark.  Every fault names file,
 * line and column (E_CONFIG).
 */
int		 retain_load(const char *templates, const struct catalog *, struct arena *, struct retention **,
		    struct err *) MUST_USE;

/*
 * For the categories in a record.  No row for one of them is N.  Of several
 * categories what is kept for ever goes first, then what is not settled, then
 * the longest term: nothing is destroyed because a dossier had two of them.
 */
struct keeping	 retain_of(const struct retention *, const struct organisation *, const struct record *);

/* What a source says of the dossier itself goes before the table: B, N, or V with a term (its own, else the table's). */
struct keeping	 retain_said(struct keeping by_table, const struct statements *said);

#endif
