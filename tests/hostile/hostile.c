/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hostile.c - every attack against every wall (TAP); run from the top of the project.
 *
 *	test_attacks			all of it
 *	test_attacks --bench N		what the walls cost, over N children with and N without them
 *
 * Each attack is tried without walls, where it must succeed (or it would show
 * nothing: SKIP says why it does not), within all walls, with Landlock away,
 * with seccomp away, and by a document in a real worker.
 */
#include "../unit/rig.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>

#include "attack.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/path.h"
#include "lack.h"
#include "proc/filter.h"
#include "proc/landlock.h"
#include "proc/pool.h"
#include "proc/sandbox.h"
#include "proc/spawn.h"
#include "proc/wire.h"
#include "store/vault.h"

#include "base/banned.h"

#define CAME		100	/* exit code of a child that could say what came of it, less the errno */
#define ELSE		-3	/* it ended in another way */
#define NO_WALLS	-4	/* they could not be raised */
#define MEM		GIB(1)
#define WORDS		64

static const struct limits tight = { .wall_s = 20, .cpu_s = 1, .mem = GIB(1), .out = FILE_LIMIT };

static struct arena *mem;
static struct prey prey;
static pid_t victim;

/* --- TAP, by whichever process --------------------------------------------------- */

static struct tap { int n, bad; } *tap;

static void
line(bool good, const char *name, const char *how)
{
	tap->n++;
	tap->bad += !good;
	(void)printf("%sok %d - %s%s\n", good ? "" : "not ", tap->n, name, how);
	(void)fflush(stdout);
}

static const char *
word(int outcome)
{
	static char text[WORDS];

	if (outcome == KILLED)
		return "killed";
	if (outcome == SPENT)
		return "its limit";
	if (outcome == ELSE)
		return "another end";
	if (outcome == NO_WALLS)
		return "the walls did not come up";
	(void)snprintf(text, sizeof text, "%s", outcome == 0 ? "it succeeded" : strerrorname_np(outcome));
	return text;
}

static const char *
named(const char *what, const struct attack *a)
{
	static char text[2 * WORDS];

	(void)snprintf(text, sizeof text, "%s: %s", what, a->name);
	return text;
}

/* As it must be, or it says what came instead. */
static void
verdict_on(const char *what, const struct attack *a, int outcome, bool good)
{
	char how[2 * WORDS] = "";

	if (!good)
		(void)snprintf(how, sizeof how, " (%s)", word(outcome));
	line(good, named(what, a), how);
}

/* --- one attack in a process of its own --------------------------------------------- */

static int
outcome_of(int status)
{
	if (WIFSIGNALED(status))
		return WTERMSIG(status) == SIGSYS ? KILLED :
		    WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL ? SPENT : ELSE;
	/* A program that took our place and ended well. */
	if (WEXITSTATUS(status) == 0)
		return 0;
	return WEXITSTATUS(status) >= CAME ? WEXITSTATUS(status) - CAME : ELSE;
}

/* Within which walls. */
enum within { NOTHING, WITHIN_READER, WITHIN_PROGRAM };

static int
raise_walls(enum within within, const struct sandbox *walls, const struct prey *p)
{
	const struct opening opens[] = { { "/usr/lib", OPEN_READ }, { "/lib", OPEN_READ }, { "/er/is/niets", OPEN_RUN } };
	int keep[2] = { p->fd, p->out };
	struct err e;

	if (within == WITHIN_PROGRAM)
		return sandbox_program(walls, &tight, opens, COUNT(opens), &e);
	return within == NOTHING ? 0 : sandbox_enter(walls, &tight, keep, COUNT(keep), &e);
}

static pid_t
start(const struct attack *a, enum within within, const struct sandbox *walls)
{
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		struct prey p = prey;

		if (chdir(p.dir) != 0 || raise_walls(within, walls, &p) != 0)
			_exit(CAME - 1);
		_exit(CAME + a->run(&p));
	}
	return pid;
}

static int
attempt(const struct attack *a, enum within within, const struct sandbox *walls)
{
	pid_t pid = start(a, within, walls);
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(status) && WEXITSTATUS(status) == CAME - 1 ? NO_WALLS : outcome_of(status);
}

/* --- the passes ------------------------------------------------------------------------ */

