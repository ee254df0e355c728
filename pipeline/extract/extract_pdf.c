/* SPDX-License-Identifier: EUPL-1.2 */
/* extract_pdf.c - the text of a PDF document, with MuPDF; its exceptions (setjmp) stay inside this file. */
#include "base/utf8.h"
#include "extract/pdf_plain.h"
#include "extract/pdf_reading.h"
#include "extract/picture.h"
#include "extract/scan.h"
#include "proc/tools.h"

#include "base/banned.h"

#define LINE_MOST	((size_t)1 << 20)	/* bytes of one printed line */
#define VERSIONS_MOST	50			/* times that a document was saved on; each has its table of objects */
#define OBJECTS_MOST	2000000			/* looked at, of all versions; a report of 500 pages has some 100,000 */
#define GARBLED_LEAST	20			/* letters without a code on a page; fewer are bullets */
#define GARBLED_PART	20			/* one in so many of its letters */

/* What an exception means: the machine has no memory, or the document is no good. */
static int
caught(struct reading *d, struct str where, struct err *e)
{
	if (pdf_reader_caught(&d->file, e) != 0)
		return -1;
	if (pdf_reader_was_locked(&d->file))
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
	else
		extraction_stop(d->x, F_EXT_BROKEN, where);
	return 0;
}

/* ---- opening ---- */

static void
open_inside(struct reading *d)
{
	switch (pdf_reader_open(&d->file, d->x->bytes)) {
	case READER_OPEN:
		break;
	case READER_LOCKED:
		extraction_stop(d->x, F_EXT_PASSWORD, STR_NONE);
		return;
	case READER_PAGES:
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("20.000 bladzijden")));
		return;
	case READER_COUNT:
		extraction_stop(d->x, F_EXT_BROKEN, str_of(_("aantal bladzijden klopt niet")));
		return;
	}
	d->doc = d->file.doc;
	pdf_layers_find(d, pdf_reader_root(&d->file));
	if (!d->x->stopped)
		pdf_beside_document(d, pdf_reader_root(&d->file));
}

static int
open_document(struct reading *d, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) open_inside(d);
	fz_always(d->ctx) pdf_beside_drop(d);
	fz_catch(d->ctx) rc = caught(d, str_of(_("PDF-structuur")), e);
	return rc;
}

/* ---- the text of a page ---- */

/* Does b stand right of a, on the same row, as cells of a table do? */
static bool
same_row(const struct printed *a, const struct printed *b)
{
	float height = a->box.y1 - a->box.y0;
	float shift = (b->box.y0 + b->box.y1 - a->box.y0 - a->box.y1) / 2;

	return a->block == b->block && a->upright && b->upright && shift < height * 0.4f && shift > -height * 0.4f &&
	    b->box.x0 >= a->box.x1;
}

static bool
is_space(int c)
{
	return c == ' ' || c == 0xa0 || c == '\t';
}

/* A line, before which `before` stands, if any; s: what it says. */
static void
add_line(struct reading *d, const struct printed *before, const struct printed *l, struct str s)
{
	struct gather *g = &d->x->text;
	struct line line = { .page = (uint32_t)g->npages,
		.block = d->block + l->block,
		.letters = l->letters,
		.bold = l->bold,
		.top = l->box.y0,
		.bottom = l->box.y1 };
	float size;

	gather_gap(g, before != NULL && same_row(before, l) ? GAP_CELL : GAP_ROW);
	d->letters += l->letters;
	d->unknown += l->unknown;
	if (l->letters == 0)
		return;
	size = l->size / (float)l->letters * 2 + 0.5f;
	line.half_points = size > 0 && size < 2000 ? (uint16_t)size : 0;
	line.off = gather_here(g);
	gather_add(g, str_trim(s));
	line.len = gather_end(g) - line.off;
	*PUSH(d->x->r->mem, d->lines.v, d->lines.n, d->lines.cap) = line;
}

static struct printed
line_of(struct reading *d, const fz_stext_line *l, uint32_t block)
{
	struct printed p = { .box = l->bbox, .block = block, .bold = true, .upright = l->wmode == 0 };

	d->line.n = 0;
	for (const fz_stext_char *ch = l->first_char; ch != NULL; ch = ch->next) {
		char utf8[4];
		uint32_t c =
		    ch->c > 0 && ch->c < 0x110000 && (ch->c < 0xd800 || ch->c > 0xdfff) ? (uint32_t)ch->c : 0xfffd;

		buf_add(&d->line, (struct str){ utf8, utf8_encode(c, utf8) });
		if (is_space(ch->c))
			continue;
		p.letters++;
		p.unknown += c == 0xfffd;
		p.size += ch->size;
		p.bold = p.bold && fz_font_is_bold(d->ctx, ch->font);
	}
	if (d->line.cut)
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("1 MB op één regel")));
	return p;
}

