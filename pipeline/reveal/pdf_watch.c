/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_watch.c - every character of a PDF page and what may cover it, in the order of painting. */
#include <math.h>
#include <string.h>

#include "base/form.h"
#include "base/utf8.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define LETTERS_MOST	1000000		/* of one page; the fullest we know has 40,000 */
#define COVERS_MOST	1000000		/* of one page; a map has 300,000 */
#define LAYERS_MOST	100000		/* clips, groups, masks and tiles in each other */
#define OPAQUE		0.5f		/* what hides half of it hides it from most eyes: the drawing decides, this names */
#define DOT		0.2f		/* points: ink smaller than this is no measure of where a letter stands */
#define CELL_HEIGHT	0.7f		/* of an em: the height of a capital (gate facts 3, measured) */

struct layer {
	struct place	 at;
	float		 alpha;
	bool		 masked, shape;	/* painted through a mask; itself the mask */
	bool		 tile;		/* repeated over area; how far one is from the next */
	fz_rect		 area;
	fz_matrix	 ctm;
	float		 xstep, ystep;
};

struct watch {
	fz_device	 super;
	struct seeing	*s;
	fz_text		*last;		/* owned: shown just now, to be known when it is shown in another way */
	fz_point	 last_at;
	size_t		 last_from, last_n;
};

static struct seeing *
of(fz_device *dev)
{
	return ((struct watch *)dev)->s;
}

/* ---- clips, groups, masks and tiles ---- */

static const struct layer open_page = {
	.at = { .clip = { FZ_MIN_INF_RECT, FZ_MIN_INF_RECT, FZ_MAX_INF_RECT, FZ_MAX_INF_RECT },
	    .inside = { FZ_MIN_INF_RECT, FZ_MIN_INF_RECT, FZ_MAX_INF_RECT, FZ_MAX_INF_RECT },
	    .whole = { FZ_MIN_INF_RECT, FZ_MIN_INF_RECT, FZ_MAX_INF_RECT, FZ_MAX_INF_RECT }, .plain = true },
	.alpha = 1,
};

static struct layer
top(const struct seeing *s)
{
	return s->nlayers != 0 ? s->layers[s->nlayers - 1] : open_page;
}

static void
open_layer(struct seeing *s, struct layer l)
{
	if (s->nlayers == LAYERS_MOST)
		s->over = true;
	else
		*PUSH(s->mem, s->layers, s->nlayers, s->layers_cap) = l;
}

static void
close_layer(struct seeing *s)
{
	if (s->nlayers != 0)
		s->nlayers--;
}

/* inside: all that is painted there is there; whole: the same for a picture, but for what a mask takes away. */
static void
clip(fz_device *dev, fz_rect to, fz_rect inside, fz_rect whole)
{
	struct layer l = top(of(dev));

	l.at.clip = fz_intersect_rect(l.at.clip, to);
	l.at.inside = fz_intersect_rect(l.at.inside, inside);
	l.at.whole = fz_intersect_rect(l.at.whole, whole);
	open_layer(of(dev), l);
}

static void
clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_rect scissor)
{
	fz_rect inside = fz_empty_rect;

	(void)even_odd;
	if (of(dev)->glance != NULL && !pdf_glance_rect(of(dev), path, ctm, &inside))
		inside = fz_empty_rect;
	inside = fz_intersect_rect(inside, scissor);
	clip(dev, fz_bound_path(ctx, path, NULL, ctm), inside, inside);
}

static void
clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_rect scissor)
{
	(void)scissor;
	clip(dev, fz_bound_path(ctx, path, stroke, ctm), fz_empty_rect, fz_empty_rect);
}

static void
clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
	struct layer l = top(of(dev));
	fz_rect to = fz_transform_rect(fz_unit_rect, ctm);

	(void)ctx;
	pdf_glance_image(of(dev), &l.at, image, ctm);
	clip(dev, to, fz_empty_rect, fz_intersect_rect(to, scissor));
}

static void
pop_clip(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	close_layer(of(dev));
}

static void
begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *cs, const float *bc,
    fz_color_params params)
{
	struct layer l = top(of(dev));

	(void)ctx;
	(void)area;
	(void)luminosity;
	(void)cs;
	(void)bc;
	(void)params;
	l.shape = true;
	l.at.plain = false;
	l.at.elsewhere = true;
	open_layer(of(dev), l);
}

/* The mask is made; what comes now is painted through it, up to the next pop_clip. */
static void
end_mask(fz_context *ctx, fz_device *dev)
{
	struct layer l;

	(void)ctx;
	close_layer(of(dev));
	l = top(of(dev));
	l.masked = true;
	l.at.plain = false;
	open_layer(of(dev), l);
}

