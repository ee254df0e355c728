/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * text.c - the text of PDF documents by our extract, as the street runs it, and by pdftotext, turn by turn.
 *
 *	texts WORKER TEMPLATES ROUNDS FOLDER FILE...
 *
 * Each file, each round: pdftotext in a process of its own; then one job for a
 * worker, whose child reads it behind its walls.  Prints for each
 * "file ROUND POPPLER OURS RSS PAGES NAME" (CPU milliseconds, KiB), after
 * each round "round ROUND POPPLER OURS" (CPU seconds; ours with the worker, its
 * children and this side of the pool).  FOLDER gets N.ours and N.poppler of the
 * first round, and N.rest: what stands beside the pages.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fd.h"
#include "proc/pool.h"
#include "proc/wire.h"
#include "store/vault.h"
#include "text.h"

#include "base/banned.h"

#define FILE_MEM	MIB(256)

extern char	**environ;

static struct err err;

static void __attribute__((noreturn))
die(const char *what)
{
	(void)fprintf(stderr, "texts: %s: %s\n", what, err.msg);
	exit(1);
}

static double
seconds(const struct rusage *ru)
{
	return (double)(ru->ru_utime.tv_sec + ru->ru_stime.tv_sec) +
	    (double)(ru->ru_utime.tv_usec + ru->ru_stime.tv_usec) / 1e6;
}

static double
own_cpu(void)
{
	struct rusage ru;

	must(getrusage(RUSAGE_SELF, &ru) == 0);
	return seconds(&ru);
}

/* The only child that this process has when nothing else is asked of it: the worker. */
static pid_t
the_worker(void)
{
	char path[64], line[64] = "";
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	f = fopen(path, "re");
	if (f == NULL || fgets(line, sizeof line, f) == NULL)
		die("no worker in /proc");
	(void)fclose(f);
	return (pid_t)strtol(line, NULL, 10);
}

