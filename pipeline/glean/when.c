/* SPDX-License-Identifier: EUPL-1.2 */
/* when.c - days, months and years as a text writes them, and those that nobody can be sure of. */
#include "glean/when.h"

#include "base/ascii.h"

#include "base/banned.h"

#define GAP_MOST	4		/* white space between the parts of one date; a line's end with its indent */
#define YEAR_LEAST	1800		/* what a Dutch municipality has made, and what its plans look forward to */
#define YEAR_MOST	2199
#define YEARS_MOST	40		/* of one period: a structuurvisie looks that far */

/* By month: Dutch, then the short forms, Frisian and English. */
static const struct { const char *name; int month; } names[] = {
	{ "januari", 1 }, { "jan", 1 }, { "january", 1 }, { "jannewaris", 1 },
	{ "februari", 2 }, { "feb", 2 }, { "febr", 2 }, { "february", 2 }, { "febrewaris", 2 },
	{ "maart", 3 }, { "mrt", 3 }, { "maa", 3 }, { "mar", 3 }, { "march", 3 },
	{ "april", 4 }, { "apr", 4 },
	{ "mei", 5 }, { "may", 5 }, { "maaie", 5 },
	{ "juni", 6 }, { "jun", 6 }, { "june", 6 }, { "juny", 6 },
	{ "juli", 7 }, { "jul", 7 }, { "july", 7 }, { "july", 7 },
	{ "augustus", 8 }, { "aug", 8 }, { "august", 8 },
	{ "september", 9 }, { "sep", 9 }, { "sept", 9 }, { "septimber", 9 },
	{ "oktober", 10 }, { "okt", 10 }, { "october", 10 }, { "oct", 10 },
	{ "november", 11 }, { "nov", 11 }, { "novimber", 11 },
	{ "december", 12 }, { "dec", 12 }, { "desimber", 12 },
};

static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
	"zondag", "ma", "di", "wo", "do", "vr", "za", "zo", "monday", "tuesday", "wednesday", "thursday", "friday",
	"saturday", "sunday", "moandei", "tiisdei", "woansdei", "tongersdei", "freed", "sneon", "snein" };

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static char
at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\n';
}

/* Digits in a row at i, and their value while they are few. */
static size_t
digits(struct str s, size_t i, int *v_r)
{
	size_t n = 0;

	*v_r = 0;
	while (ascii_digit(at(s, i + n)) && n < 9)
		*v_r = *v_r * 10 + (s.p[i + n++] - '0');
	return n;
}

static size_t
gap(struct str s, size_t i)
{
	size_t n = 0, lines = 0;

	while (is_space(at(s, i + n)) && i + n < s.n) {
		lines += s.p[i + n] == '\n';
		n++;
	}
	return n > GAP_MOST || lines > 1 ? 0 : n;
}

/* The longest name of a month that is a word at i, with its full stop. */
static size_t
month_name(struct str s, size_t i, int *month_r)
{
	size_t n = 0;

	for (size_t k = 0; k < COUNT(names); k++) {
		struct str name = str_of(names[k].name);

		if (name.n > n && str_starts(str_from(s, i), name) && !is_letter(at(s, i + name.n))) {
			n = name.n;
			*month_r = names[k].month;
		}
	}
	return n != 0 && at(s, i + n) == '.' ? n + 1 : n;
}

static bool
in_reach(int year)
{
	return year >= YEAR_LEAST && year <= YEAR_MOST;
}

static int
month_days(int year, int month)
{
	struct date d = { year, month, 31 };

	while (!date_valid(d))
		d.day--;
	return d.day;
}

/* Does the number that ends at i go on, as a word, a longer number or the name of something? */
static bool
goes_on(struct str s, size_t i)
{
	char c = at(s, i), d = at(s, i + 1);

	if (is_letter(c) || ascii_digit(c))
		return !(c == 't' && ascii_digit(d)); /* 2026-03-12T08:00 */
	return (c == '-' || c == '/' || c == '.' || c == ',') && ascii_digit(d);
}

static void
set_day(struct when *w, int year, int month, int day)
{
	w->date = w->until = (struct date){ year, month, day };
	w->kind = date_valid(w->date) && in_reach(year) ? WHEN_DAY : WHEN_UNCLEAR;
}

/* 2026-03-12, also 2026/03/12 and 2026.03.12. */
static size_t
scan_iso(struct str s, size_t i, struct when *w)
{
	int y, m, d;
	size_t n = digits(s, i, &y), k;
	char sep = at(s, i + n);

	if (n != 4 || (sep != '-' && sep != '/' && sep != '.') || (k = digits(s, i + n + 1, &m)) != 2)
		return 0;
	n += 1 + k;
	if (at(s, i + n) != sep || digits(s, i + n + 1, &d) != 2 || goes_on(s, i + n + 3))
		return 0;
	set_day(w, y, m, d);
	return n + 3;
}

