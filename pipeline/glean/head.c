/* SPDX-License-Identifier: EUPL-1.2 */
/* head.c - the top of a document as lines, each with what it is for. */
#include "glean/head.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "glean/flat.h"
#include "glean/kind.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define HEAD_PAGES	3		/* a cover, its back, the first page proper */
#define HEAD_BYTES	((size_t)12000)	/* of a text without pages: a long first page three times over */
#define HEAD_LINES	((size_t)120)
#define REPEAT_PAGES	((size_t)6)	/* later pages that are asked for a running header */
#define REPEAT_LINES	6		/* at the top of each */
#define SPACED_LEAST	4		/* letters of a word with spaces between them */
#define SPACED_PERCENT	75		/* of the pieces of a line are single letters then */
#define MEND_LETTERS	4		/* of a word in which 0 and 1 are taken for letters */
#define PROSE_LEAST	((size_t)45)	/* bytes of a full line of running text */
#define PROSE_LINES	4		/* of such text that does not end here */
#define FLAT_LEAST	((size_t)300)	/* bytes of a line that may be a page */
#define CELL_LEAST	((size_t)6)	/* letters before the capital of the next cell; "WhatsApp" has fewer */
#define ROWS_LEAST	((size_t)3)	/* lines with a colon after a few words: a form */
#define ROW_WORDS	((size_t)3)	/* before that colon */
#define RUNNING_FROM	((size_t)350)	/* bytes at the top of a page in which its running header stands */

