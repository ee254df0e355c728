/* SPDX-License-Identifier: EUPL-1.2 */
/* expect.h - how long a document will keep a worker, about: who is likely to take long begins early. */
#ifndef EXPECT_H
#define EXPECT_H

#include "types.h"

/*
 * Milliseconds, by what its name says that it is and by its size (facts: performance 2 and 10, rounded).  A guess
 * that is wrong costs time and nothing else: no answer depends on the order in which documents are read.
 */
int64_t		 expect_document(const struct document *);

/* Of all documents of a dossier together, and of the one that takes longest. */
int64_t		 expect_dossier(const struct dossier *, int64_t *longest_r);

/* Their indices, who takes longest first; those that take as long in their own order. */
uint32_t	*expect_order(const struct dossier *, struct arena *);

#endif
