/* SPDX-License-Identifier: EUPL-1.2 */
/* worker.c - the fork server: loads everything once, or the most of it when it is first needed; one child for each job. */
#include "proc/worker.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "base/json.h"
#include "base/log.h"
#include "base/utf8.h"
#include "proc/child.h"
#include "proc/frozen.h"
#include "proc/message.h"
#include "proc/ocr.h"
#include "proc/relay.h"
#include "proc/sandbox.h"
#include "proc/tools.h"
#include "timing.h"

#include "base/banned.h"

#define JOB_MEM		MIB(1)	/* a frame of at most MSG_MOST and its JSON */

static int
say(int sock, enum msg_kind kind, uint32_t id, json_t *body, struct err *e)
{
	struct arena *mem = arena_new("bericht", JOB_MEM);
	struct msg m = { .kind = kind, .id = id, .body = json_write(mem, body) };
	int rc = msg_send(sock, &m, e);

	json_decref(body);
	arena_free(mem);
	return rc;
}

static int
say_ready(int sock, const struct tools *t, struct err *e)
{
	struct arena *mem = arena_new("bericht", JOB_MEM);
	json_t *j = json_object(), *config = json_object();
	struct walls walls = sandbox_walls(t->sandbox);
	int rc;

	for (int i = 0; i < ST__COUNT; i++)
		json_put_str(config, stages[i].name, digest_hex(mem, t->config[i]));
	json_put(j, "config", config);
	json_put_str(j, "tried", digest_hex(mem, t->tried));
	json_put(j, "light", json_boolean(t->light));
	json_put_num(j, "pid", getpid());
	json_put(j, "sandbox", walls_json(&walls));
	rc = say(sock, MSG_READY, 0, j, e);
	arena_free(mem);
	return rc;
}

static void
say_unready(int sock, const struct err *why)
{
	struct err e;
	struct arena *mem = arena_new("bericht", JOB_MEM);
	json_t *j = json_object();

	json_put_str(j, "kind", str_of(errkind_name(why->kind)));
	json_put_str(j, "error", utf8_show(mem, str_of(why->msg)));
	if (say(sock, MSG_READY, 0, j, &e) != 0 && e.kind != E_AGAIN) /* gone: another worker said it first */
		log_line(LOG_FOUT, "%s", e.msg);
	arena_free(mem);
}

/*
 * Wait for the child and pass on what it says; kill it at its time limit or
 * when the supervisor goes away.  Returns whether it was late.
 */
static bool
watch(int sock, pid_t pid, unsigned wall_s, struct relay *relay, int *status_r, struct rusage *ru)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	int64_t end = clock_ms() + (int64_t)wall_s * 1000;
	bool late = false, over = false;

	must(pidfd >= 0);
	while (!over) {
		struct pollfd p[3] = { { .fd = pidfd, .events = POLLIN }, { .fd = sock, .events = POLLRDHUP },
			{ .fd = relay->from, .events = POLLIN } };
		int64_t left = end - clock_ms();

		if (poll(p, COUNT(p), left < 0 ? 0 : (int)left) < 0)
			continue; /* a signal */
		if (p[2].revents != 0)
			relay_take(relay);
		late = p[0].revents == 0 && left <= 0;
		over = late || p[0].revents != 0 || p[1].revents != 0;
		if (over && p[0].revents == 0)
			(void)kill(pid, SIGKILL);
	}
	(void)close(pidfd);
	while (wait4(pid, status_r, 0, ru) < 0 && errno == EINTR)
		;
	return late;
}

/* Does a stage of this job look at pictures?  Then there is somebody to read them, and time for it. */
static int
begin_ocr(const struct tools *tools, struct child_job *job, struct ocr_reader *r, struct err *e)
{
	*r = (struct ocr_reader){ .sock = -1 };
	for (size_t i = 0; tools->ocr != NULL && i < job->nst; i++) {
		if (job->st[i] != ST_extract)
			continue;
		if (ocr_start(tools->ocr, r, e) != 0)
			return -1;
		job->ocr = r->sock;
		job->limits = ocr_limits(job->limits);
	}
	return 0;
}

