/* SPDX-License-Identifier: EUPL-1.2 */
/* test_heap.c - an allocation that fails ends a process that said so, whichever library asked, and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/err.h"
#include "base/heap.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED	true		/* its own malloc ends the process */
#else
#define SANITIZED	false
#endif

#define SURVIVED	3		/* exit code: went on with less */
#define CEILING		MIB(64)		/* bytes of address space: soon reached, or passed already */
#define FRESH		MIB(16)		/* bytes of the block that is made larger */

/* More than any machine has; volatile, so that the compiler does not know it. */
static const volatile size_t huge = (size_t)1 << 47;

/* Each asks for what there is not: NULL, or what it got. */
static void *by_malloc(void) { return malloc(huge); }
static void *by_calloc(void) { return calloc(huge, 1); }
static void *by_calloc_that_overflows(void) { return calloc(huge, huge); }
static void *by_realloc(void) { return realloc(malloc(FRESH), huge); }
static void *by_realloc_of_nothing(void) { return realloc(NULL, huge); }
static void *by_reallocarray(void) { return reallocarray(NULL, huge, 1); }
static void *by_memalign(void) { return memalign(64, huge); }
static void *by_aligned_alloc(void) { return aligned_alloc(64, huge); }
static void *by_glib(void) { return g_try_malloc(huge); }
static void *by_glib_realloc(void) { return g_try_realloc(NULL, huge); }

static void *
by_posix_memalign(void)
{
	void *p = NULL;

	return posix_memalign(&p, 64, huge) == 0 ? p : NULL;
}

/* Small pieces until there are no more, in a library: as it comes about at night. */
static void *
by_the_ceiling(void)
{
	struct rlimit l = { 0 };
	void *p;

	if (getrlimit(RLIMIT_AS, &l) != 0)
		_exit(99);
	l.rlim_cur = CEILING;
	if (setrlimit(RLIMIT_AS, &l) != 0)
		_exit(99);
	do {
		p = g_try_malloc(1000);
	} while (p != NULL);
	return NULL;
}

/* libc's own: the copy of a string that fits once, and not twice. */
static void *
by_strdup(void)
{
	struct rlimit l = { 0 };
	char *s = malloc(CEILING);

	if (s == NULL || getrlimit(RLIMIT_AS, &l) != 0)
		_exit(99);
	memset(s, 'x', CEILING - 1);
	s[CEILING - 1] = '\0';
	l.rlim_cur = CEILING;
	if (setrlimit(RLIMIT_AS, &l) != 0)
		_exit(99);
	return strdup(s);
}

static const struct {
	const char	*name;
	void		*(*ask)(void);
} ways[] = {
	{ "malloc", by_malloc }, { "calloc", by_calloc }, { "calloc that overflows", by_calloc_that_overflows },
	{ "realloc", by_realloc }, { "realloc of nothing", by_realloc_of_nothing }, { "reallocarray", by_reallocarray },
	{ "memalign", by_memalign }, { "aligned_alloc", by_aligned_alloc }, { "posix_memalign", by_posix_memalign },
	{ "glib", by_glib }, { "realloc of glib", by_glib_realloc }, { "small pieces", by_the_ceiling },
	{ "strdup", by_strdup },
};

/* The exit code of a process that does this; what it says goes to said. */
static int
end_of(void *(*ask)(void), bool be_strict, int said)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		(void)dup2(said, STDERR_FILENO);
		if (be_strict)
			heap_strict(EXIT_LIMIT);
		if (ask() != NULL)
			_exit(99);
		_exit(SURVIVED);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
ends(void **state)
{
	(void)state;
	if (SANITIZED)
		skip();
	for (size_t i = 0; i < COUNT(ways); i++) {
		int said = memfd_create("said", MFD_CLOEXEC), code;
		char text[200] = "";

		assert_true(said >= 0);
		code = end_of(ways[i].ask, true, said);
		(void)!pread(said, text, sizeof text - 1, 0);
		(void)close(said);
		if (code != EXIT_LIMIT || strstr(text, "geen geheugen meer voor ") == NULL || strchr(text, '\n') == NULL)
			fail_msg("%s: exit code %d [%s]", ways[i].name, code, text);
	}
}

/* Who did not say so is told, as C has it. */
static void
goes_on(void **state)
{
	(void)state;
	if (SANITIZED)
		skip();
	for (size_t i = 0; i < COUNT(ways); i++) {
		int code = end_of(ways[i].ask, false, STDERR_FILENO);

		if (code != SURVIVED)
			fail_msg("%s: exit code %d", ways[i].name, code);
	}
}