/* Does a reader of the document see it in its body? */
static bool
is_seen(enum text_origin o)
{
	return o == TEXT_VISIBLE || o == TEXT_MAIL || o == TEXT_SCAN;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A label with a space behind it is one beside others, or above a greeting; else it is a word of a sentence. */
static void
settle(struct head *h, struct arena *mem)
{
	for (size_t i = 0; i < h->n; i++) {
		struct head_line *l = &h->v[i];
		/* "Onderwerp Jaarrekening 2012". */
		bool beside = word_starts(l->plain, S("onderwerp")) && l->value.n != 0 && is_capital(l->value.p[0]) &&
		    !kind_has_verb(l->plain);

		if (l->kind != LINE_SUBJECT || !kind_loose_subject(l->plain) || (l->flat && flat_label(l->s, mem)))
			continue;
		/* "Anterieure overeenkomst" above "Inzake de Toekanweg". */
		if (word_starts(l->plain, S("inzake")) && i > 0 && sort_document(h->v[i - 1].plain)) {
			l->kind = LINE_TEXT;
			continue;
		}
		for (size_t k = i > 1 ? i - 2 : 0; k < h->n && k <= i + 2; k++) {
			enum line_kind x = h->v[k].kind;

			beside |= k != i && (x == LINE_LABEL || x == LINE_DATE || (x == LINE_STOP && k > i));
		}
		if (!beside || l->flat || kind_of_words(l->s, l->plain) == LINE_SENTENCE)
			l->kind = kind_of_words(l->s, l->plain);
	}
}

/* What stands around a page that lost its line ends. */
struct frame {
	struct str v[REPEAT_PAGES];	/* how later pages begin */
	size_t n;
	bool named;			/* the first of these is what somebody called the text before it begins */
};

static bool
is_plain_text(const struct head_line *l)
{
	return l->level == 0 && !l->mail && (l->kind == LINE_TEXT || l->kind == LINE_SENTENCE);
}

/* "Indiener(s): ...", "Bron: ...": a label, when its neighbours are. */
static bool
is_row(const struct head_line *l)
{
	const char *colon = memchr(l->plain.p, ':', l->plain.n);

	if (l->kind == LINE_LABEL)
		return true;
	return l->kind == LINE_TEXT && l->level == 0 && !l->flat && colon != NULL && !sort_begins(l->plain) &&
	    colon + 1 < l->plain.p + l->plain.n &&
	    word_count(str_sub(l->plain, 0, (size_t)(colon - l->plain.p))) <= ROW_WORDS;
}

static void
find_rows(struct head *h)
{
	for (size_t i = 0, end; i < h->n; i = end) {
		for (end = i; end < h->n && (end == i || !h->v[end].gap) && is_row(&h->v[end]); end++)
			;
		for (size_t k = i; end - i >= ROWS_LEAST && k < end; k++)
			h->v[k].kind = LINE_LABEL;
		end += end == i;
	}
}

static bool
starts_lower(struct str s)
{
	return s.n != 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
}

/*
 * Running text that was broken into lines: full lines of which the next goes on
 * in small letters, until a full stop.  The official title of a regulation may
 * be as long, and begins with what it is.
 */
static void
find_prose(struct head *h)
{
	for (size_t i = 0, end; i < h->n; i = end) {
		size_t on = 0;

		for (end = i + 1; end < h->n && !h->v[end].gap && is_plain_text(&h->v[end]) &&
		     is_plain_text(&h->v[i]) && h->v[end - 1].s.n >= PROSE_LEAST && !str_ends(h->v[end - 1].s, S("."));
		     end++)
			on += starts_lower(h->v[end].s);
		if (end - i < 2 || !is_plain_text(&h->v[i]) || sort_document(h->v[i].plain) ||
		    (!str_ends(h->v[end - 1].s, S(".")) && end - i < PROSE_LINES) || on == 0)
			continue;
		for (size_t k = i; k < end; k++)
			h->v[k].kind = LINE_SENTENCE;
	}
}

static void
heading_at(const struct text *t, struct head_line *l)
{
	for (size_t i = 0; i < t->nheadings && t->headings[i].off <= l->off; i++) {
		const struct heading *h = &t->headings[i];

		if (l->off < h->off + h->len) {
			l->level = h->level;
			l->heading = h->off;
		}
	}
}

/* The first lines of later pages. */
static void
look_up(struct head *h, const struct text *t, struct arena *mem)
{
	h->tops = NEW(mem, struct str, REPEAT_PAGES * REPEAT_LINES);
	for (size_t p = 1; p < t->npages && p <= REPEAT_PAGES; p++) {
		struct str rest = str_from(t->s, t->page_at[p]), line;

		for (int i = 0; i < REPEAT_LINES && str_next(&rest, '\n', &line); i++)
			h->tops[h->ntops++] = str_trim(line);
	}
}

/* Does the same line stand at the top of a later page? */
static bool
is_repeated(const struct head *h, struct str s)
{
	size_t seen = 0;

	for (size_t i = 0; i < h->ntops; i++)
		seen += str_eq(h->tops[i], s);
	return seen >= 2;
}

/* "B E S L U I T  V A N" as "BESLUIT VAN": single letters with a space between each two, words further apart. */
static struct str
unspaced(struct str s, struct arena *mem)
{
	size_t single = 0, all = 0;
	struct buf b;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || (i != 0 && s.p[i - 1] != ' '))
			continue;
		all++;
		single += (i + 1 == s.n || s.p[i + 1] == ' ') && (ascii_letter(s.p[i]) || ascii_digit(s.p[i]));
	}
	if (all < SPACED_LEAST || single * 100 < all * SPACED_PERCENT)
		return s;
	buf_init(&b, mem, s.n);
	for (size_t i = 0; i < s.n; i++) {
		bool alone = s.p[i] == ' ' && i > 0 && i + 1 < s.n && s.p[i - 1] != ' ' && s.p[i + 1] != ' ' &&
		    (i < 2 || s.p[i - 2] == ' ') && (i + 2 >= s.n || s.p[i + 2] == ' ') &&
		    /* "P r o v i n c i e W a t e r l a n t" */
		    !(s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z' && s.p[i + 1] >= 'A' && s.p[i + 1] <= 'Z');

		if (!alone && !(s.p[i] == ' ' && i > 0 && s.p[i - 1] == ' '))
			buf_addc(&b, s.p[i]);
	}
	return str_trim(buf_str(&b));
}

