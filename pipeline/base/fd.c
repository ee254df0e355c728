/* SPDX-License-Identifier: EUPL-1.2 */
/* fd.c - descriptors: they close themselves, and are read and written whole. */
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

#define PIECE	((size_t)64 << 10)	/* bytes read at once */

void
auto_close(int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static int
size_of(int fd, uint64_t *size_r, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_sys(e, E_IO, _("bestand niet te lezen"));
	if (!S_ISREG(st.st_mode))
		return err_set(e, E_IO, _("geen gewoon bestand"));
	*size_r = (uint64_t)st.st_size;
	return 0;
}

int
fd_read_all(int fd, size_t max, struct arena *mem, struct str *s_r, struct err *e)
{
	uint64_t size = 0;

	if (size_of(fd, &size, e) != 0)
		return -1;
	if (size > max)
		return err_set(e, E_LIMIT, _("%llu bytes, meer dan de grens van %zu"), (unsigned long long)size, max);
	return fd_read_head(fd, max, mem, s_r, e);
}

int
fd_read_head(int fd, size_t max, struct arena *mem, struct str *s_r, struct err *e)
{
	uint64_t size = 0;
	size_t n = 0, cap;
	char *p;

	if (size_of(fd, &size, e) != 0)
		return -1;
	cap = size < max ? (size_t)size : max;
	p = arena_alloc(mem, cap + 1, 1);
	while (n < cap) {
		ssize_t k = pread(fd, p + n, cap - n, (off_t)n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		if (k == 0)
			break;
		n += (size_t)k;
	}
	*s_r = (struct str){ p, n };
	return 0;
}

int
fd_each(int fd, void (*take)(void *user, struct str), void *user, struct err *e)
{
	char piece[PIECE];
	off_t at = 0;
	ssize_t k;

	while ((k = pread(fd, piece, sizeof piece, at)) != 0) {
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		take(user, (struct str){ piece, (size_t)k });
		at += k;
	}
	return 0;
}

int
fd_copy(int from, uint64_t at, uint64_t n, int to, struct err *e)
{
	char piece[PIECE];

	while (n != 0) {
		ssize_t k = pread(from, piece, n < sizeof piece ? (size_t)n : sizeof piece, (off_t)at);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		if (k == 0)
			return 0;
		if (fd_write_all(to, (struct str){ piece, (size_t)k }, e) != 0)
			return -1;
		at += (uint64_t)k;
		n -= (uint64_t)k;
	}
	return 0;
}

int
fd_write_all(int fd, struct str s, struct err *e)
{
	while (s.n != 0) {
		ssize_t n = write(fd, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, E_IO, _("schrijven mislukt"));
		s = str_from(s, (size_t)n);
	}
	return 0;
}

int
fd_of_str(const char *name, struct str s, int *fd_r, struct err *e)
{
	int fd = memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd < 0)
		return err_sys(e, E_IO, _("geen geheugenbestand"));
	if (fd_write_all(fd, s, e) != 0) {
		(void)close(fd);
		return -1;
	}
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0 ||
	    lseek(fd, 0, SEEK_SET) != 0) {
		(void)err_sys(e, E_IO, _("geen geheugenbestand"));
		(void)close(fd);
		return -1;
	}
	*fd_r = fd;
	return 0;
}

int
file_read(const char *path, size_t max, struct arena *mem, struct str *s_r, struct err *e)
{
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	if (fd_read_all(fd, max, mem, s_r, e) != 0)
		return err_wrap(e, "%s", path);
	return 0;
}

/* What a new file gets: s, or all of from. */
static int
fill(int fd, struct str s, int from, struct err *e)
{
	return from < 0 ? fd_write_all(fd, s, e) : fd_copy(from, 0, UINT64_MAX, fd, e);
}

static int
replace(const char *path, struct str s, int from, struct err *e)
{
	char temp[4096], dir[4096];
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash - path) + (slash == path);
	AUTO_FD d = -1;
	int fd;

	if (n >= sizeof dir || (size_t)snprintf(temp, sizeof temp, "%s.nieuw", path) >= sizeof temp)
		return err_set(e, E_CONFIG, _("%s: pad is te lang"), path);
	memcpy(dir, path, n);
	dir[n] = '\0';
	fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_sys(e, E_IO, "%s", temp);
	if (fill(fd, s, from, e) != 0) {
		(void)close(fd);
		return err_wrap(e, "%s", temp);
	}
	if (fsync(fd) != 0 || close(fd) != 0 || rename(temp, path) != 0)
		return err_sys(e, E_IO, "%s", path);
	d = open(n == 0 ? "." : dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d < 0 || fsync(d) != 0)
		return err_sys(e, E_IO, "%s", path);
	return 0;
}

int
file_replace(const char *path, struct str s, struct err *e)
{
	return replace(path, s, -1, e);
}

int
file_replace_fd(const char *path, int from, struct err *e)
{
	return replace(path, STR_NONE, from, e);
}
