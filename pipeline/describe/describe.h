/* SPDX-License-Identifier: EUPL-1.2 */
/* describe.h - the describe stage: the record of each document, and its DiWoo XML. */
#ifndef DESCRIBE_DESCRIBE_H
#define DESCRIBE_DESCRIBE_H

#include "stage.h"

struct catalog;
struct describer;
struct sheet;

/*
 * Read the stylesheets and schemas of DiWoo and MDTO and the tables of
 * retention below templates, once, before the fork.  From then on this process loads no external entity, stylesheet or
 * schema.  A fault in a template is E_CONFIG.  The catalog is borrowed.
 */
int		 describe_load(const char *templates, const struct catalog *, struct arena *, struct describer **,
		    struct err *) MUST_USE;
void		 describe_free(struct describer *);	/* NULL is fine */
/* What makes and checks a diwoo:Document: a site tells of the same record with addresses of its own. */
const struct sheet *describe_diwoo(const struct describer *);

/*
 * PER_DOSSIER.  Fills docs[i].record of each document that goes out, and gives
 * an annex without a category of its own that of the main document.  Writes a
 * diwoo:Document for each record that is complete to out[A_METADATA], one after
 * the other; record.at and record.len say where.  Behind them comes the MDTO of
 * the dossier and of each document and file (mdto.h).  A document for which none
 * could be made keeps len 0: a 5xx finding of this stage or of an earlier one
 * says why, and bundle_run refuses such a dossier in any case.
 */
stage_run	 describe_run;

#endif
