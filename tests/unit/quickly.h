/* SPDX-License-Identifier: EUPL-1.2 */
/* quickly.h - for tests: what a device is told of a page by pdf_quick, and by MuPDF's interpreter. */
#ifndef TESTS_QUICKLY_H
#define TESTS_QUICKLY_H

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "drawing.h"
#include "reveal/pdf_quick.h"

#define TOLD_MOST	MIB(256)
#define SAID_MOST	((size_t)20000)		/* bytes of what was told, in what is said of it */

/* ---- a device that writes down what it is told ---- */

struct trace {
	fz_device	 super;
	struct buf	*b;
	fz_text		*last;		/* owned; as pdf_watch keeps it */
};

static inline struct buf *
of(fz_device *dev)
{
	return ((struct trace *)dev)->b;
}

/* What is no number has a sign that nobody minds. */
static inline void
tell(struct buf *b, float v)
{
	if (v != v)
		buf_addf(b, " ?");
	else
		buf_addf(b, " %a", (double)v);
}

static inline void
tell_matrix(struct buf *b, fz_matrix m)
{
	const float v[] = { m.a, m.b, m.c, m.d, m.e, m.f };

	for (size_t i = 0; i < COUNT(v); i++)
		tell(b, v[i]);
}

static inline void
tell_rect(struct buf *b, fz_rect r)
{
	const float v[] = { r.x0, r.y0, r.x1, r.y1 };

	for (size_t i = 0; i < COUNT(v); i++)
		tell(b, v[i]);
}

static inline void
tell_colour(fz_context *ctx, struct buf *b, fz_colorspace *cs, const float *v, float alpha, fz_color_params p)
{
	buf_addf(b, " cs %p", (void *)cs);
	for (int i = 0, n = cs != NULL ? fz_colorspace_n(ctx, cs) : 0; i < n; i++)
		tell(b, v[i]);
	buf_addf(b, " params %u %u %u %u", p.ri, p.bp, p.op, p.opm);
	tell(b, alpha);
}

static inline void
tell_to(fz_context *ctx, void *arg, float x, float y)
{
	(void)ctx;
	buf_addf(arg, " m");
	tell(arg, x);
	tell(arg, y);
}

static inline void
tell_line(fz_context *ctx, void *arg, float x, float y)
{
	(void)ctx;
	buf_addf(arg, " l");
	tell(arg, x);
	tell(arg, y);
}

static inline void
tell_curve(fz_context *ctx, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
	const float v[] = { x1, y1, x2, y2, x3, y3 };

	(void)ctx;
	buf_addf(arg, " c");
	for (size_t i = 0; i < COUNT(v); i++)
		tell(arg, v[i]);
}

static inline void
tell_close(fz_context *ctx, void *arg)
{
	(void)ctx;
	buf_addf(arg, " h");
}

static inline void
tell_path(fz_context *ctx, struct buf *b, const fz_path *path, fz_matrix m)
{
	static const fz_path_walker walker = { .moveto = tell_to, .lineto = tell_line, .curveto = tell_curve, .closepath = tell_close };

	fz_walk_path(ctx, path, &walker, b);
	tell_matrix(b, m);
}

static inline void
tell_stroke(struct buf *b, const fz_stroke_state *s)
{
	buf_addf(b, " stroke %d %d %d %d %d", s->start_cap, s->dash_cap, s->end_cap, s->linejoin, s->dash_len);
	tell(b, s->linewidth);
	tell(b, s->miterlimit);
	tell(b, s->dash_phase);
	for (int i = 0; i < s->dash_len; i++)
		tell(b, s->dash_list[i]);
}

static inline void
tell_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix m)
{
	struct trace *t = (struct trace *)dev;

	buf_addf(t->b, text == t->last ? " again" : " new");
	fz_drop_text(ctx, t->last);
	t->last = fz_keep_text(ctx, text);
	for (const fz_text_span *s = text->head; s != NULL; s = s->next) {
		buf_addf(t->b, " span %p %d %d %d %d %d", (void *)s->font, s->wmode, s->bidi_level, s->markup_dir, s->language,
		    s->len);
		tell_matrix(t->b, s->trm);
		for (int i = 0; i < s->len; i++) {
			buf_addf(t->b, " %d %d", s->items[i].gid, s->items[i].ucs);
			tell(t->b, s->items[i].x);
			tell(t->b, s->items[i].y);
		}
	}
	tell_matrix(t->b, m);
}

