/* SPDX-License-Identifier: EUPL-1.2 */
/* marks.c - kenmerken and zaaknummers: what looks like one, and what never is one. */
#include "glean/marks.h"

#include <string.h>

#include "base/ascii.h"
#include "base/mask.h"
#include "glean/readers.h"
#include "glean/spot.h"

#include "base/banned.h"

#define MARK_MOST	((size_t)40)	/* bytes; a longer one is a sentence */
#define MARK_LEAST	((size_t)3)
#define TOKENS_MOST	5		/* "Z / 24 / 3702" has five */
#define PREFIX_MOST	((size_t)10)	/* letters before the number: "RIS", "DGA-PAV" */
#define MARKS_MOST	12		/* of one document; a list of marks is no heading */
#define LOOSE		20		/* less sure where a label stands among other words */
#define APART		5		/* less sure where a value stands below its label */
#define NEAR		((size_t)60)	/* bytes before a mark in which "uw brief" makes it theirs */
#define INLINE		75		/* "zaaknummer Z/24/123456" in a sentence */
#define ALONE		70		/* "RIS 123456" at the top, without a label */
#define CUT		50		/* ends with a slash: something was left out behind it */

static bool
in_mark(char c)
{
	return ascii_digit(c) || (c >= 'a' && c <= 'z') || c == '/' || c == '-' || c == '.' || c == '_' || c == '#' ||
	    c == '\\';
}

static size_t
count_digits(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ascii_digit(s.p[i]);
	return n;
}

/* A burgerservicenummer, old or new, however it is grouped. */
static bool
is_bsn(struct str s)
{
	char digit[BSN_DIGITS];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || (ascii_digit(s.p[i]) && n == BSN_DIGITS))
			return false;
		if (ascii_digit(s.p[i]))
			digit[n++] = s.p[i];
	}
	return n >= BSN_DIGITS - 1 && elfproef(digit, n);
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* A telephone number: ten digits and nothing but what parts them, the first a 0. */
static bool
is_telephone(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_digit(s.p[i]) && s.p[i] != ' ' && s.p[i] != '-' && s.p[i] != '.')
			return false;
	}
	return s.p[0] == '0' && count_digits(s) == 10;
}

/* Does an account (NL91 ABNA 0417 ...) or a postcode (2311 AB) begin here? */
static bool
begins_address(struct str s)
{
	size_t i = 4;

	if (s.n < 6)
		return false;
	if (str_starts(s, S("nl")) && ascii_digit(s.p[2]) && ascii_digit(s.p[3])) {
		i += s.p[i] == ' ';
		return i + 4 < s.n && is_letter(s.p[i]) && is_letter(s.p[i + 1]) && is_letter(s.p[i + 2]) &&
		    is_letter(s.p[i + 3]);
	}
	if (count_digits(str_sub(s, 0, 4)) != 4)
		return false;
	i += s.p[i] == ' ';
	return i + 2 <= s.n && is_letter(s.p[i]) && is_letter(s.p[i + 1]) &&
	    (i + 2 == s.n ||
		!(is_letter(s.p[i + 2]) || ascii_digit(s.p[i + 2]) || s.p[i + 2] == '/' || s.p[i + 2] == '-'));
}

/* A word at i: bytes that a mark may hold. */
static size_t
token(struct str s, size_t i, size_t end)
{
	size_t n = 0;

	while (i + n < end && in_mark(s.p[i + n]))
		n++;
	return n;
}

static bool
is_joint(struct str t)
{
	return str_eq(t, S("/")) || str_eq(t, S("-"));
}

/* Letters in capitals, before a number: a system or a department, not a word. */
static bool
is_prefix(const struct view *v, const struct window *w, size_t i, struct str t)
{
	if (t.n == 0 || t.n > PREFIX_MOST)
		return false;
	for (size_t k = 0; k < t.n; k++) {
		if (t.p[k] >= 'a' && t.p[k] <= 'z' && !view_capital(v, w, i + k))
			return false;
	}
	return true;
}

