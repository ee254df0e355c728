/* SPDX-License-Identifier: EUPL-1.2 */
/* child.c - one job in a process of its own, in and out through descriptors. */
#include "proc/child.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/json.h"
#include "base/reel.h"
#include "base/utf8.h"
#include "bundle/bundle.h"
#include "classify/classify.h"
#include "classify/learn.h"
#include "classify/rulebook.h"
#include "clean/clean.h"
#include "describe/describe.h"
#include "extract/extract.h"
#include "glean/glean.h"
#include "identify/identify.h"
#include "inspect/inspect.h"
#include "picture/picture.h"
#include "proc/growth.h"
#include "proc/many.h"
#include "proc/ocr.h"
#include "proc/sandbox.h"
#include "proc/wire.h"
#include "report/page.h"
#include "reveal/reveal.h"
#include "rows/rows.h"
#include "screen/screen.h"
#include "sidecar/sidecar.h"
#include "site/harvest.h"
#include "site/listing.h"
#include "site/page.h"
#include "timing.h"
#include "unpack/unpack.h"
#include "virus/virus.h"

#include "base/banned.h"

#define CHILD_MEM	GIB(7)		/* arena of one job; the limit of address space, grown as far as it may, binds earlier */

/* The functions of this program's site; a stage of another site has none here. */
static stage_run *const runs[ST__COUNT] = {
#define SUPERVISOR(name)
#define UPLOADER(name)
#define WORKER(name)	[ST_##name] = name##_run,
#define STAGE(site, name, ...)	site(name)
#include "stages.def"
#undef STAGE
#undef SUPERVISOR
#undef UPLOADER
#undef WORKER
};

struct limits
child_limits(const enum stage_id *st, size_t n)
{
	struct limits sum = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct limits *l = &stages[st[i]].limits;

		sum.wall_s += l->wall_s;
		sum.cpu_s += l->cpu_s;
		if (l->mem > sum.mem)
			sum.mem = l->mem;
		if (l->out > sum.out)
			sum.out = l->out;
	}
	return sum;
}

int
child_job_read(const struct msg *m, struct child_job *job, struct err *e)
{
	AUTO_JSON j = NULL;
	const json_t *list;
	uint32_t gives = 0;
	size_t fd = 3;

	if (m->kind != MSG_JOB || (j = json_read(m->body, e)) == NULL)
		return err_set(e, E_BUG, _("dit is geen opdracht"));
	list = json_list(j, "stages");
	*job = (struct child_job){ .nst = json_array_size(list), .ocr = -1 };
	if (job->nst == 0 || job->nst > CHILD_STAGES || m->nfds < fd)
		return err_set(e, E_BUG, _("opdracht met een verkeerde vorm"));
	for (size_t i = 0; i < job->nst; i++) {
		const char *name = json_string_value(json_array_get(list, i));

		if (stage_find(str_of(name), &job->st[i]) != 0 || runs[job->st[i]] == NULL)
			return err_set(e, E_BUG, _("opdracht voor een stap die hier niet hoort"));
		gives |= stages[job->st[i]].gives;
	}
	job->limits = growth(child_limits(job->st, job->nst), job->st, job->nst, load_get(j));
	job->request = m->fd[0];
	job->channel = m->fd[1];
	job->answer = m->fd[2];
	for (int k = 0; k < A__COUNT; k++) {
		job->out[k] = -1;
		if ((gives & A_BIT(k)) == 0)
			continue;
		if (fd >= m->nfds)
			return err_set(e, E_BUG, _("opdracht zonder plaats voor het resultaat"));
		job->out[k] = m->fd[fd++];
	}
	return 0;
}

/* Where job_open gets its descriptors: what this visit made itself, else from the supervisor. */
struct supply {
	const struct child_job *job;
	uint32_t	 made;
	struct took	 took[CHILD_STAGES];	/* each stage that it has done */
	size_t		 ntook;
	struct arena	*mem;
};

static int
ask(struct supply *src, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct mark mark = arena_mark(src->mem);
	AUTO_JSON want = json_pack("{sisi}", "doc", doc, "kind", (int)kind);
	AUTO_JSON got = NULL;
	struct msg m = { .kind = MSG_WANT, .body = json_write(src->mem, want) }, in;
	int rc;

	if (msg_send(src->job->channel, &m, e) != 0)
		return -1;
	if (msg_recv(src->job->channel, &in, src->mem, e) != 1)
		return err_set(e, E_AGAIN, _("de hoofdtaak is weg"));
	if (in.kind == MSG_GIVE && in.nfds == 1) {
		*fd_r = in.fd[0];
		rc = 0;
	} else {
		got = json_read(in.body, e);
		rc = err_set(e, E_IO, "%.*s", STRF(json_str(got, "error")));
		msg_close(&in);
	}
	arena_rewind(src->mem, mark);
	return rc;
}

