/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * literal.c - words without which a pattern cannot match, looked for all at once.
 *
 * Of each pattern some needs are taken (needs.h): sets of strings, of each of
 * which a match must hold one.  One pass over a text finds the strings that
 * stand in it; a pattern is tried only when all it needs is there.  Each string
 * is filed under some of its characters that few others have, so that nearly
 * every place of a text is done with after a look at two bits.  Why not with
 * Hyperscan's successor: docs/decisions/050-rules-at-speed.md.
 */
#include "classify/literal.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "classify/needs.h"

#include "base/banned.h"

#define NEEDS_MOST	((size_t)3)	/* of a pattern that are looked at; the sharpest */
#define SCRATCH_MOST	((size_t)64 << 20)	/* bytes to take one pattern apart; PCRE2 takes no longer ones */
#define SAME		((size_t)1 << 16)	/* slots for strings that are the same, and needs */
#define ROOM		((size_t)8)	/* bytes after a text that may be read */
#define STRIP		((size_t)128)	/* bytes of a text that are looked at together */
#define NOTHING		0		/* the need that is always met */
/* Characters under which a string is filed, a shorter one, and what is shorter still and begins a word. */
#define LARGE		((size_t)6)
#define SMALL		((size_t)4)
#define BRIEF		((size_t)2)
/* And the bits of a slot: so many that of the slots of each table one in twenty is filled. */
#define LARGE_BITS	18
#define SMALL_BITS	14
#define BRIEF_BITS	12

/* A string, and what has a need of it. */
struct entry {
	struct literal	 is;
	size_t		 number;
	size_t		*needs, n, cap;
	struct entry	*like;		/* with the same hash */
};

/* Needs that are the same are one. */
struct known { size_t *strings, n, number; struct known *next; };

/* Strings by so many of their characters. */
struct table {
	size_t		 width, bits;
	struct { uint64_t filled; uint32_t before; } *slots;	/* which have something; how many before these */
	uint32_t	*first;		/* of each slot that has: its place in v, close together, for most are empty */
	/* What is looked at of a string, side by side: where in it these characters stand, and its last eight. */
	struct filed { uint64_t last; uint32_t entry; uint8_t at, n, begins, ends; } *v;
};

struct literals {
	struct arena	*mem;
	size_t		 n, nneeds;
	struct entry	**v;		/* strings, */
	uint32_t	*asked, *askers;	/* and of each where its needs begin in askers */
	size_t		 nstrings, cap;
	uint32_t	*text_at;	/* of each where it stands in text, */
	char		*text;		/* side by side: a child finds memory of its worker page by page */
	uint32_t	(*needs)[NEEDS_MOST];	/* of each pattern */
	char		 plain[256];	/* each byte as it is looked for */
	bool		 word[256];	/* letters, digits and _ */
	struct table	 large, small, brief;
	struct entry	*by_text[SAME];
	struct known	*known[SAME];
};

static size_t
hash_of(const void *p, size_t n)
{
	const unsigned char *c = p;
	uint32_t h = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		h = (h ^ c[i]) * 16777619u;
	return (h ^ h >> 15) & (SAME - 1);
}

/* The first n of the eight bytes at p; n is not 0. */
static inline uint64_t
eight(const char *p, size_t n)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return n >= sizeof x ? x : le64toh(x) << 8 * (sizeof x - n);
}

/* Of eight bytes of which the first width count. */
static inline size_t
slot_in(uint64_t x, size_t width, size_t bits)
{
	return ((x << 8 * (sizeof x - width)) * 0x9e3779b97f4a7c15u) >> (64 - bits); /* Knuth's multiplier */
}

static inline uint64_t
load(const char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return le64toh(x);
}

static inline size_t
slot_of(const struct table *t, const char *p)
{
	return slot_in(load(p), t->width, t->bits);
}

static inline bool
is_filled(const struct table *t, size_t slot)
{
	return (t->slots[slot / 64].filled >> slot % 64 & 1) != 0;
}

/* In first, of a slot that has something. */
static inline size_t
place_of(const struct table *t, size_t slot)
{
	uint64_t below = t->slots[slot / 64].filled & (((uint64_t)1 << slot % 64) - 1);

	return t->slots[slot / 64].before + (size_t)__builtin_popcountll(below);
}

/* The last eight bytes of n, or all of them. */
static inline uint64_t
last_of(const char *p, size_t n)
{
	return n > sizeof(uint64_t) ? eight(p + n - sizeof(uint64_t), sizeof(uint64_t)) : eight(p, n);
}

