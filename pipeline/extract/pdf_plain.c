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

#include "pdf/pdf_bytes.h"
#include "pdf/pdf_tokens.h"

#include "base/banned.h"

#define CONTENT_MOST	((size_t)8 << 20)	/* bytes of the operations of one page; a full one has 100,000 */
#define BLOCK		((size_t)65536)		/* a hint: what a filter has ready is taken */
#define NUMBERS_MOST	32u			/* before an operator: MuPDF's stack */
#define SAVED_MOST	64u			/* q inside each other */
#define NAMES_MOST	32u			/* fonts of one page; more are looked up each time */
#define CODES_MOST	8u			/* characters that one glyph stands for */
#define CIDS		65536
#define CID_PAGE	256

/* ---- operators ---- */

/* Operands that are no numbers. */
enum given { NAME = 1, STRING = 2, ARRAY = 4, PROPERTIES = 8, TWICE = 16 };

/* FLUSH: ends the text object that MuPDF has in hand, and no more. */
enum act { SKIP, FLUSH, SAVE, RESTORE, MATRIX, STATE, SPACE, PICTURE, MARK, BEGIN, END, CHAR_SPACE, WORD_SPACE, SCALE,
	LEADING, FONT, RENDER, RISE, MOVE, MOVE_LEAD, TEXT_MATRIX, NEXT, SHOW, SHOW_PIECES, NEXT_SHOW, NEXT_SPACED };

#define ANY	99

/* Those of one first letter together. */
static const struct op {
	char		 word[4];
	unsigned	 numbers, given;
	enum act	 act;
} ops[] = {
	{ "\"", 2, STRING, NEXT_SPACED }, { "'", 0, STRING, NEXT_SHOW },
	{ "B", 0, 0, SKIP }, { "B*", 0, 0, SKIP }, { "BDC", 0, NAME | PROPERTIES, MARK }, { "BMC", 0, NAME, SKIP },
	{ "BT", 0, 0, BEGIN },
	{ "CS", 0, NAME, SPACE }, { "DP", 0, NAME | PROPERTIES, SKIP }, { "Do", 0, NAME, PICTURE },
	{ "EMC", 0, 0, SKIP }, { "ET", 0, 0, END }, { "F", 0, 0, SKIP }, { "G", 1, 0, FLUSH }, { "J", 1, 0, FLUSH },
	{ "K", 4, 0, FLUSH }, { "M", 1, 0, FLUSH }, { "MP", 0, NAME, SKIP }, { "Q", 0, 0, RESTORE },
	{ "RG", 3, 0, FLUSH }, { "S", 0, 0, SKIP }, { "SC", ANY, 0, FLUSH }, { "SCN", ANY, 0, FLUSH },
	{ "Tj", 0, STRING, SHOW }, { "TJ", 0, ARRAY, SHOW_PIECES }, { "Td", 2, 0, MOVE }, { "Tf", 1, NAME, FONT },
	{ "Tm", 6, 0, TEXT_MATRIX }, { "TD", 2, 0, MOVE_LEAD }, { "T*", 0, 0, NEXT }, { "Tc", 1, 0, CHAR_SPACE },
	{ "Tw", 1, 0, WORD_SPACE }, { "Tz", 1, 0, SCALE }, { "TL", 1, 0, LEADING }, { "Tr", 1, 0, RENDER },
	{ "Ts", 1, 0, RISE },
	{ "W", 0, 0, SKIP }, { "W*", 0, 0, SKIP }, { "b", 0, 0, SKIP }, { "b*", 0, 0, SKIP }, { "c", 6, 0, SKIP },
	{ "cm", 6, 0, MATRIX }, { "cs", 0, NAME, SPACE }, { "d", 1, ARRAY, FLUSH }, { "f", 0, 0, SKIP },
	{ "f*", 0, 0, SKIP }, { "g", 1, 0, FLUSH }, { "gs", 0, NAME, STATE }, { "h", 0, 0, SKIP }, { "i", 1, 0, SKIP },
	{ "j", 1, 0, FLUSH }, { "k", 4, 0, FLUSH }, { "l", 2, 0, SKIP }, { "m", 2, 0, SKIP }, { "n", 0, 0, SKIP },
	{ "q", 0, 0, SAVE }, { "re", 4, 0, SKIP }, { "rg", 3, 0, FLUSH }, { "ri", 0, NAME, FLUSH }, { "s", 0, 0, SKIP },
	{ "sc", ANY, 0, FLUSH }, { "scn", ANY, 0, FLUSH }, { "v", 4, 0, SKIP }, { "w", 1, 0, FLUSH }, { "y", 4, 0, SKIP },
};

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
	float		 space, word, scale, leading, size, rise;
	int		 render;
	struct face	*face;
};