static void
control(void)
{
	for (size_t i = 0; i < nattacks; i++) {
		char why[2 * WORDS] = "";
		int rc;

		if ((attacks[i].how & NO_CONTROL) != 0)
			continue;
		rc = attempt(&attacks[i], NOTHING, NULL);
		if (rc != 0)
			(void)snprintf(why, sizeof why, " # SKIP it does not succeed here without walls either: %s", word(rc));
		line(true, named("without walls", &attacks[i]), why);
	}
}

static struct sandbox *
walls_here(void)
{
	struct sandbox *s;
	struct err e;

	if (sandbox_new(mem, &s, &e) != 0) {
		(void)printf("Bail out! %s\n", e.msg);
		exit(1);
	}
	return s;
}

/* seccomp answers before anything else does, so the very answer must be as the table says. */
static void
all_walls(const char *what)
{
	struct sandbox *s = walls_here();

	if ((sandbox_walls(s).stand & WALL_BIT(WALL_calls)) == 0) {
		line(true, what, " # SKIP this kernel has no seccomp");
		return;
	}
	for (size_t i = 0; i < nattacks; i++) {
		int rc = attempt(&attacks[i], WITHIN_READER, s);

		verdict_on(what, &attacks[i], rc, rc == attacks[i].want);
	}
}

/* An outside program loads its libraries, so it may have code; all else it is refused, by whichever wall. */
static void
of_a_program(const char *what)
{
	struct sandbox *s = walls_here();

	if ((sandbox_walls(s).stand & (WALL_BIT(WALL_calls) | WALL_BIT(WALL_files))) !=
	    (WALL_BIT(WALL_calls) | WALL_BIT(WALL_files))) {
		line(true, what, " # SKIP this kernel lacks a wall");
		return;
	}
	for (size_t i = 0; i < nattacks; i++) {
		int rc;

		if ((attacks[i].how & MAKES_CODE) != 0)
			continue;
		rc = attempt(&attacks[i], WITHIN_PROGRAM, s);
		verdict_on(what, &attacks[i], rc, rc > 0 || rc == KILLED || rc == SPENT);
	}
}

static bool
held_without_calls(const struct attack *a, const struct walls *w)
{
	return a->by == BY_LIMITS || (a->by == BY_FILES && w->landlock >= 1) || (a->by == BY_NET && w->landlock >= 4) ||
	    (a->by == BY_SCOPE && w->landlock >= 6);
}

static void
without_calls(const char *what)
{
	struct sandbox *s = walls_here();
	struct walls w = sandbox_walls(s);

	line((w.stand & WALL_BIT(WALL_calls)) == 0, "without seccomp: the walls say so", "");
	for (size_t i = 0; i < nattacks; i++) {
		int rc;

		if (!held_without_calls(&attacks[i], &w) || (attacks[i].how & NO_CONTROL) != 0)
			continue;
		rc = attempt(&attacks[i], WITHIN_READER, s);
		verdict_on(what, &attacks[i], rc, rc > 0 || rc == KILLED || rc == SPENT);
	}
}

/* In a process of its own: what was taken away does not come back. */
static void
lacking(const char *what, const char *title, void (*pass)(const char *))
{
	pid_t pid;

	(void)fflush(stdout);
	pid = fork();
	if (pid == 0) {
		if (lack(what) != 0)
			line(true, title, " # SKIP it cannot be taken away here");
		else
			pass(title);
		(void)fflush(stdout);
		_exit(0);
	}
	(void)waitpid(pid, NULL, 0);
}

/* --- a document in a real worker ---------------------------------------------------------- */

static struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };

static void
bail(const char *what, const struct err *e)
{
	(void)printf("Bail out! %s: %s\n", what, e->msg);
	exit(1);
}

