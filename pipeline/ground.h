/* SPDX-License-Identifier: EUPL-1.2 */
/* ground.h - the grounds of refusal of the Woo, however they are written. */
#ifndef GROUND_H
#define GROUND_H

#include "base/str.h"

/*
 * "5.1 lid 2 onder e", "art. 5.1, tweede lid, aanhef en onder e", "5.1.2.e" and
 * "5.1.2e" as "5.1.2e" (grounds.def).  Absent: it is none of the Woo.
 */
struct str	 ground_read(struct arena *, struct str typed);
/* What such a code stands for: Dutch, to be passed through _(); NULL: no such code. */
const char	*ground_label(struct str code);

#endif
