/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_see.c - would anything change where a letter stands if the page had no text?  If not, nobody sees it (gate facts 3.2). */
#include <math.h>
#include <stdlib.h>

#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define DOTS_PER_INCH	100.0f		/* gate facts 3.3, like FLAT */
#define FLAT		24		/* of 255, in each colour: less is one colour */
#define DOTS_MOST	40e6f		/* of one page, three bytes each, twice; a larger page is drawn smaller */
#define ZOOM_LEAST	0.4f		/* dots to a point: smaller, and ordinary letters are no longer drawn */
#define SIZE_LEAST	1.0f		/* points: letters that no eye takes for letters */
#define CLEAR		0.05f		/* paint that covers less than this */
#define PART		0.8f		/* of a letter that a cover must cover, or the page must not have */
#define OVER_MOST	64		/* covers of a letter that are looked at, from the last */

/* ---- drawing ---- */

fz_pixmap *
pdf_see_paper(struct seeing *s)
{
	fz_irect whole = fz_round_rect(fz_transform_rect(s->box, fz_scale(s->zoom, s->zoom)));
	fz_pixmap *p = fz_new_pixmap_with_bbox(s->ctx, fz_device_rgb(s->ctx), whole, NULL, 0);

	fz_clear_pixmap_with_value(s->ctx, p, 255);
	return p;
}

/* What MuPDF's drawing does; the same for every page. */
static int	 (*draw_tile)(fz_context *, fz_device *, fz_rect, fz_rect, float, float, fz_matrix, int);

/*
 * MuPDF keeps a tile that it drew, by its number, and uses it again: with its
 * letters where they should be left out, or without them.  Without a number it
 * is drawn each time.
 */
static int
draw_tile_anew(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float xstep, float ystep, fz_matrix ctm,
    int id)
{
	(void)id;
	return draw_tile(ctx, dev, area, view, xstep, ystep, ctm, 0);
}

fz_device *
pdf_see_device(struct seeing *s, fz_pixmap *to)
{
	fz_device *dev = fz_new_draw_device(s->ctx, fz_scale(s->zoom, s->zoom), to);

	draw_tile = dev->begin_tile;
	dev->begin_tile = draw_tile_anew;
	return dev;
}

static void
draw(struct seeing *s, fz_pixmap *to, bool text)
{
	s->dev = pdf_see_device(s, to);
	if (!text) {
		s->dev->fill_text = NULL;
		s->dev->stroke_text = NULL;
	}
	pdf_run_page(s->ctx, s->page, s->dev, fz_identity, &s->cookie);
	fz_close_device(s->ctx, s->dev);
	fz_drop_device(s->ctx, s->dev);
	s->dev = NULL;
}

/* Only what is needed to judge these letters. */
static void
draw_page(struct seeing *s)
{
	bool painted = false, any = false;

	for (size_t i = 0; i < s->nletters; i++) {
		any = any || s->letters[i].speaks;
		painted = painted || (s->letters[i].speaks && !s->letters[i].unpainted);
	}
	if (!any)
		return;
	s->with = pdf_see_paper(s);
	draw(s, s->with, true);
	if (!painted)
		return;
	s->without = pdf_see_paper(s);
	if (s->painted)
		draw(s, s->without, false);
}

/* ---- looking ---- */

/* The dots of a part of the page that lie on the paper; empty when none do. */
static fz_irect
dots_of(const struct seeing *s, fz_rect r)
{
	fz_irect dots = { (int)floorf(r.x0 * s->zoom), (int)floorf(r.y0 * s->zoom), (int)ceilf(r.x1 * s->zoom),
		(int)ceilf(r.y1 * s->zoom) };

	return fz_intersect_irect(dots, fz_pixmap_bbox(s->ctx, s->with));
}

static const unsigned char *
dot(const fz_pixmap *p, int x, int y)
{
	return pdf_see_dot(p, x - p->x, y - p->y);
}

/* WCAG 2, relative luminance. */
float
pdf_see_light(const unsigned char *rgb)
{
	static const float weight[] = { 0.2126f, 0.7152f, 0.0722f };
	float sum = 0;

	for (int i = 0; i < 3; i++) {
		float v = (float)rgb[i] / 255;

		sum += weight[i] * (v <= 0.03928f ? v / 12.92f : powf((v + 0.055f) / 1.055f, 2.4f));
	}
	return sum;
}

