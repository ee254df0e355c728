/* SPDX-License-Identifier: EUPL-1.2 */
/* test_vault.c - the vault: what it keeps, what it notices, and what a death leaves behind. */
#include "scratch.h"

#include <sys/resource.h>
#include <sys/syscall.h>

#include "store/vault.h"

/* A file system without O_TMPFILE: the C library's openat (with large files) passes through here. */
static bool no_tmpfile;
/* After so many bytes copy_file_range finds the disk full; -1: never. */
static int64_t copy_room = -1;

int	 test_openat(int, const char *, int, mode_t) __asm__("openat64");
ssize_t	 test_copy(int, off_t *, int, off_t *, size_t, unsigned) __asm__("copy_file_range");

int
test_openat(int dir, const char *path, int flags, mode_t mode)
{
	if (no_tmpfile && (flags & O_TMPFILE) == O_TMPFILE) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return (int)syscall(SYS_openat, dir, path, flags, mode);
}

ssize_t
test_copy(int from, off_t *from_at, int to, off_t *to_at, size_t n, unsigned flags)
{
	if (copy_room == 0) {
		errno = ENOSPC;
		return -1;
	}
	if (copy_room > 0 && n > (size_t)copy_room)
		n = (size_t)copy_room;
	copy_room -= copy_room > 0 ? (int64_t)n : 0;
	return syscall(SYS_copy_file_range, from, from_at, to, to_at, n, flags);
}

static struct vault *
vault(const char *name, bool durable)
{
	struct vault *v;

	assert_ok(vault_open(in(name), durable, &v, &err));
	return v;
}

static struct artefact
keep(struct vault *v, struct str bytes)
{
	struct artefact a;
	int fd;

	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, bytes, &err));
	assert_ok(vault_keep(v, fd, &a, &err));
	assert_int_equal(close(fd), 0);
	return a;
}

static const char *
object(const char *name, const struct artefact *a)
{
	struct str hex = digest_hex(mem, a->sha256);

	return in(str_c(mem, str_fmt(mem, "%s/%.2s/%.*s", name, hex.p, STRF(hex))));
}

static void
keeps(void **state)
{
	size_t fds = count_fds();

	(void)state;
	for (int durable = 0; durable < 2; durable++) {
		const char *name = durable != 0 ? "kluis/een" : "kluis/twee";
		struct vault *v = vault(name, durable != 0);
		struct artefact a = keep(v, S("abc")), empty = keep(v, S("")), b;
		struct artefact wrong = a, absent = { .sha256 = digest_of(S("niet")), .size = 4 };
		struct stat st;
		struct str s;
		int fd;

		assert_str(digest_hex(mem, a.sha256), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		assert_int_equal(a.size, 3);
		assert_int_equal(empty.size, 0);
		assert_true(vault_has(v, &a) && vault_has(v, &empty));
		wrong.size = 4;
		assert_false(vault_has(v, &wrong) || vault_has(v, &absent));
		assert_ok(vault_get(v, &a, &fd, &err));
		assert_ok(fd_read_all(fd, 10, mem, &s, &err));
		assert_str(s, "abc");
		assert_int_equal(write(fd, "x", 1), -1);
		assert_int_equal(close(fd), 0);
		assert_err(E_IO, vault_get(v, &absent, &fd, &err));
		assert_int_equal(stat(object(name, &a), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0400);
		assert_int_equal(st.st_nlink, 1);
		/* Once more: the same object, not written again. */
		b = keep(v, S("abc"));
		assert_true(digest_eq(a.sha256, b.sha256));
		assert_int_equal(stat(object(name, &a), &st), 0);
		assert_int_equal(st.st_nlink, 1);
		assert_int_equal(count_files(in(name)), 2);
		vault_close(v);
		/* Opened again, everything is there. */
		v = vault(name, durable != 0);
		assert_true(vault_has(v, &a) && vault_has(v, &empty));
		vault_close(v);
		assert_int_equal(stat(in(name), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0700);
	}
	vault_close(NULL);
	assert_int_equal(count_fds(), fds);
}

/* The bytes are those of the whole file, wherever its offset stood. */
static void
keeps_all(void **state)
{
	struct vault *v = vault("offset", false);
	struct artefact a, want = { .sha256 = digest_of(S("0123456789")) };
	int fd;

	(void)state;
	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, S("0123456789"), &err));
	assert_int_equal(lseek(fd, 4, SEEK_SET), 4);
	assert_ok(vault_keep(v, fd, &a, &err));
	assert_true(digest_eq(a.sha256, want.sha256));
	assert_int_equal(a.size, 10);
	assert_int_equal(close(fd), 0);
	vault_close(v);
}

static void
damaged(void **state)
{
	static const char *const wrong[] = { "abd", "ab", "abcd", "" };
	struct vault *v = vault("schade", true);
	struct artefact a = keep(v, S("abc")), b;
	const char *path = object("schade", &a);
	int fd;

	(void)state;
	assert_int_equal(chmod(path, 0600), 0);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		fd = open(path, O_WRONLY | O_TRUNC);
		assert_ok(fd_write_all(fd, str_of(wrong[i]), &err));
		assert_int_equal(close(fd), 0);
		assert_int_equal(vault_has(v, &a), strlen(wrong[i]) == 3);	/* says nothing of the bytes */
		assert_ok(vault_temp(v, &fd, &err));
		assert_ok(fd_write_all(fd, S("abc"), &err));
		assert_err(E_IO, vault_keep(v, fd, &b, &err));
		if (strstr(err.msg, "beschadigd") == NULL)
			fail_msg("%s", err.msg);
		assert_int_equal(close(fd), 0);
	}
	/* What stands at its place and is no file is not followed. */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	assert_false(vault_has(v, &a));
	assert_err(E_IO, vault_get(v, &a, &fd, &err));
	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, S("abc"), &err));
	assert_err(E_IO, vault_keep(v, fd, &b, &err));
	assert_int_equal(close(fd), 0);
	vault_close(v);
}

