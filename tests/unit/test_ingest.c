/* SPDX-License-Identifier: EUPL-1.2 */
/* test_ingest.c - taking a dossier in: everything seen, nothing followed, nothing changed. */
#include "scratch.h"

#include <linux/capability.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include "base/utf8.h"
#include "ingest/ingest.h"
#include "ingest/junk.h"
#include "store/vault.h"

/* While a file is taken in, at the moment that the vault makes room for it, this file grows. */
static const char *grows;

int	 test_openat(int, const char *, int, mode_t) __asm__("openat64");

int
test_openat(int dir, const char *path, int flags, mode_t mode)
{
	if (grows != NULL && (flags & O_TMPFILE) == O_TMPFILE) {
		long fd = syscall(SYS_open, grows, O_WRONLY | O_APPEND, 0);

		grows = NULL;
		if (fd < 0 || write((int)fd, "meer", 4) != 4 || close((int)fd) != 0)
			abort();
	}
	return (int)syscall(SYS_openat, dir, path, flags, mode);
}

static struct vault *vault;
static struct settings settings;

static int
setup(void **state)
{
	if (scratch_open(state) != 0 || vault_open(in("kluis"), false, &vault, &err) != 0)
		return -1;
	settings_default(&settings);
	return 0;
}

static int
teardown(void **state)
{
	vault_close(vault);
	return scratch_close(state);
}

static int
ingest(const char *path, time_t started, struct dossier *d)
{
	static struct organisation org = { .key = S("leiden") };
	struct place place = { .org = &org, .path = str_of(path), .key = path_base(str_of(path)) };

	*d = (struct dossier){ .org = &org, .key = place.key, .mem = mem, .findings = { .mem = mem } };
	return ingest_dossier(&place, &settings, started, vault, d, &err);
}

static struct dossier
take(const char *path)
{
	struct dossier d;

	assert_ok(ingest(path, time(NULL) + 1000000, &d));
	return d;
}

/* "path role CODE CODE" for each document, then "- CODE" for each finding about the dossier. */
static const char *
told(const struct dossier *d)
{
	struct buf b;

	buf_init(&b, mem, MIB(1));
	for (int i = 0; i < (int)d->ndocs; i++) {
		bool has = (d->docs[i].have_set & A_BIT(A_ORIGINAL)) != 0;

		buf_addf(&b, "%.*s%s", STRF(utf8_show(mem, d->docs[i].path)), has ? "" : " -");
		if (d->docs[i].role != ROLE_UNKNOWN)
			buf_addf(&b, " %s", role_name(d->docs[i].role));
		for (size_t k = 0; k < d->findings.n; k++) {
			if (d->findings.v[k].doc == i)
				buf_addf(&b, " %s", finding_tag(d->findings.v[k].code));
		}
		buf_addc(&b, '\n');
	}
	for (size_t k = 0; k < d->findings.n; k++) {
		if (d->findings.v[k].doc == DOC_NONE)
			buf_addf(&b, "- %s\n", finding_tag(d->findings.v[k].code));
	}
	return str_c(mem, buf_str(&b));
}

static struct str
text_of(const struct dossier *d, size_t i)
{
	struct str s;
	int fd;

	assert_ok(vault_get(vault, &d->docs[i].have[A_ORIGINAL], &fd, &err));
	assert_ok(fd_read_all(fd, MIB(1), mem, &s, &err));
	assert_int_equal(close(fd), 0);
	return s;
}

static void
tree(void **state)
{
	struct dossier d;

	(void)state;
	(void)put("boom/b.pdf", S("twee"));
	(void)put("boom/a/z/diep.txt", S("diep"));
	(void)put("boom/a.pdf", S("een"));
	(void)put("boom/a b.pdf", S(""));
	(void)put("boom/\xc3\xa9.txt", S("acc"));
	(void)make_folder("boom/leeg/ook leeg");
	d = take(in("boom"));
	/* Byte order of the whole path: ' ' before '.' before '/'. */
	assert_string_equal(told(&d), "a b.pdf\na.pdf\na/z/diep.txt\nb.pdf\n\xc3\xa9.txt\n");
	assert_str(text_of(&d, 1), "een");
	assert_str(text_of(&d, 2), "diep");
	assert_int_equal(d.docs[0].have[A_ORIGINAL].size, 0);
	assert_int_equal(d.docs[1].have[A_ORIGINAL].size, 3);
}

