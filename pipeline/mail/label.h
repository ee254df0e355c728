/* SPDX-License-Identifier: EUPL-1.2 */
/* label.h - bytes as UTF-8, by the name that a message or a web page gives their encoding. */
#ifndef MAIL_LABEL_H
#define MAIL_LABEL_H

#include "base/err.h"
#include "base/str.h"

enum label_state {
	LABEL_WHOLE,			/* every byte had its character */
	LABEL_LOSSY,			/* U+FFFD stands where one had none */
	LABEL_UNKNOWN			/* a name that we do not know: read as Windows-1252 */
};

/*
 * Opens the conversions, which glibc reads from disk and a worker's child may
 * not.  Once for each zygote; what is in mem keeps them open.
 */
int		 label_load(struct arena *mem, struct err *) MUST_USE;

/*
 * Names as in Content-Type, case does not count; an absent one is UTF-8 when
 * the bytes are, else Windows-1252, as for US-ASCII (WHATWG Encoding, 4.2).
 * The result is valid UTF-8 of at most max bytes.
 */
enum label_state label_utf8(struct arena *, struct str label, struct str bytes, size_t max, struct str *s_r);

/* The label of a Windows code page (65001 is UTF-8, 0 is no code page: absent); of another one a label that nobody knows. */
struct str	 label_of_codepage(struct arena *, uint32_t codepage);

#endif
