/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_tokens.h - the tokens of a page's drawing operations, when they are written as nearly everybody writes them. */
#ifndef PDF_PDF_TOKENS_H
#define PDF_PDF_TOKENS_H

#include "base/str.h"

#define TOKENS_NUMBER_MOST	30u	/* bytes of a number */

enum token {
	TOKEN_END, TOKEN_NUMBER, TOKEN_NAME, TOKEN_STRING, TOKEN_WORD,
	TOKEN_ARRAY, TOKEN_ARRAY_END, TOKEN_DICT, TOKEN_DICT_END,
	TOKEN_ODD			/* MuPDF may read it otherwise: let it */
};

struct tokens {
	const unsigned char *p, *end;
	struct str	 s;		/* of the last number, name (without its slash), string (decoded) or word */
	char		*room;		/* for strings: as many bytes as there are between p and end at the start */
	size_t		 used;		/* of room; who is done with all strings so far sets it to 0 */
};

/*
 * The next one (ISO 32000-1 7.2, 7.3), divided as MuPDF's lexer does.  Of a
 * number only that it is one, of at most 8 digits before its point.  A name or
 * word has PDF_WORD_MOST bytes at most (pdf_bytes.h).
 * After TOKEN_ODD nothing may be asked any more.
 */
enum token	 tokens_next(struct tokens *);

/* To behind the dictionary whose start was the last token.  False: it is odd. */
bool		 tokens_skip_dict(struct tokens *);

#endif