/* A temporary file has no name, so nothing needs to tidy up after it. */
static void
leaves_nothing(void **state)
{
	(void)state;
	for (int named = 0; named < 2; named++) {
		const char *name = named != 0 ? "weg/benoemd" : "weg/naamloos";
		struct vault *v;
		pid_t pid;
		int fd;

		no_tmpfile = named != 0;
		v = vault(name, true);
		assert_ok(vault_temp(v, &fd, &err));
		assert_ok(fd_write_all(fd, S("half"), &err));
		assert_int_equal(count_files(in(name)), 0);
		assert_int_equal(close(fd), 0);
		pid = fork();
		if (pid == 0) {
			assert_ok(vault_temp(v, &fd, &err));
			assert_ok(fd_write_all(fd, S("half"), &err));
			(void)kill(getpid(), SIGKILL);
		}
		assert_int_equal(wait_for(pid), 1000 + SIGKILL);
		assert_int_equal(count_files(in(name)), 0);
		vault_close(v);
		/* What a copy that was killed left is swept at the next start. */
		(void)put(str_c(mem, str_fmt(mem, "%s/tmp/0123", name)), S("half"));
		v = vault(name, true);
		assert_int_equal(count_files(in(name)), 0);
		vault_close(v);
		no_tmpfile = false;
	}
}

