/* SPDX-License-Identifier: EUPL-1.2 */
/* uploader.h - the uploader's loop: orders in, receipts out. */
#ifndef PROC_UPLOADER_H
#define PROC_UPLOADER_H

/*
 * Serve orders that arrive on sock for portals of one kind ("drop", "dry")
 * until the supervisor closes it; after that no new request is begun.
 * Returns the exit code of the program.
 */
int	uploader_serve(int sock, const char *kind);

#endif
