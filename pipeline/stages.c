/* SPDX-License-Identifier: EUPL-1.2 */
/* stages.c - the table of stages; the functions behind it stand in the program of each site. */
#include "stage.h"

#include "base/banned.h"

const struct stage stages[ST__COUNT] = {
#define STAGE(SITE, NAME, BRIEF, VERSION, GRAIN, NEEDS, GIVES, WALL, CPU, MEM, OUT)	\
	[ST_##NAME] = { .name = #NAME, .brief = BRIEF, .version = VERSION,		\
	    .site = SITE_##SITE, .grain = PER_##GRAIN, .needs = NEEDS, .gives = GIVES,	\
	    .limits = { WALL, CPU, MEM, OUT } },
#include "stages.def"
#undef STAGE
};

int
stage_find(struct str name, enum stage_id *id_r)
{
	for (int i = 0; i < ST__COUNT; i++) {
		if (str_eq(name, str_of(stages[i].name))) {
			*id_r = (enum stage_id)i;
			return 0;
		}
	}
	return -1;
}

enum stage_id
cover_stage(enum coverage c)
{
	static const enum stage_id by[COVER__COUNT] = {
#define COVER(id, name, stage, label) [COVER_##id] = ST_##stage,
#include "coverage.def"
#undef COVER
	};

	must(c < COVER__COUNT);
	return by[c];
}

int
job_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	return job->open(job, doc, kind, fd_r, e);
}
