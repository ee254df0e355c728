/* SPDX-License-Identifier: EUPL-1.2 */
/* about.h - what a text says about itself: its heading and its date. */
#ifndef EXTRACT_ABOUT_H
#define EXTRACT_ABOUT_H

#include "text.h"

/*
 * The first heading that is no date, or else the first line of three words or
 * more near the top; only what a reader sees.  len 0: none.
 */
struct span	 about_heading(const struct text *);

/*
 * The first date in the first two pages that the text names as its own: behind
 * a label (Datum, d.d., Vastgesteld op, ...) or behind the name of a place
 * ("Leiden, 12 maart 2026"), or alone as a heading.  Year 0 when there is none.  Only body bytes of
 * the text are looked at, and of these only what a reader sees: no comment,
 * no property, nothing deleted or hidden.
 */
struct date	 about_date(const struct text *, size_t body, struct arena *, struct span *at_r);

#endif
