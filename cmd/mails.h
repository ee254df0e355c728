/* SPDX-License-Identifier: EUPL-1.2 */
/* mails.h - the mails of a run: three lines to who must do something, and what still waits of earlier runs. */
#ifndef MAILS_H
#define MAILS_H

#include "session.h"

/*
 * Of a run (not of redo or a rehearsal), when all is done but its account: who has
 * `mail` in the settings and is to get one, gets it.  code: how the run will end;
 * broken: an error ended it, and so it concerns every organisation.  What becomes
 * of each mail goes into the account as
 *	"mail": [{"organisation" (absent: who runs all), "why": "mens|run|altijd|teken" (of this run's own),
 *	    "made", "answer": "sent|again|refused|late", "text"}]
 * and, where it did not go, on stderr.  It changes nothing else: no failure here
 * is a failure of the run.
 */
void	mails_run(struct session *, int code, bool broken);

/*
 * The run ends with this code, and no mail says so yet: it never came to the end,
 * or ended otherwise than its mail says.  The session may be closed, or never
 * have been opened; whatever was read of the settings is used.  What went public
 * before it failed is told.
 */
void	mails_failed(struct session *, int code);

/* Into the account of the run; nothing where there was no mail. */
void	mails_put(const struct session *, json_t *run);

/* Are the servers and keys of all mail usable, as far as can be told without a connection?  say for each fault. */
int	mails_check(const struct settings *, const char *upload, void (*say)(void *ctx, struct str file, const struct err *),
	    void *ctx, struct err *) MUST_USE;

#endif
