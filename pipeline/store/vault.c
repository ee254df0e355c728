/* SPDX-License-Identifier: EUPL-1.2 */
/* vault.c - files by their digest: written once, never changed in place. */
#include "store/vault.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"
#include "base/path.h"

#include "base/banned.h"

#define COPY_AT_ONCE	MIB(1)
#define NAME_MOST	80	/* "ab/" and 64 digits; "tmp/" and 32 */

struct vault {
	int	 dir, tmp;
	bool	 durable;
	bool	 nameless;	/* the file system can make files without a name */
};

/* A crash leaves named temporary files behind only where the file system knows no nameless ones. */
static void
sweep(int tmp)
{
	int fd = openat(tmp, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *ent;

	if (d == NULL) {
		auto_close(&fd);
		return;
	}
	while ((ent = readdir(d)) != NULL) {
		if (ent->d_name[0] != '.')
			(void)unlinkat(tmp, ent->d_name, 0);
	}
	(void)closedir(d);
}

int
vault_open(const char *path, bool durable, struct vault **v_r, struct err *e)
{
	struct vault *v;
	int fd;

	if (path_mkdirs(path, e) != 0)
		return -1;
	v = calloc(1, sizeof *v);
	must(v != NULL);
	*v = (struct vault){ .tmp = -1, .durable = durable };
	v->dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (v->dir >= 0 && (mkdirat(v->dir, "tmp", 0700) == 0 || errno == EEXIST))
		v->tmp = openat(v->dir, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (v->tmp < 0) {
		(void)err_sys(e, E_IO, "%s", path);
		vault_close(v);
		return -1;
	}
	sweep(v->tmp);
	fd = openat(v->tmp, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0400);
	v->nameless = fd >= 0;
	auto_close(&fd);
	*v_r = v;
	return 0;
}

int
vault_open_read(const char *path, struct vault **v_r, struct err *e)
{
	struct vault *v;
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	v = calloc(1, sizeof *v);
	must(v != NULL);
	*v = (struct vault){ .dir = fd, .tmp = -1 };
	*v_r = v;
	return 0;
}

void
vault_close(struct vault *v)
{
	if (v == NULL)
		return;
	auto_close(&v->tmp);
	auto_close(&v->dir);
	free(v);
}

/* A name that nobody else has. */
static int
temp_name(char name[NAME_MOST])
{
	uint64_t r[2];

	if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r)
		return -1;
	(void)snprintf(name, NAME_MOST, "%016llx%016llx", (unsigned long long)r[0], (unsigned long long)r[1]);
	return 0;
}

/* Without O_TMPFILE: a file whose name is taken away at once; vault_keep then copies. */
static int
temp_named(struct vault *v, int *fd_r, struct err *e)
{
	char name[NAME_MOST];

	if (temp_name(name) != 0)
		return err_sys(e, E_IO, "getrandom");
	*fd_r = openat(v->tmp, name, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0400);
	if (*fd_r < 0 || unlinkat(v->tmp, name, 0) != 0)
		return err_sys(e, E_IO, _("tijdelijk bestand niet te maken"));
	return 0;
}

int
vault_temp(struct vault *v, int *fd_r, struct err *e)
{
	/* Who only looks makes nothing on the disk. */
	if (v->tmp < 0)
		*fd_r = memfd_create("kluis", MFD_CLOEXEC);
	else if (!v->nameless)
		return temp_named(v, fd_r, e);
	else
		*fd_r = openat(v->tmp, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0400);
	return *fd_r < 0 ? err_sys(e, E_IO, _("tijdelijk bestand niet te maken")) : 0;
}

static void
name_of(const struct digest *d, char dir[4], char name[NAME_MOST])
{
	size_t n = 0;

	(void)snprintf(dir, 4, "%02x", d->b[0]);
	n = (size_t)snprintf(name, NAME_MOST, "%02x/", d->b[0]);
	for (size_t i = 0; i < sizeof d->b; i++)
		n += (size_t)snprintf(name + n, NAME_MOST - n, "%02x", d->b[i]);
}

static int
copy_all(int from, int to)
{
	struct stat st;
	off_t at = 0;
	ssize_t n = 0;

	if (fstat(from, &st) != 0)
		return -1;
	while (at < st.st_size &&
	    ((n = copy_file_range(from, &at, to, NULL, (size_t)(st.st_size - at), 0)) > 0 || (n < 0 && errno == EINTR)))
		;
	if (n == 0 && at != st.st_size)
		errno = EIO; /* it shrank */
	return at == st.st_size ? fsync(to) : -1;
}

/* Link by way of a named copy, for file systems without nameless files; errno says why not. */
static int
link_copy(struct vault *v, int fd, const char *name)
{
	char temp[NAME_MOST];
	int to, rc, sys;

	if (temp_name(temp) != 0)
		return -1;
	to = openat(v->tmp, temp, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0400);
	if (to < 0)
		return -1;
	rc = copy_all(fd, to);
	if (rc == 0)
		rc = linkat(v->tmp, temp, v->dir, name, 0);
	sys = errno;
	(void)close(to);
	(void)unlinkat(v->tmp, temp, 0);
	errno = sys;
	return rc;
}

static int
link_nameless(struct vault *v, int fd, const char *name)
{
	char self[40];

	(void)snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
	return linkat(AT_FDCWD, self, v->dir, name, AT_SYMLINK_FOLLOW);
}

/* An object of that name exists: its bytes must be the ones it is named after. */
static int
check_object(struct vault *v, const char *name, const struct artefact *want, struct err *e)
{
	AUTO_FD fd = openat(v->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct artefact got;

	if (fd < 0)
		return err_sys(e, E_IO, _("kluis: %s"), name);
	if (digest_fd(fd, &got.sha256, NULL, &got.size, e) != 0)
		return err_wrap(e, _("kluis: %s"), name);
	if (digest_eq(got.sha256, want->sha256) && got.size == want->size)
		return 0;
	return err_set(e, E_IO, _("kluis: %s is beschadigd: de inhoud hoort niet bij de naam"), name);
}

static int
sync_folder(struct vault *v, const char *dir, bool made, struct err *e)
{
	AUTO_FD fd = openat(v->dir, dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) != 0 || (made && fsync(v->dir) != 0))
		return err_sys(e, E_IO, _("kluis: map %s"), dir);
	return 0;
}

/* Give it its name, whole and on the disk; *made_r: its folder is new. */
static int
give_name(struct vault *v, int fd, const struct artefact *a, const char *dir, const char *name, bool *made_r, struct err *e)
{
	int rc;

	*made_r = mkdirat(v->dir, dir, 0700) == 0;
	if (!*made_r && errno != EEXIST)
		return err_sys(e, E_IO, _("kluis: map %s"), dir);
	/* An error of fsync is final: a second one may report success although the bytes are gone. */
	FAULT("vault-before-sync");
	if (v->durable && !BROKEN("no-fsync") && fsync(fd) != 0)
		return err_sys(e, E_IO, _("kluis: wegschrijven mislukt"));
	FAULT("vault-before-link");
	rc = v->nameless ? link_nameless(v, fd, name) : link_copy(v, fd, name);
	if (rc != 0 && errno != EEXIST)
		return err_sys(e, E_IO, _("kluis: %s"), name);
	return rc == 0 ? 0 : check_object(v, name, a, e);
}

int
vault_keep(struct vault *v, int fd, struct artefact *a, struct err *e)
{
	char dir[4], name[NAME_MOST];
	bool made = false;

	if (digest_fd(fd, &a->sha256, NULL, &a->size, e) != 0)
		return -1;
	name_of(&a->sha256, dir, name);
	/* Whoever gave it that name wrote its bytes to the disk first.  Of the name itself we do not know that. */
	if ((vault_has(v, a) ? check_object(v, name, a, e) : give_name(v, fd, a, dir, name, &made, e)) != 0)
		return -1;
	FAULT("vault-after-link");
	if (v->durable && !BROKEN("no-dir-fsync") && sync_folder(v, dir, made, e) != 0)
		return -1;
	FAULT("vault-kept");
	return 0;
}

int
vault_get(struct vault *v, const struct artefact *a, int *fd_r, struct err *e)
{
	char dir[4], name[NAME_MOST];

	name_of(&a->sha256, dir, name);
	/* Who put a pipe in its place must not make us wait for it. */
	*fd_r = openat(v->dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	return *fd_r < 0 ? err_sys(e, E_IO, _("kluis: %s"), name) : 0;
}

int
vault_copy(struct vault *v, struct digest name, int to, struct err *e)
{
	struct artefact a = { .sha256 = name }, got;
	AUTO_FD from = -1;
	ssize_t n;

	if (vault_get(v, &a, &from, e) != 0)
		return -1;
	while ((n = sendfile(to, from, NULL, COPY_AT_ONCE)) > 0 || (n < 0 && errno == EINTR))
		;
	if (n < 0)
		return err_sys(e, E_IO, "%s", _("kluis: kopiëren mislukt"));
	if (digest_fd(to, &got.sha256, NULL, &got.size, e) != 0)
		return -1;
	return digest_eq(got.sha256, name) ?
	    0 :
	    err_set(e, E_IO, "%s", _("kluis: een bewaard bestand is beschadigd; zie ‘woostraat verify’"));
}

bool
vault_has(struct vault *v, const struct artefact *a)
{
	char dir[4], name[NAME_MOST];
	struct stat st;

	name_of(&a->sha256, dir, name);
	return fstatat(v->dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) &&
	    (uint64_t)st.st_size == a->size;
}

/* --- taking out ----------------------------------------------------------------- */

bool
vault_size(struct vault *v, struct digest d, uint64_t *size_r)
{
	char dir[4], name[NAME_MOST];
	struct stat st;

	name_of(&d, dir, name);
	if (fstatat(v->dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
		return false;
	*size_r = (uint64_t)st.st_size;
	return true;
}

int
vault_remove(struct vault *v, struct digest d, struct err *e)
{
	char dir[4], name[NAME_MOST];

	name_of(&d, dir, name);
	if (unlinkat(v->dir, name, 0) != 0 && errno != ENOENT)
		return err_sys(e, E_IO, _("kluis: %s"), name);
	return 0;
}

int
vault_flush(struct vault *v, struct err *e)
{
	return syncfs(v->dir) == 0 ? 0 : err_sys(e, E_IO, _("kluis: wegschrijven mislukt"));
}

/* --- everything that lies there ----------------------------------------------- */

static DIR *
open_folder(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);

	if (d == NULL)
		auto_close(&fd);
	return d;
}

/* The next name but . and .. */
static const char *
next_name(DIR *d)
{
	struct dirent *ent;

	while ((ent = readdir(d)) != NULL) {
		if (strcmp(ent->d_name, ".") != 0 && strcmp(ent->d_name, "..") != 0)
			return ent->d_name;
	}
	return NULL;
}

static int
walk_file(DIR *d, const char *folder, const char *name, struct vault_file *f, struct err *e)
{
	AUTO_FD fd = openat(dirfd(d), name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat st;

	f->temporary = strcmp(folder, "tmp") == 0;
	f->named = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && digest_parse(str_of(name), &f->name) == 0 &&
	    strncmp(folder, name, 2) == 0 && folder[2] == '\0';
	if (fd < 0 && errno != ELOOP && errno != ENXIO)
		return err_sys(e, E_IO, _("kluis: %s"), f->path);
	if (f->named && digest_fd(fd, &f->is.sha256, NULL, &f->is.size, e) != 0)
		return err_wrap(e, _("kluis: %s"), f->path);
	return 0;
}

int
vault_walk(struct vault *v, void (*visit)(void *ctx, const struct vault_file *), void *ctx, struct err *e)
{
	char path[2 * NAME_MAX + 2];
	DIR *top = open_folder(v->dir, "."), *d;
	const char *folder, *name;
	int rc = 0;

	if (top == NULL)
		return err_sys(e, E_IO, _("kluis"));
	while (rc == 0 && (folder = next_name(top)) != NULL) {
		if ((d = open_folder(v->dir, folder)) == NULL) {
			visit(ctx, &(struct vault_file){ .path = folder });
			continue;
		}
		while (rc == 0 && (name = next_name(d)) != NULL) {
			struct vault_file f = { .path = path };

			(void)snprintf(path, sizeof path, "%s/%s", folder, name);
			rc = walk_file(d, folder, name, &f, e);
			if (rc == 0)
				visit(ctx, &f);
		}
		(void)closedir(d);
	}
	(void)closedir(top);
	return rc;
}
