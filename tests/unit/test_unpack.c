/* SPDX-License-Identifier: EUPL-1.2 */
/* test_unpack.c - archives: what comes out, what is refused, and what every lie is called. */
#include "rig.h"

#include <locale.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "identify/identify.h"
#include "ingest/hint.h"
#include "proc/wire.h"
#include "unpack/names.h"
#include "unpack/unpack.h"

#include "base/banned.h"

#define ARCHIVES	"fixtures/hostile/archives/"
#define GOOD		"besluit.txt bijlagen/tekening.txt"

/* Loaded once: libmagic's tables are never freed. */
static struct identifier *magic;

static void
start(struct rig *r)
{
	static struct arena *mem;

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		fail_msg("no C.UTF-8");
	rig_open(r);
	if (magic == NULL) {
		mem = arena_new("test", MIB(1));
		assert_int_equal(identify_load(mem, &magic, &r->err), 0);
	}
	must(mem != NULL);
	r->tools.identifier = magic;
}

/* Identify it, take it apart. */
static const struct document *
take(struct rig *r, const char *name, uint32_t depth)
{
	int doc = rig_add(r, name, str_c(r->mem, str_fmt(r->mem, ARCHIVES "%s", name)));

	r->dossier.docs[doc].depth = depth;
	assert_int_equal(rig_run(r, ST_identify, identify_run, doc), 0);
	if (rig_run(r, ST_unpack, unpack_run, doc) != 0)
		fail_msg("%s: %s", name, r->err.msg);
	return &r->dossier.docs[doc];
}

/* The names, one space between them, shown; notes behind a colon. */
static const char *
names_of(struct rig *r, const struct document *d)
{
	struct buf b;

	buf_init(&b, r->mem, MIB(1));
	for (size_t i = 0; i < d->nmembers && i < 10; i++) {
		buf_addf(&b, "%s%.*s", i == 0 ? "" : " ", STRF(utf8_show(r->mem, d->members[i].path)));
		if (d->members[i].notes != 0)
			buf_addf(&b, ":%u", d->members[i].notes);
	}
	return str_c(r->mem, buf_str(&b));
}

/* The tags of the findings in their order, without the note that it was unpacked. */
static const char *
tags_of(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, MIB(1));
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const char *tag = finding_tag(r->dossier.findings.v[i].code);

		if (r->dossier.findings.v[i].code != F_UNP_UNPACKED)
			buf_addf(&b, "%s%s", b.n == 0 ? "" : " ", tag);
	}
	return str_c(r->mem, buf_str(&b));
}

