/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_flow.h - letters with their places on a page, in the order of the page, as lines of text. */
#ifndef EXTRACT_PDF_FLOW_H
#define EXTRACT_PDF_FLOW_H

#include <mupdf/fitz.h>

#include "base/buf.h"

/* A line as it was printed.  Its bytes are UTF-8, as they come; spaces at both ends stay. */
struct printed {
	fz_rect		 box;		/* on the page, in points, downwards; of every character */
	uint32_t	 block;		/* from 1; lines of one paragraph share it */
	size_t		 off, len;	/* bytes */
	uint32_t	 letters, unknown;	/* characters that are no space; those of them that have no code */
	float		 size;		/* of those letters, added up */
	bool		 bold;		/* every letter */
	bool		 upright;	/* written from left to right or from right to left, not downwards */
};

/* How one piece of text stands: the same for all its characters. */
struct stance {
	float		 a, b, c, d;	/* of the matrix from a glyph's em to the page */
	float		 ascender, descender;	/* of the font, in ems */
	bool		 bold;
	fz_point	 along, way;	/* an em along the line, on the page; the same, one point long */
	fz_point	 low, high;	/* from the line to the corners of what the font takes */
	float		 size;
};

enum turn { TURN_NONE = 0, TURN_RIGHT = 1, TURN_LEFT = -1, TURN_KEEP = 2 };

struct flow {
	struct buf	 text;
	struct printed	*v;
	size_t		 n, cap;
	fz_point	 pen, start;	/* where the last character ended; where its line began */
	fz_point	 way;		/* of the line in hand */
	int		 turn;		/* of the last character that has one: enum turn, not TURN_KEEP */
	int		 last;		/* that character's code */
	uint32_t	 block;
	bool		 object;	/* a text object has begun, of which nothing was added yet */
	bool		 odd;		/* a place or line that is no use: what was added is not to be used */
};

/* mem: of text and v, which live as long. */
void		 flow_init(struct flow *, struct arena *mem);
/* A page begins. */
void		 flow_begin(struct flow *);

/* Derives what follows from a to d and the font. */
void		 flow_stand(struct stance *);

/* What the code of a character says of the direction. */
enum turn	 flow_turn(int code);

/*
 * A character with its place (p, on the page) and width (in ems).  Where MuPDF's
 * structured text begins a line, a paragraph or adds a space, so does this.
 */
void		 flow_add(struct flow *, const struct stance *, fz_point p, float width, int code, enum turn);
/* One more that stands for the same glyph, as the second letter of a ligature. */
void		 flow_add_more(struct flow *, const struct stance *, int code, enum turn);

#endif
