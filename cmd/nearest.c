/* SPDX-License-Identifier: EUPL-1.2 */
/* nearest.c - what somebody meant who typed a word that is not there. */
#include "nearest.h"

#include "base/banned.h"

#define WORD_MOST	((size_t)32)	/* letters; no command or option is longer */

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Rows of the usual table: two before, one before, this one. */
static size_t
distance(struct str a, struct str b)
{
	size_t rows[3][WORD_MOST + 1];

	for (size_t k = 0; k <= b.n; k++)
		rows[0][k] = k;
	for (size_t i = 1; i <= a.n; i++) {
		size_t *row = rows[i % 3], *before = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t k = 1; k <= b.n; k++) {
			char x = small(a.p[i - 1]), y = b.p[k - 1];

			row[k] = least(before[k - 1] + (x != y), least(before[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && x == b.p[k - 2] && small(a.p[i - 2]) == y)
				row[k] = least(row[k], two[k - 2] + 1);
		}
	}
	return rows[a.n % 3][b.n];
}

const char *
nearest(struct str typed, const char *const *words, size_t n)
{
	const char *best = NULL;
	size_t found = WORD_MOST;

	if (typed.n < 2 || typed.n > WORD_MOST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str word = words[i] == NULL ? STR_NONE : str_of(words[i]);
		size_t d;

		if (word.n == 0 || word.n > WORD_MOST)
			continue;
		d = distance(typed, word);
		if (d > (word.n + 1) / 3 || d > found)
			continue;
		best = d < found ? words[i] : NULL;
		found = d;
	}
	return best;
}
