/* SPDX-License-Identifier: EUPL-1.2 */
/* wire.h - dossiers, results and findings as JSON, between supervisor and worker. */
#ifndef PROC_WIRE_H
#define PROC_WIRE_H

#include "base/json.h"
#include "stage.h"

#define WIRE_MOST	((size_t)256 << 20)	/* bytes of a request or an answer */

/*
 * Exactly what a stage may know, and so exactly what its result may depend on:
 * the memo's key is made of these bytes, and the worker hands the stage a
 * dossier that holds these and nothing else.  A new reference.
 *   doc  index in d->docs; DOC_NONE for a dossier stage
 * In the facts of a document stage that document stands alone, at index 0.
 */
json_t		*wire_facts(enum stage_id, const struct dossier *d, int doc);

/*
 * The same of a dossier in parts, so that nobody holds all of it (reel.h):
 * everything but its documents ("docs" is empty), and one of these.
 */
json_t		*wire_facts_head(enum stage_id, const struct dossier *d);
json_t		*wire_facts_doc(enum stage_id, const struct dossier *d, size_t i);

/* Everything, for the request; doc as above. */
json_t		*wire_dossier(const struct dossier *d, int doc);

/* Read either back.  Strings are copied to mem; org_r is filled and dossier_r->org points to it. */
int		 wire_read(const json_t *, struct arena *mem, struct dossier *dossier_r,
		    struct organisation *org_r, struct err *) MUST_USE;

/* One document more, of a dossier that wire_read read without them; strings are copied to d->mem. */
int		 wire_read_doc(const json_t *, struct dossier *d, struct err *) MUST_USE;

/* What a stage said (its own fields and its findings).  A new reference. */
json_t		*wire_answer(enum stage_id, const struct result *);

/* The same of a dossier stage in parts; of how many documents it says something: of all, or of none. */
json_t		*wire_answer_head(enum stage_id, const struct result *);
json_t		*wire_answer_doc(enum stage_id, const struct dossier *d, size_t i);
size_t		 wire_answer_docs(enum stage_id, const struct dossier *d);

/*
 * Apply an answer to d (doc as in wire_facts).  Everything in it is checked:
 * an answer comes from a process that has read hostile bytes.  -1 with E_BUG
 * leaves d half changed; treat it as the death of the worker.
 */
int		 wire_apply(enum stage_id, const json_t *answer, struct dossier *d, int doc, struct err *) MUST_USE;
/* In parts; i < wire_answer_docs. */
int		 wire_apply_head(enum stage_id, const json_t *answer, struct dossier *d, struct err *) MUST_USE;
int		 wire_apply_doc(enum stage_id, const json_t *, struct dossier *d, size_t i, struct err *) MUST_USE;

#endif
