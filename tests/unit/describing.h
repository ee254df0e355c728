/* SPDX-License-Identifier: EUPL-1.2 */
/* describing.h - a dossier of a main document and an annex about which everything is known, and the describe stage on it. */
#ifndef DESCRIBING_H
#define DESCRIBING_H

#include "rig.h"
#include <stdio.h>
#include <stdlib.h>
#include "base/path.h"
#include "base/utf8.h"
#include "config/catalog.h"
#include "describe/describe.h"
#include "describe/follow.h"
#include "describe/title.h"
#include "detect/bsn.h"
#include "xsd.h"

#define KERN	"https://identifier.overheid.nl/tooi/def/thes/kern/"
#define WOO	KERN "c_3baef532"
#define PDF	S("application/pdf")

static struct arena *mem;
static struct catalog *lists;
static struct describer *describer;
static struct bsn *bsn;
static xmlSchemaPtr official;
static struct rig r;

static UNUSED int
load(void **state)
{
	struct err e = { 0 };

	(void)state;
	mem = arena_new("test", MIB(256));
	official = xsd_diwoo();
	if (catalog_load("templates/lists", mem, &lists, &e) != 0 ||
	    describe_load("templates", lists, mem, &describer, &e) != 0 || bsn_load(mem, &bsn, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return -1;
	}
	return 0;
}

static UNUSED int
unload(void **state)
{
	(void)state;
	describe_free(describer);
	xmlSchemaFree(official);
	arena_free(mem);
	return 0;
}

static UNUSED struct class_score *
class_of(const char *tail, struct span at)
{
	struct class_score *c = NEW(mem, struct class_score, 1);
	const struct term *t = catalog_uri(lists, "informatiecategorieen", str_fmt(mem, KERN "%s", tail));

	assert_non_null(t);
	*c = (struct class_score){ .uri = t->uri, .label = t->label, .score = 9, .chosen = true, .nreasons = 1 };
	c->reasons = NEW(mem, struct reason, 1);
	c->reasons[0] = (struct reason){ .rule = S("r1"), .at = at };
	return c;
}

/* The text of docs[i] calls this its date; year 0: it names none. */
static UNUSED void
date_in_text(size_t i, struct date d, struct span at)
{
	struct document *doc = &r.dossier.docs[i];

	doc->gleaned = (struct statements){ 0 };
	if (d.year != 0)
		statement_add(&doc->gleaned, (struct statement){ .what = SAY_DATE, .date = d, .source = SOURCE_TEXT, .sure = 90, .at = at }, r.mem);
}

/* A main document and an annex about which everything is known. */
static UNUSED int
begin(void **state)
{
	struct document *d;

	(void)state;
	rig_open(&r);
	r.tools.lists = lists;
	r.tools.describer = describer;
	r.tools.bsn = bsn;
	(void)rig_add_bytes(&r, "besluit.pdf", S("een"));
	(void)rig_add_bytes(&r, "bijlagen/kaart_van_het gebied.pdf", S("twee"));
	d = r.dossier.docs;
	d[0].media_type = d[1].media_type = PDF;
	d[0].classes = class_of("c_3baef532", (struct span){ 1, 30, 11 });
	d[0].nclasses = 1;
	d[0].props = (struct props){ .title = S("Microsoft Word - besluit.docx"), .heading = S("Besluit op  uw\nverzoek"),
		.heading_at = { 1, 0, 21 }, .language = S("nl-NL") };
	date_in_text(0, (struct date){ 2026, 1, 12 }, (struct span){ 2, 90, 15 });
	statement_add(&d[0].gleaned,
	    (struct statement){ .what = SAY_TITLE, .text = S("Besluit op uw verzoek"), .source = SOURCE_TEXT, .sure = 85, .at = { 1, 0, 21 } },
	    mem);
	d[1].declared_title = S("Kaart van het gebied");
	r.dossier.declared = (struct declared){ .kenmerk = S("Z/26/001"), .titel = S("Besluit Woo-verzoek <A&B>"),
		.omschrijving = S("Besluit op een verzoek\n\tover A & B"), .vrijgave = RELEASE_YES };
	return 0;
}

static UNUSED int
end(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

/* A record as lines: element, origin, place, address, text. */
static UNUSED const char *
dump(const struct record *rec)
{
	struct buf b;

	buf_init(&b, mem, KIB(64));
	for (int f = 0; f < MD__COUNT; f++) {
		for (size_t i = 0; i < rec->f[f].n; i++) {
			const struct value *v = &rec->f[f].v[i];

			buf_addf(&b, "%s|%s|%u:%u+%u|%.*s|%.*s\n", field_element((enum field)f), origin_name(v->origin),
			    v->evidence.page, v->evidence.off, v->evidence.len, STRF(v->uri), STRF(v->text));
		}
	}
	return str_c(mem, buf_str(&b));
}

static UNUSED const struct value *
only(int doc, enum field f)
{
	assert_int_equal(r.dossier.docs[doc].record.f[f].n, 1);
	return &r.dossier.docs[doc].record.f[f].v[0];
}

#define assert_value(doc, field, want, from)					\
	do {									\
		const struct value *v_ = only((doc), MD_##field);		\
		assert_string_equal(str_c(mem, v_->text), (want));		\
		assert_int_equal(v_->origin, (from));				\
	} while (0)

#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))
#define assert_none(doc, field)	assert_int_equal(r.dossier.docs[doc].record.f[MD_##field].n, 0)

/* The XML of a document, out of A_METADATA. */
static UNUSED struct str
xml_of(int doc)
{
	const struct record *rec = &r.dossier.docs[doc].record;
	struct str all = rig_read(&r, DOC_NONE, A_METADATA);

	assert_true(rec->len != 0 && rec->at + rec->len <= all.n);
	return str_sub(all, rec->at, rec->len);
}

static UNUSED void
run(void)
{
	struct str all = STR_NONE;

	if (rig_run(&r, ST_describe, describe_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	if (r.fd[0][A_METADATA] >= 0)
		all = rig_read(&r, DOC_NONE, A_METADATA);
	for (size_t i = 0; i < r.dossier.ndocs; i++) {
		const struct record *rec = &r.dossier.docs[i].record;

		if (rec->len != 0 && !xsd_valid(official, str_sub(all, rec->at, rec->len)))
			fail_msg("document %zu: not for the official XSD", i);
	}
}

#define T(name)	cmocka_unit_test_setup_teardown(name, begin, end)

#endif
