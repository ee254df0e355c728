/* SPDX-License-Identifier: EUPL-1.2 */
/* portal.h - where bundles go.  One row in the table for each kind of portal, and a dry one. */
#ifndef PUBLISH_PORTAL_H
#define PUBLISH_PORTAL_H

#include "base/err.h"
#include "base/hash.h"
#include "publish/answer.h"

struct order {
	struct str	 portal_url;	/* a folder: file, http or https; a '/' at its end is added when missing */
	struct str	 netrc;		/* path of a netrc file with the portal's keys; may be absent */
	struct str	 name;		/* of the bundle at the portal: one path part, at most ORDER_NAME_MOST bytes */
	int		 bundle;	/* read with pread from offset 0; its own offset is left alone */
	struct digest	 sha256;
	uint64_t	 size;		/* bytes */
	uint32_t	 wait_ms;	/* most for one request; 0: PORTAL_WAIT_MS */
};

/* File systems take 255 bytes; the rest is for the name under which an upload lies until it is whole. */
#define ORDER_NAME_MOST	200
/* Three requests (find, put, seen) stay within the hour that stages.def gives the stage. */
#define PORTAL_WAIT_MS	(19 * 60 * 1000)

enum portal_found {
	FOUND_UNKNOWN,			/* could not be read; the receipt says why */
	FOUND_NOTHING,
	FOUND_SAME,			/* the order's bytes */
	FOUND_OTHER			/* other bytes */
};

struct portal;				/* a portal that is open; each kind has its own */

/*
 * The steps are small because the caller commits its intent between them.
 * Each returns 0 with its result, however unwilling the portal; -1 when the
 * machine or its settings failed: E_CONFIG (address, keys), E_IO (disk full,
 * bundle not readable), E_BUG (the bundle is not the one that was ordered),
 * E_LIMIT (memory).  Strings in a receipt live in the arena of that step.
 *
 * Nothing is taken from the environment: no proxy, no ~/.netrc, no key log.
 * The netrc file is named to libcurl and read by it alone.
 */
struct portal_ops {
	const char	*name;		/* one word, as in the settings */
	const char	*guarantee;	/* Dutch, one sentence: what a repeat can do (facts: reliability 3.1) */
	/* Checks address and keys, sends nothing.  Of the order only portal_url and netrc are read. */
	int	(*open)(const struct order *, struct arena *, struct portal **, struct err *) MUST_USE;
	/* What stands at the order's place?  Reads at most one byte more than the order's size. */
	int	(*find)(struct portal *, const struct order *, struct arena *, enum portal_found *,
		    struct receipt *, struct err *) MUST_USE;
	/* Send it.  receipt->answer: SENT here means accepted only; or WOULD_SEND, AWAY, AMBIGUOUS, REFUSED. */
	int	(*put)(struct portal *, const struct order *, struct arena *, struct receipt *, struct err *) MUST_USE;
	/* Is it there, as others would get it? */
	int	(*seen)(struct portal *, const struct order *, struct arena *, enum portal_found *,
		    struct receipt *, struct err *) MUST_USE;
	void	(*close)(struct portal *);	/* NULL is fine */
};

/*
 * drop: a place that takes a file by name, over HTTP PUT or as a folder on this
 * machine.  It must let us read what we wrote; a write-only place answers 403
 * to find, and nothing is sent.
 */
extern const struct portal_ops drop_ops;
/* dry: every check of drop's address and of the bundle's bytes, and no network. */
extern const struct portal_ops dry_ops;

extern const struct portal_ops *const portals[];	/* ends with NULL */
const struct portal_ops	*portal_named(struct str name);	/* NULL: no such kind */

/*
 * Find, and unless it stands there already: put, then seen.  SENT only when
 * what was read back has the order's size and SHA-256; a lost answer to the
 * put is settled that way too.
 */
int	portal_carry(const struct portal_ops *, struct portal *, const struct order *, struct arena *,
	    struct receipt *, struct err *) MUST_USE;
/* The same, opening and closing the portal around it. */
int	portal_deliver(const struct portal_ops *, const struct order *, struct arena *, struct receipt *,
	    struct err *) MUST_USE;

/* The bundle has the order's size and digest; E_BUG when not.  Every put begins with it. */
int	portal_check(const struct order *, struct err *) MUST_USE;

#endif
