/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * order.c - the write order, checked while it happens, and what a loss of power would take.
 *
 * R1	no new name for a file written since its last fsync
 * R2	a new name (rename, link, mkdir) is followed by fsync of its folder before the ledger commits and before an effect
 * R3	no effect while the ledger's journal has unsynced writes
 *
 * An effect is a POST, PATCH, PUT or DELETE in clear text, a rename into the
 * portal's folder, and the order that the supervisor sends the uploader; the
 * rules are asked of the order, which comes before the others.
 * The tables are shared by the three programs: what one wrote another syncs.
 */
#include "control.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/message.h"

#include "base/banned.h"

#define LOCK_TRIES	2000	/* of a millisecond; who held it longer was killed */
#define COPY_BYTES	((size_t)64 << 10)

static void
lock(void)
{
	unsigned me = (unsigned)getpid();

	for (int i = 0; i < LOCK_TRIES; i++) {
		unsigned nobody = 0;

		if (atomic_compare_exchange_weak(&control->lock, &nobody, me))
			return;
		if (control->all_die)
			(void)syscall(SYS_kill, 0, SIGKILL);
		(void)usleep(1000);
	}
	control->lock = me;
}

static void
unlock(void)
{
	control->lock = 0;
}

static bool
watching(void)
{
	return control != NULL && control->watch;
}

void
order_last(void)
{
	if (watching())
		lock();
}

static bool
same(struct inode a, struct inode b)
{
	return a.dev == b.dev && a.ino == b.ino;
}

static bool
ends(const char *s, const char *tail)
{
	size_t n = strlen(s), m = strlen(tail);

	return n >= m && strcmp(s + n - m, tail) == 0;
}

/* Rule R2 is about ours: SQLite keeps its own files in order, and a scratch folder is made again by each run. */
static bool
never_missed(const char *path)
{
	return ends(path, "/kluis/tmp") || ends(path, ".sqlite") || ends(path, "-wal") || ends(path, "-journal") || ends(path, "-shm");
}

static void
path_of_fd(int fd, char out[PATH_MOST])
{
	char link[40];
	ssize_t n;

	(void)snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	n = readlink(link, out, PATH_MOST - 1);
	out[n < 0 ? 0 : n] = '\0';
}

/* The whole path of a name in a folder. */
static void
path_at(int dir, const char *path, char out[PATH_MOST])
{
	char folder[PATH_MOST];

	if (path[0] == '/') {
		(void)snprintf(out, PATH_MOST, "%s", path);
		return;
	}
	if (dir == AT_FDCWD)
		folder[getcwd(folder, sizeof folder) == NULL ? 0 : strlen(folder)] = '\0';
	else
		path_of_fd(dir, folder);
	if (snprintf(out, PATH_MOST, "%s/%s", folder, path) >= PATH_MOST)
		control->overflow = true;
}

static bool
folder_of(const char *path, struct inode *id_r)
{
	char folder[PATH_MOST];
	const char *slash = strrchr(path, '/');
	struct stat st;

	(void)snprintf(folder, sizeof folder, "%.*s", slash == NULL ? 0 : (int)(slash - path), path);
	if (folder[0] == '\0' || stat(folder, &st) != 0)
		return false;
	*id_r = (struct inode){ st.st_dev, st.st_ino };
	return true;
}

static void __attribute__((format(printf, 2, 3)))
note(const char *rule, const char *fmt, ...)
{
	va_list ap;
	char what[NOTE_MOST - 8];

	if (control->nnotes >= NOTES_MOST)
		return;
	va_start(ap, fmt);
	(void)vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	(void)snprintf(control->note[control->nnotes++], NOTE_MOST, "%s %s", rule, what);
}

static struct dirty *
find_dirty(struct inode id)
{
	for (size_t i = 0; i < control->ndirty; i++) {
		if (same(control->dirty[i].id, id))
			return &control->dirty[i];
	}
	return NULL;
}

/* Keep the file as it is now: so it was when it was last synced. */
static bool
keep(int fd, struct inode id)
{
	static char bytes[COPY_BYTES];
	char path[PATH_MOST + 64];
	off_t at = 0;
	long to, from, n;

	(void)snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	from = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
	(void)snprintf(path, sizeof path, "%s/%llu", control->shadow, (unsigned long long)id.ino);
	to = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	while (from >= 0 && to >= 0 && (n = syscall(SYS_pread64, from, bytes, sizeof bytes, at)) > 0) {
		(void)syscall(SYS_pwrite64, to, bytes, n, at);
		at += n;
	}
	(void)syscall(SYS_close, from);
	(void)syscall(SYS_close, to);
	return from >= 0 && to >= 0;
}

