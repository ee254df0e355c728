/* SPDX-License-Identifier: EUPL-1.2 */
/* cells.h - what the cells of an Excel workbook (ECMA-376 part 1, 18) say of themselves. */
#ifndef SHEET_CELLS_H
#define SHEET_CELLS_H

#include "base/xml.h"
#include "sheet/number.h"

#define COLUMNS		16384		/* of a sheet (XFD) */
#define CELL_MOST	((size_t)1 << 20)	/* bytes of one cell; Excel allows 32,767 characters */

/* BC12: 55.  Without a reference a cell stands behind the one before it; COLUMNS + 1: behind the last. */
uint32_t	 cell_column(struct str ref, uint32_t last);
/* The attribute t: s(hared string), b(oolean), n(umber) or t(ext). */
char		 cell_type(struct str t);
/* The text in the buffer with _x000D_ as that character (ST_Xstring, 22.9.2.19); the buffer becomes empty. */
struct str	 cell_text(struct arena *, struct buf *);

/* The number formats of the styles of a workbook; begins as zeroes with its arena. */
struct formats {
	struct arena	*mem;
	struct custom	*customs;
	size_t		 ncustoms, customs_cap;
	struct number_format *formats;
	size_t		 nformats, formats_cap;
	bool		 inside;
};

/* What is done with the elements of the part of styles. */
void		 formats_start(struct formats *, const struct xml_tag *);
void		 formats_end(struct formats *, struct str name);
/* The format of a cell with this style (the attribute s). */
struct number_format formats_of(const struct formats *, struct str style);

#endif
