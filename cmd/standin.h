/* SPDX-License-Identifier: EUPL-1.2 */
/* standin.h - the portal that stands in for all others in `woostraat rehearse`, and what was heard from it. */
#ifndef STANDIN_H
#define STANDIN_H

#include "base/json.h"
#include "config/settings.h"
#include "proc/spawn.h"
#include "publish/answer.h"
#include "scratch.h"

struct standin {
	struct helper	 helper;
	struct str	 url;		/* http://127.0.0.1:PORT/ */
	struct str	 dir;		/* what belongs to it lies here */
	struct str	 token, s3_keys; /* paths of files with keys that were made for the occasion */
	json_t		*heard;		/* object: of each dossier that is open a list of steps */
};

/*
 * Start woostraat-portal with its things below the scratch folder, and send all
 * places to publish of the settings to it, and of `otherwise`: from here on they
 * have its address and its key, and nothing of their own but kind, name and
 * how a record is handed over.  as: what it is to be, at one place for each
 * organisation (gpp, drop, map, dav or s3; E_USAGE else), or NULL: as the settings
 * have it.  script: a file, or NULL.  E_CONFIG: the program is not there, or a
 * line of the script is not understood.  otherwise may be NULL.
 */
int	standin_open(const struct scratch *, const char *as, const char *script, struct settings *, struct organisation *otherwise,
	    struct arena *, struct standin **, struct err *) MUST_USE;
void	standin_close(struct standin *);	/* NULL is fine; the portal ends, and what it kept is gone */

/* A step was answered; doc: which document it was about, or NULL. */
void	standin_heard(struct standin *, const struct dossier *, enum portal_step, const struct document *,
	    const struct receipt *);

/* What was heard of this dossier, and no longer kept: a list for the account.  The caller has it. */
json_t	*standin_take(struct standin *, const struct dossier *, struct arena *);

/* The same list in lines for a terminal. */
struct str standin_lines(const json_t *list, struct arena *);

#endif
