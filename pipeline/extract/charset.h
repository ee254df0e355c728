/* SPDX-License-Identifier: EUPL-1.2 */
/* charset.h - bytes of text of unknown encoding as UTF-8. */
#ifndef EXTRACT_CHARSET_H
#define EXTRACT_CHARSET_H

#include "extract/codepage.h"
#include "extract/extraction.h"

/*
 * Opens the conversions that charset_utf8 needs: glibc reads them from disk,
 * which a worker's child may not.  Once for each zygote; never closed.
 */
int		 charset_load(struct arena *, struct charsets **, struct err *) MUST_USE;

/*
 * The file's bytes as UTF-8 without byte-order mark: by that mark, or because
 * they are UTF-8, or by what the bytes look like (Windows-1252, ISO-8859-15).
 * False when that is not to be decided; the extraction is stopped then.
 */
bool		 charset_utf8(struct extraction *, struct str *s_r) MUST_USE;

/*
 * The same for a file that names its charset.  What is UTF-8 is read as that,
 * since nothing else looks like it by chance; a name that we do not know stops
 * the extraction, since there are charsets in which ASCII bytes are other letters.
 */
bool		 charset_named(struct extraction *, struct str label, struct str *s_r) MUST_USE;

/* The charset that a page names in its first bytes, in a meta element or an XML declaration; absent: none. */
struct str	 charset_label(struct str bytes);

/* The tables, for formats that name a code page for each piece of text. */
const struct codepages *charset_pages(const struct charsets *);

#endif
