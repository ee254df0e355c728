/* SPDX-License-Identifier: EUPL-1.2 */
/* fold.c - text made plain for who looks for words in it, with the way back to where it stood. */
#include "base/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

#include "base/banned.h"

#define PARTS_MOST	4	/* characters that one may fall apart into; never more than its bytes, so text cannot grow */
#define BREAK_MOST	4	/* line ends and spaces after a hyphen that still breaks one word */

/* Of each character of ASCII its plain form: sixteen in a row. */
static const char ascii[] = "?????????\t\n\n\n\n??"
			    "????????????????"
			    " !\"#$%&'()*+,-./"
			    "0123456789:;<=>?"
			    "@abcdefghijklmno"
			    "pqrstuvwxyz[\\]^_"
			    "`abcdefghijklmno"
			    "pqrstuvwxyz{|}~?";
_Static_assert(sizeof ascii == 0x80 + 1, "a plain form for each character of ASCII");

/* Unicode encodes decimal digits in runs of ten, 0 first; runs may touch. */
static char
fold_digit(uint32_t c)
{
	uint32_t first = c;

	while (utf8proc_category((utf8proc_int32_t)first - 1) == UTF8PROC_CATEGORY_ND)
		first--;
	return (char)('0' + (c - first) % 10);
}

static bool
invisible(uint32_t c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || utf8proc_get_property((utf8proc_int32_t)c)->ignorable;
}

static char
fold_one(uint32_t c)
{
	if (c < 0x80)
		return ascii[c];
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_ND:
		return fold_digit(c);
	case UTF8PROC_CATEGORY_ZS:
		return ' ';
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return '\n';
	case UTF8PROC_CATEGORY_PD:
		return '-';
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
		return c == 0x2018 || c == 0x2019 ? '\'' : '"';
	default:
		return c == 0x2212 ? '-' : c == 0x85 ? '\n' : '?'; /* minus sign; next line */
	}
}

/* The plain form of a character of len bytes; returns how many bytes it has, at most len. */
static size_t
fold_char(uint32_t c, size_t len, char out[PARTS_MOST])
{
	utf8proc_int32_t part[PARTS_MOST];
	utf8proc_propval_t type;
	utf8proc_ssize_t n;
	int boundclass = 0;

	if (c < 0x80) {
		out[0] = ascii[c];
		return 1;
	}
	if (invisible(c))
		return 0;
	out[0] = fold_one(c);
	/* A raised digit is a footnote's, not part of the number before it. */
	type = utf8proc_get_property((utf8proc_int32_t)c)->decomp_type;
	if (out[0] != '?' || type == UTF8PROC_DECOMP_TYPE_SUPER || type == UTF8PROC_DECOMP_TYPE_SUB)
		return 1;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, part, PARTS_MOST,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundclass);
	if (n < 0 || n > (utf8proc_ssize_t)len || n > PARTS_MOST)
		return 1;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		out[i] = fold_one((uint32_t)part[i]);
	return (size_t)n;
}

static bool
letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Take "-\n" out of words, in place; spaces may stand around the break. */
static size_t
unhyphenate(char *p, uint32_t *at, size_t n)
{
	const char *first = memchr(p, '-', n);
	size_t from = first == NULL ? n : (size_t)(first - p), to = from;

	/* What stands before the first hyphen stays where it is; at each turn i is at a hyphen. */
	for (size_t i = from, end; i < n; i = end) {
		size_t k = i + 1;
		bool broken = false;

		for (; k < n && k - i <= BREAK_MOST && (p[k] == ' ' || p[k] == '\n'); k++)
			broken = broken || p[k] == '\n';
		if (broken && k < n && letter(p[k]) && to != 0 && letter(p[to - 1]))
			i = k;
		first = memchr(p + i + 1, '-', n - i - 1);
		end = first == NULL ? n : (size_t)(first - p);
		if (to != i) {
			memmove(p + to, p + i, end - i);
			memmove(at + to, at + i, (end - i) * sizeof *at);
		}
		to += end - i;
	}
	return to;
}

void
fold(struct folded *f, struct str from, struct arena *mem)
{
	char *p = arena_alloc(mem, from.n + 1, 1);
	uint32_t *at = NEW(mem, uint32_t, from.n + 1);
	size_t n = 0;

	must(from.n <= UINT32_MAX);
	for (size_t i = 0, len; i < from.n; i += len) {
		char out[PARTS_MOST] = "?";
		size_t parts = 1;
		uint32_t c;

		if ((from.p[i] & 0x80) == 0) {
			p[n] = ascii[(unsigned char)from.p[i]];
			at[n++] = (uint32_t)i;
			len = 1;
			continue;
		}
		len = utf8_decode(str_from(from, i), &c);
		if (len != 0)
			parts = fold_char(c, len, out);
		else
			len = 1;
		for (size_t k = 0; k < parts; k++) {
			p[n] = out[k];
			at[n++] = (uint32_t)i;
		}
	}
	*f = (struct folded){ .s = { p, unhyphenate(p, at, n) }, .from = from, .at = at };
}

size_t
fold_apart(struct str s, size_t i)
{
	const char *nl;

	for (; i < s.n && (nl = memchr(s.p + i, '\n', s.n - i)) != NULL; i = (size_t)(nl - s.p) + 1) {
		/* A hyphen may end the line, and spaces or what nobody sees may stand behind it. */
		if (nl != s.p && nl[-1] > ' ' && nl[-1] < 0x7f && nl[-1] != '-')
			return (size_t)(nl - s.p) + 1;
	}
	return s.n;
}

void
fold_origin(const struct folded *f, size_t start, size_t end, uint32_t *off_r, uint32_t *len_r)
{
	uint32_t c, last;
	size_t n;

	must(start < end && end <= f->s.n);
	last = f->at[end - 1];
	n = utf8_decode(str_from(f->from, last), &c);
	*off_r = f->at[start];
	*len_r = last + (uint32_t)(n == 0 ? 1 : n) - *off_r;
}

/* A variation selector may make an emoji of a sign: then it takes a column more. */
static size_t
columns_of(uint32_t c)
{
	int w = utf8proc_charwidth((utf8proc_int32_t)c);

	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return c == 0xfe0f;
	case UTF8PROC_CATEGORY_CF:
		return c == 0xad; /* a soft hyphen is drawn by some */
	default:
		return w < 1 ? 1 : (size_t)w;
	}
}

size_t
fold_columns(struct str s)
{
	size_t n = 0;
	uint32_t c;

	for (size_t k; s.n != 0; s = str_from(s, k)) {
		k = utf8_decode(s, &c);
		n += k == 0 ? 1 : columns_of(c);
		k += k == 0;
	}
	return n;
}

size_t
fold_fitting(struct str s, size_t columns)
{
	size_t at = 0, n = 0;
	uint32_t c;

	while (at < s.n) {
		size_t k = utf8_decode(str_from(s, at), &c);

		n += k == 0 ? 1 : columns_of(c);
		if (n > columns)
			break;
		at += k + (k == 0);
	}
	return at;
}
