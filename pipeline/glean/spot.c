/* SPDX-License-Identifier: EUPL-1.2 */
/* spot.c - where a date stands, and the words around it. */
#include "glean/spot.h"

#include <string.h>

#include "base/ascii.h"

#include "base/banned.h"

#define TOP_LINES	4		/* a title, what it is a title of, and for whom */
#define ZONE_LINES	25		/* a letterhead with two addresses and five labels */
#define FOOT_LINES	14		/* two signatures with names and functions */
#define FLAT_LEAST	((size_t)120)	/* bytes of a line that was a page or a part of one, its line ends lost */
#define FLAT_HEAD	((size_t)1000)	/* of it: where its letterhead or its title was */
#define PAGE_DIGITS	3		/* of the number of a page */
#define CELLS_MOST	2		/* of a line with a label and its value; a table has more */

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
in_word(char c)
{
	return is_letter(c) || ascii_digit(c);
}

/* The bytes at i that are these, or in which a reader of pictures saw rn for m. */
static size_t
bytes_at(struct str s, size_t i, struct str word)
{
	size_t k = i;

	for (size_t n = 0; n < word.n; n++, k++) {
		if (k >= s.n)
			return 0;
		if (s.p[k] == word.p[n])
			continue;
		if (word.p[n] != 'm' || s.p[k] != 'r' || k + 1 >= s.n || s.p[++k] != 'n')
			return 0;
	}
	return k - i;
}

/* A word, or words, at byte i of s. */
static bool
word_at(struct str s, size_t i, struct str word)
{
	size_t n = bytes_at(s, i, word);

	return n != 0 && (i == 0 || !in_word(s.p[i - 1]) || !in_word(word.p[0])) &&
	    (i + n == s.n || !in_word(s.p[i + n]) || !in_word(word.p[word.n - 1]));
}

bool
has_word(struct str s, const char *word)
{
	struct str w = str_of(word);

	for (size_t i = 0; i + w.n <= s.n; i++) {
		if (s.p[i] == w.p[0] && word_at(s, i, w))
			return true;
	}
	return false;
}

bool
begins_with(struct str s, const char *word)
{
	return word_at(s, 0, str_of(word));
}

bool
ends_with(struct str s, const char *word)
{
	struct str w = str_of(word);

	return s.n >= w.n && word_at(s, s.n - w.n, w);
}

bool
has_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (has_word(s, words[i]))
			return true;
	}
	return false;
}

bool
begins_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (begins_with(s, words[i]))
			return true;
	}
	return false;
}

bool
ends_any(struct str s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (ends_with(s, words[i]))
			return true;
	}
	return false;
}

static bool
is_blank(struct str s, size_t from, size_t end)
{
	while (from < end && (s.p[from] == ' ' || s.p[from] == '\t' || s.p[from] == '|'))
		from++;
	return from == end;
}

void
spot_bounds(struct bounds *b, const struct view *v)
{
	struct str s;
	int lines = 0;

	*b = (struct bounds){ 0 };
	if (v->n == 0)
		return;
	s = v->w[0].f.s;
	for (size_t i = 0, end; i < s.n && i < ZONE_MOST && lines < ZONE_LINES; i = end + 1) {
		end = view_line_end(s, i);
		if (is_blank(s, i, end))
			continue;
		lines++;
		b->zone = end;
		if (lines == 1)
			b->first = end;
		if (lines <= TOP_LINES)
			b->top = end;
	}
	if (b->zone > ZONE_MOST)
		b->zone = ZONE_MOST;
	if (b->top > ZONE_MOST)
		b->top = ZONE_MOST;
	s = v->w[v->n - 1].f.s;
	b->foot = s.n;
	for (lines = 0; b->foot != 0 && lines < FOOT_LINES;) {
		size_t end = b->foot;

		b->foot = view_line_start(s, end);
		lines += !is_blank(s, b->foot, end);
		if (b->foot != 0)
			b->foot--;
	}
}

