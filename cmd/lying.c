/* SPDX-License-Identifier: EUPL-1.2 */
/* lying.c - what lies in a folder or is one archive, listed for a worker and handed to it one by one. */
#include "lying.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "inspect/inspect.h"

#include "base/banned.h"

struct thing { char kind; struct str path; };

struct lying {
	struct arena	*mem;
	int		 fd;		/* of the folder, or of the archive */
	bool		 folder;
	struct thing	*v;		/* the folder itself or the archive first */
	size_t		 n, cap;
	uint64_t	 names;		/* bytes of all paths */
};

static int
add(struct lying *l, char kind, struct str path, struct err *e)
{
	l->names += path.n;
	if (l->n > INSPECT_FILES_MOST || l->names > INSPECT_NAMES_MOST)
		return err_set(e, E_LIMIT, "%s", _("meer dan 1.000.000 bestanden, of 256 MiB aan namen"));
	*PUSH(l->mem, l->v, l->n, l->cap) = (struct thing){ kind, path };
	return 0;
}

/* The names in one folder. */
static int
list_folder(struct lying *l, struct str dir, struct err *e)
{
	struct dirent *d;
	DIR *open_dir;
	int fd, rc = 0;

	if (dir.n == 0)
		fd = openat(l->fd, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
	else if (path_open(l->fd, str_c(l->mem, dir), &fd, e) != 0)
		return -1;
	if (fd < 0 || (open_dir = fdopendir(fd)) == NULL) {
		rc = err_sys(e, E_IO, "%s", str_c(l->mem, dir));
		auto_close(&fd);
		return rc;
	}
	while (rc == 0 && (errno = 0, d = readdir(open_dir)) != NULL) {
		struct str name = str_of(d->d_name), path;
		struct stat st;

		if (str_eq(name, S(".")) || str_eq(name, S("..")))
			continue;
		path = dir.n == 0 ? str_dup(l->mem, name) : path_join(l->mem, dir, name);
		if (fstatat(fd, d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
			rc = err_sys(e, E_IO, "%s", str_c(l->mem, path));
		else
			rc = add(l, S_ISREG(st.st_mode) ? 'f' : S_ISDIR(st.st_mode) ? 'd' : 'x', path, e);
	}
	if (rc == 0 && errno != 0)
		rc = err_sys(e, E_IO, "%s", str_c(l->mem, dir));
	(void)closedir(open_dir);
	return rc;
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct thing *)a)->path, ((const struct thing *)b)->path);
}

/* Folder after folder, each in its turn: depth costs nothing. */
static int
walk(struct lying *l, struct err *e)
{
	if (list_folder(l, STR_NONE, e) != 0)
		return -1;
	for (size_t i = 1; i < l->n; i++) {
		if (l->v[i].kind == 'd' && list_folder(l, l->v[i].path, e) != 0)
			return -1;
	}
	if (l->n > 2)
		qsort(l->v + 1, l->n - 1, sizeof *l->v, by_path);
	return 0;
}

/* The last part of its path, also of ".". */
static struct str
name_of(const char *path, struct arena *mem)
{
	char *real = realpath(path, NULL);
	struct str name = path_base(str_dup(mem, str_of(real == NULL ? path : real)));

	free(real);
	return name;
}

int
lying_open(const char *path, struct arena *mem, struct lying **l_r, struct err *e)
{
	struct lying *l = NEW(mem, struct lying, 1);
	struct stat st;
	int rc;

	l->mem = mem;
	l->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (l->fd < 0 || fstat(l->fd, &st) != 0)
		rc = err_sys(e, E_IO, "%s", path);
	else if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode))
		rc = err_set(e, E_IO, _("%s is geen map en geen gewoon bestand"), path);
	else {
		l->folder = S_ISDIR(st.st_mode);
		rc = add(l, l->folder ? 'm' : 'a', name_of(path, mem), e);
	}
	if (rc == 0 && l->folder)
		rc = walk(l, e);
	if (rc != 0) {
		lying_close(l);
		return -1;
	}
	*l_r = l;
	return 0;
}

void
lying_close(struct lying *l)
{
	if (l == NULL)
		return;
	auto_close(&l->fd);
	l->fd = -1;
}

static int
give_listing(const struct lying *l, int *fd_r, struct err *e)
{
	struct arena *mem = arena_new("lijst", GIB(1));
	struct buf b;
	int rc;

	buf_init(&b, mem, (size_t)l->names + 2 * l->n + 1);
	for (size_t i = 0; i < l->n; i++) {
		buf_addc(&b, l->v[i].kind);
		buf_add(&b, l->v[i].path);
		buf_addc(&b, '\0');
	}
	must(!b.cut);
	rc = fd_of_str("lijst", buf_str(&b), fd_r, e);
	arena_free(mem);
	return rc;
}

int
lying_give(void *lying, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct lying *l = lying;
	struct stat st;
	int fd = -1;

	if (kind == A_RUN)
		return give_listing(l, fd_r, e);
	if (doc < 0 || (uint64_t)doc >= l->n || (l->folder && l->v[doc].kind != 'f'))
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	if (!l->folder)
		fd = fcntl(l->fd, F_DUPFD_CLOEXEC, 0);
	else {
		struct arena *mem = arena_new("pad", MIB(1));
		int rc = path_open(l->fd, str_c(mem, l->v[doc].path), &fd, e);

		arena_free(mem);
		if (rc != 0)
			return err_set(e, E_IO, "%s", err_text(e->sys));
	}
	if (fd < 0)
		return err_sys(e, E_IO, "%s", _("lezen mislukt"));
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		auto_close(&fd);
		return err_set(e, E_IO, "%s", _("geen gewoon bestand meer"));
	}
	*fd_r = fd;
	return 0;
}
