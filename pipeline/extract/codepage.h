/* SPDX-License-Identifier: EUPL-1.2 */
/* codepage.h - the character sets of old documents, as tables that need no file. */
#ifndef EXTRACT_CODEPAGE_H
#define EXTRACT_CODEPAGE_H

#include "base/buf.h"
#include "base/err.h"

struct codepages;
struct codepage;

/* Makes the tables through iconv, which reads them from disk.  Once for each zygote; never freed. */
int		 codepage_load(struct arena *, struct codepages **, struct err *) MUST_USE;

/* By the number that Microsoft gave it (1252, 932, 28605 = ISO-8859-15, 65001 = UTF-8); NULL: not one of ours. */
const struct codepage *codepage_find(const struct codepages *, uint32_t number);

/* Each byte is a character by itself; false for NULL. */
bool		 codepage_one_byte(const struct codepage *);

/*
 * The number for a label of the web (WHATWG Encoding 4.2: "latin1" and "ascii"
 * are Windows-1252); 0: not one of ours.  Case and white space around do not count.
 */
uint32_t	 codepage_number(struct str label);

/* Appends s as UTF-8; what is no character there becomes U+FFFD.  True when all were characters. */
bool		 codepage_decode(const struct codepage *, struct str s, struct buf *);

#endif
