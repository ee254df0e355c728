/* SPDX-License-Identifier: EUPL-1.2 */
/* compare.h - a redacted document beside its original: was anything taken out, and is it the same document? */
#ifndef DESCRIBE_COMPARE_H
#define DESCRIBE_COMPARE_H

#include "stage.h"

#define COMPARE_MOST		MIB(8)		/* bytes of one text; more is not compared (CMP-303): some four thousand pages */
#define COMPARE_ALIKE_LEAST	50		/* per cent of the pairs of words; measured: texts about other matters share at most 20, redacted ones 71 or more */
#define COMPARE_WORDS_LEAST	((size_t)30)	/* words of a redacted text that can be unlike something */

/* What was seen of two texts. */
struct comparison {
	size_t	 words;		/* of the original */
	size_t	 missing;	/* of these, as often as they stand there, those that the redacted text lacks */
	size_t	 left;		/* words of the redacted text */
	unsigned alike;		/* per cent of the pairs of words in the redacted text that stand in the original too */
};

/*
 * Words are runs of letters and digits, without case and accents; where they
 * stand does not count, since what is redacted is broken into other lines and
 * pages.  Texts are UTF-8 of at most COMPARE_MOST.
 */
struct comparison compare_texts(struct str original, struct str redacted, struct arena *tmp);

/*
 * Hold each redacted document that goes out against its originals: of those the
 * text that a reader sees, of it all text, so that a bar over text that can
 * still be copied takes nothing out.  About the redacted one: CMP-501 when
 * nothing is missing, else CMP-201 with how much; CMP-301 when it is of
 * something else, CMP-302 when two PDFs differ in pages, CMP-303 when they could
 * not be compared.  No word of an original stands in what is said.
 */
int	 compare_run(const struct job *, struct result *, struct err *) MUST_USE;

#endif
