/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_plain.c - the text of a plain page.
 *
 * Nearly every page uses some forty operators in the form in which its program
 * wrote them for all its pages.  Those are read here, with MuPDF's fonts.  All else
 * (forms, patterns, layers, fonts of drawings, text downwards, a picture among
 * the operators, whatever MuPDF would repair or complain of) makes the page one
 * for MuPDF, from its first byte on.
 */
#include "extract/pdf_plain.h"

#include <math.h>
#include <string.h>

#include "pdf/pdf_pen.h"

#include "base/banned.h"

#define SAVED_MOST	64u			/* q inside each other */
#define NAMES_MOST	32u			/* fonts of one page; more are looked up each time */
#define CODES_MOST	8u			/* characters that one glyph stands for */
#define CIDS		65536
#define CID_PAGE	256

/* ---- fonts ---- */

struct shape {
	float		 advance;	/* as the document says, in ems */
	float		 width;		/* as the font says, in ems */
	unsigned	 n;
	bool		 glyph;		/* it has one; else its characters stand where the pen is */
	int		 code[CODES_MOST];
	enum turn	 turn[CODES_MOST];
};

struct face {
	pdf_font_desc	*desc;		/* owned */
	float		 ascender, descender;
	bool		 bold;
	uint16_t	*at[CIDS / CID_PAGE];	/* of each CID its place in shapes, from 1; 0: not looked up */
	struct shape	*shapes;
	size_t		 n, cap;
};

/* ---- the page ---- */

struct saved {
	fz_matrix	 ctm;
	struct writing	 w;
	struct face	*face;
};

struct named {
	struct str	 name;		/* in the contents */
	struct face	*face;
};

struct plain {
	struct arena	*mem;
	fz_context	*ctx;
	pdf_document	*doc;
	struct face	**faces;
	size_t		 nfaces, faces_cap;
	struct flow	 flow;
	struct operands	 o;
	pdf_font_desc	*loaded;	/* owned, until a face has it */
	fz_colorspace	*colours;	/* owned, until it is known to be sound */
	/* of the page in hand */
	struct named	 named[NAMES_MOST];
	size_t		 nnamed;
	struct saved	 saved[SAVED_MOST];
	size_t		 nsaved;
	struct saved	 g;
	struct pen	 pen;		/* it stands: stance is that of the text to come */
	bool		 open;		/* a text object of MuPDF's, which holds all up to a change of state */
	int		 mode;		/* of it */
	struct stance	 stance;
};

struct plain *
pdf_plain_new(struct arena *mem, fz_context *ctx, pdf_document *doc)
{
	struct plain *p = NEW(mem, struct plain, 1);

	*p = (struct plain){ .mem = mem, .ctx = ctx, .doc = doc };
	flow_init(&p->flow, mem);
	operands_init(&p->o, mem, ctx, doc);
	return p;
}

static void
drop_in_hand(struct plain *p)
{
	operands_drop(&p->o);
	pdf_drop_font(p->ctx, p->loaded);
	fz_drop_colorspace(p->ctx, p->colours);
	p->loaded = NULL;
	p->colours = NULL;
}

void
pdf_plain_drop(struct plain *p)
{
	if (p == NULL)
		return;
	drop_in_hand(p);
	for (size_t i = 0; i < p->nfaces; i++)
		pdf_drop_font(p->ctx, p->faces[i]->desc);
	p->nfaces = 0;
}

/* ---- fonts ---- */

static struct face *
face_of(struct plain *p)
{
	pdf_font_desc *desc = p->loaded;
	struct face *f;

	for (size_t i = 0; i < p->nfaces; i++) {
		if (p->faces[i]->desc == desc) {
			drop_in_hand(p);
			return p->faces[i];
		}
	}
	f = NEW(p->mem, struct face, 1);
	*f = (struct face){ .desc = desc,
		.ascender = fz_font_ascender(p->ctx, desc->font),
		.descender = fz_font_descender(p->ctx, desc->font),
		.bold = fz_font_is_bold(p->ctx, desc->font) };
	*PUSH(p->mem, p->faces, p->nfaces, p->faces_cap) = f;
	p->loaded = NULL;
	return f;
}

static struct face *
find_face(struct plain *p)
{
	struct face *f;

	for (size_t i = 0; i < p->nnamed; i++) {
		if (str_eq(p->named[i].name, p->o.name))
			return p->named[i].face;
	}
	if (!pen_font(&p->o, &p->loaded))
		return NULL;
	f = face_of(p);
	if (p->nnamed < NAMES_MOST)
		p->named[p->nnamed++] = (struct named){ p->o.name, f };
	return f;
}

