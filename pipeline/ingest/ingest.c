/* SPDX-License-Identifier: EUPL-1.2 */
/* ingest.c - freeze a dossier: every file hashed into the vault, junk named, nothing changed. */
#include "ingest/ingest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/path.h"
#include "base/utf8.h"
#include "ingest/junk.h"
#include "store/vault.h"

#include "base/banned.h"

#define FILES_MOST	100000		/* files and folders of one dossier */
#define DEPTH_MOST	32		/* folders in folders */
#define NAME_MOST	200		/* bytes of one name that every system can hold (gate facts 8.2) */
#define COPY_AT_ONCE	((size_t)256 << 10)

struct intake {
	const struct settings *s;
	time_t		 started_at;
	struct vault	*vault;
	struct dossier	*d;
	struct arena	*mem;
	size_t		 seen;		/* files and folders */
	bool		 full;
};

/* A folder still to be read: its path below the dossier, and whether a folder above it is junk. */
struct folder { struct str path; const char *junk; int depth; };

struct folders { struct folder *v; size_t n, cap; };

static void
find(struct intake *in, enum finding_code code, int doc, struct str arg)
{
	finding_add(&in->d->findings, (struct finding){ .code = code, .doc = doc, .arg = { arg } });
}

static int
add_document(struct intake *in, struct str path, enum doc_role role)
{
	struct dossier *d = in->d;

	*PUSH(d->mem, d->docs, d->ndocs, d->docs_cap) = (struct document){ .path = str_dup(d->mem, path), .role = role };
	return (int)d->ndocs - 1;
}

/* Names that confuse, hide or do not survive another system (gate facts 8.2). */
static const char *
odd_name(struct str name)
{
	uint32_t c;

	if (name.n > NAME_MOST)
		return _("langer dan 200 tekens");
	if (!utf8_valid(name))
		return _("geen geldige UTF-8");
	if (name.p[0] == '-' || name.p[0] == '.')
		return _("begint met een punt of streepje");
	if (name.p[name.n - 1] == ' ' || name.p[name.n - 1] == '.')
		return _("eindigt op een spatie of punt");
	for (size_t i = 0, n; i < name.n; i += n) {
		n = utf8_decode(str_from(name, i), &c);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return _("stuurtekens");
		if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f)
			return _("tekens die de leesrichting omkeren");
		if ((c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff)
			return _("onzichtbare tekens");
	}
	return NULL;
}

static const char *
kind_name(mode_t mode)
{
	switch (mode & S_IFMT) {
	case S_IFLNK:
		return _("verwijzing (symbolische link)");
	case S_IFIFO:
		return _("pijp");
	case S_IFSOCK:
		return _("socket");
	default:
		return _("apparaat");
	}
}

