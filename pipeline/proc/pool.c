/* SPDX-License-Identifier: EUPL-1.2 */
/* pool.c - the supervisor's side of the workers: hand out jobs, give artefacts, gather ends. */
#include "proc/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fd.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/utf8.h"
#include "proc/child.h"
#include "proc/growth.h"
#include "proc/message.h"
#include "proc/spawn.h"
#include "proc/tools.h"
#include "store/vault.h"

#include "base/banned.h"

#define WORKERS_MOST	256
#define FRAME_MEM	MIB(1)
#define JOB_MEM		GIB(1)		/* the request of a dossier of many documents */

struct slot {
	struct helper	 helper;
	struct task	*task;		/* NULL: idle */
	int		 channel;	/* to the child; -1 when it closed */
	bool		 done;		/* MSG_DONE came */
	bool		 light;		/* it has not loaded all */
};

struct pool {
	struct slot	*slot;
	unsigned	 n;
	char		*program, *templates, *languages, *tried;
	struct vault	*vault;
	struct digest	 config[ST__COUNT];
	struct digest	 good;		/* what the first worker tried */
	struct walls	 walls;
	struct timing	 timing;
	uint32_t	 next_id;
};

/* Its outputs, but not its request: it may be handed to another worker. */
static void
task_close(struct task *t)
{
	auto_close(&t->answer);
	t->answer = -1;
	for (int k = 0; k < A__COUNT; k++) {
		auto_close(&t->out[k]);
		t->out[k] = -1;
	}
}

void
task_drop(struct task *t)
{
	json_decref(t->request);
	t->request = NULL;
	if (t->lined)
		auto_close(&t->lines);
	t->lined = false;
	task_close(t);
}

/* Every worker has the walls of the first: one with fewer would read documents that were promised more. */
static int
read_walls(struct pool *p, const json_t *j, bool first, struct err *e)
{
	struct walls w = walls_of_json(j);

	if (first)
		p->walls = w;
	else if (w.stand != p->walls.stand || w.landlock != p->walls.landlock)
		return err_set(e, E_CONFIG, _("%s: de muren zijn niet meer die van het begin"), p->program);
	return 0;
}

static int
read_ready(struct pool *p, struct slot *s, bool first, struct err *e)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	struct msg m;
	AUTO_JSON j = NULL;
	int rc = msg_recv(s->helper.sock, &m, mem, e);

	/* One that waited may have ended since, and has nothing to do with that. */
	if (rc == 0)
		rc = err_set(e, s->light ? E_AGAIN : E_CONFIG, _("%s is niet te starten"), p->program);
	else if (rc == 1) {
		rc = -1;
		msg_close(&m);
		if ((j = json_read(m.body, e)) != NULL)
			rc = 0;
	}
	if (rc == 0 && json_str(j, "error").p != NULL)
		rc = err_set(e, errkind_find(str_c(mem, json_str(j, "kind"))), "%.*s", STRF(json_str(j, "error")));
	for (int i = 0; rc == 0 && i < ST__COUNT; i++) {
		struct digest d;

		if (digest_parse(json_str(json_map(j, "config"), stages[i].name), &d) != 0)
			rc = err_set(e, E_BUG, _("%s meldt zich verkeerd aan"), p->program);
		else if (first)
			p->config[i] = d;
		else if (!digest_eq(d, p->config[i]))
			rc = err_set(e, E_AGAIN, _("de sjablonen zijn tijdens het starten gewijzigd"));
	}
	if (rc == 0)
		rc = read_walls(p, json_map(j, "sandbox"), first, e);
	s->light = json_flag(j, "light");
	if (rc == 0 && first && json_str(j, "tried").p != NULL)
		rc = digest_parse(json_str(j, "tried"), &p->good);
	if (rc == 0 && s->helper.pid == 0)
		s->helper.pid = (pid_t)json_num(j, "pid", 0);
	arena_free(mem);
	return rc;
}

