/* SPDX-License-Identifier: EUPL-1.2 */
/* lines.c - which printed lines are headings, judged by size and weight of their letters. */
#include "extract/lines.h"

#include "base/ascii.h"

#include "base/banned.h"

#define SIZES		512			/* half points told apart; larger ones count as the largest */
#define BIGGER(q, body)	((q) * 100 >= (body) * 115)	/* clearly larger: 11 points beside 12.5, not beside 12 */
#define HEADING_MOST	200			/* bytes of a large line that is still a heading */
#define BOLD_MOST	100			/* bytes of a bold line that is still a heading */
#define MERGED_MOST	400			/* bytes of a heading of several lines */
#define LEVEL_MOST	6

struct sizes {
	uint32_t	 body;			/* half points of most letters */
	uint32_t	 level[SIZES];		/* of large lines, by size; 0 = no heading has it */
	uint32_t	 bold_level;
	bool		 bold_counts;		/* the text itself is not bold */
};

static uint32_t
size_of(const struct line *l)
{
	return l->half_points < SIZES ? l->half_points : SIZES - 1;
}

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_letter(s.p[i]) || (s.p[i] & 0x80) != 0)
			return true;
	}
	return false;
}

static bool
is_large(const struct line *l, const struct sizes *z)
{
	return l->len <= HEADING_MOST && BIGGER(size_of(l), z->body);
}

static bool
is_bold(const struct line *l, const struct sizes *z, struct str s)
{
	return z->bold_counts && l->bold && l->len <= BOLD_MOST && size_of(l) >= z->body && s.n != 0 &&
	    s.p[s.n - 1] != '.' && s.p[s.n - 1] != ',' && s.p[s.n - 1] != ';' && s.p[s.n - 1] != ':';
}

static struct sizes
measure(const struct lines *ls, struct str text)
{
	struct sizes z = { 0 };
	uint64_t letters[SIZES] = { 0 }, bold = 0, all = 0;
	uint32_t level = 0;

	for (size_t i = 0; i < ls->n; i++) {
		letters[size_of(&ls->v[i])] += ls->v[i].letters;
		all += ls->v[i].letters;
		bold += ls->v[i].bold ? ls->v[i].letters : 0;
	}
	for (uint32_t q = 0; q < SIZES; q++) {
		if (letters[q] > letters[z.body])
			z.body = q;
	}
	z.bold_counts = bold * 2 < all;
	for (size_t i = 0; i < ls->n; i++) {
		const struct line *l = &ls->v[i];

		if (is_large(l, &z) && has_letter(str_sub(text, l->off, l->len)))
			z.level[size_of(l)] = 1;
	}
	for (uint32_t q = SIZES; q-- > 0;) {
		if (z.level[q] != 0)
			z.level[q] = level < LEVEL_MOST ? ++level : LEVEL_MOST;
	}
	z.bold_level = level < LEVEL_MOST ? level + 1 : LEVEL_MOST;
	return z;
}

/* A long title goes on in the same letters; a centred one in a block of its own. */
static bool
goes_on(const struct line *a, const struct line *b, bool large)
{
	float height = a->bottom - a->top, gap = b->top - a->bottom;

	if (a->page != b->page || a->bold != b->bold || size_of(a) != size_of(b))
		return false;
	return a->block == b->block || (large && gap > -height / 2 && gap < height / 2);
}

void
lines_headings(const struct lines *ls, struct gather *g)
{
	(void)gather_end(g);
	struct str text = buf_str(&g->text);
	struct sizes z = measure(ls, text);

	for (size_t i = 0; i < ls->n; i++) {
		const struct line *l = &ls->v[i];
		struct str s = str_sub(text, l->off, l->len);
		uint32_t end = l->off + l->len, level = 0;

		if (has_letter(s) && is_large(l, &z))
			level = z.level[size_of(l)];
		else if (has_letter(s) && is_bold(l, &z, s))
			level = z.bold_level;
		if (level == 0)
			continue;
		while (i + 1 < ls->n && goes_on(&ls->v[i], &ls->v[i + 1], is_large(l, &z)) &&
		    ls->v[i + 1].off + ls->v[i + 1].len - l->off <= MERGED_MOST) {
			i++;
			end = ls->v[i].off + ls->v[i].len;
		}
		gather_heading(g, l->off, end, level);
	}
}
