/* SPDX-License-Identifier: EUPL-1.2 */
/* flat.c - cuts a page that lost its line ends into what were lines. */
#include "glean/flat.h"

#include <string.h>

#include "base/ascii.h"
#include "base/date.h"
#include "glean/kind.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define PAGE_LEAST	((size_t)160)	/* bytes of a line that is a page */
#define CAPITALS_LEAST	2		/* words in capitals that are a heading */
#define CAPITALS_WORD	((size_t)3)	/* bytes of such a word; shorter ones are abbreviations */
#define CUE_SURE	((size_t)7)	/* bytes of words that begin a line whatever stands before them */
#define LABEL_LEAST	((size_t)5)	/* bytes of a label without a colon */
#define LOOK_MOST	((size_t)900)	/* bytes of a page in which its title stands */
#define BRACKET_MOST	((size_t)160)	/* bytes between brackets, in which no line begins */
#define STOP_WORD	((size_t)4)	/* letters before a full stop that is no abbreviation */
#define AGAIN_WORDS	3		/* of a running header; two will do when they are long */
#define AGAIN_BYTES	((size_t)16)
#define NUMBERS_MOST	3		/* before the header of a later page */

/* What begins a line, as it is written. */
static const char *const begins[] = { "Inhoud ", "INHOUD", "Inhoudsopgave", "Aanwezig", "AANWEZIG", "AGENDA ", "Agenda: ", "De raad van",
	"Het bestuur van", "Het college van", "De colleges van", "De raden van", "Burgemeester en", "Provinciale Staten van",
	"Gedeputeerde Staten van", "Gelet op", "Gelezen", "HOOFDSTUK", "Hoofdstuk", "Artikel 1", "Geachte", "Geacht ", "1. ", "I. ", "(1) ", "1 Inleiding",
	"1 INLEIDING", "No.", "Nr.", "ONDERGETEKENDEN", "De ondergetekenden", "Partijen ", "Partijen:", "Aanvang", "Onderwerp", "Ministerie van",
	"A. Procedure", "A. Verloop", "A. Inleiding", "A. Algemeen", "Colofon", "Samenvatting", "Voorwoord", "Voor u ligt", "Hoogheemraadschap van", "Naam ingetrokken", "Wettelijke grondslag", "Plaats",
	"Bijlage", "Aan de ", "Rekenkamer ", "Commissie ", "Postbus", "Beslispunten", "Besluitvorming", "BESLUITEN", "BESLUIT:", "Besluit:", "T.a.v.", "Zaaknr" };

/* Labels that a title has in it too. */
static const char *const both[] = { "aan", "aan de", "van", "bijlage", "gemeente", "programma", "commissie", "raadscommissie", "commissievergadering", "advies", "verslag",
	"directie", "bestuursorgaan", "deelnemers", "categorie", "openbaarheid", "registratie", "doelstelling", "bevoegdheid", "sector",
	"griffier", "secretaris", "verdeling", "internet", "inzake", "betreffende", "titel", "locatie", "besluitdatum", "openbaar", "dossier",
	"cluster", "website", "contact", "samenvatting", "classificatie", "griffie", "college van b en w" };

/* With a small letter or a figure behind them these begin a sentence. */
static const char *const openers[] = { "De", "Het", "Een", "In", "Op", "Voor", "Met", "Deze", "Dit", "Wij", "Hierbij", "Als", "Door", "Er",
	"Om", "Bij", "Na", "U", "Ik", "Naar", "Uit", "Sinds", "Volgens", "Ingevolge", "Hieronder", "Wie", "Hoe", "Dat", "Namens", "Tijdens",
	"Vandaag", "Graag", "Wat", "Waar", "Waarom", "Welke", "Iedere", "Elke", "Uw", "Onze", "Ons", "Hiermee" };

/* Behind these stands the rest of what they begin. */
static const char *const binders[] = { "de", "het", "een", "van", "voor", "in", "op", "over", "aan", "bij", "met", "en", "of", "te", "ten",
	"ter", "der", "den", "des", "om", "tot", "inzake", "betreffende", "door", "uit", "naar", "tussen", "tegen", "houdende", "dit", "deze",
	"dat", "uw", "ons", "onze", "geachte", "geacht", "per", "elk", "ieder", "welk", "&", "-" };

static const char *const days[] = { "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag" };
static const char *const months[] = { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
	"november", "december" };

