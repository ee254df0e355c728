/* SPDX-License-Identifier: EUPL-1.2 */
/* title.h - what a document is called. */
#ifndef DESCRIBE_TITLE_H
#define DESCRIBE_TITLE_H

#include "types.h"

#define TITLE_MOST	((size_t)500)	/* bytes; longer is a paragraph, and no list shows it */

/* Would a person call a document so?  Refuses what programs put into the title property by themselves. */
bool		 title_sane(struct str cleaned);

/*
 * The title of docs[i] with its origin: what dossier.yaml says, else the file's
 * own title, else its first heading, else its name.  text is absent when all
 * of them are blank.
 */
struct value	 title_choose(const struct dossier *, size_t i, struct arena *);

#endif
