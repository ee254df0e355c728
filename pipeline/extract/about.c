/* SPDX-License-Identifier: EUPL-1.2 */
/* about.c - what a text says about itself: its heading and its date. */
#include "extract/about.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

#include "base/banned.h"

#define LINES_SEEN	15		/* non-empty lines in which a heading may stand */
#define LINE_MOST	((size_t)200)	/* bytes; a longer line is a paragraph */
#define WORDS_LEAST	3		/* of a line that is taken for a heading */
#define PAGES_SEEN	2		/* a document dates itself at its start */
#define BYTES_SEEN	((size_t)12000)	/* about two pages, for formats that have no pages */
#define SEEN_MOST	((size_t)1 << 20)	/* the same, for pages that are sheets */
#define BEFORE_MOST	((size_t)300)	/* bytes looked back for "Aldus vastgesteld in de vergadering van" */
#define PLACE_MOST	((size_t)40)	/* bytes of "'s-Hertogenbosch" and its like */

/* A date stands directly behind one of these.  Written in lower case. */
static const char *const labels[] = { "datum", "datum besluit", "datum brief", "datum vergadering", "besluitdatum",
	"vergaderdatum", "verzenddatum", "datum verzending", "documentdatum", "dagtekening", "gedateerd",
	"vastgesteld op", "vastgesteld d.d.", "verzonden", "verzonden op", "vergadering van", "vergadering op",
	"vergadering d.d.", "gehouden op" };

/* Also used for other people's papers ("uw brief d.d."), so these are held against the words before them. */
static const char *const weak_labels[] = { "d.d.", "dd.", "dd", "de dato" };
static const char *const others[] = { "uw", "brief", "verzoek", "aanvraag", "bezwaar", "ontvangen", "ingekomen",
	"wet", "gelet", "uitspraak", "mail", "e-mail" };
#define WEAK_LINE_MOST	((size_t)80)	/* bytes before a weak label; more is running text */

static const char *const weekdays[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
	"zondag" };

/* A letter, or part of one outside ASCII. */
static bool
is_letter(char c)
{
	return ascii_letter(c) || (c & 0x80) != 0;
}

static size_t
words(struct str s)
{
	size_t n = 0;
	bool in = false;

	for (size_t i = 0; i < s.n; i++) {
		bool space = s.p[i] == ' ' || s.p[i] == '\t';

		if (!space && !in && is_letter(s.p[i])) {
			in = true;
			n++;
		} else if (space) {
			in = false;
		}
	}
	return n;
}

/* Does a reader of the document see it?  The header of a message is in front of his eyes too. */
static bool
is_seen(enum text_origin o)
{
	return o == TEXT_VISIBLE || o == TEXT_HEADER || o == TEXT_NOTE || o == TEXT_MAIL || o == TEXT_SCAN;
}

struct span
about_heading(const struct text *t)
{
	struct str rest = t->s, line;
	struct date d;
	int seen = 0;

	for (size_t i = 0; i < t->nheadings; i++) {
		const struct heading *h = &t->headings[i];

		if (is_seen(text_origin_at(t, h->off)) && words(str_sub(t->s, h->off, h->len)) != 0 &&
		    date_parse(str_sub(t->s, h->off, h->len), &d) != 0)
			return text_span(t, h->off, h->len);
	}
	while (seen < LINES_SEEN && str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n == 0 || !is_seen(text_origin_at(t, (uint32_t)(line.p - t->s.p))))
			continue;
		seen++;
		if (line.n <= LINE_MOST && words(line) >= WORDS_LEAST)
			return text_span(t, (uint32_t)(line.p - t->s.p), (uint32_t)line.n);
	}
	return (struct span){ 0 };
}

/* s without the ASCII word at its end, when it stands there as a word of its own; case does not count. */
static bool
ends_with_word(struct str s, const char *word, struct str *before_r)
{
	size_t n = strlen(word);

	if (!str_ends_nocase(s, str_of(word)) ||
	    (s.n > n && (is_letter(s.p[s.n - n - 1]) || ascii_digit(s.p[s.n - n - 1]))))
		return false;
	*before_r = str_trim(str_sub(s, 0, s.n - n));
	return true;
}

static bool
has_word(struct str s, const char *word)
{
	struct str rest;

	for (size_t n = s.n; n != 0; n--) {
		if (ends_with_word(str_sub(s, 0, n), word, &rest))
			return true;
	}
	return false;
}

/* Spaces, no-break spaces, colons and tabs off the end. */
static struct str
trim_end(struct str s)
{
	for (;;) {
		s = str_trim(s);
		if (str_ends(s, S("\xc2\xa0")))
			s.n -= 2;
		else if (str_ends(s, S(":")))
			s.n--;
		else
			return s;
	}
}

static struct str
without_weekday(struct str s)
{
	struct str before;

	for (size_t i = 0; i < COUNT(weekdays); i++) {
		if (ends_with_word(s, weekdays[i], &before))
			return before;
	}
	return s;
}

/* "geboorte datum": a word before "datum" makes it the date of something else, unless a cell parts them. */
static bool
is_label(struct str s)
{
	struct str before;

	for (size_t i = 0; i < COUNT(labels); i++) {
		if (!ends_with_word(s, labels[i], &before))
			continue;
		if (before.n == 0 || !str_starts(str_of(labels[i]), S("datum")) || !is_letter(before.p[before.n - 1]) ||
		    before.p[before.n] == '\t')
			return true;
	}
	return false;
}

static bool
is_weak_label(struct str s)
{
	struct str before;

	for (size_t i = 0; i < COUNT(weak_labels); i++) {
		bool other = false;

		if (!ends_with_word(s, weak_labels[i], &before) || before.n > WEAK_LINE_MOST)
			continue;
		for (size_t k = 0; k < COUNT(others); k++)
			other |= has_word(before, others[k]);
		if (!other)
			return true;
	}
	return false;
}

