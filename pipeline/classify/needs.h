/* SPDX-License-Identifier: EUPL-1.2 */
/* needs.h - what a text must hold for a pattern to match in it. */
#ifndef CLASSIFY_NEEDS_H
#define CLASSIFY_NEEDS_H

#include "base/str.h"

#define LITERAL_MOST	((size_t)24)	/* bytes of a literal; a longer one is cut, which asks for less */

/*
 * Small letters and other ASCII, as it stands in a text of which each run of
 * white space has become one space.
 */
struct literal {
	struct str	 s;
	bool		 begins, ends;	/* as a word: beside it stands no letter, digit or underscore */
};

/* Of these a match holds at least one. */
struct need { struct literal *v; size_t n, cap; };

/* All of these are asked. */
struct needs { struct need *v; size_t n, cap; };

/*
 * What every match of a pattern (as PCRE2 gets it, caseless, for ASCII text)
 * holds, the sharpest first.  What is not understood asks for nothing: n is 0.
 */
void	needs_of(struct str pattern, struct arena *, struct needs *);

#endif
