/* SPDX-License-Identifier: EUPL-1.2 */
/* difference.h - what is different between two accounts of one dossier. */
#ifndef REPORT_DIFFERENCE_H
#define REPORT_DIFFERENCE_H

#include "base/buf.h"
#include "base/series.h"

/*
 * Two accounts (account.h) of a dossier; before may be NULL: there is none yet.
 * What became of it (outcome, sent) is left aside.
 *
 *	{"first": true, "changes": []}		before is NULL
 *	{"first": false, "changes": [{"what", "document", "field", "code", "masked", "says", "old", "new", "text"}]}
 *
 * what: verdict, document-added, document-removed, document-changed, role,
 * finding-added, finding-removed, category, metadata, bundle.  "text" is one
 * Dutch sentence, at most DIFFERENCE_COLUMNS wide; the others stand where they
 * say something.  Documents are told apart by their path.  Findings are the same
 * when they say the same, wherever in the document.  A new reference in *j_r.  Their documents are read one at a
 * time; -1: one of them cannot be.
 */
#define DIFFERENCE_COLUMNS	((size_t)400)
int		 difference_of(const struct series *before, const struct series *now, struct arena *, json_t **j_r,
		    struct err *) MUST_USE;

bool		 difference_none(const json_t *difference);	/* not the first, and nothing changed */

/* As lines of at most `columns`. */
void		 difference_show(struct buf *, const json_t *difference, size_t columns);

#endif
