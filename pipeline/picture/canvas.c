/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * canvas.c - a device between a page and its picture, that lets through what may be seen.
 *
 * The page runs through it twice, in the same order: first its glyphs are
 * gathered and nothing is drawn, then all is drawn but what they are fated not to
 * be.  What is taken out is replaced by something that covers no less, so that
 * nothing comes to light that it covered.
 */
#include <math.h>

#include "picture/drawing.h"

#include "base/banned.h"

#define LIGHT		0.85f			/* grey of what is not shown */
#define LEVEL_LEAST	DOTS(8)			/* length of a level line or a box; what is smaller may be of a letter */
#define SHAPE_LEAST	DOTS(48)		/* of another shape: no letter of a text is so large, */
#define SEGMENTS_MOST	16			/* nor has a handwriting so few bends */
#define PARTS_MOST	100000			/* of one path that are judged by themselves */
#define BLUR		3.0f			/* dots that an outline is made wider, so that letters run into each other */
#define ASCENT_LEAST	0.75f			/* of a letter's size; fonts that lie about it say 0 */
#define DESCENT_LEAST	0.25f
#define EXTENT_MOST	2.0f
#define PRIVATE_FROM	0xe000u			/* private use: a picture font, or a font without a table */
#define PRIVATE_TO	0xf8ffu

struct canvas {
	fz_device	 super;
	struct drawing	*d;
	unsigned	 aside;			/* within so many masks and tiles: nothing of it is drawn */
	unsigned	 clips;			/* within so many clips */
	unsigned	 widened;		/* the first of these that is wider than the page's; 0: none */
};

static struct canvas *
of(fz_device *dev)
{
	return (struct canvas *)dev;
}

/* Is there something to draw on now? */
static fz_device *
to(fz_device *dev)
{
	return of(dev)->aside == 0 ? of(dev)->d->to : NULL;
}

static void
new_path(fz_context *ctx, fz_path **p)
{
	fz_drop_path(ctx, *p);
	*p = NULL;
	*p = fz_new_path(ctx);
}

/* What lies outside the window nobody sees, and may be endless. */
static void
add_box(fz_context *ctx, const struct drawing *d, fz_path *p, fz_rect r)
{
	r = fz_intersect_rect(r, fz_expand_rect(d->window, BLUR));
	/* Whole dots: at a soft edge what is under it would shine through. */
	if (!fz_is_empty_rect(r))
		fz_rectto(ctx, p, floorf(r.x0), floorf(r.y0), ceilf(r.x1), ceilf(r.y1));
}

static void
fill_boxes(fz_context *ctx, struct drawing *d)
{
	float grey = LIGHT;

	fz_fill_path(ctx, d->to, d->boxes, 0, fz_identity, fz_device_gray(ctx), &grey, 1, fz_default_color_params);
}

static void
fill_light(fz_context *ctx, struct drawing *d, fz_rect r)
{
	new_path(ctx, &d->boxes);
	add_box(ctx, d, d->boxes, r);
	fill_boxes(ctx, d);
}

/* --- clips ------------------------------------------------------------------ */

/*
 * A clip that we widen lets more through than the page does, also letters that it
 * cut away: within it those become boxes.
 */
static void
note_clip(fz_device *dev, bool widened)
{
	struct canvas *c = of(dev);

	c->clips++;
	if (widened && c->widened == 0)
		c->widened = c->clips;
}

static void
clip_box(fz_context *ctx, fz_device *dev, fz_rect r)
{
	struct drawing *d = of(dev)->d;

	note_clip(dev, true);
	if (to(dev) == NULL)
		return;
	new_path(ctx, &d->boxes);
	add_box(ctx, d, d->boxes, r);
	fz_clip_path(ctx, d->to, d->boxes, 0, fz_identity, fz_infinite_rect);
}

static void
pop_clip(fz_context *ctx, fz_device *dev)
{
	struct canvas *c = of(dev);

	if (c->clips != 0 && c->widened == c->clips)
		c->widened = 0;
	c->clips -= c->clips != 0;
	if (to(dev) != NULL)
		fz_pop_clip(ctx, to(dev));
}

/* --- shapes ----------------------------------------------------------------- */