static int
serve_job(int sock, const struct tools *tools, struct msg *m, struct err *e)
{
	struct child_job job;
	struct rusage ru = { 0 };
	struct ocr_reader reader;
	struct relay relay;
	struct took began;
	int status = 0;
	bool late;
	json_t *j;
	pid_t pid;

	if (child_job_read(m, &job, e) != 0 || begin_ocr(tools, &job, &reader, e) != 0)
		return -1;
	if (relay_open(&relay, e) != 0) {
		ocr_end(&reader, &ru);
		return -1;
	}
	(void)fflush(NULL);
	began = took_now();
	pid = fork();
	if (pid == 0) {
		(void)close(sock);
		_exit(relay_speak(&relay, e) == 0 ? child_run(tools, &job) : EXIT_AGAIN);
	}
	if (pid < 0) {
		relay_close(&relay);
		ocr_end(&reader, &ru);
		return err_sys(e, E_IO, "fork");
	}
	msg_close(m); /* the child's now; the channel must close when the child goes */
	relay_listen(&relay);
	auto_close(&reader.sock); /* the child's now, too */
	reader.sock = -1;
	late = watch(sock, pid, job.limits.wall_s, &relay, &status, &ru);
	relay_close(&relay);
	ocr_end(&reader, &ru);
	j = json_object();
	json_put_num(j, "status", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	json_put_num(j, "signal", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
	json_put(j, "late", json_boolean(late));
	json_put_num(j, "rss_kib", ru.ru_maxrss);
	json_put_num(j, "cpu_us",
	    (ru.ru_utime.tv_sec + ru.ru_stime.tv_sec) * 1000000 + ru.ru_utime.tv_usec + ru.ru_stime.tv_usec);
	json_put_num(j, "wall_us", took_since(began).wall_us);
	return say(sock, MSG_REAPED, m->id, j, e);
}

/*
 * Be two: the other has all that this one loaded, and the same parent.  In the
 * other *sock is the socket that came, and READY was said there; when there is
 * no other that socket is closed, which says so.
 */
static int
twin(int *sock, const struct tools *tools, struct msg *m, struct err *e)
{
	pid_t parent = getppid(), between;
	int status;

	if (m->nfds != 1)
		return err_set(e, E_BUG, "%s", _("een bericht zonder de verbinding voor een tweede werker"));
	(void)fflush(NULL);
	between = fork();
	if (between < 0)
		return 0;
	if (between > 0) {
		while (waitpid(between, &status, 0) < 0 && errno == EINTR)
			;
		return 0;
	}
	between = getpid();
	if (fork() != 0)
		_exit(EXIT_FINE);
	/* Whose parent has gone is given to the supervisor, who asked for that (pool.c). */
	while (getppid() == between)
		(void)sched_yield();
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || dup2(m->fd[0], *sock) < 0)
		_exit(EXIT_BUG);
	sandbox_moved(tools->sandbox);
	if (say_ready(*sock, tools, e) != 0)
		_exit(err_exit(e));
	return 0;
}

/* Before the first job that needs it.  What is wrong now is the end of this worker, as it is at the start. */
static int
load_whole(int sock, struct tools *tools, struct err *e)
{
	if (tools_whole(tools, e) != 0) {
		say_unready(sock, e);
		return -1;
	}
	(void)frozen_here();
	return say_ready(sock, tools, e);
}

static int
serve(int *sock, struct tools *tools, struct msg *m, struct err *e)
{
	switch (m->kind) {
	case MSG_TWIN:
		return twin(sock, tools, m, e);
	case MSG_WHOLE:
		return load_whole(*sock, tools, e);
	default:
		return serve_job(*sock, tools, m, e);
	}
}

int
worker_serve(int sock, const char *templates, const char *languages, const char *tried)
{
	struct err e;
	struct tools *tools = NULL;

	/* libarchive gives no non-ASCII member name without a UTF-8 locale; ZIP times must not move with the zone. */
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)setenv("TZ", "UTC", 1);
	/* A child opens no file: what the C library reads once, it reads here. */
	tzset();
	(void)_("dit is geen opdracht");
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (tools_load_tried(templates, languages, tried, &tools, &e) != 0) {
		say_unready(sock, &e);
		return err_exit(&e);
	}
	must(tools != NULL);
	if (!tools->light)
		(void)frozen_here();
	if (say_ready(sock, tools, &e) != 0)
		return err_exit(&e);
	for (;;) {
		struct arena *mem = arena_new("opdracht", JOB_MEM);
		struct msg m;
		int rc = msg_recv(sock, &m, mem, &e);

		if (rc == 1) {
			rc = serve(&sock, tools, &m, &e) == 0 ? 1 : -1;
			msg_close(&m);
		}
		arena_free(mem);
		if (rc == 0)
			return EXIT_FINE;
		if (rc < 0) {
			if (e.kind == E_AGAIN) /* the supervisor is gone */
				return EXIT_FINE;
			log_line(LOG_FOUT, "%s", e.msg);
			return err_exit(&e);
		}
	}
}
