/* SPDX-License-Identifier: EUPL-1.2 */
/* join.c - the lines of one title. */
#include "glean/join.h"

#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "glean/kind.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define WRAP_LEAST	((size_t)38)	/* bytes of a line that was full, so that its next may be its rest */
#define LABEL_SURE	((size_t)8)	/* bytes of a label that is one without its colon */
#define YEAR_BYTES	((size_t)4)
#define NAME_WORDS	((size_t)3)	/* of a line that is a name and no more */

/* A line does not end with these: more follows. */
static const char *const open_ends[] = { "de", "het", "een", "van", "voor", "in", "op", "over", "aan", "bij", "met", "en", "of",
	"te", "ten", "ter", "der", "den", "des", "om", "tot", "inzake", "betreffende", "door", "uit", "naar", "tussen",
	"tegen", "houdende", "the", "and", "to", "for", "a", "an", "per", "onder", "omtrent", "tijdens", "als",
	"dat", "die", "welke", "binnen", "buiten", "via", "rond", "nr", "d.d", "dd", "of the", "st" };

/* Nor with these, when a name stands below. */
static const char *const before_names[] = { "gemeente", "provincie", "waterschap", "ministerie", "wet", "artikel", "stichting", "regio" };

bool
join_small(struct str s)
{
	uint32_t c;

	while (s.n != 0 && str_has(S("(\"'"), s.p[0]))
		s = str_from(s, 1);
	return s.n != 0 && utf8_decode(s, &c) != 0 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

/* What a second paragraph of a title begins with, in small letters. */
static const char *const subjected[] = { "betreffende", "inzake", "houdende", "ingevolge", "tot", "over", "omtrent" };

/* Does the line stop in the middle of what it says: with a word of the table? */
static bool
is_open(struct str plain, const char *const *table, size_t n)
{
	size_t i = plain.n;

	if (plain.n == 0)
		return false;
	if (str_has(S(",-&/(+"), plain.p[plain.n - 1]))
		return true;
	while (i != 0 && plain.p[i - 1] != ' ' && plain.p[i - 1] != '\t')
		i--;
	return word_is_any(str_from(plain, i), table, n);
}

/* What begins a line of its own below a title. */
static const char *const apart[] = { "aangeboden", "vastgesteld", "opgesteld", "bijgewerkt", "versie", "concept", "definitief", "behandeling",
	"ingezonden", "gehoord", "mede", "d.d", "uitgebracht", "stand per", "peildatum", "adopted", "vergadering" };

bool
join_apart(struct str plain)
{
	return word_starts_any(plain, apart, COUNT(apart)) >= 0;
}

/* "Verzoekschrift van", but "Besluit d.d." and "Nota A-" have lost no more than a date. */
static bool
is_unfinished(struct str plain)
{
	static const char *const ends[] = { "de", "het", "een", "van", "en", "of", "ten", "ter", "der", "tot", "inzake",
		"betreffende", "houdende", "omtrent" };
	size_t i = plain.n;

	while (i != 0 && plain.p[i - 1] != ' ')
		i--;
	return i != 0 && word_is_any(str_from(plain, i), ends, COUNT(ends));
}

/* Is b the rest of the line a? */
static bool
goes_on(const struct head *h, size_t a, size_t b)
{
	const struct head_line *x, *y;

	if (b >= h->n)
		return false;
	x = &h->v[a];
	y = &h->v[b];
	if (x->level != 0 && x->level == y->level && x->heading == y->heading)
		return true;
	if (y->kind == LINE_STOP || y->kind == LINE_SUBJECT || y->kind == LINE_PREAMBLE || y->mail != x->mail)
		return false;
	/* "Anterieure overeenkomst" above "Inzake de Toekanweg". */
	if (y->kind == LINE_TEXT && y->level == x->level && word_starts(y->plain, S("inzake")) &&
	    sort_document(x->plain))
		return true;
	/* "Jaarverslag" above "2005". */
	if (y->kind == LINE_NUMBER && !y->gap && y->level == x->level && y->plain.n == YEAR_BYTES &&
	    sort_figure(y->plain) && !sort_digit(x->plain) && (x->kind == LINE_TEXT || x->kind == LINE_SORT))
		return true;
	if (is_open(x->plain, open_ends, COUNT(open_ends)))
		return !y->gap || y->level != 0 ||
		    (is_unfinished(x->plain) && (y->kind == LINE_MAKER || join_small(y->s))) ||
		    (y->kind == LINE_SORT && str_ends(x->plain, S("-")) && !str_has(x->plain, ' '));
	if (!y->gap && is_open(x->plain, before_names, COUNT(before_names)) && word_count(y->plain) <= NAME_WORDS)
		return true;
	/* "BESCHIKKING van GEDEPUTEERDE STATEN" above "betreffende de aanvraag ...". */
	if (y->gap && y->kind == LINE_TEXT && join_small(y->s) && y->level == x->level &&
	    (word_starts_any(y->plain, subjected, COUNT(subjected)) >= 0 ||
		(x->kind == LINE_SORT && word_starts_any(y->plain, open_ends, COUNT(open_ends)) >= 0)))
		return true;
	/* Where each line is a paragraph: the name of a document, and a line in small letters. */
	if (y->gap && (y->kind == LINE_TEXT || y->kind == LINE_SENTENCE) && join_small(y->s) && y->level == x->level &&
	    x->kind == LINE_TEXT && sort_begins(x->plain) && x->s.n >= WRAP_LEAST && ascii_letter(y->s.p[1]) &&
	    !str_has(S(".:;?!)"), x->s.p[x->s.n - 1]))
		return true;
	/* "ADVIES" above "aan het college ..."; "Lijst van ingekomen stukken" above "behorend bij ...". */
	if (!y->gap && y->level == x->level && join_small(y->s) && !str_has(y->s, ':') &&
	    (y->kind == LINE_LABEL || y->kind == LINE_MAKER || word_starts(y->plain, S("behorend")) ||
		word_starts(y->plain, S("behorende"))) &&
	    (x->kind == LINE_TEXT || x->kind == LINE_SORT))
		return true;
	if (y->gap || (y->kind != LINE_TEXT && y->kind != LINE_SENTENCE && y->kind != LINE_PERSON) ||
	    (x->level != 0) != (y->level != 0) || str_has(S(".:;?!"), x->s.p[x->s.n - 1]) || join_apart(y->plain))
		return false;
	if (join_small(y->s))
		return !str_starts(y->s, S("("));
	/* "Behandeld door team X", "Advies aan      het college": a row of a form. */
	if (kind_label(y->plain) >= LABEL_SURE || memmem(y->s.p, y->s.n, "   ", 3) != NULL)
		return false;
	/* Where empty lines part what is apart, a full line goes on in the next. */
	return h->gaps && x->s.n >= WRAP_LEAST && (x->kind == LINE_TEXT || x->kind == LINE_SUBJECT) &&
	    y->kind == LINE_TEXT && y->s.n <= x->s.n + WRAP_LEAST / 2;
}

void
join_put(struct buf *b, struct str s)
{
	bool gap = b->n != 0;

	if (b->n > 1 && s.n > 1 && b->p[b->n - 1] == '-' && b->p[b->n - 2] != ' ') {
		gap = false;
		/* "SA-" above "MENLEVING", "septem-" above "ber", not "concept-" above "Verordening". */
		if (join_small(s) || (b->p[b->n - 2] >= 'A' && b->p[b->n - 2] <= 'Z'))
			b->n--;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\t' || s.p[i] == ' ') {
			gap = b->n != 0;
			continue;
		}
		if (gap)
			buf_addc(b, ' ');
		gap = false;
		buf_addc(b, s.p[i]);
	}
}