/* A path, part by part: from one move to the next. */
struct shape {
	struct drawing	*d;
	fz_matrix	 ctm;
	float		 wide;			/* dots on each side that a pen adds */
	bool		 *odd;			/* of each part: it may be a letter */
	size_t		 nodd, odd_cap;
	bool		 any;			/* one of them is */
	bool		 apart;			/* second walk: parts that are not, to d->path; boxes for the others */
	size_t		 part;			/* in hand, of the second walk */
	/* the part in hand */
	fz_rect		 box;			/* dots */
	fz_point	 at;
	unsigned	 segments;
	bool		 level;			/* only level and upright lines */
};

static bool
odd_now(const struct shape *s)
{
	return s->part >= s->nodd || s->odd[s->part];
}

static void
end_part(fz_context *ctx, struct shape *s)
{
	float w = s->box.x1 - s->box.x0, h = s->box.y1 - s->box.y0, side = w > h ? w : h;
	bool fine = s->segments == 0 || (s->level && side >= LEVEL_LEAST) ||
	    (side >= SHAPE_LEAST && s->segments <= SEGMENTS_MOST);

	if (s->apart) {
		if (odd_now(s) && s->segments != 0)
			add_box(ctx, s->d, s->d->boxes, fz_expand_rect(s->box, BLUR + s->wide));
		s->part++;
	} else if (s->nodd < PARTS_MOST) {
		*PUSH(s->d->tmp, s->odd, s->nodd, s->odd_cap) = !fine;
		s->any = s->any || !fine;
	} else
		s->any = true;
	s->segments = 0;
}

static void
extend(struct shape *s, float x, float y, bool bent)
{
	fz_point p = fz_transform_point_xy(x, y, s->ctm);

	if (s->segments++ == 0)
		s->box = (fz_rect){ s->at.x, s->at.y, s->at.x, s->at.y };
	s->level = s->level && !bent && (fabsf(p.x - s->at.x) < 0.5f || fabsf(p.y - s->at.y) < 0.5f);
	s->box.x0 = fminf(s->box.x0, p.x);
	s->box.y0 = fminf(s->box.y0, p.y);
	s->box.x1 = fmaxf(s->box.x1, p.x);
	s->box.y1 = fmaxf(s->box.y1, p.y);
	s->at = p;
}

static void
on_move(fz_context *ctx, void *arg, float x, float y)
{
	struct shape *s = arg;

	end_part(ctx, s);
	s->at = fz_transform_point_xy(x, y, s->ctm);
	s->level = true;
	if (s->apart && !odd_now(s))
		fz_moveto(ctx, s->d->path, x, y);
}

static void
on_line(fz_context *ctx, void *arg, float x, float y)
{
	struct shape *s = arg;

	extend(s, x, y, false);
	if (s->apart && !odd_now(s))
		fz_lineto(ctx, s->d->path, x, y);
}

/* Its corners are further out than the curve. */
static void
on_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
	struct shape *s = arg;
	unsigned before = s->segments;

	extend(s, x1, y1, true);
	extend(s, x2, y2, true);
	extend(s, x3, y3, true);
	s->segments = before + 1;
	if (s->apart && !odd_now(s))
		fz_curveto(ctx, s->d->path, x1, y1, x2, y2, x3, y3);
}

static void
on_close(fz_context *ctx, void *arg)
{
	struct shape *s = arg;

	if (s->apart && !odd_now(s))
		fz_closepath(ctx, s->d->path);
}

static const fz_path_walker walker = {
	.moveto = on_move, .lineto = on_line, .curveto = on_curve, .closepath = on_close
};

/* May some part of this path be a letter? */
static bool
may_speak(fz_context *ctx, struct shape *s, const fz_path *path)
{
	fz_walk_path(ctx, path, &walker, s);
	end_part(ctx, s);
	return s->any;
}

/* The other parts into d->path, and boxes for those that may into d->boxes. */
static const fz_path *
take_apart(fz_context *ctx, struct shape *s, const fz_path *path)
{
	new_path(ctx, &s->d->path);
	new_path(ctx, &s->d->boxes);
	s->apart = true;
	s->level = true;
	fz_walk_path(ctx, path, &walker, s);
	end_part(ctx, s);
	return s->d->path;
}

static void
fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_colorspace *cs,
    const float *color, float alpha, fz_color_params cp)
{
	struct shape s = { .d = of(dev)->d, .ctm = ctm };

	if (to(dev) == NULL)
		return;
	if (may_speak(ctx, &s, path))
		path = take_apart(ctx, &s, path);
	fz_fill_path(ctx, to(dev), path, even_odd, ctm, cs, color, alpha, cp);
	if (s.any)
		fill_boxes(ctx, s.d);
}

