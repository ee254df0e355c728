/* SPDX-License-Identifier: EUPL-1.2 */
/* fold.h - text made plain for who looks for words in it, with the way back to where it stood. */
#ifndef BASE_FOLD_H
#define BASE_FOLD_H

#include "base/str.h"

/*
 * ASCII in lower case (gate facts 2.1): all decimal digits are 0-9, all dashes
 * '-', all spaces ' ', all line ends '\n', all quotation marks ' or ",
 * compatibility forms (ligatures) and accents are gone, invisible characters
 * too; a hyphen that breaks a word over two lines is gone with the break.
 * What has no such form is '?'.
 */
struct folded {
	struct str	 s;
	struct str	 from;		/* the text it was made of */
	const uint32_t	*at;		/* of each byte of s: offset in from of its character */
};

/* from may hold any bytes, at most 4 GiB; it must outlive the result.  Takes 5 bytes for each of its bytes. */
void	 fold(struct folded *, struct str from, struct arena *);

/* The end of the first line from i on with which a text can be cut in two that fold as they do together; s.n: of none. */
size_t	 fold_apart(struct str, size_t i);

/* Where the folded bytes [start, end) stand in the text; end > start. */
void	 fold_origin(const struct folded *, size_t start, size_t end, uint32_t *off_r, uint32_t *len_r);

/*
 * Columns that a text takes on a terminal: two for wide characters (CJK, most emoji), none for what stands on the
 * character before it.  Where terminals differ, the most that one of them takes.  s is valid UTF-8.
 */
size_t		 fold_columns(struct str);
/* The bytes of the longest start that takes at most so many columns. */
size_t		 fold_fitting(struct str, size_t columns);

#endif
