/* SPDX-License-Identifier: EUPL-1.2 */
/* test_portal.c - bringing a bundle to a portal: addresses, names, folders, and the rehearsal. */
#include "../portal/carry.h"
#include "../portal/fake.h"

#include <curl/curl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "publish/feed.h"
#include "publish/judge.h"
#include "publish/target.h"
#include "types.h"

#include "base/banned.h"

/* A folder takes the bundle, and the second time nothing is written. */
static void
folders(void **state UNUSED)
{
	const char *f = folder("vol");
	struct order o = order_to(file_url(f));
	struct stat one, two;
	struct receipt r;

	assert_int_equal(lseek(bundle, 5, SEEK_SET), 5);
	r = deliver(&o);
	assert_receipt("eerste", &r, PORTAL_SENT);
	assert_int_equal(r.sent, BODY);
	assert_int_equal(r.http, 0);
	assert_true(str_eq(r.url, str_fmt(mem, "file://%s/" NAME, f)));
	assert_int_equal(lseek(bundle, 0, SEEK_CUR), 5);
	assert_file(below(f, NAME), payload);
	assert_int_equal(entries(f), 1);
	assert_int_equal(stat(below(f, NAME), &one), 0);
	r = deliver(&o);
	assert_receipt("tweede", &r, PORTAL_SAME);
	assert_int_equal(r.sent, 0);
	assert_int_equal(stat(below(f, NAME), &two), 0);
	assert_int_equal(one.st_ino, two.st_ino);
	assert_int_equal(one.st_mtim.tv_sec, two.st_mtim.tv_sec);
	assert_int_equal(one.st_mtim.tv_nsec, two.st_mtim.tv_nsec);
	assert_int_equal(entries(f), 1);
}

static struct receipt
step_at(struct order o, enum portal_step step)
{
	struct receipt r;
	struct err e;

	o.step = step;
	if (portal_deliver(&drop_ops, &o, mem, &r, &e) != 0)
		fail_msg("%s", e.msg);
	return r;
}

/* Taken back it is gone, whatever bytes stood there; twice is once, and nobody finds it at its address. */
static void
folder_withdrawn(void **state UNUSED)
{
	const char *f = folder("terug");
	struct order o = order_to(file_url(f));
	struct receipt r = deliver(&o);

	o.remote = r.url;
	assert_int_equal(step_at(o, STEP_REACH).found, FOUND_OTHER);
	o.sha256 = (struct digest){ 0 }; /* who takes it back has no bytes */
	o.size = 0;
	put_file(below(f, "ander.zip"), "blijft", 0600);
	r = step_at(o, STEP_WITHDRAW);
	assert_receipt("weg", &r, PORTAL_SENT);
	assert_int_equal(r.found, FOUND_NOTHING);
	assert_int_equal(entries(f), 1);
	r = step_at(o, STEP_WITHDRAW);
	assert_receipt("was al weg", &r, PORTAL_SAME);
	assert_int_equal(step_at(o, STEP_REACH).found, FOUND_NOTHING);
	/* What a portal once called an address is no way to look at the files of this machine. */
	o.at.url = S("https://127.0.0.1:1/");
	o.remote = str_fmt(mem, "%s", "file:///etc/passwd");
	r = step_at(o, STEP_REACH);
	assert_int_equal(r.found, FOUND_UNKNOWN);
	assert_receipt("geen bestand", &r, PORTAL_AWAY);
	o = order_to(file_url(below(dir, "nergens")));
	r = step_at(o, STEP_WITHDRAW);
	assert_receipt("geen map", &r, PORTAL_AWAY);
	/* A folder that is away has not lost its files. */
	o.remote = str_fmt(mem, "%.*s/x.zip", STRF(o.at.url));
	r = step_at(o, STEP_REACH);
	assert_int_equal(r.found, FOUND_UNKNOWN);
	assert_receipt("map weg", &r, PORTAL_AWAY);
}

