/* SPDX-License-Identifier: EUPL-1.2 */
/* picture.c - the stage that draws the place of a finding; MuPDF's exceptions (setjmp) stay inside this file. */
#include "picture/picture.h"

#include <math.h>

#include "base/fd.h"
#include "base/map.h"
#include "picture/drawing.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file; extract refuses more */
#define ORDER_MOST	((size_t)1 << 20)	/* bytes of A_RUN */
#define WORK_MOST	MIB(512)		/* text of the document, what is unseen, glyphs of a page */
#define PAGE_MOST	GIB(1)			/* glyphs and texts of one page */
#define WIDTH_MOST	DOTS(864)		/* a page that is wider (A4 is 595 points) is cut on both sides */
#define HEIGHT_MOST	DOTS(576)
#define HEIGHT_LEAST	DOTS(144)
#define ABOUT		DOTS(54)		/* that is shown of the page on each side of a place, at least */
#define FRAME_THICK	4			/* dots: seen in black and white, and on paper */
#define FRAME_AWAY	2			/* dots between the place and its frame */
#define PLACE_LEAST	DOTS(3)			/* a thinner place gets a frame of its own */
#define SHOWN_LEAST	50			/* one dot in so many shows something; else it is a grey box */

/* --- where --------------------------------------------------------------------- */

fz_rect
place_of(const struct drawing *d, struct box b)
{
	fz_rect r = { DOTS(b.x0) / 10, DOTS(b.y0) / 10, DOTS(b.x1) / 10, DOTS(b.y1) / 10 };

	return fz_translate_rect(r, d->bounds.x0, d->bounds.y0);
}

/* Of [least, most] a stretch of this length that has [from, to] in its middle. */
static void
stretch(float least, float most, float length, float from, float to, float *from_r, float *to_r)
{
	float at = (from + to - length) / 2;

	/* Of what is larger than that the beginning is shown. */
	if (to - from > length)
		at = from - ABOUT / 2;
	if (at + length > most)
		at = most - length;
	if (at < least)
		at = least;
	*from_r = at;
	*to_r = fminf(at + length, most);
}

/* The piece of the page that is shown: its width, and a third of its height, or more for a high place. */
static void
choose_window(struct drawing *d)
{
	fz_rect b = d->bounds, p = d->place;
	float width = fminf(b.x1 - b.x0, WIDTH_MOST);
	float height = fmaxf((b.y1 - b.y0) / 3, p.y1 - p.y0 + 2 * ABOUT);

	height = fminf(fmaxf(height, HEIGHT_LEAST), HEIGHT_MOST);
	stretch(b.x0, b.x1, width, p.x0, p.x1, &d->window.x0, &d->window.x1);
	stretch(b.y0, b.y1, height, p.y0, p.y1, &d->window.y0, &d->window.y1);
}

/* Set d->place: NULL, or why there is none. */
static const char *
find_place(struct drawing *d, const struct reading *drawn, const struct album_shot *shot)
{
	size_t first, end;

	if (box_is_there(shot->box))
		d->place = place_of(d, shot->box);
	else if (shot->at.len == 0 || shot->at.off >= d->text->s.n)
		return _("de plaats op de bladzijde is niet bekend");
	else if (text_origin_at(d->text, shot->at.off) == TEXT_SCAN)
		return _("de bladzijde is een scan; wat daarop staat is niet met zekerheid te maskeren");
	else if (text_origin_at(d->text, shot->at.off) != TEXT_VISIBLE)
		return _("de vondst staat niet op de bladzijde zelf");
	else if (!letters_find(d, drawn, shot->at, &first, &end))
		return _("de plaats is op de bladzijde niet teruggevonden");
	else
		d->place = letters_box(d, drawn, first, end);
	if (!(d->place.x1 - d->place.x0 >= PLACE_LEAST) || !(d->place.y1 - d->place.y0 >= PLACE_LEAST))
		d->place = fz_expand_rect(d->place, PLACE_LEAST);
	if (fz_is_empty_rect(fz_intersect_rect(d->place, d->bounds)))
		return _("de plaats ligt buiten de bladzijde");
	d->place = fz_intersect_rect(d->place, d->bounds);
	return NULL;
}

/* --- dots ------------------------------------------------------------------------ */

struct colour {
	unsigned char	 r, g, b;
};

static const struct colour masking = { 112, 112, 112 }, framing = { 200, 0, 0 };

static void
paint(fz_pixmap *p, fz_irect r, struct colour c)
{
	for (int y = r.y0 > p->y ? r.y0 : p->y; y < r.y1 && y < p->y + p->h; y++) {
		for (int x = r.x0 > p->x ? r.x0 : p->x; x < r.x1 && x < p->x + p->w; x++) {
			unsigned char *dot = p->samples + (y - p->y) * p->stride + (ptrdiff_t)(x - p->x) * p->n;

			dot[0] = c.r;
			dot[1] = c.g;
			dot[2] = c.b;
		}
	}
}

