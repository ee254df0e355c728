/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_draw.c - a PDF page as a picture, for who reads the letters in it. */
#include <math.h>

#include "extract/extraction.h"
#include "extract/pdf_reading.h"

#include "base/banned.h"

#define DOTS_PER_INCH	300.0f		/* what tesseract reads best (its manual, "Improving the quality") */
#define DOTS_MOST	25e6f		/* of one page, a byte each: A2 at 300 dots an inch; what is larger is drawn smaller */

void
pdf_draw_page(struct reading *d, pdf_page *page)
{
	fz_rect box = pdf_bound_page(d->ctx, page);
	float scale = DOTS_PER_INCH / 72, area = (box.x1 - box.x0) * (box.y1 - box.y0);

	if (!(area > 0))
		return;
	if (area * scale * scale > DOTS_MOST)
		scale = sqrtf(DOTS_MOST / area);
	/* No usage: what stands in a layer that is switched off is drawn too. */
	d->pixels =
	    pdf_new_pixmap_from_page_with_usage(d->ctx, page, fz_scale(scale, scale), fz_device_gray(d->ctx), 0, NULL);
	d->picture = fz_new_buffer(d->ctx, (size_t)(area * scale * scale));
	d->output = fz_new_output_with_buffer(d->ctx, d->picture);
	fz_write_pixmap_as_pnm(d->ctx, d->output, d->pixels);
	fz_close_output(d->ctx, d->output);
}

void
pdf_draw_drop(struct reading *d)
{
	fz_drop_output(d->ctx, d->output);
	fz_drop_pixmap(d->ctx, d->pixels);
	fz_drop_buffer(d->ctx, d->picture);
	d->output = NULL;
	d->pixels = NULL;
	d->picture = NULL;
}
