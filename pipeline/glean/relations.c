/* SPDX-License-Identifier: EUPL-1.2 */
/* relations.c - the other documents that a text says it belongs to, answers, works out or replaces. */
#include "base/ascii.h"
#include "glean/marks.h"
#include "glean/readers.h"
#include "glean/spot.h"

#include "base/banned.h"

#define REF_MOST	((size_t)120)	/* bytes of what names another document */
#define ASIDE_MOST	((size_t)40)	/* bytes between "Bijlage 2" and "bij" */
#define RELATIONS_MOST	((size_t)20)	/* of one document */
#define DATE_NEAR	((size_t)12)	/* bytes between them and ", d.d. 3 maart 2026" */
#define LETTERS		26
#define NEAR		((size_t)60)	/* bytes behind a date in which "heeft u" says whose letter it was */

enum area { ZONE, ANYWHERE };

/* Words that begin a relation; what follows names the other document. */
static const struct { const char *words; enum say what; enum area area; int sure; } leads[] = {
	{ "behorend bij", SAY_ANNEX_OF, ZONE, 85 },
	{ "behorende bij", SAY_ANNEX_OF, ZONE, 85 },
	{ "behoort bij", SAY_ANNEX_OF, ZONE, 85 },
	{ "hoort bij", SAY_ANNEX_OF, ZONE, 80 },
	{ "ter uitvoering van", SAY_ELABORATES, ANYWHERE, 75 },
	{ "uitwerking van", SAY_ELABORATES, ZONE, 70 },
	{ "tot wijziging van", SAY_REPLACES, ZONE, 85 },
	{ "wijziging van", SAY_REPLACES, ZONE, 75 },
	{ "tot intrekking van", SAY_REPLACES, ZONE, 85 },
	{ "intrekking van", SAY_REPLACES, ZONE, 75 },
	{ "ter vervanging van", SAY_REPLACES, ANYWHERE, 85 },
	{ "komt in de plaats van", SAY_REPLACES, ANYWHERE, 80 },
	{ "treedt in de plaats van", SAY_REPLACES, ANYWHERE, 80 },
	{ "vervangt", SAY_REPLACES, ANYWHERE, 80 },
	{ "wijzigt", SAY_REPLACES, ZONE, 75 },
	{ "in reactie op", SAY_REPLY_TO, ANYWHERE, 85 },
	{ "in antwoord op", SAY_REPLY_TO, ANYWHERE, 85 },
	{ "naar aanleiding van", SAY_REPLY_TO, ANYWHERE, 75 },
	{ "reactie op", SAY_REPLY_TO, ZONE, 75 },
	{ "antwoord op", SAY_REPLY_TO, ZONE, 75 },
	{ "beantwoording", SAY_REPLY_TO, ZONE, 70 },
	{ "besluit op", SAY_REPLY_TO, ZONE, 75 },
	{ "beslissing op", SAY_REPLY_TO, ZONE, 75 },
};

/* Documents, as the last part of a word: raadsvoorstel is a voorstel. */
static const char *const papers[] = { "voorstel", "besluit", "verordening", "regeling", "regels", "nota", "notitie", "brief", "e-mail",
	"mail", "verzoek", "aanvraag", "bezwaarschrift", "bezwaar", "schrijven", "vragen", "vraag", "bericht", "zienswijze", "klacht",
	"melding", "advies", "plan", "visie", "begroting", "jaarrekening", "jaarstukken", "jaarverslag", "overeenkomst", "convenant",
	"rapport", "motie", "amendement", "beschikking", "vergunning", "reglement", "statuut", "akkoord", "programma", "agenda",
	"offerte", "subsidieaanvraag", "regelement", "besluitenlijst", "memo", "mandaatregister", "keur", "legger", "structuurvisie",
	"protocol", "ingebrekestelling", "beroepschrift", "petitie", "burgerinitiatief", "formulier", "richtlijn", "beleid" };
/* Where a name follows. */
static const char *const persons[] = { "heer", "mevrouw", "dhr", "mevr", "mw", "familie", "fam", "mr", "drs", "ir", "dr", "erven",
	"weduwe", "appellant", "belanghebbende", "bewoner", "bewoners" };
static const char *const small[] = { "de", "het", "een", "uw", "dit", "deze", "ons", "onze", "artikel" };

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
in_word(char c)
{
	return ascii_digit(c) || is_letter(c);
}

static bool
starts_word(struct str s, size_t i)
{
	return i == 0 || !in_word(s.p[i - 1]);
}

