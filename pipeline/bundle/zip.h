/* SPDX-License-Identifier: EUPL-1.2 */
/* zip.h - a ZIP whose bytes depend on names and contents only. */
#ifndef BUNDLE_ZIP_H
#define BUNDLE_ZIP_H

#include "base/err.h"
#include "base/str.h"

struct zip;

/*
 * Entries are stored, not compressed: bytes then do not depend on a version of
 * zlib (and documents hardly shrink: facts, performance 6).  All are files of
 * mode 0644, dated 1980-01-01 00:00, the first moment a ZIP can name.
 */
int	zip_begin(int fd, struct arena *, struct zip **, struct err *) MUST_USE;
/* Start an entry of size bytes; name is ASCII.  zip_add then adds exactly that many. */
int	zip_entry(struct zip *, struct str name, uint64_t size, struct err *) MUST_USE;
int	zip_add(struct zip *, struct str bytes, struct err *) MUST_USE;
/* Write the directory.  Until this succeeded there is no archive. */
int	zip_end(struct zip *, struct err *) MUST_USE;
void	zip_drop(struct zip *);		/* frees it; NULL is fine */

#endif
