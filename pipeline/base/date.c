/* SPDX-License-Identifier: EUPL-1.2 */
/* date.c - civil dates as Dutch people write them, and instants as machines do. */
#include "base/date.h"

#include "base/ascii.h"
#include "base/lang.h"
#include "base/utf8.h"

#include "base/banned.h"

#define YEAR_LEAST	1500
#define YEAR_MOST	2999

static const char *const months[] = { N_("januari"), N_("februari"), N_("maart"), N_("april"), N_("mei"),
	N_("juni"), N_("juli"), N_("augustus"), N_("september"), N_("oktober"), N_("november"), N_("december") };

static int
month_days(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : lengths[month - 1];
}

bool
date_valid(struct date d)
{
	return d.year >= YEAR_LEAST && d.year <= YEAR_MOST && d.month >= 1 && d.month <= 12 && d.day >= 1 &&
	    d.day <= month_days(d.year, d.month);
}

int
date_cmp(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return (a.day > b.day) - (a.day < b.day);
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March. */
static int64_t
days(struct date d)
{
	int64_t y = d.month <= 2 ? d.year - 1 : d.year;
	int64_t era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct date
date_of_time(time_t t)
{
	struct tm tm;

	must(gmtime_r(&t, &tm) != NULL);
	return (struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
}

/* At most `most` digits at s; returns how many there were. */
static size_t
digits(struct str s, size_t most, int *v_r)
{
	size_t n = 0;

	*v_r = 0;
	while (n < s.n && n < most && ascii_digit(s.p[n]))
		*v_r = *v_r * 10 + (s.p[n++] - '0');
	return n < s.n && ascii_digit(s.p[n]) ? 0 : n;
}

static size_t
spaces(struct str s)
{
	size_t n = 0;

	while (n < s.n) {
		if (s.p[n] == ' ' || s.p[n] == '\t' || s.p[n] == '\n')
			n++;
		else if (str_starts(str_from(s, n), S("\xc2\xa0"))) /* no-break space */
			n += 2;
		else
			break;
	}
	return n;
}

static size_t
month_name(struct str s, int *month_r)
{
	for (size_t i = 0; i < COUNT(months); i++) {
		struct str name = str_of(months[i]);

		if (str_eq_nocase(str_sub(s, 0, name.n), name)) {
			*month_r = (int)i + 1;
			return name.n;
		}
	}
	return 0;
}

/* 2026-03-12 */
static size_t
scan_iso(struct str s, struct date *d)
{
	size_t n, m;

	if ((n = digits(s, 4, &d->year)) != 4 || n >= s.n || s.p[n++] != '-')
		return 0;
	if ((m = digits(str_from(s, n), 2, &d->month)) != 2 || (n += m) >= s.n || s.p[n++] != '-')
		return 0;
	if ((m = digits(str_from(s, n), 2, &d->day)) != 2)
		return 0;
	return n + m;
}

/* 12-03-2026 and 12 maart 2026 */
static size_t
scan_dutch(struct str s, struct date *d)
{
	size_t n, m;

	if ((n = digits(s, 2, &d->day)) == 0 || n >= s.n)
		return 0;
	if (s.p[n] == '-') {
		n++;
		if ((m = digits(str_from(s, n), 2, &d->month)) == 0 || (n += m) >= s.n || s.p[n++] != '-')
			return 0;
	} else {
		if ((m = spaces(str_from(s, n))) == 0)
			return 0;
		n += m;
		if ((m = month_name(str_from(s, n), &d->month)) == 0)
			return 0;
		n += m;
		if ((m = spaces(str_from(s, n))) == 0)
			return 0;
		n += m;
	}
	if ((m = digits(str_from(s, n), 4, &d->year)) != 4)
		return 0;
	return n + m;
}

size_t
date_scan(struct str s, struct date *d_r)
{
	struct date d = { 0 };
	size_t n = scan_iso(s, &d);

	if (n == 0)
		n = scan_dutch(s, &d);
	if (n == 0 || !date_valid(d))
		return 0;
	*d_r = d;
	return n;
}

int
date_parse(struct str s, struct date *d)
{
	s = str_trim(s);
	return s.n != 0 && date_scan(s, d) == s.n ? 0 : -1;
}

struct str
date_iso(struct arena *a, struct date d)
{
	return str_fmt(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

struct str
date_dutch(struct arena *a, struct date d)
{
	must(date_valid(d));
	return str_fmt(a, "%d %s %d", d.day, months[d.month - 1], d.year);
}

struct str
date_said(struct arena *a, struct date d)
{
	must(date_valid(d));
	return str_fmt(a, "%d %s %d", d.day, lang_text(months[d.month - 1]), d.year);
}

static struct date
last_sunday(int year, int month)
{
	struct date d = { year, month, 31 }; /* both months have 31 days */

	/* 1970-01-01 was a Thursday: day number 3 modulo 7 is a Sunday. */
	d.day -= (int)((days(d) + 4) % 7);
	return d;
}

/* Does this day begin in summer time? */
static bool
is_summer(struct date d)
{
	return date_cmp(d, last_sunday(d.year, 3)) > 0 && date_cmp(d, last_sunday(d.year, 10)) <= 0;
}

struct date
date_here(time_t t)
{
	struct date d = date_of_time(t + 7200);

	return is_summer(d) ? d : date_of_time(t + 3600);
}

struct str
date_midnight(struct arena *a, struct date d)
{
	const char *offset = "+01:00";

	if (d.year < 1996)
		offset = "";
	else if (is_summer(d))
		offset = "+02:00";
	return str_fmt(a, "%04d-%02d-%02dT00:00:00%s", d.year, d.month, d.day, offset);
}

struct date
date_plus_days(struct date d, unsigned n)
{
	struct date r = date_of_time((time_t)(days(d) + n) * 86400);

	must(date_valid(r));
	return r;
}

struct date
date_plus_months(struct date d, unsigned n)
{
	unsigned month = (unsigned)d.month - 1 + n;
	struct date r = { d.year + (int)(month / 12), (int)(month % 12) + 1, d.day };

	if (r.day > month_days(r.year, r.month))
		r.day = month_days(r.year, r.month);
	must(date_valid(r));
	return r;
}

int64_t
date_between(struct date a, struct date b)
{
	return days(b) - days(a);
}

/* Clocks change at 01:00 UTC (Directive 2000/84/EC); before 1996 the same rule is as good as any. */
static time_t
offset_at(time_t t)
{
	int year = date_of_time(t).year;
	time_t from = (time_t)days(last_sunday(year, 3)) * 86400 + 3600;
	time_t until = (time_t)days(last_sunday(year, 10)) * 86400 + 3600;

	return t >= from && t < until ? 7200 : 3600;
}

/* What the clock shows there at one moment only. */
static int
moment_at(struct date d, int minutes, time_t *t_r)
{
	time_t wall = (time_t)days(d) * 86400 + (time_t)minutes * 60, summer = wall - 7200, winter = wall - 3600;
	bool in_summer = offset_at(summer) == 7200, in_winter = offset_at(winter) == 3600;

	*t_r = in_summer ? summer : winter;
	return in_summer != in_winter ? 0 : -1;
}

time_t
moment_start(struct date d)
{
	time_t t;

	must(moment_at(d, 0, &t) == 0); /* no clock changes at midnight */
	return t;
}

int
moment_parse(struct str s, time_t *t_r)
{
	struct date d;
	int h = 0, m = 0;
	size_t n, w;

	s = str_trim(s);
	if ((n = date_scan(s, &d)) == 0)
		return -1;
	s = str_from(s, n);
	if (s.n == 0)
		return moment_at(d, 0, t_r);
	if (spaces(s) == 0 && s.p[0] != 'T')
		return -1;
	s = str_from(s, s.p[0] == 'T' ? 1 : spaces(s));
	if (str_starts(s, S("om ")))
		s = str_trim(str_from(s, 3));
	if ((n = digits(s, 2, &h)) == 0 || n >= s.n || (s.p[n] != ':' && s.p[n] != '.'))
		return -1;
	if ((w = digits(str_from(s, n + 1), 2, &m)) != 2 || h > 23 || m > 59)
		return -1;
	s = str_trim(str_from(s, n + 1 + w));
	return s.n == 0 || str_eq_nocase(s, S("uur")) ? moment_at(d, h * 60 + m, t_r) : -1;
}

int
time_parse(struct str s, time_t *t_r)
{
	struct date d;
	int h, m, sec, oh, om, sign;

	if (scan_iso(s, &d) != 10 || !date_valid(d) || s.n < 20 || (s.p[10] != 'T' && s.p[10] != 't'))
		return -1;
	if (digits(str_sub(s, 11, 2), 2, &h) != 2 || s.p[13] != ':' || digits(str_sub(s, 14, 2), 2, &m) != 2 ||
	    s.p[16] != ':' || digits(str_sub(s, 17, 2), 2, &sec) != 2 || h > 23 || m > 59 || sec > 60)
		return -1;
	s = str_from(s, 19);
	if (s.p[0] == '.') {
		size_t n = 1;

		while (n < s.n && ascii_digit(s.p[n]))
			n++;
		if (n == 1)
			return -1;
		s = str_from(s, n);
	}
	oh = om = 0;
	sign = 1;
	if (str_eq_nocase(s, S("Z")))
		;
	else if (s.n == 6 && (s.p[0] == '+' || s.p[0] == '-') && s.p[3] == ':' &&
	    digits(str_sub(s, 1, 2), 2, &oh) == 2 && digits(str_sub(s, 4, 2), 2, &om) == 2 && oh < 24 && om < 60)
		sign = s.p[0] == '-' ? -1 : 1;
	else
		return -1;
	*t_r = (time_t)(days(d) * 86400 + h * 3600 + m * 60 + sec - sign * (oh * 3600 + om * 60));
	return 0;
}

struct str
time_rfc3339(struct arena *a, time_t t)
{
	struct tm tm;

	must(gmtime_r(&t, &tm) != NULL);
	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
	    tm.tm_min, tm.tm_sec);
}
