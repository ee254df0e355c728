/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_glancing.h - what the first look notes of a page: shared by pdf_glance.c, which notes, and pdf_sure.c, which judges. */
#ifndef REVEAL_PDF_GLANCING_H
#define REVEAL_PDF_GLANCING_H

#include "reveal/pdf_seeing.h"

#define STRIP		16		/* dots: the height of a strip of the page, whose paints are in one list */
#define CELL		4		/* dots: the side of a cell, of which is known in which colours there is text on it */
#define COLOURS_MOST	128		/* of one page; each with its space and as it came */
#define IMAGES_MOST	64		/* of one page */
#define SOUND_MOST	16		/* images of the document that were looked at, and are kept in mind */
#define OTHERS		31		/* the bit of all colours but the first ones */

struct colour {
	fz_colorspace	*cs;		/* owned */
	float		 v[FZ_MAX_COLORS];
	fz_color_params	 params;
	unsigned char	 rgb[3];	/* as it is drawn, once it was asked */
	bool		 text;		/* there is text in this colour */
};

/* What was painted and is no text. */
struct paint {
	fz_rect		 at;		/* dots; nothing is touched outside this */
	fz_rect		 solid;		/* in here all is of this colour; empty: not */
	uint32_t	 seq;
	int		 colour;
};

struct strip {
	uint32_t	*v;		/* places in paints */
	size_t		 n, cap;
};

struct picture {
	fz_image	*image;		/* owned */
	fz_matrix	 ctm;
};

/* Does a dot that is so much inked show?  As it was asked last. */
struct answer {
	bool		 known, shows;
	uint16_t	 ink;
	unsigned char	 back[3];
	uint32_t	 others;
};

struct glance {
	bool		 off;
	int		 w, h;		/* dots */
	fz_rect		 page;		/* dots */
	fz_default_colorspaces *spaces;	/* owned; NULL: those of MuPDF */
	struct colour	 colours[COLOURS_MOST];
	size_t		 ncolours, last;
	struct paint	*paints;
	size_t		 npaints, paints_cap, entries;
	struct strip	*strips;
	uint32_t	*cells;		/* a bit for each of 31 colours, and one for all others */
	uint32_t	*room;		/* for cells; of the document */
	size_t		 room_cap;
	int		 across, down;	/* cells */
	struct picture	 pictures[IMAGES_MOST];
	size_t		 npictures;
	fz_image	*sound[SOUND_MOST];	/* owned; of the document */
	size_t		 nsound;
	struct answer	 answers[256];	/* by how much of it is inked */
	float		 light[256];	/* of a colour of 8 bits, linear */
	uint64_t	 steps;
};

static inline bool
looks(const struct seeing *s)
{
	return s->glance != NULL && !s->glance->off;
}

static inline bool
meets(fz_rect a, fz_rect b)
{
	return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

/* Is this dot wholly inside? */
static inline bool
holds(fz_rect r, int x, int y)
{
	return (float)x >= r.x0 && (float)y >= r.y0 && (float)(x + 1) <= r.x1 && (float)(y + 1) <= r.y1;
}

static inline uint32_t
bit_of(int colour)
{
	return 1u << (colour < OTHERS ? colour : OTHERS);
}

#endif
