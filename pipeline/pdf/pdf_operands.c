/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pdf_operands.c - the drawing operations of a plain page, each with its operands.
 *
 * Nearly every page uses some sixty operators in the form in which its program
 * wrote them for all its pages.  Those are here; what is not, or has other operands than
 * it should (which MuPDF would repair or complain of), is not plain.
 */
#include "pdf/pdf_operands.h"

#include <string.h>

#include "pdf/pdf_bytes.h"

#include "base/banned.h"

#define CONTENT_MOST	((size_t)8 << 20)	/* bytes of the operations of one page; a full one has 100,000 */
#define BLOCK		((size_t)65536)		/* a hint: what a filter has ready is taken */
#define ANY		99			/* of numbers */

/* Operands that are no numbers. */
enum given { NAME = 1, STRING = 2, ARRAY = 4, PROPERTIES = 8, TWICE = 16 };

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

void
operands_init(struct operands *o, struct arena *mem, fz_context *ctx, pdf_document *doc)
{
	*o = (struct operands){ .ctx = ctx, .doc = doc, .mem = mem };
	buf_init(&o->contents, mem, CONTENT_MOST);
	for (size_t i = COUNT(ops); i-- != 0;)
		o->first[(unsigned char)ops[i].word[0]] = (unsigned char)i;
}

void
operands_drop(struct operands *o)
{
	fz_drop_stream(o->ctx, o->stream);
	o->stream = NULL;
}

/* False: too large. */
static bool
load(struct operands *o, pdf_obj *contents)
{
	size_t n;

	o->contents.n = 0;
	o->contents.cut = false;
	o->stream = pdf_open_contents_stream(o->ctx, o->doc, contents);
	while (!o->contents.cut && (n = fz_available(o->ctx, o->stream, BLOCK)) != 0) {
		buf_add(&o->contents, (struct str){ (const char *)o->stream->rp, n });
		o->stream->rp += n;
	}
	operands_drop(o);
	if (o->nroom < o->contents.n) {
		o->nroom = 2 * o->contents.n;
		o->room = NEW(o->mem, char, o->nroom);
	}
	return !o->contents.cut;
}

bool
operands_load(struct operands *o, pdf_page *page)
{
	pdf_obj *contents = pdf_page_contents(o->ctx, page);
	struct str s;

	operands_drop(o);
	if (contents == NULL || !load(o, contents))
		return false;
	s = buf_str(&o->contents);
	o->resources = pdf_page_resources(o->ctx, page);
	o->t = (struct tokens){
		.p = (const unsigned char *)s.p, .end = (const unsigned char *)s.p + s.n, .room = o->room
	};
	return true;
}

/* ---- operands ---- */

float
operands_value(struct str s)
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
operands_number(const struct operands *o, unsigned i)
{
	return operands_value(o->number[i]);
}

fz_matrix
operands_matrix(const struct operands *o)
{
	return fz_make_matrix(operands_number(o, 0), operands_number(o, 1), operands_number(o, 2),
	    operands_number(o, 3), operands_number(o, 4), operands_number(o, 5));
}

pdf_obj *
operands_resource(const struct operands *o, pdf_obj *kind)
{
	char key[PDF_WORD_MOST + 1] = "";

	memcpy(key, o->name.p, o->name.n);
	return pdf_dict_gets(o->ctx, pdf_dict_get(o->ctx, o->resources, kind), key);
}

static void
give(struct operands *o, enum given what)
{
	o->given |= (o->given & what) != 0 ? TWICE : what;
}

static bool
take_array(struct operands *o)
{
	enum token token;

	give(o, ARRAY);
	o->npieces = 0;
	while ((token = tokens_next(&o->t)) == TOKEN_NUMBER || token == TOKEN_STRING)
		*PUSH(o->mem, o->pieces, o->npieces, o->pieces_cap) = (struct piece){ o->t.s, token == TOKEN_NUMBER };
	return token == TOKEN_ARRAY_END;
}

/* False: not plain. */
static bool
take(struct operands *o, enum token token)
{
	switch (token) {
	case TOKEN_NUMBER:
		if (o->nnumbers == NUMBERS_MOST)
			return false;
		o->number[o->nnumbers++] = o->t.s;
		return true;
	case TOKEN_NAME:
		if ((o->given & NAME) != 0)
			give(o, PROPERTIES);
		else {
			give(o, NAME);
			o->name = o->t.s;
		}
		return true;
	case TOKEN_STRING:
		give(o, STRING);
		o->string = o->t.s;
		return true;
	case TOKEN_ARRAY:
		return take_array(o);
	case TOKEN_DICT:
		give(o, PROPERTIES);
		return tokens_skip_dict(&o->t);
	default:
		return false;
	}
}

/* ---- operators ---- */

/* NULL: not one of ours, or not with these operands. */
static const struct op *
find_op(const struct operands *o, struct str word)
{
	for (size_t i = o->first[(unsigned char)word.p[0]]; i < COUNT(ops) && ops[i].word[0] == word.p[0]; i++) {
		const struct op *op = &ops[i];

		if (strlen(op->word) != word.n || memcmp(op->word, word.p, word.n) != 0)
			continue;
		return op->given == o->given && (op->numbers == o->nnumbers || op->numbers == ANY) ? op : NULL;
	}
	return NULL;
}

bool
operands_next(struct operands *o, const struct op **op_r)
{
	enum token token;

	o->nnumbers = o->given = 0;
	o->t.used = 0;
	while ((token = tokens_next(&o->t)) != TOKEN_WORD) {
		if (token == TOKEN_END) {
			*op_r = NULL;
			return true;
		}
		if (!take(o, token))
			return false;
	}
	*op_r = find_op(o, o->t.s);
	return *op_r != NULL;
}
