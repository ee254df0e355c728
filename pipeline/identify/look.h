/* SPDX-License-Identifier: EUPL-1.2 */
/* look.h - our own look at bytes that libmagic only half knows: ZIP packages and text. */
#ifndef IDENTIFY_LOOK_H
#define IDENTIFY_LOOK_H

#include "base/str.h"

/*
 * What kind of package a ZIP file is, from its mimetype member (ODF, EPUB) or
 * the main part in its [Content_Types].xml (OOXML); application/zip when it is
 * neither, cannot be read, or claims to be two things at once.
 */
struct str	 look_zip(struct str bytes, struct arena *);

/* What kind of text this is: text/html, text/csv, application/xml, message/rfc822, application/rtf or text/plain. */
struct str	 look_text(struct str bytes);

#endif