/* A worker as a copy of one that has loaded everything and has nothing to do; -1: it is not to be had. */
static int
copy_worker(struct pool *p, struct slot *of, struct slot *s, struct err *e)
{
	struct msg m = { .kind = MSG_TWIN, .body = S("{}"), .nfds = 1 };
	int pair[2], rc;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return err_sys(e, E_IO, "socketpair");
	m.fd[0] = pair[1];
	rc = msg_send(of->helper.sock, &m, e);
	(void)close(pair[1]);
	s->helper = (struct helper){ .sock = pair[0] };
	if (rc == 0)
		rc = read_ready(p, s, false, e);
	if (rc != 0)
		spawn_end(&s->helper);
	return rc;
}

static int
spawn_worker(struct pool *p, struct slot *s, struct err *e)
{
	const char *none = p->tried == NULL ? NULL : "";
	const char *arguments[] = { p->templates, p->languages == NULL ? none : p->languages, p->tried, NULL };

	return spawn_with(p->program, arguments, false, &s->helper, e);
}

/*
 * A worker that waited with loading does so now, and those that were not started
 * yet are copies of it; one that cannot be had is started by itself, for its first job.
 */
static int
make_whole(struct pool *p, struct slot *s, struct err *e)
{
	struct msg m = { .kind = MSG_WHOLE, .body = S("{}") };

	if (msg_send(s->helper.sock, &m, e) != 0 || read_ready(p, s, false, e) != 0)
		return -1;
	for (unsigned i = 0; i < p->n; i++) {
		struct err why;

		if (p->slot[i].helper.sock < 0)
			(void)copy_worker(p, s, &p->slot[i], &why);
	}
	return 0;
}

/* The first loads everything; the others are copies of it, or else load it too. */
static int
open_workers(struct pool *p, unsigned n, struct err *e)
{
	/* A copy is made by a process that ends at once; then its parent is this one. */
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (unsigned i = 0; i < n; i++) {
		struct slot *s = &p->slot[i];

		*s = (struct slot){ .helper = { .sock = -1 }, .channel = -1 };
		p->n++;
		if (i != 0 && (p->slot[0].light || copy_worker(p, &p->slot[0], s, e) == 0))
			continue;
		if (spawn_worker(p, s, e) != 0 || read_ready(p, s, i == 0, e) != 0)
			return -1;
	}
	return 0;
}

int
pool_open(const char *program, const char *templates, const char *languages, unsigned n, struct vault *vault,
    struct pool **p_r, struct err *e)
{
	return pool_open_tried(program, templates, languages, NULL, n, vault, p_r, e);
}

int
pool_open_tried(const char *program, const char *templates, const char *languages, const char *tried, unsigned n,
    struct vault *vault, struct pool **p_r, struct err *e)
{
	struct pool *p = calloc(1, sizeof *p);

	must(p != NULL && n >= 1 && n <= WORKERS_MOST);
	p->slot = calloc(n, sizeof *p->slot);
	p->program = strdup(program);
	p->templates = strdup(templates);
	p->languages = languages == NULL ? NULL : strdup(languages);
	p->tried = tried == NULL ? NULL : strdup(tried);
	must(p->slot != NULL && p->program != NULL && p->templates != NULL &&
	    (languages == NULL) == (p->languages == NULL) && (tried == NULL) == (p->tried == NULL));
	p->vault = vault;
	timing_begin(&p->timing, n);
	if (open_workers(p, n, e) != 0) {
		pool_close(p);
		return -1;
	}
	*p_r = p;
	return 0;
}

void
pool_reset(struct pool *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		struct slot *s = &p->slot[i];

		auto_close(&s->channel);
		s->channel = -1;
		if (s->task != NULL)
			task_drop(s->task);
		s->task = NULL;
		/* End of file on its socket makes a worker kill its child and end. */
		if (s->helper.sock >= 0)
			(void)shutdown(s->helper.sock, SHUT_RDWR);
	}
	for (unsigned i = 0; i < p->n; i++)
		spawn_end(&p->slot[i].helper);
}

void
pool_close(struct pool *p)
{
	if (p == NULL)
		return;
	pool_reset(p);
	free(p->slot);
	free(p->program);
	free(p->templates);
	free(p->languages);
	free(p->tried);
	free(p);
}

