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

#include <string.h>

#include "pdf/pdf_bytes.h"

#include "base/banned.h"

#define CONTENT_MOST	((size_t)8 << 20)	/* bytes of the operations of one page; a full one has 100,000 */
#define BLOCK		((size_t)65536)		/* a hint: what a filter has ready is taken */
#define MEMORY		MIB(512)		/* in all; what is kept is forgotten long before */
#define KEPT_MOST	MIB(64)			/* of fonts and contents, from page to page */
#define ANY		99			/* of numbers */

/* ---- operators ---- */

/* Those of one first letter together. */
static const struct op ops[] = {
	{ "\"", 2, STRING, NEXT_SPACED, 0 }, { "'", 0, STRING, NEXT_SHOW, 0 },
	{ "B", 0, 0, PAINT, FILL | STROKE }, { "B*", 0, 0, PAINT, FILL | STROKE | EVEN_ODD },
	{ "BDC", 0, NAME | PROPERTIES, MARK, 0 }, { "BMC", 0, NAME, SKIP, 0 }, { "BT", 0, 0, BEGIN, 0 },
	{ "CS", 0, NAME, SPACE, STROKE }, { "DP", 0, NAME | PROPERTIES, SKIP, 0 }, { "Do", 0, NAME, PICTURE, 0 },
	{ "EMC", 0, 0, SKIP, 0 }, { "ET", 0, 0, END, 0 }, { "F", 0, 0, PAINT, FILL }, { "G", 1, 0, GRAY, STROKE },
	{ "J", 1, 0, CAP, 0 }, { "K", 4, 0, CMYK, STROKE }, { "M", 1, 0, MITER, 0 }, { "MP", 0, NAME, SKIP, 0 },
	{ "Q", 0, 0, RESTORE, 0 }, { "RG", 3, 0, RGB, STROKE }, { "S", 0, 0, PAINT, STROKE },
	{ "SC", ANY, 0, COLOUR, STROKE }, { "SCN", ANY, 0, COLOUR, STROKE },
	{ "Tj", 0, STRING, SHOW, 0 }, { "TJ", 0, ARRAY, SHOW_PIECES, 0 }, { "Td", 2, 0, MOVE, 0 }, { "Tf", 1, NAME, FONT, 0 },
	{ "Tm", 6, 0, TEXT_MATRIX, 0 }, { "TD", 2, 0, MOVE_LEAD, 0 }, { "T*", 0, 0, NEXT, 0 }, { "Tc", 1, 0, CHAR_SPACE, 0 },
	{ "Tw", 1, 0, WORD_SPACE, 0 }, { "Tz", 1, 0, SCALE, 0 }, { "TL", 1, 0, LEADING, 0 }, { "Tr", 1, 0, RENDER, 0 },
	{ "Ts", 1, 0, RISE, 0 }, { "W", 0, 0, CLIP, 0 }, { "W*", 0, 0, CLIP, EVEN_ODD },
	{ "b", 0, 0, PAINT, FILL | STROKE | CLOSED }, { "b*", 0, 0, PAINT, FILL | STROKE | CLOSED | EVEN_ODD },
	{ "c", 6, 0, CURVE, 0 }, { "cm", 6, 0, MATRIX, 0 }, { "cs", 0, NAME, SPACE, 0 }, { "d", 1, ARRAY, DASH, 0 },
	{ "f", 0, 0, PAINT, FILL }, { "f*", 0, 0, PAINT, FILL | EVEN_ODD }, { "g", 1, 0, GRAY, 0 },
	{ "gs", 0, NAME, STATE, 0 }, { "h", 0, 0, CLOSE, 0 }, { "i", 1, 0, SKIP, 0 }, { "j", 1, 0, JOIN, 0 },
	{ "k", 4, 0, CMYK, 0 }, { "l", 2, 0, LINE, 0 }, { "m", 2, 0, TO, 0 }, { "n", 0, 0, PAINT, 0 },
	{ "q", 0, 0, SAVE, 0 }, { "re", 4, 0, RECTANGLE, 0 }, { "rg", 3, 0, RGB, 0 }, { "ri", 0, NAME, INTENT, 0 },
	{ "s", 0, 0, PAINT, STROKE | CLOSED }, { "sc", ANY, 0, COLOUR, 0 }, { "scn", ANY, 0, COLOUR, 0 },
	{ "v", 4, 0, CURVE_V, 0 }, { "w", 1, 0, WIDTH, 0 }, { "y", 4, 0, CURVE_Y, 0 },
};

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
	p->pieces = NULL;
	p->room = NULL;
	p->nfaces = p->faces_cap = p->spans_cap = p->glyphs_cap = p->told_cap = p->pieces_cap = p->nroom = 0;
}

