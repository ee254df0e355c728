/* SPDX-License-Identifier: EUPL-1.2 */
/* mdto.c - MDTO 1.0.1 of a dossier, of each document (archiefstuk) and of each file (bestand). */
#include "describe/mdto.h"

#include "base/fd.h"
#include "describe/plain.h"
#include "describe/sheet.h"

#include "base/banned.h"

#define XML_MEM		(4 * SHEET_MOST)	/* one XML document at a time */

static const struct sheet_files files = { "xsl/mdto.xsl", "schema/mdto.rng", NULL };

struct mdto {
	struct sheet		*sheet;
	struct retention	*retention;
};

int
mdto_load(const char *templates, const struct catalog *lists, struct arena *mem, struct mdto **m_r, struct err *e)
{
	struct mdto *m = NEW(mem, struct mdto, 1);

	if (retain_load(templates, lists, mem, &m->retention, e) != 0 ||
	    sheet_load(templates, &files, mem, &m->sheet, e) != 0)
		return -1;
	*m_r = m;
	return 0;
}

void
mdto_free(struct mdto *m)
{
	if (m != NULL)
		sheet_free(m->sheet);
}

/* One plain form as MDTO, behind what was written; doc: of which document, or DOC_NONE. */
static int
write_one(const struct mdto *m, struct result *r, int doc, xmlDocPtr plain, uint64_t *at, struct slice *to,
    struct arena *mem, struct err *e)
{
	struct str xml, why;

	if (sheet_make(m->sheet, plain, mem, &xml, e) != 0)
		return -1;
	if (!sheet_check(m->sheet, xml, mem, &why)) {
		finding_add(&r->findings,
		    (struct finding){
			.code = F_DSC_SCHEMA, .doc = doc, .arg = { str_fmt(r->mem, "MDTO: %.*s", STRF(why)) } });
		return 0;
	}
	if (fd_write_all(r->out[A_METADATA], xml, e) != 0)
		return -1;
	*to = (struct slice){ .at = *at, .len = xml.n };
	*at += xml.n;
	return 0;
}

static int
write_document(const struct mdto *m, const struct subject *s, const struct sip_doc *one, struct result *r,
    uint64_t *at, struct err *e)
{
	struct document *x = one->notice != NULL ? NULL : &r->dossier.docs[one->doc];
	struct slice *to = x != NULL ? &x->object : &r->dossier.notices[one->doc].object;
	AUTO_XML object = plain_object(s, one);
	AUTO_XML file = one->file.n == 0 ? NULL : plain_file(s, one);

	if (write_one(m, r, x != NULL ? (int)one->doc : DOC_NONE, object, at, to, s->mem, e) != 0)
		return -1;
	return x == NULL || file == NULL ? 0 : write_one(m, r, (int)one->doc, file, at, &x->file, s->mem, e);
}

static int
write_dossier(const struct mdto *m, const struct subject *s, struct result *r, uint64_t *at, struct err *e)
{
	AUTO_XML plain = plain_dossier(s);

	return write_one(m, r, DOC_NONE, plain, at, &r->dossier.object, s->mem, e);
}

int
mdto_write(const struct mdto *m, const struct catalog *lists, struct result *r, uint64_t *at, struct err *e)
{
	struct arena *mem = arena_new("metadata", XML_MEM);
	const struct record *first = dossier_record(&r->dossier);
	struct mark mark;
	struct sip sip;
	struct subject s = { .d = &r->dossier, .sip = &sip, .mem = mem };
	int rc = 0;

	must(first != NULL);
	sip_of(&r->dossier, lists, mem, &sip);
	s.keeping = retain_said(retain_of(m->retention, r->dossier.org, first), &r->dossier.said);
	mark = arena_mark(mem);
	if (first->len != 0)
		rc = write_dossier(m, &s, r, at, e);
	for (size_t i = 0; i < sip.n && rc == 0; i++) {
		arena_rewind(mem, mark);
		if (sip.v[i].record->len != 0)
			rc = write_document(m, &s, &sip.v[i], r, at, e);
	}
	arena_free(mem);
	return rc;
}
