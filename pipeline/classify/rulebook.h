/* SPDX-License-Identifier: EUPL-1.2 */
/* rulebook.h - the rules themselves, described, and their examples tried. */
#ifndef CLASSIFY_RULEBOOK_H
#define CLASSIFY_RULEBOOK_H

#include "stage.h"

/*
 * Writes A_RULES, a JSON object:
 *
 *	{"lists": [{"list", "threshold", "margin"}],
 *	 "rules": [{"id", "file", "sign", "list", "value", "label", "field", "part", "weight", "least",
 *		    "needs": [], "unless": [], "hold", "note", "yes", "no"}],
 *	 "faults": [{"id", "file", "example", "should"}], "words"}
 *
 * yes and no count the examples; faults are those that do not what they
 * should.  A list without rules has threshold 0.  words counts the rows of
 * woorden.csv.
 */
stage_run	 rules_run;

#endif
