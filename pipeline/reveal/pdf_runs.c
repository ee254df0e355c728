/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_runs.c - letters that cannot be seen, put together to words and lines. */
#include <math.h>

#include "base/utf8.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define RUN_LEAST	2		/* letters: of one alone nobody learns anything (gate facts 3.3) */
#define LINE_MOST	((size_t)4096)	/* bytes of a line that is told beside a run */
#define RUN_MOST	((size_t)16384)	/* bytes of a run */
#define LOWER		0.6f		/* of an em: from there it is another line */
#define BACK		1.0f
#define FAR		4.0f
#define GAP		0.2f		/* of an em: from there it is another word */

enum step { STEP_NEXT, STEP_WORD, STEP_LINE };

/* How b stands to a, which was painted just before it. */
static enum step
step(const struct letter *a, const struct letter *b)
{
	float dx = a->to.x - a->from.x, dy = a->to.y - a->from.y, n = hypotf(dx, dy), size = fmaxf(a->size, b->size);
	float x = b->from.x - a->to.x, y = b->from.y - a->to.y, along, across;

	if (!(n > 0)) {
		dx = n = 1;
		dy = 0;
	}
	along = (x * dx + y * dy) / n;
	across = (x * dy - y * dx) / n;
	if (!(fabsf(across) <= LOWER * size) || along < -BACK * size || along > FAR * size)
		return STEP_LINE;
	return along > GAP * size ? STEP_WORD : STEP_NEXT;
}

static void
spell(const struct seeing *s, size_t from, size_t to, struct buf *b)
{
	b->n = 0;
	for (size_t i = from; i < to; i++) {
		uint32_t c = s->letters[i].c < 0x20 ? ' ' : s->letters[i].c;
		char utf8[4];

		if (i > from && step(&s->letters[i - 1], &s->letters[i]) == STEP_WORD && c != ' ' && b->n != 0 &&
		    b->p[b->n - 1] != ' ')
			buf_addc(b, ' ');
		if (!b->cut)
			buf_add(b, (struct str){ utf8, utf8_encode(c, utf8) });
	}
	b->cut = false;
}

static int
tenths(float points)
{
	return points > (float)BOX_MOST / 10 ? BOX_MOST :
	    points > -(float)BOX_MOST / 10   ? (int)lroundf(points * 10) :
					       -BOX_MOST;
}

static void
add_run(struct seeing *s, size_t from, size_t to, struct str near)
{
	unsigned votes[CAUSE__COUNT] = { 0 };
	struct unseen x = { .page = s->number, .near = near };
	fz_rect box = fz_empty_rect;
	struct buf b;

	for (size_t i = from; i < to; i++) {
		if (!s->letters[i].speaks)
			continue;
		box = i == from ? s->letters[i].cell : fz_union_rect(box, s->letters[i].cell);
		if (++votes[s->letters[i].cause] > votes[x.cause])
			x.cause = s->letters[i].cause;
	}
	buf_init(&b, s->mem, RUN_MOST);
	spell(s, from, to, &b);
	x.text = buf_str(&b);
	x.box = (struct box){ tenths(box.x0), tenths(box.y0), tenths(box.x1), tenths(box.y1) };
	unseen_add(&s->v->unseen, x);
}

/* The runs of a line: from a letter that is not seen to the last one before one that is. */
static void
line(struct seeing *s, size_t from, size_t to)
{
	size_t first = to, last = to, n = 0;
	struct buf near;

	buf_init(&near, s->mem, LINE_MOST);
	for (size_t i = from; i <= to; i++) {
		const struct letter *x = i < to ? &s->letters[i] : NULL;

		if (x != NULL && !x->speaks)
			continue;
		if (x != NULL && x->cause != CAUSE__COUNT) {
			first = n == 0 ? i : first;
			last = i;
			n++;
			continue;
		}
		if (n >= RUN_LEAST) {
			if (near.n == 0)
				spell(s, from, to, &near);
			add_run(s, first, last + 1, buf_str(&near));
		}
		n = 0;
	}
}

static bool
all_seen(const struct seeing *s)
{
	for (size_t i = 0; i < s->nletters; i++) {
		if (s->letters[i].speaks && s->letters[i].cause != CAUSE__COUNT)
			return false;
	}
	return true;
}

void
pdf_runs(struct seeing *s)
{
	size_t from = 0;

	if (all_seen(s))
		return;
	for (size_t i = 1; i <= s->nletters; i++) {
		if (i < s->nletters && step(&s->letters[i - 1], &s->letters[i]) != STEP_LINE)
			continue;
		line(s, from, i);
		from = i;
	}
}