/* Letters that a scan took for digits: "m0lenbroek", "besluiten1ijst"; a code has more digits, or fewer letters. */
static void
mend(struct str plain)
{
	char *p = (char *)(uintptr_t)plain.p;

	if (!str_has(plain, '0') && !str_has(plain, '1'))
		return;
	for (size_t i = 0, end; i < plain.n; i = end + 1) {
		size_t letters = 0;

		for (end = i; end < plain.n && (ascii_letter(p[end]) || ascii_digit(p[end])); end++)
			letters += ascii_letter(p[end]);
		if (letters < MEND_LETTERS || letters * 4 < (end - i) * 3)
			continue;
		for (size_t k = i; k < end; k++) {
			if (p[k] == '0')
				p[k] = 'o';
			else if (p[k] == '1')
				p[k] = 'l';
		}
	}
}

/*
 * A row of a table that lost its cells: "DuinwijkGemeenteblad 2016,
 * 184848VerordeningenVerordening bezwaarschriften".  Where its last cell begins;
 * 0: it is none.  *heads_r: "Datum publicatieOrganisatieRubriek", the heads of its columns.
 */
static size_t
last_cell(struct str s, bool *heads_r)
{
	size_t at = 0, letters = 0, digits = 0, longs = 0, run = 0;

	for (size_t i = 1; i + 1 < s.n; i++) {
		bool letter = s.p[i - 1] >= 'a' && s.p[i - 1] <= 'z', digit = ascii_digit(s.p[i - 1]);

		run = letter ? run + 1 : 0;
		if ((!letter && !digit) || s.p[i] < 'A' || s.p[i] > 'Z' || s.p[i + 1] < 'a' || s.p[i + 1] > 'z')
			continue;
		letters += letter;
		longs += run >= CELL_LEAST;
		digits += digit;
		at = i;
	}
	*heads_r = longs >= 2 && digits == 0;
	return letters != 0 && digits != 0 ? at : 0;
}

static void
add(struct head *h, const struct text *t, struct str s, bool gap, struct arena *mem)
{
	struct head_line l = { .s = str_trim(s), .gap = gap };
	struct folded f;
	size_t cell;
	bool heads;

	/* The edges of a table that is one row. */
	while (l.s.n != 0 && (l.s.p[l.s.n - 1] == '|' || l.s.p[l.s.n - 1] == ' '))
		l.s.n--;
	cell = last_cell(l.s, &heads);
	/* One word is the name of a rubric. */
	heads |= cell != 0 && !str_has(str_from(l.s, cell), ' ');
	l.s = str_from(l.s, cell);
	if (l.s.n == 0)
		return;
	l.off = (uint32_t)(l.s.p - t->s.p);
	l.s = unspaced(l.s, mem);
	fold(&f, l.s, mem);
	l.plain = str_trim(f.s);
	mend(l.plain);
	l.mail = text_origin_at(t, l.off) == TEXT_MAIL;
	l.repeated = is_repeated(h, str_sub(t->s, l.off, l.s.n));
	heading_at(t, &l);
	if (l.plain.n == 0)
		return;
	l.kind = heads ? LINE_NUMBER : kind_of(&l, &f);
	/* The second line of a heading is what the first is: "Vragen gesteld door de leden, met de / gegeven antwoorden". */
	if (h->n != 0 && l.level != 0 && l.heading == h->v[h->n - 1].heading && l.level == h->v[h->n - 1].level &&
	    h->v[h->n - 1].kind == LINE_NUMBER && l.kind == LINE_TEXT)
		l.kind = LINE_NUMBER;
	h->gaps |= gap && h->n != 0;
	*PUSH(mem, h->v, h->n, h->cap) = l;
}

/* Where a second column begins with a label of its own: "Aan de raad\tOnderwerp: X"; s.n when none does. */
static size_t
next_label(struct str s, struct arena *mem)
{
	for (size_t i = 1; i < s.n; i++) {
		struct folded f;

		if (s.p[i - 1] != '\t')
			continue;
		fold(&f, str_from(s, i), mem);
		if (kind_subject(f.s))
			return i;
	}
	return s.n;
}

