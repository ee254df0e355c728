/* SPDX-License-Identifier: EUPL-1.2 */
/* marks.h - kenmerken and zaaknummers: what looks like one, and what never is one. */
#ifndef GLEAN_MARKS_H
#define GLEAN_MARKS_H

#include "glean/view.h"

/*
 * The mark that begins at byte i of a window and ends before `end` ("Z/24/123456",
 * "RIS 123456", "2024 / 0123"); its bytes, or 0.  Never a date, an address, a
 * telephone or account number, nor a number that a person can have: eight or
 * nine digits that satisfy the 11-proef of a burgerservicenummer.
 */
size_t		 mark_scan(const struct view *, const struct window *, size_t i, size_t end);

#endif
