/* SPDX-License-Identifier: EUPL-1.2 */
/* test_inspect.c - is it a valid bag?  Each rule of RFC 8493 broken once, in a folder, a ZIP and a tar. */
#include "rig.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/sums.h"
#include "inspect/inspect.h"

#define FILES	64

struct file {
	struct str	 path, bytes;
	char		 kind;		/* f, d or x */
};

static struct rig r;
static struct file files[FILES];
static size_t nfiles;
static struct str packed;		/* the archive; absent: the files are a folder */
static int refused = -1;		/* cannot be opened */

static int
begin(void **state)
{
	(void)state;
	rig_open(&r);
	nfiles = 0;
	packed = STR_NONE;
	refused = -1;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	rig_close(&r);
	return 0;
}

/* --- making bags -------------------------------------------------------------------- */

static struct str
sum_of(enum sum_kind k, struct str bytes)
{
	uint8_t out[SUM__COUNT][SUM_BYTES];
	struct sums s;
	struct buf b;

	sums_begin(&s, SUM_BIT(k));
	sums_add(&s, bytes);
	sums_end(&s, out);
	buf_init(&b, r.mem, 200);
	for (size_t i = 0; i < sum_size(k); i++)
		buf_addf(&b, "%02x", out[k][i]);
	return buf_str(&b);
}

static struct file *
file_at(struct str path)
{
	for (size_t i = 0; i < nfiles; i++) {
		if (str_eq(files[i].path, path))
			return &files[i];
	}
	return NULL;
}

/* {sha256 data/a.txt} becomes that file's checksum. */
static struct str
expand(struct str template)
{
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < template.n; i++) {
		struct str rest = str_from(template, i + 1), word, name;
		enum sum_kind k;

		if (template.p[i] != '{') {
			buf_addc(&b, template.p[i]);
			continue;
		}
		assert_true(str_next(&rest, '}', &word));
		i += word.n + 1;
		assert_true(str_next(&word, ' ', &name));
		assert_int_equal(sum_find(name, &k), 0);
		assert_non_null(file_at(word));
		buf_add(&b, sum_of(k, file_at(word)->bytes));
	}
	return b.n == 0 ? S("") : buf_str(&b);
}

struct edit {
	const char	*path, *bytes;	/* bytes NULL: not there */
	size_t		 n;		/* of bytes, when a NUL is among them */
};

#define DECLARATION	"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
#define A		"data/a.txt"
#define B		"data/map/b.txt"
#define OTHER		"0000000000000000000000000000000000000000000000000000000000000000"

static const struct edit good[] = {
	{ A, "een\n", 0 }, { B, "twee\n", 0 }, { "bagit.txt", DECLARATION, 0 },
	{ "bag-info.txt", "External-Identifier: urn:x:1\nPayload-Oxum: 9.2\n", 0 },
	{ "manifest-sha256.txt", "{sha256 " A "}  " A "\n{sha256 " B "}  " B "\n", 0 },
	{ "manifest-sha512.txt", "{sha512 " A "}  " A "\n{sha512 " B "}  " B "\n", 0 },
	{ "tagmanifest-sha256.txt", "{sha256 bagit.txt}  bagit.txt\n{sha256 bag-info.txt}  bag-info.txt\n"
	    "{sha256 manifest-sha256.txt}  manifest-sha256.txt\n{sha256 manifest-sha512.txt}  manifest-sha512.txt\n", 0 },
};

static const struct edit *
edit_of(const struct edit *edits, const char *path)
{
	for (; edits->path != NULL; edits++) {
		if (strcmp(edits->path, path) == 0)
			return edits;
	}
	return NULL;
}

static void
put(const char *path, struct str bytes)
{
	assert_true(nfiles < FILES);
	files[nfiles++] = (struct file){ str_of(path), expand(bytes), 'f' };
}

static struct str
bytes_of(const struct edit *x)
{
	return x->n != 0 ? (struct str){ x->bytes, x->n } : str_of(x->bytes);
}

/* The new ones among the edits, with or without checksums in them. */
static void
put_new(const struct edit *edits, bool sums)
{
	for (const struct edit *x = edits; x->path != NULL; x++) {
		bool known = false;

		for (size_t i = 0; i < COUNT(good); i++)
			known |= strcmp(good[i].path, x->path) == 0;
		if (!known && x->bytes != NULL && str_has(bytes_of(x), '{') == sums)
			put(x->path, bytes_of(x));
	}
}

/* The good bag with these edits: what is new before what has its checksum. */
static void
make(const struct edit *edits)
{
	nfiles = 0;
	put_new(edits, false);
	for (size_t i = 0; i < COUNT(good); i++) {
		const struct edit *x = edit_of(edits, good[i].path);

		if (i == 2)
			put_new(edits, true);
		if (x == NULL || x->bytes != NULL)
			put(good[i].path, bytes_of(x == NULL ? &good[i] : x));
	}
}

