/* SPDX-License-Identifier: EUPL-1.2 */
/* category.h - the informatiecategorie of something, as a site calls it. */
#ifndef SITE_CATEGORY_H
#define SITE_CATEGORY_H

#include "config/catalog.h"

/* "infocat014" of its address (facts: diwoo 2, informatiecategorieen); absent: no such category. */
struct str	 category_key(const struct catalog *, struct str uri);

#endif
