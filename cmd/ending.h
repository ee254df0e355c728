/* SPDX-License-Identifier: EUPL-1.2 */
/* ending.h - what a run tells at its end: where the dossiers of its organisations stand, and what was taken back. */
#ifndef ENDING_H
#define ENDING_H

#include "session.h"

/*
 * Of each organisation that this run worked for, by the ledger as the run leaves
 * it; nothing in a rehearsal, whose ledger is its own.  Kept in the session.
 * -1: the ledger cannot be read.
 */
int	ending_gather(struct session *, struct err *) MUST_USE;

/* Into the account: "standing" and "withdrawn" (whereabouts.h), "calendars" (agenda.h), "trend" (trend.h). */
void	ending_put(const struct session *, json_t *run);

/* On the terminal, a line for each place, and for what was taken back. */
void	ending_print(struct session *);

#endif
