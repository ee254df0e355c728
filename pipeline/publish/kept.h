/* SPDX-License-Identifier: EUPL-1.2 */
/* kept.h - a portal that stays open from one order to the next, so that its connection does. */
#ifndef PUBLISH_KEPT_H
#define PUBLISH_KEPT_H

#include "base/json.h"
#include "publish/portal.h"

/*
 * Only for kinds whose requests over a kept connection may be repeated (ops->keeps).
 * Another address, other settings or another kind: it is closed, and the next is opened.
 */
struct kept {
	const struct portal_ops *ops;
	struct portal	*portal;
	struct arena	*mem;		/* of the portal; NULL: none is open */
	json_t		*settings;	/* of the portal, which borrows its strings */
};

/* As portal_deliver; a portal whose step failed on this machine is closed. */
int		 kept_deliver(struct kept *, const struct portal_ops *, const struct order *, struct arena *, struct receipt *,
		    struct err *) MUST_USE;
void		 kept_close(struct kept *);

#endif