struct piece {
	struct str	 s;
	bool		 number;
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
	struct buf	 contents;
	char		*room;
	size_t		 nroom;
	fz_stream	*stream;	/* owned, while it is read */
	pdf_font_desc	*loaded;	/* owned, until a face has it */
	fz_colorspace	*colours;	/* owned, until it is known to be sound */
	/* of the page in hand */
	pdf_obj		*resources;	/* borrowed */
	struct tokens	 t;
	struct named	 named[NAMES_MOST];
	size_t		 nnamed;
	struct saved	 saved[SAVED_MOST];
	size_t		 nsaved;
	struct saved	 g;
	fz_matrix	 tm, tlm;
	bool		 open;		/* a text object of MuPDF's, which holds all up to a change of state */
	int		 mode;		/* of it */
	bool		 stands;	/* stance is that of the text to come */
	struct stance	 stance;
	/* operands */
	struct str	 number[NUMBERS_MOST];
	unsigned	 nnumbers;
	struct str	 name, string, properties;
	unsigned	 given;		/* enum given */
	struct piece	*pieces;
	size_t		 npieces, pieces_cap;
	unsigned char	 first[256];	/* of each byte the first operator that begins so */
};

struct plain *
pdf_plain_new(struct arena *mem, fz_context *ctx, pdf_document *doc)
{
	struct plain *p = NEW(mem, struct plain, 1);

	*p = (struct plain){ .mem = mem, .ctx = ctx, .doc = doc };
	flow_init(&p->flow, mem);
	buf_init(&p->contents, mem, CONTENT_MOST);
	for (size_t i = COUNT(ops); i-- != 0;)
		p->first[(unsigned char)ops[i].word[0]] = (unsigned char)i;
	return p;
}

