/* SPDX-License-Identifier: EUPL-1.2 */
/* extract.c - the stage that takes text, pages and properties out of a document. */
#include "extract/extract.h"

#include "base/ascii.h"
#include "base/fd.h"
#include "base/map.h"
#include "extract/about.h"
#include "extract/charset.h"
#include "extract/embed.h"
#include "extract/extraction.h"
#include "extract/legacy.h"
#include "extract/picture.h"
#include "extract/xml_read.h"
#include "mail/mail.h"
#include "proc/tools.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file (gate facts 8.1) */
#define RANGES_MOST	((size_t)120)		/* bytes of "2, 5-7, ..." in a finding */
#define LANGUAGE_MOST	((size_t)35)		/* bytes of a language tag (RFC 5646 4.4.1) */

struct extractor {
	struct charsets		*charsets;
};

int
extract_load(struct arena *mem, struct extractor **x_r, struct err *e)
{
	*x_r = NEW(mem, struct extractor, 1);
	xml_load();
	ole_load();
	if (mail_load(mem, e) != 0)
		return -1;
	return charset_load(mem, &(*x_r)->charsets, e);
}

void
extraction_find(struct extraction *x, enum finding_code code, uint32_t page, struct str arg)
{
	finding_add(
	    &x->r->findings, (struct finding){ .code = code, .doc = x->job->doc, .page = page, .arg = { arg } });
}

void
extraction_stop(struct extraction *x, enum finding_code code, struct str arg)
{
	if (!x->stopped)
		extraction_find(x, code, 0, arg);
	x->stopped = true;
}

void
extraction_moment(struct str *to, struct str s)
{
	if (to->n == 0 && s.n != 0)
		*to = s;
}

/* Is page i one without a letter or digit of its own, that looks like this? */
static bool
looks_so(const struct extraction *x, size_t i, enum page_look look)
{
	enum page_look is = i < x->nlooks ? x->looks[i] : LOOK_UNKNOWN;

	return i < x->text.npages && (!x->text.page_has[i] || is >= LOOK_READ) && is == look;
}

/* Name the pages without text of their own that look like this, as "2, 5-7". */
static void
judge_look(struct extraction *x, enum page_look look, enum finding_code code)
{
	uint32_t first = 0;
	struct buf b;

	buf_init(&b, x->r->mem, RANGES_MOST);
	for (size_t i = 0; i < x->text.npages; i++) {
		size_t from = i;

		if (!looks_so(x, i, look))
			continue;
		if (first == 0)
			first = (uint32_t)i + 1;
		while (looks_so(x, i + 1, look))
			i++;
		if (b.n > RANGES_MOST - 24) {
			buf_addf(&b, ", ...");
			break;
		}
		buf_addf(&b, b.n == 0 ? "%zu" : ", %zu", from + 1);
		if (i > from)
			buf_addf(&b, "-%zu", i + 1);
	}
	if (first != 0)
		extraction_find(x, code, look >= LOOK_PICTURE ? first : 0, buf_str(&b));
}

static void
judge_pages(struct extraction *x)
{
	const struct gather *g = &x->text;
	size_t full = 0;

	for (size_t i = 0; i < g->npages; i++)
		full += g->page_has[i];
	judge_look(x, LOOK_READ, F_EXT_SCAN_READ);
	judge_look(x, LOOK_NUMBERS, F_EXT_SCAN_NUMBERS);
	judge_look(x, LOOK_UNSURE, F_EXT_SCAN_UNSURE);
	judge_look(x, LOOK_UNREADABLE, F_EXT_SCAN_FAILED);
	if (full == 0) {
		extraction_find(x, F_EXT_NO_TEXT, 0, STR_NONE);
		return;
	}
	judge_look(x, LOOK_BLANK, F_EXT_PAGES_BLANK);
	judge_look(x, LOOK_UNKNOWN, F_EXT_PAGES_EMPTY);
	judge_look(x, LOOK_PICTURE, F_EXT_PAGES_PICTURE);
}

/* A language tag as RFC 5646 spells it, or absent. */
static struct str
language(struct str s)
{
	s = str_trim(s);
	if (s.n < 2 || s.n > LANGUAGE_MOST)
		return STR_NONE;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (!(ascii_letter(c) || ascii_digit(c) || c == '-'))
			return STR_NONE;
	}
	return s;
}

static bool
is_table(struct str type)
{
	return str_eq(type, S("text/csv")) || str_ends(type, S("spreadsheetml.sheet"));
}

