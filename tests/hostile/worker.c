/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * worker.c - woostraat-worker with a stage `identify` that was taken over: the document says what it tries.
 *
 * Linked with --wrap=identify_run, everything else is the real worker.  What
 * came of it is the media type: aanval/0 (it succeeded) or aanval/ERRNO.
 */
#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"
#include "base/fd.h"
#include "identify/identify.h"
#include "proc/message.h"
#include "stage.h"

#include "base/banned.h"

#define TEXT_MOST	1000
#define FDS		64
#define SHOUT_MOST	KIB(200)

int	__wrap_identify_run(const struct job *, struct result *, struct err *);

/* A descriptor where none belongs, in a frame of the right form. */
static int
send_descriptor(struct err *e)
{
	struct msg m = { .kind = MSG_AT, .body = S("{\"stage\":\"identify\"}"), .fd = { STDIN_FILENO }, .nfds = 1 };

	for (int fd = 3; fd < FDS; fd++) {
		int type = 0;
		socklen_t n = sizeof type;

		if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &n) == 0)
			return msg_send(fd, &m, e);
	}
	return -1;
}

/* What would colour, rename and fill a terminal. */
static void
shout(void)
{
	static const char words[] = "\033]0;overgenomen\007\033[2J\xff\n";

	for (size_t n = 0; n < SHOUT_MOST; n += sizeof words - 1)
		(void)!write(STDERR_FILENO, words, sizeof words - 1);
}

/* What a library does that falls back: it asks for more than the ceiling, and goes on without. */
static bool
fall_back(void)
{
	void *p = g_try_malloc(GIB(4));

	g_free(p);
	return p == NULL;
}

int
__wrap_identify_run(const struct job *job, struct result *r, struct err *e)
{
	const struct attack *a;
	struct prey prey;
	struct str text;
	AUTO_FD fd = -1;
	int rc = 0;

	if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0 || fd_read_all(fd, TEXT_MOST, r->mem, &text, e) != 0)
		return -1;
	if (str_eq(text, S("send a descriptor")))
		rc = send_descriptor(e);
	else if (str_eq(text, S("shout")))
		shout();
	else if (str_eq(text, S("fall back")))
		rc = fall_back() ? ENOMEM : 0;
	else if (attack_read(str_c(r->mem, text), &a, &prey)) {
		prey.fd = fd;
		rc = a->run(&prey);
	} else
		return err_set(e, E_BUG, "no attack: %.*s", STRF(text));
	r->doc.media_type = str_fmt(r->mem, "aanval/%d", rc);
	return 0;
}
