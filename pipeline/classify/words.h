/* SPDX-License-Identifier: EUPL-1.2 */
/* words.h - how much a word speaks for or against each informatiecategorie, learned from labelled documents. */
#ifndef CLASSIFY_WORDS_H
#define CLASSIFY_WORDS_H

#include "base/err.h"
#include "base/str.h"
#include "classify/plain.h"

#define WORDS_FILE	"woorden.csv"	/* in templates/rules */
#define WORDS_SEEN	PLAIN_EDGE	/* bytes that count: a text's beginning, as rules know it */
#define WORDS_HEAD	((size_t)300)	/* of these, what also counts as head */
#define WORDS_POINTS	20		/* that all words together give or take at most */
#define WORDS_BEST	3		/* words of each value that are named */
#define WORDS_DIVISOR	10.0		/* so that whole numbers are fine enough for a weight */
#define WORDS_LEAST	30		/* different ones known; a text that has fewer says nothing by them */

/* --- what counts as a word -------------------------------------------------------------- */

enum word_place { WORD_TEXT, WORD_HEAD, WORD__COUNT };
const char	*word_place_name(enum word_place);

/* A word of two letters or more, or a number ("0"); or two that follow each other. */
struct word {
	enum word_place	 where;
	struct str	 a, b;		/* b is absent of a single word */
	size_t		 off, len;	/* where it stands */
};

/*
 * Every word of a plain text (plain.h) in its order, the pairs of words, and
 * again the words of its head.
 */
void		 words_each(struct str plain, void (*one)(void *ctx, const struct word *), void *ctx);

/* Words with a number each, from 0 on in the order in which they came. */
struct word_index;
struct word_index *word_index_new(struct arena *);
size_t		 word_index_size(const struct word_index *);
#define WORD_UNKNOWN	SIZE_MAX
size_t		 word_index_find(const struct word_index *, const struct word *);	/* or WORD_UNKNOWN */
size_t		 word_index_add(struct word_index *, const struct word *);		/* found or new */
struct str	 word_index_text(const struct word_index *, size_t, enum word_place *);	/* "de raad" */

/* --- what they weigh ----------------------------------------------------------------------- */

struct catalog;
struct words;

/*
 * A table (base/csv.h) with the columns woorden, waar (tekst, hoofd) and one for
 * each value: its place in the law as catalog_named knows it, or geen; what is
 * empty is 0.  A fault (E_CONFIG) names file and line.
 */
int		 words_load(const char *path, const struct catalog *, struct arena *, struct words **, struct err *)
		    MUST_USE;
size_t		 words_size(const struct words *);
bool		 words_same(const struct words *, const struct words *);	/* the same points for each text; NULL: no table */

struct word_score {
	int		 points;	/* of this value: at most WORDS_POINTS either way */
	struct { size_t off, len; } best[WORDS_BEST];	/* the words that gave or took most of them */
	size_t		 nbest;
};

/*
 * The points of each value of the list of informatiecategorieen, in its order,
 * and of geen after them: the sum over the words known of weight x (1 + ln n),
 * n being the times it stands there, divided by WORDS_DIVISOR times the root of how many
 * different ones they are.  With fewer than WORDS_LEAST all are 0.
 */
struct word_score *words_score(const struct words *, struct str plain, struct arena *);

#endif
