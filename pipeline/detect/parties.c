/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * parties.c - the names of who is known to be in a dossier, as they may be written.
 *
 * One set holds every phrase by which somebody may be known, and each of its
 * beginnings, so that a text is searched for thousands of names in one pass: a
 * word is looked up, and the next is added while there is more.
 */
#include "detect/parties.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fold.h"
#include "detect/seek.h"
#include "detect/set.h"

#include "base/banned.h"

#define NAME_MOST	((size_t)200)	/* bytes of a name */
#define WORDS_MOST	((size_t)24)	/* of a name as it is given */
#define LONE_LEAST	((size_t)5)	/* letters of a surname that is searched alone */

struct parties {
	const struct lists	*lists;
	struct arena		*mem;
	struct set		*set;
};

struct token {
	struct str	 s;
	bool		 hyphen;	/* a hyphen ties it to the next */
	bool		 comma;		/* a comma follows */
};

/* A name taken apart. */
struct name {
	struct token	 v[WORDS_MOST];
	size_t		 n;
	bool		 org;		/* digits, "&", or a word of an organisation */
	size_t		 given, ngiven;	/* first names and initials */
	size_t		 between, nbetween;
	size_t		 surname, nsurname;
};

struct parties *
parties_new(const struct detectors *d, struct arena *mem)
{
	struct parties *p = NEW(mem, struct parties, 1);

	*p = (struct parties){ .lists = d->lists, .mem = mem, .set = set_new(mem) };
	return p;
}

static struct str
pair(struct arena *mem, struct str surname, struct str given, bool interfix)
{
	return str_fmt(mem, "%.*s%c%.*s", STRF(surname), interfix ? '~' : '|', STRF(given));
}

uint32_t
parties_phrase(const struct parties *p, struct str phrase)
{
	return set_get(p->set, phrase);
}

bool
parties_given(const struct parties *p, struct str surname, struct str given, bool interfix)
{
	struct mark m = arena_mark(p->mem);
	bool has = set_get(p->set, pair(p->mem, surname, given, interfix)) != 0;

	arena_rewind(p->mem, m);
	return has;
}

static void
split(const struct parties *p, struct name *name, struct seek *x)
{
	struct str s = x->f.s;

	for (size_t i = 0; i < s.n && name->n < WORDS_MOST;) {
		size_t n = 0;

		while (seek_part(x, i + n)) {
			name->org = name->org || ascii_digit(s.p[i + n]);
			n++;
		}
		if (n != 0) {
			name->v[name->n++] =
			    (struct token){ .s = str_sub(s, i, n), .hyphen = seek_at(x, i + n) == '-' };
			name->org = name->org || lists_has(p->lists, LIST_LEGAL, str_sub(s, i, n));
		} else {
			name->org = name->org || s.p[i] == '&';
			if (s.p[i] == ',' && name->n != 0)
				name->v[name->n - 1].comma = true;
		}
		i += n == 0 ? 1 : n;
	}
	/* B.V. falls apart into letters. */
	for (size_t i = 0; i + 1 < name->n; i++) {
		struct str two = str_fmt(p->mem, "%.*s%.*s", STRF(name->v[i].s), STRF(name->v[i + 1].s));

		name->org = name->org || (two.n == 2 && i + 2 == name->n && lists_has(p->lists, LIST_LEGAL, two));
	}
}

static bool
is_interfix(const struct parties *p, const struct token *t)
{
	return lists_has(p->lists, LIST_INTERFIX, t->s);
}

/* "de heer", "mevr. drs.": where the name itself begins. */
static size_t
skip_titles(const struct parties *p, const struct name *name)
{
	size_t i = 0;

	if (name->n > 2 && str_eq(name->v[0].s, S("de")) && lists_has(p->lists, LIST_TITLE, name->v[1].s))
		i = 1;
	while (i + 1 < name->n && lists_has(p->lists, LIST_TITLE, name->v[i].s))
		i++;
	return i;
}

/* Which words are first names, which stand between, and which are the surname. */
static void
take_apart(const struct parties *p, struct name *name)
{
	size_t i = skip_titles(p, name), end = name->n, comma = i, k;

	while (comma < end && !name->v[comma].comma)
		comma++;
	if (comma + 1 < end) { /* Berg, J. van der */
		name->between = end;
		while (i < comma && is_interfix(p, &name->v[i])) {
			name->between = name->between == end ? i : name->between;
			name->nbetween++;
			i++;
		}
		name->surname = i;
		name->nsurname = comma + 1 - i;
		name->given = comma + 1;
		for (k = name->given; k < end && !(name->v[k].s.n > 1 && is_interfix(p, &name->v[k])); k++)
			name->ngiven++;
		if (k < end) {
			name->between = k;
			name->nbetween = end - k;
		}
		return;
	}
	name->given = i;
	/* The last word, with what a hyphen ties to it; before it what stands between. */
	for (k = i; k + 1 < end && (!is_interfix(p, &name->v[k]) || name->v[k].s.n == 1);)
		k++;
	if (k + 1 >= end) {
		k = end - 1;
		while (k > i && name->v[k - 1].hyphen)
			k--;
	}
	/* "Jansen-de Vries": the interfix belongs to the surname before it. */
	while (k > i && name->v[k - 1].hyphen)
		k--;
	name->ngiven = k - i;
	name->between = k;
	while (k + 1 < end && is_interfix(p, &name->v[k])) {
		k++;
		name->nbetween++;
	}
	name->surname = k;
	name->nsurname = end - k;
}

