/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wrap.c - the calls of calls.def, as our own programs and their libraries reach them.  Linked into the torture build,
 * whose symbols go before those of libc; what libc calls inside itself is not seen.
 */
/* The functions by their own names, 64-bit offsets as libc has them on this machine. */
#undef _FILE_OFFSET_BITS
#undef _FORTIFY_SOURCE

#include "control.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

_Static_assert(sizeof(off_t) == 8 && sizeof(long) == 8, "a 64-bit machine");

/* What goes to the terminal is no effect. */
#define MAY(call, fd)	((fd) <= STDERR_FILENO && (fd) >= 0 ? true : control_call(CALL_##call))

/* --- writing ------------------------------------------------------------------- */

ssize_t
write(int fd, const void *p, size_t n)
{
	if (!MAY(write, fd))
		return -1;
	n = control_short(CALL_write, n);
	order_before_write(fd);
	order_sending(fd, p, n);
	return syscall(SYS_write, fd, p, n);
}

ssize_t
writev(int fd, const struct iovec *v, int n)
{
	if (!MAY(writev, fd))
		return -1;
	order_before_write(fd);
	if (n > 0)
		order_sending(fd, v[0].iov_base, v[0].iov_len);
	return syscall(SYS_writev, fd, v, n);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t at)
{
	if (!MAY(pwrite, fd))
		return -1;
	n = control_short(CALL_pwrite, n);
	order_before_write(fd);
	return syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t
pwritev(int fd, const struct iovec *v, int n, off_t at)
{
	if (!MAY(pwritev, fd))
		return -1;
	order_before_write(fd);
	return syscall(SYS_pwritev, fd, v, n, at, 0L);
}

ssize_t
copy_file_range(int from, off_t *at, int to, off_t *to_at, size_t n, unsigned flags)
{
	if (!MAY(copy_file_range, to))
		return -1;
	order_before_write(to);
	return syscall(SYS_copy_file_range, from, at, to, to_at, n, flags);
}

int
ftruncate(int fd, off_t size)
{
	if (!MAY(ftruncate, fd))
		return -1;
	order_before_write(fd);
	return (int)syscall(SYS_ftruncate, fd, size);
}

static int
sync_by(long number, int fd)
{
	if (syscall(number, fd) != 0)
		return -1;
	order_synced(fd);
	return 0;
}

int
fsync(int fd)
{
	return MAY(fsync, fd) ? sync_by(SYS_fsync, fd) : -1;
}

int
fdatasync(int fd)
{
	return MAY(fdatasync, fd) ? sync_by(SYS_fdatasync, fd) : -1;
}

/* --- names ------------------------------------------------------------------- */

int
renameat2(int from_dir, const char *from, int dir, const char *path, unsigned flags)
{
	if (!MAY(rename, -1))
		return -1;
	order_renaming(from_dir, from, false, dir, path);
	if (syscall(SYS_renameat2, from_dir, from, dir, path, flags) != 0)
		return -1;
	order_removed(from_dir, from);
	order_made(dir, path, false);
	return 0;
}

int
renameat(int from_dir, const char *from, int dir, const char *path)
{
	return renameat2(from_dir, from, dir, path, 0);
}

int
rename(const char *from, const char *path)
{
	return renameat2(AT_FDCWD, from, AT_FDCWD, path, 0);
}

int
linkat(int from_dir, const char *from, int dir, const char *path, int flags)
{
	if (!MAY(link, -1))
		return -1;
	order_renaming(from_dir, from, (flags & AT_SYMLINK_FOLLOW) != 0, dir, path);
	if (syscall(SYS_linkat, from_dir, from, dir, path, flags) != 0)
		return -1;
	order_made(dir, path, false);
	return 0;
}

int
link(const char *from, const char *path)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, path, 0);
}

int
unlinkat(int dir, const char *path, int flags)
{
	if (!MAY(unlink, -1))
		return -1;
	if (syscall(SYS_unlinkat, dir, path, flags) != 0)
		return -1;
	order_removed(dir, path);
	return 0;
}

int
unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int
mkdirat(int dir, const char *path, mode_t mode)
{
	if (!MAY(mkdir, -1))
		return -1;
	if (syscall(SYS_mkdirat, dir, path, mode) != 0)
		return -1;
	order_made(dir, path, false);
	return 0;
}

int
mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

/* --- descriptors ------------------------------------------------------------- */

