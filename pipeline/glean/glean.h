/* SPDX-License-Identifier: EUPL-1.2 */
/* glean.h - what a document says of itself: dates with their role, marks, relations. */
#ifndef GLEAN_GLEAN_H
#define GLEAN_GLEAN_H

#include "stage.h"

struct gleaner;

/* Read templates/glean, before the fork.  All memory is the arena's.  A fault names file and line (E_CONFIG). */
int		 glean_load(const char *templates, struct arena *, struct gleaner **, struct err *) MUST_USE;

/*
 * Sets doc.gleaned: claims of the text (SOURCE_TEXT), each with its place and
 * how sure it is.  Nothing is chosen here and nothing compared with what sources
 * say; describe does.  Only the first three pages are read, and the last two,
 * and of these what a reader sees.
 *
 *	95 to 85	behind a label or in a sentence that says what it is
 *	84 to 60	by its place: behind the name of a town, alone under a heading
 *	below 60	perhaps; not to be used without a person
 *
 * What is meant as the date of the document and cannot be read with certainty
 * is GLN-301; where it names two days as its own, GLN-302.
 */
stage_run	 glean_run;

#endif
