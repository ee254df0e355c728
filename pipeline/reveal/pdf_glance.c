/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_glance.c - the first look: of which letters one dot certainly shows, so that they need not be drawn (decision 048). */
#include <float.h>
#include <math.h>
#include <string.h>

#include "reveal/pdf_glancing.h"

#include "base/banned.h"

#define DOTS_MOST	8e6f		/* of a page; A2 at 100 dots an inch */
#define SIDE_MOST	16000		/* dots of a page's side: places are kept in 16 bits */
#define PAINTS_MOST	100000		/* of one page; a map has more, and is drawn */
#define ENTRIES_MOST	1000000		/* paints in the lists of all strips */
#define EDGE		1.0f		/* dots: so far from an edge something is wholly painted, or not at all */
#define GRID_EDGE	2.5f		/* the same for pictures, which are fitted to dots */
#define CORNER		0.75f		/* of a line's width, to the side: half of it, and its corner */
#define STRAIGHT	0.01f		/* dots: a line that is so little askew is straight */
#define FAR_MOST	1e6f		/* dots, of what is added up for a place: to 0.1 dot; from there on nothing is known of it */
#define SHORT		0.001f		/* in the space of a path; MuPDF leaves out lines of less than 0.00035 */

/* ---- the page ---- */

static void
drop_page(struct seeing *s)
{
	struct glance *g = s->glance;

	for (size_t i = 0; i < g->ncolours; i++)
		fz_drop_colorspace(s->ctx, g->colours[i].cs);
	for (size_t i = 0; i < g->npictures; i++)
		fz_drop_image(s->ctx, g->pictures[i].image);
	fz_drop_default_colorspaces(s->ctx, g->spaces);
	g->ncolours = g->npictures = 0;
	g->spaces = NULL;
}

/* What is in the arena of the page goes with it. */
void
pdf_glance_end(struct seeing *s)
{
	if (s->glance == NULL)
		return;
	drop_page(s);
	s->glance->off = true;
	s->glance->paints = NULL;
	s->glance->strips = NULL;
	s->glance->cells = NULL;
}

void
pdf_glance_open(struct seeing *s)
{
	s->glance = NEW(s->v->tmp, struct glance, 1);
	s->glance->off = true;
	pdf_ink_open(s);
}

void
pdf_glance_close(struct seeing *s)
{
	pdf_ink_close(s);
	drop_page(s);
	for (size_t i = 0; i < s->glance->nsound; i++)
		fz_drop_image(s->ctx, s->glance->sound[i]);
	s->glance->nsound = 0;
}

static void
linear(float *light)
{
	for (int i = 0; i < 256; i++) {
		float v = (float)i / 255;

		light[i] = v <= 0.03928f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f);
	}
}

void
pdf_glance_begin(struct seeing *s)
{
	struct glance *g = s->glance;
	fz_irect whole = fz_round_rect(fz_transform_rect(s->box, fz_scale(s->zoom, s->zoom)));
	size_t n;

	if (g->light[255] == 0)
		linear(g->light);
	g->page = fz_rect_from_irect(whole);
	g->w = whole.x1 - whole.x0;
	g->h = whole.y1 - whole.y0;
	g->off = (float)g->w * (float)g->h > DOTS_MOST || g->w <= 0 || g->h <= 0 || whole.x0 < -SIDE_MOST ||
	    whole.y0 < -SIDE_MOST || whole.x1 > SIDE_MOST || whole.y1 > SIDE_MOST;
	g->last = g->npaints = g->paints_cap = g->entries = 0;
	g->steps = 0;
	if (g->off)
		return;
	g->strips = NEW(s->mem, struct strip, (size_t)g->h / STRIP + 1);
	g->across = g->w / CELL + 1;
	g->down = g->h / CELL + 1;
	n = (size_t)g->across * (size_t)g->down;
	if (n > g->room_cap) {
		g->room_cap = n;
		g->room = NEW(s->v->tmp, uint32_t, n);
	} else
		memset(g->room, 0, n * sizeof *g->room);
	g->cells = g->room;
}

