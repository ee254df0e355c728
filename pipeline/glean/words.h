/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h - looks for words and phrases in plain text. */
#ifndef GLEAN_WORDS_H
#define GLEAN_WORDS_H

#include "base/str.h"

/* All of these want plain text (base/fold.h) and tables of plain phrases. */

bool	 word_starts(struct str s, struct str phrase);	/* a word ends where the phrase ends */
bool	 word_has(struct str s, struct str phrase);	/* anywhere, as whole words */
/* The place in the table of the longest phrase with which s starts, or -1. */
int	 word_starts_any(struct str s, const char *const *table, size_t n);
bool	 word_has_any(struct str s, const char *const *table, size_t n);
bool	 word_is_any(struct str s, const char *const *table, size_t n);
size_t	 word_count(struct str s);			/* runs of letters and digits with a letter in them */
/* Cut the next run of letters and digits off *rest; false: there is none. */
bool	 word_next(struct str *rest, struct str *word_r);

#endif
