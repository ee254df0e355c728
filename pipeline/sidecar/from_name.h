/* SPDX-License-Identifier: EUPL-1.2 */
/* from_name.h - what the names of files and folders say, by patterns. */
#ifndef SIDECAR_FROM_NAME_H
#define SIDECAR_FROM_NAME_H

#include "sidecar/visit.h"

/*
 * Of every document that may go out, and of the dossier by the name of its
 * folder.  Least trusted of all sources: a title of a name stays below any
 * heading, and only a whole ISO date is one.  Runs after all readers.
 */
void	 name_run(struct visit *);

#endif
