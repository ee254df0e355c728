/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_quick_paint.c - the state, colours, paths and pictures of a plain page (pdf_quick.h). */
#include <string.h>

#include "pdf/pdf_bytes.h"
#include "reveal/pdf_quicken.h"

#include "base/banned.h"

#define DASHES_MOST	32u			/* MuPDF's room for them */

/* ---- the state ---- */

static bool
save(struct quick *p)
{
	if (p->nsaved == SAVED_MOST)
		return false;
	p->saved[p->nsaved++] = p->g;
	return true;
}

void
pdf_quick_pop(struct quick *p, unsigned to)
{
	for (unsigned n = p->g.clips; n > to; n--)
		fz_pop_clip(p->ctx, p->dev);
	p->g.clips = to;
}

bool
pdf_quick_restore(struct quick *p)
{
	/* One too many does nothing. */
	if (p->nsaved == 0)
		return true;
	if (!pdf_quick_flush(p))
		return false;
	pdf_quick_pop(p, p->saved[p->nsaved - 1].clips);
	p->g = p->saved[--p->nsaved];
	p->pen.stands = false;
	return true;
}

static bool
transform(struct quick *p)
{
	fz_matrix m = operands_matrix(&p->o);

	if (!pdf_quick_flush(p))
		return false;
	p->g.ctm = fz_concat(m, p->g.ctm);
	return true;
}

/* Of what a state may set only numbers, and that there is no mask and no blending. */
static bool
knows_state(struct quick *p, pdf_obj *o)
{
	static const char *const plain[] = { "Type", "Name", "LW", "LC", "LJ", "ML", "FL", "OP", "op", "OPM", "CA",
		"ca", "SM", "SA", "AIS", "TK" };

	for (int i = 0, n = pdf_dict_len(p->ctx, o); i < n; i++) {
		struct str key = str_of(pdf_to_name(p->ctx, pdf_dict_get_key(p->ctx, o, i)));
		pdf_obj *v = pdf_dict_get_val(p->ctx, o, i);

		if (str_index(plain, COUNT(plain), key) >= 0 ||
		    (str_eq(key, S("SMask")) && pdf_name_eq(p->ctx, v, PDF_NAME(None))) ||
		    (str_eq(key, S("BM")) && pdf_name_eq(p->ctx, v, PDF_NAME(Normal))))
			continue;
		return false;
	}
	return true;
}

static void
set_lines(struct quick *p, pdf_obj *o)
{
	fz_stroke_state *s = &p->g.stroke;
	pdf_obj *v = pdf_dict_get(p->ctx, o, PDF_NAME(LW));

	if (pdf_is_number(p->ctx, v))
		s->linewidth = pdf_to_real(p->ctx, v);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(LC));
	if (pdf_is_int(p->ctx, v))
		s->start_cap = s->dash_cap = s->end_cap = (fz_linecap)fz_clampi(pdf_to_int(p->ctx, v), 0, 2);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(LJ));
	if (pdf_is_int(p->ctx, v))
		s->linejoin = (fz_linejoin)fz_clampi(pdf_to_int(p->ctx, v), 0, 2);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(ML));
	if (pdf_is_number(p->ctx, v))
		s->miterlimit = pdf_to_real(p->ctx, v);
}

static bool
set_state(struct quick *p)
{
	pdf_obj *o = operands_resource(&p->o, PDF_NAME(ExtGState)), *v;
	struct paint *fill = &p->g.paint[0], *stroke = &p->g.paint[1];

	/* With text in hand it would matter which of them ends it. */
	if (p->open || !pdf_is_dict(p->ctx, o) || !knows_state(p, o))
		return false;
	set_lines(p, o);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(OP));
	if (pdf_is_bool(p->ctx, v))
		fill->params.op = stroke->params.op = (uint8_t)pdf_to_bool(p->ctx, v);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(op));
	if (pdf_is_bool(p->ctx, v))
		fill->params.op = (uint8_t)pdf_to_bool(p->ctx, v);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(OPM));
	if (pdf_is_int(p->ctx, v))
		fill->params.opm = stroke->params.opm = (uint8_t)pdf_to_int(p->ctx, v);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(CA));
	if (pdf_is_number(p->ctx, v))
		stroke->alpha = fz_clamp(pdf_to_real(p->ctx, v), 0, 1);
	v = pdf_dict_get(p->ctx, o, PDF_NAME(ca));
	if (pdf_is_number(p->ctx, v))
		fill->alpha = fz_clamp(pdf_to_real(p->ctx, v), 0, 1);
	return true;
}

