/* SPDX-License-Identifier: EUPL-1.2 */
/* reveal.c - the stage that looks for what a reader of a file does not see. */
#include "reveal/reveal.h"

#include "base/fd.h"
#include "base/map.h"
#include "reveal/revealing.h"

#include "base/banned.h"

#define WORK_MOST	GIB(1)			/* the text with its numbers, what is unseen, and what a format needs */
#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file; extract refuses more */

#define OOXML	"application/vnd.openxmlformats-officedocument."

static const struct { const char *type; reveal_format *look; } formats[] = {
	{ "application/pdf", reveal_pdf },
	{ OOXML "wordprocessingml.document", reveal_ooxml },
	{ OOXML "spreadsheetml.sheet", reveal_ooxml },
	{ OOXML "presentationml.presentation", reveal_ooxml },
	{ OOXML "presentationml.slideshow", reveal_ooxml },
	{ "application/vnd.oasis.opendocument.text", reveal_odf },
	{ "application/vnd.oasis.opendocument.spreadsheet", reveal_odf },
	{ "application/vnd.oasis.opendocument.presentation", reveal_odf },
	{ "application/rtf", reveal_rtf },
	{ "text/html", reveal_html },
	{ "message/rfc822", reveal_mail },
	{ "application/vnd.ms-outlook", reveal_mail },
};

void
reveal_find(struct revealing *v, enum finding_code code, uint32_t page, struct str a, struct str b)
{
	finding_add(&v->r->findings,
	    (struct finding){ .code = code,
		.doc = v->job->doc,
		.page = page,
		.arg = { str_dup(v->r->mem, a), str_dup(v->r->mem, b) } });
}

void
reveal_stop(struct revealing *v, struct str why)
{
	for (size_t i = 0; i < v->r->findings.n; i++) {
		if (v->r->findings.v[i].code == F_REV_UNREVEALED)
			return;
	}
	reveal_find(v, F_REV_UNREVEALED, 0, why, STR_NONE);
}

static int
look(struct revealing *v, reveal_format *with, struct err *e)
{
	if (text_load(v->job, &v->text, v->tmp, e) != 0 || with(v, e) != 0)
		return -1;
	if (v->unseen.more)
		reveal_stop(v, str_fmt(v->tmp, _("meer dan %u plaatsen"), UNSEEN_MOST));
	return unseen_save(&v->unseen, v->r, e);
}

int
reveal_run(const struct job *job, struct result *r, struct err *e)
{
	const struct document *doc = &job->dossier->docs[job->doc];
	struct revealing v = { .job = job, .r = r };
	reveal_format *with = NULL;
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;
	int rc;

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_eq(doc->media_type, str_of(formats[i].type)))
			with = formats[i].look;
	}
	if (with == NULL || doc->locked || (doc->have_set & A_BIT(A_TEXT)) == 0)
		return 0;
	if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0 || map_fd(fd, FILE_MOST, &bytes, e) != 0)
		return -1;
	v.bytes = bytes;
	v.tmp = arena_new("onthullen", WORK_MOST);
	v.unseen.mem = v.tmp;
	rc = look(&v, with, e);
	arena_free(v.tmp);
	return rc;
}
