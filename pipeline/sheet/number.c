/* SPDX-License-Identifier: EUPL-1.2 */
/* number.c - numbers in cells, shown as their format says, as far as that changes what they say. */
#include "sheet/number.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"

#include "base/banned.h"

#define DIGITS_MOST	40		/* of a number; Excel keeps 15, and writes 17 */
#define EXPONENT_MOST	30		/* a larger one is left as it stands: that is no number of a person */
#define DAY_S		86400
#define DAYS_MOST	2958465		/* 9999-12-31 */
#define EPOCH_1900	25569		/* serial number of 1970-01-01 */
#define EPOCH_1904	24107
#define LEAP_1900	60		/* Excel counts 29 February 1900, which was not */

struct number {
	bool		 minus;
	char		 digits[DIGITS_MOST];
	int		 n, whole;	/* digits; those before the point, perhaps more than n or less than 0 */
};

/* The length of what is no code at the start of s: quoted, escaped, a space of some width, [colour]. */
static size_t
literal(struct str s)
{
	const char *end;

	switch (*s.p) {
	case '"':
		end = memchr(s.p + 1, '"', s.n - 1);
		return end == NULL ? s.n : (size_t)(end - s.p) + 1;
	case '[':
		end = memchr(s.p, ']', s.n);
		return end == NULL ? s.n : (size_t)(end - s.p) + 1;
	case '\\':
	case '_':
	case '*':
		return s.n < 2 ? s.n : 2;
	default:
		return 0;
	}
}

/* [h], [mm]: a length of time, which may pass a day; it stays the number that it is. */
static bool
is_elapsed(struct str s)
{
	size_t i = 1;

	if (s.n < 3 || *s.p != '[' || memchr("hmsHMS", s.p[1], 6) == NULL)
		return false;
	while (i < s.n && s.p[i] == s.p[1])
		i++;
	return i < s.n && s.p[i] == ']';
}

struct number_format
number_format(struct str code)
{
	bool day = false, month = false, hour = false, digit = false, other = false;
	uint32_t zeros = 0;

	if (str_eq(str_trim(code), S(";;;")))
		return (struct number_format){ .form = NUMBER_HIDDEN };
	if (str_eq_nocase(code, S("general")))
		return (struct number_format){ .form = NUMBER_PLAIN };
	for (size_t skip; code.n != 0 && *code.p != ';'; code = str_from(code, skip)) {
		if (is_elapsed(code))
			return (struct number_format){ .form = NUMBER_PLAIN };
		if ((skip = literal(code)) != 0)
			continue;
		skip = 1;
		switch (*code.p) {
		case 'y':
		case 'Y':
		case 'd':
		case 'D':
			day = true;
			break;
		case 'm':
		case 'M':
			month = true;
			break;
		case 'h':
		case 'H':
		case 's':
		case 'S':
			hour = true;
			break;
		case '0':
			zeros++;
			digit = true;
			break;
		case '#':
		case '?':
		case '@':
			digit = other = true;
			break;
		default:
			other |= *code.p != ' ' && *code.p != '-';
		}
	}
	if (day || hour || (month && !digit))
		return (struct number_format){ .form = !hour ? NUMBER_DATE : day ? NUMBER_BOTH : NUMBER_TIME };
	return (struct number_format){ .form = NUMBER_PLAIN, .digits = other || zeros > DIGITS_MOST ? 0 : zeros };
}

struct number_format
number_format_built_in(uint64_t id)
{
	enum number_form form = NUMBER_PLAIN;

	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		form = NUMBER_DATE;
	else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47))
		form = NUMBER_TIME;
	else if (id == 22)
		form = NUMBER_BOTH;
	return (struct number_format){ .form = form };
}

static bool
exponent(struct str s, int *v_r)
{
	bool minus = str_starts(s, S("-"));
	uint64_t v;

	if (minus || str_starts(s, S("+")))
		s = str_from(s, 1);
	if (str_u64(s, &v) != 0 || v > EXPONENT_MOST)
		return false;
	*v_r = minus ? -(int)v : (int)v;
	return true;
}

