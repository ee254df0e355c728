/* SPDX-License-Identifier: EUPL-1.2 */
/* form.h - text in one of Unicode's forms, so that what is the same is written the same. */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/str.h"

/* Each in the arena; text that is not UTF-8 comes back as it is, and is like nothing else. */
struct str	 form_nfc(struct arena *, struct str);		/* accents on their letters */
struct str	 form_caseless(struct arena *, struct str);	/* the same, without case */
struct str	 form_alike(struct arena *, struct str);	/* the same, and as some file systems and readers see it: NFKC, nothing invisible */

/* Is there a letter or a digit of any script in it?  What is not UTF-8 ends the search. */
bool		 form_speaks(struct str);

#endif
