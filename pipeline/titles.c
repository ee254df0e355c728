/* SPDX-License-Identifier: EUPL-1.2 */
/* titles.c - what may be the title of a document. */
#include "titles.h"

#include <string.h>
#include <utf8proc.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"

#include "base/banned.h"

#define WORDS_LEAST	2		/* either of these makes a title out of a text */
#define LETTERS_LEAST	8

/* Put into the title property by programs, before the name of the file. */
static const char *const prefixes[] = { "microsoft word - ", "microsoft powerpoint - ", "microsoft excel - ",
	"microsoft outlook - ", "file:", "http:", "https:" };

/* The names that programs give by themselves, without the number behind them. */
static const char *const nameless[] = { "document", "doc", "naamloos", "naamloos document", "untitled",
	"untitled document", "zonder titel", "geen titel", "no title", "titel", "title", "presentatie",
	"presentation", "powerpoint-presentatie", "powerpoint presentation", "werkmap", "map", "book", "blad",
	"sheet", "slide", "slide number", "dia", "scan", "scanned document", "gescand document", "img", "image",
	"layout", "sjabloon", "template", "microsoft word-document", "microsoft word document" };

/* A title that ends so is the name of a file. */
static const char *const extensions[] = { ".doc", ".docx", ".docm", ".dot", ".dotx", ".odt", ".ott", ".rtf",
	".pdf", ".xls", ".xlsx", ".xlsm", ".ods", ".csv", ".ppt", ".pptx", ".odp", ".txt", ".htm", ".html", ".xml",
	".msg", ".eml", ".indd", ".tmp", ".wpd", ".tif", ".tiff", ".jpg", ".png", ".dwg", ".vsd" };

static bool
is_letter(uint32_t c)
{
	utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_LO;
}

static void
count(struct str s, int *words_r, int *letters_r)
{
	bool counted = false;

	*words_r = *letters_r = 0;
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t c;

		n = utf8_decode(str_from(s, i), &c);
		must(n != 0);
		if (c == ' ')
			counted = false;
		if (!is_letter(c))
			continue;
		*letters_r += 1;
		*words_r += !counted;
		counted = true;
	}
}

/* "Document1", "Naamloos (2)", "scan_0001" without what counts them. */
static struct str
without_number(struct str s)
{
	while (s.n != 0 &&
	    ((s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9') || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '-' ||
		s.p[s.n - 1] == '_' || s.p[s.n - 1] == '(' || s.p[s.n - 1] == ')'))
		s.n--;
	return s;
}

bool
title_sane(struct str s)
{
	struct str bare = without_number(s);
	int words, letters;

	for (size_t i = 0; i < COUNT(prefixes); i++) {
		struct str p = str_of(prefixes[i]);

		if (str_eq_nocase(str_sub(s, 0, p.n), p))
			return false;
	}
	for (size_t i = 0; i < COUNT(nameless); i++) {
		if (str_eq_nocase(bare, str_of(nameless[i])))
			return false;
	}
	for (size_t i = 0; i < COUNT(extensions); i++) {
		if (str_ends_nocase(s, str_of(extensions[i])))
			return false;
	}
	if (str_has(s, '\\') || str_starts(s, S("/")) || (str_has(s, '/') && !str_has(s, ' ')))
		return false; /* a path; "en/of" between words is none */
	count(s, &words, &letters);
	return words >= WORDS_LEAST || letters >= LETTERS_LEAST;
}

/* Before the name of somebody; who has an office is called by it. */
static const char *const addresses[] = { "mevrouw", "mevr.", "mevr", "mw.", "mw", "dhr.", "dhr", "de heer", "heer", "mejuffrouw",
	"familie", "fam.", "fam", "echtpaar", "erven", "de heren", "mr.", "drs.", "ir.", "ing.", "dr.", "prof." };
static const char *const offices[] = { "minister", "staatssecretaris", "wethouder", "wethouders", "burgemeester", "raadslid",
	"raadsleden", "lid", "leden", "gedeputeerde", "dijkgraaf", "voorzitter", "kamerlid", "kamerleden", "fractie", "statenlid",
	"commissaris", "griffier", "gemeentesecretaris", "statenleden", "fractievoorzitter", "lijsttrekker" };
static const char *const between[] = { "van", "de", "der", "den", "ter", "ten", "te", "van de", "van der", "van den", "in 't", "van 't",
	"op de", "el", "al", "von", "la", "le", "'t", "in de", "op den", "in den" };

#define NAME_LEAST	((size_t)2)	/* letters of a name behind initials or a form of address */
#define NUMBER_LEAST	9		/* digits in a row: of a person, or of a telephone */

static bool
is_upper(struct str s)
{
	uint32_t c;

	return s.n != 0 && utf8_decode(s, &c) != 0 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

/* Bytes of the word at the start of s: letters, with the apostrophes and hyphens within. */
static size_t
word_length(struct str s)
{
	size_t i = 0, n;

	while (i < s.n) {
		uint32_t c;

		n = utf8_decode(str_from(s, i), &c);
		if (n == 0 || (!is_letter(c) && c != '\'' && c != 0x2019 && c != '-'))
			break;
		i += n;
	}
	return i;
}

static bool
is_word(struct str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq_nocase(s, str_of(table[i])))
			return true;
	}
	return false;
}

