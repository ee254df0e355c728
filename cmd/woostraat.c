/* SPDX-License-Identifier: EUPL-1.2 */
/* woostraat.c - the supervisor: state and order, no document bytes and no network. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/heap.h"
#include "base/journal.h"
#include "base/lang.h"
#include "base/log.h"
#include "base/notify.h"
#include "command.h"
#include "proc/spawn.h"
#include "proc/walls.h"

#include "base/banned.h"

#define SETTINGS_MEM	GIB(2)		/* the list of dossiers of a large intake */

int
main(int argc, char **argv)
{
	struct arena *mem;
	struct invocation inv;
	struct str home;
	struct err e;
	int rc, fd;

	/* A library that is refused memory may crash, or go on with less; the next run takes up what this one did. */
	heap_strict(EXIT_AGAIN);
	mem = arena_new("woostraat", SETTINGS_MEM);
	/* Started without them, the next files opened would be taken for the terminal. */
	while ((fd = open("/dev/null", O_RDWR)) >= 0 && fd <= STDERR_FILENO)
		;
	if (fd > STDERR_FILENO)
		(void)close(fd);
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN); /* a full ceiling is an error of write(2), not a death */
	(void)umask(077);
	walls_self();
	notify_open();
	(void)journal_open(JOURNAL_SOCKET);
	/* Words to the person in his language; numbers and sorting never by locale. */
	if (spawn_home(mem, &home, &e) == 0)
		lang_open(str_c(mem, home));
	rc = invocation_read(argc, argv, &inv, mem, &e);
	if (rc == 0) {
		if (inv.option[O_JSON_] != NULL || inv.command == CMD_STAGE)
			lang_records();
		log_open("woostraat",
		    inv.option[O_VERBOSE_] != NULL   ? LOG_DETAIL :
			inv.option[O_QUIET_] != NULL ? LOG_FOUT :
						       LOG_LET_OP);
		rc = commands[inv.command].run(&inv, mem);
	} else
		rc = rc > 0 ? EXIT_FINE : command_failed(&e);
	arena_free(mem);
	return rc;
}
