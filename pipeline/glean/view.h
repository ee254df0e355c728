/* SPDX-License-Identifier: EUPL-1.2 */
/* view.h - the beginning and the end of a text, where a document says what it is, made plain. */
#ifndef GLEAN_VIEW_H
#define GLEAN_VIEW_H

#include "base/fold.h"
#include "text.h"

/* A part of the text.  Blank is what a reader of the document does not see. */
struct window {
	struct folded	 f;		/* lower case ASCII, see fold.h */
	uint32_t	 off;		/* where it begins in the text; f.at counts from there */
	bool		 end;		/* it reaches the end of what a reader sees */
};

struct view {
	const struct text *text;
	struct window	 w[2];		/* the first pages, and the last when they are others */
	size_t		 n;		/* 0: there is nothing to be seen */
	struct arena	*mem;
};

/* The text must outlive the view; takes at most some 400 KB of memory. */
void		 view_open(struct view *, const struct text *, struct arena *);

/* Where the folded bytes [start, end) of a window stand in the text; end > start. */
struct span	 view_span(const struct view *, const struct window *, size_t start, size_t end);
/* The same bytes as the document writes them, on one line: runs of white space are one space. */
struct str	 view_text(const struct view *, const struct window *, size_t start, size_t end, struct arena *);

/* Does the folded byte at i begin with a capital (or a letter without case) in the document? */
bool		 view_capital(const struct view *, const struct window *, size_t i);

/* The bounds of the line in which i stands, without its line feed. */
size_t		 view_line_start(struct str, size_t i);
size_t		 view_line_end(struct str, size_t i);

#endif