static void
without_nameless(void **state)
{
	struct str big = { arena_alloc(mem, MIB(3), 1), MIB(3) };
	struct artefact a, b;
	struct vault *v;
	struct stat st;
	struct str s;
	int fd;

	(void)state;
	memset((char *)(uintptr_t)big.p, 'x', big.n);
	no_tmpfile = true;
	v = vault("oud", true);
	a = keep(v, S("abc"));
	assert_ok(vault_get(v, &a, &fd, &err));
	assert_ok(fd_read_all(fd, 10, mem, &s, &err));
	assert_str(s, "abc");
	assert_int_equal(close(fd), 0);
	assert_int_equal(stat(object("oud", &a), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0400);
	assert_int_equal(st.st_nlink, 1);
	b = keep(v, S("abc"));
	assert_true(digest_eq(a.sha256, b.sha256));
	(void)keep(v, S(""));
	(void)keep(v, big);
	assert_int_equal(count_files(in("oud")), 3);
	/* A full disk half way: an error, nothing under the objects, nothing in tmp, and the next try is free. */
	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, big, &err));
	assert_ok(fd_write_all(fd, S("!"), &err));
	for (int i = 0; i < 2; i++) {
		copy_room = 1000;
		assert_err(E_IO, vault_keep(v, fd, &a, &err));
		assert_int_equal(err.sys, ENOSPC);
		assert_int_equal(count_files(in("oud")), 3);
	}
	copy_room = -1;
	assert_ok(vault_keep(v, fd, &a, &err));
	assert_true(vault_has(v, &a));
	assert_int_equal(close(fd), 0);
	assert_int_equal(count_files(in("oud")), 4);
	vault_close(v);
	no_tmpfile = false;
}

static void
large(void **state)
{
	struct vault *v = vault("groot", false);
	struct artefact a;
	int fd;

	(void)state;
	assert_ok(vault_temp(v, &fd, &err));
	assert_int_equal(ftruncate(fd, 100 << 20), 0);
	assert_ok(vault_keep(v, fd, &a, &err));
	assert_int_equal(a.size, 100 << 20);
	/* head -c 104857600 /dev/zero | sha256sum */
	assert_str(digest_hex(mem, a.sha256), "20492a4d0d84f8beb1767f6616229f85d44c2827b64bdbfb260ee12fa1109e0e");
	assert_int_equal(close(fd), 0);
	vault_close(v);
}

/* No room for more than 1,000 bytes: in a child, since the limit cannot be taken back. */
static void
full(void **state)
{
	struct vault *v = vault("vol", true);
	pid_t pid = fork();

	(void)state;
	if (pid == 0) {
		struct rlimit r = { 1000, 1000 };
		char bytes[4096] = { 0 };
		struct artefact a;
		int fd;

		(void)signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &r) != 0 || vault_temp(v, &fd, &err) != 0)
			_exit(2);
		if (fd_write_all(fd, (struct str){ bytes, sizeof bytes }, &err) == 0 || err.kind != E_IO || err.sys != EFBIG)
			_exit(3);
		(void)close(fd);
		/* What does fit still goes in. */
		if (vault_temp(v, &fd, &err) != 0 || fd_write_all(fd, S("abc"), &err) != 0 ||
		    vault_keep(v, fd, &a, &err) != 0)
			_exit(4);
		_exit(0);
	}
	assert_int_equal(wait_for(pid), 0);
	assert_int_equal(count_files(in("vol")), 1);
	vault_close(v);
}

static void
not_there(void **state)
{
	struct vault *v;
	struct artefact a;
	int fd;

	(void)state;
	(void)put("bestand", S("x"));
	assert_err(E_IO, vault_open(in("bestand"), true, &v, &err));
	assert_err(E_IO, vault_open(in("bestand/kluis"), true, &v, &err));
	assert_err(E_CONFIG, vault_open("", true, &v, &err));
	(void)put("bezet/tmp", S("x"));
	assert_err(E_IO, vault_open(in("bezet"), true, &v, &err));
	/* A descriptor that is no file, and one that is closed. */
	v = vault("pijp", true);
	assert_err(E_IO, vault_keep(v, -1, &a, &err));
	/* The folder of an object is taken by a file. */
	(void)put("pijp/ba", S("x"));
	assert_ok(vault_temp(v, &fd, &err));
	assert_ok(fd_write_all(fd, S("abc"), &err));
	assert_err(E_IO, vault_keep(v, fd, &a, &err));
	assert_int_equal(close(fd), 0);
	vault_close(v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps), cmocka_unit_test(keeps_all), cmocka_unit_test(damaged),
		cmocka_unit_test(leaves_nothing), cmocka_unit_test(without_nameless), cmocka_unit_test(large),
		cmocka_unit_test(full), cmocka_unit_test(not_there),
	};

	return cmocka_run_group_tests(tests, scratch_open, scratch_close);
}
