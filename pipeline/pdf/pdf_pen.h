/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_pen.h - how and where the text of a plain page is written: the state and the matrices of ISO 32000-1 9.3, 9.4 as MuPDF has them. */
#ifndef PDF_PDF_PEN_H
#define PDF_PDF_PEN_H

#include "pdf/pdf_operands.h"

#define PEN_CODES	16u		/* characters that MuPDF may say one glyph stands for, with room to spare */

/* What q keeps and Q brings back. */
struct writing {
	float		 space, word, scale, leading, size, rise;
	int		 render;
};

struct pen {
	fz_matrix	 tm, tlm;
	bool		 stands;	/* what was made of pen_stance is still true, but for the place; its reader says so */
};

/* At the start of a page. */
#define WRITING_INIT	((struct writing){ .scale = 1, .size = -1 })
#define PEN_INIT	((struct pen){ .tm = fz_identity, .tlm = fz_identity })

/*
 * An operator that sets the state of text or moves the pen; of one that shows text
 * as well, what it does before.  False: it is not plain (text that is a clip).
 */
bool		 pen_set(struct pen *, struct writing *, const struct operands *, enum act);

/* That of the glyphs to come. */
fz_matrix	 pen_stance(const struct pen *, const struct writing *);

/* Within the line.  The zeros as fz_concat has them: what is no number stays none. */
static inline void
pen_move(struct pen *p, float x)
{
	p->tm.e += x * p->tm.a + 0 * p->tm.c;
	p->tm.f += x * p->tm.b + 0 * p->tm.d;
}

/*
 * The font that is named before the operator; it may throw.  False: not a plain one.
 * *font_r, also then, is the caller's to drop; untouched if there is none.
 */
bool		 pen_font(const struct operands *, pdf_font_desc **font_r);

/* What a CID stands for: by ToUnicode, by the encoding, or nobody knows.  How many; more or less than fits is no answer. */
int		 pen_codes(const pdf_font_desc *, int cid, int codes[PEN_CODES]);

#endif
