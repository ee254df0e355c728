/* SPDX-License-Identifier: EUPL-1.2 */
/* listing.h - the stage that makes what stands on a site around its dossiers: lists, sitemaps, feed. */
#ifndef SITE_LISTING_H
#define SITE_LISTING_H

#include "stage.h"

/*
 * PER_RUN.  A_RUN is one JSON object:
 *
 *	{"organisation": {"key", "tooi", "name"}, "public": "https://.../",
 *	 "dossiers": [{"id": UUID, "title", "date": "2026-01-15", "modified": RFC 3339,
 *	    "categories": [{"uri"}], "documents": n, "notices": n, "withdrawn": bool,
 *	    "tells": bool}]}
 *
 * or {"organisation", "public", "gone": what page_withdrawn() wants}: then A_SITE is
 * the page in the place of a dossier that was taken back, and A_LISTING has no files.
 *
 * date and notices may lack; categories as in the plan.  A_ENTRIES of dossier i
 * (page.h) is asked for as that of document i, unless it is withdrawn or "tells"
 * is false: then nothing of it stands in a sitemap.  The order of the dossiers is
 * that of the sitemaps: who puts new ones at the end, changes the last sitemap
 * of their categories only.
 *
 * A_SITE: all files, one after the other.  A_LISTING: {"files": [{"path", "off",
 * "len", "sha256"}]}, in the order in which they may be put at a place that does
 * not switch: sitemaps before the indexes that name them, robots.txt last.
 *
 * The same request gives the same bytes on any night: no file holds the moment at
 * which it was made.  A sitemap has at most LISTING_URLS entries and LISTING_BYTES
 * bytes (facts: diwoo 1.5: 50,000 and 50 MB), and never none; of a category
 * without documents there is neither sitemap nor index.
 */
stage_run	 site_run;

#define LISTING_URLS		50000u
#define LISTING_BYTES		49000000u
#define LISTING_DOSSIERS_MOST	1000000u
#define LISTING_PAGE		100u		/* dossiers on one page of a list */
#define LISTING_FEED		100u		/* changes in the feed */
#define LISTING_NEW		10u		/* on the first page */

#endif
