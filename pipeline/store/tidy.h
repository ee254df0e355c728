/* SPDX-License-Identifier: EUPL-1.2 */
/* tidy.h - what of a dossier that is done goes out of the vault, when somebody wrote how long it stays. */
#ifndef STORE_TIDY_H
#define STORE_TIDY_H

#include "store/store.h"
#include "store/vault.h"

/*
 * A dossier is done when it is CONFIRMED or WITHDRAWN at every place it goes to,
 * none of its addresses is asked any more, nothing of it may stand at a portal
 * unchosen, no run died of it and its last account holds nothing.
 *
 * Of one that is done go the files that came in, what came out of archives among
 * them, their text, and earlier bundles; of one that was taken back its last
 * bundle too.  What stays: its row and its evidence, its accounts, its last
 * bundle while it is public, what a site lists of it, and all that any other
 * dossier names.
 *
 * Order: the entry in the evidence ("tidied", with each digest), committed; then
 * the files.  Broken off in between, the next call finds them there still and
 * goes on.  For who has the state alone (closing_alone).
 */
struct tidy {
	struct store	*store;
	struct vault	*vault;
	struct run_id	 run;		/* that it is told of */
	bool		 dry;		/* only count */
	size_t		 most;		/* dossiers at once */
	/* The last day on which it may have come to rest to go; year 0: it stays.  org and key: utf8_exact. */
	struct date	(*until)(void *ctx, struct str org, struct str key);
	void		*ctx;
};

/* What went of an organisation (utf8_exact).  A dossier that went twice counts twice. */
struct tidied { struct str org; uint64_t dossiers, files, bytes; time_t last; };

int	tidy(const struct tidy *, struct arena *, struct tidied **v_r, size_t *n_r, struct err *) MUST_USE;
/* All that ever went, by organisation in byte order, with when the last did. */
int	tidied_so_far(struct store *, struct arena *, struct tidied **v_r, size_t *n_r, struct err *) MUST_USE;

#endif
