/* SPDX-License-Identifier: EUPL-1.2 */
/* memo.h - what a stage said before about exactly these facts. */
#ifndef MEMO_H
#define MEMO_H

#include "base/json.h"
#include "proc/pool.h"
#include "stage.h"
#include "store/store.h"
#include "store/vault.h"

/*
 * The key: stage, version, the templates it reads, what it may see of the
 * dossier, and for describe the day (a date in the future, an organisation that
 * has ended).
 */
struct digest	memo_key(enum stage_id, const struct pool *, const struct dossier *, int doc, time_t now);
/* The same, of a dossier stage, whose facts (whole.h) are still to be added. */
struct hash	*memo_hash(enum stage_id, const struct pool *, time_t now);

/*
 * Apply what is remembered.  *hit_r is false, and the dossier as it was, when
 * nothing is, when it cannot be read, or when the vault lacks a file that it
 * made.
 */
int	memo_recall(struct store *, struct vault *, struct digest key, enum stage_id, struct dossier *, int doc,
	    bool *hit_r, struct err *) MUST_USE;

/*
 * Remember an answer, unless a burgerservicenummer could stand in it: the ledger
 * is no place for that.  made lists the artefacts that the stage gave (already in the
 * vault).
 */
int	memo_keep(struct store *, struct digest key, enum stage_id, const json_t *answer, const struct artefact *have,
	    uint32_t made, struct run_id, struct err *) MUST_USE;
/* Of a dossier stage: answer is the file of lines (base/reel.h), of which what is kept never stands in memory as a whole. */
int	memo_keep_whole(struct store *, struct digest key, enum stage_id, int answer, const struct artefact *have,
	    uint32_t made, struct run_id, struct err *) MUST_USE;

/*
 * Deaths are remembered too, so that the same bytes do not kill a worker again
 * every night.  key is that of the first stage of the visit that died.
 */
int	memo_recall_death(struct store *, struct digest key, struct dossier *, int doc, bool *hit_r, struct err *) MUST_USE;
/* f is the finding that the death became; its arguments are kept, its document is not. */
int	memo_keep_death(struct store *, struct digest key, const struct finding *f, struct run_id, struct err *) MUST_USE;

#endif
