/* SPDX-License-Identifier: EUPL-1.2 */
/* test_base.c - the base layer: strings, buffers, arenas, text, digests, dates, paths, YAML, JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fd.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mask.h"
#include "base/path.h"
#include "base/search.h"
#include "base/sums.h"
#include "base/utf8.h"
#include "base/yml.h"

#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))

static struct arena *mem;

static int
setup(void **state)
{
	(void)state;
	mem = arena_new("test", MIB(64));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

static void
arenas(void **state)
{
	struct mark m;
	char *a, *b;
	uint64_t before;

	(void)state;
	a = arena_alloc(mem, 3, 1);
	b = arena_alloc(mem, 8, 8);
	assert_int_equal((uintptr_t)b % 8, 0);
	assert_true(b >= a + 3);
	m = arena_mark(mem);
	before = arena_used(mem);
	memset(arena_alloc(mem, 3 << 20, 1), 'x', 3 << 20);
	assert_true(arena_used(mem) > before);
	arena_rewind(mem, m);
	assert_int_equal(arena_used(mem), before);
	a = arena_alloc(mem, 64, 1);
	for (int i = 0; i < 64; i++)
		assert_int_equal(a[i], 0);
}

/* Past its limit an arena ends the process with its own exit code. */
static void
arena_limit(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct arena *small = arena_new("klein", KIB(64));

		(void)!freopen("/dev/null", "w", stderr);
		for (;;)
			(void)arena_alloc(small, 1000, 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EXIT_LIMIT);
}

static void
strings(void **state)
{
	struct str rest = S("a/b//c"), part;
	uint64_t v;
	const char *want[] = { "a", "b", "", "c" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_next(&rest, '/', &part));
		assert_str(part, want[i]);
	}
	assert_false(str_next(&rest, '/', &part));
	assert_true(str_eq(STR_NONE, S("")));
	assert_true(str_eq_nocase(S("PDF"), S("pdf")));
	assert_true(str_ends_nocase(S("a.PDF"), S(".pdf")));
	assert_true(str_cmp(S("a"), S("ab")) < 0 && str_cmp(S("b"), S("ab")) > 0);
	assert_str(str_trim(S(" \t x y\r\n")), "x y");
	assert_str(str_sub(S("abc"), 5, 2), "");
	assert_int_equal(str_u64(S("18446744073709551615"), &v), 0);
	assert_int_equal(v, UINT64_MAX);
	assert_int_equal(str_u64(S("18446744073709551616"), &v), -1);
	assert_int_equal(str_u64(S("-1"), &v), -1);
	assert_int_equal(str_u64(S(""), &v), -1);
}

static void
buffers(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, mem, 10);
	buf_addf(&b, "%s-%d", "abc", 12);
	assert_false(b.cut);
	buf_add(&b, S("0123456789"));
	assert_true(b.cut);
	assert_str(buf_str(&b), "abc-120123");
}

