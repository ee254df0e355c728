/* SPDX-License-Identifier: EUPL-1.2 */
/* without.h - a small XML text without some of its elements and attributes; all else stays what it means. */
#ifndef CLEAN_WITHOUT_H
#define CLEAN_WITHOUT_H

#include "base/str.h"

#define WITHOUT_MOST	((size_t)16 << 20)	/* bytes of such a text; real ones have some thousands */

/* An element, or an attribute of it, by name and namespace (absent: none). */
struct without_node {
	struct str	 name, ns;
	struct str	 parent;	/* name of the element that it stands in */
	struct str	 grandparent;	/* and of the one around that; absent: none */
	bool		 attribute;
	bool		 empty;		/* an element without anything in it */
	void		*node;		/* libxml2's, for without_attribute */
};
/* The attribute of an element by its name without prefix, or absent; in the arena. */
struct str	 without_attribute(const struct without_node *, const char *name, struct arena *);

/* Must it go?  What stands in an element that goes is not asked about. */
typedef bool	 without_drop(void *user, const struct without_node *);

struct without {
	without_drop	*drop;
	void		*user;
	bool		 declaration;	/* begin with <?xml?>: not in an XMP packet */
};

/*
 * *n_r is how many went; 0: *out_r is xml itself.  false: it is no XML, has a
 * DOCTYPE or is larger than WITHOUT_MOST (gate facts 8.3).
 */
bool		 without_nodes(struct str xml, const struct without *, struct arena *, struct str *out_r,
		    uint64_t *n_r) MUST_USE;

#endif
