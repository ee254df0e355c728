/* SPDX-License-Identifier: EUPL-1.2 */
/* restore.c - a back-up checked to its last byte, and put back. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/fd.h"
#include "base/path.h"
#include "base/reel.h"
#include "store/backing.h"
#include "store/evidence.h"
#include "store/hold.h"
#include "store/look.h"
#include "store/store.h"
#include "store/vault.h"

#include "base/banned.h"

#define ROW_MEM		MIB(1)
#define COPY_AT_ONCE	MIB(1)
#define HEX_BYTES	((size_t)64)
#define LEDGER_NEW	SEAL_LEDGER ".nieuw"

/* What of the state goes aside; the reports stand elsewhere. */
static const char *const of_state[] = { SEAL_FILE, SEAL_LEDGER, SEAL_LEDGER "-wal", SEAL_LEDGER "-shm",
	SEAL_LEDGER "-journal", LEDGER_NEW, "kluis", "slot" };

/* --- the manifest ----------------------------------------------------------------- */

struct listed {
	struct digest	 d;
	struct str	 name;
};

/* A line of the manifest.  Only what a back-up holds: a name cannot lead out of it. */
static bool
read_line(struct str line, struct listed *l)
{
	struct str rest = str_from(line, HEX_BYTES + 2), hex = str_sub(line, 0, HEX_BYTES);

	if (digest_parse(hex, &l->d) != 0 || !str_eq(str_sub(line, HEX_BYTES, 2), S("  ")))
		return false;
	l->name = rest;
	if (str_eq(rest, S(SEAL_LEDGER)) || str_eq(rest, S(SEAL_FILE)))
		return true;
	return rest.n == 9 + HEX_BYTES && str_starts(rest, S("kluis/")) &&
	    str_eq(str_sub(rest, 6, 2), str_sub(hex, 0, 2)) && str_eq(str_sub(rest, 8, 1), S("/")) &&
	    str_eq(str_from(rest, 9), hex);
}

static int
check_file(const struct backup *b, const struct listed *l, uint64_t *bytes, struct arena *row, struct err *e)
{
	const char *path = str_c(row, path_join(row, b->path, l->name));
	AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct digest d;
	uint64_t size;

	if (fd < 0)
		return err_sys(e, E_IO, "%s", path);
	if (digest_fd(fd, &d, NULL, &size, e) != 0)
		return err_wrap(e, "%s", path);
	*bytes += size;
	return digest_eq(d, l->d) ? 0 : err_set(e, E_IO, _("%s is niet wat het manifest zegt"), path);
}

/* A line at a time: there are as many as the vault has objects. */
struct manifest {
	struct reel	*lines;
	struct hash	*hash;		/* of what was read of it */
	struct digest	 want;
	int		 fd;
};

static int
manifest_open(const struct backup *b, struct digest want, struct arena *mem, struct manifest *m, struct err *e)
{
	const char *path = str_c(mem, path_join(mem, b->path, S(BACKUP_MANIFEST)));
	struct digest d;
	uint64_t size;

	*m = (struct manifest){ .want = want, .fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) };
	if (m->fd < 0)
		return err_sys(e, E_IO, "%s", path);
	if (digest_fd(m->fd, &d, NULL, &size, e) != 0)
		return err_wrap(e, "%s", path);
	if (!digest_eq(d, want))
		return err_set(
		    e, E_IO, _("%.*s/" BACKUP_MANIFEST " is niet het manifest van deze reservekopie"), STRF(b->path));
	return 0;
}

/* From the first line on, again if it was read before. */
static void
manifest_start(struct manifest *m)
{
	reel_free(m->lines);
	hash_drop(m->hash);
	m->lines = reel_in(m->fd);
	m->hash = hash_new();
}

/* 1: a line; 0: that were all, and they are those that the description of the back-up names. */
static int
manifest_next(struct manifest *m, struct str *line_r, struct err *e)
{
	int rc = reel_line(m->lines, line_r, e);
	struct digest d;

	if (rc == 1) {
		hash_add(m->hash, line_r->p, line_r->n);
		hash_add(m->hash, "\n", 1);
	}
	if (rc != 0)
		return rc;
	d = hash_end(m->hash);
	m->hash = NULL;
	return digest_eq(d, m->want) ? 0 :
				       err_set(e, E_IO, "%s", _("het manifest is tijdens het terugzetten veranderd"));
}

static void
manifest_close(struct manifest *m)
{
	reel_free(m->lines);
	hash_drop(m->hash);
	auto_close(&m->fd);
}

/* Does its ledger end where the description says? */
static int
check_head(const struct backup *b, struct arena *mem, struct err *e)
{
	struct evidence_head head;
	struct store *s;
	int rc;

	if (store_open_read(str_c(mem, path_join(mem, b->path, S(SEAL_LEDGER))), &s, e) != 0)
		return -1;
	rc = evidence_head(s, mem, &head, e);
	store_close(s);
	if (rc == 0 && (head.seq != b->seq || !str_eq(head.leaf, b->leaf)))
		rc = err_set(e, E_IO, _("%.*s: het bewijs in de administratie is een ander dan in " BACKUP_ABOUT),
		    STRF(b->path));
	return rc;
}

