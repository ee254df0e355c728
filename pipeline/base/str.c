/* SPDX-License-Identifier: EUPL-1.2 */
/* str.c - bytes that somebody else owns. */
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

struct str
str_dup(struct arena *a, struct str s)
{
	char *p;

	if (s.p == NULL)
		return STR_NONE;
	p = arena_alloc(a, s.n + 1, 1);
	memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct str
str_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	must(n >= 0);
	p = arena_alloc(a, (size_t)n + 1, 1);
	va_start(ap, fmt);
	(void)vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return (struct str){ p, (size_t)n };
}

const char *
str_c(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1, 1);

	if (s.n != 0)
		memcpy(p, s.p, s.n);
	return p;
}

static int
lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		if (lower((unsigned char)a.p[i]) != lower((unsigned char)b.p[i]))
			return false;
	}
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n == 0 ? 0 : memcmp(a.p, b.p, n);

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

int
str_order(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool
str_ends_nocase(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq_nocase(str_from(s, s.n - suffix.n), suffix);
}

bool
str_holds_nocase(struct str s, struct str part)
{
	for (size_t i = 0; s.p != NULL && i + part.n <= s.n; i++) {
		if (str_eq_nocase(str_sub(s, i, part.n), part))
			return true;
	}
	return false;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str s)
{
	while (s.n != 0 && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n != 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_lower(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = (char)lower((unsigned char)s.p[i]);
	return (struct str){ p, s.n };
}

bool
str_next(struct str *rest, char sep, struct str *part_r)
{
	const char *at;

	if (rest->p == NULL)
		return false;
	at = rest->n == 0 ? NULL : memchr(rest->p, sep, rest->n);
	if (at == NULL) {
		*part_r = *rest;
		*rest = STR_NONE;
		return true;
	}
	*part_r = (struct str){ rest->p, (size_t)(at - rest->p) };
	*rest = str_from(*rest, part_r->n + 1);
	return true;
}

int
str_u64(struct str s, uint64_t *v_r)
{
	uint64_t v = 0;

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, (uint64_t)(s.p[i] - '0'), &v))
			return -1;
	}
	*v_r = v;
	return 0;
}

int
str_index(const char *const *names, int n, struct str s)
{
	char first = s.n == 0 ? '\0' : s.p[0], second = s.n < 2 ? '\0' : s.p[1];

	for (int i = 0; i < n; i++) {
		const char *name = names[i] == NULL ? "" : names[i];

		/* Most differ in their first two bytes: who sees that need not measure them. */
		if (name[0] == first && (first == '\0' || name[1] == second) && str_eq(s, str_of(name)))
			return i;
	}
	return -1;
}
