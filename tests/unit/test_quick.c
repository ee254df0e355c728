/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_quick.c - what a device is told of a plain page is call by call, and to the last bit, what MuPDF's interpreter tells it,
 * or the page is not called plain.
 * Usage: test_quick [FILE...]   With files: compares every page of these PDFs, and says how many are plain.
 */
#include "rig.h"

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>
#include <stdlib.h>

#include "drawing.h"
#include "reveal/pdf_quick.h"

#define CASES		6000		/* pages made by chance, the same ones each time */
#define PLAIN_LEAST	4		/* one in so many of them is plain, or the test tests nothing */
#define TOLD_MOST	MIB(256)

static fz_context *ctx;

/* ---- a device that writes down what it is told ---- */

struct trace {
	fz_device	 super;
	struct buf	*b;
	fz_text		*last;		/* owned; as pdf_watch keeps it */
};

static struct buf *
of(fz_device *dev)
{
	return ((struct trace *)dev)->b;
}

/* What is no number has a sign that nobody minds. */
static void
tell(struct buf *b, float v)
{
	if (v != v)
		buf_addf(b, " ?");
	else
		buf_addf(b, " %a", (double)v);
}

static void
tell_matrix(struct buf *b, fz_matrix m)
{
	const float v[] = { m.a, m.b, m.c, m.d, m.e, m.f };

	for (size_t i = 0; i < COUNT(v); i++)
		tell(b, v[i]);
}

static void
tell_rect(struct buf *b, fz_rect r)
{
	const float v[] = { r.x0, r.y0, r.x1, r.y1 };

	for (size_t i = 0; i < COUNT(v); i++)
		tell(b, v[i]);
}

static void
tell_colour(struct buf *b, fz_colorspace *cs, const float *v, float alpha, fz_color_params p)
{
	buf_addf(b, " cs %p", (void *)cs);
	for (int i = 0, n = cs != NULL ? fz_colorspace_n(ctx, cs) : 0; i < n; i++)
		tell(b, v[i]);
	buf_addf(b, " params %u %u %u %u", p.ri, p.bp, p.op, p.opm);
	tell(b, alpha);
}

static void
tell_to(fz_context *c, void *arg, float x, float y)
{
	(void)c;
	buf_addf(arg, " m");
	tell(arg, x);
	tell(arg, y);
}

static void
tell_line(fz_context *c, void *arg, float x, float y)
{
	(void)c;
	buf_addf(arg, " l");
	tell(arg, x);
	tell(arg, y);
}

static void
tell_curve(fz_context *c, void *arg, float x1, float y1, float x2, float y2, float x3, float y3)
{
	const float v[] = { x1, y1, x2, y2, x3, y3 };

	(void)c;
	buf_addf(arg, " c");
	for (size_t i = 0; i < COUNT(v); i++)
		tell(arg, v[i]);
}

static void
tell_close(fz_context *c, void *arg)
{
	(void)c;
	buf_addf(arg, " h");
}

static void
tell_path(struct buf *b, const fz_path *path, fz_matrix m)
{
	static const fz_path_walker walker = { .moveto = tell_to, .lineto = tell_line, .curveto = tell_curve, .closepath = tell_close };

	fz_walk_path(ctx, path, &walker, b);
	tell_matrix(b, m);
}

static void
tell_stroke(struct buf *b, const fz_stroke_state *s)
{
	buf_addf(b, " stroke %d %d %d %d %d", s->start_cap, s->dash_cap, s->end_cap, s->linejoin, s->dash_len);
	tell(b, s->linewidth);
	tell(b, s->miterlimit);
	tell(b, s->dash_phase);
	for (int i = 0; i < s->dash_len; i++)
		tell(b, s->dash_list[i]);
}

static void
tell_text(fz_device *dev, const fz_text *text, fz_matrix m)
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

static void
fill_path(fz_context *c, fz_device *dev, const fz_path *path, int even_odd, fz_matrix m, fz_colorspace *cs, const float *v, float alpha,
    fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\nfill %d", even_odd);
	tell_path(of(dev), path, m);
	tell_colour(of(dev), cs, v, alpha, p);
}

static void
stroke_path(fz_context *c, fz_device *dev, const fz_path *path, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *v,
    float alpha, fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\nline");
	tell_path(of(dev), path, m);
	tell_stroke(of(dev), s);
	tell_colour(of(dev), cs, v, alpha, p);
}