static void
legible(void **state)
{
	static const struct { struct str bytes; const char *want; } cases[] = {
		{ S("\x01" "Anna\xff" "B\0Anna"), "Anna\nAnna\n" },
		{ S("Ann\0Ann"), "" },
		{ S("\0\x01" "A\0n\0n\0a\0\0\0"), "Anna\n" },
		{ S("\x01" "A\0n\0n\0a\0 \0"), "Anna \n" },
		{ S("A\0n\0n\0a"), "" },
		{ S("Anna de V"), "Anna de V\n" },
		{ S(""), "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf b;

		buf_init(&b, mem, 100);
		utf8_legible(&b, cases[i].bytes);
		assert_str(buf_str(&b), cases[i].want);
	}
}

static void
text(void **state)
{
	struct str s;
	static const char *const bad[] = { "\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82", "\xff", "\x80" };
	uint32_t c;

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(utf8_valid(str_of(bad[i])));
	assert_true(utf8_valid(S("één €uro 𝄞")));
	assert_false(utf8_xml(S("a\x01")));
	assert_false(utf8_xml(S("\xef\xbf\xbe")));
	assert_true(utf8_xml(S("a\tb\n")));
	assert_str(utf8_show(mem, S("a\x1b[31m\xff\xe2\x80\xae.pdf")), "a\\x1b[31m\\xff\\xe2\\x80\\xae.pdf");
	assert_str(utf8_show(mem, S("a\\x1b\\xff")), "a\\x1b\\xff");
	assert_str(utf8_exact(mem, S("a\\xff\xff")), "a\\x5cxff\\xff");
	assert_int_equal(utf8_raw(mem, S("a\\x5cxff\\xff"), &s), 0);
	assert_str(s, "a\\xff\xff");
	assert_int_equal(utf8_raw(mem, S("a\\"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("a\\x5"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("a\\xFF"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("a\\y5c"), &s), -1);
	/* What needs no escape, or has none that it needs: never written, so not another text for one name. */
	assert_int_equal(utf8_raw(mem, S("\\x61"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("a\xff"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("a\x1b"), &s), -1);
	assert_int_equal(utf8_raw(mem, S("\\xc3\\xa9"), &s), -1);
	assert_str(utf8_cut(S("a€b"), 3), "a");
	assert_int_equal(utf8_width(S("één")), 3);
	for (uint32_t i = 1; i < 0x110000; i += 13) {
		char out[4];
		size_t n;

		if (i >= 0xd800 && i <= 0xdfff)
			continue;
		n = utf8_encode(i, out);
		assert_int_equal(utf8_decode((struct str){ out, n }, &c), n);
		assert_int_equal(c, i);
	}
}

/* Checksums of others: by any spelling, of a file, in every algorithm. */
static void
sums(void **state)
{
	static const struct { const char *spelled, *label, *hex; } t[] = {
		{ "md5", "MD5", "25f9e794323b453885f5181f1b624d0b" },
		{ "SHA-1", "SHA-1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441" },
		{ "sha_256", "SHA-256", "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225" },
		{ "SHA 3", "SHA3-256", "87cd084d190e436f147322b90e7384f6a8e0676c99d21ef519ea718e51d45f9c" },
		{ "crc-32", "CRC-32", "cbf43926" },
	};
	uint8_t want[SUM_BYTES], got[SUM__COUNT][SUM_BYTES];
	enum sum_kind k;
	struct err err;
	int fd;

	(void)state;
	assert_int_equal(fd_of_str("t", S("123456789"), &fd, &err), 0);
	for (size_t i = 0; i < COUNT(t); i++) {
		struct str hex = str_of(t[i].hex);

		assert_true(sum_find_any(sum_plain(mem, str_of(t[i].spelled)), hex.n, &k));
		assert_string_equal(sum_label(k), t[i].label);
		assert_true(sum_parse(k, hex, want));
		assert_int_equal(sums_fd(fd, SUM_BIT(k), got, &err), 0);
		assert_memory_equal(want, got[k], sum_size(k));
		assert_false(sum_parse(k, str_sub(hex, 0, hex.n - 1), want));
		assert_false(sum_parse(k, str_fmt(mem, "%.*sg", STRF(str_sub(hex, 0, hex.n - 1))), want));
	}
	assert_true(sum_find_any(S("sha256"), 63, &k));
	assert_int_equal(k, SUM__COUNT);
	assert_false(sum_find_any(S("rot13"), 8, &k));
	/* BagIt guards nothing with a CRC. */
	assert_int_equal(sum_find(S("crc32"), &k), -1);
	assert_int_equal(sum_find(S("sha3"), &k), -1);
	(void)close(fd);
	assert_int_equal(sums_fd(fd, SUM_BIT(SUM_MD5), got, &err), -1);
}

static void
digests(void **state)
{
	struct digest d, e;
	struct digest512 d512;
	struct uuid u;
	struct err err;
	uint64_t size;
	int fd;

	(void)state;
	d = digest_of(S("abc"));		/* FIPS 180-2, B.1 */
	assert_str(digest_hex(mem, d), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_int_equal(digest_parse(digest_hex(mem, d), &e), 0);
	assert_true(digest_eq(d, e));
	assert_int_equal(digest_parse(S("BA7816"), &e), -1);
	assert_int_equal(fd_of_str("x", S("abc"), &fd, &err), 0);
	assert_int_equal(digest_fd(fd, &e, &d512, &size, &err), 0);
	assert_true(digest_eq(d, e));
	assert_int_equal(size, 3);
	assert_str(str_sub(digest512_hex(mem, d512), 0, 16), "ddaf35a193617aba");
	assert_int_equal(close(fd), 0);
	/* The DNS example of RFC 9562, A.4, with its own namespace. */
	assert_int_equal(uuid_parse(S("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), &u), 0);
	assert_str(uuid_text(mem, uuid_v5(u, S("www.example.com"))), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
	assert_int_equal(uuid_parse(S("6ba7b810x9dad-11d1-80b4-00c04fd430c8"), &u), -1);
}

static void
dates(void **state)
{
	static const struct { const char *in; int y, m, d; } good[] = {
		{ "2026-03-12", 2026, 3, 12 }, { "12-03-2026", 2026, 3, 12 }, { "1-3-2026", 2026, 3, 1 },
		{ " 12 maart 2026 ", 2026, 3, 12 }, { "1 MEI 1999", 1999, 5, 1 }, { "29-02-2024", 2024, 2, 29 },
		{ "12\xc2\xa0maart\xc2\xa0""2026", 2026, 3, 12 },
	};
	static const char *const bad[] = { "", "12/03/2026", "12-03-26", "29-02-2025", "2026-13-01", "2026-3-12x",
		"12 mrt 2026", "32 maart 2026", "00-01-2026", "12 maart", "2026", "123-03-2026" };
	struct date d;
	time_t t;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_int_equal(date_parse(str_of(good[i].in), &d), 0);
		assert_int_equal(date_cmp(d, (struct date){ good[i].y, good[i].m, good[i].d }), 0);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(date_parse(str_of(bad[i]), &d), -1);
	assert_int_equal(date_scan(S("12 maart 2026 heeft het college"), &d), 13);
	assert_str(date_dutch(mem, d), "12 maart 2026");
	/* Summer time began on 29 March and ended on 25 October 2026, both at night. */
	assert_str(date_midnight(mem, (struct date){ 2026, 3, 29 }), "2026-03-29T00:00:00+01:00");
	assert_str(date_midnight(mem, (struct date){ 2026, 3, 30 }), "2026-03-30T00:00:00+02:00");
	assert_str(date_midnight(mem, (struct date){ 2026, 10, 25 }), "2026-10-25T00:00:00+02:00");
	assert_str(date_midnight(mem, (struct date){ 2026, 10, 26 }), "2026-10-26T00:00:00+01:00");
	assert_str(date_midnight(mem, (struct date){ 1985, 7, 1 }), "1985-07-01T00:00:00");
	assert_int_equal(time_parse(S("2026-01-15T09:00:00.25+01:00"), &t), 0);
	assert_str(time_rfc3339(mem, t), "2026-01-15T08:00:00Z");
	assert_int_equal(time_parse(S("2026-01-15 09:00:00Z"), &t), -1);
	assert_int_equal(time_parse(S("2026-01-15T09:00:00"), &t), -1);
	assert_int_equal(time_parse(S("2026-01-15T25:00:00Z"), &t), -1);
}

static void
paths(void **state)
{
	char dir[] = "/tmp/woostraat-test-XXXXXX";
	struct err e;
	struct str s;
	AUTO_FD top = -1;
	int fd = -1;

	(void)state;
	assert_str(path_ext(S("a/b.c/D.PDF")), "PDF");
	assert_int_equal(path_ext(S("a.b/.DS_Store")).n, 0);
	assert_true(path_inside(S("a/b.pdf")));
	assert_false(path_inside(S("../a")) || path_inside(S("/a")) || path_inside(S("a//b")) || path_inside(S("")));
	assert_str(path_slug(mem, S("Agenda’s & besluitenlijst – college (café)"), 80),
	    "agendas-besluitenlijst-college-cafe");
	assert_str(path_slug(mem, S("!!!"), 80), "zonder-naam");
	assert_str(path_slug(mem, S("abc def"), 4), "abcd");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(path_mkdirs(str_c(mem, str_fmt(mem, "%s/x/y/z", dir)), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/x/f", dir)), S("inhoud"), &e), 0);
	assert_int_equal(file_read(str_c(mem, str_fmt(mem, "%s/x/f", dir)), 100, mem, &s, &e), 0);
	assert_str(s, "inhoud");
	assert_int_equal(file_read(str_c(mem, str_fmt(mem, "%s/x/f", dir)), 3, mem, &s, &e), -1);
	assert_int_equal(e.kind, E_LIMIT);
	assert_int_equal(symlink("/etc/passwd", str_c(mem, str_fmt(mem, "%s/x/link", dir))), 0);
	top = open(dir, O_RDONLY | O_DIRECTORY);
	assert_true(top >= 0);
	assert_int_equal(path_open(top, "x/f", &fd, &e), 0);
	assert_int_equal(close(fd), 0);
	assert_int_equal(path_open(top, "x/link", &fd, &e), -1);
	assert_int_equal(e.sys, ELOOP);
	assert_int_equal(path_open(top, "../../etc/passwd", &fd, &e), -1);
	path_remove_tree(dir);
	assert_int_equal(access(dir, F_OK), -1);
}

static void
names_of_folder(void **state)
{
	static const struct { const char *name; unsigned how; const char *names; } table[] = {
		{ "x", 0, "B a b" },
		{ "x", PATH_HIDDEN, ".c B a b" },
		{ "x/b", 0, "" },
		{ "x/b", PATH_MAY_LACK, "" },
		{ "x/a", PATH_MAY_LACK, "" },
		{ "niets", PATH_MAY_LACK, "" },
		{ "niets/a", PATH_MAY_LACK, "" },
		{ "niets", PATH_HIDDEN, NULL },
		{ "x/a", 0, NULL },
		{ "rond", PATH_MAY_LACK, NULL },
		{ "dood", PATH_MAY_LACK, NULL },
	};
	char dir[] = "/tmp/woostraat-test-XXXXXX";
	struct err e;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(path_mkdirs(str_c(mem, str_fmt(mem, "%s/x/b", dir)), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/x/a", dir)), S(""), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/x/B", dir)), S(""), &e), 0);
	assert_int_equal(file_replace(str_c(mem, str_fmt(mem, "%s/x/.c", dir)), S(""), &e), 0);
	assert_int_equal(symlink("rond", str_c(mem, str_fmt(mem, "%s/rond", dir))), 0);
	assert_int_equal(symlink("nergens", str_c(mem, str_fmt(mem, "%s/dood", dir))), 0);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct str *v, all = S("");
		size_t n;
		int rc = path_names(str_c(mem, str_fmt(mem, "%s/%s", dir, table[i].name)), table[i].how, mem, &v, &n, &e);

		if (rc != (table[i].names == NULL ? -1 : 0))
			fail_msg("%s", table[i].name);
		assert_true(rc == 0 || (e.kind == E_IO && n == 0));
		for (size_t k = 0; k < n; k++)
			all = str_fmt(mem, "%.*s%s%.*s", STRF(all), k == 0 ? "" : " ", STRF(v[k]));
		if (rc == 0)
			assert_str(all, table[i].names);
	}
	path_remove_tree(dir);
}

struct inner { char *x; };
struct outer { char *a; struct inner *b; unsigned b_count; };
static const cyaml_schema_field_t inner_fields[] = {
	CYAML_FIELD_STRING_PTR("x", CYAML_FLAG_POINTER, struct inner, x, 0, 10), CYAML_FIELD_END
};
static const cyaml_schema_value_t inner_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct inner, inner_fields) };
static const cyaml_schema_field_t outer_fields[] = {
	CYAML_FIELD_STRING_PTR("a", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct outer, a, 0, 100),
	CYAML_FIELD_SEQUENCE("b", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct outer, b, &inner_value, 0, 5),
	CYAML_FIELD_END
};
static const cyaml_schema_value_t outer_value = { CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct outer, outer_fields) };

static void
yaml(void **state)
{
	static const struct { const char *in; unsigned line, column; const char *says; } bad[] = {
		{ "a: x\nfoo: 1\n", 2, 1, "onbekende sleutel ‘foo’" },
		{ "a: foo\nb:\n  - x: foo\n    foo: 2\n", 4, 5, "onbekende sleutel ‘foo’" },
		{ "a: x\nb: [\n", 3, 1, "geldige YAML" },
		{ "a: x\na: y\n", 2, 1, "twee keer" },
		{ "a: \"\xff\"\n", 0, 0, "geldige YAML" },
		{ "b:\n - x: 12345678901234\n", 2, 7, "te lang" },
		{ "a: x\n---\na: y\n", 0, 0, "meer dan één document" },
		{ "a: &q x\nb:\n  - x: *q\n", 3, 5, "verwijzingen" },
		{ "- a\n", 0, 0, "past hier niet" },
		{ "a: x\nb:\n  - x: \"ja\\0nee\"\n", 3, 8, "NUL-teken" },
		{ "b:\n  - {}\n", 0, 0, "verplichte sleutel ‘x’" },
	};
	struct yml_fault f;
	void *data;

	(void)state;
	assert_int_equal(yml_load(S("\xef\xbb\xbf""a: 'één'\nb:\n  - x: ''\n"), &outer_value, &data, &f), 0);
	assert_string_equal(((struct outer *)data)->a, "één");
	assert_int_equal(((struct outer *)data)->b_count, 1);
	yml_free(&outer_value, data);
	assert_int_equal(yml_load(S("  \n"), &outer_value, &data, &f), 0);
	assert_null(data);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_int_equal(yml_load(str_of(bad[i].in), &outer_value, &data, &f), -1);
		assert_null(data);
		if (strstr(f.text, bad[i].says) == NULL)
			fail_msg("%zu: %s", i, f.text);
		if (bad[i].line != 0) {
			if (f.line != bad[i].line || f.column != bad[i].column)
				fail_msg("%zu: %u:%u", i, f.line, f.column);
		}
	}
}

static void
json(void **state)
{
	struct err e;
	AUTO_JSON j = json_read(S("{\"b\":1,\"a\":\"x y\",\"c\":[true]}"), &e);
	AUTO_JSON k = NULL;

	(void)state;
	assert_non_null(j);
	assert_int_equal(json_str(j, "a").n, 3);
	assert_int_equal(json_num(j, "b", 7), 1);
	assert_int_equal(json_num(j, "a", 7), 7);
	assert_null(json_list(j, "b"));
	assert_str(json_write(mem, json_list(j, "c")), "[true]");
	k = json_read(S("{\"a\":1,\"a\":2}"), &e);
	assert_null(k);
	k = json_read(S("{} {}"), &e);
	assert_null(k);
	k = json_read(S("[1]"), &e);
	assert_null(k);
}

static bool
less(const void *x, const void *key)
{
	return *(const int *)x < *(const int *)key;
}

static void
searched(void **state)
{
	static const int v[] = { 1, 3, 3, 3, 7 };
	static const struct { int key; size_t n, at; } table[] = { { 0, 5, 0 }, { 1, 5, 0 }, { 2, 5, 1 }, { 3, 5, 1 },
		{ 4, 5, 4 }, { 7, 5, 4 }, { 8, 5, 5 }, { 8, 1, 1 }, { 1, 1, 0 } };

	(void)state;
	assert_int_equal(search_first(&v[0], NULL, 0, sizeof *v, less), 0);
	for (size_t i = 0; i < COUNT(table); i++)
		assert_int_equal(search_first(&table[i].key, v, table[i].n, sizeof *v, less), table[i].at);
}

static void
starts(void **state)
{
	(void)state;
	assert_str(utf8_start(S("\xef\xbb\xbf \t\r\n\xef\xbb\xbf a ")), "\xef\xbb\xbf a ");
	assert_str(utf8_start(S(" \n")), "");
	assert_null(utf8_start(STR_NONE).p);
	assert_int_equal(utf8_begin(S("a\xe2\x82\xac!"), 3), 1);
	assert_int_equal(utf8_begin(S("a\xe2\x82\xac!"), 4), 4);
	assert_int_equal(utf8_begin(S("a\xe2\x82\xac!"), 5), 5);
	assert_int_equal(utf8_begin(S("\x82\x82"), 1), 0);
}

static void
masked(void **state)
{
	static const struct { const char *in, *out; } table[] = {
		{ "", "" },
		{ "Besluit BSN 111222333", "Besluit BSN *********" },
		{ "BSN 1112.22.333 van", "BSN ****.**.*** van" },
		{ "BSN 111 222 333, 12 stuks", "BSN *** *** ***, 12 stuks" },
		{ "bsn_111222333", "bsn_*********" },
		{ "111\u00a0222\u2011333", "***\u00a0***\u2011***" },
		{ "11\u00ad12\u200b22333", "**\u00ad**\u200b*****" },
		{ "\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663.", "*********." },
		{ "tel. 06-12 34 56 78", "tel. **-** ** ** **" },
		{ "06 - 123 45 678", "** - *** ** ***" },
		{ "010/1234567 of 12345", "***/******* of 12345" },
		{ "BSN 111    222  \t 333", "BSN ***    ***  \t ***" },
		{ "(010) 123 45 67", "(010) *** ** **" },
		{ "NL91 ABNA 0417 1643 00", "NL91 ABNA **** **** **" },
		{ "mail j.p.de-vries@woonwijk.example naar ons", "mail *.*.**-*****@********.******* naar ons" },
		{ "J\u00e4n@voorbeeld.nl", "***@*********.**" },
		{ "@gemeente om 10 @ 12", "@gemeente om 10 @ 12" },
		/* what is no number of a person */
		{ "Vergadering 12-11-2026 19.30 uur", "Vergadering 12-11-2026 19.30 uur" },
		{ "Raad 2026-11-12", "Raad 2026-11-12" },
		{ "Begroting 2026-2029", "Begroting 2026-2029" },
		{ "Raad van 12/11/2026, besluit 3.1.2", "Raad van 12/11/2026, besluit 3.1.2" },
		{ "12345", "12345" },
		/* what only looks like a date or a year */
		{ "06-12-11-2026", "**-**-**-****" },
		{ "06 2012 1988", "** **** ****" },
		{ "41-13-2026", "**-**-****" },
		{ "12.11-2026", "**.**-****" },
		{ "20261112", "********" },
		{ "\xff" "111222333\xfe", "\xff*********\xfe" },
	};

	(void)state;
	assert_null(mask_personal(mem, STR_NONE).p);
	for (size_t i = 0; i < COUNT(table); i++) {
		struct str once = mask_personal(mem, str_of(table[i].in));

		assert_string_equal(str_c(mem, once), table[i].out);
		assert_string_equal(str_c(mem, mask_personal(mem, once)), table[i].out);
	}
}

/* What may be a burgerservicenummer is not kept where nobody guards it; other numbers are. */
static void
needs_mask(void **state)
{
	static const struct { const char *text; bool needed; } cases[] = {
		{ "", false }, { "bsn", false }, { "111222333", true }, { "x111222333x", true }, { "\"111 222 333\"", true },
		{ "111\xc2\xa0""222\xc2\xa0""333", true }, { "\xef\xbc\x91\xef\xbc\x91\xef\xbc\x91""222333", true }, { "1112.22.333", true }, { "11.12.22.333", true }, { "123456782", true }, { "123456789", false },
		{ "1112223330", false }, { "0111222333", false }, { "11122233", false }, { "111  222333", false },
		{ "12 111222333", true }, { "111222333 12", true }, { "111.222.3334", false }, { "000000000", false },
		{ "2026-05-11T09:00:00Z", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if (mask_needed(str_of(cases[i].text), mem) != cases[i].needed)
			fail_msg("%s", cases[i].text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(legible), cmocka_unit_test(arenas), cmocka_unit_test(arena_limit), cmocka_unit_test(strings),
		cmocka_unit_test(buffers), cmocka_unit_test(text), cmocka_unit_test(digests), cmocka_unit_test(sums), cmocka_unit_test(dates),
		cmocka_unit_test(paths), cmocka_unit_test(names_of_folder), cmocka_unit_test(yaml), cmocka_unit_test(json),
		cmocka_unit_test(masked), cmocka_unit_test(needs_mask), cmocka_unit_test(searched), cmocka_unit_test(starts),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
