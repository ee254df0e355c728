/* SPDX-License-Identifier: EUPL-1.2 */
/* test_sandbox.c - which walls a kernel gives, how that is said, and what a child can still do. */
#include "processes.h"

#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "proc/filter.h"
#include "proc/landlock.h"
#include "proc/relay.h"
#include "proc/sandbox.h"

#define FS_13	((1ull << 13) - 1)

static const struct limits wide = { .wall_s = 60, .cpu_s = 30, .mem = GIB(1), .out = MIB(1) };

/* linux/landlock.h, and the table of ABIs in the kernel's own documentation. */
static void
rights_by_abi(void **state)
{
	static const struct { int abi; uint64_t fs, net, scope; } cases[] = {
		{ 0, 0, 0, 0 }, { 1, FS_13, 0, 0 }, { 2, (1 << 14) - 1, 0, 0 }, { 3, (1 << 15) - 1, 0, 0 },
		{ 4, (1 << 15) - 1, 3, 0 }, { 5, (1 << 16) - 1, 3, 0 }, { 6, (1 << 16) - 1, 3, 3 },
		{ 7, (1 << 16) - 1, 3, 3 }, { 1000, (1 << 16) - 1, 3, 3 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct landlock_rights r = landlock_rights(cases[i].abi);

		if (r.fs != cases[i].fs || r.net != cases[i].net || r.scope != cases[i].scope)
			fail_msg("ABI %d", cases[i].abi);
	}
}

/* The kernel takes the rights of each ABI up to its own. */
static void
each_abi_enters(void **state)
{
	int most = landlock_abi();

	(void)state;
	if (most == 0)
		skip();		/* no Landlock on this kernel */
	for (int abi = 1; abi <= most; abi++) {
		pid_t pid = fork();

		if (pid == 0) {
			walls_self();
			if (landlock_enter(abi, NULL, 0, &err) != 0)
				_exit(1);
			_exit(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES ? 0 : 2);
		}
		assert_int_equal(wait_for(pid), 0);
	}
}

static void
words(void **state)
{
	static const struct { uint32_t stand; const char *missing; } cases[] = {
		{ WALLS_ALL, NULL },
		{ WALLS_ALL | 1u << 20, NULL },		/* of a program that knows more */
		{ WALLS_ALL & ~WALL_BIT(WALL_files), "afscherming van bestanden (Landlock)" },
		{ WALLS_ALL & ~(WALL_BIT(WALL_files) | WALL_BIT(WALL_calls)),
		    "verbod op systeemaanroepen (seccomp), afscherming van bestanden (Landlock)" },
	};
	struct walls none = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct walls w = { .stand = cases[i].stand };

		assert_str(walls_missing(&w, false, mem), cases[i].missing == NULL ? "" : cases[i].missing);
		assert_int_equal(walls_missing(&w, false, mem).p == NULL, cases[i].missing == NULL);
	}
	assert_true(walls_missing(&none, false, mem).n > 100);
}

static void
over_the_wire(void **state)
{
	static const struct { const char *json; uint32_t stand; int landlock; } bad[] = {
		{ "{}", 0, 0 },
		{ "{\"walls\":true,\"landlock\":\"7\"}", 0, 0 },
		{ "{\"walls\":[1,null,\"files\",{\"name\":\"files\"},{\"stands\":true},{\"name\":\"muur\",\"stands\":true},"
		  "{\"name\":\"files\",\"stands\":1}]}", 0, 0 },
		{ "{\"walls\":[{\"name\":\"files\",\"stands\":true}],\"landlock\":3}", WALL_BIT(WALL_files), 3 },
	};

	(void)state;
	for (uint32_t stand = 0; stand <= WALLS_ALL; stand++) {
		struct walls w = { .stand = stand, .landlock = (int)stand % 8 };
		AUTO_JSON j = walls_json(&w);
		struct walls back = walls_of_json(j);

		assert_int_equal(json_array_size(json_list(j, "walls")), WALL__COUNT);
		assert_int_equal(back.stand, stand);
		assert_int_equal(back.landlock, stand % 8);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		AUTO_JSON j = json_read(str_of(bad[i].json), &err);
		struct walls w = walls_of_json(j);

		assert_non_null(j);
		if (w.stand != bad[i].stand || w.landlock != bad[i].landlock)
			fail_msg("%s", bad[i].json);
	}
	assert_int_equal(walls_of_json(NULL).stand, 0);
}

