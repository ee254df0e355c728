/* SPDX-License-Identifier: EUPL-1.2 */
/* test_message.c - frames between the programs: what arrives whole, and what is refused without a trace. */
#include "scratch.h"

#include <sys/mman.h>
#include <sys/socket.h>

#include "proc/message.h"

#define MAGIC	0x574f4f31u

struct head { uint32_t magic, kind, id, length; };

static int pair[2];

static void
connect_pair(void)
{
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), 0);
}

static void
hang_up(void)
{
	auto_close(&pair[0]);
	auto_close(&pair[1]);
	pair[0] = pair[1] = -1;
}

static int
some_fd(struct str s)
{
	int fd;

	assert_ok(fd_of_str("test", s, &fd, &err));
	return fd;
}

/* What no program of ours sends: these bytes, with n descriptors. */
static void
send_raw(const void *p, size_t size, size_t n)
{
	struct iovec iov = { (void *)(uintptr_t)p, size };
	_Alignas(struct cmsghdr) char space[CMSG_SPACE(sizeof(int) * 32)] = { 0 };
	struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
	int fd = some_fd(S("x"));

	assert_true(n <= 32);
	if (n != 0) {
		struct cmsghdr *c;

		mh.msg_control = space;
		mh.msg_controllen = CMSG_SPACE(sizeof(int) * n);
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * n);
		for (size_t i = 0; i < n; i++)
			memcpy(CMSG_DATA(c) + i * sizeof fd, &fd, sizeof fd);
	}
	assert_int_equal(sendmsg(pair[0], &mh, 0), size);
	assert_int_equal(close(fd), 0);
}

static void
round_trip(void **state)
{
	size_t before = count_fds();

	(void)state;
	connect_pair();
	for (size_t n = 0; n <= MSG_FDS; n++) {
		struct msg out = { .kind = (enum msg_kind)(1 + n), .id = (uint32_t)(0xffffff00u + n), .nfds = n,
			.body = str_fmt(mem, "{\"n\":%zu}", n) }, got;
		struct str s;

		for (size_t i = 0; i < n; i++)
			out.fd[i] = some_fd(str_fmt(mem, "%zu", i));
		assert_ok(msg_send(pair[0], &out, &err));
		assert_int_equal(msg_recv(pair[1], &got, mem, &err), 1);
		assert_int_equal(got.kind, out.kind);
		assert_int_equal(got.id, out.id);
		assert_true(str_eq(got.body, out.body));
		assert_int_equal(got.nfds, n);
		for (size_t i = 0; i < n; i++) {
			assert_int_not_equal(got.fd[i], out.fd[i]);
			assert_int_equal(fcntl(got.fd[i], F_GETFD), FD_CLOEXEC);
			assert_ok(fd_read_all(got.fd[i], 10, mem, &s, &err));
			assert_true(str_eq(s, str_fmt(mem, "%zu", i)));
			assert_int_not_equal(fcntl(out.fd[i], F_GETFD), -1);	/* stayed the sender's */
		}
		msg_close(&got);
		msg_close(&got);
		msg_close(&out);
	}
	hang_up();
	assert_int_equal(count_fds(), before);
}

static void
sizes(void **state)
{
	struct str most = { arena_alloc(mem, MSG_MOST, 1), MSG_MOST };
	struct msg m = { .kind = MSG_AT, .body = STR_NONE }, got;
	pid_t pid;

	(void)state;
	connect_pair();
	assert_ok(msg_send(pair[0], &m, &err));
	assert_int_equal(msg_recv(pair[1], &got, mem, &err), 1);
	assert_int_equal(got.body.n, 0);
	m.body = most;
	assert_ok(msg_send(pair[0], &m, &err));
	assert_int_equal(msg_recv(pair[1], &got, mem, &err), 1);
	assert_true(str_eq(got.body, most));
	/* A longer one, or more descriptors, is a promise of ours that breaks: exit 70. */
	for (int i = 0; i < 2; i++) {
		pid = fork();
		if (pid == 0) {
			(void)close(STDERR_FILENO);
			if (i == 0)
				m.body.n++;
			else
				m.nfds = MSG_FDS + 1;
			_exit(msg_send(pair[0], &m, &err) == 0 ? 0 : 1);
		}
		assert_int_equal(wait_for(pid), EXIT_BUG);
	}
	hang_up();
}

