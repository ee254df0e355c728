/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_rest.c - numbers of people in what no other look at a PDF document takes: every object, also of earlier versions. */
#include <string.h>

#include "base/utf8.h"
#include "extract/extraction.h"
#include "extract/legible.h"
#include "extract/pdf_reading.h"
#include "extract/pdf_skim.h"

#include "base/ascii.h"

#include "base/banned.h"

#define SEARCH_MOST	((uint64_t)4 << 30)	/* bytes searched for what was told already; beyond it things are told twice */
#define STREAM_MOST	((int64_t)256 << 20)	/* bytes of one stream; contents of a page have no more either */
#define SKIM_MOST	((int64_t)32 << 20)	/* bytes of one stream that is skimmed */
#define SKIM_BLOCK	((size_t)65536)		/* a hint: what a filter has ready is taken */
#define DATE_MOST	((size_t)23)		/* bytes of a date with its time zone */
#define NODES_MOST	100000			/* arrays and dictionaries within one object */

/* Was each number of s told in the text or beside it? */
static bool
is_told(struct reading *d, struct str s)
{
	struct str text, aside, n;
	size_t at = 0;

	(void)gather_end(&d->x->text);
	(void)gather_end(&d->x->aside);
	text = buf_str(&d->x->text.text);
	aside = buf_str(&d->x->aside.text);
	while ((n = legible_number(s, &at)).n != 0) {
		d->searched += text.n + aside.n;
		if (d->searched > SEARCH_MOST ||
		    ((text.n == 0 || memmem(text.p, text.n, n.p, n.n) == NULL) &&
			(aside.n == 0 || memmem(aside.p, aside.n, n.p, n.n) == NULL)))
			return false;
	}
	return true;
}

/* D:20260312101500+01'00' (ISO 32000 7.9.4): a day and its time, which no detector takes for a number either. */
static bool
is_moment(struct str s)
{
	size_t digits = 2;

	while (digits < s.n && ascii_digit(s.p[digits]))
		digits++;
	return str_starts(s, S("D:")) && digits == 2 + 14 && s.n <= DATE_MOST;
}

static void
tell(struct reading *d, struct str s)
{
	struct gather *g = &d->x->aside;

	if (is_moment(s) || is_told(d, s))
		return;
	gather_gap(g, GAP_LINE);
	gather_origin(g, d->version == 0 ? TEXT_REST : TEXT_DELETED);
	gather_add(g, s);
	gather_gap(g, GAP_LINE);
}

/* ---- strings in objects ---- */

static void
todo_add(struct reading *d, pdf_obj *o)
{
	/* What it refers to is an object of its own, and comes by itself. */
	if (o == NULL || pdf_is_indirect(d->ctx, o))
		return;
	if (pdf_is_string(d->ctx, o))
		tell(d, str_of(pdf_to_text_string(d->ctx, o)));
	else if ((pdf_is_array(d->ctx, o) || pdf_is_dict(d->ctx, o)) && d->ntodo < NODES_MOST)
		*PUSH(d->x->r->mem, d->todo, d->ntodo, d->todo_cap) = o;
}

static void
read_object(struct reading *d, pdf_obj *o)
{
	d->ntodo = 0;
	todo_add(d, o);
	while (d->ntodo != 0) {
		pdf_obj *at = d->todo[--d->ntodo];

		for (int i = 0, n = pdf_array_len(d->ctx, at); i < n; i++)
			todo_add(d, pdf_array_get(d->ctx, at, i));
		for (int i = 0, n = pdf_dict_len(d->ctx, at); i < n; i++)
			todo_add(d, pdf_dict_get_val(d->ctx, at, i));
	}
}

/* ---- strings in streams: drawing operations, and what else is written so ---- */

/* Streams of another language: pictures, fonts, functions, tables of the file. */
static bool
is_binary(struct reading *d, pdf_obj *o)
{
	static const char *const keys[] = { "Length1", "FunctionType", "ShadingType" };
	static const char *const kinds[] = { "Image", "ObjStm", "XRef", "Type1C", "CIDFontType0C", "OpenType",
		"EmbeddedFile", "CMap" };
	struct str type = str_of(pdf_to_name(d->ctx, pdf_dict_get(d->ctx, o, PDF_NAME(Type))));
	struct str subtype = str_of(pdf_to_name(d->ctx, pdf_dict_get(d->ctx, o, PDF_NAME(Subtype))));

	if (str_index(kinds, COUNT(kinds), type) >= 0 || str_index(kinds, COUNT(kinds), subtype) >= 0)
		return true;
	/* A profile of colours. */
	if (pdf_is_int(d->ctx, pdf_dict_get(d->ctx, o, PDF_NAME(N))))
		return true;
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (pdf_dict_gets(d->ctx, o, keys[i]) != NULL)
			return true;
	}
	return false;
}

