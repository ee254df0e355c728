/* SPDX-License-Identifier: EUPL-1.2 */
/* mime.h - a mail of plain text as its bytes go to a server (RFC 5322, 2045, 2047, 3834). */
#ifndef REPORT_MIME_H
#define REPORT_MIME_H

#include "types.h"

/* A whole message, ASCII with CRLF: headers, and the lines of the missive as quoted-printable. */
struct str	 mime_message(struct arena *, const struct mail_route *, const struct missive *);

/* Text in a header: as it stands, or as encoded words where it is not plain, long, or looks like one (RFC 2047 2). */
struct str	 mime_words(struct arena *, struct str text);
/* "Sun, 15 Nov 2026 04:15:00 +0000" (RFC 5322 3.3). */
struct str	 mime_date(struct arena *, time_t);

#endif
