/* SPDX-License-Identifier: EUPL-1.2 */
/* str.h - bytes that somebody else owns. */
#ifndef BASE_STR_H
#define BASE_STR_H

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

struct str	 str_of(const char *c);			/* borrows; NULL gives STR_NONE */
struct str	 str_dup(struct arena *, struct str);
struct str	 str_fmt(struct arena *, const char *fmt, ...) PRINTF(2, 3);
const char	*str_c(struct arena *, struct str);	/* NUL-terminated copy, for C libraries only */

bool		 str_eq(struct str, struct str);
bool		 str_eq_nocase(struct str, struct str);	/* ASCII letters only */
int		 str_cmp(struct str, struct str);	/* byte order, as memcmp */
int		 str_order(const void *, const void *);	/* str_cmp for qsort over struct str */
bool		 str_starts(struct str, struct str prefix);
bool		 str_ends(struct str, struct str suffix);
bool		 str_ends_nocase(struct str, struct str suffix);
bool		 str_has(struct str, char);
bool		 str_holds_nocase(struct str, struct str part);	/* does part, not empty, stand anywhere in it? */
struct str	 str_sub(struct str, size_t from, size_t n);	/* clamped to what is there */
struct str	 str_from(struct str, size_t from);		/* the rest, clamped */
struct str	 str_trim(struct str);				/* ASCII white space off both ends */
struct str	 str_lower(struct arena *, struct str);		/* ASCII letters only */

/* Cut the part before the first sep (or all of it) off *rest; false when *rest was used up. */
bool		 str_next(struct str *rest, char sep, struct str *part_r);

/* The place of s in a table of n names, or -1. */
int		 str_index(const char *const *names, int n, struct str s);

/* Decimal digits only, whole string; -1 when it is something else or too large. */
int		 str_u64(struct str, uint64_t *v_r) MUST_USE;

#endif
