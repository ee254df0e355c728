/* SPDX-License-Identifier: EUPL-1.2 */
/* gallery.c - the pictures of a report: which places are drawn, and their pictures in the account that the page is made of. */
#include "gallery.h"

#include <unistd.h>

#include "base/base64.h"
#include "base/fd.h"
#include "picture/album.h"
#include "report/page.h"

#include "base/banned.h"

#define HANG_MEM	GIB(1)		/* the account, and at most GALLERY_MOST pictures in letters */
#define PICTURES_BYTES	(GALLERY_MOST * (ALBUM_PNG_MOST / 3 * 4 + KIB(1)))
#define FAILURES_MOST	3		/* documents that end the worker which draws them; then no more is tried */

/* A document with places to be drawn. */
struct exhibit {
	size_t		 line;		/* of the account */
	int		 doc;		/* in its list of documents */
	size_t		 finding[ALBUM_SHOTS_MOST];	/* in that document's list of findings */
	enum finding_code code[ALBUM_SHOTS_MOST];
	struct album_order order;
	struct artefact	 have[A__COUNT];	/* A_ORIGINAL, A_TEXT, A_PROPS, A_UNSEEN */
	uint32_t	 have_set;
	struct album_print print[ALBUM_SHOTS_MOST];
};

struct gallery {
	struct exhibit	*v;
	size_t		 n, cap;
	size_t		 shots;		/* of all of them */
};

/* --- choosing -------------------------------------------------------------------- */

static bool
has_place(const struct finding *f)
{
	enum gravity g = finding_gravity(f->code);

	return (g == G_STOP || g == G_LOOK) && f->page != 0 && (f->len != 0 || box_is_there(f->box));
}

static struct span
place_of(const struct finding *f)
{
	return (struct span){ f->page, f->off, f->len };
}

/* Findings of this gravity, in their order; those that are masked tell what must be painted over. */
static void
choose_of(struct exhibit *x, const struct dossier *d, enum gravity g, size_t room)
{
	size_t nth = 0;

	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];
		size_t n = x->order.nshots;

		if (f->doc != x->doc)
			continue;
		if (has_place(f) && finding_gravity(f->code) == g && n < ALBUM_SHOTS_MOST && n < room) {
			x->finding[n] = nth;
			x->code[n] = f->code;
			x->order.shots[n] = (struct album_shot){ place_of(f), f->box };
			x->order.nshots++;
		}
		nth++;
	}
}

/* False: there are too many to name. */
static bool
hide_found(struct session *s, struct exhibit *x, const struct dossier *d)
{
	size_t n = 0;

	x->order.hide = NEW(s->mem, struct span, ALBUM_HIDE_MOST);
	for (size_t i = 0; i < d->findings.n; i++) {
		const struct finding *f = &d->findings.v[i];

		if (f->doc != x->doc || f->len == 0 || f->page == 0 || f->masked.p == NULL)
			continue;
		if (n == ALBUM_HIDE_MOST)
			return false;
		x->order.hide[n++] = place_of(f);
	}
	x->order.nhide = n;
	return true;
}

static void
choose_document(struct session *s, const struct dossier *d, int doc, size_t line)
{
	static const enum artefact_kind kinds[] = { A_ORIGINAL, A_TEXT, A_PROPS, A_UNSEEN };
	const struct document *x = &d->docs[doc];
	struct gallery *g = s->gallery;
	struct exhibit one = { .line = line, .doc = doc };
	uint32_t needs = A_BIT(A_ORIGINAL) | A_BIT(A_TEXT) | A_BIT(A_PROPS);

	if (!str_eq(x->media_type, S("application/pdf")) || (x->have_set & needs) != needs || !document_goes_out(x))
		return;
	choose_of(&one, d, G_STOP, GALLERY_MOST - g->shots);
	choose_of(&one, d, G_LOOK, GALLERY_MOST - g->shots);
	if (one.order.nshots == 0 || !hide_found(s, &one, d))
		return;
	for (size_t k = 0; k < COUNT(kinds); k++)
		one.have[kinds[k]] = x->have[kinds[k]];
	one.have_set = x->have_set;
	one.order.unseen = (x->have_set & A_BIT(A_UNSEEN)) != 0;
	*PUSH(s->mem, g->v, g->n, g->cap) = one;
	g->shots += one.order.nshots;
}

void
gallery_choose(struct session *s, const struct dossier *d, size_t line)
{
	if (s->gallery == NULL)
		s->gallery = NEW(s->mem, struct gallery, 1);
	for (size_t i = 0; i < d->ndocs && s->gallery->shots < GALLERY_MOST; i++)
		choose_document(s, d, (int)i, line);
}

/* --- drawing --------------------------------------------------------------------- */

struct giving {
	struct session	*s;
	const struct exhibit *x;
	int		 order;		/* A_RUN */
};

