/* SPDX-License-Identifier: EUPL-1.2 */
/* names.c - names that programs give to styles, bookmarks, sheets and slides. */
#include "extract/names.h"

#include "base/ascii.h"

#include "base/banned.h"

#define DIGITS_MOST	4	/* of the number of a sheet or slide; a longer one says something */

uint32_t
name_level(struct str name)
{
	static const char *const stems[] = { "heading ", "heading", "heading_20_", "kop ", "kop", "kop_20_" };

	if (str_eq_nocase(name, S("title")) || str_eq_nocase(name, S("titel")))
		return 1;
	for (size_t i = 0; i < COUNT(stems); i++) {
		struct str stem = str_of(stems[i]);

		if (name.n == stem.n + 1 && str_eq_nocase(str_sub(name, 0, stem.n), stem) && name.p[stem.n] >= '1' &&
		    name.p[stem.n] <= '9')
			return (uint32_t)(name.p[stem.n] - '0');
	}
	return 0;
}

bool
name_is_made(struct str name)
{
	static const char *const stems[] = { "_GoBack", "_Toc", "_Ref", "_Hlk", "_Hlt", "_MON_", "_PictureBullets",
		"__RefHeading__", "__RefHeading___Toc", "__RefNumPara__", "__DdeLink__", "__UnoMark__", "__Fieldmark__",
		"__Annotation__", "move", "Bookmark", "Toc" };
	size_t longest = 0;

	for (size_t i = 0; i < COUNT(stems); i++) {
		struct str stem = str_of(stems[i]);

		if (str_starts(name, stem) && stem.n > longest)
			longest = stem.n;
	}
	if (longest == 0)
		return false;
	/* Behind the stem only numbers: what somebody wrote there is his. */
	for (size_t i = longest; i < name.n; i++) {
		if (!(ascii_digit(name.p[i]) || name.p[i] == '_' || name.p[i] == '-'))
			return false;
	}
	return true;
}

bool
name_is_sheet(struct str name)
{
	static const char *const stems[] = { "Blad", "Sheet", "Werkblad", "Grafiek", "Chart", "Tabelle", "Feuil",
		"Tabel", "Table", "page", "Dia", "Slide", "Pagina" };

	for (int i = 0; i < DIGITS_MOST && name.n != 0 && ascii_digit(name.p[name.n - 1]); i++)
		name.n--;
	return str_index(stems, COUNT(stems), str_trim(name)) >= 0;
}
