/* SPDX-License-Identifier: EUPL-1.2 */
/* moment.c - a day and hour as files write them, as ISO 8601. */
#include "base/moment.h"

#include "base/ascii.h"
#include "base/date.h"

#include "base/banned.h"

#define FILETIME_1970	UINT64_C(116444736000000000)	/* 100 ns from 1601 to 1970 */
#define FILETIME_UNIT	UINT64_C(10000000)		/* of these in a second */
#define SECONDS_MOST	UINT64_C(32000000000)		/* since 1970: the year 2984, what date_valid() takes */
#define EAST_MOST	(14 * 60)			/* minutes: Kiribati */

enum { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };

struct moment {
	int		 v[PARTS];
	bool		 hour;		/* is known */
	bool		 zulu, offset;	/* UTC by its letter; east is known */
	int		 east;		/* minutes */
};

static struct str
write(struct arena *mem, const struct moment *m)
{
	int east = m->east < 0 ? -m->east : m->east;
	struct str day;

	if (!date_valid((struct date){ m->v[YEAR], m->v[MONTH], m->v[DAY] }) || m->v[HOUR] > 23 || m->v[MINUTE] > 59 ||
	    m->v[SECOND] > 59 || m->v[HOUR] < 0 || m->v[MINUTE] < 0 || m->v[SECOND] < 0 || east > EAST_MOST)
		return STR_NONE;
	day = date_iso(mem, (struct date){ m->v[YEAR], m->v[MONTH], m->v[DAY] });
	if (!m->hour)
		return day;
	day = str_fmt(mem, "%.*sT%02d:%02d:%02d", STRF(day), m->v[HOUR], m->v[MINUTE], m->v[SECOND]);
	if (m->zulu)
		return str_fmt(mem, "%.*sZ", STRF(day));
	if (!m->offset)
		return day;
	return str_fmt(mem, "%.*s%c%02d:%02d", STRF(day), m->east < 0 ? '-' : '+', east / 60, east % 60);
}

/* Exactly n digits off the front. */
static bool
digits(struct str *s, size_t n, int *v_r)
{
	int v = 0;

	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		v = v * 10 + (s->p[i] - '0');
	}
	*v_r = v;
	*s = str_from(*s, n);
	return true;
}

static bool
one_of(struct str *s, const char *marks)
{
	for (; *marks != '\0'; marks++) {
		if (s->n != 0 && *s->p == *marks) {
			*s = str_from(*s, 1);
			return true;
		}
	}
	return false;
}

/* Z, +01:00, +0100, +01'00' or +01'00, and nothing behind it; nothing at all is no offset. */
static bool
offset(struct str s, struct moment *m)
{
	bool west = str_starts(s, S("-"));
	int hours, minutes = 0;

	if (s.n == 0)
		return true;
	if (one_of(&s, "Zz")) {
		m->zulu = true;
		return s.n == 0 || str_starts(s, S("00")) || str_starts(s, S("'"));
	}
	if (!one_of(&s, "+-") || !digits(&s, 2, &hours))
		return false;
	(void)one_of(&s, ":'");
	if (s.n != 0 && (!digits(&s, 2, &minutes) || minutes > 59))
		return false;
	(void)one_of(&s, "'");
	m->offset = true;
	m->east = (hours * 60 + minutes) * (west ? -1 : 1);
	return s.n == 0;
}

/* 10:15 or 10:15:00.123, off the front. */
static bool
clock_time(struct str *s, struct moment *m)
{
	if (!digits(s, 2, &m->v[HOUR]) || !one_of(s, ":") || !digits(s, 2, &m->v[MINUTE]))
		return false;
	m->hour = true;
	if (!one_of(s, ":"))
		return true;
	if (!digits(s, 2, &m->v[SECOND]))
		return false;
	if (one_of(s, ".,")) {
		while (s->n != 0 && ascii_digit(*s->p))
			*s = str_from(*s, 1);
	}
	return true;
}

struct str
moment_iso(struct arena *mem, struct str s)
{
	struct moment m = { 0 };

	s = str_trim(s);
	if (!digits(&s, 4, &m.v[YEAR]) || !one_of(&s, "-") || !digits(&s, 2, &m.v[MONTH]) || !one_of(&s, "-") ||
	    !digits(&s, 2, &m.v[DAY]))
		return STR_NONE;
	if (s.n == 0)
		return write(mem, &m);
	if (!one_of(&s, "Tt ") || !clock_time(&s, &m) || !offset(s, &m))
		return STR_NONE;
	return write(mem, &m);
}

struct str
moment_pdf(struct arena *mem, struct str s)
{
	struct moment m = { 0 };

	s = str_trim(s);
	if (str_starts(s, S("D:")))
		s = str_from(s, 2);
	if (!digits(&s, 4, &m.v[YEAR]) || !digits(&s, 2, &m.v[MONTH]) || !digits(&s, 2, &m.v[DAY]))
		return STR_NONE;
	for (int i = HOUR; i <= SECOND && digits(&s, 2, &m.v[i]); i++)
		m.hour = true;
	return offset(s, &m) ? write(mem, &m) : STR_NONE;
}

struct str
moment_exif(struct arena *mem, struct str s, struct str zone)
{
	struct moment m = { 0 };

	s = str_trim(s);
	if (!digits(&s, 4, &m.v[YEAR]) || !one_of(&s, ":-") || !digits(&s, 2, &m.v[MONTH]) || !one_of(&s, ":-") ||
	    !digits(&s, 2, &m.v[DAY]))
		return STR_NONE;
	if (s.n != 0 && (!one_of(&s, " T") || !clock_time(&s, &m) || s.n != 0))
		return STR_NONE;
	if (!offset(str_trim(zone), &m))
		m.offset = m.zulu = false;
	return write(mem, &m);
}

struct str
moment_parts(struct arena *mem, const int parts[6])
{
	struct moment m = { .hour = true };

	for (int i = 0; i < PARTS; i++)
		m.v[i] = parts[i];
	return write(mem, &m);
}

struct str
moment_time(struct arena *mem, time_t t, int east)
{
	struct moment m = { .hour = true, .offset = true, .east = east };
	struct tm tm;

	t += (time_t)east * 60;
	if (t < 0 || (uint64_t)t > SECONDS_MOST || gmtime_r(&t, &tm) == NULL)
		return STR_NONE;
	m.v[YEAR] = tm.tm_year + 1900;
	m.v[MONTH] = tm.tm_mon + 1;
	m.v[DAY] = tm.tm_mday;
	m.v[HOUR] = tm.tm_hour;
	m.v[MINUTE] = tm.tm_min;
	m.v[SECOND] = tm.tm_sec;
	return write(mem, &m);
}

struct str
moment_filetime(struct arena *mem, uint64_t t)
{
	if (t < FILETIME_1970 || (t - FILETIME_1970) / FILETIME_UNIT > SECONDS_MOST)
		return STR_NONE;
	return time_rfc3339(mem, (time_t)((t - FILETIME_1970) / FILETIME_UNIT));
}
