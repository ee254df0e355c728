/* SPDX-License-Identifier: EUPL-1.2 */
/* test_virus.c - the virus scanner: what its answers mean, and every way in which it gives none.  Needs build/woostraat-upload. */
#include "processes.h"

#include <poll.h>
#include <sys/un.h>

#include "base/clock.h"
#include "proc/scanner.h"
#include "virus/clamd.h"
#include "virus/virus.h"

/* --- what an answer means -------------------------------------------------------------- */

static void
judged(void **state)
{
	static const struct { const char *answer; bool whole; enum scan_end end; const char *words; } cases[] = {
		{ "stream: OK", true, SCAN_CLEAN, "" },
		{ "stream: OK", false, SCAN_UNSURE, "geeft een uitslag voordat het bestand verzonden is" },
		{ "stream: OK\n", true, SCAN_UNSURE, "stream: OK\n" },
		{ "stream: OK stream: Win.Worm FOUND", true, SCAN_FOUND, "OK stream: Win.Worm" },
		{ "stream: ok", true, SCAN_UNSURE, "stream: ok" },
		{ " stream: OK", true, SCAN_UNSURE, " stream: OK" },
		{ "OK", true, SCAN_UNSURE, "OK" },
		{ "1: stream: OK", true, SCAN_UNSURE, "1: stream: OK" },
		{ "", true, SCAN_UNSURE, "" },
		{ "stream: ", true, SCAN_UNSURE, "stream: " },
		{ "stream: Eicar-Test-Signature FOUND", true, SCAN_FOUND, "Eicar-Test-Signature" },
		{ "stream: Eicar-Test-Signature FOUND", false, SCAN_FOUND, "Eicar-Test-Signature" },
		{ "stream: Win.Test.EICAR_HDB-1(44d88612fea8a8f3:68) FOUND", true, SCAN_FOUND,
		    "Win.Test.EICAR_HDB-1(44d88612fea8a8f3:68)" },
		{ "stream: OK FOUND", true, SCAN_FOUND, "OK" },
		{ "stream:  FOUND", true, SCAN_UNSURE, "stream:  FOUND" },
		{ "stream: FOUND", true, SCAN_UNSURE, "stream: FOUND" },
		{ "Eicar FOUND", true, SCAN_UNSURE, "Eicar FOUND" },
		{ "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", true, SCAN_TOO_BIG,
		    "Heuristics.Limits.Exceeded.MaxFileSize" },
		{ "stream: Heuristics.Encrypted.PDF FOUND", true, SCAN_UNSURE, "Heuristics.Encrypted.PDF" },
		{ "INSTREAM size limit exceeded. ERROR", true, SCAN_TOO_BIG, "StreamMaxLength" },
		{ "INSTREAM size limit exceeded. ERROR", false, SCAN_TOO_BIG, "StreamMaxLength" },
		{ "INSTREAM: Can't allocate memory ERROR", true, SCAN_UNSURE, "INSTREAM: Can't allocate memory ERROR" },
		{ "UNKNOWN COMMAND", true, SCAN_UNSURE, "UNKNOWN COMMAND" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct scan s = clamd_judge(str_of(cases[i].answer), cases[i].whole);

		if (s.end != cases[i].end)
			fail_msg("%s: %d", cases[i].answer, (int)s.end);
		assert_str(s.words, cases[i].words);
	}
}

/* --- a conversation ----------------------------------------------------------------------- */

/* What the other end does, in a process of its own. */
enum peer { ANSWERS, AFTER_COMMAND, CLOSES, HANGS, FLOODS, DRIPS, NEVER_READS };

static struct str
read_all(int fd, size_t most)
{
	char *p = arena_alloc(mem, most, 1);
	size_t n = 0;
	ssize_t got;

	/* Until the chunk of no bytes, which nothing in these files looks like. */
	while (n < most && (got = read(fd, p + n, most - n)) > 0) {
		n += (size_t)got;
		if (n >= 4 && memcmp(p + n - 4, "\0\0\0\0", 4) == 0)
			break;
	}
	return (struct str){ p, n };
}

static void
write_all(int fd, struct str s)
{
	while (s.n != 0) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		s = str_from(s, (size_t)n);
	}
}

