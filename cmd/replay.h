/* SPDX-License-Identifier: EUPL-1.2 */
/* replay.h - a dossier as it was, judged again with the rules of that day. */
#ifndef REPLAY_H
#define REPLAY_H

#include "base/json.h"
#include "look.h"

/*
 * The files that the account names are laid out from the vault in a temporary
 * folder, the templates of the run beside them, and a rehearsal is held at the
 * clock of that run.  A new reference:
 *
 *	{"same", "build", "build_now", "left_out": [{"code", "text"}], "changes": [...]}
 *
 * changes are those of difference.h.  left_out: what the ledger and the portal
 * said of it then; a rehearsal asks neither, so it is no part of the question.
 * The settings are those of today, and so is the program.  -1 when the vault
 * lacks something, or when the dossier held what no vault keeps (a link, a file
 * that was too large): then nothing can be said.
 */
int	replay_run(const struct look *, const struct invocation *, const struct named *, const json_t *account,
	    const struct run_row *, json_t **j_r, struct err *) MUST_USE;

#endif