/* A page, and the word that is looked at. */
struct page {
	struct str	 s, low;	/* as it is written, and in small letters */
	struct str	 before, w;	/* the word before i, and that at i */
	size_t		 i;
	bool		 form;		/* it begins with a label that lost its colon: others will follow */
	struct arena	*mem;
};

static struct str
word_at(struct str s, size_t i)
{
	size_t end = i;

	while (end < s.n && s.p[end] != ' ')
		end++;
	return str_sub(s, i, end - i);
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_year(struct str w)
{
	return w.n == 4 && sort_figure(w) && (str_starts(w, S("19")) || str_starts(w, S("20")));
}

/* In capitals all of it, and long enough to be a word of a heading. */
static bool
is_loud(struct str w)
{
	size_t capitals = 0;

	for (size_t i = 0; i < w.n; i++) {
		if (is_small(w.p[i]))
			return false;
		capitals += is_capital(w.p[i]);
	}
	return capitals >= CAPITALS_WORD;
}

/* A number or a short word neither makes nor ends a heading in capitals. */
static bool
is_mute(struct str w)
{
	for (size_t i = 0; i < w.n; i++) {
		if (is_small(w.p[i]))
			return false;
	}
	return true;
}

static bool
loud_from(struct str s, size_t i)
{
	int loud = 0;

	while (i < s.n && loud < CAPITALS_LEAST) {
		struct str w = word_at(s, i);

		if (!is_mute(w))
			return false;
		loud += is_loud(w);
		i += w.n + 1;
	}
	return loud >= CAPITALS_LEAST;
}

/* Does the word bind what follows to it? */
static bool
binds(const struct page *p)
{
	return p->before.n != 0 && word_is_any(str_lower(p->mem, p->before), binders, COUNT(binders));
}

/* "3 oktober 2018", "maart 2014". */
static bool
is_day(const struct page *p, size_t i)
{
	struct str w = word_at(p->low, i), behind = str_from(p->s, i + w.n + 1);
	struct date d;

	if (w.n != 0 && ascii_digit(w.p[0]))
		return date_scan(str_from(p->s, i), &d) != 0;
	return word_is_any(w, months, COUNT(months)) && behind.n >= 4 &&
	    (str_starts(behind, S("20")) || str_starts(behind, S("19")));
}

/* "voor mobiele communicatie 28 september 2010 Partijen": a date with its year, and a capital behind it. */
static bool
is_full_day(const struct page *p)
{
	struct str here = str_from(p->s, p->i), behind;
	struct date d;
	size_t n;

	if (p->before.n == 0 || !ascii_digit(here.p[0]) || binds(p) ||
	    word_is_any(str_lower(p->mem, p->before), months, COUNT(months)) || (n = date_scan(here, &d)) == 0)
		return false;
	behind = str_trim(str_from(here, n));
	return d.day != 0 && d.month != 0 && (behind.n == 0 || is_capital(behind.p[0]) || behind.p[0] == '/');
}

/* A date which no preposition binds to what stands before, or the place before it: "Middelburg, 31 januari 2017". */
static bool
begins_date(const struct page *p)
{
	struct str b = p->before, next = word_at(p->s, p->i + p->w.n + 1);

	/* "Den Haag, 3 mei". */
	if (str_eq(p->w, S("Den")) && !binds(p) && str_ends(next, S(",")))
		return is_day(p, p->i + p->w.n + next.n + 2);
	if (p->w.n > 2 && !str_eq(b, S("Den")) && is_capital(p->w.p[0]) && str_ends(p->w, S(",")) && !binds(p) &&
	    next.n != 0 && ascii_digit(next.p[0]))
		return is_day(p, p->i + p->w.n + 1);
	if (word_is_any(str_lower(p->mem, b), days, COUNT(days)))
		return false;
	if (is_full_day(p))
		return true;
	return (b.n == 0 || is_capital(b.p[0]) || str_has(S(":.,)/"), b.p[b.n - 1])) && !binds(p) && is_day(p, p->i);
}

/* "Onderwerp : X" and "Portefeuille M. Divendal"; without colon or capital only where no sentence can be. */
static bool
begins_label(const struct page *p)
{
	struct str here = str_from(p->low, p->i), behind;
	size_t n = kind_any_label(here);
	bool small = p->before.n != 0 && is_small(p->before.p[0]), subject;

	if (n == 0)
		return false;
	behind = str_trim(str_from(here, n));
	if (str_starts(behind, S("(s)")) || str_starts(behind, S("(n)")))
		behind = str_trim(str_from(behind, 3));
	if (str_starts(behind, S(":")))
		return true;
	if (n < LABEL_LEAST || (word_starts_any(here, both, COUNT(both)) >= 0 && !(p->form && n >= CUE_SURE)))
		return false;
	if (is_capital(p->w.p[0]))
		return n >= CUE_SURE ? !binds(p) : !small;
	if (word_starts_any(here, both, COUNT(both)) >= 0)
		return false;
	subject = str_starts(here, S("onderwerp"));
	behind = str_trim(str_from(str_from(p->s, p->i), n));
	/* "Per onderwerp kan dat worden uitgewerkt." */
	if (kind_any_label(str_trim(str_from(here, n))) == 0 && kind_has_verb(word_at(str_trim(str_from(here, n)), 0)))
		return false;
	return !str_ends(p->before, S(",")) && (!small || (subject && behind.n != 0 && is_capital(behind.p[0]))) &&
	    !binds(p) && behind.n != 0 &&
	    (subject || !is_small(behind.p[0]) || kind_any_label(str_from(here, n + 1)) != 0);
}

bool
flat_label(struct str s, struct arena *mem)
{
	struct page p = { .s = s, .low = str_lower(mem, s), .w = word_at(s, 0), .mem = mem };

	return begins_label(&p);
}

/* "Barcode : 10IT" "Agenda voor het algemeen bestuur". */
static bool
begins_document(const struct page *p)
{
	static const char *const links[] = { "van", "op", "tot", "voor", "inzake", "houdende", "over", "betreffende",
		"aan", "als" };
	struct str b = p->before, next = word_at(p->s, p->i + p->w.n + 1);

	/* "GEMEENTERAAD VAN SLIEWIJK" "NOTULEN VAN DE VERGADERING". */
	if (is_loud(p->w) && sort_alone(str_lower(p->mem, p->w)) && b.n != 0 && !binds(p) &&
	    word_is_any(str_lower(p->mem, next), links, COUNT(links)))
		return true;
	if (p->w.n <= 3 || !is_capital(p->w.p[0]) || (b.n != 0 && is_small(b.p[0])) || is_loud(p->w) ||
	    !sort_document(str_lower(p->mem, p->w)))
		return false;
	/* "Registratienummer Notulen van de vergadering". */
	if (p->form && sort_alone(str_lower(p->mem, p->w)) && p->i == kind_any_label(p->low) + 1 &&
	    kind_label(p->low) != 0)
		return true;
	return b.n == 0 || sort_digit(b) || str_has(S(":.;*)"), b.p[b.n - 1]) ||
	    (sort_alone(str_lower(p->mem, p->w)) && word_is_any(next, links, COUNT(links)));
}

/* Behind a year, a full stop or an address, and with a word that begins a sentence. */
static bool
begins_anew(const struct page *p)
{
	struct str b = p->before, next = word_at(p->s, p->i + p->w.n + 1);

	if (b.n == 0 || !is_capital(p->w.p[0]))
		return false;
	if (is_year(b) && !is_mute(p->w))
		return true;
	if (str_has(b, '@') || str_starts(b, S("www.")))
		return true;
	if (b.n > STOP_WORD && str_ends(b, S(".")) && is_small(b.p[b.n - 2]) && !str_has(str_sub(b, 0, b.n - 1), '.'))
		return true;
	return next.n != 0 && ((is_small(next.p[0]) && !binds(p)) || ascii_digit(next.p[0])) &&
	    !str_has(S(":,"), b.p[b.n - 1]) && word_is_any(p->w, openers, COUNT(openers));
}

/* Does a line begin at i? */
static bool
begins_at(const struct page *p)
{
	struct str here = str_from(p->s, p->i), b = p->before;
	bool small = b.n != 0 && is_small(b.p[0]);

	for (size_t k = 0; k < COUNT(begins); k++) {
		struct str cue = str_of(begins[k]);

		/* "van de Commissie": a name within a sentence. */
		if (str_starts(here, cue) && !(binds(p) && ascii_letter(cue.p[0])) &&
		    (!small || cue.n >= CUE_SURE || cue.p[0] == '1' || cue.p[0] == '('))
			return true;
	}
	if (begins_label(p) || begins_date(p) || begins_document(p) || begins_anew(p))
		return true;
	if (!is_loud(b) && !is_mute(b) && !binds(p) &&
	    (loud_from(p->s, p->i) || (is_loud(p->w) && sort_alone(str_lower(p->mem, p->w)))))
		return true;
	/* "PROJECTPLAN Inrichting van de polder" is one; "BESLUIT Besluit van ..." has its kind on a line of its own. */
	if (is_loud(b) && !is_mute(p->w) && is_capital(p->w.p[0]))
		return str_sub(p->s, 0, p->i).n != b.n + 1 || !sort_document(str_lower(p->mem, b)) ||
		    sort_alone(str_lower(p->mem, b));
	return false;
}

size_t
flat_cut(struct str s, struct arena *mem)
{
	struct page p = { .s = s, .low = str_lower(mem, str_sub(s, 0, LOOK_MOST + BRACKET_MOST)), .mem = mem };
	size_t open = 0; /* where a bracket ends */

	p.form = flat_label(s, mem);

	while (p.i < s.n && p.i < LOOK_MOST) {
		const char *bracket;

		p.w = word_at(s, p.i);
		if (p.before.n != 0 && p.w.n != 0 && p.i >= open && begins_at(&p))
			return p.i;
		if (p.w.n != 0 && p.w.p[0] == '(' && p.i >= open &&
		    (bracket = memchr(p.w.p, ')', str_sub(s, p.i, BRACKET_MOST).n)) != NULL)
			open = (size_t)(bracket - s.p);
		if (p.w.n != 0 && !str_eq(p.w, S("dd")) && !str_eq(p.w, S("d.d.")))
			p.before = p.w;
		p.i += p.w.n + 1;
	}
	return s.n;
}

/* Behind "12 " when page is 12. */
static bool
numbered(struct str *s, size_t page)
{
	struct str rest = *s;
	size_t v = 0, i;

	for (i = 0; i < rest.n && i < 4 && ascii_digit(rest.p[i]); i++)
		v = v * 10 + (size_t)(rest.p[i] - '0');
	if (i == 0 || v != page || (i < rest.n && rest.p[i] != ' '))
		return false;
	*s = str_trim(str_from(rest, i));
	return true;
}

bool
flat_page(struct str *s, size_t page, struct str next_line)
{
	struct str rest = *s, next = next_line;
	bool number = false;

	while (numbered(&rest, page))
		number = true;
	if (!number || rest.n == 0 || (rest.n < PAGE_LEAST && !numbered(&next, page + 1)))
		return false;
	*s = rest;
	return true;
}

/* The same word, but for the comma or full stop behind it. */
static bool
same(struct str a, struct str b)
{
	while (a.n > 1 && str_has(S(".,:;"), a.p[a.n - 1]))
		a.n--;
	while (b.n > 1 && str_has(S(".,:;"), b.p[b.n - 1]))
		b.n--;
	return a.n != 0 && str_eq_nocase(a, b);
}

/* A name ends here: not with "de", and not before a small letter or a year. */
static bool
whole(struct str last, struct str next)
{
	for (size_t i = 0; i < COUNT(binders); i++) {
		if (str_eq_nocase(last, str_of(binders[i])))
			return false;
	}
	return next.n == 0 || !(is_small(next.p[0]) || is_year(next));
}

size_t
flat_again(struct str s, struct str later, size_t most, size_t *from_r)
{
	for (int k = 0; k < NUMBERS_MOST && later.n != 0 && ascii_digit(later.p[0]); k++)
		later = str_trim(str_from(later, word_at(later, 0).n));
	for (size_t i = 0; i < s.n && i <= most; i += word_at(s, i).n + 1) {
		size_t a = i, b = 0, end = i;
		struct str x, last = STR_NONE;
		int words = 0;

		for (;;) {
			struct str y = word_at(later, b);

			x = word_at(s, a);
			if (!same(x, y))
				break;
			words++;
			last = x;
			end = a + x.n;
			a = end + 1;
			b += y.n + 1;
		}
		if ((words >= AGAIN_WORDS || (words == AGAIN_WORDS - 1 && end - i >= AGAIN_BYTES)) &&
		    !is_small(s.p[i]) && whole(last, x)) {
			*from_r = i;
			return end - i;
		}
	}
	return 0;
}