static void
single(void **state)
{
	struct dossier d = take(put("los/brief.pdf", S("los")));
	char here[4096];

	(void)state;
	assert_non_null(getcwd(here, sizeof here));
	assert_string_equal(told(&d), "brief.pdf\n");
	assert_str(text_of(&d, 0), "los");
	/* Named without a folder. */
	assert_int_equal(chdir(in("los")), 0);
	d = take("brief.pdf");
	assert_string_equal(told(&d), "brief.pdf\n");
	assert_int_equal(chdir(here), 0);
	d = take(put("los/~$brief.docx", S("x")));
	assert_string_equal(told(&d), "~$brief.docx - junk ING-201\n");
	/* Gone since it was listed: another time. */
	d = take(in("los/nergens.pdf"));
	assert_string_equal(told(&d), "- ING-401\n");
	d = take(in("nergens/nergens.pdf"));
	assert_string_equal(told(&d), "- ING-503\n");
}

static void
empty(void **state)
{
	struct dossier d = take(make_folder("niets"));

	(void)state;
	assert_string_equal(told(&d), "");
	assert_int_equal(d.ndocs, 0);
}

static void
junk(void **state)
{
	static const struct { const char *name; bool junk; } cases[] = {
		{ ".DS_Store", true }, { ".ds_store", true }, { "Thumbs.db", true }, { "thumbs.DB", true },
		{ "ehthumbs.db", true }, { "desktop.ini", true }, { "__MACOSX", true }, { "._brief.pdf", true },
		{ "~$brief.docx", true }, { ".~lock.brief.odt#", true }, { "x.lnk", true }, { "x.url", true },
		{ "x.tmp", true }, { "x.crdownload", true }, { "x.part", true }, { "brief.odt~", true },
		{ ".Trashes", true }, { "$RECYCLE.BIN", true }, { "System Volume Information", true },
		{ "DS_Store", false }, { "Thumbs.db.pdf", false }, { "brief.pdf", false }, { "~brief.pdf", false },
		{ "$brief.pdf", false }, { "part", false }, { "tmp", false }, { "x.tmp.pdf", false }, { "", false },
		{ ".", false }, { "macosx", false }, { "__MACOSX2", false }, { "woo-verzoek.urls", false },
		{ "dossier.yaml", false },
	};
	struct dossier d;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		if ((junk_reason(str_of(cases[i].name)) != NULL) != cases[i].junk)
			fail_msg("%s", cases[i].name);
	}
	(void)put("rommel/.DS_Store", S("x"));
	(void)put("rommel/Thumbs.db", S("x"));
	(void)put("rommel/~$x.docx", S("x"));
	(void)put("rommel/__MACOSX/sub/._brief.pdf", S("x"));
	(void)put("rommel/__MACOSX/echt.pdf", S("x"));
	(void)put("rommel/brief.pdf", S("x"));
	d = take(in("rommel"));
	/* Each is named, none is taken; what lies in a junk folder is junk. */
	assert_string_equal(told(&d), ".DS_Store - junk ING-201\nThumbs.db - junk ING-201\n"
	    "__MACOSX/echt.pdf - junk ING-201\n__MACOSX/sub/._brief.pdf - junk ING-201\nbrief.pdf\n"
	    "~$x.docx - junk ING-201\n");
}

