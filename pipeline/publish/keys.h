/* SPDX-License-Identifier: EUPL-1.2 */
/* keys.h - files with keys: only their owner reads them, and no message repeats a byte of them. */
#ifndef PUBLISH_KEYS_H
#define PUBLISH_KEYS_H

#include "base/err.h"
#include "base/str.h"

/*
 * A file with keys is named in the settings by its path, or as credential:NAME:
 * the file NAME in $CREDENTIALS_DIRECTORY, where systemd puts what the unit
 * loads (LoadCredential=, systemd.exec(5)).  It is a regular file of ours or of
 * root that nobody else may read or write: mode 0600 or 0400.  In the folder of
 * systemd the group may seem to read, since the mode shows the mask of the
 * access list there.  E_CONFIG else, with what to do.
 *
 * what: how the file is called in messages, Dutch.
 */

/* Its path, for a library that opens it itself; looked at as above. */
int	 keys_path(struct str named, const char *what, struct arena *, const char **path_r, struct err *) MUST_USE;
/* Its bytes, at most `most`.  They are in the arena: who has keys lets free(3) overwrite (base/heap.h). */
int	 keys_read(struct str named, const char *what, size_t most, struct arena *, struct str *bytes_r,
	     struct err *) MUST_USE;
/* The key in it: one line of visible ASCII, at most KEY_MOST bytes. */
#define KEY_MOST	4096			/* bytes; GPP's have 40 characters, a signed token some 2,000 */
int	 keys_line(struct str named, const char *what, struct arena *, struct str *key_r, struct err *) MUST_USE;
/* A file that holds no key, such as a list of certificates: regular, and not for everybody to write. */
int	 keys_public(struct str named, const char *what, size_t most, struct arena *, struct str *bytes_r,
	     struct err *) MUST_USE;

struct login {
	struct str	 user, password;	/* both absent: the file has none for this machine */
};

/*
 * What a netrc file (netrc(5)) has for a machine: its entry, or `default`.
 * Words may stand between double quotes with \", \\, \n, \r and \t in them, and
 * a # at the beginning of a word begins a comment, as libcurl reads it.  A file
 * that is not one is E_CONFIG.
 */
int	 keys_login(struct str named, struct str machine, struct arena *, struct login *, struct err *) MUST_USE;

#endif
