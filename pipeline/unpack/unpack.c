/* SPDX-License-Identifier: EUPL-1.2 */
/* unpack.c - the stage that takes archives and messages apart. */
#include "unpack/unpack.h"

#include <unistd.h>

#include "base/fd.h"
#include "base/map.h"
#include "base/path.h"
#include "unpack/names.h"

#include "base/banned.h"

#define FILE_MOST	((size_t)512 << 20)	/* bytes of one file (gate facts 8.1); ingest refuses larger ones */
#define SAID_MOST	1000		/* findings about one container: who gets these needs no more of them */

static const struct { const char *type; unpack_format *format; } formats[] = {
	{ "application/zip", unpack_zip },
	{ "application/x-7z-compressed", unpack_7z },
	{ "application/x-tar", unpack_tar },
	{ "application/gzip", unpack_tar },
	{ "application/x-xz", unpack_tar },
	{ "application/zstd", unpack_tar },
	{ "application/x-bzip2", unpack_tar },
	{ "message/rfc822", unpack_eml },
	{ "application/vnd.ms-outlook", unpack_msg },
};

/* --- findings ----------------------------------------------------------------------- */

void
unpack_find(struct unpacker *u, enum finding_code code, struct str a, struct str b)
{
	if (u->said++ < SAID_MOST)
		finding_add(&u->r->findings,
		    (struct finding){ .code = code,
			.doc = u->job->doc,
			.arg = { finding_shown(u->mem, a), finding_shown(u->mem, b) } });
}

enum unpack_state
unpack_stop(struct unpacker *u, enum finding_code code, struct str a, struct str b)
{
	u->said = 0; /* the last word is always heard */
	unpack_find(u, code, a, b);
	u->stopped = true;
	return UNPACK_STOP;
}

static struct str
mebibytes(struct unpacker *u, uint64_t n)
{
	return str_fmt(u->mem, "%llu MiB", (unsigned long long)(n >> 20));
}

/* --- members -------------------------------------------------------------------------- */

/* Of this container and of all before it. */
static uint64_t
bytes_so_far(const struct unpacker *u)
{
	return u->job->dossier->spent.bytes + u->inflated;
}

/* A path that was there before.  Both stay to be seen where they can; the finding holds them. */
static enum unpack_state
judge_seen(struct unpacker *u, struct str path)
{
	struct str other;

	switch (names_add(u->names, path, &other)) {
	case NAMES_TWICE:
		unpack_find(u, F_UNP_TWICE, path, STR_NONE);
		return UNPACK_SKIP;
	case NAMES_FOLDER:
		unpack_find(u, F_UNP_COLLIDES, other, path);
		return UNPACK_SKIP;
	case NAMES_CASE:
		unpack_find(u, F_UNP_COLLIDES, other, path);
		return UNPACK_MORE;
	case NAMES_NEW:
		break;
	}
	return UNPACK_MORE;
}

enum unpack_state
unpack_member_begin(struct unpacker *u, struct str raw, unsigned notes)
{
	enum finding_code why;
	struct str path;
	bool nfd;

	must(!u->open);
	if (u->failed || u->stopped)
		return UNPACK_STOP;
	if (u->job->dossier->spent.members + u->seen >= UNPACK_MEMBERS_MOST)
		return unpack_stop(u, F_UNP_TOO_MANY, str_fmt(u->mem, "%u", UNPACK_MEMBERS_MOST), STR_NONE);
	if (u->r->doc.depth >= UNPACK_DEPTH_MOST)
		return unpack_stop(u, F_UNP_TOO_DEEP, str_fmt(u->mem, "%u", UNPACK_DEPTH_MOST), STR_NONE);
	if (u->said >= SAID_MOST)
		return unpack_stop(u, F_UNP_BROKEN, str_of(_("te veel fouten")), STR_NONE);
	u->seen++;
	if (names_judge(raw, u->mem, &path, &nfd, &why) != 0) {
		unpack_find(u, why, raw, STR_NONE);
		return UNPACK_SKIP;
	}
	if (u->r->doc.path.n + 1 + path.n > UNPACK_PATH_MOST) {
		unpack_find(u, F_UNP_NAME_UNREADABLE, path, STR_NONE);
		return UNPACK_SKIP;
	}
	if (judge_seen(u, path) == UNPACK_SKIP)
		return UNPACK_SKIP;
	u->now = (struct unpacked){ .path = path, .notes = notes | (nfd ? MEMBER_NFD : 0) };
	u->hash = hash_new();
	u->open = true;
	return UNPACK_MORE;
}

/* What was written of the member under way is taken back. */
static void
take_back(struct unpacker *u)
{
	(void)hash_end(u->hash);
	u->open = false;
	u->now.bytes.size = 0;
	if (ftruncate(u->r->out[A_MEMBERS], (off_t)u->at) != 0 ||
	    lseek(u->r->out[A_MEMBERS], (off_t)u->at, SEEK_SET) < 0) {
		(void)err_sys(u->err, E_IO, _("schrijven mislukt"));
		u->failed = true;
	}
}

