/* SPDX-License-Identifier: EUPL-1.2 */
/* readiness.h - before the first document: can the workers read the templates, and the uploader every key? */
#ifndef READINESS_H
#define READINESS_H

#include "session.h"

/*
 * What is wrong here is known before a document is opened, not halfway through
 * the night.  Where organisations stand in files of their own, a fault of one
 * leaves that one out (settings_leave_out); when none is left it is E_CONFIG.
 */

/* Start the workers of the program at path with s->templates_dir, which becomes a view without the templates that are wrong. */
int	readiness_workers(struct session *, const char *worker, struct err *) MUST_USE;

/* Have the uploader look at the addresses, keys and certificates of every portal. */
int	readiness_outlets(struct session *, struct err *) MUST_USE;

#endif
