/* SPDX-License-Identifier: EUPL-1.2 */
/* notify.c - what a service tells the manager that started it. */
#include "base/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"

#include "base/banned.h"

#define BEAT_MOST_US	((uint64_t)24 * 3600 * 1000000)	/* a longer watchdog is none */

static struct {
	int		 fd;		/* -1: nobody listens */
	struct sockaddr_un at;
	socklen_t	 len;		/* of at */
	bool		 ready;
	int64_t		 beat_ms;	/* half of what the watchdog bears, as its manual asks; 0: there is none */
	int64_t		 last_ms;
} to = { .fd = -1 };

/* Where it listens: a path, or '@' and an abstract name.  Not connected: this program has no call that connects (walls). */
static int
reach(const char *path)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	size_t n = strlen(path);

	if ((path[0] != '/' && path[0] != '@') || n < 2 || n >= sizeof a.sun_path ||
	    (path[0] == '/' && access(path, W_OK) != 0))
		return -1;
	memcpy(a.sun_path, path, n);
	if (path[0] == '@')
		a.sun_path[0] = '\0';
	to.at = a;
	to.len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n + (path[0] != '@'));
	return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

/* Only when it is meant for this process. */
static int64_t
beat(const char *usec, const char *pid)
{
	uint64_t us, whose;

	if (usec == NULL || str_u64(str_of(usec), &us) != 0 || us > BEAT_MOST_US)
		return 0;
	if (pid != NULL && (str_u64(str_of(pid), &whose) != 0 || whose != (uint64_t)getpid()))
		return 0;
	return (int64_t)(us / 2000);
}

void
notify_open(void)
{
	const char *path = getenv("NOTIFY_SOCKET");

	notify_close();
	if (path != NULL)
		to.fd = reach(path);
	if (to.fd >= 0)
		to.beat_ms = beat(getenv("WATCHDOG_USEC"), getenv("WATCHDOG_PID"));
	(void)unsetenv("NOTIFY_SOCKET");
	(void)unsetenv("WATCHDOG_USEC");
	(void)unsetenv("WATCHDOG_PID");
}

void
notify_close(void)
{
	auto_close(&to.fd);
	to.fd = -1;
	to.ready = false;
	to.beat_ms = to.last_ms = 0;
}

bool
notify_heard(void)
{
	return to.fd >= 0;
}

static void
say(const char *text, size_t n)
{
	if (to.fd >= 0)
		(void)sendto(to.fd, text, n, MSG_NOSIGNAL | MSG_DONTWAIT, (const struct sockaddr *)&to.at, to.len);
}

void
notify_ready(void)
{
	if (!to.ready)
		say("READY=1", 7);
	to.ready = true;
}

void
notify_status(struct str s)
{
	char line[sizeof "STATUS=" + NOTIFY_STATUS_MOST] = "STATUS=";
	size_t n = sizeof "STATUS=" - 1;

	s = str_sub(s, 0, NOTIFY_STATUS_MOST);
	for (size_t i = 0; i < s.n; i++)
		line[n++] = (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f ? '?' : s.p[i];
	/* Cut inside a character, it would be no UTF-8, which is refused as a whole. */
	while (s.n == NOTIFY_STATUS_MOST && n > 0 && ((unsigned char)line[n - 1] & 0xc0) == 0x80)
		n--;
	if (s.n == NOTIFY_STATUS_MOST && n > 0 && (unsigned char)line[n - 1] >= 0xc0)
		n--;
	say(line, n);
}

void
notify_stopping(void)
{
	say("STOPPING=1", 10);
}

void
notify_alive(void)
{
	int64_t now;

	if (to.fd < 0 || to.beat_ms == 0)
		return;
	now = clock_ms();
	/* Twice as often as is needed: one that comes late does no harm. */
	if (to.last_ms != 0 && now - to.last_ms < to.beat_ms / 2)
		return;
	to.last_ms = now;
	say("WATCHDOG=1", 10);
}

int
notify_wait_ms(int wait_ms)
{
	int64_t most = to.beat_ms / 2;

	if (to.fd < 0 || to.beat_ms == 0 || (wait_ms >= 0 && wait_ms <= most))
		return wait_ms;
	return most < 1 ? 1 : (int)most;
}
