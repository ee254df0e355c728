/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * needs.c - what a text must hold for a pattern to match in it.
 *
 * A piece of a pattern is exact while all that it can match are a few strings:
 * "besluit(?:en)?" is besluit or besluiten.  Exact pieces that follow each other
 * are multiplied out; where that ends, one of the strings so far is what a match
 * must hold there.  So "\bbesluit(?:en)? .{0,80}raad" asks for two things.
 */
#include "classify/needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "classify/pattern.h"

#include "base/banned.h"

#define STRINGS_MOST	((size_t)600)	/* of one need; more are no filter */
#define EXACT_MOST	((size_t)32)	/* strings of an exact piece */
#define LONGEST		((size_t)60)	/* bytes of one of them */
#define BEFORE_MOST	((size_t)4)	/* strings before a group that are read together with it */
#define CLASS_MOST	((size_t)8)	/* characters of a class that is written out */
#define DEPTH_MOST	40		/* groups within groups */
#define LETTERS_LEAST	((size_t)4)	/* of a literal that may stand anywhere */
#define EDGE		'\1'		/* in a string: \b */

struct strings { struct str *v; size_t n, cap; };

/* Of a part of a pattern. */
struct piece {
	bool		 exact;		/* it matches one of x and nothing else */
	struct strings	 x;
	struct needs	 needs;		/* and besides, or instead, this is held */
};

struct parser {
	struct arena	*mem;
	struct str	 s;
	size_t		 i;
	unsigned	 depth;
	bool		 lost;		/* something that is not understood */
};

static struct piece	 alternation(struct parser *, const struct strings *before);

/* --- literals and needs --------------------------------------------------------------------- */

/* How hard it is to meet by chance. */
static size_t
weight(const struct literal *x)
{
	return x->s.n + x->begins + x->ends;
}

/* May it be looked for?  A short one only where a word begins. */
static bool
usable(const struct literal *x)
{
	return x->s.n >= LETTERS_LEAST || (x->s.n == 3 && x->begins) || (x->s.n == 2 && x->begins && x->ends);
}

static bool
word(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '_';
}

/* A string without its \b, with one space for each run of them. */
static struct literal
literal_of(struct parser *p, struct str s)
{
	struct literal x = { .begins = s.n != 0 && s.p[0] == EDGE, .ends = s.n != 0 && s.p[s.n - 1] == EDGE };
	char c[LONGEST];
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < sizeof c; i++) {
		if (s.p[i] != EDGE && !(s.p[i] == ' ' && n != 0 && c[n - 1] == ' '))
			c[n++] = s.p[i];
	}
	/* Beside what is no letter \b asks for one: of no use here. */
	x.begins = x.begins && n != 0 && word(c[0]);
	x.ends = x.ends && n != 0 && n <= LITERAL_MOST && word(c[n - 1]);
	x.s = str_dup(p->mem, (struct str){ c, n < LITERAL_MOST ? n : LITERAL_MOST });
	return x;
}

static size_t
weakest(const struct need *x)
{
	size_t n = SIZE_MAX;

	for (size_t i = 0; i < x->n; i++)
		n = weight(&x->v[i]) < n ? weight(&x->v[i]) : n;
	return x->n == 0 ? 0 : n;
}

/* Which of two asks for more? */
static bool
sharper(const struct need *a, const struct need *b)
{
	size_t x = weakest(a), y = weakest(b);

	return x != y ? x > y : a->n < b->n;
}

static int
sharpest_first(const void *a, const void *b)
{
	return sharper(a, b) ? -1 : sharper(b, a);
}

/* One of these strings; false when that cannot be looked for. */
static bool
need_of(struct parser *p, const struct strings *x, struct need *need_r)
{
	*need_r = (struct need){ .v = NULL };
	for (size_t i = 0; i < x->n; i++) {
		struct literal l = literal_of(p, x->v[i]);

		if (!usable(&l))
			return false;
		*PUSH(p->mem, need_r->v, need_r->n, need_r->cap) = l;
	}
	return x->n != 0;
}

static void
add_needs(struct parser *p, struct needs *to, const struct needs *from)
{
	for (size_t i = 0; i < from->n; i++)
		*PUSH(p->mem, to->v, to->n, to->cap) = from->v[i];
}

/* --- exact pieces --------------------------------------------------------------------------- */

static struct strings
one_string(struct parser *p, struct str s)
{
	struct strings x = { .v = NULL };

	*PUSH(p->mem, x.v, x.n, x.cap) = str_dup(p->mem, s);
	return x;
}

static bool
is_space(const struct strings *x)
{
	return x->n == 1 && str_eq(x->v[0], S(" "));
}