/* --- packing them ----------------------------------------------------------------------- */

enum form { FOLDER, ZIP, TAR, TAR_GZ, TAR_ZST, TAR_XZ, SEVEN, FORMS };
static const char *const form_names[] = { "folder", "zip", "tar", "tar.gz", "tar.zst", "tar.xz", "7z" };

static void
pack(enum form form, const char *top)
{
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t size = MIB(4), used = 0;
	char *p = arena_alloc(r.mem, size, 1);

	assert_int_equal(form == ZIP ? archive_write_set_format_zip(a) : form == SEVEN ? archive_write_set_format_7zip(a) :
	    archive_write_set_format_pax_restricted(a), ARCHIVE_OK);
	if (form == TAR_GZ)
		assert_int_equal(archive_write_add_filter_gzip(a), ARCHIVE_OK);
	if (form == TAR_ZST)
		assert_int_equal(archive_write_add_filter_zstd(a), ARCHIVE_OK);
	if (form == TAR_XZ)
		assert_int_equal(archive_write_add_filter_xz(a), ARCHIVE_OK);
	assert_int_equal(archive_write_open_memory(a, p, size, &used), ARCHIVE_OK);
	for (size_t i = 0; i < nfiles; i++) {
		const struct file *f = &files[i];

		archive_entry_clear(entry);
		archive_entry_set_pathname(entry, str_c(r.mem, str_fmt(r.mem, "%s%.*s", top, STRF(f->path))));
		archive_entry_set_filetype(entry, f->kind == 'f' ? AE_IFREG : f->kind == 'd' ? AE_IFDIR : AE_IFLNK);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_size(entry, f->kind == 'f' ? (la_int64_t)f->bytes.n : 0);
		if (f->kind == 'x')
			archive_entry_set_symlink(entry, "/etc/passwd");
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		if (f->kind == 'f')
			assert_int_equal(archive_write_data(a, f->bytes.p, f->bytes.n), f->bytes.n);
	}
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_entry_free(entry);
	assert_int_equal(archive_write_free(a), ARCHIVE_OK);
	packed = (struct str){ p, used };
}

static int
give(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct buf b;

	(void)job;
	if (kind == A_ORIGINAL && doc == refused)
		return err_set(e, E_IO, "geen toegang");
	if (kind == A_ORIGINAL)
		return fd_of_str("bytes", packed.p != NULL ? packed : files[doc - 1].bytes, fd_r, e);
	assert_int_equal(kind, A_RUN);
	buf_init(&b, r.mem, MIB(1));
	buf_addf(&b, "%s", packed.p != NULL ? "abag.zip" : "mbag");
	buf_addc(&b, '\0');
	for (size_t i = 0; i < nfiles && packed.p == NULL; i++) {
		buf_addf(&b, "%c%.*s", files[i].kind, STRF(files[i].path));
		buf_addc(&b, '\0');
	}
	return fd_of_str("lijst", buf_str(&b), fd_r, e);
}

static json_t *
inspect(void)
{
	json_t *j;

	r.job.open = give;
	if (rig_run(&r, ST_inspect, inspect_run, DOC_NONE) != 0)
		fail_msg("%s", r.err.msg);
	j = json_read(rig_read(&r, DOC_NONE, A_BAG), &r.err);
	assert_non_null(j);
	return j;
}

/* The faults on one line: ! fault, ? note, # not read; the word, and its place. */
static struct str
said(const json_t *j)
{
	const json_t *list = json_list(j, "faults");
	bool fault = false, unread = false;
	struct buf b;

	buf_init(&b, r.mem, 1 << 20);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *f = json_array_get(list, i);
		struct str grade = json_str(f, "grade"), file = json_str(f, "file");

		assert_true(json_str(f, "text").n != 0);
		fault |= str_eq(grade, S("fault"));
		unread |= str_eq(grade, S("unread"));
		buf_addf(&b, "%s%s%.*s", i == 0 ? "" : " ", str_eq(grade, S("fault")) ? "!" : str_eq(grade, S("note")) ? "?" : "#",
		    STRF(json_str(f, "code")));
		if (file.n != 0)
			buf_addf(&b, "@%.*s", STRF(file));
		if (json_num(f, "line", 0) != 0)
			buf_addf(&b, ":%d", (int)json_num(f, "line", 0));
	}
	assert_int_equal(json_flag(j, "valid"), !fault && !unread);
	assert_int_equal(json_flag(j, "read"), !unread);
	return b.n == 0 ? S("") : buf_str(&b);
}

/* --- the rules -------------------------------------------------------------------------------- */

#define V97(encoding)	"BagIt-Version: 0.97\nTag-File-Character-Encoding: " encoding "\n"
#define LIST		"{sha256 " A "}  " A "\n{sha256 " B "}  " B "\n"
#define NO_512		{ "manifest-sha512.txt", NULL, 0 }, { "tagmanifest-sha256.txt", NULL, 0 }
#define E(...)		{ __VA_ARGS__, { NULL, NULL, 0 } }
#define SET(path, bytes) { path, bytes, 0 }

