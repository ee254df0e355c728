/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * timed.c - woostraat-worker that writes down what each stage and each child costs (timed.h).
 *
 * Linked with --wrap of every stage, of worker_serve and of wait4; the rest is
 * the real worker.  With GATELESS, reveal and screen look at nothing and say that
 * all is well: the street as a script without a gate has it.  That is a program of
 * the bench, in a folder of its own, and nothing of it is in what is installed.
 */
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "text.h"
#include "timed.h"

#include "base/banned.h"

#define TEXT_MEM	MIB(256)

static struct book *book;
static struct ran { uint32_t stages; uint64_t us; } *ran;	/* of each child in hand, by its number: its worker reads it when it has ended */
#define CHILDREN_MOST	((size_t)4096)	/* of all workers together; numbers are given in a row */

/* Before main, so before the walls: `book` lies beside the program. */
__attribute__((constructor)) static void
open_book(void)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;
	void *p;
	int fd;

	if (n <= 0)
		return;
	path[n] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL || (size_t)(slash + 1 - path) + sizeof "book" > sizeof path)
		return;
	memcpy(slash + 1, "book", sizeof "book");
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	p = ftruncate(fd, sizeof *book) == 0 ? mmap(NULL, sizeof *book, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) : MAP_FAILED;
	(void)close(fd);
	if (p == MAP_FAILED)
		return;
	book = p;
	p = mmap(NULL, CHILDREN_MOST * sizeof *ran, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		book = NULL;
	else
		ran = p;
}

static uint64_t
ns(clockid_t clock)
{
	struct timespec t = { 0 };

	(void)clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

static uint64_t
cpu_us(const struct rusage *ru)
{
	return (uint64_t)(ru->ru_utime.tv_sec + ru->ru_stime.tv_sec) * 1000000 +
	    (uint64_t)(ru->ru_utime.tv_usec + ru->ru_stime.tv_usec);
}

static struct ran *
of_child(pid_t pid)
{
	return &ran[(size_t)pid % CHILDREN_MOST];
}

static void
add(uint64_t *to, uint64_t n)
{
	(void)__atomic_fetch_add(to, n, __ATOMIC_RELAXED);
}

#ifdef GATELESS
#define WITHOUT	(1u << ST_reveal | 1u << ST_screen)
#else
#define WITHOUT	0u
#endif

/* What the coverage ledger wants to hear: as many pages as were read, and all of the text. */
static int
look_at_nothing(const struct job *job, struct result *r, struct err *e)
{
	struct arena *mem;
	struct text text;
	int rc;

	if ((job->dossier->docs[job->doc].have_set & A_BIT(A_TEXT)) == 0)
		return 0;
	mem = arena_new("niets", TEXT_MEM);
	rc = text_load(job, &text, mem, e);
	if (rc == 0) {
		r->doc.cover[COVER_DRAWN] = (struct cover){ text.npages, text.npages };
		r->doc.cover[COVER_TEXT] = (struct cover){ text.s.n, text.s.n };
	}
	arena_free(mem);
	return rc;
}

static int
timed(stage_run *real, enum stage_id st, const struct job *job, struct result *r, struct err *e)
{
	uint64_t cpu = ns(CLOCK_PROCESS_CPUTIME_ID), wall = ns(CLOCK_MONOTONIC);
	int rc = (WITHOUT & 1u << st) != 0 ? look_at_nothing(job, r, e) : real(job, r, e);

	if (book != NULL) {
		cpu = ns(CLOCK_PROCESS_CPUTIME_ID) - cpu;
		add(&book->stage[st].calls, 1);
		add(&book->stage[st].cpu_ns, cpu);
		add(&book->stage[st].wall_ns, ns(CLOCK_MONOTONIC) - wall);
		of_child(getpid())->stages |= 1u << st;
		of_child(getpid())->us += cpu / 1000;
	}
	return rc;
}

/* clang-format off */
#define SUPERVISOR(name)
#define UPLOADER(name)
#define WORKER(name) \
	stage_run __real_##name##_run, __wrap_##name##_run; \
	int __wrap_##name##_run(const struct job *job, struct result *r, struct err *e) \
	{ \
		return timed(__real_##name##_run, ST_##name, job, r, e); \
	}
#define STAGE(site, name, ...)	site(name)
#include "stages.def"
/* clang-format on */
#undef STAGE

pid_t	 __real_wait4(pid_t, int *, int, struct rusage *);
pid_t	 __wrap_wait4(pid_t, int *, int, struct rusage *);
int	 __real_worker_serve(int, const char *, const char *, const char *);
int	 __wrap_worker_serve(int, const char *, const char *, const char *);

pid_t
__wrap_wait4(pid_t pid, int *status_r, int options, struct rusage *ru)
{
	pid_t got = __real_wait4(pid, status_r, options, ru);
	struct ran *r;
	uint64_t i;

	if (book == NULL || got <= 0 || ru == NULL)
		return got;
	r = of_child(got);
	i = __atomic_fetch_add(&book->nchildren, 1, __ATOMIC_RELAXED);
	if (i < BOOK_CHILDREN)
		book->child[i] = (struct reaped){ r->stages, (uint32_t)ru->ru_maxrss, cpu_us(ru), r->us };
	*r = (struct ran){ 0 };
	return got;
}

int
__wrap_worker_serve(int sock, const char *templates, const char *languages, const char *tried)
{
	int rc = __real_worker_serve(sock, templates, languages, tried);
	struct rusage ru = { 0 };

	if (book != NULL && getrusage(RUSAGE_SELF, &ru) == 0)
		add(&book->workers_us, cpu_us(&ru));
	return rc;
}