/* Never returns; what it was given stands in the file `got`. */
static void
be(enum peer peer, int fd, struct str answer)
{
	char byte;
	struct err e;

	switch (peer) {
	case ANSWERS:
		if (file_replace(str_c(mem, str_fmt(mem, "%s/got", scratch)), read_all(fd, MIB(8)), &e) == 0)
			write_all(fd, answer);
		break;
	case AFTER_COMMAND:
		(void)!read(fd, &byte, 1);
		write_all(fd, answer);
		break;
	case CLOSES:
		(void)!read(fd, &byte, 1);
		break;
	case HANGS:
		(void)read_all(fd, MIB(8));
		(void)poll(NULL, 0, 30000);
		break;
	case FLOODS:
		for (int i = 0; i < 10000; i++)
			write_all(fd, S("................................................................................"));
		break;
	case DRIPS:
		for (int i = 0; i < 300; i++) {
			write_all(fd, S("s"));
			(void)poll(NULL, 0, 100);
		}
		break;
	case NEVER_READS:
		(void)poll(NULL, 0, 30000);
		break;
	}
	_exit(0);
}

static pid_t peer_pid;

static int
peer_start(enum peer peer, struct str answer)
{
	int pair[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	assert_int_equal(fcntl(pair[0], F_SETFL, O_NONBLOCK), 0);
	peer_pid = fork();
	assert_true(peer_pid >= 0);
	if (peer_pid == 0) {
		(void)close(pair[0]);
		be(peer, pair[1], answer);
	}
	(void)close(pair[1]);
	return pair[0];
}

static void
peer_end(int sock)
{
	int status;

	(void)close(sock);
	(void)kill(peer_pid, SIGKILL);
	assert_int_equal(waitpid(peer_pid, &status, 0), peer_pid);
}

static int
file_of(size_t n)
{
	char *p = arena_alloc(mem, n + 1, 1);
	int fd;

	(void)memset(p, 'w', n);
	assert_ok(fd_of_str("test", (struct str){ p, n }, &fd, &err));
	return fd;
}

static struct scan
talk(enum peer peer, struct str answer, size_t n, unsigned wait_s)
{
	AUTO_FD file = file_of(n);
	int sock = peer_start(peer, answer);
	struct scan s;

	assert_ok(clamd_scan(sock, file, n, wait_s, mem, &s, &err));
	peer_end(sock);
	return s;
}

#define SAYS(text)	((struct str){ text, sizeof(text) })	/* with its NUL */

/* What clamd gets: the command, chunks with their length before them, a chunk of no bytes. */
static void
framed(void **state)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct scan s = talk(ANSWERS, SAYS("stream: OK"), sizes[i], 30);
		struct str got;
		size_t n = 0;

		assert_int_equal(s.end, SCAN_CLEAN);
		assert_ok(file_read(str_c(mem, str_fmt(mem, "%s/got", scratch)), MIB(8), mem, &got, &err));
		assert_true(str_starts(got, (struct str){ "zINSTREAM", 10 }));
		for (got = str_from(got, 10); got.n > 4; got = str_from(got, 4)) {
			const unsigned char *p = (const unsigned char *)got.p;
			size_t len = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];

			assert_true(len != 0 && len <= got.n - 4);
			for (size_t k = 0; k < len; k++)
				assert_int_equal(got.p[4 + k], 'w');
			got = str_from(got, len);
			n += len;
		}
		assert_int_equal(n, sizes[i]);
		assert_true(got.n == 4 && memcmp(got.p, "\0\0\0\0", 4) == 0);
	}
}

static void
answers(void **state)
{
	struct scan s = talk(ANSWERS, SAYS("stream: Eicar FOUND"), 1000, 30);

	(void)state;
	assert_int_equal(s.end, SCAN_FOUND);
	assert_str(s.words, "Eicar");
	/* It closes while we are still giving; its reason can be read all the same. */
	assert_int_equal(talk(AFTER_COMMAND, SAYS("INSTREAM size limit exceeded. ERROR"), MIB(4), 30).end, SCAN_TOO_BIG);
	assert_int_equal(talk(AFTER_COMMAND, SAYS("stream: OK"), MIB(4), 30).end, SCAN_UNSURE);
	assert_int_equal(talk(AFTER_COMMAND, SAYS("stream: Eicar FOUND"), MIB(4), 30).end, SCAN_FOUND);
}

