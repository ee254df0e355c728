/* SPDX-License-Identifier: EUPL-1.2 */
/* entries.c - the labels of a letterhead or a form ("Datum", "Ons kenmerk") and where their values stand. */
#include "glean/entries.h"

#include "base/ascii.h"
#include "base/fd.h"
#include "base/utf8.h"
#include "glean/when.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)256 << 10)	/* bytes of the list; it has 8 KB */
#define LABELS_MOST	((size_t)2000)
#define CELL_GAP	3		/* spaces that part two cells where the text has no tabs */
#define ASIDE_MOST	((size_t)24)	/* bytes of "(dd-mm-jjjj)" between a label and its colon */
#define BLOCK_MOST	12		/* labels below each other; a letterhead has six */
#define SHORT		5		/* bytes of a label that may be any word: "van", "aan", "team" */
#define COLUMN_MOST	4		/* lines of one row of a table */
#define BELOW_MOST	3		/* lines below a label in which its value may begin */

static const char *const kinds[LABEL__COUNT] = {
	[LABEL_DATE] = "dagtekening", [LABEL_MEETING] = "vergadering", [LABEL_ESTABLISHED] = "vastgesteld",
	[LABEL_SIGNED] = "ondertekend", [LABEL_SENT] = "verzonden", [LABEL_RECEIVED] = "ontvangen",
	[LABEL_DECIDED] = "besluit", [LABEL_PERIOD] = "periode", [LABEL_VALID] = "geldig", [LABEL_MARK] = "kenmerk",
	[LABEL_CASE] = "zaaknummer", [LABEL_DOSSIER] = "dossier", [LABEL_THEIRS] = "uw-kenmerk", [LABEL_LETTER] = "uw-brief", [LABEL_OTHER] = "ander",
};

#define BYTES		0x80		/* of folded text: ASCII */

/*
 * A label of those that may begin with two bytes; next: the one after it, in
 * the order of the list, 1 + its place; third: its third byte, or NUL where
 * that may stand further on.
 */
struct link { uint16_t label, next; char third; };

/* links: of each two bytes of a text the first of the labels that may begin with them, 1 + its place; 0: none does. */
struct labels {
	struct label	*v;
	size_t		 n, cap;
	struct link	*links;
	size_t		 nlinks, links_cap;
	uint16_t	 first[BYTES][BYTES];
};

size_t
labels_size(const struct labels *l)
{
	return l->n;
}

const struct label *
labels_at(const struct labels *l, size_t i)
{
	must(i < l->n);
	return &l->v[i];
}

static int
read_row(struct labels *l, struct str line, struct arena *mem, const char **why_r)
{
	struct str column[3] = { { 0 } };
	struct folded f;
	uint64_t sure;
	int kind;
	size_t n = 0;

	while (n < COUNT(column) && str_next(&line, '\t', &column[n]))
		n++;
	*why_r = _("een rij heeft drie kolommen: etiket, soort en zekerheid");
	if (n != COUNT(column) || line.n != 0 || column[0].n == 0)
		return -1;
	*why_r = _("de soort is onbekend");
	if ((kind = str_index(kinds, LABEL__COUNT, column[1])) < 0)
		return -1;
	*why_r = _("de zekerheid is een getal van 0 tot 100");
	if (str_u64(column[2], &sure) != 0 || sure > 100)
		return -1;
	fold(&f, column[0], mem);
	*why_r = _("het etiket staat er al, of begint niet met een letter of cijfer");
	if (f.s.n == 0 || !(ascii_letter(f.s.p[0]) || ascii_digit(f.s.p[0])))
		return -1;
	for (size_t i = 0; i < l->n; i++) {
		if (str_eq(l->v[i].words, f.s))
			return -1;
	}
	*PUSH(mem, l->v, l->n, l->cap) = (struct label){ f.s, (enum label_kind)kind, (int)sure };
	return 0;
}

/* Also what a reader of pictures makes of it: Verz0nden, Vo1gende. */
static bool
is_like(char c, char w)
{
	return c == w || (c == '0' && w == 'o') || (c == '1' && w == 'l');
}

/* A text has a place for a label at each of its words; one of a letter may have any byte behind it. */
static void
index_labels(struct labels *l, struct arena *mem)
{
	for (size_t k = l->n; k-- > 0;) {
		struct str w = l->v[k].words;
		uint16_t *first = l->first[(unsigned char)w.p[0]];

		for (int c = 0; c < BYTES; c++) {
			if (w.n > 1 && !is_like((char)c, w.p[1]))
				continue;
			*PUSH(mem, l->links, l->nlinks, l->links_cap) =
			    (struct link){ (uint16_t)k, first[c], w.n > 2 && w.p[1] != ' ' ? w.p[2] : '\0' };
			must(l->nlinks <= UINT16_MAX);
			first[c] = (uint16_t)l->nlinks;
		}
	}
}

