/* SPDX-License-Identifier: EUPL-1.2 */
/* literal.h - words without which a pattern cannot match, looked for all at once. */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include "base/str.h"

struct literals;

/* For the patterns numbered 0 to n - 1. */
struct literals	*literals_new(struct arena *, size_t n);

/*
 * Pattern i, as PCRE2 gets it, for text in lower case.  What is not understood
 * of it asks for nothing: such a pattern may always match.
 */
void		 literals_add(struct literals *, size_t i, struct str pattern);

/*
 * Sets may[i] for each pattern that may match in s; the others cannot.  What is
 * true stays true.  may has literals_size members, the first for the patterns.
 */
size_t		 literals_size(const struct literals *);
void		 literals_mark(const struct literals *, struct str s, bool *may);

#endif