/* The bytes at i in which these words stand; a space may be any white space. */
static size_t
words_at(struct str s, size_t i, const char *words)
{
	size_t k = i;

	if (!starts_word(s, i))
		return 0;
	for (; *words != '\0'; words++) {
		size_t gap = 0;

		while (*words == ' ' && k + gap < s.n && gap < 4 &&
		    (s.p[k + gap] == ' ' || s.p[k + gap] == '\n' || s.p[k + gap] == '\t'))
			gap++;
		if (*words == ' ' ? gap == 0 : k >= s.n || s.p[k] != *words)
			return 0;
		k += *words == ' ' ? gap : 1;
	}
	return k < s.n && in_word(s.p[k]) ? 0 : k - i;
}

static size_t
skip_space(struct str s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t'))
		i++;
	return i;
}

/* Is the word at i the name of a kind of document?  Its bytes, or 0. */
static size_t
paper_at(struct str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n && (in_word(s.p[i + n]) || (s.p[i + n] == '-' && n != 0)))
		n++;
	for (size_t k = 0; k < COUNT(papers); k++) {
		if (n != 0 && str_ends(str_sub(s, i, n), str_of(papers[k])))
			return n;
	}
	return 0;
}

/* A reference that begins at `at`: its words, its date and its mark. */
struct ref {
	size_t		 at, n;		/* in the window; n 0: none */
	struct date	 date;
	size_t		 mark, nmark;
	bool		 yours;		/* "uw brief" */
};

static bool
is_person(struct str s)
{
	return has_any(s, persons, COUNT(persons));
}

/* Where the words of a reference end: at the end of the sentence, a bracket, the next line of a heading, a verb. */
static size_t
ref_end(const struct view *v, const struct window *w, size_t i)
{
	static const char *const verbs[] = { "in verband", "bericht", "heb", "heeft", "hebben", "wordt", "worden", "is",
		"zijn", "niet", "volgens", "deel", "kan", "zal", "bent", "hebt", "delen", "ontvangt", "treft", "stuur",
		"doe", "ingediend", "over" };
	struct str s = w->f.s;
	size_t k = i;

	for (; k < s.n && k - i < REF_MOST; k++) {
		char c = s.p[k], d = k + 1 < s.n ? s.p[k + 1] : '\n';

		bool verb = false;

		for (size_t n = 0; k != i && in_word(c) && starts_word(s, k) && n < COUNT(verbs); n++)
			verb = verb || words_at(s, k, verbs[n]) != 0;
		if (verb || c == ';' || c == ':' || c == '(' || c == '\t' || c == ',' || c == '"' ||
		    (c == '\n' && (!in_word(d) || ascii_digit(d) || view_capital(v, w, k + 1))) ||
		    (c == '.' && (d == ' ' || d == '\n') && k > 2 && !str_eq(str_sub(s, k - 2, 3), S("d.d")) &&
			!str_eq(str_sub(s, k - 2, 3), S(" nr"))))
			break;
	}
	while (k > i && k < s.n && in_word(s.p[k]) && in_word(s.p[k - 1]))
		k--;
	while (k > i && !in_word(s.p[k - 1]))
		k--;
	return k;
}

/* "kenmerk", "nr." and the like, and the mark behind them, between i and end. */
static void
find_mark(struct ref *r, const struct view *v, const struct window *w, size_t i, size_t end)
{
	static const char *const words[] = { "kenmerk", "nummer", "nr.", "nr", "zaaknummer", "registratienummer",
		"ris" };
	struct str s = w->f.s;

	for (; i < end; i++) {
		for (size_t k = 0; k < COUNT(words); k++) {
			size_t n = words_at(s, i, words[k]);

			if (n == 0)
				continue;
			r->mark = skip_space(s, i + n);
			if (r->mark < end && s.p[r->mark] == ':')
				r->mark = skip_space(s, r->mark + 1);
			r->nmark = mark_scan(v, w, r->mark, view_line_end(s, r->mark));
			if (r->nmark != 0)
				return;
		}
	}
}

/* Do the words before a date say that it is the date of what they name? */
static bool
is_dated(struct str before)
{
	static const char *const words[] = { "van", "d.d.", "dd.", "dd", "gedateerd", "ontvangen op", "ingediend op",
		"verzonden op", "ingekomen op", "d.d", "de dato", "vastgesteld op" };
	struct str b = when_without_weekday(before);

	/* "wet", "wijziging": a name in which another paper stands has the date of that. */
	return ends_any(b, words, COUNT(words)) && !has_word(b, "in werking") && !has_word(b, "vergadering") &&
	    !has_word(b, "over");
}

/*
 * Articles, then the name of a document, and what belongs to it up to its date.
 * Where a person is named the words end before him.
 */
