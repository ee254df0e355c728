/* SPDX-License-Identifier: EUPL-1.2 */
/* gleaning.h - a text through the stage glean, and what it said of it. */
#ifndef GLEANING_H
#define GLEANING_H

#include "rig.h"

#include "glean/glean.h"
#include "text.h"

static struct rig r;

static UNUSED int
glean_setup(void **state)
{
	(void)state;
	rig_open(&r);
	if (glean_load("templates", r.mem, &r.tools.gleaner, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	return 0;
}

static UNUSED int
glean_teardown(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

/* Keeps the text that stands in *text_now. */
static const struct text *text_now;

static UNUSED int
keep_text(const struct job *job, struct result *res, struct err *e)
{
	(void)job;
	res->doc.pages = (uint32_t)text_now->npages;
	res->doc.text_bytes = text_now->s.n;
	return text_save(text_now, res, res->mem, e);
}

/* What a text says; a form feed begins a page.  Findings of an earlier text are gone. */
static UNUSED const struct statements *
gleaned_of(const struct text *t)
{
	int doc;

	r.dossier.ndocs = 0;
	r.dossier.findings.n = 0;
	for (size_t i = 0; i < r.dossier.docs_cap; i++)
		r.dossier.docs[i] = (struct document){ .path = STR_NONE };
	doc = rig_add_bytes(&r, "stuk.txt", S("x"));
	text_now = t;
	assert_int_equal(rig_run(&r, ST_extract, keep_text, doc), 0);
	assert_int_equal(rig_run(&r, ST_glean, glean_run, doc), 0);
	for (size_t i = 0; i < r.dossier.docs[doc].gleaned.n; i++) {
		const struct statement *s = &r.dossier.docs[doc].gleaned.v[i];

		assert_int_equal(s->source, SOURCE_TEXT);
		assert_true(s->sure > 0 && s->sure <= 100 && s->text.n != 0 && s->at.page >= 1);
		assert_true(s->at.len != 0 && (size_t)s->at.off + s->at.len <= t->s.n);
	}
	return &r.dossier.docs[doc].gleaned;
}

static UNUSED const struct statements *
gleaned(const char *words)
{
	uint32_t *pages = NEW(r.mem, uint32_t, strlen(words) + 1);
	struct text *t = NEW(r.mem, struct text, 1);
	char *p = (char *)(uintptr_t)str_dup(r.mem, str_of(words)).p;

	*t = (struct text){ .s = { p, strlen(words) }, .page_at = pages, .npages = 1 };
	for (size_t i = 0; i < t->s.n; i++) {
		if (p[i] != '\f')
			continue;
		p[i] = '\n';
		pages[t->npages++] = (uint32_t)i + 1;
	}
	return gleaned_of(t);
}

/* "kind date[..until] sure text[ (uri)]", for a table. */
static UNUSED struct str
said(const struct statement *s)
{
	struct str d = date_valid(s->date) ? date_iso(r.mem, s->date) : S("-");

	if (date_valid(s->until))
		d = str_fmt(r.mem, "%.*s..%.*s", STRF(d), STRF(date_iso(r.mem, s->until)));
	return str_fmt(r.mem, "%s %.*s", say_name(s->what), STRF(d));
}

#endif
