/* SPDX-License-Identifier: EUPL-1.2 */
/* cleaning.c - a target that cleans a file: what it makes is there exactly when it says so, and has nothing more to remove. */
#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/utf8.h"
#include "clean/clean.h"

#include "base/banned.h"

void	 fuzz_clean(struct fuzz *);

static int
give(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct str *bytes = job->source;

	if (kind == A_RUN)
		return fd_of_str("opdracht", S("{\"name\": \"fuzz\", \"metadata\": true}"), fd_r, e);
	must(kind == A_ORIGINAL && doc == 0);
	return fd_of_str("bytes", *bytes, fd_r, e);
}

/* Its answer; *made_r is the file, or absent. */
static json_t *
clean(struct fuzz *f, struct str bytes, struct str *made_r)
{
	static const enum artefact_kind gives[] = { A_TEXT, A_PROPS, A_CLEANED, A_CLEANING };
	struct dossier none = { .mem = f->mem };
	struct job job = { .tools = f->tools, .dossier = &none, .doc = DOC_NONE, .source = &bytes, .open = give };
	struct result r = { .mem = f->mem, .findings = { .mem = f->mem } };
	struct str s;
	json_t *j;

	memset(r.out, -1, sizeof r.out);
	for (size_t i = 0; i < COUNT(gives); i++)
		r.out[gives[i]] = memfd_create("uit", MFD_CLOEXEC);
	must(clean_run(&job, &r, &f->err) == 0);
	must(fd_read_all(r.out[A_CLEANING], MIB(1), f->mem, &s, &f->err) == 0 && (j = json_read(s, &f->err)) != NULL);
	must(fd_read_all(r.out[A_CLEANED], MIB(64), f->mem, made_r, &f->err) == 0);
	must(json_flag(j, "cleaned") == (made_r->n != 0) && json_flag(j, "cleaned") == (json_str(j, "why").n == 0));
	for (size_t i = 0; i < COUNT(gives); i++)
		auto_close(&r.out[gives[i]]);
	return j;
}

void
fuzz_clean(struct fuzz *f)
{
	struct str made, again;
	AUTO_JSON first = clean(f, f->in, &made);
	AUTO_JSON second = NULL;

	must(first != NULL);
	if (made.n == 0)
		return;
	second = clean(f, made, &again);
	must(again.n != 0 && json_array_size(json_list(second, "removed")) == 0);
}
