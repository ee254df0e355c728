/* SPDX-License-Identifier: EUPL-1.2 */
/* looks.h - styles of a document by name, and whether text in them is white, tiny or on a coloured ground. */
#ifndef REVEAL_LOOKS_H
#define REVEAL_LOOKS_H

#include "base/str.h"

#define LOOK_WHITE	1u		/* letters are white */
#define LOOK_COLOUR	2u		/* they have another colour */
#define LOOK_TINY	4u		/* no larger than two points */
#define LOOK_SIZED	8u		/* larger */
#define LOOK_SHADED	16u		/* the ground has a colour, or a pattern */
#define LOOK_HIDES	32u		/* what has it is not shown */
#define LOOK_CLIPS	64u		/* a picture in it is cut */

struct looks;

struct looks	*looks_new(struct arena *);
/* A style; family tells styles with one name apart.  Names are copied.  False: there are too many. */
bool		 looks_add(struct looks *, char family, struct str name, struct str parent, unsigned look);
/* What it says, or the styles it is made from; 0: nothing, or no such style. */
unsigned	 looks_of(const struct looks *, char family, struct str name);
/* The same, where under says what holds without the style: of each kind what the nearest says. */
unsigned	 look_over(unsigned own, unsigned under);

/* A colour as RRGGBB, perhaps with # or with an alpha before it. */
bool		 look_is_white(struct str colour);
/* Text with this look, on a ground that is not shaded, is hard to see. */
bool		 look_is_faint(unsigned look);

#endif
