/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_layers.c - text of a PDF page in layers that are switched off (optional content, ISO 32000-1 8.11). */
#include <stdlib.h>

#include "base/utf8.h"
#include "extract/extraction.h"
#include "extract/pdf_reading.h"

#include "base/banned.h"

#define LAYERS_MOST	10000		/* layers of a document; each is looked at for each piece that is in one */

struct glyph {
	int		 c;
	float		 x, y;
};

static int
by_place(const void *a, const void *b)
{
	const struct glyph *p = a, *q = b;

	if (p->c != q->c)
		return p->c < q->c ? -1 : 1;
	if (p->y < q->y || p->y > q->y)
		return p->y < q->y ? -1 : 1;
	return (p->x > q->x) - (p->x < q->x);
}

static bool
is_space(int c)
{
	return c == ' ' || c == 0xa0 || c == '\t';
}

void
pdf_layers_find(struct reading *d, pdf_obj *root)
{
	d->layered = pdf_is_dict(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(OCProperties)));
	if (pdf_count_layers(d->ctx, d->doc) > LAYERS_MOST)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("10.000 lagen")));
}

void
pdf_layers_seen(struct reading *d, const fz_stext_page *p)
{
	for (const fz_stext_block *b = p->first_block; d->layered && b != NULL; b = b->next) {
		for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL; l != NULL;
		     l = l->next) {
			for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
				if (!is_space(ch->c))
					*PUSH(d->x->r->mem, d->glyphs, d->nglyphs, d->glyphs_cap) =
					    (struct glyph){ ch->c, ch->origin.x, ch->origin.y };
			}
		}
	}
}

/* The letters of a line that stand on the page only when every layer is on. */
static void
add_line(struct reading *d, const fz_stext_line *l)
{
	struct gather *g = &d->x->text;
	bool gap = false;

	d->line.n = 0;
	for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
		struct glyph it = { ch->c, ch->origin.x, ch->origin.y };
		uint32_t c =
		    ch->c > 0 && ch->c < 0x110000 && (ch->c < 0xd800 || ch->c > 0xdfff) ? (uint32_t)ch->c : 0xfffd;
		char utf8[4];

		if (is_space(ch->c) ||
		    (d->nglyphs != 0 && bsearch(&it, d->glyphs, d->nglyphs, sizeof it, by_place) != NULL)) {
			gap = true;
			continue;
		}
		if (gap && d->line.n != 0)
			buf_addc(&d->line, ' ');
		gap = false;
		buf_add(&d->line, (struct str){ utf8, utf8_encode(c, utf8) });
		d->letters++;
		d->unknown += c == 0xfffd;
	}
	if (d->line.cut)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1 MB op één regel")));
	if (d->line.n == 0)
		return;
	gather_gap(g, GAP_ROW);
	gather_origin(g, TEXT_HIDDEN);
	gather_add(g, buf_str(&d->line));
	gather_gap(g, GAP_ROW);
	gather_origin(g, TEXT_VISIBLE);
}

void
pdf_layers_add(struct reading *d, const fz_stext_page *p)
{
	if (d->nglyphs > 1)
		qsort(d->glyphs, d->nglyphs, sizeof *d->glyphs, by_place);
	for (const fz_stext_block *b = p->first_block; b != NULL; b = b->next) {
		for (const fz_stext_line *l = b->type == FZ_STEXT_BLOCK_TEXT ? b->u.t.first_line : NULL; l != NULL;
		     l = l->next)
			add_line(d, l);
	}
	d->nglyphs = 0;
}