static void
drop_in_hand(struct plain *p)
{
	fz_drop_stream(p->ctx, p->stream);
	pdf_drop_font(p->ctx, p->loaded);
	fz_drop_colorspace(p->ctx, p->colours);
	p->stream = NULL;
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
find_face(struct plain *p, struct str name)
{
	char key[PDF_WORD_MOST + 1] = "";
	struct face *f;
	pdf_obj *font;

	for (size_t i = 0; i < p->nnamed; i++) {
		if (str_eq(p->named[i].name, name))
			return p->named[i].face;
	}
	memcpy(key, name.p, name.n);
	font = pdf_dict_gets(p->ctx, pdf_dict_get(p->ctx, p->resources, PDF_NAME(Font)), key);
	if (!pdf_is_dict(p->ctx, font))
		return NULL;
	p->loaded = pdf_load_font(p->ctx, p->doc, p->resources, font);
	if (p->loaded->wmode != 0 || p->loaded->encoding == NULL || fz_font_t3_procs(p->ctx, p->loaded->font) != NULL)
		return NULL;
	f = face_of(p);
	if (p->nnamed < NAMES_MOST)
		p->named[p->nnamed++] = (struct named){ name, f };
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

/* What a CID stands for: by ToUnicode, by the encoding, or nobody knows. */
static bool
spell_cid(const pdf_font_desc *desc, int cid, struct shape *s)
{
	int codes[CODES_MOST + 8] = { 0 }, n = 0;

	if (desc->to_unicode != NULL)
		n = pdf_lookup_cmap_full(desc->to_unicode, (unsigned)cid, codes);
	if (n == 0 && (size_t)cid < desc->cid_to_ucs_len) {
		codes[0] = desc->cid_to_ucs[cid];
		n = 1;
	}
	if (n == 0 || (n == 1 && codes[0] == 0)) {
		codes[0] = FZ_REPLACEMENT_CHARACTER;
		n = 1;
	}
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
	fz_matrix m = { g->size * g->scale, 0, 0, g->size, 0, g->rise };

	m = fz_concat(fz_concat(m, p->tm), g->ctm);
	p->stance = (struct stance){ .a = m.a,
		.b = m.b,
		.c = m.c,
		.d = m.d,
		.ascender = g->face->ascender,
		.descender = g->face->descender,
		.bold = g->face->bold };
	flow_stand(&p->stance);
	p->stands = true;
}

static void
move(struct plain *p, float x, float y)
{
	p->tm.e += x * p->tm.a + y * p->tm.c;
	p->tm.f += x * p->tm.b + y * p->tm.d;
}

static bool
show_cid(struct plain *p, int cid)
{
	const struct saved *g = &p->g;
	const struct shape *s = cid < CIDS ? shape_of(p, g->face, cid) : NULL;
	fz_point at;

	if (s == NULL)
		return false;
	if (!p->open || p->mode != g->render) {
		p->open = true;
		p->mode = g->render;
		p->flow.object = true;
	}
	at.x = g->rise * p->tm.c + p->tm.e;
	at.y = g->rise * p->tm.d + p->tm.f;
	at = fz_transform_point(at, g->ctm);
	for (unsigned i = 0; i < s->n; i++) {
		if (i == 0 && s->glyph)
			flow_add(&p->flow, &p->stance, at, s->width, s->code[i], s->turn[i]);
		else
			flow_add_more(&p->flow, &p->stance, s->code[i], s->turn[i]);
	}
	move(p, (s->advance * g->size + g->space) * g->scale, 0);
	return !p->flow.odd;
}

static bool
show(struct plain *p, struct str s)
{
	unsigned char *at = (unsigned char *)(uintptr_t)s.p, *end = at + s.n;

	if (p->g.face == NULL)
		return false;
	if (!p->stands)
		stand(p);
	while (at < end) {
		unsigned code;
		int n = pdf_decode_cmap(p->g.face->desc->encoding, at, end, &code);
		int cid = pdf_lookup_cmap(p->g.face->desc->encoding, code);

		at += n;
		if (cid < 0 || !show_cid(p, cid))
			return false;
		if (code == ' ' && n == 1)
			move(p, p->g.word * p->g.scale, 0);
	}
	return true;
}

/* ---- operands ---- */

static float
value(struct str s)
{
	char text[TOKENS_NUMBER_MOST + 1] = "";
	int whole = 0;

	memcpy(text, s.p, s.n);
	if (str_has(s, '.'))
		return fz_atof(text);
	for (size_t i = text[0] == '-'; i < s.n; i++)
		whole = whole * 10 + (text[i] - '0');
	return (float)(text[0] == '-' ? -whole : whole);
}

static float
number(const struct plain *p, unsigned i)
{
	return value(p->number[i]);
}

static void
give(struct plain *p, enum given what)
{
	p->given |= (p->given & what) != 0 ? TWICE : what;
}

static bool
take_array(struct plain *p)
{
	enum token token;

	give(p, ARRAY);
	p->npieces = 0;
	while ((token = tokens_next(&p->t)) == TOKEN_NUMBER || token == TOKEN_STRING)
		*PUSH(p->mem, p->pieces, p->npieces, p->pieces_cap) = (struct piece){ p->t.s, token == TOKEN_NUMBER };
	return token == TOKEN_ARRAY_END;
}

static void
forget_operands(struct plain *p)
{
	p->nnumbers = p->given = 0;
	p->t.used = 0;
}

/* ---- operators ---- */

static void
text_matrix(struct plain *p, fz_matrix m)
{
	p->tm = p->tlm = m;
	p->stands = false;
}

static void
text_line(struct plain *p, float x, float y)
{
	fz_matrix *m = &p->tlm;

	m->e += x * m->a + y * m->c;
	m->f += x * m->b + y * m->d;
	p->stands = p->stands && p->tm.a == m->a && p->tm.b == m->b && p->tm.c == m->c && p->tm.d == m->d;
	p->tm = *m;
}

static fz_matrix
matrix(const struct plain *p)
{
	return fz_make_matrix(number(p, 0), number(p, 1), number(p, 2), number(p, 3), number(p, 4), number(p, 5));
}

static bool
set_font(struct plain *p)
{
	p->g.face = find_face(p, p->name);
	p->g.size = number(p, 0);
	p->stands = false;
	return p->g.face != NULL;
}

static bool
set_render(struct plain *p)
{
	float mode = number(p, 0);

	/* From 4 on the text is a clip as well. */
	p->g.render = mode >= 0 && mode < 4 ? (int)mode : -1;
	return p->g.render >= 0 && (float)p->g.render == mode;
}

static bool
show_pieces(struct plain *p)
{
	if (p->g.face == NULL)
		return false;
	for (size_t i = 0; i < p->npieces; i++) {
		const struct piece *at = &p->pieces[i];

		if (at->number)
			move(p, -value(at->s) * p->g.size * 0.001f * p->g.scale, 0);
		else if (!show(p, at->s))
			return false;
	}
	return true;
}

/* Of what a state may set, a mask holds text of its own, and a font is not named here. */
static bool
is_plain_state(struct plain *p)
{
	char key[PDF_WORD_MOST + 1] = "";
	pdf_obj *o, *mask;

	memcpy(key, p->name.p, p->name.n);
	o = pdf_dict_gets(p->ctx, pdf_dict_get(p->ctx, p->resources, PDF_NAME(ExtGState)), key);
	mask = pdf_dict_get(p->ctx, o, PDF_NAME(SMask));
	return !p->open && pdf_is_dict(p->ctx, o) && pdf_dict_get(p->ctx, o, PDF_NAME(Font)) == NULL &&
	    (mask == NULL || pdf_name_eq(p->ctx, mask, PDF_NAME(None)));
}

static bool
is_plain_picture(struct plain *p)
{
	char key[PDF_WORD_MOST + 1] = "";
	pdf_obj *o;

	memcpy(key, p->name.p, p->name.n);
	o = pdf_dict_gets(p->ctx, pdf_dict_get(p->ctx, p->resources, PDF_NAME(XObject)), key);
	return pdf_name_eq(p->ctx, pdf_dict_get(p->ctx, o, PDF_NAME(Subtype)), PDF_NAME(Image)) &&
	    pdf_dict_get(p->ctx, o, PDF_NAME(OC)) == NULL;
}

/* A pattern is not, and one that cannot be loaded MuPDF complains of. */
static bool
is_plain_space(struct plain *p)
{
	static const char *const devices[] = { "DeviceGray", "DeviceRGB", "DeviceCMYK" };
	char key[PDF_WORD_MOST + 1] = "";
	pdf_obj *o, *first;

	if (str_index(devices, COUNT(devices), p->name) >= 0)
		return true;
	memcpy(key, p->name.p, p->name.n);
	o = pdf_dict_gets(p->ctx, pdf_dict_get(p->ctx, p->resources, PDF_NAME(ColorSpace)), key);
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
	p->stands = false;
}

/* NULL: not one of ours, or not with these operands. */
static const struct op *
find_op(const struct plain *p, struct str word)
{
	for (size_t i = p->first[(unsigned char)word.p[0]]; i < COUNT(ops) && ops[i].word[0] == word.p[0]; i++) {
		const struct op *o = &ops[i];

		if (strlen(o->word) != word.n || memcmp(o->word, word.p, word.n) != 0)
			continue;
		return o->given == p->given && (o->numbers == p->nnumbers || o->numbers == ANY) ? o : NULL;
	}
	return NULL;
}

/* The operators that set one number, or move. */
static void
set(struct plain *p, enum act act)
{
	struct saved *g = &p->g;
	float n = number(p, 0);

	switch (act) {
	case CHAR_SPACE:
		g->space = n;
		break;
	case WORD_SPACE:
		g->word = n;
		break;
	case SCALE:
		g->scale = n / 100;
		p->stands = false;
		break;
	case LEADING:
		g->leading = n;
		break;
	case RISE:
		g->rise = n;
		p->stands = false;
		break;
	case MOVE_LEAD:
		g->leading = -number(p, 1);
		text_line(p, n, number(p, 1));
		break;
	case MOVE:
		text_line(p, n, number(p, 1));
		break;
	default:
		break;
	}
}

static bool
show_next(struct plain *p, enum act act)
{
	if (act == NEXT_SPACED) {
		p->g.word = number(p, 0);
		p->g.space = number(p, 1);
	}
	text_line(p, 0, -p->g.leading);
	return act == NEXT || show(p, p->string);
}

static bool
operate(struct plain *p, const struct op *op)
{
	switch (op->act) {
	case SKIP:
		return true;
	case FLUSH:
	case END:
		p->open = false;
		return true;
	case SAVE:
		return save(p);
	case RESTORE:
		restore(p);
		return true;
	case MATRIX:
		p->open = p->stands = false;
		p->g.ctm = fz_concat(matrix(p), p->g.ctm);
		return true;
	case STATE:
		return is_plain_state(p);
	case SPACE:
		p->open = false;
		return is_plain_space(p);
	case PICTURE:
		return is_plain_picture(p);
	case MARK:
		return !str_eq(p->name, S("OC"));
	case BEGIN:
		text_matrix(p, fz_identity);
		return true;
	case TEXT_MATRIX:
		text_matrix(p, matrix(p));
		return true;
	case FONT:
		return set_font(p);
	case RENDER:
		return set_render(p);
	case SHOW:
		return show(p, p->string);
	case SHOW_PIECES:
		return show_pieces(p);
	case NEXT:
	case NEXT_SHOW:
	case NEXT_SPACED:
		return show_next(p, op->act);
	default:
		set(p, op->act);
		return true;
	}
}

/* One operand, or an operator with those before it.  False: not plain. */
static bool
take(struct plain *p, enum token token)
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
load(struct plain *p, pdf_obj *contents)
{
	size_t n;

	p->contents.n = 0;
	p->contents.cut = false;
	p->stream = pdf_open_contents_stream(p->ctx, p->doc, contents);
	while (!p->contents.cut && (n = fz_available(p->ctx, p->stream, BLOCK)) != 0) {
		buf_add(&p->contents, (struct str){ (const char *)p->stream->rp, n });
		p->stream->rp += n;
	}
	drop_in_hand(p);
	if (p->nroom < p->contents.n) {
		p->nroom = 2 * p->contents.n;
		p->room = NEW(p->mem, char, p->nroom);
	}
	return !p->contents.cut;
}

const struct flow *
pdf_plain_page(struct plain *p, pdf_page *page)
{
	pdf_obj *contents = pdf_page_contents(p->ctx, page);
	fz_matrix ctm;
	enum token token;
	struct str s;
	fz_rect box;

	drop_in_hand(p);
	if (contents == NULL || !load(p, contents))
		return NULL;
	s = buf_str(&p->contents);
	pdf_page_transform(p->ctx, page, &box, &ctm);
	p->resources = pdf_page_resources(p->ctx, page);
	p->t = (struct tokens){
		.p = (const unsigned char *)s.p, .end = (const unsigned char *)s.p + s.n, .room = p->room
	};
	p->g = (struct saved){ .ctm = fz_concat(ctm, fz_identity), .scale = 1, .size = -1 };
	p->tm = p->tlm = fz_identity;
	p->nnamed = p->nsaved = 0;
	p->open = p->stands = false;
	forget_operands(p);
	flow_begin(&p->flow);
	while ((token = tokens_next(&p->t)) != TOKEN_END) {
		if (!take(p, token))
			return NULL;
	}
	return &p->flow;
}
