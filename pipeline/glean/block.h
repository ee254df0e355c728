/* SPDX-License-Identifier: EUPL-1.2 */
/* block.h - the places at the top of a document where its title stands. */
#ifndef GLEAN_BLOCK_H
#define GLEAN_BLOCK_H

#include "glean/head.h"

/* A title and where it stands; text absent: there is none. */
struct named {
	struct str	 text;		/* one line; the arena's */
	uint32_t	 off, len;	/* in the text; of several places the first */
	int		 sure;		/* 0 to 100 */
};

/* Behind Onderwerp, Betreft and their like, with the kind of document that stands above it. */
struct named	 block_subject(const struct head *, struct arena *);
/* A parliamentary paper: the name of its file and its own. */
struct named	 block_paper(const struct head *, struct arena *);
/* The first lines that are no letterhead, label, date or address. */
struct named	 block_title(const struct head *, struct arena *);
/* Behind "besluit vast te stellen de volgende verordening:". */
struct named	 block_laid_down(const struct head *, struct arena *);

/* A meeting as a site shows it: its name, its day, and its items.  Its name, without a day. */
struct named	 meeting_page(const struct head *, struct arena *);
/* Minutes are of a day: title with the day that stands in it or below it, at next and on. */
struct str	 meeting_date(const struct head *, size_t next, struct str title, struct arena *);

#endif