static void
begin(struct quick *p)
{
	p->mem = arena_new("tekenopdrachten", MEMORY);
	buf_init(&p->contents, p->mem, CONTENT_MOST);
}

struct quick *
pdf_quick_new(struct arena *mem, fz_context *ctx, pdf_document *doc)
{
	struct quick *p = NEW(mem, struct quick, 1);

	*p = (struct quick){ .ctx = ctx, .doc = doc, .texts = { { .refs = 1 }, { .refs = 1 } } };
	begin(p);
	for (size_t i = COUNT(ops); i-- != 0;)
		p->first[(unsigned char)ops[i].word[0]] = (unsigned char)i;
	return p;
}

static void
drop_in_hand(struct quick *p)
{
	fz_drop_stream(p->ctx, p->stream);
	pdf_drop_font(p->ctx, p->loaded);
	fz_drop_image(p->ctx, p->image);
	fz_drop_default_colorspaces(p->ctx, p->defaults);
	fz_drop_path(p->ctx, p->path);
	for (size_t i = 0; i < p->nspaces; i++)
		fz_drop_colorspace(p->ctx, p->spaces[i]);
	p->stream = NULL;
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

/* ---- operands ---- */

float
pdf_quick_value(struct str s)
{
	char text[TOKENS_NUMBER_MOST + 1] = "";
	int whole = 0;

	if (str_has(s, '.')) {
		memcpy(text, s.p, s.n);
		return fz_atof(text);
	}
	for (size_t i = s.p[0] == '-'; i < s.n; i++)
		whole = whole * 10 + (s.p[i] - '0');
	return (float)(s.p[0] == '-' ? -whole : whole);
}

float
pdf_quick_number(const struct quick *p, unsigned i)
{
	return pdf_quick_value(p->number[i]);
}

static void
give(struct quick *p, enum given what)
{
	p->given |= (p->given & what) != 0 ? TWICE : what;
}

static bool
take_array(struct quick *p)
{
	enum token token;

	give(p, ARRAY);
	p->npieces = 0;
	while ((token = tokens_next(&p->t)) == TOKEN_NUMBER || token == TOKEN_STRING)
		*PUSH(p->mem, p->pieces, p->npieces, p->pieces_cap) = (struct piece){ p->t.s, token == TOKEN_NUMBER };
	return token == TOKEN_ARRAY_END;
}

static void
forget_operands(struct quick *p)
{
	p->nnumbers = p->given = 0;
	p->t.used = 0;
}

pdf_obj *
pdf_quick_resource(struct quick *p, pdf_obj *kind)
{
	char key[PDF_WORD_MOST + 1] = "";

	memcpy(key, p->name.p, p->name.n);
	return pdf_dict_gets(p->ctx, pdf_dict_get(p->ctx, p->resources, kind), key);
}

/* ---- operands and operators, one by one ---- */

/* NULL: not one of ours, or not with these operands. */
static const struct op *
find_op(const struct quick *p, struct str word)
{
	for (size_t i = p->first[(unsigned char)word.p[0]]; i < COUNT(ops) && ops[i].word[0] == word.p[0]; i++) {
		const struct op *o = &ops[i];

		if (strlen(o->word) != word.n || memcmp(o->word, word.p, word.n) != 0)
			continue;
		return o->given == p->given && (o->numbers == p->nnumbers || o->numbers == ANY) ? o : NULL;
	}
	return NULL;
}

static bool
operate(struct quick *p, const struct op *op)
{
	if (op->act == SKIP)
		return true;
	if (op->act == MARK)
		return !str_eq(p->name, S("OC"));
	return op->act < BEGIN ? pdf_quick_paint(p, op) : pdf_quick_text(p, op);
}

/* One operand, or an operator with those before it.  False: not plain. */
static bool
take(struct quick *p, enum token token)
{
	const struct op *op;

	switch (token) {
	case TOKEN_NUMBER:
		if (p->nnumbers == NUMBERS_MOST)
			return false;
		p->number[p->nnumbers++] = p->t.s;
		return true;
	case TOKEN_NAME:
		if ((p->given & NAME) != 0)
			give(p, PROPERTIES);
		else {
			give(p, NAME);
			p->name = p->t.s;
		}
		return true;
	case TOKEN_STRING:
		give(p, STRING);
		p->string = p->t.s;
		return true;
	case TOKEN_ARRAY:
		return take_array(p);
	case TOKEN_DICT:
		give(p, PROPERTIES);
		return tokens_skip_dict(&p->t);
	case TOKEN_WORD:
		op = find_op(p, p->t.s);
		if (op == NULL || !operate(p, op))
			return false;
		forget_operands(p);
		return true;
	default:
		return false;
	}
}

/* ---- the page ---- */

/* False: too large. */
static bool
load(struct quick *p, pdf_obj *contents)
{
	size_t n;

	p->contents.n = 0;
	p->contents.cut = false;
	p->stream = pdf_open_contents_stream(p->ctx, p->doc, contents);
	while (!p->contents.cut && (n = fz_available(p->ctx, p->stream, BLOCK)) != 0) {
		buf_add(&p->contents, (struct str){ (const char *)p->stream->rp, n });
		p->stream->rp += n;
	}
	fz_drop_stream(p->ctx, p->stream);
	p->stream = NULL;
	if (p->nroom < p->contents.n) {
		p->nroom = 2 * p->contents.n;
		p->room = NEW(p->mem, char, p->nroom);
	}
	return !p->contents.cut;
}

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
run(struct quick *p)
{
	struct str s = buf_str(&p->contents);
	enum token token;

	p->t = (struct tokens){
		.p = (const unsigned char *)s.p, .end = (const unsigned char *)s.p + s.n, .room = p->room
	};
	p->tm = p->tlm = fz_identity;
	p->nnamed = p->nsaved = 0;
	p->open = p->stands = p->clip = false;
	p->path = fz_new_path(p->ctx);
	forget_operands(p);
	while ((token = tokens_next(&p->t)) != TOKEN_END) {
		if (!take(p, token))
			return false;
	}
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
	pdf_obj *contents = pdf_page_contents(p->ctx, page);
	fz_colorspace *cs = NULL;
	fz_matrix ctm;
	fz_rect box;
	bool done;

	drop_in_hand(p);
	if (arena_used(p->mem) > KEPT_MOST) {
		forget(p);
		begin(p);
	}
	if (contents == NULL || page->super.incomplete || !load(p, contents))
		return false;
	p->dev = dev;
	p->defaults = pdf_load_default_colorspaces(p->ctx, p->doc, page);
	if (p->defaults != NULL)
		fz_set_default_colorspaces(p->ctx, dev, p->defaults);
	pdf_page_transform(p->ctx, page, &box, &ctm);
	ctm = fz_concat(ctm, fz_identity);
	p->resources = pdf_page_resources(p->ctx, page);
	p->g = (struct state){ .ctm = ctm, .scale = 1, .size = -1, .paint = { black, black } };
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
