/* SPDX-License-Identifier: EUPL-1.2 */
/* clean.h - the stage that makes a file without what was left in it, and holds it against the file that it was made of. */
#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

#include "stage.h"

/*
 * PER_RUN.  A_RUN is a JSON object: {"name": the file's name, fit to be shown;
 * "metadata": bool, take out of a PDF as well who made it and with what}.  The
 * bytes are A_ORIGINAL of document 0.
 *
 * Gives A_CLEANING, a JSON object:
 *
 *	{"cleaned": bool, "type": media type, "why": Dutch, when it was not,
 *	 "removed": [{"what": row of removals.def, "n": how many}],
 *	 "left": [Dutch: what a person must look at]}
 *
 * and A_CLEANED, the file, when "cleaned" is true and only then.  True means
 * that these bytes were read again by the readers of every document: the same
 * type, claim, pages, headings and text but for what is no part of what is
 * read; that every other object or member is there with the same bytes; and
 * that nothing is left of what was to be removed.  What could not be shown is
 * false, with its reason (fail closed).  A_TEXT and A_PROPS hold what was read
 * last; nobody needs them.
 *
 * The same bytes give the same bytes: no clock, no chance.
 */
stage_run	 clean_run;

#define CLEAN_FILE_MOST	MIB(512)	/* bytes of one file, as for extract (gate facts 8.1) */

#endif