int
labels_load(const char *path, struct arena *mem, struct labels **l_r, struct err *e)
{
	struct labels *l = *l_r = NEW(mem, struct labels, 1);
	struct str rest, line;
	const char *why = _("de eerste regel begint met ‘# ’");
	size_t n = 0;

	if (file_read(path, FILE_MOST, mem, &rest, e) != 0) {
		e->kind = E_CONFIG;
		return -1;
	}
	if (!utf8_xml(rest) || !str_starts(rest, S("# ")))
		return err_set(e, E_CONFIG, "%s:1: %s", path, why);
	while (str_next(&rest, '\n', &line)) {
		n++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (l->n == LABELS_MOST)
			return err_set(e, E_CONFIG, _("%s:%zu: meer dan %zu etiketten"), path, n, LABELS_MOST);
		if (read_row(l, line, mem, &why) != 0)
			return err_set(e, E_CONFIG, "%s:%zu: %s", path, n, why);
	}
	index_labels(l, mem);
	return 0;
}

static bool
in_word(char c)
{
	return ascii_letter(c) || ascii_digit(c);
}

/* The bytes at i in which these words stand, as words of their own; a space may be several, but no cell's end. */
static size_t
words_at(struct str s, size_t i, size_t end, struct str words)
{
	size_t k = i;

	for (size_t n = 0; n < words.n; n++) {
		if (k >= end || !is_like(s.p[k], words.p[n]))
			return 0;
		k++;
		for (size_t more = 1; words.p[n] == ' ' && k < end && s.p[k] == ' ' && more < CELL_GAP - 1; more++)
			k++;
	}
	return k < end && in_word(s.p[k]) && in_word(s.p[k - 1]) ? 0 : k - i;
}

static const struct label *
label_at(const struct labels *l, struct str s, size_t i, size_t end, size_t *n_r)
{
	const uint16_t *first = l->first[(unsigned char)s.p[i]];
	const struct label *best = NULL;

	*n_r = 0;
	for (size_t k = first[i + 1 < end ? (unsigned char)s.p[i + 1] : '\n']; k != 0; k = l->links[k - 1].next) {
		const struct link *x = &l->links[k - 1];
		size_t n;

		if (x->third != '\0' && (i + 2 >= end || !is_like(s.p[i + 2], x->third)))
			continue;
		n = words_at(s, i, end, l->v[x->label].words);
		if (n <= *n_r)
			continue;
		best = &l->v[x->label];
		*n_r = n;
	}
	return best;
}

/* Where the cell in which i stands ends, within its line. */
static size_t
cell_end(struct str s, size_t i, size_t end)
{
	for (size_t k = i; k < end; k++) {
		size_t n = 0;

		if (s.p[k] == '\t' || s.p[k] == '|')
			return k;
		while (n < CELL_GAP && k + n < end && s.p[k + n] == ' ')
			n++;
		if (n == CELL_GAP)
			return k;
	}
	return end;
}

static size_t
skip_gap(struct str s, size_t i, size_t end)
{
	while (i < end && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '|'))
		i++;
	return i;
}

/* Behind a label: its colon, with what stands between; *colon_r tells whether there is one. */
static size_t
skip_colon(struct str s, size_t i, size_t end, bool *colon_r)
{
	size_t k = i;

	*colon_r = false;
	while (k < end && (s.p[k] == ' ' || s.p[k] == '\t'))
		k++;
	if (k < end && s.p[k] == '(') {
		size_t from = k;

		while (k < end && s.p[k] != ')' && k - from < ASIDE_MOST)
			k++;
		if (k >= end || s.p[k] != ')')
			return i;
		for (k++; k < end && s.p[k] == ' ';)
			k++;
	}
	if (k < end && s.p[k] == ':') {
		*colon_r = true;
		return k + 1;
	}
	return i;
}

/* "Datum vaststelling inspectierapport:" is what "Datum vaststelling" is: more words, and a colon. */
static size_t
skip_more(const struct label *l, struct str s, size_t i, size_t end)
{
	size_t k = i;

	if (!str_starts(l->words, S("datum ")))
		return i;
	while (k < end && k - i < ASIDE_MOST && (ascii_letter(s.p[k]) || s.p[k] == ' '))
		k++;
	return k < end && s.p[k] == ':' ? k : i;
}