struct digest
pool_config(const struct pool *p, enum stage_id st)
{
	return p->config[st];
}

struct digest
pool_tried(const struct pool *p)
{
	return p->good;
}

struct walls
pool_walls(const struct pool *p)
{
	return p->walls;
}

struct timing *
pool_timing(struct pool *p)
{
	return &p->timing;
}

bool
pool_idle(const struct pool *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		if (p->slot[i].task == NULL)
			return true;
	}
	return false;
}

bool
pool_busy(const struct pool *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		if (p->slot[i].task != NULL)
			return true;
	}
	return false;
}

static struct slot *
free_slot(struct pool *p)
{
	for (unsigned i = 0; i < p->n; i++) {
		if (p->slot[i].task == NULL)
			return &p->slot[i];
	}
	return NULL;
}

/* Descriptors for all that the stages give, and for the answer. */
static int
make_outputs(struct pool *p, struct task *t, struct msg *m, struct err *e)
{
	uint32_t gives = 0;

	for (size_t i = 0; i < t->nst; i++)
		gives |= stages[t->st[i]].gives;
	if (vault_temp(p->vault, &t->answer, e) != 0)
		return -1;
	m->fd[m->nfds++] = t->answer;
	for (int k = 0; k < A__COUNT; k++) {
		if ((gives & A_BIT(k)) == 0)
			continue;
		must(m->nfds < MSG_FDS);
		if (vault_temp(p->vault, &t->out[k], e) != 0)
			return -1;
		m->fd[m->nfds++] = t->out[k];
	}
	return 0;
}

/* What the stages will see, for reading from offset 0 by who uses no offset of others. */
static int
open_request(const struct task *t, struct arena *mem, int *fd_r, struct err *e)
{
	if (!t->lined)
		return fd_of_str("opdracht", json_write(mem, t->request), fd_r, e);
	*fd_r = fcntl(t->lines, F_DUPFD_CLOEXEC, 0);
	return *fd_r < 0 ? err_sys(e, E_IO, _("opdracht niet te openen")) : 0;
}

static int
send_job(struct pool *p, struct slot *s, struct task *t, int child_end, struct err *e)
{
	struct arena *mem = arena_new("opdracht", JOB_MEM);
	AUTO_JSON j = json_object();
	json_t *list = json_array();
	struct msg m = { .kind = MSG_JOB, .id = ++p->next_id };
	AUTO_FD request = -1;
	int rc;

	for (size_t i = 0; i < t->nst; i++)
		json_push(list, json_string(stages[t->st[i]].name));
	json_put(j, "stages", list);
	load_put(j, t->dossier == NULL ? (struct load){ t->extra.size, 0 } : load_of(t->dossier, t->doc));
	m.body = json_write(mem, j);
	rc = open_request(t, mem, &request, e);
	if (rc == 0) {
		m.fd[m.nfds++] = request;
		m.fd[m.nfds++] = child_end;
		rc = make_outputs(p, t, &m, e);
	}
	if (rc == 0)
		rc = msg_send(s->helper.sock, &m, e);
	arena_free(mem);
	return rc;
}

/* Hand t to the worker of s; E_AGAIN when that worker turns out to be gone. */
static int
start_at(struct pool *p, struct slot *s, struct task *t, struct err *e)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return err_sys(e, E_IO, "socketpair");
	/* Our end never waits: a child that has gone bad may not hold up the street. */
	if (fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0 || send_job(p, s, t, pair[1], e) != 0) {
		(void)close(pair[0]);
		(void)close(pair[1]);
		task_close(t);
		return -1;
	}
	(void)close(pair[1]);
	s->channel = pair[0];
	return 0;
}

static int
start_worker(struct pool *p, struct slot *s, struct err *e)
{
	s->light = false;
	if (spawn_worker(p, s, e) != 0)
		return -1;
	if (read_ready(p, s, false, e) == 0)
		return 0;
	spawn_end(&s->helper);
	return -1;
}

