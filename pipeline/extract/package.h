/* SPDX-License-Identifier: EUPL-1.2 */
/* package.h - one walk over the parts of a ZIP package, as OOXML and OpenDocument files are. */
#ifndef EXTRACT_PACKAGE_H
#define EXTRACT_PACKAGE_H

#include "extract/xml_read.h"

/*
 * A package is read in as many walks as the format needs; each walk chooses
 * among the parts that were not read yet, so no part is read twice, and
 * package_unread accounts for those that no walk chose.
 */
struct package;

/*
 * The handler for this part in this walk, or NULL: not now.  Readies user for
 * the part, which is read at once; name lives as long as the result's arena.
 */
typedef const struct xml_handler *package_choose(void *user, struct str name);

/* What a part that no walk read is called in its finding: NULL by its extension, "" no finding. */
typedef const char *package_kind(struct str name);

/* The package of the extraction, its names checked; NULL when it was stopped with its finding. */
struct package	*package_open(struct extraction *) MUST_USE;
void		 package_close(struct package *);	/* NULL is fine */

/*
 * One walk, in the order of the file, with user for choose and the handlers.
 * Each part begins on a new line, TEXT_VISIBLE in the text and TEXT_REST aside.
 * Does nothing once the extraction is stopped.  -1: out of memory.
 */
int		 package_walk(struct package *, package_choose *, void *user, struct err *) MUST_USE;

/*
 * The last walk: each part that no other read is a file inside the document
 * (embed.h), pictures and fonts excepted; of what is no such file, numbers that
 * are legible in its bytes go aside.
 */
void		 package_unread(struct package *, package_kind *);

static inline void
auto_package(struct package **p)
{
	package_close(*p);
}
#define AUTO_PACKAGE	__attribute__((cleanup(auto_package))) struct package *

#endif
