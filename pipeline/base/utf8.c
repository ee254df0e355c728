/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.c - is it text, and how to show it when it is not. */
#include "base/utf8.h"

#include "base/ascii.h"

#include "base/banned.h"

#define LEGIBLE_LEAST	4		/* characters in a row that make a word among bytes */

size_t
utf8_decode(struct str s, uint32_t *c_r)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c, least;
	size_t n;

	if (p[0] < 0x80) {
		*c_r = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		n = 2;
		c = p[0] & 0x1fu;
		least = 0x80;
	} else if ((p[0] & 0xf0) == 0xe0) {
		n = 3;
		c = p[0] & 0x0fu;
		least = 0x800;
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		n = 4;
		c = p[0] & 0x07u;
		least = 0x10000;
	} else
		return 0;
	if (s.n < n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (p[i] & 0x3fu);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	*c_r = c;
	return n;
}

size_t
utf8_encode(uint32_t c, char out[4])
{
	must(c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff));
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

bool
utf8_valid(struct str s)
{
	uint32_t c;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = utf8_decode(str_from(s, i), &c);
		if (n == 0)
			return false;
	}
	return true;
}

static bool
xml_char(uint32_t c)
{
	return c == 0x9 || c == 0xa || c == 0xd || (c >= 0x20 && c != 0xfffe && c != 0xffff);
}

bool
utf8_xml(struct str s)
{
	uint32_t c;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = utf8_decode(str_from(s, i), &c);
		if (n == 0 || !xml_char(c))
			return false;
	}
	return true;
}

/* C0, DEL, C1, line and paragraph separators, bidi controls, the byte order mark, noncharacters. */
static bool
steers(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0x200e || c == 0x200f || c == 0xfeff || (c & 0xfffe) == 0xfffe;
}

static bool
is_ascii_shown(char c)
{
	return c >= 0x20 && c < 0x7f;
}

static struct str
escape(struct arena *a, struct str raw, bool exact)
{
	struct buf b;
	uint32_t c;

	buf_init(&b, a, mul_or_die(raw.n, 4));
	for (size_t i = 0, n; i < raw.n; i += n) {
		for (n = 0; i + n < raw.n && is_ascii_shown(raw.p[i + n]) && !(exact && raw.p[i + n] == '\\'); n++)
			;
		if (n != 0) {
			buf_add(&b, str_sub(raw, i, n));
			continue;
		}
		n = utf8_decode(str_from(raw, i), &c);
		if (n != 0 && !steers(c) && !(exact && c == '\\')) {
			buf_add(&b, str_sub(raw, i, n));
			continue;
		}
		if (n == 0)
			n = 1;
		for (size_t k = 0; k < n; k++)
			buf_addf(&b, "\\x%02x", (unsigned)(unsigned char)raw.p[i + k]);
	}
	return buf_str(&b);
}

struct str
utf8_show(struct arena *a, struct str raw)
{
	return escape(a, raw, false);
}

struct str
utf8_exact(struct arena *a, struct str raw)
{
	return escape(a, raw, true);
}

int
utf8_raw(struct arena *a, struct str exact, struct str *raw_r)
{
	char *p = NEW(a, char, exact.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < exact.n; i++) {
		if (exact.p[i] != '\\') {
			p[n++] = exact.p[i];
			continue;
		}
		if (exact.n - i < 4 || exact.p[i + 1] != 'x' || ascii_hex_lower(exact.p[i + 2]) < 0 ||
		    ascii_hex_lower(exact.p[i + 3]) < 0)
			return -1;
		p[n++] = (char)(ascii_hex_lower(exact.p[i + 2]) << 4 | ascii_hex_lower(exact.p[i + 3]));
		i += 3;
	}
	*raw_r = (struct str){ p, n };
	/* One text for each name: what could have stood there as it was is never escaped, and the other way about. */
	return str_eq(utf8_exact(a, *raw_r), exact) ? 0 : -1;
}

size_t
utf8_begin(struct str s, size_t off)
{
	while (off > 0 && off < s.n && ((unsigned char)s.p[off] & 0xc0) == 0x80)
		off--;
	return off;
}

struct str
utf8_start(struct str s)
{
	if (str_starts(s, S("\xef\xbb\xbf")))
		s = str_from(s, 3);
	while (s.n != 0 && (*s.p == ' ' || *s.p == '\t' || *s.p == '\r' || *s.p == '\n'))
		s = str_from(s, 1);
	return s;
}

struct str
utf8_cut(struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	while (max != 0 && ((unsigned char)s.p[max] & 0xc0) == 0x80)
		max--;
	return (struct str){ s.p, max };
}

static void
legible(struct buf *b, struct str s, size_t width)
{
	size_t run = 0;

	for (size_t i = 0; i + width <= s.n; i += run == 0 ? 1 : run * width) {
		for (run = 0; i + (run + 1) * width <= s.n; run++) {
			const char *p = s.p + i + run * width;

			if (*p < ' ' || *p >= 0x7f || (width == 2 && p[1] != '\0'))
				break;
		}
		for (size_t k = 0; run >= LEGIBLE_LEAST && k < run; k++)
			buf_addc(b, s.p[i + k * width]);
		if (run >= LEGIBLE_LEAST)
			buf_addc(b, '\n');
	}
}

void
utf8_legible(struct buf *b, struct str bytes)
{
	legible(b, bytes, 1);
	legible(b, bytes, 2);
}

size_t
utf8_width(struct str s)
{
	size_t w = 0;

	for (size_t i = 0; i < s.n; i++)
		w += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return w;
}
