/* SPDX-License-Identifier: EUPL-1.2 */
/* block.c - the places at the top of a document where its title stands. */
#include "glean/block.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "glean/join.h"
#include "glean/kind.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define SUBJECT_LINES	((size_t)60)	/* a subject further on is that of something within the document */
#define VALUE_LINES	6		/* below a label in which its value stands */
#define NAME_WORDS	((size_t)3)	/* of a line that is a name and no more */
#define NAME_LEAST	8		/* bytes of a name behind a colon */
#define ECHO_LEAST	((size_t)5)	/* bytes of a word that the text comes back to */
#define ECHO_PERCENT	34
#define CODE_LEAST	((size_t)6)	/* bytes of a number that is no year */
#define SURE_FLAT	80		/* the most, where no line end tells where a title ends */
#define SHORT_WORDS	((size_t)4)	/* a title of so few words takes its subtitle along */
#define SUBTITLE_MOST	((size_t)160)	/* bytes */
#define START_LINES	((size_t)40)	/* in which a title begins; after that it is the document */
#define PROSE_LEAST	((size_t)160)	/* bytes of a paragraph, and no note: what is set apart below it is a part */
#define SENTENCES_MOST	3		/* that may stand above a title: a note, a stamp */

/* Kinds that are put before the subject; the others say less than the subject itself. */
static const char *const joined[] = { "raadsvoorstel", "raadsbesluit", "raadsinformatiebrief", "raadsmemo", "raadsbrief", "motie",
	"amendement", "memo", "memorandum", "collegevoorstel", "collegeadvies", "collegebesluit", "collegebrief", "statenvoorstel", "statenbrief",
	"informatienota", "startnotitie", "schriftelijke vragen", "motie vreemd aan de orde van de dag",
	"raadsmededeling", "bestuursvoorstel", "b&w-nota", "b&w-advies", "verkeersbesluit", "convenant", "inventarislijst",
	"adviesnota", "zienswijze", "bezwaarschrift", "raadsnota", "initiatiefvoorstel", "technische vragen",
	"omgevingsvergunning", "ontheffing", "vergunning", "beschikking", "kapvergunning", "burgerinitiatiefvoorstel", "informatiebrief", "beslisnota", "oplegnotitie", "discussienota" };

static bool
is_loud(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	}
	return true;
}

/* RAADSVOORSTEL as Raadsvoorstel: a kind put before a subject is not shouted. */
static struct str
said_softly(struct str s, struct arena *mem)
{
	struct str low = str_lower(mem, s);
	char *p;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return s;
	}
	if (low.n == 0)
		return s;
	p = (char *)(uintptr_t)low.p;
	if (p[0] >= 'a' && p[0] <= 'z')
		p[0] = (char)(p[0] - ('a' - 'A'));
	return low;
}

/* The kind that stands above line i, when it is one to be put before a subject. */
static struct str
sort_above(const struct head *h, size_t i, struct str plain_subject, struct arena *mem)
{
	for (size_t k = 0; k < i; k++) {
		const struct head_line *l = &h->v[k];
		int j;

		if (l->kind != LINE_SORT || word_starts(l->plain, S("persbericht")) ||
		    (j = word_starts_any(l->plain, joined, COUNT(joined))) < 0)
			continue;
		/* "Raadsvoorstel ...: raadsvoorstel zwembad". */
		if (word_has(plain_subject, str_of(joined[j])))
			return STR_NONE;
		return said_softly(utf8_cut(l->s, strlen(joined[j])), mem);
	}
	return STR_NONE;
}

