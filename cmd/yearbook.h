/* SPDX-License-Identifier: EUPL-1.2 */
/* yearbook.h - the figures of a year (annals.h) as tables: on a terminal, as CSV, as a workbook. */
#ifndef YEARBOOK_H
#define YEARBOOK_H

#include <time.h>

#include "base/err.h"
#include "base/buf.h"
#include "base/json.h"

#define YEARBOOK_COLUMNS	7	/* of numbers, at most */

/* A number of days, or of things; NUMBER_NONE: nothing to say. */
#define NUMBER_NONE	(-1)

struct book_head { const char *narrow, *whole; };	/* for a terminal, and where there is room */
struct book_row { struct str name; int64_t v[YEARBOOK_COLUMNS]; };
struct book_table {
	struct str	 title;
	struct str	 note;			/* how it was counted, in sentences; may be absent */
	struct str	 first;			/* head of the names */
	struct book_head heads[YEARBOOK_COLUMNS + 1];	/* of the numbers, translated; NULL behind the last */
	struct book_row	*v;
	size_t		 n, cap;
};
struct book {
	struct arena	*mem;
	struct str	 title;			/* "Jaarcijfers 2027, leiden" */
	struct str	*said;			/* sentences about the whole: the period, what is not known */
	size_t		 nsaid, saidcap;
	struct book_table *v;
	size_t		 n, cap;
};

/* j: as annals_json gives it, with "organisation". */
void		 yearbook_of(struct book *, const json_t *j, struct arena *);

struct str	 yearbook_text(const struct book *);	/* 79 columns */
/* Each number a row: onderdeel, omschrijving, kolom, waarde.  As worksheet_csv writes it. */
struct str	 yearbook_csv(const struct book *);
/* All tables on one sheet, numbers as numbers; made beside path and then given its name. */
int		 yearbook_xlsx(const struct book *, const char *path, time_t now, struct err *) MUST_USE;

#endif