/* NULL, and nothing is wrong; or memory, as ever. */
static void *
what_does_not_fail(void)
{
	void *p = malloc(0), *q = NULL;

	if (p == NULL || realloc(p, 0) != NULL || posix_memalign(&q, 3, 8) != EINVAL || posix_memalign(&q, 0, 8) != EINVAL)
		_exit(98);
	if (posix_memalign(&q, 4096, 100) != 0 || (uintptr_t)q % 4096 != 0)
		_exit(98);
	free(q);
	q = aligned_alloc(256, 512);
	if (q == NULL || (uintptr_t)q % 256 != 0)
		_exit(98);
	q = realloc(q, FRESH);
	if (q == NULL || malloc_usable_size(q) < FRESH)
		_exit(98);
	free(q);
	p = calloc(100, 10);
	for (size_t i = 0; p == NULL || i < 1000; i++) {
		if (p == NULL || ((char *)p)[i] != 0)
			_exit(98);
	}
	free(p);
	_exit(0);
}

static void
no_failure(void **state)
{
	(void)state;
	if (SANITIZED)
		skip();
	assert_int_equal(end_of(what_does_not_fail, true, STDERR_FILENO), 0);
}

static volatile uintptr_t old;	/* where a block was */

/* Of a block that was given back: is the word still in it?  The first bytes are the allocator's by then. */
static bool
still_there(void)
{
	char now[900];
	int fd = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || pread(fd, now, sizeof now, (off_t)old + 64) != sizeof now)
		_exit(93);
	(void)close(fd);
	return memchr(now, 'K', sizeof now) != NULL;
}

/* Written even where the compiler sees that nobody reads it. */
static void
fill(volatile char *p)
{
	for (size_t i = 0; i < 1000; i++)
		p[i] = 'K';
}

/* A key that was given back, or that moved, is there no more. */
static void *
what_is_wiped(void)
{
	char *p = malloc(1000), *after = malloc(1000), *q;

	old = (uintptr_t)p;
	if (p == NULL || after == NULL)
		_exit(98);
	fill(p);
	free(p);
	if (!still_there())
		_exit(97); /* whoever does not say so keeps what it had: the test can see it */
	heap_wipe();
	p = malloc(1000);
	old = (uintptr_t)p;
	fill(p);
	q = realloc(p, 5000);
	if (q == NULL || q[999] != 'K' || still_there())
		_exit(96);
	q = realloc(q, 2000);
	if (q == NULL || q[999] != 'K')
		_exit(95);
	old = (uintptr_t)q;
	if (realloc(q, 0) != NULL || still_there())
		_exit(94);
	free(NULL);
	free(after);
	_exit(0);
}

static void
wiped(void **state)
{
	(void)state;
	if (SANITIZED)
		skip();
	assert_int_equal(end_of(what_is_wiped, false, STDERR_FILENO), 0);
}

#define HOLES	2000
#define HOLE(i)	((size_t)(i) % 900 * 40 + 16)

/* Holes between what stays: none of them is given out again, nor what is given back at the end lost. */
static void
settled(void **state)
{
	static char *stays[HOLES], *hole[HOLES];
	const char *least = (const char *)UINTPTR_MAX, *most = NULL;
	size_t within = 0;

	(void)state;
	if (SANITIZED)
		skip();
	for (int i = 0; i < HOLES; i++) {
		hole[i] = malloc(HOLE(i));
		stays[i] = malloc(200);
		assert_non_null(hole[i]);
		assert_non_null(stays[i]);
		memset(stays[i], i, 200);
		least = hole[i] < least ? hole[i] : least;
		most = stays[i] > most ? stays[i] : most;
	}
	for (int i = 0; i < HOLES; i++)
		free(hole[i]);
	heap_settle();
	for (int i = 0; i < HOLES; i++) {
		const char *p = calloc(1, HOLE(i));

		assert_non_null(p);
		within += p >= least && p <= most;
		for (size_t k = 0; k < HOLE(i); k++)
			assert_int_equal(p[k], 0);
	}
	assert_int_equal(within, 0);
	for (int i = 0; i < HOLES; i++) {
		for (size_t k = 0; k < 200; k++)
			assert_int_equal((unsigned char)stays[i][k], (unsigned char)i);
		free(stays[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(ends), cmocka_unit_test(goes_on), cmocka_unit_test(no_failure),
		cmocka_unit_test(wiped), cmocka_unit_test(settled) };

	return cmocka_run_group_tests_name("heap", tests, NULL, NULL);
}
