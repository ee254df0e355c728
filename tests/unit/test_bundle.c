/* SPDX-License-Identifier: EUPL-1.2 */
/* test_bundle.c - the bag: its structure, its sums, its sameness, and what never gets into one. */
#include "rig.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "base/path.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "config/catalog.h"
#include "describe/describe.h"
#include "detect/bsn.h"

#define BIG	((size_t)3 * 1000 * 1000 + 7)	/* some blocks and a rest */
#define FILES	1024

static struct arena *mem;
static struct catalog *lists;
static struct describer *describer;
static struct bsn *bsn;
static struct class_score category;
static struct rig r;

static int
load(void **state)
{
	struct err e = { 0 };

	(void)state;
	mem = arena_new("test", MIB(512));
	if (catalog_load("templates/lists", mem, &lists, &e) != 0 ||
	    bsn_load(mem, &bsn, &e) != 0 || describe_load("templates", lists, mem, &describer, &e) != 0) {
		fprintf(stderr, "%s\n", e.msg);
		return -1;
	}
	category = (struct class_score){ .chosen = true, .label = S("Woo-verzoeken en -besluiten"),
		.uri = S("https://identifier.overheid.nl/tooi/def/thes/kern/c_3baef532") };
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	describe_free(describer);
	arena_free(mem);
	return 0;
}

static int
doc_add(const char *path, const char *title, const char *type, struct str bytes)
{
	int i = rig_add_bytes(&r, path, bytes);
	struct document *d = &r.dossier.docs[i];

	d->role = ROLE_ANNEX;
	d->declared_title = str_of(title);
	d->media_type = str_of(type);
	return i;
}