static bool
same(const struct stat *a, const struct stat *b)
{
	return a->st_size == b->st_size && a->st_ino == b->st_ino && a->st_dev == b->st_dev &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	    a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* Written, renamed or moved here less than settle_s ago: more may be on its way. */
static bool
touched(const struct intake *in, const struct stat *st)
{
	time_t last = st->st_mtim.tv_sec > st->st_ctim.tv_sec ? st->st_mtim.tv_sec : st->st_ctim.tv_sec;

	return in->s->settle_s != 0 && last + (time_t)in->s->settle_s > in->started_at;
}

/* Copy from to to; 1 when a byte past most came, -1 when the machine failed; *gone_r: the source did. */
static int
copy(int from, int to, uint64_t most, bool *gone_r, struct err *e)
{
	static char bytes[COPY_AT_ONCE];
	uint64_t total = 0;
	ssize_t n;

	while ((n = read(from, bytes, sizeof bytes)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			*gone_r = true;
			return err_sys(e, E_IO, _("lezen mislukt"));
		}
		total += (uint64_t)n;
		if (total > most)
			return 1;
		if (fd_write_all(to, (struct str){ bytes, (size_t)n }, e) != 0)
			return -1;
	}
	return 0;
}

/* One regular file, open at fd, into the vault as the original of document doc. */
static int
take(struct intake *in, int fd, int doc, struct err *e)
{
	struct document *x = &in->d->docs[doc];
	struct stat before, after;
	bool gone = false;
	AUTO_FD temp = -1;
	int rc;

	if (fstat(fd, &before) != 0)
		return err_sys(e, E_IO, "fstat");
	if (vault_temp(in->vault, &temp, e) != 0)
		return -1;
	rc = copy(fd, temp, in->s->file_most, &gone, e);
	if (rc < 0 && gone) {
		find(in, F_ING_UNREADABLE, doc, str_dup(in->mem, str_of(err_text(e->sys))));
		return 0;
	}
	if (rc < 0)
		return -1;
	if (rc == 1) {
		find(in, F_ING_TOO_BIG, doc, str_fmt(in->mem, "%llu MiB", (unsigned long long)(in->s->file_most >> 20)));
		return 0;
	}
	if (fstat(fd, &after) != 0)
		return err_sys(e, E_IO, "fstat");
	if (!same(&before, &after)) {
		find(in, F_ING_UNSTABLE, doc, str_fmt(in->mem, "%u", in->s->settle_s));
		return 0;
	}
	if (touched(in, &before))
		find(in, F_ING_UNSTABLE, doc, str_fmt(in->mem, "%u", in->s->settle_s));
	if (vault_keep(in->vault, temp, &x->have[A_ORIGINAL], e) != 0)
		return -1;
	x->have_set |= A_BIT(A_ORIGINAL);
	return 0;
}

/* A file below the dossier; dir is open on the dossier's top. */
static int
take_entry(struct intake *in, int dir, struct str path, const char *junk, struct folders *todo, int depth, struct err *e)
{
	const char *cpath = str_c(in->mem, path), *odd = odd_name(path_base(path));
	struct stat st;
	struct err why;
	AUTO_FD fd = -1;
	int doc;

	if (fstatat(dir, cpath, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT)
			return err_sys(e, E_IO, _("bestand niet te bekijken"));
		find(in, F_ING_UNSTABLE, DOC_NONE, str_fmt(in->mem, "%u", in->s->settle_s));
		return 0;
	}
	if (junk == NULL)
		junk = junk_reason(path_base(path));
	if (S_ISDIR(st.st_mode) && depth < DEPTH_MOST) {
		*PUSH(in->mem, todo->v, todo->n, todo->cap) = (struct folder){ path, junk, depth + 1 };
		return 0;
	}
	if (junk != NULL) {
		doc = add_document(in, path, ROLE_JUNK);
		find(in, F_ING_JUNK, doc, str_of(junk));
		return 0;
	}
	doc = add_document(in, path, ROLE_UNKNOWN);
	if (odd != NULL)
		find(in, F_ING_NAME_ODD, doc, str_of(odd));
	if (S_ISDIR(st.st_mode)) {
		find(in, F_ING_TOO_MANY, doc, str_fmt(in->mem, "%d", DEPTH_MOST));
		return 0;
	}
	if (!S_ISREG(st.st_mode)) {
		find(in, F_ING_NOT_A_FILE, doc, str_of(kind_name(st.st_mode)));
		return 0;
	}
	if (path_open(dir, cpath, &fd, &why) != 0) {
		find(in, F_ING_UNREADABLE, doc, str_dup(in->mem, str_of(err_text(why.sys))));
		return 0;
	}
	return take(in, fd, doc, e);
}

/* The names in one folder of the dossier, in byte order. */
static int
read_folder(struct intake *in, int dir, const struct folder *f, struct folders *todo, struct err *e)
{
	struct str *names = NULL;
	size_t n = 0, cap = 0;
	struct dirent *ent;
	struct stat st;
	struct err why;
	DIR *d;
	int fd;

	if (path_open(dir, f->path.n == 0 ? "." : str_c(in->mem, f->path), &fd, &why) != 0 || (d = fdopendir(fd)) == NULL) {
		find(in, F_ING_UNREADABLE, add_document(in, f->path, ROLE_UNKNOWN), str_dup(in->mem, str_of(err_text(errno))));
		return 0;
	}
	if (fstat(fd, &st) == 0 && touched(in, &st))
		find(in, F_ING_UNSTABLE, DOC_NONE, str_fmt(in->mem, "%u", in->s->settle_s));
	while ((ent = readdir(d)) != NULL && !in->full) {
		struct str name = str_of(ent->d_name);

		if (str_eq(name, S(".")) || str_eq(name, S("..")))
			continue;
		in->full = ++in->seen > FILES_MOST;
		*PUSH(in->mem, names, n, cap) = str_dup(in->mem, name);
	}
	(void)closedir(d);
	if (n > 1)
		qsort(names, n, sizeof *names, str_order);
	for (size_t i = 0; i < n && !in->full; i++) {
		if (take_entry(in, dir, path_join(in->mem, f->path, names[i]), f->junk, todo, f->depth, e) != 0)
			return -1;
	}
	return 0;
}

static int
take_folder(struct intake *in, const char *path, struct err *e)
{
	struct folders todo = { 0 };
	AUTO_FD dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);

	if (dir < 0) {
		find(in, F_ING_UNREADABLE, DOC_NONE, str_dup(in->mem, str_of(err_text(errno))));
		return 0;
	}
	*PUSH(in->mem, todo.v, todo.n, todo.cap) = (struct folder){ .path = S("") };
	while (todo.n != 0 && !in->full) {
		struct folder f = todo.v[--todo.n];

		if (read_folder(in, dir, &f, &todo, e) != 0)
			return -1;
	}
	if (in->full)
		find(in, F_ING_TOO_MANY, DOC_NONE, str_fmt(in->mem, "%d", FILES_MOST));
	return 0;
}

