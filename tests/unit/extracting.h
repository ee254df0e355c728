/* SPDX-License-Identifier: EUPL-1.2 */
/* extracting.h - for tests of identify and extract: a document through both, what stands where, and packages made on the fly. */
#ifndef TESTS_EXTRACTING_H
#define TESTS_EXTRACTING_H

#include "zips.h"

#include <locale.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "identify/identify.h"
#include "pdf/pdf_reader.h"
#include "text.h"

static struct arena *mem;		/* holds the loaded tools until the end */
static struct identifier *identifier;
static struct pdf_reader *mupdf;
static struct extractor *extractor;
static struct rig r;

static UNUSED int
load(void **state)
{
	struct err e;

	(void)state;
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return -1;
	mem = arena_new("test", MIB(16));
	return identify_load(mem, &identifier, &e) != 0 || pdf_reader_load(mem, &mupdf, &e) != 0 ||
		extract_load(mem, &extractor, &e) != 0 ? -1 : 0;
}

static UNUSED int
setup(void **state)
{
	(void)state;
	rig_open(&r);
	r.tools.mem = mem;
	r.tools.identifier = identifier;
	r.tools.pdf = mupdf;
	r.tools.extractor = extractor;
	return 0;
}

static UNUSED int
teardown(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

#define TEST(f)	cmocka_unit_test_setup_teardown(f, setup, teardown)

/* The tags of what was found about doc, in order, without those of one code (F__COUNT: all). */
static UNUSED const char *
tags_but(int doc, enum finding_code but)
{
	struct buf b;

	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		const struct finding *f = &r.dossier.findings.v[i];

		if (f->doc == doc && f->code != but)
			buf_addf(&b, b.n == 0 ? "%s" : " %s", finding_tag(f->code));
	}
	return str_c(r.mem, buf_str(&b));
}

static UNUSED const char *
tags(int doc)
{
	return tags_but(doc, F__COUNT);
}

/* Both stages on these bytes; the findings must be exactly these. */
static UNUSED int
run(const char *name, struct str bytes, const char *want)
{
	int doc = rig_add_bytes(&r, name, bytes);

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (strcmp(tags(doc), want) != 0)
		fail_msg("%s: [%s], not [%s]", name, tags(doc), want);
	return doc;
}

static UNUSED struct str
file(const char *name)
{
	struct str s;

	assert_int_equal(file_read(str_c(r.mem, str_fmt(r.mem, "fixtures/docs/%s", name)), 1 << 20, r.mem, &s, &r.err), 0);
	return s;
}

static UNUSED struct text
text_of(int doc)
{
	struct text t;

	r.job.doc = doc;
	if (text_load(&r.job, &t, r.mem, &r.err) != 0)
		fail_msg("%s", r.err.msg);
	return t;
}

static UNUSED bool
has(struct str s, const char *part)
{
	return memmem(s.p, s.n, part, strlen(part)) != NULL;
}

static UNUSED void
no_text(int doc)
{
	assert_true(r.fd[doc + 1][A_TEXT] < 0);
	assert_true(r.fd[doc + 1][A_PROPS] < 0);
	assert_int_equal(r.dossier.docs[doc].text_bytes, 0);
}

#define assert_str(got, want)	assert_string_equal(str_c(r.mem, (got)), (want))

static UNUSED struct str
at(const struct text *t, struct span s)
{
	return str_sub(t->s, s.off, s.len);
}

/* Extract alone, on bytes of which identify may make something else; want NULL: whatever it finds. */
static UNUSED int
extract_as(const char *type, struct str bytes, const char *want)
{
	int doc = rig_add_bytes(&r, "stuk", bytes);

	r.dossier.docs[doc].media_type = str_of(type);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (want != NULL && strcmp(tags(doc), want) != 0)
		fail_msg("%s: [%s], not [%s]", type, tags(doc), want);
	return doc;
}

/* ---- what stands where ---- */

/* Where the first such piece of the text stands in the document. */
static UNUSED enum text_origin
origin(const struct text *t, const char *part)
{
	const char *at = memmem(t->s.p, t->s.n, part, strlen(part));

	if (at == NULL)
		fail_msg("no ‘%s’ in\n%.*s", part, STRF(t->s));
	return text_origin_at(t, (uint32_t)(at - t->s.p));
}

struct piece {
	const char	*part;
	enum text_origin origin;
};

static UNUSED void
pieces(const char *name, const struct text *t, const struct piece *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		enum text_origin is = origin(t, p[i].part);

		if (is != p[i].origin)
			fail_msg("%s: ‘%s’ is %s in\n%.*s", name, p[i].part, text_origin_name(is), STRF(t->s));
	}
}

/* All of the text that stands there in the document, a space between two pieces. */
static UNUSED struct str
of_origin(const struct text *t, enum text_origin o)
{
	struct buf b;
	uint32_t at = 0;

	buf_init(&b, r.mem, TEXT_MOST);
	for (size_t i = 0; i <= t->nstretches; i++) {
		struct stretch x = i < t->nstretches ? t->stretches[i] :
						       (struct stretch){ (uint32_t)t->s.n, 0, TEXT_VISIBLE };

		if (o == TEXT_VISIBLE && x.off > at)
			buf_add(&b, str_sub(t->s, at, x.off - at));
		if (o == x.origin && o != TEXT_VISIBLE)
			buf_addf(&b, b.n == 0 ? "%.*s" : " %.*s", STRF(str_trim(str_sub(t->s, x.off, x.len))));
		at = x.off + x.len;
	}
	return str_trim(buf_str(&b));
}

#define assert_origin(t, o, want)	assert_str(of_origin((t), TEXT_##o), (want))

/* ---- packages ---- */

static UNUSED struct str
zip_of(const struct member *m, size_t n)
{
	return zip_in(r.mem, m, n);
}

/* The same with texts in them: name and text in turn, at most five; NULL ends them. */
static UNUSED struct str
zip_of_texts(const char *const m[10])
{
	struct member v[5];
	size_t n = 0;

	for (; n < COUNT(v) && m[2 * n] != NULL; n++)
		v[n] = (struct member){ m[2 * n], str_of(m[2 * n + 1]) };
	return zip_of(v, n);
}

static UNUSED struct str
repeat(const char *before, const char *part, size_t n, const char *after)
{
	struct buf b;

	buf_init(&b, r.mem, MIB(256));
	buf_add(&b, str_of(before));
	for (size_t i = 0; i < n; i++)
		buf_add(&b, str_of(part));
	buf_add(&b, str_of(after));
	return buf_str(&b);
}

#endif