/* Four documents, the main one not the first; one stays here. */
static int
begin(void **state)
{
	char *big = arena_alloc(mem, BIG, 1);

	(void)state;
	for (size_t i = 0; i < BIG; i++)
		big[i] = (char)(i * 7 + i / 251);
	rig_open(&r);
	r.tools.lists = lists;
	r.tools.describer = describer;
	r.tools.bsn = bsn;
	r.dossier.declared.datum = (struct date){ 2026, 1, 12 };
	(void)doc_add("a/Jansen 111222333.pdf", "Bijlage 1: \xc3\xa9\xc3\xa9n kaart", "application/pdf",
	    (struct str){ big, BIG });
	(void)doc_add("b.docx", "Besluit op Woo-verzoek 50%", "application/pdf", S("besluit"));
	(void)doc_add("c.txt", "Bijlage 1: \xc3\xa9\xc3\xa9n kaart", "text/plain", S("kaart"));
	(void)doc_add("d.pdf", "Intern", "application/pdf", S("blijft hier"));
	r.dossier.docs[1].role = ROLE_MAIN;
	r.dossier.docs[1].classes = &category;
	r.dossier.docs[1].nclasses = 1;
	r.dossier.docs[3].role = ROLE_WITHHELD;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

static void
describe(void)
{
	if (rig_run(&r, ST_describe, describe_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
}

static struct str
bundle(void)
{
	if (rig_run(&r, ST_bundle, bundle_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	return str_dup(mem, rig_read(&r, DOC_NONE, A_BUNDLE));
}

struct file {
	struct str	 name, bytes;
};

/* The archive as another program reads it: names without the top folder, contents. */
static size_t
unpack(struct str zip, struct file *files, struct str *top_r)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	size_t n = 0;
	int rc;

	assert_int_equal(archive_read_support_format_zip_seekable(a), ARCHIVE_OK);
	assert_int_equal(archive_read_support_format_tar(a), ARCHIVE_OK);
	assert_int_equal(archive_read_support_filter_zstd(a), ARCHIVE_OK);
	assert_int_equal(archive_read_open_memory(a, zip.p, zip.n), ARCHIVE_OK);
	while ((rc = archive_read_next_header(a, &entry)) == ARCHIVE_OK) {
		struct str name = str_dup(mem, str_of(archive_entry_pathname(entry))), top, rest = name;
		size_t size = (size_t)archive_entry_size(entry);
		char *p = arena_alloc(mem, size + 1, 1);

		assert_true(n < FILES);
		assert_int_equal(archive_entry_filetype(entry), AE_IFREG);
		assert_int_equal(archive_entry_perm(entry), 0644);
		if (archive_format(a) != ARCHIVE_FORMAT_ZIP) {
			assert_int_equal(archive_entry_mtime(entry), 315532800);	/* 1980-01-01 */
			assert_int_equal(archive_entry_uid(entry) | archive_entry_gid(entry), 0);
			assert_int_equal(str_of(archive_entry_uname(entry)).n + str_of(archive_entry_gname(entry)).n, 0);
		}
		assert_int_equal(archive_read_data(a, p, size + 1), size);
		assert_true(str_next(&rest, '/', &top));
		if (n == 0)
			*top_r = top;
		assert_true(str_eq(top, *top_r));		/* RFC 8493, 4: one top folder */
		assert_true(path_inside(rest));
		files[n++] = (struct file){ rest, { p, size } };
	}
	assert_int_equal(rc, ARCHIVE_EOF);
	assert_int_equal(archive_read_free(a), ARCHIVE_OK);
	for (size_t i = 1; i < n; i++)
		assert_true(str_cmp(files[i - 1].name, files[i].name) < 0);
	return n;
}

static struct str
content(const struct file *files, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(files[i].name, str_of(name)))
			return files[i].bytes;
	}
	fail_msg("no %s", name);
	return STR_NONE;
}

static bool
is_tagmanifest(struct str name)
{
	return str_starts(name, S("tagmanifest-"));
}

/* A manifest names each file it should exactly once, with its sum, and nothing else. */
static void
check_manifest(const struct file *files, size_t n, const char *name, bool payload, bool sha512)
{
	struct str rest = content(files, n, name), line;
	size_t lines = 0, want = 0;

	assert_true(str_ends(rest, S("\n")));
	while (str_next(&rest, '\n', &line)) {
		size_t hex = sha512 ? 128 : 64;
		struct str file = str_from(line, hex + 2), bytes;

		if (line.n == 0)
			continue;
		assert_true(str_eq(str_sub(line, hex, 2), S("  ")));
		assert_int_equal(str_starts(file, S("data/")), payload);
		assert_false(is_tagmanifest(file));
		bytes = content(files, n, str_c(mem, file));
		assert_true(str_eq(str_sub(line, 0, hex), sha512 ? digest512_hex(mem, digest512_of(bytes)) :
		    digest_hex(mem, digest_of(bytes))));
		lines++;
	}
	for (size_t i = 0; i < n; i++)
		want += str_starts(files[i].name, S("data/")) == payload && !is_tagmanifest(files[i].name);
	assert_int_equal(lines, want);
}

static void
check_bag(const struct file *files, size_t n)
{
	uint64_t bytes = 0, count = 0;

	assert_true(str_eq(content(files, n, "bagit.txt"),
	    S("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")));
	check_manifest(files, n, "manifest-sha256.txt", true, false);
	check_manifest(files, n, "manifest-sha512.txt", true, true);
	check_manifest(files, n, "tagmanifest-sha256.txt", false, false);
	check_manifest(files, n, "tagmanifest-sha512.txt", false, true);
	for (size_t i = 0; i < n; i++) {
		if (!str_starts(files[i].name, S("data/")))
			continue;
		bytes += files[i].bytes.n;
		count++;
	}
	assert_non_null(strstr(str_c(mem, content(files, n, "bag-info.txt")),
	    str_c(mem, str_fmt(mem, "Payload-Oxum: %llu.%llu\n", (unsigned long long)bytes, (unsigned long long)count))));
}

/* No delivered name gets out, nor what stays here: not as a name, not in what is packed. */
static void
check_secrets(const struct file *f)
{
	static const char *const secrets[] = { "Jansen", "111222333", "blijft hier" };

	for (size_t i = 0; i < COUNT(secrets); i++) {
		assert_null(memmem(f->name.p, f->name.n, secrets[i], strlen(secrets[i])));
		assert_null(memmem(f->bytes.p, f->bytes.n, secrets[i], strlen(secrets[i])));
	}
}

static void
bag(void **state)
{
	/* @ stands for the name of the dossier. */
	static const char *const want[] = { "LEESMIJ.txt", "bag-info.txt", "bagit.txt", "bewijs/herkomst.csv",
		"data/@/01-besluit-op-woo-verzoek-50/01-besluit-op-woo-verzoek-50.mdto.xml",
		"data/@/01-besluit-op-woo-verzoek-50/01-besluit-op-woo-verzoek-50.pdf",
		"data/@/01-besluit-op-woo-verzoek-50/01-besluit-op-woo-verzoek-50.pdf.bestand.mdto.xml",
		"data/@/02-bijlage-1-een-kaart/02-bijlage-1-een-kaart.mdto.xml",
		"data/@/02-bijlage-1-een-kaart/02-bijlage-1-een-kaart.pdf",
		"data/@/02-bijlage-1-een-kaart/02-bijlage-1-een-kaart.pdf.bestand.mdto.xml",
		"data/@/03-bijlage-1-een-kaart/03-bijlage-1-een-kaart.mdto.xml",
		"data/@/03-bijlage-1-een-kaart/03-bijlage-1-een-kaart.txt",
		"data/@/03-bijlage-1-een-kaart/03-bijlage-1-een-kaart.txt.bestand.mdto.xml", "data/@/@.mdto.xml",
		"diwoo/01-besluit-op-woo-verzoek-50.xml", "diwoo/02-bijlage-1-een-kaart.xml", "diwoo/03-bijlage-1-een-kaart.xml",
		"manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt" };
	struct file *files = NEW(mem, struct file, FILES);
	struct str zip, top = STR_NONE, id, metadata;
	const struct document *x = &r.dossier.docs[0];
	uint64_t payload = BIG + strlen("besluit") + strlen("kaart");
	size_t n;

	(void)state;
	describe();
	zip = bundle();
	n = unpack(zip, files, &top);
	assert_int_equal(n, COUNT(want));
	id = uuid_text(mem, dossier_uuid(&r.dossier));
	assert_string_equal(str_c(mem, top), str_c(mem, str_fmt(mem, "besluit-op-woo-verzoek-50-%.8s", id.p)));
	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(want[i]), part, name = STR_NONE;

		while (str_next(&rest, '@', &part))
			name = str_fmt(mem, "%.*s%.*s%.*s", STRF(name), STRF(part), rest.p == NULL ? 0 : (int)top.n, top.p);
		assert_string_equal(str_c(mem, files[i].name), str_c(mem, name));
	}
	check_bag(files, n);
	for (size_t i = 0; i < r.dossier.ndocs; i++)
		payload += r.dossier.docs[i].object.len + r.dossier.docs[i].file.len;
	payload += r.dossier.object.len;
	assert_string_equal(str_c(mem, files[1].bytes), str_c(mem, str_fmt(mem, "External-Identifier: urn:uuid:%.*s\n"
	    "Payload-Oxum: %llu.10\nSource-Organization: gemeente Leiden\n", STRF(id), (unsigned long long)payload)));
	assert_true(str_eq(files[5].bytes, S("besluit")));
	assert_true(str_eq(files[8].bytes, rig_read(&r, 0, A_ORIGINAL)));
	assert_true(str_eq(files[11].bytes, S("kaart")));
	metadata = rig_read(&r, DOC_NONE, A_METADATA);
	assert_true(str_eq(files[15].bytes, str_sub(metadata, x->record.at, x->record.len)));
	assert_true(str_eq(files[7].bytes, str_sub(metadata, x->object.at, x->object.len)));
	assert_true(str_eq(files[9].bytes, str_sub(metadata, x->file.at, x->file.len)));
	assert_true(str_eq(files[13].bytes, str_sub(metadata, r.dossier.object.at, r.dossier.object.len)));

	/* Dated at the first moment of a ZIP: first local header (APPNOTE 4.3.7). */
	assert_memory_equal(zip.p, "PK\x03\x04", 4);
	assert_memory_equal(zip.p + 10, "\x00\x00\x21\x00", 4);
	for (size_t i = 0; i < n; i++)
		check_secrets(&files[i]);
}

/* The same bytes: again, on another day, in another zone and language, with another umask. */
static void
check_same(void)
{
	static const char *const zones[] = { "UTC", "America/New_York", "Pacific/Kiritimati", "Europe/Amsterdam",
		"XXX-14", "XXX+12" };
	struct str zip, other;
	mode_t mask = umask(0);

	describe();
	zip = bundle();
	(void)umask(077);
	for (size_t i = 0; i < COUNT(zones); i++) {
		assert_int_equal(setenv("TZ", zones[i], 1), 0);
		tzset();
		r.job.now += 86400;
		other = bundle();
		if (!str_eq(zip, other))
			fail_msg("TZ=%s: other bytes", zones[i]);
	}
	assert_int_equal(unsetenv("TZ"), 0);
	tzset();
	for (size_t i = 0; i < 2; i++) {
		assert_non_null(setlocale(LC_ALL, i == 0 ? "C.UTF-8" : "C"));
		assert_true(str_eq(zip, bundle()));
	}
	(void)umask(mask);
	r.dossier.docs[2].declared_title = S("Bijlage 2");
	describe();
	assert_false(str_eq(zip, bundle()));
}

static void
same(void **state)
{
	(void)state;
	check_same();
}

static void
same_tar(void **state)
{
	(void)state;
	r.dossier.pack = PACK_TAR_ZST;
	check_same();
}

/* The same bag, whatever it is packed in. */
static void
tar(void **state)
{
	struct file *files = NEW(mem, struct file, FILES), *others = NEW(mem, struct file, FILES);
	struct str top, other_top, bytes;
	size_t n;

	(void)state;
	/* A name past the 100 bytes of ustar, to be joined with the top folder's. */
	r.dossier.docs[0].declared_title = S("Bijlage met een naam die zo lang is dat zij in de kop van een gewone tar niet past "
	    "en dus een eigen kop krijgt");
	describe();
	n = unpack(bundle(), files, &top);
	r.dossier.pack = PACK_TAR_ZST;
	bytes = bundle();
	assert_memory_equal(bytes.p, "\x28\xb5\x2f\xfd", 4);		/* RFC 8878, 3.1.1 */
	assert_int_equal(unpack(bytes, others, &other_top), n);
	assert_true(str_eq(top, other_top));
	check_bag(others, n);
	for (size_t i = 0; i < n; i++)
		check_secrets(&others[i]);
	for (size_t i = 0; i < n; i++)
		assert_true(str_eq(files[i].name, others[i].name) && str_eq(files[i].bytes, others[i].bytes));
}

/* The method of an entry of a ZIP, as its directory says (APPNOTE 4.3.12); -1: no such entry. */
static int
method_of(struct str zip, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = zip.p; (p = memmem(p, zip.n - (size_t)(p - zip.p), "PK\1\2", 4)) != NULL; p++) {
		size_t len = (unsigned char)p[28] | (size_t)(unsigned char)p[29] << 8;

		if (len >= n && memcmp(p + 46 + len - n, name, n) == 0)
			return (unsigned char)p[10] | (unsigned char)p[11] << 8;
	}
	return -1;
}

