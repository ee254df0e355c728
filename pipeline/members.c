/* SPDX-License-Identifier: EUPL-1.2 */
/* members.c - what came out of a container becomes documents of the dossier; nothing is parsed here. */
#include "members.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fd.h"

#include "base/banned.h"

#define COPY_AT_ONCE	((size_t)256 << 10)

/* The next n bytes of from into the vault. */
static int
keep_piece(struct vault *vault, int from, uint64_t n, struct artefact *a, struct err *e)
{
	static char bytes[COPY_AT_ONCE];
	AUTO_FD temp = -1;

	if (vault_temp(vault, &temp, e) != 0)
		return -1;
	while (n != 0) {
		ssize_t got = read(from, bytes, n < sizeof bytes ? (size_t)n : sizeof bytes);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return err_sys(e, E_IO, "%s", _("lezen mislukt"));
		if (fd_write_all(temp, (struct str){ bytes, (size_t)got }, e) != 0)
			return -1;
		n -= (uint64_t)got;
	}
	return vault_keep(vault, temp, a, e);
}

int
members_cut(struct work *w, const struct document *x, int fd, struct err *e)
{
	uint64_t sum = 0;
	struct stat st = { 0 };

	if (fd >= 0 && (fstat(fd, &st) != 0 || lseek(fd, 0, SEEK_SET) != 0))
		return err_sys(e, E_IO, "%s", _("lezen mislukt"));
	for (size_t i = 0; i < x->nmembers; i++)
		sum += x->members[i].bytes.size;
	if ((uint64_t)st.st_size != sum)
		return 1;
	for (size_t i = 0; i < x->nmembers; i++) {
		struct artefact a = { 0 };

		if (keep_piece(w->run->vault, fd, x->members[i].bytes.size, &a, e) != 0)
			return -1;
		if (!digest_eq(a.sha256, x->members[i].bytes.sha256))
			return 1;
	}
	return 0;
}

int
members_add(struct work *w, int doc, struct err *e)
{
	const struct document x = w->d.docs[doc]; /* the list moves as it grows */
	enum container kind = container_of_type(x.media_type);

	if (kind != CONTAINER_ARCHIVE && kind != CONTAINER_MAIL)
		return 0;
	w->d.spent.packed += x.depth == 0 ? x.have[A_ORIGINAL].size : 0;
	w->d.spent.bytes += x.cost.bytes;
	w->d.spent.members += x.cost.members;
	for (size_t i = 0; i < x.nmembers; i++) {
		const struct unpacked *m = &x.members[i];
		int at;

		if (ingest_member(&w->d, w->run->vault, doc, m->path, &m->bytes, &at, e) != 0)
			return -1;
		if ((m->notes & MEMBER_CP437) != 0)
			work_find(w, F_UNP_NAME_CP437, at, STR_NONE, STR_NONE);
		if ((m->notes & MEMBER_NFD) != 0)
			work_find(w, F_UNP_NAME_NFD, at, STR_NONE, STR_NONE);
	}
	return 0;
}

/* Said by the stages that see a document before its role is known: by all but ingest, sidecar and who took it back. */
static bool
came_too_early(enum finding_code code)
{
	struct str tag = str_of(finding_tag(code));

	return !str_starts(tag, S("ING-")) && !str_starts(tag, S("SID-")) && code != F_PUB_TAKEN_BACK;
}

void
members_forget_withheld(struct work *w)
{
	struct findings *fs = &w->d.findings;
	size_t n = 0;

	for (size_t i = 0; i < fs->n; i++) {
		const struct finding *f = &fs->v[i];

		if (f->doc == DOC_NONE || w->d.docs[f->doc].role != ROLE_WITHHELD || !came_too_early(f->code))
			fs->v[n++] = *f;
	}
	fs->n = n;
}
