/* SPDX-License-Identifier: EUPL-1.2 */
/* legible.c - what can be read in bytes and attributes that nobody meant for readers, and might be about a person. */
#include "extract/legible.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "extract/names.h"

#include "base/banned.h"

#define ROW_LEAST	8		/* digits of a citizen service number without its leading zero */
#define DIGITS_LEAST	9		/* when there are signs between them: a date has eight */

static bool
is_hexadecimal(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* The next digits from *at on, single separators included: how many, and most in a row.  Empty: there are none. */
static struct str
digits_next(struct str s, size_t *at, size_t *row_r, size_t *all_r)
{
	size_t from, row = 0;

	while (*at < s.n && !ascii_digit(s.p[*at]))
		(*at)++;
	*row_r = *all_r = 0;
	for (from = *at; *at < s.n; (*at)++) {
		if (ascii_digit(s.p[*at])) {
			*row_r = ++row > *row_r ? row : *row_r;
			(*all_r)++;
		} else if (str_has(S(" .-/"), s.p[*at]) && row != 0 && *at + 1 < s.n && ascii_digit(s.p[*at + 1])) {
			row = 0;
		} else {
			break;
		}
	}
	return str_sub(s, from, *at - from);
}

struct str
legible_number(struct str s, size_t *at)
{
	size_t row, all;
	struct str is;

	while ((is = digits_next(s, at, &row, &all)).n != 0) {
		size_t from = *at - is.n;

		if ((row >= ROW_LEAST || all >= DIGITS_LEAST) && (from == 0 || !is_hexadecimal(s.p[from - 1])) &&
		    (*at == s.n || !is_hexadecimal(s.p[*at])))
			return is;
	}
	return STR_NONE;
}

static bool
has_number(struct str s)
{
	size_t at = 0;

	return legible_number(s, &at).n != 0;
}

static bool
ends_as_id(struct str name)
{
	return str_ends_nocase(name, S("id"));
}

bool
legible_attribute(struct str element, struct str name, struct str value)
{
	/* Measured over 3436 documents: these had the shape of a citizen service number and never were one. */
	static const char *const names[] = { "style", "uri", "relativeHeight", "z-index", "fmla", "path",
		"enhanced-path", "d", "points", "viewBox", "text-areas", "glue-points", "transform", "ref-name",
		"continue-list", "style-name", "full-path", "list", "number-rows-repeated", "number-columns-repeated" };
	bool mark = str_starts(value, S("#"));

	if (value.n < ROW_LEAST || ends_as_id(name) || str_index(names, COUNT(names), name) >= 0)
		return false;
	if (str_eq(name, S("val")) && (ends_as_id(element) || str_eq(element, S("crossAx"))))
		return false;
	return has_number(value) && !name_is_made(str_from(value, mark));
}

void
legible_aside(struct extraction *x, struct str bytes)
{
	struct gather *g = &x->aside;
	struct str words, word;
	struct buf b;

	buf_init(&b, x->r->mem, TEXT_MOST);
	utf8_legible(&b, bytes);
	g->text.cut |= b.cut;
	words = buf_str(&b);
	while (str_next(&words, '\n', &word) && !gather_full(g)) {
		if (!has_number(word))
			continue;
		gather_gap(g, GAP_LINE);
		gather_origin(g, TEXT_REST);
		gather_add(g, word);
		gather_gap(g, GAP_LINE);
	}
}