static const struct {
	const char *file, *members, *findings;
} cases[] = {
	{ "goed.zip", GOOD, "" },
	{ "stroom.zip", GOOD, "" },
	{ "wijd.zip", GOOD, "" },
	{ "goed.7z", GOOD, "" },
	{ "kopie.7z", GOOD, "" },
	{ "goed.tar", GOOD, "" },
	{ "goed.tar.gz", GOOD, "" },
	{ "goed.tgz", GOOD, "" },
	{ "goed.tar.xz", GOOD, "" },
	{ "goed.tar.bz2", GOOD, "" },
	{ "goed.tar.zst", GOOD, "" },
	{ "besluit.txt.gz", "besluit.txt", "" },
	{ "besluit.txt.xz", "besluit.txt", "" },
	/* Names. */
	{ "cp437.zip", "Caf\xc3\xa9 overleg.txt:1", "" },
	{ "nfd.zip", "Caf\xc3\xa9 overleg.txt:2", "" },
	{ "macos.zip", "Caf\xc3\xa9.txt:2 __MACOSX/._Cafe.txt .DS_Store", "" },
	{ "unicode-veld.zip", "Caf\xc3\xa9.txt", "" },
	{ "latin1.tar", "Caf\\xe9.txt", "" },
	{ "richting.zip", "besluit\\xe2\\x80\\xaetxt.exe", "" },
	{ "omhoog.zip", GOOD, "UNP-510" },
	{ "omhoog-backslash.zip", GOOD, "UNP-510" },
	{ "omhoog.tar", "besluit.txt", "UNP-510" },
	{ "omhoog.7z", GOOD, "UNP-510" },
	{ "volledig.zip", GOOD, "UNP-511" },
	{ "volledig.tar", "besluit.txt", "UNP-511" },
	{ "schijf.zip", GOOD, "UNP-512" },
	{ "backslash.zip", GOOD, "UNP-513" },
	{ "naamloos.zip", GOOD, "UNP-514" },
	{ "nul.zip", GOOD, "UNP-515" },
	{ "dubbel.zip", GOOD, "UNP-520" },
	{ "dubbel.tar", "besluit.txt", "UNP-520" },
	{ "hoofdletters.zip", GOOD " BESLUIT.TXT", "UNP-521" },
	{ "vorm.zip", "be\xef\xac\x82uit.txt beFLuit.txt", "UNP-521" },
	{ "map-en-bestand.zip", "a", "UNP-521" },
	/* What is no file. */
	{ "link.zip", GOOD, "UNP-516" },
	{ "link.tar", "besluit.txt", "UNP-516" },
	{ "harde-link.tar", "besluit.txt", "UNP-517" },
	{ "pijp.tar", "besluit.txt", "UNP-518" },
	{ "gaten.tar", "", "UNP-519" },
	{ "wachtwoord.zip", GOOD, "UNP-504" },
	{ "wachtwoord.7z", "", "UNP-504 UNP-504" },
	/* Lies. */
	{ "crc.zip", GOOD, "UNP-522" },
	{ "lengte.zip", GOOD, "UNP-522" },
	{ "crc.7z", "bijlagen/tekening.txt", "UNP-522" },
	{ "crc.txt.gz", "", "UNP-522" },
	{ "methode.zip", GOOD, "UNP-503" },
	{ "ervoor.zip", "", "UNP-523" },
	{ "erna.zip", "", "UNP-523" },
	{ "erna.7z", "", "UNP-523" },
	{ "erna.tar.gz", "", "UNP-523" },
	{ "erna.txt.gz", "", "UNP-523" },
	{ "achteraan.tar", "", "UNP-523" },
	{ "achteraan.tar.gz", "", "UNP-523" },
	{ "verborgen.zip", "", "UNP-523" },
	{ "te-veel-genoemd.zip", "", "UNP-524" },
	{ "andere-naam.zip", "", "UNP-524" },
	{ "map-met-inhoud.zip", "", "UNP-524" },
	{ "twee-slotrecords.zip", "", "UNP-524" },
	{ "wijd-liegt.zip", "", "UNP-524" },
	{ "wijd-elders.zip", "", "UNP-524" },
	{ "overlap.zip", "", "UNP-524" },
	{ "leeg.zip", "", "UNP-525" },
	{ "mappen.zip", "", "UNP-525" },
	/* Broken. */
	{ "afgekapt.zip", "", "UNP-503" },
	{ "afgekapt.7z", "", "UNP-503" },
	{ "afgekapt.tar.gz", "", "UNP-503" },
	{ "afgekapt.tar", "", "UNP-503" },
	/* Bombs. */
	{ "bom.zip", "", "UNP-508" },
	{ "bom.txt.gz", "", "UNP-508" },
	{ "bom.tar.xz", "", "UNP-508" },
	{ "dubbel-ingepakt.txt.gz", "", "UNP-509" },
	/* Not for us. */
	{ "rar.rar", "", "UNP-502" },
};

static void
test_cases(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct rig r;
		const struct document *d;
		uint64_t sum = 0;

		start(&r);
		d = take(&r, cases[i].file, 0);
		for (size_t k = 0; k < d->nmembers; k++)
			sum += d->members[k].bytes.size;
		if (strcmp(names_of(&r, d), cases[i].members) != 0 || strcmp(tags_of(&r), cases[i].findings) != 0)
			print_error("%s: members '%s', findings '%s'\n", cases[i].file, names_of(&r, d), tags_of(&r));
		assert_string_equal(names_of(&r, d), cases[i].members);
		assert_string_equal(tags_of(&r), cases[i].findings);
		/* The bytes are those of the members, and nothing is left of what was dropped. */
		assert_int_equal((d->have_set & A_BIT(A_MEMBERS)) != 0, sum != 0);
		assert_true(sum == 0 || d->have[A_MEMBERS].size == sum);
		assert_true(d->nmembers <= d->cost.members && sum <= d->cost.bytes);
		rig_close(&r);
	}
}

