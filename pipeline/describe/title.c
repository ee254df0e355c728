/* SPDX-License-Identifier: EUPL-1.2 */
/* title.c - what a document is called. */
#include "describe/title.h"

#include <utf8proc.h>

#include "base/buf.h"
#include "base/line.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define WORDS_LEAST	2		/* either of these makes a title out of a text */
#define LETTERS_LEAST	8
#define EXT_MOST	((size_t)5)	/* "xhtml"; what is longer is a word after a full stop */

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

static bool
is_extension(struct str ext)
{
	bool letter = false;

	for (size_t i = 0; i < ext.n; i++) {
		char c = ext.p[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			letter = true;
		else if (c < '0' || c > '9')
			return false;
	}
	return letter && ext.n <= EXT_MOST;
}

static struct str
of_name(struct arena *mem, struct str path)
{
	struct str name = path_base(path), ext = path_ext(path);
	struct buf b;

	if (is_extension(ext) && ext.n + 1 < name.n)
		name.n -= ext.n + 1;
	buf_init(&b, mem, name.n);
	for (size_t i = 0; i < name.n; i++)
		buf_addc(&b, name.p[i] == '_' ? ' ' : name.p[i]);
	return line_clean(mem, buf_str(&b));
}

struct value
title_choose(const struct dossier *d, size_t i, struct arena *mem)
{
	const struct document *doc = &d->docs[i];
	struct value v = { .origin = FROM_SOURCE };
	int words, letters;

	v.text = line_clean(mem, doc->declared_title);
	if (v.text.n == 0 && doc->role == ROLE_MAIN)
		v.text = line_clean(mem, d->declared.titel);
	if (v.text.n == 0) {
		v.origin = FROM_DOCUMENT;
		v.text = line_clean(mem, doc->props.title);
		if (!title_sane(v.text))
			v.text = STR_NONE;
	}
	if (v.text.n == 0) {
		v.text = line_clean(mem, doc->props.heading);
		v.evidence = doc->props.heading_at;
		count(v.text, &words, &letters);
		if (letters == 0) /* "1.", "* * *" */
			v.text = STR_NONE;
	}
	if (v.text.n == 0)
		v = (struct value){ .origin = FROM_DEFAULT, .text = of_name(mem, doc->path) };
	v.text = str_trim(utf8_cut(v.text, TITLE_MOST));
	return v;
}
