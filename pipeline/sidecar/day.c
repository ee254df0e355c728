/* SPDX-License-Identifier: EUPL-1.2 */
/* day.c - a day as it stands in a cell of a table; what may be two days is refused. */
#include "sidecar/day.h"

#include "base/ascii.h"

#include "base/banned.h"

enum day_order
day_order(struct str label)
{
	if (str_holds_nocase(label, S("dd/mm")))
		return DAY_FIRST;
	return str_holds_nocase(label, S("mm/dd")) ? MONTH_FIRST : DAY_UNKNOWN;
}

/* Digits off the start, at most four; how many there were. */
static size_t
take(struct str *s, int *v_r)
{
	size_t n = 0;

	*v_r = 0;
	while (n < s->n && n < 4 && ascii_digit(s->p[n]))
		*v_r = *v_r * 10 + (s->p[n++] - '0');
	*s = str_from(*s, n);
	return n;
}

static bool
sign(struct str *s, char c)
{
	if (s->n == 0 || *s->p != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* " 10:15", "T10:15:00.5Z", " 8:46 AM UTC": an hour and nothing else.  half_r: AM or PM, and then a zone. */
static bool
is_hour(struct str s, bool *half_r)
{
	int h, m;
	bool digits;

	*half_r = false;
	if (!sign(&s, 'T') && !sign(&s, ' '))
		return false;
	s = str_trim(s);
	digits = take(&s, &h) != 0 && sign(&s, ':') && take(&s, &m) == 2 && h < 25 && m < 60;
	if (!digits)
		return false;
	while (s.n != 0 && (ascii_digit(*s.p) || *s.p == ':' || *s.p == '.'))
		s = str_from(s, 1);
	s = str_trim(s);
	if (str_eq_nocase(str_sub(s, 0, 2), S("am")) || str_eq_nocase(str_sub(s, 0, 2), S("pm"))) {
		s = str_trim(str_from(s, 2));
		*half_r = s.n != 0 && h >= 1 && h <= 12;
	}
	/* What is left names a zone: UTC, CET, Z, +01:00. */
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_letter(s.p[i]) && !ascii_digit(s.p[i]) && s.p[i] != ':' && s.p[i] != '+' && s.p[i] != '-')
			return false;
	}
	return s.n <= 6;
}

static const char *
unclear(void)
{
	return _("de datum wordt niet begrepen; schrijf bijvoorbeeld 2026-03-12");
}

/* What is left of a day, month and year: nothing, or an hour. */
static const char *
settle(struct date d, struct str rest, struct date *d_r)
{
	bool half;

	if (rest.n != 0 && !is_hour(rest, &half))
		return unclear();
	if (!date_valid(d))
		return _("deze dag bestaat niet; schrijf bijvoorbeeld 2026-03-12");
	*d_r = d;
	return NULL;
}

/* 2/19/2021 8:46 AM UTC and 19/2/2021: a, b and the year. */
static const char *
slashes(int a, int b, int year, struct str rest, enum day_order order, struct date *d_r)
{
	bool half = false;

	if (rest.n != 0 && !is_hour(rest, &half))
		return unclear();
	if (half)
		order = MONTH_FIRST;
	else if (order == DAY_UNKNOWN && a > 12 && b <= 12)
		order = DAY_FIRST;
	else if (order == DAY_UNKNOWN && ((a <= 12 && b > 12) || a == b))
		order = MONTH_FIRST;
	if (order == DAY_UNKNOWN)
		return _(
		    "wat is hier de dag en wat de maand? Schrijf bijvoorbeeld 2026-03-12, of noem de volgorde boven "
		    "de kolom: ‘Datum (dd/mm/jjjj)’");
	return settle(order == DAY_FIRST ? (struct date){ year, b, a } : (struct date){ year, a, b }, rest, d_r);
}

static const char *
in_digits(struct str s, enum day_order order, struct date *d_r)
{
	int a, b, c;
	size_t na = take(&s, &a), nb, nc;
	char sep = s.n == 0 ? '\0' : *s.p;

	if (na == 0 || (sep != '-' && sep != '/' && sep != '.') || !sign(&s, sep))
		return unclear();
	if ((nb = take(&s, &b)) == 0 || nb > 2 || !sign(&s, sep) || (nc = take(&s, &c)) == 0)
		return unclear();
	if (na == 4 && nc <= 2)
		return settle((struct date){ a, b, c }, s, d_r);
	if (na > 2 || nc == 3)
		return unclear();
	if (nc != 4)
		return _("het jaar heeft twee cijfers; schrijf het voluit, bijvoorbeeld 2026-03-12");
	return sep == '/' ? slashes(a, b, c, s, order, d_r) : settle((struct date){ c, b, a }, s, d_r);
}

const char *
day_read(const struct cell *c, enum day_order order, struct date *d_r)
{
	struct str s = str_trim(c->text);

	*d_r = (struct date){ 0 };
	if (c->kind == CELL_NUMBER || c->kind == CELL_FLAG)
		return _(
		    "hier staat een getal zonder de opmaak van een datum; geef de kolom een datumopmaak of schrijf "
		    "bijvoorbeeld 2026-03-12");
	if (date_parse(s, d_r) == 0)
		return NULL;
	*d_r = (struct date){ 0 };
	return in_digits(s, order, d_r);
}
