/* SPDX-License-Identifier: EUPL-1.2 */
/* reading.h - identify and extract on bytes in a test: what was found, and which text stands where. */
#ifndef READING_H
#define READING_H

#include "rig.h"

#include <locale.h>

#include "base/buf.h"
#include "extract/extract.h"
#include "identify/identify.h"
#include "text.h"

static struct arena *mem;		/* holds the loaded tools until the end */
static struct identifier *identifier;
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
	return identify_load(mem, &identifier, &e) != 0 ? -1 : extract_load(mem, &extractor, &e);
}

static UNUSED int
setup(void **state)
{
	(void)state;
	rig_open(&r);
	r.tools.mem = mem;
	r.tools.identifier = identifier;
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

/* "EXT-501 EXT-507": what was found about a document. */
static UNUSED const char *
tags(int doc)
{
	struct buf b;

	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		if (r.dossier.findings.v[i].doc == doc)
			buf_addf(&b, b.n == 0 ? "%s" : " %s", finding_tag(r.dossier.findings.v[i].code));
	}
	return str_c(r.mem, buf_str(&b));
}

/* Both stages on these bytes; the findings must be exactly these. */
static UNUSED int
read_as(const char *name, struct str bytes, const char *want)
{
	int doc = rig_add_bytes(&r, name, bytes);

	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_extract, extract_run, doc), 0);
	if (strcmp(tags(doc), want) != 0)
		fail_msg("%s: [%s], not [%s]", name, tags(doc), want);
	return doc;
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

/* What stands in the text, as what. */
struct piece {
	const char	*part;
	enum text_origin origin;
};

static UNUSED void
pieces(const char *name, const struct text *t, const struct piece *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *at = memmem(t->s.p, t->s.n, p[i].part, strlen(p[i].part));
		enum text_origin is;

		if (at == NULL)
			fail_msg("%s: no ‘%s’ in\n%.*s", name, p[i].part, STRF(t->s));
		is = text_origin_at(t, (uint32_t)(at - t->s.p));
		if (is != p[i].origin)
			fail_msg("%s: ‘%s’ is %s in\n%.*s", name, p[i].part, text_origin_name(is), STRF(t->s));
	}
}

static UNUSED void
no_text(int doc)
{
	assert_true(r.fd[doc + 1][A_TEXT] < 0);
	assert_true(r.fd[doc + 1][A_PROPS] < 0);
	assert_int_equal(r.dossier.docs[doc].text_bytes, 0);
}

#define assert_str(got, want)	assert_string_equal(str_c(r.mem, (got)), (want))

#endif
