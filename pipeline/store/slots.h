/* SPDX-License-Identifier: EUPL-1.2 */
/* slots.h - one run per organisation at a time, and which dossiers it has under way. */
#ifndef STORE_SLOTS_H
#define STORE_SLOTS_H

#include "base/err.h"
#include "types.h"

/*
 * A file for each organisation, locked by the run that works for it.  The
 * kernel lets go of the lock when that run ends, however it ends, so none is
 * ever stale.  In the file stand the dossiers that are under way, written before
 * their work begins: what a run that died leaves there is a suspect.  Nothing
 * is synced: a machine that lost its power accuses no dossier.
 */
struct slots;

struct leftover { struct uuid id; bool alone; };

int	slots_open(const char *folder, struct slots **, struct err *) MUST_USE;
void	slots_close(struct slots *);		/* NULL is fine */

/* Lock folder/<key> for an organisation; false in *mine_r: another run works for it. */
int	slots_lock(struct slots *, const struct organisation *, bool *mine_r, struct err *) MUST_USE;
bool	slots_mine(const struct slots *, const struct organisation *);

/* What the runs before left behind, read when the locks were taken. */
size_t	slots_leftovers(const struct slots *, const struct leftover **);

/* Note that the dossier is under way, alone or with others; slots_done takes it off.  NULL slots: nothing is noted. */
int	slots_note(struct slots *, const struct organisation *, struct uuid id, bool alone, struct err *) MUST_USE;
int	slots_done(struct slots *, const struct organisation *, struct uuid id, struct err *) MUST_USE;
/* Leftovers were dealt with: the files are emptied. */
int	slots_clear(struct slots *, struct err *) MUST_USE;

#endif