void
pdf_glance_off(struct seeing *s)
{
	if (s->glance != NULL)
		s->glance->off = true;
}

/* ---- colours ---- */

void
pdf_glance_spaces(struct seeing *s, fz_default_colorspaces *spaces)
{
	if (s->glance == NULL)
		return;
	fz_drop_default_colorspaces(s->ctx, s->glance->spaces);
	s->glance->spaces = fz_keep_default_colorspaces(s->ctx, spaces);
}

fz_colorspace *
pdf_glance_space(const struct seeing *s, fz_colorspace *cs)
{
	const fz_default_colorspaces *d = s->glance->spaces;

	if (d == NULL)
		return cs;
	return cs == fz_device_gray(s->ctx) ? fz_default_gray(s->ctx, d) :
	    cs == fz_device_rgb(s->ctx)     ? fz_default_rgb(s->ctx, d) :
	    cs == fz_device_cmyk(s->ctx)    ? fz_default_cmyk(s->ctx, d) :
					      cs;
}

bool
pdf_glance_knows(struct seeing *s, fz_colorspace *cs)
{
	return cs == NULL || s->glance == NULL || pdf_glance_space(s, cs) == fz_device_rgb(s->ctx);
}

int
pdf_glance_colour(struct seeing *s, fz_colorspace *cs, const float *v, fz_color_params params)
{
	struct glance *g = s->glance;
	struct colour *c;
	size_t n;

	if (!looks(s) || cs == NULL)
		return -1;
	cs = pdf_glance_space(s, cs);
	n = (size_t)fz_colorspace_n(s->ctx, cs) * sizeof *v;
	for (size_t i = 0; i <= g->ncolours; i++) {
		size_t at = i == 0 ? g->last : i - 1;

		c = &g->colours[at];
		if (at < g->ncolours && c->cs == cs && memcmp(c->v, v, n) == 0 && c->params.ri == params.ri &&
		    c->params.bp == params.bp && c->params.op == params.op && c->params.opm == params.opm) {
			g->last = at;
			return (int)at;
		}
	}
	if (g->ncolours == COLOURS_MOST) {
		g->off = true;
		return -1;
	}
	g->last = g->ncolours;
	c = &g->colours[g->ncolours++];
	*c = (struct colour){ .cs = fz_keep_colorspace(s->ctx, cs), .params = params };
	memcpy(c->v, v, n);
	return (int)g->last;
}

/* ---- paints ---- */

static fz_rect
dots(const struct seeing *s, fz_rect r)
{
	if (fz_is_infinite_rect(r))
		return r;
	return fz_make_rect(r.x0 * s->zoom, r.y0 * s->zoom, r.x1 * s->zoom, r.y1 * s->zoom);
}

static fz_rect
grown(fz_rect r, float by)
{
	if (fz_is_infinite_rect(r))
		return r;
	return fz_make_rect(r.x0 - by, r.y0 - by, r.x1 + by, r.y1 + by);
}

static bool
is_known(fz_rect r)
{
	return isfinite(r.x0) && isfinite(r.y0) && isfinite(r.x1) && isfinite(r.y1);
}

/* Something at these dots, which was painted just now; NULL: it is not on the page, or there is too much. */
static struct paint *
add_paint(struct seeing *s, fz_rect at)
{
	struct glance *g = s->glance;
	struct paint *p;
	int from, to, last = g->h / STRIP;

	if (!is_known(at)) {
		g->off = true;
		return NULL;
	}
	if (!meets(at, g->page))
		return NULL;
	from = (int)fmaxf(floorf((at.y0 - g->page.y0) / STRIP), 0);
	to = (int)fminf(floorf((at.y1 - g->page.y0) / STRIP), (float)last);
	g->entries += (size_t)(to - from) + 1;
	if (g->npaints == PAINTS_MOST || g->entries > ENTRIES_MOST) {
		g->off = true;
		return NULL;
	}
	for (int i = from; i <= to; i++)
		*PUSH(s->mem, g->strips[i].v, g->strips[i].n, g->strips[i].cap) = (uint32_t)g->npaints;
	p = PUSH(s->mem, g->paints, g->npaints, g->paints_cap);
	*p = (struct paint){ .at = at, .solid = fz_empty_rect, .seq = s->seq };
	return p;
}

