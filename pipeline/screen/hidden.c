/* SPDX-License-Identifier: EUPL-1.2 */
/* hidden.c - is what no reader sees a leak, or the way of a template? */
#include "screen/hidden.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/form.h"
#include "base/utf8.h"

#include "base/banned.h"

#define LEAST_LETTERS	4u		/* on a page; fewer is noise of programs (gate facts 3.4) */
#define MARKS_MOST	60u		/* letters of what a printer puts beside a page: a name, a day, a page */
#define PAGES_SHOWN	12		/* page numbers in one finding */
#define FINDINGS_MOST	50		/* of one document; a report must stay readable, and it is held at the first */

/* A place with what decides about it. */
struct place {
	const struct unseen *at;
	struct str	 text;		/* as policy_plain writes it */
	uint32_t	 letters;
	bool		 personal, usual;
};

static uint32_t
count_letters(struct str s)
{
	uint32_t n = 0;

	for (size_t i = 0, k; i < s.n; i += k) {
		uint32_t c;

		k = utf8_decode(str_from(s, i), &c);
		if (k == 0)
			k = 1;
		n += form_speaks(str_sub(s, i, k));
	}
	return n;
}

static int
by_text(const void *a, const void *b)
{
	const struct place *const *x = a, *const *y = b;
	bool old_x = cause_kind((*x)->at->cause) == UNSEEN_OLD, old_y = cause_kind((*y)->at->cause) == UNSEEN_OLD;
	int d = str_cmp((*x)->text, (*y)->text);

	if (d != 0 || old_x != old_y)
		return d != 0 ? d : old_x - old_y;
	return ((*x)->at->page > (*y)->at->page) - ((*x)->at->page < (*y)->at->page);
}

/* An earlier version says much that is hidden today: that is no second page. */
static bool
on_other_page(const struct unseen *a, const struct unseen *b)
{
	return a->page != b->page && cause_kind(a->cause) != UNSEEN_OLD && cause_kind(b->cause) != UNSEEN_OLD;
}

/* The same text unseen on more than one page: a template does that. */
static void
mark_repeated(struct place *v, size_t n, struct arena *tmp)
{
	struct place **order = NEW(tmp, struct place *, n + 1);

	for (size_t i = 0; i < n; i++)
		order[i] = &v[i];
	qsort(order, n, sizeof(*order), by_text);
	for (size_t i = 0, end; i < n; i = end) {
		bool more = false;

		for (end = i + 1; end < n && str_eq(order[end]->text, order[i]->text); end++)
			more |= on_other_page(order[end]->at, order[i]->at);
		for (size_t k = i; more && k < end; k++)
			order[k]->usual = true;
	}
}

/* How often part stands in s, counted to two. */
static unsigned
times(struct str s, struct str part)
{
	unsigned n = 0;

	while (n < 2 && part.n != 0 && s.n >= part.n) {
		const char *p = memmem(s.p, s.n, part.p, part.n);

		if (p == NULL)
			break;
		n++;
		s = str_from(s, (size_t)(p - s.p) + part.n);
	}
	return n;
}

/*
 * What stands in the text once is the place itself, which extract took along;
 * from an earlier version, or from beside the page, extract took nothing.
 */
static bool
stands_elsewhere(const struct place *p, struct str seen)
{
	enum unseen_kind kind = cause_kind(p->at->cause);

	return times(seen, p->text) >= (kind == UNSEEN_HIDDEN || kind == UNSEEN_BURNED ? 2u : 1u);
}

static bool
is_called_usual(const struct screening *s, struct str text)
{
	for (size_t i = 0; i < s->nusual; i++) {
		if (str_eq(s->usual[i], text))
			return true;
	}
	return false;
}

static enum finding_code
code_of(enum unseen_cause cause, uint32_t letters, bool personal)
{
	switch (cause_kind(cause)) {
	case UNSEEN_BURNED:
		return F_SCR_UNSEEN_BURNED;
	case UNSEEN_OLD:
		return F_SCR_UNSEEN_OLD;
	case UNSEEN_OFF:
		if (cause == CAUSE_OUTSIDE && letters <= MARKS_MOST && !personal)
			return F_SCR_UNSEEN_USUAL;
		break;
	case UNSEEN_HIDDEN:
		break;
	}
	return letters < LEAST_LETTERS && !personal ? F_SCR_UNSEEN_USUAL : F_SCR_UNSEEN;
}