/* The first column of a value; false: it is the head of a table. */
static bool
one_column(struct str *s)
{
	struct str rest = *s;
	size_t columns = 0;

	for (size_t i = 0; i + 2 < rest.n; i++) {
		bool edge = rest.p[i] == '\t' || (rest.p[i] == ' ' && rest.p[i + 1] == ' ' && rest.p[i + 2] == ' ');

		if (!edge)
			continue;
		if (columns++ == 0)
			*s = str_trim(str_sub(rest, 0, i));
		while (i + 1 < rest.n && (rest.p[i + 1] == ' ' || rest.p[i + 1] == '\t'))
			i++;
	}
	return columns <= 1;
}

/* The line below label i in which its value stands; h->n: none. */
static size_t
value_below(const struct head *h, size_t i)
{
	for (size_t k = i + 1; k < h->n && k <= i + VALUE_LINES; k++) {
		switch (h->v[k].kind) {
		case LINE_TEXT:
		case LINE_SORT:
			return k;
		case LINE_LABEL: /* a block of labels, with the block of their values below */
			if (h->v[k].value.n != 0)
				return h->n;
			break;
		case LINE_DATE:
		case LINE_NUMBER:
			break;
		case LINE_SENTENCE:
			return k == i + 1 && h->v[k].s.n <= SUBTITLE_MOST ? k : h->n;
		case LINE_MAKER:
		case LINE_ADDRESS:
		case LINE_PERSON:
		case LINE_SUBJECT:
		case LINE_PREAMBLE:
		case LINE_STOP:
			return h->n;
		}
	}
	return h->n;
}

/* "Datum Kenmerk Onderwerp" above "16 september 2003 03M459859 Positie van het Kabinet": that value without the others. */
static struct str
own_value(struct str s)
{
	struct date d;
	size_t n = date_scan(s, &d);

	s = str_trim(str_from(s, n));
	for (;;) {
		size_t at = s.n;

		while (at != 0 && s.p[at - 1] != ' ')
			at--;
		if (at == 0 || !sort_digit(str_from(s, at)) || s.n - at < CODE_LEAST)
			break;
		s = str_trim(str_sub(s, 0, at));
	}
	for (;;) {
		size_t end = 0;

		while (end < s.n && s.p[end] != ' ')
			end++;
		if (end == s.n || !sort_digit(str_sub(s, 0, end)))
			return s;
		s = str_trim(str_from(s, end));
	}
}

/* Behind these no letterhead comes. */
static const char *const ends_head[] = { "geachte", "geacht", "artikel 1", "hoofdstuk 1", "wetstechnische informatie", "gegevens van de regeling" };

struct named
block_subject(const struct head *h, struct arena *mem)
{
	for (size_t i = 0; i < h->n && i < SUBJECT_LINES; i++) {
		const struct head_line *l = &h->v[i];
		struct str value = l->value, sort;
		size_t at = i, next;
		struct buf b;

		if (l->kind == LINE_STOP && i > 1 && word_starts_any(l->plain, ends_head, COUNT(ends_head)) >= 0)
			break;
		/* What the rules of a body are filed under. */
		if (l->kind != LINE_SUBJECT || !one_column(&value) ||
		    (i != 0 && word_starts(h->v[i - 1].plain, S("vastgesteld door"))))
			continue;
		if (value.n == 0) {
			at = value_below(h, i);
			if (at == h->n)
				continue;
			value = h->v[at].s;
			/* A row of a table is no value. */
			if (l->row && !one_column(&value))
				continue;
			value = l->row ? own_value(value) : value;
		}
		value = join_lines(h, at, str_trim(str_sub(value, 0, head_label_in(value, mem))), &next, mem);
		if (value.n == 0)
			continue;
		sort = sort_above(h, i, str_lower(mem, value), mem);
		buf_init(&b, mem, 2 * TITLE_BYTES);
		if (sort.n != 0)
			buf_addf(&b, "%.*s: ", STRF(sort));
		buf_add(&b, value);
		return (struct named){ .text = buf_str(&b),
			.off = at == i ? (uint32_t)(l->off + (uint32_t)(l->value.p - l->s.p)) : h->v[at].off,
			.len = (uint32_t)(at == i ? l->value.n : h->v[at].s.n),
			.sure = l->flat ? SURE_FLAT : 92 };
	}
	return (struct named){ 0 };
}