/* Deflated where the first 64 KiB become a tenth smaller, stored otherwise. */
static void
methods(void **state)
{
	enum { STORED = 0, DEFLATED = 8, LONG = 200 * 1024, HEAD = 64 * 1024 };
	static const struct { const char *name; int head, rest; } cases[] = {
		{ "letters", 'a', 'a' }, { "noise", 0, 0 }, { "noise behind letters", 'a', 0 },
		{ "letters behind noise", 0, 'a' },
	};
	static const struct { const char *end; int method; } want[] = {
		{ "-letters.pdf", DEFLATED }, { "-noise.pdf", STORED }, { "-noise-behind-letters.pdf", DEFLATED },
		{ "-letters-behind-noise.pdf", STORED }, { "/01-besluit-op-woo-verzoek-50.pdf", STORED },
		{ "/03-bijlage-1-een-kaart.txt", STORED }, { "diwoo/01-besluit-op-woo-verzoek-50.xml", DEFLATED },
		{ "/bagit.txt", STORED }, { "nergens.txt", -1 },
	};
	struct file *files = NEW(mem, struct file, FILES);
	uint64_t x = 88172645463325252u;
	struct str zip, top;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *p = arena_alloc(mem, LONG, 1);
		int doc;

		for (size_t k = 0; k < LONG; k++) {
			int c = k < HEAD ? cases[i].head : cases[i].rest;

			x ^= x << 13, x ^= x >> 7, x ^= x << 17;
			p[k] = c != 0 ? "abcdefg"[k % 7] : (char)(x >> 32);
		}
		doc = doc_add("m.pdf", cases[i].name, "application/pdf", (struct str){ p, LONG });
		assert_int_equal(doc, 4 + (int)i);
	}
	describe();
	zip = bundle();
	check_bag(files, unpack(zip, files, &top));
	for (size_t i = 0; i < COUNT(want); i++) {
		if (method_of(zip, want[i].end) != want[i].method)
			fail_msg("%s: method %d", want[i].end, method_of(zip, want[i].end));
	}
}

