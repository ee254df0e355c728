/* SPDX-License-Identifier: EUPL-1.2 */
/* excerpt.c - the words around a place in a text, without personal data. */
#include "report/excerpt.h"

#include "base/utf8.h"

#include "base/banned.h"

#define AROUND		60		/* characters shown on either side */
#define INSIDE		80		/* characters shown of the place itself */
#define MARGIN		600		/* bytes looked at beyond: longer than any e-mail address (RFC 5321: 254) */
#define RUN_LEAST	4		/* digits together */
#define SPREAD_LEAST	7		/* digits with marks between them: a citizen service number has 8 or 9 */
#define GAP_MOST	3		/* marks between two digits */

struct chars {
	uint32_t	*c;
	uint64_t	*at;		/* offset in the text */
	bool		*hide;
	size_t		 n;
};

static bool
is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0x6f0 && c <= 0x6f9) || c == 0xb2 ||
	    c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089) ||
	    (c >= 0x2460 && c <= 0x2468) || (c >= 0xff10 && c <= 0xff19) || (c >= 0x1d7ce && c <= 0x1d7ff);
}

/* Blanks, marks and what nobody sees: they may stand between the digits of one number. */
static bool
is_gap(uint32_t c)
{
	if (c < 0x80)
		return !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
	return c <= 0xa0 || c == 0xad || c == 0xb7 || c == 0x34f || (c >= 0x2000 && c <= 0x206f) || c == 0x2212 ||
	    c == 0x3000 || c == 0xfeff || c == 0xfffd;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x3000;
}

/* May stand in an e-mail address, as far as hiding it goes. */
static bool
in_address(uint32_t c)
{
	return !is_blank(c) && c != '<' && c != '>' && c != '(' && c != ')' && c != '[' && c != ']' && c != ',' &&
	    c != ';' && c != ':' && c != '"' && c != '\'' && c != '@';
}

static void
read_chars(struct arena *mem, struct str text, uint64_t from, uint64_t to, struct chars *v)
{
	*v = (struct chars){ NEW(mem, uint32_t, to - from + 1), NEW(mem, uint64_t, to - from + 1),
		NEW(mem, bool, to - from + 1), 0 };
	for (uint64_t i = from; i < to;) {
		uint32_t c = 0xfffd;
		size_t n = utf8_decode(str_from(text, i), &c);

		v->c[v->n] = c;
		v->at[v->n++] = i;
		i += n == 0 ? 1 : n;
	}
}

/* From the digit i: where the number ends (its last digit), with at most gap marks between two digits. */
static size_t
number_end(const struct chars *v, size_t i, size_t gap, size_t *digits_r)
{
	size_t last = i;

	*digits_r = 0;
	for (size_t k = i; k < v->n && k - last <= gap + 1; k++) {
		if (is_digit(v->c[k])) {
			last = k;
			++*digits_r;
		} else if (!is_gap(v->c[k]) || k - last > gap)
			break;
	}
	return last;
}

static void
hide_numbers(struct chars *v, size_t gap, size_t least)
{
	for (size_t i = 0; i < v->n; i++) {
		size_t digits, last;

		if (!is_digit(v->c[i]))
			continue;
		last = number_end(v, i, gap, &digits);
		for (size_t k = i; digits >= least && k <= last; k++)
			v->hide[k] |= is_digit(v->c[k]);
		i = last;
	}
}

static void
hide_addresses(struct chars *v)
{
	for (size_t i = 0; i < v->n; i++) {
		if (v->c[i] != '@' && v->c[i] != 0xff20)
			continue;
		for (size_t k = i; k > 0 && in_address(v->c[k - 1]); k--)
			v->hide[k - 1] = true;
		for (size_t k = i + 1; k < v->n && in_address(v->c[k]); k++)
			v->hide[k] = true;
	}
}

/* Characters from..to on one line; blank: one stands before it already. */
static struct str
line_of(struct arena *mem, struct str text, const struct chars *v, size_t from, size_t to, bool blank)
{
	struct buf b;

	buf_init(&b, mem, mul_or_die(to - from + 1, 4) + 4);
	for (size_t i = from; i < to; i++) {
		uint64_t end = i + 1 < v->n ? v->at[i + 1] : v->at[i] + 4;

		if (is_blank(v->c[i]) && !v->hide[i]) {
			if (!blank)
				buf_addc(&b, ' ');
			blank = true;
			continue;
		}
		blank = false;
		if (v->hide[i])
			buf_addc(&b, '*');
		else
			buf_add(&b, str_sub(text, v->at[i], end - v->at[i]));
	}
	return utf8_show(mem, buf_str(&b));
}

struct str
excerpt_of(struct arena *mem, struct str text, uint64_t off, uint64_t len, struct str masked)
{
	uint64_t from, to, end, cut = INSIDE * 4;
	struct str before, inside, after;
	size_t a = 0, b, last, first;
	struct chars v;

	if (len == 0 || off >= text.n || len > text.n - off)
		return STR_NONE;
	off = utf8_begin(text, off);
	end = len > cut ? off + cut : off + len;
	from = off > MARGIN ? utf8_begin(text, off - MARGIN) : 0;
	to = text.n - end > MARGIN ? utf8_begin(text, end + MARGIN) : text.n;
	read_chars(mem, text, from, to, &v);
	hide_numbers(&v, 0, RUN_LEAST);
	hide_numbers(&v, GAP_MOST, SPREAD_LEAST);
	hide_addresses(&v);
	while (a < v.n && v.at[a] < off)
		a++;
	for (b = a; b < v.n && v.at[b] < end; b++)
		;
	last = b - a > INSIDE ? a + INSIDE : b;
	first = a > AROUND ? a - AROUND : 0;
	before = line_of(mem, text, &v, first, a, true);
	inside = masked.n != 0 ? utf8_show(mem, masked) : str_trim(line_of(mem, text, &v, a, last, true));
	after =
	    last < b || len > cut ? STR_NONE : line_of(mem, text, &v, b, v.n - b > AROUND ? b + AROUND : v.n, false);
	return str_fmt(mem, "%s%.*s[%.*s%s]%.*s%s", v.at[first] != 0 ? "…" : "", STRF(before), STRF(inside),
	    after.p == NULL && masked.n == 0 ? "…" : "", STRF(after),
	    after.p == NULL || v.n - b > AROUND || to < text.n ? "…" : "");
}