static void
stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params cp)
{
	struct shape s = { .d = of(dev)->d, .ctm = ctm, .wide = stroke->linewidth * fz_matrix_expansion(ctm) / 2 };

	if (to(dev) == NULL)
		return;
	if (may_speak(ctx, &s, path))
		path = take_apart(ctx, &s, path);
	fz_stroke_path(ctx, to(dev), path, stroke, ctm, cs, color, alpha, cp);
	if (s.any)
		fill_boxes(ctx, s.d);
}

static void
clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix ctm, fz_rect scissor)
{
	struct shape s = { .d = of(dev)->d, .ctm = ctm };
	fz_rect r = fz_bound_path(ctx, path, NULL, ctm);

	/* A box is cut as the page cuts it, however small. */
	if (may_speak(ctx, &s, path) && !(s.nodd == 2 && s.level)) {
		clip_box(ctx, dev, r);
		return;
	}
	note_clip(dev, false);
	if (to(dev) != NULL)
		fz_clip_path(ctx, to(dev), path, even_odd, ctm, scissor);
}

static void
clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_rect scissor)
{
	(void)scissor;
	clip_box(ctx, dev, fz_bound_path(ctx, path, stroke, ctm));
}

/* --- letters ------------------------------------------------------------------ */

/* Does a character say what its glyph shows? */
static bool
speaks(int ucs)
{
	return ucs > ' ' && ucs < 0x110000 && ucs != 0xfffd &&
	    !((unsigned)ucs >= PRIVATE_FROM && (unsigned)ucs <= PRIVATE_TO) && (unsigned)ucs < 0xf0000u;
}

static float
between(float x, float least, float most)
{
	return x >= least ? fminf(x, most) : least;
}

static fz_rect
box_of(fz_context *ctx, fz_font *font, int gid, int wmode, float advance, fz_matrix m)
{
	float up = between(fz_font_ascender(ctx, font), ASCENT_LEAST, EXTENT_MOST);
	float down = between(-fz_font_descender(ctx, font), DESCENT_LEAST, EXTENT_MOST);
	fz_rect r = { 0, -down, advance, up }, ink;

	if (wmode != 0)
		r = (fz_rect){ -0.5f, -fabsf(advance), 0.5f, fabsf(advance) };
	r = fz_transform_rect(r, m);
	ink = fz_bound_glyph(ctx, font, gid, m);
	return fz_is_valid_rect(ink) && !fz_is_infinite_rect(ink) ? fz_union_rect(r, ink) : r;
}

static void
gather(fz_context *ctx, struct drawing *d, const fz_text_span *span, const fz_text_item *it, fz_matrix m, bool seen, bool widened)
{
	float advance = it->gid < 0 ? 0 : fz_advance_glyph(ctx, span->font, it->gid, span->wmode);
	struct letter l = { .c = it->ucs > 0 ? (uint32_t)it->ucs : 0xfffd,
		.from = { m.e, m.f },
		.to = span->wmode != 0 ? fz_transform_point_xy(0, -advance, m) : fz_transform_point_xy(advance, 0, m),
		.size = fz_matrix_expansion(m) };

	if (it->gid >= 0) {
		struct glyph g = { .box = box_of(ctx, span->font, it->gid, span->wmode, advance, m) };

		/* MuPDF may have drawn one of these by its operations, and tells of it afterwards as if it were unseen. */
		if (fz_font_t3_procs(ctx, span->font) != NULL)
			g.fate = FATE_BLOCK;
		else if (!seen)
			g.fate = FATE_UNDRAWN;
		else if (widened || (it->ucs >= 0 && !speaks(it->ucs) && it->ucs != ' '))
			g.fate = FATE_BLOCK;
		else if (it->ucs < 0 && d->nglyphs != 0) /* the rest of a character */
			g.fate = d->glyphs[d->nglyphs - 1].fate;
		if (d->nglyphs >= GLYPHS_MOST) {
			d->more = true;
			return;
		}
		*PUSH(d->tmp, d->glyphs, d->nglyphs, d->glyphs_cap) = g;
	}
	if (it->ucs < 0 || d->nglyphs == 0)
		return;
	l.glyph = (uint32_t)d->nglyphs - 1;
	if (d->nletters < 2 * GLYPHS_MOST)
		*PUSH(d->tmp, d->letters, d->nletters, d->letters_cap) = l;
	else
		d->more = true;
}

