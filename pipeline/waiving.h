/* SPDX-License-Identifier: EUPL-1.2 */
/* waiving.h - findings that persons let pass: which, for which bytes, and what that releases. */
#ifndef WAIVING_H
#define WAIVING_H

#include "work.h"

/*
 * A waiver holds for a code on a document (or on the dossier as a whole) while
 * the bytes are the same and the code says the same of them: a person let pass
 * what was read, not what a later rule finds beside it.  Other bytes, or other
 * words, and it is gone, which is told (gate facts, rule 6).
 */

/* Read those of the dossier, and give each finding that has one its own; findings that come later: waiving_mark. */
int		 waiving_read(struct work *, struct err *) MUST_USE;
void		 waiving_mark(struct work *);
/* Say of which findings a waiver holds no more (RUN-301), or lacks its second person (RUN-302).  Once. */
void		 waiving_tell(struct work *);

/* Was all that held these bytes, when they were last judged, let pass since? */
bool		 waiving_releases(const struct work *);

/* What a code says of a document: the digest of its sentences, masked data and pages, in their order. */
struct digest	 waiving_says(const struct findings *, enum finding_code, int doc, struct arena *);
/* The same of the findings in an account (account.h). */
struct digest	 waiving_says_of(const json_t *findings, enum finding_code);

/* How many must say so: 1, 2, or 0 when nobody may; then *why_r is a sentence that says what can be done instead. */
unsigned	 waiving_persons(enum finding_code, const char **why_r);

#endif
