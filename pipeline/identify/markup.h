/* SPDX-License-Identifier: EUPL-1.2 */
/* markup.h - XML in memory, streamed through libxml2: no DOCTYPE, no entities, no network, no depth. */
#ifndef IDENTIFY_MARKUP_H
#define IDENTIFY_MARKUP_H

#include "base/err.h"
#include "base/str.h"

/* How the reading ended. */
enum markup_end {
	MARKUP_WHOLE,			/* well-formed, to its end */
	MARKUP_ENOUGH,			/* the handler had seen enough */
	MARKUP_DOCTYPE,
	MARKUP_DEEP,			/* more elements inside each other than libxml2 allows a tree */
	MARKUP_BROKEN
};

/* Names are without prefix; ns is the namespace, or absent.  Borrowed for the call. */
struct markup_tag {
	struct str	 name, ns;
	const unsigned char **attributes;	/* libxml2's five-tuples */
	int		 nattributes;
};
/* The value of an attribute; absent when the tag has none.  ns NULL: in any namespace. */
struct str	 markup_attribute(const struct markup_tag *, const char *ns, const char *name);

struct markup_handler {
	bool		(*start)(void *user, const struct markup_tag *);	/* false: enough */
	void		(*text)(void *user, struct str);			/* may be NULL */
	void		(*end)(void *user, struct str name);			/* may be NULL */
};

/* -1: out of memory. */
int		 markup_read(struct str bytes, const struct markup_handler *, void *user, enum markup_end *end_r,
		    struct err *) MUST_USE;

#endif