/* What is no plain file is named and neither read nor followed. */
static void
not_files(void **state)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int sock = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct dossier d;
	char here[4096];

	(void)state;
	(void)put("buiten/geheim.pdf", S("geheim"));
	(void)put("vreemd/brief.pdf", S("x"));
	assert_int_equal(symlink(in("buiten/geheim.pdf"), in("vreemd/link.pdf")), 0);
	assert_int_equal(symlink("brief.pdf", in("vreemd/intern.pdf")), 0);
	assert_int_equal(symlink(in("buiten"), in("vreemd/map")), 0);
	assert_int_equal(symlink("nergens", in("vreemd/los.pdf")), 0);
	assert_int_equal(symlink(".", in("vreemd/kring")), 0);
	assert_int_equal(mkfifo(in("vreemd/pijp.pdf"), 0600), 0);
	assert_non_null(getcwd(here, sizeof here));
	assert_int_equal(chdir(in("vreemd")), 0);
	memcpy(sun.sun_path, "sok.pdf", 8);
	assert_int_equal(bind(sock, (struct sockaddr *)&sun, sizeof sun), 0);
	assert_int_equal(chdir(here), 0);
	d = take(in("vreemd"));
	assert_string_equal(told(&d), "brief.pdf\nintern.pdf - ING-502\nkring - ING-502\nlink.pdf - ING-502\n"
	    "los.pdf - ING-502\nmap - ING-502\npijp.pdf - ING-502\nsok.pdf - ING-502\n");
	for (size_t i = 0; i < d.findings.n; i++) {
		static const char *const kinds[] = { "", "verwijzing", "verwijzing", "verwijzing", "verwijzing", "verwijzing",
			"pijp", "socket" };
		const struct finding *f = &d.findings.v[i];

		assert_true(str_starts(f->arg[0], str_of(kinds[f->doc])));
	}
	assert_int_equal(close(sock), 0);
	/* A dossier that is itself a link. */
	assert_int_equal(symlink(in("buiten"), in("gelinkt")), 0);
	assert_int_equal(symlink(in("buiten/geheim.pdf"), in("gelinkt.pdf")), 0);
	d = take(in("gelinkt"));
	assert_string_equal(told(&d), "gelinkt - ING-502\n");
	d = take(in("gelinkt.pdf"));
	assert_string_equal(told(&d), "gelinkt.pdf - ING-502\n");
	d = take(in("vreemd/pijp.pdf"));
	assert_string_equal(told(&d), "pijp.pdf - ING-502\n");
}

static void
device(void **state)
{
	struct dossier d;

	(void)state;
	(void)make_folder("apparaat");
	if (mknod(in("apparaat/nul.pdf"), S_IFCHR | 0600, makedev(1, 3)) != 0) {
		print_message("no right to make a device\n");
		skip();
	}
	d = take(in("apparaat"));
	assert_string_equal(told(&d), "nul.pdf - ING-505 ING-502\n");
}

/* Root reads everything; without two of its powers it is as any other user. */
static void
drop_powers(void)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct caps[2] = { { 0 } };

	if (syscall(SYS_capget, &head, caps) != 0)
		_exit(90);
	caps[0].effective &= ~(1u << CAP_DAC_OVERRIDE | 1u << CAP_DAC_READ_SEARCH);
	if (syscall(SYS_capset, &head, caps) != 0)
		_exit(91);
}

static void
unreadable(void **state)
{
	pid_t pid;
	int status;

	(void)state;
	(void)put("dicht/a.pdf", S("x"));
	(void)put("dicht/gesloten/b.pdf", S("x"));
	(void)put("dicht/halfopen/c.pdf", S("x"));
	(void)put("dicht/z.pdf", S("x"));
	assert_int_equal(chmod(in("dicht/a.pdf"), 0), 0);
	assert_int_equal(chmod(in("dicht/gesloten"), 0), 0);
	assert_int_equal(chmod(in("dicht/halfopen"), 0400), 0);		/* may be listed, not entered */
	pid = fork();
	if (pid == 0) {
		struct dossier d;

		drop_powers();
		if (ingest(in("dicht"), time(NULL) + 1000000, &d) != 0)
			_exit(1);
		_exit(strcmp(told(&d), "a.pdf - ING-503\ngesloten - ING-503\nhalfopen/c.pdf - ING-503\nz.pdf\n") == 0 ? 0 : 2);
	}
	status = wait_for(pid);
	/* And the whole dossier. */
	assert_int_equal(chmod(in("dicht"), 0), 0);
	pid = fork();
	if (pid == 0) {
		struct dossier d;

		drop_powers();
		if (ingest(in("dicht"), time(NULL) + 1000000, &d) != 0)
			_exit(3);
		_exit(strcmp(told(&d), "- ING-503\n") == 0 ? 0 : 4);
	}
	assert_int_equal(status, 0);
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(chmod(in("dicht"), 0700), 0);
	assert_int_equal(chmod(in("dicht/gesloten"), 0700), 0);
	assert_int_equal(chmod(in("dicht/halfopen"), 0700), 0);
}

