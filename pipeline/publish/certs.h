/* SPDX-License-Identifier: EUPL-1.2 */
/* certs.h - our own certificate and whom we trust, as the files of the settings have them: looked at before a byte leaves. */
#ifndef PUBLISH_CERTS_H
#define PUBLISH_CERTS_H

#include "base/err.h"
#include "types.h"

/* The bytes of the files, so that what was looked at is what is used; absent where the settings name none. */
struct certs {
	struct str	 certificate, key, ca;	/* PEM */
	bool		 expired;	/* our own certificate: a portal will not take it */
};

/*
 * E_CONFIG: a file that is not there, is open to others (the key) or is no
 * PEM; a key behind a password, which nobody would type at night; a key of
 * another certificate.  An expired certificate is no fault of the settings that
 * a run must stop for: the portals that do not want it are served.
 */
int	 certs_read(const struct reach *, struct arena *, struct certs *, struct err *) MUST_USE;

#endif
