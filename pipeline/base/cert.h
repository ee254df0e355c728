/* SPDX-License-Identifier: EUPL-1.2 */
/* cert.h - certificates and their keys in PEM, as far as it must be known that they are of use. */
#ifndef BASE_CERT_H
#define BASE_CERT_H

#include <time.h>

#include "base/str.h"

enum cert_fault {
	CERT_FINE,
	CERT_NO_CERTIFICATE,		/* there is none in it */
	CERT_NO_KEY,
	CERT_LOCKED,			/* the key is behind a password; it is not asked for */
	CERT_STRANGERS			/* the key is of another certificate */
};

/* Is there a certificate in it? */
bool		 cert_holds(struct str pem);
/* The first certificate and the key: what is wrong with them?  *expired_r: as the clock of the machine has it. */
enum cert_fault	 cert_pair(struct str certificate, struct str key, bool *expired_r);

/* The last moment at which the first certificate is good; false: there is none, or no moment in it. */
bool		 cert_until(struct str pem, time_t *until_r) MUST_USE;

/* What OpenSSL thought of the certificate of a peer (X509_V_ERR_..., as libcurl hands it on). */
enum cert_verdict { CERT_TRUSTED, CERT_EXPIRED, CERT_EARLY, CERT_REVOKED, CERT_UNKNOWN_ISSUER, CERT_DISTRUSTED };
enum cert_verdict cert_verdict(long code);

#endif
