/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf.c - text of a PDF that no reader sees; MuPDF's exceptions (setjmp) stay inside this file. */
#include "proc/tools.h"
#include "reveal/pdf_quick.h"
#include "reveal/pdf_seeing.h"

#include "base/banned.h"

#define NOTE_UNSEEN	(PDF_ANNOT_IS_INVISIBLE | PDF_ANNOT_IS_HIDDEN | PDF_ANNOT_IS_NO_VIEW)
#define PAGE_MEMORY	MIB(512)	/* the letters and covers of one page */
#define ROOM_MOST	65536		/* letters; the fullest page we know has 40,000 */
#define VERSIONS_MOST	50		/* times that a document was saved on; extract takes no more */
#define OBJECTS_MOST	2000000		/* a report of 500 pages has some 100,000 */

static int
caught(struct seeing *s, struct str why, struct err *e)
{
	reveal_stop(s->v, why);
	return pdf_reader_caught(&s->file, e);
}

/* ---- a page ---- */

static void
watch_begin(struct seeing *s)
{
	s->letters = NULL;
	s->covers = NULL;
	s->layers = NULL;
	s->nletters = s->letters_cap = s->ncovers = s->covers_cap = s->nlayers = s->layers_cap = 0;
	s->seq = s->npictures = 0;
	s->painted = s->over = false;
	s->dev = pdf_watch(s);
}

/* In the room of the page before it. */
static void
watch_first(struct seeing *s)
{
	watch_begin(s);
	s->letters = s->kept;
	s->letters_cap = s->kept_cap;
}

/* Room for as many letters as this page has, for those to come. */
static void
keep_room(struct seeing *s)
{
	size_t n = s->letters_cap;

	if (n <= s->kept_cap || n > ROOM_MOST)
		return;
	arena_free(s->keep);
	s->keep = arena_new("letters", PAGE_MEMORY);
	s->kept = NEW(s->keep, struct letter, n);
	s->kept_cap = n;
}

static void
watch_end(struct seeing *s)
{
	fz_close_device(s->ctx, s->dev);
	fz_drop_device(s->ctx, s->dev);
	s->dev = NULL;
}

/* The contents of a plain page, without MuPDF's interpreter.  False: nothing came of it. */
static bool
watch_plain(struct seeing *s)
{
	struct mark m = arena_mark(s->mem);
	bool *done = NEW(s->mem, bool, 1);

	watch_first(s);
	fz_try(s->ctx) *done = pdf_quick_page(s->quick, s->page, s->dev);
	fz_catch(s->ctx)
	{
		if (fz_caught(s->ctx) == FZ_ERROR_MEMORY)
			fz_rethrow(s->ctx);
	}
	if (*done && !s->over)
		return true;
	/* Not closed: it is not done. */
	fz_drop_device(s->ctx, s->dev);
	s->dev = NULL;
	pdf_glance_end(s);
	arena_rewind(s->mem, m);
	pdf_glance_begin(s);
	return false;
}

/* With the layers as they are. */
static void
watch(struct seeing *s)
{
	if (s->quick != NULL && watch_plain(s)) {
		pdf_run_page_annots_with_usage(s->ctx, s->page, s->dev, fz_identity, "View", &s->cookie);
		pdf_run_page_widgets_with_usage(s->ctx, s->page, s->dev, fz_identity, "View", &s->cookie);
	} else {
		watch_first(s);
		pdf_run_page_with_usage(s->ctx, s->page, s->dev, fz_identity, "View", &s->cookie);
	}
	watch_end(s);
}

/* Everything: without a usage MuPDF asks no layer and no flag of a note. */
static void
watch_every(struct seeing *s)
{
	bool over = s->over;

	pdf_glance_off(s);
	watch_begin(s);
	pdf_run_page_with_usage(s->ctx, s->page, s->dev, fz_identity, NULL, &s->cookie);
	watch_end(s);
	s->over = s->over || over;
}

/* Are there notes that are not to be shown? */
static bool
has_unseen_notes(struct seeing *s)
{
	pdf_obj *annots = pdf_dict_get(s->ctx, s->page->obj, PDF_NAME(Annots));

	for (int i = 0, n = pdf_array_len(s->ctx, annots); i < n; i++) {
		if ((pdf_dict_get_int(s->ctx, pdf_array_get(s->ctx, annots, i), PDF_NAME(F)) & NOTE_UNSEEN) != 0)
			return true;
	}
	return false;
}