/* Cyan on white has little contrast (MuPDF takes it from CMYK at its brightest), and nobody fails to see it. */
bool
pdf_see_contrasts(const unsigned char *a, const unsigned char *b)
{
	float x = pdf_see_light(a) + 0.05f, y = pdf_see_light(b) + 0.05f;

	return fmaxf(x, y) / fminf(x, y) >= SEEN_CONTRAST || abs(a[0] - b[0]) >= SEEN_COLOURS ||
	    abs(a[1] - b[1]) >= SEEN_COLOURS;
}

static float
area(fz_rect r)
{
	return r.x1 > r.x0 && r.y1 > r.y0 ? (r.x1 - r.x0) * (r.y1 - r.y0) : 0;
}

static bool
covers(const struct painted *c, const struct letter *x)
{
	return area(fz_intersect_rect(c->at, x->cell)) >= PART * area(x->cell);
}

/* Does a dot of it differ, of these? */
static bool
differs(const struct seeing *s, fz_irect r)
{
	for (int j = r.y0; j < r.y1; j++) {
		for (int i = r.x0; i < r.x1; i++) {
			const unsigned char *a = dot(s->with, i, j), *b = dot(s->without, i, j);

			if ((a[0] != b[0] || a[1] != b[1] || a[2] != b[2]) && pdf_see_contrasts(a, b))
				return true;
		}
	}
	return false;
}

/* The dots that something covers wholly, wherever on a dot its edges are. */
static fz_irect
well_inside(const struct seeing *s, const struct painted *c)
{
	float spare = c->picture ? 2 : 1;
	fz_rect r = { ceilf(c->at.x0 * s->zoom) + spare, ceilf(c->at.y0 * s->zoom) + spare,
		floorf(c->at.x1 * s->zoom) - spare, floorf(c->at.y1 * s->zoom) - spare };

	return fz_irect_from_rect(r);
}

/* The next one, at that place in the list or before it, that was painted after the letter and covers most of it; or NULL. */
static const struct painted *
next_over(const struct seeing *s, const struct letter *x, size_t *at)
{
	while (*at != 0 && s->covers[*at - 1].seq > x->seq) {
		const struct painted *c = &s->covers[--*at];

		if (c->at.y0 < x->cell.y1 && x->cell.y0 < c->at.y1 && covers(c, x))
			return c;
	}
	return NULL;
}

/*
 * Of a letter that a bar lies over its feet may stick out, and where the bar
 * ends in the middle of a dot something shines through: nobody reads that.  So
 * it must show in what the bar covers, as it does through a marker or a frame.
 */
static bool
is_seen(const struct seeing *s, const struct letter *x)
{
	const struct painted *c;
	size_t at = s->ncovers;

	if (!differs(s, dots_of(s, x->cell)))
		return false;
	for (int i = 0; i < OVER_MOST && (c = next_over(s, x, &at)) != NULL; i++) {
		fz_irect r = fz_intersect_irect(dots_of(s, x->cell), well_inside(s, c));

		if (!fz_is_empty_irect(r) && !differs(s, r))
			return false;
	}
	return true;
}

bool
pdf_see_bare(const struct seeing *s, const struct letter *x, int across, int down, uint64_t *steps)
{
	const struct painted *c;
	size_t at = s->ncovers;

	while ((c = next_over(s, x, &at)) != NULL) {
		fz_irect r = well_inside(s, c);

		if (across < r.x0 || across >= r.x1 || down < r.y0 || down >= r.y1)
			break;
	}
	*steps += s->ncovers - at;
	return c == NULL;
}

/* Is the middle of its cell of one colour?  Letters of a picture would show there. */
static bool
is_flat(const struct seeing *s, const struct letter *x)
{
	float fifth = (x->cell.y1 - x->cell.y0) / 5;
	fz_irect r = dots_of(s, fz_make_rect(x->cell.x0, x->cell.y0 + fifth, x->cell.x1, x->cell.y1 - fifth));
	unsigned char low[3] = { 255, 255, 255 }, high[3] = { 0, 0, 0 };

	for (int j = r.y0; j < r.y1; j++) {
		for (int i = r.x0; i < r.x1; i++) {
			const unsigned char *a = dot(s->with, i, j);

			for (int k = 0; k < 3; k++) {
				low[k] = a[k] < low[k] ? a[k] : low[k];
				high[k] = a[k] > high[k] ? a[k] : high[k];
				if (high[k] - low[k] >= FLAT)
					return false;
			}
		}
	}
	return true;
}