/* The pages of the usual places of one cause, as "2, 3, 7"; absent: there are none. */
static struct str
pages_of(const struct place *v, size_t n, enum unseen_cause cause, struct arena *mem)
{
	uint32_t last = UINT32_MAX;
	struct buf b;
	int shown = 0;

	buf_init(&b, mem, 1000);
	for (size_t i = 0; i < n; i++) {
		if (!v[i].usual || v[i].at->cause != cause || v[i].at->page == last)
			continue;
		last = v[i].at->page;
		if (shown++ == PAGES_SHOWN) {
			buf_addf(&b, ", ...");
			break;
		}
		buf_addf(&b, b.n == 0 ? "%u" : ", %u", last);
	}
	return b.n == 0 ? STR_NONE : buf_str(&b);
}

/* What is unseen on one page for one cause, together; false: it is of a template.  fs NULL: only counted. */
static bool
tell_together(struct place *v, size_t n, enum unseen_cause cause, int doc, struct findings *fs)
{
	const struct unseen *first = NULL;
	uint32_t letters = 0;
	bool personal = false;
	enum finding_code code;

	for (size_t i = 0; i < n; i++) {
		if (v[i].at->cause == cause && !v[i].usual) {
			letters += v[i].letters;
			personal |= v[i].personal;
			first = first == NULL ? v[i].at : first;
		}
	}
	if (first == NULL)
		return false;
	code = code_of(cause, letters, personal);
	if (code == F_SCR_UNSEEN_USUAL) {
		for (size_t i = 0; i < n; i++)
			v[i].usual |= v[i].at->cause == cause;
		return false;
	}
	if (fs == NULL)
		return true;
	finding_add(fs,
	    (struct finding){ .code = code,
		.doc = doc,
		.page = first->page,
		.box = first->box,
		.arg = { str_of(_(cause_label(cause))), str_fmt(fs->mem, "%u", letters) } });
	return true;
}

static void
tell(struct place *v, size_t n, int doc, struct findings *fs)
{
	size_t said = 0;

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && v[end].at->page == v[i].at->page; end++)
			;
		for (int c = 0; c < CAUSE__COUNT; c++)
			said +=
			    tell_together(v + i, end - i, (enum unseen_cause)c, doc, said < FINDINGS_MOST ? fs : NULL);
	}
	if (said > FINDINGS_MOST)
		finding_add(fs,
		    (struct finding){ .code = F_SCR_MORE,
			.doc = doc,
			.arg = { str_of(_("Verborgen tekst")), str_fmt(fs->mem, "%zu", said - FINDINGS_MOST) } });
}

void
hidden_judge(const struct unseens *unseen, const bool *personal, const struct text *text, const struct screening *s,
    int doc, struct findings *fs, struct arena *tmp)
{
	struct place *v = NEW(tmp, struct place, unseen->n + 1);
	struct str seen;

	if (unseen->n == 0)
		return;
	seen = policy_plain(tmp, text_seen(text, tmp));
	for (size_t i = 0; i < unseen->n; i++)
		v[i] = (struct place){ .at = &unseen->v[i],
			.text = policy_plain(tmp, unseen->v[i].text),
			.letters = count_letters(unseen->v[i].text),
			.personal = personal[i] };
	mark_repeated(v, unseen->n, tmp);
	for (size_t i = 0; i < unseen->n; i++) {
		struct place *p = &v[i];

		p->usual |= is_called_usual(s, p->text) || stands_elsewhere(p, seen);
		/* Words that somebody meant to hide, and what is of a person, are never a template's. */
		p->usual &= !p->personal && cause_kind(p->at->cause) != UNSEEN_BURNED;
	}
	tell(v, unseen->n, doc, fs);
	for (int c = 0; c < CAUSE__COUNT; c++) {
		struct str pages = pages_of(v, unseen->n, (enum unseen_cause)c, fs->mem);

		if (pages.p != NULL)
			finding_add(fs,
			    (struct finding){ .code = F_SCR_UNSEEN_USUAL,
				.doc = doc,
				.arg = { str_of(_(cause_label((enum unseen_cause)c))), pages } });
	}
}