/* As if all notes were to be shown.  What they say is put back: the next page may have the same ones. */
static void
watch_all(struct seeing *s)
{
	pdf_obj *annots = pdf_dict_get(s->ctx, s->page->obj, PDF_NAME(Annots));
	int n = pdf_array_len(s->ctx, annots), *flags = NEW(s->mem, int, (size_t)n + 1);

	for (int i = 0; i < n; i++) {
		pdf_obj *a = pdf_array_get(s->ctx, annots, i);

		flags[i] = pdf_dict_get_int(s->ctx, a, PDF_NAME(F));
		if ((flags[i] & NOTE_UNSEEN) != 0)
			pdf_dict_put_int(s->ctx, a, PDF_NAME(F), flags[i] & ~NOTE_UNSEEN);
	}
	fz_try(s->ctx) watch_every(s);
	fz_always(s->ctx)
	{
		/* Backwards: of one that stands there twice the first reading is what it said. */
		for (int i = n; i-- > 0;) {
			if ((flags[i] & NOTE_UNSEEN) != 0)
				pdf_dict_put_int(s->ctx, pdf_array_get(s->ctx, annots, i), PDF_NAME(F), flags[i]);
		}
	}
	fz_catch(s->ctx) fz_rethrow(s->ctx);
}

static bool
was_trouble(struct seeing *s)
{
	return pdf_reader_undrawn(&s->file) || s->undrawn || s->cookie.errors != 0 || s->cookie.incomplete != 0;
}

/* Does every letter show, as far as can be said without drawing them?  What cannot be looked at is drawn. */
static bool
glance(struct seeing *s)
{
	bool *all = NEW(s->mem, bool, 1);

	fz_try(s->ctx) *all = pdf_glance(s);
	fz_catch(s->ctx)
	{
		/* It broke off: what it had not come to, it has not judged. */
		pdf_glance_off(s);
		*all = pdf_glance(s);
	}
	return *all;
}

/* What the first look says was drawn all the same: is it so? */
static void
prove(struct seeing *s, bool all)
{
	struct proof *p = s->proof;
	uint64_t spoken = p->letters, wrong = p->wrong;

	for (size_t i = 0; i < s->nletters; i++) {
		const struct letter *x = &s->letters[i];

		p->letters += x->speaks;
		p->sure += x->speaks && x->sure;
		p->wrong += x->sure && x->cause != CAUSE__COUNT;
	}
	spoken = p->letters - spoken;
	p->pages++;
	p->spoken += spoken != 0;
	p->drawn += spoken != 0 && !all;
	p->wrong += spoken != 0 && all && s->trouble;
	if (p->told != NULL)
		p->told(s, all, p->wrong - wrong);
}

static void
see(struct seeing *s)
{
	if (was_trouble(s))
		pdf_glance_off(s);
	/* What MuPDF could not read of the contents extract has told; what cannot be drawn is told here. */
	s->cookie = (fz_cookie){ 0 };
	s->undrawn = false;
	s->passed = glance(s);
	if (!s->passed || s->proof != NULL)
		pdf_see(s);
	if (s->proof == NULL)
		pdf_beneath(s);
	s->trouble = was_trouble(s);
	if (s->trouble)
		reveal_stop(s->v, str_fmt(s->v->tmp, _("bladzijde %u is niet helemaal te tekenen"), s->number));
	if (s->proof != NULL)
		prove(s, s->passed);
	s->passed = false;
}

static void
page_inside(struct seeing *s)
{
	pdf_obj *contents;
	struct letter *seen;
	size_t nseen;
	bool scaled;

	s->page = pdf_load_page(s->ctx, s->file.doc, (int)s->number - 1);
	pdf_unused_sheet(s);
	contents = pdf_page_contents(s->ctx, s->page);
	if (!pdf_reader_fits(&s->file, contents)) {
		reveal_stop(s->v, str_of(_("256 MB aan tekenopdrachten op een bladzijde")));
		return;
	}
	pdf_left_page(s);
	/* A note that came without a picture of itself is shown by readers all the same. */
	pdf_update_page(s->ctx, s->page);
	s->box = pdf_bound_page(s->ctx, s->page);
	scaled = pdf_see_scale(s);
	if (scaled)
		pdf_glance_begin(s);
	watch(s);
	if (scaled)
		see(s);
	pdf_runs(s);
	seen = s->letters;
	nseen = s->nletters;
	/* Without layers and such notes it is the same text once more: most notes are links. */
	if (!has_unseen_notes(s) && !s->layered)
		return;
	watch_all(s);
	pdf_see_layers(s, seen, nseen);
	pdf_runs(s);
}