static inline void
fill_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix m, fz_colorspace *cs, const float *v, float alpha,
    fz_color_params p)
{
	buf_addf(of(dev), "\nfill %d", even_odd);
	tell_path(ctx, of(dev), path, m);
	tell_colour(ctx, of(dev), cs, v, alpha, p);
}

static inline void
stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *v,
    float alpha, fz_color_params p)
{
	buf_addf(of(dev), "\nline");
	tell_path(ctx, of(dev), path, m);
	tell_stroke(of(dev), s);
	tell_colour(ctx, of(dev), cs, v, alpha, p);
}

static inline void
clip_path(fz_context *ctx, fz_device *dev, const fz_path *path, int even_odd, fz_matrix m, fz_rect scissor)
{
	buf_addf(of(dev), "\nclip %d", even_odd);
	tell_path(ctx, of(dev), path, m);
	tell_rect(of(dev), scissor);
}

static inline void
clip_stroke_path(fz_context *ctx, fz_device *dev, const fz_path *path, const fz_stroke_state *s, fz_matrix m, fz_rect scissor)
{
	(void)s;
	(void)scissor;
	buf_addf(of(dev), "\nclip line");
	tell_path(ctx, of(dev), path, m);
}

static inline void
fill_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix m, fz_colorspace *cs, const float *v, float alpha, fz_color_params p)
{
	buf_addf(of(dev), "\ntext");
	tell_text(ctx, dev, text, m);
	tell_colour(ctx, of(dev), cs, v, alpha, p);
}

static inline void
stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *v,
    float alpha, fz_color_params p)
{
	buf_addf(of(dev), "\noutline");
	tell_text(ctx, dev, text, m);
	tell_stroke(of(dev), s);
	tell_colour(ctx, of(dev), cs, v, alpha, p);
}

static inline void
clip_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix m, fz_rect scissor)
{
	(void)scissor;
	buf_addf(of(dev), "\nclip text");
	tell_text(ctx, dev, text, m);
}

static inline void
clip_stroke_text(fz_context *ctx, fz_device *dev, const fz_text *text, const fz_stroke_state *s, fz_matrix m, fz_rect scissor)
{
	(void)s;
	clip_text(ctx, dev, text, m, scissor);
}

static inline void
ignore_text(fz_context *ctx, fz_device *dev, const fz_text *text, fz_matrix m)
{
	buf_addf(of(dev), "\nunpainted");
	tell_text(ctx, dev, text, m);
}

static inline void
fill_shade(fz_context *ctx, fz_device *dev, fz_shade *shade, fz_matrix m, float alpha, fz_color_params p)
{
	(void)ctx;
	(void)p;
	buf_addf(of(dev), "\nshade %p", (void *)shade);
	tell_matrix(of(dev), m);
	tell(of(dev), alpha);
}

/* One picture may be loaded twice. */
static inline void
tell_image(struct buf *b, const fz_image *i, fz_matrix m)
{
	buf_addf(b, " %d %d %d %d %p", i->w, i->h, i->bpc, i->n, (void *)i->colorspace);
	tell_matrix(b, m);
}

static inline void
fill_image(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix m, float alpha, fz_color_params p)
{
	buf_addf(of(dev), "\nimage");
	tell_image(of(dev), image, m);
	tell_colour(ctx, of(dev), NULL, NULL, alpha, p);
}

static inline void
fill_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix m, fz_colorspace *cs, const float *v, float alpha,
    fz_color_params p)
{
	buf_addf(of(dev), "\nstencil");
	tell_image(of(dev), image, m);
	tell_colour(ctx, of(dev), cs, v, alpha, p);
}

static inline void
clip_image_mask(fz_context *ctx, fz_device *dev, fz_image *image, fz_matrix m, fz_rect scissor)
{
	(void)ctx;
	buf_addf(of(dev), "\nclip image");
	tell_image(of(dev), image, m);
	tell_rect(of(dev), scissor);
}

static inline void
pop_clip(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	buf_addf(of(dev), "\npop");
}

