/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_pen.c - how and where the text of a plain page is written (decisions 054, 056). */
#include "pdf/pdf_pen.h"

#include "base/banned.h"

static void
text_matrix(struct pen *p, fz_matrix m)
{
	p->tm = p->tlm = m;
	p->stands = false;
}

static void
text_line(struct pen *p, float x, float y)
{
	fz_matrix *m = &p->tlm;

	m->e += x * m->a + y * m->c;
	m->f += x * m->b + y * m->d;
	p->tm = *m;
}

static bool
set_render(struct writing *w, float mode)
{
	/* From 4 on the text is a clip as well. */
	w->render = mode >= 0 && mode < 4 ? (int)mode : -1;
	return w->render >= 0 && (float)w->render == mode;
}

/* Those that set one number, or move. */
static void
set(struct pen *p, struct writing *w, const struct operands *o, enum act act)
{
	float n = operands_number(o, 0);

	p->stands = p->stands && act != SCALE && act != RISE;
	if (act == CHAR_SPACE)
		w->space = n;
	else if (act == WORD_SPACE)
		w->word = n;
	else if (act == SCALE)
		w->scale = n / 100;
	else if (act == LEADING)
		w->leading = n;
	else if (act == RISE)
		w->rise = n;
	else {
		float y = operands_number(o, 1);

		if (act == MOVE_LEAD)
			w->leading = -y;
		text_line(p, n, y);
	}
}

bool
pen_set(struct pen *p, struct writing *w, const struct operands *o, enum act act)
{
	switch (act) {
	case BEGIN:
		text_matrix(p, fz_identity);
		return true;
	case TEXT_MATRIX:
		text_matrix(p, operands_matrix(o));
		return true;
	case RENDER:
		return set_render(w, operands_number(o, 0));
	case NEXT_SPACED:
		w->word = operands_number(o, 0);
		w->space = operands_number(o, 1);
		text_line(p, 0, -w->leading);
		return true;
	case NEXT:
	case NEXT_SHOW:
		text_line(p, 0, -w->leading);
		return true;
	default:
		set(p, w, o, act);
		return true;
	}
}

fz_matrix
pen_stance(const struct pen *p, const struct writing *w)
{
	return fz_concat(fz_make_matrix(w->size * w->scale, 0, 0, w->size, 0, w->rise), p->tm);
}

bool
pen_font(const struct operands *o, pdf_font_desc **font_r)
{
	pdf_obj *font = operands_resource(o, PDF_NAME(Font));

	if (!pdf_is_dict(o->ctx, font))
		return false;
	*font_r = pdf_load_font(o->ctx, o->doc, o->resources, font);
	return (*font_r)->wmode == 0 && (*font_r)->encoding != NULL &&
	    fz_font_t3_procs(o->ctx, (*font_r)->font) == NULL;
}

int
pen_codes(const pdf_font_desc *desc, int cid, int codes[PEN_CODES])
{
	int n = 0;

	codes[0] = 0;
	if (desc->to_unicode != NULL)
		n = pdf_lookup_cmap_full(desc->to_unicode, (unsigned)cid, codes);
	if (n == 0 && (size_t)cid < desc->cid_to_ucs_len) {
		codes[0] = desc->cid_to_ucs[cid];
		n = 1;
	}
	if (n == 0 || (n == 1 && codes[0] == 0)) {
		codes[0] = FZ_REPLACEMENT_CHARACTER;
		n = 1;
	}
	return n;
}