static void
read_stext(struct reading *d, const fz_stext_page *p)
{
	uint32_t block = 0;

	for (const fz_stext_block *b = p->first_block; b != NULL; b = b->next) {
		struct printed before, line;

		if (b->type != FZ_STEXT_BLOCK_TEXT)
			continue;
		block++;
		for (const fz_stext_line *l = b->u.t.first_line; l != NULL; l = l->next) {
			line = line_of(d, l, block);
			add_line(d, l->prev != NULL ? &before : NULL, &line, buf_str(&d->line));
			before = line;
		}
	}
	d->block += block;
	gather_gap(&d->x->text, GAP_ROW);
}

static void
read_flow(struct reading *d, const struct flow *f)
{
	struct str all = buf_str(&f->text);

	for (size_t i = 0; i < f->n; i++)
		add_line(d, i != 0 ? &f->v[i - 1] : NULL, &f->v[i], str_sub(all, f->v[i].off, f->v[i].len));
	d->block += f->block;
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

/* A page of kilometres cannot be looked at by anybody, nor drawn by the screen. */
static void
judge_size(struct reading *d, pdf_page *page)
{
	fz_rect box = pdf_bound_page(d->ctx, page);

	if (box.x1 - box.x0 > READER_SIDE || box.y1 - box.y0 > READER_SIDE)
		extraction_find(d->x, F_EXT_PAGE_SIZE, (uint32_t)d->x->text.npages, STR_NONE);
}

/* Once more with every layer on: without a usage MuPDF asks no layer, no intent and no flag of a note whether it may. */
static void
all_layers(struct reading *d, pdf_page *page)
{
	stext_drop(d);
	stext_begin(d, page);
	pdf_run_page_contents_with_usage(d->ctx, page, d->dev, fz_identity, NULL, &d->cookie);
	pdf_run_page_annots_with_usage(d->ctx, page, d->dev, fz_identity, NULL, &d->cookie);
	pdf_run_page_widgets_with_usage(d->ctx, page, d->dev, fz_identity, NULL, &d->cookie);
	fz_close_device(d->ctx, d->dev);
	pdf_layers_add(d, d->stext);
}

static void
read_contents(struct reading *d, pdf_page *page)
{
	stext_begin(d, page);
	pdf_run_page_contents(d->ctx, page, d->dev, fz_identity, &d->cookie);
	fz_close_device(d->ctx, d->dev);
	read_stext(d, d->stext);
	pdf_layers_seen(d, d->stext);
	stext_drop(d);
}

/* What notes and fields show on the page is read like the page itself. */
static void
read_notes(struct reading *d, pdf_page *page)
{
	if (pdf_first_annot(d->ctx, page) == NULL && pdf_first_widget(d->ctx, page) == NULL)
		return;
	stext_begin(d, page);
	pdf_run_page_annots(d->ctx, page, d->dev, fz_identity, &d->cookie);
	pdf_run_page_widgets(d->ctx, page, d->dev, fz_identity, &d->cookie);
	fz_close_device(d->ctx, d->dev);
	read_stext(d, d->stext);
	pdf_layers_seen(d, d->stext);
}

/* What MuPDF throws at this it throws again when it reads the page itself, and then it counts. */
static bool
is_plain(struct reading *d, pdf_page *page)
{
	d->flow = NULL;
	if (d->plain == NULL)
		return false;
	fz_try(d->ctx) d->flow = pdf_plain_page(d->plain, page);
	fz_catch(d->ctx)
	{
		if (fz_caught(d->ctx) == FZ_ERROR_MEMORY)
			fz_rethrow(d->ctx);
	}
	return d->flow != NULL;
}

static void
page_inside(struct reading *d, int number)
{
	struct gather *g = &d->x->text;
	pdf_page *page = pdf_load_page(d->ctx, d->doc, number);
	uint32_t from = gather_end(g);

	d->page = &page->super;
	judge_size(d, page);
	if (!pdf_reader_fits(&d->file, pdf_page_contents(d->ctx, page))) {
		extraction_stop(d->x, F_EXT_TOO_MUCH, str_of(_("256 MB aan tekenopdrachten op een bladzijde")));
		return;
	}
	if (is_plain(d, page))
		read_flow(d, d->flow);
	else
		read_contents(d, page);
	read_notes(d, page);
	if (d->layered)
		all_layers(d, page);
	pdf_beside_page(d, page, from);
	(void)gather_end(g);
	if (g->page_has[g->npages - 1])
		return;
	pdf_look_page(d, page);
	if (d->x->job->words != NULL && d->x->looks[d->x->nlooks - 1] != LOOK_BLANK)
		pdf_draw_page(d, page);
}

/* The page in hand was drawn, because it has no letters of its own. */
static void
read_picture(struct reading *d)
{
	struct str s = STR_NONE;

	if (d->picture != NULL && !d->x->stopped) {
		s.n = fz_buffer_storage(d->ctx, d->picture, (unsigned char **)(uintptr_t)&s.p);
		scan_picture(d->x, s, 1);
	}
	pdf_draw_drop(d);
}

static int
read_page(struct reading *d, int number, struct err *e)
{
	struct str where = str_fmt(d->x->r->mem, _("bladzijde %d"), number + 1);
	int rc = 0;

	d->letters = d->unknown = 0;
	d->nglyphs = 0;
	d->cookie = (fz_cookie){ 0 };
	*PUSH(d->x->r->mem, d->x->looks, d->x->nlooks, d->x->looks_cap) = LOOK_UNKNOWN;
	fz_try(d->ctx) page_inside(d, number);
	fz_always(d->ctx)
	{
		stext_drop(d);
		pdf_beside_drop(d);
		fz_drop_page(d->ctx, d->page);
		d->page = NULL;
	}
	fz_catch(d->ctx) rc = caught(d, where, e);
	read_picture(d);
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

static void
fields_inside(struct reading *d)
{
	pdf_beside_fields(d, pdf_reader_root(&d->file));
}

static int
read_fields(struct reading *d, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) fields_inside(d);
	fz_always(d->ctx) pdf_beside_drop(d);
	fz_catch(d->ctx) rc = caught(d, str_of(_("formuliervelden")), e);
	return rc;
}

/* Returns whether there was memory for it. */
static bool
try_rest_object(struct reading *d, int num, bool close)
{
	bool memory = true;

	d->skimming = false;
	fz_try(d->ctx) pdf_rest_object(d, num, close);
	fz_always(d->ctx) pdf_rest_drop(d);
	fz_catch(d->ctx) memory = fz_caught(d->ctx) != FZ_ERROR_MEMORY;
	return memory;
}

static int
read_rest_object(struct reading *d, int num, struct err *e)
{
	bool memory = try_rest_object(d, num, false);

	if (memory && d->skimming)
		memory = try_rest_object(d, num, true);
	return !memory ? err_set(e, E_LIMIT, _("te weinig geheugen voor dit PDF-document")) : 0;
}

/*
 * Every object by its number, whether something refers to it or not, as each
 * version of the document has it.  One that cannot be read is nobody's page:
 * what the pages need was read before.
 */
static int
read_rest(struct reading *d, struct err *e)
{
	bool lost;
	int rc = 0, versions = d->doc->num_xref_sections;

	if (versions > VERSIONS_MOST || (int64_t)versions * d->nobjects > OBJECTS_MOST) {
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("te veel eerdere versies of objecten")));
		versions = 1;
	}
	lost = pdf_reader_lost(&d->file);
	for (d->version = 0; d->version < versions && rc == 0; d->version++) {
		d->doc->xref_base = d->version;
		for (int num = 1; num < d->nobjects && num < OBJECTS_MOST && rc == 0 && !gather_full(&d->x->aside);
		     num++) {
			rc = read_rest_object(d, num, e);
			d->x->parts.examined += d->version == 0;
		}
	}
	d->doc->xref_base = 0;
	d->x->parts.there = (uint64_t)(d->nobjects < OBJECTS_MOST ? d->nobjects : OBJECTS_MOST) - 1;
	pdf_reader_lost_set(&d->file, lost);
	if (d->large)
		extraction_find(d->x, F_EXT_EMBEDDED, 0, str_of(_("te groot onderdeel")));
	return rc;
}