static const struct { const char *name; struct edit edits[8]; const char *want; } cases[] = {
	{ "good", E(SET("los.txt", "telt niet")), "" },
	{ "CR", E(SET("bagit.txt", "BagIt-Version: 1.0\rTag-File-Character-Encoding: UTF-8\r")), "" },
	{ "CRLF", E(SET("manifest-sha256.txt", "{sha256 " A "}  " A "\r\n{sha256 " B "}\t" B "\r\n")), "" },
	{ "no last line end", E(SET("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8")), "?last-line@bagit.txt:2" },
	{ "capitals", E(SET("manifest-sha256.txt", "{sha256 " A "} " A "\n{sha256 " B "} " B "\n"), SET("map/los", "x")), "" },

	/* bagit.txt */
	{ "none", E({ "bagit.txt", NULL, 0 }, { "tagmanifest-sha256.txt", NULL, 0 }), "!no-declaration" },
	{ "bom", E(SET("bagit.txt", "\xef\xbb\xbf" DECLARATION)), "!declaration-bom@bagit.txt:1" },
	{ "latin1", E(SET("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\xe9\n")),
	    "!declaration-encoding@bagit.txt !encoding@bagit.txt:2" },
	{ "space before colon", E(SET("bagit.txt", "BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n")),
	    "!declaration-version@bagit.txt:1 !declaration-tag-encoding@bagit.txt:2" },
	{ "space behind", E(SET("bagit.txt", "BagIt-Version: 1.0 \nTag-File-Character-Encoding: UTF-8\n")), "!declaration-version@bagit.txt:1" },
	{ "two spaces", E(SET("bagit.txt", "BagIt-Version:  1.0\nTag-File-Character-Encoding: UTF-8\n")), "!declaration-version@bagit.txt:1" },
	{ "three numbers", E(SET("bagit.txt", "BagIt-Version: 1.0.0\nTag-File-Character-Encoding: UTF-8\n")), "!declaration-version@bagit.txt:1" },
	{ "no second line", E(SET("bagit.txt", "BagIt-Version: 1.0\n")), "!declaration-tag-encoding@bagit.txt:2" },
	{ "a third line", E(SET("bagit.txt", DECLARATION "\n")), "!declaration-more@bagit.txt:3" },
	{ "empty", E(SET("bagit.txt", "")), "!declaration-version@bagit.txt:1 !declaration-tag-encoding@bagit.txt:2" },
	{ "a later version", E(SET("bagit.txt", "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n")), "!version@bagit.txt:1" },
	{ "0.92", E(SET("bagit.txt", "BagIt-Version: 0.92\nTag-File-Character-Encoding: UTF-8\n")), "!version@bagit.txt:1" },
	{ "no such encoding", E(SET("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: Klingon\n")), "!encoding@bagit.txt:2" },

	/* payload and manifests */
	{ "changed", E(SET("manifest-sha256.txt", OTHER "  " A "\n{sha256 " B "}  " B "\n")), "!sum@manifest-sha256.txt:1" },
	{ "a file more", E(SET("data/c", "drie"), SET("bag-info.txt", "")), "!unlisted@manifest-sha256.txt !unlisted@manifest-sha512.txt" },
	{ "in one manifest only", E(SET("manifest-sha256.txt", "{sha256 " A "}  " A "\n")), "!unlisted@manifest-sha256.txt" },
	{ "a file less", E({ B, NULL, 0 }, SET("manifest-sha256.txt", "{sha256 " A "}  " A "\n" OTHER "  " B "\n"), NO_512,
	    SET("bag-info.txt", "Payload-Oxum: 4.1\n")), "!missing@manifest-sha256.txt:2" },
	{ "no data", E({ A, NULL, 0 }, { B, NULL, 0 }, SET("manifest-sha256.txt", ""), NO_512, SET("bag-info.txt", "")), "!no-data" },
	{ "no manifest", E({ "manifest-sha256.txt", NULL, 0 }, NO_512), "!no-manifest" },
	{ "empty manifest", E(SET("manifest-sha256.txt", ""), NO_512), "!unlisted@manifest-sha256.txt !unlisted@manifest-sha256.txt" },
	{ "twice", E(SET("manifest-sha256.txt", LIST "{sha256 " A "}  " A "\n")), "!listed-twice@manifest-sha256.txt:3" },
	{ "twice, differently", E(SET("manifest-sha256.txt", LIST OTHER "  " A "\n")),
	    "!listed-twice-differently@manifest-sha256.txt:3 !sum@manifest-sha256.txt:3" },
	{ "unknown algorithm", E(SET("manifest-crc32.txt", "0a0b0c0d  " A "\n0a0b0c0d  " B "\n"), { "tagmanifest-sha256.txt", NULL, 0 }),
	    "!algorithm@manifest-crc32.txt" },
	{ "sha384 and sha224", E(SET("manifest-sha384.txt", "{sha384 " A "}  " A "\n{sha384 " B "}  " B "\n"),
	    SET("manifest-sha224.txt", "{sha224 " A "}  " A "\n{sha224 " B "}  " B "\n"), { "tagmanifest-sha256.txt", NULL, 0 }), "" },
	{ "algorithm in capitals", E(SET("manifest-SHA-256.txt", LIST), { "manifest-sha256.txt", NULL, 0 }, NO_512), "!algorithm-name@manifest-SHA-256.txt" },
	{ "md5", E(SET("manifest-md5.txt", "{md5 " A "}  " A "\n{md5 " B "}  " B "\n"), { "manifest-sha256.txt", NULL, 0 }, NO_512),
	    "?algorithm-old@manifest-md5.txt" },
	{ "sha1", E(SET("manifest-sha1.txt", "{sha1 " A "}  " A "\n{sha1 " B "}  " B "\n"), { "manifest-sha256.txt", NULL, 0 }, NO_512),
	    "?algorithm-old@manifest-sha1.txt" },
	{ "no name", E(SET("manifest-sha256.txt", LIST "{sha256 " A "}\n")), "!line-form@manifest-sha256.txt:3" },
	{ "a short sum", E(SET("manifest-sha256.txt", LIST "abcdef  " A "\n")), "!line-sum@manifest-sha256.txt:3" },
	{ "no digits", E(SET("manifest-sha256.txt", LIST "# opmerking\n")), "!line-sum@manifest-sha256.txt:3" },
	{ "an empty line", E(SET("manifest-sha256.txt", LIST "\n")), "!line-empty@manifest-sha256.txt:3" },
	{ "a star", E(SET("manifest-sha256.txt", "{sha256 " A "} *" A "\n{sha256 " B "}  " B "\n")), "!line-star@manifest-sha256.txt:1" },
	{ "a dot", E(SET("manifest-sha256.txt", "{sha256 " A "}  ./" A "\n{sha256 " B "}  " B "\n")), "!line-dot@manifest-sha256.txt:1" },
	{ "up", E(SET("manifest-sha256.txt", LIST OTHER "  ../a\n" OTHER "  data/../../b\n" OTHER "  data/..\n" OTHER "  data\\..\\..\\b\n")),
	    "!path-up@manifest-sha256.txt:3 !path-up@manifest-sha256.txt:4 !path-up@manifest-sha256.txt:5 !path-up@manifest-sha256.txt:6" },
	{ "absolute", E(SET("manifest-sha256.txt", LIST OTHER "  /etc/passwd\n" OTHER "  \\etc\n")),
	    "!path-absolute@manifest-sha256.txt:3 !path-absolute@manifest-sha256.txt:4" },
	{ "home", E(SET("manifest-sha256.txt", LIST OTHER "  ~root/x\n")), "!path-home@manifest-sha256.txt:3" },
	{ "drive", E(SET("manifest-sha256.txt", LIST OTHER "  C:\\x\n" OTHER "  c:x\n")), "!path-drive@manifest-sha256.txt:3 !path-drive@manifest-sha256.txt:4" },
	{ "unc", E(SET("manifest-sha256.txt", LIST OTHER "  \\\\?\\C:\\x\n")), "!path-unc@manifest-sha256.txt:3" },
	{ "parts", E(SET("manifest-sha256.txt", LIST OTHER "  data//a.txt\n" OTHER "  data/./a.txt\n" OTHER "  data/map/\n")),
	    "!path-parts@manifest-sha256.txt:3 !path-parts@manifest-sha256.txt:4 !path-parts@manifest-sha256.txt:5" },
	{ "a folder", E(SET("manifest-sha256.txt", LIST OTHER "  data/map\n")), "!is-folder@manifest-sha256.txt:3" },
	{ "outside data", E(SET("manifest-sha256.txt", LIST "{sha256 bagit.txt}  bagit.txt\n")), "!outside-data@manifest-sha256.txt:3" },
	{ "other case", E(SET("manifest-sha256.txt", "{sha256 " A "}  data/A.txt\n{sha256 " B "}  " B "\n"), NO_512),
	    "!missing-alike@manifest-sha256.txt:1 !unlisted@manifest-sha256.txt" },
	{ "manifest with a bom", E(SET("manifest-sha256.txt", "\xef\xbb\xbf" LIST)), "!tag-bom@manifest-sha256.txt" },
	{ "manifest in latin1", E(SET("manifest-sha256.txt", LIST OTHER "  data/caf\xe9\n")),
	    "!tag-encoding@manifest-sha256.txt !missing@manifest-sha256.txt:3" },

	/* names */
	{ "percent", E(SET("data/100%\n\r.txt", "x"), SET("manifest-sha256.txt", LIST "{sha256 data/100%\n\r.txt}  data/100%25%0A%0d.txt\n"), NO_512,
	    SET("bag-info.txt", "")), "" },
	{ "nothing else is decoded", E(SET("data/a%20b.txt", "x"), SET("manifest-sha256.txt", LIST "{sha256 data/a%20b.txt}  data/a%20b.txt\n"), NO_512,
	    SET("bag-info.txt", "")), "?line-percent@manifest-sha256.txt:3" },
	{ "alike", E(SET("data/A.TXT", "x"), SET("manifest-sha256.txt", LIST "{sha256 data/A.TXT}  data/A.TXT\n"), NO_512, SET("bag-info.txt", "")),
	    "?names-alike@data/a.txt" },
	{ "alike in form", E(SET("data/caf\xc3\xa9", "x"), SET("data/cafe\xcc\x81", "y"), SET("manifest-sha256.txt", LIST
	    "{sha256 data/caf\xc3\xa9}  data/caf\xc3\xa9\n{sha256 data/cafe\xcc\x81}  data/cafe\xcc\x81\n"), NO_512, SET("bag-info.txt", "")),
	    "?names-alike@data/caf\xc3\xa9" },
	{ "other form", E(SET("data/caf\xc3\xa9", "x"), SET("manifest-sha256.txt", LIST "{sha256 data/caf\xc3\xa9}  data/cafe\xcc\x81\n"), NO_512,
	    SET("bag-info.txt", "")), "?normalised@manifest-sha256.txt:3" },
	{ "other form of one of several cases", E(SET("data/CAF\xc3\x89", "x"), SET("data/CAf\xc3\xa9", "y"), SET("data/caf\xc3\xa9", "z"),
	    SET("manifest-sha256.txt", LIST "{sha256 data/CAF\xc3\x89}  data/CAF\xc3\x89\n{sha256 data/CAf\xc3\xa9}  data/CAfe\xcc\x81\n"
	    "{sha256 data/caf\xc3\xa9}  data/caf\xc3\xa9\n"), NO_512, SET("bag-info.txt", "")),
	    "?names-alike@data/CAf\xc3\xa9 ?names-alike@data/caf\xc3\xa9 ?normalised@manifest-sha256.txt:4" },
	{ "both forms of one", E(SET("data/caf\xc3\xa9", "x"), SET("manifest-sha256.txt", LIST
	    "{sha256 data/caf\xc3\xa9}  data/caf\xc3\xa9\n{sha256 data/caf\xc3\xa9}  data/cafe\xcc\x81\n"), NO_512, SET("bag-info.txt", "")),
	    "?normalised@manifest-sha256.txt:4 !listed-twice@manifest-sha256.txt:4" },
	{ "a name of spaces", E(SET("data/ a  b", "x"), SET("manifest-sha256.txt", LIST "{sha256 data/ a  b}  data/ a  b\n"), NO_512,
	    SET("bag-info.txt", "")), "" },

	/* tag manifests */
	{ "tag changed", E(SET("tagmanifest-sha256.txt", OTHER "  bagit.txt\n{sha256 manifest-sha256.txt} manifest-sha256.txt\n"
	    "{sha256 manifest-sha512.txt} manifest-sha512.txt\n")), "!sum@tagmanifest-sha256.txt:1" },
	{ "tag missing", E(SET("tagmanifest-sha256.txt", OTHER "  meta/x.xml\n{sha256 manifest-sha256.txt} manifest-sha256.txt\n"
	    "{sha256 manifest-sha512.txt} manifest-sha512.txt\n")), "!missing@tagmanifest-sha256.txt:1" },
	{ "tag manifest lacks a manifest", E(SET("tagmanifest-sha256.txt", "{sha256 manifest-sha256.txt} manifest-sha256.txt\n")),
	    "!tag-lacks-manifest@tagmanifest-sha256.txt" },
	{ "tag manifest lists payload", E({ "tagmanifest-sha256.txt", NULL, 0 }, SET("tagmanifest-md5.txt", "00000000000000000000000000000000  " A "\n")),
	    "?algorithm-old@tagmanifest-md5.txt !tag-lists-payload@tagmanifest-md5.txt:1 !tag-lacks-manifest@tagmanifest-md5.txt "
	    "!tag-lacks-manifest@tagmanifest-md5.txt !sum@tagmanifest-md5.txt:1" },
	{ "tag manifest lists one", E(SET("tagmanifest-sha256.txt", "{sha256 manifest-sha256.txt} manifest-sha256.txt\n"
	    "{sha256 manifest-sha512.txt} manifest-sha512.txt\n" OTHER " tagmanifest-sha256.txt\n")),
	    "!tag-lists-tag-manifest@tagmanifest-sha256.txt:3 !sum@tagmanifest-sha256.txt:3" },

	/* bag-info.txt */
	{ "oxum wrong", E(SET("bag-info.txt", "Payload-Oxum: 9.3\n")), "!oxum-wrong@bag-info.txt:1" },
	{ "oxum bytes", E(SET("bag-info.txt", "payload-oxum: 8.2\n")), "!oxum-wrong@bag-info.txt:1" },
	{ "oxum twice", E(SET("bag-info.txt", "Payload-Oxum: 9.2\nPayload-Oxum: 9.2\n")), "!oxum-twice@bag-info.txt:2" },
	{ "oxum form", E(SET("bag-info.txt", "Payload-Oxum: 9\n")), "!oxum-form@bag-info.txt:1" },
	{ "no colon", E(SET("bag-info.txt", "Een regel\nA: b\n  vervolg\nC : d\nE:f\n: g\n")),
	    "!info-form@bag-info.txt:1 !info-form@bag-info.txt:4 !info-form@bag-info.txt:5 !info-form@bag-info.txt:6" },
	{ "dates", E(SET("bag-info.txt", "Bagging-Date: 31-01-2026\nBagging-Date: 2026-02-30\nBagging-Date: 2026-01-31\nBag-Count: 1 of ?\nBag-Count: 1\n")),
	    "?info-date@bag-info.txt:1 ?info-date@bag-info.txt:2 ?info-count@bag-info.txt:5" },

	/* fetch.txt */
	{ "not fetched", E({ B, NULL, 0 }, SET("manifest-sha256.txt", "{sha256 " A "}  " A "\n" OTHER "  " B "\n"), NO_512, SET("bag-info.txt", ""),
	    SET("fetch.txt", "https://x.example.nl/b - " B "\n")), "!not-fetched@manifest-sha256.txt:2" },
	{ "fetched", E(SET("fetch.txt", "https://x.example.nl/b 5 " B "\nhttps://x.example.nl/a 7 " A "\n")), "?fetch-length@fetch.txt:2" },
	{ "fetch of nothing", E(SET("fetch.txt", "https://x.example.nl/c 5 data/c\n")), "!fetch-unlisted@fetch.txt:1" },
	{ "fetch out", E(SET("fetch.txt", "https://x.example.nl/c 5 data/../../c\nhttps://x.example.nl/c 5 bagit.txt\nx 5 " A "\n"
	    "https://x.example.nl/c vijf " A "\nhttps://x.example.nl/c 5\n")),
	    "!path-up@fetch.txt:1 !fetch-outside-data@fetch.txt:2 !fetch-url@fetch.txt:3 !fetch-form@fetch.txt:4 !fetch-form@fetch.txt:5 ?fetch-length@fetch.txt:3" },

	/* before 1.0 */
	{ "0.97", E(SET("bagit.txt", V97("UTF-8"))), "" },
	{ "0.97: in one manifest", E(SET("bagit.txt", V97("UTF-8")), SET("manifest-sha256.txt", "{sha256 " A "}  " A "\n"),
	    SET("manifest-sha512.txt", "{sha512 " B "}  " B "\n")), "" },
	{ "0.97: in none", E(SET("bagit.txt", V97("UTF-8")), SET("data/c", "x"), SET("bag-info.txt", "")), "!unlisted-anywhere@data/c" },
	{ "0.97: md5sum", E(SET("bagit.txt", V97("UTF-8")), SET("manifest-sha256.txt", "{sha256 " A "} *./" A "\n\n{sha256 " B "}  " B "\n")),
	    "?line-star@manifest-sha256.txt:1 ?line-dot@manifest-sha256.txt:1 ?line-empty@manifest-sha256.txt:2" },
	{ "0.97: twice", E(SET("bagit.txt", V97("UTF-8")), SET("manifest-sha256.txt", LIST "{sha256 " A "}  " A "\n")), "?listed-twice@manifest-sha256.txt:3" },
	{ "0.97: twice, differently", E(SET("bagit.txt", V97("UTF-8")), SET("manifest-sha256.txt", LIST OTHER "  " A "\n")),
	    "!listed-twice-differently@manifest-sha256.txt:3 !sum@manifest-sha256.txt:3" },
	{ "0.97: up", E(SET("bagit.txt", V97("UTF-8")), SET("manifest-sha256.txt", LIST OTHER "  ../x\n")), "!path-up@manifest-sha256.txt:3" },
	{ "0.97: info", E(SET("bagit.txt", V97("UTF-8")), SET("bag-info.txt", "Payload-Oxum : 9.2\nPayload-Oxum:9.2\n")),
	    "?info-form@bag-info.txt:1 ?info-form@bag-info.txt:2 ?oxum-twice@bag-info.txt:2" },
	{ "0.97: a percent sign for itself", E(SET("bagit.txt", V97("UTF-8")), SET("data/a%0Ab", "x"), SET("bag-info.txt", ""),
	    SET("manifest-sha256.txt", LIST "{sha256 data/a%0Ab}  data/a%0Ab\n")), "" },
	{ "0.95: package-info.txt", E(SET("bagit.txt", "BagIt-Version: 0.95\nTag-File-Character-Encoding: UTF-8\n"),
	    SET("package-info.txt", "Payload-Oxum: 9.3\n"), SET("bag-info.txt", "wat dan ook\n")), "!oxum-wrong@package-info.txt:1" },
	{ "0.93", E(SET("bagit.txt", "BagIt-Version: 0.93\nTag-File-Character-Encoding: UTF-8\n")), "" },
	{ "latin1", E(SET("bagit.txt", V97("ISO-8859-1")), SET("data/caf\xc3\xa9", "x"), SET("bag-info.txt", ""),
	    SET("manifest-sha256.txt", LIST "{sha256 data/caf\xc3\xa9}  data/caf\xe9\n")), "" },
};

