/* SPDX-License-Identifier: EUPL-1.2 */
/* entry.h - an entry of an archive as libarchive gives it, made a member. */
#ifndef UNPACK_ENTRY_H
#define UNPACK_ENTRY_H

#include "unpack/unpack.h"

struct archive;
struct archive_entry;

/* The next entry.  UNPACK_SKIP: the archive is at its end.  UNPACK_STOP: it is broken or locked; said. */
enum unpack_state entry_next(struct unpacker *, struct archive *, struct archive_entry **entry_r);

/*
 * Take the entry: its kind judged (links, devices, holes, passwords), its bytes
 * read to the end and counted.  path as for unpack_member_begin.  Folders are
 * no members.  unread is what is said when its bytes cannot be read.
 */
enum unpack_state entry_take(struct unpacker *, struct archive *, struct archive_entry *, struct str path,
		    unsigned notes, enum finding_code unread);

/* The name as raw bytes; absent when it cannot be had. */
struct str	 entry_path(struct archive_entry *);

#endif
