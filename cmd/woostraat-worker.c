/* SPDX-License-Identifier: EUPL-1.2 */
/* woostraat-worker.c - reads document bytes; has no state and no network. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/heap.h"
#include "base/log.h"
#include "proc/walls.h"
#include "proc/worker.h"

#include "base/banned.h"

int
main(int argc, char **argv)
{
	int type = 0;
	socklen_t n = sizeof type;

	/* Here already: what a library lacks that loaded without memory, all children would lack. */
	heap_strict(EXIT_LIMIT);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN); /* a full ceiling is an error of write(2), not a death */
	walls_self();
	log_open("woostraat-worker", LOG_LET_OP);
	if (argc < 2 || argc > 4 || getsockopt(WORKER_FD, SOL_SOCKET, SO_TYPE, &type, &n) != 0 ||
	    type != SOCK_SEQPACKET) {
		(void)fprintf(stderr, "%s", _("woostraat-worker: dit programma wordt door woostraat gestart\n"));
		return EXIT_USAGE;
	}
	(void)fcntl(WORKER_FD, F_SETFD, FD_CLOEXEC);
	/* Nothing is written behind this, and what was loaded once is not taken down: it was for as long as this lives. */
	_exit(worker_serve(
	    WORKER_FD, argv[1], argc > 2 && argv[2][0] != '\0' ? argv[2] : NULL, argc > 3 ? argv[3] : NULL));
}
