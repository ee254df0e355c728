/* SPDX-License-Identifier: EUPL-1.2 */
/* extract.h - the stage that takes text, pages and properties out of a document. */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "stage.h"

struct extractor;

/* Makes the parsers ready, once for each zygote; never freed. */
int		 extract_load(struct arena *, struct extractor **, struct err *) MUST_USE;

/*
 * Reads the document as its media_type says; sets pages, text_bytes and props
 * and writes A_TEXT and A_PROPS.  Writes nothing when the type is not one that
 * it reads (identify has said so), and nothing when it could not read all of
 * the document: then a 5xx finding that nobody may waive says why.
 */
stage_run	 extract_run;

#endif