static void
malformed(void **state)
{
	static char bytes[sizeof(struct head) + MSG_MOST + 1];
	static const struct { const char *name; struct head h; size_t size, fds; } cases[] = {
		{ "magic", { MAGIC + 1, MSG_AT, 1, 2 }, 18, 3 },
		{ "magic turned round", { 0x314f4f57, MSG_AT, 1, 2 }, 18, 0 },
		{ "kind 0", { MAGIC, 0, 1, 2 }, 18, 1 },
		{ "kind beyond", { MAGIC, MSG__COUNT, 1, 2 }, 18, 1 },
		{ "kind far beyond", { MAGIC, 0xffffffff, 1, 2 }, 18, 1 },
		{ "length too great", { MAGIC, MSG_AT, 1, 3 }, 18, 8 },
		{ "length too small", { MAGIC, MSG_AT, 1, 1 }, 18, 8 },
		{ "length enormous", { MAGIC, MSG_AT, 1, 0xffffffff }, 18, 0 },
		{ "half a header", { MAGIC, MSG_AT, 1, 0 }, 8, 2 },
		{ "one byte", { MAGIC, MSG_AT, 1, 0 }, 1, 8 },
		{ "nothing but descriptors", { 0 }, 0, 5 },
		{ "too long", { MAGIC, MSG_AT, 1, MSG_MOST + 1 }, sizeof bytes, 2 },
		{ "too many descriptors", { MAGIC, MSG_AT, 1, 2 }, 18, 9 },
		{ "far too many descriptors", { MAGIC, MSG_AT, 1, 2 }, 18, 32 },
	};
	struct msg got;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t before = count_fds();

		connect_pair();
		memset(bytes, 'x', sizeof bytes);
		memcpy(bytes, &cases[i].h, sizeof cases[i].h);
		send_raw(bytes, cases[i].size, cases[i].fds);
		err.kind = E_NONE;
		if (msg_recv(pair[1], &got, mem, &err) != -1 || err.kind != E_BUG || got.nfds != 0)
			fail_msg("%s: %s", cases[i].name, err.msg);
		hang_up();
		if (count_fds() != before)
			fail_msg("%s: %zu descriptors stayed open", cases[i].name, count_fds() - before);
	}
}

static void
gone(void **state)
{
	struct msg m = { .kind = MSG_AT, .body = S("{}") }, got;

	(void)state;
	connect_pair();
	(void)close(pair[0]);
	pair[0] = -1;
	assert_int_equal(msg_recv(pair[1], &got, mem, &err), 0);
	assert_int_equal(got.nfds, 0);
	assert_err(E_AGAIN, msg_send(pair[1], &m, &err));
	hang_up();
	/* What was sent before the end is still read; what was never read resets the peer. */
	connect_pair();
	assert_ok(msg_send(pair[0], &m, &err));
	(void)close(pair[0]);
	pair[0] = -1;
	assert_int_equal(msg_recv(pair[1], &got, mem, &err), 1);
	assert_int_equal(msg_recv(pair[1], &got, mem, &err), 0);
	hang_up();
	connect_pair();
	assert_ok(msg_send(pair[0], &m, &err));
	(void)close(pair[1]);
	pair[1] = -1;
	assert_err(E_AGAIN, msg_send(pair[0], &m, &err));
	assert_int_equal(msg_recv(pair[0], &got, mem, &err), 0);
	hang_up();
	assert_err(E_IO, msg_recv(-1, &got, mem, &err));
	assert_err(E_IO, msg_send(-1, &m, &err));
}

/* A descriptor that waits for nobody, with nothing to read or no room left, is an error and no hang. */
static void
never_waits(void **state)
{
	struct str most = { arena_alloc(mem, MSG_MOST, 1), MSG_MOST };
	struct msg m = { .kind = MSG_AT, .body = most }, got;
	int rc = 0;

	(void)state;
	connect_pair();
	assert_int_equal(fcntl(pair[0], F_SETFL, O_NONBLOCK), 0);
	assert_err(E_IO, msg_recv(pair[0], &got, mem, &err));
	for (int i = 0; i < 1000 && rc == 0; i++)
		rc = msg_send(pair[0], &m, &err);
	assert_int_equal(rc, -1);
	assert_int_equal(err.kind, E_IO);
	hang_up();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trip), cmocka_unit_test(sizes), cmocka_unit_test(malformed),
		cmocka_unit_test(gone), cmocka_unit_test(never_waits),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
