/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.h - how long things take; what day it is comes with the job. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/defs.h"

/* Milliseconds on a clock that is never set; it stands still while the machine sleeps. */
int64_t		 clock_ms(void);

#endif
