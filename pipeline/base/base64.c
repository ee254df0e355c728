/* SPDX-License-Identifier: EUPL-1.2 */
/* base64.c - bytes in letters, for a data: address (RFC 4648, section 4). */
#include "base/base64.h"

#include "base/banned.h"

/* Behind the end there are zeros. */
static uint32_t
byte_at(struct str s, size_t i)
{
	return i < s.n ? (unsigned char)s.p[i] : 0;
}

struct str
base64(struct arena *mem, struct str s)
{
	static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *out = NEW(mem, char, mul_or_die(s.n / 3 + 1, 4));
	size_t n = 0;

	for (size_t i = 0; i < s.n; i += 3) {
		size_t have = s.n - i < 3 ? s.n - i : 3;
		uint32_t v = 0;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | byte_at(s, i + k);
		for (size_t k = 0; k < 4; k++)
			out[n++] = k <= have ? digit[v >> (18 - 6 * k) & 63] : '=';
	}
	return (struct str){ out, n };
}
