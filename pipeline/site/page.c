/* SPDX-License-Identifier: EUPL-1.2 */
/* page.c - the stage that makes of a dossier its public page, and what the sitemaps of a site say of it. */
#include "site/page.h"

#include <stdlib.h>

#include "base/fd.h"
#include "base/search.h"
#include "config/catalog.h"
#include "describe/sheet.h"
#include "plan.h"
#include "proc/tools.h"
#include "site/address.h"
#include "site/press.h"
#include "site/telling.h"

#include "base/banned.h"

#define EXTENSIONS	"extensies"	/* column of the list of formats */

struct str
telling_text(const struct record *r, enum field f)
{
	return r->f[f].n == 0 ? STR_NONE : r->f[f].v[0].text;
}

static bool
before(const void *x, const void *key)
{
	return str_cmp((*(const struct public *const *)x)->urn, *(const struct str *)key) < 0;
}

static int
by_urn(const void *a, const void *b)
{
	return str_cmp((*(const struct public *const *)a)->urn, (*(const struct public *const *)b)->urn);
}

const struct public *
telling_place(const struct telling *s, struct str urn)
{
	size_t i = search_first(&urn, s->by_urn, s->n, sizeof *s->by_urn, before);

	return i < s->n && str_eq(s->by_urn[i]->urn, urn) ? s->by_urn[i] : NULL;
}

static void
add(struct telling *s, size_t i, bool notice, struct str named)
{
	const struct dossier *d = s->d;
	struct public *one = &s->v[s->n++];
	struct uuid id = notice ? notice_uuid(d, &d->notices[i]) : document_uuid(d, &d->docs[i]);

	*one = (struct public){ .doc = (int)i,
		.notice = notice,
		.record = notice ? &d->notices[i].record : &d->docs[i].record,
		.id = uuid_text(s->mem, id) };
	one->urn = str_fmt(s->mem, "urn:uuid:%.*s", STRF(one->id));
	must(notice || named.n != 0);
	one->path =
	    notice ? site_notice(s->mem, s->id, one->id) : site_document(s->mem, one->id, str_dup(s->mem, named));
}

/*
 * Everything that goes out, the main document first, by the names of the plan.
 */
static void
gather(struct telling *s)
{
	const struct dossier *d = s->d;
	AUTO_JSON plan = plan_of(d, s->mem);
	const json_t *planned = json_list(plan, "documents");
	size_t n = d->nnotices;

	for (size_t i = 0; i < d->ndocs; i++)
		n += document_goes_out(&d->docs[i]);
	s->v = NEW(s->mem, struct public, n + 1);
	for (int round = 0; round < 2; round++) {
		size_t k = 0;

		for (size_t i = 0; i < d->ndocs; i++) {
			if (!document_goes_out(&d->docs[i]))
				continue;
			if ((&d->docs[i] == dossier_main(d)) == (round == 0))
				add(s, i, false, json_str(json_array_get(planned, k), "public"));
			k++;
		}
	}
	for (size_t i = 0; i < d->nnotices; i++)
		add(s, i, true, STR_NONE);
	s->by_urn = NEW(s->mem, const struct public *, n + 1);
	for (size_t i = 0; i < s->n; i++)
		s->by_urn[i] = &s->v[i];
	if (s->n > 1)
		qsort(s->by_urn, s->n, sizeof *s->by_urn, by_urn);
}

/* What may not be shown half: fail closed. */
static bool
whole(const struct telling *s, struct findings *fs)
{
	bool all = s->n != 0;

	if (s->n == 0)
		finding_add(
		    fs, (struct finding){ .code = F_DSC_SCHEMA, .doc = DOC_NONE, .arg = { str_of(_("er is niets")) } });
	for (size_t i = 0; i < s->n; i++) {
		const struct public *one = &s->v[i];

		if (one->record->len != 0 && record_lacks(one->record, one->notice) == MD__COUNT)
			continue;
		finding_add(fs,
		    (struct finding){ .code = F_DSC_SCHEMA,
			.doc = one->notice ? DOC_NONE : one->doc,
			.arg = { str_of(_("er is geen metadata gemaakt")) } });
		all = false;
	}
	return all;
}

int
page_run(const struct job *job, struct result *r, struct err *e)
{
	const struct dossier *d = job->dossier;
	struct telling s = { .job = job,
		.d = d,
		.mem = r->mem,
		.site = organisation_site(d->org),
		.modified = d->modified == 0 ? job->now : d->modified };
	struct str entries, html, why = STR_NONE;

	if (!site_address_sane(s.site))
		return err_set(e, E_CONFIG, "%s", _("het adres van de site moet https zijn, en eindigen op ‘/’"));
	s.id = uuid_text(r->mem, dossier_uuid(d));
	gather(&s);
	if (!whole(&s, &r->findings))
		return 0;
	if (telling_tell(&s, &entries, &why, e) != 0)
		return -1;
	if (why.n != 0) {
		finding_add(&r->findings, (struct finding){ .code = F_DSC_SCHEMA, .doc = DOC_NONE, .arg = { why } });
		return 0;
	}
	if (telling_show(&s, &html, e) != 0 || fd_write_all(r->out[A_PAGE], html, e) != 0)
		return -1;
	return fd_write_all(r->out[A_ENTRIES], entries, e);
}

/* --- what was taken back ------------------------------------------------------------------- */

int
page_withdrawn(const struct press *press, const struct organisation *org, struct str publisher, const json_t *what,
    struct arena *mem, struct str *html_r, struct err *e)
{
	struct str at = json_str(what, "at"), id = json_str(what, "id");
	struct uuid uuid;
	time_t t = 0;
	xmlNodePtr page;
	AUTO_XML doc = press_page("ingetrokken", S("../../"), &page);

	if (json_str(what, "title").n == 0 || uuid_parse(id, &uuid) != 0 || (at.p != NULL && time_parse(at, &t) != 0))
		return err_set(e, E_BUG, "%s", _("wat is ingetrokken klopt niet"));
	press_say(page, "organisatie", publisher);
	press_say(page, "id", id);
	press_say(page, "titel", json_str(what, "title"));
	press_say(page, "kenmerk", json_str(what, "kenmerk"));
	press_say(page, "reden", json_str(json_map(what, "reason"), "label"));
	press_say(page, "toelichting", json_str(what, "explanation"));
	if (at.p != NULL)
		press_day(page, "ingetrokken", date_here(t));
	return press_make(press, org, doc, mem, html_r, e);
}
