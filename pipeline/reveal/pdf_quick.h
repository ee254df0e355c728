/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_quick.h - a page whose drawing operations are plain, told to a device without MuPDF's interpreter (decision 056). */
#ifndef REVEAL_PDF_QUICK_H
#define REVEAL_PDF_QUICK_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/arena.h"

struct quick;				/* one for each document: its fonts are kept */

/* The structure itself is in the arena of who asks; what it keeps is in one of its own. */
struct quick	*pdf_quick_new(struct arena *, fz_context *, pdf_document *);
/* Also after a throw. */
void		 pdf_quick_drop(struct quick *);	/* NULL is fine */

/*
 * Inside fz_try; it may throw.  True: the device was told of the contents of
 * the page (not of its notes) call by call as pdf_run_page_contents tells it, and
 * MuPDF has no complaint.  False, or thrown: this page is not plain, the device was told a
 * part and must be forgotten, and MuPDF must be asked.
 * The texts that the device was given are there as long as the quick is.
 */
bool		 pdf_quick_page(struct quick *, pdf_page *, fz_device *);

#endif