/* As MuPDF's structured text: a white space is a space, a ligature its letters. */
static size_t
spell(int code, int out[3])
{
	static const char ligatures[][4] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };

	out[0] = code;
	if (code >= 0xfb00 && code <= 0xfb06) {
		const char *letters = ligatures[code - 0xfb00];
		size_t n = strlen(letters);

		for (size_t i = 0; i < n; i++)
			out[i] = (unsigned char)letters[i];
		return n;
	}
	if (code == '\t' || code == 0xa0 || code == 0x1680 || code == 0x180e || (code >= 0x2000 && code <= 0x200a) ||
	    code == 0x202f || code == 0x205f || code == 0x3000)
		out[0] = ' ';
	return 1;
}

/* What a CID stands for.  False: more than there is room for. */
static bool
spell_cid(const pdf_font_desc *desc, int cid, struct shape *s)
{
	int codes[PEN_CODES], n = pen_codes(desc, cid, codes);

	for (int i = 0; i < n; i++) {
		int out[3];
		size_t k = spell(codes[i], out);

		/* -1 stands for none, and whoever has so many is rare. */
		if (codes[i] == -1 || s->n + k > CODES_MOST)
			return false;
		for (size_t j = 0; j < k; j++) {
			s->turn[s->n] = flow_turn(out[j]);
			s->code[s->n++] = out[j];
		}
	}
	return true;
}

/* NULL: not a plain one. */
static const struct shape *
shape_of(struct plain *p, struct face *f, int cid)
{
	uint16_t **page = &f->at[cid / CID_PAGE];
	struct shape s = { .n = 0 };
	int gid;

	if (*page == NULL) {
		*page = NEW(p->mem, uint16_t, CID_PAGE);
		memset(*page, 0, CID_PAGE * sizeof **page);
	}
	if ((*page)[cid % CID_PAGE] != 0)
		return &f->shapes[(*page)[cid % CID_PAGE] - 1];
	if (f->n == UINT16_MAX || !spell_cid(f->desc, cid, &s))
		return NULL;
	gid = pdf_font_cid_to_gid(p->ctx, f->desc, cid);
	s.glyph = gid >= 0;
	s.advance = (float)pdf_lookup_hmtx(p->ctx, f->desc, cid).w * 0.001f;
	s.width = s.glyph ? fz_advance_glyph(p->ctx, f->desc->font, gid, 0) : 0;
	*PUSH(p->mem, f->shapes, f->n, f->cap) = s;
	(*page)[cid % CID_PAGE] = (uint16_t)f->n;
	return &f->shapes[f->n - 1];
}

/* ---- text ---- */

/* The matrix of the text in hand: that of the document's text, and that of the page. */
static void
stand(struct plain *p)
{
	const struct saved *g = &p->g;
	fz_matrix m = fz_concat(pen_stance(&p->pen, &g->w), g->ctm);

	p->stance = (struct stance){ .a = m.a,
		.b = m.b,
		.c = m.c,
		.d = m.d,
		.ascender = g->face->ascender,
		.descender = g->face->descender,
		.bold = g->face->bold };
	flow_stand(&p->stance);
	p->pen.stands = true;
}

static bool
glyph(void *user, int cid, float *advance_r)
{
	struct plain *p = user;
	const struct saved *g = &p->g;
	const struct shape *s = cid < CIDS ? shape_of(p, g->face, cid) : NULL;
	fz_point at;

	if (s == NULL)
		return false;
	if (!p->open || p->mode != g->w.render) {
		p->open = true;
		p->mode = g->w.render;
		p->flow.object = true;
	}
	at.x = g->w.rise * p->pen.tm.c + p->pen.tm.e;
	at.y = g->w.rise * p->pen.tm.d + p->pen.tm.f;
	at = fz_transform_point(at, g->ctm);
	for (unsigned i = 0; i < s->n; i++) {
		if (i == 0 && s->glyph)
			flow_add(&p->flow, &p->stance, at, s->width, s->code[i], s->turn[i]);
		else
			flow_add_more(&p->flow, &p->stance, s->code[i], s->turn[i]);
	}
	*advance_r = s->advance;
	return !p->flow.odd;
}

/* False: there is no font. */
static bool
ready(struct plain *p)
{
	if (p->g.face == NULL)
		return false;
	if (!p->pen.stands)
		stand(p);
	return true;
}

static bool
show(struct plain *p)
{
	return ready(p) && pen_show(&p->pen, &p->g.w, p->g.face->desc->encoding, p->o.string, glyph, p);
}

static bool
show_pieces(struct plain *p)
{
	return ready(p) && pen_show_pieces(&p->pen, &p->g.w, p->g.face->desc->encoding, &p->o, glyph, p);
}

/* ---- operators ---- */

