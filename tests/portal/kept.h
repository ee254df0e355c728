/* SPDX-License-Identifier: EUPL-1.2 */
/* kept.h - what was brought to woostraat-portal: bodies as files in one folder, names in memory. */
#ifndef KEPT_H
#define KEPT_H

#include <time.h>

#include "base/err.h"
#include "base/hash.h"

#define KEPT_BUCKETS	4096

/* The body of a request, in a file of its own below the folder. */
struct body {
	char		*file;		/* its path; NULL: there was none */
	int		 fd;		/* open for writing while it comes in; -1 */
	uint64_t	 size;
	struct digest	 sha256;
	char		 md5[33];
	struct hash	*hash;
	void		*md;		/* EVP_MD_CTX, while it comes in */
};

struct node {
	struct node	*next;
	char		*path;		/* as it is asked for: "dav/leiden/a.zip"; no '/' at its ends */
	bool		 folder;
	char		*file;		/* of its bytes */
	uint64_t	 size;
	struct digest	 sha256;
	char		 md5[33];
	char		 type[96];	/* as it was brought; "": not said */
	time_t		 at;
};

struct kept {
	char		*dir;
	uint64_t	 last;		/* number of the last file that was made */
	uint64_t	 bytes;		/* of all files */
	size_t		 n;
	struct node	*bucket[KEPT_BUCKETS];
	bool		 roots;		/* of a rehearsal: a folder right below a side's own is there without being made */
};

/* dir is there.  The caller holds one lock around all of these but body_add. */
void		 kept_open(struct kept *, const char *dir);
void		 kept_close(struct kept *);	/* the files go too */

int		 body_begin(struct kept *, struct body *) MUST_USE;	/* -1: no file can be made */
int		 body_add(struct body *, const void *, size_t) MUST_USE;	/* -1: the disk is full */
void		 body_end(struct body *);	/* size and digests are known */
void		 body_drop(struct body *);	/* its file goes, unless it was kept under another name too */
/* Its bytes, NUL behind them, from malloc; NULL when there are more than most. */
char		*body_text(const struct body *, size_t most);

struct node	*kept_find(const struct kept *, const char *path);
/* The folder in which path lies is there; the sides' own ("dav") always are. */
bool		 kept_has_parent(const struct kept *, const char *path);
/* A file under this name, in the place of what was there; the body may be kept again. */
struct node	*kept_put(struct kept *, const char *path, const struct body *, const char *type, time_t now);
struct node	*kept_folder(struct kept *, const char *path, time_t now);
void		 kept_remove(struct kept *, const char *path);	/* with all below it */
void		 kept_move(struct kept *, const char *from, const char *to);	/* with all below it; to is free */
/* All whose path begins with prefix, in byte order of path; from malloc, the nodes are borrowed. */
struct node	**kept_list(const struct kept *, const char *prefix, size_t *n_r);

#endif
