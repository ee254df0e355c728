/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * literal.c - words without which a pattern cannot match, looked for all at once.
 *
 * Of each pattern a set of strings is taken of which a match must hold at least
 * one: the best run of plain letters of a sequence, all such runs of an
 * alternation.  One pass over a text finds the patterns whose strings stand in
 * it; only those are tried.  Hyperscan does this better, but takes seconds to
 * compile what PCRE2 compiles in a tenth of one, at each start of a worker.
 */
#include "classify/literal.h"

#include <string.h>

#include "base/ascii.h"
#include "classify/pattern.h"

#include "base/banned.h"

#define LEAST		((size_t)4)	/* letters of a string; the table goes by the first four */
#define MOST		((size_t)24)	/* of a run; a longer one is cut, which asks for less */
#define STRINGS_MOST	((size_t)120)	/* of one pattern; more are no filter */
#define DEPTH_MOST	40		/* groups within groups */
#define SLOT_BITS	14
#define SLOTS		((size_t)1 << SLOT_BITS)

/* A string, and the patterns that it lets pass. */
struct entry {
	struct str	 s;
	size_t		 number;
	size_t		*patterns;
	size_t		 n, cap;
	struct entry	*next;
};

struct literals {
	struct arena	*mem;
	size_t		 n, nstrings;
	bool		*always;	/* of each pattern: it asks for nothing */
	struct entry	*slot[SLOTS];
};

/* Strings of which a match holds at least one; n 0: nothing is asked. */
struct need { struct str *v; size_t n, cap; };

struct parser {
	struct arena	*mem;
	struct str	 s;
	size_t		 i;
	unsigned	 depth;
	bool		 lost;		/* something that is not understood */
};

static struct need	 alternation(struct parser *);

static size_t
shortest(const struct need *x)
{
	size_t n = MOST;

	for (size_t i = 0; i < x->n; i++)
		n = x->v[i].n < n ? x->v[i].n : n;
	return x->n == 0 ? 0 : n;
}

/* Which of two asks for more? */
static bool
sharper(const struct need *a, const struct need *b)
{
	size_t x = shortest(a), y = shortest(b);

	return x != y ? x > y : a->n < b->n;
}

static bool
at(const struct parser *p, struct str lit)
{
	return str_starts(str_from(p->s, p->i), lit);
}

/* How often the piece before must stand there at least; 1 where nothing says it.  *once_r: exactly one time. */
static unsigned
times(struct parser *p, bool *once_r)
{
	unsigned least = 1;
	size_t k = p->i;

	*once_r = false;
	if (k >= p->s.n || !str_has(S("?*+{"), p->s.p[k]) ||
	    (p->s.p[k] == '{' && (k + 1 >= p->s.n || !ascii_digit(p->s.p[k + 1])))) {
		*once_r = true;
		return 1;
	}
	if (p->s.p[k] == '{') {
		least = p->s.p[k + 1] == '0' ? 0 : 1;
		while (k < p->s.n && p->s.p[k] != '}')
			k++;
	} else if (p->s.p[k] != '+')
		least = 0;
	k++;
	/* Lazy or possessive. */
	if (k < p->s.n && (p->s.p[k] == '?' || p->s.p[k] == '+'))
		k++;
	p->i = k;
	return least;
}

/* What opens a group: is there something in it that a match must hold? */
static bool
group_open(struct parser *p)
{
	static const struct {
		struct str open;
		bool holds;
	} kinds[] = {
		{ S("(?:"), true },
		{ S("(?>"), true },
		{ S("(?="), true },
		{ S("(?!"), false },
		{ S("(?<="), false },
		{ S("(?<!"), false },
	};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (at(p, kinds[i].open)) {
			p->i += kinds[i].open.n;
			return kinds[i].holds;
		}
	}
	/* Options, names, verbs, conditions: not in our rules. */
	p->lost = p->lost || at(p, S("(?")) || at(p, S("(*"));
	p->i++;
	return true;
}

/*
 * Groups within groups come to DEPTH_MOST at most, and patterns are ours, not a stranger's.
 * NOLINTBEGIN(misc-no-recursion)
 */
static struct need
group(struct parser *p)
{
	struct need x = { 0 };
	bool holds = group_open(p);

	if (++p->depth > DEPTH_MOST)
		p->lost = true;
	if (!p->lost)
		x = alternation(p);
	p->depth--;
	p->lost = p->lost || p->i >= p->s.n || p->s.p[p->i] != ')';
	p->i++;
	return holds ? x : (struct need){ 0 };
}