/* A line with its text directly below it is the heading of a part. */
static bool
heads_part(const struct head *h, size_t k)
{
	return h->gaps && k + 1 < h->n && !h->v[k + 1].gap &&
	    (h->v[k + 1].kind == LINE_SENTENCE || h->v[k + 1].kind == LINE_ADDRESS || h->v[k + 1].kind == LINE_LABEL ||
		h->v[k + 1].kind == LINE_PREAMBLE);
}

/* "Kwaliteitsteam Rivierfront", and below it what that is: a letterhead, when a title stands apart from it. */
static size_t
below_letterhead(const struct head *h, size_t i)
{
	if (!h->gaps || i == 0 || h->v[i].gap || h->v[i - 1].kind != LINE_MAKER || h->v[i].level != 0 ||
	    sort_document(h->v[i].plain))
		return i;
	for (size_t k = i + 1; k < h->n && k <= i + VALUE_LINES; k++) {
		switch (h->v[k].kind) {
		case LINE_TEXT:
		case LINE_SORT:
			if (h->v[k].gap)
				return h->v[k].kind == LINE_SORT ||
					(sort_document(h->v[k].plain) && !heads_part(h, k)) ?
				    k :
				    i;
			break;
		case LINE_MAKER:
		case LINE_LABEL:
		case LINE_DATE:
		case LINE_ADDRESS:
		case LINE_NUMBER:
		case LINE_PERSON:
			break;
		case LINE_SUBJECT:
		case LINE_SENTENCE:
		case LINE_PREAMBLE:
		case LINE_STOP:
			return i;
		}
	}
	return i;
}

/* Does the text name it again? */
static bool
recurs(const struct head *h, size_t i)
{
	if (word_count(h->v[i].plain) <= NAME_WORDS)
		return false;
	for (size_t k = 0; k < h->n; k++) {
		if (k != i && word_has(h->v[k].plain, h->v[i].plain))
			return true;
	}
	return false;
}

/* Where a title may begin; h->n: nowhere. */
static size_t
start(const struct head *h, size_t from)
{
	int sentences = 0;
	bool prose = false;

	/* What later pages have at their top too. */
	for (size_t i = 0; i < h->n && i < START_LINES; i++) {
		if (i >= from && h->v[i].again && h->v[i].kind == LINE_TEXT && !sort_body(h->v[i].plain) &&
		    (word_count(h->v[i].plain) > NAME_WORDS || sort_document(h->v[i].plain)))
			return i;
	}

	for (size_t i = from; i < h->n && i < START_LINES; i++) {
		const struct head_line *l = &h->v[i];

		if (l->mail || (l->repeated && l->level == 0))
			continue;
		switch (l->kind) {
		case LINE_TEXT:
			/* A piece of a sentence; and behind running text only what is set apart. */
			if ((join_small(l->s) && !(i == 0 && l->level != 0) &&
				!(i == 1 && !l->gap && sort_begins(l->plain))) ||
			    (l->level == 0 && sentences != 0 &&
				!(((l->gap && !prose) || recurs(h, i)) && sort_document(l->plain))))
				break;
			return below_letterhead(h, i);
		case LINE_SORT:
			/* "Voorstel:" in running text. */
			if (sentences != 0 && str_ends(l->plain, S(":")))
				break;
			return below_letterhead(h, i);
		case LINE_SENTENCE:
			prose |= l->s.n >= PROSE_LEAST;
			if (l->level == 0 && ++sentences > SENTENCES_MOST)
				return h->n;
			break;
		case LINE_PREAMBLE:
			/* "BESLUIT" above "Besluit van de directeur". */
			if (!str_eq(l->plain, S("besluit")))
				return h->n;
			break;
		case LINE_STOP:
			if (l->level == 0 || str_starts(l->plain, S("geacht")))
				return h->n;
			break;
		case LINE_MAKER:
		case LINE_SUBJECT:
		case LINE_LABEL:
		case LINE_DATE:
		case LINE_ADDRESS:
		case LINE_NUMBER:
		case LINE_PERSON:
			break;
		}
	}
	return h->n;
}