/* None of these is a clean one. */
static void
silences(void **state)
{
	static const struct { const char *name; enum peer peer; struct str answer; size_t n; const char *why; } cases[] = {
		{ "closes", CLOSES, { NULL, 0 }, 10, "verbreekt de verbinding" },
		{ "closes early", CLOSES, { NULL, 0 }, MIB(4), "verbreekt de verbinding" },
		{ "hangs", HANGS, { NULL, 0 }, 10, "antwoordt niet op tijd" },
		{ "never reads", NEVER_READS, { NULL, 0 }, MIB(4), "antwoordt niet op tijd" },
		{ "drips", DRIPS, { NULL, 0 }, 10, "antwoordt niet op tijd" },
		{ "floods", FLOODS, { NULL, 0 }, 10, "antwoordt onbegrijpelijk" },
		{ "no end", ANSWERS, { "stream: OK", 10 }, 10, "antwoordt onbegrijpelijk" },
		{ "half", ANSWERS, { "stream: O", 9 }, 10, "antwoordt onbegrijpelijk" },
		{ "two answers", ANSWERS, { "stream: OK\0stream: OK", 22 }, 10, "antwoordt onbegrijpelijk" },
		{ "more after the end", ANSWERS, { "stream: OK\0!", 12 }, 10, "antwoordt onbegrijpelijk" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct scan s = talk(cases[i].peer, cases[i].answer, cases[i].n, 1);

		if (s.end != SCAN_UNSURE || !str_eq(s.words, str_of(cases[i].why)))
			fail_msg("%s: %d %.*s", cases[i].name, (int)s.end, STRF(s.words));
	}
}

/* A file that is not what it was is an error of the machine, not of the scanner. */
static void
shrunk(void **state)
{
	AUTO_FD file = file_of(100);
	int sock = peer_start(HANGS, STR_NONE);
	struct scan s;

	(void)state;
	assert_err(E_IO, clamd_scan(sock, file, 101, 30, mem, &s, &err));
	peer_end(sock);
	sock = peer_start(HANGS, STR_NONE);
	assert_err(E_IO, clamd_scan(sock, file, 99, 30, mem, &s, &err));
	peer_end(sock);
}

static void
versions(void **state)
{
	static const struct { struct str answer; const char *version; } cases[] = {
		{ SAYS("ClamAV 1.4.6/27800/Sat Nov 14 09:12:44 2026"), "ClamAV 1.4.6/27800/Sat Nov 14 09:12:44 2026" },
		{ SAYS("ClamAV 1.4.6"), "ClamAV 1.4.6" },
		{ SAYS("ClamAV \x1b[2J"), "ClamAV \\x1b[2J" },
		{ SAYS("UNKNOWN COMMAND"), NULL },
		{ SAYS(""), NULL },
		{ { "ClamAV 1.4.6", 12 }, NULL },
		{ STR_NONE, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int sock = peer_start(AFTER_COMMAND, cases[i].answer);
		struct str version, why;
		bool there = clamd_version(sock, 5000, mem, &version, &why);

		peer_end(sock);
		assert_int_equal(there, cases[i].version != NULL);
		assert_int_equal(why.n == 0, there);
		if (there)
			assert_str(version, cases[i].version);
	}
}

/* --- the supervisor's side -------------------------------------------------------------------- */

static void
not_there(void **state)
{
	struct settings set;
	struct scanner *s;
	int fd;

	(void)state;
	settings_default(&set);
	scanner_open(program("woostraat-upload"), &set, mem, &s);
	assert_null(s);
	assert_false(scanner_facts(s).wanted);
	set.virus_socket = str_fmt(mem, "%s/niets", scratch);
	set.virus_required = true;
	set.virus_wait_s = 7;
	scanner_open(program("woostraat-upload"), &set, mem, &s);
	assert_non_null(s);
	assert_true(scanner_gone(s).n != 0);
	assert_true(scanner_facts(s).wanted && scanner_facts(s).required);
	assert_int_equal(scanner_facts(s).wait_s, 7);
	assert_null(scanner_facts(s).version.p);
	assert_err(E_IO, scanner_connect(s, &fd, &err));
	scanner_close(s);
	scanner_close(NULL);
	/* Nor need the program be there. */
	scanner_open(in("geen-programma"), &set, mem, &s);
	assert_true(scanner_gone(s).n != 0);
	assert_err(E_IO, scanner_connect(s, &fd, &err));
	scanner_close(s);
}

/* Its queue is full: the street does not stand still for it. */
static void
full_queue(void **state)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	AUTO_FD listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct settings set;
	struct scanner *s;
	int64_t began = clock_ms();
	int fd[8], n = 0, failed = 0;

	(void)state;
	settings_default(&set);
	set.virus_socket = str_fmt(mem, "%s/vol", scratch);
	memcpy(at.sun_path, set.virus_socket.p, set.virus_socket.n);
	assert_int_equal(bind(listener, (const struct sockaddr *)&at, sizeof at), 0);
	assert_int_equal(listen(listener, 1), 0);
	scanner_open(program("woostraat-upload"), &set, mem, &s);
	assert_str(scanner_gone(s), "antwoordt niet op tijd");
	for (int i = 0; i < 8; i++) {
		if (scanner_connect(s, &fd[n], &err) == 0)
			n++;
		else
			failed++;
	}
	assert_true(failed != 0);
	assert_true(clock_ms() - began < 60000);
	while (n > 0)
		(void)close(fd[--n]);
	scanner_close(s);
}

static void
tired(void **state)
{
	static const struct { const char *heard; bool gone; } cases[] = {
		{ "", false }, { "--", false }, { "--+--", false }, { "---", true }, { "+---+", true },
	};
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	struct settings set;

	(void)state;
	settings_default(&set);
	set.virus_socket = str_fmt(mem, "%s/moe", scratch);
	memcpy(at.sun_path, set.virus_socket.p, set.virus_socket.n);
	for (size_t i = 0; i < COUNT(cases); i++) {
		AUTO_FD listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		struct scanner *s;
		int status;
		pid_t pid;

		(void)unlink(at.sun_path);
		assert_int_equal(bind(listener, (const struct sockaddr *)&at, sizeof at), 0);
		assert_int_equal(listen(listener, 1), 0);
		pid = fork();
		if (pid == 0)
			be(AFTER_COMMAND, accept(listener, NULL, NULL), SAYS("ClamAV 1.4.6"));
		scanner_open(program("woostraat-upload"), &set, mem, &s);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_null(scanner_gone(s).p);
		assert_str(scanner_facts(s).version, "ClamAV 1.4.6");
		for (const char *h = cases[i].heard; *h != '\0'; h++)
			scanner_heard(s, *h == '+');
		assert_int_equal(scanner_gone(s).n != 0, cases[i].gone);
		scanner_close(s);
	}
}

/* --- a dialer that was taken over, or dies ------------------------------------------------------- */

static const struct { enum msg_kind kind; const char *body; size_t nfds; } lies[] = {
	{ MSG_GIVE, "{}", 0 }, { MSG_GIVE, "{}", 2 }, { MSG_GIVE, "", 1 }, { MSG_DONE, "{}", 1 },
	{ MSG_GIVE, "{\"error\":3}", 0 }, { MSG__COUNT, "{}", 0 }, { MSG_AT, NULL, 0 } /* ends */,
};

static int
fake_dialer(const char *how)
{
	size_t i = strtoul(how, NULL, 10);
	struct msg m;

	mem = arena_new("test", SCRATCH_MEM);
	fake_send(WORKER_FD, i == COUNT(lies) ? MSG_AT : MSG_READY, 0, "{}");
	while (i < COUNT(lies) && msg_recv(WORKER_FD, &m, mem, &err) == 1 && lies[i].body != NULL) {
		struct msg back = { .kind = lies[i].kind, .body = str_of(lies[i].body), .fd = { 0, 1 }, .nfds = lies[i].nfds };

		if (msg_send(WORKER_FD, &back, &err) != 0)
			return 99;
	}
	return 0;
}

static void
lying_dialer(void **state)
{
	struct settings set;
	struct scanner *s;

	(void)state;
	settings_default(&set);
	for (size_t i = 0; i <= COUNT(lies); i++) {
		int fd;

		set.virus_socket = str_fmt(mem, "%zu", i);
		scanner_open(self(), &set, mem, &s);
		assert_true(scanner_gone(s).n != 0);
		/* A new one is started for the next. */
		for (int k = 0; k < 3; k++)
			assert_err(E_IO, scanner_connect(s, &fd, &err));
		scanner_close(s);
	}
	assert_int_equal(child_of(getpid()), 0);
}

/* --- the stage ---------------------------------------------------------------------------------- */

struct supply { int file; const char *answers[2]; size_t asked; pid_t pid[2]; };

static int
supply_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct supply *s = job->source;
	const char *answer;

	assert_int_equal(doc, 0);
	if (kind == A_ORIGINAL) {
		*fd_r = dup(s->file);
		return 0;
	}
	assert_int_equal(kind, A_SCANNER);
	assert_true(s->asked < COUNT(s->answers));
	answer = s->answers[s->asked];
	if (answer == NULL) {
		s->asked++;
		return err_set(e, E_IO, "geen verbinding");
	}
	*fd_r = peer_start(ANSWERS, (struct str){ answer, strlen(answer) + 1 });
	s->pid[s->asked++] = peer_pid;
	return 0;
}

