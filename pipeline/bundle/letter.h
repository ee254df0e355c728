/* SPDX-License-Identifier: EUPL-1.2 */
/* letter.h - LEESMIJ.txt: what a bundle is, for who opens it without knowing any of this. */
#ifndef BUNDLE_LETTER_H
#define BUNDLE_LETTER_H

#include "sip.h"

/*
 * Dutch, UTF-8, lines that end in CRLF: it is opened by a double click on a
 * Windows desktop, and its Notepad showed LF alone as one line for thirty
 * years.  Holds what is public in the metadata and no day of making, so that
 * the same dossier gives the same bytes.
 */
struct str	 letter_text(const struct dossier *, const struct sip *, struct arena *);

#endif