static void
table_new(struct table *t, size_t width, size_t bits, struct arena *mem)
{
	t->width = width;
	t->bits = bits;
	t->slots = arena_alloc(mem, ((size_t)1 << bits) / 64 * sizeof *t->slots, _Alignof(__typeof__(*t->slots)));
}

struct literals *
literals_new(struct arena *mem, size_t n)
{
	struct literals *l = NEW(mem, struct literals, 1);

	l->mem = mem;
	l->n = n;
	l->nneeds = NOTHING + 1;
	table_new(&l->large, LARGE, LARGE_BITS, mem);
	table_new(&l->small, SMALL, SMALL_BITS, mem);
	table_new(&l->brief, BRIEF, BRIEF_BITS, mem);
	l->needs = arena_alloc(mem, mul_or_die(n + 1, sizeof *l->needs), _Alignof(__typeof__(*l->needs)));
	for (int i = 0; i < 256; i++) {
		char c = (char)i;

		l->word[i] = ascii_letter(c) || ascii_digit(c) || c == '_';
		l->plain[i] = (char)(c == ' ' || (c >= '\t' && c <= '\r') ? ' ' :
			c >= 'A' && c <= 'Z'                              ? c + ('a' - 'A') :
									    c);
	}
	return l;
}

/* --- filing --------------------------------------------------------------------------------- */

static struct entry *
entry_of(struct literals *l, const struct literal *is)
{
	struct entry **first = &l->by_text[hash_of(is->s.p, is->s.n)], *e;
	char *copy;

	for (e = *first; e != NULL; e = e->like) {
		if (str_eq(e->is.s, is->s) && e->is.begins == is->begins && e->is.ends == is->ends)
			return e;
	}
	copy = NEW(l->mem, char, is->s.n + ROOM);
	e = NEW(l->mem, struct entry, 1);
	*e = (struct entry){ .is = *is, .number = l->nstrings, .like = *first };
	e->is.s.p = copy;
	memcpy(copy, is->s.p, is->s.n);
	*PUSH(l->mem, l->v, l->nstrings, l->cap) = e;
	*first = e;
	return e;
}

