/* SPDX-License-Identifier: EUPL-1.2 */
/* subject.c - what the rules look at in a document: its facts, its names and its text. */
#include "classify/subject.h"

#include <string.h>

#include "base/path.h"
#include "base/search.h"
#include "base/utf8.h"

#include "base/banned.h"

#define HEAD_LINES	12			/* lines with something in them that hoofd covers, */
#define HEAD_MOST	((size_t)1200)		/* and bytes */
#define TITLE_BEFORE	((size_t)2000)		/* a heading further on is not the title */
#define TITLE_SENTENCE	((size_t)40)		/* bytes; a longer one that ends as a sentence does is one */
#define EDGE		((size_t)4000)		/* bytes that begin and einde cover: about one page */
#define FRONT_MOST	((size_t)16 << 10)	/* of a long text: some six pages, */
#define BACK_MOST	((size_t)4 << 10)	/* and the last one */
#define HEADINGS_MOST	((size_t)200)		/* the first ones; later ones say nothing of the whole */
#define TITLE_LEAST	((size_t)4)		/* bytes */

/* What gathering needs besides. */
struct gathering {
	struct subjects	*l;
	const struct text *text;
	const struct lexicon *lexicon;
	struct arena	*mem;
};

static void
add(struct gathering *g, enum rule_field f, enum rule_part part, struct subject sub)
{
	if (sub.s.n != 0)
		*PUSH(g->mem, g->l->seen[f][part].v, g->l->seen[f][part].n, g->l->seen[f][part].cap) = sub;
}

/* Rules trust their subject; text comes from a process that read a stranger's file. */
static bool
make(struct gathering *g, struct str s, struct subject *sub)
{
	if (s.n == 0)
		return false;
	if (!utf8_valid(s)) {
		g->l->broken = true;
		return false;
	}
	plain(&sub->f, s, g->lexicon, g->mem);
	sub->s = sub->f.s;
	return true;
}

static void
look_at(struct gathering *g, enum rule_field f, struct str s, struct span at)
{
	struct subject sub = { .at = at };

	if (make(g, utf8_cut(s, RULE_SHORT), &sub))
		add(g, f, PART_ALLES, sub);
}

bool
subject_leads(const struct document *d)
{
	return d->role == ROLE_MAIN || d->role == ROLE_UNKNOWN;
}

/* A title property that a person may have meant: word processors fill in their own, or the file's name. */
static bool
title_sane(struct str s)
{
	static const char *const empty[] = { "microsoft word", "microsoft powerpoint", "microsoft excel", "document",
		"naamloos", "untitled", "presentatie", "presentation", "powerpoint", "titel", "title" };
	static const char *const ext[] = { "doc", "docx", "docm", "dot", "dotx", "odt", "pdf", "rtf", "txt", "xls",
		"xlsx", "ods", "ppt", "pptx", "odp", "htm", "html", "indd", "qxd", "tif", "tiff" };

	s = str_trim(s);
	if (s.n < TITLE_LEAST || str_has(s, '\\'))
		return false;
	for (size_t i = 0; i < COUNT(ext); i++) {
		if (str_eq_nocase(path_ext(s), str_of(ext[i])))
			return false;
	}
	for (size_t i = 0; i < COUNT(empty); i++) {
		struct str word = str_of(empty[i]), rest = str_trim(str_from(s, word.n));
		uint64_t n;

		/* "Microsoft Word - nota def", "Document1", "Presentatie 2". */
		if (str_eq_nocase(str_sub(s, 0, word.n), word) &&
		    (rest.n == 0 || rest.p[0] == '-' || str_u64(rest, &n) == 0))
			return false;
	}
	return true;
}

/* A line that was taken for a heading, and is a piece of running text. */
static bool
is_sentence(struct str s)
{
	s = str_trim(s);
	return s.n > TITLE_SENTENCE && str_has(S(".,;"), s.p[s.n - 1]);
}

/* The folders that a document lies in. */
static struct str
folders(const struct document *d)
{
	return str_sub(d->path, 0, d->path.n - path_base(d->path).n);
}

static void
facts(struct gathering *g, const struct dossier *dossier, const struct document *d)
{
	const struct declared *said = &dossier->declared;
	const struct span nowhere = { 0 };
	struct span at = d->props.heading_at;
	struct str title = at.off < TITLE_BEFORE && !is_sentence(d->props.heading) ? d->props.heading : STR_NONE, map;

	if (title_sane(d->props.title)) {
		title = d->props.title;
		at = nowhere;
	}
	if (d->role == ROLE_MAIN && said->titel.n > 0) {
		title = said->titel;
		at = nowhere;
	}
	if (d->declared_title.n > 0) {
		title = d->declared_title;
		at = nowhere;
	}
	look_at(g, RULE_TITEL, title, at);
	look_at(g, RULE_BESTANDSNAAM, rule_filename(g->mem, d->path), nowhere);
	look_at(g, RULE_DOCUMENTSOORT, d->declared_soort, nowhere);
	if (subject_leads(d)) {
		look_at(g, RULE_ZAAKTYPE, said->zaaktype, nowhere);
		look_at(g, RULE_BRON, said->bron, nowhere);
	}
	/* A file that is a dossier by itself has no folder of its own. */
	map = str_eq(dossier->key, d->path) ? STR_NONE : path_join(g->mem, dossier->key, folders(d));
	look_at(g, RULE_MAP, rule_folder(g->mem, map), nowhere);
}

