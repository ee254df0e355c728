/* SPDX-License-Identifier: EUPL-1.2 */
/* born.c - dates of birth: a date behind a word that says so (gate facts 2.7). */
#include <string.h>

#include "detect/pattern.h"
#include "detect/seek.h"

#include "base/banned.h"

#define BORN_NEAR	((size_t)25)	/* bytes between the word and its date */
#define STAR_NEAR	((size_t)2)	/* bytes between "*" and its date */
#define MONTH_MOST	((size_t)9)	/* letters of september */

static size_t
digits_at(struct str s, size_t i, size_t most, int *v_r)
{
	size_t n = 0;

	*v_r = 0;
	while (i + n < s.n && n <= most && ascii_digit(s.p[i + n])) {
		*v_r = 10 * *v_r + (s.p[i + n] - '0');
		n++;
	}
	return n > most ? 0 : n;
}

static bool
is_month(struct str s)
{
	static const char *const start[] = { "jan", "feb", "mrt", "maa", "mar", "apr", "mei", "may", "jun", "jul",
		"aug", "sep", "okt", "oct", "nov", "dec" };

	return s.n >= 3 && str_index(start, COUNT(start), str_sub(s, 0, 3)) >= 0;
}

/* A year: four digits, or two, perhaps behind an apostrophe. */
static size_t
year_at(struct str s, size_t i)
{
	int v;
	size_t quote = i < s.n && s.p[i] == '\'', n = digits_at(s, i + quote, 4, &v);

	if (n == 4 && v >= 1800 && v <= 2100)
		return 4 + quote;
	return n == 2 ? 2 + quote : 0;
}

/* 12 maart 1980, 12-mrt-80, 1e jan. '80; i stands behind the day. */
static size_t
month_year(struct str s, size_t i)
{
	size_t n = 0, from = i;

	if (str_starts(str_from(s, i), S("ste")) || str_starts(str_from(s, i), S("de")))
		i += s.p[i] == 's' ? 3 : 2;
	else if (i < s.n && s.p[i] == 'e')
		i++;
	while (i - from < 5 && i < s.n && memchr(" .-/\n", s.p[i], 5) != NULL)
		i++;
	while (n <= MONTH_MOST && i + n < s.n && ascii_letter(s.p[i + n]))
		n++;
	if (n > MONTH_MOST || !is_month(str_sub(s, i, n)))
		return 0;
	for (i += n, from = i; i - from < 3 && i < s.n && memchr(" .-/\n", s.p[i], 5) != NULL;)
		i++;
	n = year_at(s, i);
	return n == 0 ? 0 : i + n;
}

/* 12031980 and 19800312. */
static bool
is_run(struct str s, size_t i)
{
	int a, b, c;

	(void)digits_at(str_sub(s, i, 2), 0, 2, &a);
	(void)digits_at(str_sub(s, i + 2, 2), 0, 2, &b);
	(void)digits_at(str_sub(s, i + 4, 4), 0, 4, &c);
	if (a >= 1 && a <= 31 && b >= 1 && b <= 12 && c >= 1850 && c <= 2100)
		return true;
	return a >= 18 && a <= 21 && c / 100 >= 1 && c / 100 <= 12 && c % 100 >= 1 && c % 100 <= 31;
}

size_t
seek_date(struct str s, size_t i)
{
	int a, b, c;
	size_t n = digits_at(s, i, 8, &a), k, m;
	char sep;

	if (n == 8)
		return is_run(s, i) ? 8 : 0;
	if (n == 0 || n == 3 || n > 4)
		return 0;
	k = i + n;
	if (n <= 2 && a >= 1 && a <= 31 && (m = month_year(s, k)) != 0)
		return m - i;
	sep = k < s.n ? s.p[k] : '\0';
	if (sep != '-' && sep != '.' && sep != '/' && sep != ' ')
		return 0;
	k++;
	if (sep != ' ' && k < s.n && s.p[k] == ' ')
		k++;
	if ((m = digits_at(s, k, 2, &b)) == 0 || k + m >= s.n || s.p[k + m] != sep)
		return 0;
	k += m + 1;
	if (sep != ' ' && k < s.n && s.p[k] == ' ')
		k++;
	if (n == 4)
		return a >= 1800 && a <= 2100 && b >= 1 && b <= 12 && (m = digits_at(s, k, 2, &c)) != 0 && c >= 1 &&
			c <= 31 ?
		    k + m - i :
		    0;
	/* Day and month, or as Americans write them. */
	if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12))
		return 0;
	m = year_at(s, k);
	return m == 0 ? 0 : k + m - i;
}

/* The first date that begins in [i, i + within]; *e_r: where it ends. */
static size_t
date_near(struct str s, size_t i, size_t within, size_t *e_r)
{
	for (size_t k = i; k <= i + within && k < s.n; k++) {
		size_t n;

		if (!ascii_digit(s.p[k]) || (k > 0 && ascii_digit(s.p[k - 1])))
			continue;
		if ((n = seek_date(s, k)) != 0) {
			*e_r = k + n;
			return k;
		}
	}
	return s.n;
}

static void
hit(struct seek *x, size_t s, size_t e)
{
	seek_person(x, s, e);
	seek_hit(x, DC_BORN_DATE, s, e, MASK_ALL);
}

/* "J. Jansen (* 12-03-1980)": a star that is no bullet. */
static void
stars(struct seek *x)
{
	struct str s = x->f.s;
	const char *p;

	for (size_t i = 0, e; i < s.n && (p = memchr(s.p + i, '*', s.n - i)) != NULL; i++) {
		size_t at = i = (size_t)(p - s.p), from;

		while (at > 0 && s.p[at - 1] == ' ' && i - at < STAR_NEAR)
			at--;
		if (at == 0 || s.p[at - 1] == '\n' || s.p[at - 1] == '*' || s.p[at - 1] == '\t' ||
		    ascii_digit(s.p[at - 1]))
			continue;
		from = date_near(s, i + 1, STAR_NEAR, &e);
		if (from < s.n)
			hit(x, from, e);
	}
}

void
seek_births(struct seek *x)
{
	const struct pattern *words = lists_pattern(x->d->lists, CONTEXT_BORN);
	size_t from = 0, s, e, last = 0;
	int rc;

	while ((rc = pattern_find(words, x->f.s, from, &s, &e)) == 1) {
		size_t end, at = date_near(x->f.s, e, BORN_NEAR, &end);

		if (at < x->f.s.n && at >= last) {
			hit(x, at, end);
			last = end;
		}
		from = e;
	}
	x->hits->gave_up = x->hits->gave_up || rc < 0;
	stars(x);
}
