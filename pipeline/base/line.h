/* SPDX-License-Identifier: EUPL-1.2 */
/* line.h - text fit for one line of metadata, from any bytes. */
#ifndef BASE_LINE_H
#define BASE_LINE_H

#include "base/str.h"

/*
 * White space folded to single spaces, controls, format characters, characters
 * of one font and broken UTF-8 gone, NFC.  XML may hold what comes out.
 */
struct str	 line_clean(struct arena *, struct str);

#endif
