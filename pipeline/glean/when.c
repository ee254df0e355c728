/* SPDX-License-Identifier: EUPL-1.2 */
/* when.c - days, months and years as a text writes them, and those that nobody can be sure of. */
#include "glean/when.h"

#include "base/ascii.h"

#include "base/banned.h"

#define GAP_MOST	4		/* white space between the parts of one date; a line's end with its indent */
#define YEAR_LEAST	1800		/* what a Dutch municipality has made, and what its plans look forward to */
#define YEAR_MOST	2199
#define SPACED_MOST	48		/* bytes of "30 september 2026" with a space in each transition */
#define SPACED_LEAST	10		/* of "1 mei 2026" */
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

/* The bytes at i in which a reader of pictures may have seen this word: rnaart, apri1, 0ktober. */
static size_t
like_word(struct str s, size_t i, struct str word)
{
	size_t k = i;

	for (size_t n = 0; n < word.n; n++, k++) {
		char c = at(s, k), w = word.p[n];

		if (c == w || (w == 'o' && c == '0') || ((w == 'l' || w == 'i') && (c == '1' || c == 'l' || c == '|')))
			continue;
		if (w != 'm' || c != 'r' || at(s, k + 1) != 'n')
			return 0;
		k++;
	}
	return k - i;
}

/* May a word that begins with w be seen where c stands?  Never false where like_word() finds one. */
static bool
like_first(char c, char w)
{
	return c == w || (w == 'o' && c == '0') || ((w == 'l' || w == 'i') && (c == '1' || c == 'l' || c == '|')) ||
	    (w == 'm' && c == 'r');
}

/* Never false where like_word() finds the first three letters of a name: nearly every word of a text is done with here. */
static bool
may_be_month(char c, char d, char e)
{
	switch (c) {
	case 'a':
		return (d == 'p' && e == 'r') || (d == 'u' && e == 'g');
	case 'd':
		return d == 'e' && (e == 'c' || e == 's');
	case 'f':
		return d == 'e' && e == 'b';
	case 'j':
		return d == 'u' || (d == 'a' && e == 'n');
	case 'm':
		return d == 'a' || (d == 'e' && (e == 'i' || e == '1' || e == 'l' || e == '|')) ||
		    (d == 'r' && e == 't');
	case 'n':
		return d == 'o' || d == '0';
	case 'o':
	case '0':
		return (d == 'c' || d == 'k') && e == 't';
	case 'r':
		return d == 'n';
	case 's':
		return d == 'e' && e == 'p';
	default:
		return false;
	}
}