/* Other bytes in its place are replaced, and what an earlier death left behind does no harm. */
static void
folder_overwrites(void **state UNUSED)
{
	const char *f = folder("anders"), *outside = below(dir, "buiten");
	struct order o = order_to(file_url(f));
	char *longer = arena_alloc(mem, BODY + 2, 1);
	struct receipt r;

	memcpy(longer, payload.p, BODY);
	longer[BODY] = 'x';
	put_file(below(f, NAME), "kort", 0600);
	r = deliver(&o);
	assert_receipt("korter", &r, PORTAL_SENT);
	assert_file(below(f, NAME), payload);
	put_file(below(f, NAME), "", 0600);
	r = deliver(&o);
	assert_receipt("leeg", &r, PORTAL_SENT);
	{
		AUTO_FD fd = open(below(f, NAME), O_WRONLY | O_CLOEXEC);
		struct err e;

		assert_int_equal(fd_write_all(fd, (struct str){ longer, BODY + 1 }, &e), 0);
	}
	put_file(outside, "blijft", 0600);
	assert_int_equal(symlink(outside, below(f, "." NAME ".deel")), 0);
	r = deliver(&o);
	assert_receipt("langer", &r, PORTAL_SENT);
	assert_file(below(f, NAME), payload);
	assert_file(outside, S("blijft"));
	assert_int_equal(entries(f), 1);
}

static void
folder_faults(void **state UNUSED)
{
	const char *f = folder("fout");
	struct order o = order_to(file_url(below(f, "er-niet")));
	struct receipt r = deliver(&o);

	assert_receipt("map weg", &r, PORTAL_AWAY);
	assert_true(has(r.detail, "bestaat niet"));
	put_file(below(f, "bestand"), "x", 0600);
	o = order_to(file_url(below(f, "bestand")));
	r = deliver(&o);
	assert_receipt("bestand als map", &r, PORTAL_AWAY);
	o = order_to(file_url(f));
	assert_int_equal(mkdir(below(f, NAME), 0700), 0);
	r = deliver(&o);
	assert_receipt("map op de plaats", &r, PORTAL_REFUSED);
	assert_int_equal(rmdir(below(f, NAME)), 0);
	assert_int_equal(mkfifo(below(f, NAME), 0600), 0);
	r = deliver(&o);
	assert_receipt("pijp op de plaats", &r, PORTAL_REFUSED);
	assert_int_equal(unlink(below(f, NAME)), 0);
	assert_int_equal(symlink(below(f, "bestand"), below(f, NAME)), 0);
	r = deliver(&o);
	assert_receipt("koppeling op de plaats", &r, PORTAL_REFUSED);
	assert_file(below(f, "bestand"), S("x"));
}

/* Root may write anywhere, so this runs as somebody else in a child. */
static void
folder_closed(void **state UNUSED)
{
	const char *f = folder("dicht");
	struct order o = order_to(file_url(f));
	int status;
	pid_t pid;

	assert_int_equal(chmod(dir, 0755), 0);
	assert_int_equal(chmod(f, 0555), 0);
	pid = fork();
	if (pid == 0) {
		struct receipt r;
		struct err e;

		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(2);
		_exit(portal_deliver(&drop_ops, &o, mem, &r, &e) != 0 || r.answer != PORTAL_AWAY ||
		    !has(r.detail, "laat ons niet toe"));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(entries(f), 0);
}

/* No room: an error of this machine, the old bundle still whole, and no rubbish. */
static void
disk_full(void **state UNUSED)
{
	const char *f = folder("schijf");
	struct order o = order_to(file_url(f));
	struct rlimit was, small;
	struct err e;

	put_file(below(f, NAME), "oud", 0600);
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &was), 0);
	small = was;
	small.rlim_cur = BODY / 2;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	e = failure(&drop_ops, &o);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &was), 0);
	(void)signal(SIGXFSZ, SIG_DFL);
	assert_int_equal(e.kind, E_IO);
	assert_file(below(f, NAME), S("oud"));
	assert_int_equal(entries(f), 1);
}

