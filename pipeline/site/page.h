/* SPDX-License-Identifier: EUPL-1.2 */
/* page.h - the stage that makes of a dossier its public page, and what the sitemaps of a site say of it. */
#ifndef SITE_PAGE_H
#define SITE_PAGE_H

#include "base/json.h"
#include "stage.h"

/*
 * PER_DOSSIER, for an organisation with a site.  A_PAGE: the page of the dossier
 * (address.h says where it stands).  A_ENTRIES: what the sitemaps say of each
 * document and notice (entries.h), the DiWoo of describe with the addresses of
 * the site in the place of our ids, checked against the same schema.  What is
 * withheld is told on the page; its entry points there, as a page of HTML.
 *
 * lastmod is dossier.modified for all of them, the run's clock where that is 0:
 * a harvester comes back too often rather than too seldom.  Without a record
 * that is complete nothing is made, and DSC-504 or DSC-505 says why.
 */
stage_run	 page_run;

/*
 * Of a dossier that was taken back: the page that stands in the place of its
 * own.  what is
 *
 *	{"id": UUID, "title", "kenmerk", "at": RFC 3339,
 *	 "reason": {"uri", "label"}, "explanation"}
 *
 * where only id and title must be there.  Anything else is E_BUG.
 */
struct press;
int		 page_withdrawn(const struct press *, const struct organisation *, struct str publisher, const json_t *what,
		    struct arena *, struct str *html_r, struct err *) MUST_USE;

#endif
