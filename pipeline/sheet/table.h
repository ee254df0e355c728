/* SPDX-License-Identifier: EUPL-1.2 */
/* table.h - a table as offices keep it (CSV, XLSX), a row at a time, in memory that does not grow with its rows. */
#ifndef SHEET_TABLE_H
#define SHEET_TABLE_H

#include "base/err.h"
#include "base/str.h"

/* The texts that cells of a workbook share are held all the time, and so is its file. */
#define TABLE_FILE_MOST		((size_t)32 << 20)	/* bytes of a workbook; 50,000 documents take 3 MB */
#define TABLE_TEXT_MOST		((uint64_t)128 << 20)	/* bytes of CSV, which is read twice; 50,000 documents take 20 MB */
#define TABLE_STRINGS_MOST	((size_t)64 << 20)	/* bytes of those texts */
#define TABLE_COLUMNS_MOST	((size_t)256)		/* of a row that are read; inventories have some fourteen */
#define TABLE_ROWS_MOST		((uint64_t)1048576)	/* as many as Excel has */
#define TABLE_SHEETS_MOST	((size_t)32)		/* of a workbook that are looked at */

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER,			/* as a sheet stores it: a serial number says not that it is a day */
	CELL_DAY,			/* text is 2026-03-12, perhaps with an hour behind it */
	CELL_FLAG			/* WAAR or ONWAAR */
};

struct cell {
	uint32_t	 column;	/* from 1 */
	enum cell_kind	 kind;
	struct str	 text;		/* trimmed; UTF-8 */
};

struct row {
	uint64_t	 number;	/* as the sheet itself counts, from 1 */
	struct cell	*cells;		/* those that are not empty, as they stand in the file */
	size_t		 n;
	size_t		 width;		/* cells in all, empty ones too; of a workbook up to the last that is not */
};

struct table;

/*
 * The table in fd, which must outlive it: a ZIP is a workbook, anything else
 * is CSV.  Whatever is wrong with it is said by the first row.  -1: the
 * machine failed.
 */
int		 table_open(int fd, struct table **, struct err *) MUST_USE;
void		 table_close(struct table *);	/* NULL is fine */

/*
 * The next row that has a cell; borrowed until the next call.  0: there is
 * none, see table_fault; -1: the machine failed.
 */
int		 table_row(struct table *, struct row *, struct err *) MUST_USE;
/* Go on at the first row of the next sheet; 0: there is none. */
int		 table_sheet(struct table *, struct err *) MUST_USE;
/* Start again at the first row of this sheet; what was said to be wrong stays so. */
int		 table_rewind(struct table *, struct err *) MUST_USE;

/* Why there are no more rows, in Dutch; NULL: that was all of them. */
const char	*table_fault(const struct table *);
/* What a reader may want to know of how it was read, in Dutch ("gelezen als Windows-1252"); NULL: nothing. */
const char	*table_note(const struct table *);
/* ';', ',' or a tab; 0 of a workbook. */
char		 table_separator(const struct table *);
bool		 table_marked(const struct table *);	/* CSV with a byte order mark */

static inline void
auto_table(struct table **t)
{
	table_close(*t);
}
#define AUTO_TABLE	__attribute__((cleanup(auto_table))) struct table *

#endif
