/* SPDX-License-Identifier: EUPL-1.2 */
/* tidying.h - what the settings no longer keep goes: of dossiers that are done, and old accounts of runs. */
#ifndef TIDYING_H
#define TIDYING_H

#include "base/json.h"
#include "config/settings.h"
#include "store/tidy.h"

struct session;

struct tidying_sum {
	struct tidied	*v;		/* of each organisation */
	size_t		 n;
	size_t		 reports;	/* folders of accounts */
};

/*
 * For who has the state alone and has no store of it open.  dry: only counted.
 * Where nobody wrote how long something is kept nothing is looked at.
 */
int	tidying(const struct settings *, time_t now, bool dry, struct arena *, struct tidying_sum *, struct err *) MUST_USE;
/* A line for each, in Dutch; nothing went: nothing. */
struct str tidying_lines(const struct tidying_sum *, bool dry, struct arena *);

/* At the end of a night, when its account is written.  What goes wrong is logged; the next night goes on. */
void	tidying_night(struct session *);

/* Of an organisation until now, for account and status: {"organisation", "dossiers", "files", "bytes", "last"}; no list: nothing yet. */
int	tidying_so_far(struct store *, const struct settings *, struct arena *, json_t **list_r, struct err *) MUST_USE;
/* One of those in words. */
struct str tidying_line(const json_t *, struct arena *);

#endif
