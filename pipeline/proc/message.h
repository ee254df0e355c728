/* SPDX-License-Identifier: EUPL-1.2 */
/* message.h - what the three programs say to each other: one frame, with descriptors. */
#ifndef PROC_MESSAGE_H
#define PROC_MESSAGE_H

#include "base/err.h"
#include "base/str.h"

/*
 * A frame is one datagram on a SOCK_SEQPACKET pair: a header of 16 bytes, then
 * at most MSG_MOST bytes of JSON, and descriptors beside it.  Anything larger
 * travels in a descriptor.
 */
#define MSG_MOST	((size_t)32 << 10)	/* well below the kernel's default send buffer of 208 KiB */
#define MSG_FDS		8

enum msg_kind {
	MSG_READY = 1,		/* worker or uploader to supervisor: {"config":{...},"tried","light","pid"} or
				   {"error":...,"kind":...} */
	MSG_JOB,		/* to a worker: {"stages":[...]}; request, channel, answer, then one out per gift */
	MSG_TWIN,		/* to a worker: be two; the socket of the other, which says READY there */
	MSG_WHOLE,		/* to a worker: load all that it left out; READY again */
	MSG_REAPED,		/* worker: the child is gone: {"status","signal","late","rss_kib","cpu_us","wall_us"} */
	MSG_AT,			/* child: begins a stage: {"stage":...} */
	MSG_WANT,		/* child: asks for an artefact: {"doc","kind"}, or {"doc","pairs"}: text and
				 * properties of so many documents from that one on; to a dialer: asks for a connection */
	MSG_GIVE,		/* to a child, from a dialer: the descriptor (or those of all pairs), or {"error":...} */
	MSG_DONE,		/* child: {"made":bits}, or {"error","kind"}; "took": see child.c */
	MSG_ORDER,		/* to the uploader: {"portal","url","name",...}; the bundle */
	MSG_PROBE,		/* to the uploader: are this address and these keys usable?  {"url","netrc"} */
	MSG_MAIL,		/* to the uploader: a mail (publish/mailbag.h) */
	MSG_RECEIPT,		/* uploader: what became of the order, or {"error","kind"} */
	MSG__COUNT
};

struct msg {
	enum msg_kind	 kind;
	uint32_t	 id;
	struct str	 body;		/* JSON */
	int		 fd[MSG_FDS];
	size_t		 nfds;
};

/* The descriptors stay the caller's.  E_AGAIN when the peer is gone. */
int	msg_send(int sock, const struct msg *, struct err *) MUST_USE;

/*
 * 1: *m_r is a whole, well-formed frame, its descriptors (close-on-exec) are
 * the caller's.  0: the peer closed.  -1: E_BUG for a frame that breaks the
 * form (its descriptors are closed), E_IO for a failing socket.
 */
int	msg_recv(int sock, struct msg *m_r, struct arena *, struct err *) MUST_USE;

void	msg_close(struct msg *);	/* close what descriptors it still holds */

#endif
