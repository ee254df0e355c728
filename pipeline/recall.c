/* SPDX-License-Identifier: EUPL-1.2 */
/* recall.c - whether a stage need be done at all. */
#include "recall.h"

#include "memo.h"

#include "base/banned.h"

/* In a redo, what comes before the stage that it begins with. */
static bool
may_reuse(const struct run *run, enum stage_id st)
{
	return (run->may & MAY_REUSE) != 0 || st < run->from;
}

int
recall_stage(struct work *w, enum stage_id st, int doc, bool *hit_r, struct err *e)
{
	struct run *run = w->run;

	struct digest key;

	*hit_r = false;
	if (!may_reuse(run, st))
		return 0;
	key = memo_key(st, run->pool, &w->d, doc, run->now);
	if (doc == DOC_NONE)
		w->whole_key = key;
	if (memo_recall(run->store, run->vault, key, st, &w->d, doc, hit_r, e) != 0)
		return -1;
	if (*hit_r)
		timing_remembered(pool_timing(run->pool), st);
	return 0;
}

int
recall_death(struct work *w, enum stage_id st, int doc, bool *hit_r, struct err *e)
{
	struct run *run = w->run;

	*hit_r = false;
	if (!may_reuse(run, st))
		return 0;
	return memo_recall_death(run->store,
	    doc == DOC_NONE ? w->whole_key : memo_key(st, run->pool, &w->d, doc, run->now), &w->d, doc, hit_r, e);
}
