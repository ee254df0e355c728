/* SPDX-License-Identifier: EUPL-1.2 */
/* dialer.h - the uploader's program as who opens connections to the virus scanner, and does nothing else. */
#ifndef PROC_DIALER_H
#define PROC_DIALER_H

/*
 * For each MSG_WANT that arrives on sock, a MSG_GIVE with a new connection to
 * the socket at path (a stream; it does not block), or {"error"}: the queue is
 * full, or nobody listens.  It reads and writes nothing on them.  Until the
 * supervisor closes sock.  Returns the exit code of the program.
 */
int	dialer_serve(int sock, const char *path);

#endif
