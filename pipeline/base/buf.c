/* SPDX-License-Identifier: EUPL-1.2 */
/* buf.c - bytes being gathered, up to a ceiling. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

#define CAP_FIRST	((size_t)256)

void
buf_init(struct buf *b, struct arena *mem, size_t max)
{
	*b = (struct buf){ .mem = mem, .max = max };
}

/* Room for n more bytes and a NUL; fewer when the ceiling is near. */
static size_t
room(struct buf *b, size_t n)
{
	size_t need, cap;
	char *p;

	if (n > b->max - b->n) {
		n = b->max - b->n;
		b->cut = true;
	}
	need = b->n + n + 1;
	if (need <= b->cap)
		return n;
	cap = b->cap == 0 ? CAP_FIRST : mul_or_die(b->cap, 2);
	if (cap < need)
		cap = need;
	p = arena_alloc(b->mem, cap, 1);
	if (b->n != 0)
		memcpy(p, b->p, b->n);
	b->p = p;
	b->cap = cap;
	return n;
}

void
buf_add(struct buf *b, struct str s)
{
	size_t n = room(b, s.n);

	if (n != 0)
		memcpy(b->p + b->n, s.p, n);
	b->n += n;
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, (struct str){ &c, 1 });
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	size_t kept;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	must(n >= 0);
	kept = room(b, (size_t)n);
	va_start(ap, fmt);
	(void)vsnprintf(b->p + b->n, kept + 1, fmt, ap);
	va_end(ap);
	b->n += kept;
}

struct str
buf_str(const struct buf *b)
{
	return b->p == NULL ? S("") : (struct str){ b->p, b->n };
}
