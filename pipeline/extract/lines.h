/* SPDX-License-Identifier: EUPL-1.2 */
/* lines.h - which printed lines are headings, judged by size and weight of their letters. */
#ifndef EXTRACT_LINES_H
#define EXTRACT_LINES_H

#include "extract/gather.h"

struct line {
	uint32_t	 off, len;	/* bytes in the gathered text */
	uint32_t	 letters;	/* characters that are no space */
	uint32_t	 page, block;	/* lines of one paragraph share both */
	float		 top, bottom;	/* on the page, in points, downwards */
	uint16_t	 half_points;	/* size of its letters */
	bool		 bold;		/* every letter */
};

struct lines {
	struct line	*v;
	size_t		 n, cap;
};

/* Add the headings among the lines to the gathered text. */
void		 lines_headings(const struct lines *, struct gather *);

#endif
