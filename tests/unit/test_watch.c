/* SPDX-License-Identifier: EUPL-1.2 */
/* test_watch.c - what a run tells who looks on: systemd's socket, the journal's fields, numbers for Prometheus. */
#include "scratch.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "base/buf.h"
#include "base/journal.h"
#include "base/log.h"
#include "base/notify.h"
#include "config/observe.h"
#include "base/utf8.h"
#include "report/estimate.h"
#include "report/exposition.h"

#include "base/banned.h"

/* A socket that listens at a path of the scratch folder, or at an abstract name. */
static int
listen_at(const char *path, bool abstract)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	size_t n = strlen(path);
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	assert_true(fd >= 0 && n < sizeof a.sun_path);
	memcpy(a.sun_path + abstract, path, n);
	assert_int_equal(bind(fd, (const struct sockaddr *)&a,
	    (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + 1)), 0);
	return fd;
}

/* The next datagram, or "" when there is none. */
static struct str
heard(int fd)
{
	static char text[16 << 10];
	ssize_t n = recv(fd, text, sizeof text, 0);

	return (struct str){ text, n < 0 ? 0 : (size_t)n };
}

static void
told(void **state UNUSED)
{
	const char *path = str_c(mem, str_fmt(mem, "%s/notify", scratch));
	AUTO_FD fd = listen_at(path, false);

	assert_int_equal(setenv("NOTIFY_SOCKET", path, 1), 0);
	notify_open();
	assert_null(getenv("NOTIFY_SOCKET"));
	assert_true(notify_heard());
	notify_ready();
	notify_ready();
	assert_str(heard(fd), "READY=1");
	assert_str(heard(fd), "");
	notify_status(S("leiden: 1 van 2\ndossiers\x1b[31m"));
	assert_str(heard(fd), "STATUS=leiden: 1 van 2?dossiers?[31m");
	notify_alive(); /* nobody asked for it */
	assert_str(heard(fd), "");
	assert_int_equal(notify_wait_ms(-1), -1);
	notify_stopping();
	assert_str(heard(fd), "STOPPING=1");
	notify_close();
}

/* Too long a status is cut between characters: a datagram that is no UTF-8 is thrown away whole. */
static void
told_long(void **state UNUSED)
{
	const char *path = str_c(mem, str_fmt(mem, "%s/long", scratch));
	AUTO_FD fd = listen_at(path, false);
	struct buf b;

	assert_int_equal(setenv("NOTIFY_SOCKET", path, 1), 0);
	notify_open();
	for (size_t lead = 0; lead < 4; lead++) {
		struct str s;

		buf_init(&b, mem, KIB(4));
		for (size_t i = 0; i < lead; i++)
			buf_addc(&b, 'x');
		while (buf_str(&b).n < 2 * NOTIFY_STATUS_MOST)
			buf_add(&b, S("€"));
		notify_status(buf_str(&b));
		s = heard(fd);
		assert_true(s.n > NOTIFY_STATUS_MOST - 4 && s.n <= NOTIFY_STATUS_MOST + 7);
		assert_true(utf8_xml(s));
	}
	notify_close();
}

static void
told_nobody(void **state UNUSED)
{
	static const char *const wrong[] = { "", "/", "relative", "/no/such/socket", "@" };

	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_int_equal(setenv("NOTIFY_SOCKET", wrong[i], 1), 0);
		notify_open();
		assert_false(notify_heard());
		notify_ready();
		notify_status(S("x"));
		notify_alive();
		notify_stopping();
	}
	(void)unsetenv("NOTIFY_SOCKET");
	notify_open();
	assert_false(notify_heard());
}

static void
watchdog(void **state UNUSED)
{
	const char *name = str_c(mem, str_fmt(mem, "woostraat-test-%ld", (long)getpid()));
	AUTO_FD fd = listen_at(name, true);

	assert_int_equal(setenv("NOTIFY_SOCKET", str_c(mem, str_fmt(mem, "@%s", name)), 1), 0);
	assert_int_equal(setenv("WATCHDOG_USEC", "600000000", 1), 0);
	assert_int_equal(setenv("WATCHDOG_PID", "1", 1), 0); /* somebody else's */
	notify_open();
	notify_alive();
	assert_str(heard(fd), "");
	assert_int_equal(setenv("NOTIFY_SOCKET", str_c(mem, str_fmt(mem, "@%s", name)), 1), 0);
	assert_int_equal(setenv("WATCHDOG_USEC", "600000000", 1), 0);
	assert_int_equal(setenv("WATCHDOG_PID", str_c(mem, str_fmt(mem, "%ld", (long)getpid())), 1), 0);
	notify_open();
	assert_null(getenv("WATCHDOG_USEC"));
	notify_alive();
	notify_alive();
	assert_str(heard(fd), "WATCHDOG=1");
	assert_str(heard(fd), "");
	assert_int_equal(notify_wait_ms(-1), 150000);
	assert_int_equal(notify_wait_ms(1000), 1000);
	notify_close();
}

