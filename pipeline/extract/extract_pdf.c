/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_pdf.c - the text of a PDF document, with MuPDF; its exceptions (setjmp) stay inside this file. */
#include "extract/extract_pdf.h"

#include <string.h>

#include <mupdf/fitz.h>
#include <mupdf/pdf.h>

#include "base/utf8.h"
#include "extract/lines.h"

#include "base/banned.h"

#define STORE_MOST	((size_t)64 << 20)	/* bytes of MuPDF's cache, within the worker's address space */
#define PAGES_MOST	20000			/* ten times the thickest dossier document we know */
#define TREE_DEPTH	64			/* levels of the page tree; writers make two to five */
#define OUTLINE_MOST	20000			/* bookmarks looked at */
#define LAYERS_MOST	10000			/* layers switched on */
#define LINE_MOST	((size_t)1 << 20)	/* bytes of one printed line */
#define GARBLED_LEAST	20			/* letters without a code on a page; fewer are bullets */
#define GARBLED_PART	20			/* one in so many of its letters */

struct pdf_reader {
	fz_context	*ctx;
};

/*
 * All that must survive a longjmp lives here, behind a pointer that does not
 * change: no local variable is written inside fz_try.
 */
struct reading {
	fz_context	*ctx;
	struct extraction *x;
	fz_stream	*stream;
	pdf_document	*doc;
	fz_page		*page;
	fz_stext_page	*stext;
	fz_device	*dev;
	pdf_obj		*at[TREE_DEPTH];	/* borrowed from the document, which lives longer */
	int		 next[TREE_DEPTH];
	struct lines	 lines;
	struct buf	 line;
	uint32_t	 block;
	int		 npages;
	uint32_t	 letters, unknown;	/* of the page in hand */
	uint32_t	 garbled, garbled_first;	/* pages */
	fz_cookie	 cookie;
};

static void
quiet(void *user, const char *message)
{
	(void)user;
	(void)message;
}

int
extract_pdf_load(struct arena *mem, struct pdf_reader **p_r, struct err *e)
{
	fz_context *ctx = fz_new_context(NULL, NULL, STORE_MOST);

	if (ctx == NULL)
		return err_set(e, E_LIMIT, _("MuPDF start niet"));
	fz_set_warning_callback(ctx, quiet, NULL);
	fz_set_error_callback(ctx, quiet, NULL);
	*p_r = NEW(mem, struct pdf_reader, 1);
	(*p_r)->ctx = ctx;
	return 0;
}

/* What an exception means: the machine has no memory, or the document is no good. */
static int
caught(struct reading *d, struct str where, struct err *e)
{
	if (fz_caught(d->ctx) == FZ_ERROR_MEMORY)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor dit PDF-document"));
	if (strstr(fz_caught_message(d->ctx), "encrypt") != NULL)
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
	else
		extraction_stop(d->x, F_EXT_BROKEN, where);
	return 0;
}

/* ---- opening ---- */

/* Leaves of the page tree, or -1 when the tree is too deep or too large.  A lying Count hides pages. */
static int
count_leaves(struct reading *d, pdf_obj *root)
{
	int depth = 0, leaves = 0;

	d->at[0] = pdf_dict_get(d->ctx, root, PDF_NAME(Pages));
	d->next[0] = 0;
	while (depth >= 0) {
		pdf_obj *kids = pdf_dict_get(d->ctx, d->at[depth], PDF_NAME(Kids)), *kid;

		if (d->next[depth] >= pdf_array_len(d->ctx, kids)) {
			depth--;
			continue;
		}
		kid = pdf_array_get(d->ctx, kids, d->next[depth]++);
		if (!pdf_is_dict(d->ctx, kid))
			return -1;
		if (!pdf_is_array(d->ctx, pdf_dict_get(d->ctx, kid, PDF_NAME(Kids)))) {
			if (++leaves > PAGES_MOST)
				return -1;
		} else {
			if (++depth == TREE_DEPTH)
				return -1;
			d->at[depth] = kid;
			d->next[depth] = 0;
		}
	}
	return leaves;
}

