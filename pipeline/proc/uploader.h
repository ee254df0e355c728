/* SPDX-License-Identifier: EUPL-1.2 */
/* uploader.h - the uploader's loop: orders in, receipts out. */
#ifndef PROC_UPLOADER_H
#define PROC_UPLOADER_H

#include <stdbool.h>

/*
 * Serve orders that arrive on sock until the supervisor closes it; after that
 * no new request is begun.  dry: a rehearsal, in which every kind of portal is
 * the dry one.  Returns the exit code of the program.
 */
int	uploader_serve(int sock, bool dry);

#endif
