/* SPDX-License-Identifier: EUPL-1.2 */
/* tree.h - the account of a run as a plain XML tree. */
#ifndef REPORT_TREE_H
#define REPORT_TREE_H

#include <libxml/tree.h>

#include "base/json.h"

/*
 * JSON lines (account.h) to XML, without knowing what they say:
 *
 *	the lines		<account>, a <line> for each
 *	a scalar member		an attribute of that name; booleans as true and false
 *	an object member	a child element of that name
 *	a list member		a child element of that name for each object in it, and for each string one
 *				with that string as its attribute "name"
 *
 * A line has its place among the lines, from 1, as its attribute "nr".
 *
 * so {"dossier":"x","findings":[{"page":3}]} is <line dossier="x"><findings page="3"/></line>.
 * The member "metadata" is left out: no page shows it, and it is half of the bytes.
 * Null, fractions, lists of numbers or lists, names that are no XML name and nesting past
 * TREE_DEPTH are refused (E_BUG).  White space becomes a blank; what could steer a
 * reader (bidi controls) is written as \xNN.
 */
#define TREE_DEPTH	12	/* objects and lists; the account has 7, and may grow */

xmlDoc	*tree_new(void);	/* without lines; xmlFreeDoc */
/* The memory of the arena is needed during the call only. */
int	 tree_add(xmlDoc *, json_t *line, size_t nr, struct arena *, struct err *) MUST_USE;

#endif