size_t
mark_scan(const struct view *v, const struct window *w, size_t i, size_t end)
{
	struct str s = w->f.s, t;
	size_t at = i, last = i, digits = 0, single = 0, words = 0;
	struct when day;

	if (i >= end || when_scan(s, i, ORDER_UNKNOWN, &day) != 0 || begins_address(str_sub(s, i, end - i)))
		return 0;
	for (; words < TOKENS_MOST; words++) {
		t = str_sub(s, at, token(s, at, end));
		if (t.n == 0 || (words != 0 && when_scan(s, at, ORDER_UNKNOWN, &day) != 0))
			break;
		if (count_digits(t) != 0) {
			single += t.n == 1;
			digits += count_digits(t);
			last = at + t.n;
		} else if (!is_joint(t) && !(digits == 0 && is_prefix(v, w, at, t))) {
			break;
		}
		at += t.n;
		if (at >= end || s.p[at] != ' ' || at + 1 >= end || !in_mark(s.p[at + 1]))
			break;
		at++;
	}
	/* Digits that stand apart were not read well; an e-mail address goes on. */
	if (digits == 0 || single > 2 || (last < s.n && (s.p[last] == '@' || s.p[last] == ':' || s.p[last] == '%')))
		return 0;
	while (last > i && !ascii_digit(s.p[last - 1]) && !(s.p[last - 1] >= 'a' && s.p[last - 1] <= 'z'))
		last--;
	t = str_sub(s, i, last - i);
	return t.n < MARK_LEAST || t.n > MARK_MOST || is_bsn(t) || is_telephone(t) ? 0 : t.n;
}

static void
say(struct glean *g, const struct window *w, size_t at, size_t n, enum say what, int sure)
{
	struct statements *all = &g->res->doc.gleaned;
	struct str text = view_text(&g->view, w, at, at + n, g->res->mem);
	size_t same = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		same += s->what == what;
		if (s->what == what && str_eq(what == SAY_REPLY_TO ? s->uri : s->text, text)) {
			s->sure = s->sure > sure ? s->sure : sure;
			return;
		}
	}
	if (same >= MARKS_MOST)
		return;
	glean_say(g,
	    (struct statement){ .what = what,
		.text = what == SAY_REPLY_TO ? str_fmt(g->res->mem, "kenmerk %.*s", STRF(text)) : text,
		.uri = what == SAY_REPLY_TO ? text : STR_NONE,
		.sure = sure,
		.at = view_span(&g->view, w, at, at + n) });
}

/* A letter that a reader of pictures makes of a digit, between digits: 03/1l7, 2OO4. */
static bool
is_noisy(const struct glean *g, const struct window *w, size_t at, size_t n)
{
	struct str s = w->f.s;

	for (size_t i = at + 1; i < at + n; i++) {
		if (ascii_digit(s.p[i - 1]) &&
		    (((s.p[i] == 'l' || s.p[i] == 'i') && !view_capital(&g->view, w, i)) ||
			(s.p[i] == 'o' && view_capital(&g->view, w, i) && i + 1 < at + n &&
			    (s.p[i + 1] == 'o' || ascii_digit(s.p[i + 1])))))
			return true;
	}
	return false;
}

static void
read_entry(struct glean *g, const struct entry *f)
{
	static const struct {
		bool ours;
		enum say what;
	} says[LABEL__COUNT] = {
		[LABEL_MARK] = { true, SAY_KENMERK },
		[LABEL_CASE] = { true, SAY_ZAAKNUMMER },
		[LABEL_DOSSIER] = { true, SAY_DOSSIER },
		[LABEL_THEIRS] = { true, SAY_REPLY_TO },
	};
	struct str s = f->w->f.s;
	size_t n = 0, at = f->value, before = f->at;
	int sure = f->label->sure;

	if (!says[f->label->kind].ours)
		return;
	while (at < f->end && (s.p[at] == ':' || s.p[at] == ' ' || s.p[at] == '*' || s.p[at] == '#'))
		at++;
	if ((n = mark_scan(&g->view, f->w, at, f->end)) == 0)
		return;
	while (before != 0 && s.p[before - 1] == ' ')
		before--;
	if (f->loose && before != 0 && before != f->at && s.p[before - 1] >= 'a' && s.p[before - 1] <= 'z')
		sure -= LOOSE;
	if (f->apart)
		sure -= APART;
	if ((at + n < f->end && s.p[at + n] == '/') || is_noisy(g, f->w, at, n))
		sure = CUT;
	say(g, f->w, at, n, says[f->label->kind].what, sure);
}

