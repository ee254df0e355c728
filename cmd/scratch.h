/* SPDX-License-Identifier: EUPL-1.2 */
/* scratch.h - a temporary folder that is gone afterwards, also when we were killed. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include "base/err.h"

struct scratch {
	char	 path[4096];	/* "": none */
	int	 lock;		/* held while it is ours */
};

/* Made in TMPDIR; removes those of this user that a killed program left there. */
int	scratch_open(struct scratch *, struct err *) MUST_USE;
void	scratch_close(struct scratch *);	/* may be closed twice */

#endif
