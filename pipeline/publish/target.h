/* SPDX-License-Identifier: EUPL-1.2 */
/* target.h - a portal's address, checked, and the place of a bundle below it. */
#ifndef PUBLISH_TARGET_H
#define PUBLISH_TARGET_H

#include "base/err.h"
#include "base/str.h"

struct target {
	struct str	 url;		/* normalised; ends in '/' */
	struct str	 folder;	/* file: only, decoded, raw bytes, ends in '/'; else absent */
	bool		 keys_safe;	/* https, or http to this machine itself */
};

/*
 * file, http and https are allowed.  Refused with E_CONFIG: a user or password
 * in the address (keys belong in a netrc file), a query or fragment, another
 * scheme, a folder on another machine.  No message repeats the address, since
 * it may hold a key.
 */
int		 target_parse(struct str url, struct arena *, struct target *, struct err *) MUST_USE;

/* Keys never travel unencrypted: a netrc file with http:// to another machine is E_CONFIG. */
int		 target_keys(const struct target *, struct str netrc, struct err *) MUST_USE;

/* Is this host (a name or a numeric address, as in a URL) this machine itself? */
bool		 target_loopback(struct str host, struct arena *);

/* Raw bytes that are one part of a path, neither empty nor "." or "..", at most ORDER_NAME_MOST. */
bool		 target_name_fine(struct str name);
/* The address of name below the target; all but A-Z a-z 0-9 - . _ ~ is percent-encoded (RFC 3986 2.3). */
struct str	 target_url(const struct target *, struct str name, struct arena *);

#endif