/* Bytes that were not ordered are not sent. */
static void
other_bundle(void **state UNUSED)
{
	const char *f = folder("andere");
	struct fake fake = { .basic = NULL };
	struct order o;

	assert_int_equal(fake_start(&fake), 0);
	for (int i = 0; i < 6; i++) {
		o = order_to(i % 2 == 0 ? file_url(f) : str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/", fake.port)));
		o.sha256.b[31] ^= i < 2 ? 1 : 0;
		o.size = i / 2 == 1 ? o.size - 1 : i / 2 == 2 ? o.size + 1 : o.size;
		assert_int_equal(failure(&drop_ops, &o).kind, E_BUG);
		assert_int_equal(failure(&dry_ops, &o).kind, E_BUG);
	}
	o = order_to(file_url(f));
	o.bundle = -1;
	assert_int_equal(failure(&drop_ops, &o).kind, E_IO);
	assert_int_equal(fake.puts, 0);
	assert_int_equal(entries(f), 0);
	fake_stop(&fake);
}

/* A bundle that changes while it is sent never leaves whole. */
static void
feeds(void **state UNUSED)
{
	static char out[BODY + 1];
	AUTO_FD fd = memfd_create("wankel", MFD_CLOEXEC);
	struct feed f;
	struct err e;
	size_t n = 0;

	assert_int_equal(fd_write_all(fd, payload, &e), 0);
	feed_open(&f, fd, BODY, digest_of(payload));
	for (size_t k; (k = feed_read(out + n, 1, 1000, &f)) != 0;)
		n += k;
	assert_int_equal(n, BODY);
	assert_memory_equal(out, payload.p, BODY);
	assert_int_equal(feed_seek(&f, 0, SEEK_SET), 0);
	assert_int_equal(feed_seek(&f, 1, SEEK_SET), 1);
	assert_int_equal(feed_seek(&f, 0, SEEK_END), 1);
	assert_int_equal(feed_read(out, 1, BODY, &f), BODY);
	assert_memory_equal(out, payload.p, BODY);
	assert_int_equal(feed_fault(&f, &e), 0);
	assert_int_equal(feed_seek(&f, 0, SEEK_SET), 0);
	assert_int_equal(feed_read(out, 1, BODY - 1, &f), BODY - 1);
	assert_int_equal(pwrite(fd, "?", 1, BODY - 1), 1);
	assert_int_equal(feed_read(out, 1, BODY, &f), CURL_READFUNC_ABORT);
	assert_int_equal(feed_fault(&f, &e), -1);
	assert_int_equal(e.kind, E_BUG);
	feed_close(&f);
	feed_open(&f, fd, BODY, digest_of(payload));
	assert_int_equal(ftruncate(fd, 10), 0);
	assert_int_equal(feed_read(out, 1, BODY, &f), 10);
	assert_int_equal(feed_read(out, 1, BODY, &f), CURL_READFUNC_ABORT);
	assert_int_equal(feed_fault(&f, &e), -1);
	assert_int_equal(e.kind, E_BUG);
	feed_close(&f);
	feed_open(&f, -1, BODY, digest_of(payload));
	assert_int_equal(feed_read(out, 1, BODY, &f), CURL_READFUNC_ABORT);
	assert_int_equal(feed_fault(&f, &e), -1);
	assert_int_equal(e.kind, E_IO);
	feed_close(&f);
}

/* Any file name stays below the folder and arrives as it is. */
static void
names(void **state UNUSED)
{
	static const struct { const char *p; size_t n; } good[] = {
#define ROW(lit)	{ lit, sizeof(lit) - 1 }
		ROW("a b.zip"), ROW("100%.zip"), ROW("a%20b%2Fc.zip"), ROW("x?y#z&q=1;v.zip"), ROW("\xc3\xa9\xe2\x82\xac.zip"),
		ROW("..zip"), ROW("-rf"), ROW("\\..\\x"), ROW("'\"`$(id).zip"), ROW("a\nb"), ROW("%2e%2e"), ROW("a:b@c"),
	}, raw[] = { ROW("\xff\xfe.zip") }, bad[] = { ROW(""), ROW("."), ROW(".."), ROW("a/b"), ROW("/a"), ROW("../a"),
		ROW("a\0b") };
#undef ROW
	const char *f = folder("namen");
	struct fake fake = { .basic = NULL };
	struct order o = order_to(file_url(f)), web;
	char longest[ORDER_NAME_MOST + 1];

	assert_int_equal(fake_start(&fake), 0);
	web = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/een/map", fake.port)));
	for (size_t i = 0; i < COUNT(good); i++) {
		struct receipt r;

		o.name = web.name = (struct str){ good[i].p, good[i].n };
		r = deliver(&o);
		assert_receipt(good[i].p, &r, PORTAL_SENT);
		assert_file(below(f, good[i].p), payload);
		r = deliver(&web);
		assert_receipt(good[i].p, &r, PORTAL_SENT);
		assert_true(fake_find(&fake, str_c(mem, str_fmt(mem, "/een/map/%s", good[i].p))) >= 0);
	}
	o.name = (struct str){ raw[0].p, raw[0].n };
	assert_int_equal(deliver(&o).answer, PORTAL_SENT);
	assert_file(below(f, raw[0].p), payload);
	memset(longest, 'n', sizeof longest);
	o.name = (struct str){ longest, ORDER_NAME_MOST };
	assert_int_equal(deliver(&o).answer, PORTAL_SENT);
	o.name.n++;
	assert_int_equal(failure(&drop_ops, &o).kind, E_BUG);
	assert_int_equal(entries(f), COUNT(good) + 2);
	for (size_t i = 0; i < COUNT(bad); i++) {
		o.name = web.name = (struct str){ bad[i].p, bad[i].n };
		assert_int_equal(failure(&drop_ops, &o).kind, E_BUG);
		assert_int_equal(failure(&drop_ops, &web).kind, E_BUG);
		assert_int_equal(failure(&dry_ops, &o).kind, E_BUG);
	}
	assert_int_equal(entries(f), COUNT(good) + 2);
	fake_stop(&fake);
}

/* Addresses that are refused before anything is opened, and the same in a rehearsal. */
static void
addresses(void **state UNUSED)
{
	static const char *const bad[] = { "portaal.example.nl", "/srv/portaal", "ftp://example.nl/",
		"scp://example.nl/x", "gopher://example.nl/", "smb://example.nl/x", "dict://example.nl/",
		"s3://example.nl/", "s3+sftp://example.nl/x", "https://jan:GEHEIM@example.nl/", "https://jan@example.nl/", "https://:GEHEIM@example.nl/",
		"https://example.nl/?sleutel=GEHEIM", "https://example.nl/#GEHEIM", "https://exa mple.nl/",
		"https://example.nl:99999/GEHEIM", "https://", "file://example.nl/srv/", "https://example.nl/\n",
		"file:///tmp/%00x/", "file:map//een", "javascript:alert(1)" };
	static const struct { const char *in, *want; bool local, keys; } good[] = {
		{ "https://example.nl", "https://example.nl/", false, true },
		{ "HTTPS://example.nl/een/twee", "https://example.nl/een/twee/", false, true },
		{ "http://example.nl/een/", "http://example.nl/een/", false, false },
		{ "http://localhost:8080", "http://localhost:8080/", false, true },
		{ "http://127.9.8.7/", "http://127.9.8.7/", false, true },
		{ "http://[::1]:80/x", "http://[::1]:80/x/", false, true },
		{ "http://127.0.0.1.example.nl/", "http://127.0.0.1.example.nl/", false, false },
		{ "http://localhost.example.nl/", "http://localhost.example.nl/", false, false },
		{ "http://[::2]/", "http://[::2]/", false, false },
		{ "http://128.0.0.1/", "http://128.0.0.1/", false, false },
		{ "file:///srv/een%20map", "file:///srv/een%20map/", true, false },
	};
	static const struct portal_ops *const ops[] = { &drop_ops, &dry_ops };
	struct target t;
	struct err e;

	for (size_t i = 0; i < COUNT(bad); i++) {
		struct order o = order_to(bad[i]);

		if (target_parse(str_of(bad[i]), mem, &t, &e) != -1)
			fail_msg("%s", bad[i]);
		for (size_t k = 0; k < COUNT(ops); k++) {
			e = failure(ops[k], &o);
			if (e.kind != E_CONFIG || strstr(e.msg, "GEHEIM") != NULL)
				fail_msg("%s: %s", bad[i], e.msg);
		}
	}
	for (size_t i = 0; i < COUNT(good); i++) {
		if (target_parse(str_of(good[i].in), mem, &t, &e) != 0)
			fail_msg("%s: %s", good[i].in, e.msg);
		assert_string_equal(str_c(mem, t.url), good[i].want);
		assert_int_equal(t.folder.p != NULL, good[i].local);
		assert_int_equal(t.keys_safe, good[i].keys);
		assert_int_equal(target_keys(&t, S("/x"), &e), good[i].keys || good[i].local ? 0 : -1);
		assert_int_equal(target_keys(&t, STR_NONE, &e), 0);
	}
	assert_int_equal(target_parse(S("https://example.nl/\0x"), mem, &t, &e), -1);
	assert_int_equal(target_parse(STR_NONE, mem, &t, &e), -1);
	assert_int_equal(e.kind, E_CONFIG);
}

/* A rehearsal checks the same and sends nothing. */
static void
rehearsal(void **state UNUSED)
{
	const char *d = folder("proef");
	struct fake f = { .basic = NULL };
	struct order o;
	struct receipt r;
	struct err e;

	assert_int_equal(fake_start(&f), 0);
	o = order_to(str_c(mem, str_fmt(mem, "http://127.0.0.1:%u/map", f.port)));
	assert_int_equal(portal_deliver(&dry_ops, &o, mem, &r, &e), 0);
	assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	assert_int_equal(r.sent, 0);
	assert_true(str_eq(r.url, str_fmt(mem, "http://127.0.0.1:%u/map/" NAME, f.port)));
	assert_int_equal(f.asked + f.puts + f.others, 0);
	fake_stop(&f);
	o = order_to(file_url(d));
	assert_int_equal(portal_deliver(&dry_ops, &o, mem, &r, &e), 0);
	assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	assert_int_equal(entries(d), 0);
	o.at.url = STR_NONE;
	assert_int_equal(portal_deliver(&dry_ops, &o, mem, &r, &e), 0);
	assert_int_equal(r.answer, PORTAL_WOULD_SEND);
	assert_int_equal(r.url.n, 0);
}

static void
words(void **state UNUSED)
{
	/* Of a request with an effect; of a read where that is other. */
	static const struct { long http; enum portal_answer want; } reads[] = { { 200, PORTAL_SENT }, { 301, PORTAL_AWAY },
		{ 302, PORTAL_AWAY }, { 304, PORTAL_AWAY }, { 400, PORTAL_REFUSED }, { 403, PORTAL_REFUSED }, { 404, PORTAL_REFUSED },
		{ 405, PORTAL_AWAY }, { 410, PORTAL_REFUSED }, { 411, PORTAL_AWAY }, { 413, PORTAL_AWAY }, { 401, PORTAL_AWAY },
		{ 429, PORTAL_AWAY }, { 451, PORTAL_REFUSED }, { 503, PORTAL_AWAY } };
	static const struct { long http; enum portal_answer want; } statuses[] = {
		{ 200, PORTAL_SENT }, { 204, PORTAL_SENT }, { 301, PORTAL_REFUSED }, { 304, PORTAL_REFUSED },
		{ 400, PORTAL_REFUSED }, { 404, PORTAL_REFUSED }, { 401, PORTAL_AWAY }, { 407, PORTAL_AWAY }, { 408, PORTAL_AWAY },
		{ 425, PORTAL_AWAY }, { 429, PORTAL_AWAY }, { 413, PORTAL_REFUSED }, { 451, PORTAL_REFUSED }, { 500, PORTAL_AWAY },
		{ 507, PORTAL_AWAY }, { 599, PORTAL_AWAY } };
	static const struct { int64_t in; int want; } afters[] = { { INT64_MIN, 0 }, { -1, 0 }, { 0, 0 }, { 3600, 3600 },
		{ 3601, 3600 }, { INT64_MAX, 3600 } };
	enum portal_answer a;
	enum finding_code code;

	for (size_t i = 0; i < COUNT(statuses); i++)
		assert_int_equal(judge_status(statuses[i].http, true), statuses[i].want);
	for (size_t i = 0; i < COUNT(reads); i++)
		assert_int_equal(judge_status(reads[i].http, false), reads[i].want);
	for (size_t i = 0; i < COUNT(afters); i++)
		assert_int_equal(judge_retry_after(afters[i].in), afters[i].want);
	for (int i = 0; i < PORTAL__COUNT; i++) {
		assert_int_equal(answer_find(str_of(answer_name((enum portal_answer)i)), &a), 0);
		assert_int_equal(a, i);
	}
	assert_int_equal(answer_find(S("verzonden"), &a), -1);
	assert_true(answer_finding(PORTAL_AMBIGUOUS, &code) && code == F_PUB_NOT_SEEN);
	assert_true(answer_finding(PORTAL_DIFFERS, &code) && code == F_PUB_READBACK_DIFFERS);
	assert_false(answer_finding(PORTAL_SAME, &code));
	for (int i = 0; i < STEP__COUNT; i++) {
		enum portal_step step;

		assert_int_equal(step_find(str_of(step_name((enum portal_step)i)), &step), 0);
		assert_int_equal(step, i);
	}
	for (int i = 0; i < FOUND__COUNT; i++) {
		enum portal_found found;

		assert_int_equal(found_find(str_of(found_name((enum portal_found)i)), &found), 0);
		assert_int_equal(found, i);
	}
	assert_ptr_equal(portal_named(S("drop")), &drop_ops);
	assert_ptr_equal(portal_named(S("dry")), &dry_ops);
	assert_null(portal_named(S("post")));
	assert_int_equal(kind_of_portal(S("drop"))->class, 'A');
	assert_null(kind_of_portal(S("dry")));
	assert_null(kind_of_portal(S("post")));
}

/* The script itself is read strictly, or a fault that is mistyped would test nothing. */
static void
scripts(void **state UNUSED)
{
	static const char *const bad[] = { "GET", "GET 1", "GET 1 stuk", "GET x lost", "GET 0 lost", "GET 1 status abc",
		"VEELTELANG 1 lost" };
	struct fake f = { .basic = NULL };

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(fake_script(&f, str_c(mem, str_fmt(mem, "# goed\n\n%s\n", bad[i]))), 3);
	assert_int_equal(f.nfaults, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words), cmocka_unit_test(scripts), cmocka_unit_test(addresses), cmocka_unit_test(folders), cmocka_unit_test(folder_withdrawn),
		cmocka_unit_test(folder_overwrites), cmocka_unit_test(folder_faults), cmocka_unit_test(folder_closed),
		cmocka_unit_test(disk_full), cmocka_unit_test(other_bundle), cmocka_unit_test(feeds),
		cmocka_unit_test(names), cmocka_unit_test(rehearsal),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