static void
find_embedded(struct reading *d, pdf_obj *root)
{
	pdf_obj *names = pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(Names)), PDF_NAME(EmbeddedFiles));

	if (pdf_array_len(d->ctx, pdf_dict_get(d->ctx, names, PDF_NAME(Names))) != 0 ||
	    pdf_array_len(d->ctx, pdf_dict_get(d->ctx, names, PDF_NAME(Kids))) != 0 ||
	    pdf_is_array(d->ctx, pdf_dict_gets(d->ctx, root, "AF")) ||
	    pdf_is_dict(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(Collection))))
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("ingesloten bestand")));
	if (pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(AcroForm)), PDF_NAME(XFA)) != NULL)
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("XFA-formulier")));
}

static void
add_aside(struct reading *d, const char *text)
{
	gather_gap(&d->x->aside, GAP_LINE);
	gather_add(&d->x->aside, str_of(text));
}

/* Properties and bookmarks: a reader sees them, so the screen must too. */
static void
read_properties(struct reading *d, pdf_obj *root)
{
	struct arena *mem = d->x->r->mem;
	pdf_obj *info = pdf_dict_get(d->ctx, pdf_trailer(d->ctx, d->doc), PDF_NAME(Info));

	d->x->title = str_dup(mem, str_of(pdf_dict_get_text_string(d->ctx, info, PDF_NAME(Title))));
	d->x->language = str_dup(mem, str_of(pdf_dict_get_text_string(d->ctx, root, PDF_NAME(Lang))));
	for (int i = 0, n = pdf_dict_len(d->ctx, info); i < n; i++) {
		pdf_obj *key = pdf_dict_get_key(d->ctx, info, i);

		if (pdf_name_eq(d->ctx, key, PDF_NAME(CreationDate)) || pdf_name_eq(d->ctx, key, PDF_NAME(ModDate)))
			continue;
		add_aside(d, pdf_to_text_string(d->ctx, pdf_dict_get_val(d->ctx, info, i)));
	}
}

static void
read_outline(struct reading *d, pdf_obj *root)
{
	int depth = 0;

	d->at[0] = pdf_dict_get(d->ctx, pdf_dict_get(d->ctx, root, PDF_NAME(Outlines)), PDF_NAME(First));
	for (int seen = 0; depth >= 0; seen++) {
		pdf_obj *item = d->at[depth], *child;

		if (!pdf_is_dict(d->ctx, item)) {
			depth--;
			continue;
		}
		add_aside(d, pdf_dict_get_text_string(d->ctx, item, PDF_NAME(Title)));
		child = pdf_dict_get(d->ctx, item, PDF_NAME(First));
		d->at[depth] = pdf_dict_get(d->ctx, item, PDF_NAME(Next));
		if (seen == OUTLINE_MOST || (pdf_is_dict(d->ctx, child) && depth + 1 == TREE_DEPTH)) {
			extraction_stop(d->x, F_EXT_BROKEN, str_of(_("bladwijzers")));
			return;
		}
		if (pdf_is_dict(d->ctx, child))
			d->at[++depth] = child;
	}
}

/* Text in a layer that is switched off is still in the file. */
static void
show_layers(struct reading *d)
{
	int n = pdf_count_layers(d->ctx, d->doc);

	if (n > LAYERS_MOST)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("10.000 lagen")));
	for (int i = 0; i < n && i < LAYERS_MOST; i++)
		pdf_enable_layer(d->ctx, d->doc, i, 1);
}

static void
open_inside(struct reading *d)
{
	pdf_obj *root;
	int leaves;

	d->stream = fz_open_memory(d->ctx, (const unsigned char *)d->x->bytes.p, d->x->bytes.n);
	d->doc = pdf_open_document_with_stream(d->ctx, d->stream);
	if (pdf_needs_password(d->ctx, d->doc) && !pdf_authenticate_password(d->ctx, d->doc, "")) {
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
		return;
	}
	d->npages = pdf_count_pages(d->ctx, d->doc);
	root = pdf_dict_get(d->ctx, pdf_trailer(d->ctx, d->doc), PDF_NAME(Root));
	if (d->npages > PAGES_MOST) {
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("20.000 bladzijden")));
		return;
	}
	leaves = count_leaves(d, root);
	if (d->npages <= 0 || leaves != d->npages) {
		extraction_stop(d->x, F_EXT_BROKEN, str_of(_("aantal bladzijden klopt niet")));
		return;
	}
	show_layers(d);
	find_embedded(d, root);
	read_properties(d, root);
	read_outline(d, root);
}

static int
open_document(struct reading *d, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) open_inside(d);
	fz_catch(d->ctx) rc = caught(d, str_of(_("PDF-structuur")), e);
	return rc;
}

