/* SPDX-License-Identifier: EUPL-1.2 */
/* reel.h - a file of lines, written and read one at a time: a dossier in JSON, a line for each document; a manifest. */
#ifndef BASE_REEL_H
#define BASE_REEL_H

#include "base/hash.h"
#include "base/json.h"

#define REEL_LINE_MOST	MIB(64)	/* bytes of one line: of a whole dossier without its documents, or of one document */

/* Lines going out: to a file, to a digest, or to both.  Give it back with reel_end, also after an error. */
struct reel;
struct reel	*reel_out(int fd, struct hash *);	/* fd -1, or NULL: not there */
void		 reel_put(struct reel *, const json_t *);	/* one line; the reference stays the caller's */
/* What could not be written is an error here, once. */
int		 reel_end(struct reel *, struct err *) MUST_USE;

/* Lines coming in, from offset 0; where others stand in the file does not matter. */
struct reel	*reel_in(int fd);
struct reel	*reel_in_most(int fd, size_t most);	/* where a line has another ceiling, in bytes */
/* 1: the next line, without its end, borrowed until the next call; 0: there are no more; -1: E_IO, or E_LIMIT for one that is too long. */
int		 reel_line(struct reel *, struct str *, struct err *) MUST_USE;
/* The same as JSON, a new reference; what is no object, or not there, is E_BUG. */
int		 reel_get(struct reel *, json_t **, struct err *) MUST_USE;
void		 reel_free(struct reel *);	/* of one that comes in; NULL is fine */

#endif