/* The header that s begins with or has further on, as later pages tell; or the name above the text, when it begins with that. */
static size_t
running(struct str s, bool first, const struct frame *f, size_t *from_r)
{
	size_t best = 0, from;

	for (size_t i = 0; i < f->n; i++) {
		bool named = i == 0 && f->named;
		size_t n = named && !first ? 0 : flat_again(s, f->v[i], named ? 0 : RUNNING_FROM, &from);

		if (n != 0 && (best == 0 || from < *from_r)) {
			best = n;
			*from_r = from;
		}
	}
	return best;
}

/* A page that is one line, as the lines that it was; frame is of the first. */
static void
add_flat(struct head *h, const struct text *t, struct str page, const struct frame *frame, struct arena *mem)
{
	size_t first = h->n, done = 0;

	while (page.n != 0 && h->n < HEAD_LINES) {
		size_t from = 0, n = frame != NULL && done < RUNNING_FROM ? running(page, done == 0, frame, &from) : 0;
		size_t cut = n != 0 && from == 0 ? n : flat_cut(n == 0 ? page : str_sub(page, 0, from), mem);
		size_t at = h->n;

		add(h, t, str_sub(page, 0, cut), true, mem);
		if (h->n > at) {
			h->v[at].flat = true;
			h->v[at].again = n != 0 && from == 0 && frame != NULL;
			/* "Portefeuille M. Divendal": a label that lost its colon. */
			if (h->v[at].kind != LINE_SUBJECT && flat_label(h->v[at].s, mem))
				h->v[at].kind = LINE_LABEL;
		}
		page = str_from(page, cut);
		done += cut;
	}
	/* A page with no more on it than this is a title page. */
	if (h->n == first + 1 && h->v[first].kind == LINE_TEXT && h->v[first].level == 0)
		h->v[first].level = 2;
	h->gaps = true;
}

/* The next line with something in it. */
static struct str
peek(struct str rest)
{
	struct str line;

	while (str_next(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.n != 0)
			return line;
	}
	return STR_NONE;
}

/* How the pages behind page begin. */
static void
look_on(struct frame *f, struct str rest, size_t page)
{
	struct str line;

	while (f->n < COUNT(f->v) && str_next(&rest, '\n', &line)) {
		struct str s = str_trim(line);

		if (s.n != 0 && flat_page(&s, page + 1, peek(rest))) {
			f->v[f->n++] = s;
			page++;
		}
	}
}

/* Its letters and digits. */
static struct str
letters_of(struct str s, struct arena *mem)
{
	struct str w;
	struct buf b;

	buf_init(&b, mem, s.n + 1);
	while (word_next(&s, &w))
		buf_add(&b, w);
	return buf_str(&b);
}

/* All words of a line stand in s too, or all its letters in their order: "P r o v i n c i e". */
static bool
says_all(struct str s, const struct head_line *l, struct arena *mem)
{
	struct str rest = l->plain, w, all, own = letters_of(l->plain, mem);
	struct folded f;

	fold(&f, utf8_cut(s, RUNNING_FROM * 4), mem);
	all = letters_of(f.s, mem);
	if (own.n != 0 && memmem(all.p, all.n, own.p, own.n) != NULL)
		return true;
	while (word_next(&rest, &w)) {
		if (!word_has(f.s, w))
			return false;
	}
	return true;
}

/*
 * The number of the page that s is, when it is one that lost its line ends; 0:
 * it is none.  Above the first may stand how somebody called it, in its words.
 */
static size_t
flat_number(const struct head *h, struct str s, size_t page, struct str next, struct arena *mem)
{
	struct str rest = s;

	if (page > 1 || h->n == 0 || (h->n == 1 && s.n >= FLAT_LEAST && says_all(s, &h->v[0], mem))) {
		if (flat_page(&rest, page, next))
			return page;
		/* A text that begins on its second page. */
		if (page == 1 && h->n == 0 && s.n >= FLAT_LEAST && flat_page(&rest, page + 1, next))
			return page + 1;
	}
	return 0;
}

