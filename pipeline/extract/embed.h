/* SPDX-License-Identifier: EUPL-1.2 */
/* embed.h - files inside a document (the workbook behind a chart, a letter behind an icon): read after it, beside its text. */
#ifndef EXTRACT_EMBED_H
#define EXTRACT_EMBED_H

#include "extract/extraction.h"

#define INSIDE_DEPTH	8	/* files and storages inside each other; a workbook behind a slide in a letter is 4 */

/* A file inside a document. */
struct inside {
	struct str	 bytes;			/* of the file, or of the OLE2 file that it is a storage of */
	uint32_t	 step[INSIDE_DEPTH];	/* child by child from the root of the OLE2 file to that storage */
	size_t		 nsteps;
	unsigned	 depth;			/* how many files and storages it is inside of */
	struct str	 label;			/* what its finding calls it */
};

/*
 * A file was found inside the document: noted when it is of a kind that can be
 * read, else EXT-507 with the label.  Nothing for a picture, or for no bytes or
 * none but 00 and ff.  Both outlive the extraction.
 */
void		 embed_bytes(struct extraction *, struct str bytes, struct str label);
/* May a file that starts so be of such a kind? */
bool		 embed_can(struct str start);
/* The same for a storage of the OLE2 file in hand: child of its root, or of the storage that it is itself. */
void		 embed_storage(struct extraction *, uint32_t child, struct str label);

/*
 * Read what was noted, and what that has inside it; its text comes aside, as
 * TEXT_ATTACHMENT.  A file that is not read to its end, is locked or has macros
 * is EXT-507 with its label.  -1: the machine failed.
 */
int		 embed_read(struct extraction *, struct err *) MUST_USE;

#endif
