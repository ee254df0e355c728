/* SPDX-License-Identifier: EUPL-1.2 */
/* listing.h - after the dossiers of a run: the lists, sitemaps and feed of each site, and the switch. */
#ifndef LISTING_H
#define LISTING_H

#include "session.h"

/*
 * For each organisation with a site: what stands there by the ledger becomes a
 * listing (site/listing.h), made by a worker and brought in its order; then the
 * site is switched.  Nothing where nothing was ever published: an empty sitemap
 * is worse than none (facts: diwoo 1.5).  Two runs after each other bring the
 * same bytes, and what stands there already is not sent.
 *
 * *sites_r: NULL, or what an earlier call gave, which goes; then an array, a new
 * reference, of
 *	{"organisation", "place", "dossiers", "files", "answer", "fine", "url", "detail"}
 * answer as of a dossier; not fine: the site shows what it did before, and the
 * next run does it again.  -1: this machine failed.
 */
int	session_sites(struct session *, json_t **sites_r, struct err *) MUST_USE;

/* Do all sites show what this run published? */
bool	session_sites_fine(const struct session *);
/* A line for each on the terminal. */
void	session_sites_print(struct session *);

#endif
