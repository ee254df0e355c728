/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_layers.h - layers of a PDF are on or off as readers have them, not as MuPDF does. */
#ifndef PDF_PDF_LAYERS_H
#define PDF_PDF_LAYERS_H

#include "pdf/pdf_reader.h"

/* Of a document that was opened, before anything of it is shown.  It may throw. */
void		 pdf_layers(struct pdf_file *);

#endif