static struct ref
read_ref(const struct view *v, const struct window *w, size_t i)
{
	struct str s = w->f.s;
	struct ref r = { .at = i = skip_space(s, i) };
	size_t end, n;

	for (size_t k = 0; k < COUNT(small); k++) {
		if ((n = words_at(s, i, small[k])) == 0)
			continue;
		if (str_eq(str_of(small[k]), S("artikel")) || str_eq(str_of(small[k]), S("dit")) ||
		    str_eq(str_of(small[k]), S("deze")))
			return (struct ref){ 0 };
		r.yours |= str_eq(str_of(small[k]), S("uw"));
		i = skip_space(s, i + n);
		k = (size_t)-1;
	}
	/* One word may stand before it: "het gewijzigde besluit", "uw woo verzoek". */
	if ((n = paper_at(s, i)) == 0) {
		while (i < s.n && (in_word(s.p[i]) || s.p[i] == '-'))
			i++;
		i = skip_space(s, i);
		n = paper_at(s, i);
	}
	if (n == 0)
		return (struct ref){ 0 };
	end = ref_end(v, w, i);
	if (end < i + n)
		end = i + n;
	for (size_t k = i + n; k <= end + DATE_NEAR && k < s.n; k++) {
		struct when day;
		size_t bytes;

		if ((bytes = when_scan(s, k, ORDER_UNKNOWN, &day)) == 0)
			continue;
		if (day.kind == WHEN_DAY && is_dated(str_sub(s, i, k - i))) {
			r.date = day.date;
			end = k + bytes;
		}
		break;
	}
	if (is_person(str_sub(s, r.at, end - r.at)))
		end = i + n;
	r.n = end - r.at;
	find_mark(&r, v, w, i + n, view_line_end(s, end) < end + NEAR ? view_line_end(s, end) : end + NEAR);
	return r;
}

static void
say(struct glean *g, const struct window *w, const struct ref *r, enum say what, int sure)
{
	struct statements *all = &g->res->doc.gleaned;
	struct str uri = r->nmark == 0 ? STR_NONE : view_text(&g->view, w, r->mark, r->mark + r->nmark, g->res->mem);
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++) {
		struct statement *s = &all->v[i];

		n += say_shape(s->what) == SHAPE_REF;
		if (s->what != what)
			continue;
		/* "tot wijziging van" is also "wijziging van". */
		if (s->at.off == view_span(&g->view, w, r->at, r->at + r->n).off)
			return;
		/* The same letter again; what the first left open is filled. */
		if ((r->date.year != 0 && date_cmp(s->date, r->date) == 0) || (uri.n != 0 && str_eq(s->uri, uri))) {
			s->date = s->date.year == 0 ? r->date : s->date;
			s->uri = s->uri.n == 0 ? uri : s->uri;
			s->sure = s->sure > sure ? s->sure : sure;
			return;
		}
	}
	if (n < RELATIONS_MOST)
		glean_say(g,
		    (struct statement){ .what = what,
			.text = view_text(&g->view, w, r->at, r->at + r->n, g->res->mem),
			.uri = uri,
			.date = r->date,
			.sure = sure,
			.at = view_span(&g->view, w, r->at, r->at + r->n) });
}

/* "Bijlage 2 bij raadsvoorstel 2026-012", at the start of a line. */
static bool
read_annex(struct glean *g, const struct window *w, size_t i)
{
	struct str s = w->f.s;
	size_t n = words_at(s, i, "bijlage"), end = view_line_end(s, i);
	struct ref r;

	if (n == 0)
		n = words_at(s, i, "bijlagen");
	if (n == 0 || skip_space(s, view_line_start(s, i)) != i)
		return false;
	for (size_t k = i + n; k < end && k - i - n < ASIDE_MOST; k++) {
		size_t m = words_at(s, k, "bij");

		if (m == 0)
			continue;
		r = read_ref(&g->view, w, k + m);
		if (r.n != 0)
			say(g, w, &r, SAY_ANNEX_OF, 85);
		return r.n != 0;
	}
	return false;
}

/* Between "uw brief" and its date stand only words that bind the two. */
static bool
is_between(struct str s)
{
	static const char *const words[] = { "van", "d.d.", "dd.", "dd", "d.d", "op", "gedateerd", "ontvangen",
		"ingediend", "verzonden", "ingekomen", "de", "door", "ons", "mij", "," };
	bool any = true;

	for (s = when_without_weekday(s); s.n != 0 && any;) {
		any = false;
		for (size_t i = 0; i < COUNT(words) && !any; i++) {
			if (ends_with(s, words[i])) {
				s = str_trim(str_sub(s, 0, s.n - str_of(words[i]).n));
				any = true;
			}
		}
	}
	return s.n == 0;
}

