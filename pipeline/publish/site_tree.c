/* SPDX-License-Identifier: EUPL-1.2 */
/* site_tree.c - a site in a folder of this machine: versions of the whole tree, and the one that is served. */
#include "publish/site_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/fd.h"
#include "base/path.h"
#include "publish/sitepath.h"

#include "base/banned.h"

#define PUBLIC_FOLDER	0755
#define BUILDING	"bouw-"		/* and our process id */
#define VERSIONS	"versies"
#define LINK_MOST	64		/* bytes: "versies/" and a number */

static const char *
below(const struct tree *t, const char *name, struct arena *mem)
{
	return str_c(mem, str_fmt(mem, "%.*s%s", STRF(t->root), name));
}

static const char *
version(const struct tree *t, uint64_t n, struct arena *mem)
{
	return str_c(mem, str_fmt(mem, "%.*s" VERSIONS "/%llu", STRF(t->root), (unsigned long long)n));
}

static int
failed(struct err *e)
{
	return err_sys(e, E_IO, _("de map van de site"));
}

static int
sync_folder(const char *path, bool all, struct err *e)
{
	AUTO_FD fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 || (all ? syncfs(fd) : fsync(fd)) != 0 ? failed(e) : 0;
}

/* The number of the version that nu leads to; 0: no such link. */
static uint64_t
now_of(const struct tree *t, struct arena *mem)
{
	char to[LINK_MOST];
	ssize_t n = readlink(below(t, TREE_SERVED, mem), to, sizeof to);
	struct str s = { to, n < 0 ? 0 : (size_t)n };
	uint64_t v;

	if (!str_starts(s, S(VERSIONS "/")) || str_u64(str_from(s, sizeof VERSIONS), &v) != 0)
		return 0;
	return v;
}

