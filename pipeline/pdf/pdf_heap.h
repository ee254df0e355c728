/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_heap.h - memory for MuPDF: small pieces in lists by size, taken and given back without a search. */
#ifndef PDF_PDF_HEAP_H
#define PDF_PDF_HEAP_H

#include <mupdf/fitz.h>

/*
 * For fz_new_context; one for the process, for one thread.  What MuPDF gives
 * back is used again for pieces of that size, and never returned to the system:
 * a child ends after its document.  Memory that cannot be had ends the process
 * as decisions 020 say, since all of it comes from malloc(3).  NULL in a build
 * with a sanitizer, which must see each piece.
 */
const fz_alloc_context *pdf_heap(void);

#endif