static void
staged(void **state)
{
	static const struct { const char *answers[2]; bool required; size_t asked; const char *tag, *arg; } cases[] = {
		{ { "stream: OK" }, true, 1, NULL, NULL },
		{ { NULL, "stream: OK" }, true, 2, NULL, NULL },
		{ { "huh", "stream: OK" }, true, 2, NULL, NULL },
		{ { "huh", "stream: Eicar FOUND" }, true, 2, "VIR-501", "Eicar" },
		{ { "stream: Eicar FOUND" }, false, 1, "VIR-501", "Eicar" },
		{ { "stream: Eicar.111222333 FOUND" }, false, 1, "VIR-501", "Eicar.*********" },
		{ { NULL, NULL }, true, 2, "VIR-502", "geen verbinding" },
		{ { NULL, NULL }, false, 2, "VIR-301", "geen verbinding" },
		{ { "huh", "\x1b[2J" }, true, 2, "VIR-502", "\\x1b[2J" },
		{ { "INSTREAM size limit exceeded. ERROR" }, true, 1, "VIR-503", "StreamMaxLength" },
		{ { "INSTREAM size limit exceeded. ERROR" }, false, 1, "VIR-301",
		    "groter dan de virusscanner aanneemt: StreamMaxLength" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct document x = { .path = S("a.pdf"), .have_set = A_BIT(A_ORIGINAL) };
		struct dossier d = { .docs = &x, .ndocs = 1, .mem = mem };
		struct supply supply = { .file = file_of(1000), .answers = { cases[i].answers[0], cases[i].answers[1] } };
		struct job job = { .dossier = &d, .doc = 0, .source = &supply, .open = supply_open };
		struct result r = { .mem = mem, .findings = { .mem = mem } };

		x.have[A_ORIGINAL].size = 1000;
		d.scanning = (struct scanning){ .wanted = true, .required = cases[i].required, .wait_s = 30 };
		assert_ok(virus_run(&job, &r, &err));
		assert_int_equal(supply.asked, cases[i].asked);
		assert_int_equal(r.findings.n, cases[i].tag != NULL);
		if (cases[i].tag != NULL) {
			assert_string_equal(finding_tag(r.findings.v[0].code), cases[i].tag);
			assert_str(r.findings.v[0].arg[0], cases[i].arg);
			assert_int_equal(r.findings.v[0].doc, 0);
			assert_int_equal(virus_is_unscanned(r.findings.v[0].code), strcmp(cases[i].tag, "VIR-501") != 0);
		}
		for (size_t k = 0; k < COUNT(supply.pid); k++) {
			if (supply.pid[k] != 0)
				assert_int_equal(waitpid(supply.pid[k], NULL, 0), supply.pid[k]);
		}
		(void)close(supply.file);
	}
}

int
main(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], "dial") == 0)
		_exit(fake_dialer(argv[2]));

	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judged),
		cmocka_unit_test(framed),
		cmocka_unit_test(answers),
		cmocka_unit_test(silences),
		cmocka_unit_test(shrunk),
		cmocka_unit_test(versions),
		cmocka_unit_test(not_there),
		cmocka_unit_test(full_queue),
		cmocka_unit_test(tired),
		cmocka_unit_test(lying_dialer),
		cmocka_unit_test(staged),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