static void
set_slashed(struct when *w, int a, int b, int year, enum when_order order)
{
	if (a > 12 && b <= 12)
		set_day(w, year, b, a);
	else if (b > 12 && a <= 12)
		set_day(w, year, a, b);
	else if (a == b || order == ORDER_DAY_FIRST)
		set_day(w, year, b, a);
	else if (order == ORDER_MONTH_FIRST)
		set_day(w, year, a, b);
	else
		w->kind = WHEN_UNCLEAR;
}

/* 12-03-2026, 12.3.2026, 12/03/2026, "12 - 03 - 2026"; two-digit years are no years. */
static size_t
scan_numbers(struct str s, size_t i, enum when_order order, struct when *w)
{
	int v[3];
	size_t n, k;
	char sep = 0;

	if ((n = digits(s, i, &v[0])) == 0 || n > 2)
		return 0;
	for (int part = 1; part < 3; part++) {
		size_t before = at(s, i + n) == ' ' ? 1 : 0;
		char c = at(s, i + n + before);

		if ((c != '-' && c != '/' && c != '.') || (part == 2 && c != sep) || (c == '.' && before != 0))
			return 0;
		sep = c;
		n += before + 1;
		if (before != 0 && at(s, i + n) == ' ')
			n++;
		if ((k = digits(s, i + n, &v[part])) == 0 || k > 4 || (part == 1 && k > 2))
			return 0;
		n += k;
	}
	if (goes_on(s, i + n) || (k != 4 && k != 2) || v[0] > 31 || v[1] > 31)
		return 0;
	if (k == 2)
		w->kind = WHEN_UNCLEAR;
	else if (sep == '/')
		set_slashed(w, v[0], v[1], v[2], order);
	else
		set_day(w, v[2], v[1], v[0]);
	return n;
}

/* What a reader of pictures makes of a digit. */
static bool
like_digit(char c)
{
	return ascii_digit(c) || c == 'o' || c == 'l' || c == 'i' || c == '|' || c == 's' || c == 'b';
}

/* The year behind "12 maart": 2026, or what may have been one.  Bytes, or 0. */
static size_t
scan_year(struct str s, size_t i, int *year_r, bool *clear_r)
{
	size_t n = digits(s, i, year_r), k = i;

	*clear_r = n == 4 && !goes_on(s, i + 4) && in_reach(*year_r);
	if (*clear_r)
		return 4;
	if (n == 4 || n > 4)
		return 0;
	k += at(s, k) == '\'' ? 1 : 0;
	for (n = 0; like_digit(at(s, k + n)) && n < 5;)
		n++;
	if (is_letter(at(s, k + n)) || ascii_digit(at(s, k + n)) || (n != 4 && n != 2) ||
	    !(ascii_digit(at(s, k)) || ascii_digit(at(s, k + n - 1))))
		return 0;
	return k - i + n;
}

static bool
in_number(char c)
{
	return ascii_digit(c) || is_letter(c) || c == '.' || c == ',' || c == '-' || c == '/';
}

/* 12 maart 2026, 3den januari 1998, 12 mrt. 2026; l2 maart 2O26 is unclear. */
static size_t
scan_words(struct str s, size_t i, struct when *w)
{
	static const char *const ordinals[] = { "sten", "ste", "den", "de", "en", "e", "st", "nd", "rd", "th", "." };
	int day, month = 0, year;
	size_t n = digits(s, i, &day), k;
	bool noisy = n == 0 || n > 2, clear;

	/* "2 6 FEB. 2015": a stamp whose digits stand apart. */
	noisy = noisy ||
	    (n == 1 && i > 1 && s.p[i - 1] == ' ' && ascii_digit(s.p[i - 2]) && (i == 2 || !in_number(s.p[i - 3])));
	if (n == 0 || n > 2) {
		for (n = 0; like_digit(at(s, i + n)) && n < 3;)
			n++;
		if (n != 2 || !(ascii_digit(s.p[i]) || ascii_digit(s.p[i + 1])))
			return 0;
	} else if (like_digit(at(s, i + n)) && is_letter(at(s, i + n)) && n == 1 && at(s, i + n + 1) == ' ') {
		noisy = true; /* 1o maart */
		n++;
	}
	for (size_t o = 0; o < COUNT(ordinals); o++) {
		struct str end = str_of(ordinals[o]);

		if (str_starts(str_from(s, i + n), end) && is_space(at(s, i + n + end.n))) {
			n += end.n;
			break;
		}
	}
	k = gap(s, i + n);
	if (k == 0 && at(s, i + n) == '-')
		k = 1; /* 12-maart-2026 */
	if (k == 0 || (n += k) == 0 || (k = month_name(s, i + n, &month)) == 0)
		return 0;
	n += k;
	k = gap(s, i + n);
	if (k == 0 && at(s, i + n) == '-')
		k = 1;
	if (k == 0 || (n += k) == 0 || (k = scan_year(s, i + n, &year, &clear)) == 0)
		return 0;
	if (clear && !noisy)
		set_day(w, year, month, day);
	else
		w->kind = WHEN_UNCLEAR;
	return n + k;
}

