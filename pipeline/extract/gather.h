/* SPDX-License-Identifier: EUPL-1.2 */
/* gather.h - text being gathered from a document: made NFC on the way, with its pages, headings and origins. */
#ifndef EXTRACT_GATHER_H
#define EXTRACT_GATHER_H

#include "base/buf.h"
#include "text.h"

/* What parts two pieces of text; of several in a row the last in this list wins. */
enum gap {
	GAP_NONE, GAP_SPACE,
	GAP_LINE,			/* end of a line or paragraph */
	GAP_CELL,			/* end of a table cell: a tab, whatever ended in it */
	GAP_ROW				/* end of a table row */
};

struct gather {
	struct arena	*mem;
	struct buf	 raw;		/* filtered, not yet normalised */
	struct buf	 text;		/* NFC */
	size_t		 flush_at;	/* raw bytes at which to normalise */
	uint32_t	*page_at;
	bool		*page_has;	/* letters or digits of the document itself */
	size_t		 npages, pages_cap, nhas, has_cap;
	struct heading	*headings;
	size_t		 nheadings, headings_cap;
	struct stretch	*stretches;
	size_t		 nstretches, stretches_cap;
	enum text_origin origin;	/* of what is added now */
	uint32_t	 origin_at;	/* where that began */
	enum gap	 gap;		/* asked for, not yet written */
	bool		 line;		/* something stands on this page */
	bool		 cr;		/* the last character was a CR */
};

/* Starts page 1. */
void		 gather_init(struct gather *, struct arena *);
void		 gather_page(struct gather *);		/* the next page starts here */

/*
 * Add text.  CR LF and CR become LF, form feed and vertical tab too; other
 * characters that XML 1.0 forbids go; bytes that are not UTF-8 become U+FFFD.
 */
void		 gather_add(struct gather *, struct str);
/* The same with runs of white space made one space, as HTML and ODF read them. */
void		 gather_words(struct gather *, struct str);
/* Written before the next text, if there is any; at the start of a page never. */
void		 gather_gap(struct gather *, enum gap);

/* Offset at which the next added text will stand; writes the gap. */
uint32_t	 gather_here(struct gather *);
/* Offset of the end of what was added. */
uint32_t	 gather_end(struct gather *);
/* The bytes from..to are a heading, unless no letter or digit stands there.  Ascending by from. */
void		 gather_heading(struct gather *, uint32_t from, uint32_t to, uint32_t level);

/*
 * What is added from here on stands there in the document; TEXT_VISIBLE at the
 * start.  A page with nothing but other origins (TEXT_SCAN excepted) is an empty one.
 */
void		 gather_origin(struct gather *, enum text_origin);
/* All of another gathered text, with its origins, on a line of its own. */
void		 gather_append(struct gather *, struct gather *);

/*
 * Put the pages in another order: what stands on page i + 1 now comes on page
 * to[i] (from 1 to npages; to has a number for each page there is), behind what
 * came there already.  Ends with npages pages, at least 1, some of them perhaps
 * empty.
 */
void		 gather_arrange(struct gather *, const uint32_t *to, size_t npages);

/* More than TEXT_MOST was added: what is here is not everything. */
bool		 gather_full(const struct gather *);

/* A short text of its own (a title): NFC, without forbidden characters, white space made one space, cut to max bytes. */
struct str	 gather_short(struct arena *, struct str, size_t max);

#endif
