/* SPDX-License-Identifier: EUPL-1.2 */
/* reach.h - does an address still give what was taken back?  Asked as anybody would ask it: without a key. */
#ifndef PUBLISH_REACH_H
#define PUBLISH_REACH_H

#include "publish/portal.h"

/*
 * order.remote is the address.  It may be what a portal once said, so a file is
 * only looked for where the place itself is a folder; https is asked anywhere.  The receipt's found:
 * NOTHING (404, 410, no such file), CONCEPT (401, 403: it is not shown to
 * anybody), OTHER (all that was answered else with 2xx or 3xx), or UNKNOWN with
 * the reason, as when the folder that held the file is not there itself.  Asked
 * through the proxy of the outlet; its CA is for its own host.  Of the answer
 * itself not a byte is kept.  dry: nobody is asked.
 */
int	reach_address(const struct order *, bool dry, struct arena *, struct receipt *, struct err *) MUST_USE;

#endif
