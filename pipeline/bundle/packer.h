/* SPDX-License-Identifier: EUPL-1.2 */
/* packer.h - an archive whose bytes depend on names and contents only: a ZIP, or a tar under Zstandard. */
#ifndef BUNDLE_PACKER_H
#define BUNDLE_PACKER_H

#include "base/err.h"
#include "types.h"

struct packer;

#define PACKER_HEAD	((size_t)64 << 10)	/* bytes of an entry by which is judged whether to compress it */

/*
 * All entries are files of mode 0644, of nobody, dated 1980-01-01 00:00: the
 * first moment a ZIP can name.  In a ZIP an entry is deflated where that makes
 * its first bytes a tenth smaller, and stored otherwise.  The bytes do depend
 * on the versions of libarchive and of zlib or libzstd (docs/decisions/007).
 */
int	packer_begin(enum packing, int fd, struct arena *, struct packer **, struct err *) MUST_USE;
/*
 * Start an entry of size bytes, of which head are the first (PACKER_HEAD, or
 * all); name is ASCII.  packer_add then adds exactly size bytes, head too.
 */
int	packer_entry(struct packer *, struct str name, uint64_t size, struct str head, struct err *) MUST_USE;
int	packer_add(struct packer *, struct str bytes, struct err *) MUST_USE;
/* Write what closes it.  Until this succeeded there is no archive. */
int	packer_end(struct packer *, struct err *) MUST_USE;
void	packer_drop(struct packer *);		/* frees it; NULL is fine */

#endif
