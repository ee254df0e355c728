/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_flow.c - letters as lines of text, by the rules of MuPDF 1.21's structured text (decisions 054).
 * Its arithmetic is single, in this order; test_plain holds one against the other.
 */
#include "extract/pdf_flow.h"

#include <float.h>
#include <math.h>
#include <mupdf/ucdn.h>

#include "base/utf8.h"

#include "base/banned.h"

#define TEXT_MOST	((size_t)16 << 20)	/* bytes of one page */
#define LINE_MOST	((size_t)64 << 10)	/* bytes of one line; longer ones are for MuPDF */
#define FAR		1e6f			/* points; a place beyond it is no place */
#define STRAIGHT	0.999f			/* cosine: below it the text was turned */
#define OFF_LINE	0.8f			/* ems beside the line that still are on it, */
#define NEXT_LINE	1.5f			/* or on the next line of the same paragraph */
#define INDENT		0.5f			/* ems: a line that begins so much elsewhere begins a paragraph */
#define GAP_SPACE	0.15f			/* ems: a gap from here on is a space */
#define GAP_COLUMN	0.8f			/* ems: and from here on another cell or column */
#define REPLACEMENT	0xfffd

void
flow_init(struct flow *f, struct arena *mem)
{
	*f = (struct flow){ .n = 0 };
	buf_init(&f->text, mem, TEXT_MOST);
}

void
flow_begin(struct flow *f)
{
	f->text.n = f->n = 0;
	f->text.cut = f->odd = f->object = false;
	f->pen = f->start = f->way = (fz_point){ 0 };
	f->turn = TURN_RIGHT;
	f->last = ' ';
	f->block = 0;
}

static float
less(float a, float b)
{
	return a < b ? a : b;
}

static float
more(float a, float b)
{
	return a > b ? a : b;
}

void
flow_stand(struct stance *s)
{
	fz_matrix m = { s->a, s->b, s->c, s->d, 0, 0 };
	fz_point up = fz_transform_vector(fz_make_point(0, s->ascender), m);
	fz_point down = fz_transform_vector(fz_make_point(0, s->descender), m);

	s->along = fz_transform_vector(fz_make_point(1, 0), m);
	s->way = fz_normalize_vector(s->along);
	s->low = fz_make_point(less(up.x, down.x), less(up.y, down.y));
	s->high = fz_make_point(more(up.x, down.x), more(up.y, down.y));
	s->size = fz_matrix_expansion(m);
}

enum turn
flow_turn(int code)
{
	switch (ucdn_get_bidi_class((uint32_t)code)) {
	case UCDN_BIDI_CLASS_L:
		return TURN_RIGHT;
	case UCDN_BIDI_CLASS_R:
	case UCDN_BIDI_CLASS_AL:
		return TURN_LEFT;
	case UCDN_BIDI_CLASS_EN:
	case UCDN_BIDI_CLASS_ES:
	case UCDN_BIDI_CLASS_ET:
	case UCDN_BIDI_CLASS_AN:
	case UCDN_BIDI_CLASS_CS:
	case UCDN_BIDI_CLASS_NSM:
	case UCDN_BIDI_CLASS_BN:
	case UCDN_BIDI_CLASS_B:
	case UCDN_BIDI_CLASS_S:
	case UCDN_BIDI_CLASS_WS:
	case UCDN_BIDI_CLASS_ON:
		return TURN_KEEP;
	default:
		return TURN_NONE;
	}
}

/* The code as it is written: what is none has one. */
static uint32_t
written(int code)
{
	return code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? (uint32_t)code : REPLACEMENT;
}

/* At the end of the line in hand; it stands from p to q. */
static void
put(struct flow *f, const struct stance *s, int code, fz_point p, fz_point q)
{
	struct printed *l = &f->v[f->n - 1];
	fz_rect box = { less(p.x, q.x) + s->low.x, less(p.y, q.y) + s->low.y, more(p.x, q.x) + s->high.x,
		more(p.y, q.y) + s->high.y };
	uint32_t c = written(code);
	char utf8[4];

	if (l->len == 0)
		l->box = box;
	else {
		l->box.x0 = less(l->box.x0, box.x0);
		l->box.y0 = less(l->box.y0, box.y0);
		l->box.x1 = more(l->box.x1, box.x1);
		l->box.y1 = more(l->box.y1, box.y1);
	}
	if (c < 0x80) {
		utf8[0] = (char)c;
		buf_add(&f->text, (struct str){ utf8, 1 });
		l->len++;
	} else {
		size_t n = utf8_encode(c, utf8);

		buf_add(&f->text, (struct str){ utf8, n });
		l->len += n;
	}
	if (code != ' ' && code != 0xa0 && code != '\t') {
		l->letters++;
		l->unknown += c == REPLACEMENT;
		l->size += s->size;
		l->bold = l->bold && s->bold;
	}
	f->odd = f->odd || f->text.cut || l->len > LINE_MOST;
	f->last = code;
}

/* Where a character comes, seen from the one before it. */
enum place { HERE, SPACED, NEW_LINE, NEW_BLOCK };

static enum place
place_of(const struct flow *f, const struct stance *s, fz_point p)
{
	float dx = p.x - f->pen.x, dy = p.y - f->pen.y;
	float on = s->way.x * dx + s->way.y * dy, off = -s->way.y * dx + s->way.x * dy;

	if (fabsf(off) < s->size * OFF_LINE) {
		if (f->turn < 0 || fabsf(on) < s->size * GAP_SPACE)
			return HERE;
		if (fabsf(on) > s->size * GAP_COLUMN)
			return NEW_LINE;
		return on < 0 || f->last == ' ' ? HERE : SPACED;
	}
	if (!(fabsf(off) <= s->size * NEXT_LINE))
		return NEW_BLOCK;
	return f->object && fabsf(p.x - f->start.x) > s->size * INDENT ? NEW_BLOCK : NEW_LINE;
}

static void
turn_to(struct flow *f, enum turn turn)
{
	if (turn != TURN_KEEP)
		f->turn = turn;
}

void
flow_add(struct flow *f, const struct stance *s, fz_point p, float width, int code, enum turn turn)
{
	fz_point q = { p.x + width * s->along.x, p.y + width * s->along.y };
	enum place place = NEW_BLOCK;

	turn_to(f, turn);
	/* Not so either: no number. */
	if (!(fabsf(p.x) < FAR && fabsf(p.y) < FAR && fabsf(q.x) < FAR && fabsf(q.y) < FAR && s->size < FAR)) {
		f->odd = true;
		return;
	}
	if (f->n != 0 && !(s->way.x * f->way.x + s->way.y * f->way.y < STRAIGHT)) {
		/* Printed twice to look bold. */
		if (fabsf(q.x - f->pen.x) < FLT_EPSILON && fabsf(q.y - f->pen.y) < FLT_EPSILON && code == f->last)
			return;
		place = place_of(f, s, p);
	}
	if (place >= NEW_LINE) {
		f->block += place == NEW_BLOCK;
		*PUSH(f->text.mem, f->v, f->n, f->cap) =
		    (struct printed){ .block = f->block, .off = f->text.n, .bold = true, .upright = true };
		f->way = s->way;
		f->start = p;
	} else if (place == SPACED)
		put(f, s, ' ', f->pen, p);
	put(f, s, code, p, q);
	f->pen = q;
	f->object = false;
}

void
flow_add_more(struct flow *f, const struct stance *s, int code, enum turn turn)
{
	turn_to(f, turn);
	if (f->n == 0)
		f->odd = true;
	else
		put(f, s, code, f->pen, f->pen);
}
