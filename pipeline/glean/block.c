/* SPDX-License-Identifier: EUPL-1.2 */
/* block.c - the places at the top of a document where its title stands. */
#include "glean/block.h"

#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define TITLE_LINES	6		/* of one title */
#define TITLE_BYTES	((size_t)600)	/* a longer one is running text; the record holds 500 */
#define SUBJECT_LINES	((size_t)60)	/* a subject further on is that of something within the document */
#define VALUE_LINES	6		/* below a label in which its value stands */
#define WRAP_LEAST	((size_t)38)	/* bytes of a line that was full, so that its next may be its rest */
#define NAME_WORDS	((size_t)3)	/* of a line that is a name and no more */
#define SHORT_WORDS	((size_t)4)	/* a title of so few words takes its subtitle along */
#define SUBTITLE_MOST	((size_t)160)	/* bytes */
#define DATE_LINES	8		/* below the title of minutes in which their date stands */
#define START_LINES	((size_t)40)	/* in which a title begins; after that it is the document */
#define SENTENCES_MOST	3		/* that may stand above a title: a note, a stamp */

/* A line does not end with these: more follows. */
static const char *const open_ends[] = { "de", "het", "een", "van", "voor", "in", "op", "over", "aan", "bij", "met", "en", "of",
	"te", "ten", "ter", "der", "den", "des", "om", "tot", "inzake", "betreffende", "door", "uit", "naar", "tussen",
	"tegen", "houdende", "the", "and", "to", "for", "a", "an", "per", "onder", "omtrent", "tijdens", "als",
	"dat", "die", "welke", "binnen", "buiten", "via", "rond", "nr", "d.d", "dd", "of the", "st" };

/* Nor with these, when a name stands below. */
static const char *const before_names[] = { "gemeente", "provincie", "waterschap", "ministerie", "wet", "artikel", "stichting", "regio" };

/* Kinds that are put before the subject; the others say less than the subject itself. */
static const char *const joined[] = { "raadsvoorstel", "raadsbesluit", "raadsinformatiebrief", "raadsmemo", "raadsbrief", "motie",
	"amendement", "memo", "memorandum", "collegevoorstel", "collegeadvies", "collegebesluit", "collegebrief", "statenvoorstel", "statenbrief",
	"informatienota", "startnotitie", "schriftelijke vragen", "motie vreemd aan de orde van de dag",
	"raadsmededeling", "bestuursvoorstel", "b&w-nota", "b&w-advies", "verkeersbesluit", "convenant", "inventarislijst",
	"adviesnota", "zienswijze", "bezwaarschrift", "raadsnota", "initiatiefvoorstel", "technische vragen",
	"omgevingsvergunning", "ontheffing", "vergunning", "beschikking", "kapvergunning", "burgerinitiatiefvoorstel", "informatiebrief", "beslisnota", "oplegnotitie", "discussienota" };

static bool
is_lower_start(struct str s)
{
	uint32_t c;

	while (s.n != 0 && str_has(S("(\"'"), s.p[0]))
		s = str_from(s, 1);
	return s.n != 0 && utf8_decode(s, &c) != 0 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

/* What a second paragraph of a title begins with, in small letters. */
static const char *const subjected[] = { "betreffende", "inzake", "houdende", "ingevolge", "tot", "over", "omtrent" };

static bool
is_loud(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	}
	return true;
}

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
	if (is_open(x->plain, open_ends, COUNT(open_ends)))
		return !y->gap || y->level != 0;
	if (!y->gap && is_open(x->plain, before_names, COUNT(before_names)) && word_count(y->plain) <= NAME_WORDS)
		return true;
	/* "BESCHIKKING van GEDEPUTEERDE STATEN" above "betreffende de aanvraag ...". */
	if (y->gap && y->kind == LINE_TEXT && is_lower_start(y->s) && y->level == x->level &&
	    (word_starts_any(y->plain, subjected, COUNT(subjected)) >= 0 ||
		(x->kind == LINE_SORT && word_starts_any(y->plain, open_ends, COUNT(open_ends)) >= 0)))
		return true;
	/* "ADVIES" above "aan het college ..."; "Lijst van ingekomen stukken" above "behorend bij ...". */
	if (!y->gap && y->level == x->level && is_lower_start(y->s) && !str_has(y->s, ':') &&
	    (y->kind == LINE_LABEL || y->kind == LINE_MAKER || word_starts(y->plain, S("behorend")) ||
		word_starts(y->plain, S("behorende"))) &&
	    (x->kind == LINE_TEXT || x->kind == LINE_SORT))
		return true;
	if (y->gap || (y->kind != LINE_TEXT && y->kind != LINE_SENTENCE && y->kind != LINE_PERSON) ||
	    (x->level != 0) != (y->level != 0) || str_has(S(".:;?!"), x->s.p[x->s.n - 1]) ||
	    word_starts_any(y->plain, apart, COUNT(apart)) >= 0)
		return false;
	if (is_lower_start(y->s))
		return !str_starts(y->s, S("("));
	/* Where empty lines part what is apart, a full line goes on in the next. */
	return h->gaps && x->s.n >= WRAP_LEAST && (x->kind == LINE_TEXT || x->kind == LINE_SUBJECT) &&
	    y->kind == LINE_TEXT && y->s.n <= x->s.n + WRAP_LEAST / 2;
}

