/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_pdf.h - the text of a PDF document; the only door to MuPDF in this stage. */
#ifndef EXTRACT_EXTRACT_PDF_H
#define EXTRACT_EXTRACT_PDF_H

#include "extract/extraction.h"

struct pdf_reader;			/* MuPDF's context: one for each zygote, used by one document at a time */

int		 extract_pdf_load(struct arena *, struct pdf_reader **, struct err *) MUST_USE;
int		 extract_pdf(struct pdf_reader *, struct extraction *, struct err *) MUST_USE;

#endif