/* --- what is left ------------------------------------------------------------------ */

/* In a child within the walls; 0, or the number of what did not work. */
static int
at_work(const struct sandbox *s, int in, int out)
{
	int keep[3] = { in, -1, out };
	char byte = 'x', *memory;
	struct rlimit r;

	if (sandbox_enter(s, &wide, keep, COUNT(keep), &err) != 0)
		return 1;
	if (pread(in, &byte, 1, 0) != 1 || pwrite(out, &byte, 1, 0) != 1 || ftruncate(out, 10) != 0)
		return 2;
	if (fcntl(in + 1000, F_GETFD) >= 0 || errno != EBADF || dup(in) < 0)
		return 3;
	memory = malloc(64 << 20);
	if (memory == NULL)
		return 4;
	memset(memory, 1, 64 << 20);
	if (getrlimit(RLIMIT_FSIZE, &r) != 0 || r.rlim_max != wide.out || getrlimit(RLIMIT_CORE, &r) != 0 || r.rlim_max != 0)
		return 5;
	if (kill(getpid(), 0) != 0 || raise(0) != 0)
		return 6;
	if (pwrite(out, &byte, 1, (off_t)wide.out) >= 0 || errno != EFBIG)
		return 7;
	free(memory);
	return 0;
}

static struct sandbox *
prepared(void)
{
	struct sandbox *s;

	assert_ok(sandbox_new(mem, &s, &err));
	return s;
}

static void
work_goes_on(void **state)
{
	struct sandbox *s = prepared();
	int in = open(put("in", S("een brief")), O_RDONLY), out = open(put("out", S("")), O_RDWR), far;
	pid_t pid;

	(void)state;
	far = fcntl(in, F_DUPFD, in + 1000);
	assert_true(far >= 0);
	pid = fork();
	if (pid == 0)
		_exit(at_work(s, in, out));
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(close(in) + close(out) + close(far), 0);
}

/* Code that was made before goes on working, and cannot become other code. */
static void
code_is_sealed(void **state)
{
	static const char ret[] = { '\xc3' };	/* x86-64: return */
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct sandbox *s;
	int status = 0;
	pid_t pid;

	(void)state;
	if (!filter_possible())
		skip();		/* no seccomp on this kernel */
	assert_true(page != MAP_FAILED);
	memcpy(page, ret, sizeof ret);
	s = prepared();
	pid = fork();
	if (pid == 0) {
		(void)signal(SIGSEGV, SIG_DFL);
		if (sandbox_enter(s, &wide, NULL, 0, &err) != 0)
			_exit(1);
#if defined(__x86_64__)
		((void (*)(void))(uintptr_t)page)();
#endif
		if (mprotect(page, 4096, PROT_READ | PROT_WRITE) == 0 && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0)
			_exit(2);
		*(volatile char *)page = 0;
		_exit(mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0 ? 3 : 4);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	/* Made writable again it is no code any more. */
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 4);
	pid = fork();
	if (pid == 0) {
		(void)signal(SIGSEGV, SIG_DFL);
		*(volatile char *)page = 0;
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
	assert_int_equal(munmap(page, 4096), 0);
}

/* abort() sends a signal to itself: the end of a bug must still look like one. */
static void
abort_is_seen(void **state)
{
	struct sandbox *s = prepared();
	int status = 0;
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		(void)signal(SIGABRT, SIG_DFL);
		if (sandbox_enter(s, &wide, NULL, 0, &err) != 0)
			_exit(1);
		abort();
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

/* A limit that was lower stays so, also where root could raise it. */
static void
lower_limits_stay(void **state)
{
	struct sandbox *s = prepared();
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct rlimit r = { 1000, 1000 };

		if (setrlimit(RLIMIT_FSIZE, &r) != 0 || setrlimit(RLIMIT_CPU, &(struct rlimit){ 7, 7 }) != 0 ||
		    sandbox_enter(s, &wide, NULL, 0, &err) != 0)
			_exit(1);
		if (getrlimit(RLIMIT_FSIZE, &r) != 0 || r.rlim_cur != 1000 || r.rlim_max != 1000)
			_exit(2);
		_exit(getrlimit(RLIMIT_CPU, &r) != 0 || r.rlim_cur != 7 || r.rlim_max != 7 ? 3 : 0);
	}
	assert_int_equal(wait_for(pid), 0);
}

/* Whoever prepared it is gone, or it is another's child: nothing would kill it at the end. */
static void
only_its_own_child(void **state)
{
	struct sandbox *s = prepared();
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		pid_t grandchild = fork();

		if (grandchild == 0)
			_exit(sandbox_enter(s, &wide, NULL, 0, &err) == -1 && err.kind == E_AGAIN ? 0 : 1);
		_exit(wait_for(grandchild));
	}
	assert_int_equal(wait_for(pid), 0);
}

