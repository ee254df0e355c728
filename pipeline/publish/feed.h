/* SPDX-License-Identifier: EUPL-1.2 */
/* feed.h - a bundle on its way into a socket, hashed as it goes. */
#ifndef PUBLISH_FEED_H
#define PUBLISH_FEED_H

#include "base/err.h"
#include "base/hash.h"

/*
 * The last bytes are handed over only when all of them together have the
 * digest that was ordered, so a bundle that changed under our hands is never
 * sent whole: the portal gets fewer bytes than were announced.
 */
struct feed {
	int		 fd;
	uint64_t	 at, size;	/* bytes */
	struct digest	 want;
	struct hash	*hash;		/* of the bytes before at; NULL once it has been compared */
	int		 sys;		/* errno of a read that failed */
	bool		 wrong;		/* shorter than its size, or another digest */
};

void	 feed_open(struct feed *, int fd, uint64_t size, struct digest want);
void	 feed_close(struct feed *);
/* The first n bytes are at the portal already; they are hashed all the same. */
void	 feed_skip(struct feed *, uint64_t n);
/* 0, or -1 when the bundle and not the portal was at fault (E_IO, E_BUG). */
int	 feed_fault(const struct feed *, struct err *) MUST_USE;

/* For CURLOPT_READFUNCTION and CURLOPT_SEEKFUNCTION, with the feed as their data. */
size_t	 feed_read(char *, size_t size, size_t n, void *arg);
int	 feed_seek(void *arg, int64_t offset, int origin);

#endif
