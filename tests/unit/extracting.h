/* SPDX-License-Identifier: EUPL-1.2 */
/* extracting.h - for tests of extract: a document through identify and extract, and packages made on the fly. */
#ifndef TESTS_EXTRACTING_H
#define TESTS_EXTRACTING_H

#include "rig.h"

#include <archive.h>
#include <archive_entry.h>
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

static UNUSED const char *
tags(int doc)
{
	struct buf b;

	buf_init(&b, r.mem, 1000);
	for (size_t i = 0; i < r.dossier.findings.n; i++) {
		/* A PDF of an old version is a note, and most of these are. */
		if (r.dossier.findings.v[i].doc == doc && r.dossier.findings.v[i].code != F_IDN_PDF_OLD)
			buf_addf(&b, b.n == 0 ? "%s" : " %s", finding_tag(r.dossier.findings.v[i].code));
	}
	return str_c(r.mem, buf_str(&b));
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

/* ---- packages ---- */

struct member {
	const char	*name;
	struct str	 bytes;
};

static UNUSED struct str
zip_of(const struct member *m, size_t n)
{
	struct archive *a = archive_write_new();
	size_t used = 0, cap = 4 << 20;
	char *out = NEW(r.mem, char, cap);

	assert_int_equal(archive_write_set_format_zip(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(a, out, cap, &used), ARCHIVE_OK);
	for (size_t i = 0; i < n; i++) {
		struct archive_entry *entry = archive_entry_new();

		archive_entry_set_pathname(entry, m[i].name);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_size(entry, (la_int64_t)m[i].bytes.n);
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		assert_int_equal(archive_write_data(a, m[i].bytes.p, m[i].bytes.n), m[i].bytes.n);
		archive_entry_free(entry);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	(void)archive_write_free(a);
	return (struct str){ out, used };
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