static void
begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *cs, int isolated, int knockout, int blendmode,
    float alpha)
{
	struct layer l = top(of(dev));

	(void)ctx;
	(void)isolated;
	l.alpha *= alpha;
	/* What is outside its area MuPDF does not draw; l.at.clip tells what is clipped away on purpose. */
	l.at.inside = fz_intersect_rect(l.at.inside, area);
	l.at.whole = fz_intersect_rect(l.at.whole, area);
	if (knockout != 0 || blendmode != FZ_BLEND_NORMAL || alpha != 1 || !pdf_glance_knows(of(dev), cs)) {
		l.at.plain = false;
		pdf_glance_any(of(dev), &l.at, area);
	}
	open_layer(of(dev), l);
}

static int
begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep, float ystep, fz_matrix ctm, int id)
{
	struct layer l = top(of(dev));

	(void)ctx;
	(void)view;
	(void)id;
	l.tile = true;
	l.area = area;
	l.ctm = ctm;
	l.xstep = xstep;
	l.ystep = ystep;
	/* It may be too large to be drawn, and then all that follows is not. */
	pdf_glance_off(of(dev));
	l.at = (struct place){ .clip = fz_infinite_rect, .elsewhere = true };
	open_layer(of(dev), l);
	return 0;
}

/* ---- covers ---- */

static void
cover(fz_device *dev, fz_rect at, float alpha, bool picture)
{
	struct seeing *s = of(dev);
	struct layer l = top(s);

	s->seq++;
	s->painted = true;
	s->npictures += picture;
	at = fz_intersect_rect(at, l.at.clip);
	if (alpha * l.alpha < OPAQUE || fz_is_empty_rect(at) || l.shape)
		return;
	if (s->ncovers == COVERS_MOST)
		s->over = true;
	else
		*PUSH(s->mem, s->covers, s->ncovers, s->covers_cap) =
		    (struct painted){ at, s->seq, picture ? s->npictures : 0 };
}

static void
fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_colorspace *cs,
    const float *color, float alpha, fz_color_params params)
{
	struct layer l = top(of(dev));

	(void)even_odd;
	cover(dev, fz_bound_path(ctx, path, NULL, ctm), alpha, false);
	pdf_glance_fill(of(dev), &l.at, path, ctm, pdf_glance_colour(of(dev), cs, color, params), alpha);
}

static void
stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	struct layer l = top(of(dev));

	(void)pdf_glance_colour(of(dev), cs, color, params);
	cover(dev, fz_bound_path(ctx, path, stroke, ctm), alpha, false);
	pdf_glance_stroke(of(dev), &l.at, path, stroke, ctm);
}

static void
fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha, fz_color_params params)
{
	(void)params;
	cover(dev, fz_bound_shade(ctx, shade, ctm), alpha, false);
	/* What it is made of may be broken, and only drawing it tells. */
	pdf_glance_off(of(dev));
}

static void
fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha, fz_color_params params)
{
	struct layer l = top(of(dev));

	(void)ctx;
	(void)params;
	cover(dev, fz_transform_rect(fz_unit_rect, ctm), alpha, true);
	pdf_glance_image(of(dev), &l.at, image, ctm);
}

static void
fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_colorspace *cs, const float *color,
    float alpha, fz_color_params params)
{
	struct layer l = top(of(dev));

	(void)ctx;
	(void)pdf_glance_colour(of(dev), cs, color, params);
	cover(dev, fz_transform_rect(fz_unit_rect, ctm), alpha, true);
	pdf_glance_image(of(dev), &l.at, image, ctm);
}

/* ---- text ---- */

static bool
speaks(uint32_t c)
{
	char utf8[4];

	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
	return c >= 0xaa && form_speaks((struct str){ utf8, utf8_encode(c, utf8) });
}

static float
shorter_side(fz_matrix m)
{
	return fminf(hypotf(m.a, m.b), hypotf(m.c, m.d));
}