static int
source_open(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	struct supply *src = job->source;

	if ((src->made & A_BIT(kind)) == 0)
		return ask(src, doc, kind, fd_r, e);
	*fd_r = fcntl(src->job->out[kind], F_DUPFD_CLOEXEC, 0);
	if (*fd_r < 0 || lseek(*fd_r, 0, SEEK_SET) != 0)
		return err_sys(e, E_IO, _("eigen resultaat niet te lezen"));
	return 0;
}

static bool
source_words(const struct job *job, struct str picture, struct arena *mem, struct str *words_r)
{
	const struct supply *src = job->source;

	return ocr_ask(src->job->ocr, picture, mem, words_r);
}

/* Say where we are, so that a death has a stage to its name. */
static int
say_at(int channel, enum stage_id st, struct arena *mem, struct err *e)
{
	AUTO_JSON j = json_object();
	struct msg m = { .kind = MSG_AT };

	json_put_str(j, "stage", str_of(stages[st].name));
	m.body = json_write(mem, j);
	return msg_send(channel, &m, e);
}

/* What this stage made: exactly the gifts that hold bytes. */
static uint32_t
made_by(enum stage_id st, const int *out)
{
	uint32_t made = 0;

	for (int k = 0; k < A__COUNT; k++) {
		if ((stages[st].gives & A_BIT(k)) != 0 && lseek(out[k], 0, SEEK_END) > 0)
			made |= A_BIT(k);
	}
	return made;
}

/*
 * One stage of a document, or about the run: it sees a dossier made from its
 * facts alone, so that its result cannot depend on what the memo's key does not
 * hold.
 */
static int
run_stage(const struct tools *tools, enum stage_id st, struct supply *src, struct dossier *whole, time_t now,
    json_t *answers, struct err *e)
{
	bool document = stages[st].grain == PER_DOCUMENT;
	AUTO_JSON facts = document ? wire_facts(st, whole, 0) : NULL;
	struct organisation org = { 0 };
	struct dossier seen = { .org = &org };
	struct job job = { .now = now,
		.tools = tools,
		.dossier = &seen,
		.doc = document ? 0 : DOC_NONE,
		.source = src,
		.open = source_open,
		.words = src->job->ocr < 0 ? NULL : source_words };
	struct result r = { .mem = src->mem, .findings = { .mem = src->mem } };
	json_t *answer;

	if (say_at(src->job->channel, st, src->mem, e) != 0)
		return -1;
	if (facts != NULL && wire_read(facts, src->mem, &seen, &org, e) != 0)
		return -1;
	must(!document || (seen.ndocs == 1 && seen.docs != NULL));
	if (document)
		r.doc = seen.docs[0];
	for (int k = 0; k < A__COUNT; k++)
		r.out[k] = (stages[st].gives & A_BIT(k)) != 0 ? src->job->out[k] : -1;
	if (runs[st](&job, &r, e) != 0)
		return err_wrap(e, "%s", stages[st].name);
	src->made |= made_by(st, src->job->out);
	answer = wire_answer(st, &r);
	json_push(answers, answer);
	if (!document)
		return 0;
	/* What later stages of this visit need to know: the answer, and which artefacts exist now. */
	if (wire_apply(st, answer, whole, 0, e) != 0)
		return -1;
	for (int k = 0; k < A__COUNT; k++) {
		if ((src->made & A_BIT(k)) != 0)
			whole->docs[0].have_set |= A_BIT(k);
	}
	return 0;
}

/*
 * A dossier stage: its request and its answer are lines, one for each document,
 * so that neither program ever has the JSON of more than one.  The request is
 * its facts: there is nothing else that it could depend on.
 */
static int
run_dossier(const struct tools *tools, enum stage_id st, struct supply *src, struct err *e)
{
	struct reel *in = reel_in(src->job->request), *out;
	AUTO_JSON now = NULL;
	AUTO_JSON head = NULL;
	AUTO_JSON answer = NULL;
	struct organisation org = { 0 };
	struct dossier seen = { .org = &org };
	struct job job = { .tools = tools, .dossier = &seen, .doc = DOC_NONE, .source = src, .open = source_open };
	struct result r = { .mem = src->mem, .findings = { .mem = src->mem } };
	int64_t left;
	int rc = say_at(src->job->channel, st, src->mem, e);

	if (rc == 0 && (rc = reel_get(in, &now, e)) == 0 && (rc = reel_get(in, &head, e)) == 0)
		rc = wire_read(head, src->mem, &seen, &org, e);
	left = json_num(now, "documents", 0);
	if (rc == 0) { /* just as many, without growing there */
		seen.docs_cap = (size_t)left + 1;
		seen.docs = NEW(src->mem, struct document, seen.docs_cap);
	}
	for (; rc == 0 && left > 0; left--) {
		AUTO_JSON one = NULL;

		rc = reel_get(in, &one, e) == 0 ? wire_read_doc(one, &seen, e) : -1;
	}
	reel_free(in);
	if (rc != 0)
		return -1;
	job.now = (time_t)json_num(now, "now", 0);
	job.words = src->job->ocr < 0 ? NULL : source_words;
	r.dossier = seen;
	for (int k = 0; k < A__COUNT; k++)
		r.out[k] = (stages[st].gives & A_BIT(k)) != 0 ? src->job->out[k] : -1;
	if (runs[st](&job, &r, e) != 0)
		return err_wrap(e, "%s", stages[st].name);
	src->made |= made_by(st, src->job->out);
	out = reel_out(src->job->answer, NULL);
	answer = wire_answer_head(st, &r);
	reel_put(out, answer);
	for (size_t i = 0; i < wire_answer_docs(st, &r.dossier); i++) {
		AUTO_JSON one = wire_answer_doc(st, &r.dossier, i);

		reel_put(out, one);
	}
	return reel_end(out, e);
}

