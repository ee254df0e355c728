/* SPDX-License-Identifier: EUPL-1.2 */
/* told.h - the stage sidecar over files in a row, and what it told as text: for tests of readers. */
#ifndef TOLD_H
#define TOLD_H

#include "rig.h"

#include "base/buf.h"
#include "base/xml.h"
#include "config/catalog.h"
#include "sidecar/sidecar.h"

#define TOLD_FILES	10
#define YES		{ "dossier.yaml", "vrijgave: ja\n" }

struct told_file { const char *path, *bytes; };

static struct arena *mem;
static struct catalog *lists;

static UNUSED int
told_setup(void **state)
{
	struct err e;

	(void)state;
	mem = arena_new("test", MIB(256));
	xml_load();
	return catalog_load("templates/lists", mem, &lists, &e);
}

static UNUSED int
told_teardown(void **state)
{
	(void)state;
	arena_free(mem);
	return 0;
}

/* Files in byte order of their paths, as ingest leaves them; what lies below x.zip/ came out of x.zip. */
static UNUSED void
told_fill(struct rig *r, const struct told_file *files)
{
	for (size_t i = 0; i < TOLD_FILES && files[i].path != NULL; i++) {
		int doc = rig_add_bytes(r, files[i].path, str_of(files[i].bytes));
		struct document *x = &r->dossier.docs[doc];

		x->role = str_ends(x->path, S(".zip")) ? ROLE_PACKAGE : ROLE_UNKNOWN;
		for (size_t k = 4; k < x->path.n; k++) {
			if (x->path.p[k] == '/' && str_ends(str_sub(x->path, 0, k), S(".zip")))
				x->container = str_sub(x->path, 0, k);
		}
	}
}

static UNUSED void
told_run(struct rig *r)
{
	r->tools.lists = lists;
	if (rig_run(r, ST_sidecar, sidecar_run, DOC_NONE) != 0)
		fail_msg("%s", r->err.msg);
}

/* "besluit.pdf:SID-340 besluit.mdto.xml:SID-514"; that something was read is left out, and of the dossier the path. */
static UNUSED const char *
told_findings(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 16);
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const struct finding *f = &r->dossier.findings.v[i];

		if (f->code == F_SID_SIDECAR_READ || f->code == F_SID_SOURCE_READ)
			continue;
		if (b.n != 0)
			buf_addc(&b, ' ');
		if (f->doc != DOC_NONE)
			buf_addf(&b, "%.*s:", STRF(r->dossier.docs[f->doc].path));
		buf_addf(&b, "%s", finding_tag(f->code));
	}
	return str_c(r->mem, buf_str(&b));
}

static UNUSED void
told_of(struct buf *b, const char *path, const struct statements *said)
{
	for (size_t i = 0; i < said->n; i++) {
		const struct statement *s = &said->v[i];

		buf_addf(b, "%s: %s=%.*s", path, say_name(s->what), STRF(s->text));
		if (s->uri.n != 0)
			buf_addf(b, " <%.*s>", STRF(s->uri));
		if (s->date.year != 0 || s->until.year != 0)
			buf_addf(b, " %04d-%02d-%02d", s->date.year, s->date.month, s->date.day);
		if (s->until.year != 0)
			buf_addf(b, "..%04d-%02d-%02d", s->until.year, s->until.month, s->until.day);
		buf_addf(b, " %d\n", s->sure);
	}
}

/* A line for each statement: of whom, what, and how sure. */
static UNUSED const char *
told_said(struct rig *r)
{
	struct buf b;

	buf_init(&b, r->mem, 1 << 18);
	told_of(&b, "*", &r->dossier.said);
	for (size_t i = 0; i < r->dossier.ndocs; i++)
		told_of(&b, str_c(r->mem, r->dossier.docs[i].path), &r->dossier.docs[i].said);
	return str_c(r->mem, buf_str(&b));
}

/* Nothing that is said of a person stands in a finding. */
static UNUSED void
told_nobody(struct rig *r)
{
	for (size_t i = 0; i < r->dossier.findings.n; i++) {
		const char *text = str_c(r->mem, finding_text(r->mem, &r->dossier.findings.v[i]));

		if (strstr(text, "Jansen") != NULL)
			fail_msg("%s", text);
	}
}

/* Files, and all that must be found and told of them. */
struct told_case {
	const char	*name;
	struct told_file files[TOLD_FILES];
	const char	*findings, *said;
};

/* Whatever a source says of it: without dossier.yaml nothing is released, and the dossier holds. */
static UNUSED void
told_unreleased(const struct told_case *c)
{
	struct told_file files[TOLD_FILES] = { { NULL, NULL } };
	bool said = false;
	struct rig r;

	for (size_t i = 0, n = 0; i < TOLD_FILES && c->files[i].path != NULL; i++) {
		if (strcmp(c->files[i].path, "dossier.yaml") == 0)
			said = true;
		else
			files[n++] = c->files[i];
	}
	rig_open(&r);
	told_fill(&r, files);
	told_run(&r);
	if (!said || r.dossier.declared.vrijgave != RELEASE_UNKNOWN || rig_count(&r, F_SID_RELEASE_UNKNOWN, DOC_NONE) != 1)
		fail_msg("%s: released by another than dossier.yaml", c->name);
	rig_close(&r);
}

static UNUSED void
told_cases(const struct told_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct rig r;
		const char *findings, *said;

		rig_open(&r);
		told_fill(&r, cases[i].files);
		told_run(&r);
		findings = told_findings(&r);
		said = told_said(&r);
		if (strcmp(findings, cases[i].findings) != 0 || strcmp(said, cases[i].said) != 0)
			print_error("%s\n%s\n%s\n", cases[i].name, findings, said);
		assert_string_equal(findings, cases[i].findings);
		assert_string_equal(said, cases[i].said);
		told_nobody(&r);
		rig_close(&r);
		told_unreleased(&cases[i]);
	}
}

#endif
