/* SPDX-License-Identifier: EUPL-1.2 */
/* scratch.h - a folder of its own for a test program, and what tests of files and processes share. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"

#define SCRATCH_MEM	GIB(1)
#define assert_str(got, want)	assert_string_equal(str_c(mem, (got)), (want))
/* A call that must work: the message says why not. */
#define assert_ok(call)							\
	do {								\
		if ((call) != 0)					\
			fail_msg("%s: %s", #call, err.msg);		\
	} while (0)
/* A call that must fail with this kind. */
#define assert_err(want, call)						\
	do {								\
		err.kind = E_NONE;					\
		assert_int_equal((call), -1);				\
		if (err.kind != (want))					\
			fail_msg("%s: %s: %s", #call, errkind_name(err.kind), err.msg);	\
	} while (0)

static struct arena *mem;
static struct err err;
static char scratch[] = "/tmp/woostraat-test-XXXXXX";

static UNUSED int
scratch_open(void **state)
{
	(void)state;
	mem = arena_new("test", SCRATCH_MEM);
	return mkdtemp(scratch) == NULL ? -1 : 0;
}

static UNUSED int
scratch_close(void **state)
{
	(void)state;
	path_remove_tree(scratch);
	arena_free(mem);
	return 0;
}

/* A path below the scratch folder. */
static UNUSED const char *
in(const char *name)
{
	return str_c(mem, str_fmt(mem, "%s/%s", scratch, name));
}

static UNUSED const char *
make_folder(const char *name)
{
	assert_ok(path_mkdirs(in(name), &err));
	return in(name);
}

/* A file with these bytes and the folders above it. */
static UNUSED const char *
put(const char *name, struct str bytes)
{
	const char *path = in(name), *slash = strrchr(path, '/');
	int fd;

	assert_ok(path_mkdirs(str_c(mem, (struct str){ path, (size_t)(slash - path) }), &err));
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		fail_msg("%s: %s", path, strerror(errno));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_int_equal(close(fd), 0);
	return path;
}

/* How many descriptors this process has open; the one that counts not counted. */
static UNUSED size_t
count_fds(void)
{
	DIR *d = opendir("/proc/self/fd");
	size_t n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	(void)closedir(d);
	return n - 3;
}

/* How many files lie anywhere below a folder. */
static UNUSED size_t
count_files(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *ent;
	size_t n = 0;

	assert_non_null(d);
	while ((ent = readdir(d)) != NULL) {
		if (strcmp(ent->d_name, ".") == 0 || strcmp(ent->d_name, "..") == 0)
			continue;
		if (ent->d_type == DT_DIR)	/* the vault is two deep; no more than that is asked */
			n += count_files(str_c(mem, str_fmt(mem, "%s/%s", dir, ent->d_name)));
		else
			n++;
	}
	(void)closedir(d);
	return n;
}

/* What a child made of its end: its exit code, or 1000 and the signal. */
static UNUSED int
wait_for(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* Where the programs stand that were built with this test, and the top of the project. */
static UNUSED const char *
program(const char *name)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self);
	struct str s = { self, n < 0 ? 0 : (size_t)n };

	assert_true(n > 0);
	for (int i = 0; i < 2; i++) {		/* off with tests/test_x */
		s.n -= path_base(s).n;
		s.n--;
	}
	return str_c(mem, str_fmt(mem, "%.*s/%s", STRF(s), name));
}

#endif
