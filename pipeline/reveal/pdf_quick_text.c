/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_quick_text.c - the fonts and texts of a plain page (pdf_quick.h). */
#include <string.h>

#include "reveal/pdf_quicken.h"

#include "base/banned.h"

#define SHAPES_MOST	8192u			/* glyphs of one font */
#define GLYPHS_MOST	250000u			/* of one text object */

/* ---- fonts ---- */

static struct face *
face_of(struct quick *p)
{
	struct face *f;

	for (size_t i = 0; i < p->nfaces; i++) {
		if (p->faces[i]->desc == p->loaded) {
			pdf_drop_font(p->ctx, p->loaded);
			p->loaded = NULL;
			return p->faces[i];
		}
	}
	f = NEW(p->mem, struct face, 1);
	*f = (struct face){ .desc = p->loaded };
	*PUSH(p->mem, p->faces, p->nfaces, p->faces_cap) = f;
	p->loaded = NULL;
	return f;
}

/* NULL: not a plain one. */
static struct face *
find_face(struct quick *p)
{
	struct face *f;

	for (size_t i = 0; i < p->nnamed; i++) {
		if (str_eq(p->named[i].name, p->o.name))
			return p->named[i].face;
	}
	if (p->nnamed == NAMES_MOST || !pen_font(&p->o, &p->loaded))
		return NULL;
	f = face_of(p);
	p->named[p->nnamed++] = (struct named){ p->o.name, f };
	return f;
}

/* What a CID stands for.  False: more than there is room for. */
static bool
spell(const pdf_font_desc *desc, int cid, struct shape *s)
{
	int codes[PEN_CODES], n = pen_codes(desc, cid, codes);

	if (n < 0 || n > (int)CODES_MOST)
		return false;
	s->n = (unsigned)n;
	memcpy(s->code, codes, s->n * sizeof *codes);
	return true;
}

/* NULL: not a plain one. */
static const struct shape *
shape_of(struct quick *p, struct face *f, int cid)
{
	uint16_t **page = &f->at[cid / CID_PAGE];
	struct shape s = { .n = 0 };

	if (*page == NULL) {
		*page = NEW(p->mem, uint16_t, CID_PAGE);
		memset(*page, 0, CID_PAGE * sizeof **page);
	}
	if ((*page)[cid % CID_PAGE] != 0)
		return &f->shapes[(*page)[cid % CID_PAGE] - 1];
	if (f->n == SHAPES_MOST || !spell(f->desc, cid, &s))
		return NULL;
	s.gid = pdf_font_cid_to_gid(p->ctx, f->desc, cid);
	s.advance = (float)pdf_lookup_hmtx(p->ctx, f->desc, cid).w * 0.001f;
	*PUSH(p->mem, f->shapes, f->n, f->cap) = s;
	(*page)[cid % CID_PAGE] = (uint16_t)f->n;
	return &f->shapes[f->n - 1];
}

/* ---- text ---- */

/* The text object in hand, as one of MuPDF's; it borrows the fonts and the glyphs. */
static fz_text *
as_text(struct quick *p)
{
	fz_text *text = &p->texts[p->turn++ % COUNT(p->texts)];

	if (p->told_cap < p->nspans) {
		p->told_cap = 2 * p->nspans;
		p->told = NEW(p->mem, fz_text_span, p->told_cap);
	}
	for (size_t i = 0; i < p->nspans; i++) {
		const struct span *s = &p->spans[i];
		size_t to = i + 1 < p->nspans ? p->spans[i + 1].from : p->nglyphs;

		p->told[i] = (fz_text_span){ .font = s->face->desc->font,
			.trm = s->m,
			.markup_dir = FZ_BIDI_NEUTRAL,
			.language = FZ_LANG_UNSET,
			.len = (int)(to - s->from),
			.cap = (int)(to - s->from),
			.items = p->glyphs + s->from,
			.next = i + 1 < p->nspans ? &p->told[i + 1] : NULL };
	}
	text->head = p->told;
	text->tail = &p->told[p->nspans - 1];
	return text;
}