static bool
set_dash(struct quick *p)
{
	fz_stroke_state *s = &p->g.stroke;

	if (!pdf_quick_flush(p) || p->o.npieces > DASHES_MOST)
		return false;
	for (size_t i = 0; i < p->o.npieces; i++) {
		if (!p->o.pieces[i].number)
			return false;
		s->dash_list[i] = operands_value(p->o.pieces[i].s);
	}
	s->dash_len = (int)p->o.npieces;
	s->dash_phase = operands_number(&p->o, 0);
	return true;
}

static bool
set_line(struct quick *p, enum act act)
{
	fz_stroke_state *s = &p->g.stroke;
	float n = operands_number(&p->o, 0);

	if (!pdf_quick_flush(p) || !(n > -100000000.0f && n < 100000000.0f))
		return false;
	if (act == WIDTH)
		s->linewidth = n;
	else if (act == MITER)
		s->miterlimit = n;
	else if (act == JOIN)
		s->linejoin = (fz_linejoin)fz_clampi((int)n, 0, 2);
	else
		s->start_cap = s->dash_cap = s->end_cap = (fz_linecap)fz_clampi((int)n, 0, 2);
	return true;
}

static bool
set_intent(struct quick *p)
{
	char name[PDF_WORD_MOST + 1] = "";

	memcpy(name, p->o.name.p, p->o.name.n);
	if (!pdf_quick_flush(p))
		return false;
	p->g.paint[0].params.ri = p->g.paint[1].params.ri = (uint8_t)fz_lookup_rendering_intent(name);
	return true;
}

/* ---- colours ---- */

static struct paint *
paint_of(struct quick *p, unsigned how)
{
	return &p->g.paint[how == STROKE];
}

static bool
set_space(struct quick *p, unsigned how, fz_colorspace *cs)
{
	struct paint *x = paint_of(p, how);

	if (!pdf_quick_flush(p))
		return false;
	x->cs = cs;
	x->v[0] = x->v[1] = x->v[2] = 0;
	x->v[3] = 1;
	if (fz_colorspace_type(p->ctx, cs) == FZ_COLORSPACE_SEPARATION) {
		for (int i = 0, n = fz_colorspace_n(p->ctx, cs); i < n; i++)
			x->v[i] = 1;
	}
	return true;
}

static bool
set_colour(struct quick *p, unsigned how)
{
	struct paint *x = paint_of(p, how);
	float v[NUMBERS_MOST] = { 0 };

	for (unsigned i = 0; i < p->o.nnumbers; i++)
		v[i] = operands_number(&p->o, i);
	if (!pdf_quick_flush(p))
		return false;
	fz_clamp_color(p->ctx, x->cs, v, x->v);
	return true;
}

static bool
set_device_colour(struct quick *p, const struct op *op)
{
	fz_colorspace *cs = op->act == GRAY ? fz_device_gray(p->ctx) :
	    op->act == RGB                  ? fz_device_rgb(p->ctx) :
					      fz_device_cmyk(p->ctx);

	return set_space(p, op->how, cs) && set_colour(p, op->how);
}

/* A pattern is not plain. */
static bool
load_space(struct quick *p, unsigned how)
{
	pdf_obj *o, *first;
	fz_colorspace *cs;

	if (str_eq(p->o.name, S("DeviceGray")))
		return set_space(p, how, fz_device_gray(p->ctx));
	if (str_eq(p->o.name, S("DeviceRGB")))
		return set_space(p, how, fz_device_rgb(p->ctx));
	if (str_eq(p->o.name, S("DeviceCMYK")))
		return set_space(p, how, fz_device_cmyk(p->ctx));
	o = operands_resource(&p->o, PDF_NAME(ColorSpace));
	first = pdf_is_array(p->ctx, o) ? pdf_array_get(p->ctx, o, 0) : o;
	if (o == NULL || p->nspaces == SPACES_MOST || str_eq(p->o.name, S("Pattern")) ||
	    pdf_name_eq(p->ctx, first, PDF_NAME(Pattern)))
		return false;
	cs = pdf_load_colorspace(p->ctx, o);
	if (cs == NULL)
		return false;
	p->spaces[p->nspaces++] = cs;
	return set_space(p, how, cs);
}

/* ---- paths and pictures ---- */

