/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_beneath.c - what of a picture lies under what was painted over it later: a bar over a scan takes nothing away. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define WIDE		6.0f		/* points: what is narrower covers no two letters */
#define HIGH		4.0f		/* and what is lower no line of them */
#define FINE		(200 / 72.0f)	/* dots to a point */
#define DOTS_MOST	16e6f		/* of one page, three times; a larger page is drawn as it was */
#define CELL		8		/* dots: the side of what is added up at once */
#define APART		3		/* dots: from paper to ink; next to each other there are half dots */
#define PIECE		4		/* dots: the length of a piece of an edge; a small letter is ten high */
#define HIDDEN_LEAST	40		/* such pieces: two or three letters, and no speck */
#define GROUPS_MOST	8		/* times that a page is drawn again */
#define STEPS_MOST	20000000	/* pictures and covers that are held against each other, of a page */
#define AREAS_MOST	200		/* of a page, each looked at by itself */
#define PAPER		0.6f		/* light, of 1: paper is lighter */
#define INK		0.35f		/* and ink darker */
#define PAPER_LEAST	0.25f		/* where a text has its edges so much is paper, and ink */
#define INK_LEAST	0.15f
#define BAR		0.25f		/* light of a bar: black or dark grey */
#define COLOURED	40		/* of 255: bands in the colour of a house lie over photos */
#define BAR_PART	0.7f		/* of a bar that is of its colour; the rest is what is written on it */
#define FLAT_PART	0.95f		/* of an area on which nothing is written */
#define LINE		40.0f		/* points: what is lower covers lines, not a picture */
#define SHADES		16

enum { PLAIN, WANTED, HIDES };		/* a cell: nothing lies over a picture there; something does; and hides an edge */

/* Where something lies over a picture and hides some of it. */
struct area {
	fz_irect	 dots;		/* from the corner of the paper */
	bool		 redaction;
};

struct beneath {
	struct seeing	*s;
	uint8_t		*group;		/* of each picture, by its number, from 1; 0: nothing lies over it */
	uint8_t		 in_hand;	/* the group that is drawn apart */
	uint32_t	 n;		/* pictures that came by while drawing */
	fz_device	 was;		/* what the drawing does with a picture */
	uint64_t	 steps;
	int		 across, down;	/* cells of the page */
	uint8_t		*cells;
	uint32_t	*sums;		/* hidden dots, above and to the left of a corner */
	struct area	 areas[AREAS_MOST];
	size_t		 nareas;
	bool		 more;		/* areas */
};

/* The drawing calls back without a word of ours; there is one page in hand. */
static struct beneath *hand;

/* ---- which pictures ---- */

/* What of a picture lies under it, if that can be a word. */
static bool
overlap(const struct painted *picture, const struct painted *c, fz_rect *r_r)
{
	*r_r = fz_intersect_rect(picture->at, c->at);
	return r_r->x1 - r_r->x0 >= WIDE && r_r->y1 - r_r->y0 >= HIGH;
}

static bool
is_under(struct beneath *b, size_t i)
{
	const struct seeing *s = b->s;
	fz_rect r;

	for (size_t j = i + 1; j < s->ncovers; j++) {
		if (b->steps++ >= STEPS_MOST || overlap(&s->covers[i], &s->covers[j], &r))
			return true;
	}
	return false;
}

/* What lies over another is not left out together with it; when there are too many, the rest is. */
static uint8_t
group_of(struct beneath *b, const struct painted *picture, const struct painted *const *chosen, size_t n)
{
	bool taken[GROUPS_MOST + 1] = { false };
	uint8_t g = 1;
	fz_rect r;

	for (size_t i = 0; i < n && b->steps < STEPS_MOST; i++, b->steps++) {
		if (overlap(chosen[i], picture, &r))
			taken[b->group[chosen[i]->picture]] = true;
	}
	while (g < GROUPS_MOST && (taken[g] || b->steps >= STEPS_MOST))
		g++;
	return g;
}

/* The number of groups. */
static uint8_t
choose(struct beneath *b)
{
	struct seeing *s = b->s;
	const struct painted **chosen = NULL;
	size_t n = 0, cap = 0;
	uint8_t most = 0;

	for (size_t i = 0; i < s->ncovers; i++) {
		const struct painted *c = &s->covers[i];
		uint8_t g;

		if (c->picture == 0 || !is_under(b, i))
			continue;
		g = group_of(b, c, chosen, n);
		b->group[c->picture] = g;
		*PUSH(s->mem, chosen, n, cap) = c;
		most = g > most ? g : most;
	}
	return most;
}

/* ---- drawing ---- */

static bool
is_apart(void)
{
	uint32_t n = ++hand->n;

	return n <= hand->s->npictures && hand->group[n] == hand->in_hand;
}

