/* SPDX-License-Identifier: EUPL-1.2 */
/* sort.h - which kind of document a line names, or which kind of organisation. */
#ifndef GLEAN_SORT_H
#define GLEAN_SORT_H

#include "base/str.h"

/* plain: base/fold.h, of the whole line; s: the same as the document writes it. */

bool		 sort_alone(struct str plain);		/* a kind of document, and nothing else but its number or its maker */
bool		 sort_meeting(struct str plain);	/* minutes, an agenda, a list of decisions */
bool		 sort_document(struct str plain);	/* begins with what names a document: "Zesde advies", "Verkeersbesluit ..." */
bool		 sort_begins(struct str plain);		/* the same, with its first or second word */
bool		 sort_maker(struct str s, struct str plain);	/* an organisation or a part of one, and nothing else */
bool		 sort_body(struct str plain);		/* begins with what names an organisation */

/* Without the codes behind it: "raadsvoorstel rv 26.0027", "motie m-04". */
struct str	 sort_bare(struct str plain);
bool		 sort_figure(struct str word);		/* a number, also one that a scan spoiled: l997, 2OO9 */
bool		 sort_digit(struct str);		/* is there a digit in it? */
bool		 sort_beside_number(struct str word);	/* nr, pagina, versie, ... */

#endif
