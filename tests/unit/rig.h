/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rig.h - runs stages in a test as the worker would, without processes.
 *
 *	struct rig r;
 *	rig_open(&r);
 *	int doc = rig_add(&r, "besluit.pdf", "fixtures/docs/pdf/besluit.pdf");
 *	rig_run(&r, ST_identify, identify_run, doc);	(doc or DOC_NONE)
 *	rig_run(&r, ST_extract, extract_run, doc);	(sees what identify set)
 *	... r.dossier.docs[doc].media_type, r.dossier.findings, rig_read(&r, doc, A_TEXT) ...
 *	rig_close(&r);
 */
#ifndef RIG_H
#define RIG_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fd.h"
#include "proc/tools.h"
#include "stage.h"

#define RIG_DOCS	64

struct rig {
	struct arena		*mem;
	struct organisation	 org;
	struct dossier		 dossier;
	struct tools		 tools;		/* fill what the stage needs */
	struct job		 job;
	struct err		 err;		/* of the last run that returned -1 */
	int			 fd[RIG_DOCS + 1][A__COUNT];	/* [0] is the dossier's */
};

static UNUSED int
rig_source(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct rig *r = job->source;

	must(doc >= DOC_NONE && doc < RIG_DOCS);
	if (r->fd[doc + 1][kind] < 0)
		return err_set(e, E_BUG, "rig: document %d has no artefact %d", doc, (int)kind);
	*fd_r = dup(r->fd[doc + 1][kind]);
	must(*fd_r >= 0 && lseek(*fd_r, 0, SEEK_SET) == 0);
	return 0;
}

static UNUSED void
rig_open(struct rig *r)
{
	*r = (struct rig){ .mem = arena_new("test", MIB(512)) };
	r->org = (struct organisation){ .key = S("leiden"), .tooi = S("gm0546") };
	r->dossier = (struct dossier){ .org = &r->org, .key = S("test"), .mem = r->mem, .findings = { .mem = r->mem } };
	r->job = (struct job){ .now = 1768464000 /* 2026-01-15T08:00:00Z */, .tools = &r->tools,
		.dossier = &r->dossier, .doc = DOC_NONE, .source = r, .open = rig_source };
	r->tools.mem = r->mem;
	memset(r->fd, -1, sizeof r->fd);
}

static UNUSED void
rig_close(struct rig *r)
{
	for (size_t i = 0; i < COUNT(r->fd); i++) {
		for (size_t k = 0; k < A__COUNT; k++)
			auto_close(&r->fd[i][k]);
	}
	arena_free(r->mem);
}

static UNUSED void
rig_set(struct rig *r, int doc, enum artefact_kind kind, int fd)
{
	struct artefact *a = doc == DOC_NONE ? &r->dossier.have[kind] : &r->dossier.docs[doc].have[kind];
	uint32_t *set = doc == DOC_NONE ? &r->dossier.have_set : &r->dossier.docs[doc].have_set;

	assert_int_equal(digest_fd(fd, &a->sha256, NULL, &a->size, &r->err), 0);
	*set |= A_BIT(kind);
	auto_close(&r->fd[doc + 1][kind]);
	r->fd[doc + 1][kind] = fd;
}

/* Add a document with these bytes; returns its index. */
static UNUSED int
rig_add_bytes(struct rig *r, const char *path, struct str bytes)
{
	int fd, doc = (int)r->dossier.ndocs;

	must(doc < RIG_DOCS);
	*PUSH(r->mem, r->dossier.docs, r->dossier.ndocs, r->dossier.docs_cap) =
	    (struct document){ .path = str_dup(r->mem, str_of(path)), .role = doc == 0 ? ROLE_MAIN : ROLE_ANNEX };
	assert_int_equal(fd_of_str("test", bytes, &fd, &r->err), 0);
	rig_set(r, doc, A_ORIGINAL, fd);
	return doc;
}

/* Add a document with the bytes of a file (relative to the top of the project). */
static UNUSED int
rig_add(struct rig *r, const char *path, const char *file)
{
	struct str bytes;

	if (file_read(file, 256 << 20, r->mem, &bytes, &r->err) != 0)
		fail_msg("%s", r->err.msg);
	return rig_add_bytes(r, path, bytes);
}

/* Run one stage and keep what it made; returns what the stage returned. */
static UNUSED int
rig_run(struct rig *r, enum stage_id st, stage_run *run, int doc)
{
	struct result res = { .mem = r->mem, .findings = { .mem = r->mem } };
	int rc;

	r->job.doc = doc;
	if (doc != DOC_NONE)
		res.doc = r->dossier.docs[doc];
	else
		res.dossier = r->dossier;
	for (int k = 0; k < A__COUNT; k++) {
		res.out[k] = (stages[st].gives & A_BIT(k)) != 0 ? memfd_create("out", MFD_CLOEXEC) : -1;
	}
	rc = run(&r->job, &res, &r->err);
	if (rc == 0) {
		struct findings fs = r->dossier.findings;

		for (size_t i = 0; i < res.findings.n; i++)
			finding_add(&fs, res.findings.v[i]);
		if (doc != DOC_NONE)
			r->dossier.docs[doc] = res.doc;
		else
			r->dossier = res.dossier;
		r->dossier.findings = fs;
	}
	for (int k = 0; k < A__COUNT; k++) {
		if (res.out[k] < 0)
			continue;
		if (rc == 0 && lseek(res.out[k], 0, SEEK_END) > 0)
			rig_set(r, doc, (enum artefact_kind)k, res.out[k]);
		else
			(void)close(res.out[k]);
	}
	return rc;
}

static UNUSED struct str
rig_read(struct rig *r, int doc, enum artefact_kind kind)
{
	struct str s;

	assert_true(r->fd[doc + 1][kind] >= 0);
	assert_int_equal(fd_read_all(r->fd[doc + 1][kind], 256 << 20, r->mem, &s, &r->err), 0);
	return s;
}

/* How many findings of this code there are about doc. */
static UNUSED size_t
rig_count(const struct rig *r, enum finding_code code, int doc)
{
	size_t n = 0;

	for (size_t i = 0; i < r->dossier.findings.n; i++)
		n += r->dossier.findings.v[i].code == code && r->dossier.findings.v[i].doc == doc;
	return n;
}

#endif