static bool
has_any(struct str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (memmem(s.p, s.n, table[i], strlen(table[i])) != NULL)
			return true;
	}
	return false;
}

/* A line without number that is more than one: a title, and what begins a document behind it. */
static bool
is_flat(struct str s, struct arena *mem)
{
	static const char *const signs[] = { " 1. ", " 1 Inleiding", " Inleiding ", " Artikel 1 ", " Artikel 1. " };
	static const char *const heads[] = { " Aanwezig", " AANWEZIG", " Onderwerp", " ONDERWERP", " Registratienummer",
		" Kenmerk", "INHOUDSOPGAVE", "Inhoudsopgave", " Portefeuillehouder", " Datum:" };
	struct folded f;

	if (s.n < FLAT_LEAST)
		return false;
	s = utf8_cut(s, RUNNING_FROM);
	fold(&f, s, mem);
	return (sort_begins(f.s) && has_any(s, signs, COUNT(signs))) || has_any(s, heads, COUNT(heads));
}

/* The edge between the page of a library of texts and the text that it shows. */
static bool
is_edge(struct str s)
{
	return str_eq_nocase(s, S("transcriptie")) || str_eq_nocase(s, S("hele tekst"));
}

void
head_read(struct head *h, const struct text *t, struct arena *mem)
{
	size_t end = t->npages > HEAD_PAGES ? t->page_at[HEAD_PAGES] : t->s.n, page = 1;
	struct str rest, line;
	struct frame frame = { 0 };
	bool gap = true;

	*h = (struct head){ 0 };
	look_up(h, t, mem);
	rest = utf8_cut(t->s, end < HEAD_BYTES ? end : HEAD_BYTES);
	while (h->n < HEAD_LINES && str_next(&rest, '\n', &line)) {
		struct str s = str_trim(line);
		size_t cut, n;

		if (s.n == 0) {
			gap = true;
			continue;
		}
		if (!is_seen(text_origin_at(t, (uint32_t)(s.p - t->s.p))))
			continue;
		if (is_edge(s)) {
			if (h->n != 0)
				frame = (struct frame){ .v = { h->v[0].s }, .n = 1, .named = true };
			h->n = 0;
			h->gaps = false;
			continue;
		}
		if ((n = flat_number(h, s, page, peek(rest), mem)) != 0) {
			(void)flat_page(&s, n, peek(rest));
			if (page == 1 && h->n != 0)
				frame = (struct frame){ .v = { h->v[0].s }, .n = 1, .named = true };
			if (page == 1)
				look_on(&frame, rest, n);
			h->n = page == 1 ? 0 : h->n;
			add_flat(h, t, s, page == 1 ? &frame : NULL, mem);
			page = n + 1;
			continue;
		}
		if (h->n == 0 && page == 1 && is_flat(s, mem)) {
			add_flat(h, t, s, &frame, mem);
			continue;
		}
		cut = next_label(line, mem);
		add(h, t, str_sub(line, 0, cut), gap, mem);
		if (cut < line.n)
			add(h, t, str_from(line, cut), false, mem);
		gap = false;
	}
	settle(h, mem);
	/* The first line of all, set apart, may have a verb in it: "Convenant over wat geen vergunning nodig is". */
	if (h->n > 1 && h->v[1].gap && h->v[0].kind == LINE_SENTENCE && sort_begins(h->v[0].plain) &&
	    !str_ends(h->v[0].s, S(".")) && h->v[0].s.n <= FLAT_LEAST)
		h->v[0].kind = LINE_TEXT;
	find_rows(h);
	find_prose(h);
}

size_t
head_label_in(struct str s, struct arena *mem)
{
	struct folded f;

	fold(&f, s, mem);
	for (size_t i = 1; i < f.s.n; i++) {
		struct str here = str_from(f.s, i);
		size_t n;

		if (f.s.p[i - 1] != ' ' || (n = kind_label(here)) == 0)
			continue;
		here = str_trim(str_from(here, n));
		if (str_starts(here, S(":")))
			return kind_back(&f, i);
	}
	return s.n;
}