/* A line behind what there is: columns become a space, and a word that was broken is whole again. */
static void
put(struct buf *b, struct str s)
{
	bool gap = b->n != 0;

	if (b->n > 1 && s.n > 1 && b->p[b->n - 1] == '-' && b->p[b->n - 2] != ' ') {
		gap = false;
		/* "SA-" above "MENLEVING", "septem-" above "ber", not "concept-" above "Verordening". */
		if (is_lower_start(s) || (b->p[b->n - 2] >= 'A' && b->p[b->n - 2] <= 'Z'))
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

/* Cut what never ends a title: commas, colons, dashes; a full stop behind a sentence. */
static struct str
ended(struct str s)
{
	s = str_trim(s);
	/* "Toelichting op de verordening 1. ALGEMEEN": what follows is the document. */
	for (size_t i = 8; i + 4 < s.n; i++) {
		if (str_starts(str_from(s, i), S(" 1. ")) && s.p[i + 4] >= 'A' && s.p[i + 4] <= 'Z')
			s = str_sub(s, 0, i);
	}
	while (s.n != 0 && str_has(S(",:;-"), s.p[s.n - 1]))
		s = str_trim(str_sub(s, 0, s.n - 1));
	if (s.n > 4 && s.p[s.n - 1] == '.' && !str_has(str_sub(s, s.n - 4, 3), '.'))
		s.n--;
	return s;
}

/* Line i, of which only s counts, with what it goes on in; *next_r is the first line behind. */
static struct str
whole(const struct head *h, size_t i, struct str s, size_t *next_r, struct arena *mem)
{
	struct buf b;
	size_t k = i, lines = 1;

	buf_init(&b, mem, TITLE_BYTES);
	put(&b, s);
	while (lines < TITLE_LINES && goes_on(h, k, k + 1)) {
		k++;
		lines++;
		put(&b, h->v[k].s);
	}
	*next_r = k + 1;
	/* "Verzoekschrift van": the rest was not found. */
	return b.cut || is_unfinished(h->v[k].plain) ? STR_NONE : ended(buf_str(&b));
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
		case LINE_MAKER:
		case LINE_ADDRESS:
		case LINE_PERSON:
		case LINE_SUBJECT:
		case LINE_SENTENCE:
		case LINE_PREAMBLE:
		case LINE_STOP:
			return h->n;
		}
	}
	return h->n;
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
		if (l->kind != LINE_SUBJECT || !one_column(&value))
			continue;
		if (value.n == 0) {
			at = value_below(h, i);
			if (at == h->n)
				continue;
			value = h->v[at].s;
		}
		value = whole(h, at, str_trim(str_sub(value, 0, head_label_in(value, mem))), &next, mem);
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
			.sure = 92 };
	}
	return (struct named){ 0 };
}

