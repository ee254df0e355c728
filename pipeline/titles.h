/* SPDX-License-Identifier: EUPL-1.2 */
/* titles.h - what may be the title of a document. */
#ifndef TITLES_H
#define TITLES_H

#include "base/str.h"

#define TITLE_MOST	((size_t)500)	/* bytes; longer is a paragraph, and no list shows it */

/* All of these want what line_clean gives (base/line.h). */

/* Would a person call a document so?  Refuses what programs put into the title property by themselves. */
bool		 title_sane(struct str);

/*
 * Does it name somebody who is no office holder: "bezwaarschrift van mevrouw
 * Jansen", "klacht J. de Vries", an e-mail address, nine digits in a row?  Then
 * *hidden_r is the title with "..." in the place of what names him.  A name
 * without initials or form of address is not seen.
 */
bool		 title_names_person(struct str, struct arena *, struct str *hidden_r);

#endif
