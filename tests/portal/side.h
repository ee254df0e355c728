/* SPDX-License-Identifier: EUPL-1.2 */
/* side.h - what a side of woostraat-portal (dav, s3, put, oauth, kept) is asked, and what it answers.  Knows no network. */
#ifndef SIDE_H
#define SIDE_H

#include "base/hash.h"
#include "base/json.h"
#include "kept.h"
#include "keys.h"

#define SIDE_HEADERS	6

/* A request that is in as a whole; whoever was late with it may do it after its connection is gone. */
struct ask {
	char		 method[16];
	char		*raw;		/* the target as it was sent, query and all */
	char		*path;		/* decoded, without '/' in front: "dav/leiden/a.zip" */
	json_t		*query, *headers;	/* names of headers in lower case */
	struct body	 body;
};

/* What is answered.  text is malloc'ed, or fd is open on size bytes, or there is no body. */
struct tell {
	unsigned	 status;
	char		 type[96];	/* Content-Type; "": none */
	char		*text;
	size_t		 n;
	int		 fd;		/* -1: none */
	uint64_t	 size;
	struct { char name[32], value[256]; } header[SIDE_HEADERS];
	size_t		 nheaders;
};

/* What the sides share; the caller of a side holds the lock. */
struct common {
	struct kept	 kept;
	struct keys	 keys;
	unsigned	 full, skew_s, expire_s;	/* set by scripts: bytes that fit (0: all), seconds */
	struct { char token[40]; time_t until; } issued[64];
	size_t		 nissued;
	unsigned	 refused;
};

typedef struct tell side_run(struct common *, const struct ask *);
side_run	 side_put, side_dav, side_s3, side_oauth, side_kept;

/* Now, as this portal has it. */
time_t		 side_now(const struct common *);
const char	*ask_header(const struct ask *, const char *name);	/* NULL: absent */
const char	*ask_query(const struct ask *, const char *name);	/* NULL: absent */
/* The path below the side's own name, without '/' in front and at its end, from malloc. */
char		*ask_below(const struct ask *);

struct tell	 tell(unsigned status);
/* text is copied. */
struct tell	 tell_text(unsigned status, const char *type, struct str text);
void		 tell_header(struct tell *, const char *name, const char *value);
/* The bytes of a kept file, its type and ETag; what it has of If-None-Match is not looked at. */
struct tell	 tell_file(const struct kept *, const struct node *);
void		 tell_free(struct tell *);

/* May who asks? By Basic or by a token of side_oauth; always when no keys are there. */
bool		 side_allowed(struct common *, const struct ask *);
/* Is there room for these bytes in the place of what stands there? */
bool		 side_fits(const struct common *, const char *path, uint64_t size);

#endif