static void
too_big(void **state)
{
	struct dossier d;

	(void)state;
	settings.file_most = 1000;
	(void)put("groot/precies.pdf", (struct str){ arena_alloc(mem, 1000, 1), 1000 });
	(void)put("groot/te groot.pdf", (struct str){ arena_alloc(mem, 1001, 1), 1001 });
	(void)put("groot/veel te groot.pdf", (struct str){ arena_alloc(mem, MIB(1), 1), MIB(1) });
	d = take(in("groot"));
	settings_default(&settings);
	assert_string_equal(told(&d), "precies.pdf\nte groot.pdf - ING-504\nveel te groot.pdf - ING-504\n");
	/* Sparse: as big as it says, though it takes no room. */
	assert_int_equal(truncate(put("schijn/x.pdf", S("")), (off_t)(settings.file_most + 1)), 0);
	settings.file_most = MIB(1);
	d = take(in("schijn"));
	settings_default(&settings);
	assert_string_equal(told(&d), "x.pdf - ING-504\n");
}

static void
odd_names(void **state)
{
	static const struct { const char *name; bool odd; } cases[] = {
		{ "gewoon.pdf", false }, { "Één €uro – ‘q’ (2).pdf", false }, { "𝄞.pdf", false },
		{ "regel\neen.pdf", true }, { "tab\t.pdf", true }, { "esc\x1b[31m.pdf", true }, { "del\x7f.pdf", true },
		{ "c1\xc2\x85.pdf", true }, { "bidi\xe2\x80\xae""fdp.exe", true }, { "isol\xe2\x81\xa6.pdf", true },
		{ "lrm\xe2\x80\x8e.pdf", true }, { "alm\xd8\x9c.pdf", true }, { "nul\xe2\x80\x8b.pdf", true },
		{ "bom\xef\xbb\xbf.pdf", true }, { "zacht\xc2\xad.pdf", true }, { "ls\xe2\x80\xa8.pdf", true },
		{ "latin\xe9.pdf", true }, { "half\xc3", true }, { "surr\xed\xa0\x80.pdf", true },
		{ ".verborgen.pdf", true }, { "..twee", true }, { "-rf.pdf", true }, { "eind ", true }, { "eind.", true },
		{ " begin.pdf", false }, { "CON", true }, { "con.pdf", true }, { "NUL.tar.gz", true }, { "Com1.txt", true },
		{ "lpt9", true }, { "com0.pdf", false }, { "com10.pdf", false }, { "console.pdf", false }, { "auxiliair.pdf", false },
		{ "...", true }, { "~", false }, { "a", false },
	};
	char longest[256];
	struct dossier d;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		bool odd = false, seen = false;

		d = take(put(str_c(mem, str_fmt(mem, "naam%zu/%s", i, cases[i].name)), S("x")));
		for (size_t k = 0; k < d.findings.n; k++)
			odd |= d.findings.v[k].code == F_ING_NAME_ODD && d.findings.v[k].doc == 0;
		/* The document is taken all the same: a person decides. */
		seen = d.ndocs == 1 && (d.docs[0].have_set & A_BIT(A_ORIGINAL)) != 0;
		if (odd != cases[i].odd || (!seen && d.docs[0].role != ROLE_JUNK))
			fail_msg("%s: %s", cases[i].name, told(&d));
	}
	for (size_t n = 199; n <= 255; n = n == 199 ? 200 : n == 200 ? 201 : n + 54) {
		memset(longest, 'x', n);
		longest[n] = '\0';
		d = take(put(str_c(mem, str_fmt(mem, "lang%zu/%s", n, longest)), S("x")));
		assert_int_equal(d.findings.n, n > 200);
	}
}

/* The name of a folder counts for all that lies in it. */
static void
odd_folders(void **state)
{
	struct dossier d;

	(void)state;
	(void)put("mappen/.verborgen/diep/a.pdf", S("x"));
	(void)put("mappen/bidi\xe2\x80\xae/b.pdf", S("x"));
	(void)put("mappen/gewoon/c.pdf", S("x"));
	(void)put("mappen/gewoon/-d.pdf", S("x"));
	(void)put("mappen/.git/__MACOSX/e.pdf", S("x"));
	d = take(in("mappen"));
	assert_string_equal(told(&d), ".git/__MACOSX/e.pdf - junk ING-201\n.verborgen/diep/a.pdf ING-505\n"
	    "bidi\\xe2\\x80\\xae/b.pdf ING-505\ngewoon/-d.pdf ING-505\ngewoon/c.pdf\n");
}

