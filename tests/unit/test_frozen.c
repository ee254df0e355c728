/* SPDX-License-Identifier: EUPL-1.2 */
/* test_frozen.c - memory that was frozen before a fork: the same bytes, each process its own, and nobody else's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/defs.h"
#include "proc/frozen.h"

#define PIECES	4000
#define ROOM	((size_t)1000)
#define PLACE	((size_t)4 << 20)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define OURS	false		/* another malloc: nothing is frozen */
#else
#define OURS	true
#endif

static unsigned char *piece[PIECES];

static void
fill(unsigned char *p, size_t n, unsigned salt)
{
	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(i * 31 + salt);
}

static bool
is_filled(const unsigned char *p, size_t n, unsigned salt)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] != (unsigned char)(i * 31 + salt))
			return false;
	}
	return true;
}

static bool
all_filled(void)
{
	for (unsigned i = 0; i < PIECES; i++) {
		if (!is_filled(piece[i], ROOM, i))
			return false;
	}
	return true;
}

/* What a child does to all of it: its exit code says whether it found what it should. */
static int
child(unsigned char *code, unsigned char *place)
{
	if (!all_filled() || !is_filled(code, PLACE, 7) || place[0] != 1 || place[PLACE - 1] != 2)
		return 1;
	for (unsigned i = 0; i < PIECES; i++) {
		memset(piece[i], 0xff, ROOM);
		if (i % 3 == 0)
			free(piece[i]);
	}
	memset(place, 0xff, PLACE);
	for (int i = 0; i < PIECES; i++) {
		if (malloc(ROOM + (size_t)i) == NULL)
			return 1;
	}
	return 0;
}

/* The address range of a piece as /proc tells of it: does it lie in a frozen file? */
static bool
is_frozen(const void *p)
{
	FILE *f = fopen("/proc/self/maps", "re");
	unsigned long from, to;
	char line[512];
	bool frozen = false;

	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		if (sscanf(line, "%lx-%lx", &from, &to) == 2 && from <= (uintptr_t)p && (uintptr_t)p < to)
			frozen = strstr(line, "memfd:frozen") != NULL;
	}
	(void)fclose(f);
	return frozen;
}

static void
freezes(void **state)
{
	unsigned char *code, *place;
	int status;

	(void)state;
	(void)mallopt(M_MMAP_THRESHOLD, 64 << 20);
	for (unsigned i = 0; i < PIECES; i++) {
		piece[i] = malloc(ROOM);
		assert_non_null(piece[i]);
		fill(piece[i], ROOM, i);
	}
	code = mmap(NULL, PLACE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	place = mmap(NULL, PLACE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(code != MAP_FAILED && place != MAP_FAILED);
	fill(code, PLACE, 7);
	assert_int_equal(mprotect(code, PLACE, PROT_READ | PROT_EXEC), 0);
	place[0] = 1;
	place[PLACE - 1] = 2;

	assert_true((frozen_here() >= PLACE) == OURS);
	assert_true(all_filled() && is_filled(code, PLACE, 7));
	assert_true(place[0] == 1 && place[PLACE / 2] == 0 && place[PLACE - 1] == 2);
	assert_true(is_frozen(code) == OURS && is_frozen(piece[PIECES / 2]) == OURS && is_frozen(place) == OURS);

	/* One child after another, each of which spoils all that it has. */
	for (int i = 0; i < 3; i++) {
		pid_t pid = fork();

		if (pid == 0)
			_exit(child(code, place));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		assert_true(all_filled() && is_filled(code, PLACE, 7));
	}
	/* The heap goes on as it was. */
	for (unsigned i = 0; i < PIECES; i++) {
		piece[i] = realloc(piece[i], ROOM * 2);
		assert_non_null(piece[i]);
		assert_true(is_filled(piece[i], ROOM, i));
		free(piece[i]);
	}
	(void)munmap(code, PLACE);
	(void)munmap(place, PLACE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(freezes) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
