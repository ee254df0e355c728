/* SPDX-License-Identifier: EUPL-1.2 */
/* visit.c - one dossier while what comes with it is read: for sidecar.c and the readers beside it. */
#include "sidecar/visit.h"

#include "base/fd.h"
#include "base/form.h"
#include "base/line.h"
#include "base/path.h"
#include "base/utf8.h"

#include "base/banned.h"

#define TEXT_BYTES_MOST	((size_t)4000)	/* of one statement: a description is a page (typed.c) */

struct str
visit_key(struct arena *mem, struct str path)
{
	struct str s = str_lower(mem, form_nfc(mem, path));
	char *p = arena_alloc(mem, s.n + 1, 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] == '\\' ? '/' : s.p[i];
	return (struct str){ p, s.n };
}

int
visit_path(const struct visit *v, struct str typed)
{
	struct str key;
	int found = DOC_NONE;

	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (str_eq(v->d->docs[i].path, typed))
			return (int)i;
	}
	key = visit_key(v->tmp, str_trim(typed));
	for (size_t i = 0; i < v->d->ndocs; i++) {
		if (!str_eq(v->keys[i], key))
			continue;
		if (found != DOC_NONE)
			return DOC_NONE;
		found = (int)i;
	}
	return found;
}

struct str
visit_folder(const struct visit *v, int doc)
{
	struct str path = v->d->docs[doc].path;
	size_t n = path.n - path_base(path).n;

	return str_sub(path, 0, n == 0 ? 0 : n - 1);
}

int
visit_beside(const struct visit *v, int beside, struct str name)
{
	struct str folder = visit_folder(v, beside);

	return visit_path(v, folder.n == 0 ? name : path_join(v->tmp, folder, str_trim(name)));
}

void
visit_say(struct visit *v, enum finding_code code, int doc, struct str a, struct str b)
{
	finding_add(&v->r->findings, (struct finding){ .code = code, .doc = doc, .arg = { a, b } });
}

void
visit_fault(struct visit *v, int doc, bool bad, struct str where, struct str what)
{
	if (v->about != doc) {
		v->about = doc;
		v->faults = 0;
		v->bad = false;
	}
	if (v->faults++ < ROWS_TOLD || (bad && !v->bad)) {
		v->bad |= bad;
		visit_say(
		    v, bad ? F_SID_ROW_BAD : F_SID_ROW_LOOK, doc, str_dup(v->r->mem, where), str_dup(v->r->mem, what));
	}
	if (v->faults == ROWS_TOLD + 1)
		visit_say(v, F_SID_ROWS_MORE, doc, str_fmt(v->r->mem, "%u", ROWS_TOLD), STR_NONE);
}

int
visit_bytes(struct visit *v, int doc, size_t most, struct str *s_r, struct err *e)
{
	const struct document *x = &v->d->docs[doc];
	AUTO_FD fd = -1;

	*s_r = STR_NONE;
	if ((x->have_set & A_BIT(A_ORIGINAL)) == 0 || x->have[A_ORIGINAL].size > most) {
		visit_fault(v, doc, true, str_of(_("het hele bestand")),
		    (x->have_set & A_BIT(A_ORIGINAL)) == 0 ?
			str_of(_("het bestand is niet te lezen")) :
			str_fmt(v->r->mem, _("het bestand is groter dan %zu KiB"), most >> 10));
		return 1;
	}
	return job_open(v->job, doc, A_ORIGINAL, &fd, e) != 0 || fd_read_all(fd, most, v->tmp, s_r, e) != 0 ? -1 : 0;
}

int
visit_head(struct visit *v, int doc, size_t n, struct str *s_r, struct err *e)
{
	AUTO_FD fd = -1;

	*s_r = STR_NONE;
	if ((v->d->docs[doc].have_set & A_BIT(A_ORIGINAL)) == 0)
		return 0;
	return job_open(v->job, doc, A_ORIGINAL, &fd, e) != 0 || fd_read_head(fd, n, v->tmp, s_r, e) != 0 ? -1 : 0;
}

static struct str
one_line(struct visit *v, struct str s)
{
	return s.n == 0 ? STR_NONE : str_trim(utf8_cut(line_clean(v->r->mem, s), TEXT_BYTES_MOST));
}

static void
keep(struct visit *v, int doc, struct statement s)
{
	if (!statement_add(doc == DOC_NONE ? &v->d->said : &v->d->docs[doc].said, s, v->r->mem))
		visit_fault(v, doc, true, str_of(_(source_label(s.source))),
		    str_of(_("zegt meer dan woostraat van één stuk opneemt; splits het bestand")));
}

void
visit_tell(struct visit *v, int doc, struct statement s)
{
	s.text = one_line(v, s.text);
	s.uri = one_line(v, s.uri);
	s.where = one_line(v, s.where);
	if (s.text.n != 0 || s.uri.n != 0 || s.date.year != 0 || s.until.year != 0)
		keep(v, doc, s);
}

void
visit_retell(struct visit *v, int from, size_t i, int doc)
{
	keep(v, doc, v->d->docs[from].said.v[i]);
}

void
visit_taken(struct visit *v, int doc, enum source source)
{
	v->d->docs[doc].role = ROLE_SIDECAR;
	visit_say(v, F_SID_SOURCE_READ, doc, str_of(_(source_label(source))), STR_NONE);
}

void
visit_metadata(struct visit *v, int doc, enum source source)
{
	if (v->metadata[doc] == SOURCE__COUNT)
		v->metadata[doc] = source;
}

struct notice *
visit_notice(struct visit *v, struct str key)
{
	struct dossier *d = v->d;
	size_t at = 0;

	key = one_line(v, key);
	must(key.n != 0);
	for (; at < d->nnotices && str_cmp(d->notices[at].key, key) < 0; at++)
		;
	if (d->nnotices == NOTICES_MOST || (at < d->nnotices && str_eq(d->notices[at].key, key)))
		return NULL;
	if (d->notices == NULL)
		d->notices = NEW(v->r->mem, struct notice, NOTICES_MOST);
	for (size_t i = d->nnotices++; i > at; i--)
		d->notices[i] = d->notices[i - 1];
	d->notices[at] = (struct notice){ .key = key };
	return &d->notices[at];
}
