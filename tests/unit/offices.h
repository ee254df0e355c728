/* SPDX-License-Identifier: EUPL-1.2 */
/* offices.h - for tests of reveal: packages of Office made on the fly, and what is found in them. */
#ifndef TESTS_OFFICES_H
#define TESTS_OFFICES_H

#include "extracting.h"

#include "reveal/reveal.h"

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define ODF	"application/vnd.oasis.opendocument."
#define WORD	OOXML "wordprocessingml.document"
#define EXCEL	OOXML "spreadsheetml.sheet"
#define SLIDES	OOXML "presentationml.presentation"

#define REL	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS(x)	"<Relationships>" x "</Relationships>"
#define TO(id, type, target) "<Relationship Id=\"" id "\" Type=\"" REL "/" type "\" Target=\"" target "\"/>"
#define AWAY(type, target) "<Relationship Id=\"away\" Type=\"" REL "/" type "\" Target=\"" target "\" TargetMode=\"External\"/>"
#define TYPES	{ "[Content_Types].xml", "<Types/>" }
#define ROOT(main) { "_rels/.rels", RELS(TO("rId1", "officeDocument", main)) }

struct part {
	const char	*name, *xml;
};

#define PARTS_MOST	24

static UNUSED struct str
package(const struct part *p)
{
	struct member m[PARTS_MOST];
	size_t n = 0;

	for (; p[n].name != NULL; n++) {
		must(n < COUNT(m));
		m[n] = (struct member){ p[n].name, str_of(p[n].xml) };
	}
	return zip_of(m, n);
}

/* All findings of reveal about the document, one on a line: code, %1 and %2, a bar between each two. */
static UNUSED struct str
found(int doc)
{
	struct buf b;

	buf_init(&b, r.mem, 100000);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		const struct finding *f = &r.dossier.findings.v[i];
		const char *tag = finding_tag(f->code);

		if (f->doc == doc && strncmp(tag, "REV-", 4) == 0)
			buf_addf(&b, "%s|%.*s|%.*s\n", tag, STRF(f->arg[0]), STRF(f->arg[1]));
	}
	return buf_str(&b);
}

static UNUSED int
reveal(const char *type, struct str bytes)
{
	int doc = extract_as(type, bytes, NULL);

	assert_int_equal(rig_run(&r, ST_reveal, reveal_run, doc), 0);
	return doc;
}

/* Exactly these lines, notes of 2xx that every file of its kind has left out by who calls. */
static UNUSED void
is_found(const char *what, const char *type, struct str bytes, const char *want)
{
	struct str got = found(reveal(type, bytes));

	if (!str_eq(got, str_of(want)))
		fail_msg("%s:\n%.*sis not\n%s", what, STRF(got), want);
}

#endif