/* ---- the text of a page ---- */

/* Does b stand right of a, on the same row, as cells of a table do? */
static bool
same_row(const fz_stext_line *a, const fz_stext_line *b)
{
	float height = a->bbox.y1 - a->bbox.y0;
	float shift = (b->bbox.y0 + b->bbox.y1 - a->bbox.y0 - a->bbox.y1) / 2;

	return a->wmode == 0 && b->wmode == 0 && shift < height * 0.4f && shift > -height * 0.4f &&
	    b->bbox.x0 >= a->bbox.x1;
}

static bool
is_space(int c)
{
	return c == ' ' || c == 0xa0 || c == '\t';
}

static void
read_line(struct reading *d, const fz_stext_line *l)
{
	struct gather *g = &d->x->text;
	struct line line = {
		.page = (uint32_t)g->npages, .block = d->block, .bold = true, .top = l->bbox.y0, .bottom = l->bbox.y1
	};
	float size = 0;
	struct str s;

	d->line.n = 0;
	for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
		char utf8[4];
		uint32_t c =
		    ch->c > 0 && ch->c < 0x110000 && (ch->c < 0xd800 || ch->c > 0xdfff) ? (uint32_t)ch->c : 0xfffd;

		buf_add(&d->line, (struct str){ utf8, utf8_encode(c, utf8) });
		if (is_space(ch->c))
			continue;
		line.letters++;
		d->unknown += c == 0xfffd;
		size += ch->size;
		line.bold = line.bold && fz_font_is_bold(d->ctx, ch->font);
	}
	d->letters += line.letters;
	s = str_trim(buf_str(&d->line));
	if (d->line.cut)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1 MB op één regel")));
	if (line.letters == 0)
		return;
	size = size / (float)line.letters * 2 + 0.5f;
	line.half_points = size > 0 && size < 2000 ? (uint16_t)size : 0;
	line.off = gather_here(g);
	gather_add(g, s);
	line.len = gather_end(g) - line.off;
	*PUSH(d->x->r->mem, d->lines.v, d->lines.n, d->lines.cap) = line;
}

static void
read_stext(struct reading *d, const fz_stext_page *p)
{
	for (const fz_stext_block *b = p->first_block; b != NULL; b = b->next) {
		if (b->type != FZ_STEXT_BLOCK_TEXT)
			continue;
		d->block++;
		for (const fz_stext_line *l = b->u.t.first_line; l != NULL; l = l->next) {
			bool row = l->prev != NULL && same_row(l->prev, l);

			gather_gap(&d->x->text, row ? GAP_CELL : GAP_ROW);
			read_line(d, l);
		}
	}
	gather_gap(&d->x->text, GAP_ROW);
}

static void
stext_begin(struct reading *d, pdf_page *page)
{
	fz_stext_options none = { .flags = 0 };

	d->stext = fz_new_stext_page(d->ctx, pdf_bound_page(d->ctx, page));
	d->dev = fz_new_stext_device(d->ctx, d->stext, &none);
}

static void
stext_drop(struct reading *d)
{
	fz_drop_device(d->ctx, d->dev);
	fz_drop_stext_page(d->ctx, d->stext);
	d->dev = NULL;
	d->stext = NULL;
}

/* Add what an annotation says, unless its picture on the page said it already. */
static void
add_unseen(struct reading *d, const char *text, uint32_t from)
{
	struct gather *g = &d->x->text;
	struct str s = str_trim(str_of(text)), seen;

	(void)gather_end(g);
	seen = str_from(buf_str(&g->text), from);
	if (s.n == 0 || memmem(seen.p, seen.n, s.p, s.n) != NULL)
		return;
	gather_gap(g, GAP_ROW);
	gather_add(g, s);
	gather_gap(g, GAP_ROW);
}

