/* SPDX-License-Identifier: EUPL-1.2 */
/* entries.h - what the sitemaps of a site say of one dossier, between the stage that makes it and the one that cuts it. */
#ifndef SITE_ENTRIES_H
#define SITE_ENTRIES_H

#include "base/buf.h"
#include "base/err.h"

/*
 * A_ENTRIES: entries one after the other, each a line that heads it and then
 * its bytes,
 *
 *	infocat014 2026-11-15T04:15:00Z 2345\n
 *	<url>...</url>\n			2345 bytes
 *
 * with the number of its category, its lastmod, and how long it is.  A document
 * of several categories stands once, under the first: of an address that occurs
 * twice the harvester takes either (facts: diwoo 1.5).
 */
#define ENTRY_HEAD_MOST	((size_t)64)		/* bytes of the line */
#define ENTRY_MOST	((uint64_t)48000000)	/* bytes of one; it must fit a sitemap (listing.h) */

struct entry {
	struct str	 category;		/* "infocat014" */
	struct str	 lastmod;
	uint64_t	 len;			/* of what follows the line */
};

void		 entry_write(struct buf *, const struct entry *, struct str url);
/* The head at the beginning of s; *len_r is the length of its line.  E_BUG: it is none. */
int		 entry_read(struct str s, struct entry *, size_t *len_r, struct err *) MUST_USE;
/* Is it the number of a category, as the lists write it? */
bool		 entry_category(struct str);

#endif