/* Where the sentence begins in which i stands: behind a full stop and a capital, or an empty line. */
static size_t
sentence_start(const struct view *v, const struct window *w, size_t i)
{
	struct str s = w->f.s;
	size_t least = i > BEFORE_MOST ? i - BEFORE_MOST : 0, k = i;
	bool any = false;

	for (; k > least; k--) {
		char c = s.p[k - 1];

		if (c == '\n' && any) {
			size_t p = k - 1;

			while (p > least && (s.p[p - 1] == ' ' || s.p[p - 1] == '\t'))
				p--;
			if (p > least && s.p[p - 1] == '\n')
				return k;
		}
		any |= in_word(c);
		if ((c == '.' || c == ';') && k < s.n && (s.p[k] == ' ' || s.p[k] == '\n')) {
			size_t p = k;

			while (p < i && !in_word(s.p[p]))
				p++;
			/* "d.d. 12" and "nr. 5" go on; "mr. Jansen" is nobody's date. */
			if (p < i && (c == ';' || (is_letter(s.p[p]) && view_capital(v, w, p))))
				return k;
		}
	}
	/* Not within a word. */
	while (k != 0 && k < i && in_word(s.p[k - 1]) && in_word(s.p[k]))
		k++;
	return k;
}

/* A digit within a word is what a reader of pictures made of a letter: vastgeste1d. */
static char
letter_for(struct str s, size_t i)
{
	if ((s.p[i] != '0' && s.p[i] != '1') || i == 0 || i + 1 >= s.n || !is_letter(s.p[i + 1]) ||
	    !is_letter(s.p[i - 1]))
		return s.p[i];
	return s.p[i] == '0' ? 'o' : 'l';
}

/* With one space for each run of white space, none at the ends. */
static struct str
plain(struct str s, struct arena *mem)
{
	char *p = NEW(mem, char, s.n + 1);
	size_t n = 0;
	bool space = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n') {
			space = n != 0;
			continue;
		}
		if (space)
			p[n++] = ' ';
		space = false;
		p[n++] = letter_for(s, i);
	}
	return (struct str){ p, n };
}

/* The bounds of the cell, within its line, in which [at, at + n) stands. */
static void
cell_of(struct str s, size_t at, size_t n, size_t *start_r, size_t *end_r)
{
	size_t start = at, end = at + n;

	while (start != 0 && s.p[start - 1] != '\n' && s.p[start - 1] != '\t' && s.p[start - 1] != '|' &&
	    !(start > 2 && s.p[start - 1] == ' ' && s.p[start - 2] == ' ' && s.p[start - 3] == ' '))
		start--;
	while (end < s.n && s.p[end] != '\n' && s.p[end] != '\t' && s.p[end] != '|' &&
	    !str_starts(str_from(s, end), S("   ")))
		end++;
	*start_r = start;
	*end_r = end;
}

/* The byte that stands `back` bytes before the white space before i. */
static char
before_gap(struct str s, size_t i, size_t back)
{
	while (i != 0 && (s.p[i - 1] == ' ' || s.p[i - 1] == '\n' || s.p[i - 1] == '\t'))
		i--;
	return i > back ? s.p[i - 1 - back] : '\0';
}

/* "1 NOTULEN GEMEENTERAAD": without the numbers of pages that some programs put before a page. */
static struct str
without_page(struct str s)
{
	for (;;) {
		size_t n = 0;

		while (n < s.n && n < PAGE_DIGITS && ascii_digit(s.p[n]))
			n++;
		if (n == 0 || n >= s.n || s.p[n] != ' ')
			return s;
		s = str_from(s, n + 1);
	}
}

/* Are there more than two cells on the line? */
static bool
is_row(struct str s, size_t at)
{
	size_t i = view_line_start(s, at), end = view_line_end(s, at), cells = 0;

	while (i < end && cells <= CELLS_MOST) {
		size_t from = i;

		while (i < end && s.p[i] != '\t' && s.p[i] != '|' && !str_starts(str_from(s, i), S("   ")))
			i++;
		cells += !is_blank(s, from, i);
		while (i < end && (s.p[i] == '\t' || s.p[i] == '|' || s.p[i] == ' '))
			i++;
	}
	return cells > CELLS_MOST;
}

/* "1.", "nr. 3": does a row of a list begin with its number, before the cell that begins at end? */
static bool
is_listed(struct str s, size_t end)
{
	size_t i = view_line_start(s, end);

	while (i < end && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '|'))
		i++;
	if (i == end)
		return false;
	if (word_at(s, i, S("nr")))
		i += sizeof "nr" - 1;
	while (i < end && !in_word(s.p[i]))
		i++;
	for (size_t n = 0; i < end && ascii_digit(s.p[i]); n++) {
		if (n == PAGE_DIGITS)
			return false;
		i++;
	}
	return !(i < end && in_word(s.p[i])) && i != 0 && ascii_digit(s.p[i - 1]);
}

