/* SPDX-License-Identifier: EUPL-1.2 */
/* place_http.h - one request about one file, for the places that speak HTTP (WebDAV, S3). */
#ifndef PUBLISH_PLACE_HTTP_H
#define PUBLISH_PLACE_HTTP_H

#include "publish/place.h"
#include "publish/way.h"

/* A pair of keys with which requests are signed (SigV4); secret stands in no message. */
struct signing {
	const char	*region;	/* "aws:amz:REGION:s3", as libcurl takes it */
	const char	*pair;		/* "ID:SECRET" */
};

struct http {
	CURL		*curl;		/* kept, so that requests that may be repeated use one connection */
	const struct place *place;
	struct way	*way;
	const struct signing *signing;	/* NULL: none */
};

int		 http_open(struct http *, struct place *, struct arena *, struct err *) MUST_USE;
void		 http_close(struct http *);

/* Send f to url; r is set by the answer, an effect (judge.h).  sent counts what left. */
int		 http_put(struct http *, const struct place_file *, struct str url, struct arena *, struct receipt *,
		    struct err *) MUST_USE;
/*
 * A request without a body that has an effect, over a fresh connection: DELETE,
 * MKCOL, or with destination (an URL) MOVE.  Whatever the answer: r->http, and r as judged.
 */
int		 http_do(struct http *, const char *method, struct str url, struct str destination, struct arena *,
		    struct receipt *, struct err *) MUST_USE;
/* The same for a question; *dav_r: does the answer say DAV: 1? */
int		 http_options(struct http *, struct str url, bool *dav_r, struct arena *, struct receipt *, struct err *) MUST_USE;

/* What all HTTP places have for place_ops.look, read and remove. */
int		 http_look(struct http *, const struct place_file *, enum place_look, struct arena *, struct receipt *,
		    struct err *) MUST_USE;
int		 http_read(struct http *, size_t most, struct arena *, struct str *text_r, struct receipt *, struct err *) MUST_USE;
int		 http_remove(struct http *, struct arena *, struct receipt *, struct err *) MUST_USE;

#endif
