/* SPDX-License-Identifier: EUPL-1.2 */
/* pool.h - the supervisor's side of the workers: hand out jobs, give artefacts, gather ends. */
#ifndef PROC_POOL_H
#define PROC_POOL_H

#include "base/err.h"
#include "base/json.h"
#include "proc/walls.h"
#include "stage.h"
#include "timing.h"

struct pool;
struct vault;

/* How a job ended. */
enum task_end {
	TASK_DONE,		/* the answer is there */
	TASK_FAILED,		/* the machine failed the stage: err says how */
	TASK_DIED,		/* a crash */
	TASK_LIMIT		/* time, memory or output: `why` says which */
};

/*
 * One job.  The owner fills the first part and keeps it until the pool gives it
 * back from pool_wait; then `end` and what belongs to it are set.
 */
struct task {
	enum stage_id	 st[8];
	size_t		 nst;
	json_t		*request;	/* owned by the task; NULL with lines */
	bool		 lined;
	int		 lines;		/* when lined: the request of a dossier stage, as lines (child.h); owned by the task */
	const struct dossier *dossier;	/* whose artefacts it may ask for; NULL: none but `extra` */
	int		 doc;		/* index there, DOC_NONE for a dossier job */
	struct artefact	 extra;		/* PER_RUN: A_RUN */
	/* Instead of extra or dossier; opens what the job asks for, which its stage needs.  E_IO: it cannot be had. */
	int		(*give)(void *owner, int64_t doc, enum artefact_kind, int *fd_r, struct err *);
	void		*owner;

	enum task_end	 end;
	enum stage_id	 at;		/* the stage it was in */
	const char	*why;		/* TASK_DIED, TASK_LIMIT: Dutch, a few words */
	struct err	 err;		/* TASK_FAILED */
	int		 answer;	/* TASK_DONE: JSON, of a dossier stage lines (child.h); else -1 */
	int		 out[A__COUNT];	/* TASK_DONE: descriptors of what was made, else -1 */
	uint32_t	 made;
	int64_t		 rss_kib;
	struct took	 took;		/* its process, from fork to end */
	struct took	 each[8];	/* by its own word, the first stages of st */
	size_t		 neach;
};
/* Close and release what a finished task holds. */
void		 task_drop(struct task *);

/*
 * Start n workers of the program at path with these templates, and wait until
 * all are ready: the first loads them, the others are copies of it.  Orphans
 * become children of this process from then on (PR_SET_CHILD_SUBREAPER), which
 * makes those copies its own.  languages: of the letters in pictures, as for tools_load.  A
 * fault in the templates is E_CONFIG.  The vault gives
 * inputs and takes outputs.
 */
int		 pool_open(const char *program, const char *templates, const char *languages, unsigned n, struct vault *,
		    struct pool **, struct err *) MUST_USE;
/*
 * The same with what was found good before: `tried` in hex, or NULL.  If that is
 * what lies there still, one worker is started, which loads what it needs for
 * jobs about documents before the first of these; the others are copied then.
 */
int		 pool_open_tried(const char *program, const char *templates, const char *languages, const char *tried,
		    unsigned n, struct vault *, struct pool **, struct err *) MUST_USE;
/* What was found good at the start, in this pool or before: of templates and program. */
struct digest	 pool_tried(const struct pool *);
void		 pool_close(struct pool *);		/* NULL is fine; kills what still runs */
/* Kill what runs and forget its tasks; the next job starts its worker anew. */
void		 pool_reset(struct pool *);

/* The digest of the templates that a stage reads. */
struct digest	 pool_config(const struct pool *, enum stage_id);

/* What stands around the children of the workers. */
struct walls	 pool_walls(const struct pool *);

/* What the stages took since it was opened: the pool counts its jobs, the owner what he does himself. */
struct timing	*pool_timing(struct pool *);

bool		 pool_idle(const struct pool *);	/* a worker is free */
bool		 pool_busy(const struct pool *);	/* a worker is at work */
int		 pool_start(struct pool *, struct task *, struct err *) MUST_USE;	/* only when idle */

/*
 * Wait at most wait_ms (-1: for ever) until a job ends or `other` (a
 * descriptor, or -1) can be read.  *task_r is the ended job or NULL;
 * *other_r tells whether other can be read.  A signal returns early with
 * neither.
 */
int		 pool_wait(struct pool *, int other, int wait_ms, struct task **task_r, bool *other_r,
		    struct err *) MUST_USE;

/*
 * One stage about the run, while no other task is under way: st[0], give, owner
 * and extra of wanted.  t says how it ended; task_drop() it.
 */
int		 pool_do(struct pool *, const struct task *wanted, time_t now, struct task *t, struct err *) MUST_USE;

#endif