/* Is a limit passed, now that n more bytes came? */
static enum unpack_state
judge_size(struct unpacker *u)
{
	const struct spent *spent = &u->job->dossier->spent;
	uint64_t all = bytes_so_far(u), own = u->r->doc.have[A_ORIGINAL].size,
		 packed = spent->packed + (u->r->doc.depth == 0 ? own : 0);

	if (u->now.bytes.size > UNPACK_MEMBER_MOST)
		return unpack_stop(u, F_UNP_MEMBER_TOO_BIG, u->now.path, mebibytes(u, UNPACK_MEMBER_MOST));
	if (all > UNPACK_BYTES_MOST)
		return unpack_stop(u, F_UNP_TOO_MUCH, mebibytes(u, UNPACK_BYTES_MOST), mebibytes(u, all));
	if ((all > UNPACK_RATIO_FROM && all / UNPACK_RATIO_MOST > packed) ||
	    (u->inflated > UNPACK_RATIO_FROM && u->inflated / UNPACK_RATIO_MOST > own))
		return unpack_stop(u, F_UNP_RATIO, str_fmt(u->mem, "%u", UNPACK_RATIO_MOST), mebibytes(u, u->inflated));
	return UNPACK_MORE;
}

enum unpack_state
unpack_member_bytes(struct unpacker *u, struct str block)
{
	enum unpack_state st;

	must(u->open);
	u->inflated += block.n;
	u->now.bytes.size += block.n;
	st = judge_size(u);
	if (st == UNPACK_MORE) {
		hash_add(u->hash, block.p, block.n);
		if (fd_write_all(u->r->out[A_MEMBERS], block, u->err) == 0)
			return UNPACK_MORE;
		u->failed = true;
	}
	take_back(u);
	return UNPACK_STOP;
}

void
unpack_member_end(struct unpacker *u)
{
	must(u->open);
	u->open = false;
	u->now.bytes.sha256 = hash_end(u->hash);
	u->at += u->now.bytes.size;
	*PUSH(u->mem, u->members, u->nmembers, u->cap) = u->now;
}

void
unpack_member_drop(struct unpacker *u, enum finding_code code)
{
	must(u->open);
	take_back(u);
	unpack_find(u, code, u->now.path, STR_NONE);
}

/* --- the stage ------------------------------------------------------------------------- */

static unpack_format *
format_of(struct str type)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		if (str_eq(type, str_of(formats[i].type)))
			return formats[i].format;
	}
	return NULL;
}

static bool
holds(const struct result *r)
{
	for (size_t i = 0; i < r->findings.n; i++) {
		if (finding_gravity(r->findings.v[i].code) == G_STOP)
			return true;
	}
	return false;
}

/* What became of it as a whole. */
static int
conclude(struct unpacker *u, enum container kind)
{
	struct document *d = &u->r->doc;

	if (u->failed)
		return -1;
	if (u->stopped) {
		u->nmembers = 0;
		if (ftruncate(u->r->out[A_MEMBERS], 0) != 0)
			return err_sys(u->err, E_IO, _("schrijven mislukt"));
	} else if (kind == CONTAINER_ARCHIVE && u->nmembers == 0 && !holds(u->r))
		unpack_find(u, F_UNP_EMPTY, STR_NONE, STR_NONE);
	else if (kind == CONTAINER_ARCHIVE && u->nmembers != 0)
		unpack_find(u, F_UNP_UNPACKED, str_fmt(u->mem, "%zu", u->nmembers), STR_NONE);
	d->members = u->members;
	d->nmembers = u->nmembers;
	/* What passed a limit by a block is at the limit. */
	d->cost = (struct spent){ .bytes = u->inflated < UNPACK_BYTES_MOST ? u->inflated : UNPACK_BYTES_MOST,
		.members = u->seen };
	return 0;
}

int
unpack_run(const struct job *job, struct result *r, struct err *e)
{
	struct unpacker u = {
		.job = job, .r = r, .mem = r->mem, .name = path_base(r->doc.path), .err = e, .names = names_new(r->mem)
	};
	enum container kind = container_of_type(r->doc.media_type);
	unpack_format *format = format_of(r->doc.media_type);
	AUTO_FD fd = -1;
	AUTO_MAP bytes = STR_NONE;

	if (kind != CONTAINER_ARCHIVE && kind != CONTAINER_MAIL)
		return 0;
	if (format == NULL || r->doc.have[A_ORIGINAL].size > FILE_MOST)
		(void)unpack_stop(&u, F_UNP_NOT_UNPACKED, STR_NONE, STR_NONE);
	else if (kind == CONTAINER_ARCHIVE && r->doc.depth >= UNPACK_DEPTH_MOST)
		(void)unpack_stop(&u, F_UNP_TOO_DEEP, str_fmt(r->mem, "%u", UNPACK_DEPTH_MOST), STR_NONE);
	else {
		if (job_open(job, job->doc, A_ORIGINAL, &fd, e) != 0 || map_fd(fd, FILE_MOST, &bytes, e) != 0)
			return -1;
		u.bytes = bytes;
		format(&u);
		must(!u.open);
	}
	return conclude(&u, kind);
}
