/* SPDX-License-Identifier: EUPL-1.2 */
/* form.c - text in one of Unicode's forms. */
#include "base/form.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/utf8.h"

#include "base/banned.h"

#define NFC	(UTF8PROC_STABLE | UTF8PROC_COMPOSE)

static bool
is_ascii(struct str s)
{
	unsigned char all = 0;

	for (size_t i = 0; i < s.n; i++)
		all |= (unsigned char)s.p[i];
	return all < 0x80;
}

static struct str
mapped(struct arena *mem, struct str s, unsigned how)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n;
	struct str out;

	if (s.n == 0)
		return s;
	/* All forms have these as they are, but for capitals. */
	if (is_ascii(s))
		return (how & UTF8PROC_CASEFOLD) != 0 ? str_lower(mem, s) : str_dup(mem, s);
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &p, (utf8proc_option_t)how);
	if (n < 0)
		return s;
	out = str_dup(mem, (struct str){ (const char *)p, (size_t)n });
	free(p);
	return out;
}

struct str
form_nfc(struct arena *mem, struct str s)
{
	return mapped(mem, s, NFC);
}

struct str
form_caseless(struct arena *mem, struct str s)
{
	return mapped(mem, s, NFC | UTF8PROC_CASEFOLD);
}

struct str
form_alike(struct arena *mem, struct str s)
{
	return mapped(mem, s, NFC | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

static bool
is_letter_or_digit(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

bool
form_speaks(struct str s)
{
	uint32_t c;

	for (size_t n; s.n != 0 && (n = utf8_decode(s, &c)) != 0; s = str_from(s, n)) {
		if (is_letter_or_digit(c))
			return true;
	}
	return false;
}
