/* SPDX-License-Identifier: EUPL-1.2 */
/* book.h - the rows of an Excel workbook (ECMA-376 part 1, 12 and 18) as they come out of its ZIP: for table.c. */
#ifndef SHEET_BOOK_H
#define SHEET_BOOK_H

#include "sheet/table.h"

struct workbook;

/* bytes must outlive it.  Whatever is wrong is said by book_fault.  -1: the machine failed. */
int		 book_open(struct str bytes, struct arena *, struct workbook **, struct err *) MUST_USE;
void		 book_close(struct workbook *);	/* NULL is fine */

/* As table_row. */
int		 book_row(struct workbook *, struct row *, struct err *) MUST_USE;
/* Go to the first row of sheet i, from 0.  0: there is no such sheet, or it cannot be read. */
int		 book_sheet(struct workbook *, size_t i, struct err *) MUST_USE;
const char	*book_fault(const struct workbook *);

#endif