/* Stderr of this process is a file meanwhile; what came on it. */
static struct str
with_stderr(const char *stream, const char *socket_path, void (*say)(void))
{
	const char *path = str_c(mem, str_fmt(mem, "%s/stderr", scratch));
	int keep = dup(STDERR_FILENO), fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	struct str text;
	struct stat st;

	assert_true(keep >= 0 && fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	if (stream == NULL)
		stream = str_c(mem, str_fmt(mem, "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino));
	assert_int_equal(setenv("JOURNAL_STREAM", stream, 1), 0);
	(void)fflush(stderr);
	assert_true(dup2(fd, STDERR_FILENO) >= 0);
	(void)journal_open(socket_path);
	say();
	journal_close();
	(void)fflush(stderr);
	assert_true(dup2(keep, STDERR_FILENO) >= 0);
	(void)close(keep);
	(void)unsetenv("JOURNAL_STREAM");
	assert_ok(fd_read_all(fd, KIB(64), mem, &text, &err));
	(void)close(fd);
	return text;
}

static void
say_some(void)
{
	const struct log_about about = { .organisation = S("leiden"), .dossier = S("2026-1"), .code = S("SCR-501") };

	log_open("woostraat", LOG_LET_OP);
	log_run(17);
	log_about(&about, LOG_LET_OP, "een \"melding\"\nmet %d regels", 2);
	log_line(LOG_INFO, "niet op dit niveau");
	log_record(&about, LOG_INFO, "alleen voor het journaal");
	log_plain(NULL, S("het einde"));
	log_run(0);
}

static void
fields(void **state UNUSED)
{
	const char *path = str_c(mem, str_fmt(mem, "%s/journal", scratch));
	AUTO_FD fd = listen_at(path, false);
	struct str none = with_stderr(NULL, path, say_some);

	assert_str(none, "");
	assert_str(heard(fd), "MESSAGE=een \"melding\"?met 2 regels\nPRIORITY=4\nSYSLOG_IDENTIFIER=woostraat\nWOOSTRAAT_RUN=17\n"
			      "WOOSTRAAT_ORGANISATION=leiden\nWOOSTRAAT_DOSSIER=2026-1\nWOOSTRAAT_CODE=SCR-501\n");
	assert_str(heard(fd), "MESSAGE=alleen voor het journaal\nPRIORITY=5\nSYSLOG_IDENTIFIER=woostraat\nWOOSTRAAT_RUN=17\n"
			      "WOOSTRAAT_ORGANISATION=leiden\nWOOSTRAAT_DOSSIER=2026-1\nWOOSTRAAT_CODE=SCR-501\n");
	assert_str(heard(fd), "MESSAGE=het einde\nPRIORITY=3\nSYSLOG_IDENTIFIER=woostraat\nWOOSTRAAT_RUN=17\n");
	assert_str(heard(fd), "");
}

/* Who has stderr in a file, or a stream of another's, has the lines there. */
static void
no_fields(void **state UNUSED)
{
	static const char *const streams[] = { "1:2", "", "x", "1", NULL };
	const char *path = str_c(mem, str_fmt(mem, "%s/other", scratch));
	AUTO_FD fd = listen_at(path, false);

	for (size_t i = 0; i < COUNT(streams); i++) {
		/* The last has the right stream, and nobody who listens. */
		const char *at = streams[i] == NULL ? "/no/such/socket" : path;

		assert_str(with_stderr(streams[i], at, say_some),
		    "woostraat: niveau=let-op melding=\"een \\\"melding\\\"?met 2 regels\"\nwoostraat: het einde\n");
		assert_str(heard(fd), "");
	}
}

static void
lengths(void **state UNUSED)
{
	const struct journal_field two[] = { { "MESSAGE", S("een\ntwee") }, { "LEEG", STR_NONE }, { "X", S("") } };
	struct journal_field big = { "MESSAGE", { NULL, 0 } };
	const char *path = str_c(mem, str_fmt(mem, "%s/lengths", scratch));
	AUTO_FD fd = listen_at(path, false);
	struct stat st;

	assert_int_equal(fstat(STDERR_FILENO, &st), 0);
	assert_int_equal(setenv("JOURNAL_STREAM",
	    str_c(mem, str_fmt(mem, "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino)), 1), 0);
	assert_true(journal_open(path));
	assert_true(journal_send(two, COUNT(two)));
	assert_true(str_eq(heard(fd), S("MESSAGE\n\x08\0\0\0\0\0\0\0een\ntwee\nX=\n")));
	big.value = (struct str){ NEW(mem, char, JOURNAL_MOST), JOURNAL_MOST };
	assert_false(journal_send(&big, 1));
	assert_false(journal_send(NULL, 0));
	journal_close();
	assert_false(journal_send(two, 1));
	(void)unsetenv("JOURNAL_STREAM");
}

static void
estimate(void **state UNUSED)
{
	static const struct { size_t done, total; int64_t ms; const char *says; } v[] = {
		{ 0, 400, 0, "leiden: 0 van 400 dossiers" },
		{ 0, 1, 0, "leiden: 0 van 1 dossier" },
		{ 2, 400, 3600000, "leiden: 2 van 400 dossiers" },	/* too few */
		{ 120, 400, 9999, "leiden: 120 van 400 dossiers" },	/* too soon */
		{ 3, 60, 10000, "leiden: 3 van 60 dossiers, nog ongeveer 3 minuten" },	/* as the terminal has it */
		{ 120, 400, 300000, "leiden: 120 van 400 dossiers, nog ongeveer 12 minuten" },
		{ 399, 400, 300000, "leiden: 399 van 400 dossiers, bijna klaar" },
		{ 200, 400, 60000, "leiden: 200 van 400 dossiers, nog ongeveer 1 minuut" },
		{ 10, 400, 300000, "leiden: 10 van 400 dossiers, nog ongeveer 3 uur" },
		{ 400, 400, 300000, "leiden: 400 van 400 dossiers" },
	};

	for (size_t i = 0; i < COUNT(v); i++)
		assert_str(estimate_line(mem, S("leiden"), v[i].done, v[i].total, v[i].ms), v[i].says);
}

static void
exposed(void **state UNUSED)
{
	const struct label v[] = { { "only", S("") }, { "organisation", S("a\"b\\c\nd") }, { "portal", S("bank") } };
	struct buf b;

	buf_init(&b, mem, KIB(4));
	exposition_metric(&b, "woo_x", "gauge", "What it is.");
	exposition_sample(&b, "woo_x", v, COUNT(v), 12);
	exposition_sample(&b, "woo_x", v, 1, -3);
	assert_str(buf_str(&b), "# HELP woo_x What it is.\n# TYPE woo_x gauge\n"
				"woo_x{organisation=\"a\\\"b\\\\c\\nd\",portal=\"bank\"} 12\nwoo_x -3\n");
	assert_int_equal(exposition_find(buf_str(&b), "woo_x"), 12);
	assert_int_equal(exposition_find(buf_str(&b), "woo_"), 0);
	assert_int_equal(exposition_find(S("woo_y 1.5e9\n"), "woo_y"), 0);
	assert_int_equal(exposition_find(S("woo_yz 4\nwoo_y 5"), "woo_y"), 5);
	assert_int_equal(exposition_find(S(""), "woo_y"), 0);
}

static void
metrics_name(void **state UNUSED)
{
	static const struct { const char *text, *path; } v[] = {
		{ "woo.prom", "/etc/woo/woo.prom" }, { "/var/lib/x/woo.prom", "/var/lib/x/woo.prom" }, { "woo.txt", NULL },
		{ ".prom", NULL }, { "x/.prom", NULL }, { "woo.prom/", NULL },
	};

	for (size_t i = 0; i < COUNT(v); i++) {
		struct settings s = { .workers = 1 };


		if (v[i].path == NULL) {
			assert_err(E_CONFIG, observe_read(v[i].text, S("/etc/woo"), mem, &s, &err));
			assert_null(s.metrics.p);
		} else {
			assert_ok(observe_read(v[i].text, S("/etc/woo"), mem, &s, &err));
			assert_str(s.metrics, v[i].path);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told), cmocka_unit_test(told_long), cmocka_unit_test(told_nobody), cmocka_unit_test(watchdog),
		cmocka_unit_test(fields), cmocka_unit_test(no_fields), cmocka_unit_test(lengths), cmocka_unit_test(estimate),
		cmocka_unit_test(exposed), cmocka_unit_test(metrics_name),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
