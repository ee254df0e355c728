/* SPDX-License-Identifier: EUPL-1.2 */
/* search.c - where something stands, or would stand, in a sorted array. */
#include "base/search.h"

#include "base/banned.h"

size_t
search_first(const void *key, const void *v, size_t n, size_t size, bool (*before)(const void *x, const void *key))
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (before((const char *)v + mid * size, key))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