static bool
set_font(struct plain *p)
{
	p->g.face = find_face(p);
	p->g.w.size = operands_number(&p->o, 0);
	p->pen.stands = false;
	return p->g.face != NULL;
}

/* Of what a state may set, a mask holds text of its own, and a font is not named here. */
static bool
is_plain_state(struct plain *p)
{
	pdf_obj *o, *mask;

	o = operands_resource(&p->o, PDF_NAME(ExtGState));
	mask = pdf_dict_get(p->ctx, o, PDF_NAME(SMask));
	return !p->open && pdf_is_dict(p->ctx, o) && pdf_dict_get(p->ctx, o, PDF_NAME(Font)) == NULL &&
	    (mask == NULL || pdf_name_eq(p->ctx, mask, PDF_NAME(None)));
}

static bool
is_plain_picture(struct plain *p)
{
	pdf_obj *o;

	o = operands_resource(&p->o, PDF_NAME(XObject));
	return pdf_name_eq(p->ctx, pdf_dict_get(p->ctx, o, PDF_NAME(Subtype)), PDF_NAME(Image)) &&
	    pdf_dict_get(p->ctx, o, PDF_NAME(OC)) == NULL;
}

/* A pattern is not, and one that cannot be loaded MuPDF complains of. */
static bool
is_plain_space(struct plain *p)
{
	static const char *const devices[] = { "DeviceGray", "DeviceRGB", "DeviceCMYK" };
	pdf_obj *o, *first;

	if (str_index(devices, COUNT(devices), p->o.name) >= 0)
		return true;
	o = operands_resource(&p->o, PDF_NAME(ColorSpace));
	first = pdf_is_array(p->ctx, o) ? pdf_array_get(p->ctx, o, 0) : o;
	if (o == NULL || pdf_name_eq(p->ctx, first, PDF_NAME(Pattern)))
		return false;
	p->colours = pdf_load_colorspace(p->ctx, o);
	if (p->colours == NULL)
		return false;
	drop_in_hand(p);
	return true;
}

static bool
save(struct plain *p)
{
	if (p->nsaved == SAVED_MOST)
		return false;
	p->saved[p->nsaved++] = p->g;
	return true;
}

static void
restore(struct plain *p)
{
	/* One too many does nothing. */
	if (p->nsaved == 0)
		return;
	p->open = false;
	p->g = p->saved[--p->nsaved];
	p->pen.stands = false;
}

static bool
operate(struct plain *p, const struct op *op)
{
	switch (op->act) {
	case SKIP:
	case TO:
	case LINE:
	case CURVE:
	case CURVE_V:
	case CURVE_Y:
	case RECTANGLE:
	case CLOSE:
	case PAINT:
	case CLIP:
		return true;
	case GRAY:
	case RGB:
	case CMYK:
	case COLOUR:
	case WIDTH:
	case CAP:
	case JOIN:
	case MITER:
	case DASH:
	case INTENT:
	case END:
		/* The text object that MuPDF has in hand ends, and no more. */
		p->open = false;
		return true;
	case SAVE:
		return save(p);
	case RESTORE:
		restore(p);
		return true;
	case MATRIX:
		p->open = p->pen.stands = false;
		p->g.ctm = fz_concat(operands_matrix(&p->o), p->g.ctm);
		return true;
	case STATE:
		return is_plain_state(p);
	case SPACE:
		p->open = false;
		return is_plain_space(p);
	case PICTURE:
		return is_plain_picture(p);
	case MARK:
		return !str_eq(p->o.name, S("OC"));
	case FONT:
		return set_font(p);
	case SHOW:
		return show(p);
	case SHOW_PIECES:
		return show_pieces(p);
	case NEXT_SHOW:
	case NEXT_SPACED:
		return pen_set(&p->pen, &p->g.w, &p->o, op->act) && show(p);
	default:
		return pen_set(&p->pen, &p->g.w, &p->o, op->act);
	}
}

/* ---- the page ---- */

const struct flow *
pdf_plain_page(struct plain *p, pdf_page *page)
{
	const struct op *op;
	fz_matrix ctm;
	fz_rect box;

	drop_in_hand(p);
	if (!operands_load(&p->o, page))
		return NULL;
	pdf_page_transform(p->ctx, page, &box, &ctm);
	p->g = (struct saved){ .ctm = fz_concat(ctm, fz_identity), .w = WRITING_INIT };
	p->pen = PEN_INIT;
	p->nnamed = p->nsaved = 0;
	p->open = false;
	flow_begin(&p->flow);
	do {
		if (!operands_next(&p->o, &op) || (op != NULL && !operate(p, op)))
			return NULL;
	} while (op != NULL);
	return &p->flow;
}
