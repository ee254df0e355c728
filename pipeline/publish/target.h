/* SPDX-License-Identifier: EUPL-1.2 */
/* target.h - a portal's address, checked, and the place of a file below it. */
#ifndef PUBLISH_TARGET_H
#define PUBLISH_TARGET_H

#include "base/err.h"
#include "base/str.h"

enum target_kind { TARGET_FOLDER, TARGET_WEB, TARGET_SFTP, TARGET_S3, TARGET__COUNT };

struct target {
	enum target_kind kind;
	struct str	 url;		/* normalised, as libcurl takes it (S3: without "s3+"); ends in '/' */
	struct str	 path;		/* of the address, decoded, raw bytes; ends in '/' */
	struct str	 folder;	/* file: only, decoded, raw bytes, ends in '/'; else absent */
	bool		 keys_safe;	/* https or sftp, or http to this machine itself */
};

/*
 * file, http and https are allowed.  Refused with E_CONFIG: a user or password
 * in the address (keys belong in a netrc file), a query or fragment, another
 * scheme, a folder on another machine.  No message repeats the address, since
 * it may hold a key.
 */
int		 target_parse(struct str url, struct arena *, struct target *, struct err *) MUST_USE;
/*
 * The same of an address where files are kept: sftp and s3+https too (and s3+http,
 * which target_keys takes for this machine only).  What follows "s3+" is the address
 * of the bucket as the provider gives it, host/bucket/ or bucket.host/, and a prefix.
 */
int		 target_place(struct str url, struct arena *, struct target *, struct err *) MUST_USE;

/* Keys never travel unencrypted: a file with keys and http:// to another machine is E_CONFIG. */
int		 target_keys(const struct target *, struct str keys, struct err *) MUST_USE;

/* Is this host (a name or a numeric address, as in a URL) this machine itself? */
bool		 target_loopback(struct str host, struct arena *);

/*
 * Scheme and host of any address that is spoken to beside the portal, and
 * whether keys may travel there.  E_CONFIG: it is no address, or names a user.
 */
int		 target_apart(struct str url, struct arena *, struct str *scheme_r, struct str *host_r, bool *safe_r,
		    struct err *) MUST_USE;

/* Raw bytes that are one part of a path, neither empty nor "." or "..", at most ORDER_NAME_MOST. */
bool		 target_name_fine(struct str name);
/* The address of name below the target; all but A-Z a-z 0-9 - . _ ~ is percent-encoded (RFC 3986 2.3). */
struct str	 target_url(const struct target *, struct str name, struct arena *);
/* The same of a path: each '/' stays. */
struct str	 target_url_of(const struct target *, struct str path, struct arena *);

#endif
