/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.h - what a stage is.  The table of all stages is stages.def. */
#ifndef STAGE_H
#define STAGE_H

#include "base/err.h"
#include "types.h"

enum stage_id {
#define STAGE(site, name, ...)	ST_##name,
#include "stages.def"
#undef STAGE
	ST__COUNT
};

/* Which program runs it; each links only what its site may touch. */
enum site {
	SITE_SUPERVISOR,		/* store; no document bytes, no network */
	SITE_WORKER,			/* document bytes; no store, no network */
	SITE_UPLOADER			/* network and keys; no store, no parsers */
};
enum grain { PER_DOCUMENT, PER_DOSSIER, PER_RUN };

struct limits {
	uint32_t	 wall_s, cpu_s;
	uint64_t	 mem, out;	/* bytes of address space; bytes written to one file */
};

struct stage {
	const char	*name;		/* one word for CLI, log, schema and manual */
	const char	*brief;		/* one line for --help and the manual */
	uint32_t	 version;
	enum site	 site;
	enum grain	 grain;
	uint32_t	 needs, gives;	/* A_BIT sets */
	struct limits	 limits;
};

extern const struct stage stages[ST__COUNT];
int		 stage_find(struct str name, enum stage_id *) MUST_USE;

/* Which stage counts this row of the coverage ledger. */
enum stage_id	 cover_stage(enum coverage);

/* What a zygote has loaded before it forks: rules, lists, templates, parsers (proc/tools.h). */
struct tools;

struct job {				/* read only for the stage */
	time_t		 now;		/* the only clock a stage may read */
	const struct tools *tools;
	const struct dossier *dossier;	/* NULL when PER_RUN */
	int		 doc;		/* index in dossier->docs; DOC_NONE unless PER_DOCUMENT */
	void		*source;	/* for job_open */
	int		(*open)(const struct job *, int doc, enum artefact_kind, int *fd_r, struct err *);
	/* The words in a picture, as proc/ocr.h gives them; false: not to be read.  NULL: nobody reads pictures here. */
	bool		(*words)(const struct job *, struct str picture, struct arena *, struct str *words_r);
};

/*
 * An artefact of a document (or, with DOC_NONE, of the dossier or run), open for
 * reading at offset 0; the caller closes it.
 */
int		 job_open(const struct job *, int doc, enum artefact_kind, int *fd_r, struct err *) MUST_USE;

/*
 * Filled by the stage.  The stage works on *doc or *dossier, copies that start
 * as what was known before; it sets only the fields that are its own to say
 * (wire.c lists them for each stage).
 */
struct result {
	struct arena	*mem;		/* lives until the result has been kept */
	struct findings	 findings;
	struct document	 doc;		/* PER_DOCUMENT */
	struct dossier	 dossier;	/* PER_DOSSIER; docs may be changed in place */
	int		 out[A__COUNT];	/* open for writing, empty, at offset 0; -1 where the stage gives nothing */
};

/*
 * Same job, same templates, same version: same bytes out.  That is what lets
 * the runner skip, repeat, kill and compare.  Returns 0 when it reached the
 * end, however bad the document; -1 when the machine failed it, with err set.
 */
typedef int	 stage_run(const struct job *, struct result *, struct err *);

#endif