static void
deep(void **state)
{
	struct str path = S("diep");
	struct dossier d;

	(void)state;
	for (int i = 1; i <= 32; i++)
		path = str_fmt(mem, "%.*s/m", STRF(path));
	(void)put(str_c(mem, str_fmt(mem, "%.*s/net.pdf", STRF(path))), S("x"));
	(void)put(str_c(mem, str_fmt(mem, "%.*s/m/te diep.pdf", STRF(path))), S("x"));
	d = take(in("diep"));
	assert_int_equal(d.ndocs, 2);
	assert_int_equal(d.docs[0].path.n, 32 * 2 + 1);		/* the folder that was not entered */
	assert_int_equal(d.docs[0].have_set, 0);
	assert_int_equal(d.docs[1].have_set, A_BIT(A_ORIGINAL));
	assert_int_equal(d.findings.n, 1);
	assert_int_equal(d.findings.v[0].code, F_ING_TOO_MANY);
	assert_int_equal(d.findings.v[0].doc, 0);
}

/* A path that is longer than the system takes at once: a finding, and no end of the run. */
static void
long_path(void **state)
{
	char name[251];
	int fd[25];
	struct dossier d;
	bool found = false;

	(void)state;
	memset(name, 'm', 250);
	name[250] = '\0';
	fd[0] = open(make_folder("lang"), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (int i = 1; i < 25; i++) {
		assert_int_equal(mkdirat(fd[i - 1], name, 0700), 0);
		fd[i] = openat(fd[i - 1], name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		assert_true(fd[i] >= 0);
	}
	assert_ok(ingest(in("lang"), time(NULL) + 1000000, &d));
	for (int i = 24; i > 0; i--) {
		assert_int_equal(close(fd[i]), 0);
		assert_int_equal(unlinkat(fd[i - 1], name, AT_REMOVEDIR), 0);
	}
	assert_int_equal(close(fd[0]), 0);
	for (size_t i = 0; i < d.findings.n; i++)
		found |= d.findings.v[i].code == F_ING_UNREADABLE && d.findings.v[i].doc == 0;
	assert_true(found);
	assert_int_equal(verdict(&d.findings), V_HOLD);
}

static void
moving(void **state)
{
	struct dossier d;

	(void)state;
	(void)put("beweegt/a.pdf", S("begin"));
	(void)put("beweegt/b.pdf", S("stil"));
	grows = in("beweegt/a.pdf");
	d = take(in("beweegt"));
	assert_null(grows);
	assert_string_equal(told(&d), "a.pdf - ING-401\nb.pdf\n");
	assert_int_equal(verdict(&d.findings), V_LATER);
	d = take(in("beweegt"));
	assert_string_equal(told(&d), "a.pdf\nb.pdf\n");
	assert_str(text_of(&d, 0), "beginmeer");
}

static void
settles(void **state)
{
	const char *path = put("rust/a.pdf", S("x"));
	struct timespec t[2] = { { 0 } };
	struct dossier d;
	struct stat st;
	time_t now;

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	now = st.st_ctim.tv_sec;
	settings.settle_s = 60;
	for (int age = 0; age <= 120; age += age == 59 || age == 60 ? 1 : 59) {
		t[0].tv_sec = t[1].tv_sec = 1000000000;		/* an old time of writing does not help */
		assert_int_equal(utimensat(AT_FDCWD, path, t, 0), 0);
		assert_int_equal(stat(path, &st), 0);
		now = st.st_ctim.tv_sec;
		assert_ok(ingest(path, now + age, &d));
		if ((verdict(&d.findings) == V_LATER) != (age < 60))
			fail_msg("age %d: %s", age, told(&d));
		if (age < 60)
			assert_str(d.findings.v[0].arg[0], "60");
	}
	/* A time of writing between the change and now counts; one that lies ahead would never settle. */
	t[0].tv_sec = t[1].tv_sec = now + 1000;
	assert_int_equal(utimensat(AT_FDCWD, path, t, 0), 0);
	assert_ok(ingest(path, now + 1010, &d));
	assert_string_equal(told(&d), "a.pdf ING-401\n");
	assert_ok(ingest(path, now + 900, &d));
	assert_string_equal(told(&d), "a.pdf\n");
	/* The folder too: what was just moved into it is not all yet. */
	assert_ok(ingest(in("rust"), now + 30, &d));
	assert_string_equal(told(&d), "a.pdf ING-401\n- ING-401\n");
	settings.settle_s = 0;
	assert_ok(ingest(in("rust"), now, &d));
	assert_string_equal(told(&d), "a.pdf\n");
	settings_default(&settings);
}

/* Not a byte, name, mode or time of the input is another afterwards. */
static void
unchanged(void **state)
{
	static const char *const names[] = { "blijft", "blijft/a.pdf", "blijft/sub", "blijft/sub/.DS_Store", "blijft/sub/b.txt" };
	struct stat before[COUNT(names)], after;
	struct str s;

	(void)state;
	(void)put("blijft/a.pdf", S("een"));
	(void)put("blijft/sub/.DS_Store", S("x"));
	(void)put("blijft/sub/b.txt", S("twee"));
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(lstat(in(names[i]), &before[i]), 0);
	(void)take(in("blijft"));
	assert_int_equal(count_files(in("blijft")), 3);
	for (size_t i = 0; i < COUNT(names); i++) {
		assert_int_equal(lstat(in(names[i]), &after), 0);
		assert_int_equal(after.st_ino, before[i].st_ino);
		assert_int_equal(after.st_mode, before[i].st_mode);
		assert_int_equal(after.st_size, before[i].st_size);
		assert_int_equal(after.st_nlink, before[i].st_nlink);
		assert_memory_equal(&after.st_mtim, &before[i].st_mtim, sizeof after.st_mtim);
		assert_memory_equal(&after.st_ctim, &before[i].st_ctim, sizeof after.st_ctim);
	}
	assert_ok(file_read(in("blijft/sub/b.txt"), 10, mem, &s, &err));
	assert_str(s, "twee");
}

static void
digests(void **state)
{
	struct dossier d;
	struct digest first, now;

	(void)state;
	(void)put("som/a.pdf", S("een"));
	(void)put("som/sub/b.pdf", S("twee"));
	d = take(in("som"));
	first = ingest_digest(&d);
	assert_int_equal(utimensat(AT_FDCWD, in("som/a.pdf"), NULL, 0), 0);
	assert_int_equal(chmod(in("som/a.pdf"), 0644), 0);
	(void)put("som/Thumbs.db", S("x"));		/* who looks in changes nothing */
	(void)make_folder("som/leeg");
	d = take(in("som"));
	now = ingest_digest(&d);
	assert_true(digest_eq(first, now));
	/* The same bytes elsewhere. */
	assert_int_equal(rename(in("som"), in("som2")), 0);
	d = take(in("som2"));
	now = ingest_digest(&d);
	assert_true(digest_eq(first, now));
	static const struct { const char *name, *bytes; } changes[] = {
		{ "som2/a.pdf", "Een" }, { "som2/c.pdf", "" }, { "som2/dossier.yaml", "vrijgave: ja\n" }, { "som2/a.pdf", "een" },
	};
	struct digest seen[COUNT(changes) + 2] = { first };
	size_t n = 1;

	for (size_t i = 0; i < COUNT(changes); i++) {
		(void)put(changes[i].name, str_of(changes[i].bytes));
		d = take(in("som2"));
		seen[n++] = ingest_digest(&d);
	}
	assert_int_equal(rename(in("som2/sub/b.pdf"), in("som2/sub.b.pdf")), 0);
	d = take(in("som2"));
	seen[n++] = ingest_digest(&d);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < i; k++) {
			if (digest_eq(seen[i], seen[k]))
				fail_msg("%zu is %zu", i, k);
		}
	}
}

static void
no_vault(void **state)
{
	struct vault *good = vault;
	struct dossier d;

	(void)state;
	(void)put("stuk/a.pdf", S("een"));
	assert_ok(vault_open(in("kapot"), false, &vault, &err));
	path_remove_tree(in("kapot"));
	assert_err(E_IO, ingest(in("stuk"), time(NULL) + 1000000, &d));
	assert_non_null(strstr(err.msg, "stuk"));
	vault_close(vault);
	vault = good;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree), cmocka_unit_test(single), cmocka_unit_test(empty), cmocka_unit_test(junk),
		cmocka_unit_test(not_files), cmocka_unit_test(device), cmocka_unit_test(unreadable),
		cmocka_unit_test(too_big), cmocka_unit_test(odd_names), cmocka_unit_test(odd_folders),
		cmocka_unit_test(deep), cmocka_unit_test(long_path), cmocka_unit_test(moving),
		cmocka_unit_test(settles), cmocka_unit_test(unchanged), cmocka_unit_test(digests),
		cmocka_unit_test(no_vault),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