/* All was read: the facts about the text, and the text itself. */
static int
keep(struct extraction *x, size_t body, struct err *e)
{
	struct gather *g = &x->text;
	struct document *d = &x->r->doc;
	struct props *p = &d->props;
	struct text t = { .s = buf_str(&g->text),
		.page_at = g->page_at,
		.npages = g->npages,
		.headings = g->headings,
		.nheadings = g->nheadings,
		.stretches = g->stretches,
		.nstretches = g->nstretches,
		.created = x->created,
		.modified = x->modified };

	judge_pages(x);
	d->pages = (uint32_t)g->npages;
	d->text_bytes = t.s.n;
	d->cover[COVER_PAGES] = (struct cover){ x->npages == 0 ? g->npages : x->npages, g->npages };
	d->cover[COVER_PARTS] = x->parts.there == 0 ? (struct cover){ 1, 1 } : x->parts;
	*p = (struct props){ 0 };
	p->title = gather_short(x->r->mem, x->title, TITLE_MOST);
	if (p->title.n == 0)
		p->title = STR_NONE;
	p->language = str_dup(x->r->mem, language(x->language));
	/* The first rows of a table are no heading. */
	if (t.nheadings != 0 || !is_table(d->media_type))
		p->heading_at = about_heading(&t);
	if (p->heading_at.len != 0)
		p->heading = gather_short(x->r->mem, str_sub(t.s, p->heading_at.off, p->heading_at.len), TITLE_MOST);
	p->dated = x->dated;
	p->dated_at = x->dated_at;
	if (p->dated.year == 0)
		p->dated = about_date(&t, body, x->r->mem, &p->dated_at);
	return text_save(&t, x->r, x->r->mem, e);
}

static int
finish(struct extraction *x, struct err *e)
{
	size_t body;

	if (x->stopped)
		return 0;
	gather_gap(&x->text, GAP_LINE);
	body = gather_end(&x->text);
	gather_append(&x->text, &x->aside);
	/* A text without characters is one empty line, so that there is an artefact to read. */
	if (gather_here(&x->text) == 0)
		gather_add(&x->text, S("\n"));
	(void)gather_end(&x->text);
	if (gather_full(&x->text) || gather_full(&x->aside)) {
		extraction_stop(x, F_EXT_TOO_MUCH, str_of(_("64 MB tekst")));
		return 0;
	}
	return keep(x, body, e);
}

#define OOXML	"application/vnd.openxmlformats-officedocument."

static const struct { const char *type; extract_format *read; } formats[] = {
	{ "application/pdf", extract_pdf },
	{ OOXML "wordprocessingml.document", extract_docx },
	{ OOXML "spreadsheetml.sheet", extract_xlsx },
	{ OOXML "presentationml.presentation", extract_pptx },
	{ OOXML "presentationml.slideshow", extract_pptx },
	{ "application/vnd.oasis.opendocument.text", extract_odf },
	{ "application/vnd.oasis.opendocument.spreadsheet", extract_odf },
	{ "application/vnd.oasis.opendocument.presentation", extract_odf },
	{ "application/msword", extract_doc },
	{ "application/vnd.ms-excel", extract_xls },
	{ "application/vnd.ms-powerpoint", extract_ppt },
	{ "application/rtf", extract_rtf },
	{ "text/html", extract_html },
	{ "text/plain", extract_text },
	{ "text/csv", extract_csv },
	{ "application/xml", extract_xml },
	{ "image/png", extract_image },
	{ "image/jpeg", extract_image },
	{ "image/gif", extract_image },
	{ "image/tiff", extract_image },
	{ "image/bmp", extract_image },
	{ "image/webp", extract_image },
	{ "image/heic", extract_image },
	{ "image/svg+xml", extract_svg },
	{ "message/rfc822", extract_eml },
	{ "application/vnd.ms-outlook", extract_msg },
};

int
extract_run(const struct job *job, struct result *r, struct err *e)
{
	const struct document *doc = &job->dossier->docs[job->doc];
	struct extraction x = { .job = job, .charsets = job->tools->extractor->charsets, .r = r };
	extract_format *read = NULL;
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;

	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_eq(doc->media_type, str_of(formats[i].type)))
			read = formats[i].read;
	}
	/* Identify has said what is under a password. */
	if (read == NULL || doc->locked)
		return 0;
	if (doc->have[A_ORIGINAL].size > FILE_MOST) {
		extraction_stop(&x, F_EXT_TOO_MUCH, str_of(_("512 MB")));
		return 0;
	}
	if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0 || map_fd(fd, FILE_MOST, &bytes, e) != 0)
		return -1;
	x.bytes = bytes;
	gather_init(&x.text, r->mem);
	gather_init(&x.aside, r->mem);
	gather_origin(&x.aside, TEXT_REST);
	if (read(&x, e) != 0 || embed_read(&x, e) != 0)
		return -1;
	return finish(&x, e);
}
