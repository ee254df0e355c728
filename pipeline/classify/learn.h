/* SPDX-License-Identifier: EUPL-1.2 */
/* learn.h - what words weigh (words.h), learned from documents of which a person said what they are. */
#ifndef CLASSIFY_LEARN_H
#define CLASSIFY_LEARN_H

#include "classify/words.h"
#include "stage.h"

#define LEARN_TEXT_MOST	(WORDS_SEEN + 4)	/* bytes given of each text; one character more, that it can be cut */
#define LEARN_RUN_MOST	((size_t)512 << 20)	/* bytes of A_RUN */
#define LEARN_NONE	"geen"			/* label of what has no category */

/*
 * A_RUN holds the texts one after the other: a line "LABEL BYTES", LABEL being
 * the last part of the category's address or geen, then so many bytes and a
 * line end.  Writes A_WORDS, the table that words_load reads.
 *
 * The weights are those of multinomial logistic regression with a Gaussian
 * prior, over the words that tell the categories apart best and stand in
 * LEARN_DOCUMENTS documents at least.  The same texts give the same table.
 * E_USAGE when there are too few to learn from.
 */
#define LEARN_DOCUMENTS	3u
stage_run	 learn_run;

#endif
