/* SPDX-License-Identifier: EUPL-1.2 */
/* flat.c - cuts a page that lost its line ends into what were lines. */
#include "glean/flat.h"

#include "base/ascii.h"
#include "base/date.h"
#include "glean/head.h"
#include "glean/sort.h"
#include "glean/words.h"

#include "base/banned.h"

#define PAGE_LEAST	((size_t)160)	/* bytes of a line that is a page */
#define CAPITALS_LEAST	2		/* words in capitals that are a heading */
#define CAPITALS_WORD	((size_t)3)	/* bytes of such a word; shorter ones are abbreviations */
#define CUE_SURE	((size_t)8)	/* bytes of words that begin a line whatever stands before them */
#define LOOK_MOST	((size_t)900)	/* bytes of a page in which its title stands */

/* What begins a line, as it is written. */
static const char *const begins[] = { "Inhoud ", "INHOUD", "Inhoudsopgave", "Aanwezig", "AGENDA ", "Agenda: ", "De raad van", "Het bestuur van",
	"Het college van", "Burgemeester en", "Provinciale Staten van", "Gedeputeerde Staten van", "Gelet op", "Gelezen", "Datum", "Kenmerk",
	"Versie", "HOOFDSTUK", "Hoofdstuk", "Artikel 1", "Geachte", "1. ", "I. ", "No.", "Nr.", "ONDERGETEKENDEN", "De ondergetekenden",
	"Aanvang", "Voorzitter", "Onderwerp", "Registratienummer", "Zaaknr", "Citeertitel", "Ministerie van", "Barcode", "Colofon",
	"Samenvatting", "Voorwoord", "Betreft", "Portefeuillehouder", "Hoogheemraadschap van", "Naam ingetrokken", "Besloten door",
	"Wettelijke grondslag", "Op ", "Plaats", "Raadsvergadering", "Steller", "Bijlage", "Projectnummer", "Correspondentienummer",
	"Aan de ", "Rekenkamer ", "Commissie ", "Status" };

static const char *const months[] = { "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
	"november", "december" };

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

/* In capitals all of it, and long enough to be a word of a heading. */
static bool
is_loud(struct str w)
{
	size_t capitals = 0;

	for (size_t i = 0; i < w.n; i++) {
		if (w.p[i] >= 'a' && w.p[i] <= 'z')
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
		if (w.p[i] >= 'a' && w.p[i] <= 'z')
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

/* "3 oktober 2018", "maart 2014", which no preposition binds to what stands before. */
static bool
is_date(struct str s, size_t i, struct str before, struct arena *mem)
{
	struct str w = str_lower(mem, word_at(s, i)), behind = str_from(s, i + w.n + 1);
	struct date d;

	if (before.n != 0 && !is_capital(before.p[0]) && !str_has(S(":.,)"), before.p[before.n - 1]))
		return false;
	if (w.n != 0 && ascii_digit(w.p[0]))
		return date_scan(str_from(s, i), &d) != 0;
	return word_is_any(w, months, COUNT(months)) && behind.n >= 4 &&
	    (str_starts(behind, S("20")) || str_starts(behind, S("19")));
}

/* Does a line begin at i, behind the word before? */
static bool
begins_at(struct str s, size_t i, struct str before, struct arena *mem)
{
	struct str here = str_from(s, i), w = word_at(s, i);
	bool small = before.n != 0 && before.p[0] >= 'a' && before.p[0] <= 'z';

	for (size_t k = 0; k < COUNT(begins); k++) {
		struct str cue = str_of(begins[k]);

		/* "van de Commissie": a name within a sentence. */
		if (str_starts(here, cue) && (!small || cue.n >= CUE_SURE || cue.p[0] == '1'))
			return true;
	}
	if (is_date(s, i, before, mem))
		return true;
	/* "Barcode : 10IT" "Agenda voor het algemeen bestuur". */
	if (w.n > 3 && is_capital(w.p[0]) && !small && !is_loud(w) && sort_document(str_lower(mem, w)))
		return true;
	if (!is_loud(before) && !is_mute(before) && loud_from(s, i))
		return true;
	return is_loud(before) && !is_mute(w) && is_capital(w.p[0]);
}

size_t
flat_cut(struct str s, struct arena *mem)
{
	struct str before = STR_NONE;

	for (size_t i = 0; i < s.n && i < LOOK_MOST;) {
		struct str w = word_at(s, i);

		if (before.n != 0 && w.n != 0 && begins_at(s, i, before, mem))
			return i;
		if (w.n != 0)
			before = w;
		i += w.n + 1;
	}
	return s.n;
}

bool
flat_page(struct str *s, struct str next_line)
{
	struct str rest = *s;
	bool number = false;

	while (str_starts(rest, S("1 "))) {
		rest = str_trim(str_from(rest, 2));
		number = true;
	}
	if (!number || rest.n == 0 || (rest.n < PAGE_LEAST && !str_starts(next_line, S("2 "))))
		return false;
	*s = rest;
	return true;
}
