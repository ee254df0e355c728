/* SPDX-License-Identifier: EUPL-1.2 */
/* title.h - what a document is called. */
#ifndef DESCRIBE_TITLE_H
#define DESCRIBE_TITLE_H

#include "titles.h"
#include "types.h"

/*
 * The title of docs[i] with its origin: what dossier.yaml or another source
 * says, else what the text says, else the file's own title when nobody could
 * read the text, else its name.  What may name a person is left out, unless
 * dossier.yaml says it.  text is absent when all of them are blank.
 */
struct value	 title_choose(const struct dossier *, size_t i, struct arena *);

/* Is what was chosen read from the document, and of that not sure (glean/title.h)? */
bool		 title_unsure(const struct document *, const struct value *);

#endif
