/* SPDX-License-Identifier: EUPL-1.2 */
/* pages.h - what a site shows of each dossier, kept for its lists: a dossier that left the intake is still public. */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include "store/ledger.h"

struct page {
	struct digest	 page;
	struct artefact	 entries;	/* for the sitemaps (site/entries.h), in the vault */
	time_t		 modified;	/* when what is public of it last changed */
	struct str	 facts;		/* JSON, as site/listing.h wants of a dossier */
};

/* id: the ledger's row of the dossier at that site.  Its entry in the evidence comes in the same transaction. */
int	 pages_put(struct store *, struct uuid id, const struct page *, struct run_id, struct err *) MUST_USE;
/* Its strings in the arena; false in *found_r: it has none yet. */
int	 pages_get(struct store *, struct uuid id, struct arena *, struct page *, bool *found_r, struct err *) MUST_USE;
int	 pages_count(struct store *, int64_t *n_r, struct err *) MUST_USE;

/* Each of one site, oldest first; withdrawn ones too.  Strings live until the function returns; -1 stops. */
typedef int	 pages_each_fn(void *ctx, const struct page *, enum state, struct err *);
int	 pages_each(struct store *, struct str org, struct str outlet, pages_each_fn *, void *ctx, struct err *) MUST_USE;

/*
 * The lists of a site show something new: evidence, told of the site and not of
 * a dossier.  place is its name for people.
 */
struct listed { struct str org, place; size_t dossiers, files; };
int	 pages_listed(struct store *, const struct listed *, struct run_id, struct err *) MUST_USE;
/* When that was last, by the machine's clock; 0: not since this is noted. */
int	 pages_listed_at(struct store *, struct str org, struct str place, time_t *at_r, struct err *) MUST_USE;

#endif