static void
read_annotations(struct reading *d, pdf_page *page, uint32_t from)
{
	pdf_obj *annots = pdf_dict_get(d->ctx, page->obj, PDF_NAME(Annots));
	bool embedded = false;

	for (int i = 0, n = pdf_array_len(d->ctx, annots); i < n; i++) {
		pdf_obj *a = pdf_array_get(d->ctx, annots, i), *type = pdf_dict_get(d->ctx, a, PDF_NAME(Subtype));

		add_unseen(d, pdf_dict_get_text_string(d->ctx, a, PDF_NAME(Contents)), from);
		if (pdf_name_eq(d->ctx, type, PDF_NAME(Widget)))
			add_unseen(d, pdf_field_value(d->ctx, a), from);
		embedded = embedded || pdf_name_eq(d->ctx, type, PDF_NAME(FileAttachment)) ||
		    pdf_name_eq(d->ctx, type, PDF_NAME(Sound)) || pdf_name_eq(d->ctx, type, PDF_NAME(Movie)) ||
		    pdf_name_eq(d->ctx, type, PDF_NAME(Screen)) ||
		    strcmp(pdf_to_name(d->ctx, type), "RichMedia") == 0 || strcmp(pdf_to_name(d->ctx, type), "3D") == 0;
	}
	if (embedded)
		extraction_find(d->x, F_EXT_EMBEDDED, (uint32_t)d->x->text.npages,
		    str_of(_("bijlage of geluid of beeld op de bladzijde")));
}

static void
page_inside(struct reading *d, int number)
{
	struct gather *g = &d->x->text;
	pdf_page *page = pdf_load_page(d->ctx, d->doc, number);
	uint32_t from = gather_end(g);

	d->page = &page->super;
	stext_begin(d, page);
	pdf_run_page_contents(d->ctx, page, d->dev, fz_identity, &d->cookie);
	fz_close_device(d->ctx, d->dev);
	read_stext(d, d->stext);
	stext_drop(d);

	gather_origin(g, TEXT_COMMENT);
	stext_begin(d, page);
	pdf_run_page_annots(d->ctx, page, d->dev, fz_identity, &d->cookie);
	pdf_run_page_widgets(d->ctx, page, d->dev, fz_identity, &d->cookie);
	fz_close_device(d->ctx, d->dev);
	read_stext(d, d->stext);
	read_annotations(d, page, from);
	gather_origin(g, TEXT_VISIBLE);
}

static int
read_page(struct reading *d, int number, struct err *e)
{
	struct str where = str_fmt(d->x->r->mem, _("bladzijde %d"), number + 1);
	int rc = 0;

	d->letters = d->unknown = 0;
	d->cookie = (fz_cookie){ 0 };
	fz_try(d->ctx) page_inside(d, number);
	fz_always(d->ctx)
	{
		stext_drop(d);
		fz_drop_page(d->ctx, d->page);
		d->page = NULL;
	}
	fz_catch(d->ctx) rc = caught(d, where, e);
	if (d->cookie.incomplete != 0)
		extraction_stop(d->x, F_EXT_BROKEN, where);
	else if (d->cookie.errors != 0)
		extraction_find(d->x, F_EXT_REPAIRED, (uint32_t)number + 1, where);
	if (d->unknown >= GARBLED_LEAST && d->unknown >= d->letters / GARBLED_PART) {
		d->garbled++;
		if (d->garbled_first == 0)
			d->garbled_first = (uint32_t)number + 1;
	}
	return rc;
}

static int
read_document(struct reading *d, struct err *e)
{
	if (open_document(d, e) != 0)
		return -1;
	for (int i = 0; i < d->npages && !d->x->stopped && !gather_full(&d->x->text); i++) {
		if (i != 0)
			gather_page(&d->x->text);
		if (read_page(d, i, e) != 0)
			return -1;
	}
	if (d->x->stopped)
		return 0;
	/* What a repair could not find back, nobody has seen: a person decides, with the text that was found. */
	if (pdf_was_repaired(d->ctx, d->doc))
		extraction_find(
		    d->x, F_EXT_REPAIRED, 0, str_of(_("inhoudsopgave van het bestand ontbreekt of klopt niet")));
	if (d->garbled != 0)
		extraction_find(d->x, F_EXT_GARBLED, d->garbled_first,
		    d->garbled == 1 ? str_of(_("1 bladzijde")) : str_fmt(d->x->r->mem, _("%u bladzijden"), d->garbled));
	lines_headings(&d->lines, &d->x->text);
	return 0;
}

int
extract_pdf(struct pdf_reader *p, struct extraction *x, struct err *e)
{
	struct reading *d = NEW(x->r->mem, struct reading, 1);
	int rc;

	*d = (struct reading){ .ctx = p->ctx, .x = x };
	buf_init(&d->line, x->r->mem, LINE_MOST);
	rc = read_document(d, e);
	pdf_drop_document(p->ctx, d->doc);
	fz_drop_stream(p->ctx, d->stream);
	return rc;
}
