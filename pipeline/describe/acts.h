/* SPDX-License-Identifier: EUPL-1.2 */
/* acts.h - when a document was made, and the acts (documenthandelingen) that it went through. */
#ifndef DESCRIBE_ACTS_H
#define DESCRIBE_ACTS_H

#include "describe/scribe.h"

/*
 * Fill creatiedatum: what a person said, else what a source says, else what the
 * text says, else (not for the main document) the day of the main document as a
 * default.  Contradictions and doubts are told; the main document without a day
 * is DSC-503.  Returns the day; year 0: none.
 */
struct date	 acts_day(struct scribe *, const struct subject_of *);

/*
 * Fill soortHandeling, atTime and wasAssociatedWith: an act for each day of
 * vaststelling, ondertekening and ontvangst that a source or the text is sure
 * of; when there is none, the act that fits the category, on the day of the document.
 */
void		 acts_fill(struct scribe *, const struct subject_of *);

/* Fill begindatum and einddatum (geldigheid), and tell embargo and end of publication. */
void		 acts_valid(struct scribe *, const struct subject_of *);

#endif
