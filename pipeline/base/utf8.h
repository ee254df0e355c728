/* SPDX-License-Identifier: EUPL-1.2 */
/* utf8.h - is it text, and how to show it when it is not. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"

/*
 * Decode one character at s.p (s.n > 0).  Returns its length in bytes, or 0
 * when the bytes there are not UTF-8 (RFC 3629: no surrogates, no overlong
 * forms, nothing above U+10FFFF).
 */
size_t		 utf8_decode(struct str s, uint32_t *c_r);
size_t		 utf8_encode(uint32_t c, char out[4]);	/* length; c must be a scalar value */
bool		 utf8_valid(struct str);

/* Valid UTF-8 without characters that XML 1.0 forbids (production 2). */
bool		 utf8_xml(struct str);

/*
 * Raw bytes (a file name) as text that cannot steer a terminal: bytes that are
 * not UTF-8, control characters and bidi controls are written as \xNN.  What was
 * shown once is shown the same again.
 */
struct str	 utf8_show(struct arena *, struct str raw);

/* The same, with the backslash escaped too, so that two names never give one text. */
struct str	 utf8_exact(struct arena *, struct str raw);
/* The bytes that utf8_exact wrote down; -1: it never wrote this. */
int		 utf8_raw(struct arena *, struct str exact, struct str *raw_r) MUST_USE;

/* Cut to at most max bytes without cutting a character in two. */
struct str	 utf8_cut(struct str, size_t max);

/* Back to where the character begins in which off falls. */
size_t		 utf8_begin(struct str, size_t off);

/* Without the byte-order mark and the white space that a program may put before a text. */
struct str	 utf8_start(struct str);

/*
 * What is legible among other bytes, as strings(1) finds it: four characters of
 * ASCII or more in a row, one byte each or two (UTF-16LE); a line for each.
 */
void		 utf8_legible(struct buf *, struct str bytes);

/* Characters; what they take on a terminal says fold_columns. */
size_t		 utf8_width(struct str);

#endif
