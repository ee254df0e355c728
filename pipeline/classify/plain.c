/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.c - text as the rules see it: plain letters, and words that a scanner or a typist spoiled put right. */
#include "classify/plain.h"

#include <string.h>

#include "base/ascii.h"

#include "base/banned.h"

#define WORD_LEAST	((size_t)7)	/* letters; shorter words have too many look-alikes */
#define WORD_MOST	((size_t)40)
#define SPACED_LEAST	4		/* letters with a space between each two */
#define SLOTS		((size_t)1 << 14)	/* of the lexicon; at most half of them are used: */
#define WORDS_MOST	(SLOTS / 2)

struct word {
	uint32_t	 hash;		/* of the shape */
	uint8_t		 nshape, n;
	bool		 shared;	/* two words have this shape: neither is meant */
	uint32_t	 at;		/* in text: the shape, then the word */
};

/* Close together: a child finds memory of its worker page by page (proc/frozen.h). */
struct lexicon {
	struct arena	*mem;
	uint16_t	 slots[SLOTS];	/* number in v + 1, by hash of the shape; 0: free */
	struct word	*v;		/* room for WORDS_MOST */
	size_t		 n;
	char		*text;
	size_t		 ntext, cap;
};

/* Characters that a scan takes for each other have one shape. */
static char
drawn_as(char c)
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
		char next = i + 1 < s.n ? s.p[i + 1] : '\0';

		if (s.p[i] == 'r' && next == 'n')
			out[n++] = 'm';
		else if (s.p[i] == 'i' && next == 'i')
			out[n++] = 'n';
		else if (s.p[i] == 'c' && next == 'l')
			out[n++] = 'd';
		else {
			out[n++] = drawn_as(s.p[i]);
			continue;
		}
		i++;
	}
	return (struct str){ out, n };
}

static uint32_t
hash_of(struct str shape)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < shape.n; i++)
		h = (h ^ (unsigned char)shape.p[i]) * 16777619u;
	return h;
}

static struct str
shape_in(const struct lexicon *l, const struct word *w)
{
	return (struct str){ l->text + w->at, w->nshape };
}

static struct str
word_in(const struct lexicon *l, const struct word *w)
{
	return (struct str){ l->text + w->at + w->nshape, w->n };
}

/* Its slot, or the free one where it would stand. */
static size_t
slot(const struct lexicon *l, struct str shape, uint32_t hash)
{
	for (size_t i = hash % SLOTS;; i = (i + 1) % SLOTS) {
		const struct word *w;

		if (l->slots[i] == 0)
			return i;
		w = &l->v[l->slots[i] - 1];
		if (w->hash == hash && str_eq(shape_in(l, w), shape))
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
	l->v = NEW(mem, struct word, WORDS_MOST);
	return l;
}

/* The place of these bytes in the text of the lexicon. */
static uint32_t
keep(struct lexicon *l, struct str s)
{
	size_t at = l->ntext;

	for (size_t i = 0; i < s.n; i++)
		*PUSH(l->mem, l->text, l->ntext, l->cap) = s.p[i];
	return (uint32_t)at;
}

void
lexicon_add(struct lexicon *l, struct str s)
{
	char buf[WORD_MOST];

	for (size_t i = 0, n; i < s.n; i += n + 1) {
		struct str word = str_from(s, i), shape;
		uint32_t hash;
		size_t at;

		for (n = 0; n < word.n && ascii_letter(word.p[n]); n++)
			;
		word.n = n;
		if (n < WORD_LEAST || n > WORD_MOST || l->n >= WORDS_MOST)
			continue;
		shape = shape_of(word, buf);
		hash = hash_of(shape);
		at = slot(l, shape, hash);
		if (l->slots[at] == 0) {
			l->v[l->n++] = (struct word){
				.hash = hash, .nshape = (uint8_t)shape.n, .n = (uint8_t)word.n, .at = keep(l, shape)
			};
			(void)keep(l, word);
			l->slots[at] = (uint16_t)l->n;
		} else if (!str_eq(word_in(l, &l->v[l->slots[at] - 1]), word))
			l->v[l->slots[at] - 1].shared = true;
	}
}

bool
lexicon_same(const struct lexicon *a, const struct lexicon *b)
{
	if (a->n != b->n || a->ntext != b->ntext || memcmp(a->slots, b->slots, sizeof a->slots) != 0)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		if (a->v[i].shared != b->v[i].shared || !str_eq(shape_in(a, &a->v[i]), shape_in(b, &b->v[i])) ||
		    !str_eq(word_in(a, &a->v[i]), word_in(b, &b->v[i])))
			return false;
	}
	return true;
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
	struct str shape;
	size_t at;

	if (l == NULL || word.n < WORD_LEAST || word.n > WORD_MOST)
		return STR_NONE;
	shape = shape_of(word, buf);
	at = slot(l, shape, hash_of(shape));
	if (l->slots[at] == 0)
		return STR_NONE;
	w = &l->v[l->slots[at] - 1];
	return w->shared || w->n > word.n ? STR_NONE : word_in(l, w);
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
