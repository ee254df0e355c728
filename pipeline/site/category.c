/* SPDX-License-Identifier: EUPL-1.2 */
/* category.c - the informatiecategorie of something, as a site calls it. */
#include "site/category.h"

#include "site/entries.h"
#include "types.h"

#include "base/banned.h"

#define COLUMN	"infocat-nummer"

struct str
category_key(const struct catalog *lists, struct str uri)
{
	const char *name = field_list(MD_INFORMATIECATEGORIE);
	const struct term *t = catalog_uri(lists, name, uri);
	const struct list_about *about;

	for (size_t i = 0; t != NULL && (about = catalog_list(lists, i)) != NULL; i++) {
		if (str_eq(about->name, str_of(name))) {
			struct str key = catalog_column(about, t, COLUMN);

			return entry_category(key) ? key : STR_NONE;
		}
	}
	return STR_NONE;
}
