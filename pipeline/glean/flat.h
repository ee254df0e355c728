/* SPDX-License-Identifier: EUPL-1.2 */
/* flat.h - cuts a page that lost its line ends into what were lines. */
#ifndef GLEAN_FLAT_H
#define GLEAN_FLAT_H

#include "base/str.h"

/*
 * Some programs write each page as one line, its number before it.  The length
 * of the piece at the start of s: up to a label, a date, a heading in
 * capitals, or what begins a document.  s.n: it is one piece.
 */
size_t	 flat_cut(struct str s, struct arena *);

/* Is this the first line of such a page, and not the first item of a list?  *s is then what stands behind the number. */
bool	 flat_page(struct str *s, struct str next_line);

#endif
