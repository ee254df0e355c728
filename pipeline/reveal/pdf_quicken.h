/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_quicken.h - a plain page being told: shared by the files that do it (pdf_quick.h), and by nobody else. */
#ifndef REVEAL_PDF_QUICKEN_H
#define REVEAL_PDF_QUICKEN_H

#include "pdf/pdf_pen.h"
#include "reveal/pdf_quick.h"

#define SAVED_MOST	64u			/* q inside each other */
#define NAMES_MOST	32u			/* fonts of one page */
#define SPACES_MOST	32u			/* spaces of colours of one page */
#define CODES_MOST	8u			/* characters that one glyph stands for */
#define CIDS		65536
#define CID_PAGE	256

struct shape {
	int		 gid;
	float		 advance;	/* as the document says, in ems */
	unsigned	 n;
	int		 code[CODES_MOST];
};

struct face {
	pdf_font_desc	*desc;		/* owned */
	uint16_t	*at[CIDS / CID_PAGE];	/* of each CID its place in shapes, from 1; 0: not looked up */
	struct shape	*shapes;
	size_t		 n, cap;
};

struct paint {
	fz_colorspace	*cs;		/* borrowed */
	float		 v[FZ_MAX_COLORS];
	float		 alpha;
	fz_color_params	 params;
};

struct state {
	fz_matrix	 ctm;
	unsigned	 clips;
	fz_stroke_state	 stroke;
	struct paint	 paint[2];	/* of what is filled, and of what is stroked */
	struct writing	 w;
	struct face	*face;
};

struct named {
	struct str	 name;		/* in the contents */
	struct face	*face;
};

struct span {
	struct face	*face;
	fz_matrix	 m;
	size_t		 from;		/* in the glyphs */
};

struct quick {
	fz_context	*ctx;
	pdf_document	*doc;
	struct arena	*mem;		/* owned */
	struct operands	 o;
	struct face	**faces;
	size_t		 nfaces, faces_cap;
	/* owned, until they are known to be sound */
	pdf_font_desc	*loaded;
	fz_image	*image;
	fz_default_colorspaces *defaults;
	fz_path		*path;
	fz_colorspace	*spaces[SPACES_MOST];	/* owned, while the page is read */
	size_t		 nspaces;
	/* of the page in hand */
	fz_device	*dev;		/* borrowed */
	struct named	 named[NAMES_MOST];
	size_t		 nnamed;
	struct state	 saved[SAVED_MOST];
	size_t		 nsaved;
	struct state	 g;
	bool		 clip, clip_even_odd;	/* by the path in hand, once it is painted */
	struct pen	 pen;		/* it stands: so does stance */
	fz_matrix	 stance;	/* of the glyphs to come, but for their place */
	/* the text object in hand */
	bool		 open;
	int		 mode;
	fz_text		 texts[2];	/* given in turns: the device may keep the last one, to know it again */
	unsigned	 turn;
	struct span	*spans;
	size_t		 nspans, spans_cap;
	fz_text_item	*glyphs;
	size_t		 nglyphs, glyphs_cap;
	fz_text_span	*told;
	size_t		 told_cap;
};

/* All that is false below says: this page is not plain.  It may throw. */

/* What MuPDF does before each change of the state: the text object in hand is told. */
bool		 pdf_quick_flush(struct quick *);
/* An operator of text. */
bool		 pdf_quick_text(struct quick *, const struct op *);
/* One of the state, of colours, paths and pictures. */
bool		 pdf_quick_paint(struct quick *, const struct op *);
/* The state before the last q that has no Q yet. */
bool		 pdf_quick_restore(struct quick *);
/* Take away all clips but so many. */
void		 pdf_quick_pop(struct quick *, unsigned to);

#endif
