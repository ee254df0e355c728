/* SPDX-License-Identifier: EUPL-1.2 */
/* look.c - what several looks say in the same words. */
#include "identify/look.h"

#include <string.h>

#include "base/banned.h"

void
look_macros(struct look *l, struct str kind)
{
	if (l->macros.n == 0)
		l->macros = kind;
	else if (memmem(l->macros.p, l->macros.n, kind.p, kind.n) == NULL)
		l->macros = str_fmt(l->mem, "%.*s, %.*s", STRF(l->macros), STRF(kind));
}

struct str
look_version(const struct buf *b)
{
	struct str s = str_trim(buf_str(b));

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '.' && (s.p[i] < '0' || s.p[i] > '9'))
			return STR_NONE;
	}
	return b->cut || s.n == 0 ? STR_NONE : s;
}
