/* SPDX-License-Identifier: EUPL-1.2 */
/* paint.h - with what a shape of DrawingML is filled: does it cover, and is it black or dark grey (ECMA-376 part 1, 20.1). */
#ifndef REVEAL_PAINT_H
#define REVEAL_PAINT_H

#include "base/xml.h"

enum paint_kind {
	PAINT_UNSAID,
	PAINT_NONE,			/* or one with holes, as a pattern */
	PAINT_ONE,			/* one colour */
	PAINT_BLEND,			/* more than one, perhaps */
	PAINT_PICTURE
};

struct paint {
	enum paint_kind	 kind;
	bool		 clear;		/* something shows through */
	bool		 coloured;	/* a colour was met */
	bool		 light;		/* one before the last was not dark */
	int		 rgb[3];	/* the last; [0] < 0: not known */
};

/* A kind of fill by the name of its element; PAINT_UNSAID: it is none, or that of the group around it. */
enum paint_kind	 paint_kind(struct str name);
/* An element within a fill: a colour, or what is done to the last one. */
void		 paint_start(struct paint *, const struct xml_tag *);
/* One colour, as RRGGBB or by a name that all programs know. */
void		 paint_hex(struct paint *, struct str);

bool		 paint_covers(const struct paint *);
/* Is all of it black or dark grey, as far as is known? */
bool		 paint_is_dark(const struct paint *);
/* Are both one colour, and the same? */
bool		 paint_same(const struct paint *, const struct paint *);

#endif