static struct paint *
add_clipped(struct seeing *s, const struct place *l, fz_rect at, float edge)
{
	fz_rect clip = dots(s, l->clip);

	if (!is_known(at)) {
		s->glance->off = true;
		return NULL;
	}
	if (!fz_is_infinite_rect(clip)) {
		clip = grown(clip, edge);
		at = fz_make_rect(
		    fmaxf(at.x0, clip.x0), fmaxf(at.y0, clip.y0), fminf(at.x1, clip.x1), fminf(at.y1, clip.y1));
	}
	return add_paint(s, grown(at, edge));
}

void
pdf_glance_any(struct seeing *s, const struct place *l, fz_rect r)
{
	if (!looks(s) || l->elsewhere)
		return;
	s->seq++;
	if (fz_is_infinite_rect(r))
		r = s->box;
	(void)add_clipped(s, l, dots(s, r), GRID_EDGE);
}

/*
 * Floats of 16 million and more have no halves.  MuPDF widens lines in the space
 * of their path and clips in dots, where this looks in points: what is far from
 * both may land dots away from there.
 */
static bool
is_far(fz_matrix m, float x, float y)
{
	float across = fabsf(x * m.a) + fabsf(y * m.c) + fabsf(m.e),
	      down = fabsf(x * m.b) + fabsf(y * m.d) + fabsf(m.f);

	return !(across <= FAR_MOST) || !(down <= FAR_MOST);
}

void
pdf_glance_image(struct seeing *s, const struct place *l, fz_image *image, fz_matrix ctm)
{
	struct glance *g = s->glance;
	fz_rect at, inside;

	if (!looks(s))
		return;
	at = dots(s, fz_transform_rect(fz_unit_rect, ctm));
	inside = fz_intersect_rect(dots(s, l->whole), g->page);
	/* One that is drawn in part may break off in the other part: what the drawing says of that is not foreseen. */
	if (l->elsewhere || g->npictures == IMAGES_MOST || is_far(ctm, 1, 1) ||
	    !fz_contains_rect(grown(inside, EDGE / 2), at)) {
		g->off = true;
		return;
	}
	g->pictures[g->npictures++] =
	    (struct picture){ fz_keep_image(s->ctx, image), fz_concat(ctm, fz_scale(s->zoom, s->zoom)) };
	(void)add_clipped(s, l, at, GRID_EDGE);
}

/* ---- paths ---- */

/* A part of a path, up to where the pen is lifted. */
struct trail {
	struct seeing	*s;		/* NULL: only asked whether it is a rectangle */
	const struct place *l;
	fz_matrix	 ctm;		/* to dots, or points */
	float		 width, corner;	/* of a stroke, to its side: where it goes straight and elsewhere; 0: a fill */
	fz_point	 first, at, corners[4];
	fz_point	 raw_first, raw_at;	/* as the path has them: lines are widened there */
	size_t		 npoints;	/* since the pen was lifted */
	bool		 bent;		/* no rectangle */
	bool		 far;		/* where it lies cannot be said to the dot */
	fz_rect		 box;
	size_t		 parts;		/* that are something */
	bool		 is_rect;	/* the last one */
	fz_rect		 rect;
};

static void
emit(struct trail *t, fz_rect r, float by)
{
	if (t->s != NULL && looks(t->s))
		(void)add_clipped(t->s, t->l, grown(r, by), EDGE);
}