/* "32 545" or "26077", and what stands behind it. */
static bool
is_paper(struct str s, struct str *behind_r)
{
	size_t i = 0, digits = 0;

	while (i < s.n && digits < 5) {
		if (ascii_digit(s.p[i]))
			digits++;
		else if (s.p[i] != ' ' || digits != 2)
			return false;
		i++;
	}
	if (digits != 5 || (i < s.n && s.p[i] != ' ' && s.p[i] != '\t'))
		return false;
	*behind_r = str_trim(str_from(s, i));
	/* "35 925 VII", "34 986 (R2103)". */
	for (i = 0; i < behind_r->n && i < 5 && (str_has(S("IVXLCABDEHJM"), behind_r->p[i])); i++)
		;
	if (i != 0 && i < behind_r->n && (behind_r->p[i] == ' ' || behind_r->p[i] == '\t'))
		*behind_r = str_trim(str_from(*behind_r, i));
	return true;
}

/* "Nr. 143", "Nr. 5 Herdruk", "E": what stands behind it. */
static bool
is_paper_number(struct str s, struct str *behind_r)
{
	size_t i = 0;

	if (str_starts(s, S("Nr.")) || str_starts(s, S("nr."))) {
		i = 3;
		while (i < s.n && (s.p[i] == ' ' || ascii_digit(s.p[i])))
			i++;
	} else if (s.n >= 1 && s.p[0] >= 'A' && s.p[0] <= 'Z' && (s.n == 1 || s.p[1] == ' ' || s.p[1] == '\t')) {
		i = 1;
	} else {
		return false;
	}
	*behind_r = str_trim(str_from(s, i));
	return true;
}

/* "NADER RAPPORT1" without the mark of a note. */
static struct str
unnoted(struct str s)
{
	return s.n > 4 && ascii_digit(s.p[s.n - 1]) && ascii_letter(s.p[s.n - 2]) && ascii_letter(s.p[s.n - 3]) ?
	    str_sub(s, 0, s.n - 1) :
	    s;
}

struct named
block_paper(const struct head *h, struct arena *mem)
{
	for (size_t i = 0; i < h->n && i < START_LINES / 2; i++) {
		struct str file, own, one;
		size_t next, k;
		struct buf b;

		if (i < 2 && is_paper_number(h->v[i].s, &own) && own.n >= WRAP_LEAST / 2 && is_loud(own))
			return (struct named){ .text = unnoted(whole(h, i, own, &next, mem)),
				.off = h->v[i].off,
				.len = (uint32_t)h->v[i].s.n,
				.sure = 85 };
		if (!is_paper(h->v[i].s, &file))
			continue;
		next = i + 1;
		if (file.n == 0 && next < h->n) {
			file = h->v[next].s;
			next++;
		}
		buf_init(&b, mem, TITLE_BYTES);
		put(&b, file);
		for (k = next; k < h->n && k < next + TITLE_LINES && !is_paper_number(h->v[k].s, &own); k++)
			put(&b, h->v[k].s);
		if (k == h->n || k == next + TITLE_LINES || b.cut)
			return (struct named){ 0 };
		if (own.n == 0 && k + 1 < h->n)
			own = h->v[++k].s;
		one = unnoted(whole(h, k, own, &next, mem));
		file = buf_str(&b);
		return (struct named){ .text = one.n == 0 ? file : str_fmt(mem, "%.*s; %.*s", STRF(file), STRF(one)),
			.off = h->v[i].off,
			.len = (uint32_t)h->v[i].s.n,
			.sure = 90 };
	}
	return (struct named){ 0 };
}

static bool
scan_date(struct str s, struct date *d_r)
{
	for (size_t i = 0; i < s.n; i++) {
		if (ascii_digit(s.p[i]) &&
		    (i == 0 ||
			(!ascii_digit(s.p[i - 1]) && !ascii_letter(s.p[i - 1]) && !str_has(S("-/"), s.p[i - 1]))) &&
		    date_scan(str_from(s, i), d_r) != 0)
			return true;
	}
	return false;
}

/* A date in the line, which is not the day on which it was laid down. */
static bool
has_date(const struct head_line *l, struct date *d_r)
{
	static const char *const other[] = { "vastgesteld", "vaststellen", "vaststelling", "gepubliceerd", "volgende",
		"opgesteld", "verzonden", "bijgewerkt", "geheimhouding" };

	return !word_has_any(l->plain, other, COUNT(other)) && scan_date(l->s, d_r);
}

