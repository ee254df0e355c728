/* SPDX-License-Identifier: EUPL-1.2 */
/* backup.c - a copy of ledger and vault that is there whole or not at all, and how many of them are kept. */
#include "store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/path.h"
#include "store/backing.h"
#include "store/evidence.h"
#include "store/seal.h"
#include "store/store.h"
#include "store/vault.h"

#include "base/banned.h"

#define NAME_START	"woostraat-"
#define BUSY_START	".woostraat-bezig-"	/* what is being made or removed; nobody's when the lock is free */
#define LOCK_NAME	".woostraat-slot"
#define ABOUT_MOST	KIB(64)
#define ROW_MEM		MIB(1)

struct making {
	const char	*out;		/* where it is being made */
	struct str	 vault;		/* of the state */
	struct str	 before;	/* vault of the back-up before it; absent: none */
	struct vault	*from;
	int		 manifest;
	uint64_t	 files, bytes, linked;
	struct arena	*row;
	struct err	*e;
	bool		 failed;
};

/* --- one file ------------------------------------------------------------------ */

static int
note_file(struct making *m, struct digest d, uint64_t size, struct str name, struct err *e)
{
	m->files++;
	m->bytes += size;
	return fd_write_all(m->manifest, str_fmt(m->row, "%.*s  %.*s\n", STRF(digest_hex(m->row, d)), STRF(name)), e);
}

