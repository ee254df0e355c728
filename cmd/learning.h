/* SPDX-License-Identifier: EUPL-1.2 */
/* learning.h - a worker learns from labelled texts what their words say. */
#ifndef LEARNING_H
#define LEARNING_H

#include "session.h"

struct term;

struct lesson {
	struct artefact	 text;
	const struct term *label;	/* NULL: geen */
};

/* *table_r is what templates/rules/woorden.csv may become; from is the vault that has the texts. */
int	learn_words(struct session *, struct vault *from, const struct lesson *, size_t n, struct str *table_r,
	    struct err *) MUST_USE;

#endif