void
order_before_write(int fd)
{
	struct stat st;
	struct dirty d = { .kept = false };

	if (!watching() || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	d.id = (struct inode){ st.st_dev, st.st_ino };
	lock();
	if (find_dirty(d.id) == NULL) {
		path_of_fd(fd, d.path);
		d.journal = ends(d.path, "-wal") || ends(d.path, "-journal");
		d.kept = control->shadow[0] != '\0' && st.st_size != 0 && keep(fd, d.id);
		if (control->ndirty == FILES_MOST)
			control->overflow = true;
		else
			control->dirty[control->ndirty++] = d;
	}
	unlock();
}

/* Is anything unsynced that rule R2 speaks of? */
static const struct fresh *
loose_name(void)
{
	for (size_t i = 0; i < control->nfresh; i++) {
		if (!control->fresh[i].made && !never_missed(control->fresh[i].path))
			return &control->fresh[i];
	}
	return NULL;
}

/* Said once: the names that were loose are not noted again. */
static void
check_names(const char *when)
{
	const struct fresh *f = loose_name();

	if (f == NULL)
		return;
	note("R2", "%s before the folder of %s was synced", when, f->path);
	for (size_t i = 0; i < control->nfresh; i++)
		control->fresh[i].made = true;
}

void
order_synced(int fd)
{
	struct stat st;
	struct dirty *d;
	struct inode id;
	size_t n = 0;

	if (!watching() || fstat(fd, &st) != 0)
		return;
	id = (struct inode){ st.st_dev, st.st_ino };
	lock();
	d = find_dirty(id);
	if (d != NULL && ends(d->path, "-wal"))
		check_names("a commit of the ledger");
	if (d != NULL)
		*d = control->dirty[--control->ndirty];
	if (S_ISDIR(st.st_mode)) {
		for (size_t i = 0; i < control->nfresh; i++) {
			if (!same(control->fresh[i].dir, id))
				control->fresh[n++] = control->fresh[i];
		}
		control->nfresh = n;
	}
	unlock();
}

void
order_made(int dir, const char *path, bool by_open)
{
	struct fresh f = { .made = by_open };

	if (!watching())
		return;
	path_at(dir, path, f.path);
	if (!folder_of(f.path, &f.dir))
		return;
	lock();
	if (control->nfresh == NAMES_MOST)
		control->overflow = true;
	else
		control->fresh[control->nfresh++] = f;
	unlock();
}

void
order_removed(int dir, const char *path)
{
	char whole[PATH_MOST];
	size_t n = 0;

	if (!watching())
		return;
	path_at(dir, path, whole);
	lock();
	for (size_t i = 0; i < control->nfresh; i++) {
		if (strcmp(control->fresh[i].path, whole) != 0)
			control->fresh[n++] = control->fresh[i];
	}
	control->nfresh = n;
	unlock();
}

/*
 * An effect is about to happen.  What the uploader does was ordered, and the
 * order was looked at: since then the supervisor may be halfway through writing
 * something of another dossier.
 */
static void
effect(const char *what)
{
	control->outside++;
	if (control_prog() != PROG_SUPERVISOR)
		return;
	for (size_t i = 0; i < control->ndirty; i++) {
		if (control->dirty[i].journal) {
			note("R3", "%s while %s is not synced", what, control->dirty[i].path);
			break;
		}
	}
	check_names(what);
}

/* An order to the uploader, or a request that changes something. */
static const char *
effect_of(int fd, const void *p, size_t n)
{
	static const char *const verbs[] = { "POST ", "PATCH ", "PUT ", "DELETE " };
	int domain = 0;
	socklen_t len = sizeof domain;
	uint32_t head[2];

	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &len) != 0)
		return NULL;
	if (domain == AF_UNIX && control_prog() == PROG_SUPERVISOR && n >= sizeof head) {
		memcpy(head, p, sizeof head); /* magic, kind (message.c) */
		return head[1] == MSG_ORDER ? "an order to the uploader" : NULL;
	}
	for (size_t i = 0; domain == AF_INET && i < COUNT(verbs); i++) {
		if (n > strlen(verbs[i]) && memcmp(p, verbs[i], strlen(verbs[i])) == 0)
			return verbs[i];
	}
	return NULL;
}

void
order_sending(int fd, const void *p, size_t n)
{
	const char *what;

	if (!watching() || (what = effect_of(fd, p, n)) == NULL)
		return;
	lock();
	effect(what);
	unlock();
}

void
order_renaming(int from_dir, const char *from, bool follow, int dir, const char *path)
{
	char whole[PATH_MOST];
	struct stat st;
	struct inode id;

	if (!watching() || fstatat(from_dir, from, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0)
		return;
	path_at(dir, path, whole);
	lock();
	if (find_dirty((struct inode){ st.st_dev, st.st_ino }) != NULL)
		note("R1", "a new name for a file that is not synced: %s", whole);
	for (size_t i = 0; i < control->nportals && folder_of(whole, &id); i++) {
		if (same(control->portal[i], id))
			effect("a file for the public");
	}
	unlock();
}
