/* SPDX-License-Identifier: EUPL-1.2 */
/* classify.h - which informatiecategorie (Woo 3.3) a document has, and why. */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H

#include "stage.h"

/*
 * Adds up the rules that match (tools->rules) and sets doc.classes: every
 * category above zero, best first, with the rules and places that gave the
 * points.  The best is chosen when it reaches its threshold and leads by the
 * margin.  When it is not, a main document (or one whose role is unknown) gets
 * CLS-501 or CLS-502; other documents get nothing, for describe lets them
 * follow the main document.  A rule that reached a limit is CLS-503.
 */
stage_run	 classify_run;

#endif
