/* SPDX-License-Identifier: EUPL-1.2 */
/* grid.h - rows of texts as a sheet opens them (CSV, XLSX), in which nothing is calculated. */
#ifndef GRID_H
#define GRID_H

#include <time.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

struct grid_row { struct str *cells; size_t n; };

struct grid {
	struct str	 title;		/* of its sheet in a workbook */
	struct grid_row	*v;
	size_t		 n, cap;
	size_t		 head;		/* the row with the names of the columns */
	char		 separator;	/* of CSV; 0: a semicolon */
};

/* Would a sheet calculate it?  Also behind blanks, and in the wide forms that some sheets take for the same. */
bool		 grid_formula(struct str cell);
/* One cell of CSV: quoted, with an apostrophe before what a sheet would calculate. */
void		 grid_cell(struct buf *, struct str);

/* UTF-8 with a byte order mark, all cells quoted, CRLF: what Dutch sheets open as it is meant. */
struct str	 grid_csv(const struct grid *, struct arena *);

/* A workbook of texts only, a sheet for each grid, made beside path and then given its name. */
int		 grid_xlsx(const struct grid *, size_t n, const char *title, const char *path, time_t now, struct arena *,
		    struct err *) MUST_USE;

#endif