static void
page_drop(struct seeing *s)
{
	fz_drop_device(s->ctx, s->dev);
	fz_drop_device(s->ctx, s->apart);
	pdf_drop_processor(s->ctx, s->proc);
	fz_drop_pixmap(s->ctx, s->with);
	fz_drop_pixmap(s->ctx, s->without);
	fz_drop_pixmap(s->ctx, s->bare);
	fz_drop_pixmap(s->ctx, s->alone);
	fz_drop_stext_page(s->ctx, s->stext);
	pdf_glance_end(s);
	fz_drop_page(s->ctx, s->page != NULL ? &s->page->super : NULL);
	s->stext = NULL;
	s->dev = s->apart = NULL;
	s->proc = NULL;
	s->with = s->without = s->bare = s->alone = NULL;
	s->page = NULL;
}

static int
look_at_page(struct seeing *s, struct err *e)
{
	struct str where = str_fmt(s->v->tmp, _("bladzijde %u is niet te tekenen"), s->number);
	int rc = 0;

	s->cookie = (fz_cookie){ 0 };
	s->over = s->undrawn = s->passed = false;
	s->mem = arena_new("bladzijde", PAGE_MEMORY);
	fz_try(s->ctx) page_inside(s);
	fz_always(s->ctx) page_drop(s);
	fz_catch(s->ctx)
	{
		rc = caught(s, where, e);
		/* What needed no drawing cannot be drawn: that would have been told. */
		if (s->proof != NULL && s->passed)
			s->proof->wrong++;
	}
	if (s->over)
		reveal_stop(s->v, str_fmt(s->v->tmp, _("bladzijde %u heeft te veel letters of vlakken"), s->number));
	arena_free(s->mem);
	s->mem = NULL;
	keep_room(s);
	return rc;
}

/* ---- the document ---- */

static void
open_inside(struct seeing *s)
{
	if (pdf_reader_open(&s->file, s->v->bytes) != READER_OPEN) {
		reveal_stop(s->v, str_of(_("PDF-structuur")));
		return;
	}
	s->layered = pdf_is_dict(s->ctx, pdf_dict_get(s->ctx, pdf_reader_root(&s->file), PDF_NAME(OCProperties)));
	if (!s->layered)
		s->quick = pdf_quick_new(s->v->tmp, s->ctx, s->file.doc);
	pdf_left_document(s);
}

static int
open_document(struct seeing *s, struct err *e)
{
	int rc = 0;

	fz_try(s->ctx) open_inside(s);
	fz_catch(s->ctx) rc = caught(s, str_of(_("PDF-structuur")), e);
	return rc;
}

static int
look_at_pages(struct seeing *s, struct err *e)
{
	for (int i = 0; i < s->file.npages && !s->v->unseen.more; i++) {
		s->number = (uint32_t)i + 1;
		if (look_at_page(s, e) != 0)
			return -1;
		s->v->r->doc.cover[COVER_DRAWN].examined++;
	}
	return 0;
}

/* ---- objects ---- */

static void
object_drop(struct seeing *s)
{
	page_drop(s);
	fz_drop_buffer(s->ctx, s->raw);
	pdf_drop_obj(s->ctx, s->object);
	pdf_drop_obj(s->ctx, s->made);
	pdf_drop_obj(s->ctx, s->paper);
	s->raw = NULL;
	s->object = s->made = s->paper = NULL;
}

/* Of one that cannot be read extract has told that something may lack. */
static int
look_at_object(struct seeing *s, int num, bool loose, struct err *e)
{
	int rc = 0;

	fz_try(s->ctx)
	{
		if (loose)
			pdf_old_loose(s, num);
		else
			pdf_left_object(s, num);
	}
	fz_always(s->ctx) object_drop(s);
	fz_catch(s->ctx) rc = pdf_reader_caught(&s->file, e);
	return rc;
}

static int
mark_objects(struct seeing *s, struct err *e)
{
	int rc = 0;

	fz_try(s->ctx) pdf_old_mark(s);
	fz_catch(s->ctx) rc = caught(s, str_of(_("PDF-structuur")), e);
	return rc;
}

/* Of a page that cannot be followed to its end, what it shows later is told only when its words stand nowhere. */
static int
follow_page(struct seeing *s, int number, struct err *e)
{
	int rc = 0;

	fz_try(s->ctx) pdf_unused_page(s, number);
	fz_always(s->ctx) page_drop(s);
	fz_catch(s->ctx) rc = pdf_reader_caught(&s->file, e);
	return rc;
}

static int
mark_shown(struct seeing *s, struct err *e)
{
	int rc = mark_objects(s, e);

	for (int i = 0; i < s->file.npages && s->drawings != 0 && rc == 0; i++) {
		struct mark m = arena_mark(s->mem);

		rc = follow_page(s, i, e);
		arena_rewind(s->mem, m);
	}
	return rc;
}

