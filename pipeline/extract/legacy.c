/* SPDX-License-Identifier: EUPL-1.2 */
/* legacy.c - numbers and letters of the binary formats of Office 97-2003. */
#include "extract/legacy.h"

#include <string.h>

#include "base/utf8.h"

#include "base/banned.h"

uint16_t
legacy_u16(struct str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (at > s.n || s.n - at < 2)
		return 0;
	return (uint16_t)(p[at] | p[at + 1] << 8);
}

uint32_t
legacy_u32(struct str s, size_t at)
{
	return at > s.n || s.n - at < 4 ? 0 : legacy_u16(s, at) | (uint32_t)legacy_u16(s, at + 2) << 16;
}

double
legacy_double(struct str s, size_t at)
{
	uint64_t bits = legacy_u32(s, at) | (uint64_t)legacy_u32(s, at + 4) << 32;
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

static void
add_char(struct buf *b, uint32_t c)
{
	char utf8[4];

	if (c < 0x80)
		buf_addc(b, (char)c);
	else
		buf_add(b, (struct str){ utf8, utf8_encode(c, utf8) });
}

void
legacy_wide(struct buf *b, struct str s)
{
	for (size_t i = 0; i + 1 < s.n; i += 2) {
		uint32_t c = legacy_u16(s, i), low = legacy_u16(s, i + 2);

		if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		} else if (c >= 0xd800 && c < 0xe000) {
			c = 0xfffd;
		}
		add_char(b, c);
	}
}

void
legacy_narrow(struct buf *b, struct str s)
{
	/* 0x80 to 0x9f of Windows-1252; what it leaves open stays what it is in ISO-8859-1. */
	static const uint16_t high[] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030,
		0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		add_char(b, c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c);
	}
}

struct str
legacy_text(struct arena *mem, struct str s, bool wide)
{
	struct buf b;

	buf_init(&b, mem, 4 * s.n + 16);
	if (wide)
		legacy_wide(&b, s);
	else
		legacy_narrow(&b, s);
	return buf_str(&b);
}

void
legacy_aside(struct extraction *x, enum text_origin origin, struct str s)
{
	gather_gap(&x->aside, GAP_LINE);
	gather_origin(&x->aside, origin);
	gather_add(&x->aside, s);
	gather_gap(&x->aside, GAP_LINE);
}