/* What was exact so far ends here: it is a need, and something unknown follows. */
static void
break_off(struct parser *p, struct piece *so_far)
{
	struct need x;

	if (need_of(p, &so_far->x, &x))
		*PUSH(p->mem, so_far->needs.v, so_far->needs.n, so_far->needs.cap) = x;
	so_far->x = one_string(p, S(""));
	so_far->exact = false;
}

static struct str
joined(struct parser *p, struct str a, struct str b)
{
	char *c = arena_alloc(p->mem, a.n + b.n + 1, 1);

	if (a.n != 0)
		memcpy(c, a.p, a.n);
	if (b.n != 0)
		memcpy(c + a.n, b.p, b.n);
	return (struct str){ c, a.n + b.n };
}

/* Each string with each of x behind it. */
static void
append(struct parser *p, struct piece *so_far, const struct strings *x)
{
	struct strings to = { .v = NULL };
	size_t longest[2] = { 0, 0 };

	for (size_t i = 0; i < so_far->x.n; i++)
		longest[0] = so_far->x.v[i].n > longest[0] ? so_far->x.v[i].n : longest[0];
	for (size_t k = 0; k < x->n; k++)
		longest[1] = x->v[k].n > longest[1] ? x->v[k].n : longest[1];
	if (so_far->x.n * x->n > EXACT_MOST || longest[0] + longest[1] > LONGEST) {
		break_off(p, so_far);
		so_far->x = *x;
		return;
	}
	for (size_t i = 0; i < so_far->x.n; i++) {
		for (size_t k = 0; k < x->n; k++)
			*PUSH(p->mem, to.v, to.n, to.cap) = joined(p, so_far->x.v[i], x->v[k]);
	}
	so_far->x = to;
}

/* --- the parts of a pattern ----------------------------------------------------------------- */

static bool
at(const struct parser *p, struct str lit)
{
	return str_starts(str_from(p->s, p->i), lit);
}

enum times { ONCE, MAYBE, SOME, ANY };	/* 1; 0 or 1; 1 or more; 0 or more */

/* How often the piece before must stand there, {2,5} and the like roughly. */
static enum times
times(struct parser *p)
{
	enum times t = ONCE;
	size_t k = p->i;

	if (k >= p->s.n || !str_has(S("?*+{"), p->s.p[k]) ||
	    (p->s.p[k] == '{' && (k + 1 >= p->s.n || !ascii_digit(p->s.p[k + 1]))))
		return ONCE;
	if (p->s.p[k] == '{') {
		t = p->s.p[k + 1] == '0' ? ANY : SOME;
		while (k < p->s.n && p->s.p[k] != '}')
			k++;
	} else
		t = p->s.p[k] == '?' ? MAYBE : p->s.p[k] == '+' ? SOME : ANY;
	k++;
	/* Lazy or possessive. */
	if (k < p->s.n && (p->s.p[k] == '?' || p->s.p[k] == '+'))
		k++;
	p->i = k;
	return t;
}

enum group { GROUP_PLAIN, GROUP_AHEAD, GROUP_NOTHING };	/* matches; only looks, but must find; asks for nothing */

static enum group
group_open(struct parser *p)
{
	static const struct {
		struct str open;
		enum group kind;
	} kinds[] = {
		{ S("(?:"), GROUP_PLAIN },
		{ S("(?>"), GROUP_PLAIN },
		{ S("(?="), GROUP_AHEAD },
		{ S("(?!"), GROUP_NOTHING },
		{ S("(?<="), GROUP_NOTHING },
		{ S("(?<!"), GROUP_NOTHING },
	};

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (at(p, kinds[i].open)) {
			p->i += kinds[i].open.n;
			return kinds[i].kind;
		}
	}
	/* Options, names, verbs, conditions: not in our rules. */
	p->lost = p->lost || at(p, S("(?")) || at(p, S("(*"));
	p->i++;
	return GROUP_PLAIN;
}

/*
 * Groups within groups come to DEPTH_MOST at most, and patterns are ours, not a stranger's.
 * NOLINTBEGIN(misc-no-recursion)
 */
static struct piece
group(struct parser *p, const struct strings *before, enum group *kind_r)
{
	struct piece x = { .exact = false };

	*kind_r = group_open(p);
	if (++p->depth > DEPTH_MOST)
		p->lost = true;
	if (!p->lost)
		x = alternation(p, before);
	p->depth--;
	p->lost = p->lost || p->i >= p->s.n || p->s.p[p->i] != ')';
	p->i++;
	return x;
}

/* A letter that stands for itself: small, white space as a space; false: nothing that is ASCII. */
static bool
plain_letter(char c, char *c_r)
{
	*c_r = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : strchr("\t\n\v\f\r", c) != NULL ? ' ' : c);
	return c > EDGE && (c & 0x80) == 0;
}