static bool
straight(float a, float b)
{
	return fabsf(a - b) <= STRAIGHT;
}

static bool
is_rectangle(const struct trail *t)
{
	const fz_point *p = t->corners;
	bool across = straight(p[0].y, p[1].y) && straight(p[1].x, p[2].x) && straight(p[2].y, p[3].y) &&
	    straight(p[3].x, p[0].x);
	bool down = straight(p[0].x, p[1].x) && straight(p[1].y, p[2].y) && straight(p[2].x, p[3].x) &&
	    straight(p[3].y, p[0].y);

	return !t->bent && t->npoints >= 4 && (across || down);
}

/* The pen is lifted. */
static void
part_ends(struct trail *t)
{
	if (t->npoints > 1) {
		t->parts++;
		t->is_rect = is_rectangle(t);
		t->rect = t->box;
		if (t->width == 0)
			emit(t, t->box, 0);
	}
	t->npoints = 0;
	t->bent = false;
}

static void
point(struct trail *t, fz_point p)
{
	fz_rect dot = fz_make_rect(p.x, p.y, p.x, p.y);

	if (t->npoints < 4)
		t->corners[t->npoints] = p;
	else if (t->npoints > 4 || !straight(p.x, t->first.x) || !straight(p.y, t->first.y))
		t->bent = true;
	if (t->npoints++ == 0) {
		t->first = p;
		t->box = dot;
	} else
		t->box = fz_make_rect(
		    fminf(t->box.x0, p.x), fminf(t->box.y0, p.y), fmaxf(t->box.x1, p.x), fmaxf(t->box.y1, p.y));
	if (!isfinite(p.x) || !isfinite(p.y)) {
		t->bent = true;
		if (t->s != NULL)
			pdf_glance_off(t->s);
	}
	t->at = p;
}

/*
 * Lines that go exactly across or down meet at right angles; all others may meet
 * in a spike of any length.  So may what comes before and after a very short one,
 * which MuPDF leaves out.
 */
static bool
upright(fz_point a, fz_point b)
{
	float w = fabsf(a.x - b.x), h = fabsf(a.y - b.y), most = fmaxf(w, h);

	return !(fminf(w, h) > 0) && (!(most > 0) || most >= SHORT);
}

static void
segment(struct trail *t, fz_point from, fz_point to, bool plain)
{
	if (t->width > 0)
		emit(t,
		    fz_make_rect(fminf(from.x, to.x), fminf(from.y, to.y), fmaxf(from.x, to.x), fmaxf(from.y, to.y)),
		    plain ? t->width : t->corner);
}

static fz_point
place_of(struct trail *t, float x, float y)
{
	t->far = t->far || is_far(t->ctm, x, y);
	return fz_transform_point_xy(x, y, t->ctm);
}

static void
moveto(fz_context *ctx, void *arg, float x, float y)
{
	struct trail *t = arg;

	(void)ctx;
	part_ends(t);
	t->raw_first = t->raw_at = fz_make_point(x, y);
	point(t, place_of(t, x, y));
}

static void
lineto(fz_context *ctx, void *arg, float x, float y)
{
	struct trail *t = arg;
	fz_point from = t->at, raw = t->raw_at;

	(void)ctx;
	if (t->npoints == 0)
		point(t, from);
	point(t, place_of(t, x, y));
	t->raw_at = fz_make_point(x, y);
	segment(t, from, t->at, upright(raw, t->raw_at));
}

static void
curveto(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
	struct trail *t = arg;
	fz_point p[4] = { t->at, place_of(t, x1, y1), place_of(t, x2, y2), place_of(t, x3, y3) };
	fz_rect r = fz_make_rect(p[0].x, p[0].y, p[0].x, p[0].y);

	(void)ctx;
	if (t->npoints == 0)
		point(t, p[0]);
	for (int i = 1; i < 4; i++) {
		point(t, p[i]);
		r = fz_make_rect(fminf(r.x0, p[i].x), fminf(r.y0, p[i].y), fmaxf(r.x1, p[i].x), fmaxf(r.y1, p[i].y));
	}
	t->bent = true;
	t->raw_at = fz_make_point(x3, y3);
	if (t->width > 0)
		emit(t, r, t->corner);
}