/* The worker of s, with all that t needs. */
static int
ready_for(struct pool *p, struct slot *s, const struct task *t, struct err *e)
{
	if (s->helper.sock < 0 && start_worker(p, s, e) != 0)
		return -1;
	return s->light && !TOOLS_LIGHT(t->st[0]) ? make_whole(p, s, e) : 0;
}

/* It ended while it had nothing to do, so nothing is lost with it. */
static int
renew(struct pool *p, struct slot *s, const struct task *t, struct err *e)
{
	log_line(LOG_LET_OP, _("een werker is weggevallen; er wordt een nieuwe gestart"));
	spawn_end(&s->helper);
	return ready_for(p, s, t, e);
}

int
pool_start(struct pool *p, struct task *t, struct err *e)
{
	struct slot *s = free_slot(p);
	int rc;

	must(s != NULL && t->nst >= 1);
	t->answer = -1;
	for (int k = 0; k < A__COUNT; k++)
		t->out[k] = -1;
	rc = ready_for(p, s, t, e) == 0 ? start_at(p, s, t, e) : -1;
	if (rc != 0 && e->kind == E_AGAIN)
		rc = renew(p, s, t, e) == 0 ? start_at(p, s, t, e) : -1;
	if (rc != 0) {
		task_drop(t);
		return -1;
	}
	t->at = t->st[0];
	t->end = TASK_DIED;
	t->why = _("onbekende oorzaak");
	t->made = 0;
	t->neach = 0;
	s->task = t;
	s->done = false;
	return 0;
}

/* May this job ask for that artefact?  If so, open it. */
static int
find_artefact(struct pool *p, const struct task *t, int64_t doc, int64_t kind, int *fd_r, struct err *e)
{
	uint32_t needs = 0;

	for (size_t i = 0; i < t->nst; i++)
		needs |= stages[t->st[i]].needs;
	if (kind < 0 || kind >= A__COUNT || (needs & A_BIT(kind)) == 0)
		return err_set(e, E_BUG, _("vraag naar iets dat deze stap niet nodig heeft"));
	if (t->give != NULL)
		return t->give(t->owner, doc, (enum artefact_kind)kind, fd_r, e);
	if (t->dossier == NULL)
		return vault_get(p->vault, &t->extra, fd_r, e);
	if (doc == DOC_NONE && t->doc == DOC_NONE) {
		if ((t->dossier->have_set & A_BIT(kind)) == 0)
			return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
		return vault_get(p->vault, &t->dossier->have[kind], fd_r, e);
	}
	if (t->doc != DOC_NONE)
		doc = doc == 0 ? t->doc : DOC_NONE;
	if (doc < 0 || (size_t)doc >= t->dossier->ndocs || (t->dossier->docs[doc].have_set & A_BIT(kind)) == 0)
		return err_set(e, E_BUG, _("vraag naar iets dat er niet is"));
	if (t->st[0] == ST_bundle && !document_goes_out(&t->dossier->docs[doc]))
		return err_set(e, E_BUG, _("vraag naar een stuk dat niet naar buiten gaat"));
	return vault_get(p->vault, &t->dossier->docs[doc].have[kind], fd_r, e);
}

/* One artefact, or text and properties of so many documents in a row: all of them or none. */
static int
find_wanted(struct pool *p, const struct task *t, const json_t *want, struct msg *m, struct err *e)
{
	int64_t doc = json_num(want, "doc", DOC_NONE - 1), pairs = json_num(want, "pairs", 0);

	if (pairs < 0 || pairs > MSG_FDS / 2 || doc > INT32_MAX)
		return err_set(e, E_BUG, _("vraag naar iets dat deze stap niet nodig heeft"));
	if (pairs == 0) {
		if (find_artefact(p, t, doc, json_num(want, "kind", -1), &m->fd[0], e) != 0)
			return -1;
		m->nfds = 1;
	}
	for (int64_t i = 0; i < 2 * pairs; i++) {
		if (find_artefact(p, t, doc + i / 2, i % 2 == 0 ? A_TEXT : A_PROPS, &m->fd[m->nfds], e) != 0) {
			msg_close(m);
			return -1;
		}
		m->nfds++;
	}
	return 0;
}

