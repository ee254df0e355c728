/* SPDX-License-Identifier: EUPL-1.2 */
/* scratch.c - a temporary folder that is gone afterwards, also when we were killed. */
#include "scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

#define TEMP_PREFIX	"woostraat-check-"
#define TRIES		20

static int
take_lock(const char *path, int *fd_r)
{
	*fd_r = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd_r < 0)
		return -1;
	if (flock(*fd_r, LOCK_EX | LOCK_NB) == 0)
		return 0;
	auto_close(fd_r);
	*fd_r = -1;
	return -1;
}

/* Folders of programs that were killed: ours, and locked by nobody. */
static void
sweep(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *ent;

	while (d != NULL && (ent = readdir(d)) != NULL) {
		char path[4096];
		struct stat st;
		int lock;

		if (strncmp(ent->d_name, TEMP_PREFIX, strlen(TEMP_PREFIX)) != 0 ||
		    (size_t)snprintf(path, sizeof path, "%s/%s", dir, ent->d_name) >= sizeof path ||
		    lstat(path, &st) != 0 || !S_ISDIR(st.st_mode) || st.st_uid != getuid())
			continue;
		if (take_lock(path, &lock) == 0) {
			path_remove_tree(path);
			(void)close(lock);
		}
	}
	if (d != NULL)
		(void)closedir(d);
}

/* Another that begins now may take a folder without a lock for one that was left: then there is a next. */
static int
make_own(struct scratch *t, const char *dir)
{
	struct stat st;

	for (int i = 0; i < TRIES; i++) {
		(void)snprintf(t->path, sizeof t->path, "%s/" TEMP_PREFIX "XXXXXX", dir);
		if (mkdtemp(t->path) == NULL)
			return -1;
		if (take_lock(t->path, &t->lock) != 0)
			continue;
		if (fstat(t->lock, &st) == 0 && st.st_nlink != 0)
			return 0;
		auto_close(&t->lock);
		t->lock = -1;
	}
	return -1;
}

int
scratch_open(struct scratch *t, struct err *e)
{
	const char *dir = getenv("TMPDIR");

	*t = (struct scratch){ .lock = -1 };
	if (dir == NULL || dir[0] == '\0')
		dir = "/tmp";
	sweep(dir);
	if ((size_t)snprintf(t->path, sizeof t->path, "%s/" TEMP_PREFIX "XXXXXX", dir) >= sizeof t->path) {
		t->path[0] = '\0';
		return err_set(e, E_CONFIG, "%s", _("TMPDIR is te lang"));
	}
	if (make_own(t, dir) != 0) {
		(void)err_sys(e, E_IO, "%s", t->path);
		t->path[0] = '\0';
		return -1;
	}
	return 0;
}

void
scratch_close(struct scratch *t)
{
	if (t->path[0] != '\0')
		path_remove_tree(t->path);
	t->path[0] = '\0';
	auto_close(&t->lock);
	t->lock = -1;
}
