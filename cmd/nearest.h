/* SPDX-License-Identifier: EUPL-1.2 */
/* nearest.h - what somebody meant who typed a word that is not there. */
#ifndef NEAREST_H
#define NEAREST_H

#include "base/str.h"

/*
 * The one of n words that is nearest to what was typed, in letters left out, put
 * in, exchanged or turned round (optimal string alignment), in small letters;
 * NULL entries are no words.  At most a third of the word may differ, and it is
 * NULL when two are as near: it is only ever suggested, and never a guess.
 */
const char	*nearest(struct str typed, const char *const *words, size_t n);

#endif
