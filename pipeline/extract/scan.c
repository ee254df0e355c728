/* SPDX-License-Identifier: EUPL-1.2 */
/* scan.c - the letters in a picture, as the outside reader gives them: a line for each word, with its place. */
#include "extract/scan.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"

#include "base/banned.h"

#define SCAN_MEM	MIB(32)		/* the answer for one picture (ocr.c bounds it) */
#define SURE_LEAST	75		/* per cent, over the letters of a page; clear print gives 90 and more */
#define LINE_MOST	KIB(16)		/* bytes; a longer word is taken for a number */
#define DIGITS_LEAST	7		/* of a citizen's number of nine two may be lost, and */
#define CERTAIN_LEAST	5		/* some be taken for a letter */

/* The columns of tesseract's TSV. */
enum column { C_LEVEL, C_PAGE, C_BLOCK, C_PAR, C_LINE, C_WORD, C_LEFT, C_TOP, C_WIDTH, C_HEIGHT, C_SURE, C_TEXT, C__COUNT };
#define LEVEL_WORD	5

struct scan {
	struct extraction *x;
	uint32_t	 first, pages;	/* page of the first picture; pictures */
	uint64_t	 at[C_WORD];	/* where the last word stood */
	uint64_t	 letters, sure;	/* of the page in hand; sure: per cent, times its letters */
	bool		 number;	/* a long one stands on it */
	struct buf	 line;		/* the line in hand */
};

static void
set_look(struct extraction *x, enum page_look look)
{
	while (x->nlooks < x->text.npages)
		*PUSH(x->r->mem, x->looks, x->nlooks, x->looks_cap) = LOOK_UNKNOWN;
	x->looks[x->text.npages - 1] = (uint8_t)look;
}

/* 12-03-2026 */
static bool
is_date(struct str s)
{
	struct str day, month, year;
	size_t i = 0;
	char sep;

	s = str_trim(s);
	while (i < s.n && ascii_digit(s.p[i]))
		i++;
	sep = i < s.n ? s.p[i] : '-';
	if (!str_next(&s, sep, &day) || !str_next(&s, sep, &month) || !str_next(&s, sep, &year) || s.n != 0)
		return false;
	return day.n >= 1 && day.n <= 2 && month.n >= 1 && month.n <= 2 && (year.n == 4 || year.n == 2);
}

/*
 * Is there a number in this line that may be a citizen's, had it been read
 * well?  Seen in print that was clear to the eye: 111222333 read as 11122233,
 * with a certainty of more than ninety per cent.
 */
static bool
has_number(struct str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t from = i, digits = 0, like = 0;

		for (bool apart = true; i < s.n; i++) {
			bool sign = memchr("OoIl|SB", s.p[i], 7) != NULL, gap = memchr(" .-/", s.p[i], 4) != NULL;

			if (!ascii_digit(s.p[i]) && !sign && (!gap || apart))
				break;
			digits += ascii_digit(s.p[i]);
			like += sign;
			apart = gap;
		}
		if (digits >= CERTAIN_LEAST && digits + like >= DIGITS_LEAST && !is_date(str_sub(s, from, i - from)))
			return true;
		i += i == from;
	}
	return false;
}

static void
end_line(struct scan *s)
{
	struct str line = buf_str(&s->line);

	s->number = s->number || has_number(line);
	gather_add(&s->x->text, line);
	gather_gap(&s->x->text, GAP_LINE);
	s->line.n = 0;
}

/* All words of the page in hand have come. */
static void
end_page(struct scan *s)
{
	end_line(s);
	if (s->letters != 0)
		set_look(s->x, s->sure / s->letters < SURE_LEAST ? LOOK_UNSURE : s->number ? LOOK_NUMBERS : LOOK_READ);
	s->letters = s->sure = 0;
	s->number = false;
}

/* A whole number; what stands behind a point does not matter, and below zero is zero. */
static uint64_t
number(struct str s)
{
	struct str whole;
	uint64_t v;

	return str_next(&s, '.', &whole) && str_u64(whole, &v) == 0 ? v : 0;
}

static void
add_word(struct scan *s, const struct str *column)
{
	struct gather *g = &s->x->text;
	struct str word = str_trim(column[C_TEXT]);
	uint64_t sure = number(column[C_SURE]);
	bool same = true;

	if (word.n == 0)
		return;
	for (uint64_t page = number(column[C_PAGE]); page > g->npages - s->first + 1 && page <= s->pages;) {
		end_page(s);
		gather_page(g);
	}
	for (int i = C_PAGE; i < C_WORD; i++) {
		same = same && s->at[i] == number(column[i]);
		s->at[i] = number(column[i]);
	}
	if (!same || s->line.n + word.n >= LINE_MOST)
		end_line(s);
	if (word.n >= LINE_MOST) {
		gather_add(g, word);
		s->number = true;
	} else {
		if (s->line.n != 0)
			buf_addc(&s->line, ' ');
		buf_add(&s->line, word);
	}
	s->letters += word.n;
	s->sure += word.n * (sure < 100 ? sure : 100);
}

static void
add_words(struct scan *s, struct str tsv)
{
	struct str line;

	while (str_next(&tsv, '\n', &line)) {
		struct str column[C__COUNT] = { STR_NONE };
		int n = 0;

		while (n < C__COUNT && str_next(&line, '\t', &column[n]))
			n++;
		if (n == C__COUNT && number(column[C_LEVEL]) == LEVEL_WORD)
			add_word(s, column);
	}
}

void
scan_picture(struct extraction *x, struct str picture, uint32_t pages)
{
	struct scan s = { .x = x, .first = (uint32_t)x->text.npages, .pages = pages };
	struct arena *mem;
	struct str tsv;

	if (x->job->words == NULL)
		return;
	mem = arena_new("woorden", SCAN_MEM);
	buf_init(&s.line, mem, LINE_MOST);
	if (x->job->words(x->job, picture, mem, &tsv)) {
		gather_gap(&x->text, GAP_LINE);
		gather_origin(&x->text, TEXT_SCAN);
		add_words(&s, tsv);
		end_page(&s);
		gather_origin(&x->text, TEXT_VISIBLE);
	} else
		set_look(x, LOOK_UNREADABLE);
	arena_free(mem);
}