static int
read_document(struct reading *d, struct err *e)
{
	if (open_document(d, e) != 0 || xmp_read(d->x, buf_str(&d->xmp), e) != 0)
		return -1;
	if (d->doc != NULL && !d->layered)
		d->plain = pdf_plain_new(d->x->r->mem, d->ctx, d->doc);
	for (int i = 0; i < d->file.npages && !d->x->stopped && !gather_full(&d->x->text); i++) {
		if (i != 0)
			gather_page(&d->x->text);
		if (read_page(d, i, e) != 0)
			return -1;
	}
	if (!d->x->stopped && (read_fields(d, e) != 0 || read_rest(d, e) != 0))
		return -1;
	if (d->x->stopped)
		return 0;
	d->x->npages = (uint32_t)d->file.npages;
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
extract_pdf(struct extraction *x, struct err *e)
{
	struct reading *d = NEW(x->r->mem, struct reading, 1);
	int rc;

	*d = (struct reading){ .file = pdf_reader_begin(x->job->tools->pdf), .x = x };
	d->ctx = d->file.ctx;
	buf_init(&d->line, x->r->mem, LINE_MOST);
	buf_init(&d->xmp, x->r->mem, ATTR_MOST);
	rc = read_document(d, e);
	if (pdf_reader_lost(&d->file) && !x->stopped)
		extraction_find(x, F_EXT_REPAIRED, 0, str_of(_("een onderdeel is afgebroken of niet te lezen")));
	pdf_plain_drop(d->plain);
	pdf_reader_end(&d->file);
	return rc;
}
