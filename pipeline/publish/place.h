/* SPDX-License-Identifier: EUPL-1.2 */
/* place.h - a tree of files at an address: a folder, WebDAV, SFTP or S3.  One file for each protocol. */
#ifndef PUBLISH_PLACE_H
#define PUBLISH_PLACE_H

#include "base/buf.h"
#include "base/hash.h"
#include "publish/answer.h"
#include "publish/target.h"
#include "types.h"

struct keyring;

/*
 * What each protocol has:
 *
 *	address		written as		a new name		in place of another
 *	file://		own name, fsync, rename	whole or not at all	whole, old or new
 *	http(s)://	PUT; MOVE where OPTIONS	as the server does	with MOVE whole, else as the
 *			names DAV class 1	(nginx: whole)		server does
 *	sftp://		own name, rename	whole or not at all	gone for a moment, where the
 *								server does not rename over a file
 *	s3+https://	PUT			whole or not at all	whole, old or new
 *
 * Folders between the root and a file are made; for a file right below it the
 * root itself is not, since an address with a slip in it would make one (a
 * server that makes folders by itself does).  Redirects are never followed.
 *
 * libcurl repeats a request by itself when a kept connection dies before an
 * answer (facts: reliability 4).  Looking may be repeated, and so may a PUT of
 * the same bytes under the same name: those keep their connection, unless the
 * caller says once.  MOVE, MKCOL and DELETE get a fresh one each: a MOVE that
 * is repeated finds its source gone and reports as failed what was done, and a
 * DELETE may meet what somebody else put there since.
 */

struct place_access {			/* from the settings; borrowed for as long as the place is open */
	struct str	 url;		/* see target_place */
	struct str	 netrc;		/* file: user and password (WebDAV, SFTP); may be absent */
	struct str	 keys;		/* file: SFTP a private key, S3 as place_s3.c says; may be absent for the others */
	struct str	 known_hosts;	/* file: the keys of SFTP servers, as ssh writes them; SFTP does not go without */
	uint32_t	 wait_ms;	/* most for one request */
	struct reach	 reach;		/* HTTP: certificates, keys, proxy; SFTP: nothing of it */
	struct keyring	*ring;		/* publish/oauth.h; may be NULL */
};

/* What is to stand at a path. */
struct place_file {
	struct str	 path;		/* below the root, as place_path_fine */
	const char	*type;		/* media type, for WebDAV and S3; NULL: application/octet-stream */
	int		 fd;		/* put: read with pread from offset 0; -1 when it is only looked for */
	uint64_t	 size;		/* bytes; PLACE_ANY_SIZE, to look: it does not count */
	struct digest	 sha256;
	bool		 aside;		/* put: readers know this path, so under a name of its own first where the place has that */
	bool		 once;		/* put: over a fresh connection */
};
#define PLACE_ANY_SIZE	UINT64_MAX
#define PLACE_PATH_MOST	1000		/* bytes; S3 takes 1024 with the prefix */
#define PLACE_READ_MOST	GIB(5)		/* of a file whose size nobody knows */

enum place_look { LOOK_SIZE, LOOK_BYTES };	/* LOOK_SIZE: reads all the same where the place cannot tell a size */

struct place;

/*
 * Each returns 0 with a receipt (answer, http, detail, sent, retry_after_s,
 * found), or -1 when this machine or its settings failed, as portal_step_run.
 *
 * put: hashes while it sends; the last bytes leave only when size and digest
 * are those of the file (E_BUG when not), so a half is never taken for a whole.
 * SENT: the place took it; nothing was read back.
 * look: found SAME, OTHER or NOTHING, answer SENT; UNKNOWN: the receipt says why.
 * read: a whole file into memory; found NOTHING or OTHER (it is there).  More than most bytes: REFUSED.
 * remove: SENT also when there was nothing (found NOTHING).
 */
struct place_ops {
	bool		 renames;	/* a reader sees the old file or the new one: always, not only where OPTIONS says so */
	int		(*open)(struct place *, struct arena *, struct err *);
	void		(*close)(struct place *);
	int		(*put)(struct place *, const struct place_file *, struct arena *, struct receipt *, struct err *);
	int		(*look)(struct place *, const struct place_file *, enum place_look, struct arena *, struct receipt *,
			    struct err *);
	int		(*read)(struct place *, struct str path, size_t most, struct arena *, struct str *text_r,
			    struct receipt *, struct err *);
	int		(*remove)(struct place *, struct str path, struct arena *, struct receipt *, struct err *);
};
extern const struct place_ops place_folder, place_web, place_sftp, place_s3;

struct place {
	const struct place_ops *ops;
	struct place_access at;
	struct target	 target;
	void		*own;		/* of the protocol */
};

struct order;

/*
 * What the settings of an order's outlet say of it.  token: the file with keys.
 * Where they do not say in which file the keys of SFTP servers stand, it is
 * beside that one (without it, beside the netrc file) and of the same name with
 * ".known_hosts" behind it.
 */
void		 place_access_of(const struct order *, struct arena *, struct place_access *);
/* Checks address and keys, sends nothing.  E_CONFIG. */
int		 place_open(const struct place_access *, struct arena *, struct place **, struct err *) MUST_USE;
void		 place_close(struct place *);		/* NULL is fine */
int		 place_put(struct place *, const struct place_file *, struct arena *, struct receipt *, struct err *) MUST_USE;
int		 place_look(struct place *, const struct place_file *, enum place_look, struct arena *, struct receipt *,
		    struct err *) MUST_USE;
int		 place_read(struct place *, struct str path, size_t most, struct arena *, struct str *text_r, struct receipt *,
		    struct err *) MUST_USE;
int		 place_remove(struct place *, struct str path, struct arena *, struct receipt *, struct err *) MUST_USE;

/* path_inside, at most PLACE_PATH_MOST, each part at most ORDER_NAME_MOST. */
bool		 place_path_fine(struct str path);
/* The name under which the file at path lies until it is whole, beside it: "map/.naam.deel". */
struct str	 place_part(struct str path, struct arena *);

/* What reading back says about a put that was accepted, or whose answer was lost; back is of place_look. */
void		 place_settle(const struct receipt *back, struct receipt *);

/* --- for the protocols -------------------------------------------------------- */

struct feed;

/* A body on its way in: hashed, or gathered into text; ends when it is longer than most bytes. */
struct intake {
	struct hash	*hash;		/* NULL: none */
	struct buf	*text;		/* NULL: none */
	uint64_t	 n, most;
	bool		 over;
};
bool		 intake_add(struct intake *, const char *, size_t n);	/* false: over */
/* SAME or OTHER of a body that is whole. */
enum portal_found intake_found(const struct intake *, const struct place_file *, struct digest got);
/* The most bytes that a look for this file reads. */
uint64_t	 place_most(const struct place_file *);
/* Is fd as large as the file says?  E_BUG when not, and for an empty one with another digest. */
int		 place_check(const struct place_file *, struct err *) MUST_USE;

#endif
