/* SPDX-License-Identifier: EUPL-1.2 */
/* form.c - text in one of Unicode's forms. */
#include "base/form.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/banned.h"

#define NFC	(UTF8PROC_STABLE | UTF8PROC_COMPOSE)

static struct str
mapped(struct arena *mem, struct str s, unsigned how)
{
	utf8proc_uint8_t *p = NULL;
	utf8proc_ssize_t n;
	struct str out;

	if (s.n == 0)
		return s;
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
