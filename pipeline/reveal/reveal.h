/* SPDX-License-Identifier: EUPL-1.2 */
/* reveal.h - what a file holds that a reader of it does not see: hidden text, and what was left behind. */
#ifndef REVEAL_REVEAL_H
#define REVEAL_REVEAL_H

#include "stage.h"

/*
 * Looks at the file itself, beside the text that extract took out of it, and
 * writes A_UNSEEN: text that can be copied and not seen, each place with its
 * cause.  What that means is for screen to say, which knows what is in it.  What
 * was left behind without being text (tracked changes, comments, hidden sheets,
 * scripts, properties) is a finding here, with how many and where.
 *
 * A document that is locked, or that extract could not read, is left alone:
 * a finding holds it already.  What could not be examined to its end is REV-501.
 */
stage_run	 reveal_run;

#endif