static void
clip_path(fz_context *c, fz_device *dev, const fz_path *path, int even_odd, fz_matrix m, fz_rect scissor)
{
	(void)c;
	buf_addf(of(dev), "\nclip %d", even_odd);
	tell_path(of(dev), path, m);
	tell_rect(of(dev), scissor);
}

static void
clip_stroke_path(fz_context *c, fz_device *dev, const fz_path *path, const fz_stroke_state *s, fz_matrix m, fz_rect scissor)
{
	(void)c;
	(void)s;
	(void)scissor;
	buf_addf(of(dev), "\nclip line");
	tell_path(of(dev), path, m);
}

static void
fill_text(fz_context *c, fz_device *dev, const fz_text *text, fz_matrix m, fz_colorspace *cs, const float *v, float alpha, fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\ntext");
	tell_text(dev, text, m);
	tell_colour(of(dev), cs, v, alpha, p);
}

static void
stroke_text(fz_context *c, fz_device *dev, const fz_text *text, const fz_stroke_state *s, fz_matrix m, fz_colorspace *cs, const float *v,
    float alpha, fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\noutline");
	tell_text(dev, text, m);
	tell_stroke(of(dev), s);
	tell_colour(of(dev), cs, v, alpha, p);
}

static void
clip_text(fz_context *c, fz_device *dev, const fz_text *text, fz_matrix m, fz_rect scissor)
{
	(void)c;
	(void)scissor;
	buf_addf(of(dev), "\nclip text");
	tell_text(dev, text, m);
}

static void
clip_stroke_text(fz_context *c, fz_device *dev, const fz_text *text, const fz_stroke_state *s, fz_matrix m, fz_rect scissor)
{
	(void)s;
	clip_text(c, dev, text, m, scissor);
}

static void
ignore_text(fz_context *c, fz_device *dev, const fz_text *text, fz_matrix m)
{
	(void)c;
	buf_addf(of(dev), "\nunpainted");
	tell_text(dev, text, m);
}

static void
fill_shade(fz_context *c, fz_device *dev, fz_shade *shade, fz_matrix m, float alpha, fz_color_params p)
{
	(void)c;
	(void)p;
	buf_addf(of(dev), "\nshade %p", (void *)shade);
	tell_matrix(of(dev), m);
	tell(of(dev), alpha);
}

/* One picture may be loaded twice. */
static void
tell_image(struct buf *b, const fz_image *i, fz_matrix m)
{
	buf_addf(b, " %d %d %d %d %p", i->w, i->h, i->bpc, i->n, (void *)i->colorspace);
	tell_matrix(b, m);
}

static void
fill_image(fz_context *c, fz_device *dev, fz_image *image, fz_matrix m, float alpha, fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\nimage");
	tell_image(of(dev), image, m);
	tell_colour(of(dev), NULL, NULL, alpha, p);
}

static void
fill_image_mask(fz_context *c, fz_device *dev, fz_image *image, fz_matrix m, fz_colorspace *cs, const float *v, float alpha,
    fz_color_params p)
{
	(void)c;
	buf_addf(of(dev), "\nstencil");
	tell_image(of(dev), image, m);
	tell_colour(of(dev), cs, v, alpha, p);
}

static void
clip_image_mask(fz_context *c, fz_device *dev, fz_image *image, fz_matrix m, fz_rect scissor)
{
	(void)c;
	buf_addf(of(dev), "\nclip image");
	tell_image(of(dev), image, m);
	tell_rect(of(dev), scissor);
}

static void
pop_clip(fz_context *c, fz_device *dev)
{
	(void)c;
	buf_addf(of(dev), "\npop");
}

static void
begin_mask(fz_context *c, fz_device *dev, fz_rect area, int luminosity, fz_colorspace *cs, const float *bc, fz_color_params p)
{
	(void)c;
	(void)cs;
	(void)bc;
	(void)p;
	buf_addf(of(dev), "\nmask %d", luminosity);
	tell_rect(of(dev), area);
}

static void
end_mask(fz_context *c, fz_device *dev)
{
	(void)c;
	buf_addf(of(dev), "\nmask ends");
}