static void
fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, float alpha, fz_color_params params)
{
	if (is_apart())
		fz_fill_image(ctx, hand->s->apart, image, ctm, 1, params);
	else
		hand->was.fill_image(ctx, dev, image, ctm, alpha, params);
}

/* In black: whatever its colour, its dots are what it says. */
static void
fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix ctm, fz_colorspace *cs, const float *color,
    float alpha, fz_color_params params)
{
	static const float black[1] = { 0 };

	if (is_apart())
		fz_fill_image_mask(ctx, hand->s->apart, image, ctm, fz_device_gray(ctx), black, 1, params);
	else
		hand->was.fill_image_mask(ctx, dev, image, ctm, cs, color, alpha, params);
}

/* All of the page on the one, without the pictures of the group in hand, which go on the other. */
static void
draw(struct beneath *b, fz_pixmap *page)
{
	struct seeing *s = b->s;

	b->n = 0;
	hand = b;
	s->dev = pdf_see_device(s, page);
	b->was = *s->dev;
	s->dev->fill_image = fill_image;
	s->dev->fill_image_mask = fill_image_mask;
	pdf_run_page(s->ctx, s->page, s->dev, fz_identity, &s->cookie);
	fz_close_device(s->ctx, s->dev);
	fz_drop_device(s->ctx, s->dev);
	s->dev = NULL;
	/* Which picture is which is known by counting them. */
	if (b->n != s->npictures)
		s->undrawn = true;
}

static void
draw_apart(struct beneath *b, uint8_t group)
{
	struct seeing *s = b->s;

	b->in_hand = group;
	s->bare = pdf_see_paper(s);
	s->alone = pdf_see_paper(s);
	s->apart = pdf_see_device(s, s->alone);
	draw(b, s->bare);
	fz_close_device(s->ctx, s->apart);
	fz_drop_device(s->ctx, s->apart);
	s->apart = NULL;
}

/* ---- cells ---- */

static bool
differ(const unsigned char *a, const unsigned char *b)
{
	return (a[0] != b[0] || a[1] != b[1] || a[2] != b[2]) && pdf_see_contrasts(a, b);
}

/* Does the page show nothing of the picture there? */
static bool
is_covered(const struct seeing *s, int x, int y)
{
	return !differ(pdf_see_dot(s->with, x, y), pdf_see_dot(s->bare, x, y));
}

/* Has the picture an edge there, between dots that are covered, which the page has not? */
static bool
is_edge(const struct seeing *s, int x, int y, int dx, int dy)
{
	return x + dx < s->with->w && y + dy < s->with->h &&
	    differ(pdf_see_dot(s->alone, x, y), pdf_see_dot(s->alone, x + dx, y + dy)) && is_covered(s, x, y) &&
	    is_covered(s, x + dx, y + dy) && !differ(pdf_see_dot(s->with, x, y), pdf_see_dot(s->with, x + dx, y + dy));
}

/* A piece of an edge to the side, or downwards: a thin line over the picture hides none so long. */
static bool
is_hidden(const struct seeing *s, int x, int y)
{
	bool side = true, down = true;

	for (int i = 0; i < PIECE && (side || down); i++) {
		side = side && y + i < s->with->h && is_edge(s, x, y + i, APART, 0);
		down = down && x + i < s->with->w && is_edge(s, x + i, y, 0, APART);
	}
	return side || down;
}

static uint32_t
hidden_at(const struct seeing *s, int across, int down)
{
	uint32_t n = 0;

	for (int y = down * CELL; y < (down + 1) * CELL && y < s->with->h; y++) {
		for (int x = across * CELL; x < (across + 1) * CELL && x < s->with->w; x++)
			n += is_hidden(s, x, y);
	}
	return n;
}

/* From the corner of the paper. */
static fz_irect
dots_in(const struct seeing *s, fz_rect r)
{
	fz_irect d = { (int)ceilf(r.x0 * s->zoom) - s->with->x, (int)ceilf(r.y0 * s->zoom) - s->with->y,
		(int)floorf(r.x1 * s->zoom) - s->with->x, (int)floorf(r.y1 * s->zoom) - s->with->y };

	return fz_intersect_irect(d, fz_make_irect(0, 0, s->with->w, s->with->h));
}

/* The cells that these dots are in. */
static fz_irect
cells_of(fz_irect d)
{
	return fz_make_irect(d.x0 / CELL, d.y0 / CELL, (d.x1 + CELL - 1) / CELL, (d.y1 + CELL - 1) / CELL);
}