static bool
stands_before(const void *x, const void *key)
{
	const uint32_t *at = x;
	const size_t *off = key;

	return *at < *off;
}

/* How much of f stands before byte off of what it was made of. */
static size_t
plain_until(const struct folded *f, size_t off)
{
	return search_first(&off, f->at, f->s.n, sizeof *f->at, stands_before);
}

/* The first lines, where a document says what it is. */
static struct str
head_of(struct str s)
{
	struct str rest = utf8_cut(s, HEAD_MOST), line;
	const char *begin = rest.p;
	size_t n = 0, lines = 0;

	while (lines < HEAD_LINES && str_next(&rest, '\n', &line)) {
		lines += str_trim(line).n != 0;
		n = (size_t)(line.p - begin) + line.n;
	}
	return str_sub(s, 0, n);
}

/* A piece of the text, of which the first (or last) so many bytes also are begin (or einde). */
static void
piece(struct gathering *g, size_t off, size_t n, size_t front, size_t back)
{
	struct subject sub = { .inside = true, .at = { .off = (uint32_t)off, .len = (uint32_t)n } };
	struct str all;
	size_t k;

	if (!make(g, str_sub(g->text->s, off, n), &sub))
		return;
	all = sub.s;
	add(g, RULE_TEKST, PART_ALLES, sub);
	if (front != 0) {
		sub.s = head_of(all);
		add(g, RULE_TEKST, PART_HOOFD, sub);
		sub.s = str_sub(all, 0, plain_until(&sub.f, front));
		add(g, RULE_TEKST, PART_BEGIN, sub);
	}
	if (back != 0) {
		k = plain_until(&sub.f, n - back);
		sub.s = str_from(all, k);
		add(g, RULE_TEKST, PART_EINDE, sub);
	}
}

static void
headings(struct gathering *g, size_t front, size_t back)
{
	const struct text *t = g->text;

	for (size_t i = 0; i < t->nheadings && i < HEADINGS_MOST; i++) {
		const struct heading *h = &t->headings[i];
		struct subject sub = { .inside = true, .at = { .off = h->off, .len = h->len } };

		if (!make(g, utf8_cut(str_sub(t->s, h->off, h->len), RULE_SHORT), &sub))
			continue;
		add(g, RULE_KOP, PART_ALLES, sub);
		if (h->off < front)
			add(g, RULE_KOP, PART_BEGIN, sub);
		if (h->off >= back)
			add(g, RULE_KOP, PART_EINDE, sub);
	}
}

void
subjects_gather(struct subjects *l, const struct dossier *dossier, const struct document *d, const struct text *text,
    const struct lexicon *lexicon, struct arena *mem)
{
	struct gathering g = { .l = l, .text = text, .lexicon = lexicon, .mem = mem };
	size_t n, back, tail;

	*l = (struct subjects){ .broken = false };
	facts(&g, dossier, d);
	if (text == NULL)
		return;
	n = text->s.n;
	back = n > EDGE ? utf8_begin(text->s, n - EDGE) : 0;
	if (n <= FRONT_MOST + BACK_MOST)
		piece(&g, 0, n, EDGE, n - back);
	else {
		tail = utf8_begin(text->s, n - BACK_MOST);
		piece(&g, 0, utf8_cut(text->s, FRONT_MOST).n, EDGE, 0);
		piece(&g, tail, n - tail, 0, n - back);
	}
	headings(&g, EDGE, back);
}

bool
subjects_same(const struct subject_list *a, const struct subject_list *b)
{
	if (a->n != b->n || a->v == b->v)
		return a->n == b->n;
	for (size_t i = 0; i < a->n; i++) {
		const struct subject *x = &a->v[i], *y = &b->v[i];

		if (x->inside != y->inside || x->at.off != y->at.off || x->at.len != y->at.len || !str_eq(x->s, y->s) ||
		    memcmp(x->f.at + (x->s.p - x->f.s.p), y->f.at + (y->s.p - y->f.s.p), x->s.n * sizeof *x->f.at) != 0)
			return false;
	}
	return true;
}

struct span
subject_place(const struct subject *sub, const struct text *text, size_t off, size_t n)
{
	uint32_t at, len;

	if (!sub->inside)
		return sub->at;
	off += (size_t)(sub->s.p - sub->f.s.p);
	if (n == 0)
		return (struct span){ 0 };
	fold_origin(&sub->f, off, off + n, &at, &len);
	return text_span(text, sub->at.off + at, len);
}
