/* SPDX-License-Identifier: EUPL-1.2 */
/* journal.c - a line for systemd's journal, with its fields apart. */
#include "base/journal.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/fd.h"

#include "base/banned.h"

static int journal_fd = -1;
static struct sockaddr_un journal_at; /* not connected: the programs have no call that connects (tests/lint/walls.sh) */

/* "device:inode" of the stream, in decimal; a child that sends stderr elsewhere inherits the variable too. */
static bool
is_ours(const char *stream)
{
	struct str rest = str_of(stream), device;
	uint64_t dev, ino;
	struct stat st;

	return stream != NULL && str_next(&rest, ':', &device) && str_u64(device, &dev) == 0 &&
	    str_u64(rest, &ino) == 0 && fstat(STDERR_FILENO, &st) == 0 && (uint64_t)st.st_dev == dev &&
	    (uint64_t)st.st_ino == ino;
}

bool
journal_open(const char *path)
{
	size_t n = strlen(path);

	journal_close();
	if (!is_ours(getenv("JOURNAL_STREAM")) || n >= sizeof journal_at.sun_path || access(path, W_OK) != 0)
		return false;
	journal_at = (struct sockaddr_un){ .sun_family = AF_UNIX };
	memcpy(journal_at.sun_path, path, n);
	journal_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	return journal_fd >= 0;
}

void
journal_close(void)
{
	auto_close(&journal_fd);
	journal_fd = -1;
}

bool
journal_there(void)
{
	return journal_fd >= 0;
}

/* Behind what is there; false: there is no room. */
static bool
add(char *to, size_t *n, const void *p, size_t len)
{
	if (len > JOURNAL_MOST - *n)
		return false;
	if (len != 0)
		memcpy(to + *n, p, len);
	*n += len;
	return true;
}

static bool
add_field(char *to, size_t *n, const struct journal_field *f)
{
	uint64_t len = htole64(f->value.n);

	if (!add(to, n, f->name, strlen(f->name)))
		return false;
	if (!str_has(f->value, '\n'))
		return add(to, n, "=", 1) && add(to, n, f->value.p, f->value.n) && add(to, n, "\n", 1);
	return add(to, n, "\n", 1) && add(to, n, &len, sizeof len) && add(to, n, f->value.p, f->value.n) &&
	    add(to, n, "\n", 1);
}

bool
journal_send(const struct journal_field *f, size_t count)
{
	char text[JOURNAL_MOST];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (f[i].value.p != NULL && !add_field(text, &n, &f[i]))
			return false;
	}
	return journal_fd >= 0 && n != 0 &&
	    sendto(journal_fd, text, n, MSG_NOSIGNAL, (const struct sockaddr *)&journal_at, sizeof journal_at) ==
	    (ssize_t)n;
}
