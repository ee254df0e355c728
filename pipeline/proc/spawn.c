/* SPDX-License-Identifier: EUPL-1.2 */
/* spawn.c - start one of our own programs with a socket to talk through. */
#include "proc/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "proc/worker.h"

#include "base/banned.h"

int
spawn_home(struct arena *mem, struct str *dir_r, struct err *e)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path);
	struct str s = { path, n < 0 ? 0 : (size_t)n };

	if (n <= 0 || (size_t)n == sizeof path)
		return err_sys(e, E_IO, "/proc/self/exe");
	s.n -= path_base(s).n;
	if (s.n > 1)
		s.n--; /* the slash */
	*dir_r = str_dup(mem, s);
	return 0;
}

#define ARGUMENTS_MOST	3
#define VARIABLES	4	/* at most; beside PATH */
#define VARIABLE_MOST	512	/* bytes with its name; a longer one is not passed on */

struct environment {
	char	*env[VARIABLES + 2];
	char	 keep[VARIABLES][VARIABLE_MOST];
};

/* No language: what the others say is kept (lang.h).  Sanitizers read their options, the torture build its orders. */
static void
environment(bool keys, struct environment *to)
{
	static const char *const names[] = {
		"ASAN_OPTIONS", "UBSAN_OPTIONS",
#ifdef WOO_TORTURE
		"WOO_TORTURE",
#endif
		"CREDENTIALS_DIRECTORY", /* the last: see below */
	};
	size_t n = 0;

	to->env[n++] = (char *)(uintptr_t) "PATH=/usr/bin:/bin";
	for (size_t i = 0; i < COUNT(names) - !keys; i++) {
		const char *v = getenv(names[i]);
		char *p = to->keep[i];

		if (v != NULL && (size_t)snprintf(p, sizeof to->keep[i], "%s=%s", names[i], v) < sizeof to->keep[i])
			to->env[n++] = p;
	}
	to->env[n] = NULL;
}

int
spawn(const char *program, const char *argument, const char *second, bool keys, struct helper *h, struct err *e)
{
	return spawn_with(program, (const char *const[]){ argument, second, NULL }, keys, h, e);
}

int
spawn_with(const char *program, const char *const *arguments, bool keys, struct helper *h, struct err *e)
{
	char *argv[ARGUMENTS_MOST + 2] = { (char *)(uintptr_t)program };
	struct environment to;
	int pair[2];

	for (size_t i = 0; i < ARGUMENTS_MOST && arguments[i] != NULL; i++)
		argv[i + 1] = (char *)(uintptr_t)arguments[i];
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return err_sys(e, E_IO, "socketpair");
	environment(keys, &to);
	(void)fflush(NULL);
	h->pid = fork();
	if (h->pid == 0) {
		sigset_t none;
		int nothing;

		/* No helper outlives us: an orphan's last act could cross the first of the next run. */
		(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
		(void)sigemptyset(&none);
		(void)sigprocmask(SIG_SETMASK, &none, NULL);
		/* An interrupt at the terminal goes to the whole group; who stops is the supervisor's decision. */
		(void)signal(SIGINT, SIG_IGN);
		(void)signal(SIGTERM, SIG_DFL);
		(void)signal(SIGPIPE, SIG_IGN);
		if (pair[1] == WORKER_FD)
			(void)fcntl(pair[1], F_SETFD, 0);
		else if (dup2(pair[1], WORKER_FD) < 0)
			_exit(EXIT_BUG);
		/* Who reads documents or the network neither reads nor writes what is between us and the user. */
		nothing = open("/dev/null", O_RDWR);
		if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0 || dup2(nothing, STDOUT_FILENO) < 0)
			_exit(EXIT_BUG);
		(void)close_range(WORKER_FD + 1, ~0u, 0);
		(void)execve(program, argv, to.env);
		_exit(EXIT_CONFIG);
	}
	(void)close(pair[1]);
	if (h->pid < 0) {
		(void)close(pair[0]);
		return err_sys(e, E_IO, "fork");
	}
	h->sock = pair[0];
	return 0;
}

void
spawn_end(struct helper *h)
{
	int status;

	if (h->sock >= 0)
		(void)close(h->sock);
	h->sock = -1;
	if (h->pid > 0) {
		while (waitpid(h->pid, &status, 0) < 0 && errno == EINTR)
			;
	}
	h->pid = 0;
}