/* March 12, 2026; and maart 2026, which is no day. */
static size_t
scan_month(struct str s, size_t i, struct when *w)
{
	int month = 0, day, year;
	size_t n = month_name(s, i, &month), k, from;

	if (n == 0 || (k = gap(s, i + n)) == 0)
		return 0;
	/* "9 november 2010/24 november 2010": a day, if not one that can be read. */
	for (from = i; from != 0 && is_space(s.p[from - 1]);)
		from--;
	if (from != 0 && ascii_digit(s.p[from - 1]))
		return 0;
	n += k;
	from = digits(s, i + n, &day);
	if (from == 1 || from == 2) {
		k = n + from;
		if (at(s, i + k) != ',' || gap(s, i + k + 1) == 0)
			return 0;
		k += 1 + gap(s, i + k + 1);
		if (digits(s, i + k, &year) != 4 || goes_on(s, i + k + 4))
			return 0;
		set_day(w, year, month, day);
		return k + 4;
	}
	if (digits(s, i + n, &year) != 4 || goes_on(s, i + n + 4) || !in_reach(year))
		return 0;
	*w = (struct when){ WHEN_MONTH, { year, month, 1 }, { year, month, month_days(year, month) } };
	return n + 4;
}

/* Does something begin at i, or are we within a word or a number? */
static bool
begins(struct str s, size_t i)
{
	char c = i == 0 ? ' ' : s.p[i - 1], b = i < 2 ? ' ' : s.p[i - 2];

	if (is_letter(c) || ascii_digit(c))
		return false;
	return !((c == '-' || c == '/' || c == '.' || c == ',') &&
	    (ascii_digit(b) || (c != '.' && c != ',' && is_letter(b))));
}

size_t
when_scan(struct str s, size_t i, enum when_order order, struct when *w)
{
	size_t n = 0;

	*w = (struct when){ .kind = WHEN_UNCLEAR };
	if (!begins(s, i))
		return 0;
	if (ascii_digit(s.p[i])) {
		n = scan_iso(s, i, w);
		if (n == 0)
			n = scan_numbers(s, i, order, w);
	} else if (is_letter(s.p[i])) {
		n = scan_month(s, i, w);
	}
	if (n == 0 && like_digit(s.p[i]))
		n = scan_words(s, i, w);
	return n;
}

enum when_order
when_order(struct str s)
{
	bool day = false, month = false;

	for (size_t i = 0; i < s.n; i++) {
		int a, b, y;
		size_t n, k;

		day |=
		    s.p[i] == 'd' && (str_starts(str_from(s, i), S("dd/mm")) || str_starts(str_from(s, i), S("d/m/j")));
		month |= s.p[i] == 'm' && str_starts(str_from(s, i), S("mm/dd"));
		if (!ascii_digit(s.p[i]) || !begins(s, i))
			continue;
		if ((n = digits(s, i, &a)) == 0 || n > 2 || at(s, i + n) != '/' ||
		    (k = digits(s, i + n + 1, &b)) == 0 || k > 2)
			continue;
		n += 1 + k;
		if (at(s, i + n) != '/' || digits(s, i + n + 1, &y) != 4 || goes_on(s, i + n + 5))
			continue;
		day |= a > 12 && a <= 31 && b <= 12;
		month |= b > 12 && b <= 31 && a <= 12;
	}
	return day == month ? ORDER_UNKNOWN : day ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
}

size_t
when_years(struct str s, size_t i, struct date *from_r, struct date *until_r)
{
	static const char *const until[] = { "-", "/", " - ", " t/m ", " tot en met ", " tot " };
	int a, b;

	if (!begins(s, i) || digits(s, i, &a) != 4 || a < 1900 || a > YEAR_MOST)
		return 0;
	for (size_t k = 0; k < COUNT(until); k++) {
		size_t n = 4 + str_of(until[k]).n;

		if (str_starts(str_from(s, i + 4), str_of(until[k])) && digits(s, i + n, &b) == 4 &&
		    !goes_on(s, i + n + 4) && b > a && b - a <= YEARS_MOST) {
			*from_r = (struct date){ a, 1, 1 };
			*until_r = (struct date){ b, 12, 31 };
			return n + 4;
		}
	}
	if (goes_on(s, i + 4))
		return 0;
	*from_r = (struct date){ a, 1, 1 };
	*until_r = (struct date){ a, 12, 31 };
	return 4;
}

struct str
when_without_weekday(struct str s)
{
	s = str_trim(s);
	if (str_ends(s, S(",")))
		s.n--;
	for (size_t i = 0; i < COUNT(weekdays); i++) {
		struct str day = str_of(weekdays[i]);

		if (str_ends(s, day) &&
		    (s.n == day.n || (!is_letter(s.p[s.n - day.n - 1]) && !ascii_digit(s.p[s.n - day.n - 1]))))
			return str_trim(str_sub(s, 0, s.n - day.n));
	}
	return s;
}
