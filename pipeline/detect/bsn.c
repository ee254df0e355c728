/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * bsn.c - finds burgerservicenummers (Woo 5.1 lid 1 onder e; gate facts 2.2).
 *
 * Two ways through the folded text.  The patterns find numbers as people write
 * them.  The walk over groups of digits finds what layout has torn apart, and
 * what is a number only when a word near it says so.
 */
#include "detect/bsn.h"

#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/fold.h"
#include "base/mask.h"
#include "detect/pattern.h"

#include "base/banned.h"

#define DIGITS		9
#define GAP_MOST	16	/* bytes of white space within one number; more lies between two numbers */
#define LABEL_NEAR	40	/* bytes before a btw-id in which a word says that it is a BSN */
#define WORD_LONG	64	/* bytes; no word of the lists is longer */

/* Nine in a row, 3-3-3, 4-2-3 and 2-2-2-3: the writings in use. */
static const char written[] =
    "(?<![0-9.,/-])[0-9]{9}(?![0-9])(?![.,][0-9])"
    "|(?<![0-9.])(?:[0-9]{3}[ .-][0-9]{3}[ .-][0-9]{3}"
    "|[0-9]{4}[ .-][0-9]{2}[ .-][0-9]{3}"
    "|[0-9]{2}[ .-][0-9]{2}[ .-][0-9]{2}[ .-][0-9]{3})(?![0-9])";

/* Words that announce one.  Without boundaries where compounds are usual: klantbsn, bsnnummer. */
static const char announcing[] =
    "bsn|b\\. ?s\\. ?n(?![a-z])|(?<![a-z])b s n(?![a-z])"
    "|burger[ \\n-]{0,3}service[ \\n-]{0,3}n(?:umme)?r"
    "|(?<![a-z])sofi(?:[ \\n-]{0,3}n(?:umme)?r|(?![a-z]))"
    "|sociaal[ \\n-]{1,3}fiscaal|persoonsnummer|persoonlijk[ \\n]{1,2}nummer"
    "|(?<!btw)(?<!btw[ \\n-])identificatienummer"
    "|citizen[ \\n]{1,2}service[ \\n]{1,2}number|omzetbelasting[ \\n-]{0,3}nummer";

/* Words that say it is something else.  They never make a number pass: they can stand there by accident. */
static const char denying[] =
    "(?<![a-z])(?:rsin|kvk|btw|iban|zaaknummer|kenmerk|dossier|factuur|tel(?![a-z])|telefoon|fax(?![a-z])"
    "|isbn|ecli|doi(?![a-z])|polis|order)";

/* Words that, directly before it, are the label of another number: "dossiernummer 111222333", "KvK-nr.: ...". */
#define LABELS                                                                                                         \
	"(?<![a-z])(?:rsin|kvk|kamer van koophandel|btw|iban|rekening|zaak|dossier|kenmerk|factuur|tel(?![a-z])"      \
	"|telefoon|fax(?![a-z])|isbn|ecli|doi(?![a-z])|polis|order|debiteur|crediteur|relatie|meld|aanvraag"          \
	"|vergunning|registratie|contract|project|referentie|document)"

static const char label[] = LABELS;
static const char labelling[] = LABELS "[a-z]{0,16}+(?:[ .-]{1,2}(?:identificatienummer|nummer|nr|no|id))?"
				       "[ .:#=\t-]{0,4}(?:nl)?";

struct bsn {
	struct pattern	*written, *announcing, *denying, *label, *labelling;
};

struct scan {
	const struct bsn	*b;
	struct folded		 f;
	struct arena		*mem;
	struct bsn_hits		*hits;
	size_t			 word_s, word_e;	/* announcing word that near() saw last */
	bool			 no_word;		/* there are none after it */
};

/* A candidate: bytes [s, e) of the folded text. */
struct cand {
	size_t		 s, e;
	char		 digit[DIGITS];
	size_t		 ndigits;
};

static void
digits_of(const struct scan *x, struct cand *c)
{
	c->ndigits = 0;
	for (size_t i = c->s; i < c->e; i++) {
		if (ascii_digit(x->f.s.p[i])) {
			must(c->ndigits < DIGITS);
			c->digit[c->ndigits++] = x->f.s.p[i];
		}
	}
}