/* What of the pictures in hand lies under what: a function for each. */
static void
each_area(struct beneath *b, void (*what)(struct beneath *, fz_rect, fz_irect dots, fz_irect cells))
{
	const struct seeing *s = b->s;
	fz_irect dots;
	fz_rect r;

	for (size_t i = 0; i < s->ncovers; i++) {
		if (s->covers[i].picture == 0 || b->group[s->covers[i].picture] != b->in_hand)
			continue;
		for (size_t j = i + 1; j < s->ncovers; j++) {
			/* More than is held against each other one by one: the picture as a whole. */
			bool all = b->steps++ >= STEPS_MOST;

			r = s->covers[i].at;
			if (!all && !overlap(&s->covers[i], &s->covers[j], &r))
				continue;
			dots = dots_in(s, r);
			if (!fz_is_empty_irect(dots))
				what(b, r, dots, cells_of(dots));
			if (all)
				break;
		}
	}
}

static void
want(struct beneath *b, fz_rect r, fz_irect dots, fz_irect cells)
{
	(void)r;
	(void)dots;
	for (int y = cells.y0; y < cells.y1; y++)
		memset(b->cells + (ptrdiff_t)y * b->across + cells.x0, WANTED, (size_t)(cells.x1 - cells.x0));
	b->steps += (uint64_t)(cells.y1 - cells.y0);
}

static void
sum_up(struct beneath *b)
{
	for (int y = 0; y < b->down; y++) {
		uint32_t *line = b->sums + (ptrdiff_t)(y + 1) * (b->across + 1), n = 0;

		for (int x = 0; x < b->across; x++) {
			uint8_t *cell = &b->cells[(ptrdiff_t)y * b->across + x];

			uint32_t here = *cell == WANTED ? hidden_at(b->s, x, y) : 0;

			if (here != 0)
				*cell = HIDES;
			n += here;
			line[x + 1] = line[x + 1 - (b->across + 1)] + n;
		}
	}
}

static uint32_t
hidden_in(const struct beneath *b, fz_irect r)
{
	const uint32_t *top = b->sums + (ptrdiff_t)r.y0 * (b->across + 1);
	const uint32_t *end = b->sums + (ptrdiff_t)r.y1 * (b->across + 1);

	return end[r.x1] - end[r.x0] - top[r.x1] + top[r.x0];
}

/* ---- telling ---- */

/* What there is to be seen where edges are hidden, and what is under it. */
struct look {
	uint64_t	 n, paper, ink;
	uint64_t	 shades[SHADES], grey[SHADES];	/* all, and those without a colour */
	float		 light[SHADES];	/* added up */
	float		 flat;		/* of the whole area, so much is of one shade */
};

static bool
is_grey(const unsigned char *rgb)
{
	return abs(rgb[0] - rgb[1]) < COLOURED && abs(rgb[1] - rgb[2]) < COLOURED && abs(rgb[2] - rgb[0]) < COLOURED;
}

static void
add_dot(const struct seeing *s, int x, int y, struct look *l)
{
	float under, over;
	int shade;

	if (x >= s->with->w || y >= s->with->h)
		return;
	under = pdf_see_light(pdf_see_dot(s->alone, x, y));
	over = pdf_see_light(pdf_see_dot(s->with, x, y));
	shade = over < 1 ? (int)(over * SHADES) : SHADES - 1;
	l->n++;
	l->paper += under >= PAPER;
	l->ink += under <= INK;
	l->shades[shade]++;
	l->grey[shade] += is_grey(pdf_see_dot(s->with, x, y));
	l->light[shade] += over;
}

/* Both sides of its edges. */
static void
look_at_cell(const struct seeing *s, int across, int down, struct look *l)
{
	for (int y = down * CELL; y < (down + 1) * CELL && y < s->with->h; y++) {
		for (int x = across * CELL; x < (across + 1) * CELL && x < s->with->w; x++) {
			if (!is_hidden(s, x, y))
				continue;
			add_dot(s, x, y, l);
			add_dot(s, x + APART, y, l);
			add_dot(s, x, y + APART, l);
		}
	}
}

/* Of all that there is to be seen in an area, how much is of one shade, at most. */
static float
flatness(const struct seeing *s, fz_irect dots)
{
	uint32_t shades[SHADES] = { 0 }, most = 0;

	for (int y = dots.y0; y < dots.y1; y++) {
		const unsigned char *p = pdf_see_dot(s->with, dots.x0, y);

		for (int x = dots.x0; x < dots.x1; x++, p += s->with->n)
			shades[(p[0] * 3 + p[1] * 6 + p[2]) / 10 * SHADES / 256]++;
	}
	for (int i = 0; i < SHADES; i++)
		most = shades[i] > most ? shades[i] : most;
	return (float)most / ((float)(dots.x1 - dots.x0) * (float)(dots.y1 - dots.y0));
}

