/* SPDX-License-Identifier: EUPL-1.2 */
/* outlook.h - until when the certificates on the way to a portal are good. */
#ifndef PUBLISH_OUTLOOK_H
#define PUBLISH_OUTLOOK_H

#include <time.h>

#include "base/err.h"
#include "types.h"

struct outlook {
	time_t		 ours;		/* the last moment of our own certificate; 0: there is none */
	time_t		 theirs;	/* of the portal's; 0: no TLS, not asked, or not known */
};

/*
 * Of a place whose keys were found good.  touch: make a connection to see the
 * portal's certificate; no request is sent over it.  What cannot be reached is
 * no error here: whoever asks the portal something hears why.
 */
int	 outlook_of(const struct outlet *, bool touch, struct arena *, struct outlook *, struct err *) MUST_USE;

#endif