static int
by_number(const void *a, const void *b)
{
	const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* The number of a need; scratch is forgotten. */
static size_t
need_number(struct literals *l, const struct need *x, struct arena *scratch)
{
	struct entry **v = NEW(scratch, struct entry *, x->n);
	size_t *strings = NEW(scratch, size_t, x->n), n = 0;
	struct known **first, *k;

	for (size_t i = 0; i < x->n; i++)
		v[i] = entry_of(l, &x->v[i]);
	qsort(v, x->n, sizeof(struct entry *), by_number);
	for (size_t i = 0; i < x->n; i++) {
		if (n == 0 || v[n - 1] != v[i]) {
			strings[n] = v[i]->number;
			v[n++] = v[i];
		}
	}
	first = &l->known[hash_of(strings, n * sizeof *strings)];
	for (k = *first; k != NULL; k = k->next) {
		if (k->n == n && memcmp(k->strings, strings, n * sizeof *strings) == 0)
			return k->number;
	}
	k = NEW(l->mem, struct known, 1);
	*k = (struct known){ .strings = NEW(l->mem, size_t, n), .n = n, .number = l->nneeds++, .next = *first };
	memcpy(k->strings, strings, n * sizeof *strings);
	*first = k;
	for (size_t i = 0; i < n; i++)
		*PUSH(l->mem, v[i]->needs, v[i]->n, v[i]->cap) = k->number;
	return k->number;
}

void
literals_add(struct literals *l, size_t i, struct str pattern)
{
	struct arena *scratch = arena_new("patroon", SCRATCH_MOST);
	struct needs x;

	must(i < l->n);
	needs_of(pattern, scratch, &x);
	for (size_t k = 0; k < NEEDS_MOST; k++)
		l->needs[i][k] = k < x.n ? (uint32_t)need_number(l, &x.v[k], scratch) : NOTHING;
	arena_free(scratch);
}

static struct table *
table_of(struct literals *l, const struct entry *e)
{
	return e->is.s.n >= l->large.width ? &l->large : e->is.s.n >= l->small.width ? &l->small : &l->brief;
}

/* Where in a string the characters stand that fewest strings have: there it is filed. */
static size_t
rarest(const struct table *t, const struct entry *e, const uint32_t *often)
{
	size_t best = 0;

	for (size_t i = 1; i + t->width <= e->is.s.n && t->width > 2; i++) {
		if (often[slot_of(t, e->is.s.p + i)] < often[slot_of(t, e->is.s.p + best)])
			best = i;
	}
	return best;
}

static void
file_all(struct literals *l, struct table *t, struct arena *scratch)
{
	uint32_t *often = NEW(scratch, uint32_t, (size_t)1 << t->bits), *at = NEW(scratch, uint32_t, l->nstrings + 1);

	for (size_t i = 0; i < l->nstrings; i++) {
		const struct entry *e = l->v[i];

		for (size_t k = 0; table_of(l, e) == t && k + t->width <= e->is.s.n; k++)
			often[slot_of(t, e->is.s.p + k)]++;
	}
	t->v = NEW(l->mem, struct filed, l->nstrings + 1);
	t->first = NEW(l->mem, uint32_t, l->nstrings + 1);
	for (size_t i = 0; i < l->nstrings; i++) {
		size_t slot;

		if (table_of(l, l->v[i]) != t)
			continue;
		at[i] = (uint32_t)rarest(t, l->v[i], often);
		slot = slot_of(t, l->v[i]->is.s.p + at[i]);
		t->slots[slot / 64].filled |= (uint64_t)1 << slot % 64;
	}
	for (size_t i = 1; i < ((size_t)1 << t->bits) / 64; i++)
		t->slots[i].before = t->slots[i - 1].before + (uint32_t)__builtin_popcountll(t->slots[i - 1].filled);
	/* How many there are of each, then where they end, and filled from there down. */
	for (size_t i = 0; i < l->nstrings; i++) {
		if (table_of(l, l->v[i]) == t)
			t->first[place_of(t, slot_of(t, l->v[i]->is.s.p + at[i]))]++;
	}
	for (size_t i = 1; i <= l->nstrings; i++)
		t->first[i] += t->first[i - 1];
	for (size_t i = 0; i < l->nstrings; i++) {
		const struct literal *x = &l->v[i]->is;

		if (table_of(l, l->v[i]) == t)
			t->v[--t->first[place_of(t, slot_of(t, x->s.p + at[i]))]] =
			    (struct filed){ .last = last_of(x->s.p, x->s.n),
				    .entry = (uint32_t)i,
				    .at = (uint8_t)at[i],
				    .n = (uint8_t)x->s.n,
				    .begins = x->begins,
				    .ends = x->ends };
	}
}

/* The needs of all strings, side by side. */
static void
list_askers(struct literals *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nstrings; i++)
		n += l->v[i]->n;
	must(n <= UINT32_MAX && l->nstrings <= UINT32_MAX);
	l->asked = NEW(l->mem, uint32_t, l->nstrings + 1);
	l->askers = NEW(l->mem, uint32_t, n + 1);
	n = 0;
	for (size_t i = 0; i < l->nstrings; i++) {
		l->asked[i] = (uint32_t)n;
		for (size_t k = 0; k < l->v[i]->n; k++)
			l->askers[n++] = (uint32_t)l->v[i]->needs[k];
	}
	l->asked[l->nstrings] = (uint32_t)n;
}

static void
list_strings(struct literals *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->nstrings; i++)
		n += l->v[i]->is.s.n;
	must(n <= UINT32_MAX);
	l->text_at = NEW(l->mem, uint32_t, l->nstrings + 1);
	l->text = NEW(l->mem, char, n + 1);
	n = 0;
	for (size_t i = 0; i < l->nstrings; i++) {
		l->text_at[i] = (uint32_t)n;
		memcpy(l->text + n, l->v[i]->is.s.p, l->v[i]->is.s.n);
		n += l->v[i]->is.s.n;
	}
}

void
literals_done(struct literals *l)
{
	struct arena *scratch = arena_new("woorden van patronen", SCRATCH_MOST);

	list_askers(l);
	list_strings(l);
	file_all(l, &l->large, scratch);
	file_all(l, &l->small, scratch);
	file_all(l, &l->brief, scratch);
	arena_free(scratch);
}

/* --- looking -------------------------------------------------------------------------------- */

/* Bits: of each need, then of each string. */
size_t
literals_size(const struct literals *l)
{
	return (l->nneeds + l->nstrings) / 8 + 1;
}

static bool
is_set(const unsigned char *bits, size_t i)
{
	return (bits[i / 8] >> i % 8 & 1) != 0;
}