int
tree_look(struct tree *t, struct str root, struct arena *mem, struct err *e)
{
	struct str *names;
	struct stat st;
	uint64_t v;
	size_t n;

	*t = (struct tree){ .root = root };
	t->away =
	    stat(str_c(mem, root), &st) != 0 || !S_ISDIR(st.st_mode) || access(str_c(mem, root), X_OK | W_OK) != 0;
	if (t->away)
		return 0;
	if (path_names(below(t, VERSIONS, mem), PATH_MAY_LACK, mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		t->pending = t->pending || str_eq(names[i], S("nieuw"));
		if (str_u64(names[i], &v) == 0 && v > t->newest)
			t->newest = v;
	}
	t->now = now_of(t, mem);
	t->served = t->now != 0 && stat(below(t, TREE_SERVED, mem), &st) == 0;
	return 0;
}

static void
close_walk(FTS **f)
{
	if (*f != NULL)
		(void)fts_close(*f);
}
#define AUTO_FTS __attribute__((cleanup(close_walk))) FTS *

static FTS *
walk(const char *path, struct arena *mem)
{
	char *roots[] = { (char *)(uintptr_t)str_c(mem, str_of(path)), NULL };

	return fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
}

/* What died half-way under a name of its own is not part of a tree. */
static bool
is_part(const FTSENT *x)
{
	return x->fts_name[0] == '.' && str_ends(str_of(x->fts_name), S(".deel"));
}

/* One of a tree into the one that is being built. */
static int
copy_one(const FTSENT *x, size_t skip, const char *into, struct arena *mem, struct err *e)
{
	struct mark m = arena_mark(mem);
	const char *to = str_c(mem, str_fmt(mem, "%s%s", into, x->fts_path + skip));
	int rc = 0;

	switch (x->fts_info) {
	case FTS_D:
		if (x->fts_level > 0 && mkdir(to, PUBLIC_FOLDER) != 0)
			rc = failed(e);
		break;
	case FTS_F:
		if (!is_part(x) && link(x->fts_path, to) != 0)
			rc = failed(e);
		break;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		errno = x->fts_errno;
		rc = failed(e);
		break;
	default: /* after a folder; links and pipes are not ours */
		break;
	}
	arena_rewind(mem, m);
	return rc;
}

static int
link_tree(const char *from, const char *into, struct arena *mem, struct err *e)
{
	AUTO_FTS f = walk(from, mem);
	const FTSENT *x;
	int rc = 0;

	if (f == NULL)
		return failed(e);
	while (rc == 0 && (errno = 0, x = fts_read(f)) != NULL)
		rc = copy_one(x, strlen(from), into, mem, e);
	return rc != 0 ? rc : errno != 0 ? failed(e) : 0;
}

int
tree_begin(struct tree *t, struct arena *mem, struct err *e)
{
	const char *versions = below(t, VERSIONS, mem), *pending = below(t, TREE_PENDING, mem);
	const char *building =
	    str_c(mem, str_fmt(mem, "%.*s" VERSIONS "/" BUILDING "%ld", STRF(t->root), (long)getpid()));

	if (t->pending)
		return 0;
	if (mkdir(versions, PUBLIC_FOLDER) != 0 && errno != EEXIST)
		return failed(e);
	path_remove_tree(building);
	if (mkdir(building, PUBLIC_FOLDER) != 0)
		return failed(e);
	if (t->newest != 0 && link_tree(version(t, t->newest, mem), building, mem, e) != 0) {
		path_remove_tree(building);
		return -1;
	}
	FAULT("site-before-pending");
	if (sync_folder(versions, true, e) != 0)
		return -1;
	if (rename(building, pending) != 0) {
		int sys = errno;

		path_remove_tree(building);
		errno = sys;
		if (sys != ENOTEMPTY && sys != EEXIST) /* else another made it meanwhile, of the same tree */
			return failed(e);
	}
	FAULT("site-after-pending");
	t->pending = true;
	return sync_folder(versions, false, e) != 0 || sync_folder(str_c(mem, t->root), false, e) != 0 ? -1 : 0;
}

/* Versions before the former one, and what was being built by who died. */
static int
prune(const struct tree *t, struct arena *mem, struct err *e)
{
	struct str *names;
	uint64_t v, former = 0;
	size_t n;

	if (path_names(below(t, VERSIONS, mem), 0, mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (str_u64(names[i], &v) == 0 && v < t->newest && v > former)
			former = v;
	}
	for (size_t i = 0; i < n; i++) {
		if (str_starts(names[i], S(BUILDING)) || (str_u64(names[i], &v) == 0 && v < former))
			path_remove_tree(below(t, str_c(mem, str_fmt(mem, VERSIONS "/%.*s", STRF(names[i]))), mem));
	}
	return 0;
}

int
tree_switch(struct tree *t, struct arena *mem, struct err *e)
{
	const char *versions = below(t, VERSIONS, mem), *part = below(t, ".nu.deel", mem);
	const char *to;

	if (t->pending) {
		if (sync_folder(versions, true, e) != 0)
			return -1;
		FAULT("site-before-number");
		if (rename(below(t, TREE_PENDING, mem), version(t, t->newest + 1, mem)) != 0)
			return failed(e);
		t->pending = false;
		t->newest++;
		FAULT("site-after-number");
		if (sync_folder(versions, false, e) != 0)
			return -1;
	}
	if (t->newest == 0 || t->now == t->newest)
		return t->newest == 0 ? 0 : prune(t, mem, e);
	to = str_c(mem, str_fmt(mem, VERSIONS "/%llu", (unsigned long long)t->newest));
	if ((unlink(part) != 0 && errno != ENOENT) || symlink(to, part) != 0 ||
	    rename(part, below(t, TREE_SERVED, mem)) != 0)
		return failed(e);
	FAULT("site-after-switch");
	t->served = true;
	t->now = t->newest;
	return sync_folder(str_c(mem, t->root), false, e) != 0 ? -1 : prune(t, mem, e);
}

int
tree_versions(struct tree *t, struct arena *mem, struct str **names_r, size_t *n_r, struct err *e)
{
	size_t n;

	if (path_names(below(t, VERSIONS, mem), PATH_MAY_LACK, mem, names_r, &n, e) != 0)
		return -1;
	*n_r = n;
	for (size_t i = 0; i < n; i++)
		(*names_r)[i] = str_fmt(mem, VERSIONS "/%.*s", STRF((*names_r)[i]));
	return 0;
}

/* Is it the folder of documents or that of dossiers, at the top? */
static bool
is_apart(const FTSENT *x)
{
	struct str name = str_of(x->fts_name);

	return x->fts_level == 1 && (str_eq(name, S(SITEPATH_DOCUMENTS)) || str_eq(name, S(SITEPATH_DOSSIERS)));
}

int
tree_listing(struct tree *t, struct str folder, struct arena *mem, struct str **paths_r, size_t *n_r, struct err *e)
{
	const char *from = below(t, str_c(mem, str_fmt(mem, "%.*s/", STRF(folder))), mem);
	AUTO_FTS f = walk(from, mem);
	struct str *v = NULL;
	size_t n = 0, cap = 0;
	FTSENT *x;

	if (f == NULL)
		return failed(e);
	while ((errno = 0, x = fts_read(f)) != NULL) {
		if (x->fts_info == FTS_D && is_apart(x))
			(void)fts_set(f, x, FTS_SKIP);
		else if (x->fts_info == FTS_DNR || x->fts_info == FTS_ERR || x->fts_info == FTS_NS)
			return errno = x->fts_errno, failed(e);
		else if (x->fts_info != FTS_D && x->fts_info != FTS_DP && !is_part(x))
			*PUSH(mem, v, n, cap) = str_dup(mem, str_of(x->fts_path + strlen(from)));
	}
	if (errno != 0)
		return failed(e);
	if (n != 0)
		qsort(v, n, sizeof *v, str_order);
	*paths_r = v;
	*n_r = n;
	return 0;
}