/* An independent program finds nothing wrong. */
static void
unzip(void **state)
{
	char path[] = "/tmp/woostraat-XXXXXX";
	struct str zip;
	int status, fd = mkstemp(path);
	pid_t pid;

	(void)state;
	if (access("/usr/bin/unzip", X_OK) != 0) {
		(void)close(fd);
		(void)unlink(path);
		print_message("unzip absent\n");
		skip();
	}
	describe();
	zip = bundle();
	assert_int_equal(fd_write_all(fd, zip, &r.err), 0);
	pid = fork();
	if (pid == 0) {
		execl("/usr/bin/unzip", "unzip", "-tqq", path, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	(void)close(fd);
	(void)unlink(path);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* More documents than the rig has places for: all from the fourth on have the same bytes. */
static int
sharing(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	return rig_source(job, doc > 4 ? 4 : doc, kind, fd_r, e);
}

static void
many(void **state)
{
	struct document *all = NEW(r.mem, struct document, 130);
	struct file *files = NEW(mem, struct file, FILES);
	struct str top;
	size_t n;

	(void)state;
	(void)doc_add("z.pdf", "Stuk", "application/pdf", S("stuk"));
	for (size_t i = 0; i < 130; i++)
		all[i] = r.dossier.docs[i < 4 ? i : 4];
	r.dossier.docs = all;
	r.dossier.ndocs = 130;
	r.job.open = sharing;
	describe();
	n = unpack(bundle(), files, &top);
	check_bag(files, n);
	assert_int_equal(n, 4 * 129 + 9);		/* one is withheld */
	assert_true(str_ends(files[5].name, S("/001-besluit-op-woo-verzoek-50/001-besluit-op-woo-verzoek-50.pdf")));
	assert_true(str_ends(files[5 + 3 * 128].name, S("/129-stuk/129-stuk.pdf")));
}

/* What has no metadata is not bundled, whatever was waived. */
static void
incomplete(void **state)
{
	(void)state;
	describe();
	r.dossier.docs[2].record.len = 0;
	assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), 0);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 2), 1);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, 3), 0);		/* withheld: needs none */
	assert_int_equal(verdict(&r.dossier.findings), V_HOLD);
	assert_int_equal(r.dossier.have_set & A_BIT(A_BUNDLE), 0);
	describe();
	for (size_t i = 0; i < 3; i++) { /* any of its MDTO */
		struct slice *of[] = { &r.dossier.object, &r.dossier.docs[1].object, &r.dossier.docs[2].file }, was = *of[i];
		size_t before = r.dossier.findings.n;

		of[i]->len = 0;
		assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), 0);
		assert_int_equal(r.dossier.findings.n, before + 1);
		assert_int_equal(r.dossier.have_set & A_BIT(A_BUNDLE), 0);
		*of[i] = was;
	}

	for (size_t i = 0; i < r.dossier.ndocs; i++)
		r.dossier.docs[i].role = ROLE_WITHHELD;
	assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), 0);
	assert_int_equal(rig_count(&r, F_DSC_SCHEMA, DOC_NONE), 2);	/* one of them of the dossier's MDTO above */
	assert_int_equal(r.dossier.have_set & A_BIT(A_BUNDLE), 0);
}

