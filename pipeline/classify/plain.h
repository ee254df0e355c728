/* SPDX-License-Identifier: EUPL-1.2 */
/* plain.h - text as the rules see it: plain letters, and words that a scanner or a typist spoiled put right. */
#ifndef CLASSIFY_PLAIN_H
#define CLASSIFY_PLAIN_H

#include "base/fold.h"

#define PLAIN_EDGE	((size_t)4000)	/* bytes at either end of a text in which spoiled words are put right */

struct lexicon;			/* words that matter, by their shape */

/*
 * A word of the examples of the rules: letters of a scan that look like another
 * (besl1ssing, lnformatie, verg0eding) are read as this word.  s is plain.
 */
struct lexicon	*lexicon_new(struct arena *);
void		 lexicon_add(struct lexicon *, struct str s);	/* every word of it */
bool		 lexicon_same(const struct lexicon *, const struct lexicon *);	/* is each text read alike with both? */

/*
 * fold(), and besides: a word with spaces between its letters (B E S L U I T)
 * is one word, and a word near either end that has the shape of exactly one of
 * the lexicon but is not in it becomes that one.  fold_origin tells where it stood.  from must
 * outlive the result.
 */
void		 plain(struct folded *, struct str from, const struct lexicon *, struct arena *);

#endif