/* What a backslash and the character after it stand for; as `single`. */
static bool
escaped(struct parser *p, char *c_r, bool *width_r)
{
	char c = p->i + 1 < p->s.n ? p->s.p[p->i + 1] : '\0';

	p->i += 2;
	*width_r = !str_has(S("bBAzZG"), c);
	if (!ascii_letter(c) && !ascii_digit(c))
		return plain_letter(c, c_r);
	*c_r = c == 'b' || c == 'A' || c == 'z' || c == 'Z' ? EDGE : ' ';
	if (str_has(S("bAzZsnrtf"), c))
		return true;
	/* What an earlier group matched. */
	while (ascii_digit(c) && p->i < p->s.n && ascii_digit(p->s.p[p->i]))
		p->i++;
	/* \x{e9}, \p{L}, \Q and others are not looked into. */
	p->lost = p->lost || (!ascii_digit(c) && !str_has(S("BGdDwWShHvVNR"), c));
	return false;
}

/* A few characters in brackets, each a string. */
static bool
members(struct parser *p, struct str s, struct strings *x)
{
	size_t i = 1;

	*x = (struct strings){ .v = NULL };
	if (s.n < 3 || s.p[1] == '^')
		return false;
	while (i < s.n - 1) {
		char c = s.p[i], last, small;

		if (c == '\\') {
			c = s.p[++i];
			if (ascii_digit(c) || (ascii_letter(c) && !str_has(S("snrtf"), c)))
				return false;
			c = ascii_letter(c) ? ' ' : c;
		} else if (c == '[')
			return false;
		last = c;
		if (i + 2 < s.n - 1 && s.p[i + 1] == '-') {
			last = s.p[i + 2];
			i += 2;
			if (last == '\\' || last < c)
				return false;
		}
		i++;
		for (; c <= last; c++) {
			if (x->n == CLASS_MOST || !plain_letter(c, &small))
				return false;
			if (x->n == 0 || small != ' ' || x->v[x->n - 1].p[0] != ' ')
				*PUSH(p->mem, x->v, x->n, x->cap) = str_dup(p->mem, (struct str){ &small, 1 });
			if (c == last)
				break;
		}
	}
	return x->n != 0;
}

/* What is no group: its strings in *x, none where they are not known.  *width_r: it takes room. */
static void
single(struct parser *p, struct strings *x, bool *width_r)
{
	char c = p->s.p[p->i], plain = EDGE;
	bool known = true;

	*x = (struct strings){ .v = NULL };
	*width_r = true;
	if (c == '[') {
		size_t n = pattern_piece(p->s, p->i);

		if (!members(p, str_sub(p->s, p->i, n), x))
			*x = (struct strings){ .v = NULL };
		p->i += n;
		return;
	}
	if (c == '\\')
		known = escaped(p, &plain, width_r);
	else {
		p->i++;
		*width_r = c != '^' && c != '$';
		if (*width_r)
			known = c != '.' && plain_letter(c, &plain);
	}
	if (known)
		*x = one_string(p, (struct str){ &plain, 1 });
}

/* Take in what a piece with these strings (none: anything) asks, standing there so often. */
static void
take(struct parser *p, struct piece *so_far, const struct piece *x, enum times t)
{
	struct strings more = x->x;

	if (t == ONCE || t == SOME)
		add_needs(p, &so_far->needs, &x->needs);
	if (!x->exact || (t == ANY && !is_space(&more))) {
		break_off(p, so_far);
		return;
	}
	/* Any number of spaces is one. */
	if (t == MAYBE || t == ANY) {
		more = one_string(p, S(""));
		for (size_t i = 0; i < x->x.n; i++)
			*PUSH(p->mem, more.v, more.n, more.cap) = x->x.v[i];
	}
	append(p, so_far, &more);
	if (t == SOME && !is_space(&x->x))
		break_off(p, so_far);
}

/* A \b at the end of all of them, or nothing. */
static struct strings
edge_of(struct parser *p, const struct strings *x)
{
	size_t n = 0;

	while (n < x->n && str_ends(x->v[n], (struct str){ (const char[]){ EDGE }, 1 }))
		n++;
	return one_string(p, n == x->n ? (struct str){ (const char[]){ EDGE }, 1 } : S(""));
}

