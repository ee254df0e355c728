/* SPDX-License-Identifier: EUPL-1.2 */
/* clean.c - the stage that makes a file without what was left in it, and holds it against the file that it was made of. */
#include "clean/clean.h"

#include <unistd.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/map.h"
#include "base/utf8.h"
#include "clean/cleaning.h"
#include "clean/reread.h"

#include "base/banned.h"

#define REQUEST_MOST	KIB(64)
#define CLEAN_MEM	GIB(3)		/* a part of 128 MB and what becomes of it, for file and proof */
#define READ_MEM	GIB(1)		/* one reading, as a document of a dossier gets (child.c) */
#define LEFT_MOST	((size_t)100)	/* things that are named for a person */

int
cleaning_refuse(struct cleaning *c, struct str why)
{
	if (c->why.p == NULL)
		c->why = why;
	return 0;
}

void
cleaning_leave(struct cleaning *c, struct str what)
{
	if (c->nleft < LEFT_MOST)
		*PUSH(c->mem, c->left, c->nleft, c->left_cap) = what;
}

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define ODF	"application/vnd.oasis.opendocument."

static const struct { const char *type; const struct clean_format *format; } formats[] = {
	{ "application/pdf", &clean_pdf },
	{ OOXML "wordprocessingml.document", &clean_ooxml },
	{ OOXML "spreadsheetml.sheet", &clean_ooxml },
	{ OOXML "presentationml.presentation", &clean_ooxml },
	{ OOXML "presentationml.slideshow", &clean_ooxml },
	{ ODF "text", &clean_odf },
	{ ODF "spreadsheet", &clean_odf },
	{ ODF "presentation", &clean_odf },
};

static const struct clean_format *
format_of(struct str type)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_eq(type, str_of(formats[i].type)))
			return formats[i].format;
	}
	return NULL;
}

/* Why a document without a text cannot be judged. */
static struct str
why_unread(const struct reread *a, struct arena *mem)
{
	for (size_t i = 0; i < a->findings.n; i++) {
		if (finding_gravity(a->findings.v[i].code) == G_STOP)
			return finding_text(mem, &a->findings.v[i]);
	}
	return str_of(_("er is geen tekst in te lezen"));
}

/* What was found about the cleaned file is what a person still has to look at. */
static void
leave_findings(struct cleaning *c, const struct reread *b)
{
	for (size_t i = 0; i < b->findings.n; i++) {
		const struct finding *f = &b->findings.v[i];

		if (finding_gravity(f->code) >= G_LOOK)
			cleaning_leave(
			    c, str_fmt(c->mem, "%s: %.*s", finding_tag(f->code), STRF(finding_text(c->mem, f))));
	}
}

/* The bytes as they were written, from the file that they were written to. */
static int
prove(const struct job *job, const struct result *r, struct cleaning *c, const struct clean_format *f, struct str name,
    const struct reread *a, struct err *e)
{
	struct arena *mem = arena_new("geschoond", READ_MEM);
	AUTO_MAP cleaned = STR_NONE;
	struct reread b;
	const char *differs = NULL;
	int rc = map_fd(c->out, CLEAN_FILE_MOST, &cleaned, e);

	if (rc == 0)
		rc = f->prove(c, cleaned, e);
	if (rc == 0 && c->why.p == NULL) {
		rc = reread(job, r, c->out, name, cleaned.n, mem, &b, e);
		if (rc == 0)
			differs = reread_differs(a, &b, c->people, mem);
		if (rc == 0 && differs != NULL)
			(void)cleaning_refuse(c, str_fmt(c->mem, _("het geschoonde bestand heeft %s"), differs));
		if (rc == 0)
			leave_findings(c, &b);
	}
	arena_free(mem);
	return rc;
}

static int
clean(const struct job *job, const struct result *r, struct cleaning *c, int fd, struct str name, struct err *e)
{
	struct arena *mem = arena_new("origineel", READ_MEM);
	const struct clean_format *f;
	struct reread a;
	int rc = reread(job, r, fd, name, c->bytes.n, mem, &a, e);

	if (rc == 0) {
		c->type = str_dup(c->mem, a.doc.media_type);
		f = format_of(c->type);
		if (f == NULL)
			(void)cleaning_refuse(
			    c, str_of(_("geschoond worden alleen PDF, DOCX, XLSX, PPTX, ODT, ODS en ODP")));
		else if (!a.read || a.doc.locked)
			(void)cleaning_refuse(c, str_dup(c->mem, why_unread(&a, c->mem)));
		else {
			rc = f->make(c, e);
			if (rc == 0 && c->why.p == NULL)
				rc = prove(job, r, c, f, name, &a, e);
		}
	}
	arena_free(mem);
	return rc;
}

static const char *const words[REMOVED__COUNT] = {
#define REMOVAL(id, name, one, more)	[REMOVED_##id] = name,
#include "clean/removals.def"
#undef REMOVAL
};

static json_t *
answer(const struct cleaning *c)
{
	json_t *j = json_object(), *removed = json_array(), *left = json_array();

	json_put(j, "cleaned", json_boolean(c->why.p == NULL));
	json_put_str(j, "type", c->type);
	json_put_str(j, "why", c->why.p == NULL ? STR_NONE : utf8_show(c->mem, c->why));
	for (int i = 0; i < REMOVED__COUNT && c->why.p == NULL; i++) {
		json_t *x;

		if (c->removed[i] == 0)
			continue;
		x = json_object();
		json_put_str(x, "what", str_of(words[i]));
		json_put_num(x, "n", (int64_t)c->removed[i]);
		json_push(removed, x);
	}
	for (size_t i = 0; i < c->nleft && c->why.p == NULL; i++)
		json_push(left, json_of_str(utf8_show(c->mem, c->left[i])));
	json_put(j, "removed", removed);
	json_put(j, "left", left);
	return j;
}

/* What was refused leaves no file behind. */
static int
finish(const struct cleaning *c, struct result *r, struct err *e)
{
	AUTO_JSON j = answer(c);

	if (c->why.p != NULL && ftruncate(c->out, 0) != 0)
		return err_sys(e, E_IO, _("eigen resultaat niet te legen"));
	return fd_write_all(r->out[A_CLEANING], json_write(r->mem, j), e);
}

int
clean_run(const struct job *job, struct result *r, struct err *e)
{
	struct arena *mem = arena_new("schonen", CLEAN_MEM);
	struct cleaning c = { .mem = mem, .out = r->out[A_CLEANED] };
	AUTO_FD request = -1;
	AUTO_FD fd = -1;
	AUTO_JSON j = NULL;
	AUTO_MAP bytes = STR_NONE;
	struct str s;
	int rc = job_open(job, DOC_NONE, A_RUN, &request, e);

	if (rc == 0)
		rc = fd_read_all(request, REQUEST_MOST, mem, &s, e);
	if (rc == 0 && (j = json_read(s, e)) == NULL)
		rc = -1;
	if (rc == 0)
		rc = job_open(job, 0, A_ORIGINAL, &fd, e);
	if (rc == 0)
		rc = map_fd(fd, CLEAN_FILE_MOST, &bytes, e);
	c.bytes = bytes;
	c.metadata = json_flag(j, "metadata");
	if (rc == 0 && bytes.n == 0)
		(void)cleaning_refuse(&c, str_of(_("het bestand is leeg")));
	else if (rc == 0)
		rc = clean(job, r, &c, fd, json_str(j, "name"), e);
	if (rc == 0)
		rc = finish(&c, r, e);
	arena_free(mem);
	return rc;
}