static void
paint_frame(fz_pixmap *p, fz_rect place)
{
	fz_irect in = fz_expand_irect(fz_irect_from_rect(place), FRAME_AWAY), out = fz_expand_irect(in, FRAME_THICK);

	paint(p, (fz_irect){ out.x0, out.y0, out.x1, in.y0 }, framing);
	paint(p, (fz_irect){ out.x0, in.y1, out.x1, out.y1 }, framing);
	paint(p, (fz_irect){ out.x0, in.y0, in.x0, in.y1 }, framing);
	paint(p, (fz_irect){ in.x1, in.y0, out.x1, in.y1 }, framing);
}

/* Is it more than the light grey of what may not be seen?  Such a picture says nothing, and is none. */
static bool
shows_something(const struct drawing *d)
{
	const fz_pixmap *p = d->pixels;
	size_t shown = 0, all = (size_t)p->w * (size_t)p->h;
	const unsigned char grey = 217; /* LIGHT of canvas.c */

	for (int y = 0; y < p->h; y++) {
		for (int x = 0; x < p->w; x++) {
			const unsigned char *dot = p->samples + y * p->stride + (ptrdiff_t)x * p->n;

			shown += dot[0] + 1 < grey || dot[0] > grey + 1 || dot[0] != dot[1] || dot[1] != dot[2];
		}
	}
	return shown >= all / SHOWN_LEAST;
}

/* --- a page ------------------------------------------------------------------------ */

/* What an exception means: the machine has no memory, or this page is not to be drawn. */
static int
caught(struct drawing *d, const char **why_r, struct err *e)
{
	if (fz_caught(d->ctx) == FZ_ERROR_MEMORY)
		return err_set(e, E_LIMIT, _("te weinig geheugen voor dit PDF-document"));
	*why_r = _("de bladzijde is niet te tekenen");
	return 0;
}

static int
gather(struct drawing *d, const char **why_r, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx)
	{
		d->page = pdf_load_page(d->ctx, d->doc, (int)d->number - 1);
		d->held = &d->page->super;
		canvas_gather(d);
	}
	fz_always(d->ctx) canvas_drop(d);
	fz_catch(d->ctx) rc = caught(d, why_r, e);
	return rc;
}

static int
draw(struct drawing *d, const char **why_r, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) canvas_draw(d);
	fz_always(d->ctx) canvas_drop(d);
	fz_catch(d->ctx) rc = caught(d, why_r, e);
	return rc;
}

static void
save_inside(struct drawing *d)
{
	d->png = fz_new_buffer(d->ctx, ALBUM_PNG_MOST);
	d->output = fz_new_output_with_buffer(d->ctx, d->png);
	fz_write_pixmap_as_png(d->ctx, d->output, d->pixels);
	fz_close_output(d->ctx, d->output);
}

static int
save_try(struct drawing *d, const char **why_r, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) save_inside(d);
	fz_always(d->ctx)
	{
		fz_drop_output(d->ctx, d->output);
		d->output = NULL;
	}
	fz_catch(d->ctx) rc = caught(d, why_r, e);
	return rc;
}

static int
save(struct drawing *d, struct album_print *print, const char **why_r, struct err *e)
{
	struct str s = STR_NONE;

	if (save_try(d, why_r, e) != 0)
		return -1;
	if (*why_r != NULL)
		return 0;
	s.n = fz_buffer_storage(d->ctx, d->png, (unsigned char **)(uintptr_t)&s.p);
	if (s.n > ALBUM_PNG_MOST)
		*why_r = _("het beeld is te groot");
	else
		*print = (struct album_print){
			.png = str_dup(d->mem, s), .width = (uint32_t)d->pixels->w, .height = (uint32_t)d->pixels->h
		};
	return 0;
}

/* With its glyphs gathered: decide, draw, and paint over. */
static int
take_picture(
    struct drawing *d, const struct album_shot *shot, struct album_print *print, const char **why_r, struct err *e)
{
	struct reading drawn;