/* Was it a mark already, by its label? */
static bool
is_said(const struct statements *all, struct span at)
{
	for (size_t i = 0; i < all->n; i++) {
		if (say_shape(all->v[i].what) == SHAPE_TEXT && all->v[i].at.off == at.off)
			return true;
	}
	return false;
}

/* "Vermeld het zaaknummer Z/24/123456", and "RIS 123456" alone at the top. */
static void
read_words(struct glean *g, const struct window *w, const struct bounds *b)
{
	static const char *const inside[] = { "zaaknummer", "zaaknr.", "zaaknr" };
	static const char *const alone[] = { "ris", "bw", "z/", "z-", "rv", "bb" };
	static const char *const theirs[] = { "uw", "brief", "verzoek", "aanvraag", "reactie", "antwoord" };
	static const char *const behind[] = { "kenmerk", "nr.", "nr", "nummer", "no.", "ons kenmerk" };
	struct str s = w->f.s;

	for (size_t i = 0; i < s.n; i++) {
		if (i != 0 && (ascii_digit(s.p[i - 1]) || ascii_letter(s.p[i - 1])))
			continue;
		for (size_t k = 0; s.p[i] == 'z' && k < COUNT(inside); k++) {
			struct str word = str_of(inside[k]);
			size_t at = i + word.n + 1, n;

			if (!str_starts(str_from(s, i), word) || at >= s.n ||
			    (s.p[at - 1] != ' ' && s.p[at - 1] != '\n') ||
			    (i > 2 && str_eq(str_sub(s, i - 3, 3), S("uw "))))
				continue;
			if ((n = mark_scan(&g->view, w, at, view_line_end(s, at))) != 0)
				say(g, w, at, n, SAY_ZAAKNUMMER, INLINE);
		}
		for (size_t k = 0; w == &g->view.w[0] && i < b->top && k < COUNT(behind); k++) {
			struct str word;
			size_t at, n;

			if (behind[k][0] != s.p[i])
				continue;
			word = str_of(behind[k]);
			at = i + word.n + 1;
			/* "Besluit van 1 juli 2016, nr. 915229, houdende". */
			if (!str_starts(str_from(s, i), word) || at >= s.n || s.p[at - 1] != ' ' || i < 3 ||
			    s.p[i - 1] != ' ' || s.p[i - 2] != ',' || !ascii_digit(s.p[i - 3]) ||
			    has_any(str_sub(s, i > NEAR ? i - NEAR : 0, i > NEAR ? NEAR : i), theirs, COUNT(theirs)))
				continue;
			if ((n = mark_scan(&g->view, w, at, view_line_end(s, at))) != 0)
				say(g, w, at, n, SAY_KENMERK, ALONE);
		}
		for (size_t k = 0; w == &g->view.w[0] && i < b->zone && k < COUNT(alone); k++) {
			size_t end, n;

			if (alone[k][0] != s.p[i] || !str_starts(str_from(s, i), str_of(alone[k])) ||
			    !view_capital(&g->view, w, i))
				continue;
			end = view_line_end(s, i);
			if ((n = mark_scan(&g->view, w, i, end)) < 6 || count_digits(str_sub(s, i, n)) < 4)
				continue;
			/* The whole line or cell, or its end. */
			if ((i + n == end || s.p[i + n] == '\t') &&
			    !is_said(&g->res->doc.gleaned, view_span(&g->view, w, i, i + n)))
				say(g, w, i, n, s.p[i] == 'z' ? SAY_ZAAKNUMMER : SAY_KENMERK, ALONE);
		}
	}
}

void
glean_marks(struct glean *g)
{
	struct bounds b;

	spot_bounds(&b, &g->view);
	for (size_t i = 0; i < g->entries.n; i++)
		read_entry(g, &g->entries.v[i]);
	for (size_t i = 0; i < g->view.n; i++)
		read_words(g, &g->view.w[i], &b);
}