/* "... vergadering van het college van", "Aldus vastgesteld ... op": a longer way to say it. */
static bool
is_decided(struct str s)
{
	struct str before;
	size_t stop;

	if (!ends_with_word(s, "op", &before) && !ends_with_word(s, "van", &before) &&
	    !ends_with_word(s, "d.d.", &before))
		return false;
	/* The same sentence only. */
	for (stop = before.n; stop != 0; stop--) {
		if (before.p[stop - 1] == '.' && stop < before.n && (before.p[stop] == ' ' || before.p[stop] == '\n'))
			break;
	}
	s = str_from(before, stop);
	return has_word(s, "vergadering") || has_word(s, "raadsvergadering") || has_word(s, "aldus");
}

/* A name that starts with a capital, and nothing but letters, spaces, hyphens and apostrophes. */
static bool
is_place(struct str s)
{
	uint32_t c;

	if (s.n == 0 || s.n > PLACE_MOST || words(s) > WORDS_LEAST + 1)
		return false;
	if (str_starts(s, S("'s-")))
		s = str_from(s, 3);
	else if (str_starts(s, S("\xe2\x80\x99s-")))
		s = str_from(s, 5);
	if (utf8_decode(s, &c) == 0 || !((c >= 'A' && c <= 'Z') || c >= 0x80))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!is_letter(s.p[i]) && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '\'')
			return false;
	}
	return true;
}

/* Where the last line of s starts. */
static struct str
last_line(struct str s)
{
	const char *nl = s.n == 0 ? NULL : memrchr(s.p, '\n', s.n);

	return nl == NULL ? s : str_from(s, (size_t)(nl + 1 - s.p));
}

/* "Vaststellen verslag van de vergadering van 3 maart": an item about an earlier meeting. */
static bool
is_earlier(struct str line)
{
	static const char *const says[] = { "vaststellen", "vaststelling", "goedkeuren", "goedkeuring", "vorige" };

	for (size_t i = 0; i < COUNT(says); i++) {
		if (has_word(line, says[i]))
			return true;
	}
	return false;
}

/* Does the text before and behind a date make it the document's own? */
static bool
is_own(struct str before, struct str behind)
{
	struct str line = last_line(before), own, rest;

	if (trim_end(line).n == 0) {
		/* The date starts a line: the line above may be its label, and nothing more. */
		own = trim_end(last_line(trim_end(before)));
		for (size_t i = 0; i < COUNT(labels); i++) {
			if (ends_with_word(own, labels[i], &rest) && rest.n == 0)
				return true;
		}
		return is_decided(trim_end(before));
	}
	if (is_earlier(line))
		return false;
	own = without_weekday(trim_end(line));
	if (is_label(own) || is_decided(without_weekday(trim_end(before))))
		return true;
	if (!str_next(&behind, '\n', &rest))
		rest = STR_NONE;
	rest = str_trim(rest);
	if (rest.n <= 1 && is_weak_label(own))
		return true;
	return str_ends(own, S(",")) && (rest.n == 0 || str_eq(rest, S(".")) || str_starts(rest, S(","))) &&
	    is_place(str_trim(str_sub(own, 0, own.n - 1)));
}

/* On a title page the date may stand alone, in letters of a heading. */
static bool
is_heading(const struct text *t, size_t off, size_t len)
{
	for (size_t i = 0; i < t->nheadings && t->headings[i].off <= off; i++) {
		if (t->headings[i].off == off && t->headings[i].len == len)
			return true;
	}
	return false;
}

/* The first end bytes of the text: blank is what a reader does not see; all else is where it was. */
static struct str
as_seen(const struct text *t, size_t end, struct arena *mem)
{
	char *p = NULL;

	for (size_t i = 0; i < t->nstretches && t->stretches[i].off < end; i++) {
		const struct stretch *x = &t->stretches[i];

		if (is_seen(x->origin))
			continue;
		if (p == NULL)
			p = (char *)(uintptr_t)str_dup(mem, str_sub(t->s, 0, end)).p;
		for (size_t k = x->off; k < end && k < (size_t)x->off + x->len; k++)
			p[k] = p[k] == '\n' ? '\n' : ' ';
	}
	return p == NULL ? str_sub(t->s, 0, end) : (struct str){ p, end };
}

struct date
about_date(const struct text *t, size_t body, struct arena *mem, struct span *at_r)
{
	size_t end = t->npages > PAGES_SEEN ? t->page_at[PAGES_SEEN] : t->s.n;
	struct str s;
	struct date d;

	if (end > body)
		end = body;
	if (t->npages == 1 && end > BYTES_SEEN)
		end = BYTES_SEEN;
	s = as_seen(t, end < SEEN_MOST ? end : SEEN_MOST, mem);
	*at_r = (struct span){ 0 };
	for (size_t i = 0; i < s.n; i++) {
		size_t n, from = i > BEFORE_MOST ? i - BEFORE_MOST : 0;

		if (!ascii_digit(s.p[i]) ||
		    (i > 0 &&
			(ascii_digit(s.p[i - 1]) || is_letter(s.p[i - 1]) || s.p[i - 1] == '-' || s.p[i - 1] == '/') &&
			!(i > 1 && s.p[i - 1] == '\xa0' && s.p[i - 2] == '\xc2')))
			continue;
		if ((n = date_scan(str_from(s, i), &d)) == 0)
			continue;
		if (is_own(str_sub(s, from, i - from), str_from(s, i + n)) || is_heading(t, i, n)) {
			*at_r = text_span(t, (uint32_t)i, (uint32_t)n);
			return d;
		}
		i += n - 1;
	}
	return (struct date){ 0 };
}
