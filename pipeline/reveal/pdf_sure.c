/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_sure.c - of what the first look noted: which letters certainly show, and need not be drawn (decision 048). */
#include <math.h>
#include <string.h>

#include "reveal/pdf_glancing.h"

#include "base/banned.h"

#define STEPS_MOST	20000000	/* paints asked about a dot, for all dots: less than two drawings take */
#define INKED		0.85f		/* so much of what a dot is inked must do: its neighbours in the same colour add to it */
#define CLEARLY		1.10f		/* times the contrast that is seen: rounding, at most 3 of 255, never makes the difference */

/* As resolve_color of the draw device does it. */
static void
convert(struct seeing *s)
{
	struct glance *g = s->glance;

	memset(g->answers, 0, sizeof g->answers);
	for (size_t i = 0; i < g->ncolours; i++) {
		struct colour *c = &g->colours[i];
		float rgb[FZ_MAX_COLORS];

		fz_convert_color(s->ctx, c->cs, c->v, fz_device_rgb(s->ctx), rgb, NULL, c->params);
		for (int k = 0; k < 3; k++)
			c->rgb[k] = (unsigned char)(rgb[k] * 255);
	}
}

static float
light_of(const struct glance *g, const unsigned char *rgb)
{
	return 0.2126f * g->light[rgb[0]] + 0.7152f * g->light[rgb[1]] + 0.0722f * g->light[rgb[2]] + 0.05f;
}

static bool
is_darker(const unsigned char *a, const unsigned char *than)
{
	return a[0] <= than[0] && a[1] <= than[1] && a[2] <= than[2];
}

/* One of them is lighter in every colour: all between them is so in the same order. */
static bool
is_ordered(const unsigned char *a, const unsigned char *b)
{
	return is_darker(a, b) || is_darker(b, a);
}

static bool
clear(const struct glance *g, const unsigned char *a, const unsigned char *b)
{
	float x = light_of(g, a), y = light_of(g, b);

	return fmaxf(x, y) / fminf(x, y) >= SEEN_CONTRAST * CLEARLY;
}

/* What a dot becomes of which this much is inked. */
static void
mix(const unsigned char *back, const unsigned char *ink, float cover, unsigned char *rgb)
{
	for (int k = 0; k < 3; k++)
		rgb[k] = (unsigned char)lroundf((float)back[k] + ((float)ink[k] - (float)back[k]) * cover);
}

/*
 * Does ink of this colour show, whatever text in the colours of others is there
 * too?  More ink of its own colour takes the dot farther from what is behind it,
 * as long as light goes one way.  Ink of another colour may take it back, unless
 * all are darker than the paper, in every colour, and show by themselves: light
 * is a convex function of red, green and blue, so no mixture is lighter than the
 * lightest of them.
 */
static bool
shows(const struct glance *g, const struct letter *x, struct spot at, const unsigned char *back, uint32_t others)
{
	const unsigned char *ink = g->colours[x->ink].rgb;
	unsigned char dot[3] = { 0 };
	bool alone = true;

	if (x->ink >= OTHERS && (others & bit_of(OTHERS)) != 0)
		return false;
	mix(back, ink, (float)at.cover / 255 * INKED, dot);
	for (size_t i = 0; i < g->ncolours && i < OTHERS; i++) {
		const unsigned char *other = g->colours[i].rgb;

		if ((others & bit_of((int)i)) == 0 || memcmp(other, ink, 3) == 0)
			continue;
		if (!is_darker(other, back) || !clear(g, other, back))
			return false;
		alone = false;
	}
	if ((others & bit_of(OTHERS)) != 0)
		return false;
	if (is_ordered(ink, back) && clear(g, dot, back))
		return alone || is_darker(ink, back);
	return alone &&
	    (fabsf((float)dot[0] - (float)back[0]) >= SEEN_COLOURS * CLEARLY ||
		fabsf((float)dot[1] - (float)back[1]) >= SEEN_COLOURS * CLEARLY);
}