static int
again(int fd, int *fd_r, struct err *e)
{
	*fd_r = dup(fd);
	if (*fd_r < 0 || lseek(*fd_r, 0, SEEK_SET) != 0)
		return err_sys(e, E_IO, "dup");
	return 0;
}

static int
give(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct giving *g = owner;

	if (doc == DOC_NONE && kind == A_RUN)
		return again(g->order, fd_r, e);
	if (doc != 0 || kind == A_RUN || (g->x->have_set & A_BIT(kind)) == 0)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	return vault_get(g->s->run.vault, &g->x->have[kind], fd_r, e);
}

static void
none(struct exhibit *x, const char *why)
{
	for (size_t i = 0; i < x->order.nshots; i++)
		x->print[i] = (struct album_print){ .why = str_of(why) };
}

/* What a worker makes of it: false when it died, or what it said is not to be believed. */
static bool
keep_prints(struct exhibit *x, const struct task *t, struct arena *mem)
{
	struct str s;
	struct err e;

	return t->end == TASK_DONE && fd_read_all(t->out[A_PICTURES], ALBUM_BYTES, mem, &s, &e) == 0 &&
	    album_read(s, x->order.nshots, mem, x->print, &e) == 0;
}

static int
draw(struct session *s, struct exhibit *x, struct arena *mem, unsigned *failures, struct err *e)
{
	AUTO_JSON j = album_order_json(&x->order);
	struct task t, wanted = { .st = { ST_picture }, .give = give };
	AUTO_FD order = -1;
	struct giving giving = { .s = s, .x = x };

	if (*failures >= FAILURES_MOST) {
		none(x, _("het tekenen van andere documenten liep vast"));
		return 0;
	}
	if (fd_of_str("beelden", json_write(mem, j), &order, e) != 0)
		return -1;
	giving.order = order;
	wanted.owner = &giving;
	if (session_task(s, &wanted, &t, e) != 0)
		return -1;
	if (!keep_prints(x, &t, mem)) {
		++*failures;
		none(x, _("het tekenen liep vast"));
	}
	task_drop(&t);
	return 0;
}

/* --- hanging ----------------------------------------------------------------------- */

static json_t *
of_print(const struct album_print *p, struct arena *mem)
{
	json_t *j = json_object();

	if (p->why.p != NULL) {
		json_put_str(j, "why", p->why);
		return j;
	}
	json_put_str(j, "png", base64(mem, p->png));
	json_put_num(j, "width", p->width);
	json_put_num(j, "height", p->height);
	return j;
}

/* The pictures of one document, in the object of its dossier. */
static void
hang(json_t *line, const struct exhibit *x, struct arena *mem)
{
	const json_t *findings = json_list(json_array_get(json_list(line, "documents"), (size_t)x->doc), "findings");

	for (size_t i = 0; i < x->order.nshots; i++) {
		json_t *f = json_array_get(findings, x->finding[i]);

		/* The account may have them in an order of its own. */
		if (str_eq(json_str(f, "code"), str_of(finding_tag(x->code[i]))))
			json_put(f, "picture", of_print(&x->print[i], mem));
	}
}

static int
copy_lines(const struct gallery *g, struct str lines, int fd, struct arena *mem, struct err *e)
{
	struct str rest = lines, line;
	size_t next = 0;

	for (size_t n = 0; str_next(&rest, '\n', &line) && line.n != 0; n++) {
		struct mark mark = arena_mark(mem);
		AUTO_JSON j = NULL;

		if (next < g->n && g->v[next].line == n) {
			if ((j = json_read(line, e)) == NULL)
				return -1;
			for (; next < g->n && g->v[next].line == n; next++)
				hang(j, &g->v[next], mem);
			line = json_write(mem, j);
		}
		if (fd_write_all(fd, line, e) != 0 || fd_write_all(fd, S("\n"), e) != 0)
			return -1;
		arena_rewind(mem, mark);
	}
	return 0;
}

int
gallery_hang(struct session *s, int *fd_r, struct err *e)
{
	struct gallery *g = s->gallery;
	struct arena *mem;
	struct str lines;
	unsigned failures = 0;
	int rc = 0;

	*fd_r = -1;
	if (g == NULL || g->n == 0 || (s->run.stop != NULL && *s->run.stop != 0))
		return 0;
	mem = arena_new("beelden", HANG_MEM);
	for (size_t i = 0; i < g->n && rc == 0; i++)
		rc = draw(s, &g->v[i], mem, &failures, e);
	if (rc == 0)
		rc = fd_read_all(s->page_spool, HANG_MEM / 4, mem, &lines, e);
	/* An account that fills a page by itself has no room for them. */
	if (rc == 0 && lines.n + PICTURES_BYTES <= PAGE_RUN_MOST && (rc = vault_temp(s->run.vault, fd_r, e)) == 0)
		rc = copy_lines(g, lines, *fd_r, mem, e);
	arena_free(mem);
	if (rc != 0) {
		auto_close(fd_r);
		*fd_r = -1;
	}
	return rc;
}