static int
run_all(const struct tools *tools, const struct child_job *job, struct supply *src, struct err *e)
{
	AUTO_JSON request = NULL;
	AUTO_JSON answer = json_object();
	json_t *answers = json_array();
	struct organisation org = { 0 };
	struct dossier whole = { .org = &org, .mem = src->mem, .findings = { .mem = src->mem } };
	struct str s;

	if (stages[job->st[0]].grain == PER_DOSSIER) {
		struct took began = took_now();
		int rc = job->nst == 1 ? run_dossier(tools, job->st[0], src, e) :
					 err_set(e, E_BUG, _("opdracht met een verkeerde vorm"));

		src->took[src->ntook++] = took_since(began);
		json_decref(answers);
		return rc;
	}
	json_put(answer, "stages", answers);
	if (fd_read_all(job->request, WIRE_MOST, src->mem, &s, e) != 0 || (request = json_read(s, e)) == NULL)
		return -1;
	if (json_map(request, "dossier") != NULL &&
	    wire_read(json_map(request, "dossier"), src->mem, &whole, &org, e) != 0)
		return -1;
	if (json_map(request, "dossier") == NULL && json_array_size(json_list(request, "many")) != 0) {
		if (job->nst != 1 || job->st[0] != ST_classify)
			return err_set(e, E_BUG, _("een opdracht over veel stukken voor een stap die dat niet kan"));
		if (say_at(job->channel, job->st[0], src->mem, e) != 0 ||
		    many_run(tools, job->channel, request, src->mem, answers, e) != 0)
			return -1;
		return fd_write_all(job->answer, json_write(src->mem, answer), e);
	}
	for (size_t i = 0; i < job->nst; i++) {
		struct took began = took_now();

		if (run_stage(tools, job->st[i], src, &whole, (time_t)json_num(request, "now", 0), answers, e) != 0)
			return -1;
		src->took[src->ntook++] = took_since(began);
	}
	return fd_write_all(job->answer, json_write(src->mem, answer), e);
}

/* From here on only what came with the job, and what comes over its channel. */
static int
wall_in(const struct tools *tools, const struct child_job *job, struct err *e)
{
	int keep[4 + A__COUNT] = { job->request, job->channel, job->answer, job->ocr };

	memcpy(keep + 4, job->out, sizeof job->out);
	return sandbox_enter(tools->sandbox, &job->limits, keep, COUNT(keep), e);
}

/* What each stage took, in the order of the job: wall, CPU, wall, CPU. */
static json_t *
of_took(const struct supply *src)
{
	json_t *list = json_array();

	for (size_t i = 0; i < src->ntook; i++) {
		json_push(list, json_integer(src->took[i].wall_us));
		json_push(list, json_integer(src->took[i].cpu_us));
	}
	return list;
}

int
child_run(const struct tools *tools, const struct child_job *job)
{
	struct arena *mem = arena_new("document", CHILD_MEM);
	struct supply src = { .job = job, .mem = mem };
	AUTO_JSON done = json_object();
	struct msg m = { .kind = MSG_DONE };
	struct err e = { .kind = E_NONE };
	int rc;

	if (wall_in(tools, job, &e) == 0 && run_all(tools, job, &src, &e) == 0)
		json_put_num(done, "made", src.made);
	else {
		if (e.sys == EFBIG) /* RLIMIT_FSIZE: the document's fault, not the disk's */
			e.kind = E_LIMIT;
		json_put_str(done, "kind", str_of(errkind_name(e.kind)));
		json_put_str(done, "error", utf8_show(mem, str_of(e.msg)));
	}
	json_put(done, "took", of_took(&src));
	m.body = json_write(mem, done);
	rc = msg_send(job->channel, &m, &e);
	arena_free(mem);
	return rc == 0 ? EXIT_FINE : EXIT_AGAIN;
}
