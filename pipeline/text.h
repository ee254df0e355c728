/* SPDX-License-Identifier: EUPL-1.2 */
/* text.h - the extracted text of a document with its page starts and headings. */
#ifndef TEXT_H
#define TEXT_H

#include "stage.h"

#define TEXT_MOST	((size_t)64 << 20)	/* bytes of text of one document; more is EXT-503 */
#define PROPS_MOST	((size_t)32 << 20)	/* bytes of A_PROPS */

struct heading {
	uint32_t	 off, len;		/* bytes in the text */
	uint32_t	 level;			/* 1 is the highest */
};

struct text {
	struct str	 s;			/* UTF-8, NFC, lines end in LF, pages in LF */
	uint32_t	*page_at;		/* offset at which page i+1 starts; ascending */
	size_t		 npages;		/* at least 1 */
	struct heading	*headings;		/* ascending by off */
	size_t		 nheadings;
};

uint32_t	 text_page(const struct text *, uint32_t off);	/* from 1 */
struct span	 text_span(const struct text *, uint32_t off, uint32_t len);

/* Read A_TEXT and A_PROPS of the job's document. */
int		 text_load(const struct job *, struct text *, struct arena *, struct err *) MUST_USE;
/* Write both to the result's descriptors. */
int		 text_save(const struct text *, const struct result *, struct arena *, struct err *) MUST_USE;

#endif
