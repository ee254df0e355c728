/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.h - the XML of a sidecar, read whole: its elements in a row, each with what lies within it. */
#ifndef SIDECAR_TREE_H
#define SIDECAR_TREE_H

#include "sidecar/visit.h"

#define TREE_BYTES_MOST	((size_t)16 << 20)	/* a sitemap of fifty thousand addresses has 50 MB; a dossier has fewer */
#define TREE_NONE	SIZE_MAX

struct attribute {
	struct str	 name, value;	/* without prefix */
};

struct element {
	struct str	 name;		/* without prefix */
	struct str	 ns;		/* absent: none */
	struct str	 text;		/* all characters within it, trimmed; those of its descendants too */
	struct attribute *attributes;
	size_t		 nattributes;
	size_t		 parent;	/* index; TREE_NONE for the root */
	size_t		 end;		/* index behind its last descendant */
};

struct tree {
	struct element	*v;		/* in the order of their start tags; v[0] is the root */
	size_t		 n;
};

/* The start of a file, looked at before anything is read. */
struct tree_head {
	char		 space[4096];	/* one byte for each character, of UTF-16 too */
	struct str	 name;		/* of the root, without prefix; absent: this begins no XML, or the root comes later */
	struct str	 tag;		/* the root's start tag, as far as it is there */
	bool		 cut;		/* that is not all of it */
	bool		 rootless;	/* it begins as XML does, and no root was found */
	struct str	 all;		/* as far as it is there */
};
void		 tree_head(struct tree_head *, struct str head);
/* Is this the root's name, and does its start tag say this (NULL: anything)?  Of a tag that is cut nobody can tell: it may. */
bool		 tree_head_is(const struct tree_head *, const char *name, const char *says);
/* Does this stand anywhere in it? */
bool		 tree_head_has(const struct tree_head *, const char *says);

/*
 * All of document doc.  1: a finding says why there is nothing (SID-514: not
 * well-formed, a DOCTYPE, too large, too deep), -1: err.  Lives in v->tmp.
 */
int		 tree_read(struct visit *v, int doc, struct tree *t_r, struct err *e) MUST_USE;

/* The same of what is a description of that source, which it becomes whether it can be read or not. */
int		 tree_take(struct visit *v, int doc, enum source, struct tree *t_r, struct err *e) MUST_USE;

/* The i-th child of that name, or TREE_NONE; NULL: of any name. */
size_t		 tree_child(const struct tree *, size_t of, const char *name, size_t i);
/* The first element of that name within it, however deep, after the one at `after` (TREE_NONE: from its start). */
size_t		 tree_within(const struct tree *, size_t of, const char *name, size_t after);
/* The text of the first child of that name; absent: none. */
struct str	 tree_text(const struct tree *, size_t of, const char *name);
/* The same along a path: "a/b/c", the first of each. */
struct str	 tree_path(const struct tree *, size_t of, const char *path);
struct str	 tree_attribute(const struct element *, const char *name);

#endif