/* Into d->some, when it may be seen; a box in its place, when nobody knows what it is. */
static void
let_through(fz_context *ctx, struct drawing *d, const fz_text_span *span, const fz_text_item *it, fz_matrix trm)
{
	const struct glyph *g;

	if (it->gid < 0)
		return;
	if (d->next >= d->nglyphs)
		fz_throw(ctx, FZ_ERROR_GENERIC, "page differs from itself");
	g = &d->glyphs[d->next++];
	if (g->fate == FATE_BLOCK)
		fill_light(ctx, d, g->box);
	if (g->fate != FATE_DRAWN)
		return;
	fz_show_glyph(ctx, d->some, span->font, trm, it->gid, it->ucs, span->wmode, 0, FZ_BIDI_LTR, FZ_LANG_UNSET);
	d->drawn += it->ucs > ' ' && !fz_is_empty_rect(fz_intersect_rect(g->box, d->window));
}

/* Each glyph, in one run to be gathered and in the other to be let through; returns whether something is in d->some. */
static bool
each_glyph(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, bool seen)
{
	struct drawing *d = of(dev)->d;

	if (of(dev)->aside != 0)
		return false;
	fz_drop_text(ctx, d->some);
	d->some = NULL;
	d->some = fz_new_text(ctx);
	for (const fz_text_span *span = text->head; span != NULL; span = span->next) {
		fz_matrix trm = span->trm;

		for (int i = 0; i < span->len; i++) {
			trm.e = span->items[i].x;
			trm.f = span->items[i].y;
			if (d->to == NULL)
				gather(ctx, d, span, &span->items[i], fz_concat(trm, ctm), seen, of(dev)->widened != 0);
			else
				let_through(ctx, d, span, &span->items[i], trm);
		}
	}
	return d->to != NULL && d->some->head != NULL;
}

static void
fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_colorspace *cs, const float *color,
    float alpha, fz_color_params cp)
{
	if (each_glyph(ctx, dev, text, ctm, true))
		fz_fill_text(ctx, to(dev), of(dev)->d->some, ctm, cs, color, alpha, cp);
}

static void
stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_colorspace *cs, const float *color, float alpha, fz_color_params cp)
{
	if (each_glyph(ctx, dev, text, ctm, true))
		fz_stroke_text(ctx, to(dev), of(dev)->d->some, stroke, ctm, cs, color, alpha, cp);
}

/* What is painted through letters is painted in their box. */
static void
clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm, fz_rect scissor)
{
	(void)scissor;
	(void)each_glyph(ctx, dev, text, ctm, false);
	clip_box(ctx, dev, fz_bound_text(ctx, text, NULL, ctm));
}

static void
clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *stroke, fz_matrix ctm,
    fz_rect scissor)
{
	(void)scissor;
	(void)each_glyph(ctx, dev, text, ctm, false);
	clip_box(ctx, dev, fz_bound_text(ctx, text, stroke, ctm));
}

static void
ignore_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix ctm)
{
	(void)each_glyph(ctx, dev, text, ctm, false);
}

/* --- images ---------------------------------------------------------------------- */

static void
fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha, fz_color_params cp)
{
	(void)image;
	(void)alpha;
	(void)cp;
	if (to(dev) != NULL)
		fill_light(ctx, of(dev)->d, fz_transform_rect(fz_unit_rect, ctm));
}

static void
fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_colorspace *cs, const float *color,
    float alpha, fz_color_params cp)
{
	(void)cs;
	(void)color;
	fill_image(ctx, dev, image, ctm, alpha, cp);
}

static void
clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_rect scissor)
{
	(void)image;
	(void)scissor;
	clip_box(ctx, dev, fz_transform_rect(fz_unit_rect, ctm));
}

/* One colour that runs into another shows nothing; a mesh may show anything. */
static void
fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix ctm, float alpha, fz_color_params cp)
{
	if (to(dev) == NULL)
		return;
	if (shade->type == FZ_LINEAR || shade->type == FZ_RADIAL)
		fz_fill_shade(ctx, to(dev), shade, ctm, alpha, cp);
	else
		fill_light(ctx, of(dev)->d, of(dev)->d->window);
}

