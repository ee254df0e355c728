/* SPDX-License-Identifier: EUPL-1.2 */
/* pattern.h - the patterns of rules: PCRE2 with named parts, spaces that stretch, and limits. */
#ifndef CLASSIFY_PATTERN_H
#define CLASSIFY_PATTERN_H

#include "base/err.h"
#include "base/str.h"

struct pattern;			/* a compiled pattern */
struct matcher;			/* what matching needs besides; one serves all patterns */

/* A named part, for use as {name} in patterns and in later parts. */
struct pattern_part {
	struct str	 name, text;
};

/* Bytes of the piece of a pattern that begins at i: an escape, a class [...] or one character. */
size_t		 pattern_piece(struct str, size_t i);

enum match { MATCH_NO, MATCH_YES, MATCH_FAILED };

/*
 * Write {name} out, and a run of spaces as any white space (a line's end too):
 * text that was extracted breaks lines where it likes.  -1: *why_r says, in
 * Dutch, what is wrong.
 */
int		 pattern_expand(struct str, const struct pattern_part *, size_t nparts, struct arena *,
		    struct str *text_r, struct str *why_r) MUST_USE;

/*
 * Compile an expanded pattern, with JIT: before the sandbox, which forbids
 * memory that is writable and executable.  NULL: *why_r says what and where.
 */
struct pattern	*pattern_compile(struct str, struct arena *, struct str *why_r) MUST_USE;
void		 pattern_free(struct pattern *);	/* NULL is fine */

/*
 * The alternatives of an expanded pattern, each a pattern of its own: PCRE2
 * looks for one word far faster than for any of many.
 */
struct str	*pattern_branches(struct str, struct arena *, size_t *n_r);

struct matcher	*matcher_new(struct arena *);
void		 matcher_free(struct matcher *);	/* NULL is fine */

/*
 * Look for the pattern in s (plain text: ASCII) from byte `from` on.  MATCH_FAILED: a
 * limit was reached and nobody knows; *code_r has PCRE2's number.
 */
enum match	 pattern_match(const struct pattern *, struct matcher *, struct str s, size_t from,
		    size_t *off_r, size_t *len_r, int *code_r);
struct str	 pattern_engine(struct arena *);	/* which PCRE2 it is: another may judge a pattern otherwise */
struct str	 pattern_why(struct arena *, int code);	/* PCRE2's own words for its number */

#endif
