/* SPDX-License-Identifier: EUPL-1.2 */
/* virus.h - the stage that has a document looked at by the virus scanner of the settings (clamd). */
#ifndef VIRUS_VIRUS_H
#define VIRUS_VIRUS_H

#include "stage.h"

#define VIRUS_WAIT_MOST	600u		/* seconds for one try; its stage has time for two (stages.def) */

/*
 * Copies A_ORIGINAL to the connection that it asks for as A_SCANNER, twice when
 * the first gives no answer, and reads one short answer.  It looks at no byte of
 * the document.  In a visit of its own: who has read a document has no
 * connection to anybody (decisions 025).
 */
stage_run	 virus_run;

/*
 * The finding for a document that has no answer of the scanner, or (big) of
 * which the scanner does not take all; why is shown.
 */
struct finding	 virus_unscanned(const struct scanning *, bool big, struct str why, struct arena *);

/* Does this finding mean that the scanner did not look?  Then it is asked again the next time. */
bool		 virus_is_unscanned(enum finding_code);

#endif
