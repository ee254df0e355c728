/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.c - text as the rules see it: plain letters, and words that a scanner or a typist spoiled put right. */
#include "classify/plain.h"

#include <string.h>

#include "base/ascii.h"

#include "base/banned.h"

#define WORD_LEAST	((size_t)7)	/* letters; shorter words have too many look-alikes */
#define WORD_MOST	((size_t)40)
#define SPACED_LEAST	4		/* letters with a space between each two */
#define SLOTS		((size_t)1 << 14)	/* of the lexicon; at most half of them are used */

struct word {
	struct str	 shape, s;
	bool		 shared;	/* two words have this shape: neither is meant */
};

struct lexicon {
	struct arena	*mem;
	struct word	*v;		/* SLOTS, by hash of the shape */
	size_t		 n;
};

/* Characters that a scan takes for each other have one shape. */
static char
shape(char c)
{
	switch (c) {
	case '0':
	case 'c':
	case 'e':
	case 'o':
		return 'o';
	case '!':
	case '1':
	case '[':
	case ']':
	case 'f':
	case 'i':
	case 'j':
	case 'l':
	case 't':
	case '|':
		return 'l';
	case '5':
	case 's':
		return 's';
	case '6':
	case '8':
	case 'b':
	case 'h':
		return 'b';
	case '9':
	case 'g':
	case 'q':
		return 'g';
	case 'n':
	case 'u':
	case 'v':
		return 'n';
	default:
		return c;
	}
}

/* rn is m, ii is u, cl is d. */
static struct str
shape_of(struct str s, char out[WORD_MOST])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < WORD_MOST; i++) {
		struct str two = str_sub(s, i, 2);

		if (str_eq(two, S("rn")))
			out[n++] = 'm';
		else if (str_eq(two, S("ii")))
			out[n++] = 'n';
		else if (str_eq(two, S("cl")))
			out[n++] = 'd';
		else {
			out[n++] = shape(s.p[i]);
			continue;
		}
		i++;
	}
	return (struct str){ out, n };
}

static size_t
slot(const struct lexicon *l, struct str shape)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < shape.n; i++)
		h = (h ^ (unsigned char)shape.p[i]) * 16777619u;
	for (size_t i = h % SLOTS;; i = (i + 1) % SLOTS) {
		if (l->v[i].shape.p == NULL || str_eq(l->v[i].shape, shape))
			return i;
	}
}

/* The characters of which a spoiled word may exist. */
static bool
in_word(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '|' || c == '!' || c == '[' || c == ']';
}

struct lexicon *
lexicon_new(struct arena *mem)
{
	struct lexicon *l = NEW(mem, struct lexicon, 1);

	l->mem = mem;
	l->v = NEW(mem, struct word, SLOTS);
	return l;
}

void
lexicon_add(struct lexicon *l, struct str s)
{
	char buf[WORD_MOST];

	for (size_t i = 0, n; i < s.n; i += n + 1) {
		struct str word = str_from(s, i);
		struct word *w;

		for (n = 0; n < word.n && ascii_letter(word.p[n]); n++)
			;
		word.n = n;
		if (n < WORD_LEAST || n > WORD_MOST || l->n >= SLOTS / 2)
			continue;
		w = &l->v[slot(l, shape_of(word, buf))];
		if (w->shape.p == NULL) {
			*w = (struct word){ .shape = str_dup(l->mem, shape_of(word, buf)), .s = str_dup(l->mem, word) };
			l->n++;
		} else if (!str_eq(w->s, word))
			w->shared = true;
	}
}

/* Plain text being made, never longer than what it is made of. */
struct plainer {
	const struct folded *f;
	char		*p;
	uint32_t	*at;
	size_t		 n;
};

static void
put(struct plainer *x, char c, size_t from)
{
	x->p[x->n] = c;
	x->at[x->n++] = x->f->at[from];
}

/* The letters at i that stand apart: how many; 0 when they are no word. */
static size_t
spaced(struct str s, size_t i)
{
	size_t n = 0;

	/* Nearly everywhere this is all there is to see. */
	if (i + 1 >= s.n || s.p[i + 1] != ' ' || (i != 0 && in_word(s.p[i - 1])))
		return 0;
	while (i + 2 * n < s.n && ascii_letter(s.p[i + 2 * n])) {
		n++;
		if (i + 2 * n - 1 >= s.n || s.p[i + 2 * n - 1] != ' ')
			break;
	}
	/* The last one begins an ordinary word. */
	if (n != 0 && i + 2 * n - 1 < s.n && in_word(s.p[i + 2 * n - 1]))
		n--;
	return n < SPACED_LEAST ? 0 : n;
}

/* The word of the lexicon that these n bytes stand for, or an absent one. */
static struct str
meant(const struct lexicon *l, struct str word)
{
	char buf[WORD_MOST];
	const struct word *w;

	if (l == NULL || word.n < WORD_LEAST || word.n > WORD_MOST)
		return STR_NONE;
	w = &l->v[slot(l, shape_of(word, buf))];
	return w->shape.p == NULL || w->shared || w->s.n > word.n ? STR_NONE : w->s;
}

void
plain(struct folded *f, struct str from, const struct lexicon *lexicon, struct arena *mem)
{
	struct folded raw;
	struct plainer x = { .f = &raw };
	struct str s;

	fold(&raw, from, mem);
	s = raw.s;
	x.p = arena_alloc(mem, s.n + 1, 1);
	x.at = NEW(mem, uint32_t, s.n + 1);
	for (size_t i = 0; i < s.n;) {
		size_t n = spaced(s, i);
		struct str word = STR_NONE;

		if (n != 0) {
			for (size_t k = 0; k < n; k++)
				put(&x, s.p[i + 2 * k], i + 2 * k);
			i += 2 * n - 1;
			continue;
		}
		while (i + n < s.n && in_word(s.p[i + n]))
			n++;
		if (n != 0 && (i < PLAIN_EDGE || i + PLAIN_EDGE >= s.n))
			word = meant(lexicon, str_sub(s, i, n));
		for (size_t k = 0; k < n; k++) {
			/* A shorter word ends where the spoiled one did. */
			if (word.p != NULL && k + 1 < n && k + 1 >= word.n)
				continue;
			put(&x, word.p == NULL ? s.p[i + k] : word.p[k < word.n ? k : word.n - 1], i + k);
		}
		i += n;
		if (n == 0) {
			put(&x, s.p[i], i);
			i++;
		}
	}
	*f = (struct folded){ .s = { x.p, x.n }, .from = from, .at = x.at };
}
