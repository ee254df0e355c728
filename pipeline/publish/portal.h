/* SPDX-License-Identifier: EUPL-1.2 */
/* portal.h - where bundles go.  One row in the table for each kind of portal, and a dry one. */
#ifndef PUBLISH_PORTAL_H
#define PUBLISH_PORTAL_H

#include "base/err.h"
#include "base/hash.h"
#include "publish/answer.h"
#include "types.h"

struct order {
	enum portal_step step;
	struct outlet	 at;		/* where: address (a '/' at its end is added when missing) and keys */
	struct str	 name;		/* of the bundle at the portal: one path part, at most ORDER_NAME_MOST bytes */
	struct str	 remote;	/* the chosen record; absent before it was chosen */
	struct str	 plan;		/* JSON: what is to be public, as plan.h describes it; may be absent */
	int		 doc;		/* DOCUMENT; WITHDRAW of that one alone: index in plan.documents; else -1 */
	bool		 force;		/* REMOVE: also what is public, since an earlier DELETE may be under way; WITHDRAW: delete too;
					   PUBLISH with concept_only: also what is public */
	struct str	 journal;	/* DOCUMENT: of the last receipt for it that had one; may be absent */
	struct str	 key;		/* Idempotency-Key of this effect (facts: reliability 8); may be absent */
	int		 bundle;	/* of the document or the bundle; read with pread from offset 0; -1: none */
	struct digest	 sha256;	/* of what is in bundle */
	uint64_t	 size;		/* bytes */
	uint32_t	 wait_ms;	/* most for one request; 0: PORTAL_WAIT_MS */
	struct keyring	*ring;		/* tokens that were fetched for earlier orders; NULL: fetched for this one alone */
};

/* File systems take 255 bytes; the rest is for the name under which an upload lies until it is whole. */
#define ORDER_NAME_MOST	200
/* Three requests (find, put, seen) stay within the hour that stages.def gives the stage. */
#define PORTAL_WAIT_MS	(19 * 60 * 1000)

struct keyring;
struct portal;				/* a portal that is open; each kind has its own */

/*
 * One step.  Returns 0 with its receipt, however unwilling the portal; -1 when
 * the machine or its settings failed: E_CONFIG (address, keys), E_IO (disk
 * full, bundle not readable), E_BUG (the bytes are not those that were ordered;
 * the kind has no such step), E_LIMIT (memory).  Strings in a receipt live in
 * the arena of that step.
 */
typedef int	 portal_step_run(struct portal *, const struct order *, struct arena *, struct receipt *, struct err *);

/*
 * Nothing is taken from the environment: no proxy, no ~/.netrc, no key log.
 * Redirects are not followed.  A request with an effect goes over a fresh
 * connection, since libcurl repeats it by itself on a reused one that dies
 * (facts: reliability 4).
 */
struct portal_ops {
	const char	*name;		/* one word, as in portals.def; dry is in no settings */
	bool		 dry;		/* it has no network */
	bool		 keeps;		/* may stay open from order to order (kept.h) */
	/* Checks address and keys, sends nothing.  Of the order only `at` is read. */
	int	(*open)(const struct order *, struct arena *, struct portal **, struct err *) MUST_USE;
	void	(*close)(struct portal *);	/* NULL is fine */
	portal_step_run	*step[STEP__COUNT];	/* NULL: this kind has no such step */
};

/*
 * drop: a place that takes a file by name (place.h: a folder, WebDAV or plain
 * PUT, SFTP, S3).  It must let us read what we wrote; a write-only place answers 403
 * to find, and nothing is sent.  STEP_PUBLISH is find, and unless it stands
 * there already put and seen: SENT only when what was read back has the order's
 * size and SHA-256; a lost answer to the put is settled that way too.  STEP_WITHDRAW
 * removes the file: SENT when it is seen to be gone, SAME when it was gone before.
 */
extern const struct portal_ops drop_ops;
/*
 * site: a site of our own at any such place, as sitepath.h lays it out; of the
 * plan it reads id and of each document id, public, format, sha256, bytes.
 * DOCUMENT puts one; PUBLISH the page of the dossier (the order's bundle), and
 * reads it back; LIST a file of the listing (name: its path).  SWITCH looks
 * whether all of plan {"files": [{"path", "sha256"}], "gone": [path]} stands
 * there, and removes what else the listing has; of no files it is REFUSED.
 * FIND and SEEN compare the page (sha256, and size unless 0) and whether each
 * document is there and as large.  WITHDRAW (and REMOVE) deletes documents and
 * puts the bundle in place of the page.  A folder switches as a whole: until
 * then what was put is found as CONCEPT, and a withdrawal does not wait for
 * it.  Elsewhere what is put is served at once, so the listing is brought in
 * the order of sitepath_rank().  Repeating any of it changes nothing.
 */
extern const struct portal_ops site_ops;
/*
 * gpp: a GPP-publicatiebank, API v2, at the root of its address.  It is asked
 * by uuid (order.remote) and by the pair of plan.id and plan.source.  DOCUMENT
 * and READY say more in found: OTHER, a document that came half cannot be
 * deleted, so the concept is to be removed and made again; NOTHING, the record
 * is not there any more.  A note of what the portal did not take goes in the
 * detail of a SENT: archive fields, an onderwerp that it does not have.
 * WITHDRAW is SENT when nothing of it can be reached any more: WITHDRAWN, or
 * NOTHING when it is not there or was deleted.  With outlet.concept_only
 * PUBLISH gives a concept to its group of owners and leaves it one: HANDED; what
 * is public already is told (SAME, OTHER, WITHDRAWN), and when forced brought up
 * to date.  READY then touches no document that is not ours: REFUSED.
 */
extern const struct portal_ops gpp_ops;
/* dry: every check of the address and of the bytes, and no network. */
extern const struct portal_ops dry_ops;
/* dry, for a site. */
extern const struct portal_ops dry_site_ops;
/* dry, for what goes to a bank: the key is there, and the plan lacks nothing (REFUSED when it does). */
extern const struct portal_ops dry_gpp_ops;

const struct portal_ops	*portal_named(struct str name);	/* NULL: no such kind */

/* The portal that stands in for this kind in a rehearsal. */
const struct portal_ops	*portal_rehearsal(const struct portal_ops *);

/*
 * One step, opening and closing the portal around it.  A token that its server
 * gives (OAuth) is fetched first when there is none; one that the portal no
 * longer knows is fetched again, and the step taken again, once: it is AWAY, so
 * the supervisor would do that too, only later.
 */
int	portal_deliver(const struct portal_ops *, const struct order *, struct arena *, struct receipt *,
	    struct err *) MUST_USE;

/* The same at a portal that is open; the ring of the order must be that of its opening. */
int	portal_step(const struct portal_ops *, struct portal *, const struct order *, struct arena *, struct receipt *,
	    struct err *) MUST_USE;

/* The bytes have the order's size and digest; E_BUG when not.  Every step that sends them begins with it. */
int	portal_check(const struct order *, struct err *) MUST_USE;

#endif
