/* SPDX-License-Identifier: EUPL-1.2 */
/* apart.c - whether what came out of a container can lie in one folder. */
#include "unpack/apart.h"

#include <stdlib.h>

#include "base/banned.h"

/* By path, the separator before any other byte: what lies in a folder follows its name at once. */
static int
by_place(const void *a, const void *b)
{
	const struct unpacked *const *x = a, *const *y = b;
	struct str s = (*x)->path, t = (*y)->path;

	for (size_t i = 0; i < s.n && i < t.n; i++) {
		int c = s.p[i] == '/' ? 0 : (unsigned char)s.p[i], d = t.p[i] == '/' ? 0 : (unsigned char)t.p[i];

		if (c != d)
			return c - d;
	}
	return (s.n > t.n) - (s.n < t.n);
}

bool
apart(const struct unpacked *members, size_t n, struct arena *mem)
{
	const struct unpacked **v = NEW(mem, const struct unpacked *, n + 1);

	for (size_t i = 0; i < n; i++)
		v[i] = &members[i];
	if (n > 1)
		qsort(v, n, sizeof *v, by_place);
	for (size_t i = 1; i < n; i++) {
		struct str up = v[i - 1]->path, path = v[i]->path;

		if (str_eq(up, path) || (str_starts(path, up) && path.p[up.n] == '/'))
			return false;
	}
	return true;
}