/* Every call that the lists name is known to libseccomp, and the program fits the kernel's limit. */
static void
filters_compile(void **state)
{
	struct filter *f;

	(void)state;
	assert_ok(filter_make(FILTER_READER, mem, &f, &err));
	assert_ok(filter_make(FILTER_UPLOADER, mem, &f, &err));
}

static void *
thread(void *arg)
{
	return arg;
}

/* Files, sockets and threads it has; programs, processes and other processes it has not. */
static int
as_uploader(void)
{
	pthread_t t;
	pid_t pid;

	walls_self();
	if (sandbox_uploader(&err) != 0)
		return 1;
	if (socket(AF_INET, SOCK_STREAM, 0) < 0 || open("/etc/passwd", O_RDONLY) < 0 ||
	    pthread_create(&t, NULL, thread, NULL) != 0 || pthread_join(t, NULL) != 0)
		return 2;
	pid = fork();
	if (pid == 0)
		_exit(0);
	if (pid > 0 || errno != EPERM)
		return 3;
	if (kill(getppid(), 0) == 0 || errno != EPERM || kill(getpid(), 0) != 0)
		return 4;
	(void)execl("/bin/true", "true", (char *)NULL);
	return 5;
}

static void
uploader(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	if (!filter_possible())
		skip();		/* no seccomp on this kernel */
	pid = fork();
	if (pid == 0)
		_exit(as_uploader());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGSYS)
		fail_msg("status %x", (unsigned)status);
}

/* --- what a child says --------------------------------------------------------------- */

/* What the relay makes of this, said n times. */
static struct str
relayed(struct str words_, size_t times)
{
	const char *path = put("gezegd", S(""));
	int own = dup(STDERR_FILENO), file = open(path, O_RDWR | O_TRUNC);
	struct relay r;
	struct str s;
	pid_t pid;

	assert_ok(relay_open(&r, &err));
	pid = fork();
	if (pid == 0) {
		if (relay_speak(&r, &err) != 0)
			_exit(1);
		for (size_t i = 0; i < times; i++)
			(void)!write(STDERR_FILENO, words_.p, words_.n);
		_exit(0);
	}
	relay_listen(&r);
	for (int status = 0; waitpid(pid, &status, WNOHANG) == 0;)
		relay_take(&r);
	assert_true(dup2(file, STDERR_FILENO) >= 0);
	relay_close(&r);
	assert_true(dup2(own, STDERR_FILENO) >= 0);
	assert_int_equal(close(own) + close(file), 0);
	assert_ok(file_read(path, MIB(8), mem, &s, &err));
	return s;
}

static void
what_it_says(void **state)
{
	struct str s;

	(void)state;
	assert_str(relayed(S("een\ntwee\n"), 1), "een\ntwee\n");
	assert_str(relayed(S("zonder einde"), 1), "zonder einde\n");
	assert_str(relayed(S(""), 1), "");
	assert_str(relayed(S("\033[2J\a\xff\n"), 1), "\\x1b[2J\\x07\\xff\n");
	s = relayed(S("\001\001\001\001"), 1 << 20);	/* one line without an end, each byte escaped */
	assert_int_equal(s.n, 4 * 65536 + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rights_by_abi), cmocka_unit_test(each_abi_enters), cmocka_unit_test(words),
		cmocka_unit_test(over_the_wire), cmocka_unit_test(work_goes_on), cmocka_unit_test(code_is_sealed), cmocka_unit_test(abort_is_seen),
		cmocka_unit_test(lower_limits_stay), cmocka_unit_test(only_its_own_child), cmocka_unit_test(filters_compile),
		cmocka_unit_test(uploader), cmocka_unit_test(what_it_says),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
