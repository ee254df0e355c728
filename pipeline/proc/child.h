/* SPDX-License-Identifier: EUPL-1.2 */
/* child.h - one job in a process of its own, in and out through descriptors. */
#ifndef PROC_CHILD_H
#define PROC_CHILD_H

#include "proc/message.h"
#include "proc/tools.h"

#define CHILD_STAGES	8		/* stages of one visit */

struct child_job {
	enum stage_id	 st[CHILD_STAGES];
	size_t		 nst;
	struct limits	 limits;	/* the sums and the greatest of those stages */
	/*
	 * JSON: {"now","doc","dossier":{...}}.  Of a dossier stage lines (reel.h): {"documents","now"}, its facts, and
	 * those of each document.
	 */
	int		 request;
	int		 channel;	/* frames to and from the supervisor */
	int		 answer;	/* JSON goes here: {"stages":[...]}; of a dossier stage lines: the answer, and that of each document */
	int		 out[A__COUNT];	/* or -1 */
	int		 ocr;		/* to who reads pictures (ocr.h); -1: nobody does */
};

/* Read a MSG_JOB; the descriptors stay the message's.  E_BUG when it breaks the form. */
int	child_job_read(const struct msg *, struct child_job *, struct err *) MUST_USE;

/* The limits of a visit of these stages. */
struct limits	child_limits(const enum stage_id *, size_t n);

/*
 * In the child: raise the walls (sandbox.h), run the stages one after the other, write the
 * answer, say MSG_DONE.  Returns the exit code: 0 also when a stage failed with
 * an error, since that is in MSG_DONE.
 */
int	child_run(const struct tools *, const struct child_job *);

#endif
