/* SPDX-License-Identifier: EUPL-1.2 */
/* copy.c - the whole ledger into another file, as it is at one moment. */
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/fd.h"
#include "store/db.h"

#include "base/banned.h"

#define TRIES		100
#define PAUSE_NS	100000000

/* All pages in one step, which reads one state of the source; a writer that folds its log in just then is waited for. */
static int
all_pages(struct store *s, sqlite3 *to, struct err *e)
{
	const struct timespec pause = { 0, PAUSE_NS };
	sqlite3_backup *b = sqlite3_backup_init(to, "main", s->db, "main");
	int rc = SQLITE_BUSY;

	if (b == NULL)
		return err_set(e, E_IO, _("administratie: kopiëren mislukt: %s"), sqlite3_errmsg(to));
	for (int i = 0; i < TRIES; i++) {
		rc = sqlite3_backup_step(b, -1);
		if (rc != SQLITE_BUSY && rc != SQLITE_LOCKED)
			break;
		(void)nanosleep(&pause, NULL);
	}
	if (sqlite3_backup_finish(b) == SQLITE_OK && rc == SQLITE_DONE)
		return 0;
	return err_set(e, rc == SQLITE_BUSY || rc == SQLITE_LOCKED ? E_AGAIN : E_IO,
	    _("administratie: kopiëren mislukt: %s"), sqlite3_errmsg(to));
}

int
store_copy(struct store *s, const char *path, struct err *e)
{
	/* Nobody else knows the file: no locks, which a network disk may lack. */
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	sqlite3 *to = NULL;
	int rc;

	if (sqlite3_open_v2(path, &to, flags, "unix-none") != SQLITE_OK)
		rc = err_set(e, E_IO, "%s: %s", path, sqlite3_errmsg(to));
	else
		rc = all_pages(s, to, e);
	if (sqlite3_close(to) != SQLITE_OK && rc == 0)
		rc = err_set(e, E_BUG, "%s", path);
	if (rc == 0) {
		AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC);

		if (fd < 0 || fsync(fd) != 0)
			rc = err_sys(e, E_IO, "%s", path);
	}
	return rc;
}
