/* SPDX-License-Identifier: EUPL-1.2 */
/* address.h - where things stand on a site, below its public address. */
#ifndef SITE_ADDRESS_H
#define SITE_ADDRESS_H

#include "base/hash.h"
#include "base/str.h"

/*
 *	index.html  feed.xml  robots.txt  css/tokens.css  css/site.css
 *	documenten/UUID/NAME				a document, at an address that stays
 *	dossiers/UUID/index.html			the page of a dossier
 *	categorie/infocat014/index.html			its years
 *	categorie/infocat014/2026/index.html		its dossiers of that year; then pagina-2.html and on
 *	sitemaps/infocat014-1-0f3a9c1e.xml		a digest in the name: a new one never overwrites the old
 *	sitemapindex-diwoo-infocat014.xml		a name that the harvester reads (facts: diwoo 1.5, variant 2)
 */
#define SITE_DOCUMENTS	"documenten/"
#define SITE_DOSSIERS	"dossiers/"
#define SITE_SITEMAPS	"sitemaps/"
#define SITE_INDEX	"sitemapindex-diwoo-"	/* and the number of the category, ".xml" */
#define SITE_ADDRESS_MOST	((size_t)1000)	/* bytes of a public address; of a whole loc at most 2048 (facts: diwoo 1.3) */

/*
 * May a site be there?  https with a host, '/' at its end, and nothing in it
 * that must be written otherwise in XML or in a URL: no '?', '#', '&', no blank.
 */
bool		 site_address_sane(struct str address);

/* All below are paths under the address. */
struct str	 site_document(struct arena *, struct str uuid, struct str name);
struct str	 site_dossier(struct arena *, struct str uuid);
/*
 * What tells of a document that is withheld: the page of its dossier, which
 * names it, with a question behind it that servers of files do not look at.  So
 * each entry of a sitemap has an address of its own, and one that answers.
 */
struct str	 site_notice(struct arena *, struct str dossier, struct str notice);
/* Without that question: the path of the file. */
struct str	 site_path_of(struct str loc);

#endif