/* Metadata that is not where the record says. */
static void
astray(void **state)
{
	(void)state;
	describe();
	r.dossier.docs[2].record.at = rig_read(&r, DOC_NONE, A_METADATA).n - r.dossier.docs[2].record.len + 1;
	assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), -1);
	assert_int_equal(r.err.kind, E_BUG);
	r.dossier.docs[2].record.at = UINT64_MAX - 4;
	assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), -1);
	assert_int_equal(r.err.kind, E_BUG);
	describe();
	for (size_t i = 0; i < 3; i++) {
		struct slice *of[] = { &r.dossier.object, &r.dossier.docs[1].object, &r.dossier.docs[2].file }, was = *of[i];

		of[i]->len = UINT64_MAX - 4;
		assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), -1);
		assert_int_equal(r.err.kind, E_BUG);
		*of[i] = was;
	}
}

static int opened;
static struct str other;	/* in the place of the original, if not absent */

static int
swapping(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	opened += doc == 1 && kind == A_ORIGINAL;
	if (doc == 1 && kind == A_ORIGINAL && other.p != NULL)
		return fd_of_str("other", other, fd_r, e);
	return rig_source(job, doc, kind, fd_r, e);
}

/* Bytes that are not those of ingest never get out. */
static void
swapped(void **state)
{
	static const char *const others[] = { "besluif", "beslui", "besluit!" };

	(void)state;
	describe();
	r.job.open = swapping;
	for (size_t i = 0; i < COUNT(others); i++) {
		other = str_of(others[i]);
		assert_int_equal(rig_run(&r, ST_bundle, bundle_run, DOC_NONE), -1);
		assert_int_equal(r.err.kind, E_BUG);
	}
	other = STR_NONE;
	opened = 0;
	(void)bundle();
	assert_int_equal(opened, 1);
}

