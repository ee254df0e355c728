/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_reader.h - MuPDF, and a PDF document opened with it: what the stages that read PDF have in common. */
#ifndef PDF_PDF_READER_H
#define PDF_PDF_READER_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/err.h"
#include "base/str.h"

#define READER_DEPTH	64			/* levels of the page tree or the bookmarks; writers make two to five */
#define READER_CONTENT	((uint64_t)256 << 20)	/* bytes of the decoded contents of a page: twice the largest map we know */
#define READER_SIDE	14400.0f		/* points of a page's side (ISO 32000 Annex C): five metres */

struct pdf_reader;			/* MuPDF's context: one for each zygote, used by one document at a time */

int		 pdf_reader_load(struct arena *, struct pdf_reader **, struct err *) MUST_USE;

enum pdf_reader_state {
	READER_OPEN,
	READER_LOCKED,			/* it asks for a password */
	READER_PAGES,			/* more than 20,000 pages */
	READER_COUNT			/* what it says of its pages is not so */
};

/*
 * A document in hand.  It must outlive a longjmp: no field is written inside
 * fz_try that is read behind it, but through a pointer that does not change.
 */
struct pdf_file {
	struct pdf_reader *reader;
	fz_context	*ctx;
	fz_stream	*stream, *side;	/* side: contents being measured */
	pdf_document	*doc;
	int		 npages;
	pdf_obj		*object;	/* owned: the one whose layers are settled */
	pdf_obj		*at[READER_DEPTH];	/* borrowed from the document */
	int		 next[READER_DEPTH];
};

/* All begins anew: nothing is open, nothing was lost. */
struct pdf_file	 pdf_reader_begin(struct pdf_reader *);
/* Inside fz_try.  bytes are borrowed until pdf_reader_end; only READER_OPEN has pages. */
enum pdf_reader_state pdf_reader_open(struct pdf_file *, struct str bytes);
pdf_obj		*pdf_reader_root(const struct pdf_file *);
/*
 * Behind fz_catch: is it the document that is no good (0), or has the machine no
 * memory (-1, with err set)?
 */
int		 pdf_reader_caught(const struct pdf_file *, struct err *) MUST_USE;
/* The same exception: was it for want of a key? */
bool		 pdf_reader_was_locked(const struct pdf_file *);
void		 pdf_reader_end(struct pdf_file *);

/*
 * Inside fz_try: do these contents, decoded, stay below READER_CONTENT?  A deflate
 * bomb keeps the interpreter busy for hours: ask this first.
 */
bool		 pdf_reader_fits(struct pdf_file *, pdf_obj *contents);

/* Did a warning say that a part was left out?  Since pdf_reader_begin, or since it was set. */
bool		 pdf_reader_lost(struct pdf_file *);
void		 pdf_reader_lost_set(struct pdf_file *, bool);
/* Was a picture drawn that breaks off?  Since this was asked last. */
bool		 pdf_reader_undrawn(struct pdf_file *);

#endif
