/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * place_folder.c - a folder of this machine as a place (file://).
 *
 * A file lies under a name of its own until it is whole and synced, so that a
 * reader of the folder sees the old file or the new one and never a half.  No
 * symbolic link below the root is followed.
 *
 * A folder that is missing or closed to us counts as AWAY, not as a refusal: it
 * says nothing about the dossier, and a share that is not mounted passes by.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"
#include "base/path.h"
#include "publish/feed.h"
#include "publish/place.h"

#include "base/banned.h"

#define PUBLIC_FILE	0644	/* others come to read it */
#define PUBLIC_FOLDER	0755
#define PIECE		KIB(256)	/* read and written at a time */

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
	case EISDIR:
	case ENOTEMPTY:
	case ELOOP:
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("op de plaats van de bundel staat iets dat geen gewoon bestand is"));
		return 0;
	default:
		return err_sys(e, E_IO, _("de map van het portaal"));
	}
}

/* One folder further; *fd changes hands.  -1 with errno. */
static int
step_into(int *fd, const char *name, bool make)
{
	int next = openat(*fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

	if (next < 0 && errno == ENOENT && make) {
		if (mkdirat(*fd, name, PUBLIC_FOLDER) != 0 && errno != EEXIST)
			return -1;
		if (fsync(*fd) != 0)
			return -1;
		next = openat(*fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	}
	if (next < 0)
		return -1;
	(void)close(*fd);
	*fd = next;
	return 0;
}

/*
 * The folder that holds path, open; the caller closes it.  -1 with errno; *root_r
 * says whether the root is there, so that what is missing below it is no fault.
 */
static int
open_parent(const struct place *p, struct str path, bool make, struct arena *mem, bool *root_r)
{
	int fd = open(str_c(mem, p->target.folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct str rest = path, part;

	*root_r = fd >= 0;
	while (fd >= 0 && str_next(&rest, '/', &part) && rest.p != NULL) {
		if (step_into(&fd, str_c(mem, part), make) != 0) {
			int sys = errno;

			(void)close(fd);
			errno = sys;
			return -1;
		}
	}
	return fd;
}

static int
folder_open(struct place *p UNUSED, struct arena *mem UNUSED, struct err *e UNUSED)
{
	return 0;
}

static void
folder_close(struct place *p UNUSED)
{
}

/* The bytes of f into fd, in constant memory; what the feed says goes before what the disk says. */
static int
copy(const struct place_file *f, int fd, struct receipt *r, struct arena *mem, struct err *e)
{
	char *piece = arena_alloc(mem, PIECE, 1);
	struct feed feed;
	size_t n;
	int rc = 0;

	feed_open(&feed, f->fd, f->size, f->sha256);
	while (rc == 0 && feed.at < feed.size) {
		n = feed_read(piece, 1, PIECE, &feed);
		if (feed_fault(&feed, e) != 0)
			rc = -1;
		else if (fd_write_all(fd, (struct str){ piece, n }, e) != 0)
			rc = err_set(e, E_IO, _("schrijven in de map van het portaal mislukt; is de schijf vol?"));
		else
			r->sent += n;
	}
	feed_close(&feed);
	return rc;
}

/* The part gets its name, and both are durable. */
static int
finish(int dir, int fd, const char *part, const char *whole, struct receipt *r, struct err *e)
{
	FAULT("drop-before-rename");
	if (fsync(fd) != 0)
		return err_sys(e, E_IO, _("de bundel in de map van het portaal zetten mislukt"));
	if (renameat(dir, part, dir, whole) != 0)
		return fault(r, e);
	FAULT("drop-after-rename");
	if (fsync(dir) != 0)
		return err_sys(e, E_IO, _("de bundel in de map van het portaal vastleggen mislukt"));
	r->answer = PORTAL_SENT;
	return 0;
}

static int
folder_put(struct place *p, const struct place_file *f, struct arena *mem, struct receipt *r, struct err *e)
{
	const char *whole = str_c(mem, path_base(f->path)), *part = str_c(mem, place_part(path_base(f->path), mem));
	bool root;
	AUTO_FD dir = open_parent(p, f->path, true, mem, &root);
	AUTO_FD fd = -1;
	int rc;

	if (dir < 0 || (unlinkat(dir, part, 0) != 0 && errno != ENOENT)) /* left by one that died here */
		return fault(r, e);
	fd = openat(dir, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, PUBLIC_FILE);
	if (fd < 0)
		return fault(r, e);
	FAULT("drop-before-put");
	rc = copy(f, fd, r, mem, e);
	FAULT("drop-after-put");
	if (rc == 0)
		rc = finish(dir, fd, part, whole, r, e);
	if (rc != 0 || r->answer != PORTAL_SENT)
		(void)unlinkat(dir, part, 0);
	return rc;
}

/* Open what stands at path; -1 in *fd_r with found or the receipt set when there is nothing to read. */
static int
open_file(const struct place *p, struct str path, struct arena *mem, int *fd_r, struct stat *st, struct receipt *r,
    struct err *e)
{
	const char *name = str_c(mem, path_base(path));
	bool root;
	AUTO_FD dir = open_parent(p, path, false, mem, &root);

	*fd_r = -1;
	if (dir < 0 && !(root && errno == ENOENT))
		return fault(r, e);
	if (dir < 0 || fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (dir >= 0 && errno != ENOENT)
			return fault(r, e);
		r->found = FOUND_NOTHING;
		return 0;
	}
	if (!S_ISREG(st->st_mode)) {
		errno = EISDIR;
		return fault(r, e);
	}
	*fd_r = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	return *fd_r < 0 ? fault(r, e) : 0;
}

static int
unreadable(struct receipt *r)
{
	r->answer = PORTAL_AWAY;
	r->found = FOUND_UNKNOWN;
	r->detail = str_of(_("het bestand in de map van het portaal is niet te lezen"));
	return 0;
}

static int
folder_look(struct place *p, const struct place_file *f, enum place_look how, struct arena *mem, struct receipt *r,
    struct err *e)
{
	AUTO_FD fd = -1;
	struct digest got;
	struct stat st;
	uint64_t n;

	if (open_file(p, f->path, mem, &fd, &st, r, e) != 0)
		return -1;
	if (fd < 0)
		return 0;
	if (f->size != PLACE_ANY_SIZE && (uint64_t)st.st_size != f->size)
		r->found = FOUND_OTHER;
	else if (how == LOOK_SIZE)
		r->found = FOUND_SAME;
	else if (digest_fd(fd, &got, NULL, &n, e) != 0)
		return unreadable(r);
	else
		r->found = digest_eq(got, f->sha256) ? FOUND_SAME : FOUND_OTHER;
	return 0;
}

static int
folder_read(struct place *p, struct str path, size_t most, struct arena *mem, struct str *text_r, struct receipt *r,
    struct err *e)
{
	AUTO_FD fd = -1;
	struct stat st;

	if (open_file(p, path, mem, &fd, &st, r, e) != 0)
		return -1;
	if (fd < 0) {
		if (r->found == FOUND_NOTHING)
			r->answer = PORTAL_SENT;
		return 0;
	}
	if ((uint64_t)st.st_size > most) {
		r->answer = PORTAL_REFUSED;
		r->detail = str_of(_("het bestand bij het portaal is te groot"));
		return 0;
	}
	if (fd_read_all(fd, most, mem, text_r, e) != 0)
		return unreadable(r);
	r->answer = PORTAL_SENT;
	r->found = FOUND_OTHER;
	return 0;
}

static int
folder_remove(struct place *p, struct str path, struct arena *mem, struct receipt *r, struct err *e)
{
	bool root;
	AUTO_FD dir = open_parent(p, path, false, mem, &root);

	if (dir < 0 && !(root && errno == ENOENT))
		return fault(r, e);
	r->found = FOUND_NOTHING;
	r->answer = PORTAL_SENT;
	if (dir < 0)
		return 0;
	if (unlinkat(dir, str_c(mem, path_base(path)), 0) != 0) {
		if (errno == ENOENT)
			return 0;
		r->found = FOUND_UNKNOWN;
		return fault(r, e);
	}
	return fsync(dir) == 0 ? 0 : err_sys(e, E_IO, _("de map van het portaal"));
}

const struct place_ops place_folder = {
	.renames = true,
	.open = folder_open,
	.close = folder_close,
	.put = folder_put,
	.look = folder_look,
	.read = folder_read,
	.remove = folder_remove,
};
