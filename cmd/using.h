/* SPDX-License-Identifier: EUPL-1.2 */
/* using.h - which dossiers that are public use a term of a value list. */
#ifndef USING_H
#define USING_H

#include "look.h"

/* A term, and the dossiers of which a document or a notice has it among its metadata. */
struct use {
	struct str	 uri;
	struct str	*dossiers;	/* "organisatie/map", in that order */
	size_t		 n, cap;
};

struct using {
	size_t		 dossiers;	/* public, or maybe */
	size_t		 unknown;	/* of those, without an account that says what became public */
	size_t		 touched;	/* of those, with one of the terms */
};

/*
 * Look for the n terms of v, which are in byte order of uri and have no
 * dossiers yet, in the account of when each dossier was last public.
 */
int	using_read(const struct look *, struct use *v, size_t n, struct arena *, struct using *, struct err *) MUST_USE;

#endif
