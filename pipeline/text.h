/* SPDX-License-Identifier: EUPL-1.2 */
/* text.h - the extracted text of a document with its page starts, headings and origins. */
#ifndef TEXT_H
#define TEXT_H

#include "stage.h"

#define TEXT_MOST	((size_t)64 << 20)	/* bytes of text of one document; more is EXT-503 */
#define PROPS_MOST	((size_t)32 << 20)	/* bytes of A_PROPS */

struct heading {
	uint32_t	 off, len;		/* bytes in the text */
	uint32_t	 level;			/* 1 is the highest */
};

/*
 * Where a piece of the text stands in the document.  Of some a reader does not
 * know (gate facts, rule 3).
 */
enum text_origin {
#define ORIGIN(id, name, label)	TEXT_##id,
#include "origins.def"
#undef ORIGIN
	TEXT__COUNT
};
const char	*text_origin_name(enum text_origin);	/* one word, for JSON */
/* Does a reader of the document see it?  The header of a message is in front of his eyes too. */
bool		 text_origin_seen(enum text_origin);
const char	*text_origin_label(enum text_origin);	/* Dutch, to be passed through _() */

/* A piece that is not TEXT_VISIBLE. */
struct stretch {
	uint32_t	 off, len;		/* bytes in the text */
	enum text_origin origin;
};

struct text {
	struct str	 s;			/* UTF-8, NFC, lines end in LF, pages in LF */
	uint32_t	*page_at;		/* offset at which page i+1 starts; ascending */
	size_t		 npages;		/* at least 1 */
	struct heading	*headings;		/* ascending by off */
	size_t		 nheadings;
	struct stretch	*stretches;		/* ascending, none overlaps another */
	size_t		 nstretches;
	/*
	 * When the file says it was made and last changed, as base/moment.h writes
	 * it; absent: it does not say.  Of a message: sent, and changed.  Whoever
	 * wrote the file chose these: they are nobody's proof.
	 */
	struct str	 created, modified;
};

uint32_t	 text_page(const struct text *, uint32_t off);	/* from 1 */
enum text_origin text_origin_at(const struct text *, uint32_t off);
/* All that a reader of the document sees; a line feed for each stretch that is left out. */
struct str	 text_seen(const struct text *, struct arena *);
/* The first of n stretches that ends behind off; n when none does. */
size_t		 text_stretch(const struct stretch *, size_t n, uint32_t off);
struct span	 text_span(const struct text *, uint32_t off, uint32_t len);

/*
 * A_PROPS is a JSON object: pages (offsets), headings (offset, length, level),
 * origins (offset, length, row of origins.def), created and modified (texts,
 * each only where the file says it).
 */

/* Read A_TEXT and A_PROPS of the job's document. */
int		 text_load(const struct job *, struct text *, struct arena *, struct err *) MUST_USE;
/* Write both to the result's descriptors. */
int		 text_save(const struct text *, const struct result *, struct arena *, struct err *) MUST_USE;

#endif