static inline void
begin_mask(fz_context *ctx, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *cs, const float *bc, fz_color_params p)
{
	(void)ctx;
	(void)cs;
	(void)bc;
	(void)p;
	buf_addf(of(dev), "\nmask %d", luminosity);
	tell_rect(of(dev), area);
}

static inline void
end_mask(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	buf_addf(of(dev), "\nmask ends");
}

static inline void
begin_group(fz_context *ctx, fz_device *dev, fz_rect area, fz_colorspace *cs, int isolated, int knockout, int blendmode, float alpha)
{
	(void)ctx;
	buf_addf(of(dev), "\ngroup %p %d %d %d", (void *)cs, isolated, knockout, blendmode);
	tell_rect(of(dev), area);
	tell(of(dev), alpha);
}

static inline void
end_group(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	buf_addf(of(dev), "\ngroup ends");
}

static inline int
begin_tile(fz_context *ctx, fz_device *dev, fz_rect area, fz_rect view, float x, float y, fz_matrix m, int id)
{
	(void)ctx;
	(void)view;
	(void)x;
	(void)y;
	(void)id;
	buf_addf(of(dev), "\ntile");
	tell_rect(of(dev), area);
	tell_matrix(of(dev), m);
	return 0;
}

static inline void
end_tile(fz_context *ctx, fz_device *dev)
{
	(void)ctx;
	buf_addf(of(dev), "\ntile ends");
}

static inline void
set_spaces(fz_context *ctx, fz_device *dev, fz_default_colorspaces *d)
{
	buf_addf(of(dev), "\nspaces %p %p %p", (void *)fz_default_gray(ctx, d), (void *)fz_default_rgb(ctx, d),
	    (void *)fz_default_cmyk(ctx, d));
}

static inline void
drop_trace(fz_context *ctx, fz_device *dev)
{
	fz_drop_text(ctx, ((struct trace *)dev)->last);
}

static inline fz_device *
new_trace(fz_context *ctx, struct buf *b)
{
	struct trace *t = fz_new_derived_device(ctx, struct trace);
	fz_device *d = &t->super;

	t->b = b;
	d->drop_device = drop_trace;
	d->fill_path = fill_path;
	d->stroke_path = stroke_path;
	d->clip_path = clip_path;
	d->clip_stroke_path = clip_stroke_path;
	d->fill_text = fill_text;
	d->stroke_text = stroke_text;
	d->clip_text = clip_text;
	d->clip_stroke_text = clip_stroke_text;
	d->ignore_text = ignore_text;
	d->fill_shade = fill_shade;
	d->fill_image = fill_image;
	d->fill_image_mask = fill_image_mask;
	d->clip_image_mask = clip_image_mask;
	d->pop_clip = pop_clip;
	d->begin_mask = begin_mask;
	d->end_mask = end_mask;
	d->begin_group = begin_group;
	d->end_group = end_group;
	d->begin_tile = begin_tile;
	d->end_tile = end_tile;
	d->set_default_colorspaces = set_spaces;
	return d;
}

/* ---- both ways ---- */

/* Everything that is opened; it outlives a longjmp. */
struct both {
	struct arena	*mem;
	fz_stream	*file;
	pdf_document	*doc;
	pdf_page	*page;
	fz_device	*dev;
	struct buf	 want, got;
	fz_cookie	 cookie;
	struct quick	*quick;
	bool		 plain, read;
	int		 npages;
};

static inline struct both *
both_new(fz_context *ctx, struct arena *mem, struct str bytes)
{
	struct both *b = NEW(mem, struct both, 1);

	*b = (struct both){ .mem = mem };
	buf_init(&b->want, mem, TOLD_MOST);
	buf_init(&b->got, mem, TOLD_MOST);
	fz_try(ctx)
	{
		b->file = fz_open_memory(ctx, (const unsigned char *)bytes.p, bytes.n);
		b->doc = pdf_open_document_with_stream(ctx, b->file);
		b->npages = pdf_count_pages(ctx, b->doc);
		b->quick = pdf_quick_new(mem, ctx, b->doc);
	}
	fz_catch(ctx) b->npages = 0;
	return b;
}

static inline void
both_drop(fz_context *ctx, struct both *b)
{
	pdf_quick_drop(b->quick);
	pdf_drop_document(ctx, b->doc);
	fz_drop_stream(ctx, b->file);
}