static int
take_single(struct intake *in, struct str path, struct err *e)
{
	struct folders none = { 0 };
	struct str up = path, name = path_base(path);
	AUTO_FD dir = -1;

	up.n -= name.n;
	dir = open(up.n == 0 ? "." : str_c(in->mem, up), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		find(in, F_ING_UNREADABLE, DOC_NONE, str_dup(in->mem, str_of(err_text(errno))));
		return 0;
	}
	return take_entry(in, dir, name, NULL, &none, DEPTH_MOST, e);
}

static int
by_path(const void *a, const void *b)
{
	return str_cmp(((const struct document *)a)->path, ((const struct document *)b)->path);
}

/* Documents in byte order of their path, findings following them. */
static void
sort_documents(struct dossier *d)
{
	struct document *old = NEW(d->mem, struct document, d->ndocs + 1);
	int *to = NEW(d->mem, int, d->ndocs + 1);

	if (d->ndocs < 2)
		return;
	memcpy(old, d->docs, d->ndocs * sizeof *old);
	qsort(d->docs, d->ndocs, sizeof *d->docs, by_path);
	for (size_t i = 0; i < d->ndocs; i++) {
		struct document *at = bsearch(&old[i], d->docs, d->ndocs, sizeof *at, by_path);

		must(at != NULL);
		to[i] = (int)(at - d->docs);
	}
	for (size_t i = 0; i < d->findings.n; i++) {
		if (d->findings.v[i].doc != DOC_NONE)
			d->findings.v[i].doc = to[d->findings.v[i].doc];
	}
}

int
ingest_dossier(const struct place *place, const struct settings *s, time_t started_at, struct vault *vault,
    struct dossier *d, struct err *e)
{
	struct intake in = { .s = s, .started_at = started_at, .vault = vault, .d = d, .mem = d->mem };
	const char *path = str_c(d->mem, place->path);
	struct stat st;
	int rc;

	if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
		rc = take_folder(&in, path, e);
	else
		rc = take_single(&in, place->path, e);
	if (rc != 0)
		return err_wrap(e, "%.*s", STRF(utf8_show(d->mem, place->path)));
	sort_documents(d);
	return 0;
}

struct digest
ingest_digest(const struct dossier *d)
{
	struct hash *h = hash_new();

	for (size_t i = 0; i < d->ndocs; i++) {
		hash_str(h, d->docs[i].path);
		hash_add(h, d->docs[i].have[A_ORIGINAL].sha256.b, sizeof d->docs[i].have[A_ORIGINAL].sha256.b);
	}
	return hash_end(h);
}
