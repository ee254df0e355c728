/* SPDX-License-Identifier: EUPL-1.2 */
/* flat.h - cuts a page that lost its line ends into what were lines. */
#ifndef GLEAN_FLAT_H
#define GLEAN_FLAT_H

#include "base/str.h"

/*
 * Some programs write each page as one line, its number before it.  The length
 * of the piece at the start of s: up to a label, a date, a heading in
 * capitals, the first sentence, or what begins a document.  s.n: it is one piece.
 */
size_t	 flat_cut(struct str s, struct arena *);

/* Is this line page number page, and not an item of a list?  *s is then what stands behind the number. */
bool	 flat_page(struct str *s, size_t page, struct str next_line);

/* Does a piece begin with a label, the colon of which is lost? */
bool	 flat_label(struct str s, struct arena *);

/*
 * What stands at the start of a later page and on this one too is a running
 * header: the name of the document, or of who made it.  The bytes of it, where
 * it begins at or before most; 0: there is none.
 */
size_t	 flat_again(struct str s, struct str later, size_t most, size_t *from_r);

#endif
