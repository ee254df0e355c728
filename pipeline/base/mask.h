/* SPDX-License-Identifier: EUPL-1.2 */
/* mask.h - text without what points at a person. */
#ifndef BASE_MASK_H
#define BASE_MASK_H

#include "base/str.h"

/*
 * The text with each digit of a long number, and each letter and digit of an
 * e-mail address, as '*'; all else stays where it was.  A number is long from
 * six digits on, also with dots, spaces, hyphens, slashes or
 * underscores between two digits: 111222333, 1112.22.333, 06-12 34 56 78,
 * NL91 ABNA 0417 1643 00.  Dates (12-11-2026, 2026-11-12) and years
 * (2026-2027) stay.  Any bytes; an absent string stays absent.  What is masked
 * already does not change.
 */
struct str	 mask_personal(struct arena *, struct str);

#define BSN_DIGITS	((size_t)9)

/*
 * The 11-proef of n digits, eight or nine: eight have lost their leading zero,
 * and more than one leading zero is not given out (gate facts 2.2).
 */
bool		 elfproef(const char *digits, size_t n);

/*
 * Could a burgerservicenummer stand in it?  Nine digits of any script that pass
 * the 11-proef, in one group or in groups with one sign between two.  For who
 * decides whether a text may be kept where it is not guarded; to find and tell
 * them is detect's.  The arena is left as it was.
 */
bool		 mask_needed(struct str, struct arena *);

#endif