/* Does the line from i to end begin with this number, and a space? */
static bool
begins_number(struct str s, size_t i, size_t end, int number)
{
	int v = 0;

	while (i < end && s.p[i] == ' ')
		i++;
	for (size_t n = 0; i < end && ascii_digit(s.p[i]) && n < PAGE_DIGITS; i++, n++)
		v = v * 10 + (s.p[i] - '0');
	return i < end && s.p[i] == ' ' && v == number;
}

/* "6 februari 2005", behind a page that begins with 5, or before one with 7: the number of its page, for all we know. */
static bool
is_page(struct str s, size_t at)
{
	size_t start = view_line_start(s, at), end = view_line_end(s, at);
	int day = 0;

	for (size_t i = at; i < s.n && ascii_digit(s.p[i]) && i - at < PAGE_DIGITS; i++)
		day = day * 10 + (s.p[i] - '0');
	if (!is_blank(s, start, at) || day == 0)
		return false;
	while (end < s.n && is_blank(s, end + 1, view_line_end(s, end + 1)))
		end = view_line_end(s, end + 1);
	if (end < s.n && begins_number(s, end + 1, view_line_end(s, end + 1), day + 1))
		return true;
	while (start != 0 && is_blank(s, view_line_start(s, start - 1), start - 1))
		start = view_line_start(s, start - 1);
	return start != 0 && begins_number(s, view_line_start(s, start - 1), start - 1, day - 1);
}

void
spot_of(struct spot *p, const struct view *v, const struct bounds *b, const struct window *w, size_t from, size_t at,
    size_t n, struct arena *mem)
{
	struct str s = w->f.s;
	size_t start, end;

	*p = (struct spot){ .w = w, .at = at, .n = n };
	start = sentence_start(v, w, at);
	p->item = ascii_digit(before_gap(s, start, 1)) && before_gap(s, start, 0) == '.';
	if (start < from)
		start = from;
	p->before = when_without_weekday(without_page(plain(str_sub(s, start, at - start), mem)));
	if (start > from)
		from = start;
	cell_of(s, at, n, &start, &end);
	p->cell = start;
	p->item |= is_listed(s, start);
	p->page = is_page(s, at);
	p->aside = !is_blank(s, view_line_start(s, start), start);
	if (at - start > BEFORE_MOST)
		start = at - BEFORE_MOST;
	if (start < from)
		start = from;
	p->row = is_row(s, at) || !is_blank(s, end, view_line_end(s, end));
	if (end - at > BEFORE_MOST)
		end = at + BEFORE_MOST;
	p->line = when_without_weekday(without_page(plain(str_sub(s, start, at - start), mem)));
	p->behind = at + n < end ? plain(str_sub(s, at + n, end - at - n), mem) : S("");
	for (size_t i = view_line_start(s, at); i < at && !p->quoted && !in_word(s.p[i]); i++)
		p->quoted = s.p[i] == '"';
	p->top = w == &v->w[0] && at < b->top;
	p->first = w == &v->w[0] && at < b->first;
	p->zone = w == &v->w[0] && at < b->zone;
	start = view_line_start(s, at);
	p->flat = p->zone && !p->row && at - start < FLAT_HEAD &&
	    (view_line_end(s, at) - start > FLAT_LEAST || str_starts(str_from(s, start), S("1 ")));
	p->foot = w == &v->w[v->n - 1] && at >= b->foot;
	for (size_t i = 0; i < v->text->nheadings; i++) {
		const struct heading *h = &v->text->headings[i];
		struct span span = view_span(v, w, at, at + n);

		if (h->off > span.off)
			break;
		p->heading |= span.off + span.len <= h->off + h->len && h->len - span.len < sizeof "donderdag ";
	}
}

bool
spot_is_town(const struct view *v, const struct window *w, size_t start, size_t end)
{
	struct str s = w->f.s;
	int words = 1;

	while (start < end && !in_word(s.p[start]))
		start++;
	while (end > start && (s.p[end - 1] == ' ' || s.p[end - 1] == ','))
		end--;
	if (start == end || end - start > TOWN_MOST || end - start < 2)
		return false;
	if (str_starts(str_from(s, start), S("s-")))
		start += 2; /* 's-Gravenhage */
	if (!is_letter(s.p[start]) || !view_capital(v, w, start))
		return false;
	for (size_t i = start; i < end; i++) {
		char c = letter_for(s, i);

		if (!is_letter(c) && c != ' ' && c != '-' && c != '\'')
			return false;
		words += c == ' ';
	}
	return words <= 4;
}