static void
closepath(fz_context *ctx, void *arg)
{
	struct trail *t = arg;
	fz_point first = t->first;

	(void)ctx;
	if (t->npoints > 1)
		segment(t, t->at, first, upright(t->raw_at, t->raw_first));
	part_ends(t);
	t->at = first;
	t->raw_at = t->raw_first;
}

static void
trail(struct seeing *s, struct trail *t, const fz_path *path)
{
	static const fz_path_walker walker = {
		.moveto = moveto, .lineto = lineto, .curveto = curveto, .closepath = closepath
	};

	fz_walk_path(s->ctx, path, &walker, t);
	part_ends(t);
	if (t->far)
		pdf_glance_off(s);
}

bool
pdf_glance_rect(struct seeing *s, const fz_path *path, fz_matrix ctm, fz_rect *rect_r)
{
	struct trail t = { .ctm = ctm };

	trail(s, &t, path);
	*rect_r = t.rect;
	return t.parts == 1 && t.is_rect;
}

void
pdf_glance_fill(struct seeing *s, const struct place *l, const fz_path *path, fz_matrix ctm, int colour, float alpha)
{
	struct trail t = { .s = s, .l = l, .ctm = fz_concat(ctm, fz_scale(s->zoom, s->zoom)) };
	struct glance *g = s->glance;
	size_t before;

	if (!looks(s) || l->elsewhere)
		return;
	before = g->npaints;
	trail(s, &t, path);
	if (t.parts == 1 && t.is_rect && l->plain && colour >= 0 && alpha == 1 && g->npaints == before + 1) {
		g->paints[before].solid = grown(fz_intersect_rect(t.rect, dots(s, l->inside)), -EDGE);
		g->paints[before].colour = colour;
	}
}

/*
 * The width of a line in dots, where it is widest: what it covers around its
 * path is a circle in the space of the path, and what the matrix makes of that.
 * MuPDF widens a line that would be thinner than a dot on the average.
 */
static float
side_of(const fz_stroke_state *stroke, fz_matrix m, bool *miter_r)
{
	float e = fz_matrix_expansion(m), width = stroke->linewidth;

	*miter_r = stroke->linejoin == FZ_LINEJOIN_MITER || stroke->linejoin == FZ_LINEJOIN_MITER_XPS;
	if (e < FLT_EPSILON)
		e = 1;
	if (width * e < 1)
		width = 1 / e;
	return width * fmaxf(hypotf(m.a, m.c), hypotf(m.b, m.d));
}

void
pdf_glance_stroke(struct seeing *s, const struct place *l, const fz_path *path, const fz_stroke_state *stroke, fz_matrix ctm)
{
	struct trail t = { .s = s, .l = l, .ctm = fz_concat(ctm, fz_scale(s->zoom, s->zoom)) };
	bool miter;
	float width;

	if (!looks(s) || l->elsewhere)
		return;
	width = side_of(stroke, t.ctm, &miter);
	t.width = width * CORNER;
	t.corner = width * (miter ? fmaxf(stroke->miterlimit / 2, CORNER) : CORNER);
	trail(s, &t, path);
}

/* ---- text ---- */

static void
mark(struct seeing *s, fz_rect r, int colour)
{
	struct glance *g = s->glance;
	int x0, y0, x1, y1;

	g->colours[colour].text = true;
	if (!is_known(r)) {
		g->off = true;
		return;
	}
	if (!meets(r, g->page))
		return;
	x0 = (int)fmaxf((r.x0 - g->page.x0) / CELL, 0);
	y0 = (int)fmaxf((r.y0 - g->page.y0) / CELL, 0);
	x1 = (int)fminf((r.x1 - g->page.x0) / CELL, (float)(g->across - 1));
	y1 = (int)fminf((r.y1 - g->page.y0) / CELL, (float)(g->down - 1));
	for (int y = y0; y <= y1; y++) {
		for (int x = x0; x <= x1; x++)
			g->cells[(size_t)y * (size_t)g->across + (size_t)x] |= bit_of(colour);
	}
}

