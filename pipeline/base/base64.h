/* SPDX-License-Identifier: EUPL-1.2 */
/* base64.h - bytes in letters, for a data: address (RFC 4648, section 4). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/str.h"

struct str	 base64(struct arena *, struct str);	/* with its padding, without line ends */

#endif
