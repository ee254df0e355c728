/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * serve.h - woostraat-portal as a server: every side on one loopback port, and what its scripts make go wrong.
 *
 *	/gpp/WORLD/api/v2/...	a bank (gpp.h), as many as there are worlds; /gpp/api/v2/... is one too
 *	/put/...		files by name: PUT, GET, HEAD, DELETE
 *	/dav/...		WebDAV (dav.c)
 *	/s3/BUCKET/...		S3 (s3.c)
 *	/oauth/token		client credentials (RFC 6749, 4.4)
 *	/kept/...		what anybody sees of put, dav and s3: /kept/dav/leiden/index.html; types by extension
 *	/__state		GET: JSON of what is kept, what was asked, and how it was answered
 *	/__script		POST: lines for its script; 400 with the number of the line that is not understood
 *
 * Of a bank, /gpp/WORLD/__state, __script, __settle and __reset are as in gpp.h.  Settings besides those of a bank:
 * full (bytes that fit in put, dav and s3 together; what is more gets 507), skew (seconds by which its clock is
 * ahead), expire (seconds that a token of oauth lives).
 */
#ifndef SERVE_H
#define SERVE_H

#include "gpp.h"
#include "side.h"

struct serve {
	/* Set these first. */
	const char	*tls_key, *tls_cert;	/* PEM; NULL: plain HTTP */
	const char	*client_ca;		/* PEM; who has no certificate of it gets 403; NULL: nobody needs one */
	struct common	 common;		/* keys, and kept after kept_open */
	/* And leave these alone. */
	struct MHD_Daemon *daemon;
	pthread_mutex_t	 lock;
	pthread_t	 clerk;
	atomic_bool	 stopping;
	uint16_t	 port;
	struct gpp	 bank;
	struct rule	*rules;
	size_t		 nrules;
	char		*script;		/* of banks that are new */
	struct late	*late;
	json_t		*log;			/* list: one object for each request */
	unsigned	 requests, faults;
};

/* Add the lines of a script, also for banks that are new; 0, or the number of the line that is not understood. */
int	serve_script(struct serve *, const char *text);

/* -1: cannot listen, or the certificates are not usable.  port 0: the kernel gives one. */
int	serve_start(struct serve *) MUST_USE;
void	serve_stop(struct serve *);	/* and everything that was kept goes */

/* As GET /__state has it.  log: with every request. */
json_t	*serve_state(struct serve *, bool log);

#endif