/* -12.5E-3 and the like, whole. */
static bool
parse(struct str s, struct number *x)
{
	bool point = false;
	int e = 0;

	*x = (struct number){ .minus = str_starts(s, S("-")) };
	if (x->minus)
		s = str_from(s, 1);
	for (; s.n != 0 && *s.p != 'e' && *s.p != 'E'; s = str_from(s, 1)) {
		if (*s.p == '.' && !point) {
			point = true;
			continue;
		}
		if (!ascii_digit(*s.p) || x->n == DIGITS_MOST)
			return false;
		x->digits[x->n++] = *s.p;
		x->whole += !point;
	}
	if (s.n != 0 && !exponent(str_from(s, 1), &e))
		return false;
	x->whole += e;
	return x->n != 0;
}

static char
digit_at(const struct number *x, int i)
{
	return i >= 0 && i < x->n ? x->digits[i] : '0';
}

/* Days before the point; false when there are more than a calendar has. */
static bool
days_of(const struct number *x, int64_t *days_r)
{
	*days_r = 0;
	for (int i = 0; i < x->whole; i++) {
		*days_r = *days_r * 10 + (digit_at(x, i) - '0');
		if (*days_r > DAYS_MOST)
			return false;
	}
	return !x->minus;
}

/* Behind the point, as seconds of the day, rounded. */
static int64_t
seconds_of(const struct number *x)
{
	int64_t v = 0;

	for (int i = 0; i < 9; i++)
		v = v * 10 + (digit_at(x, x->whole + i) - '0');
	return (v * DAY_S + 500000000) / 1000000000;
}

static void
show_plain(struct buf *b, const struct number *x, uint32_t least)
{
	int last = x->n, whole = x->whole > 0 ? x->whole : 0;

	while (last > whole && digit_at(x, last - 1) == '0')
		last--;
	if (x->minus)
		buf_addc(b, '-');
	for (int i = whole; i < (int)least; i++)
		buf_addc(b, '0');
	if (whole == 0 && least == 0)
		buf_addc(b, '0');
	for (int i = 0; i < whole; i++)
		buf_addc(b, digit_at(x, i));
	if (last <= x->whole)
		return;
	buf_addc(b, '.');
	for (int i = x->whole; i < last; i++)
		buf_addc(b, digit_at(x, i));
}

/* False when the number is no day or time. */
static bool
show_date(struct buf *b, enum number_form form, const struct number *x, bool from_1904)
{
	int64_t days, s;
	struct date d;

	if (!days_of(x, &days) || (days == 0 && !from_1904 && form == NUMBER_DATE))
		return false;
	s = form == NUMBER_DATE ? 0 : seconds_of(x);
	if (s == DAY_S) {
		days++;
		s = 0;
	}
	if (form != NUMBER_TIME && !(days == 0 && !from_1904)) {
		if (!from_1904 && days < LEAP_1900)
			days++;
		d = date_of_time((time_t)(days - (from_1904 ? EPOCH_1904 : EPOCH_1900)) * DAY_S);
		buf_addf(b, form == NUMBER_BOTH ? "%04d-%02d-%02d " : "%04d-%02d-%02d", d.year, d.month, d.day);
	}
	if (form != NUMBER_DATE)
		buf_addf(b, "%02d:%02d", (int)(s / 3600), (int)(s / 60 % 60));
	if (form != NUMBER_DATE && s % 60 != 0)
		buf_addf(b, ":%02d", (int)(s % 60));
	return true;
}

void
number_show(struct buf *b, struct number_format f, struct str value, bool from_1904)
{
	struct number x;

	value = str_trim(value);
	if (!parse(value, &x))
		buf_add(b, value);
	else if (f.form != NUMBER_PLAIN && f.form != NUMBER_HIDDEN && show_date(b, f.form, &x, from_1904))
		return;
	else if (f.digits == 0 && !str_has(value, 'e') && !str_has(value, 'E'))
		buf_add(b, value);
	else
		show_plain(b, &x, f.digits);
}
