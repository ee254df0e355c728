/* SPDX-License-Identifier: EUPL-1.2 */
/* mask.c - text without what points at a person. */
#include "base/mask.h"

#include <string.h>

#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"

#include "base/banned.h"

#define DIGITS_LEAST	6	/* a telephone number without its area code */
#define GAP_MOST	16	/* between two digits of one number; as the screen: more lies between two numbers */
#define YEAR_DIGITS	4
#define DAY_MOST	31
#define MONTH_MOST	12

static bool
is_gap(char c)
{
	return c == '.' || c == ' ' || c == '\t' || c == '\n' || c == '-' || c == '/' || c == '_';
}

static size_t
digits_at(struct str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && ascii_digit(s.p[i + n]))
		n++;
	return n;
}

/* Where the number that begins at i ends. */
static size_t
end_of(struct str s, size_t i)
{
	for (;;) {
		size_t gap = 0;

		i += digits_at(s, i);
		while (gap <= GAP_MOST && i + gap < s.n && is_gap(s.p[i + gap]))
			gap++;
		if (gap == 0 || gap > GAP_MOST || digits_at(s, i + gap) == 0)
			return i;
		i += gap;
	}
}

static int
value_of(struct str s)
{
	int v = 0;

	for (size_t i = 0; i < s.n; i++)
		v = 10 * v + (s.p[i] - '0');
	return v;
}

static bool
is_year(struct str s)
{
	return s.n == YEAR_DIGITS && (str_starts(s, S("19")) || str_starts(s, S("20")));
}

/* How many bytes of a date stand at i, between spaces or the ends of the number; 0: none. */
static size_t
date_at(struct str number, size_t i)
{
	struct str part[3] = { { 0 } };
	size_t end = i;
	int month, day;
	char sep = '\0';

	if (i != 0 && number.p[i - 1] != ' ')
		return 0;
	for (size_t k = 0; k < COUNT(part); k++) {
		if (k != 0 &&
		    (end >= number.n || number.p[end] == ' ' || number.p[end] == '_' ||
			(k == 2 && number.p[end] != sep)))
			return 0;
		if (k != 0)
			sep = number.p[end++];
		part[k] = str_sub(number, end, digits_at(number, end));
		if (part[k].n == 0 || part[k].n > YEAR_DIGITS)
			return 0;
		end += part[k].n;
	}
	if (end < number.n && number.p[end] != ' ')
		return 0;
	month = value_of(part[1]);
	day = value_of(is_year(part[0]) ? part[2] : part[0]);
	if (is_year(part[0]) == is_year(part[2]) || part[0].n + part[1].n + part[2].n > YEAR_DIGITS + 4)
		return 0;
	return month >= 1 && month <= MONTH_MOST && day >= 1 && day <= DAY_MOST ? end - i : 0;
}

/* Has it too many digits, dates left out, and are they more than years? */
static bool
is_long(struct str number)
{
	size_t digits = 0;
	bool years = true;

	for (size_t i = 0, n; i < number.n; i += n) {
		struct str group = str_sub(number, i, digits_at(number, i));

		n = group.n == 0 ? 1 : group.n;
		if (group.n == 0)
			continue;
		if (date_at(number, i) != 0) {
			n = date_at(number, i);
			continue;
		}
		digits += group.n;
		years = years && is_year(group);
	}
	return digits >= DIGITS_LEAST && !years;
}

static bool
in_address(char c)
{
	return ascii_letter(c) || ascii_digit(c) || c == '.' || c == '-' || c == '_' || c == '+' || c == '%' ||
	    c == '?'; /* a letter of another alphabet */
}

/* The original of folded byte i becomes a star: out has 0 for what goes with it. */
static void
hide(const struct folded *f, size_t i, char *out, bool *gone)
{
	uint32_t off, len;

	fold_origin(f, i, i + 1, &off, &len);
	memset(gone + off, true, len);
	out[off] = '*';
	gone[off] = false;
}

static void
hide_numbers(const struct folded *f, char *out, bool *gone)
{
	for (size_t i = 0, end; i < f->s.n; i = end) {
		end = i + 1;
		if (!ascii_digit(f->s.p[i]))
			continue;
		end = end_of(f->s, i);
		for (size_t k = i; is_long(str_sub(f->s, i, end - i)) && k < end; k++) {
			if (ascii_digit(f->s.p[k]))
				hide(f, k, out, gone);
		}
	}
}

static void
hide_addresses(const struct folded *f, char *out, bool *gone)
{
	for (size_t at = 1; at + 1 < f->s.n; at++) {
		size_t from = at, end = at + 1;

		if (f->s.p[at] != '@')
			continue;
		while (from != 0 && in_address(f->s.p[from - 1]))
			from--;
		while (end < f->s.n && in_address(f->s.p[end]))
			end++;
		for (size_t k = from; from != at && end != at + 1 && k < end; k++) {
			if (f->s.p[k] != '@' && f->s.p[k] != '.' && f->s.p[k] != '-')
				hide(f, k, out, gone);
		}
	}
}

struct str
mask_personal(struct arena *mem, struct str s)
{
	struct folded f;
	bool *gone;
	char *out;
	size_t n = 0;

	if (s.n == 0)
		return s;
	out = NEW(mem, char, s.n);
	gone = NEW(mem, bool, s.n);
	memcpy(out, s.p, s.n);
	fold(&f, s, mem);
	hide_numbers(&f, out, gone);
	hide_addresses(&f, out, gone);
	for (size_t i = 0; i < s.n; i++) {
		if (!gone[i])
			out[n++] = out[i];
	}
	return (struct str){ out, n };
}

bool
elfproef(const char *d, size_t n)
{
	int sum = 0, weight = (int)BSN_DIGITS;

	must(n == BSN_DIGITS || n == BSN_DIGITS - 1);
	if (n < BSN_DIGITS)
		weight--;
	if (d[0] == '0' && (d[1] == '0' || n < BSN_DIGITS))
		return false;
	for (size_t i = 0; i + 1 < n; i++)
		sum += (d[i] - '0') * weight--;
	sum -= d[n - 1] - '0';
	return sum % 11 == 0;
}

/* Whole groups of digits from i on, with one sign between two: do they make nine that pass? */
static bool
groups_pass(struct str s, size_t i)
{
	char digit[BSN_DIGITS];
	size_t have = 0;

	while (i < s.n && have < BSN_DIGITS) {
		size_t n = digits_at(s, i);

		if (n == 0 || n > BSN_DIGITS - have)
			return false;
		memcpy(digit + have, s.p + i, n);
		have += n;
		i += n;
		if (have < BSN_DIGITS && (i == s.n || !is_gap(s.p[i])))
			return false;
		i++;
	}
	return have == BSN_DIGITS && elfproef(digit, have);
}

bool
mask_needed(struct str text, struct arena *tmp)
{
	struct mark m = arena_mark(tmp);
	struct folded f;
	bool found = false;

	fold(&f, text, tmp);
	for (size_t i = 0; i < f.s.n && !found; i++)
		found = ascii_digit(f.s.p[i]) && (i == 0 || !ascii_digit(f.s.p[i - 1])) && groups_pass(f.s, i);
	arena_rewind(tmp, m);
	return found;
}
