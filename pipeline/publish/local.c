/* SPDX-License-Identifier: EUPL-1.2 */
/* local.c - a portal that is a folder of this machine: what libcurl's file:// leaves undone. */
#include "publish/local.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"

#include "base/banned.h"

#define PUBLIC_MODE	0644	/* others come to read it */

/* errno as an answer of the portal, or as a fault of this machine. */
static int
fault(struct receipt *r, struct err *e)
{
	r->answer = PORTAL_AWAY;
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		r->detail = str_of(_("de map van het portaal bestaat niet"));
		return 0;
	case EACCES:
	case EPERM:
	case EROFS:
		r->detail = str_of(_("de map van het portaal laat ons niet toe"));
		return 0;
	case ESTALE:
	case ENOTCONN:
	case EHOSTDOWN:
	case ETIMEDOUT:
		r->detail = str_of(_("de map van het portaal is er even niet"));
		return 0;
	default:
		return err_sys(e, E_IO, _("de map van het portaal"));
	}
}

int
local_look(const char *folder, const char *path, enum portal_found *found_r, struct receipt *r, struct err *e)
{
	struct stat st;

	*found_r = FOUND_UNKNOWN;
	if (stat(folder, &st) != 0)
		return fault(r, e);
	if (lstat(path, &st) != 0) {
		if (errno != ENOENT)
			return fault(r, e);
		*found_r = FOUND_NOTHING;
		return 0;
	}
	if (!S_ISREG(st.st_mode)) {
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("op de plaats van de bundel staat iets dat geen gewoon bestand is"));
		return 0;
	}
	if (access(path, R_OK) != 0)
		return fault(r, e);
	*found_r = FOUND_OTHER;
	return 0;
}

struct str
local_part_name(struct str name, struct arena *mem)
{
	return str_fmt(mem, ".%.*s.deel", STRF(name));
}

int
local_begin(struct local *l, bool *ready_r, struct receipt *r, struct err *e)
{
	*ready_r = false;
	l->fd = -1;
	if (unlink(l->part) != 0 && errno != ENOENT) /* left by one that died here */
		return fault(r, e);
	l->fd = open(l->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PUBLIC_MODE);
	if (l->fd < 0)
		return fault(r, e);
	*ready_r = true;
	return 0;
}

int
local_end(struct local *l, struct err *e)
{
	AUTO_FD dir = open(l->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int fd = l->fd;

	FAULT("drop-before-rename");
	if (dir < 0 || fsync(fd) != 0 || rename(l->part, l->whole) != 0)
		return err_sys(e, E_IO, _("de bundel in de map van het portaal zetten mislukt"));
	l->fd = -1;
	FAULT("drop-after-rename");
	if (close(fd) != 0 || fsync(dir) != 0)
		return err_sys(e, E_IO, _("de bundel in de map van het portaal vastleggen mislukt"));
	return 0;
}

void
local_drop(struct local *l)
{
	if (l->fd < 0)
		return;
	(void)close(l->fd);
	(void)unlink(l->part);
	l->fd = -1;
}

int
local_remove(const char *folder, const char *path, bool *gone_r, struct receipt *r, struct err *e)
{
	AUTO_FD dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*gone_r = false;
	if (dir < 0 || (unlink(path) != 0 && errno != ENOENT))
		return fault(r, e);
	if (fsync(dir) != 0)
		return err_sys(e, E_IO, _("de bundel uit de map van het portaal halen mislukt"));
	*gone_r = true;
	return 0;
}
