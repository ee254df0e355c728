/* SPDX-License-Identifier: EUPL-1.2 */
/* csv.h - tables as spreadsheets save them (RFC 4180), a row at a time. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buf.h"

#define CSV_ROW_MOST	((size_t)1 << 20)	/* bytes of a row; Excel allows 32,767 characters in a cell */

/* The next bytes, UTF-8 without byte order mark; borrowed until the next call.  False: there are none. */
typedef bool	 csv_more(void *user, struct str *);

struct csv {
	struct str	 rest;
	csv_more	*more;		/* NULL: rest is all there is */
	void		*user;
	char		 sep;		/* semicolon, tab or comma */
	size_t		 line;		/* on which the last row ended, from 1 */
	size_t		 row;		/* number of the last row, from 1, empty rows counted */
	bool		 open;		/* a quotation mark was never closed */
	bool		 cut;		/* a row had more than CSV_ROW_MOST; the rest of it is gone */
	struct arena	*mem;
	struct buf	 b;		/* the row in hand */
};

/* bytes must outlive the rows; a byte order mark is passed over.  The first line tells the separator. */
void	 csv_open(struct csv *, struct str bytes, struct arena *);

/*
 * The same for bytes that come in pieces; the first rows of the first of them
 * tell the separator.  Rows come into mem, which may be rewound between them;
 * what the reader needs itself, less than 3 times CSV_ROW_MOST, is in own.
 */
void	 csv_stream(struct csv *c, csv_more *more, void *user, struct arena *mem, struct arena *own);

/*
 * The fields of the next row, without white space around them; at most `most`,
 * those past it are passed over.  They live in the arena.  False: there is none.
 */
bool	 csv_row(struct csv *, struct str *v, size_t most, size_t *n_r);

#endif
