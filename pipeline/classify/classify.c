/* SPDX-License-Identifier: EUPL-1.2 */
/* classify.c - which informatiecategorie (Woo 3.3) a document has, and why. */
#include "classify/classify.h"

#include <stdlib.h>

#include "base/path.h"
#include "base/utf8.h"
#include "classify/rules.h"
#include "proc/tools.h"
#include "text.h"

#include "base/banned.h"

#define EDGE		((size_t)4000)		/* bytes that begin and einde cover: about one page */
#define FRONT_MOST	((size_t)256 << 10)	/* of a long text the front and the back: what a document */
#define BACK_MOST	((size_t)64 << 10)	/* is stands there, and a night has an end */
#define HEADINGS_MOST	((size_t)1000)		/* the first ones; later ones say nothing of the whole */
#define PLACES_MOST	((size_t)3)		/* kept of each rule, for the report */
#define TITLE_LEAST	((size_t)4)		/* bytes */
#define PARTS		3			/* alles, begin, einde */

/* A text that rules look at. */
struct subject {
	struct str	 s;
	bool		 inside;		/* a piece of the document's text, from at.off on */
	struct span	 at;			/* else the place as a whole; len 0: a fact */
};

struct subjects {
	struct subject	*v;
	size_t		 n, cap;
};

struct tally {
	int		 score;
	struct reason	*reasons;
	size_t		 n, cap;
};

struct work {
	const struct job *job;
	struct result	*res;
	struct rules	*rules;
	struct text	 text;
	struct subjects	 seen[RULE__COUNT][PARTS];
	struct tally	*tally;			/* a row for each of rules->categories */
	bool		 broken;		/* a text was no UTF-8 */
};

/* Patterns trust their subject to be UTF-8; text comes from a process that read a stranger's file. */
static void
look_at(struct work *w, enum rule_field f, enum rule_part part, struct subject sub)
{
	struct subjects *l = &w->seen[f][part];

	if (f != RULE_TEKST)
		sub.s = utf8_cut(sub.s, RULE_SHORT);
	if (sub.s.n == 0)
		return;
	if (utf8_valid(sub.s))
		*PUSH(w->res->mem, l->v, l->n, l->cap) = sub;
	else
		w->broken = true;
}

static bool
decides(const struct document *d)
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

static void
facts(struct work *w)
{
	const struct document *d = &w->res->doc;
	const struct declared *said = &w->job->dossier->declared;
	struct subject title = { .s = d->props.heading, .at = d->props.heading_at };

	if (title_sane(d->props.title))
		title = (struct subject){ .s = d->props.title };
	if (d->role == ROLE_MAIN && said->titel.n > 0)
		title = (struct subject){ .s = said->titel };
	if (d->declared_title.n > 0)
		title = (struct subject){ .s = d->declared_title };
	look_at(w, RULE_TITEL, PART_ALLES, title);
	look_at(w, RULE_BESTANDSNAAM, PART_ALLES, (struct subject){ .s = rule_filename(w->res->mem, d->path) });
	if (decides(d))
		look_at(w, RULE_ZAAKTYPE, PART_ALLES, (struct subject){ .s = said->zaaktype });
}

static void
look_at_text(struct work *w, enum rule_field f, enum rule_part part, size_t off, size_t n)
{
	look_at(w, f, part,
	    (struct subject){ .s = str_sub(w->text.s, off, n),
		.inside = true,
		.at = text_span(&w->text, (uint32_t)off, (uint32_t)n) });
}

/* The first byte of the character in which off falls. */
static size_t
char_start(struct str s, size_t off)
{
	while (off > 0 && off < s.n && ((unsigned char)s.p[off] & 0xc0) == 0x80)
		off--;
	return off;
}

static void
text(struct work *w)
{
	struct str s = w->text.s;
	size_t front = utf8_cut(s, EDGE).n, back = s.n > EDGE ? char_start(s, s.n - EDGE) : 0;

	look_at_text(w, RULE_TEKST, PART_BEGIN, 0, front);
	look_at_text(w, RULE_TEKST, PART_EINDE, back, s.n - back);
	if (s.n <= FRONT_MOST + BACK_MOST)
		look_at_text(w, RULE_TEKST, PART_ALLES, 0, s.n);
	else {
		size_t tail = char_start(s, s.n - BACK_MOST);

		look_at_text(w, RULE_TEKST, PART_ALLES, 0, utf8_cut(s, FRONT_MOST).n);
		look_at_text(w, RULE_TEKST, PART_ALLES, tail, s.n - tail);
	}
	for (size_t i = 0; i < w->text.nheadings && i < HEADINGS_MOST; i++) {
		const struct heading *h = &w->text.headings[i];

		look_at_text(w, RULE_KOP, PART_ALLES, h->off, h->len);
		if (h->off < front)
			look_at_text(w, RULE_KOP, PART_BEGIN, h->off, h->len);
		if (h->off >= back)
			look_at_text(w, RULE_KOP, PART_EINDE, h->off, h->len);
	}
}

