/* SPDX-License-Identifier: EUPL-1.2 */
/* readiness.c - before the first document: can the workers read the templates, and the uploader every key? */
#include "readiness.h"

#include "leftout.h"
#include "tried.h"

#include "base/banned.h"

/*
 * Where a file of templates is wrong that one organisation has of its own, it is
 * left out and the others go on; the run has templates without hers.
 */
static int
leave_out_own(struct session *s, const char *worker, const char *languages, struct err *e)
{
	struct err first = *e;
	struct str *own;
	struct own_fault *v;
	size_t count, n, kept = 0;

	if (views_faults(worker, s->templates_dir, languages, s->mem, &v, &n, e) != 0)
		return -1;
	if (n == 0) { /* it was not there, or is not any more */
		*e = first;
		return -1;
	}
	for (size_t i = 0; i < n; i++)
		left_out_own(&s->settings, v[i].folder, v[i].why, s->mem);
	if (s->settings.norgs == 0) {
		*e = first;
		return -1;
	}
	if (views_own(s->templates_dir, s->mem, &own, &count, e) != 0)
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool wrong = false;

		for (size_t k = 0; k < n; k++)
			wrong |= str_eq(own[i], v[k].folder);
		if (!wrong)
			own[kept++] = own[i];
	}
	if (view_open(&s->view, s->templates_dir, own, kept, s->mem, e) != 0)
		return -1;
	s->templates_dir = s->view.dir;
	return 0;
}

int
readiness_workers(struct session *s, const char *worker, struct err *e)
{
	const char *languages = s->settings.ocr.n == 0 ? NULL : str_c(s->mem, s->settings.ocr);
	const char *tried = tried_before(s);
	unsigned n = settings_workers(&s->settings);

	if (pool_open_tried(worker, s->templates_dir, languages, tried, n, s->run.vault, &s->run.pool, e) == 0)
		return 0;
	if (e->kind != E_CONFIG || !s->settings.in_files || leave_out_own(s, worker, languages, e) != 0)
		return -1;
	return pool_open_tried(worker, s->templates_dir, languages, tried, n, s->run.vault, &s->run.pool, e);
}

static int
probe(struct session *s, const struct organisation *o, struct err *e)
{
	for (size_t n = 0; n < o->noutlets; n++) {
		if (courier_probe(s->run.courier, &o->outlets[n], e) != 0)
			return err_wrap(e, _("organisatie ‘%.*s’"), STRF(o->key));
	}
	return 0;
}

/*
 * A wrong address is kcount before the first document is opened, not halfway
 * through the night.  One in a file of its own stops that organisation alone.
 */
int
readiness_outlets(struct session *s, struct err *e)
{
	for (size_t i = 0; i < s->settings.norgs;) {
		const struct organisation *o = &s->settings.orgs[i];

		if (probe(s, o, e) == 0)
			i++;
		else if (e->kind != E_CONFIG || o->file.p == NULL || s->settings.norgs == 1)
			return -1;
		else
			settings_leave_out(&s->settings, i, str_of(e->msg), s->mem);
	}
	return 0;
}