/* Candidates come in ascending order, so one walk over the words serves them all. */
static bool
announced(struct scan *x, const struct cand *c)
{
	size_t least = c->s > BSN_NEAR ? c->s - BSN_NEAR : 0;

	while (!x->no_word && x->word_e <= least && (least != 0 || x->word_e == 0)) {
		size_t from = least > WORD_LONG && least - WORD_LONG > x->word_e ? least - WORD_LONG : x->word_e;
		int rc = pattern_find(x->b->announcing, x->f.s, from, &x->word_s, &x->word_e);

		x->no_word = rc != 1;
		x->hits->gave_up = x->hits->gave_up || rc < 0;
	}
	return !x->no_word && x->word_s < c->e + BSN_NEAR;
}

static struct str
denied(struct scan *x, const struct cand *c)
{
	size_t least = c->s > BSN_NEAR ? c->s - BSN_NEAR : 0, s, e;
	int rc = pattern_find(x->b->denying, str_sub(x->f.s, 0, c->e + BSN_NEAR), least, &s, &e);

	x->hits->gave_up = x->hits->gave_up || rc < 0;
	return rc == 1 ? str_dup(x->mem, str_sub(x->f.s, s, e - s)) : STR_NONE;
}

/* NL111222333B01: a btw-id, which is somebody's BSN or nobody's. */
static bool
is_btw_id(struct str s, const struct cand *c)
{
	return c->s >= 2 && memcmp(s.p + c->s - 2, "nl", 2) == 0 && c->e + 2 < s.n && s.p[c->e] == 'b' &&
	    ascii_digit(s.p[c->e + 1]) && ascii_digit(s.p[c->e + 2]);
}

/* The label that ends where the number begins. */
static bool
label_before(struct scan *x, const struct cand *c, struct str *span_r)
{
	struct str before = str_sub(x->f.s, 0, c->s);
	size_t s = 0, e = 0, from = c->s > WORD_LONG ? c->s - WORD_LONG : 0;
	int rc;

	while ((rc = pattern_find(x->b->labelling, before, from, &s, &e)) == 1 && e < c->s)
		from = s + 1;
	x->hits->gave_up = x->hits->gave_up || rc < 0;
	*span_r = str_sub(before, s, e - s);
	return rc == 1;
}

/*
 * Is it said to be another number, by its own label or form?  Then a word
 * further away does not make it a BSN for certain, nor does the label make it
 * something else for certain.  Absent: no; else a word of our list.
 */
static struct str
labelled(struct scan *x, const struct cand *c)
{
	struct str span, before = str_sub(x->f.s, 0, c->s);
	size_t s, e;

	if (label_before(x, c, &span)) {
		/* "registratiebsn": its last word counts. */
		if (pattern_find(x->b->announcing, span, 0, &s, &e) == 1)
			return STR_NONE;
		return pattern_find(x->b->label, span, 0, &s, &e) == 1 ? str_dup(x->mem, str_sub(span, s, e - s)) :
									 S("?");
	}
	if (!is_btw_id(x->f.s, c) ||
	    pattern_find(x->b->announcing, before, c->s > LABEL_NEAR ? c->s - LABEL_NEAR : 0, &s, &e) == 1)
		return STR_NONE;
	return S("btw");
}

static bool
overlap(const struct bsn_hit *a, const struct bsn_hit *b)
{
	return a->off < b->off + b->len && b->off < a->off + a->len;
}

/* Keep a hit; of those that share a place only the gravest, which has the lowest code. */
static void
keep(struct scan *x, const struct cand *c, enum finding_code code, bool said, struct str other)
{
	struct bsn_hits *hits = x->hits;
	struct bsn_hit h = { .code = code, .announced = said };
	size_t n = 0;

	fold_origin(&x->f, c->s, c->e, &h.off, &h.len);
	for (size_t i = 0; i < hits->n; i++) {
		if (overlap(&hits->v[i], &h) && hits->v[i].code <= code)
			return;
	}
	for (size_t i = 0; i < hits->n; i++) {
		if (!overlap(&hits->v[i], &h))
			hits->v[n++] = hits->v[i];
	}
	hits->n = n;
	if (n == BSN_HITS_MOST) {
		hits->more = true;
		return;
	}
	for (size_t i = 0; i < c->ndigits; i++)
		h.masked[i] = i < 3 || i == c->ndigits - 1 ? c->digit[i] : '*';
	if (code == F_SCR_BSN_POSSIBLE)
		h.other = other.n != 0 ? other : denied(x, c);
	hits->v[hits->n++] = h;
}