/* A letter that stands for itself in *c_r; false: something else, which was passed over. *width_r: it takes room. */
static bool
letter(struct parser *p, char *c_r, bool *width_r)
{
	char c = p->s.p[p->i];

	*width_r = true;
	if (c == '^' || c == '$') {
		*width_r = false;
		p->i++;
		return false;
	}
	if (c == '.') {
		p->i++;
		return false;
	}
	if (c == '[') {
		p->i += pattern_piece(p->s, p->i);
		return false;
	}
	if (c != '\\') {
		p->i++;
		*c_r = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
		return true;
	}
	c = p->i + 1 < p->s.n ? p->s.p[p->i + 1] : '\0';
	p->i += 2;
	*width_r = !str_has(S("bBAzZG"), c);
	if (!ascii_letter(c) && !ascii_digit(c)) {
		*c_r = c;
		return true;
	}
	/* \x{e9}, \p{L}, \Q and others are not looked into. */
	p->lost = p->lost || !str_has(S("bBAzZGdDwWsShHvVNRnrtf"), c);
	return false;
}

/* A run of letters of a sequence, while it is read. */
struct run {
	char		 c[MOST];
	size_t		 n;
	bool		 full;		/* letters follow that are left out */
};

static void
end_run(struct parser *p, struct run *r, struct need *best)
{
	struct need x = { 0 };

	if (r->n >= LEAST) {
		*PUSH(p->mem, x.v, x.n, x.cap) = str_dup(p->mem, (struct str){ r->c, r->n });
		if (sharper(&x, best))
			*best = x;
	}
	*r = (struct run){ .n = 0 };
}

static struct need
sequence(struct parser *p)
{
	struct need best = { 0 };
	struct run r = { .n = 0 };

	while (!p->lost && p->i < p->s.n && p->s.p[p->i] != '|' && p->s.p[p->i] != ')') {
		struct need x = { 0 };
		bool once, width = true, plain = false, is_group = p->s.p[p->i] == '(';
		unsigned least;
		char c = '\0';

		if (is_group)
			x = group(p);
		else
			plain = letter(p, &c, &width);
		least = times(p, &once);
		if (plain && least > 0 && !r.full && r.n < MOST)
			r.c[r.n++] = c;
		else if (plain && least > 0)
			r.full = true;
		/* What has no room of its own parts no letters. */
		if (!is_group && !width)
			continue;
		if (!plain || !once)
			end_run(p, &r, &best);
		if (least > 0 && x.n != 0 && sharper(&x, &best))
			best = x;
	}
	end_run(p, &r, &best);
	return best;
}

static struct need
alternation(struct parser *p)
{
	struct need all = { 0 };
	bool free = false;

	for (;;) {
		struct need x = sequence(p);

		free = free || x.n == 0;
		for (size_t i = 0; i < x.n; i++)
			*PUSH(p->mem, all.v, all.n, all.cap) = x.v[i];
		if (p->lost || p->i >= p->s.n || p->s.p[p->i] != '|')
			break;
		p->i++;
	}
	if (free || p->lost || all.n > STRINGS_MOST)
		all.n = 0;
	return all;
}

/* NOLINTEND(misc-no-recursion) */

/* --- the table -------------------------------------------------------------------------- */

static size_t
slot_of(const char *p)
{
	uint32_t four;

	memcpy(&four, p, sizeof four);
	return (four * 2654435761u) >> (32 - SLOT_BITS); /* Knuth's multiplier */
}

struct literals *
literals_new(struct arena *mem, size_t n)
{
	struct literals *l = NEW(mem, struct literals, 1);

	l->mem = mem;
	l->n = n;
	l->always = NEW(mem, bool, n + 1);
	return l;
}

void
literals_add(struct literals *l, size_t i, struct str pattern)
{
	struct parser p = { .mem = l->mem, .s = pattern };
	struct need x = alternation(&p);

	must(i < l->n);
	if (p.lost || p.i != pattern.n || x.n == 0) {
		l->always[i] = true;
		return;
	}
	for (size_t k = 0; k < x.n; k++) {
		struct entry **first = &l->slot[slot_of(x.v[k].p)], *e = *first;

		while (e != NULL && !str_eq(e->s, x.v[k]))
			e = e->next;
		if (e == NULL) {
			e = NEW(l->mem, struct entry, 1);
			*e = (struct entry){ .s = x.v[k], .number = l->nstrings++, .next = *first };
			*first = e;
		}
		*PUSH(l->mem, e->patterns, e->n, e->cap) = i;
	}
}

size_t
literals_size(const struct literals *l)
{
	return l->n + l->nstrings + 1;
}

void
literals_mark(const struct literals *l, struct str s, bool *may)
{
	bool *seen = may + l->n;

	for (size_t i = 0; i < l->n; i++)
		may[i] = may[i] || l->always[i];
	for (size_t i = 0; i + LEAST <= s.n; i++) {
		for (const struct entry *e = l->slot[slot_of(s.p + i)]; e != NULL; e = e->next) {
			if (seen[e->number] || e->s.n > s.n - i || memcmp(s.p + i, e->s.p, e->s.n) != 0)
				continue;
			seen[e->number] = true;
			for (size_t k = 0; k < e->n; k++)
				may[e->patterns[k]] = true;
		}
	}
}
