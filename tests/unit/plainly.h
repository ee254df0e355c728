/* SPDX-License-Identifier: EUPL-1.2 */
/* plainly.h - for tests: a page as pdf_plain reads it, and as MuPDF's structured text does. */
#ifndef TESTS_PLAINLY_H
#define TESTS_PLAINLY_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/utf8.h"
#include "drawing.h"
#include "extract/pdf_plain.h"

/* Everything that is opened for a page; it outlives a longjmp. */
struct both {
	fz_stream	*file;
	pdf_document	*doc;
	pdf_page	*page;
	fz_stext_page	*stext;
	fz_device	*dev;
	fz_cookie	 cookie;
	struct plain	*plain;
	const struct flow *flow;
	bool		 read;		/* by MuPDF */
};

static inline void
read_both(fz_context *ctx, struct both *b, struct arena *mem, struct str bytes)
{
	b->file = fz_open_memory(ctx, (const unsigned char *)bytes.p, bytes.n);
	b->doc = pdf_open_document_with_stream(ctx, b->file);
	b->page = pdf_load_page(ctx, b->doc, 0);
	b->stext = fz_new_stext_page(ctx, pdf_bound_page(ctx, b->page));
	b->dev = fz_new_stext_device(ctx, b->stext, NULL);
	pdf_run_page_contents(ctx, b->page, b->dev, fz_identity, &b->cookie);
	fz_close_device(ctx, b->dev);
	b->read = true;
	b->plain = pdf_plain_new(mem, ctx, b->doc);
	b->flow = pdf_plain_page(b->plain, b->page);
}

static inline void
drop_both(fz_context *ctx, struct both *b)
{
	pdf_plain_drop(b->plain);
	fz_drop_device(ctx, b->dev);
	fz_drop_stext_page(ctx, b->stext);
	fz_drop_page(ctx, (fz_page *)b->page);
	pdf_drop_document(ctx, b->doc);
	fz_drop_stream(ctx, b->file);
}

/* The code as it is written. */
static inline uint32_t
add_char(struct buf *b, int code)
{
	uint32_t c = code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff) ? (uint32_t)code : 0xfffd;
	char utf8[4];

	buf_add(b, (struct str){ utf8, utf8_encode(c, utf8) });
	return c;
}

/* A line as it must be, with all that extract looks at: floats to the last bit. */
static inline void
tell_line(struct buf *b, uint32_t block, fz_rect box, uint32_t letters, uint32_t unknown, float size, bool bold, bool upright)
{
	buf_addf(b, " | %u %a %a %a %a, %u %u %a %d %d\n", block, (double)box.x0, (double)box.y0, (double)box.x1,
	    (double)box.y1, letters, unknown, (double)size, bold, upright);
}

static inline void
tell_stext(fz_context *ctx, struct buf *b, const fz_stext_page *p)
{
	uint32_t block = 0;

	for (const fz_stext_block *at = p->first_block; at != NULL; at = at->next) {
		block++;
		for (const fz_stext_line *l = at->u.t.first_line; l != NULL; l = l->next) {
			uint32_t letters = 0, unknown = 0;
			bool bold = true;
			float size = 0;

			for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
				uint32_t c = add_char(b, ch->c);

				if (ch->c == ' ' || ch->c == 0xa0 || ch->c == '\t')
					continue;
				letters++;
				unknown += c == 0xfffd;
				size += ch->size;
				bold = bold && fz_font_is_bold(ctx, ch->font);
			}
			tell_line(b, block, l->bbox, letters, unknown, size, bold, l->wmode == 0);
		}
	}
}

static inline void
tell_flow(struct buf *b, const struct flow *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct printed *l = &f->v[i];

		buf_add(b, str_sub(buf_str(&f->text), l->off, l->len));
		tell_line(b, l->block, l->box, l->letters, l->unknown, l->size, l->bold, l->upright);
	}
}

/*
 * The page of these contents, with a map to Unicode for its font /U.  Is it plain, as far as pdf_plain says?  If so it
 * must be as MuPDF has it, and MuPDF must have had no complaint: else *why_r, which mem has, says what is wrong.
 */
static inline bool
plainly(fz_context *ctx, struct arena *mem, const char *contents, const char *cmap, const char **why_r)
{
	const struct pdf_plan plan = { .contents = contents,
		.resources = DRAWING_FONTS
		"/ExtGState<</G<</ca .5>>/M<</SMask<</S/Alpha/G 7 0 R>>>>>>/XObject<</I 8 0 R/X 7 0 R>>"
			     "/ColorSpace<</C[/Indexed/DeviceRGB 0<000000>]/P[/Pattern]>>/Properties<</L<</MCID 1>>>>",
		.more = { DRAWING_OBJECTS(mem, cmap) } };
	struct both *b = NEW(mem, struct both, 1);
	struct pdf_making m;
	struct buf want, got;
	bool plain;

	*b = (struct both){ .read = false };
	pdf_make(&m, mem, &plan);
	buf_init(&want, mem, MIB(4));
	buf_init(&got, mem, MIB(4));
	fz_try(ctx) read_both(ctx, b, mem, buf_str(&m.b));
	fz_catch(ctx) b->flow = NULL;
	plain = b->flow != NULL;
	*why_r = NULL;
	if (plain) {
		tell_stext(ctx, &want, b->stext);
		tell_flow(&got, b->flow);
		if (!str_eq(buf_str(&want), buf_str(&got)))
			*why_r = str_c(mem, str_fmt(mem, "%.*s\nand not\n%.*s", STRF(buf_str(&got)), STRF(buf_str(&want))));
		if (b->cookie.errors != 0 || b->cookie.incomplete != 0)
			*why_r = "MuPDF complains";
	}
	drop_both(ctx, b);
	return plain;
}

#endif