static void
tell_string(struct reading *d)
{
	struct str s = buf_str(&d->line);
	size_t at = 0;

	/* As a string of text, UTF-16 perhaps; what has no number needs no second look. */
	if (s.n >= 2 && ((unsigned char)s.p[0] == 0xfe || legible_number(s, &at).n != 0)) {
		d->string = pdf_new_string(d->ctx, s.p, s.n);
		tell(d, str_of(pdf_to_text_string(d->ctx, d->string)));
		pdf_drop_obj(d->ctx, d->string);
		d->string = NULL;
	}
	d->line.n = 0;
	d->line.cut = false;
}

/*
 * May a string of this stream be told?  Of most streams none may, and that is seen
 * much faster than MuPDF divides them into tokens.
 */
static bool
is_close(struct reading *d, int num)
{
	struct skim *k = &d->skim;
	size_t n;

	k->at = SKIM_BETWEEN;
	k->array = k->close = false;
	k->n = k->numerals = 0;
	d->skimming = true;
	d->side = pdf_open_stream_number(d->ctx, d->doc, num);
	while (!k->close && (n = fz_available(d->ctx, d->side, SKIM_BLOCK)) != 0) {
		(void)skim_feed(k, d->side->rp, n);
		d->side->rp += n;
		k->close = k->close || fz_tell(d->ctx, d->side) > SKIM_MOST;
	}
	pdf_beside_drop(d);
	d->skimming = false;
	return skim_end(k);
}

/* Pieces of one array stand behind one another on the page: "[(11122) -20 (2333)] TJ". */
static void
read_stream(struct reading *d, int num)
{
	bool array = false;
	pdf_token t;

	d->side = pdf_open_stream_number(d->ctx, d->doc, num);
	pdf_lexbuf_init(d->ctx, &d->lexbuf, PDF_LEXBUF_SMALL);
	d->lexing = true;
	d->line.n = 0;
	while ((t = pdf_lex(d->ctx, d->side, &d->lexbuf)) != PDF_TOK_EOF) {
		array = t == PDF_TOK_OPEN_ARRAY || (array && t != PDF_TOK_CLOSE_ARRAY);
		if (t == PDF_TOK_STRING)
			buf_add(&d->line, (struct str){ d->lexbuf.scratch, d->lexbuf.len });
		if (!array && d->line.n != 0)
			tell_string(d);
		if (fz_tell(d->ctx, d->side) > STREAM_MOST) {
			d->large = true;
			break;
		}
	}
	tell_string(d);
	pdf_beside_drop(d);
}

static void
read_packet(struct reading *d, int num)
{
	unsigned char block[4096];
	struct str words, word;
	struct buf b;
	size_t n;

	d->xmp.n = 0;
	d->xmp.cut = false;
	d->side = pdf_open_stream_number(d->ctx, d->doc, num);
	while (!d->xmp.cut && (n = fz_read(d->ctx, d->side, block, sizeof block)) != 0)
		buf_add(&d->xmp, (struct str){ (const char *)block, n });
	pdf_beside_drop(d);
	d->large |= d->xmp.cut;
	buf_init(&b, d->x->r->mem, 2 * ATTR_MOST);
	utf8_legible(&b, buf_str(&d->xmp));
	words = buf_str(&b);
	while (str_next(&words, '\n', &word))
		tell(d, word);
}

void
pdf_rest_object(struct reading *d, int num, bool close)
{
	d->object = pdf_load_object(d->ctx, d->doc, num);
	if (!close)
		read_object(d, d->object);
	if (pdf_obj_num_is_stream(d->ctx, d->doc, num)) {
		bool packet =
		    str_eq(str_of(pdf_to_name(d->ctx, pdf_dict_get(d->ctx, d->object, PDF_NAME(Type)))), S("Metadata"));

		/* That of the document of today was read whole. */
		if (packet && num == d->packet && d->version == 0)
			;
		else if (packet)
			read_packet(d, num);
		else if (!is_binary(d, d->object) && (close || is_close(d, num)))
			read_stream(d, num);
	}
	pdf_rest_drop(d);
}

void
pdf_rest_drop(struct reading *d)
{
	pdf_beside_drop(d);
	pdf_drop_obj(d->ctx, d->string);
	pdf_drop_obj(d->ctx, d->object);
	d->string = d->object = NULL;
}
