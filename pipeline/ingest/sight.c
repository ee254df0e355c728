/* SPDX-License-Identifier: EUPL-1.2 */
/* sight.c - how a dossier lies there, without reading a byte of it. */
#include "ingest/sight.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

#define SIGHT_MEM	GIB(1)		/* 100,000 folders with paths of 4 KiB: nearly half */
#define RACY_S		2		/* clocks of file systems tick at most so slowly (ext3, HFS+, NFS of old) */

/* Without a time of change, or with one that says something else: magic numbers of statfs(2). */
#define FS_FAT		0x4d44
#define FS_EXFAT	0x2011bab0
#define FS_FUSE		0x65735546
#define FS_9P		0x01021997

struct folder { struct str path; int depth; };

struct looking {
	struct arena	*mem;
	struct hash	*hash;
	time_t		 now;
	dev_t		 dev;		/* of which the kind of file system is known */
	bool		 known;
	size_t		 seen;
	struct { struct folder *v; size_t n, cap; } todo;
	char		 path[PATH_MAX];
};

static bool
tells_change(int fd)
{
	struct statfs fs;
	unsigned long type;

	if (fstatfs(fd, &fs) != 0)
		return false;
	type = (unsigned long)fs.f_type & 0xffffffffu;
	return type != FS_FAT && type != FS_EXFAT && type != FS_FUSE && type != FS_9P;
}

/* False: it proves nothing. */
static bool
add(struct looking *l, struct str path, const struct stat *st)
{
	const int64_t facts[] = { st->st_mode, st->st_uid, st->st_gid, st->st_size, st->st_mtim.tv_sec,
		st->st_mtim.tv_nsec, st->st_ctim.tv_sec, st->st_ctim.tv_nsec, (int64_t)st->st_ino,
		(int64_t)st->st_dev };

	hash_str(l->hash, path);
	hash_add(l->hash, facts, sizeof facts);
	return st->st_ctim.tv_sec + RACY_S < l->now;
}

/* The names of an open folder, which is closed. */
static bool
read_names(struct looking *l, int fd, struct str **v_r, size_t *n_r)
{
	DIR *d = fdopendir(fd);
	struct dirent *ent;
	size_t cap = 0;
	bool fine;

	*v_r = NULL;
	*n_r = 0;
	if (d == NULL) {
		(void)close(fd);
		return false;
	}
	while (l->seen <= INGEST_FILES_MOST && (errno = 0, ent = readdir(d)) != NULL) {
		struct str name = str_of(ent->d_name);

		if (str_eq(name, S(".")) || str_eq(name, S("..")))
			continue;
		l->seen++;
		*PUSH(l->mem, *v_r, *n_r, cap) = str_dup(l->mem, name);
	}
	fine = l->seen <= INGEST_FILES_MOST && errno == 0;
	(void)closedir(d);
	if (*n_r > 1)
		qsort(*v_r, *n_r, sizeof **v_r, str_order);
	return fine;
}

/*
 * The path of a name in a folder, in l->path; false: it is longer than the kernel takes.  Not in the arena, where the
 * paths of 100,000 files in deep folders would stand.
 */
static bool
spell(struct looking *l, struct str folder, struct str name)
{
	size_t at = folder.n == 0 ? 0 : folder.n + 1;

	if (at + name.n >= sizeof l->path)
		return false;
	if (at != 0) {
		memcpy(l->path, folder.p, folder.n);
		l->path[folder.n] = '/';
	}
	memcpy(l->path + at, name.p, name.n);
	l->path[at + name.n] = '\0';
	return true;
}

/* One name in a folder.  Only the path of a folder is kept, to be read. */
static bool
look_at(struct looking *l, int top, struct folder f, struct str name)
{
	struct stat st;

	if (!spell(l, f.path, name) || fstatat(top, l->path, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !add(l, str_of(l->path), &st))
		return false;
	/* Something mounted in it may be of another kind; its own folder tells when that is read. */
	if (!S_ISDIR(st.st_mode))
		return st.st_dev == l->dev;
	*PUSH(l->mem, l->todo.v, l->todo.n, l->todo.cap) =
	    (struct folder){ str_dup(l->mem, str_of(l->path)), f.depth + 1 };
	return true;
}

/* What lies in one folder below top; folders in it are still to be read. */
static bool
look_in(struct looking *l, int top, struct folder f)
{
	struct str *v;
	struct stat st;
	struct err why;
	size_t n;
	int fd;

	if (f.depth >= INGEST_DEPTH_MOST || !spell(l, S(""), f.path.n == 0 ? S(".") : f.path) ||
	    path_open(top, l->path, &fd, &why) != 0)
		return false;
	if (fstat(fd, &st) != 0 || !S_ISDIR(st.st_mode) || !add(l, f.path, &st) ||
	    ((!l->known || st.st_dev != l->dev) && !tells_change(fd))) {
		(void)close(fd);
		return false;
	}
	l->known = true;
	l->dev = st.st_dev;
	if (!read_names(l, fd, &v, &n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!look_at(l, top, f, v[i]))
			return false;
	}
	return true;
}

static bool
look_at_folder(struct looking *l, int top)
{
	*PUSH(l->mem, l->todo.v, l->todo.n, l->todo.cap) = (struct folder){ .path = S("") };
	while (l->todo.n != 0) {
		if (!look_in(l, top, l->todo.v[--l->todo.n]))
			return false;
	}
	return true;
}

/* A file that is a dossier of its own. */
static bool
look_at_file(struct looking *l, struct str path)
{
	struct str name = path_base(path), up = str_sub(path, 0, path.n - name.n);
	AUTO_FD dir = open(up.n == 0 ? "." : str_c(l->mem, up), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat st;

	return dir >= 0 && tells_change(dir) && fstatat(dir, str_c(l->mem, name), &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(st.st_mode) && add(l, name, &st);
}

void
sight_of(const struct place *place, time_t now, struct sight *s)
{
	struct looking l = { .mem = arena_new("blik", SIGHT_MEM), .hash = hash_new(), .now = now };
	AUTO_FD top = open(str_c(l.mem, place->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (top >= 0)
		s->sure = look_at_folder(&l, top);
	else
		s->sure = errno == ENOTDIR && look_at_file(&l, place->path);
	s->sha256 = hash_end(l.hash);
	arena_free(l.mem);
}
