/* SPDX-License-Identifier: EUPL-1.2 */
/* xls_number.h - numbers of a worksheet as a reader sees them: dates by their format, the others in full. */
#ifndef EXTRACT_XLS_NUMBER_H
#define EXTRACT_XLS_NUMBER_H

#include "base/str.h"

struct xls_numbers {
	uint16_t	*xf;		/* format of each cell format */
	size_t		 nxf, xf_cap;
	uint16_t	*dates;		/* formats of the file's own that show a date */
	size_t		 ndates, dates_cap;
	bool		 from_1904;	/* days are counted from there */
};

void		 xls_number_xf(struct xls_numbers *, struct arena *, uint16_t format);
void		 xls_number_format(struct xls_numbers *, struct arena *, uint16_t id, struct str format);
/* v in a cell with this cell format: 2026-03-12, or digits with a point. */
struct str	 xls_number(const struct xls_numbers *, struct arena *, uint16_t xf, double v);
/* A number in 30 bits ([MS-XLS] 2.5.217). */
double		 xls_rk(uint32_t);

#endif
