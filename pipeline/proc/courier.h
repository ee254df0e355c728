/* SPDX-License-Identifier: EUPL-1.2 */
/* courier.h - the supervisor's side of the uploader: one order at a time, its receipt back. */
#ifndef PROC_COURIER_H
#define PROC_COURIER_H

#include "base/err.h"
#include "publish/answer.h"
#include "types.h"

struct courier;

/* What the uploader must know.  publish/portal.h calls it struct order; this side links no libcurl. */
struct parcel {
	struct str	 portal_url, netrc, name;
	int		 bundle;
	struct digest	 sha256;
	uint64_t	 size;		/* bytes */
};

/* Start the uploader (a path) for portals of this kind ("drop", or "dry" in a rehearsal). */
int	courier_open(const char *program, const char *kind, struct courier **, struct err *) MUST_USE;
void	courier_close(struct courier *);	/* NULL is fine; an order under way is finished first */

/*
 * Are an organisation's portal and keys usable?  Nothing is sent.  -1 with
 * E_CONFIG says what is wrong.  Not while an order is open.
 */
int	courier_probe(struct courier *, struct str portal_url, struct str netrc, struct err *) MUST_USE;

/* Descriptor to wait on; readable when a receipt (or the uploader's end) is there. */
int	courier_fd(const struct courier *);

/* Hand over a parcel; the bundle's descriptor stays the caller's.  One at a time. */
int	courier_send(struct courier *, const struct parcel *, struct err *) MUST_USE;

/*
 * Take the receipt.  When the uploader died with the order open, the answer is
 * PORTAL_AMBIGUOUS and a new one is started for the next order.  -1 when the
 * order itself broke the machine (disk, settings).
 */
int	courier_receive(struct courier *, struct arena *, struct receipt *, struct err *) MUST_USE;

#endif
