/* SPDX-License-Identifier: EUPL-1.2 */
/* number.h - numbers in cells, shown as their format says, as far as that changes what they say. */
#ifndef SHEET_NUMBER_H
#define SHEET_NUMBER_H

#include "base/buf.h"

enum number_form { NUMBER_PLAIN, NUMBER_DATE, NUMBER_TIME, NUMBER_BOTH, NUMBER_HIDDEN };

struct number_format {
	enum number_form form;
	uint32_t	 digits;	/* NUMBER_PLAIN: at least so many, with zeros before them */
};

/* A format code (ECMA-376 part 1, 18.8.31); its first section decides. */
struct number_format number_format(struct str code);
/* The formats that have a number and no code (18.8.30). */
struct number_format number_format_built_in(uint64_t id);

/*
 * Append the number as a cell stores it (123, 45363.5, 1.2E8): a day as
 * 2026-03-12, a time as 14:30 or 14:30:05, an exponent written out.  What is no
 * number, or no day, is appended as it stands.  from_1904: days are counted
 * from 1904-01-01 (18.17.4.1).
 */
void		 number_show(struct buf *, struct number_format, struct str value, bool from_1904);

#endif
