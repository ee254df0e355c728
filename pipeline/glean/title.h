/* SPDX-License-Identifier: EUPL-1.2 */
/* title.h - what a document calls itself. */
#ifndef GLEAN_TITLE_H
#define GLEAN_TITLE_H

#include "glean/head.h"
#include "text.h"

/*
 * Adds to said, each with its place and how sure it is: the titles of the
 * document (SAY_TITLE), the surest first, and the name by which it wants to be
 * cited (SAY_SHORT_TITLE).  The title among the properties of the file is
 * weighed with them: where is set for it, and it is sure only when the first
 * pages say the same; templates keep the property of an older document.
 *
 *	95 to 85	behind a label, the subject of a message, a heading
 *	84 to 60	by its place at the top
 *	below 60	a kind of document and nothing more, or a property that the text does not know
 *	TITLE_PRIVATE	it may name a citizen: not to be published; the name is left out
 */
#define TITLE_PRIVATE	10

/* The head is that of the text. */
void	 title_find(const struct text *, const struct head *, const struct document *, struct arena *, struct statements *all);

#endif
