/* SPDX-License-Identifier: EUPL-1.2 */
/* xlsx.h - a workbook: made beside its path, and only when it is whole given its name. */
#ifndef XLSX_H
#define XLSX_H

#include <time.h>
#include <xlsxwriter.h>

#include "base/err.h"
#include "base/str.h"

/* How cells look in every workbook of ours.  Texts stay texts when a person types in them: a name like 1-2 becomes no day. */
struct xlsx_looks {
	lxw_format	*head;		/* bold */
	lxw_format	*wrap;		/* a text, in lines, from the top of its cell */
};

/* A text in a cell, in what the looks say; an empty one is not written. */
lxw_error	 xlsx_text(lxw_worksheet *, size_t row, size_t column, struct str, lxw_format *, struct arena *);

/* Adds the sheets with what is in them.  A sheet that cannot be made is LXW_ERROR_MEMORY_MALLOC_FAILED. */
typedef lxw_error xlsx_fill(lxw_workbook *, const struct xlsx_looks *, const void *what, struct arena *);

/* title: in its properties, at most XLSX_TITLE bytes; now: when it says it was made, so that the same gives the same bytes. */
#define XLSX_TITLE	63
int		 xlsx_make(const char *path, const char *title, time_t now, xlsx_fill *fill, const void *what, struct arena *,
		    struct err *) MUST_USE;

#endif
