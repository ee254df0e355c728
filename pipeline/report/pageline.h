/* SPDX-License-Identifier: EUPL-1.2 */
/* pageline.h - of an account what the page of a run shows. */
#ifndef REPORT_PAGELINE_H
#define REPORT_PAGELINE_H

#include "base/json.h"

/*
 * A dossier that is unchanged has one row on the page (report.xsl, template
 * unchanged), and a row for each file that is left out.  So its line for the page
 * has what these show, and says how many documents it leaves away ("more"): the
 * page of a night over a large archive is made of little.  Its documents
 * come one at a time, in their order; the head is what the account has beside them.  NULL: it is another
 * dossier, and the page wants all of it.  A new reference.
 */
struct pageline;
struct pageline	*pageline_begin(struct arena *);
void		 pageline_document(struct pageline *, const json_t *document);
json_t		*pageline_end(struct pageline *, const json_t *head) MUST_USE;	/* always, or memory is lost */

#endif