/* How many of the words of line i the text has again, in percent; short ones do not count. */
static int
echoed(const struct head *h, size_t i)
{
	struct str rest = h->v[i].plain, w;
	int all = 0, there = 0;

	while (word_next(&rest, &w)) {
		bool again = false;

		if (w.n < ECHO_LEAST || sort_digit(w))
			continue;
		for (size_t k = 0; !again && k < h->n; k++)
			again = k != i && memmem(h->v[k].plain.p, h->v[k].plain.n, w.p, w.n) != NULL;
		all++;
		there += again;
	}
	return all == 0 ? 0 : there * 100 / all;
}

/*
 * The first line that may be a title is none when the text does not come back
 * to it ("Mijn loket"), and below it, before the text begins, one stands that
 * says what kind of document this is; nor when that one says all of it and more.
 */
static size_t
better(const struct head *h, size_t i)
{
	const struct head_line *l = &h->v[i];
	int echo;

	if (l->kind != LINE_TEXT || l->level != 0 || l->again || sort_document(l->plain))
		return i;
	echo = echoed(h, i);
	for (size_t k = i + 1; k < h->n && k <= i + VALUE_LINES; k++) {
		const struct head_line *x = &h->v[k];

		if (x->kind == LINE_SENTENCE || x->kind == LINE_PREAMBLE || x->kind == LINE_STOP ||
		    x->kind == LINE_SUBJECT)
			break;
		if (x->kind == LINE_TEXT && x->gap && !join_small(x->s) && sort_begins(x->plain) && !heads_part(h, k) &&
		    word_count(x->plain) > 1 &&
		    ((echo <= ECHO_PERCENT && echoed(h, k) > echo) || word_has(x->plain, l->plain)))
			return k;
	}
	return i;
}

/* The line below a kind of document that says what it is about; h->n: there is none. */
static size_t
below_sort(const struct head *h, size_t next)
{
	for (size_t k = next; k < h->n && k < next + VALUE_LINES; k++) {
		switch (h->v[k].kind) {
		case LINE_TEXT:
			if (join_apart(h->v[k].plain))
				break;
			return heads_part(h, k) || join_small(h->v[k].s) ? h->n : k;
		case LINE_LABEL:
		case LINE_DATE:
		case LINE_NUMBER:
		case LINE_MAKER:
		case LINE_ADDRESS:
		case LINE_PERSON:
		case LINE_SORT:
			break;
		case LINE_SUBJECT:
		case LINE_SENTENCE:
		case LINE_PREAMBLE:
		case LINE_STOP:
			return h->n;
		}
	}
	return h->n;
}

/* The line below a title that tells more of it; h->n: none does. */
static size_t
subtitle(const struct head *h, size_t i, size_t next, struct str title)
{
	const struct head_line *l;

	if (h->v[i].kind == LINE_SORT)
		return below_sort(h, next);
	if (next >= h->n)
		return h->n;
	l = &h->v[next];
	if (l->gap && l->kind == LINE_TEXT && is_loud(title) && is_loud(l->s) && word_count(title) <= NAME_WORDS)
		return next;
	if (l->kind != LINE_TEXT || l->s.n > SUBTITLE_MOST || l->mail || l->gap || word_count(title) > SHORT_WORDS ||
	    (l->level == 0 && !h->gaps) || join_apart(l->plain))
		return h->n;
	return (h->v[i].level != 0) == (l->level != 0) ? next : h->n;
}