/* Does the back-up before this one have it, with these very bytes? */
static bool
link_before(struct making *m, const struct vault_file *f, const char *to)
{
	const char *old = m->before.p == NULL ? NULL : str_c(m->row, path_join(m->row, m->before, str_of(f->path)));
	AUTO_FD fd = old == NULL ? -1 : open(old, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct digest d;
	uint64_t size;
	struct err why;

	return fd >= 0 && digest_fd(fd, &d, NULL, &size, &why) == 0 && digest_eq(d, f->name) && link(old, to) == 0;
}

static int
copy_object(struct making *m, const struct vault_file *f, const char *to, struct err *e)
{
	AUTO_FD fd = open(to, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);

	if (fd < 0)
		return err_sys(e, E_IO, "%s", to);
	if (vault_copy(m->from, f->name, fd, e) != 0)
		return err_wrap(e, "%s", to);
	return fsync(fd) == 0 ? 0 : err_sys(e, E_IO, "%s", to);
}

static int
bring(struct making *m, const struct vault_file *f, struct err *e)
{
	struct str name = str_fmt(m->row, "kluis/%s", f->path);
	const char *to = str_c(m->row, path_join(m->row, str_of(m->out), name));
	const char *from = str_c(m->row, path_join(m->row, m->vault, str_of(f->path)));

	if (!f->named || !digest_eq(f->name, f->is.sha256))
		return err_set(e, E_IO,
		    _("kluis: %s is niet wat zijn naam zegt; er is geen kopie gemaakt. Zie ‘woostraat "
		      "verify’"),
		    f->path);
	if (path_mkdirs(str_c(m->row, str_fmt(m->row, "%s/kluis/%.2s", m->out, f->path)), e) != 0)
		return -1;
	if (link(from, to) == 0 || link_before(m, f, to))
		m->linked++;
	else if (copy_object(m, f, to, e) != 0)
		return -1;
	FAULT("backup-object");
	return note_file(m, f->name, f->is.size, name, e);
}

static void
visit(void *ctx, const struct vault_file *f)
{
	struct making *m = ctx;
	struct mark mark = arena_mark(m->row);

	/* Of a run at work: it has no name yet, and the ledger does not know it. */
	if (!f->temporary && !m->failed)
		m->failed = bring(m, f, m->e) != 0;
	arena_rewind(m->row, mark);
}

/* --- the whole ------------------------------------------------------------------- */

static int
copy_ledger(const char *state, struct making *m, struct evidence_head *head, struct arena *mem, struct err *e)
{
	const char *from = str_c(mem, path_join(mem, str_of(state), S(SEAL_LEDGER)));
	const char *to = str_c(mem, path_join(mem, str_of(m->out), S(SEAL_LEDGER)));
	static const char *const names[] = { SEAL_LEDGER, SEAL_FILE };
	struct store *s;
	int rc;

	if (store_open_live(from, &s, e) != 0)
		return -1;
	rc = store_copy(s, to, e);
	store_close(s);
	if (rc != 0 || store_open_read(to, &s, e) != 0)
		return -1;
	rc = evidence_head(s, mem, head, e);
	store_close(s);
	if (rc != 0 || seal_make(m->out, e) != 0)
		return -1;
	for (size_t i = 0; i < COUNT(names); i++) {
		AUTO_FD fd = open(str_c(mem, path_join(mem, str_of(m->out), str_of(names[i]))), O_RDONLY | O_CLOEXEC);
		struct digest d;
		uint64_t size;

		if (fd < 0)
			return err_sys(e, E_IO, "%s/%s", m->out, names[i]);
		if (digest_fd(fd, &d, NULL, &size, e) != 0 || note_file(m, d, size, str_of(names[i]), e) != 0)
			return -1;
	}
	return 0;
}

static int
copy_vault(struct making *m, struct arena *mem, struct err *e)
{
	int rc;

	if (path_mkdirs(str_c(mem, str_fmt(mem, "%s/kluis", m->out)), e) != 0 ||
	    vault_open_read(str_c(mem, m->vault), &m->from, e) != 0)
		return -1;
	m->e = e;
	rc = vault_walk(m->from, visit, m, e);
	vault_close(m->from);
	return rc != 0 || m->failed ? -1 : 0;
}

/* What it is, written last of all that is in it. */
static int
write_about(struct making *m, const struct backup *b, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	struct digest d;

	if (fsync(m->manifest) != 0)
		return err_sys(e, E_IO, "%s/" BACKUP_MANIFEST, m->out);
	if (digest_fd(m->manifest, &d, NULL, &(uint64_t){ 0 }, e) != 0)
		return -1;
	json_put_num(j, "reservekopie", BACKUP_FORM);
	json_put_num(j, "schema", store_form());
	json_put_str(j, "build", b->build);
	json_put_str(j, "made", time_rfc3339(mem, b->made));
	json_put_num(j, "seq", b->seq);
	json_put_str(j, "leaf", b->leaf);
	json_put_num(j, "files", (int64_t)m->files);
	json_put_num(j, "bytes", (int64_t)m->bytes);
	json_put_str(j, "manifest", digest_hex(mem, d));
	return file_replace(
	    str_c(mem, str_fmt(mem, "%s/" BACKUP_ABOUT, m->out)), str_fmt(mem, "%.*s\n", STRF(json_write(mem, j))), e);
}

/* Everything on the disk, and then its name. */
static int
give_name(const char *out, const char *path, int dir, struct err *e)
{
	if (syncfs(dir) != 0)
		return err_sys(e, E_IO, "%s", out);
	FAULT("backup-before-name");
	if (renameat2(AT_FDCWD, out, AT_FDCWD, path, RENAME_NOREPLACE) != 0 &&
	    (errno != EINVAL || access(path, F_OK) == 0 || rename(out, path) != 0))
		return err_sys(e, E_IO, "%s", path);
	return fsync(dir) == 0 ? 0 : err_sys(e, E_IO, "%s", path);
}

static int
fill(const char *state, struct making *m, struct backup *b, struct arena *mem, struct err *e)
{
	struct evidence_head head = { 0 };

	m->manifest = open(str_c(mem, str_fmt(mem, "%s/" BACKUP_MANIFEST, m->out)),
	    O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (m->manifest < 0)
		return err_sys(e, E_IO, "%s/" BACKUP_MANIFEST, m->out);
	/* First what names, then what is named: so the copy lacks nothing that a run adds meanwhile. */
	if (copy_ledger(state, m, &head, mem, e) != 0 || copy_vault(m, mem, e) != 0)
		return -1;
	b->seq = head.seq;
	b->leaf = head.leaf;
	b->files = m->files;
	b->bytes = m->bytes;
	b->linked = m->linked;
	return write_about(m, b, mem, e);
}

/* One at a time in a folder; what lies there half is then of nobody. */
static int
lock_folder(const char *into, struct arena *mem, int *lock_r, struct err *e)
{
	const char *path = str_c(mem, path_join(mem, str_of(into), S(LOCK_NAME)));
	struct str *names;
	size_t n;

	*lock_r = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*lock_r < 0)
		return err_sys(e, E_IO, "%s", path);
	if (flock(*lock_r, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ?
		    err_set(e, E_AGAIN, _("%s: hier wordt al een reservekopie gemaakt"), into) :
		    err_sys(e, E_IO, "%s", path);
	if (path_names(into, PATH_HIDDEN, mem, &names, &n, e) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (str_starts(names[i], S(BUSY_START)))
			path_remove_tree(str_c(mem, path_join(mem, str_of(into), names[i])));
	}
	return 0;
}

/* 2026-11-15T041500Z: no colons, which some file systems refuse. */
static struct str
name_of(time_t now, struct arena *mem)
{
	struct str t = time_rfc3339(mem, now), part;
	struct str name = S(NAME_START);

	while (str_next(&t, ':', &part))
		name = str_fmt(mem, "%.*s%.*s", STRF(name), STRF(part));
	return name;
}

int
backup_make(const char *state, const char *into, time_t now, struct str build, struct arena *mem, struct backup *b,
    struct err *e)
{
	struct making m = { .vault = path_join(mem, str_of(state), S("kluis")), .manifest = -1 };
	AUTO_FD dir = open(into, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	AUTO_FD lock = -1;
	struct backup *old;
	size_t n;
	int rc;

	*b = (struct backup){ .name = name_of(now, mem), .made = now, .build = build };
	b->path = path_join(mem, str_of(into), b->name);
	m.out = str_c(mem, str_fmt(mem, "%s/" BUSY_START "%ld", into, (long)getpid()));
	if (dir < 0)
		return err_sys(e, E_CONFIG, "%s", into);
	if (lock_folder(into, mem, &lock, e) != 0 || backup_list(into, mem, &old, &n, e) != 0)
		return -1;
	if (access(str_c(mem, b->path), F_OK) == 0)
		return err_set(e, E_USAGE, _("%.*s bestaat al; er wordt niets overschreven"), STRF(b->path));
	if (n != 0)
		m.before = path_join(mem, old[n - 1].path, S("kluis"));
	m.row = arena_new("reservekopie", ROW_MEM);
	rc = path_mkdirs(m.out, e);
	if (rc == 0)
		rc = fill(state, &m, b, mem, e);
	if (rc == 0)
		rc = give_name(m.out, str_c(mem, b->path), dir, e);
	auto_close(&m.manifest);
	arena_free(m.row);
	if (rc != 0)
		path_remove_tree(m.out);
	return rc;
}

/* --- which there are --------------------------------------------------------------- */

int
backup_read(const char *path, struct arena *mem, struct backup *b, struct digest *manifest_r, struct err *e)
{
	AUTO_JSON j = NULL;
	struct str text;
	int64_t form;

	if (file_read(str_c(mem, str_fmt(mem, "%s/" BACKUP_ABOUT, path)), ABOUT_MOST, mem, &text, e) != 0)
		return -1;
	if ((j = json_read(str_trim(text), e)) == NULL)
		return err_wrap(e, "%s/" BACKUP_ABOUT, path);
	form = json_num(j, "reservekopie", 0);
	*b = (struct backup){ .path = str_dup(mem, str_of(path)),
		.name = str_dup(mem, path_base(str_of(path))),
		.build = str_dup(mem, json_str(j, "build")),
		.seq = json_num(j, "seq", -1),
		.leaf = str_dup(mem, json_str(j, "leaf")),
		.files = (uint64_t)json_num(j, "files", 0),
		.bytes = (uint64_t)json_num(j, "bytes", 0) };
	if (form > BACKUP_FORM || json_num(j, "schema", 0) > store_form())
		return err_set(e, E_CONFIG, _("%s: deze reservekopie is van een nieuwere versie van woostraat (%.*s)"),
		    path, STRF(b->build));
	if (form == BACKUP_FORM && json_num(j, "schema", 0) != store_form())
		return err_set(e, E_CONFIG,
		    _("%s: deze reservekopie is van een oudere versie van woostraat (%.*s), met een "
		      "andere indeling van de administratie"),
		    path, STRF(b->build));
	if (form != BACKUP_FORM || b->seq < 0 || time_parse(json_str(j, "made"), &b->made) != 0 ||
	    digest_parse(json_str(j, "manifest"), manifest_r) != 0)
		return err_set(e, E_IO, _("%s/" BACKUP_ABOUT ": dit is geen beschrijving van een reservekopie"), path);
	return 0;
}

int
backup_list(const char *into, struct arena *mem, struct backup **v_r, size_t *n_r, struct err *e)
{
	size_t names = 0, cap = 0;
	struct str *name;

	*v_r = NULL;
	*n_r = 0;
	if (path_names(into, 0, mem, &name, &names, e) != 0)
		return -1;
	for (size_t i = 0; i < names; i++) {
		struct digest d;
		struct backup b;
		struct err why;

		/* Its description is written last; of a newer version it is nobody's to touch. */
		if (str_starts(name[i], S(NAME_START)) &&
		    backup_read(str_c(mem, path_join(mem, str_of(into), name[i])), mem, &b, &d, &why) == 0)
			*PUSH(mem, *v_r, *n_r, cap) = b;
	}
	return 0;
}

int
backup_thin(const char *into, size_t keep, size_t *gone_r, struct arena *mem, struct err *e)
{
	AUTO_FD lock = -1;
	struct backup *v;
	size_t n;

	*gone_r = 0;
	if (lock_folder(into, mem, &lock, e) != 0 || backup_list(into, mem, &v, &n, e) != 0)
		return -1;
	for (size_t i = 0; v != NULL && i + keep < n; i++) {
		const char *busy = str_c(mem, str_fmt(mem, "%s/" BUSY_START "weg-%zu", into, i));

		/* First its name, so that half of one is never taken for one. */
		if (rename(str_c(mem, v[i].path), busy) != 0)
			return err_sys(e, E_IO, "%.*s", STRF(v[i].path));
		path_remove_tree(busy);
		++*gone_r;
	}
	return 0;
}