/* The same of a group that was read together with what is exact before it: x begins with that. */
static void
take_joined(struct parser *p, struct piece *so_far, const struct piece *x, enum times t)
{
	if (t == ONCE || t == SOME)
		add_needs(p, &so_far->needs, &x->needs);
	if (!x->exact || t == ANY || (t == MAYBE && so_far->x.n + x->x.n > EXACT_MOST)) {
		break_off(p, so_far);
		return;
	}
	if (t != MAYBE)
		so_far->x = (struct strings){ .v = NULL };
	for (size_t i = 0; i < x->x.n; i++)
		*PUSH(p->mem, so_far->x.v, so_far->x.n, so_far->x.cap) = x->x.v[i];
	if (t == SOME)
		break_off(p, so_far);
}

/* A group and what it asks, after what was read so far. */
static void
take_group(struct parser *p, struct piece *so_far)
{
	bool short_one = so_far->x.n <= BEFORE_MOST;
	struct strings before = short_one ? so_far->x : edge_of(p, &so_far->x);
	enum group kind;
	struct piece x = group(p, &before, &kind);
	enum times t = times(p);

	if (kind == GROUP_AHEAD && t == ONCE) {
		break_off(p, &x);
		add_needs(p, &so_far->needs, &x.needs);
	} else if (kind == GROUP_PLAIN && short_one)
		take_joined(p, so_far, &x, t);
	else if (kind == GROUP_PLAIN)
		take(p, so_far, &x, t);
}

static struct piece
sequence(struct parser *p, const struct strings *before)
{
	struct piece all = { .exact = true };

	for (size_t i = 0; i < before->n; i++)
		*PUSH(p->mem, all.x.v, all.x.n, all.x.cap) = before->v[i];
	while (!p->lost && p->i < p->s.n && p->s.p[p->i] != '|' && p->s.p[p->i] != ')') {
		struct piece x = { .exact = false };
		bool width = true;
		enum times t;

		if (p->s.p[p->i] == '(') {
			take_group(p, &all);
			continue;
		}
		single(p, &x.x, &width);
		x.exact = x.x.n != 0;
		t = times(p);
		/* What has no room of its own parts no letters. */
		if (width || (x.exact && t == ONCE))
			take(p, &all, &x, t);
	}
	if (!all.exact)
		break_off(p, &all);
	return all;
}

/* The sharpest thing that a piece asks; n 0: nothing. */
static struct need
best_of(struct parser *p, const struct piece *x)
{
	struct need best = { .v = NULL }, own;

	if (need_of(p, &x->x, &own))
		best = own;
	for (size_t i = 0; i < x->needs.n; i++) {
		if (sharper(&x->needs.v[i], &best))
			best = x->needs.v[i];
	}
	return best;
}

/* Several alternatives ask for one thing: the best of any of them. */
static struct piece
either(struct parser *p, const struct piece *v, size_t n)
{
	struct piece all = { .exact = true };
	struct need one = { .v = NULL };
	bool free = false;

	for (size_t i = 0; i < n; i++) {
		all.exact = all.exact && v[i].exact && v[i].needs.n == 0 && all.x.n + v[i].x.n <= EXACT_MOST;
		for (size_t k = 0; k < v[i].x.n && all.exact; k++)
			*PUSH(p->mem, all.x.v, all.x.n, all.x.cap) = v[i].x.v[k];
	}
	if (all.exact)
		return all;
	all.x = one_string(p, S(""));
	for (size_t i = 0; i < n && !free; i++) {
		struct need x = best_of(p, &v[i]);

		free = x.n == 0 || one.n + x.n > STRINGS_MOST;
		for (size_t k = 0; k < x.n && !free; k++)
			*PUSH(p->mem, one.v, one.n, one.cap) = x.v[k];
	}
	if (!free)
		*PUSH(p->mem, all.needs.v, all.needs.n, all.needs.cap) = one;
	return all;
}

static struct piece
alternation(struct parser *p, const struct strings *before)
{
	struct {
		struct piece *v;
		size_t n, cap;
	} l = { .v = NULL };

	for (;;) {
		struct piece x = sequence(p, before);

		*PUSH(p->mem, l.v, l.n, l.cap) = x;
		if (p->lost || p->i >= p->s.n || p->s.p[p->i] != '|')
			break;
		p->i++;
	}
	return l.n == 1 ? l.v[0] : either(p, l.v, l.n);
}

/* NOLINTEND(misc-no-recursion) */

void
needs_of(struct str pattern, struct arena *mem, struct needs *needs_r)
{
	struct parser p = { .mem = mem, .s = pattern };
	struct strings nothing = one_string(&p, S(""));
	struct piece all = alternation(&p, &nothing);

	break_off(&p, &all);
	*needs_r = all.needs;
	if (p.lost || p.i != pattern.n)
		needs_r->n = 0;
	else if (needs_r->n > 1)
		qsort(needs_r->v, needs_r->n, sizeof *needs_r->v, sharpest_first);
}