/* The path in hand is painted, and may be a clip from here on. */
static bool
paint(struct quick *p, unsigned how)
{
	const struct paint *fill = &p->g.paint[0], *stroke = &p->g.paint[1];

	if ((how & FILL) != 0 && (how & STROKE) != 0 && stroke->alpha != 0 && stroke->alpha != 1)
		return false;
	if ((how & CLOSED) != 0)
		fz_closepath(p->ctx, p->path);
	if ((how & FILL) != 0)
		fz_fill_path(p->ctx, p->dev, p->path, (how & EVEN_ODD) != 0, p->g.ctm, fill->cs, fill->v, fill->alpha,
		    fill->params);
	if ((how & STROKE) != 0)
		fz_stroke_path(p->ctx, p->dev, p->path, &p->g.stroke, p->g.ctm, stroke->cs, stroke->v, stroke->alpha,
		    stroke->params);
	if (p->clip) {
		fz_rect box = fz_bound_path(p->ctx, p->path, (how & STROKE) != 0 ? &p->g.stroke : NULL, p->g.ctm);

		p->g.clips++;
		fz_clip_path(p->ctx, p->dev, p->path, p->clip_even_odd, p->g.ctm, box);
		p->clip = false;
	}
	fz_drop_path(p->ctx, p->path);
	p->path = NULL;
	p->path = fz_new_path(p->ctx);
	return true;
}

static void
draw(struct quick *p, enum act act)
{
	float n[6] = { 0 };

	for (unsigned i = 0; i < p->o.nnumbers; i++)
		n[i] = operands_number(&p->o, i);
	switch (act) {
	case TO:
		fz_moveto(p->ctx, p->path, n[0], n[1]);
		break;
	case LINE:
		fz_lineto(p->ctx, p->path, n[0], n[1]);
		break;
	case CURVE:
		fz_curveto(p->ctx, p->path, n[0], n[1], n[2], n[3], n[4], n[5]);
		break;
	case CURVE_V:
		fz_curvetov(p->ctx, p->path, n[0], n[1], n[2], n[3]);
		break;
	case CURVE_Y:
		fz_curvetoy(p->ctx, p->path, n[0], n[1], n[2], n[3]);
		break;
	case RECTANGLE:
		fz_rectto(p->ctx, p->path, n[0], n[1], n[0] + n[2], n[1] + n[3]);
		break;
	default:
		fz_closepath(p->ctx, p->path);
		break;
	}
}

static bool
show_picture(struct quick *p)
{
	pdf_obj *o = operands_resource(&p->o, PDF_NAME(XObject));
	const struct paint *fill = &p->g.paint[0];
	fz_matrix m = fz_pre_scale(fz_pre_translate(p->g.ctm, 0, 1), 1, -1);
	fz_image *mask;

	if (!pdf_name_eq(p->ctx, pdf_dict_get(p->ctx, o, PDF_NAME(Subtype)), PDF_NAME(Image)) ||
	    pdf_dict_get(p->ctx, o, PDF_NAME(OC)) != NULL)
		return false;
	p->image = pdf_load_image(p->ctx, p->doc, o);
	mask = p->image->mask;
	if (mask != NULL)
		fz_clip_image_mask(p->ctx, p->dev, mask, m, fz_transform_rect(fz_unit_rect, m));
	if (p->image->colorspace != NULL)
		fz_fill_image(p->ctx, p->dev, p->image, m, fill->alpha, fill->params);
	else
		fz_fill_image_mask(p->ctx, p->dev, p->image, m, fill->cs, fill->v, fill->alpha, fill->params);
	if (mask != NULL)
		fz_pop_clip(p->ctx, p->dev);
	fz_drop_image(p->ctx, p->image);
	p->image = NULL;
	return true;
}

/* ---- operators ---- */

bool
pdf_quick_paint(struct quick *p, const struct op *op)
{
	switch (op->act) {
	case SAVE:
		return save(p);
	case RESTORE:
		return pdf_quick_restore(p);
	case MATRIX:
		return transform(p);
	case STATE:
		return set_state(p);
	case PICTURE:
		return show_picture(p);
	case GRAY:
	case RGB:
	case CMYK:
		return set_device_colour(p, op);
	case SPACE:
		return load_space(p, op->how);
	case COLOUR:
		return set_colour(p, op->how);
	case WIDTH:
	case CAP:
	case JOIN:
	case MITER:
		return set_line(p, op->act);
	case DASH:
		return set_dash(p);
	case INTENT:
		return set_intent(p);
	case PAINT:
		return paint(p, op->how);
	case CLIP:
		p->clip = true;
		p->clip_even_odd = op->how == EVEN_ODD;
		return true;
	default:
		draw(p, op->act);
		return true;
	}
}
