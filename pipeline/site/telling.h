/* SPDX-License-Identifier: EUPL-1.2 */
/* telling.h - one dossier on its way to a site: for the files of this folder that tell of it. */
#ifndef SITE_TELLING_H
#define SITE_TELLING_H

#include "stage.h"

/* What goes out of it: a document, or a notice of one that is withheld. */
struct public {
	int			 doc;		/* index in dossier->docs; of a notice in dossier->notices */
	bool			 notice;
	const struct record	*record;
	struct str		 id;		/* its UUID */
	struct str		 urn;		/* as records of other documents call it */
	struct str		 path;		/* where it stands, below the top of the site */
};

struct telling {
	const struct job	*job;
	const struct dossier	*d;
	struct str		 id;		/* UUID of the dossier */
	struct str		 site;		/* the public address */
	time_t			 modified;
	struct public		*v;		/* the main document first, the notices last */
	size_t			 n;
	const struct public	**by_urn;	/* the same, sorted */
	struct arena		*mem;
};

/* Where something of this dossier stands, by its urn; NULL: it is none of its. */
const struct public	*telling_place(const struct telling *, struct str urn);
/* The first value of a field, or STR_NONE. */
struct str		 telling_text(const struct record *, enum field);

/* --- entries of the sitemaps (tell.c) and the page (show.c) ------------------------------- */

/* A_ENTRIES; *why_r is set where the schema refuses one, and nothing further is made. */
int	telling_tell(const struct telling *, struct str *bytes_r, struct str *why_r, struct err *) MUST_USE;
/* A_PAGE. */
int	telling_show(const struct telling *, struct str *html_r, struct err *) MUST_USE;

#endif
