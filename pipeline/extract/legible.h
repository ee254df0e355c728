/* SPDX-License-Identifier: EUPL-1.2 */
/* legible.h - what can be read in bytes and attributes that nobody meant for readers, and might be about a person. */
#ifndef EXTRACT_LEGIBLE_H
#define EXTRACT_LEGIBLE_H

#include "extract/extraction.h"

/*
 * The next number from *at on that may be a person's, its separators included:
 * eight digits in a row, or nine with a separator here and there, and no letter of
 * a hash or an identifier before or behind them.  Absent: there is none.
 */
struct str	 legible_number(struct str, size_t *at);

/*
 * An attribute that no table of its format names: does its value have a number
 * that may be a person's?  Numbers that programs give to things, places and
 * sizes are told by the names of the element and the attribute, without prefix.
 */
bool		 legible_attribute(struct str element, struct str name, struct str value);

/*
 * Bytes of which the format has no meaning for us: words with such a number go
 * aside, each on its line.
 */
void		 legible_aside(struct extraction *, struct str bytes);

#endif