/* --- what contains other things ---------------------------------------------------- */

/* A mask lets all through: what it would have taken away may not come to light. */
static void
begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *cs, const float *color,
    fz_color_params cp)
{
	(void)luminosity;
	(void)cs;
	(void)color;
	(void)cp;
	/* It becomes a clip, which is popped. */
	clip_box(ctx, dev, area);
	of(dev)->aside++;
}

static void
end_mask(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	if (of(dev)->aside != 0)
		of(dev)->aside--;
}

static void
begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *cs, int isolated, int knockout, int blend,
    float alpha)
{
	if (to(dev) != NULL)
		fz_begin_group(ctx, to(dev), area, cs, isolated, knockout, blend, alpha);
}

static void
end_group(fz_context *ctx, fz_device *dev)
{
	if (to(dev) != NULL)
		fz_end_group(ctx, to(dev));
}

/* What is repeated stands at more places than it is drawn at: a box over all of them. */
static int
begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep, float ystep, fz_matrix ctm, int id)
{
	(void)view;
	(void)xstep;
	(void)ystep;
	(void)id;
	if (to(dev) != NULL)
		fill_light(ctx, of(dev)->d, fz_transform_rect(area, ctm));
	of(dev)->aside++;
	return 0;
}

static void
end_tile(fz_context *ctx, fz_device *dev)
{
	end_mask(ctx, dev);
}

static fz_device *
filter_new(fz_context *ctx, struct drawing *d)
{
	struct canvas *c = fz_new_derived_device(ctx, struct canvas);

	c->d = d;
	c->super.fill_path = fill_path;
	c->super.stroke_path = stroke_path;
	c->super.clip_path = clip_path;
	c->super.clip_stroke_path = clip_stroke_path;
	c->super.fill_text = fill_text;
	c->super.stroke_text = stroke_text;
	c->super.clip_text = clip_text;
	c->super.clip_stroke_text = clip_stroke_text;
	c->super.ignore_text = ignore_text;
	c->super.fill_shade = fill_shade;
	c->super.fill_image = fill_image;
	c->super.fill_image_mask = fill_image_mask;
	c->super.clip_image_mask = clip_image_mask;
	c->super.pop_clip = pop_clip;
	c->super.begin_mask = begin_mask;
	c->super.end_mask = end_mask;
	c->super.begin_group = begin_group;
	c->super.end_group = end_group;
	c->super.begin_tile = begin_tile;
	c->super.end_tile = end_tile;
	return &c->super;
}

static void
run_page(struct drawing *d)
{
	d->cookie = (fz_cookie){ 0 };
	d->filter = filter_new(d->ctx, d);
	pdf_run_page(d->ctx, d->page, d->filter, fz_scale(DOTS(1), DOTS(1)), &d->cookie);
	fz_close_device(d->ctx, d->filter);
	fz_drop_device(d->ctx, d->filter);
	d->filter = NULL;
}

void
canvas_gather(struct drawing *d)
{
	fz_rect points = pdf_bound_page(d->ctx, d->page);

	d->bounds = fz_transform_rect(points, fz_scale(DOTS(1), DOTS(1)));
	run_page(d);
}

void
canvas_draw(struct drawing *d)
{
	fz_irect window = fz_round_rect(d->window);

	d->pixels = fz_new_pixmap_with_bbox(d->ctx, fz_device_rgb(d->ctx), window, NULL, 0);
	fz_clear_pixmap_with_value(d->ctx, d->pixels, 255);
	d->to = fz_new_draw_device_with_bbox(d->ctx, fz_identity, d->pixels, &window);
	d->next = 0;
	d->drawn = 0;
	run_page(d);
	fz_close_device(d->ctx, d->to);
	if (d->next != d->nglyphs)
		fz_throw(d->ctx, FZ_ERROR_GENERIC, "page differs from itself");
}

void
canvas_drop(struct drawing *d)
{
	fz_drop_device(d->ctx, d->filter);
	fz_drop_device(d->ctx, d->to);
	fz_drop_path(d->ctx, d->path);
	fz_drop_path(d->ctx, d->boxes);
	fz_drop_text(d->ctx, d->some);
	d->filter = d->to = NULL;
	d->path = d->boxes = NULL;
	d->some = NULL;
}