static void
give(struct pool *p, struct slot *s, const json_t *want, struct arena *mem)
{
	AUTO_JSON j = json_object();
	struct msg m = { .kind = MSG_GIVE };
	struct err e;

	if (find_wanted(p, s->task, want, &m, &e) != 0)
		json_put_str(j, "error", utf8_show(mem, str_of(e.msg)));
	m.body = json_write(mem, j);
	if (msg_send(s->channel, &m, &e) != 0)
		auto_close(&s->channel), s->channel = -1;
	msg_close(&m);
}

/* What the child says that its stages took; one that lies can only move time between stages of its own job. */
static void
read_took(struct task *t, const json_t *list)
{
	size_t n = json_array_size(list) / 2;

	for (t->neach = 0; t->neach < n && t->neach < t->nst; t->neach++) {
		t->each[t->neach].wall_us = json_integer_value(json_array_get(list, 2 * t->neach));
		t->each[t->neach].cpu_us = json_integer_value(json_array_get(list, 2 * t->neach + 1));
	}
}

/* Each stage its own; what is left is the start, or of a child that did not come so far the stage that it was in. */
static void
count_time(struct pool *p, const struct task *t)
{
	struct took left = t->took;

	for (size_t i = 0; i < t->neach; i++) {
		struct took one = t->each[i];

		if (one.wall_us < 0 || one.cpu_us < 0 || one.wall_us > left.wall_us || one.cpu_us > left.cpu_us)
			break;
		timing_add(&p->timing, t->st[i], one, t->dossier, t->doc);
		left.wall_us -= one.wall_us;
		left.cpu_us -= one.cpu_us;
	}
	timing_add(&p->timing, t->end == TASK_DONE ? TIMING_START : t->at, left, t->dossier, t->doc);
}

/* A frame from the child.  A child that breaks the form is treated as dead: its channel is closed. */
static void
from_child(struct pool *p, struct slot *s)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	AUTO_JSON j = NULL;
	struct msg m;
	struct err e;
	int rc = msg_recv(s->channel, &m, mem, &e);
	bool fine = false;

	must(s->task != NULL); /* a channel lives as long as its task */
	if (rc == 1 && m.nfds == 0 && (j = json_read(m.body, &e)) != NULL && !s->done) {
		fine = true;
		if (m.kind == MSG_AT)
			fine = stage_find(json_str(j, "stage"), &s->task->at) == 0;
		else if (m.kind == MSG_WANT)
			give(p, s, j, mem);
		else if (m.kind == MSG_DONE) {
			struct str kind = json_str(j, "kind");

			s->done = true;
			s->task->made = (uint32_t)json_num(j, "made", 0);
			read_took(s->task, json_list(j, "took"));
			s->task->end = kind.p == NULL ? TASK_DONE : TASK_FAILED;
			if (kind.p != NULL)
				(void)err_set(
				    &s->task->err, errkind_find(str_c(mem, kind)), "%.*s", STRF(json_str(j, "error")));
		} else
			fine = false;
	}
	if (rc == 1)
		msg_close(&m);
	if (!fine) {
		if (rc == 1)
			s->done = false;
		auto_close(&s->channel);
		s->channel = -1;
	}
	arena_free(mem);
}

/* What the wait status means for the job. */
static void
judge(struct slot *s, const json_t *j)
{
	struct task *t = s->task;
	int64_t status = json_num(j, "status", -1), sig = json_num(j, "signal", 0);

	t->rss_kib = json_num(j, "rss_kib", 0);
	t->took = (struct took){ json_num(j, "wall_us", 0), json_num(j, "cpu_us", 0) };
	if (status == EXIT_FINE && s->done) {
		if (t->end == TASK_FAILED && t->err.kind == E_LIMIT) {
			t->end = TASK_LIMIT;
			t->why = _("te groot");
		} else if (t->end == TASK_FAILED && t->err.kind == E_BUG) {
			/* A broken promise is a crash that was noticed: this document's end, not the run's. */
			log_line(LOG_FOUT, "%s", t->err.msg);
			t->end = TASK_DIED;
			t->why = _("interne fout");
		}
		return;
	}
	t->end = TASK_DIED;
	t->why = sig == SIGSEGV || sig == SIGBUS ? _("geheugenfout") :
	    sig == SIGABRT                       ? _("afgebroken") :
	    sig == SIGSYS                        ? _("verboden handeling") :
	    sig == SIGKILL                       ? _("beëindigd") :
						   _("onverwacht einde");
	if (json_flag(j, "late") || sig == SIGXCPU || status == EXIT_LIMIT || sig == SIGXFSZ) {
		t->end = TASK_LIMIT;
		t->why = json_flag(j, "late") || sig == SIGXCPU ? _("te veel tijd") : _("te veel geheugen");
	}
}

