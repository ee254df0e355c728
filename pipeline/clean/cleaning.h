/* SPDX-License-Identifier: EUPL-1.2 */
/* cleaning.h - one file being cleaned: what its formats have in common. */
#ifndef CLEAN_CLEANING_H
#define CLEAN_CLEANING_H

#include "base/hash.h"
#include "stage.h"

enum removal {
#define REMOVAL(id, ...)	REMOVED_##id,
#include "clean/removals.def"
#undef REMOVAL
	REMOVED__COUNT
};

struct package;			/* packing.h */

struct cleaning {
	struct arena	*mem;
	struct str	 bytes;		/* the file; not empty */
	struct str	 type;		/* media type */
	bool		 metadata;	/* of a PDF: who made it and with what go out too */
	int		 out;		/* the cleaned file is written here */
	uint64_t	 removed[REMOVED__COUNT];
	struct str	 why;		/* Dutch: why not; absent: nothing stands in the way */
	struct str	*left;		/* Dutch: what a person must look at */
	size_t		 nleft, left_cap;
	/* for the proof */
	struct digest	 graph;		/* of a PDF: all that is to be in the cleaned file */
	int		 pages;
	const struct package *package;	/* of an Office file: its members, and what becomes of each */
	bool		 people;	/* its list of authors was emptied, which readers show beside comments */
};

/* Not this file, and why; the first reason counts.  Returns 0: that is no error of the machine. */
int		 cleaning_refuse(struct cleaning *, struct str why);
void		 cleaning_leave(struct cleaning *, struct str what);

/*
 * One format, in two steps.  The first writes the cleaned file to out and counts
 * what it removed; the second takes the bytes that were written and says, with
 * cleaning_refuse, what is not as it was or is still there.  -1: the machine
 * failed.
 */
struct clean_format {
	int		(*make)(struct cleaning *, struct err *);
	int		(*prove)(struct cleaning *, struct str cleaned, struct err *);
};
extern const struct clean_format clean_pdf, clean_ooxml, clean_odf;

/*
 * An XMP packet without the properties that say who made the document and with
 * what (gate facts 4): dc:creator, xmp:CreatorTool, xmpMM's history and sources,
 * pdfx, Photoshop's names.  Title, language and the marks of PDF/A, PDF/UA and
 * PDF/X stay.  *n_r is how many; 0: *out_r is the packet as it was.  false: it
 * cannot be read, or has a DOCTYPE.
 */
bool		 clean_xmp(struct str packet, struct arena *, struct str *out_r, uint64_t *n_r) MUST_USE;

#endif
