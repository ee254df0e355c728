/* SPDX-License-Identifier: EUPL-1.2 */
/* harvesting.h - one site being harvested: for the files of this folder that do it. */
#ifndef SITE_HARVESTING_H
#define SITE_HARVESTING_H

#include "base/json.h"
#include "site/harvest.h"

enum harvest_code {
#define HARVEST(id, ...)	HARVEST_##id,
#include "site/harvest_faults.def"
#undef HARVEST
	HARVEST__COUNT
};

struct harvest_file {
	struct str	 path;		/* below the folder; raw */
	int		 item;		/* by which its bytes are asked for */
	unsigned	 told;		/* entries that name it */
};

struct harvest {
	const struct job *job;
	struct arena	*mem, *scratch;	/* scratch: one file at a time */
	struct str	 address;
	size_t		 host;		/* bytes of the address up to its path */
	struct harvest_file *v;		/* sorted by path */
	size_t		 n, cap;
	struct str	*forbidden;	/* beginnings of paths */
	size_t		 nforbidden, forbidden_cap;
	struct harvest_file **indexes, **maps;
	size_t		 nindexes, indexes_cap, nmaps, maps_cap;
	struct str	*notices;	/* addresses with a question behind them */
	size_t		 nnotices, notices_cap;
	uint64_t	 entries, documents;
	json_t		*faults;
	size_t		 unsaid;
	bool		 unsound;
};

/* Something is wrong: in which file, on which line (0: none), and what %1 is. */
void		 harvest_say(struct harvest *, enum harvest_code, struct str file, int line, struct str arg);
/* The file that an address names; NULL, and said, when the harvester cannot get it. */
struct harvest_file *harvest_named(struct harvest *, struct str loc, struct str file, int line);
/* Are its bytes what its name says? */
int		 harvest_document(struct harvest *, struct harvest_file *, struct str ext, struct err *) MUST_USE;

/* A sitemap index or a sitemap (harvest_map.c). */
int		 harvest_map(struct harvest *, const struct harvest_file *, struct str xml, bool index, struct err *) MUST_USE;

#endif