/* ---- why ---- */

/* What was painted behind it and over it, or, of a letter that is not painted, a picture before or behind it. */
static const struct painted *
cover_of(const struct seeing *s, const struct letter *x)
{
	const struct painted *picture = NULL;

	for (size_t i = s->ncovers; i-- != 0;) {
		const struct painted *c = &s->covers[i];

		if ((!x->unpainted && c->seq < x->seq) || (c->seq < x->seq && !c->picture) || !covers(c, x))
			continue;
		if (!x->unpainted || !c->picture)
			return c;
		picture = c;
	}
	return picture;
}

static enum unseen_cause
why(const struct seeing *s, const struct letter *x)
{
	const struct painted *c;

	if (x->clipped)
		return CAUSE_CLIPPED;
	if (!x->unpainted && x->alpha < CLEAR)
		return CAUSE_CLEAR;
	c = cover_of(s, x);
	if (c != NULL)
		return x->unpainted && c->picture ? CAUSE_BURNED : CAUSE_COVERED;
	if (x->size < 2 * SIZE_LEAST)
		return CAUSE_TINY;
	return x->unpainted || x->masked ? CAUSE_CLEAR : CAUSE_COLOUR;
}

static bool
is_outside(const struct seeing *s, const struct letter *x)
{
	float all = area(x->cell);

	return !(all > 0 && lies_in(x->cell, s->box)) && area(fz_intersect_rect(x->cell, s->box)) <= (1 - PART) * all;
}

bool
pdf_see_fits(const struct seeing *s, const struct letter *x)
{
	return !is_outside(s, x) && !(x->size < SIZE_LEAST);
}

static enum unseen_cause
judge(const struct seeing *s, const struct letter *x)
{
	if (!x->speaks)
		return CAUSE__COUNT;
	if (is_outside(s, x))
		return CAUSE_OUTSIDE;
	if (x->size < SIZE_LEAST)
		return CAUSE_TINY;
	if (x->unpainted ? !is_flat(s, x) : is_seen(s, x))
		return CAUSE__COUNT;
	return why(s, x);
}

bool
pdf_see_scale(struct seeing *s)
{
	float w = s->box.x1 - s->box.x0, h = s->box.y1 - s->box.y0;

	s->zoom = DOTS_PER_INCH / 72;
	if (w * h * s->zoom * s->zoom > DOTS_MOST)
		s->zoom = sqrtf(DOTS_MOST / (w * h));
	if (w > 0 && h > 0 && s->zoom >= ZOOM_LEAST)
		return true;
	reveal_stop(s->v, str_fmt(s->v->tmp, _("bladzijde %u is te groot om te tekenen"), s->number));
	return false;
}

void
pdf_see(struct seeing *s)
{
	draw_page(s);
	for (size_t i = 0; s->with != NULL && i < s->nletters; i++) {
		struct letter *x = &s->letters[i];

		/* In a proof all are judged. */
		if (!x->sure || s->proof != NULL)
			x->cause = judge(s, x);
	}
}

/* ---- layers ---- */

static int
by_place(const void *a, const void *b)
{
	const struct letter *p = a, *q = b;

	if (p->c != q->c)
		return p->c < q->c ? -1 : 1;
	if (p->from.y < q->from.y || p->from.y > q->from.y)
		return p->from.y < q->from.y ? -1 : 1;
	return (p->from.x > q->from.x) - (p->from.x < q->from.x);
}

void
pdf_see_layers(struct seeing *s, struct letter *seen, size_t n)
{
	if (n > 1)
		qsort(seen, n, sizeof *seen, by_place);
	for (size_t i = 0; i < s->nletters; i++) {
		struct letter *x = &s->letters[i];
		bool same = n != 0 && bsearch(x, seen, n, sizeof *seen, by_place) != NULL;

		x->cause = x->speaks && !same ? CAUSE_LAYER : CAUSE__COUNT;
	}
}
