/* SPDX-License-Identifier: EUPL-1.2 */
/* runner.h - brings dossiers through the stages; the only place that knows their order. */
#ifndef RUNNER_H
#define RUNNER_H

#include "config/settings.h"
#include "ingest/ingest.h"
#include "proc/courier.h"
#include "proc/pool.h"
#include "report/account.h"
#include "store/store.h"
#include "store/vault.h"

/*
 * What a run may do.  There is no flag for "rehearsal": a rehearsal has a
 * temporary store and vault and a courier for the dry portal, and lacks
 * MAY_REUSE.  No stage can see any of it.
 */
enum may {
	MAY_REUSE	= 1 << 0	/* take from the memo what a stage said before about the same facts */
};

struct rest;
struct slots;
struct scanner;

struct run {
	unsigned	 may;
	time_t		 now;		/* the clock of the stages */
	time_t		 started_at;	/* the real clock; only for the age of files and for records */
	const struct settings *settings;
	struct store	*store;
	struct vault	*vault;
	struct pool	*pool;
	struct courier	*courier;
	struct scanner	*scanner;	/* for viruses; NULL: the settings name none */
	struct run_id	 id;
	enum stage_id	 from;		/* without MAY_REUSE: what comes before this stage is taken from the memo */
	enum stage_id	 last;		/* go no further than this stage; ST_publish for the whole street */
	struct slots	*slots;		/* where dossiers under way are noted; NULL in a rehearsal */
	unsigned	 patience_s;	/* how long a portal that is away is waited for, over the whole run */
	bool		 by_hand;	/* a person waits, and wants this: a portal that failed before is asked all the same */
	const volatile int *stop;	/* becomes non-zero when the run must end: nothing new is begun */

	/* Called for each dossier when it is closed, in the order of the places. */
	void		(*closed)(void *ctx, const struct dossier *, const struct sending *);
	/*
	 * In the place of that, for one that was not read since nothing about it changed (resting.h): line is its
	 * account as it was kept, absent where it is long: it stands in the vault.  What it adds to the totals.
	 * NULL: everything is read.
	 */
	struct totals	(*rested)(void *ctx, const struct dossier *, const struct rest *, struct str line);
	/* Called after `closed`: what must be kept to tell that dossier again; false: it is told by who read it only. */
	bool		(*again)(void *ctx, struct rest *);
	struct digest	 setup;		/* where `rested` is there: of what the outcome of every dossier depends on */
	/* Called when a dossier is taken up: how many are closed, and which one it is. */
	void		(*progress)(void *ctx, size_t done, const struct place *);
	/*
	 * Called when a dossier is bundled and about to go to its portal: false leaves it here (`woostraat redo`
	 * shows what changed).  NULL: everything goes.
	 */
	bool		(*before)(void *ctx, const struct dossier *);
	/* Called for each answer of a stage, before it is applied (`woostraat stage`). */
	void		(*answered)(void *ctx, enum stage_id, const json_t *answer, const struct dossier *, int doc);
	/* Called for each receipt, before it is applied (`woostraat rehearse`).  doc: -1, or what the step brought. */
	void		(*heard)(void *ctx, const struct dossier *, enum portal_step, int doc, const struct receipt *);
	void		*ctx;
};

/* What is taken in and not told yet: all of it, what is at work of that, and the memory that all of it holds. */
struct crowd {
	size_t		 open, active;
	unsigned	 workers;
	uint64_t	 mem;
};
/* Is there room for one more?  Each worker has one whatever it holds. */
bool	runner_room(const struct crowd *);

/*
 * Bring every place through the street.  0: each was closed and is in *totals.
 * -1: the machine failed (err); what was under way keeps its last state and is
 * O_LATER in the totals, what was not begun is not in them.
 */
int	runner_run(struct run *, const struct places *, struct totals *, struct err *) MUST_USE;

#endif
