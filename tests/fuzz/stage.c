/* SPDX-License-Identifier: EUPL-1.2 */
/* stage.c - a stage in a fuzz target: a dossier of one document, what it says going through the wire as in a worker. */
#include "stage.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "proc/wire.h"

#include "base/banned.h"

static int
give(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct visit *v = job->source;

	must(doc == 0 || doc == DOC_NONE);
	if (v->fd[kind] < 0)
		return err_set(e, E_BUG, "fuzz: no such artefact");
	*fd_r = dup(v->fd[kind]);
	must(*fd_r >= 0 && lseek(*fd_r, 0, SEEK_SET) == 0);
	return 0;
}

static void
have(struct visit *v, enum artefact_kind kind, int fd)
{
	struct artefact *a = &v->d.docs[0].have[kind];

	must(digest_fd(fd, &a->sha256, NULL, &a->size, &v->f->err) == 0);
	v->d.docs[0].have_set |= A_BIT(kind);
	auto_close(&v->fd[kind]);
	v->fd[kind] = fd;
}

void
visit_open(struct visit *v, struct fuzz *f, struct str path, struct str media_type, struct str bytes)
{
	int fd;

	*v = (struct visit){ .org = { .key = S("leiden"), .tooi = S("gm0546") }, .f = f };
	v->d = (struct dossier){ .org = &v->org, .key = S("fuzz"), .mem = f->mem, .findings = { .mem = f->mem } };
	*PUSH(f->mem, v->d.docs, v->d.ndocs, v->d.docs_cap) =
	    (struct document){ .path = path, .role = ROLE_MAIN, .media_type = media_type };
	v->job = (struct job){ .now = 1768464000 /* 2026-01-15T08:00:00Z */, .tools = f->tools, .dossier = &v->d,
		.source = v, .open = give };
	memset(v->fd, -1, sizeof v->fd);
	must(fd_of_str("fuzz", bytes, &fd, &f->err) == 0);
	have(v, A_ORIGINAL, fd);
}

void
visit_close(struct visit *v)
{
	for (int k = 0; k < A__COUNT; k++)
		auto_close(&v->fd[k]);
}

/* What the supervisor does with it; and it is the same when it went over the wire twice. */
static void
apply(struct visit *v, enum stage_id st, const struct result *r, int doc)
{
	AUTO_JSON said = wire_answer(st, r);
	struct str bytes = json_write(v->f->mem, said);
	AUTO_JSON heard = json_read(bytes, &v->f->err);

	must(heard != NULL);
	must(wire_apply(st, heard, &v->d, doc, &v->f->err) == 0);
	for (size_t i = 0; i < r->findings.n; i++)
		must(r->findings.v[i].doc >= DOC_NONE && r->findings.v[i].doc < (int)v->d.ndocs);
}

int
visit_run(struct visit *v, enum stage_id st, stage_run *run)
{
	bool document = stages[st].grain == PER_DOCUMENT;
	struct result r = { .mem = v->f->mem, .findings = { .mem = v->f->mem }, .doc = v->d.docs[0], .dossier = v->d };
	int rc;

	v->job.doc = document ? 0 : DOC_NONE;
	for (int k = 0; k < A__COUNT; k++)
		r.out[k] = (stages[st].gives & A_BIT(k)) != 0 ? memfd_create("out", MFD_CLOEXEC) : -1;
	rc = run(&v->job, &r, &v->f->err);
	if (rc == 0)
		apply(v, st, &r, v->job.doc);
	for (int k = 0; k < A__COUNT; k++) {
		if (r.out[k] >= 0 && rc == 0 && lseek(r.out[k], 0, SEEK_END) > 0)
			have(v, (enum artefact_kind)k, r.out[k]);
		else
			auto_close(&r.out[k]);
	}
	return rc;
}