/* The kind before what it is about, where people say it so. */
static struct str
sorted(struct str sort, struct str plain_sort, struct str title, struct arena *mem)
{
	int j = word_starts_any(plain_sort, joined, COUNT(joined));

	if (sort_meeting(plain_sort))
		return str_fmt(mem, "%.*s %.*s", STRF(said_softly(sort, mem)), STRF(title));
	if (j < 0)
		return title;
	return str_fmt(mem, "%.*s: %.*s", STRF(said_softly(utf8_cut(sort, strlen(joined[j])), mem)), STRF(title));
}

/* The first line of all, set apart: "Klacht indienen", or what would be a sentence if it had a verb. */
static bool
heads_text(const struct head *h, size_t i)
{
	const struct head_line *l = &h->v[i];

	if (i != 0 || word_starts_any(l->plain, ends_head, COUNT(ends_head)) >= 0 ||
	    word_starts(l->plain, S("beste")) || str_starts(l->plain, S("inhoud")) ||
	    str_has(S(",:;"), l->plain.p[l->plain.n - 1]))
		return false;
	if (l->kind == LINE_STOP)
		return !sort_digit(l->plain) && word_count(l->plain) == 2;
	return l->kind == LINE_SENTENCE && h->n > 1 && h->v[1].gap && l->s.n <= SUBTITLE_MOST &&
	    (sort_document(l->plain) || word_starts(l->plain, S("openbare vergadering"))) && !kind_has_verb(l->plain);
}

/*
 * No line that looks like a title: "Bijlage 2 bij raadsvoorstel X", or the name
 * of what looked like a body, directly above those who lay it down.
 */
static struct named
last_resort(const struct head *h, struct arena *mem)
{
	static const char *const organs[] = { "provinciale staten", "gedeputeerde staten", "college", "burgemeester",
		"raad", "gemeenteraad", "de raad", "het college", "dagelijks bestuur", "algemeen bestuur",
		"de burgemeester", "gemeente", "provincie", "waterschap" };

	for (size_t i = 0; i < h->n && i < VALUE_LINES; i++) {
		const struct head_line *l = &h->v[i];
		size_t next;

		if ((l->kind == LINE_NUMBER && word_starts(l->plain, S("bijlage")) &&
			word_count(l->plain) > SHORT_WORDS) ||
		    (l->kind == LINE_MAKER && i + 1 < h->n && h->v[i + 1].kind == LINE_PREAMBLE &&
			word_count(l->plain) > SHORT_WORDS / 2 && word_starts_any(l->plain, organs, COUNT(organs)) < 0))
			return (struct named){ .text = join_lines(h, i, l->s, &next, mem),
				.off = l->off,
				.len = (uint32_t)l->s.n,
				.sure = 55 };
		if (heads_text(h, i))
			return (struct named){ .text = join_lines(h, i, l->s, &next, mem),
				.off = l->off,
				.len = (uint32_t)l->s.n,
				.sure = 50 };
		if (l->kind == LINE_SENTENCE || l->kind == LINE_PREAMBLE || l->kind == LINE_STOP)
			break;
	}
	return (struct named){ 0 };
}

/* "NOTULEN GEMEENTERAAD", and below it "Notulen van de openbare vergadering, gehouden op 3 mei 2002"; h->n: it is not so. */
static size_t
fuller(const struct head *h, size_t next)
{
	for (size_t k = next; k < h->n && k < next + SHORT_WORDS; k++) {
		if (h->v[k].kind == LINE_TEXT && sort_meeting(h->v[k].plain) &&
		    !word_has(h->v[k].plain, S("vastgesteld")) && word_has(h->v[k].plain, S("vergadering")) &&
		    sort_digit(h->v[k].plain))
			return k;
		if (h->v[k].kind == LINE_SENTENCE || h->v[k].kind == LINE_STOP || h->v[k].kind == LINE_PREAMBLE)
			break;
	}
	return h->n;
}