/* Let a document say it; the end of the job, and the media type that came back. */
static struct task
deliver(struct pool *pool, struct vault *vault, struct str text, struct str *type_r)
{
	struct document doc = { .path = S("aanval.txt"), .role = ROLE_MAIN, .have_set = A_BIT(A_ORIGINAL) };
	struct dossier d = { .org = &org, .key = S("d"), .docs = &doc, .ndocs = 1, .mem = mem, .findings = { .mem = mem } };
	struct task t = { .st = { ST_identify }, .nst = 1, .dossier = &d, .answer = -1 }, *done = NULL;
	struct str answer;
	struct err e;
	bool other;
	int fd;

	if (vault_temp(vault, &fd, &e) != 0 || fd_write_all(fd, text, &e) != 0 ||
	    vault_keep(vault, fd, &doc.have[A_ORIGINAL], &e) != 0)
		bail("vault", &e);
	(void)close(fd);
	t.request = json_pack("{siso}", "now", 1768464000, "dossier", wire_dossier(&d, 0));
	if (pool_start(pool, &t, &e) != 0)
		bail("pool", &e);
	while (done == NULL) {
		if (pool_wait(pool, -1, -1, &done, &other, &e) != 0)
			bail("pool", &e);
	}
	*type_r = STR_NONE;
	if (t.end == TASK_DONE && fd_read_all(t.answer, MIB(1), mem, &answer, &e) == 0) {
		json_t *j = json_read(answer, &e);

		*type_r = str_dup(mem, json_str(json_array_get(json_list(json_array_get(json_list(j, "stages"), 0), "docs"), 0),
		    "media_type"));
		json_decref(j);
	}
	task_drop(&t);
	return t;
}

static int
outcome_in_pool(const struct task *t, struct str type)
{
	uint64_t rc;

	if (t->end == TASK_DONE && str_starts(type, S("aanval/")) && str_u64(str_from(type, 7), &rc) == 0)
		return (int)rc;
	if (t->end == TASK_DIED && strcmp(t->why, "verboden handeling") == 0)
		return KILLED;
	return t->end == TASK_LIMIT ? SPENT : ELSE;
}

static size_t
count_fds(void)
{
	size_t n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

/* What the worker said on our stderr while it was a file. */
static void
check_said(const char *path)
{
	struct str said;
	struct err e;
	bool plain = true;

	if (file_read(path, MIB(4), mem, &said, &e) != 0)
		bail(path, &e);
	for (size_t i = 0; i < said.n; i++)
		plain = plain && (said.p[i] == '\n' || ((unsigned char)said.p[i] >= 0x20 && (unsigned char)said.p[i] < 0x7f));
	line(plain && memmem(said.p, said.n, "]0;overgenomen", 14) != NULL,
	    "in a worker: what it says cannot steer a terminal", "");
	line(said.n > KIB(64) && said.n < KIB(64) * 4, "in a worker: and it is cut off", "");
}

static void
in_a_worker(const char *program)
{
	const char *said = str_c(mem, str_fmt(mem, "%s/gezegd", prey.dir));
	int own = dup(STDERR_FILENO), file = open(said, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	struct vault *vault;
	struct pool *pool;
	struct task t;
	struct str type;
	struct err e;
	size_t fds;

	(void)dup2(file, STDERR_FILENO);
	if (vault_open(str_c(mem, str_fmt(mem, "%s/kluis", prey.dir)), false, &vault, &e) != 0 ||
	    pool_open(program, "templates", NULL, 1, vault, &pool, &e) != 0)
		bail(program, &e);
	(void)dup2(own, STDERR_FILENO);
	(void)close(file);
	(void)close(own);
	for (size_t i = 0; i < nattacks; i++) {
		int rc;

		if ((attacks[i].how & NOT_IN_POOL) != 0)
			continue;
		t = deliver(pool, vault, str_fmt(mem, "%s\t%s\t%d\t%s\t%d", attacks[i].name, prey.dir, prey.port,
		    prey.abstract, (int)prey.pid), &type);
		rc = outcome_in_pool(&t, type);
		verdict_on("in a worker", &attacks[i], rc, rc == attacks[i].want);
	}
	fds = count_fds();
	t = deliver(pool, vault, S("send a descriptor"), &type);
	line(t.end == TASK_DIED && count_fds() == fds, "in a worker: a descriptor that it sends is closed, and its job ends", "");
#if !defined(__SANITIZE_ADDRESS__) /* there is no ceiling */
	t = deliver(pool, vault, S("fall back"), &type);
	line(t.end == TASK_LIMIT && type.n == 0, "in a worker: a library that is refused memory does not go on without it", "");
#endif
	t = deliver(pool, vault, S("shout"), &type);
	check_said(said);
	pool_close(pool);
	vault_close(vault);
}

/* --- what it costs ------------------------------------------------------------------------ */

static double
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* One child of a worker that holds its templates, from fork to wait. */
static double
one_child(const struct tools *t, bool walls)
{
	double from = now_ms();
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		int keep[1] = { STDIN_FILENO };
		struct err e;

		_exit(walls ? sandbox_enter(t->sandbox, &tight, keep, 1, &e) != 0 : 0);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0) {
		(void)fprintf(stderr, "a child ended with %d\n", status);
		exit(1);
	}
	return now_ms() - from;
}

/* Turn by turn, so that a busy machine is so for both. */
static int
bench(size_t n)
{
	double *with = NEW(mem, double, n), *without = NEW(mem, double, n), sum[2] = { 0 };
	struct tools *t;
	struct err e;

	if (n == 0 || tools_load("templates", NULL, &t, &e) != 0) {
		(void)fprintf(stderr, "%s\n", n == 0 ? "usage: test_attacks --bench N" : e.msg);
		return 1;
	}
	for (size_t i = 0; i < n; i++) {
		sum[0] += without[i] = one_child(t, false);
		sum[1] += with[i] = one_child(t, true);
	}
	qsort(with, n, sizeof *with, by_size);
	qsort(without, n, sizeof *without, by_size);
	(void)printf("%zu children: without walls %.3f ms, with walls %.3f ms, ratio %.2f; medians %.3f and %.3f: "
		     "%.3f ms for each document\n",
	    n, sum[0] / (double)n, sum[1] / (double)n, sum[1] / sum[0], without[n / 2], with[n / 2],
	    with[n / 2] - without[n / 2]);
	return 0;
}

/* --- the world ------------------------------------------------------------------------------ */

static void
need(bool good, const char *what)
{
	if (good)
		return;
	(void)printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static int
make_file(const char *name, const char *text)
{
	const char *path = str_c(mem, str_fmt(mem, "%s/%s", prey.dir, name));
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	need(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text), path);
	(void)close(fd);
	fd = open(path, O_RDONLY);
	need(fd >= 0, path);
	return fd;
}

static void
listen_tcp(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	need(fd >= 0 && bind(fd, (struct sockaddr *)&a, n) == 0 && listen(fd, 1000) == 0 &&
	    getsockname(fd, (struct sockaddr *)&a, &n) == 0, "loopback");
	prey.port = ntohs(a.sin_port);
}

static void
listen_abstract(void)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	size_t n = (size_t)snprintf(prey.abstract, sizeof prey.abstract, "woo-hostile-%d", (int)getpid());

	memcpy(a.sun_path + 1, prey.abstract, n);
	need(fd >= 0 && bind(fd, (struct sockaddr *)&a, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + n)) == 0 &&
	    listen(fd, 1000) == 0, "abstract socket");
}

