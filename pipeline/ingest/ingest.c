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
#include "ingest/hint.h"
#include "ingest/junk.h"
#include "store/vault.h"

#include "base/banned.h"

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

/* A folder still to be read: its path below the dossier, and what is true of all in it. */
struct folder {
	struct str	 path;
	const char	*junk;		/* it or a folder above it is junk; NULL: not */
	const char	*odd;		/* its name or one above it is odd; NULL: not */
	int		 depth;
};

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

	*PUSH(d->mem, d->docs, d->ndocs, d->docs_cap) =
	    (struct document){ .path = str_dup(d->mem, path), .role = role };
	return (int)d->ndocs - 1;
}

/* CON, NUL.txt, com1: devices to Windows, whatever follows the dot. */
static bool
reserved(struct str name)
{
	static const char *const whole[] = { "con", "prn", "aux", "nul" };
	struct str rest = name, base;

	(void)str_next(&rest, '.', &base);
	for (size_t i = 0; i < COUNT(whole); i++) {
		if (str_eq_nocase(base, str_of(whole[i])))
			return true;
	}
	return base.n == 4 && base.p[3] >= '1' && base.p[3] <= '9' &&
	    (str_eq_nocase(str_sub(base, 0, 3), S("com")) || str_eq_nocase(str_sub(base, 0, 3), S("lpt")));
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
	if (reserved(name))
		return _("gereserveerde naam van Windows");
	if (name.p[name.n - 1] == ' ' || name.p[name.n - 1] == '.')
		return _("eindigt op een spatie of punt");
	for (size_t i = 0, n; i < name.n; i += n) {
		n = utf8_decode(str_from(name, i), &c);
		if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
			return _("stuurtekens");
		if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
		    c == 0x061c)
			return _("tekens die de leesrichting omkeren");
		if ((c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff || c == 0x00ad)
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

/*
 * Written, renamed or moved here less than settle_s ago: more may be on its
 * way.  A time of writing that lies ahead of us was set by a copying program;
 * then only the time of change counts, or the file would never settle.
 */
static bool
touched(const struct intake *in, const struct stat *st)
{
	time_t last = st->st_ctim.tv_sec;

	if (st->st_mtim.tv_sec > last && st->st_mtim.tv_sec <= in->started_at)
		last = st->st_mtim.tv_sec;
	return in->s->settle_s != 0 && last + (time_t)in->s->settle_s > in->started_at;
}

static void
unreadable(struct intake *in, int doc, int sys)
{
	find(in, F_ING_UNREADABLE, doc, str_dup(in->mem, str_of(err_text(sys))));
}

static void
unstable(struct intake *in, int doc)
{
	find(in, F_ING_UNSTABLE, doc, str_fmt(in->mem, "%u", in->s->settle_s));
}

/* Copy from to to; 1 when a byte past most came, -1 when the machine failed; *gone_r: the source did; *hint_r: hint.h. */
static int
copy(int from, int to, uint64_t most, struct str name, bool *hint_r, bool *gone_r, struct err *e)
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
		if (total == 0)
			*hint_r = hint_container(name, (struct str){ bytes, (size_t)n });
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
	rc = copy(fd, temp, in->s->file_most, path_base(x->path), &x->may_hold, &gone, e);
	if (rc < 0 && gone) {
		unreadable(in, doc, e->sys);
		return 0;
	}
	if (rc < 0)
		return -1;
	if (rc == 1) {
		find(
		    in, F_ING_TOO_BIG, doc, str_fmt(in->mem, "%llu MiB", (unsigned long long)(in->s->file_most >> 20)));
		return 0;
	}
	if (fstat(fd, &after) != 0)
		return err_sys(e, E_IO, "fstat");
	if (!same(&before, &after)) {
		unstable(in, doc);
		return 0;
	}
	if (touched(in, &before))
		unstable(in, doc);
	if (vault_keep(in->vault, temp, &x->have[A_ORIGINAL], e) != 0)
		return -1;
	x->have_set |= A_BIT(A_ORIGINAL);
	return 0;
}

/* A file or folder in up; dir is open on the dossier's top. */
static int
take_entry(struct intake *in, int dir, struct str path, const struct folder *up, struct folders *todo, struct err *e)
{
	const char *cpath = str_c(in->mem, path), *odd = odd_name(path_base(path)), *junk = up->junk;
	struct stat st = { 0 };
	struct err why;
	AUTO_FD fd = -1;
	int doc, sys = 0;

	if (odd == NULL)
		odd = up->odd;
	if (junk == NULL)
		junk = junk_reason(path_base(path));
	if (fstatat(dir, cpath, &st, AT_SYMLINK_NOFOLLOW) != 0)
		sys = errno;
	if (sys == ENOENT) { /* gone since its folder was read */
		unstable(in, DOC_NONE);
		return 0;
	}
	if (S_ISDIR(st.st_mode) && up->depth < INGEST_DEPTH_MOST) {
		*PUSH(in->mem, todo->v, todo->n, todo->cap) = (struct folder){ path, junk, odd, up->depth + 1 };
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
	if (sys != 0)
		unreadable(in, doc, sys);
	else if (S_ISDIR(st.st_mode))
		find(in, F_ING_TOO_MANY, doc, str_fmt(in->mem, "%d", INGEST_DEPTH_MOST));
	else if (!S_ISREG(st.st_mode))
		find(in, F_ING_NOT_A_FILE, doc, str_of(kind_name(st.st_mode)));
	else if (path_open(dir, cpath, &fd, &why) != 0)
		unreadable(in, doc, why.sys);
	else
		return take(in, fd, doc, e);
	return 0;
}

/* The names in an open folder, in byte order; errno when not all of them could be read. */
static int
read_names(struct intake *in, DIR *d, struct str **v_r, size_t *n_r)
{
	struct str *v = NULL;
	size_t n = 0, cap = 0;
	struct dirent *ent;
	int sys;

	while (!in->full && (errno = 0, ent = readdir(d)) != NULL) {
		struct str name = str_of(ent->d_name);

		if (str_eq(name, S(".")) || str_eq(name, S("..")))
			continue;
		in->full = ++in->seen > INGEST_FILES_MOST;
		*PUSH(in->mem, v, n, cap) = str_dup(in->mem, name);
	}
	sys = in->full ? 0 : errno;
	if (n > 1)
		qsort(v, n, sizeof *v, str_order);
	*v_r = v;
	*n_r = n;
	return sys;
}

/* For so many documents more at once: what grows by doubling leaves half of it behind, and a document is large. */
static void
make_room(struct dossier *d, size_t n)
{
	struct document *old = d->docs;

	if (n <= d->docs_cap || d->ndocs + n <= d->docs_cap)
		return;
	d->docs_cap = d->ndocs + n;
	d->docs = NEW(d->mem, struct document, d->docs_cap);
	if (d->ndocs != 0)
		memcpy(d->docs, old, d->ndocs * sizeof *old);
}

static int
read_folder(struct intake *in, int dir, const struct folder *f, struct folders *todo, struct err *e)
{
	struct str *names;
	struct stat st;
	struct err why;
	size_t n;
	DIR *d;
	int fd, sys;

	if (path_open(dir, f->path.n == 0 ? "." : str_c(in->mem, f->path), &fd, &why) != 0) {
		unreadable(in, f->path.n == 0 ? DOC_NONE : add_document(in, f->path, ROLE_UNKNOWN), why.sys);
		return 0;
	}
	if (fstat(fd, &st) == 0 && touched(in, &st))
		unstable(in, DOC_NONE);
	d = fdopendir(fd);
	if (d == NULL) {
		unreadable(in, DOC_NONE, errno);
		(void)close(fd);
		return 0;
	}
	sys = read_names(in, d, &names, &n);
	(void)closedir(d);
	if (sys != 0) /* what it did not name may be a document */
		unreadable(in, DOC_NONE, sys);
	make_room(in->d, n);
	for (size_t i = 0; i < n && !in->full; i++) {
		if (take_entry(in, dir, path_join(in->mem, f->path, names[i]), f, todo, e) != 0)
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
		unreadable(in, DOC_NONE, errno);
		return 0;
	}
	*PUSH(in->mem, todo.v, todo.n, todo.cap) = (struct folder){ .path = S("") };
	while (todo.n != 0 && !in->full) {
		struct folder f = todo.v[--todo.n];

		if (read_folder(in, dir, &f, &todo, e) != 0)
			return -1;
	}
	if (in->full)
		find(in, F_ING_TOO_MANY, DOC_NONE, str_fmt(in->mem, "%d", INGEST_FILES_MOST));
	return 0;
}

static int
take_single(struct intake *in, struct str path, struct err *e)
{
	static const struct folder top = { .depth = INGEST_DEPTH_MOST };
	struct folders none = { 0 };
	struct str up = path, name = path_base(path);
	AUTO_FD dir = -1;

	up.n -= name.n;
	dir = open(up.n == 0 ? "." : str_c(in->mem, up), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		unreadable(in, DOC_NONE, errno);
		return 0;
	}
	return take_entry(in, dir, name, &top, &none, e);
}

/* A document by its path; at: where it stands before it is sorted. */
struct sorted { struct str path; size_t at; };

static int
by_path(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int c = str_cmp(x->path, y->path);

	return c != 0 ? c : (x->at > y->at) - (x->at < y->at);
}

static bool
in_order(const struct dossier *d)
{
	for (size_t i = 1; i < d->ndocs; i++) {
		if (str_cmp(d->docs[i - 1].path, d->docs[i].path) > 0)
			return false;
	}
	return true;
}

/* The document for each place stands at v[place].at: they go there round by round, since a second list of thousands is large. */
static void
bring(struct dossier *d, struct sorted *v)
{
	for (size_t i = 0; i < d->ndocs; i++) {
		struct document first = d->docs[i];
		size_t to = i;

		while (v[to].at != i) {
			size_t from = v[to].at;

			d->docs[to] = d->docs[from];
			v[to].at = to;
			to = from;
		}
		d->docs[to] = first;
		v[to].at = to;
	}
}

void
ingest_sort(struct dossier *d)
{
	struct arena *mem;
	struct sorted *v;
	int *to;

	if (in_order(d))
		return;
	mem = arena_new("volgorde", GIB(1));
	v = NEW(mem, struct sorted, d->ndocs);
	to = NEW(mem, int, d->ndocs);
	for (size_t i = 0; i < d->ndocs; i++)
		v[i] = (struct sorted){ d->docs[i].path, i };
	qsort(v, d->ndocs, sizeof *v, by_path);
	for (size_t i = 0; i < d->ndocs; i++)
		to[v[i].at] = (int)i;
	bring(d, v);
	for (size_t i = 0; i < d->findings.n; i++) {
		if (d->findings.v[i].doc != DOC_NONE)
			d->findings.v[i].doc = to[d->findings.v[i].doc];
	}
	arena_free(mem);
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
	ingest_sort(d);
	return 0;
}

/* Why one of the parts of a path is junk, or odd; NULL: none is. */
static const char *
any_part(struct str path, const char *(*why)(struct str))
{
	const char *reason = NULL;
	struct str part;

	while (reason == NULL && str_next(&path, '/', &part))
		reason = why(part);
	return reason;
}

int
ingest_member(struct dossier *d, struct vault *vault, int container, struct str path, const struct artefact *bytes,
    int *doc_r, struct err *e)
{
	const struct document *in = &d->docs[container];
	struct document x = { .path = path_join(d->mem, in->path, path),
		.container = in->path,
		.depth = in->depth + 1,
		.have = { [A_ORIGINAL] = *bytes },
		.have_set = A_BIT(A_ORIGINAL) };
	const char *junk = any_part(path, junk_reason), *odd = any_part(path, odd_name);
	char head[HINT_SEEN];
	AUTO_FD fd = -1;
	ssize_t n;

	*doc_r = (int)d->ndocs;
	if (junk != NULL) {
		x.role = ROLE_JUNK;
		x.have_set = 0;
	} else {
		if (vault_get(vault, bytes, &fd, e) != 0)
			return -1;
		if ((n = read(fd, head, sizeof head)) < 0)
			return err_sys(e, E_IO, _("lezen mislukt"));
		x.may_hold = hint_container(path_base(path), (struct str){ head, (size_t)n });
	}
	*PUSH(d->mem, d->docs, d->ndocs, d->docs_cap) = x;
	if (junk != NULL || odd != NULL)
		finding_add(&d->findings,
		    (struct finding){ .code = junk != NULL ? F_ING_JUNK : F_ING_NAME_ODD,
			.doc = *doc_r,
			.arg = { str_of(junk != NULL ? junk : odd) } });
	return 0;
}

struct digest
ingest_digest(const struct dossier *d)
{
	struct hash *h = hash_new();

	for (size_t i = 0; i < d->ndocs; i++) {
		/* Who looks into a folder leaves a Thumbs.db: that is no new input, and releases nothing. */
		if (d->docs[i].role == ROLE_JUNK)
			continue;
		hash_str(h, d->docs[i].path);
		hash_add(h, d->docs[i].have[A_ORIGINAL].sha256.b, sizeof d->docs[i].have[A_ORIGINAL].sha256.b);
	}
	return hash_end(h);
}
