/* SPDX-License-Identifier: EUPL-1.2 */
/* iban.h - account numbers as ISO 13616 has them. */
#ifndef DETECT_IBAN_H
#define DETECT_IBAN_H

#include "base/str.h"

#define IBAN_MOST	((size_t)34)
#define IBAN_LEAST	((size_t)15)

/* plain: lower case, nothing between.  Are its length and its remainder by 97 right? */
bool	 iban_valid(struct str plain);
/* How many characters this country has (registry of SWIFT); 0: not in our list. */
size_t	 iban_length(const char country[2]);

#endif
