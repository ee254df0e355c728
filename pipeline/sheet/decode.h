/* SPDX-License-Identifier: EUPL-1.2 */
/* decode.h - a file of text of unknown encoding as UTF-8, a piece at a time. */
#ifndef SHEET_DECODE_H
#define SHEET_DECODE_H

#include "base/err.h"
#include "base/str.h"

enum charset {
	CHARSET_UTF8,
	CHARSET_UTF8_MARK,		/* with a byte order mark */
	CHARSET_WINDOWS_1252,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_NONE			/* no text, or nobody can tell */
};

struct decoder;

/*
 * Looks through the whole file: a byte order mark decides, else UTF-8 when all
 * of it is that, UTF-16 when every other byte at its start is NUL, and else
 * Windows-1252 unless a byte has no character there.  fd must outlive it.
 */
int		 decoder_open(int fd, struct arena *, struct decoder **, struct err *) MUST_USE;
enum charset	 decoder_charset(const struct decoder *);

/*
 * A csv_more; user is the decoder.  Broken UTF-16 becomes U+FFFD.  False at the
 * end, or when reading failed.
 */
bool		 decoder_more(void *user, struct str *);
/* How reading went, after its end. */
int		 decoder_end(const struct decoder *, struct err *) MUST_USE;

#endif