static int
check_all(const struct backup *b, struct manifest *m, struct arena *mem, struct err *e)
{
	struct arena *row = arena_new("reservekopie", ROW_MEM);
	uint64_t files = 0, bytes = 0;
	struct str line;
	struct listed l;
	int rc;

	manifest_start(m);
	while ((rc = manifest_next(m, &line, e)) == 1) {
		struct mark mark = arena_mark(row);

		if (!read_line(line, &l))
			rc = err_set(e, E_IO, _("%.*s/" BACKUP_MANIFEST ", regel %llu: dit hoort er niet"),
			    STRF(b->path), (unsigned long long)files + 1);
		else
			rc = check_file(b, &l, &bytes, row, e);
		files++;
		arena_rewind(row, mark);
		if (rc != 0)
			break;
	}
	arena_free(row);
	if (rc == 0 && (files != b->files || bytes != b->bytes))
		rc = err_set(e, E_IO, _("%.*s: het manifest is niet volledig"), STRF(b->path));
	return rc == 0 ? check_head(b, mem, e) : rc;
}

int
backup_check(const char *path, struct arena *mem, struct backup *b, struct err *e)
{
	struct manifest m = { .fd = -1 };
	struct digest manifest;
	int rc = backup_read(path, mem, b, &manifest, e);

	if (rc == 0)
		rc = manifest_open(b, manifest, mem, &m, e);
	if (rc == 0)
		rc = check_all(b, &m, mem, e);
	manifest_close(&m);
	return rc;
}

/* --- what it does not know -------------------------------------------------------------- */

struct forgotten {
	struct str	*v;
	size_t		 n, cap;
};

static int
add_forgotten(struct store *s, const struct entry *x, struct forgotten *f, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_read(x->body, e);
	struct dossier_facts d;
	struct str document, name;

	if (j == NULL)
		return -1;
	if (!str_eq(json_str(j, "event"), S("withdrawal")))
		return 0;
	if (look_dossier(s, str_dup(mem, x->dossier), mem, &d, e) != 0)
		return -1;
	json_decref(d.row);
	document = json_str(j, "document");
	name = str_fmt(
	    mem, "%.*s/%.*s%s%.*s", STRF(d.organisation), STRF(d.key), document.n == 0 ? "" : ": ", STRF(document));
	/* One dossier at two portals is taken back at both. */
	for (size_t i = 0; i < f->n; i++) {
		if (str_eq(f->v[i], name))
			return 0;
	}
	*PUSH(mem, f->v, f->n, f->cap) = name;
	return 0;
}

int
backup_forgets(const struct backup *b, const char *state, struct arena *mem, struct str **v_r, size_t *n_r, struct err *e)
{
	struct forgotten f = { 0 };
	struct entry x;
	struct store *s;
	int rc;

	if (store_open_read(str_c(mem, path_join(mem, str_of(state), S(SEAL_LEDGER))), &s, e) != 0)
		return -1;
	look_entries_start(s, ENTRIES_ALL, STR_NONE);
	while ((rc = look_entries(s, ENTRIES_ALL, &x, e)) == 1) {
		if (x.seq <= b->seq || x.dossier.p == NULL)
			continue;
		rc = add_forgotten(s, &x, &f, mem, e);
		if (rc != 0)
			break;
	}
	store_close(s);
	*v_r = f.v;
	*n_r = f.n;
	return rc;
}

/* --- back into its place ------------------------------------------------------------- */

int
backup_would_replace(const char *state, bool *there_r, struct err *e)
{
	AUTO_FD dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct stat st;

	*there_r = false;
	if (dir < 0)
		return errno == ENOENT ? 0 : err_sys(e, E_IO, "%s", state);
	for (size_t i = 0; i < COUNT(of_state) && !*there_r; i++)
		*there_r = fstatat(dir, of_state[i], &st, AT_SYMLINK_NOFOLLOW) == 0;
	return 0;
}

static int
move_aside(const char *state, int dir, time_t now, struct arena *mem, struct str *aside_r, struct err *e)
{
	struct str name = str_fmt(mem, "vervangen-%lld", (long long)now), at;
	struct stat st;
	bool there;

	*aside_r = STR_NONE;
	if (backup_would_replace(state, &there, e) != 0)
		return -1;
	if (!there)
		return 0;
	/* A second time in one second finds another name. */
	at = name;
	for (int i = 1; fstatat(dir, str_c(mem, at), &st, AT_SYMLINK_NOFOLLOW) == 0; i++)
		at = str_fmt(mem, "%.*s-%d", STRF(name), i);
	*aside_r = path_join(mem, str_of(state), at);
	if (path_mkdirs(str_c(mem, *aside_r), e) != 0)
		return -1;
	for (size_t i = 0; i < COUNT(of_state); i++) {
		const char *to = str_c(mem, path_join(mem, at, str_of(of_state[i])));

		if (renameat(dir, of_state[i], dir, to) != 0 && errno != ENOENT)
			return err_sys(e, E_IO, "%s/%s", state, of_state[i]);
		FAULT("restore-aside");
	}
	return fsync(dir) == 0 ? 0 : err_sys(e, E_IO, "%s", state);
}

