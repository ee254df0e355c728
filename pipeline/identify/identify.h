/* SPDX-License-Identifier: EUPL-1.2 */
/* identify.h - the stage that says what a file is, from its bytes. */
#ifndef IDENTIFY_IDENTIFY_H
#define IDENTIFY_IDENTIFY_H

#include "stage.h"

struct identifier;

/* Loads libmagic's tables and MuPDF, once for each zygote; never freed.  E_CONFIG when the system lacks them. */
int		 identify_load(struct arena *, struct identifier **, struct err *) MUST_USE;

/*
 * Sets the document's media_type, always: the IANA name, application/x-empty
 * for no bytes or only white space, application/octet-stream for what nobody
 * knows; format_version, pdf_claim and locked where they are found.  Finds files
 * that are empty, whose name says something else, that extract cannot read
 * (IDN-502) or that DiWoo's list does not have (IDN-503; never both of these),
 * that are locked (EXT-501: this is the place that says so, and extract leaves
 * a locked document alone), have macros, or are two things at once.
 */
stage_run	 identify_run;

#endif
