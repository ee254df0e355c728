/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_look.c - what a PDF page without letters shows: nothing, a picture, or some lines. */
#include <string.h>

#include "extract/extraction.h"
#include "extract/pdf_reading.h"

#include "base/banned.h"

#define TOKENS_MOST	2000000		/* of one page; a page of outlined letters has some 100,000 */
#define FORMS_MOST	64		/* forms drawn on one page */
#define SAVED_MOST	64		/* q inside each other; ISO 32000 Annex C asks for 28 */
#define CURVES_LEAST	400		/* some forty letters drawn as shapes */
#define NAME_MOST	128		/* ISO 32000 Annex C: bytes of a name */

struct drawn {
	pdf_obj		*contents, *resources;	/* borrowed from the document */
	fz_matrix	 ctm;
};

struct look {
	struct reading	*d;
	struct drawn	 todo[FORMS_MOST];
	size_t		 ntodo;
	fz_matrix	 ctm, saved[SAVED_MOST];
	size_t		 nsaved;
	float		 n[6];			/* the last numbers, oldest first */
	char		 name[NAME_MOST];	/* the last name */
	double		 covered;		/* by pictures, in square points */
	unsigned	 painted, curves, tokens;
	bool		 much;			/* more than we look at, or a picture inside the contents */
};

static void
push_number(struct look *l, float f)
{
	memmove(l->n, l->n + 1, sizeof l->n - sizeof *l->n);
	l->n[5] = f;
}

static bool
is_one_of(const char *op, const char *const *ops, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(op, ops[i]) == 0)
			return true;
	}
	return false;
}

static void
cover(struct look *l)
{
	double area = (double)l->ctm.a * l->ctm.d - (double)l->ctm.b * l->ctm.c;

	l->painted++;
	l->covered += area < 0 ? -area : area;
}

/* Do: a picture covers the unit square, a form is looked at later. */
static void
draw_object(struct look *l, pdf_obj *resources)
{
	fz_context *ctx = l->d->ctx;
	pdf_obj *object = pdf_dict_gets(ctx, pdf_dict_get(ctx, resources, PDF_NAME(XObject)), l->name), *own;

	if (pdf_name_eq(ctx, pdf_dict_get(ctx, object, PDF_NAME(Subtype)), PDF_NAME(Image))) {
		cover(l);
		return;
	}
	if (!pdf_is_stream(ctx, object))
		return;
	if (l->ntodo == FORMS_MOST) {
		l->much = true;
		return;
	}
	own = pdf_dict_get(ctx, object, PDF_NAME(Resources));
	l->todo[l->ntodo++] = (struct drawn){ object, own != NULL ? own : resources,
		fz_concat(pdf_dict_get_matrix(ctx, object, PDF_NAME(Matrix)), l->ctm) };
}

static void
operate(struct look *l, const char *op, pdf_obj *resources)
{
	static const char *const paints[] = { "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Tj", "TJ", "'",
		"\"" };
	static const char *const curves[] = { "c", "v", "y" };

	if (strcmp(op, "cm") == 0)
		l->ctm = fz_concat(fz_make_matrix(l->n[0], l->n[1], l->n[2], l->n[3], l->n[4], l->n[5]), l->ctm);
	else if (strcmp(op, "q") == 0 && l->nsaved < SAVED_MOST)
		l->saved[l->nsaved++] = l->ctm;
	else if (strcmp(op, "Q") == 0 && l->nsaved != 0)
		l->ctm = l->saved[--l->nsaved];
	else if (strcmp(op, "q") == 0)
		l->much = true;
	else if (strcmp(op, "Do") == 0)
		draw_object(l, resources);
	else if (strcmp(op, "BI") == 0)
		l->much = true;
	else if (is_one_of(op, curves, COUNT(curves)))
		l->curves++;
	else if (is_one_of(op, paints, COUNT(paints)))
		l->painted++;
}

static void
look_stream(struct look *l, struct drawn it)
{
	struct reading *d = l->d;
	pdf_token t;

	l->ctm = it.ctm;
	l->nsaved = 0;
	pdf_lexbuf_init(d->ctx, &d->lexbuf, PDF_LEXBUF_SMALL);
	d->lexing = true;
	d->side = pdf_open_contents_stream(d->ctx, d->doc, it.contents);
	while (!l->much && (t = pdf_lex(d->ctx, d->side, &d->lexbuf)) != PDF_TOK_EOF) {
		if (++l->tokens > TOKENS_MOST)
			l->much = true;
		else if (t == PDF_TOK_INT)
			push_number(l, (float)d->lexbuf.i);
		else if (t == PDF_TOK_REAL)
			push_number(l, d->lexbuf.f);
		else if (t == PDF_TOK_NAME)
			(void)fz_strlcpy(l->name, d->lexbuf.scratch, sizeof l->name);
		else if (t == PDF_TOK_KEYWORD)
			operate(l, d->lexbuf.scratch, it.resources);
	}
	pdf_beside_drop(d);
}

void
pdf_look_page(struct reading *d, pdf_page *page)
{
	struct extraction *x = d->x;
	struct look *l = NEW(x->r->mem, struct look, 1);
	fz_rect box;
	fz_matrix ctm;
	double area;

	*l = (struct look){ .d = d };
	pdf_page_transform(d->ctx, page, &box, &ctm);
	area = (double)(box.x1 - box.x0) * (double)(box.y1 - box.y0);
	if (pdf_page_contents(d->ctx, page) != NULL)
		l->todo[l->ntodo++] =
		    (struct drawn){ pdf_page_contents(d->ctx, page), pdf_page_resources(d->ctx, page), fz_identity };
	for (size_t i = 0; i < l->ntodo && !l->much; i++)
		look_stream(l, l->todo[i]);
	if (l->much || l->curves >= CURVES_LEAST || (l->painted != 0 && l->covered * 2 >= area))
		x->looks[x->nlooks - 1] = LOOK_PICTURE;
	else if (l->painted == 0)
		x->looks[x->nlooks - 1] = LOOK_BLANK;
}
