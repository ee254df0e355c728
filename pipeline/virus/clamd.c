/* SPDX-License-Identifier: EUPL-1.2 */
/* clamd.c - what is said to clamd over a connection, and what it may answer. */
#include "virus/clamd.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"

#include "base/banned.h"

#define CHUNK		((size_t)64 << 10)	/* bytes given at once; clamd bounds their sum, not each */
#define VERSION_SHOWN	((size_t)200)		/* bytes; an engine, a number and a date are some sixty */

/* A connection, and what came back over it. */
struct talk {
	int		 sock;
	int64_t		 end_ms;	/* by clock_ms */
	char		 got[CLAMD_ANSWER_MOST];
	size_t		 n;
	bool		 ended;		/* clamd has closed */
	const char	*why;		/* what broke it off; NULL: nothing did */
};

/* Is there an answer, or will there never be one? */
static bool
answered(const struct talk *t)
{
	return t->ended || t->n == sizeof t->got || memchr(t->got, '\0', t->n) != NULL;
}

static void
take(struct talk *t)
{
	ssize_t n = read(t->sock, t->got + t->n, sizeof t->got - t->n);

	if (n > 0)
		t->n += (size_t)n;
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		t->ended = true;
}

/* Wait until something can be done; 0: the time is up. */
static int
ready(struct talk *t, short events)
{
	for (;;) {
		struct pollfd p = { .fd = t->sock, .events = events };
		int64_t left = t->end_ms - clock_ms();
		int n = left <= 0 ? 0 : poll(&p, 1, (int)left);

		if (n > 0)
			return p.revents;
		if (n == 0 || errno != EINTR) {
			t->why = _("antwoordt niet op tijd");
			return 0;
		}
	}
}

/* false: clamd spoke first, closed, or let us wait too long; what it said is in t. */
static bool
give(struct talk *t, struct str bytes)
{
	while (bytes.n != 0) {
		int events = ready(t, POLLIN | POLLOUT);
		struct iovec iov = { (void *)(uintptr_t)bytes.p, bytes.n };
		struct msghdr mh = { .msg_iov = &iov, .msg_iovlen = 1 };
		ssize_t n;

		if (events == 0)
			return false;
		if ((events & POLLIN) != 0) {
			take(t);
			return false;
		}
		n = sendmsg(t->sock, &mh, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (n < 0 && errno != EAGAIN && errno != EINTR)
			return false; /* it has closed; why may stand in what can still be read */
		bytes = str_from(bytes, n < 0 ? 0 : (size_t)n);
	}
	return true;
}

/* The answer without its NUL; absent when there is none, and t->why says why. */
static struct str
hear(struct talk *t)
{
	const char *end;

	while (t->why == NULL && !answered(t)) {
		if (ready(t, POLLIN) != 0)
			take(t);
	}
	end = memchr(t->got, '\0', t->n);
	if (end != NULL && end + 1 == t->got + t->n)
		return (struct str){ t->got, (size_t)(end - t->got) };
	if (t->why == NULL)
		t->why = t->n == 0 ? _("verbreekt de verbinding") : _("antwoordt onbegrijpelijk");
	return STR_NONE;
}

static struct scan
unsure(const char *why)
{
	return (struct scan){ SCAN_UNSURE, str_of(why) };
}

struct scan
clamd_judge(struct str answer, bool whole)
{
	struct str what = str_from(answer, sizeof "stream: " - 1);
	bool headed = str_starts(answer, S("stream: ")), found = headed && str_ends(answer, S(" FOUND"));

	if (found && what.n > sizeof " FOUND" - 1) {
		what.n -= sizeof " FOUND" - 1;
		/* Not what is in it but that it was not looked at, where the keeper of clamd asks to be told. */
		if (str_starts(what, S("Heuristics.Limits.Exceeded")))
			return (struct scan){ SCAN_TOO_BIG, what };
		if (str_starts(what, S("Heuristics.Encrypted")))
			return (struct scan){ SCAN_UNSURE, what };
		return (struct scan){ SCAN_FOUND, what };
	}
	if (str_eq(answer, S("INSTREAM size limit exceeded. ERROR")))
		return (struct scan){ SCAN_TOO_BIG, S("StreamMaxLength") };
	if (str_eq(answer, S("stream: OK")))
		return whole ? (struct scan){ SCAN_CLEAN, STR_NONE } :
			       unsure(_("geeft een uitslag voordat het bestand verzonden is"));
	return (struct scan){ SCAN_UNSURE, answer };
}

/* All of the file, as chunks that say how long they are; false: clamd wants no more of it. */
static bool
stream(struct talk *t, int file, uint64_t size, struct err *e)
{
	char piece[4 + CHUNK];
	uint64_t sent = 0;
	ssize_t n;

	e->kind = E_NONE;
	if (!give(t, (struct str){ "zINSTREAM", sizeof "zINSTREAM" }))
		return false;
	do {
		n = pread(file, piece + 4, CHUNK, (off_t)sent);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (n == 0 && sent != size) || (uint64_t)n > size - sent) {
			(void)err_sys(e, E_IO, "%s", _("lezen mislukt"));
			return false;
		}
		/* Most significant byte first; a chunk of no bytes is the end. */
		for (int i = 0; i < 4; i++)
			piece[i] = (char)((uint32_t)n >> (24 - 8 * i) & 0xff);
		if (!give(t, (struct str){ piece, 4 + (size_t)n }))
			return false;
		sent += (uint64_t)n;
	} while (n != 0);
	return true;
}

int
clamd_scan(int sock, int file, uint64_t size, unsigned wait_s, struct arena *mem, struct scan *scan_r, struct err *e)
{
	struct talk t = { .sock = sock, .end_ms = clock_ms() + (int64_t)wait_s * 1000 };
	bool whole = stream(&t, file, size, e);
	struct str answer;

	if (e->kind != E_NONE)
		return -1;
	answer = hear(&t);
	*scan_r = t.why != NULL ? unsure(t.why) : clamd_judge(answer, whole);
	scan_r->words = str_dup(mem, scan_r->words);
	return 0;
}

bool
clamd_version(int sock, int wait_ms, struct arena *mem, struct str *version_r, struct str *why_r)
{
	struct talk t = { .sock = sock, .end_ms = clock_ms() + wait_ms };
	struct str answer = STR_NONE;

	*version_r = STR_NONE;
	(void)give(&t, (struct str){ "zVERSION", sizeof "zVERSION" });
	answer = hear(&t);
	if (t.why == NULL && !str_starts(answer, S("ClamAV ")))
		t.why = _("zegt niet welke ClamAV het is");
	*why_r = str_of(t.why);
	if (t.why != NULL)
		return false;
	*version_r = utf8_cut(utf8_show(mem, str_sub(answer, 0, VERSION_SHOWN)), VERSION_SHOWN);
	return true;
}
