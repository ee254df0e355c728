/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_plain.h - the text of a page whose drawing operations are plain, without MuPDF's interpreter (decisions 054). */
#ifndef EXTRACT_PDF_PLAIN_H
#define EXTRACT_PDF_PLAIN_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "extract/pdf_flow.h"

struct plain;				/* one for each document: its fonts are kept */

struct plain	*pdf_plain_new(struct arena *, fz_context *, pdf_document *);
/* Also after a throw. */
void		 pdf_plain_drop(struct plain *);	/* NULL is fine */

/*
 * Inside fz_try; it may throw.  NULL, or thrown: this page is not plain, or not
 * sound, and nothing is known of it: MuPDF must read it.  Else its lines as
 * MuPDF's structured text has them, until the next page; they are borrowed.  For a
 * document without layers only.
 */
const struct flow *pdf_plain_page(struct plain *, pdf_page *);

#endif
