/* SPDX-License-Identifier: EUPL-1.2 */
/* values.c - codes that sources use for languages, formats and kinds, in the value lists. */
#include "sidecar/values.h"

#include "config/organisations.h"

#include "base/banned.h"

#define KINDS		"informatieobjecttypen"
#define MEDIA_TYPES	((size_t)0)		/* in term.more of formats */

/* ISO 639-2 has two codes for some languages: for libraries, and the one that the list uses. */
static const struct { const char *library, *code; } twice[] = {
	{ "dut", "NLD" }, { "ger", "DEU" }, { "fre", "FRA" }, { "gre", "ELL" }, { "cze", "CES" }, { "slo", "SLK" },
	{ "rum", "RON" }, { "ice", "ISL" }, { "mac", "MKD" }, { "alb", "SQI" }, { "chi", "ZHO" }, { "per", "FAS" },
	{ "arm", "HYE" }, { "geo", "KAT" }, { "baq", "EUS" }, { "wel", "CYM" }, { "bur", "MYA" }, { "may", "MSA" },
	{ "tib", "BOD" }, { "mao", "MRI" },
};

const struct term *
value_language(const struct catalog *lists, struct arena *mem, struct str code)
{
	for (size_t i = 0; i < COUNT(twice); i++) {
		if (str_eq_nocase(code, str_of(twice[i].library)))
			code = str_of(twice[i].code);
	}
	return catalog_named(lists, "talen", str_lower(mem, code));
}

bool
value_organisation(const struct catalog *lists, struct str name, const struct term **t_r)
{
	*t_r = catalog_organisation(lists, name);
	return *t_r != NULL || organisation_find(lists, name, (struct date){ 0 }).state != ORG_UNKNOWN;
}

const struct term *
value_format(const struct catalog *lists, struct str type)
{
	for (size_t i = 0; i < catalog_size(lists, "formats"); i++) {
		const struct term *t = catalog_at(lists, "formats", i);
		struct str rest = t->nmore > MEDIA_TYPES ? t->more[MEDIA_TYPES] : STR_NONE, one;

		while (str_next(&rest, ',', &one)) {
			if (one.n != 0 && str_eq_nocase(str_trim(one), type))
				return t;
		}
	}
	return NULL;
}

const struct term *
value_kind(const struct catalog *lists, struct str kind)
{
	const struct term *t = catalog_uri(lists, KINDS, kind);

	return t != NULL ? t : catalog_label(lists, KINDS, kind);
}

struct str
value_kind_soort(const struct term *t)
{
	return t->nmore > 0 ? t->more[0] : STR_NONE;
}

struct str
value_kind_categorie(const struct term *t)
{
	return t->nmore > 1 ? t->more[1] : STR_NONE;
}
