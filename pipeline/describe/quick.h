/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * quick.h - a schema written anew, so that libxml2 sooner finds a document right.
 *
 * What passes the one that was written anew passes the schema.  What does not is
 * asked of the schema itself, whose words count.
 */
#ifndef DESCRIBE_QUICK_H
#define DESCRIBE_QUICK_H

#include <libxml/hash.h>
#include <libxml/tree.h>

#include "base/arena.h"

/*
 * libxml2 tries every address and label of a list, of 1,400 organisations for
 * each.  So take the pairs out of the lists (a schema that consists of them), and
 * leave one in each: a mark that no XML document can hold.  The table is the
 * caller's, the marks are the arena's.
 */
xmlHashTablePtr	 quick_terms(xmlDocPtr lists, struct arena *);
/* Put marks in the place of the address and the label of each term. */
void		 quick_mark(xmlDocPtr, xmlHashTablePtr terms);

/*
 * Types of XML Schema that RELAX NG has too become its own: libxml2 compares
 * those, and looks up the others by name, with their facets, for each value.
 */
void		 quick_types(xmlDocPtr schema);

#endif