/* The table of gate facts 2.2. */
static void
judge(struct scan *x, struct cand *c)
{
	struct str other;
	bool passes, said;

	digits_of(x, c);
	passes = elfproef(c->digit, c->ndigits);
	said = announced(x, c);
	other = passes && said ? labelled(x, c) : STR_NONE;
	if (passes)
		keep(x, c, said && other.n == 0 ? F_SCR_BSN : F_SCR_BSN_POSSIBLE, said && other.n == 0, other);
	else if (said)
		keep(x, c, F_SCR_BSN_MISTYPED, said, STR_NONE);
}

static bool
stop(const struct scan *x)
{
	return x->hits->more || x->hits->gave_up;
}

static void
scan_written(struct scan *x)
{
	struct cand c = { .e = 0 };
	int rc;

	x->word_s = x->word_e = 0;
	x->no_word = false;
	for (size_t from = 0; !stop(x); from = c.s + 1) {
		rc = pattern_find(x->b->written, x->f.s, from, &c.s, &c.e);
		x->hits->gave_up = x->hits->gave_up || rc < 0;
		if (rc != 1)
			return;
		judge(x, &c);
	}
}

/* What separates two groups of digits. */
enum gap {
	GAP_NONE,			/* too much, or something else: not one number */
	GAP_SEP,			/* one of " .-" */
	GAP_LINE,			/* a line end, perhaps after a hyphen */
	GAP_CELL,			/* a tab */
	GAP_ODD				/* more white space than people write */
};

static enum gap
gap_at(struct str s, size_t at, size_t *next_r)
{
	size_t i = at, marks = 0, lines = 0, tabs = 0;

	for (; i < s.n && i - at <= GAP_MOST && !ascii_digit(s.p[i]); i++) {
		marks += s.p[i] == '.' || s.p[i] == '-';
		lines += s.p[i] == '\n';
		tabs += s.p[i] == '\t';
		if (memchr(" .-\n\t", s.p[i], 5) == NULL)
			return GAP_NONE;
	}
	if (i >= s.n || !ascii_digit(s.p[i]) || marks > 1)
		return GAP_NONE;
	*next_r = i;
	return lines != 0 ? GAP_LINE : tabs != 0 ? GAP_CELL : i - at == 1 ? GAP_SEP : GAP_ODD;
}

/* Groups of digits that may be one number. */
struct groups {
	size_t		 n, len[DIGITS];
	size_t		 gaps[GAP_ODD + 1];
};

static bool
usual(const struct groups *g)
{
	static const struct {
		size_t n, len[4];
	} known[] = { { 3, { 3, 3, 3 } }, { 3, { 4, 2, 3 } }, { 4, { 2, 2, 2, 3 } } };

	for (size_t i = 0; i < COUNT(known); i++) {
		if (g->n == known[i].n && memcmp(g->len, known[i].len, g->n * sizeof g->len[0]) == 0)
			return g->gaps[GAP_ODD] == 0;
	}
	return false;
}

/* Nothing beside it makes it part of an amount, a longer number, a date or a list of numbers over lines. */
static bool
alone(struct str s, const struct cand *c)
{
	size_t next;

	if (c->s > 0 && memchr(".,/-", s.p[c->s - 1], 4) != NULL)
		return false;
	if (c->s > 1 && memchr(" \t\n", s.p[c->s - 1], 3) != NULL && ascii_digit(s.p[c->s - 2]))
		return false;
	if (c->e + 1 < s.n && (s.p[c->e] == '.' || s.p[c->e] == ',') && ascii_digit(s.p[c->e + 1]))
		return false;
	return gap_at(s, c->e, &next) != GAP_LINE;
}

