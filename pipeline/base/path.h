/* SPDX-License-Identifier: EUPL-1.2 */
/* path.h - names of files, taken apart and opened without surprises. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include "base/err.h"
#include "base/str.h"

struct str	 path_base(struct str);			/* after the last '/' */
struct str	 path_ext(struct str);			/* lower part after the last dot of the base, without it; or empty */
struct str	 path_join(struct arena *, struct str dir, struct str name);

/* A relative path that stays inside: no "", ".", "..", leading '/' or NUL in any part. */
bool		 path_inside(struct str);

/*
 * Open for reading below the directory dir, following no symbolic link in any
 * part and crossing no mount of magic links (openat2; gate facts 8.1).
 */
int		 path_open(int dir, const char *path, int *fd_r, struct err *) MUST_USE;

/* mkdir -p with mode 0700; syncs each parent that got a new entry. */
int		 path_mkdirs(const char *path, struct err *) MUST_USE;

/* A file name that any system takes: a-z 0-9 and single '-', at most max bytes, never empty. */
struct str	 path_slug(struct arena *, struct str text, size_t max);

/*
 * The names in the folder dir, in byte order; "." and ".." are none, and so is
 * what begins with a dot without PATH_HIDDEN.  With PATH_MAY_LACK a folder that
 * is not there has no names; a link to nothing, or a folder that cannot be
 * opened or read to its end, is E_IO all the same.
 */
#define PATH_HIDDEN	1u
#define PATH_MAY_LACK	2u
int		 path_names(const char *dir, unsigned how, struct arena *, struct str **names_r, size_t *n_r,
		    struct err *) MUST_USE;

/* Remove a tree of ours, following no link.  Errors are for the log only. */
void		 path_remove_tree(const char *path);

#endif
