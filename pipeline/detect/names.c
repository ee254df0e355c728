/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * names.c - parties by their names, and what else looks like a name (gate facts 2.7).
 *
 * A pass over the words for each.  The words before each are kept in a small ring, so
 * that first names, initials and what stands between are seen from the surname.
 */
#include "detect/parties.h"
#include "detect/seek.h"

#include "base/banned.h"

#define PHRASE_MOST	((size_t)256)	/* bytes of a name of some words */
#define GAP_MOST	((size_t)3)	/* bytes between two words of one name: ". ", " - " */
#define TITLE_MOST	((size_t)12)	/* bytes of a title */
#define RING		16		/* words that are remembered; a power of two */
#define BEFORE_MOST	8		/* words before a surname that belong to it */
#define GIVEN_MOST	6		/* initials and words behind a title or a comma */

struct walk {
	struct seek	*x;
	struct place	 ring[RING];
	size_t		 n;		/* words so far, the present one included */
	size_t		 taken;		/* bytes before this are part of a hit */
	size_t		 party, parties;	/* places of parties, among the persons of x: the next, and behind the last */
};

static struct str
text_of(const struct seek *x, struct place w)
{
	return str_sub(x->f.s, w.s, w.e - w.s);
}

static bool
next_word(const struct seek *x, size_t i, struct place *w_r)
{
	while (i < x->f.s.n && !seek_part(x, i))
		i++;
	w_r->s = (uint32_t)i;
	while (seek_part(x, i))
		i++;
	w_r->e = (uint32_t)i;
	return w_r->e > w_r->s;
}

/* May what stands between two words stand within one name?  commas: that of "Jansen, J." too. */
static bool
small_gap(const struct seek *x, size_t s, size_t e, bool commas)
{
	size_t lines = 0;

	if (e - s > GAP_MOST)
		return false;
	for (size_t i = s; i < e; i++) {
		char c = x->f.s.p[i];

		lines += c == '\n';
		if (c != ' ' && c != '.' && c != '-' && c != '\'' && c != '\n' && c != '/' && c != '&' && c != '"' &&
		    !(commas && (c == ',' || c == '\t' || c == '(')))
			return false;
	}
	return lines < 2;
}

/* The word k before the present one. */
static struct place
before(const struct walk *w, size_t k)
{
	return w->ring[(w->n - 1 - k) & (RING - 1)];
}

/* --- parties ---------------------------------------------------------------------- */

struct found {
	uint32_t	 flags;
	size_t		 s, e;
	char		 phrase[PHRASE_MOST];
	size_t		 n;		/* bytes of the phrase */
};

/* The longest phrase of a party that begins with this word. */
static bool
longest(const struct seek *x, struct place first, struct found *f)
{
	struct place w = first;
	size_t n = 0;

	f->n = 0;
	for (size_t words = 0; words < PARTY_WORDS_MOST; words++) {
		struct str s = text_of(x, w);
		struct place next;
		uint32_t flags;

		if (n + 1 + s.n > sizeof f->phrase)
			break;
		if (n != 0)
			f->phrase[n++] = ' ';
		for (size_t i = 0; i < s.n; i++)
			f->phrase[n++] = s.p[i];
		flags = parties_phrase(x->parties, (struct str){ f->phrase, n });
		if ((flags & (PARTY_PERSON | PARTY_ORG)) != 0) {
			f->flags = flags;
			f->e = w.e;
			f->n = n;
		}
		if ((flags & PARTY_MORE) == 0 || !next_word(x, w.e, &next) || !small_gap(x, w.e, next.s, false))
			break;
		w = next;
	}
	f->s = first.s;
	return f->n != 0;
}

static bool
has_initial(const struct found *f, struct str word)
{
	return word.n == 1 && ascii_letter(word.p[0]) && (f->flags & (1u << (word.p[0] - 'a'))) != 0;
}

/* JP before Jansen. */
static bool
has_initials(const struct seek *x, const struct found *f, struct place w)
{
	struct str word = text_of(x, w);

	if (word.n == 1)
		return has_initial(f, word);
	for (size_t i = 0; i < word.n; i++) {
		if (word.n > 3 || !seek_capital(x, w.s + i))
			return false;
	}
	return (f->flags & PARTY_INITIALS) != PARTY_INITIALS && has_initial(f, str_sub(word, 0, 1));
}