/* Does a line or a cell begin at i?  Bullets and brackets may stand before it. */
static bool
begins_cell(struct str s, size_t start, size_t i)
{
	size_t spaces = 0;

	while (i > start &&
	    (s.p[i - 1] == '?' || s.p[i - 1] == '*' || s.p[i - 1] == '-' || s.p[i - 1] == '(' || s.p[i - 1] == '[' ||
		s.p[i - 1] == '>'))
		i--;
	while (i > start && s.p[i - 1] == ' ') {
		i--;
		spaces++;
	}
	return i == start || s.p[i - 1] == '\t' || s.p[i - 1] == '|' || spaces >= CELL_GAP ||
	    (spaces != 0 && (s.p[i - 1] == '?' || s.p[i - 1] == '*') && i - 1 == start);
}

/* Is this line a label, with or without its colon, and nothing more? */
static bool
is_label_line(const struct labels *l, struct str s, size_t start)
{
	size_t end = view_line_end(s, start), i = skip_gap(s, start, end), n;
	bool colon;

	if (i == end || label_at(l, s, i, end, &n) == NULL)
		return false;
	i = skip_colon(s, i + n, end, &colon);
	return skip_gap(s, i, end) == end;
}

/* The start of the next line that is not empty, at most `most` lines on; s.n when there is none. */
static size_t
next_line(struct str s, size_t i, int most)
{
	for (int k = 0; k < most; k++) {
		i = view_line_end(s, i);
		if (i >= s.n)
			return s.n;
		i++;
		if (skip_gap(s, i, view_line_end(s, i)) < view_line_end(s, i))
			return i;
	}
	return s.n;
}

/* A label that fills its line: its value stands on the same line of the block below. */
static size_t
below_block(const struct labels *l, struct str s, size_t start)
{
	size_t above = 0, below = 0, at = start;

	while (above < BLOCK_MOST && at != 0 && is_label_line(l, s, view_line_start(s, at - 1))) {
		at = view_line_start(s, at - 1);
		above++;
	}
	for (at = next_line(s, start, 1); at < s.n && below < BLOCK_MOST && is_label_line(l, s, at); below++)
		at = next_line(s, at, 1);
	if (at >= s.n)
		at = next_line(s, start, BELOW_MOST);
	for (size_t k = 0; k < above && below + above != 0 && at < s.n; k++)
		at = next_line(s, at, BELOW_MOST);
	return at;
}

/* The cell below the one in which i stands, when the next line has one there; else s.n. */
static size_t
below_cell(struct str s, size_t start, size_t i)
{
	size_t end = view_line_end(s, start), column = 0, at = next_line(s, start, BELOW_MOST), below;

	for (size_t k = cell_end(s, start, end); k < i; k = cell_end(s, skip_gap(s, k, end), end)) {
		column++;
		if (skip_gap(s, k, end) >= end)
			break;
	}
	if (at >= s.n)
		return s.n;
	below = view_line_end(s, at);
	at = skip_gap(s, at, below);
	while (column-- != 0) {
		at = cell_end(s, at, below);
		/* An empty cell: one tab and then another. */
		if (at < below && s.p[at] == '\t')
			at++;
		else
			at = skip_gap(s, at, below);
		if (at >= below)
			return s.n;
	}
	return at;
}

/* More values below the one at i, in its column: a table of many things, not what is said of one. */
static bool
is_column(const struct labels *l, struct str s, size_t i)
{
	size_t start = view_line_start(s, i), end = view_line_end(s, i), next, n, one;
	struct when w;

	if (cell_end(s, skip_gap(s, start, end), end) == end)
		return false; /* one cell: a line of a letter */
	next = below_cell(s, start, i);
	if (next < s.n && next_line(s, start, 1) == view_line_start(s, next) &&
	    cell_end(s, view_line_start(s, next), view_line_end(s, next)) < view_line_end(s, next))
		return label_at(l, s, next, view_line_end(s, next), &n) == NULL;
	/* A cell of several lines may stand between: then a second day tells. */
	for (int k = 0; k < COLUMN_MOST && when_scan(s, i, ORDER_UNKNOWN, &w) != 0; k++) {
		if ((start = next_line(s, start, 1)) >= s.n)
			return false;
		end = view_line_end(s, start);
		n = skip_gap(s, start, end);
		if (cell_end(s, n, end) < end && label_at(l, s, n, end, &one) != NULL)
			return false;
		n = skip_gap(s, cell_end(s, n, end), end);
		if (n < end && when_scan(s, n, ORDER_UNKNOWN, &w) != 0)
			return true;
	}
	return false;
}

