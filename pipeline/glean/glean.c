/* SPDX-License-Identifier: EUPL-1.2 */
/* glean.c - what a document says of itself: dates with their role, marks, relations. */
#include "glean/glean.h"

#include "base/utf8.h"
#include "glean/readers.h"
#include "proc/tools.h"

#include "base/banned.h"

#define WORK_MOST	MIB(512)	/* TEXT_MOST, PROPS_MOST with its numbers, and what is made of 32 KiB of them */
#define SAID_MOST	((size_t)1000)	/* bytes of one statement: a long title; more is no title */

static void (*const readers[])(struct glean *) = { glean_title, glean_organisation, glean_language, glean_dates, glean_marks,
	glean_relations };

int
glean_load(const char *templates, struct arena *mem, struct gleaner **g_r, struct err *e)
{
	*g_r = NEW(mem, struct gleaner, 1);
	return labels_load(str_c(mem, str_fmt(mem, "%s/glean/etiketten.tsv", templates)), mem, &(*g_r)->labels, e);
}

void
glean_say(struct glean *g, struct statement s)
{
	s.source = SOURCE_TEXT;
	s.text = str_dup(g->res->mem, utf8_cut(s.text, SAID_MOST));
	s.uri = s.uri.p == NULL ? s.uri : str_dup(g->res->mem, utf8_cut(s.uri, SAID_MOST));
	statement_add(&g->res->doc.gleaned, s, g->res->mem);
}

void
glean_find(struct glean *g, enum finding_code code, struct span at, struct str arg)
{
	finding_add(&g->res->findings,
	    (struct finding){ .code = code,
		.doc = g->job->doc,
		.page = at.page,
		.off = at.off,
		.len = at.len,
		.arg = { arg.p == NULL ? arg : str_dup(g->res->mem, arg) } });
}

int
glean_run(const struct job *job, struct result *res, struct err *e)
{
	struct arena *tmp;
	struct glean g = { .with = job->tools->gleaner, .job = job, .res = res };
	int rc;

	if ((res->doc.have_set & A_BIT(A_TEXT)) == 0)
		return 0;
	tmp = arena_new("glean", WORK_MOST);
	rc = text_load(job, &g.text, tmp, e);
	if (rc == 0) {
		view_open(&g.view, &g.text, tmp);
		entries_find(&g.entries, &g.view, g.with->labels);
		head_read(&g.head, &g.text, tmp);
		for (size_t i = 0; i < COUNT(readers); i++)
			readers[i](&g);
	}
	arena_free(tmp);
	return rc;
}
