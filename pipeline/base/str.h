/* SPDX-License-Identifier: EUPL-1.2 */
/* str.h - bytes that somebody else owns. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <string.h>

#include "base/arena.h"

/*
 * Not NUL-terminated.  An absent string is { NULL, 0 }; it equals the empty one.
 * File names are raw bytes; past the extract stage every other str is valid
 * UTF-8 in NFC without characters that XML 1.0 forbids.
 */
struct str {
	const char	*p;
	size_t		 n;
};
#define S(lit)		((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_NONE	((struct str){ NULL, 0 })
#define STRF(s)		(int)(s).n, (s).p == NULL ? "" : (s).p	/* for "%.*s" */

/* Borrows; NULL gives STR_NONE.  These few stand here since readers of text call them for each of its bytes. */
static inline struct str
str_of(const char *c)
{
	return (struct str){ c, c == NULL ? 0 : strlen(c) };
}

static inline bool
str_eq(struct str a, struct str b)
{
	/* Most that differ do so at once: that is seen without a call. */
	return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

static inline bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && (prefix.n == 0 || (s.p[0] == prefix.p[0] && memcmp(s.p, prefix.p, prefix.n) == 0));
}

/* The rest, clamped. */
static inline struct str
str_from(struct str s, size_t from)
{
	if (s.p == NULL)
		return STR_NONE;
	if (from > s.n)
		from = s.n;
	return (struct str){ s.p + from, s.n - from };
}

/* Clamped to what is there. */
static inline struct str
str_sub(struct str s, size_t from, size_t n)
{
	s = str_from(s, from);
	if (n < s.n)
		s.n = n;
	return s;
}

static inline bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

static inline bool
str_has(struct str s, char c)
{
	return s.n != 0 && memchr(s.p, c, s.n) != NULL;
}

struct str	 str_dup(struct arena *, struct str);
struct str	 str_fmt(struct arena *, const char *fmt, ...) PRINTF(2, 3);
const char	*str_c(struct arena *, struct str);	/* NUL-terminated copy, for C libraries only */

bool		 str_eq_nocase(struct str, struct str);	/* ASCII letters only */
int		 str_cmp(struct str, struct str);	/* byte order, as memcmp */
int		 str_order(const void *, const void *);	/* str_cmp for qsort over struct str */
bool		 str_ends_nocase(struct str, struct str suffix);
bool		 str_holds_nocase(struct str, struct str part);	/* does part, not empty, stand anywhere in it? */
struct str	 str_trim(struct str);				/* ASCII white space off both ends */
struct str	 str_lower(struct arena *, struct str);		/* ASCII letters only */

/* Cut the part before the first sep (or all of it) off *rest; false when *rest was used up. */
bool		 str_next(struct str *rest, char sep, struct str *part_r);

/* The place of s in a table of n names, or -1. */
int		 str_index(const char *const *names, int n, struct str s);

/* Decimal digits only, whole string; -1 when it is something else or too large. */
int		 str_u64(struct str, uint64_t *v_r) MUST_USE;

#endif