/* 20260312 and 12032026 are days rather than numbers that lost a zero. */
static bool
is_day(const struct cand *c)
{
	int v[8];

	for (size_t i = 0; i < 8; i++)
		v[i] = c->digit[i] - '0';
	return date_valid(
		   (struct date){ v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3], v[4] * 10 + v[5], v[6] * 10 + v[7] }) ||
	    date_valid(
		(struct date){ v[4] * 1000 + v[5] * 100 + v[6] * 10 + v[7], v[2] * 10 + v[3], v[0] * 10 + v[1] });
}

/* Eight digits in a row count only when they are announced; a number of the KvK has eight, too. */
static void
judge_eight(struct scan *x, struct cand *c)
{
	struct str other;

	digits_of(x, c);
	if (!announced(x, c))
		return;
	other = labelled(x, c);
	if (elfproef(c->digit, c->ndigits))
		keep(x, c, is_day(c) || other.n != 0 ? F_SCR_BSN_POSSIBLE : F_SCR_BSN, other.n == 0, other);
	else if (!is_day(c) && other.n == 0 && alone(x->f.s, c))
		keep(x, c, F_SCR_BSN_MISTYPED, true, STR_NONE);
}

/* Nine digits in groups as they stand, whatever lies between. */
static void
judge_groups(struct scan *x, struct cand *c, const struct groups *g)
{
	size_t layout = g->gaps[GAP_LINE] + g->gaps[GAP_CELL];

	/* One line end within a number that is otherwise as people write it: as if it were not there. */
	if (g->gaps[GAP_LINE] == 1 && g->gaps[GAP_CELL] == 0 && (g->n == 2 || usual(g)) && alone(x->f.s, c)) {
		judge(x, c);
		return;
	}
	digits_of(x, c);
	if (elfproef(c->digit, c->ndigits) && announced(x, c)) {
		struct str other = labelled(x, c);
		bool sure = (layout + 1 == g->n || usual(g)) && other.n == 0;

		keep(x, c, sure ? F_SCR_BSN : F_SCR_BSN_POSSIBLE, other.n == 0, other);
	}
}

/* All numbers that start with the group of digits at s. */
static void
groups_from(struct scan *x, size_t s)
{
	struct str t = x->f.s;
	struct groups g = { .n = 0 };
	struct cand c = { .s = s, .e = s };
	size_t total = 0;

	for (;;) {
		enum gap gap;
		size_t at = c.e;

		while (c.e < t.n && ascii_digit(t.p[c.e]) && c.e - at <= DIGITS)
			c.e++;
		total += c.e - at;
		if (total > DIGITS)
			return;
		g.len[g.n++] = c.e - at;
		if (total == DIGITS - 1 && g.n == 1)
			judge_eight(x, &c);
		if (total == DIGITS) {
			judge_groups(x, &c, &g);
			return;
		}
		if ((gap = gap_at(t, c.e, &c.e)) == GAP_NONE)
			return;
		g.gaps[gap]++;
	}
}

static void
scan_groups(struct scan *x)
{
	struct str t = x->f.s;

	x->word_s = x->word_e = 0;
	x->no_word = false;
	for (size_t i = 0; i < t.n && !stop(x); i++) {
		if (ascii_digit(t.p[i]) && (i == 0 || !ascii_digit(t.p[i - 1])))
			groups_from(x, i);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct bsn_hit *x = a, *y = b;

	return (x->off > y->off) - (x->off < y->off);
}

int
bsn_load(struct arena *mem, struct bsn **b_r, struct err *e)
{
	struct bsn *b = NEW(mem, struct bsn, 1);

	if (pattern_new(written, mem, &b->written, e) != 0 || pattern_new(announcing, mem, &b->announcing, e) != 0 ||
	    pattern_new(denying, mem, &b->denying, e) != 0 || pattern_new(label, mem, &b->label, e) != 0 ||
	    pattern_new(labelling, mem, &b->labelling, e) != 0)
		return -1;
	*b_r = b;
	return 0;
}

void
bsn_scan(const struct bsn *b, struct str text, struct arena *mem, struct bsn_hits *hits)
{
	struct scan x = { .b = b, .mem = mem, .hits = hits };

	*hits = (struct bsn_hits){ .n = 0 };
	if (text.n == 0)
		return;
	fold(&x.f, text, mem);
	scan_written(&x);
	scan_groups(&x);
	qsort(hits->v, hits->n, sizeof hits->v[0], by_place);
}
