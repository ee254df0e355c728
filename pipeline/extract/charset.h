/* SPDX-License-Identifier: EUPL-1.2 */
/* charset.h - bytes of text of unknown encoding as UTF-8. */
#ifndef EXTRACT_CHARSET_H
#define EXTRACT_CHARSET_H

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

#endif