/* Text somewhere on these dots. */
static void
text_at(struct seeing *s, const struct place *l, fz_rect r, int colour)
{
	if (l->plain)
		mark(s, r, colour);
	else
		(void)add_paint(s, r);
}

/* Where a dot of the letter must lie to say anything of it. */
static void
find_spots(const struct seeing *s, const struct place *l, const struct ink *ink, int dx, int dy, struct letter *x)
{
	const struct glance *g = s->glance;
	fz_rect cell = fz_make_rect(floorf(x->cell.x0 * s->zoom), floorf(x->cell.y0 * s->zoom),
	    ceilf(x->cell.x1 * s->zoom), ceilf(x->cell.y1 * s->zoom));
	fz_rect inside = dots(s, l->inside);
	bool all = fz_is_infinite_rect(inside);

	inside = grown(inside, -EDGE);
	for (int i = 0; i < SPOTS; i++) {
		struct spot at = { (int16_t)(ink->spots[i].x + dx), (int16_t)(ink->spots[i].y + dy),
			ink->spots[i].cover };

		if (at.cover == 0 || !holds(cell, at.x, at.y) || !holds(g->page, at.x, at.y) ||
		    (!all && !holds(inside, at.x, at.y)))
			continue;
		x->spots[i] = at;
		x->sure = true;
	}
}

void
pdf_glance_glyph(struct seeing *s, const struct place *l, fz_font *font, int gid, fz_matrix m, int colour, float alpha,
    struct letter *x)
{
	const struct ink *ink;
	int dx, dy;

	if (!looks(s) || l->elsewhere)
		return;
	ink = colour < 0 ? NULL : pdf_ink(s, font, gid, m, &dx, &dy);
	if (ink == NULL) {
		s->glance->off = true;
		return;
	}
	if (fz_is_empty_irect(ink->box))
		return;
	text_at(s, l, grown(fz_rect_from_irect(fz_translate_irect(ink->box, dx, dy)), EDGE), colour);
	if (x == NULL || !l->plain || alpha != 1)
		return;
	x->ink = (uint16_t)colour;
	find_spots(s, l, ink, dx, dy, x);
}

void
pdf_glance_outline(struct seeing *s, const struct place *l, const fz_text *text, const fz_stroke_state *stroke,
    fz_matrix ctm, int colour)
{
	fz_matrix to_dots = fz_concat(ctm, fz_scale(s->zoom, s->zoom));
	bool miter;
	float side;

	if (!looks(s) || l->elsewhere)
		return;
	if (colour < 0) {
		s->glance->off = true;
		return;
	}
	side = side_of(stroke, to_dots, &miter) * (miter ? fmaxf(stroke->miterlimit / 2, CORNER) : CORNER);
	for (const fz_text_span *span = text->head; span != NULL; span = span->next) {
		for (int i = 0; i < span->len; i++) {
			fz_matrix m = span->trm;
			const struct ink *ink;
			int dx, dy;

			if (span->items[i].gid < 0)
				continue;
			m.e = span->items[i].x;
			m.f = span->items[i].y;
			ink = pdf_ink(s, span->font, span->items[i].gid, fz_concat(m, to_dots), &dx, &dy);
			if (ink == NULL) {
				s->glance->off = true;
				return;
			}
			if (!fz_is_empty_irect(ink->box))
				text_at(s, l,
				    grown(fz_rect_from_irect(fz_translate_irect(ink->box, dx, dy)), side + EDGE),
				    colour);
		}
	}
}
