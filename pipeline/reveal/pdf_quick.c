/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_quick.c - the drawing operations of a plain page, told to a device.
 *
 * Nearly every page uses some sixty operators in the form in which its program
 * wrote them for all its pages.  Those are read here, with MuPDF's fonts, paths,
 * pictures and colours, and each call of the device is the one that MuPDF's interpreter
 * would make (test_quick compares them).  All else (forms, patterns, shadings, masks, layers,
 * blending, fonts of drawings, text downwards or as a clip, a picture among the
 * operators, whatever MuPDF would repair or complain of) makes the page one for MuPDF.
 */
#include "reveal/pdf_quicken.h"

#include "base/banned.h"

#define MEMORY		MIB(512)		/* in all; what is kept is forgotten long before */
#define KEPT_MOST	MIB(64)			/* of fonts and contents, from page to page */

/* ---- what is kept ---- */

/* What is in the arena, and what that holds. */
static void
forget(struct quick *p)
{
	for (size_t i = 0; i < p->nfaces; i++)
		pdf_drop_font(p->ctx, p->faces[i]->desc);
	arena_free(p->mem);
	p->mem = NULL;
	p->faces = NULL;
	p->spans = NULL;
	p->glyphs = NULL;
	p->told = NULL;
	p->nfaces = p->faces_cap = p->spans_cap = p->glyphs_cap = p->told_cap = 0;
}

static void
begin(struct quick *p)
{
	p->mem = arena_new("tekenopdrachten", MEMORY);
	operands_init(&p->o, p->mem, p->ctx, p->doc);
}

struct quick *
pdf_quick_new(struct arena *mem, fz_context *ctx, pdf_document *doc)
{
	struct quick *p = NEW(mem, struct quick, 1);

	*p = (struct quick){ .ctx = ctx, .doc = doc, .texts = { { .refs = 1 }, { .refs = 1 } } };
	begin(p);
	return p;
}

static void
drop_in_hand(struct quick *p)
{
	operands_drop(&p->o);
	pdf_drop_font(p->ctx, p->loaded);
	fz_drop_image(p->ctx, p->image);
	fz_drop_default_colorspaces(p->ctx, p->defaults);
	fz_drop_path(p->ctx, p->path);
	for (size_t i = 0; i < p->nspaces; i++)
		fz_drop_colorspace(p->ctx, p->spaces[i]);
	p->loaded = NULL;
	p->image = NULL;
	p->defaults = NULL;
	p->path = NULL;
	p->nspaces = 0;
}

void
pdf_quick_drop(struct quick *p)
{
	if (p == NULL)
		return;
	drop_in_hand(p);
	forget(p);
}

/* ---- the page ---- */

/* The space of a page that is one group.  False: MuPDF has something to say of it. */
static bool
load_group(struct quick *p, pdf_page *page, fz_colorspace **cs_r)
{
	pdf_obj *group = pdf_page_group(p->ctx, page), *cs = pdf_dict_get(p->ctx, group, PDF_NAME(CS));

	*cs_r = group == NULL ? fz_default_output_intent(p->ctx, p->defaults) : NULL;
	if (cs == NULL)
		return true;
	*cs_r = pdf_load_colorspace(p->ctx, cs);
	if (*cs_r == NULL)
		return false;
	p->spaces[p->nspaces++] = *cs_r;
	return fz_is_valid_blend_colorspace(p->ctx, *cs_r) != 0;
}

static bool
operate(struct quick *p, const struct op *op)
{
	if (op->act == SKIP)
		return true;
	if (op->act == MARK)
		return !str_eq(p->o.name, S("OC"));
	return op->act < BEGIN ? pdf_quick_paint(p, op) : pdf_quick_text(p, op);
}

static bool
run(struct quick *p)
{
	const struct op *op;

	p->pen = PEN_INIT;
	p->nnamed = p->nsaved = 0;
	p->open = p->clip = false;
	p->path = fz_new_path(p->ctx);
	do {
		if (!operands_next(&p->o, &op) || (op != NULL && !operate(p, op)))
			return false;
	} while (op != NULL);
	while (p->nsaved != 0) {
		if (!pdf_quick_restore(p))
			return false;
	}
	if (!pdf_quick_flush(p))
		return false;
	pdf_quick_pop(p, 0);
	return true;
}

bool
pdf_quick_page(struct quick *p, pdf_page *page, fz_device *dev)
{
	static const struct paint black = { .alpha = 1, .params = { FZ_RI_RELATIVE_COLORIMETRIC, 1, 0, 0 } };
	fz_colorspace *cs = NULL;
	fz_matrix ctm;
	fz_rect box;
	bool done;

	drop_in_hand(p);
	if (arena_used(p->mem) > KEPT_MOST) {
		forget(p);
		begin(p);
	}
	if (page->super.incomplete || !operands_load(&p->o, page))
		return false;
	p->dev = dev;
	p->defaults = pdf_load_default_colorspaces(p->ctx, p->doc, page);
	if (p->defaults != NULL)
		fz_set_default_colorspaces(p->ctx, dev, p->defaults);
	pdf_page_transform(p->ctx, page, &box, &ctm);
	ctm = fz_concat(ctm, fz_identity);
	p->g = (struct state){ .ctm = ctm, .w = WRITING_INIT, .paint = { black, black } };
	p->g.stroke = fz_default_stroke_state;
	p->g.paint[0].cs = p->g.paint[1].cs = fz_device_gray(p->ctx);
	if (page->transparency) {
		if (!load_group(p, page, &cs))
			return false;
		fz_begin_group(p->ctx, dev, fz_transform_rect(box, ctm), cs, 1, 0, FZ_BLEND_NORMAL, 1);
	}
	done = run(p);
	if (done && page->transparency)
		fz_end_group(p->ctx, dev);
	drop_in_hand(p);
	return done;
}
