/* SPDX-License-Identifier: EUPL-1.2 */
/* search.h - where something stands, or would stand, in a sorted array. */
#ifndef BASE_SEARCH_H
#define BASE_SEARCH_H

#include "base/defs.h"

/*
 * The index of the first of n elements of size bytes that does not come before
 * key; n when all do.  In v those that come before key stand first.  v may be
 * NULL when n is 0.
 */
size_t	 search_first(const void *key, const void *v, size_t n, size_t size, bool (*before)(const void *x, const void *key));

#endif
