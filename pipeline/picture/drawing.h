/* SPDX-License-Identifier: EUPL-1.2 */
/* drawing.h - a page being drawn: shared by the files of this stage, and by nobody else. */
#ifndef PICTURE_DRAWING_H
#define PICTURE_DRAWING_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "detect/bsn.h"
#include "detect/detectors.h"
#include "pdf/pdf_reader.h"
#include "picture/album.h"
#include "text.h"
#include "unseen.h"

#define DOTS_PER_INCH	100
#define DOTS(points)	((float)(points) * DOTS_PER_INCH / 72)
#define GLYPHS_MOST	200000u		/* of one page; a page of small print has some 10,000 */

/* What becomes of a glyph. */
enum fate {
	FATE_DRAWN,
	FATE_BLOCK,			/* a light grey box: nobody knows what it shows */
	FATE_MASKED,			/* not drawn, and a grey box over it */
	FATE_UNDRAWN			/* not drawn, and no box either: no reader sees it */
};

struct glyph {
	fz_rect		 box;		/* dots; its ink and its place in the line */
	enum fate	 fate;
};

/* A character, with the glyph that shows it.  A ligature has more than one. */
struct letter {
	uint32_t	 c;
	uint32_t	 glyph;
	fz_point	 from, to;	/* dots, on the base line */
	float		 size;		/* dots */
	uint32_t	 line;		/* by_eye: counted from the top */
};

/* Text of the page, with the way back: glyph[i] shows the letter of which byte i is, or is NO_GLYPH. */
struct reading {
	struct str	 s;
	uint32_t	*glyph;
};
#define NO_GLYPH	UINT32_MAX

/*
 * What must survive a longjmp lives here, behind a pointer that does not change.
 * Only picture.c catches MuPDF's exceptions; canvas.c is called inside its fz_try
 * and keeps what must be dropped in this struct.
 */
struct drawing {
	fz_context	*ctx;
	struct arena	*mem;		/* of the job */
	struct arena	*tmp;		/* of the page in hand */
	const struct bsn *bsn;
	const struct detectors *detectors;
	const struct album_order *order;
	const struct text *text;
	const struct unseens *unseen;
	struct pdf_file	 file;
	pdf_document	*doc;		/* of file */
	pdf_page	*page;
	fz_page		*held;		/* the same, to be dropped */
	fz_device	*filter, *to;	/* to: NULL while glyphs are gathered */
	fz_pixmap	*pixels;
	fz_buffer	*png;
	fz_output	*output;
	fz_path		*path, *boxes;	/* what is drawn instead of a path: its harmless parts, and boxes for the others */
	fz_text		*some;		/* of a text those glyphs that are drawn */
	fz_cookie	 cookie;
	/* the page in hand */
	uint32_t	 number;	/* from 1 */
	fz_rect		 bounds;	/* dots */
	struct glyph	*glyphs;
	size_t		 nglyphs, glyphs_cap;
	struct letter	*letters;
	size_t		 nletters, letters_cap;
	size_t		 next;		/* glyph of the second time that the page is run */
	unsigned	 drawn;		/* glyphs that went through */
	bool		 more;		/* than GLYPHS_MOST */
	fz_rect		 place, window;	/* dots: what is framed, and what is shown */
};

/* --- canvas.c: may throw ------------------------------------------------- */

/* Run the page without drawing: its glyphs and letters. */
void		 canvas_gather(struct drawing *);
/* Draw the window into d->pixels, with what each glyph is fated to be. */
void		 canvas_draw(struct drawing *);
/* Release what these left in hand. */
void		 canvas_drop(struct drawing *);

/* --- letters.c ------------------------------------------------------------ */

/* The page's text in the order in which it is drawn (as extract reads it), or as the eye finds it, line by line. */
struct reading	 letters_drawn(struct drawing *);
struct reading	 letters_by_eye(struct drawing *);
/* The letters of r at [off, off + len) of the document's text: false when they are not there. */
bool		 letters_find(struct drawing *, const struct reading *, struct span, size_t *first_r, size_t *end_r);
/* Set what becomes of the glyphs of r's bytes [first, end). */
void		 letters_fate(struct drawing *, const struct reading *, size_t first, size_t end, enum fate);
/* What they cover on the page. */
fz_rect		 letters_box(const struct drawing *, const struct reading *, size_t first, size_t end);

/* A box of a finding, in dots: never thinner than a line. */
fz_rect		 place_of(const struct drawing *, struct box);

/* --- mask.c ---------------------------------------------------------------- */

/* Decide what may not be drawn: NULL, or why that cannot be said (Dutch, a few words). */
const char	*mask_page(struct drawing *, const struct reading *);

#endif
