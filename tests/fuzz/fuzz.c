/* SPDX-License-Identifier: EUPL-1.2 */
/* fuzz.c - the table of targets, and one run of one of them under the product's own limits. */
#include "fuzz.h"

#include <fcntl.h>
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "classify/rules.h"
#include "config/catalog.h"
#include "extract/extract.h"
#include "glean/glean.h"
#include "identify/identify.h"
#include "pdf/pdf_reader.h"
#include "detect/bsn.h"
#include "detect/detectors.h"
#include "screen/policy.h"

#include "base/banned.h"

#define RUN_MEM		MIB(256)	/* the worker has 1 GiB; less finds the limit's ways sooner */
#define TOOLS_MEM	MIB(256)

#define TARGET(name, run, ...)	void fuzz_##run(struct fuzz *);
#include "targets.def"
#undef TARGET

const struct fuzz_target targets[] = {
#define TARGET(name, run, arg, needs, most, dict, seeds) { #name, fuzz_##run, arg, needs, most, dict, seeds },
#include "targets.def"
#undef TARGET
};
const size_t ntargets = COUNT(targets);

static struct tools *tools;
static int first_fd;			/* of those that a run opens */
static sigjmp_buf at_limit;
static volatile sig_atomic_t running;
static char folder[] = "/tmp/woostraat-fuzz-XXXXXX";
static bool have_folder;

const struct fuzz_target *
target_find(const char *name)
{
	for (size_t i = 0; i < ntargets; i++) {
		if (strcmp(targets[i].name, name) == 0)
			return &targets[i];
	}
	return NULL;
}

void
target_list(void)
{
	for (size_t i = 0; i < ntargets; i++) {
		(void)printf("%s\t%zu\t%s\t%s%s\t%s\n", targets[i].name, targets[i].most,
		    targets[i].dict[0] == '\0' ? "-" : targets[i].dict, (targets[i].needs & SEED_PARTS) != 0 ? "parts " : "",
		    (targets[i].needs & NO_LEAKS) != 0 ? "noleaks" : "leaks", targets[i].seeds);
	}
}

/*
 * The arena ends a worker's child with _exit(EXIT_LIMIT), which is a result, and must() with EXIT_BUG, which is none.
 * The linker puts this between (--wrap=_exit), so that the product has no other memory here than at night.
 */
void	 __real__exit(int) NORETURN;
void	 __wrap__exit(int) NORETURN;

void
__wrap__exit(int code)
{
	if (code == EXIT_LIMIT && running)
		siglongjmp(at_limit, 1);
	if (code == EXIT_BUG)
		abort();
	__real__exit(code);
}

/* A mapped file ends in a page of zeros, which hides a read too far; here it is a piece of the heap (--wrap=map_fd). */
int	 __wrap_map_fd(int, size_t, struct str *, struct err *);
void	 __wrap_map_end(struct str *);

int
__wrap_map_fd(int fd, size_t max, struct str *s_r, struct err *e)
{
	struct stat st;
	char *p;

	must(fstat(fd, &st) == 0);
	if ((size_t)st.st_size > max)
		return err_set(e, E_LIMIT, "fuzz: te groot");
	p = malloc((size_t)st.st_size + (st.st_size == 0));
	must(p != NULL && pread(fd, p, (size_t)st.st_size, 0) == st.st_size);
	*s_r = (struct str){ p, (size_t)st.st_size };
	return 0;
}

void
__wrap_map_end(struct str *s)
{
	free((void *)(uintptr_t)s->p);
	*s = STR_NONE;
}

static void
machine_failed(const struct err *e)
{
	(void)fprintf(stderr, "fuzz: %s\n", e->msg);
	abort();
}

static void
end(void)
{
	if (have_folder)
		path_remove_tree(folder);
}

const char *
fuzz_file(struct fuzz *f, const char *name, struct str bytes)
{
	const char *path;
	int fd;

	if (!have_folder) {
		must(mkdtemp(folder) != NULL);
		have_folder = true;
		(void)atexit(end);
	}
	path = str_c(f->mem, str_fmt(f->mem, "%s/%s", folder, name));
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	must(fd >= 0 && fd_write_all(fd, bytes, &f->err) == 0);
	(void)close(fd);
	return path;
}

bool
fuzz_part(struct str *rest, struct str *part_r)
{
	const char *cut;

	if (rest->p == NULL)
		return false;
	cut = memmem(rest->p, rest->n, "\n@@\n", 4);
	if (cut == NULL) {
		*part_r = *rest;
		*rest = STR_NONE;
		return true;
	}
	*part_r = (struct str){ rest->p, (size_t)(cut - rest->p) };
	*rest = str_from(*rest, part_r->n + 4);
	return true;
}

void
fuzz_load(const struct fuzz_target *t)
{
	struct arena *mem = arena_new("gereedschap", TOOLS_MEM);
	struct err e = { .kind = E_NONE };

	(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)signal(SIGPIPE, SIG_IGN);
	tools = NEW(mem, struct tools, 1);
	tools->mem = mem;
	if ((t->needs & NEED_IDENTIFY) != 0 && identify_load(mem, &tools->identifier, &e) != 0)
		machine_failed(&e);
	if ((t->needs & NEED_EXTRACT) != 0 &&
	    (pdf_reader_load(mem, &tools->pdf, &e) != 0 || extract_load(mem, &tools->extractor, &e) != 0))
		machine_failed(&e);
	if ((t->needs & NEED_RULES) != 0 &&
	    (catalog_load("templates/lists", mem, &tools->lists, &e) != 0 || bsn_load(mem, &tools->bsn, &e) != 0 ||
	        policy_load("templates", tools->lists, mem, &tools->policy, &e) != 0 ||
	        detectors_load("templates", mem, &tools->detectors, &e) != 0 ||
	        glean_load("templates", mem, &tools->gleaner, &e) != 0 ||
	        rules_load("templates", tools->lists, mem, &tools->rules, &e) != 0))
		machine_failed(&e);
	first_fd = dup(STDERR_FILENO);
	(void)close(first_fd);
}

void
fuzz_run(const struct fuzz_target *t, const void *bytes, size_t n)
{
	struct arena *mem = arena_new("fuzz", RUN_MEM);
	char *copy = malloc(n == 0 ? 1 : n);	/* no NUL behind them: what reads on is caught */

	must(copy != NULL);
	memcpy(copy, bytes, n);
	if (sigsetjmp(at_limit, 0) == 0) {
		struct fuzz f = { .in = { copy, n }, .mem = mem, .arg = t->arg, .tools = tools };

		running = 1;
		t->run(&f);
		running = 0;
	} else {
		/* As after the death of a child: nothing of it is used again. */
		running = 0;
		(void)close_range((unsigned)first_fd, ~0u, 0);
		fuzz_load(t);
	}
	free(copy);
	arena_free(mem);
}
