/* SPDX-License-Identifier: EUPL-1.2 */
/* clock.c - how long things take; what day it is comes with the job. */
#include "base/clock.h"

#include <time.h>

#include "base/banned.h"

int64_t
clock_ms(void)
{
	struct timespec t;

	must(clock_gettime(CLOCK_MONOTONIC, &t) == 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
