/* SPDX-License-Identifier: EUPL-1.2 */
/* words.c - looks for words and phrases in plain text. */
#include "glean/words.h"

#include <string.h>

#include "base/ascii.h"

#include "base/banned.h"

static bool
is_part(char c)
{
	return ascii_letter(c) || ascii_digit(c);
}

/* Does a word begin or end between s.p[i - 1] and s.p[i]? */
static bool
is_edge(struct str s, size_t i)
{
	return i == 0 || i >= s.n || !is_part(s.p[i - 1]) || !is_part(s.p[i]);
}

bool
word_starts(struct str s, struct str phrase)
{
	return phrase.n != 0 && str_starts(s, phrase) && is_edge(s, phrase.n);
}

bool
word_has(struct str s, struct str phrase)
{
	for (size_t i = 0; phrase.n != 0 && i + phrase.n <= s.n; i++) {
		const char *p = memmem(s.p + i, s.n - i, phrase.p, phrase.n);

		if (p == NULL)
			return false;
		i = (size_t)(p - s.p);
		if (is_edge(s, i) && is_edge(s, i + phrase.n))
			return true;
	}
	return false;
}

int
word_starts_any(struct str s, const char *const *table, size_t n)
{
	size_t longest = 0;
	int best = -1;

	if (s.n == 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct str w;

		/* Most differ in their first two letters: who sees that need not measure them. */
		if (table[i][0] != s.p[0] ||
		    (s.n > 1 && table[i][0] != '\0' && table[i][1] != '\0' && table[i][1] != s.p[1]))
			continue;
		w = str_of(table[i]);
		if (w.n > longest && word_starts(s, w)) {
			longest = w.n;
			best = (int)i;
		}
	}
	return best;
}

bool
word_has_any(struct str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (word_has(s, str_of(table[i])))
			return true;
	}
	return false;
}

bool
word_is_any(struct str s, const char *const *table, size_t n)
{
	return str_index(table, (int)n, s) >= 0;
}

bool
word_next(struct str *rest, struct str *word_r)
{
	size_t i = 0, end;

	while (i < rest->n && !is_part(rest->p[i]))
		i++;
	for (end = i; end < rest->n && is_part(rest->p[end]);)
		end++;
	*word_r = str_sub(*rest, i, end - i);
	*rest = str_from(*rest, end);
	return word_r->n != 0;
}

size_t
word_count(struct str s)
{
	bool counted = false;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		bool letter = ascii_letter(s.p[i]);

		n += letter && !counted;
		counted = letter || (counted && ascii_digit(s.p[i]));
	}
	return n;
}
