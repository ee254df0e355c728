/* SPDX-License-Identifier: EUPL-1.2 */
/* literal.h - words without which a pattern cannot match, looked for all at once. */
#ifndef CLASSIFY_LITERAL_H
#define CLASSIFY_LITERAL_H

#include "base/str.h"

struct literals;

/* For the patterns numbered 0 to n - 1. */
struct literals	*literals_new(struct arena *, size_t n);

/*
 * Pattern i, as PCRE2 gets it, for plain text (plain.h).  What is not
 * understood of it asks for nothing: such a pattern may always match.
 */
void		 literals_add(struct literals *, size_t i, struct str pattern);
void		 literals_done(struct literals *);	/* once, after the last */

/*
 * What stands in some texts, as literals_size bytes that begin as 0.
 * literals_mark adds that of a text; the arena is as it was when it returns.
 */
size_t		 literals_size(const struct literals *);
void		 literals_mark(const struct literals *, struct str s, unsigned char *seen, struct arena *);

/* May pattern i match in one of the texts that were marked?  If not, it cannot. */
bool		 literals_may(const struct literals *, const unsigned char *seen, size_t i);

#endif
