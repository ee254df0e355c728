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
 * A glyph of the string in hand, by its CID, where the pen is; *advance_r: how far the pen goes on then, in ems.
 * False: not a plain one, and the string ends here.
 */
typedef bool	 pen_glyph(void *user, int cid, float *advance_r);
/*
 * The codes of a string, and of the pieces before the operator in hand: each is a glyph, and the pen moves on.  Made for
 * each reader: called back, a page costs 3 % more to read.
 */
static inline bool
pen_show(struct pen *p, const struct writing *w, pdf_cmap *cmap, struct str s, pen_glyph *glyph, void *user)
{
	unsigned char *at = (unsigned char *)(uintptr_t)s.p, *end = at + s.n;

	while (at < end) {
		unsigned code;
		int n = pdf_decode_cmap(cmap, at, end, &code);
		int cid = pdf_lookup_cmap(cmap, code);
		float advance;

		at += n;
		if (cid < 0 || !glyph(user, cid, &advance))
			return false;
		pen_move(p, (advance * w->size + w->space) * w->scale);
		if (code == ' ' && n == 1)
			pen_move(p, w->word * w->scale);
	}
	return true;
}

static inline bool
pen_show_pieces(
    struct pen *p, const struct writing *w, pdf_cmap *cmap, const struct operands *o, pen_glyph *glyph, void *user)
{
	for (size_t i = 0; i < o->npieces; i++) {
		const struct piece *at = &o->pieces[i];

		if (at->number)
			pen_move(p, -operands_value(at->s) * w->size * 0.001f * w->scale);
		else if (!pen_show(p, w, cmap, at->s, glyph, user))
			return false;
	}
	return true;
}

/*
 * The font that is named before the operator; it may throw.  False: not a plain one.
 * *font_r, also then, is the caller's to drop; untouched if there is none.
 */
bool		 pen_font(const struct operands *, pdf_font_desc **font_r);

/* What a CID stands for: by ToUnicode, by the encoding, or nobody knows.  How many; more or less than fits is no answer. */
int		 pen_codes(const pdf_font_desc *, int cid, int codes[PEN_CODES]);

#endif
