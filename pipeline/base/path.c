/* SPDX-License-Identifier: EUPL-1.2 */
/* path.c - names of files, taken apart and opened without surprises. */
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/utf8.h"

#include "base/banned.h"

#define TREE_FDS	16	/* descriptors that removing a tree may hold */

struct str
path_base(struct str s)
{
	for (size_t i = s.n; i > 0; i--) {
		if (s.p[i - 1] == '/')
			return str_from(s, i);
	}
	return s;
}

struct str
path_ext(struct str s)
{
	s = path_base(s);
	for (size_t i = s.n; i > 1; i--) {
		if (s.p[i - 1] == '.')
			return str_from(s, i);
	}
	return STR_NONE;
}

struct str
path_join(struct arena *a, struct str dir, struct str name)
{
	if (dir.n == 0)
		return str_dup(a, name);
	return str_fmt(a, "%.*s/%.*s", STRF(dir), STRF(name));
}

bool
path_inside(struct str s)
{
	struct str rest = s, part;

	if (s.n == 0 || str_has(s, '\0'))
		return false;
	while (str_next(&rest, '/', &part)) {
		if (part.n == 0 || str_eq(part, S(".")) || str_eq(part, S("..")))
			return false;
	}
	return true;
}

int
path_open(int dir, const char *path, int *fd_r, struct err *e)
{
	struct open_how how = {
		.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};
	long fd = syscall(SYS_openat2, dir, path, &how, sizeof how);

	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	*fd_r = (int)fd;
	return 0;
}

int
path_mkdirs(const char *path, struct err *e)
{
	char part[4096];
	size_t n = strlen(path);

	if (n == 0 || n >= sizeof part)
		return err_set(e, E_CONFIG, _("%s: pad is leeg of te lang"), path);
	memcpy(part, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0700) == 0) {
			char *slash = strrchr(part, '/');
			AUTO_FD up = -1;

			if (slash == NULL)
				up = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
			else {
				*slash = '\0';
				up = open(slash == part ? "/" : part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
				*slash = '/';
			}
			if (up < 0 || fsync(up) != 0)
				return err_sys(e, E_IO, "%s", part);
		} else if (errno != EEXIST)
			return err_sys(e, E_IO, _("%s: map niet te maken"), part);
		if (i < n)
			part[i] = '/';
	}
	return 0;
}

/* Is there nothing at all where opendir failed? */
static bool
lacks(const char *dir, int sys)
{
	struct stat st;

	return sys == ENOTDIR || (sys == ENOENT && lstat(dir, &st) != 0 && errno == ENOENT);
}

int
path_names(const char *dir, unsigned how, struct arena *mem, struct str **names_r, size_t *n_r, struct err *e)
{
	DIR *d = opendir(dir);
	struct dirent *ent;
	struct str *v = NULL;
	size_t n = 0, cap = 0;
	int sys = errno;

	*names_r = NULL;
	*n_r = 0;
	if (d == NULL) {
		if ((how & PATH_MAY_LACK) != 0 && lacks(dir, sys))
			return 0;
		errno = sys;
		return err_sys(e, E_IO, "%s", dir);
	}
	while (errno = 0, (ent = readdir(d)) != NULL) {
		struct str name = str_of(ent->d_name);

		if (name.p[0] != '.' || ((how & PATH_HIDDEN) != 0 && !str_eq(name, S(".")) && !str_eq(name, S(".."))))
			*PUSH(mem, v, n, cap) = str_dup(mem, name);
	}
	sys = errno;
	(void)closedir(d);
	errno = sys;
	if (sys != 0)
		return err_sys(e, E_IO, "%s", dir);
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	*names_r = v;
	*n_r = n;
	return 0;
}

struct str
path_slug(struct arena *a, struct str text, size_t max)
{
	/* What an accented letter of Dutch and its neighbours becomes: U+00C0 to U+00FF. */
	static const char fold[] = "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty";
	char *p = arena_alloc(a, max + 1, 1);
	size_t n = 0;
	bool gap = false;

	for (size_t i = 0, len; i < text.n && n < max; i += len) {
		uint32_t c;
		char out = '-';

		len = utf8_decode(str_from(text, i), &c);
		if (len == 0) {
			len = 1;
			c = '-';
		}
		if (c == '\'' || c == 0x2019) /* "agenda's": no gap for an apostrophe */
			continue;
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out = (char)c;
		else if (c >= 'A' && c <= 'Z')
			out = (char)(c + ('a' - 'A'));
		else if (c >= 0xc0 && c <= 0xff)
			out = fold[c - 0xc0];
		if (out == '-') {
			gap = n != 0;
			continue;
		}
		if (gap && n + 1 < max)
			p[n++] = '-';
		gap = false;
		p[n++] = out;
	}
	return n == 0 ? S("zonder-naam") : (struct str){ p, n };
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	(void)remove(path);
	return 0;
}

void
path_remove_tree(const char *path)
{
	(void)nftw(path, remove_one, TREE_FDS, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
