/* SPDX-License-Identifier: EUPL-1.2 */
/* origins.h - where each value of the public metadata comes from, as a table for a spreadsheet. */
#ifndef BUNDLE_ORIGINS_H
#define BUNDLE_ORIGINS_H

#include "sip.h"

/*
 * Of each document and each field of its record: the value, its address, where
 * it comes from and the page.  Holds nothing that its DiWoo does not hold, but
 * for the origin.  UTF-8 with a byte order mark, semicolons and CRLF, as the
 * Excel of an official opens it; what Excel would take for a formula gets an
 * apostrophe before it.
 */
struct str	 origins_table(const struct sip *, struct arena *);

#endif
