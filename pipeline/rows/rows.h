/* SPDX-License-Identifier: EUPL-1.2 */
/* rows.h - the stage that reads a table which a person or a system filled in (CSV, XLSX), and says what stands in it. */
#ifndef ROWS_ROWS_H
#define ROWS_ROWS_H

#include "stage.h"

/*
 * PER_RUN.  A_RUN is the file.  Gives A_ROWS, a JSON object:
 *
 *	{"rows": [{"n": number of the row as the sheet counts, "cells": [text, ...]}],
 *	 "fault": why there are no more rows, in Dutch; absent: that was all of them,
 *	 "sheets": [{"rows", "fault"}], those of a workbook behind its first, while there was no fault,
 *	 "separator": of CSV, "cut": cells that are not given whole, or not at all}
 *
 * Limits count over all sheets.  The first of "rows" is the first row that has
 * a cell; the place of a cell in the list is its column, and what is empty is
 * "".  What a formula would give stands there as text and nothing more.
 */
stage_run	 sheet_run;

#define ROWS_MOST		((size_t)100000)
#define ROWS_COLUMNS_MOST	((size_t)64)
#define ROWS_TEXT_MOST		MIB(32)		/* of all cells together */
#define ROWS_CELL_MOST		((size_t)4000)	/* bytes; what is longer is cut, and was not written by woostraat */

#endif