/* Minutes are of a day. */
static struct str
with_date(const struct head *h, size_t next, struct str title, struct arena *mem)
{
	struct date d;

	if (scan_date(title, &d))
		return title;
	for (size_t k = next; k < h->n && k < next + DATE_LINES; k++) {
		if (h->v[k].kind == LINE_STOP && !word_starts(h->v[k].plain, S("aanwezig")))
			break;
		if (has_date(&h->v[k], &d))
			return str_fmt(mem, "%.*s van %.*s", STRF(title), STRF(date_dutch(mem, d)));
	}
	return title;
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

/* Where a title may begin; h->n: nowhere. */
static size_t
start(const struct head *h)
{
	int sentences = 0;

	for (size_t i = 0; i < h->n && i < START_LINES; i++) {
		const struct head_line *l = &h->v[i];

		if (l->mail || (l->repeated && l->level == 0))
			continue;
		switch (l->kind) {
		case LINE_TEXT:
			/* A piece of a sentence; and behind running text only what is set apart. */
			if ((is_lower_start(l->s) && !(i == 0 && l->level != 0)) ||
			    (l->level == 0 && sentences != 0 && !(l->gap && sort_document(l->plain))))
				break;
			return below_letterhead(h, i);
		case LINE_SORT:
			return below_letterhead(h, i);
		case LINE_SENTENCE:
			if (l->level == 0 && ++sentences > SENTENCES_MOST)
				return h->n;
			break;
		case LINE_PREAMBLE:
			return h->n;
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

/* The line below a kind of document that says what it is about; h->n: there is none. */
static size_t
below_sort(const struct head *h, size_t next)
{
	for (size_t k = next; k < h->n && k < next + VALUE_LINES; k++) {
		switch (h->v[k].kind) {
		case LINE_TEXT:
			return heads_part(h, k) || is_lower_start(h->v[k].s) ||
				word_starts_any(h->v[k].plain, apart, COUNT(apart)) >= 0 ?
			    h->n :
			    k;
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
	    (l->level == 0 && !h->gaps) || word_starts_any(l->plain, apart, COUNT(apart)) >= 0)
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

struct named
block_title(const struct head *h, struct arena *mem)
{
	size_t i = start(h), next, sub, end;
	const struct head_line *l;
	struct str title, more;
	bool sort;
	int sure;

	if (i == h->n)
		return (struct named){ 0 };
	l = &h->v[i];
	title = whole(h, i, l->s, &next, mem);
	if (title.n == 0)
		return (struct named){ 0 };
	sort = l->kind == LINE_SORT && next == i + 1;
	sub = l->kind == LINE_SORT && !sort ? h->n : subtitle(h, i, next, title);
	sure = l->level == 1 ? 85 : sort_document(l->plain) ? 84 : l->level != 0 ? 78 : 70;
	if (sub != h->n) {
		more = whole(h, sub, h->v[sub].s, &end, mem);
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
		title = with_date(h, next, title, mem);
		sort = false;
	}
	return (struct named){ .text = title, .off = l->off, .len = (uint32_t)l->s.n, .sure = sort ? 45 : sure };
}

struct named
block_laid_down(const struct head *h, struct arena *mem)
{
	bool decided = false;

	for (size_t i = 0; i < h->n; i++) {
		const struct head_line *l = &h->v[i];
		size_t next;

		if (decided && (l->kind == LINE_TEXT || l->kind == LINE_SORT) && !is_lower_start(l->s) &&
		    !str_ends(l->s, S(";")) && !ascii_digit(l->s.p[0]))
			return (struct named){ .text = whole(h, i, l->s, &next, mem),
				.off = l->off,
				.len = (uint32_t)l->s.n,
				.sure = 80 };
		if (decided && l->kind != LINE_PREAMBLE)
			return (struct named){ 0 };
		decided = str_ends(l->plain, S(":")) &&
		    (word_has(l->plain, S("vast te stellen")) || word_has(l->plain, S("volgende")) ||
			word_has(l->plain, S("vast")));
	}
	return (struct named){ 0 };
}