/* "Datum Kenmerk Onderwerp": more labels on the line, and nothing else. */
static bool
is_label_row(const struct labels *l, struct str s, size_t start)
{
	size_t end = view_line_end(s, start), i = skip_gap(s, start, end), n, labels = 0;

	for (; i < end; labels++) {
		if (label_at(l, s, i, end, &n) == NULL)
			return false;
		i = skip_gap(s, i + n, end);
	}
	return labels > 1;
}

/* Where the value of a label stands that ends at i; false: there is none. */
static bool
find_value(struct entry *f, const struct labels *l, size_t start, size_t i)
{
	struct str s = f->w->f.s;
	size_t end = view_line_end(s, start), n;
	bool colon;

	f->value = skip_gap(s, skip_colon(s, i, end, &colon), end);
	/* A row of labels: the values stand in the row below. */
	if (f->value < end && !colon && !f->loose && is_label_row(l, s, start) && cell_end(s, f->at, end) == end) {
		f->apart = true;
		f->value = next_line(s, start, BELOW_MOST);
		f->end = view_line_end(s, f->value);
		return f->value < s.n;
	}
	if (f->value < end &&
	    (colon || !begins_cell(s, start, f->value) || label_at(l, s, f->value, end, &n) == NULL)) {
		f->end = cell_end(s, f->value, end);
		return true;
	}
	if (f->loose)
		return false;
	f->apart = true;
	f->value = is_label_line(l, s, start) ? below_block(l, s, start) : below_cell(s, start, f->at);
	if (f->value >= s.n)
		return false;
	end = view_line_end(s, f->value);
	f->value = skip_gap(s, f->value, end);
	f->end = cell_end(s, f->value, end);
	return f->value < end && !is_column(l, s, f->value);
}

/* "ONDERWERP DATUM 27 juni 2012": a label in capitals, behind another label or a number, in a text without lines. */
static bool
is_capitals(const struct view *v, const struct entry *f, const struct labels *l, size_t start)
{
	struct str s = f->w->f.s;
	size_t i = f->at, n;

	for (size_t k = f->at; k < f->at + f->n; k++) {
		if (ascii_letter(s.p[k]) && !view_capital(v, f->w, k))
			return false;
	}
	while (i > start && s.p[i - 1] == ' ')
		i--;
	if (i == start || !ascii_letter(s.p[i - 1]))
		return true;
	for (size_t k = i; k > start && i - k < ASIDE_MOST; k--) {
		if (in_word(s.p[k - 1]) && (k - 1 == start || !in_word(s.p[k - 2])) &&
		    label_at(l, s, k - 1, i, &n) != NULL && k - 1 + n == i)
			return true;
	}
	return false;
}

static void
find_in(struct entries *fs, const struct view *v, const struct window *w, const struct labels *l)
{
	struct str s = w->f.s;
	size_t end = view_line_end(s, 0);

	for (size_t i = 0, start = 0; i < s.n && fs->n < ENTRIES_MOST; i++) {
		struct entry f = { .w = w, .at = i };
		bool colon;

		if (s.p[i] == '\n') {
			start = i + 1;
			end = view_line_end(s, start);
		}
		if (!in_word(s.p[i]) || (i > start && in_word(s.p[i - 1])))
			continue;
		if ((f.label = label_at(l, s, i, end, &f.n)) == NULL)
			continue;
		f.n = skip_more(f.label, s, i + f.n, end) - i;
		(void)skip_colon(s, i + f.n, end, &colon);
		f.loose = !begins_cell(s, start, i);
		if (f.loose && !colon && !is_capitals(v, &f, l, start))
			continue;
		/* "van 3 maart 2026" is no sender. */
		if (f.label->kind == LABEL_OTHER && f.n < SHORT && !colon && i + f.n < end && s.p[i + f.n] == ' ')
			continue;
		if (find_value(&f, l, start, i + f.n))
			*PUSH(v->mem, fs->v, fs->n, fs->cap) = f;
		i += f.n - 1;
	}
}

void
entries_find(struct entries *fs, const struct view *v, const struct labels *l)
{
	*fs = (struct entries){ .n = 0 };
	for (size_t i = 0; i < v->n; i++)
		find_in(fs, v, &v->w[i], l);
}
