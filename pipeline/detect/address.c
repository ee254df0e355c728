/* SPDX-License-Identifier: EUPL-1.2 */
/* address.c - streets with a number, and postcodes; and whether somebody stands near (gate facts 2.7). */
#include <string.h>

#include "base/buf.h"
#include "detect/allow.h"
#include "detect/seek.h"

#include "base/banned.h"

#define PERSON_NEAR	((size_t)200)	/* bytes between a person and an address that make it that person's */
#define SUFFIX_LEAST	((size_t)3)
#define SUFFIX_MOST	((size_t)10)
#define STREET_WORDS	5		/* of the name of a street, looked at before a number */
#define SHORT_MOST	5		/* letters of a word that is cut short with a dot */
#define STREET_LONG	((size_t)60)	/* bytes of a name of a street */
#define BETWEEN_MOST	((size_t)6)	/* bytes between house number and postcode: ",  \n" */
#define BOX_NEAR	((size_t)24)	/* bytes before a postcode in which "postbus" says that nobody lives there */

struct place_found {
	size_t		 s, e;
	struct place	 street;	/* its name, without the number; or empty */
	struct place	 number;
	struct place	 postcode;	/* or empty */
};

/* 2311 AB at i; where it ends, or 0. */
static size_t
postcode_at(const struct seek *x, size_t i)
{
	static const char *const ordinals[] = { "th", "st", "nd", "rd", "de" };
	struct str s = x->f.s;
	size_t k = i + 4;
	bool near;

	if (i + 6 > s.n || s.p[i] < '1' || s.p[i] > '9' || (i > 0 && seek_part(x, i - 1)))
		return 0;
	for (size_t n = 1; n < 4; n++) {
		if (!ascii_digit(s.p[i + n]))
			return 0;
	}
	while (k - i < 6 && seek_at(x, k) == ' ')
		k++;
	near = k == i + 4;
	if (!ascii_letter(seek_at(x, k)) || !ascii_letter(seek_at(x, k + 1)) || seek_part(x, k + 2) ||
	    (seek_at(x, k + 2) == '-' && seek_letter(x, k + 3)))
		return 0;
	/* "4644th meeting" */
	if (near && !seek_capital(x, k) && str_index(ordinals, COUNT(ordinals), str_sub(s, k, 2)) >= 0)
		return 0;
	/* "in 2011 en 2012": set apart, only capitals make a postcode. */
	if (!near && !(seek_capital(x, k) && seek_capital(x, k + 1)))
		return 0;
	if (s.p[k] == 's' && memchr("ads", s.p[k + 1], 3) != NULL)
		return 0;
	return k + 2;
}

/* whole: the word is nothing more than that, as in "Laan van Meerdervoort". */
static bool
has_suffix(const struct seek *x, struct place w, bool whole)
{
	size_t n = w.e - w.s;

	for (size_t k = whole ? n : SUFFIX_LEAST; k <= SUFFIX_MOST && k <= n; k++) {
		if (lists_has(x->d->lists, LIST_SUFFIX, str_sub(x->f.s, w.e - k, k)))
			return true;
	}
	return false;
}

/* The word that ends at e. */
static struct place
word_before(const struct seek *x, size_t e)
{
	size_t s = e;

	while (s > 0 && e - s < STREET_LONG && seek_letter(x, s - 1))
		s--;
	return (struct place){ (uint32_t)s, (uint32_t)e };
}

/* The name of a street that ends at e: words with a capital or between such words, one with a suffix among them. */
static bool
street_before(const struct seek *x, size_t e, struct place *street_r)
{
	size_t at = e;
	bool suffix = false, capital = false;

	*street_r = (struct place){ (uint32_t)e, (uint32_t)e };
	for (int k = 0; k < STREET_WORDS; k++) {
		struct place w = word_before(x, at);
		bool big = w.e > w.s && seek_capital(x, w.s);
		struct str word = str_sub(x->f.s, w.s, w.e - w.s);

		if (w.e == w.s)
			break;
		if (!big && (k == 0 ? !has_suffix(x, w, false) : !lists_has(x->d->lists, LIST_INTERFIX, word)))
			break;
		suffix = suffix || has_suffix(x, w, k != 0);
		if (big || k == 0) {
			capital = capital || big;
			street_r->s = w.s;
		}
		if (w.s == 0 ||
		    (seek_at(x, w.s - 1) != ' ' && seek_at(x, w.s - 1) != '-' && seek_at(x, w.s - 1) != '\''))
			break;
		at = w.s - 1;
		/* "Burg. de Vrieslaan" */
		if (at > 1 && x->f.s.p[at] == ' ' && x->f.s.p[at - 1] == '.') {
			w = word_before(x, at - 1);
			if (w.e - w.s > SHORT_MOST)
				break;
			at--;
		}
	}
	return suffix && capital;
}

