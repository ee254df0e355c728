/* SPDX-License-Identifier: EUPL-1.2 */
/* lzfu.h - the compressed RTF of Outlook's messages (MS-OXRTFCP). */
#ifndef MAIL_LZFU_H
#define MAIL_LZFU_H

#include "base/str.h"

/* False when the bytes are not whole: a length, the checksum or the end does not agree; or more than max bytes. */
bool	 lzfu_inflate(struct str bytes, size_t max, struct arena *, struct str *rtf_r);

#endif