/* Bytes of "van der Berg" or "Jansen-de Vries" at the start of s; 0: no name stands there. */
static size_t
surname(struct str s)
{
	size_t at = 0, n;

	for (;;) {
		struct str rest = str_from(s, at);

		n = word_length(rest);
		if (n >= NAME_LEAST && is_upper(rest))
			return at + n;
		if (n == 0 || !is_word(str_sub(rest, 0, n), between, COUNT(between)) || at + n >= s.n ||
		    s.p[at + n] != ' ')
			return 0;
		at += n + 1;
	}
}

/* Bytes of "J.P. " or "A. " at the start of s; 0: none.  "B.V." and "N.V." are no initials. */
static size_t
initials(struct str s)
{
	size_t i = 0, letters = 0;

	while (i + 1 < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && s.p[i + 1] == '.') {
		i += 2;
		letters++;
		if (i < s.n && s.p[i] == ' ' && i + 2 < s.n && s.p[i + 1] >= 'A' && s.p[i + 1] <= 'Z' &&
		    s.p[i + 2] == '.')
			i++;
	}
	if (letters == 0 || str_starts(s, S("B.V.")) || str_starts(s, S("N.V.")) || str_starts(s, S("U.A.")) ||
	    str_starts(s, S("V.O.F.")) || str_starts(s, S("C.V.")))
		return 0;
	return i < s.n && s.p[i] == ' ' ? i + 1 : i;
}

/* Bytes of a form of address and the space behind it. */
static size_t
address(struct str s)
{
	for (size_t i = 0; i < COUNT(addresses); i++) {
		struct str w = str_of(addresses[i]);

		if (str_eq_nocase(str_sub(s, 0, w.n), w) && w.n < s.n && s.p[w.n] == ' ')
			return w.n + 1;
	}
	return 0;
}

/* Bytes of what names somebody at the start of s, where a word begins; 0: nothing does. */
static size_t
person(struct str s)
{
	size_t at = 0, n, first, digits = 0;

	for (n = 0; n < s.n && s.p[n] != ' '; n++) {
		if (s.p[n] == '@')
			at = n;
		digits = ascii_digit(s.p[n]) ? digits + 1 : 0;
		if (digits >= NUMBER_LEAST)
			at = n;
	}
	if (at != 0)
		return n;
	while ((n = address(str_from(s, at))) != 0)
		at += n;
	first = at;
	n = initials(str_from(s, at));
	at += n;
	if (first == 0 && n == 0)
		return 0;
	n = surname(str_from(s, at));
	return n == 0 ? 0 : at + n;
}

bool
title_names_person(struct str s, struct arena *mem, struct str *hidden_r)
{
	bool found = false, office = false, edge = true;
	struct buf b;

	*hidden_r = s;
	buf_init(&b, mem, 2 * s.n + 4);
	for (size_t i = 0; i < s.n;) {
		size_t n = edge ? word_length(str_from(s, i)) : 0, name = edge ? person(str_from(s, i)) : 0;

		office |= n != 0 && is_word(str_sub(s, i, n), offices, COUNT(offices));
		if (name != 0 && (!office || memchr(s.p + i, '@', name) != NULL)) {
			buf_add(&b, S("..."));
			i += name;
			found = true;
			edge = false;
			continue;
		}
		edge = s.p[i] == ' ' || s.p[i] == '(' || s.p[i] == '/' || s.p[i] == ':' || s.p[i] == '"';
		buf_addc(&b, s.p[i++]);
	}
	if (found)
		*hidden_r = buf_str(&b);
	return found;
}
