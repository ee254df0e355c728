/* SPDX-License-Identifier: EUPL-1.2 */
/* growth.h - limits of a job that grow with what there is to do, so that large needs no mode of its own (growth.def). */
#ifndef PROC_GROWTH_H
#define PROC_GROWTH_H

#include "base/json.h"
#include "stage.h"

#define GROWTH_CPU_S	7200u		/* at most so much more processor time than stages.def says */
#define GROWTH_MEM	GIB(3)		/* and so many more bytes of address space */
#define GROWTH_WALL	3u		/* seconds on the clock for each of processor time: others use the machine too */

/* What there is to do. */
struct load {
	uint64_t	 bytes;		/* as delivered: of the document, or of all of the dossier */
	uint64_t	 documents;	/* of the dossier; 0: the job is about one document, or about none */
};

/* Of a document of d; with DOC_NONE of all of d. */
struct load	 load_of(const struct dossier *d, int doc);

/* Between the programs: members of MSG_JOB.  What lacks is 0, and what is below 0 too. */
void		 load_put(json_t *job, struct load);
struct load	 load_get(const json_t *job);

/* Limits of these stages for this load. */
struct limits	 growth(struct limits, const enum stage_id *, size_t n, struct load);

#endif
