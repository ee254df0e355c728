/* SPDX-License-Identifier: EUPL-1.2 */
/* sitepath.h - what stands where on a site of ours, and in which order it is brought.  Knows no network. */
#ifndef PUBLISH_SITEPATH_H
#define PUBLISH_SITEPATH_H

#include "base/str.h"

/*
 * Below the address of a site stand:
 *
 *	documenten/UUID/NAME		a document, at an address that stays
 *	dossiers/UUID/index.html	the page of a dossier
 *	lijst.json			where nothing switches: our own list of the listing as it was last whole
 *	everything else			the listing: index pages, sitemaps, feed, css, robots
 *
 * The UUIDs are those of the plan (plan.h), and so is NAME ("public").
 */
#define SITEPATH_DOCUMENTS	"documenten"
#define SITEPATH_DOSSIERS	"dossiers"
#define SITEPATH_MANIFEST	"lijst.json"

/* Absent when id is no UUID, or name not of [a-z0-9.-] and a letter or digit first. */
struct str	 sitepath_document(struct str id, struct str name, struct arena *);
struct str	 sitepath_page(struct str id, struct arena *);
/* A path that the listing may have: of [A-Za-z0-9._/-], no part hidden but .well-known, and not one of the above. */
bool		 sitepath_listing_fine(struct str path);

/* Media type by the end of the name; application/octet-stream when we have no such files. */
const char	*sitepath_type(struct str path);

/*
 * The order in which the files of a listing are brought to a site that does not
 * switch: lowest first.  0 css, pictures and scripts, which pages need; 1
 * sitemaps, whose names hold a digest of their content, so that none is
 * overwritten that is being harvested; 2 pages and the feed; 3 the index of the
 * sitemaps, and robots.txt that names it.
 */
int		 sitepath_rank(struct str path);
#define SITEPATH_RANK_LAST	3

#endif
