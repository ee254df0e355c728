/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_skim.h - a quick look through the tokens of a PDF stream: may a number of a person be in its strings? */
#ifndef EXTRACT_PDF_SKIM_H
#define EXTRACT_PDF_SKIM_H

#include "base/str.h"

#define SKIM_STRING	((size_t)4096)	/* bytes of the strings of one array; longer ones are looked at closely */

enum skim_at { SKIM_BETWEEN, SKIM_WORD, SKIM_COMMENT, SKIM_LESS, SKIM_MORE, SKIM_STRINGS, SKIM_ESCAPE, SKIM_OCTAL,
	SKIM_HEX };

/* Zeros to begin with. */
struct skim {
	enum skim_at	 at;
	bool		 array;		/* strings of one array stand behind one another on the page */
	bool		 close;		/* yes: who asks must read the tokens himself */
	unsigned	 depth;		/* parentheses in the string */
	unsigned	 digits;	/* of the octal number or the word in hand: how many so far */
	unsigned	 value;		/* of the octal number, or of half a byte */
	size_t		 n, numerals;	/* bytes of the strings in hand, and how many of these are digits */
	char		 s[SKIM_STRING];
};

/*
 * The next bytes of the stream.  Divides them as MuPDF's lexer does, and whatever
 * it is not sure of, or is not common, is a reason to look closely: it may say so
 * where there is nothing, and never the other way round.  False: stop, it is close.
 */
bool		 skim_feed(struct skim *, const unsigned char *p, size_t n);
/* There is no more.  Must it be looked at closely? */
bool		 skim_end(struct skim *);

#endif