static void
set(unsigned char *bits, size_t i)
{
	bits[i / 8] |= (unsigned char)(1u << i % 8);
}

/* The text as it is looked for, with what is no letter before and after it. */
static struct str
looked_at(const struct literals *l, struct str s, struct arena *mem)
{
	char *p = arena_alloc(mem, s.n + 2 + ROOM, 1);
	size_t n = 1;

	p[0] = '\0';
	for (size_t i = 0; i < s.n; i++) {
		p[n] = l->plain[(unsigned char)s.p[i]];
		n += p[n] != ' ' || p[n - 1] != ' ';
	}
	memset(p + n, 0, 1 + ROOM);
	return (struct str){ p, n + 1 };
}

/* The string of this row, which is filed under what stands at byte i of t: does all of it stand there? */
static inline void
look(const struct literals *l, const struct filed *f, struct str t, size_t i, unsigned char *seen)
{
	const char *p;

	/* t begins and ends with what is in no string. */
	if (f->at >= i || (size_t)f->n >= t.n - i + f->at)
		return;
	p = t.p + i - f->at;
	if (last_of(p, f->n) != f->last || is_set(seen, l->nneeds + f->entry))
		return;
	if ((f->begins && l->word[(unsigned char)p[-1]]) || (f->ends && l->word[(unsigned char)p[f->n]]) ||
	    (f->n > sizeof f->last && memcmp(p, l->text + l->text_at[f->entry], f->n) != 0))
		return;
	set(seen, l->nneeds + f->entry);
	for (size_t m = l->asked[f->entry]; m < l->asked[f->entry + 1]; m++)
		set(seen, l->askers[m]);
}

/* Places in a strip of a text where something may be filed, of one table. */
struct strip {
	const struct table *table;
	size_t		 n;
	struct { uint32_t at, slot; } v[STRIP + 1];
};

/* Written always and counted when there is something: nobody can foretell which. */
static inline void
note(struct strip *x, size_t at, size_t slot, bool may)
{
	x->v[x->n].at = (uint32_t)at;
	x->v[x->n].slot = (uint32_t)slot;
	x->n += may && is_filled(x->table, slot);
}

/*
 * What stands at the places that were noted; at counts from byte `from` of t.
 * Each step asks memory for what the next one reads of all places: these tables
 * are larger than what is near, and to wait for one place at a time took nearly
 * all of the time.
 */
static void
look_at(const struct literals *l, struct strip *x, struct str t, size_t from, unsigned char *seen)
{
	const struct table *table = x->table;

	for (size_t i = 0; i < x->n; i++) {
		x->v[i].slot = (uint32_t)place_of(table, x->v[i].slot);
		__builtin_prefetch(&table->first[x->v[i].slot]);
	}
	for (size_t i = 0; i < x->n; i++)
		__builtin_prefetch(&table->v[table->first[x->v[i].slot]]);
	for (size_t i = 0; i < x->n; i++) {
		for (size_t k = table->first[x->v[i].slot]; k < table->first[x->v[i].slot + 1]; k++)
			look(l, &table->v[k], t, from + x->v[i].at, seen);
	}
	x->n = 0;
}

void
literals_mark(const struct literals *l, struct str s, unsigned char *seen, struct arena *mem)
{
	struct mark mark = arena_mark(mem);
	struct str t = looked_at(l, s, mem);
	struct strip large = { .table = &l->large }, small = { .table = &l->small }, brief = { .table = &l->brief };
	bool word = false;

	set(seen, NOTHING);
	for (size_t from = 1; from + 1 < t.n; from += STRIP) {
		for (size_t k = 0; k < STRIP && from + k + 1 < t.n; k++) {
			uint64_t x = load(t.p + from + k);
			bool before = word;

			word = l->word[(unsigned char)t.p[from + k]];
			note(&large, k, slot_in(x, LARGE, LARGE_BITS), true);
			note(&small, k, slot_in(x, SMALL, SMALL_BITS), true);
			note(&brief, k, slot_in(x, BRIEF, BRIEF_BITS), word && !before);
		}
		look_at(l, &large, t, from, seen);
		look_at(l, &small, t, from, seen);
		look_at(l, &brief, t, from, seen);
	}
	arena_rewind(mem, mark);
}

bool
literals_may(const struct literals *l, const unsigned char *seen, size_t i)
{
	for (size_t k = 0; k < NEEDS_MOST; k++) {
		if (!is_set(seen, l->needs[i][k]))
			return false;
	}
	return true;
}