static void
make_world(void)
{
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(prey.dir, sizeof prey.dir, "%s/woo-hostile-XXXXXX", tmp == NULL ? "/tmp" : tmp);
	need(mkdtemp(prey.dir) != NULL, prey.dir);
	tap = mmap(NULL, sizeof *tap, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	need(tap != MAP_FAILED, "mmap");
	(void)make_file("geheim", "geheim: dit is van een ander\n");	/* and it stays open */
	(void)close(make_file("weg", ""));
	prey.fd = make_file("invoer", "een brief\n");
	prey.out = open(str_c(mem, str_fmt(mem, "%s/uitvoer", prey.dir)), O_RDWR | O_CREAT, 0600);
	need(prey.out >= 0, "uitvoer");
	listen_tcp();
	listen_abstract();
	victim = fork();
	need(victim >= 0, "fork");
	if (victim == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			(void)pause();
	}
	prey.pid = victim;
}

static void
end_world(void)
{
	(void)kill(victim, SIGKILL);
	(void)waitpid(victim, NULL, 0);
	path_remove_tree(prey.dir);
}

int
main(int argc, char **argv)
{
	struct str home;
	struct err e;
	uint64_t n = 0;

	mem = arena_new("hostile", MEM);
	if (argc == 3 && strcmp(argv[1], "--bench") == 0)
		return str_u64(str_of(argv[2]), &n) == 0 ? bench((size_t)n) : bench(0);
	(void)signal(SIGPIPE, SIG_IGN);
	need(spawn_home(mem, &home, &e) == 0, "home");
	make_world();
	control();
	all_walls("walls");
	of_a_program("around a program");
	lacking("landlock", "without Landlock", all_walls);
	lacking("seccomp", "without seccomp", without_calls);
	in_a_worker(str_c(mem, str_fmt(mem, "%.*s/hostile/woostraat-worker", STRF(home))));
	end_world();
	(void)printf("1..%d\n", tap->n);
	return tap->bad != 0;
}
