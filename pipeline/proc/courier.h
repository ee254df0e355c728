/* SPDX-License-Identifier: EUPL-1.2 */
/* courier.h - the supervisor's side of the uploader: one step at a time, its receipt back. */
#ifndef PROC_COURIER_H
#define PROC_COURIER_H

#include "base/json.h"
#include "publish/answer.h"
#include "publish/mailbag.h"
#include "publish/outlook.h"
#include "types.h"

struct courier;

/*
 * One step at a portal, as the uploader must know it.  publish/portal.h calls
 * it struct order, and says what the members are; this side links no libcurl.
 */
struct parcel {
	enum portal_step step;
	const struct outlet *at;
	struct str	 name, remote, key;
	struct str	 journal;	/* DOCUMENT: of the last receipt for it */
	bool		 force;
	int		 plan;		/* JSON, read from offset 0; -1: none */
	struct str	 row;		/* instead of it: a plan of one document, short enough for the frame; absent: none */
	int		 doc;
	int		 bundle;	/* -1: none */
	struct digest	 sha256;
	uint64_t	 size;		/* bytes */
};

/*
 * Start the uploader (a path).  mode: "send", or "dry" for a rehearsal: whatever
 * kind an order names, nothing is sent and nothing is asked.
 */
int	courier_open(const char *program, const char *mode, struct courier **, struct err *) MUST_USE;
/* Another one like it: the same program, the same mode. */
int	courier_another(const struct courier *, struct courier **, struct err *) MUST_USE;
bool	courier_dry(const struct courier *);	/* it is for a rehearsal: nothing is sent */
void	courier_close(struct courier *);	/* NULL is fine; an order under way is finished first */

/*
 * Are the address and the keys of a place usable?  Nothing is sent.  -1 with
 * E_CONFIG says what is wrong.  Not while an order is open.
 */
int	courier_probe(struct courier *, const struct outlet *, struct err *) MUST_USE;

/*
 * The same, and until when the certificates on the way are good.  touch: see the
 * portal's too, over a connection on which nothing is asked.
 */
int	courier_outlook(struct courier *, const struct outlet *, bool touch, struct outlook *, struct err *) MUST_USE;

/*
 * Let the uploader bring a mail, and wait for it; absent message: are server and
 * keys usable?  An uploader that dies of it gives MAIL_AGAIN: whether it went is
 * not known.  -1 with E_CONFIG says what is wrong with the settings of it, and
 * nothing was sent.  Not while an order is open.
 */
int	courier_mail(struct courier *, const struct mail_route *, struct str message, struct arena *, struct mail_receipt *,
	    struct err *) MUST_USE;

/* Descriptor to wait on; readable when a receipt (or the uploader's end) is there; -1: it ended. */
int	courier_fd(const struct courier *);

/*
 * Hand over a parcel; its descriptors stay the caller's.  They are done one
 * after the other: what is handed over while another is out waits for it.
 */
int	courier_send(struct courier *, const struct parcel *, struct err *) MUST_USE;

/*
 * Take the receipt of the order that is out longest.  When the uploader died with
 * it open, the answer is PORTAL_AMBIGUOUS, for each that was out, and a new one is
 * started for the next order after those.  -1 when the
 * order itself broke the machine (disk, settings).
 */
int	courier_receive(struct courier *, struct arena *, struct receipt *, struct err *) MUST_USE;

/*
 * A receipt as the uploader wrote it down, strings copied to mem.  It comes from
 * a process that talked to the network: -1 with E_BUG unless every member is what
 * answer.h promises; -1 with the error that it reports itself.
 */
int	courier_receipt(const json_t *, struct arena *, struct receipt *, struct err *) MUST_USE;

#endif