/* What is behind that dot, when nothing was painted over it since; NULL: that is not known. */
static const unsigned char *
behind(struct glance *g, const struct letter *x, struct spot at)
{
	static const unsigned char paper[3] = { 255, 255, 255 };
	const struct strip *strip = &g->strips[(at.y - (int)g->page.y0) / STRIP];
	fz_rect dot = fz_make_rect(at.x, at.y, (float)(at.x + 1), (float)(at.y + 1));

	for (size_t i = strip->n; i-- != 0;) {
		const struct paint *p = &g->paints[strip->v[i]];

		if (++g->steps > STEPS_MOST)
			return NULL;
		if (!meets(p->at, dot))
			continue;
		return p->seq < x->seq && holds(p->solid, at.x, at.y) ? g->colours[p->colour].rgb : NULL;
	}
	return paper;
}

/* The same question comes for most letters of a page. */
static bool
shows_again(struct glance *g, const struct letter *x, struct spot at, const unsigned char *back, uint32_t others)
{
	struct answer *a = &g->answers[at.cover];

	if (!a->known || a->ink != x->ink || a->others != others || memcmp(a->back, back, sizeof a->back) != 0) {
		*a = (struct answer){ .known = true, .ink = x->ink, .others = others };
		memcpy(a->back, back, sizeof a->back);
		a->shows = shows(g, x, at, back, others);
	}
	return a->shows;
}

static bool
is_sure(struct seeing *s, const struct letter *x)
{
	struct glance *g = s->glance;

	for (int i = 0; i < SPOTS; i++) {
		struct spot at = x->spots[i];
		const unsigned char *back = at.cover != 0 ? behind(g, x, at) : NULL;
		int across = (at.x - (int)g->page.x0) / CELL, down = (at.y - (int)g->page.y0) / CELL;

		if (back != NULL &&
		    shows_again(g, x, at, back,
			g->cells[(size_t)down * (size_t)g->across + (size_t)across] &
			    ~(x->ink < OTHERS ? bit_of(x->ink) : 0)) &&
		    pdf_see_bare(s, x, at.x, at.y, &g->steps))
			return pdf_see_fits(s, x);
	}
	return false;
}

/* Its colours are those that drawing knows, and can be had: it throws what the drawing would. */
static bool
is_colourable(struct seeing *s, const fz_image *image)
{
	fz_colorspace *cs = image->colorspace, *of;
	enum fz_colorspace_type type;
	float none[FZ_MAX_COLORS] = { 0 }, rgb[FZ_MAX_COLORS];

	if (cs == NULL)
		return true;
	of = fz_colorspace_is_indexed(s->ctx, cs) ? cs->u.indexed.base : cs;
	type = fz_colorspace_type(s->ctx, of);
	if (type != FZ_COLORSPACE_GRAY && type != FZ_COLORSPACE_RGB && type != FZ_COLORSPACE_CMYK)
		return false;
	fz_convert_color(
	    s->ctx, pdf_glance_space(s, cs), none, fz_device_rgb(s->ctx), rgb, NULL, fz_default_color_params);
	return true;
}

/* A picture that breaks off is told, and only drawing it shows that: it is unpacked as the drawing would. */
static bool
is_sound(struct seeing *s, struct picture *p)
{
	struct glance *g = s->glance;
	int w, h;

	for (size_t i = 0; i < g->nsound; i++) {
		if (g->sound[i] == p->image)
			return true;
	}
	if (!is_colourable(s, p->image))
		return false;
	fz_drop_pixmap(s->ctx, fz_get_pixmap_from_image(s->ctx, p->image, NULL, &p->ctm, &w, &h));
	if (pdf_reader_undrawn(&s->file)) {
		s->undrawn = true;
		return false;
	}
	if (g->nsound == SOUND_MOST)
		fz_drop_image(s->ctx, g->sound[--g->nsound]);
	g->sound[g->nsound++] = fz_keep_image(s->ctx, p->image);
	return true;
}

bool
pdf_glance(struct seeing *s)
{
	bool all = looks(s);

	if (all)
		convert(s);
	for (size_t i = 0; i < s->nletters; i++) {
		struct letter *x = &s->letters[i];

		if (!x->speaks)
			continue;
		x->sure = looks(s) && x->sure && is_sure(s, x);
		all = all && x->sure;
	}
	for (size_t i = 0; all && i < s->glance->npictures; i++)
		all = is_sound(s, &s->glance->pictures[i]);
	return all;
}
