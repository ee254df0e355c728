/* SPDX-License-Identifier: EUPL-1.2 */
/* woostraat-upload.c - has the network and the keys; no parsers and no state. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "base/heap.h"
#include "base/log.h"
#include "proc/dialer.h"
#include "proc/sandbox.h"
#include "proc/uploader.h"
#include "proc/worker.h"

#include "base/banned.h"

#if defined(__SANITIZE_ADDRESS__)
/* Its walls refuse the helper with which a sanitizer looks for leaks at the end; unit tests look for those. */
const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0";
}
#endif

int
main(int argc, char **argv)
{
	int type = 0;
	struct err e;
	bool dry, dial;
	socklen_t n = sizeof type;

	/* Without memory it ends: an order is then asked after, and no library (libseccomp, libcurl) goes on with less. */
	heap_strict(EXIT_LIMIT);
	heap_wipe(); /* keys, and the copies that libraries make of them */
	(void)signal(SIGPIPE, SIG_IGN);
	(void)umask(022); /* what goes to a portal is for everybody to read */
	(void)signal(SIGXFSZ, SIG_IGN); /* a full ceiling is an error of write(2), not a death */
	walls_self();
	/* A core would hold the keys: where a program takes them, the limit of walls_self does not count (core(5)). */
	(void)prctl(PR_SET_DUMPABLE, 0);
	log_open("woostraat-upload", LOG_LET_OP);
	dry = argc == 2 && strcmp(argv[1], "dry") == 0;
	dial = argc == 3 && strcmp(argv[1], "dial") == 0;
	if ((!dry && !dial && (argc != 2 || strcmp(argv[1], "send") != 0)) ||
	    getsockopt(WORKER_FD, SOL_SOCKET, SO_TYPE, &type, &n) != 0 || type != SOCK_SEQPACKET) {
		(void)fprintf(stderr, "%s", _("woostraat-upload: dit programma wordt door woostraat gestart\n"));
		return EXIT_USAGE;
	}
	(void)fcntl(WORKER_FD, F_SETFD, FD_CLOEXEC);
	if (sandbox_uploader(&e) != 0) {
		log_line(LOG_FOUT, "%s", err_said(&e));
		return err_exit(&e);
	}
	return dial ? dialer_serve(WORKER_FD, argv[2]) : uploader_serve(WORKER_FD, dry);
}