static void
test_bytes(void **state)
{
	static const char *const files[] = { "goed.zip", "stroom.zip", "goed.7z", "goed.tar.gz", "goed.tar.zst", "crc.zip",
		"dubbel.zip" };

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct rig r;
		const struct document *d;
		struct str s;
		uint64_t at = 0;

		start(&r);
		d = take(&r, files[i], 0);
		s = rig_read(&r, 0, A_MEMBERS);
		assert_true(str_starts(s, S("Besluit van het college over de speelplaats")));
		for (size_t k = 0; k < d->nmembers; k++) {
			struct hash *h = hash_new();

			hash_add(h, s.p + at, d->members[k].bytes.size);
			assert_true(digest_eq(hash_end(h), d->members[k].bytes.sha256));
			at += d->members[k].bytes.size;
		}
		assert_int_equal(at, s.n);
		rig_close(&r);
	}
}

/* What was spent before counts; what lies deeper than the limit is not opened. */
static void
test_limits(void **state)
{
	static const struct {
		const char *file;
		uint32_t depth;
		struct spent spent;
		const char *members, *findings;
	} rows[] = {
		{ "goed.zip", 2, { 1000, 2000, 10 }, GOOD, "" },
		{ "goed.zip", 3, { 1000, 2000, 10 }, "", "UNP-509" },
		{ "zichzelf.zip", 2, { 524, 1048, 2 }, "zichzelf.zip", "" },
		{ "zichzelf.zip", 3, { 524, 1572, 3 }, "", "UNP-509" },
		{ "goed.tar.gz", 3, { 1000, 2000, 10 }, "", "UNP-509" },
		{ "goed.zip", 0, { 0, 0, 9998 }, GOOD, "" },
		{ "goed.zip", 0, { 0, 0, 9999 }, "", "UNP-505" },
		{ "goed.7z", 1, { 0, 0, 9999 }, "", "UNP-505" },
		{ "goed.tar", 1, { 0, 0, 10000 }, "", "UNP-505" },
		{ "goed.zip", 1, { MIB(200), UNPACK_BYTES_MOST - 105, 0 }, GOOD, "" },
		{ "goed.zip", 1, { MIB(200), UNPACK_BYTES_MOST - 104, 0 }, "", "UNP-506" },
		{ "goed.zip", 1, { MIB(1), MIB(200) - 105, 0 }, GOOD, "" },
		{ "goed.zip", 1, { MIB(1) - 1000, MIB(200), 0 }, "", "UNP-508" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rig r;
		const struct document *d;

		start(&r);
		r.dossier.spent = rows[i].spent;
		d = take(&r, rows[i].file, rows[i].depth);
		if (strcmp(tags_of(&r), rows[i].findings) != 0)
			print_error("row %zu\n", i);
		assert_string_equal(names_of(&r, d), rows[i].members);
		assert_string_equal(tags_of(&r), rows[i].findings);
		rig_close(&r);
	}
}

/* A ZIP that holds itself has no innermost: only the depth ends it. */
static void
test_quine(void **state)
{
	(void)state;
	for (uint32_t depth = 0; depth < UNPACK_DEPTH_MOST; depth++) {
		struct rig r;

		start(&r);
		(void)take(&r, "zichzelf.zip", depth);
		assert_string_equal(tags_of(&r), "");
		assert_true(str_eq(rig_read(&r, 0, A_MEMBERS), rig_read(&r, 0, A_ORIGINAL)));
		rig_close(&r);
	}
}

/*
 * One member past its limit, of 257 MiB, in an archive too large to be a bomb:
 * Zstandard blocks (RFC 8878 3.1.1.2.1) that each say a byte 600 times.
 */
static void
test_large_member(void **state)
{
	static const char head[] = { 0x28, (char)0xb5, 0x2f, (char)0xfd, 0, 0x38 };
	const uint64_t blocks = (UNPACK_MEMBER_MOST + MIB(1)) / 600;
	struct rig r;
	struct buf b;
	int doc;

	(void)state;
	start(&r);
	buf_init(&b, r.mem, 4 * blocks + 16);
	buf_add(&b, (struct str){ head, sizeof head });
	for (uint64_t i = 0; i < blocks; i++) {
		uint32_t block = (uint32_t)(i + 1 == blocks) | 1u << 1 | 600u << 3;

		buf_addc(&b, (char)(block & 0xff));
		buf_addc(&b, (char)(block >> 8 & 0xff));
		buf_addc(&b, (char)(block >> 16));
		buf_addc(&b, 'x');
	}
	doc = rig_add_bytes(&r, "groot.txt.zst", buf_str(&b));
	assert_int_equal(rig_run(&r, ST_identify, identify_run, doc), 0);
	assert_int_equal(rig_run(&r, ST_unpack, unpack_run, doc), 0);
	assert_string_equal(tags_of(&r), "UNP-507");
	assert_int_equal(r.dossier.docs[doc].nmembers, 0);
	assert_true(r.dossier.docs[doc].cost.bytes > UNPACK_MEMBER_MOST);
	assert_int_equal(r.dossier.docs[doc].have_set & A_BIT(A_MEMBERS), 0);
	rig_close(&r);
}

/* A document that is no container: nothing is said, nothing is made.  A message waits for its reader. */
static void
test_others(void **state)
{
	static const struct { const char *type, *findings; } rows[] = {
		{ "text/plain", "" }, { "application/pdf", "" }, { "application/x-rar", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rig r;
		int doc;

		start(&r);
		doc = rig_add(&r, "x", ARCHIVES "goed.zip");
		r.dossier.docs[doc].media_type = str_of(rows[i].type);
		assert_int_equal(rig_run(&r, ST_unpack, unpack_run, doc), 0);
		assert_string_equal(tags_of(&r), rows[i].findings);
		assert_int_equal(r.dossier.docs[doc].nmembers, 0);
		rig_close(&r);
	}
}

/* --- the answer, read by who does not believe it ------------------------------------ */

static json_t *
answer(struct rig *r, int doc)
{
	struct result res = { .mem = r->mem, .doc = r->dossier.docs[doc], .findings = { .mem = r->mem } };

	return wire_answer(ST_unpack, &res);
}

static json_t *
member_of(json_t *j, size_t i)
{
	return json_array_get(json_list(json_array_get(json_list(j, "docs"), 0), "members"), i);
}

static void
no_change(json_t *j)
{
	(void)j;
}

static void
path_up(json_t *j)
{
	json_put_str(member_of(j, 0), "path", S("../x"));
}

static void
path_absolute(json_t *j)
{
	json_put_str(member_of(j, 0), "path", S("/x"));
}

static void
path_none(json_t *j)
{
	(void)json_object_del(member_of(j, 0), "path");
}

static void
path_twice(json_t *j)
{
	json_put_str(member_of(j, 0), "path", S("bijlagen/tekening.txt"));
}

static void
path_folder(json_t *j)
{
	json_put_str(member_of(j, 0), "path", S("bijlagen"));
}

static void
size_greater(json_t *j)
{
	json_put_num(member_of(j, 0), "size", (int64_t)UNPACK_MEMBER_MOST + 1);
}

static void
size_uncounted(json_t *j)
{
	json_put_num(member_of(j, 0), "size", 1000);
}

static void
digest_none(json_t *j)
{
	json_put_str(member_of(j, 0), "sha256", S("12"));
}

static void
notes_unknown(json_t *j)
{
	json_put_num(member_of(j, 0), "notes", 4);
}

static void
members_none(json_t *j)
{
	json_put(json_array_get(json_list(j, "docs"), 0), "members", json_array());
}

static void
members_gone(json_t *j)
{
	(void)json_object_del(json_array_get(json_list(j, "docs"), 0), "members");
}

static void
cost_less(json_t *j)
{
	json_put_num(json_map(json_array_get(json_list(j, "docs"), 0), "cost"), "members", 1);
}

static void
cost_more(json_t *j)
{
	json_put_num(json_map(json_array_get(json_list(j, "docs"), 0), "cost"), "bytes", (int64_t)UNPACK_BYTES_MOST + 1);
}

static void
test_wire(void **state)
{
	static const struct { const char *name; void (*change)(json_t *); uint32_t depth; const char *type; bool good; } rows[] = {
		{ "as it is", no_change, 2, NULL, true },
		{ "too deep", no_change, 3, NULL, false },
		{ "a text", no_change, 0, "text/plain", false },
		{ "a message", no_change, 0, "message/rfc822", true },
		{ "path up", path_up, 0, NULL, false },
		{ "absolute path", path_absolute, 0, NULL, false },
		{ "no path", path_none, 0, NULL, false },
		{ "path twice", path_twice, 0, NULL, false },
		{ "file as folder", path_folder, 0, NULL, false },
		{ "size", size_greater, 0, NULL, false },
		{ "size not counted", size_uncounted, 0, NULL, false },
		{ "digest", digest_none, 0, NULL, false },
		{ "notes", notes_unknown, 0, NULL, false },
		{ "nothing, and nothing said", members_none, 0, NULL, false },
		{ "no list", members_gone, 0, NULL, false },
		{ "fewer counted", cost_less, 0, NULL, false },
		{ "more than may be", cost_more, 0, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct rig r;
		struct dossier d;
		AUTO_JSON j = NULL;
		struct document x;
		int rc;

		start(&r);
		(void)take(&r, "goed.zip", 0);
		j = answer(&r, 0);
		rows[i].change(j);
		d = r.dossier;
		x = (struct document){ .path = S("goed.zip"),
			.depth = rows[i].depth,
			.media_type = rows[i].type == NULL ? S("application/zip") : str_of(rows[i].type) };
		d.docs = &x;
		rc = wire_apply(ST_unpack, j, &d, 0, &r.err);
		if ((rc == 0) != rows[i].good)
			fail_msg("%s: %d", rows[i].name, rc);
		if (rc == 0) {
			assert_int_equal(x.nmembers, 2);
			assert_int_equal(x.role == ROLE_PACKAGE, rows[i].type == NULL);
			assert_true(str_eq(x.members[1].path, S("bijlagen/tekening.txt")));
		}
		rig_close(&r);
	}
}

/* Bombs spent more than there was: an answer without bytes is one, with bytes it is not. */
static void
test_overspent(void **state)
{
	static const struct { void (*change)(json_t *); bool good; } rows[] = { { members_none, true }, { no_change, false } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct document x = { .path = S("goed.zip"), .media_type = S("application/zip") };
		struct rig r;
		struct dossier d;
		AUTO_JSON j = NULL;

		start(&r);
		(void)take(&r, "goed.zip", 0);
		j = answer(&r, 0);
		rows[i].change(j);
		d = r.dossier;
		d.docs = &x;
		d.spent.bytes = UNPACK_BYTES_MOST + MIB(1);
		assert_int_equal(json_array_append_new(json_list(j, "findings"),
				     json_pack("{s:s, s:i, s:[i, i, i]}", "code", "UNP-506", "doc", 0, "at", 0, 0, 0)), 0);
		assert_int_equal(wire_apply(ST_unpack, j, &d, 0, &r.err) == 0, rows[i].good);
		rig_close(&r);
	}
}

/* --- names and hints ------------------------------------------------------------------ */

static void
test_names(void **state)
{
	static const struct { struct str raw; const char *path; enum finding_code why; } rows[] = {
		{ { "a/b.txt", 7 }, "a/b.txt", F__COUNT },
		{ { "./a//b/./c", 10 }, "a/b/c", F__COUNT },
		{ { "..a/b..", 7 }, "..a/b..", F__COUNT },
		{ { "a/..", 4 }, NULL, F_UNP_TRAVERSAL },
		{ { "..", 2 }, NULL, F_UNP_TRAVERSAL },
		{ { "/..", 3 }, NULL, F_UNP_TRAVERSAL },
		{ { "a\\..\\b", 6 }, NULL, F_UNP_TRAVERSAL },
		{ { "/a", 2 }, NULL, F_UNP_ABSOLUTE },
		{ { "\\\\server\\a", 10 }, NULL, F_UNP_ABSOLUTE },
		{ { "c:a", 3 }, NULL, F_UNP_DRIVE },
		{ { ".//c:a", 6 }, NULL, F_UNP_DRIVE },
		{ { "a\\b", 3 }, NULL, F_UNP_BACKSLASH },
		{ { "", 0 }, NULL, F_UNP_NAME_EMPTY },
		{ { "./", 2 }, NULL, F_UNP_NAME_EMPTY },
		{ { "a\0b", 3 }, NULL, F_UNP_NAME_UNREADABLE },
	};
	struct arena *mem = arena_new("test", MIB(16));
	struct names *t = names_new(mem);
	struct str path, other;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum finding_code why = F__COUNT;
		bool nfd;
		int rc = names_judge(rows[i].raw, mem, &path, &nfd, &why);

		assert_int_equal(why, rows[i].why);
		assert_int_equal(rc, rows[i].path == NULL ? -1 : 0);
		if (rc == 0)
			assert_true(str_eq(path, str_of(rows[i].path)));
	}
	assert_int_equal(names_add(t, S("Map/a.txt"), &other), NAMES_NEW);
	assert_int_equal(names_add(t, S("map/b.txt"), &other), NAMES_NEW);
	assert_int_equal(names_add(t, S("Map/a.txt"), &other), NAMES_TWICE);
	assert_int_equal(names_add(t, S("Map/A.TXT"), &other), NAMES_CASE);
	assert_true(str_eq(other, S("Map/a.txt")));
	assert_int_equal(names_add(t, S("MAP"), &other), NAMES_FOLDER);
	assert_int_equal(names_add(t, S("map/A.txt/c"), &other), NAMES_FOLDER);
	for (int i = 0; i < 5000; i++)
		assert_int_equal(names_add(t, str_fmt(mem, "%d/x", i), &other), NAMES_NEW);
	assert_int_equal(names_add(t, S("4711/x"), &other), NAMES_TWICE);
	assert_true(str_eq(names_cp437(mem, S("ab\x82\xe1")), S("ab\xc3\xa9\xc3\x9f")));
	arena_free(mem);
}

static void
test_hints(void **state)
{
	static const struct { const char *name; struct str head; bool may; } rows[] = {
		{ "a.zip", { "PK\3\4 ", 5 }, true }, { "a", { "PK\5\6 ", 5 }, true }, { "a.docx", { "PK\3\4 ", 5 }, false },
		{ "a.ODT", { "PK\3\4 ", 5 }, false }, { "a.pdf", { "%PDF-1.7", 8 }, false }, { "a.pdf", { "PK\3\4 ", 5 }, true },
		{ "a.eml", { "", 0 }, true }, { "a.MSG", { "\xd0\xcf\x11\xe0", 4 }, true }, { "a.doc", { "\xd0\xcf\x11\xe0", 4 }, false },
		{ "a", { "\x1f\x8b\x08", 3 }, true }, { "a", { "", 0 }, false }, { "a", { "P", 1 }, false },
		{ "brief.txt", { "Received: by mx", 15 }, true }, { "brief.txt", { "Geachte heer", 12 }, false },
		{ "a.rar", { "Rar!\x1a\x07", 6 }, true },
	};
	char tar[HINT_SEEN] = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (hint_container(str_of(rows[i].name), rows[i].head) != rows[i].may)
			fail_msg("%s: row %zu", rows[i].name, i);
	}
	memcpy(tar + 257, "ustar", 5);
	assert_true(hint_container(S("a"), (struct str){ tar, sizeof tar }));
	assert_false(hint_container(S("a"), (struct str){ tar, 260 }));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases), cmocka_unit_test(test_bytes), cmocka_unit_test(test_limits), cmocka_unit_test(test_quine),
		cmocka_unit_test(test_large_member), cmocka_unit_test(test_others), cmocka_unit_test(test_wire),
		cmocka_unit_test(test_overspent), cmocka_unit_test(test_names),
		cmocka_unit_test(test_hints),
	};

	return cmocka_run_group_tests_name("unpack", tests, NULL, NULL);
}
