/* SPDX-License-Identifier: EUPL-1.2 */
/* world.h - a small world that is made, run, hurt and thrown away, thousands of times. */
#ifndef TORTURE_WORLD_H
#define TORTURE_WORLD_H

#include "base/json.h"
#include "control.h"

/* What all worlds share; read only. */
struct common {
	const char	*build;		/* the torture build: three programs */
	const char	*root;		/* a folder of ours: intake, templates, and a folder for each job */
	unsigned	 bank;		/* port of the fake GPP-publicatiebank where one organisation publishes */
};

struct world {
	const struct common *common;
	char		 dir[PATH_MOST];	/* staat, portaal, verslagen, woostraat.yaml, control */
	char		 out[PATH_MOST + 8];	/* stdout and stderr of the last run */
	struct control	*control;
	unsigned	 number, resets;
	char		 bank[40];		/* the name of its own bank in the fake: another after each reset */
	unsigned	 hour;			/* the clock of the next run: an hour later, but what was broken off is taken up at once */
	bool		 again;			/* the next run takes up what the last one left */
	bool		 mounts;		/* this job may mount: full disks are real ones */
	bool		 mounted;
	unsigned	 file_kib;		/* not 0: the largest file that a run may write */
};

/* How a run of `woostraat run` ended. */
struct ended {
	int		 code;		/* exit code, or -1 */
	int		 signal;	/* or 0 */
	bool		 hung;		/* killed, because it or a helper did not end */
};

/* A script for its bank (tests/portal/gpp.h). */
void		 world_script(struct world *, const char *lines);

/* What its bank has; settled: what is late comes first.  A new reference. */
json_t		*world_bank(const struct world *, bool settled, struct arena *);

/* Make the folder and the control file; once for a job.  Exits when it cannot. */
void		 world_open(struct world *, const struct common *, unsigned job);

/* Nothing has happened yet: no state, no portal content, nothing ordered. */
void		 world_reset(struct world *);

/* One run, until it and all it started are gone; order NULL: undisturbed.  Counts start at 0. */
struct ended	 world_run(struct world *, const struct order *);

/*
 * The power fails: of what no fsync covers a part is lost, chosen by seed (all
 * of it when seed is 0).  Needs control->watch and a shadow folder since reset.
 */
void		 world_power(struct world *, uint64_t seed);

/*
 * From now on the state stands on a disk of this size, or a larger one; 0: no
 * more.  Where we may not mount, files may not grow past the size instead.
 */
void		 world_disk(struct world *, unsigned kib);

/* Ask for a mount namespace of our own; before world_disk, once for a job. */
void		 world_may_mount(struct world *);

#endif