/* The worker itself speaks or is gone; either way the job is over. */
static struct task *
from_worker(struct pool *p, struct slot *s, struct err *e)
{
	struct arena *mem = arena_new("bericht", FRAME_MEM);
	AUTO_JSON j = NULL;
	struct task *t = s->task;
	struct msg m;
	int rc = msg_recv(s->helper.sock, &m, mem, e);

	/* What the child still said before it ended. */
	while (t != NULL && s->channel >= 0 && rc == 1)
		from_child(p, s);
	if (rc == 1 && m.kind == MSG_REAPED && (j = json_read(m.body, e)) != NULL && t != NULL) {
		judge(s, j);
		count_time(p, t);
	} else {
		spawn_end(&s->helper); /* a new worker is started for the next job */
		if (t != NULL) {
			t->end = TASK_DIED;
			t->why = _("de werker is weg");
		}
	}
	if (rc == 1)
		msg_close(&m);
	arena_free(mem);
	auto_close(&s->channel);
	s->channel = -1;
	s->task = NULL;
	return t;
}

int
pool_wait(struct pool *p, int other, int wait_ms, struct task **task_r, bool *other_r, struct err *e)
{
	struct pollfd fds[2 * WORKERS_MOST + 1];
	int n;

	*task_r = NULL;
	*other_r = false;
	fds[0] = (struct pollfd){ .fd = other, .events = POLLIN };
	for (unsigned i = 0; i < p->n; i++) {
		struct slot *s = &p->slot[i];

		fds[1 + 2 * i] = (struct pollfd){ .fd = s->task == NULL ? -1 : s->helper.sock, .events = POLLIN };
		fds[2 + 2 * i] = (struct pollfd){ .fd = s->channel, .events = POLLIN };
	}
	notify_alive();
	n = poll(fds, 2 * p->n + 1, notify_wait_ms(wait_ms));
	if (n < 0 && errno != EINTR)
		return err_sys(e, E_IO, "poll");
	if (n <= 0)
		return 0;
	*other_r = fds[0].revents != 0;
	for (unsigned i = 0; i < p->n; i++) {
		struct slot *s = &p->slot[i];

		if (s->channel >= 0 && fds[2 + 2 * i].revents != 0)
			from_child(p, s);
		else if (s->task != NULL && fds[1 + 2 * i].revents != 0) {
			*task_r = from_worker(p, s, e);
			return 0;
		}
	}
	return 0;
}

/* Once; t says how it ended. */
static int
try_alone(struct pool *p, const struct task *wanted, time_t now, struct task *t, struct err *e)
{
	struct task *done = NULL;
	bool other;

	*t = *wanted;
	t->nst = 1;
	t->doc = DOC_NONE;
	t->answer = -1;
	for (int k = 0; k < A__COUNT; k++)
		t->out[k] = -1;
	t->request = json_pack("{sI}", "now", (json_int_t)now);
	if (pool_start(p, t, e) != 0)
		return -1;
	while (done == NULL) {
		if (pool_wait(p, -1, -1, &done, &other, e) != 0)
			return -1;
	}
	return 0;
}

int
pool_do(struct pool *p, const struct task *wanted, time_t now, struct task *t, struct err *e)
{
	if (try_alone(p, wanted, now, t, e) != 0)
		return -1;
	/* As with a document: a death is tried once more. */
	if (t->end != TASK_DIED)
		return 0;
	task_drop(t);
	return try_alone(p, wanted, now, t, e);
}
