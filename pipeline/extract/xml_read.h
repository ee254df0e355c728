/* SPDX-License-Identifier: EUPL-1.2 */
/* xml_read.h - XML of a document, as a file or as a part of a ZIP package: what stops the reading becomes a finding. */
#ifndef EXTRACT_XML_READ_H
#define EXTRACT_XML_READ_H

#include "base/xml.h"
#include "base/zip.h"
#include "extract/extraction.h"

/*
 * The member in hand of the zip; its comments and processing instructions go
 * aside.  A DOCTYPE, malformed XML, too deep nesting or a limit of the zip
 * stops the extraction with its finding.  -1: out of memory.
 */
int		 xml_read_member(struct extraction *, struct zip *, const struct xml_handler *, void *user,
		    struct err *) MUST_USE;

/*
 * XML that lies in memory, of any root.  A DOCTYPE, too deep nesting or too
 * much text stops the extraction with its finding; *sound_r says whether it was
 * well-formed to its end, and the caller what follows when not.  -1: out of memory.
 */
int		 xml_read_bytes(struct extraction *, struct str, const struct xml_handler *, void *user, bool *sound_r,
		    struct err *) MUST_USE;

/* The same for a whole file, already in UTF-8 whatever it says of itself; malformed XML stops it too. */
int		 xml_read_file(struct extraction *, struct str utf8, const struct xml_handler *, void *user,
		    struct err *) MUST_USE;

/* Say with a finding why a zip gave this state; ZIP_MORE and ZIP_END say nothing. */
void		 xml_read_state(struct extraction *, enum zip_state);

#endif