/* The house number at i, with its letter or addition; where it ends, or 0. */
static size_t
number_at(const struct seek *x, size_t i)
{
	size_t n = 0, e;
	char c;

	while (ascii_digit(seek_at(x, i + n)) && n <= 5)
		n++;
	if (n == 0 || n > 5 || seek_at(x, i) == '0' || postcode_at(x, i) != 0)
		return 0;
	/* A year behind a word is a year: Park 2020. */
	if (n == 4 && (memcmp(x->f.s.p + i, "19", 2) == 0 || memcmp(x->f.s.p + i, "20", 2) == 0))
		return 0;
	e = i + n;
	c = seek_at(x, e);
	if (c == '%' || ((c == '.' || c == ',' || c == ':') && ascii_digit(seek_at(x, e + 1))))
		return 0;
	if (seek_letter(x, e) && !seek_part(x, e + 1))
		return e + 1;
	if (seek_part(x, e))
		return 0;
	if ((c == '-' || c == '/') && seek_part(x, e + 1)) {
		for (n = 1; n < 5 && seek_part(x, e + n);)
			n++;
		return seek_part(x, e + n) ? e : e + n;
	}
	return e;
}

/* "Kerkstraat 12, 2311 AB": from the number at i. */
static bool
street_at(const struct seek *x, size_t i, struct place_found *p)
{
	size_t e = i, k;

	while (e > 0 && i - e < 2 && x->f.s.p[e - 1] == ' ')
		e--;
	/* On a line of its own only without the dot of an item. */
	if (e == i && e > 0 && x->f.s.p[e - 1] == '\n' && number_at(x, i) != 0 && seek_at(x, number_at(x, i)) != '.')
		e--;
	if (e == i)
		return false;
	if (e > 3 && memcmp(x->f.s.p + e - 3, "nr.", 3) == 0)
		e -= e > 4 && x->f.s.p[e - 4] == ' ' ? 4 : 3;
	if (e == 0 || !seek_letter(x, e - 1) || (k = number_at(x, i)) == 0 || !street_before(x, e, &p->street))
		return false;
	*p = (struct place_found){ p->street.s, k, p->street, { (uint32_t)i, (uint32_t)k }, { 0, 0 } };
	while (k - p->e < BETWEEN_MOST && seek_at(x, k) != '\0' && memchr(" ,\n\t-", seek_at(x, k), 5) != NULL)
		k++;
	if (k > p->e && (e = postcode_at(x, k)) != 0) {
		p->postcode = (struct place){ (uint32_t)k, (uint32_t)e };
		p->e = e;
	}
	return true;
}

/* "Postbus 9100, 2300 PC": nobody lives there. */
static bool
is_box(const struct seek *x, size_t i)
{
	size_t from = i > BOX_NEAR ? i - BOX_NEAR : 0;

	return memmem(x->f.s.p + from, i - from, "postbus", 7) != NULL ||
	    memmem(x->f.s.p + from, i - from, "p.o. box", 8) != NULL ||
	    memmem(x->f.s.p + from, i - from, "antwoordnummer", 14) != NULL;
}

static bool
is_own(struct seek *x, const struct place_found *p)
{
	struct mark m = arena_mark(x->mem);
	struct str s = x->f.s, number = str_sub(s, p->number.s, p->number.e - p->number.s);
	struct str street = str_sub(s, p->street.s, p->street.e - p->street.s);
	struct str postcode = str_sub(s, p->postcode.s, p->postcode.e - p->postcode.s);
	bool own;

	own = number.n != 0 &&
	    ((postcode.n != 0 &&
		 allow_has(
		     x->allow, ALLOW_ADDRESS, str_fmt(x->mem, "%.*s%.*s", STRF(postcode), STRF(number)), x->mem)) ||
		(street.n != 0 &&
		    allow_has(
			x->allow, ALLOW_ADDRESS, str_fmt(x->mem, "%.*s%.*s", STRF(street), STRF(number)), x->mem)));
	arena_rewind(x->mem, m);
	return own;
}

/* "2311 AB 12" and "2311 AB, 12": a number behind a postcode that has none. */
static void
number_behind(const struct seek *x, struct place_found *p)
{
	size_t k = p->e, e;

	while (k - p->e < 9 && seek_at(x, k) != '\0' && memchr(" ,", seek_at(x, k), 2) != NULL)
		k++;
	if (str_starts(str_from(x->f.s, k), S("nr. ")))
		k += 4;
	if (k > p->e && (e = number_at(x, k)) != 0)
		p->number = (struct place){ (uint32_t)k, (uint32_t)e };
}

void
seek_addresses(struct seek *x)
{
	struct str s = x->f.s;

	for (size_t i = 0; i < s.n; i++) {
		struct place_found p = { .s = i };

		if (!ascii_digit(s.p[i]) || (i > 0 && ascii_digit(s.p[i - 1])))
			continue;
		if (!street_at(x, i, &p)) {
			p = (struct place_found){ .s = i, .e = postcode_at(x, i) };
			if (p.e == 0 || is_box(x, i))
				continue;
			p.postcode = (struct place){ (uint32_t)i, (uint32_t)p.e };
			number_behind(x, &p);
		}
		if (is_own(x, &p))
			x->hits->allowed++;
		else
			seek_hit(x, seek_near_person(x, p.s, p.e, PERSON_NEAR) ? DC_ADDRESS_PERSON : DC_ADDRESS_ALONE,
			    p.s, p.e, MASK_WORDS);
		i = p.e - 1;
	}
}
