/* SPDX-License-Identifier: EUPL-1.2 */
/* processes.h - find the processes that a test started, and play the other end of the socket. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include <sys/socket.h>
#include <time.h>

#include "base/json.h"
#include "proc/message.h"
#include "proc/worker.h"
#include "scratch.h"

#define PATIENCE_MS	20000	/* before a process that does not come is given up */

/* The parent of a process, or 0. */
static UNUSED pid_t
parent_of(pid_t pid)
{
	struct str s, field;
	long ppid = 0;
	int fd = open(str_c(mem, str_fmt(mem, "/proc/%d/stat", (int)pid)), O_RDONLY | O_CLOEXEC);
	char bytes[512];
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, sizeof bytes);

	auto_close(&fd);
	if (n <= 0)
		return 0;
	s = (struct str){ bytes, (size_t)n };
	while (s.n != 0 && s.p[s.n - 1] != ')')		/* the name may hold anything; what follows does not */
		s.n--;
	s = str_from((struct str){ bytes, (size_t)n }, s.n + 1);
	for (int i = 0; i < 2; i++)
		(void)str_next(&s, ' ', &field);
	ppid = strtol(str_c(mem, field), NULL, 10);
	return (pid_t)ppid;
}

/* The first child of pid, or 0. */
static UNUSED pid_t
child_of(pid_t pid)
{
	DIR *d = opendir("/proc");
	struct dirent *ent;
	pid_t found = 0;

	assert_non_null(d);
	while (found == 0 && (ent = readdir(d)) != NULL) {
		pid_t p = (pid_t)strtol(ent->d_name, NULL, 10);

		if (p > 0 && parent_of(p) == pid)
			found = p;
	}
	(void)closedir(d);
	return found;
}

/* The same, when it is there; a child that never comes fails the test. */
static UNUSED pid_t
await_child_of(pid_t pid)
{
	for (int ms = 0; ms < PATIENCE_MS; ms += 5) {
		pid_t p = child_of(pid);

		if (p != 0)
			return p;
		(void)nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	fail_msg("process %d has no child", (int)pid);
	return 0;
}

/* This test program, started again as if it were a worker or the uploader? */
static UNUSED bool
is_fake(int argc)
{
	int type = 0;
	socklen_t n = sizeof type;

	return argc == 2 && getsockopt(WORKER_FD, SOL_SOCKET, SO_TYPE, &type, &n) == 0 && type == SOCK_SEQPACKET;
}

static UNUSED const char *
self(void)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path);

	assert_true(n > 0);
	return str_c(mem, str_dup(mem, (struct str){ path, (size_t)n }));
}

/* For the fakes, which have no test around them: any failure ends them. */
static UNUSED void
fake_send(int sock, enum msg_kind kind, uint32_t id, const char *json)
{
	struct msg m = { .kind = kind, .id = id, .body = str_of(json) };

	if (msg_send(sock, &m, &err) != 0)
		_exit(99);
}

#endif
