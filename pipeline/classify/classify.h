/* SPDX-License-Identifier: EUPL-1.2 */
/* classify.h - what a document is: its informatiecategorie (Woo 3.3), documentsoort and thema, and why. */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H

#include "text.h"

/*
 * Adds up the rules that match (tools->rules) and sets doc.classes: every
 * category above zero, best first, with the rules and places that gave the
 * points.  The best is chosen when it reaches its threshold and leads by the
 * margin; a second with it where the rules say that the two go together.  What
 * dossier.yaml says is chosen instead of it (CLS-301 where the rules were sure
 * of another).
 *
 * When nothing is chosen, a main document (or one whose role is unknown) gets
 * CLS-501 or CLS-502; other documents get nothing, for describe lets them
 * follow the main document.  Where the facts say one thing and the text
 * another it is CLS-504; where a rule leaves its category to a person,
 * CLS-505.  A rule that reached a limit is CLS-503.
 *
 * doc.soorten and doc.themas get what is chosen by the same rule, if anything.
 */
stage_run	 classify_run;

/*
 * The same of a text that was read already (NULL: there is none), by n sets of
 * rules: jobs that differ in their tools alone, with a result for each in one
 * arena.  What a set asks like the first, beside which it was loaded
 * (rules_load_beside), is looked for once.
 */
void		 classify_text(const struct job *jobs, struct result *results, size_t n, const struct text *);

#endif