static void
rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (int form = FOLDER; form < FORMS; form++) {
			struct mark mark = arena_mark(r.mem);
			AUTO_JSON j = NULL;
			struct str got;

			/* libarchive composes the letters of names that say they are UTF-8: the two forms are one there. */
			if (form != FOLDER && strstr(cases[i].name, "form") != NULL)
				continue;
			make(cases[i].edits);
			/* Who lists a folder names its folders too. */
			files[nfiles++] = (struct file){ S("data/map"), S(""), 'd' };
			if (edit_of(cases[i].edits, A) != NULL && edit_of(cases[i].edits, B) != NULL)
				nfiles--;
			packed = STR_NONE;
			if (form != FOLDER)
				pack((enum form)form, "bag/");
			j = inspect();
			got = said(j);
			if (!str_eq(got, str_of(cases[i].want)))
				fail_msg("%s, %s: %.*s\nnot %s", cases[i].name, form_names[form], STRF(got), cases[i].want);
			arena_rewind(r.mem, mark);
		}
	}
}

static void
expect(const char *name, const char *want)
{
	AUTO_JSON j = inspect();
	struct str got = said(j);

	if (!str_eq(got, str_of(want)))
		fail_msg("%s: %.*s\nnot %s", name, STRF(got), want);
}

static const struct edit none[] = { { NULL, NULL, 0 } };