/* Its bytes are compared with their name once more on the way. */
static int
put_objects(struct manifest *m, struct vault *from, struct vault *to, struct err *e)
{
	struct str line;
	int rc;

	manifest_start(m);
	while ((rc = manifest_next(m, &line, e)) == 1) {
		struct artefact a;
		struct listed l;
		AUTO_FD fd = -1;

		if (!read_line(line, &l))
			return err_set(e, E_IO, "%s", _("het manifest is tijdens het terugzetten veranderd"));
		if (!str_starts(l.name, S("kluis/")))
			continue;
		rc = vault_temp(to, &fd, e);
		if (rc == 0)
			rc = vault_copy(from, l.d, fd, e);
		if (rc == 0)
			rc = vault_keep(to, fd, &a, e);
		if (rc != 0)
			break;
		FAULT("restore-object");
	}
	return rc;
}

static int
put_vault(const struct backup *b, struct manifest *m, const char *state, struct arena *mem, struct err *e)
{
	struct vault *from = NULL, *to = NULL;
	int rc = vault_open_read(str_c(mem, path_join(mem, b->path, S("kluis"))), &from, e);

	if (rc == 0)
		rc = vault_open(str_c(mem, path_join(mem, str_of(state), S("kluis"))), true, &to, e);
	if (rc == 0)
		rc = put_objects(m, from, to, e);
	vault_close(from);
	vault_close(to);
	return rc;
}

static int
copy_bytes(int from, int to, struct err *e)
{
	ssize_t n;

	while ((n = sendfile(to, from, NULL, COPY_AT_ONCE)) > 0 || (n < 0 && errno == EINTR))
		;
	if (n < 0 || fsync(to) != 0)
		return err_sys(e, E_IO, "%s", LEDGER_NEW);
	return 0;
}

/* Last of all, under a name that it only gets when it is whole. */
static int
put_ledger(const struct backup *b, struct manifest *m, int dir, struct arena *mem, struct err *e)
{
	const char *path = str_c(mem, path_join(mem, b->path, S(SEAL_LEDGER)));
	AUTO_FD from = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	AUTO_FD to = openat(dir, LEDGER_NEW, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct str line;
	struct listed l;
	struct digest d;
	int rc;

	if (from < 0 || to < 0)
		return err_sys(e, E_IO, "%s", from < 0 ? path : LEDGER_NEW);
	if (copy_bytes(from, to, e) != 0 || digest_fd(to, &d, NULL, &(uint64_t){ 0 }, e) != 0)
		return -1;
	manifest_start(m);
	while ((rc = manifest_next(m, &line, e)) == 1) {
		if (read_line(line, &l) && str_eq(l.name, S(SEAL_LEDGER)) && !digest_eq(l.d, d))
			return err_set(e, E_IO, _("%s is tijdens het terugzetten veranderd"), path);
	}
	if (rc != 0)
		return -1;
	FAULT("restore-before-ledger");
	if (renameat(dir, LEDGER_NEW, dir, SEAL_LEDGER) != 0)
		return err_sys(e, E_IO, "%s", SEAL_LEDGER);
	return fsync(dir) == 0 ? 0 : err_sys(e, E_IO, "%s", SEAL_LEDGER);
}

static int
put_all(const struct backup *b, const char *state, int dir, struct arena *mem, struct err *e)
{
	struct manifest m = { .fd = -1 };
	struct digest manifest;
	struct backup again;
	int rc = backup_read(str_c(mem, b->path), mem, &again, &manifest, e);

	if (rc == 0)
		rc = manifest_open(b, manifest, mem, &m, e);
	if (rc == 0)
		rc = put_vault(b, &m, state, mem, e);
	/* Before the ledger: no moment at which a run could begin with it as if nothing had happened. */
	if (rc == 0)
		rc = seal_restored(state, b->name, e);
	if (rc == 0)
		rc = put_ledger(b, &m, dir, mem, e);
	manifest_close(&m);
	return rc;
}

int
backup_put_back(const struct backup *b, const char *state, time_t now, struct arena *mem, struct str *aside_r,
    struct err *e)
{
	const char *mark = str_c(mem, path_join(mem, str_of(state), S(HOLD_MARK)));
	AUTO_FD dir = open(state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	*aside_r = STR_NONE;
	if (dir < 0)
		return err_sys(e, E_IO, "%s", state);
	if (file_replace(mark, str_fmt(mem, "%.*s\n", STRF(b->name)), e) != 0)
		return -1;
	FAULT("restore-marked");
	if (move_aside(state, dir, now, mem, aside_r, e) != 0 || put_all(b, state, dir, mem, e) != 0)
		return -1;
	FAULT("restore-before-unmark");
	if (unlink(mark) != 0 || fsync(dir) != 0)
		return err_sys(e, E_IO, "%s", mark);
	return 0;
}