	if (d->cookie.errors != 0 || d->cookie.incomplete != 0) {
		*why_r = _("de bladzijde is beschadigd");
		return 0;
	}
	drawn = letters_drawn(d);
	if ((*why_r = mask_page(d, &drawn)) != NULL || (*why_r = find_place(d, &drawn, shot)) != NULL)
		return 0;
	choose_window(d);
	if (draw(d, why_r, e) != 0)
		return -1;
	if (*why_r != NULL)
		return 0;
	if (!shows_something(d)) {
		*why_r = _("hier is alleen een afbeelding of scan; wat daarop staat is niet met zekerheid te maskeren");
		return 0;
	}
	for (size_t i = 0; i < d->nglyphs; i++) {
		if (d->glyphs[i].fate == FATE_MASKED)
			paint(d->pixels, fz_irect_from_rect(d->glyphs[i].box), masking);
	}
	paint_frame(d->pixels, d->place);
	return save(d, print, why_r, e);
}

static int
take(struct drawing *d, const struct album_shot *shot, struct album_print *print, struct err *e)
{
	const char *why = NULL;
	int rc;

	d->tmp = arena_new("beeld", PAGE_MOST);
	d->number = shot->at.page;
	d->glyphs = NULL;
	d->letters = NULL;
	d->nglyphs = d->glyphs_cap = d->nletters = d->letters_cap = 0;
	d->more = false;
	*print = (struct album_print){ 0 };
	rc = gather(d, &why, e);
	if (rc == 0 && why == NULL)
		rc = take_picture(d, shot, print, &why, e);
	if (why != NULL)
		print->why = str_of(why);
	fz_drop_pixmap(d->ctx, d->pixels);
	fz_drop_buffer(d->ctx, d->png);
	fz_drop_page(d->ctx, d->held);
	d->pixels = NULL;
	d->png = NULL;
	d->page = NULL;
	d->held = NULL;
	arena_free(d->tmp);
	return rc;
}

/* --- a document ----------------------------------------------------------------------- */

static void
open_inside(struct drawing *d, struct str bytes)
{
	if (pdf_reader_open(&d->file, bytes) != READER_OPEN)
		fz_throw(d->ctx, FZ_ERROR_GENERIC, "not opened");
	d->doc = d->file.doc;
}

static int
open_try(struct drawing *d, struct str bytes, const char **why_r, struct err *e)
{
	int rc = 0;

	fz_try(d->ctx) open_inside(d, bytes);
	fz_catch(d->ctx) rc = caught(d, why_r, e);
	return rc;
}

static int
draw_all(struct drawing *d, struct str bytes, struct album_print *prints, struct err *e)
{
	const char *why = NULL;
	int rc = open_try(d, bytes, &why, e);

	for (size_t i = 0; i < d->order->nshots && rc == 0; i++) {
		if (why != NULL)
			prints[i] = (struct album_print){ .why = str_of(_("het bestand is niet te openen")) };
		else
			rc = take(d, &d->order->shots[i], &prints[i], e);
	}
	pdf_reader_end(&d->file);
	return rc;
}

/* The readers of text and of what is unseen want a document: it has what the order says. */
static int
read_document(const struct job *job, const struct album_order *order, struct text *t, struct unseens *u,
    struct arena *mem, struct err *e)
{
	struct document doc = { .have_set = A_BIT(A_TEXT) | A_BIT(A_PROPS) | (order->unseen ? A_BIT(A_UNSEEN) : 0) };
	struct dossier whole = { .docs = &doc, .ndocs = 1 };
	struct job about = *job;

	about.dossier = &whole;
	about.doc = 0;
	if (text_load(&about, t, mem, e) != 0)
		return -1;
	return unseen_load(&about, u, mem, e);
}

static int
picture_all(const struct job *job, struct result *r, struct arena *mem, struct err *e)
{
	struct album_print prints[ALBUM_SHOTS_MOST];
	struct album_order order;
	struct text text;
	struct unseens unseen;
	struct drawing d = { .file = pdf_reader_begin(job->tools->pdf),
		.mem = mem,
		.bsn = job->tools->bsn,
		.detectors = job->tools->detectors,
		.order = &order,
		.text = &text,
		.unseen = &unseen };
	AUTO_FD run = -1;
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;
	struct str s;

	d.ctx = d.file.ctx;
	if (job_open(job, DOC_NONE, A_RUN, &run, e) != 0 || fd_read_all(run, ORDER_MOST, mem, &s, e) != 0 ||
	    album_order_read(s, mem, &order, e) != 0 || read_document(job, &order, &text, &unseen, mem, e) != 0 ||
	    job_open(job, 0, A_ORIGINAL, &fd, e) != 0 || map_fd(fd, FILE_MOST, &bytes, e) != 0 ||
	    draw_all(&d, bytes, prints, e) != 0)
		return -1;
	return album_write(prints, order.nshots, r->out[A_PICTURES], mem, e);
}

int
picture_run(const struct job *job, struct result *r, struct err *e)
{
	struct arena *mem = arena_new("beelden", WORK_MOST);
	int rc = picture_all(job, r, mem, e);

	arena_free(mem);
	return rc;
}
