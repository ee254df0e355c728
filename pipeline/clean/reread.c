/* SPDX-License-Identifier: EUPL-1.2 */
/* reread.c - bytes read as a document of a dossier is, by identify and extract, so that two can be compared. */
#include "clean/reread.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "identify/identify.h"

#include "base/banned.h"

/* What the readers ask for while they read. */
struct shelf {
	const struct result *r;
	int		 fd;
};

static int
source_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct shelf *s = job->source;
	int fd = kind == A_ORIGINAL ? s->fd : kind == A_TEXT || kind == A_PROPS ? s->r->out[kind] : -1;

	if (doc != 0 || fd < 0)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	*fd_r = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	if (*fd_r < 0 || lseek(*fd_r, 0, SEEK_SET) != 0)
		return err_sys(e, E_IO, _("eigen resultaat niet te lezen"));
	return 0;
}

static int
empty(const struct result *r, struct err *e)
{
	for (int k = A_TEXT; k <= A_PROPS; k++) {
		if (ftruncate(r->out[k], 0) != 0 || lseek(r->out[k], 0, SEEK_SET) != 0)
			return err_sys(e, E_IO, _("eigen resultaat niet te legen"));
	}
	return 0;
}

int
reread(const struct job *job, const struct result *r, int fd, struct str name, uint64_t size, struct arena *mem,
    struct reread *a, struct err *e)
{
	struct shelf shelf = { .r = r, .fd = fd };
	struct organisation org = { 0 };
	struct dossier d = { .org = &org, .docs = &a->doc, .ndocs = 1, .mem = mem };
	struct result res = { .mem = mem, .findings = { .mem = mem } };
	struct job inner = *job;
	int rc;

	inner.dossier = &d;
	inner.doc = 0;
	inner.source = &shelf;
	inner.open = source_open;
	*a = (struct reread){ .doc = { .path = name, .role = ROLE_MAIN } };
	a->doc.have[A_ORIGINAL].size = size;
	a->doc.have_set = A_BIT(A_ORIGINAL);
	for (int k = 0; k < A__COUNT; k++)
		res.out[k] = k == A_TEXT || k == A_PROPS ? r->out[k] : -1;
	res.doc = a->doc;
	rc = empty(r, e);
	if (rc == 0)
		rc = identify_run(&inner, &res, e);
	a->doc = res.doc;
	if (rc == 0)
		rc = extract_run(&inner, &res, e);
	a->doc = res.doc;
	a->findings = res.findings;
	a->read = rc == 0 && lseek(r->out[A_TEXT], 0, SEEK_END) > 0;
	if (a->read)
		rc = text_load(&inner, &a->text, mem, e);
	return rc == 0 ? empty(r, e) : -1;
}

/* All of a text that stands there in its document, piece after piece. */
static struct str
of_origin(const struct text *t, enum text_origin o, struct arena *mem)
{
	uint32_t at = 0;
	struct buf b;

	buf_init(&b, mem, 2 * TEXT_MOST);
	for (size_t i = 0; i <= t->nstretches; i++) {
		struct stretch x =
		    i < t->nstretches ? t->stretches[i] : (struct stretch){ (uint32_t)t->s.n, 0, TEXT_VISIBLE };

		if (o == TEXT_VISIBLE)
			buf_add(&b, str_sub(t->s, at, x.off - at));
		else if (o == x.origin) {
			buf_add(&b, str_trim(str_sub(t->s, x.off, x.len)));
			buf_addc(&b, '\n');
		}
		at = x.off + x.len;
	}
	return str_trim(buf_str(&b));
}

static bool
may_differ(enum text_origin o, struct str type, bool people)
{
	switch (o) {
	case TEXT_PROPERTY:
	case TEXT_REST:
		return true;
	case TEXT_DELETED:
		return str_eq(type, S("application/pdf"));
	case TEXT_COMMENT:
		return people;
	default:
		return false;
	}
}

static bool
same_headings(const struct text *a, const struct text *b)
{
	if (a->nheadings != b->nheadings)
		return false;
	for (size_t i = 0; i < a->nheadings; i++) {
		const struct heading *x = &a->headings[i], *y = &b->headings[i];

		if (x->level != y->level || !str_eq(str_sub(a->s, x->off, x->len), str_sub(b->s, y->off, y->len)))
			return false;
	}
	return true;
}

const char *
reread_differs(const struct reread *a, const struct reread *b, bool people, struct arena *mem)
{
	if (!str_eq(a->doc.media_type, b->doc.media_type) || !str_eq(a->doc.format_version, b->doc.format_version))
		return _("een ander soort bestand");
	if (!str_eq(a->doc.pdf_claim, b->doc.pdf_claim))
		return _("een ander kenmerk van PDF/A of PDF/UA");
	if (!a->read || !b->read || a->doc.locked || b->doc.locked)
		return _("geen tekst die te lezen is");
	if (a->doc.pages != b->doc.pages || a->text.npages != b->text.npages)
		return _("een ander aantal bladzijden");
	if (!str_eq(a->doc.props.title, b->doc.props.title) || !str_eq(a->doc.props.language, b->doc.props.language))
		return _("een andere titel of taal");
	if (!same_headings(&a->text, &b->text))
		return _("andere koppen");
	for (int o = 0; o < TEXT__COUNT; o++) {
		struct mark mark = arena_mark(mem);
		bool same = may_differ((enum text_origin)o, a->doc.media_type, people) ||
		    str_eq(
			of_origin(&a->text, (enum text_origin)o, mem), of_origin(&b->text, (enum text_origin)o, mem));

		arena_rewind(mem, mark);
		if (!same)
			return _("een andere tekst");
	}
	return NULL;
}
