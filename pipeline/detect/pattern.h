/* SPDX-License-Identifier: EUPL-1.2 */
/* pattern.h - a regular expression that always comes back, and says so when it gave up. */
#ifndef DETECT_PATTERN_H
#define DETECT_PATTERN_H

#include "base/err.h"
#include "base/str.h"

#define PATTERN_SPAN	((size_t)1 << 10)	/* bytes; no match of ours, looking around included, is longer */

struct pattern;

/* For folded text (fold.h): ASCII, lower case.  All memory is the arena's.  A bad expression is E_BUG. */
int	 pattern_new(const char *re, struct arena *, struct pattern **, struct err *) MUST_USE;

/*
 * The first match in s that starts at from or later: 1, with its bounds.  0:
 * there is none.  -1: not carried out, because a limit was met; nothing may be
 * concluded.
 */
int	 pattern_find(const struct pattern *, struct str s, size_t from, size_t *start_r, size_t *end_r) MUST_USE;

#endif