/* To one of the places where a tile is repeated: near the middle of all of them, where the page is. */
static fz_rect
to_middle(const struct layer *l, fz_rect r)
{
	fz_point at = fz_transform_point(fz_make_point((r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2), fz_invert_matrix(l->ctm));
	float dx = (l->area.x0 + l->area.x1) / 2 - at.x, dy = (l->area.y0 + l->area.y1) / 2 - at.y;
	fz_point move;

	if (!(fabsf(l->xstep) > 0) || !(fabsf(l->ystep) > 0))
		return r;
	move = fz_transform_vector(
	    fz_make_point(floorf(dx / l->xstep) * l->xstep, floorf(dy / l->ystep) * l->ystep), l->ctm);
	return fz_translate_rect(r, move.x, move.y);
}

/* How a text is shown. */
struct shown {
	fz_matrix	 ctm, to_dots;
	float		 alpha;
	bool		 unpainted, filled;
	int		 colour;	/* of filled text, in the list of the first look */
};

/* What is the same for all letters of a span: but for their place, the matrices to the page and to its dots. */
struct stance {
	fz_matrix	 m, dots;
	float		 size;
	bool		 drawings;	/* a font of drawings */
};

static struct stance
stance_of(fz_context *ctx, const fz_text_span *span, const struct shown *how)
{
	fz_matrix m = fz_concat(span->trm, how->ctm);

	return (struct stance){ .m = m,
		.dots = fz_concat(span->trm, how->to_dots),
		.size = shorter_side(m),
		.drawings = fz_font_t3_procs(ctx, span->font) != NULL };
}

/* The rest of fz_concat. */
static fz_matrix
put_at(fz_matrix m, const fz_text_item *it, fz_matrix to)
{
	m.e = it->x * to.a + it->y * to.c + to.e;
	m.f = it->x * to.b + it->y * to.d + to.f;
	return m;
}

static void
glance_at(struct seeing *s, const fz_text_span *span, const fz_text_item *it, const struct shown *how,
    const struct stance *at, const struct layer *l, struct letter *x)
{
	if (s->glance == NULL || !how->filled || it->gid < 0)
		return;
	pdf_glance_glyph(
	    s, &l->at, span->font, it->gid, put_at(at->dots, it, how->to_dots), how->colour, how->alpha, x);
}

static void
add_letter(struct watch *w, fz_context *ctx, const fz_text_span *span, const fz_text_item *it, const struct shown *how,
    const struct stance *at, const struct layer *l)
{
	struct seeing *s = w->s;
	fz_matrix m = put_at(at->m, it, how->ctm);
	bool known = it->ucs > 0 && it->ucs < 0x110000 && (it->ucs < 0xd800 || it->ucs > 0xdfff);
	struct letter x = { .seq = s->seq, .c = known ? (uint32_t)it->ucs : 0xfffd, .cause = CAUSE__COUNT };
	float advance = it->gid >= 0 ? fz_advance_glyph(ctx, span->font, it->gid, (int)span->wmode) : 0;

	if (s->nletters == LETTERS_MOST) {
		s->over = true;
		return;
	}
	x.size = at->size;
	x.alpha = how->alpha * l->alpha;
	x.speaks = speaks(x.c);
	x.unpainted = how->unpainted || l->shape;
	x.masked = l->masked;
	x.from = fz_transform_point_xy(0, 0, m);
	x.to = span->wmode ? fz_transform_point_xy(0, advance, m) : fz_transform_point_xy(advance, 0, m);
	/* The second letter of a ligature stands where the first does. */
	if (it->gid < 0 && s->nletters != 0) {
		const struct letter *first = &s->letters[s->nletters - 1];

		x.cell = first->cell;
		x.clipped = first->clipped;
		x.sure = how->filled && first->seq == x.seq && first->sure;
		x.ink = first->ink;
		memcpy(x.spots, first->spots, sizeof x.spots);
	} else {
		if (it->gid >= 0 && !x.unpainted)
			x.cell = fz_bound_glyph(ctx, span->font, it->gid, m);
		if (x.unpainted || !(x.cell.x1 - x.cell.x0 >= DOT) || !(x.cell.y1 - x.cell.y0 >= DOT))
			x.cell = fz_transform_rect(fz_make_rect(0, 0, advance > 0 ? advance : 0.5f, CELL_HEIGHT), m);
		x.clipped = !lies_in(x.cell, l->at.clip) && fz_is_empty_rect(fz_intersect_rect(x.cell, l->at.clip));
		if (l->tile)
			x.cell = to_middle(l, x.cell);
		glance_at(s, span, it, how, at, l, &x);
	}
	/* The em of a font of drawings is whatever its maker took for one: its letters are measured as they come. */
	if (at->drawings)
		x.size = fmaxf(x.cell.x1 - x.cell.x0, x.cell.y1 - x.cell.y0);
	*PUSH(s->mem, s->letters, s->nletters, s->letters_cap) = x;
}

/*
 * Text that is filled, stroked and used as a clip comes once for each: the same
 * object at the same place.  It is one text, and is there when one of them shows.
 * While it is kept, no other text has its address.
 */
static bool
is_again(struct watch *w, fz_context *ctx, const fz_text *text, fz_matrix ctm, float alpha)
{
	const fz_text_span *span = text->head;
	fz_point at;

	while (span != NULL && span->len == 0)
		span = span->next;
	if (span == NULL)
		return true;
	at = fz_transform_point_xy(span->items[0].x, span->items[0].y, ctm);
	if (text == w->last && at.x == w->last_at.x && at.y == w->last_at.y) {
		for (size_t i = w->last_from; i < w->last_from + w->last_n; i++) {
			struct letter *x = &w->s->letters[i];

			x->alpha = fmaxf(x->alpha, alpha * top(w->s).alpha);
		}
		return true;
	}
	fz_drop_text(ctx, w->last);
	w->last = fz_keep_text(ctx, text);
	w->last_at = at;
	return false;
}

static void
add_text(fz_context *ctx, fz_device *dev, const fz_text *text, const struct shown *how)
{
	struct watch *w = (struct watch *)dev;
	struct layer l = top(w->s);
	bool again;

	w->s->seq++;
	again = is_again(w, ctx, text, how->ctm, how->alpha);
	if (!again)
		w->last_from = w->s->nletters;
	for (const fz_text_span *span = text->head; span != NULL; span = span->next) {
		struct stance at = stance_of(ctx, span, how);

		for (int i = 0; i < span->len; i++) {
			if (again)
				glance_at(w->s, span, &span->items[i], how, &at, &l, NULL);
			else
				add_letter(w, ctx, span, &span->items[i], how, &at, &l);
		}
	}
	if (!again)
		w->last_n = w->s->nletters - w->last_from;
}

static void
fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *cs, const float *color,
    float alpha, fz_color_params params)
{
	struct seeing *s = of(dev);

	add_text(ctx, dev, text,
	    &(struct shown){ .ctm = ctm,
		.to_dots = fz_concat(ctm, fz_scale(s->zoom, s->zoom)),
		.alpha = alpha,
		.filled = true,
		.colour = pdf_glance_colour(s, cs, color, params) });
}

