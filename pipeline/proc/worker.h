/* SPDX-License-Identifier: EUPL-1.2 */
/* worker.h - the fork server: loads everything once, then one child for each job. */
#ifndef PROC_WORKER_H
#define PROC_WORKER_H

#include "base/err.h"

#define WORKER_FD	3	/* the socket to the supervisor, by agreement with exec */

/*
 * Serve jobs that arrive on sock until the supervisor closes it.  First frame
 * out: MSG_READY, with the digests of the templates of each stage or with what
 * is wrong in them.  languages, tried: as for tools_load_tried.  Returns the exit code of the program.
 */
int	worker_serve(int sock, const char *templates, const char *languages, const char *tried);

#endif
