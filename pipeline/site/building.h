/* SPDX-License-Identifier: EUPL-1.2 */
/* building.h - a site's listing being made: for the files of this folder that make a part of it. */
#ifndef SITE_BUILDING_H
#define SITE_BUILDING_H

#include "base/buf.h"
#include "base/json.h"
#include "site/listing.h"

/* A dossier, as the request names it. */
struct listed {
	struct str	 id, title, modified;	/* modified as it stands in the request */
	struct date	 date;			/* year 0: not known */
	time_t		 changed;
	uint64_t	 documents, notices;
	uint32_t	 categories;		/* bit per category of the list */
	bool		 withdrawn, tells;
};
#define CATEGORIES_MOST	32u

/* An informatiecategorie, in the order of the list. */
struct shelf {
	struct str	 key, name;		/* "infocat014" */
	size_t		 dossiers;		/* on its pages */
};

struct building {
	const struct job *job;
	struct arena	*mem;
	struct organisation org;
	struct str	 name;			/* of the organisation */
	struct str	 public;
	struct listed	*v;
	size_t		 n;
	const struct listed **newest;		/* the last changed first */
	struct shelf	 shelf[CATEGORIES_MOST];
	size_t		 nshelves;
	json_t		*files;
	int		 out;			/* A_SITE */
	uint64_t	 off;			/* bytes in it */
	struct hash	*hash;			/* of the file under way, or NULL */
	uint64_t	 from;			/* where it begins */
	char		*held;			/* bytes that are not written yet */
	size_t		 nheld;
};

/* A file of the listing: at once, or begun, in parts, and named when its digest is known. */
int	building_file(struct building *, struct str path, struct str bytes, struct err *) MUST_USE;
void	building_begin(struct building *);
int	building_part(struct building *, struct str bytes, struct err *) MUST_USE;
int	building_digest(struct building *, struct digest *, struct err *) MUST_USE;	/* no parts come after this */
void	building_end(struct building *, struct str path, struct digest);
/* Text as it stands between tags and in attributes. */
void	building_escape(struct buf *, struct str text);

int	building_lists(struct building *, struct err *) MUST_USE;		/* lists.c */
int	building_feed(struct building *, struct err *) MUST_USE;		/* feed.c */
/* Sitemaps, their indexes, and robots.txt (sitemap.c). */
int	building_sitemaps(struct building *, struct err *) MUST_USE;

#endif