static void
begin_group(fz_context *c, fz_device *dev, fz_rect area, fz_colorspace *cs, int isolated, int knockout, int blendmode, float alpha)
{
	(void)c;
	buf_addf(of(dev), "\ngroup %p %d %d %d", (void *)cs, isolated, knockout, blendmode);
	tell_rect(of(dev), area);
	tell(of(dev), alpha);
}

static void
end_group(fz_context *c, fz_device *dev)
{
	(void)c;
	buf_addf(of(dev), "\ngroup ends");
}

static int
begin_tile(fz_context *c, fz_device *dev, fz_rect area, fz_rect view, float x, float y, fz_matrix m, int id)
{
	(void)c;
	(void)view;
	(void)x;
	(void)y;
	(void)id;
	buf_addf(of(dev), "\ntile");
	tell_rect(of(dev), area);
	tell_matrix(of(dev), m);
	return 0;
}

static void
end_tile(fz_context *c, fz_device *dev)
{
	(void)c;
	buf_addf(of(dev), "\ntile ends");
}

static void
set_spaces(fz_context *c, fz_device *dev, fz_default_colorspaces *d)
{
	(void)c;
	buf_addf(of(dev), "\nspaces %p %p %p", (void *)fz_default_gray(ctx, d), (void *)fz_default_rgb(ctx, d),
	    (void *)fz_default_cmyk(ctx, d));
}

static void
drop_trace(fz_context *c, fz_device *dev)
{
	fz_drop_text(c, ((struct trace *)dev)->last);
}

static fz_device *
new_trace(struct buf *b)
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

static void
drop_page(struct both *b)
{
	fz_drop_device(ctx, b->dev);
	fz_drop_page(ctx, (fz_page *)b->page);
	b->dev = NULL;
	b->page = NULL;
}

static void
run_mupdf(struct both *b)
{
	b->dev = new_trace(&b->want);
	pdf_run_page_contents(ctx, b->page, b->dev, fz_identity, &b->cookie);
	fz_close_device(ctx, b->dev);
	b->read = true;
}

static void
run_quick(struct both *b)
{
	b->dev = new_trace(&b->got);
	b->plain = pdf_quick_page(b->quick, b->page, b->dev);
	if (b->plain)
		fz_close_device(ctx, b->dev);
}

/* The page with this number, in both ways; is it plain? */
static bool
page_agrees(struct both *b, int number, const char *what)
{
	b->want.n = b->got.n = 0;
	b->cookie = (fz_cookie){ 0 };
	b->plain = b->read = false;
	fz_try(ctx)
	{
		b->page = pdf_load_page(ctx, b->doc, number);
		run_quick(b);
	}
	fz_catch(ctx) b->plain = false;
	fz_drop_device(ctx, b->dev);
	b->dev = NULL;
	if (b->plain) {
		fz_try(ctx) run_mupdf(b);
		fz_catch(ctx) b->read = false;
		assert_false(b->want.cut);
		if (!b->read || b->cookie.errors != 0 || b->cookie.incomplete != 0)
			fail_msg("%s, page %d: MuPDF complains", what, number + 1);
		if (!str_eq(buf_str(&b->want), buf_str(&b->got)))
			fail_msg("%s, page %d\n%.*s\nand not\n%.*s", what, number + 1, STRF(str_sub(buf_str(&b->got), 0, 20000)),
			    STRF(str_sub(buf_str(&b->want), 0, 20000)));
	}
	drop_page(b);
	return b->plain;
}

