/* SPDX-License-Identifier: EUPL-1.2 */
/* office.h - what the parts of an Office or OpenDocument file are, and which properties its text shows. */
#ifndef CLEAN_OFFICE_H
#define CLEAN_OFFICE_H

#include "clean/cleaning.h"
#include "clean/packing.h"

enum part_role {
	PART_NONE,
	PART_TYPES,			/* [Content_Types].xml */
	PART_RELATIONS,			/* _rels/.rels */
	PART_CORE, PART_APP, PART_CUSTOM,	/* properties (ISO/IEC 29500-2 8.3, 29500-1 15.2.12) */
	PART_PEOPLE,			/* names of who commented and changed */
	PART_TEXT,			/* may show properties, have changes and comments */
	PART_MANIFEST, PART_META	/* of OpenDocument */
};

/* Properties that the text shows by a field: who opens the file would see another text without them. */
#define SHOWS_CREATOR	1u
#define SHOWS_LAST	2u
#define SHOWS_COMPANY	4u
#define SHOWS_CUSTOM	8u

struct office {
	struct cleaning	*c;
	struct package	*p;
	bool		 odf;
	enum part_role	*roles;		/* of each member */
	struct str	*thumbnails;	/* folded names that _rels/.rels calls so */
	size_t		 nthumbnails, thumbnails_cap;
	uint64_t	 changes, comments;
	unsigned	 shown;		/* SHOWS_* */
	bool		 people;	/* there is a list of authors */
	bool		 people_needed;
};

/* Read what parts there are and what their texts show; refuses what cannot be read.  -1: out of memory. */
int		 office_look(struct office *, struct err *) MUST_USE;
enum part_role	 office_role(const struct office *, const struct packed *);
bool		 office_is_thumbnail(const struct office *, struct str folded);

#endif
