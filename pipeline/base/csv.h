/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.h - tables as spreadsheets save them (RFC 4180), a row at a time. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/str.h"

struct csv {
	struct str	 rest;
	char		 sep;		/* semicolon, tab or comma */
	size_t		 line;		/* on which the last row ended, from 1 */
	struct arena	*mem;
};

/* bytes must outlive the rows; a byte order mark is passed over.  The first line tells the separator. */
void	 csv_open(struct csv *, struct str bytes, struct arena *);

/*
 * The fields of the next row, without white space around them; at most `most`,
 * those past it are passed over.  False: there is none.
 */
bool	 csv_row(struct csv *, struct str *v, size_t most, size_t *n_r);

#endif