/* CPU seconds of the worker and of its children that ended, in ticks: good for a sum, not for one file. */
static double
worker_cpu(pid_t pid)
{
	char path[64], line[1024] = "";
	unsigned long t[4];
	const char *p;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	f = fopen(path, "re");
	if (f == NULL || fgets(line, sizeof line, f) == NULL || (p = strrchr(line, ')')) == NULL ||
	    sscanf(p + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %lu %lu", &t[0], &t[1], &t[2], &t[3]) != 4)
		die("the worker is gone");
	(void)fclose(f);
	return (double)(t[0] + t[1] + t[2] + t[3]) / (double)sysconf(_SC_CLK_TCK);
}

static double
poppler(const char *file, const char *to)
{
	const char *argv[] = { "pdftotext", "-q", file, to, NULL };
	struct rusage ru;
	int status;
	pid_t pid;

	if (posix_spawnp(&pid, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
		die("pdftotext");
	must(wait4(pid, &status, 0, &ru) == pid);
	return seconds(&ru);
}

/* ---- ours ---- */

static int
give(void *owner, int64_t doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const char *file = owner;

	if (doc != 0 || kind != A_ORIGINAL)
		return err_set(e, E_BUG, "it asks for what there is not");
	*fd_r = open(file, O_RDONLY | O_CLOEXEC);
	return *fd_r < 0 ? err_sys(e, E_IO, "%s", file) : 0;
}

static int
open_made(const struct job *job, int doc, enum artefact_kind kind, int *fd_r, struct err *e)
{
	const struct task *t = job->source;

	(void)doc;
	(void)e;
	*fd_r = fcntl(t->out[kind], F_DUPFD_CLOEXEC, 0);
	must(*fd_r >= 0 && lseek(*fd_r, 0, SEEK_SET) == 0);
	return 0;
}

static void
save(const char *path, struct str s)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || fd_write_all(fd, s, &err) != 0)
		die(path);
	(void)close(fd);
}

/* What a reader sees, as other programs give it, and all of both artefacts to compare versions of ours with. */
static size_t
keep(struct task *t, const char *folder, int i, struct arena *mem)
{
	struct document doc = { .path = S("a.pdf"), .have_set = A_BIT(A_TEXT) | A_BIT(A_PROPS) };
	struct dossier d = { .docs = &doc, .ndocs = 1 };
	struct job job = { .dossier = &d, .source = t, .open = open_made };
	struct text text;
	struct str all;
	int fd = -1;

	if (t->end != TASK_DONE || (t->made & A_BIT(A_TEXT)) == 0)
		return 0;
	if (text_load(&job, &text, mem, &err) != 0)
		die("text");
	save(str_c(mem, str_fmt(mem, "%s/%d.ours", folder, i)), text_seen(&text, mem));
	save(str_c(mem, str_fmt(mem, "%s/%d.text", folder, i)), text.s);
	if (open_made(&job, 0, A_PROPS, &fd, &err) != 0 || fd_read_all(fd, PROPS_MOST, mem, &all, &err) != 0)
		die("props");
	save(str_c(mem, str_fmt(mem, "%s/%d.props", folder, i)), all);
	(void)close(fd);
	if (fd_read_all(t->answer, PROPS_MOST, mem, &all, &err) != 0)
		die("answer");
	save(str_c(mem, str_fmt(mem, "%s/%d.answer", folder, i)), all);
	return text.npages;
}

static struct task
ours(struct pool *p, const char *file, struct arena *mem)
{
	struct document doc = { .path = S("a.pdf"), .role = ROLE_MAIN, .media_type = S("application/pdf"),
		.have_set = A_BIT(A_ORIGINAL) };
	struct organisation org = { .key = S("leiden"), .tooi = S("gm0546") };
	struct dossier d = { .org = &org, .key = S("bench"), .mem = mem, .docs = &doc, .ndocs = 1 };
	struct task t = { .st = { ST_extract }, .nst = 1, .dossier = &d, .give = give, .owner = (void *)(uintptr_t)file };
	struct task *done = NULL;
	struct stat sb;
	bool other;

	if (stat(file, &sb) != 0)
		die(file);
	doc.have[A_ORIGINAL].size = (uint64_t)sb.st_size;
	t.request = json_object();
	json_put_num(t.request, "now", 1768464000);
	json_put(t.request, "dossier", wire_dossier(&d, 0));
	if (pool_start(p, &t, &err) != 0)
		die("pool");
	while (done == NULL) {
		if (pool_wait(p, -1, -1, &done, &other, &err) != 0)
			die("pool");
	}
	return t;
}

int
main(int argc, char **argv)
{
	struct arena *all = arena_new("bench", MIB(1));
	struct vault *vault;
	struct pool *p;
	pid_t worker;
	int rounds;

	if (argc < 6) {
		(void)fprintf(stderr, "usage: texts WORKER TEMPLATES ROUNDS FOLDER FILE...\n");
		return 64;
	}
	rounds = (int)strtol(argv[3], NULL, 10);
	if (vault_open(str_c(all, str_fmt(all, "%s/vault", argv[4])), false, &vault, &err) != 0 ||
	    pool_open(argv[1], argv[2], NULL, 1, vault, &p, &err) != 0)
		die("start");
	worker = the_worker();
	for (int round = 1; round <= rounds; round++) {
		double sum[2] = { 0 };

		for (int i = 5; i < argc; i++) {
			struct arena *mem = arena_new("file", FILE_MEM);
			const char *to = str_c(mem, str_fmt(mem, "%s/%d.poppler", argv[4], i - 4));
			double before, own, theirs = poppler(argv[i], to);
			struct task t;
			size_t pages;

			before = worker_cpu(worker);
			own = own_cpu();
			t = ours(p, argv[i], mem);
			own = own_cpu() - own + worker_cpu(worker) - before;
			sum[0] += theirs;
			sum[1] += own;
			pages = keep(&t, argv[4], i - 4, mem);
			(void)printf("file\t%d\t%.3f\t%lld\t%lld\t%zu\t%s\n", round, theirs * 1e3, (long long)(t.took.cpu_us / 1000),
			    (long long)t.rss_kib, pages, argv[i]);
			task_drop(&t);
			arena_free(mem);
		}
		(void)printf("round\t%d\t%.3f\t%.3f\n", round, sum[0], sum[1]);
		(void)fflush(stdout);
	}
	pool_close(p);
	vault_close(vault);
	arena_free(all);
	return 0;
}