/* All objects, or those that nothing refers to or no page shows. */
static int
look_at_objects(struct seeing *s, bool loose, struct err *e)
{
	int rc;

	s->mem = arena_new("objecten", PAGE_MEMORY);
	rc = loose ? mark_shown(s, e) : 0;
	for (int num = 1; num < s->nobjects && num < OBJECTS_MOST && rc == 0; num++) {
		struct mark m = arena_mark(s->mem);

		s->todo = NULL;
		s->ntodo = s->todo_cap = 0;
		rc = look_at_object(s, num, loose, e);
		s->v->r->doc.cover[COVER_SIFTED].examined += !loose;
		arena_rewind(s->mem, m);
	}
	arena_free(s->mem);
	s->mem = NULL;
	return rc;
}

/* ---- earlier versions ---- */

static void
open_version(struct seeing *s)
{
	if (!pdf_old_open(s, s->end)) {
		s->old.npages = 0;
		reveal_stop(s->v, str_of(_("een eerdere versie van het bestand is niet te lezen")));
	}
}

static void
look_at_old_page(struct seeing *s)
{
	pdf_old_page(s, (int)s->number - 1, s->version);
}

/* What may throw, for the version in hand. */
static int
guarded(struct seeing *s, void (*what)(struct seeing *), struct err *e)
{
	fz_try(s->ctx) what(s);
	fz_always(s->ctx) page_drop(s);
	fz_catch(s->ctx) return caught(s, str_of(_("een eerdere versie van het bestand is niet te lezen")), e);
	return 0;
}

static int
read_version(struct seeing *s, struct err *e)
{
	if (guarded(s, open_version, e) != 0)
		return -1;
	for (int i = 0; i < s->old.npages; i++) {
		struct arena *mem = arena_new("bladzijde", PAGE_MEMORY);
		int rc;

		s->mem = mem;
		s->number = (uint32_t)i + 1;
		rc = guarded(s, look_at_old_page, e);
		s->mem = NULL;
		arena_free(mem);
		if (rc != 0)
			return -1;
	}
	return 0;
}

static int
look_at_versions(struct seeing *s, struct err *e)
{
	size_t ends[VERSIONS_MOST + 1], n = pdf_old_ends(s->v->bytes, ends, VERSIONS_MOST);

	if (n > VERSIONS_MOST) {
		reveal_stop(s->v, str_fmt(s->v->tmp, _("meer dan %d eerdere versies"), VERSIONS_MOST));
		return 0;
	}
	for (size_t i = 0; i < n; i++) {
		int rc;

		s->end = ends[i];
		s->version = (unsigned)i + 1;
		s->old = pdf_reader_begin(s->v->job->tools->pdf);
		rc = read_version(s, e);
		pdf_reader_end(&s->old);
		if (rc != 0)
			return -1;
	}
	return 0;
}

/* Only the pages. */
static int
look_twice(struct seeing *s, struct err *e)
{
	s->mem = s->v->tmp;
	pdf_told_load(s);
	return open_document(s, e) != 0 || look_at_pages(s, e) != 0 ? -1 : 0;
}

static int
look(struct seeing *s, struct err *e)
{
	s->mem = s->v->tmp;
	pdf_told_load(s);
	if (open_document(s, e) != 0)
		return -1;
	if (s->file.npages == 0)
		return 0;
	s->v->r->doc.cover[COVER_DRAWN].there = (uint64_t)s->file.npages;
	s->v->r->doc.cover[COVER_SIFTED].there = s->nobjects > 0 ? (uint64_t)s->nobjects - 1 : 0;
	if (s->nobjects > OBJECTS_MOST)
		reveal_stop(s->v, str_of(_("meer dan 2 miljoen onderdelen")));
	if (look_at_pages(s, e) != 0 || look_at_versions(s, e) != 0 || look_at_objects(s, false, e) != 0 ||
	    look_at_objects(s, true, e) != 0)
		return -1;
	return pdf_left_tell(s, e);
}

int
pdf_prove(struct revealing *v, struct proof *proof, struct err *e)
{
	struct seeing *s = NEW(v->tmp, struct seeing, 1);
	int rc;

	*s = (struct seeing){ .v = v, .proof = proof, .file = pdf_reader_begin(v->job->tools->pdf) };
	s->ctx = s->file.ctx;
	pdf_glance_open(s);
	rc = proof != NULL ? look_twice(s, e) : look(s, e);
	pdf_quick_drop(s->quick);
	arena_free(s->keep);
	pdf_glance_close(s);
	pdf_reader_end(&s->file);
	return rc;
}

int
reveal_pdf(struct revealing *v, struct err *e)
{
	return pdf_prove(v, NULL, e);
}