static struct span
place(const struct work *w, const struct subject *sub, size_t off, size_t len)
{
	if (!sub->inside)
		return sub->at;
	return text_span(&w->text, sub->at.off + (uint32_t)off, (uint32_t)len);
}

/* Its places in w's texts, at most PLACES_MOST; -1 when a limit was reached, with PCRE2's number. */
static int
places(struct work *w, const struct rule *r, struct span at[PLACES_MOST], size_t *n_r, int *code_r)
{
	const struct subjects *l = &w->seen[r->field][r->part];

	*n_r = 0;
	for (size_t i = 0; i < l->n; i++) {
		const struct subject *sub = &l->v[i];
		size_t from = 0, off, len;
		enum match m = MATCH_NO;

		while (*n_r < PLACES_MOST &&
		    (m = pattern_match(r->pattern, w->rules->matcher, sub->s, from, &off, &len, code_r)) == MATCH_YES) {
			at[(*n_r)++] = place(w, sub, off, len);
			from = off + len;
			if (!sub->inside || len == 0)
				break;
		}
		/* Places beyond the first are a service: when only they failed, the rule has its answer. */
		if (m == MATCH_FAILED && *n_r == 0)
			return -1;
	}
	return 0;
}

static void
apply(struct work *w)
{
	for (size_t i = 0; i < w->rules->n; i++) {
		const struct rule *r = &w->rules->v[i];
		struct tally *t = &w->tally[r->category];
		struct span at[PLACES_MOST];
		size_t n;
		int code;

		if (places(w, r, at, &n, &code) != 0) {
			finding_add(&w->res->findings,
			    (struct finding){ .code = F_CLS_RULE_FAILED,
				.doc = w->job->doc,
				.arg = { r->id, pattern_why(w->res->mem, code) } });
			continue;
		}
		if (n > 0)
			t->score += r->weight;
		for (size_t k = 0; k < n; k++)
			*PUSH(w->res->mem, t->reasons, t->n, t->cap) = (struct reason){ r->id, at[k] };
	}
}

static int
better(const void *a, const void *b)
{
	const struct class_score *x = a, *y = b;

	return x->score != y->score ? (x->score > y->score ? -1 : 1) : str_cmp(x->uri, y->uri);
}

static void
rank(struct work *w)
{
	struct document *d = &w->res->doc;

	d->classes = NEW(w->res->mem, struct class_score, w->rules->ncategories + 1);
	d->nclasses = 0;
	for (size_t i = 0; i < w->rules->ncategories; i++) {
		const struct term *term = w->rules->categories[i].term;
		const struct tally *t = &w->tally[i];

		if (t->score > 0)
			d->classes[d->nclasses++] = (struct class_score){ .uri = term->uri,
				.label = term->label,
				.score = t->score,
				.reasons = t->reasons,
				.nreasons = t->n };
	}
	qsort(d->classes, d->nclasses, sizeof *d->classes, better);
}

static int
threshold(const struct work *w, struct str uri)
{
	for (size_t i = 0; i < w->rules->ncategories; i++) {
		if (str_eq(w->rules->categories[i].term->uri, uri))
			return w->rules->categories[i].threshold;
	}
	must(false);
}

static void
choose(struct work *w)
{
	struct document *d = &w->res->doc;
	struct class_score *best = d->classes;
	int second = d->nclasses > 1 ? best[1].score : 0, need;
	struct finding f = { .code = F_CLS_UNDECIDED, .doc = w->job->doc };

	if (d->nclasses > 0) {
		need = threshold(w, best->uri);
		/*
		 * An annex follows its main document.  It leaves that only when it is
		 * plainly something else (a convenant under a raadsvoorstel): an annex
		 * quotes more than it says.
		 */
		if (!decides(d))
			need += need / 2;
		best->chosen = best->score >= need && best->score - second >= w->rules->margin;
		if (best->chosen)
			return;
		if (best->score >= need)
			f = (struct finding){
				.code = F_CLS_TIED, .doc = w->job->doc, .arg = { best->label, best[1].label }
			};
	}
	if (decides(d))
		finding_add(&w->res->findings, f);
}

int
classify_run(const struct job *job, struct result *res, struct err *e)
{
	struct work *w = NEW(res->mem, struct work, 1);

	*w = (struct work){ .job = job, .res = res, .rules = job->tools->rules };
	w->tally = NEW(res->mem, struct tally, w->rules->ncategories + 1);
	facts(w);
	if ((res->doc.have_set & A_BIT(A_TEXT)) != 0) {
		if (text_load(job, &w->text, res->mem, e) != 0)
			return -1;
		text(w);
	}
	apply(w);
	if (w->broken)
		finding_add(&res->findings,
		    (struct finding){ .code = F_CLS_RULE_FAILED,
			.doc = job->doc,
			.arg = { str_of(_("(alle)")), str_of(_("de tekst is geen geldige UTF-8")) } });
	rank(w);
	choose(w);
	return 0;
}
