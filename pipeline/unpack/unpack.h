/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack.h - the stage that takes archives and messages apart, and what the reader of one format needs for it. */
#ifndef UNPACK_UNPACK_H
#define UNPACK_UNPACK_H

#include "stage.h"
#include "unpack/limits.h"

/*
 * Gives the members of a document that identify called a container: their
 * names, sizes and digests in result.doc.members, their bytes one after the
 * other in A_MEMBERS.  Where the container cannot be taken apart as a whole
 * there are no members at all, and a finding (UNP-5xx) that holds it; a member
 * that cannot be let through has its finding, and is not among them.
 * A document that is no container: nothing is said of it.
 */
stage_run	 unpack_run;

enum unpack_state {
	UNPACK_MORE,			/* go on; its bytes may follow */
	UNPACK_SKIP,			/* not this member: a finding has said why; go on with the next */
	UNPACK_STOP			/* no further: a finding has said why, or u->failed is set */
};

/* One container being taken apart. */
struct unpacker {
	const struct job *job;
	struct result	*r;
	struct arena	*mem;		/* as the result's */
	struct str	 bytes;		/* the container, mapped */
	struct str	 name;		/* its own name, last part of the path, raw */
	struct err	*err;		/* set when failed is */
	bool		 failed;	/* the machine did, not the document */
	bool		 stopped;	/* nothing of it passes */

	struct unpacked	*members;	/* those that are whole */
	size_t		 nmembers, cap;
	size_t		 seen;		/* members that were begun, skipped ones too */
	uint64_t	 inflated;	/* bytes that came out, also of what was dropped */
	size_t		 said;		/* findings about members, so that there is an end to them */

	struct names	*names;		/* that were seen (names.h) */

	/* The member under way. */
	bool		 open;
	struct unpacked	 now;
	struct hash	*hash;
	uint64_t	 at;		/* where its bytes begin in A_MEMBERS */
};

/*
 * A member begins.  raw is its name in the container with '/' between folders
 * (UTF-8 wherever the container says so, else raw bytes); it is judged here
 * (traversal, absolute, drive, backslash, empty, length) and composed to NFC.
 * notes are MEMBER_* bits that the reader knows of.
 * UNPACK_SKIP as well for a path that was there before, or that is a folder of another.
 * Mail: attachments have no folders; replace '/' and '\' before, give a name
 * to what has none, and number what would be there twice.
 */
enum unpack_state unpack_member_begin(struct unpacker *, struct str raw, unsigned notes);
/* The next bytes of it.  UNPACK_STOP: a limit. */
enum unpack_state unpack_member_bytes(struct unpacker *, struct str block);
/* It is whole, and counts. */
void		 unpack_member_end(struct unpacker *);
/* It is not what it said: it is dropped, and code says so with its name as %1. */
void		 unpack_member_drop(struct unpacker *, enum finding_code);

/* A finding about the container; what stands in a and b is made fit for a report (escaped, cut, long numbers masked). */
void		 unpack_find(struct unpacker *, enum finding_code, struct str a, struct str b);
/* The same, and nothing of the container passes. */
enum unpack_state unpack_stop(struct unpacker *, enum finding_code, struct str a, struct str b);

/*
 * The reader of one format: begins, fills and ends every member, or stops.
 * Never recursion: a container in a container is a member like any other, and
 * has its turn in a visit of its own.
 */
typedef void	 unpack_format(struct unpacker *);

unpack_format	 unpack_zip;		/* ZIP: the directory at its end, and what it says, compared with what is there */
unpack_format	 unpack_7z;
unpack_format	 unpack_tar;		/* tar, and gzip, xz, zstd and bzip2 with a tar or one file in them */
unpack_format	 unpack_eml, unpack_msg;	/* attachments, pictures in the text, messages in the message */

#endif