/* The last word of s, when it is one that a date or a number stood behind, or a name that was taken out. */
static size_t
loose_end(struct str s, struct arena *mem)
{
	static const char *const loose[] = { "dd", "d.d.", "d.d", "nr", "nr.", "in", "te", "op", "om", "no." };
	size_t i = s.n;

	while (i != 0 && s.p[i - 1] != ' ')
		i--;
	return i != 0 && word_is_any(str_lower(mem, str_from(s, i)), loose, COUNT(loose)) ? i : s.n;
}

/* Where a scan begins to see letters that are none: "gemeente 2012: S^^/ 1". */
static size_t
noise_at(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!str_has(S("^~{}\\|"), s.p[i]))
			continue;
		while (i != 0 && s.p[i - 1] != ' ')
			i--;
		return i == 0 ? s.n : i;
	}
	return s.n;
}

/* Cut what never ends a title: commas, colons, dashes; a full stop behind a sentence. */
static struct str
ended(struct str s, struct arena *mem)
{
	while (s.n != 0 && str_has(S("^~{}\\|>*_= "), s.p[0]))
		s = str_from(s, 1);
	s = str_trim(str_sub(s, 0, noise_at(s)));
	s = str_trim(str_sub(s, 0, loose_end(s, mem)));
	/* "Toelichting op de verordening 1. ALGEMEEN": what follows is the document. */
	for (size_t i = 8; i + 4 < s.n; i++) {
		if (str_starts(str_from(s, i), S(" 1. ")) && s.p[i + 4] >= 'A' && s.p[i + 4] <= 'Z')
			s = str_sub(s, 0, i);
	}
	while (s.n != 0 && (str_has(S(",:;-"), s.p[s.n - 1]) || str_ends(s, S(" /"))))
		s = str_trim(str_sub(s, 0, s.n - 1));
	if (s.n > 4 && s.p[s.n - 1] == '.' && !str_has(str_sub(s, s.n - 4, 3), '.'))
		s.n--;
	return s;
}

struct str
join_lines(const struct head *h, size_t i, struct str s, size_t *next_r, struct arena *mem)
{
	struct buf b;
	size_t k = i, lines = 1;

	buf_init(&b, mem, TITLE_BYTES);
	join_put(&b, s);
	while (lines < TITLE_LINES && goes_on(h, k, k + 1)) {
		k++;
		lines++;
		join_put(&b, h->v[k].s);
	}
	*next_r = k + 1;
	/* "Verzoekschrift van": the rest was not found. */
	return b.cut || is_unfinished(h->v[k].plain) ? STR_NONE : ended(buf_str(&b), mem);
}
