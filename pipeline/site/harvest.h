/* SPDX-License-Identifier: EUPL-1.2 */
/* harvest.h - the stage that says what the harvester of the Woo-index will find of a site that lies in a folder. */
#ifndef SITE_HARVEST_H
#define SITE_HARVEST_H

#include "stage.h"

/*
 * PER_RUN.  A_RUN lists what there is: items that end in a NUL, each a letter
 * and text in raw bytes.
 *
 *	uADDRESS	the public address that the folder stands for, the first item
 *	mNAME		the folder, the second; after it all that lies in it, by path below it:
 *	dPATH		a folder, fPATH a file, xPATH something else
 *
 * The bytes of the i-th of the latter (the folder is 0) are asked for as
 * A_ORIGINAL of document i.  What is done is what the harvester does (facts:
 * diwoo 1.5): robots.txt, the sitemap indexes that it names, their sitemaps, and
 * of every entry whether its file is there and is what DiWoo says it is.
 *
 * Gives A_HARVEST, a JSON object:
 *
 *	{"sound": bool, "address", "indexes": n, "sitemaps": n, "entries": n, "documents": files below documenten/,
 *	 "faults": [{"grade": "fault" or "note", "code", "file", "line", "text"}], "unsaid": how many more there are}
 *
 * A note is what may be meant so: a robots.txt that is not at the top of its
 * domain.  All text is fit to be shown.
 */
stage_run	 harvest_run;

#define HARVEST_FAULTS_MOST	1000u		/* named; the others are counted */
#define HARVEST_XML_MOST	((size_t)50000000)	/* bytes of a sitemap or an index (facts: diwoo 1.5) */
#define HARVEST_URLS_MOST	50000u
#define HARVEST_ITEMS_MOST	2000000u

#endif
