/* SPDX-License-Identifier: EUPL-1.2 */
/* junk.c - files that nobody meant to deliver. */
#include "ingest/junk.h"

#include "base/banned.h"

enum how { WHOLE, PREFIX, SUFFIX };

static const struct {
	enum how	 how;
	const char	*text;		/* ASCII case does not count */
	const char	*reason;
} table[] = {
	{ WHOLE, ".DS_Store", N_("macOS") },
	{ WHOLE, "__MACOSX", N_("macOS") },
	{ PREFIX, "._", N_("macOS") },
	{ WHOLE, ".AppleDouble", N_("macOS") },
	{ WHOLE, ".Spotlight-V100", N_("macOS") },
	{ WHOLE, ".Trashes", N_("macOS") },
	{ WHOLE, "Thumbs.db", N_("Windows") },
	{ WHOLE, "ehthumbs.db", N_("Windows") },
	{ WHOLE, "desktop.ini", N_("Windows") },
	{ WHOLE, "$RECYCLE.BIN", N_("Windows") },
	{ WHOLE, "System Volume Information", N_("Windows") },
	{ SUFFIX, ".lnk", N_("snelkoppeling van Windows") },
	{ SUFFIX, ".url", N_("snelkoppeling naar een webpagina") },
	{ PREFIX, "~$", N_("slotbestand van Office") },
	{ PREFIX, ".~lock.", N_("slotbestand van LibreOffice") },
	{ SUFFIX, ".tmp", N_("tijdelijk bestand") },
	{ SUFFIX, ".crdownload", N_("onvoltooide download") },
	{ SUFFIX, ".part", N_("onvoltooide download") },
	{ SUFFIX, "~", N_("reservekopie van een tekstverwerker") },
};

const char *
junk_reason(struct str name)
{
	for (size_t i = 0; i < COUNT(table); i++) {
		struct str t = str_of(table[i].text);
		bool hit;

		if (table[i].how == WHOLE)
			hit = str_eq_nocase(name, t);
		else if (table[i].how == PREFIX)
			hit = str_eq_nocase(str_sub(name, 0, t.n), t);
		else
			hit = str_ends_nocase(name, t);
		if (hit)
			return _(table[i].reason);
	}
	return NULL;
}
