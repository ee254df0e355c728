/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.h - what readers of tables share: the row in hand, faults with their place, statements with theirs. */
#ifndef SIDECAR_ROWS_H
#define SIDECAR_ROWS_H

#include "sheet/table.h"
#include "sidecar/day.h"
#include "sidecar/files.h"

#define HEAD_ROWS	20u		/* rows in which the names of the columns are looked for */
#define NUMBERS_TOLD	10u		/* of rows with the same matter, in one finding */

/* Rows with the same matter: their numbers, and how many there are. */
struct tally {
	uint64_t	 n, numbers[NUMBERS_TOLD];
};

struct rows {
	struct visit	*v;
	int		 doc;		/* the table */
	enum source	 source;
	struct str	 name;		/* of its file, shown */
	int		 fd;
	struct table	*t;
	uint32_t	 sheet;		/* of a workbook, from 0: who goes to the next counts */
	struct row	 row;		/* the one in hand */
	struct str	 labels[TABLE_COLUMNS_MOST + 1];	/* of the columns, from 1, once rows_head was called */
	struct mark	 mark;
	bool		 marked;
	struct files	 files;		/* what a row may describe */
	uint64_t	*claimed;	/* of each document: the row that described it; 0: none did */
	uint64_t	 read, matched;	/* rows, and those with a file here */
	struct tally	 absent;	/* rows whose file is not here */
};

/* 1: there are no bytes, and nothing was said. */
int		 rows_open(struct rows *, struct visit *, int doc, enum source, struct err *) MUST_USE;
void		 rows_close(struct rows *);

/* The next row that has a cell.  Its memory, and all of v->tmp since rows_head, is gone with the next. */
int		 rows_next(struct rows *, struct err *) MUST_USE;
/* The row in hand has the names of the columns. */
void		 rows_head(struct rows *);
/* After the last row: says why there are no more, when there should be, and how the table was read. */
void		 rows_end(struct rows *);

const struct cell *rows_cell(const struct rows *, uint32_t column);	/* NULL: empty, or there is no such column (0) */
struct str	 rows_text(const struct rows *, uint32_t column);

/* The row in hand describes this document: 0, or the row that did so before. */
uint64_t	 rows_claim(struct rows *, int doc);
/* After the last row of a table of files: rows_end, which files are not here, and how many rows there were. */
void		 rows_finish(struct rows *);

/* "rij 12", and "rij 12, kolom ‘Datum’"; column 0: none. */
struct str	 rows_place(const struct rows *, uint32_t column);
/* The same with the name of the file before it. */
struct str	 rows_where(const struct rows *, uint32_t column);
/* A fault at that place; what: Dutch, what to do about it. */
void		 rows_fault(struct rows *, bool bad, uint32_t column, const char *what);

/* A statement about a document (or DOC_NONE) from that column; text as it stands there when the statement has none. */
void		 rows_say(struct rows *, int doc, struct statement, uint32_t column);
void		 rows_tell(struct rows *, int doc, enum say, uint32_t column);
/* The column as an own field with that name. */
void		 rows_extra(struct rows *, int doc, const char *name, uint32_t column);
/* The column as an actor: an organisation of the list may be named in public, anybody else is for the gate. */
void		 rows_actor(struct rows *, int doc, enum say, uint32_t column);
/* The column as a day; what is none, or may be two, is a fault.  False: there is none. */
bool		 rows_day(struct rows *, int doc, enum say, uint32_t column);

void		 tally_add(struct tally *, const struct rows *);
/* One remark about all of them ("rijen 3, 4 en nog 12"); none when there is none. */
void		 tally_tell(const struct tally *, struct rows *, bool bad, const char *what);

#endif