/* A full disk is an error, seen at the latest when the archive is closed. */
static void
full_disk(void **state)
{
	struct result res = { .mem = r.mem, .findings = { .mem = r.mem } };
	struct err e = { 0 };

	(void)state;
	describe();
	for (int k = 0; k < A__COUNT; k++)
		res.out[k] = -1;
	for (int big = 0; big < 4; big++) {
		r.dossier.pack = big / 2 == 0 ? PACK_ZIP : PACK_TAR_ZST;
		if (big % 2 == 0)
			r.dossier.docs[0].role = ROLE_WITHHELD;		/* all of it in one block */
		else
			r.dossier.docs[0].role = ROLE_ANNEX;
		res.dossier = r.dossier;
		res.out[A_BUNDLE] = open("/dev/full", O_WRONLY | O_CLOEXEC);
		assert_true(res.out[A_BUNDLE] >= 0);
		r.job.doc = DOC_NONE;
		assert_int_equal(bundle_run(&r.job, &res, &e), -1);
		assert_int_equal(e.kind, E_IO);
		(void)close(res.out[A_BUNDLE]);
	}
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, begin, end)
	static const struct CMUnitTest tests[] = {
		T(bag), T(same), T(same_tar), T(tar), T(methods), T(unzip), T(many), T(incomplete), T(astray), T(swapped), T(full_disk),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
