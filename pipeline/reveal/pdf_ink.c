/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_ink.c - what the glyphs of a document leave on the paper, each looked at once (decision 048). */
#include <math.h>
#include <string.h>

#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define FONTS_MOST	128		/* kept at a time; a thick report has some 40 */
#define SLOTS		8192		/* a power of two; glyph, size and place within a dot: some 1,000 in a report */
#define SLOTS_MOST	(SLOTS / 4 * 3)
#define SLACK		1.1f		/* dots: what is drawn may stand so far beside its outline */
#define FAR		15000.0f	/* dots: what stands farther away is on no page; places are kept in 16 bits */
#define SIDE_MOST	2048.0f		/* dots: a larger glyph is not looked at, so the page is drawn */

struct slot {
	float		 a, b, c, d;
	int		 gid;
	uint16_t	 font;		/* from 1; 0: the slot is free */
	uint8_t		 across, down;	/* place within a dot, of 256 */
	struct ink	 ink;
};

struct inks {
	fz_font		*fonts[FONTS_MOST];	/* owned: while they are kept, no other has their address */
	size_t		 nfonts, last;
	struct slot	 slots[SLOTS];
	size_t		 n;
};

void
pdf_ink_close(struct seeing *s)
{
	struct inks *k = s->inks;

	for (size_t i = 0; i < k->nfonts; i++)
		fz_drop_font(s->ctx, k->fonts[i]);
	k->nfonts = 0;
}

static void
forget(struct seeing *s)
{
	pdf_ink_close(s);
	*s->inks = (struct inks){ 0 };
}

void
pdf_ink_open(struct seeing *s)
{
	s->inks = NEW(s->v->tmp, struct inks, 1);
}

/* Its number, from 1. */
static uint16_t
font_number(struct seeing *s, fz_font *font)
{
	struct inks *k = s->inks;

	if (k->nfonts != 0 && k->fonts[k->last] == font)
		return (uint16_t)(k->last + 1);
	for (k->last = 0; k->last < k->nfonts; k->last++) {
		if (k->fonts[k->last] == font)
			return (uint16_t)(k->last + 1);
	}
	if (k->nfonts == FONTS_MOST)
		forget(s);
	k->last = k->nfonts;
	k->fonts[k->nfonts++] = fz_keep_font(s->ctx, font);
	return (uint16_t)(k->last + 1);
}

static bool
same(const struct slot *a, const struct slot *b)
{
	return a->font == b->font && a->gid == b->gid && a->across == b->across && a->down == b->down && a->a == b->a &&
	    a->b == b->b && a->c == b->c && a->d == b->d;
}

static size_t
hash(const struct slot *x)
{
	uint32_t words[4], h = 2166136261u;

	memcpy(words, &x->a, sizeof words);
	for (int i = 0; i < 4; i++)
		h = (h ^ words[i]) * 16777619u;
	h = (h ^ ((uint32_t)x->gid * 2654435761u)) * 16777619u;
	h = (h ^ (uint32_t)(x->font << 16 | x->across << 8 | x->down)) * 16777619u;
	return (h ^ h >> 15) % SLOTS;
}

/* The outline, in dots from the dot that its origin is in. */
static fz_rect
outline(struct seeing *s, fz_font *font, const struct slot *x)
{
	fz_matrix m = fz_make_matrix(x->a, x->b, x->c, x->d, (float)x->across / 256, (float)x->down / 256);

	return fz_bound_glyph(s->ctx, font, x->gid, m);
}

static void
look(struct slot *x, const fz_pixmap *p, fz_rect told)
{
	bool any = false;

	x->ink.box = fz_make_irect(p->x, p->y, p->x + p->w, p->y + p->h);
	for (int j = 0; j < p->h; j++) {
		const unsigned char *line = p->samples + (ptrdiff_t)j * p->stride;

		struct spot *best = &x->ink.spots[j * SPOTS / p->h];

		for (int i = 0; i < p->w; i++) {
			if (line[(ptrdiff_t)i * p->n] > best->cover)
				*best = (struct spot){ (int16_t)(p->x + i), (int16_t)(p->y + j),
					line[(ptrdiff_t)i * p->n] };
		}
		any = any || best->cover != 0;
	}
	x->ink.odd = any &&
	    ((float)p->x < told.x0 - SLACK || (float)p->y < told.y0 - SLACK || (float)(p->x + p->w) > told.x1 + SLACK ||
		(float)(p->y + p->h) > told.y1 + SLACK);
}

/* Draw it as the page does: with the same outline, size and place within a dot, from white to black. */
static void
learn(struct seeing *s, fz_font *font, struct slot *x)
{
	fz_rect told = outline(s, font, x);
	fz_matrix m = fz_make_matrix(x->a, x->b, x->c, x->d, (float)x->across / 256, (float)x->down / 256);
	fz_pixmap *p;

	x->ink = (struct ink){ .odd = true };
	if (!(told.x0 > -FAR) || !(told.y0 > -FAR) || !(told.x1 < FAR) || !(told.y1 < FAR))
		return;
	x->ink.odd = false;
	x->ink.box = fz_make_irect(
	    (int)floorf(told.x0) - 2, (int)floorf(told.y0) - 2, (int)ceilf(told.x1) + 2, (int)ceilf(told.y1) + 2);
	if (told.x1 - told.x0 > SIDE_MOST || told.y1 - told.y0 > SIDE_MOST)
		return;
	p = fz_render_glyph_pixmap(s->ctx, font, x->gid, &m, &fz_infinite_irect, fz_text_aa_level(s->ctx));
	/* One that is too large for a glyph is drawn as a path, within its outline. */
	if (p != NULL && p->n == 1)
		look(x, p, told);
	fz_drop_pixmap(s->ctx, p);
}

const struct ink *
pdf_ink(struct seeing *s, fz_font *font, int gid, fz_matrix m, int *x_r, int *y_r)
{
	struct inks *k = s->inks;
	struct slot x = { .a = m.a, .b = m.b, .c = m.c, .d = m.d, .gid = gid };
	fz_matrix within;
	size_t at;

	if (!(fabsf(m.e) < FAR) || !(fabsf(m.f) < FAR) || fz_font_t3_procs(s->ctx, font) != NULL)
		return NULL;
	(void)fz_subpixel_adjust(s->ctx, &m, &within, &x.across, &x.down);
	*x_r = (int)floorf(m.e);
	*y_r = (int)floorf(m.f);
	if (k->n == SLOTS_MOST)
		forget(s);
	x.font = font_number(s, font);
	for (at = hash(&x); k->slots[at].font != 0 && !same(&k->slots[at], &x); at = (at + 1) % SLOTS)
		;
	if (k->slots[at].font == 0) {
		learn(s, font, &x);
		k->slots[at] = x;
		k->n++;
	}
	return k->slots[at].ink.odd ? NULL : &k->slots[at].ink;
}
