/* SPDX-License-Identifier: EUPL-1.2 */
/* deposit.c - a new file in a folder of the user: there whole, or not there. */
#include "deposit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"

#include "base/banned.h"

#define TEMPORARY	".woostraat-%ld.nieuw"	/* where the file system has no nameless files */

struct deposit {
	struct arena	*mem;
	int		 dir;
};

int
deposit_open(const char *path, struct arena *mem, struct deposit **d_r, struct err *e)
{
	struct deposit *d = NEW(mem, struct deposit, 1);

	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return err_sys(e, E_IO, "%s", path);
	*d = (struct deposit){ .mem = mem, .dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	if (d->dir < 0 || faccessat(d->dir, ".", W_OK | X_OK, 0) != 0) {
		(void)err_sys(e, E_IO, "%s", path);
		deposit_close(d);
		return -1;
	}
	*d_r = d;
	return 0;
}

void
deposit_close(struct deposit *d)
{
	if (d == NULL)
		return;
	auto_close(&d->dir);
	d->dir = -1;
}

bool
deposit_has(const struct deposit *d, struct str name)
{
	struct stat st;

	return fstatat(d->dir, str_c(d->mem, name), &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* fd gets its name, which nobody may have. */
static int
name_it(const struct deposit *d, int fd, const char *temp, const char *name)
{
	char self[40];

	if (temp != NULL)
		return linkat(d->dir, temp, d->dir, name, 0);
	(void)snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, self, d->dir, name, AT_SYMLINK_FOLLOW);
}

static int
fill(const struct deposit *d, int fd, const char *temp, struct str name, struct vault *v, const struct artefact *a,
    struct err *e)
{
	const char *shown = str_c(d->mem, name);

	if (vault_copy(v, a->sha256, fd, e) != 0)
		return -1;
	if (fsync(fd) != 0)
		return err_sys(e, E_IO, _("wegschrijven mislukt"));
	FAULT("deposit-before-link");
	if (name_it(d, fd, temp, shown) != 0)
		return errno == EEXIST ? err_set(e, E_USAGE, "%s", _("bestaat al; er wordt niets overschreven")) :
					 err_sys(e, E_IO, _("wegschrijven mislukt"));
	return fsync(d->dir) != 0 ? err_sys(e, E_IO, _("wegschrijven mislukt")) : 0;
}

int
deposit_put(struct deposit *d, struct str name, struct vault *v, const struct artefact *a, struct err *e)
{
	const char *temp = NULL;
	int fd = openat(d->dir, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0666), rc;

	if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == ENOENT)) {
		temp = str_c(d->mem, str_fmt(d->mem, TEMPORARY, (long)getpid()));
		fd = openat(d->dir, temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	}
	if (fd < 0)
		return err_sys(e, E_IO, _("tijdelijk bestand niet te maken"));
	rc = fill(d, fd, temp, name, v, a, e);
	if (temp != NULL)
		(void)unlinkat(d->dir, temp, 0);
	(void)close(fd);
	return rc;
}
