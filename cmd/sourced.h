/* SPDX-License-Identifier: EUPL-1.2 */
/* sourced.h - the rows of a table of the source, as they may be shown, with what became of each beside them. */
#ifndef SOURCED_H
#define SOURCED_H

#include "base/json.h"
#include "grid.h"
#include "settled.h"

struct sourced_row {
	int64_t		 n;		/* as the sheet counts */
	const json_t	*cells;
	struct str	 added[SC__COUNT];	/* what is put beside it */
};

struct sourced {
	struct sourced_row *v;
	size_t		 n;
	size_t		 head;		/* the row with the names of the columns */
	size_t		 width;		/* columns of the widest row */
	char		 separator;	/* of CSV; 0: a workbook */
};

/* A sheet as rows/rows.h tells it, which must outlive this; separator is of the whole. */
void		 sourced_of(const json_t *sheet, struct str separator, struct arena *, struct sourced *);

/* Borrowed; "" where the row has none. */
struct str	 sourced_cell(const struct sourced *, size_t row, size_t column);

/* The first row, of those before it and of the first twenty, that has most cells. */
size_t		 sourced_guess_head(const struct sourced *, size_t before);

/*
 * The column with this name, or without one (absent) that of an identifier, by
 * the names that identifiers have; sets head.  false: there is none.
 */
bool		 sourced_find(struct sourced *, struct str name, struct arena *, size_t *column_r);

/*
 * A cell as it may be read outside the source: who stands in a column of
 * persons is left out, and so is who a text names; long numbers are masked, but
 * not those of an identifier or a day that can be no burgerservicenummer.
 */
struct str	 sourced_shown(const struct sourced *, size_t row, size_t column, struct arena *);

/* All its rows, in their order, with what is added to each; nothing of the sheet is borrowed. */
void		 sourced_grid(const struct sourced *, struct arena *, struct grid *);

#endif
