/* SPDX-License-Identifier: EUPL-1.2 */
/* sigv4.h - is this request signed as AWS Signature Version 4 says?  By its public description; of S3, whole payloads. */
#ifndef SIGV4_H
#define SIGV4_H

#include "side.h"

/*
 * NULL when it is; else the code of the error that S3 gives, with its status in
 * *status_r.  Looked at: the key, the date of the credential and of the request
 * (15 minutes), that host and every x-amz-* header is signed, that
 * x-amz-content-sha256 is the body's, and the signature.
 */
const char	*sigv4_wrong(const struct common *, const struct ask *, unsigned *status_r);

#endif