static struct str
joined(struct arena *mem, const struct token *v, size_t n)
{
	struct buf b;

	buf_init(&b, mem, NAME_MOST + WORDS_MOST);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%.*s", i == 0 ? "" : " ", STRF(v[i].s));
	return buf_str(&b);
}

/* A phrase and its beginnings. */
static uint32_t *
add_phrase(struct parties *p, const struct token *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		*set_add(p->set, joined(p->mem, v, i)) |= PARTY_MORE;
	return set_add(p->set, joined(p->mem, v, n));
}

static void
add_surname(struct parties *p, const struct name *name, const struct token *v, size_t n, struct str interfix)
{
	struct str surname = joined(p->mem, v, n);
	uint32_t initials = 0, *value;
	size_t letters = 0;

	for (size_t i = 0; i < surname.n; i++)
		letters += surname.p[i] != ' ';
	for (size_t i = name->given; i < name->given + name->ngiven; i++) {
		struct str given = name->v[i].s;

		if (ascii_letter(given.p[0]))
			initials |= 1u << (given.p[0] - 'a');
		if (given.n > 1)
			*set_add(p->set, pair(p->mem, surname, given, false)) = 1;
	}
	if (interfix.n != 0)
		*set_add(p->set, pair(p->mem, surname, interfix, true)) = 1;
	value = add_phrase(p, v, n);
	*value |= PARTY_PERSON | (initials == 0 ? PARTY_INITIALS : initials);
	if (letters >= LONE_LEAST && !(n == 1 && lists_has(p->lists, LIST_COMMON, surname)))
		*value |= PARTY_LONE;
}

/* "Jansen-de Vries" is known as Jansen, too, and as de Vries. */
static void
add_halves(struct parties *p, const struct name *name)
{
	size_t from = name->surname, end = name->surname + name->nsurname;

	for (size_t i = from; i < end; i++) {
		size_t start = from;

		if (i + 1 < end && !name->v[i].hyphen)
			continue;
		while (start < i && is_interfix(p, &name->v[start]))
			start++;
		if (i + 1 - start < name->nsurname)
			add_surname(
			    p, name, &name->v[start], i + 1 - start, joined(p->mem, &name->v[from], start - from));
		from = i + 1;
	}
}

/* Without "B.V." at its end, when what remains is more than a word. */
static void
add_org(struct parties *p, const struct name *name)
{
	size_t n = name->n < PARTY_WORDS_MOST ? name->n : PARTY_WORDS_MOST, k = n;

	*add_phrase(p, name->v, n) |= PARTY_ORG;
	if (k > 2 && name->v[k - 1].s.n == 1 && name->v[k - 2].s.n == 1)
		k -= 2;
	else if (k > 1 && lists_has(p->lists, LIST_LEGAL, name->v[k - 1].s)) {
		k--;
		/* B.V. and BV are written for each other. */
		if (name->v[k].s.n == 2) {
			struct name apart = *name;

			apart.v[k].s = str_sub(name->v[k].s, 0, 1);
			if (k + 1 < WORDS_MOST)
				apart.v[k + 1].s = str_sub(name->v[k].s, 1, 1);
			*add_phrase(p, apart.v, k + 2 <= PARTY_WORDS_MOST ? k + 2 : k + 1) |= PARTY_ORG;
		}
	}
	if (k != n &&
	    (k > 1 ||
		(name->v[0].s.n >= LONE_LEAST && !lists_has(p->lists, LIST_COMMON, name->v[0].s) &&
		    !lists_has(p->lists, LIST_LEGAL, name->v[0].s))))
		*add_phrase(p, name->v, k) |= PARTY_ORG;
}

int
parties_add(struct parties *p, struct str text)
{
	struct seek x = { .mem = p->mem };
	struct name *name = NEW(p->mem, struct name, 1);

	if (str_trim(text).n == 0 || text.n > NAME_MOST)
		return -1;
	fold(&x.f, text, p->mem);
	split(p, name, &x);
	if (name->n == 0 || name->n == WORDS_MOST)
		return -1;
	if (name->org) {
		add_org(p, name);
		return name->n > 1 || name->v[0].s.n > 1 ? 0 : -1;
	}
	take_apart(p, name);
	if (name->nsurname == 0 || name->nsurname > PARTY_WORDS_MOST || name->v[name->surname].s.n < 2)
		return -1;
	add_surname(p, name, &name->v[name->surname], name->nsurname,
	    joined(p->mem, &name->v[name->between < name->n ? name->between : 0], name->nbetween));
	add_halves(p, name);
	return 0;
}