/* The longest name of a month that is a word at i, with its full stop; *clear_r: it is written so. */
static size_t
month_name(struct str s, size_t i, int *month_r, bool *clear_r)
{
	size_t n = 0;

	if (!may_be_month(at(s, i), at(s, i + 1), at(s, i + 2)))
		return 0;
	for (size_t k = 0; k < COUNT(names); k++) {
		struct str name;
		size_t bytes;

		if (!like_first(at(s, i), names[k].name[0]))
			continue;
		name = str_of(names[k].name);
		bytes = like_word(s, i, name);

		if (bytes > n && !is_letter(at(s, i + bytes))) {
			n = bytes;
			*month_r = names[k].month;
			*clear_r = str_starts(str_from(s, i), name);
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

/* Digits in a row at i of which some may be letters, most of them at most; *v_r -1: nobody can tell which. */
static size_t
like_digits(struct str s, size_t i, size_t most, int *v_r)
{
	size_t n = 0;

	*v_r = 0;
	for (; n <= most && like_digit(at(s, i + n)); n++) {
		char c = s.p[i + n];

		if (*v_r < 0 || c == 's' || c == 'b')
			*v_r = -1;
		else
			*v_r = *v_r * 10 + (ascii_digit(c) ? c - '0' : c == 'o' ? 0 : 1);
	}
	return n > most || is_letter(at(s, i + n)) || ascii_digit(at(s, i + n)) ? 0 : n;
}

/* The year behind "12 maart": 2026, or what may have been one.  Bytes, or 0; *year_r -1: nobody can tell which. */
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
	n = like_digits(s, k, 4, year_r);
	if ((n != 4 && n != 2) || !(ascii_digit(at(s, k)) || ascii_digit(at(s, k + n - 1))))
		return 0;
	if (n == 2 || !in_reach(*year_r))
		*year_r = -1;
	return k - i + n;
}

static bool
in_number(char c)
{
	return ascii_digit(c) || is_letter(c) || c == '.' || c == ',' || c == '-' || c == '/';
}

/* The day of "12 maart", "3den januari", "l2 maart", "2 6 FEB.": bytes, or 0; *kind_r is how clear it is. */
static size_t
scan_day(struct str s, size_t i, int *day_r, enum when_kind *kind_r)
{
	size_t n = digits(s, i, day_r), k;
	int second;

	/* The 6 of "2 6 FEB. 2015". */
	*kind_r =
	    n == 1 && i > 1 && s.p[i - 1] == ' ' && ascii_digit(s.p[i - 2]) && (i == 2 || !in_number(s.p[i - 3])) ?
	    WHEN_UNCLEAR :
	    WHEN_DAY;
	if (n == 1 && *day_r <= 3 && at(s, i + 1) == ' ' && digits(s, i + 2, &second) == 1 && at(s, i + 3) == ' ' &&
	    *kind_r == WHEN_DAY) {
		*day_r = *day_r * 10 + second;
		*kind_r = WHEN_STAMP;
		return 3;
	}
	if ((n == 1 || n == 2) && !(n == 1 && like_digit(at(s, i + 1)) && is_space(at(s, i + 2))))
		return n;
	k = like_digits(s, i, 2, day_r);
	*kind_r = *day_r < 0 ? WHEN_UNCLEAR : WHEN_NOISY;
	/* "is maart 2026" is no day. */
	if (*day_r < 0 && !ascii_digit(at(s, i)) && !ascii_digit(at(s, i + 1)))
		return 0;
	return k == 1 && at(s, i) != 'l' ? 0 : k;
}

/* 12 maart 2026, 3den januari 1998, 12 mrt. 2026, l2 rnaart 2O26. */
static size_t
scan_words(struct str s, size_t i, struct when *w)
{
	static const char *const ordinals[] = { "sten", "ste", "den", "de", "en", "e", "st", "nd", "rd", "th", "." };
	int day, month = 0, year;
	enum when_kind kind;
	size_t n = scan_day(s, i, &day, &kind), k;
	bool clear, clear_month;

	if (n == 0)
		return 0;
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
	if (k == 0 || (n += k) == 0 || (k = month_name(s, i + n, &month, &clear_month)) == 0)
		return 0;
	n += k;
	k = gap(s, i + n);
	if (k == 0 && at(s, i + n) == '-')
		k = 1;
	if (k == 0 || (n += k) == 0 || (k = scan_year(s, i + n, &year, &clear)) == 0)
		return 0;
	if (kind != WHEN_UNCLEAR && year > 0)
		set_day(w, year, month, day);
	if (w->kind == WHEN_DAY && !(clear && clear_month && kind == WHEN_DAY))
		w->kind = kind == WHEN_STAMP ? WHEN_STAMP : WHEN_NOISY;
	if (kind == WHEN_UNCLEAR || year < 0)
		w->kind = WHEN_UNCLEAR;
	return n + k;
}

static const char *const small[] = { "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien",
	"elf", "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien" };
static const char *const tens[] = { "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig",
	"negentig" };

/* The longest of these numbers at i, the first of which is `first`, each `step` more. */
static size_t
number_of(struct str s, size_t i, const char *const *words, size_t nwords, int first, int step, int *v_r)
{
	char c = at(s, i), d = at(s, i + 1);
	size_t n = 0;

	for (size_t k = 0; k < nwords; k++) {
		struct str word;

		/* Most differ in their first two letters: who sees that need not measure them. */
		if (words[k][0] != c || words[k][1] != d)
			continue;
		word = str_of(words[k]);
		if (word.n > n && str_starts(str_from(s, i), word)) {
			n = word.n;
			*v_r = first + (int)k * step;
		}
	}
	return n;
}

/* "negentien", "eenentwintig", "een en dertig" at i, 1 to 99: bytes, or 0. */
static size_t
number_word(struct str s, size_t i, int *v_r)
{
	size_t n = number_of(s, i, small, COUNT(small), 1, 1, v_r), k, more;
	int ten;

	if (n == 0)
		return number_of(s, i, tens, COUNT(tens), 20, 10, v_r);
	k = i + n + (at(s, i + n) == ' ' ? 1 : 0);
	if (*v_r < 10 && str_starts(str_from(s, k), S("en"))) {
		k += at(s, k + 2) == ' ' ? 3 : 2;
		if ((more = number_of(s, k, tens, COUNT(tens), 20, 10, &ten)) != 0) {
			*v_r += ten;
			return k + more - i;
		}
	}
	return n;
}

/* Never false of the first two letters of a day that is written out. */
static bool
may_be_number(char c, char d)
{
	switch (c) {
	case 'a':
		return d == 'c';
	case 'd':
		return d == 'e' || d == 'r';
	case 'e':
		return d == 'e' || d == 'l';
	case 'n':
	case 'z':
		return d == 'e';
	case 't':
		return d == 'a' || d == 'i' || d == 'w';
	case 'v':
		return d == 'e' || d == 'i';
	default:
		return false;
	}
}

/* "negentien", "de dertigste": a day that is written out. */
static size_t
day_word(struct str s, size_t i, int *day_r)
{
	static const char *const odd[] = { "eerste", "tweede", "derde" };
	size_t n;

	if (!may_be_number(at(s, i), at(s, i + 1)))
		return 0;
	n = number_of(s, i, odd, COUNT(odd), 1, 1, day_r);
	if (n != 0)
		return n;
	n = number_word(s, i, day_r);
	if (n != 0 && str_starts(str_from(s, i + n), S("ste")))
		n += 3;
	else if (n != 0 && str_starts(str_from(s, i + n), S("de")))
		n += 2;
	return n;
}

/* "tweeduizend (en) twaalf", "negentienhonderd negenennegentig". */
static size_t
year_word(struct str s, size_t i, int *year_r)
{
	static const struct {
		const char *word;
		int year;
	} hundreds[] = { { "tweeduizend", 2000 }, { "twee duizend", 2000 }, { "negentienhonderd", 1900 },
		{ "negentien honderd", 1900 }, { "achttienhonderd", 1800 } };

	for (size_t k = 0; k < COUNT(hundreds); k++) {
		struct str word = str_of(hundreds[k].word);
		size_t n = word.n, more;
		int v = 0;

		if (!str_starts(str_from(s, i), word))
			continue;
		*year_r = hundreds[k].year;
		n += gap(s, i + n);
		if (str_starts(str_from(s, i + n), S("en")) && !is_letter(at(s, i + n + 2)))
			n += 2 + gap(s, i + n + 2);
		else if (str_starts(str_from(s, i + n), S("en")))
			n += 2;
		more = number_word(s, i + n, &v);
		*year_r += v;
		return more != 0 ? n + more : word.n;
	}
	return 0;
}

/* "negentien september tweeduizendtwaalf", "dertigste juni 1998". */
static size_t
scan_spelled(struct str s, size_t i, struct when *w)
{
	int day = 0, month = 0, year = 0;
	bool clear = false;
	size_t n = day_word(s, i, &day), k = n == 0 ? 0 : gap(s, i + n);

	if (k == 0 || (n += k) == 0 || (k = month_name(s, i + n, &month, &clear)) == 0)
		return 0;
	n += k;
	if ((k = gap(s, i + n)) == 0)
		return 0;
	n += k;
	if ((k = year_word(s, i + n, &year)) == 0) {
		k = digits(s, i + n, &year);
		if (k != 4 || goes_on(s, i + n + 4))
			return 0;
	} else if (is_letter(at(s, i + n + k))) {
		return 0;
	}
	set_day(w, year, month, day);
	if (w->kind == WHEN_DAY && !clear)
		w->kind = WHEN_NOISY;
	return n + k;
}

/* "1 2  m a a r t  2 0 2 6": letters that stand apart. */
static size_t
scan_spaced(struct str s, size_t i, struct when *w)
{
	char flat[SPACED_MOST];
	size_t from[SPACED_MOST + 1], n = 0, k = i;
	struct str one;

	for (; k < s.n && n + 2 < SPACED_MOST; k += 2) {
		char c = s.p[k];

		if (!ascii_digit(c) && !is_letter(c))
			break;
		if (n != 0 && ascii_digit(c) != ascii_digit(flat[n - 1])) {
			from[n] = k;
			flat[n++] = ' ';
		}
		from[n] = k;
		flat[n++] = c;
		if (at(s, k + 1) != ' ')
			break;
		while (at(s, k + 2) == ' ')
			k++;
	}
	if (n < SPACED_LEAST)
		return 0;
	one = (struct str){ flat, n };
	n = scan_words(one, 0, w);
	if (n == 0 || w->kind == WHEN_UNCLEAR)
		return 0;
	w->kind = WHEN_NOISY;
	return from[n - 1] + 1 - i;
}

/* March 12, 2026; and maart 2026, which is no day. */
static size_t
scan_month(struct str s, size_t i, struct when *w)
{
	int month = 0, day, year;
	bool clear = false;
	size_t n = month_name(s, i, &month, &clear), k, from;

	if (n == 0 || !clear || (k = gap(s, i + n)) == 0)
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
	if (n == 0 && is_letter(s.p[i]))
		n = scan_spelled(s, i, w);
	if (n == 0 && ascii_digit(s.p[i]) && at(s, i + 1) == ' ')
		n = scan_spaced(s, i, w);
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