struct ahead {
	bool		 given, interfix, title;	/* ours: a first name or initial, what stands between; any title */
};

/* What stands before a surname; f->s becomes where the name begins. */
static struct ahead
look_before(const struct walk *w, struct found *f)
{
	const struct seek *x = w->x;
	struct str surname = { f->phrase, f->n };
	struct ahead a = { false, false, false };
	size_t k = 1, end = f->s, between = f->s;

	for (; k < w->n && k <= BEFORE_MOST; k++) {
		struct place p = before(w, k);
		struct str word = text_of(x, p);

		if (p.s < w->taken || !small_gap(x, p.e, end, false))
			break;
		end = p.s;
		if (parties_given(x->parties, surname, word, false) || has_initials(x, f, p)) {
			a.given = true;
			f->s = p.s;
			continue;
		}
		if (lists_has(x->d->lists, LIST_TITLE, word)) {
			a.title = true;
			break;
		}
		if (word.n == 1 && (a.given || seek_at(x, p.e) == '.'))
			continue; /* another initial, or one that is not ours */
		if (a.given || !lists_has(x->d->lists, LIST_INTERFIX, word))
			break;
		between = p.s;
	}
	if (between < f->s)
		f->s = between;
	/* "van der Berg": is it this party's own? */
	for (k = 1; k < w->n && k <= BEFORE_MOST; k++) {
		struct place p = before(w, k), last = before(w, 1);
		struct str words = str_sub(x->f.s, p.s, last.e - p.s);

		if (p.s < between)
			break;
		a.interfix = a.interfix || parties_given(x->parties, surname, words, true);
	}
	return a;
}

/* "Jansen, J. van", "Jansen Jan"; f->e becomes where the name ends. */
static bool
look_behind(const struct seek *x, struct found *f)
{
	struct str surname = { f->phrase, f->n };
	size_t end = f->e;
	bool given = false;
	struct place w;

	for (int k = 0; k < GIVEN_MOST && next_word(x, end, &w) && small_gap(x, end, w.s, k == 0); k++) {
		struct str word = text_of(x, w);
		char sep = seek_at(x, end);
		bool apart = sep == ',' || sep == '\t' || sep == '(';

		if (k == 0 && !apart && word.n == 1)
			break;
		if (parties_given(x->parties, surname, word, false) ||
		    ((apart || given) && has_initials(x, f, w) && word.n <= 3)) {
			given = true;
			f->e = w.e;
		} else if (lists_has(x->d->lists, LIST_INTERFIX, word) && (given || apart)) {
			if (given)
				f->e = w.e;
		} else if (!(given && word.n == 1 && seek_at(x, w.e) == '.'))
			break;
		end = w.e;
	}
	return given;
}

static void
hit(struct walk *w, enum detector_class class, size_t s, size_t e)
{
	seek_hit(w->x, class, s, e, MASK_WORDS);
	seek_person(w->x, s, e);
	w->taken = e;
}

/* The name of a party that begins or stands at the present word. */
static void
party(struct walk *w)
{
	struct seek *x = w->x;
	struct found f;
	struct ahead a;
	bool behind;

	if (!longest(x, before(w, 0), &f))
		return;
	if ((f.flags & PARTY_ORG) != 0) {
		hit(w, DC_PARTY_TRADE, f.s, f.e);
		return;
	}
	a = look_before(w, &f);
	behind = look_behind(x, &f);
	/* Common words need a capital to be a name at all. */
	if (a.given || (behind && ((f.flags & PARTY_LONE) != 0 || seek_capital(x, before(w, 0).s))))
		hit(w, DC_PARTY_FULL, f.s, f.e);
	else if ((f.flags & PARTY_LONE) != 0 || ((a.title || a.interfix) && seek_capital(x, before(w, 0).s)))
		hit(w, DC_PARTY_SURNAME, f.s, f.e);
}

/* --- names by their form ------------------------------------------------------------- */

