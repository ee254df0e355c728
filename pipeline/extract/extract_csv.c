/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_csv.c - the cells of a CSV file (RFC 4180, with the separators that offices use). */
#include <string.h>

#include "extract/charset.h"

#include "base/banned.h"

#define HEAD_MOST	((size_t)65536)	/* bytes of the first record that are looked at for the separator */

/* What stands most between the cells of the first record; the first of equals. */
static char
separator(struct str s)
{
	static const char candidates[] = ";\t,|";
	size_t counts[sizeof candidates] = { 0 }, best = 0;
	bool quoted = false;

	/* What Excel writes and reads for itself. */
	if (str_starts(s, S("sep=")) && s.n > 4 && strchr(candidates, s.p[4]) != NULL && s.p[4] != '\0')
		return s.p[4];
	for (size_t i = 0; i < s.n && i < HEAD_MOST && (quoted || s.p[i] != '\n'); i++) {
		const char *at = s.p[i] == '\0' ? NULL : strchr(candidates, s.p[i]);

		quoted ^= s.p[i] == '"';
		if (at != NULL && !quoted)
			counts[at - candidates]++;
	}
	for (size_t i = 1; i < sizeof candidates - 1; i++) {
		if (counts[i] > counts[best])
			best = i;
	}
	return candidates[best];
}

/* The length of what stands between quotes, without the last; s starts behind the first.  s.n: it is never closed. */
static size_t
quoted_length(struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		const char *q = memchr(s.p + i, '"', s.n - i);

		if (q == NULL)
			return s.n;
		i = (size_t)(q - s.p);
		if (i + 1 >= s.n || s.p[i + 1] != '"')
			return i;
		i += 2;
	}
	return s.n;
}

/* Text in which two quotes stand for one. */
static void
add_quoted(struct gather *g, struct str s)
{
	while (s.n != 0) {
		const char *q = memchr(s.p, '"', s.n);
		size_t n = q == NULL ? s.n : (size_t)(q - s.p) + 1;

		gather_words(g, str_sub(s, 0, n));
		s = str_from(s, q == NULL ? n : n + 1);
	}
}

int
extract_csv(struct extraction *x, struct err *e)
{
	struct gather *g = &x->text;
	bool closes = true; /* each quote so far had its end */
	struct str s;
	char sep;

	(void)e;
	if (!charset_utf8(x, &s))
		return 0;
	sep = separator(s);
	while (s.n != 0 && !gather_full(g)) {
		size_t n = 0;

		if (closes && *s.p == '"') {
			n = quoted_length(str_from(s, 1));
			closes = n + 1 < s.n;
			if (closes) {
				add_quoted(g, str_sub(s, 1, n));
				s = str_from(s, n + 2);
			}
		}
		for (n = 0; n < s.n && s.p[n] != sep && s.p[n] != '\n' && s.p[n] != '\r';)
			n++;
		gather_words(g, str_sub(s, 0, n));
		if (n < s.n)
			gather_gap(g, s.p[n] == sep ? GAP_CELL : GAP_ROW);
		s = str_from(s, n + 1);
	}
	return 0;
}