static void
stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params params)
{
	struct layer l = top(of(dev));

	add_text(ctx, dev, text, &(struct shown){ .ctm = ctm, .alpha = alpha });
	pdf_glance_outline(of(dev), &l.at, text, stroke, ctm, pdf_glance_colour(of(dev), cs, color, params));
}

static void
ignore_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm)
{
	add_text(ctx, dev, text, &(struct shown){ .ctm = ctm, .alpha = 1, .unpainted = true });
}

static void
clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
	(void)scissor;
	add_text(ctx, dev, text, &(struct shown){ .ctm = ctm, .alpha = 1, .unpainted = true });
	clip(dev, fz_bound_text(ctx, text, NULL, ctm), fz_empty_rect, fz_empty_rect);
}

static void
clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_rect scissor)
{
	(void)scissor;
	add_text(ctx, dev, text, &(struct shown){ .ctm = ctm, .alpha = 1, .unpainted = true });
	clip(dev, fz_bound_text(ctx, text, stroke, ctm), fz_empty_rect, fz_empty_rect);
}

static void
set_default_colorspaces(fz_context *ctx, fz_device *dev, fz_default_colorspaces *spaces)
{
	(void)ctx;
	pdf_glance_spaces(of(dev), spaces);
}

static void
drop(fz_context *ctx, fz_device *dev)
{
	fz_drop_text(ctx, ((struct watch *)dev)->last);
}

fz_device *
pdf_watch(struct seeing *s)
{
	fz_context *ctx = s->ctx;
	struct watch *w = fz_new_derived_device(ctx, struct watch);
	fz_device *d = &w->super;

	w->s = s;
	d->drop_device = drop;
	d->fill_path = fill_path;
	d->stroke_path = stroke_path;
	d->clip_path = clip_path;
	d->clip_stroke_path = clip_stroke_path;
	d->fill_text = fill_text;
	d->stroke_text = stroke_text;
	d->clip_text = clip_text;
	d->clip_stroke_text = clip_stroke_text;
	d->ignore_text = ignore_text;
	d->fill_shade = fill_shade;
	d->fill_image = fill_image;
	d->fill_image_mask = fill_image_mask;
	d->clip_image_mask = clip_image_mask;
	d->pop_clip = pop_clip;
	d->begin_mask = begin_mask;
	d->end_mask = end_mask;
	d->begin_group = begin_group;
	d->end_group = pop_clip;
	d->begin_tile = begin_tile;
	d->end_tile = pop_clip;
	d->set_default_colorspaces = set_default_colorspaces;
	return d;
}
