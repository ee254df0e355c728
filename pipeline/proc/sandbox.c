/* SPDX-License-Identifier: EUPL-1.2 */
/* sandbox.c - the walls around the process that reads a document. */
#include "proc/sandbox.h"

#include <linux/capability.h>
#include <linux/close_range.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/filter.h"
#include "proc/landlock.h"

#include "base/banned.h"

#define READER_NOFILE	64		/* inputs are opened one at a time, or a message of them */
#define FILTER_MEM	MIB(1)

struct sandbox {
	struct walls	 walls;
	struct filter	*filter;	/* NULL: the kernel has no seccomp */
	struct filter	*program;	/* the same, for an outside program */
	pid_t		 home;		/* who forks */
};

/*
 * Memory that is code and can be written becomes code alone: PCRE2 keeps what
 * it compiled in such memory, and a child would have a place for code of its own.
 */
static int
seal_code(struct err *e)
{
	FILE *f = fopen("/proc/self/maps", "re");
	unsigned long from, to;
	char *line = NULL, w, x;
	size_t room = 0;
	int rc = 0;

	if (f == NULL)
		return err_sys(e, E_CONFIG, "/proc/self/maps");
	while (rc == 0 && getline(&line, &room, f) >= 0) {
		if (sscanf(line, "%lx-%lx %*c%c%c", &from, &to, &w, &x) == 4 && w == 'w' && x == 'x' &&
		    mprotect((void *)(uintptr_t)from, to - from, PROT_READ | PROT_EXEC) != 0)
			rc = err_sys(e, E_CONFIG, "mprotect");
	}
	free(line);
	(void)fclose(f);
	return rc;
}

int
sandbox_new(struct arena *mem, struct sandbox **s_r, struct err *e)
{
	struct sandbox *s = NEW(mem, struct sandbox, 1);

	if (seal_code(e) != 0)
		return -1;
	s->home = getpid();
	s->walls.stand = WALL_BIT(WALL_limits) | WALL_BIT(WALL_rights);
#if !defined(__SANITIZE_ADDRESS__)
	s->walls.stand |= WALL_BIT(WALL_memory);
#endif
	s->walls.landlock = landlock_abi();
	if (s->walls.landlock != 0)
		s->walls.stand |= WALL_BIT(WALL_files);
	if (filter_possible()) {
		s->walls.stand |= WALL_BIT(WALL_calls);
		if (filter_make(FILTER_READER, mem, &s->filter, e) != 0 ||
		    filter_make(FILTER_PROGRAM, mem, &s->program, e) != 0)
			return -1;
	}
	*s_r = s;
	return 0;
}

void
sandbox_moved(struct sandbox *s)
{
	s->home = getpid();
}

struct walls
sandbox_walls(const struct sandbox *s)
{
	return s->walls;
}

/* Everything but stdin, stdout, stderr and these. */
static int
close_others(const int *keep, size_t n, struct err *e)
{
	unsigned from = STDERR_FILENO + 1;

	for (;;) {
		unsigned next = ~0u;

		for (size_t i = 0; i < n; i++) {
			if (keep[i] >= 0 && (unsigned)keep[i] >= from && (unsigned)keep[i] < next)
				next = (unsigned)keep[i];
		}
		if (next > from && close_range(from, next - (next != ~0u), 0) != 0)
			return err_sys(e, E_CONFIG, "close_range");
		if (next == ~0u)
			return 0;
		from = next + 1;
	}
}

/* Never more than what we were started with. */
static int
limit(int what, uint64_t most, struct err *e)
{
	struct rlimit r;

	if (getrlimit((__rlimit_resource_t)what, &r) != 0)
		return err_sys(e, E_CONFIG, "getrlimit");
	/* At the hard limit of processor time the kernel kills without saying why; before it, SIGXCPU says it. */
	if (r.rlim_max > most)
		r.rlim_max = what == RLIMIT_CPU ? most + 1 : most;
	r.rlim_cur = r.rlim_max < most ? r.rlim_max : most;
	if (setrlimit((__rlimit_resource_t)what, &r) != 0)
		return err_sys(e, E_CONFIG, "setrlimit");
	return 0;
}

static int
limit_all(const struct limits *l, struct err *e)
{
#if !defined(__SANITIZE_ADDRESS__) /* its shadow memory alone is terabytes */
	if (limit(RLIMIT_AS, l->mem, e) != 0)
		return -1;
#endif
	if (limit(RLIMIT_CORE, 0, e) != 0 || limit(RLIMIT_CPU, l->cpu_s, e) != 0 ||
	    limit(RLIMIT_FSIZE, l->out, e) != 0 || limit(RLIMIT_NOFILE, READER_NOFILE, e) != 0 ||
	    limit(RLIMIT_NPROC, 0, e) != 0 || limit(RLIMIT_MEMLOCK, 0, e) != 0 || limit(RLIMIT_MSGQUEUE, 0, e) != 0)
		return -1;
	return 0;
}

/* Root without capabilities is an ordinary user who owns the system's files; those are Landlock's and seccomp's. */
static int
drop_rights(struct err *e)
{
	struct __user_cap_header_struct head = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { 0 };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0)
		return err_sys(e, E_CONFIG, "prctl");
	if (syscall(SYS_capset, &head, none) != 0)
		return err_sys(e, E_CONFIG, "capset");
	return 0;
}

int
sandbox_enter(const struct sandbox *s, const struct limits *l, const int *keep, size_t n, struct err *e)
{
	if (close_others(keep, n, e) != 0 || limit_all(l, e) != 0 || drop_rights(e) != 0)
		return -1;
	/* A full ceiling is an error of write(2), not a death. */
	(void)signal(SIGXFSZ, SIG_IGN);
	/* After the rights: a change of those clears it.  Who forked us may have gone before it was set. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != s->home)
		return err_set(e, E_AGAIN, "%s", _("de werker is weg"));
	if (s->walls.landlock != 0 && landlock_enter(s->walls.landlock, NULL, 0, e) != 0)
		return -1;
	return s->filter == NULL ? 0 : filter_load(s->filter, e);
}

int
sandbox_keeper(const struct sandbox *s, int keep, struct err *e)
{
	if (close_others(&keep, 1, e) != 0 || drop_rights(e) != 0)
		return -1;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != s->home)
		return err_set(e, E_AGAIN, "%s", _("de werker is weg"));
	return 0;
}

int
sandbox_program(const struct sandbox *s, const struct limits *l, const struct opening *o, size_t n, struct err *e)
{
	if (close_others(NULL, 0, e) != 0 || limit_all(l, e) != 0 || drop_rights(e) != 0)
		return -1;
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return err_sys(e, E_CONFIG, "prctl");
	if (s->walls.landlock != 0 && landlock_enter(s->walls.landlock, o, n, e) != 0)
		return -1;
	return s->program == NULL ? 0 : filter_load(s->program, e);
}

int
sandbox_uploader(struct err *e)
{
	struct arena *mem = arena_new("filter", FILTER_MEM);
	struct filter *f;
	int rc = !filter_possible() ? 0 : filter_make(FILTER_UPLOADER, mem, &f, e) != 0 ? -1 : filter_load(f, e);

	arena_free(mem);
	return rc;
}