/* What is in it. */
static void
contents(void **state)
{
	AUTO_JSON j = NULL;

	(void)state;
	make(none);
	pack(ZIP, "leiden-1/");
	j = inspect();
	assert_true(str_eq(json_str(j, "identifier"), S("urn:x:1")));
	assert_true(str_eq(json_str(j, "version"), S("1.0")));
	assert_true(str_eq(json_str(j, "folder"), S("leiden-1")));
	assert_int_equal(json_num(j, "files", -1), 2);
	assert_int_equal(json_num(j, "bytes", -1), 9);
	assert_int_equal(json_array_size(json_list(j, "algorithms")), 2);
}

/* UTF-16, as 0.97 allows: with a mark and without, and half of a pair. */
static void
wide(void **state)
{
	static const struct { const char *name, *encoding; bool little, mark; const char *want; } t[] = {
		{ "little", "UTF-16LE", true, false, "" }, { "big", "UTF-16BE", false, false, "" },
		{ "marked little", "UTF-16", true, true, "" }, { "marked big", "UTF-16", false, true, "" },
		{ "unmarked", "UTF-16", false, false, "" },
		{ "wrong way round", "UTF-16BE", true, false, "!line-form@manifest-sha256.txt:1 ?last-line@manifest-sha256.txt:1 "
		    "!unlisted-anywhere@data/a.txt !unlisted-anywhere@data/map/b.txt" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct edit edits[] = { { "bagit.txt", str_c(r.mem, str_fmt(r.mem, "BagIt-Version: 0.97\nTag-File-Character-Encoding: %s\n",
		    t[i].encoding)), 0 }, { "bag-info.txt", NULL, 0 }, NO_512, { NULL, NULL, 0 } };
		struct file *f;
		struct buf b;

		make(edits);
		f = file_at(S("manifest-sha256.txt"));
		buf_init(&b, r.mem, 4096);
		for (size_t k = t[i].mark ? 0 : 1; k <= f->bytes.n; k++) {
			unsigned c = k == 0 ? 0xfeff : (unsigned char)f->bytes.p[k - 1];

			buf_addc(&b, (char)(t[i].little ? c & 0xff : c >> 8));
			buf_addc(&b, (char)(t[i].little ? c >> 8 : c & 0xff));
		}
		f->bytes = buf_str(&b);
		expect(t[i].name, t[i].want);
	}
	/* Broken: an odd byte, half a pair. */
	for (size_t i = 0; i < 3; i++) {
		static const struct edit edits[] = { { "bagit.txt", V97("UTF-16BE"), 0 }, { "bag-info.txt", NULL, 0 }, NO_512,
			{ "fetch.txt", "", 0 }, { NULL, NULL, 0 } };
		static const struct str bad[] = { { "\0x\0", 3 }, { "\xd8\0\0x", 4 }, { "\xdc\0", 2 } };

		make(edits);
		file_at(S("manifest-sha256.txt"))->bytes = bad[i];
		expect("broken", "!tag-encoding@manifest-sha256.txt !unlisted-anywhere@data/a.txt !unlisted-anywhere@data/map/b.txt");
	}
}

/* --- archives and folders that are odd themselves ------------------------------------------------- */

static void
tops(void **state)
{
	(void)state;
	make(none);
	pack(TAR, "");
	expect("no top folder", "!no-top-folder");
	pack(TAR, "./bag/");
	expect("a dot before it", "");
	files[nfiles++] = (struct file){ S("../los.txt"), S("x"), 'f' };
	pack(TAR, "");
	expect("out of it", "!entry-path@../los.txt !no-top-folder");
	nfiles--;
	for (size_t i = 0; i < nfiles; i++)
		files[i].path = str_fmt(r.mem, "bag/%.*s", STRF(files[i].path));
	files[nfiles++] = (struct file){ S("__MACOSX/x"), S("x"), 'f' };
	pack(ZIP, "");
	expect("a second top folder", "!second-top-folder@__MACOSX/x");
	files[nfiles - 1] = (struct file){ S("/etc/x"), S("x"), 'f' };
	pack(TAR, "");
	expect("absolute", "!entry-path@/etc/x");
	files[nfiles - 1] = (struct file){ S("bag/data/a.txt"), S("een\n"), 'f' };
	pack(TAR, "");
	expect("twice", "!entry-twice@data/a.txt");
	files[nfiles - 1] = (struct file){ S("bag/data/link"), S(""), 'x' };
	pack(TAR, "");
	expect("a link", "!not-plain@data/link");
	nfiles = 1;
	files[0] = (struct file){ S("bag/x"), S("x"), 'f' };
	pack(TAR, "");
	expect("no bag", "!no-declaration !no-manifest !no-data");
}

/* What cannot be read is not called valid. */
static void
unreadable(void **state)
{
	struct str whole;

	(void)state;
	make(none);
	for (int form = ZIP; form < FORMS; form++) {
		pack((enum form)form, "bag/");
		whole = packed;
		for (size_t cut = 1; cut < 6; cut++) {
			AUTO_JSON j = NULL;

			packed.n = whole.n * cut / 6;
			j = inspect();
			(void)said(j);
			if (json_flag(j, "valid"))
				fail_msg("%s, cut at %zu of %zu: valid", form_names[form], packed.n, whole.n);
		}
	}
	packed = S("dit is geen archief");
	expect("text", "#unreadable");
	packed = S("");
	expect("empty", "#unreadable");
	packed = STR_NONE;
	refused = 2;		/* data/map/b.txt */
	expect("a file that cannot be opened", "#unreadable@data/map/b.txt");
	refused = 5;		/* a manifest */
	expect("a manifest that cannot be opened", "#unreadable@manifest-sha256.txt !unlisted@manifest-sha256.txt "
	    "!unlisted@manifest-sha256.txt #unreadable@manifest-sha256.txt");
}

/* A changed byte anywhere in an archive: never a crash, and valid only where that byte says nothing. */
static void
bytes_changed(void **state)
{
	(void)state;
	make(none);
	for (int form = ZIP; form < FORMS; form++) {
		size_t step;

		pack((enum form)form, "bag/");
		step = packed.n / 300 + 1;
		for (size_t i = 0; i < packed.n; i += step) {
			struct mark mark = arena_mark(r.mem);
			char *p = (char *)(uintptr_t)packed.p, was = p[i];
			AUTO_JSON j = NULL;

			p[i] = (char)(was ^ 0x55);
			j = inspect();
			(void)said(j);
			if (json_flag(j, "valid"))
				assert_true(json_num(j, "files", 0) == 2 && json_num(j, "bytes", 0) == 9);
			p[i] = was;
			arena_rewind(r.mem, mark);
		}
	}
}

/* More than a thousand faults are counted, not told. */
static void
many(void **state)
{
	struct buf b;

	(void)state;
	make(none);
	buf_init(&b, r.mem, 1 << 20);
	for (int i = 0; i < 1500; i++)
		buf_addf(&b, "geen regel %d\n", i);
	file_at(S("manifest-sha512.txt"))->bytes = buf_str(&b);
	{
		AUTO_JSON j = inspect();

		assert_false(json_flag(j, "valid"));
		assert_int_equal(json_array_size(json_list(j, "faults")), 1000);
		assert_true(json_num(j, "unsaid", 0) > 500);
	}
}

int
main(void)
{
#define T(name)	cmocka_unit_test_setup_teardown(name, begin, end)
	static const struct CMUnitTest tests[] = {
		T(rules), T(contents), T(wide), T(tops), T(unreadable), T(bytes_changed), T(many),
	};

	/* As a worker does: libarchive gives names by the locale. */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