static int
open_with(int dir, const char *path, int flags, mode_t mode)
{
	struct stat st;
	bool makes = (flags & O_CREAT) != 0, is_new;
	int fd;

	if (!(makes || (flags & O_TMPFILE) == O_TMPFILE ? control_call(CALL_create) : control_call(CALL_open)))
		return -1;
	is_new = makes && control != NULL && fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) != 0;
	fd = (int)syscall(SYS_openat, dir, path, flags, mode);
	if (fd >= 0 && is_new)
		order_made(dir, path, true);
	return fd;
}

/* The mode is there when the flags ask for it. */
#define OPEN(dir)								\
	mode_t mode = 0;							\
	va_list ap;								\
										\
	if ((flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE) {	\
		va_start(ap, flags);						\
		mode = va_arg(ap, mode_t);					\
		va_end(ap);							\
	}									\
	return open_with((dir), path, flags, mode)

int
open(const char *path, int flags, ...)
{
	OPEN(AT_FDCWD);
}

int
openat(int dir, const char *path, int flags, ...)
{
	OPEN(dir);
}

int
close(int fd)
{
	/* The descriptor is gone whatever the answer is, as on Linux. */
	bool may = MAY(close, fd);
	long rc = syscall(SYS_close, fd);

	if (!may)
		errno = control->order.err;
	return may ? (int)rc : -1;
}

int
fcntl(int fd, int command, ...)
{
	bool locks = command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK;
	va_list ap;
	long arg;

	va_start(ap, command);
	arg = va_arg(ap, long);
	va_end(ap);
	/* Only what a system may refuse: to take a lock, not to give one back. */
	if (locks && ((const struct flock *)arg)->l_type != F_UNLCK && !control_call(CALL_fcntl))
		return -1;
	return (int)syscall(SYS_fcntl, fd, command, arg);
}

void *
mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset)
{
	return control_call(CALL_mmap) ? (void *)syscall(SYS_mmap, at, n, protection, flags, fd, offset) : MAP_FAILED;
}

/* --- the network ------------------------------------------------------------- */

int
socket(int domain, int type, int protocol)
{
	return control_call(CALL_socket) ? (int)syscall(SYS_socket, domain, type, protocol) : -1;
}

int
connect(int fd, const struct sockaddr *a, socklen_t n)
{
	return control_call(CALL_connect) ? (int)syscall(SYS_connect, fd, a, n) : -1;
}

ssize_t
send(int fd, const void *p, size_t n, int flags)
{
	if (!control_call(CALL_send))
		return -1;
	n = control_short(CALL_send, n);
	order_sending(fd, p, n);
	return syscall(SYS_sendto, fd, p, n, flags, NULL, 0);
}

ssize_t
sendto(int fd, const void *p, size_t n, int flags, const struct sockaddr *to, socklen_t to_n)
{
	if (!control_call(CALL_sendto))
		return -1;
	order_sending(fd, p, n);
	return syscall(SYS_sendto, fd, p, n, flags, to, to_n);
}

ssize_t
sendmsg(int fd, const struct msghdr *m, int flags)
{
	if (!control_call(CALL_sendmsg))
		return -1;
	if (m->msg_iovlen > 0)
		order_sending(fd, m->msg_iov[0].iov_base, m->msg_iov[0].iov_len);
	return syscall(SYS_sendmsg, fd, m, flags);
}

ssize_t
recv(int fd, void *p, size_t n, int flags)
{
	return control_call(CALL_recv) ? syscall(SYS_recvfrom, fd, p, n, flags, NULL, NULL) : -1;
}

ssize_t
recvfrom(int fd, void *p, size_t n, int flags, struct sockaddr *from, socklen_t *from_n)
{
	return control_call(CALL_recvfrom) ? syscall(SYS_recvfrom, fd, p, n, flags, from, from_n) : -1;
}

ssize_t
recvmsg(int fd, struct msghdr *m, int flags)
{
	return control_call(CALL_recvmsg) ? syscall(SYS_recvmsg, fd, m, flags) : -1;
}

int
poll(struct pollfd *p, nfds_t n, int ms)
{
	struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

	return control_call(CALL_poll) ? (int)syscall(SYS_ppoll, p, n, ms < 0 ? NULL : &t, NULL, 0) : -1;
}

/* --- the names that programs with large files call ----------------------------- */

/* The same function under a second name. */
#define ALSO(name, of)	extern __typeof__(of) name __attribute__((alias(#of)))

ALSO(pwrite64, pwrite);
ALSO(pwritev64, pwritev);
ALSO(ftruncate64, ftruncate);
ALSO(open64, open);
ALSO(openat64, openat);
ALSO(fcntl64, fcntl);
ALSO(mmap64, mmap);
