/* SPDX-License-Identifier: EUPL-1.2 */
/* describe.c - the describe stage: the record of each document, and its DiWoo XML. */
#include "describe/describe.h"

#include "base/fd.h"
#include "describe/compare.h"
#include "describe/diwoo.h"
#include "describe/fill.h"
#include "describe/letterhead.h"
#include "describe/mdto.h"
#include "describe/turns.h"
#include "proc/tools.h"

#include "base/banned.h"

#define XML_MEM		(4 * SHEET_MOST)	/* one document's XML at a time */

struct describer {
	const struct catalog	*lists;
	struct sheet		*diwoo;
	struct mdto		*mdto;
	struct partners		*partners;
};

int
describe_load(const char *templates, const struct catalog *lists, struct arena *mem, struct describer **d_r,
    struct err *e)
{
	struct describer *d = NEW(mem, struct describer, 1);

	d->lists = lists;
	if (diwoo_load(templates, mem, &d->diwoo, e) != 0 || mdto_load(templates, lists, mem, &d->mdto, e) != 0 ||
	    partners_load(templates, lists, mem, &d->partners, e) != 0) {
		describe_free(d);
		return -1;
	}
	*d_r = d;
	return 0;
}

void
describe_free(struct describer *d)
{
	if (d == NULL)
		return;
	sheet_free(d->diwoo);
	mdto_free(d->mdto);
}

const struct sheet *
describe_diwoo(const struct describer *d)
{
	return d->diwoo;
}

/*
 * Is there a finding already that says why this field is absent?  It need not
 * be ours: identify holds what has no format, classify what has no category,
 * and without a date of the main document DSC-503 stands.
 */
static bool
explained(const struct record *rec, enum field lacks)
{
	switch (lacks) {
	case MD_PUBLISHER:
	case MD_INFORMATIECATEGORIE:
	case MD_FORMAT:
	case MD_CREATIEDATUM:
	case MD_AT_TIME:
		return true;
	case MD_SOORT_HANDELING:
		return rec->f[MD_INFORMATIECATEGORIE].n == 0 || rec->f[MD_CREATIEDATUM].n == 0;
	default:
		return false;
	}
}

static void
refused(struct result *r, int doc, struct str why)
{
	finding_add(&r->findings, (struct finding){ .code = F_DSC_SCHEMA, .doc = doc, .arg = { why } });
}

/* Write the XML of a record that is complete; doc is DOC_NONE for that of a notice. */
static int
write_xml(const struct describer *d, struct result *r, int doc, struct record *rec, uint64_t *at, struct arena *mem,
    struct err *e)
{
	struct str xml, why;

	if (diwoo_make(d->diwoo, rec, mem, &xml, e) != 0)
		return -1;
	if (!sheet_check(d->diwoo, xml, mem, &why)) {
		refused(r, doc, str_dup(r->mem, why));
		return 0;
	}
	if (fd_write_all(r->out[A_METADATA], xml, e) != 0)
		return -1;
	rec->at = *at;
	rec->len = xml.n;
	*at += xml.n;
	return 0;
}

/* With documents there is a main one (without, SID-507 holds it); notices may stand alone. */
static bool
may_write(const struct dossier *d)
{
	bool going = false;

	for (size_t i = 0; i < d->ndocs; i++)
		going |= document_goes_out(&d->docs[i]);
	return going ? dossier_main(d) != NULL : d->nnotices != 0;
}

int
describe_run(const struct job *job, struct result *r, struct err *e)
{
	const struct describer *d = job->tools->describer;
	bool whole = may_write(&r->dossier);
	struct arena *mem = arena_new("metadata", XML_MEM);
	struct mark mark = arena_mark(mem);
	uint64_t at = 0;
	int rc = 0;

	rc = compare_run(job, r, e);
	fill_records(job, d->lists, r);
	if (rc == 0)
		rc = letterhead_run(job, d->lists, d->partners, r, e);
	r->dossier.turns = turns_of(&r->dossier, d->lists, date_here(job->now));
	r->dossier.object = (struct slice){ 0 };
	for (size_t i = 0; i < r->dossier.ndocs && rc == 0; i++) {
		enum field lacks;

		r->dossier.docs[i].object = r->dossier.docs[i].file = (struct slice){ 0 };
		if (!document_goes_out(&r->dossier.docs[i]))
			continue;
		lacks = record_lacks(&r->dossier.docs[i].record, false);
		if (lacks != MD__COUNT && !explained(&r->dossier.docs[i].record, lacks))
			refused(r, (int)i, str_fmt(r->mem, _("%s ontbreekt"), field_element(lacks)));
		if (lacks == MD__COUNT && whole) /* without a main document SID-507 holds it */
			rc = write_xml(d, r, (int)i, &r->dossier.docs[i].record, &at, mem, e);
		arena_rewind(mem, mark);
	}
	for (size_t i = 0; i < r->dossier.nnotices && rc == 0 && whole; i++) {
		struct record *rec = &r->dossier.notices[i].record;

		r->dossier.notices[i].object = (struct slice){ 0 };
		if (record_lacks(rec, true) == MD__COUNT) /* DSC-522 or a finding about the publisher says why not */
			rc = write_xml(d, r, DOC_NONE, rec, &at, mem, e);
		arena_rewind(mem, mark);
	}
	arena_free(mem);
	return rc != 0 || !whole ? rc : mdto_write(d->mdto, d->lists, r, &at, e);
}
