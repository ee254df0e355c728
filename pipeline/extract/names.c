/* SPDX-License-Identifier: EUPL-1.2 */
/* names.c - names that word processors give to styles and bookmarks. */
#include "extract/names.h"

#include "base/banned.h"

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
		"Bookmark", "Toc" };
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
		if (!((name.p[i] >= '0' && name.p[i] <= '9') || name.p[i] == '_' || name.p[i] == '-'))
			return false;
	}
	return true;
}

bool
name_is_sheet(struct str name)
{
	static const char *const stems[] = { "Blad", "Sheet", "Tabel", "Table", "page", "Dia", "Slide", "Pagina" };
	uint64_t n;

	for (size_t i = 0; i < COUNT(stems); i++) {
		if (str_starts(name, str_of(stems[i])) && str_u64(str_from(name, str_of(stems[i]).n), &n) == 0)
			return true;
	}
	return false;
}