bool
pdf_quick_flush(struct quick *p)
{
	const struct paint *fill = &p->g.paint[0], *stroke = &p->g.paint[1];
	fz_text *text;

	if (!p->open)
		return true;
	p->open = false;
	if (p->mode == 2 && stroke->alpha != 0 && stroke->alpha != 1)
		return false;
	if (p->nspans == 0)
		return true;
	text = as_text(p);
	if (p->mode == 3)
		fz_ignore_text(p->ctx, p->dev, text, p->g.ctm);
	if (p->mode == 0 || p->mode == 2)
		fz_fill_text(p->ctx, p->dev, text, p->g.ctm, fill->cs, fill->v, fill->alpha, fill->params);
	if (p->mode == 1 || p->mode == 2)
		fz_stroke_text(
		    p->ctx, p->dev, text, &p->g.stroke, p->g.ctm, stroke->cs, stroke->v, stroke->alpha, stroke->params);
	return true;
}

static void
stand(struct quick *p)
{
	p->stance = pen_stance(&p->pen, &p->g.w);
	p->stance.e = p->stance.f = 0;
	p->pen.stands = true;
}

static void
add_span(struct quick *p)
{
	const struct span *last = p->nspans != 0 ? &p->spans[p->nspans - 1] : NULL;
	fz_matrix m = p->stance;

	if (last == NULL || last->face->desc->font != p->g.face->desc->font || last->m.a != m.a || last->m.b != m.b ||
	    last->m.c != m.c || last->m.d != m.d)
		*PUSH(p->mem, p->spans, p->nspans, p->spans_cap) = (struct span){ p->g.face, m, p->nglyphs };
}

static bool
glyph(void *user, int cid, float *advance_r)
{
	struct quick *p = user;
	const struct state *g = &p->g;
	const struct shape *s = cid < CIDS ? shape_of(p, g->face, cid) : NULL;
	float x, y;

	if (s == NULL)
		return false;
	if (!p->open || p->mode != g->w.render) {
		if (!pdf_quick_flush(p))
			return false;
		p->open = true;
		p->mode = g->w.render;
		p->nspans = p->nglyphs = 0;
	}
	/* As fz_concat does it: what is no number stays none. */
	x = 0.0f * p->pen.tm.a + g->w.rise * p->pen.tm.c + p->pen.tm.e;
	y = 0.0f * p->pen.tm.b + g->w.rise * p->pen.tm.d + p->pen.tm.f;
	add_span(p);
	if (p->nglyphs + s->n > GLYPHS_MOST)
		return false;
	for (unsigned i = 0; i < s->n; i++)
		*PUSH(p->mem, p->glyphs, p->nglyphs, p->glyphs_cap) =
		    (fz_text_item){ .x = x, .y = y, .gid = i == 0 ? s->gid : -1, .ucs = s->code[i] };
	*advance_r = s->advance;
	return true;
}

/* False: there is no font. */
static bool
ready(struct quick *p)
{
	if (p->g.face == NULL)
		return false;
	if (!p->pen.stands)
		stand(p);
	return true;
}

static bool
show(struct quick *p)
{
	return ready(p) && pen_show(&p->pen, &p->g.w, p->g.face->desc->encoding, p->o.string, glyph, p);
}

static bool
show_pieces(struct quick *p)
{
	return ready(p) && pen_show_pieces(&p->pen, &p->g.w, p->g.face->desc->encoding, &p->o, glyph, p);
}

/* ---- operators of text ---- */

static bool
set_font(struct quick *p)
{
	p->g.face = find_face(p);
	p->g.w.size = operands_number(&p->o, 0);
	p->pen.stands = false;
	return p->g.face != NULL;
}

bool
pdf_quick_text(struct quick *p, const struct op *op)
{
	switch (op->act) {
	case END:
		return pdf_quick_flush(p);
	case FONT:
		return set_font(p);
	case SHOW:
		return show(p);
	case SHOW_PIECES:
		return show_pieces(p);
	case NEXT_SHOW:
	case NEXT_SPACED:
		return pen_set(&p->pen, &p->g.w, &p->o, op->act) && show(p);
	default:
		return pen_set(&p->pen, &p->g.w, &p->o, op->act);
	}
}