static const char *const openings[] = { "uw", "bij brief", "bij e-mail", "per e-mail", "met uw", "in uw", "op uw", "ingezonden" };

/* "Bij brief van 2 juli 2025 heeft u", "U heeft op 3 april 2024": whose letter it was stands beside its date. */
static void
read_yours(struct glean *g, const struct window *w, size_t i)
{
	static const char *const acts[] = { "heeft u", "hebt u", "verzoekt u", "vraagt u", "diende u", "heeft uw",
		"ontvingen wij uw", "verzocht u", "vroeg u" };
#define LAST (COUNT(openings) - 1)
	struct str s = w->f.s;
	struct ref r = { .at = i };
	struct when day;
	size_t n = 0, k, bytes, which;

	for (which = 0; which < COUNT(openings) && n == 0; which++)
		n = openings[which][0] != s.p[i] ? 0 : words_at(s, i, openings[which]);
	if (n == 0)
		return;
	which--;
	k = skip_space(s, i + n);
	if (which == 0 && (n = paper_at(s, k)) == 0)
		return;
	if (which == 0 && n != 0)
		k = skip_space(s, k + n);
	for (size_t from = k; k < s.n && k - from < ASIDE_MOST; k++) {
		if ((bytes = when_scan(s, k, ORDER_UNKNOWN, &day)) == 0)
			continue;
		if (day.kind != WHEN_DAY || !(which == LAST || is_between(str_sub(s, from, k - from))))
			return;
		r.date = day.date;
		r.n = k + bytes - i;
		find_mark(&r, &g->view, w, k + bytes, view_line_end(s, k + bytes));
		if (which == 0 || which == LAST || has_any(str_sub(s, k + bytes, NEAR), acts, COUNT(acts)))
			say(g, w, &r, SAY_REPLY_TO, which == 0 ? 88 : 80);
		return;
	}
#undef LAST
}

static void
read_window(struct glean *g, const struct window *w, const struct bounds *b)
{
	struct str s = w->f.s;
	bool first = w == &g->view.w[0];
	uint32_t second[LETTERS] = { 0 }; /* of each first letter of what we look for the second ones, a bit each */

	for (size_t k = 0; k < COUNT(leads); k++)
		second[leads[k].words[0] - 'a'] |= 1u << (leads[k].words[1] - 'a');
	for (size_t k = 0; k < COUNT(openings); k++)
		second[openings[k][0] - 'a'] |= 1u << (openings[k][1] - 'a');
	second['b' - 'a'] |= 1u << ('i' - 'a'); /* bijlage */
	for (size_t i = 0; i + 1 < s.n; i++) {
		/* Most words are done with here. */
		if (!starts_word(s, i) || !is_letter(s.p[i]) || !is_letter(s.p[i + 1]) ||
		    (second[s.p[i] - 'a'] >> (s.p[i + 1] - 'a') & 1) == 0)
			continue;
		if (first && i < b->zone && read_annex(g, w, i))
			continue;
		for (size_t k = 0; k < COUNT(leads); k++) {
			size_t n = leads[k].words[0] != s.p[i] ? 0 : words_at(s, i, leads[k].words);
			struct ref r;

			if (n == 0 || (leads[k].area == ZONE && (!first || i >= b->zone)))
				continue;
			r = read_ref(&g->view, w, i + n);
			/* What has no date, mark or owner is named in a title only; a letter is not even known by that. */
			if (r.n != 0 &&
			    (r.yours || r.date.year != 0 || r.nmark != 0 ||
				(leads[k].what != SAY_REPLY_TO &&
				    (leads[k].what == SAY_REPLACES || (first && i < b->zone))))) {
				say(g, w, &r, leads[k].what, leads[k].sure);
				break;
			}
		}
		if (first)
			read_yours(g, w, i);
	}
}

/* "Uw brief van", as a label with its date. */
static void
read_entry(struct glean *g, const struct entry *f)
{
	struct ref r = { .at = f->at };
	struct when day;
	size_t n = when_scan(f->w->f.s, f->value, ORDER_UNKNOWN, &day);

	if (f->label->kind != LABEL_LETTER || n == 0 || day.kind != WHEN_DAY)
		return;
	r.date = day.date;
	r.n = f->apart ? f->n : f->value + n - f->at;
	say(g, f->w, &r, SAY_REPLY_TO, f->label->sure);
}

void
glean_relations(struct glean *g)
{
	struct bounds b;

	spot_bounds(&b, &g->view);
	for (size_t i = 0; i < g->entries.n; i++)
		read_entry(g, &g->entries.v[i]);
	for (size_t i = 0; i < g->view.n; i++)
		read_window(g, &g->view.w[i], &b);
}