struct named
block_title(const struct head *h, struct arena *mem)
{
	size_t i = start(h, 0), next, sub = 0, end;
	const struct head_line *l;
	struct str title, more;
	bool sort;
	int sure;

	if (i == h->n)
		return last_resort(h, mem);
	i = better(h, i);
	l = &h->v[i];
	title = join_lines(h, i, l->s, &next, mem);
	/* The rest of it was not found: the next. */
	if (title.n == 0 && (i = start(h, next)) != h->n) {
		l = &h->v[i];
		title = join_lines(h, i, l->s, &next, mem);
	}
	if (title.n == 0)
		return (struct named){ 0 };
	if (sort_meeting(l->plain) && !sort_digit(l->plain) && word_count(title) <= SHORT_WORDS &&
	    (sub = fuller(h, next)) != h->n) {
		i = sub;
		l = &h->v[i];
		title = join_lines(h, i, l->s, &next, mem);
	}
	sort = l->kind == LINE_SORT && next == i + 1;
	sub = l->kind == LINE_SORT && !sort ? h->n : subtitle(h, i, next, title);
	sure = l->level == 1 ? 85 : sort_document(l->plain) || l->again ? 84 : l->level != 0 ? 78 : 70;
	if (l->flat && !l->again && sure > SURE_FLAT)
		sure = SURE_FLAT;
	if (sub != h->n) {
		more = join_lines(h, sub, h->v[sub].s, &end, mem);
		if (more.n != 0) {
			const char *between =
			    str_has(S("?!:."), title.p[title.n - 1]) || sort_meeting(l->plain) ? " " : ": ";

			title = sort ? sorted(title, l->plain, more, mem) :
				       str_fmt(mem, "%.*s%s%.*s", STRF(title), between, STRF(more));
			next = end;
			sort = false;
		}
	}
	if (sort_meeting(l->plain)) {
		struct str dated = meeting_date(h, next, title, mem);

		sort &= dated.n == title.n;
		title = dated;
	}
	return (struct named){ .text = title, .off = l->off, .len = (uint32_t)l->s.n, .sure = sort ? 45 : sure };
}

struct named
block_laid_down(const struct head *h, struct arena *mem)
{
	bool decided = false;

	for (size_t i = 0; i < h->n; i++) {
		const struct head_line *l = &h->v[i];
		const char *colon;
		size_t next;

		if (decided && !word_starts(l->plain, S("vast te stellen")) &&
		    (l->kind == LINE_TEXT || l->kind == LINE_SORT) && !join_small(l->s) && !str_ends(l->s, S(";")) &&
		    !ascii_digit(l->s.p[0]))
			return (struct named){ .text = join_lines(h, i, l->s, &next, mem),
				.off = l->off,
				.len = (uint32_t)l->s.n,
				.sure = 80 };
		/* "Vast te stellen de volgende regeling: Reglement De Brede Aa". */
		if ((decided || word_starts(l->plain, S("vast te stellen"))) &&
		    (colon = memchr(l->s.p, ':', l->s.n)) != NULL && word_starts(l->plain, S("vast te stellen")) &&
		    colon + NAME_LEAST < l->s.p + l->s.n) {
			struct str value = str_trim(str_from(l->s, (size_t)(colon - l->s.p) + 1));

			return (struct named){ .text = join_lines(h, i, value, &next, mem),
				.off = (uint32_t)(l->off + (size_t)(value.p - l->s.p)),
				.len = (uint32_t)value.n,
				.sure = 80 };
		}
		if (decided && l->kind != LINE_PREAMBLE)
			return (struct named){ 0 };
		decided = str_ends(l->plain, S(":")) && !word_has(l->plain, S("volgende besluiten")) &&
		    (word_has(l->plain, S("vast te stellen")) || word_has(l->plain, S("volgende")) ||
			word_has(l->plain, S("vast")));
	}
	return (struct named){ 0 };
}
