/* SPDX-License-Identifier: EUPL-1.2 */
/* letters.c - the letters of a page as text, and the way back from text to their places. */
#include <math.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "picture/drawing.h"

#include "base/banned.h"

/* In sizes of the letter. */
#define SAME_LINE	0.4f			/* two base lines that are this near are one */
#define OVERLAP_MOST	0.5f			/* kerning; more is a letter drawn over another */
#define SPACE_LEAST	0.15f			/* distance that is a space */
#define CELL_LEAST	1.5f			/* and one that is a column */

/* What stands between two letters that follow each other: 0, ' ', '\t' or '\n'. */
static char
between(const struct letter *a, const struct letter *b)
{
	float dx = a->to.x - a->from.x, dy = a->to.y - a->from.y, length = sqrtf(dx * dx + dy * dy);
	float x = b->from.x - a->to.x, y = b->from.y - a->to.y, along, across;
	float size = a->size > 0 ? a->size : 1;

	if (a->glyph == b->glyph)
		return '\0';
	if (!(length > 0)) {
		dx = 1;
		dy = 0;
		length = 1;
	}
	along = (x * dx + y * dy) / length / size;
	across = fabsf(x * dy - y * dx) / length / size;
	if (!(across < SAME_LINE) || !(along > -OVERLAP_MOST))
		return '\n';
	return along < SPACE_LEAST ? '\0' : along < CELL_LEAST ? ' ' : '\t';
}

static struct reading
text_of(struct drawing *d, const struct letter *v)
{
	size_t most = mul_or_die(d->nletters + 1, 5);
	struct reading r = { .glyph = NEW(d->tmp, uint32_t, most) };
	char *p = NEW(d->tmp, char, most);
	size_t n = 0;

	for (size_t i = 0; i < d->nletters; i++) {
		char gap = i == 0 ? '\0' : between(&v[i - 1], &v[i]);
		char utf8[4];
		uint32_t c = v[i].c;
		size_t k;

		if (gap != '\0') {
			r.glyph[n] = NO_GLYPH;
			p[n++] = gap;
		}
		if (c >= 0x110000 || (c >= 0xd800 && c <= 0xdfff))
			c = 0xfffd;
		k = utf8_encode(c, utf8);
		for (size_t j = 0; j < k; j++) {
			r.glyph[n] = v[i].glyph;
			p[n++] = utf8[j];
		}
	}
	r.s = (struct str){ p, n };
	return r;
}

struct reading
letters_drawn(struct drawing *d)
{
	return text_of(d, d->letters);
}

static int
by_height(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	return (x->from.y > y->from.y) - (x->from.y < y->from.y);
}

static int
by_line(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	if (x->line != y->line)
		return x->line > y->line ? 1 : -1;
	return (x->from.x > y->from.x) - (x->from.x < y->from.x);
}

/* Letters that were drawn in any order, one by one, stand on the page as the eye finds them. */
struct reading
letters_by_eye(struct drawing *d)
{
	struct letter *v = NEW(d->tmp, struct letter, d->nletters + 1);
	uint32_t line = 0;
	float y = 0;

	for (size_t i = 0; i < d->nletters; i++)
		v[i] = d->letters[i];
	qsort(v, d->nletters, sizeof *v, by_height);
	for (size_t i = 0; i < d->nletters; i++) {
		if (i == 0 || v[i].from.y - y > SAME_LINE * v[i].size) {
			y = v[i].from.y;
			line++;
		}
		v[i].line = line;
	}
	qsort(v, d->nletters, sizeof *v, by_line);
	return text_of(d, v);
}

/* --- a place of the document's text --------------------------------------------- */

/* Letters and digits of a text; at[i]: the byte of the text that byte i is of. */
struct bare {
	struct str	 s;
	uint32_t	*at;
};

static struct bare
bare_of(struct str s, struct arena *mem)
{
	struct folded f;
	struct bare b;
	char *p;
	size_t n = 0;

	fold(&f, s, mem);
	p = NEW(mem, char, f.s.n + 1);
	b.at = NEW(mem, uint32_t, f.s.n + 1);
	for (size_t i = 0; i < f.s.n; i++) {
		if (!ascii_letter(f.s.p[i]) && !ascii_digit(f.s.p[i]) && f.s.p[i] != '?')
			continue;
		b.at[n] = f.at[i];
		p[n++] = f.s.p[i];
	}
	b.s = (struct str){ p, n };
	return b;
}

static bool
stands_at(struct str s, size_t at, struct str part)
{
	return str_eq(str_sub(s, at, part.n), part);
}

static size_t
count(struct str s, struct str part)
{
	size_t n = 0;

	for (size_t i = 0; i + part.n <= s.n; i++)
		n += stands_at(s, i, part);
	return n;
}

/* Does a reader see this origin where it stands on the page? */
static bool
on_page(const struct drawing *d, uint32_t off)
{
	return text_origin_at(d->text, off) == TEXT_VISIBLE;
}

bool
letters_find(struct drawing *d, const struct reading *r, struct span at, size_t *first_r, size_t *end_r)
{
	const struct text *t = d->text;
	uint32_t from;
	struct bare want, before, page;
	size_t nth, seen = 0;

	if (at.len == 0 || at.page == 0 || at.page > t->npages || (uint64_t)at.off + at.len > t->s.n ||
	    !on_page(d, at.off))
		return false;
	from = t->page_at[at.page - 1];
	if (at.off < from)
		return false;
	want = bare_of(str_sub(t->s, at.off, at.len), d->tmp);
	before = bare_of(str_sub(t->s, from, at.off - from), d->tmp);
	page = bare_of(r->s, d->tmp);
	if (want.s.n == 0)
		return false;
	nth = count(before.s, want.s);
	/* Where it stands only once, order says nothing. */
	if (count(page.s, want.s) == 1)
		nth = 0;
	for (size_t i = 0; i + want.s.n <= page.s.n; i++) {
		if (!stands_at(page.s, i, want.s) || seen++ != nth)
			continue;
		*first_r = page.at[i];
		*end_r = page.at[i + want.s.n - 1] + 1;
		return true;
	}
	return false;
}

void
letters_fate(struct drawing *d, const struct reading *r, size_t first, size_t end, enum fate fate)
{
	for (size_t i = first; i < end && i < r->s.n; i++) {
		struct glyph *g;

		if (r->glyph[i] == NO_GLYPH)
			continue;
		g = &d->glyphs[r->glyph[i]];
		g->fate = fate > g->fate ? fate : g->fate;
	}
}

fz_rect
letters_box(const struct drawing *d, const struct reading *r, size_t first, size_t end)
{
	fz_rect box = fz_empty_rect;

	for (size_t i = first; i < end && i < r->s.n; i++) {
		if (r->glyph[i] != NO_GLYPH)
			box = fz_union_rect(box, d->glyphs[r->glyph[i]].box);
	}
	return box;
}