static struct both *
both_new(struct arena *mem, struct str bytes)
{
	struct both *b = NEW(mem, struct both, 1);

	*b = (struct both){ .npages = 0 };
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

static void
both_drop(struct both *b)
{
	pdf_quick_drop(b->quick);
	pdf_drop_document(ctx, b->doc);
	fz_drop_stream(ctx, b->file);
}

static bool
agrees(const char *contents, const char *page)
{
	struct arena *mem = arena_new("test", MIB(1024));
	const struct pdf_plan plan = { .contents = contents, .page = page,
		.resources = DRAWING_FONTS
			     "/ExtGState<</G<</ca .5/LW 3/LC 1/LJ 2/ML 4/BM/Normal/SMask/None>>"
			     "/A<</CA .5>>/O<</OP true/op false/OPM 1/CA 1/ca 1>>/M<</SMask<</S/Alpha/G 7 0 R>>>>/N<</BM/Multiply>>/D<</D[[1 2]0]>>>>"
			     "/XObject<</I 8 0 R/X 7 0 R/J 12 0 R/K 13 0 R>>"
			     "/ColorSpace<</C[/Indexed/DeviceRGB 1<000000ffffff>]/P[/Pattern]/S[/Separation/Rood/DeviceRGB 14 0 R]>>"
			     "/Properties<</L<</MCID 1>>>>",
		.more = { DRAWING_OBJECTS(mem, DRAWING_CMAP),
		    pdf_stream(mem, "/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 8 0 R", "A"),
		    pdf_stream(mem, "/Subtype/Image/Width 1/Height 1/ImageMask true/BitsPerComponent 1", "A"),
		    "<</FunctionType 2/Domain[0 1]/C0[1 1 1]/C1[1 0 0]/N 1>>" } };
	struct pdf_making m;
	struct both *b;
	bool plain;

	pdf_make(&m, mem, &plan);
	b = both_new(mem, buf_str(&m.b));
	plain = b->npages == 1 && page_agrees(b, 0, contents);
	both_drop(b);
	arena_free(mem);
	return plain;
}

static void
known(void **state)
{
	static const struct { const char *s; bool plain; } v[] = {
		{ "", true },
		{ "BT /F 12 Tf 20 100 Td (Te zien) Tj ET", true },
		{ "BT /F 12 Tf (a) Tj 1 0 0 rg (b) Tj /B 9 Tf (c) Tj /F 12 Tf 0 0 10 10 re f (d) Tj q (e) Tj Q (f) Tj ET", true },
		{ "BT /F 12 Tf 1 Tr (a) Tj 2 Tr (b) Tj 3 Tr (c) Tj 0 Tr (d) Tj 2 Tr (e) Tj (f) Tj ET", true },
		{ "BT /F 12 Tf 2 Tr (a) Tj 0 0 Td ET BT (a) Tj ET BT (a) Tj ET", true },
		{ "BT /U 12 Tf 20 100 Td (ABCDEa) Tj <41 4> Tj (\\101\\b\\\n(x)) Tj ET", true },
		{ "q 10 10 50 50 re W n 0 0 9 9 re W* f 1 0 0 1 5 5 cm q 3 3 m 4 9 l h W S Q BT /F 12 Tf (a) Tj ET Q 0 0 1 1 re f", true },
		{ "10 10 50 50 re W n q q 0 0 1 1 re W n BT /F 12 Tf (a) Tj", true },
		{ "0 0 m 1 1 2 2 3 3 c 4 4 5 5 v 6 6 7 7 y h 9 9 l b 1 1 m 2 2 l s 1 1 m 2 2 l B* 3 3 m b* 4 4 m 5 5 l B h f", true },
		{ "W 0 0 1 1 re f 2 2 2 2 re f W n Q Q 5 5 l f", true },
		{ "2 w 1 J 2 j 3 M [1 2 3] .5 d 0 0 m 9 9 l S [] 0 d 5 j 7 J 0 0 m 1 1 l S /Perceptual ri 0 0 1 1 re f", true },
		{ "/G gs 0 0 1 1 re f 0 0 m 1 1 l S q /O gs 0 0 1 1 re B /A gs Q 1 1 1 1 re f", true },
		{ "/I Do q 10 0 0 10 5 5 cm /J Do .5 g /K Do Q", true },
		{ "/C cs 1 sc 0 0 1 1 re f 7 sc 0 0 1 1 re f /S cs 0 0 1 1 re f .5 scn 0 0 1 1 re f .1 .2 .3 .4 k 0 0 1 1 re f", true },
		{ "/DeviceCMYK CS 0 0 m 1 1 l S 1 2 3 RG 0 0 m 1 1 l S -1 G 0 0 m 1 1 l S 1 0 0 0 K 0 0 m 1 1 l S .5 SC 0 0 m 1 1 l S", true },
		{ "BT 90 Tz 2 Ts 1 Tc 3 Tw 14 TL /F 12 Tf 20 100 TD (a b) Tj 0 -14 Td (c) Tj T* (d) Tj (e) ' 1 2 (f) \" [(a)-20(b)] TJ ET", true },
		{ "/P <</MCID 0/A[1 2 (x)/N true]/B<</C null>>>> BDC BT /F 12 Tf (a) Tj ET EMC EMC /P /L BDC /X MP /P /L DP /Y BMC", true },
		{ "/F 9 Tf [(a) 1] TJ", true }, { "BT /F 1 Tf 99999999 0 0 99999999 0 0 cm 99999999 0 0 1 0 0 cm 99999999 0 0 1 0 0 cm 99999999 0 0 1 0 0 cm "
		  "99999999 0 0 1 0 0 cm (aa) Tj ET", true },
		{ "BT /F 1 Tf 99999999 0 0 99999999 0 0 Tm 99999999 Tz [(a) 99999999 (a) 99999999 (a) 99999999 (a) 99999999 (b)] TJ "
		  "99999999 Ts (c) Tj ET", true },
		/* what is not plain */
		{ "/X Do", false }, { "/M gs", false }, { "/N gs", false }, { "/D gs", false }, { "/Z gs", false }, { "/Z Do", false },
		{ "BT /F 12 Tf (a) Tj /G gs (b) Tj ET", false },
		{ "/A gs 0 0 1 1 re B", false }, { "/A gs BT /F 12 Tf 2 Tr (a) Tj ET", false },
		{ "/P cs", false }, { "/Pattern cs", false }, { "/Z cs", false }, { "/P scn", false }, { "/P sh", false },
		{ "/OC /L BDC BT /F 12 Tf (a) Tj ET EMC", false }, { "BI /W 1 /H 1 /CS /G /BPC 8 ID A EI", false },
		{ "BT (a) Tj ET", false }, { "BT /Z 12 Tf (a) Tj ET", false }, { "BT /T 12 Tf (a) Tj ET", false },
		{ "BT /F 12 Tf 7 Tr (a) Tj ET", false }, { "BT /F 12 Tf .5 Tr (a) Tj ET", false },
		{ "BT /F 12 Tf (a) TJ ET", false }, { "BT /F 12 Tf [(a)] Tj ET", false }, { "BT /F 12 Tf (a)(b) Tj ET", false },
		{ "1 2 3 cm", false }, { "1 2 m 3 l", false }, { "[(a)] 0 d", false }, { "1 re", false },
		{ "BT /F 12 Tf [(a) 3 Tc (b)] TJ ET", false }, { "BT /F 12 Tf (a", false }, { "x", false }, { "BX x EX", false },
		{ "1 0 d0", false }, { "true g", false }, { "BT /F 12 Tf [(a)", false }, { "/P <</MCID 0", false },
		{ "[0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0] 0 d", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(v); i++) {
		static const char *const pages[] = { "", "/Group<</S/Transparency/CS/DeviceRGB/I true>>", "/Group<</S/Transparency>>",
			"/Rotate 90/UserUnit 2", "/MediaBox[-10 5 200 100]/CropBox[0 0 50 50]" };

		for (size_t k = 0; k < COUNT(pages); k++) {
			if (agrees(v[i].s, pages[k]) != v[i].plain)
				fail_msg("%s: %s", v[i].s, v[i].plain ? "not plain" : "plain");
		}
	}
	assert_false(agrees("", "/Group<</S/Transparency/CS[/Separation/Rood/DeviceRGB 14 0 R]>>"));
}

/* ---- by chance ---- */

static void
random_number(struct buf *b)
{
	chance_number(b);
	if (chance(40) == 0)
		buf_addf(b, "%u", chance(10000));
}

/* An operator with its operands: N a number, / a name, ( a string, [ an array of both, < one of numbers. */
static void
random_operator(struct buf *b)
{
	static const char *const ops[] = { "(Tj", "(Tj", "(Tj", "[TJ", "[TJ", "NNTd", "NNTD", "T*", "NNNNNNTm", "NTc", "NTw", "NTL",
		"NTs", "NTz", "/NTf", "/NTf", "BT", "ET", "q", "Q", "NNNNNNcm", "Ng", "NNNrg", "NNNNk", "NG", "NNNRG", "NNNNK",
		"NNNNre", "NNNNre", "NNm", "NNl", "NNl", "NNNNNNc", "NNNNv", "NNNNy", "h", "f", "f*", "F", "S", "s", "B", "B*", "b", "b*",
		"W", "W*", "n", "('", "NN(\"", "NTr", "Nw", "NJ", "Nj", "NM", "<Nd", "Ni", "/ri", "/gs", "/Do", "EMC", "/BMC",
		"NNNscn", "Nsc", "/cs", "/CS", "NSCN" };
	static const char *const names[] = { "/F", "/U", "/B", "/G", "/O", "/A", "/I", "/J", "/K", "/C", "/S", "/DeviceRGB",
		"/DeviceGray", "/DeviceCMYK", "/Saturation", "/X", "/T", "/N", "/L" };
	static const char *const turns[] = { "1 0 0 1 ", "1 0 0 -1 ", "0 1 -1 0 ", "12 0 0 12 ", "1 0 .2 1 ", "0 0 0 0 " };
	const char *op = ops[chance(COUNT(ops))], *word = op + strcspn(op, "TdgrkGRKcmlvyhfFSsBbWnqQwJjMiDEC'\"t*");
	uint32_t from = 0, n = COUNT(names);

	if (chance_turn(b, op, turns, COUNT(turns)))
		return;
	/* As a rule one that is there. */
	if (chance(8) != 0) {
		struct str w = str_of(word);

		from = str_eq(w, S("gs")) ? 3 : str_eq(w, S("Do")) ? 6 : str_eq(w, S("cs")) || str_eq(w, S("CS")) ? 9 : 0;
		n = 3;
	}
	for (; *op == 'N' || *op == '/' || *op == '(' || *op == '[' || *op == '<'; op++) {
		if (*op == 'N')
			random_number(b);
		else if (*op == '/')
			buf_addf(b, "%s", names[from + chance(n)]);
		else if (*op == '(')
			chance_string(b);
		else {
			bool strings = *op == '[';

			buf_addc(b, '[');
			for (uint32_t k = chance(5); k-- != 0;) {
				if (strings)
					chance_string(b);
				buf_addc(b, ' ');
				random_number(b);
			}
			buf_addc(b, ']');
		}
		buf_addc(b, ' ');
	}
	buf_addf(b, "%s\n", op);
}

static void
by_chance(void **state)
{
	uint32_t plain = 0;
	const char *more = getenv("QUICK_CASES");
	int cases = more != NULL ? atoi(more) : CASES;

	(void)state;
	for (int i = 0; i < cases; i++) {
		struct arena *mem = arena_new("test", MIB(1));
		struct buf b;

		buf_init(&b, mem, 65536);
		buf_addf(&b, "/%s %u Tf BT %u %u Td\n", chance(2) != 0 ? "F" : "U", 6 + chance(12), chance(200), chance(200));
		for (uint32_t n = 1 + chance(20); n-- != 0;)
			random_operator(&b);
		chance_slip(&b);
		plain += agrees(str_c(mem, buf_str(&b)), chance(3) == 0 ? "/Group<</S/Transparency/CS/DeviceRGB>>" : "");
		arena_free(mem);
	}
	if (plain < (uint32_t)cases / PLAIN_LEAST)
		fail_msg("only %u of %d are plain", plain, cases);
	if (more != NULL)
		print_message("%u of %d are plain\n", plain, cases);
}

/* ---- files ---- */

static char **files;
static int nfiles;

static void
all_files(void **state)
{
	uint64_t pages = 0, plain = 0;

	(void)state;
	for (int i = 0; i < nfiles; i++) {
		struct arena *mem = arena_new("test", MIB(2048));
		struct both *b;
		struct str bytes;
		struct err e;

		if (file_read(files[i], MIB(512), mem, &bytes, &e) != 0)
			fail_msg("%s", files[i]);
		b = both_new(mem, bytes);
		for (int n = 0; n < b->npages; n++) {
			pages++;
			plain += page_agrees(b, n, files[i]);
		}
		both_drop(b);
		arena_free(mem);
	}
	print_message("%llu pages, %llu of them plain\n", (unsigned long long)pages, (unsigned long long)plain);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(known), cmocka_unit_test(by_chance) };
	const struct CMUnitTest real[] = { cmocka_unit_test(all_files) };
	int failed;

	files = argv + 1;
	nfiles = argc - 1;
	ctx = drawing_context();
	failed = argc > 1 ? cmocka_run_group_tests(real, NULL, NULL) : cmocka_run_group_tests(tests, NULL, NULL);
	fz_drop_context(ctx);
	return failed;
}