static inline void
run_mupdf(fz_context *ctx, struct both *b)
{
	b->dev = new_trace(ctx, &b->want);
	pdf_run_page_contents(ctx, b->page, b->dev, fz_identity, &b->cookie);
	fz_close_device(ctx, b->dev);
	b->read = true;
}

static inline void
run_quick(fz_context *ctx, struct both *b)
{
	b->dev = new_trace(ctx, &b->got);
	b->plain = pdf_quick_page(b->quick, b->page, b->dev);
	if (b->plain)
		fz_close_device(ctx, b->dev);
}

static inline void
drop_device(fz_context *ctx, struct both *b)
{
	fz_drop_device(ctx, b->dev);
	b->dev = NULL;
}

/*
 * The page with this number, in both ways; is it plain?  If so MuPDF must have no
 * complaint and tell the same: else *why_r, which the arena has, says what is wrong.
 */
static inline bool
page_agrees(fz_context *ctx, struct both *b, int number, const char **why_r)
{
	struct str want, got;

	*why_r = NULL;
	b->want.n = b->got.n = 0;
	b->cookie = (fz_cookie){ 0 };
	b->plain = b->read = false;
	fz_try(ctx)
	{
		b->page = pdf_load_page(ctx, b->doc, number);
		run_quick(ctx, b);
	}
	fz_catch(ctx) b->plain = false;
	drop_device(ctx, b);
	if (b->plain) {
		fz_try(ctx) run_mupdf(ctx, b);
		fz_catch(ctx) b->read = false;
		want = buf_str(&b->want);
		got = buf_str(&b->got);
		if (!b->read || b->want.cut || b->cookie.errors != 0 || b->cookie.incomplete != 0)
			*why_r = "MuPDF complains";
		else if (!str_eq(want, got))
			*why_r = str_c(b->mem,
			    str_fmt(b->mem, "%.*s\nand not\n%.*s", STRF(str_sub(got, 0, SAID_MOST)), STRF(str_sub(want, 0, SAID_MOST))));
	}
	drop_device(ctx, b);
	fz_drop_page(ctx, (fz_page *)b->page);
	b->page = NULL;
	return b->plain;
}

/* What a page may say of itself. */
static const char *const quick_pages[] = { "", "/Group<</S/Transparency/CS/DeviceRGB/I true>>", "/Group<</S/Transparency>>",
	"/Rotate 90/UserUnit 2", "/MediaBox[-10 5 200 100]/CropBox[0 0 50 50]" };

/* A page of these contents, which says this of itself, with a map to Unicode for its font /U: as page_agrees. */
static inline bool
quickly(fz_context *ctx, struct arena *mem, const char *contents, const char *page, const char *cmap, const char **why_r)
{
	const struct pdf_plan plan = { .contents = contents, .page = page,
		.resources = DRAWING_FONTS
			     "/ExtGState<</G<</ca .5/LW 3/LC 1/LJ 2/ML 4/BM/Normal/SMask/None>>"
			     "/A<</CA .5>>/O<</OP true/op false/OPM 1/CA 1/ca 1>>/M<</SMask<</S/Alpha/G 7 0 R>>>>/N<</BM/Multiply>>/D<</D[[1 2]0]>>>>"
			     "/XObject<</I 8 0 R/X 7 0 R/J 12 0 R/K 13 0 R>>"
			     "/ColorSpace<</C[/Indexed/DeviceRGB 1<000000ffffff>]/P[/Pattern]/S[/Separation/Rood/DeviceRGB 14 0 R]>>"
			     "/Properties<</L<</MCID 1>>>>",
		.more = { DRAWING_OBJECTS(mem, cmap),
		    pdf_stream(mem, "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 8 0 R", "A"),
		    pdf_stream(mem, "/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1", "A"),
		    "<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>" } };
	struct pdf_making m;
	struct both *b;
	bool plain = false;

	*why_r = NULL;
	pdf_make(&m, mem, &plan);
	b = both_new(ctx, mem, buf_str(&m.b));
	if (b->npages == 1)
		plain = page_agrees(ctx, b, 0, why_r);
	both_drop(ctx, b);
	return plain;
}

#endif
