/* SPDX-License-Identifier: EUPL-1.2 */
/* join.h - the lines of one title. */
#ifndef GLEAN_JOIN_H
#define GLEAN_JOIN_H

#include "base/buf.h"
#include "glean/head.h"

#define TITLE_LINES	6		/* of one title */
#define TITLE_BYTES	((size_t)600)	/* a longer one is running text; the record holds 500 */

/* Line i, of which only s counts, with what it goes on in; *next_r is the first line behind. */
struct str	 join_lines(const struct head *, size_t i, struct str s, size_t *next_r, struct arena *);
/* A line behind what there is: columns become a space, and a word that was broken is whole again. */
void		 join_put(struct buf *, struct str s);

bool		 join_small(struct str);	/* begins with a small letter, maybe behind a bracket or a quote */
bool		 join_apart(struct str plain);	/* begins what stands by itself below a title: "vastgesteld op", "versie" */

#endif
