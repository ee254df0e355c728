/* SPDX-License-Identifier: EUPL-1.2 */
/* site_tree.h - a site in a folder of this machine: versions of the whole tree, and the one that is served. */
#ifndef PUBLISH_SITE_TREE_H
#define PUBLISH_SITE_TREE_H

#include "publish/answer.h"
#include "base/err.h"

/*
 * Below the root of the site:
 *
 *	nu			a link to versies/N: what the web server serves
 *	versies/N		whole trees; the highest is the newest, the one before it is kept
 *	versies/nieuw		the next one: made at the first write as hard links to all of the newest, and
 *				kept when a run dies, so that the next run goes on with it
 *	versies/bouw-PID	one that is being linked; of a process that died when no process works
 *
 * Files in it are replaced by rename and never written in place, since versions
 * share them.  Everything is synced before it is named.
 */
struct tree {
	struct str	 root;		/* ends in '/' */
	bool		 away;		/* the root is not there or closed to us; the rest is unknown */
	bool		 served;	/* nu leads to a version */
	bool		 pending;	/* versies/nieuw is there */
	uint64_t	 newest;	/* number of the highest version, 0: none */
	uint64_t	 now;		/* the number that nu leads to, 0: none */
};
#define TREE_SERVED	"nu"
#define TREE_PENDING	"versies/nieuw"

/* What stands there; a folder that is away is no error. */
int		 tree_look(struct tree *, struct str root, struct arena *, struct err *) MUST_USE;
/* Make versies/nieuw unless it is there.  E_IO. */
int		 tree_begin(struct tree *, struct arena *, struct err *) MUST_USE;
/* The pending tree, or the newest that no link leads to yet, is served; versions before the former one go. */
int		 tree_switch(struct tree *, struct arena *, struct err *) MUST_USE;
/* The folders of all versions, the pending one too, relative to the root, in no order. */
int		 tree_versions(struct tree *, struct arena *, struct str **names_r, size_t *n_r, struct err *) MUST_USE;
/* Paths below the folder (relative to root) of all files but those of documents and dossiers, in byte order. */
int		 tree_listing(struct tree *, struct str folder, struct arena *, struct str **paths_r, size_t *n_r,
		    struct err *) MUST_USE;

#endif
