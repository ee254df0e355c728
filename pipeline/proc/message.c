/* SPDX-License-Identifier: EUPL-1.2 */
/* message.c - what the three programs say to each other: one frame, with descriptors. */
#include "proc/message.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/banned.h"

#define MSG_MAGIC	0x574f4f31u	/* "WOO1": the form may change with the program, never within a run */

struct header {
	uint32_t	 magic, kind, id, length;
};

union control {
	struct cmsghdr	 align;
	char		 space[CMSG_SPACE(sizeof(int) * MSG_FDS)];
};

void
msg_close(struct msg *m)
{
	for (size_t i = 0; i < m->nfds; i++) {
		if (m->fd[i] >= 0)
			(void)close(m->fd[i]);
	}
	m->nfds = 0;
}

int
msg_send(int sock, const struct msg *m, struct err *e)
{
	struct header h = { MSG_MAGIC, m->kind, m->id, (uint32_t)m->body.n };
	struct iovec iov[2] = { { &h, sizeof h }, { (void *)(uintptr_t)m->body.p, m->body.n } };
	union control ctl = { .space = { 0 } };
	struct msghdr mh = { .msg_iov = iov, .msg_iovlen = m->body.n == 0 ? 1 : 2 };
	ssize_t n;

	must(m->body.n <= MSG_MOST && m->nfds <= MSG_FDS);
	if (m->nfds != 0) {
		struct cmsghdr *c;

		mh.msg_control = ctl.space;
		mh.msg_controllen = CMSG_SPACE(sizeof(int) * m->nfds);
		c = CMSG_FIRSTHDR(&mh);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int) * m->nfds);
		memcpy(CMSG_DATA(c), m->fd, sizeof(int) * m->nfds);
	}
	do
		n = sendmsg(sock, &mh, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_sys(
		    e, errno == EPIPE || errno == ECONNRESET ? E_AGAIN : E_IO, _("bericht niet te verzenden"));
	return 0;
}

/* Take the descriptors out of what was received, whatever else it holds. */
static void
take_fds(struct msghdr *mh, struct msg *m)
{
	for (struct cmsghdr *c = CMSG_FIRSTHDR(mh); c != NULL; c = CMSG_NXTHDR(mh, c)) {
		size_t n;

		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		if (n > MSG_FDS - m->nfds)
			n = MSG_FDS - m->nfds;
		memcpy(m->fd + m->nfds, CMSG_DATA(c), n * sizeof(int));
		m->nfds += n;
	}
}

int
msg_recv(int sock, struct msg *m, struct arena *mem, struct err *e)
{
	struct header h = { 0 };
	char *body = arena_alloc(mem, MSG_MOST, 1);
	struct iovec iov[2] = { { &h, sizeof h }, { body, MSG_MOST } };
	union control ctl = { .space = { 0 } };
	struct msghdr mh = {
		.msg_iov = iov, .msg_iovlen = 2, .msg_control = ctl.space, .msg_controllen = sizeof ctl.space
	};
	ssize_t n;

	*m = (struct msg){ 0 };
	do
		n = recvmsg(sock, &mh, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0 && errno == ECONNRESET)
		return 0;
	if (n < 0)
		return err_sys(e, E_IO, _("bericht niet te ontvangen"));
	take_fds(&mh, m);
	if (n == 0 && m->nfds == 0) /* the end; a frame without bytes that brings descriptors breaks the form */
		return 0;
	if ((mh.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0 || (size_t)n < sizeof h || h.magic != MSG_MAGIC ||
	    h.kind == 0 || h.kind >= MSG__COUNT || h.length != (size_t)n - sizeof h) {
		msg_close(m);
		return err_set(e, E_BUG, _("bericht met een verkeerde vorm"));
	}
	m->kind = (enum msg_kind)h.kind;
	m->id = h.id;
	m->body = (struct str){ body, h.length };
	return 1;
}