static struct look
look_at(const struct beneath *b, fz_irect dots, fz_irect cells)
{
	struct look l = { .flat = flatness(b->s, dots) };

	for (int y = cells.y0; y < cells.y1; y++) {
		for (int x = cells.x0; x < cells.x1; x++) {
			if (b->cells[(ptrdiff_t)y * b->across + x] == HIDES)
				look_at_cell(b->s, x, y, &l);
		}
	}
	return l;
}

/*
 * A bar, whatever is under it; or anything over what looks like text, unless
 * there is a picture or a text on it and it is high: such is a legend on a map,
 * or a title on a cover.
 */
static bool
is_redaction(const struct look *l, fz_rect r)
{
	float n = (float)l->n;
	bool text = (float)l->paper >= PAPER_LEAST * n && (float)l->ink >= INK_LEAST * n;
	int most = 0;

	for (int i = 1; i < SHADES; i++)
		most = l->shades[i] > l->shades[most] ? i : most;
	if ((float)l->grey[most] >= BAR_PART * n && l->light[most] <= BAR * (float)l->shades[most])
		return true;
	return text && (l->flat >= FLAT_PART || r.y1 - r.y0 <= LINE);
}

static bool
is_new(const struct beneath *b, size_t n, fz_irect dots, bool redactions)
{
	for (size_t i = 0; i < n; i++) {
		if (b->areas[i].redaction >= redactions &&
		    !fz_is_empty_irect(fz_intersect_irect(b->areas[i].dots, dots)))
			return false;
	}
	return true;
}

/* A frame around an area is the same one. */
static void
judge(struct beneath *b, fz_rect r, fz_irect dots, fz_irect cells)
{
	struct look look;

	if (hidden_in(b, cells) < HIDDEN_LEAST || !is_new(b, b->nareas, dots, true))
		return;
	if (b->nareas == AREAS_MOST) {
		b->more = true;
		return;
	}
	look = look_at(b, dots, cells);
	b->areas[b->nareas++] = (struct area){ dots, is_redaction(&look, r) };
}

static void
tell(struct beneath *b)
{
	bool told = false;

	for (size_t i = 0; i < b->nareas; i++) {
		const struct area *a = &b->areas[i];

		told = told || a->redaction;
		if (a->redaction)
			pdf_left_count(b->s, LEFT_BENEATH, b->s->number);
		else if (is_new(b, i, a->dots, false) && is_new(b, b->nareas, a->dots, true))
			pdf_left_count(b->s, LEFT_OVERLAID, b->s->number);
	}
	/* Among those that were not looked at there may be one. */
	if (b->more && !told)
		pdf_left_count(b->s, LEFT_BENEATH, b->s->number);
}

static void
look_at_group(struct beneath *b, uint8_t group)
{
	struct seeing *s = b->s;

	draw_apart(b, group);
	memset(b->cells, 0, (size_t)b->across * (size_t)b->down);
	b->steps = 0;
	each_area(b, want);
	sum_up(b);
	b->steps = 0;
	each_area(b, judge);
	fz_drop_pixmap(s->ctx, s->bare);
	fz_drop_pixmap(s->ctx, s->alone);
	s->bare = s->alone = NULL;
}

/* Letters of eight points in a scan need more dots than those that are drawn. */
static float
finer(const struct seeing *s)
{
	float w = s->box.x1 - s->box.x0, h = s->box.y1 - s->box.y0;

	return fmaxf(s->zoom, fminf(FINE, sqrtf(DOTS_MOST / (w * h))));
}

void
pdf_beneath(struct seeing *s)
{
	float zoom = s->zoom;
	struct beneath *b;
	uint8_t groups;

	if (s->npictures == 0 || s->ncovers == 0)
		return;
	b = NEW(s->mem, struct beneath, 1);
	b->s = s;
	b->group = NEW(s->mem, uint8_t, (size_t)s->npictures + 1);
	groups = choose(b);
	if (groups == 0)
		return;
	s->zoom = finer(s);
	fz_drop_pixmap(s->ctx, s->with);
	s->with = NULL;
	s->with = pdf_see_paper(s);
	b->in_hand = GROUPS_MOST + 1;
	draw(b, s->with);
	b->across = s->with->w / CELL + 1;
	b->down = s->with->h / CELL + 1;
	b->cells = NEW(s->mem, uint8_t, (size_t)b->across * (size_t)b->down + 1);
	b->sums = NEW(s->mem, uint32_t, (size_t)(b->across + 1) * (size_t)(b->down + 1));
	for (uint8_t g = 1; g <= groups; g++)
		look_at_group(b, g);
	tell(b);
	s->zoom = zoom;
}