/* A capitalised word that may be a surname, with what a hyphen ties to it; where it ends, or 0. */
static size_t
surname_at(const struct seek *x, struct place w)
{
	struct place next;
	struct str word = text_of(x, w);
	size_t end = w.e;

	if (word.n < 2 || !seek_capital(x, w.s) || ascii_digit(word.p[word.n - 1]) ||
	    lists_has(x->d->lists, LIST_NO_NAME, word) || lists_has(x->d->lists, LIST_LEGAL, word))
		return 0;
	while (
	    seek_at(x, end) == '-' && seek_capital(x, end + 1 < x->f.s.n ? end + 1 : end) && next_word(x, end, &next))
		end = next.e;
	return end;
}

/* From i on: initials, first names, what stands between, and a surname; where it ends, or 0. */
static size_t
person_at(const struct seek *x, size_t i, bool titled, size_t *initials_r)
{
	struct place w;
	size_t end = i;

	*initials_r = 0;
	for (int k = 0; k < GIVEN_MOST + 4 && next_word(x, end, &w) && small_gap(x, end, w.s, false); k++) {
		struct str word = text_of(x, w);

		if (word.n == 1 && seek_capital(x, w.s) && seek_at(x, w.e) == '.')
			(*initials_r)++;
		else if (!(titled && lists_has(x->d->lists, LIST_TITLE, word)) &&
		    (!lists_has(x->d->lists, LIST_INTERFIX, word) || seek_at(x, w.e) == '.')) {
			size_t e = surname_at(x, w);
			struct place more;

			/* "de heer Jan van Dijk": the words behind it, too, when they go on as a name does. */
			if (e != 0 && titled && next_word(x, e, &more) && seek_at(x, e) == ' ' && more.s == e + 1 &&
			    surname_at(x, more) != 0)
				e = surname_at(x, more);
			return e;
		}
		end = w.e;
	}
	return 0;
}

/* "B.V. ", "N.V. ": letters of an organisation, not of a person. */
static bool
legal_letters(const struct seek *x, size_t i)
{
	char two[2] = { seek_at(x, i), seek_at(x, i + 2) };

	return seek_at(x, i + 1) == '.' && seek_at(x, i + 3) == '.' &&
	    lists_has(x->d->lists, LIST_LEGAL, (struct str){ two, 2 });
}

/* Is [s, e) clear of what was found to be a party?  Ascending. */
static bool
clear(struct walk *w, size_t s, size_t e)
{
	const struct place *v = w->x->person;

	while (w->party < w->parties && v[w->party].e <= s)
		w->party++;
	return w->party == w->parties || v[w->party].s >= e;
}

static void
name(struct walk *w)
{
	struct seek *x = w->x;
	struct place here = before(w, 0);
	struct str word = text_of(x, here);
	size_t end, initials;

	if (word.n > 1 && word.n <= TITLE_MOST && lists_has(x->d->lists, LIST_TITLE, word)) {
		end = person_at(x, here.e, true, &initials);
		if (end != 0 && clear(w, here.s, end))
			hit(w, DC_NAME_TITLE, here.s, end);
		return;
	}
	if (word.n != 1 || !seek_capital(x, here.s) || seek_at(x, here.e) != '.' || legal_letters(x, here.s) ||
	    (here.s > 0 && (x->f.s.p[here.s - 1] == '.' || x->f.s.p[here.s - 1] == '@')))
		return;
	end = person_at(x, here.s, false, &initials);
	if (end != 0 && initials != 0 && clear(w, here.s, end))
		hit(w, DC_NAME_INITIALS, here.s, end);
}

static void
each_word(struct seek *x, void (*see)(struct walk *), struct walk *w)
{
	struct place word;

	for (size_t i = 0; next_word(x, i, &word); i = word.e) {
		w->ring[w->n++ & (RING - 1)] = word;
		if (word.s >= w->taken)
			see(w);
	}
}

void
seek_names(struct seek *x)
{
	struct walk of_parties = { .x = x }, of_names = { .x = x, .party = x->npersons };

	if (x->parties != NULL)
		each_word(x, party, &of_parties);
	of_names.parties = x->npersons;
	each_word(x, name, &of_names);
}
