/* SPDX-License-Identifier: EUPL-1.2 */
/* notify.h - what a service tells the manager that started it: that it works, how far it is, that it stops. */
#ifndef BASE_NOTIFY_H
#define BASE_NOTIFY_H

#include "base/str.h"

/*
 * The protocol of sd_notify(3): one datagram of lines "KEY=value" to the socket
 * that NOTIFY_SOCKET names.  Without one nothing is said, and what does not
 * arrive is nobody's fault: a run does not fail because its keeper is deaf.
 */

/* Takes NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID out of the environment.  Once, before anything else is opened. */
void		 notify_open(void);
void		 notify_close(void);
bool		 notify_heard(void);		/* is there somebody who listens? */

void		 notify_ready(void);		/* what could be wrong from the start is not; the first time only */
/* One line of UTF-8, the first NOTIFY_STATUS_MOST bytes of it; control characters become '?'. */
void		 notify_status(struct str);
#define NOTIFY_STATUS_MOST	((size_t)400)
void		 notify_stopping(void);		/* may be called in a signal handler */

/* We are not stuck: goes out when a watchdog was asked for, and then not more often than it needs. */
void		 notify_alive(void);
/* How long may be waited before the next notify_alive: wait_ms (-1: for ever), or less where there is a watchdog. */
int		 notify_wait_ms(int wait_ms);

#endif
