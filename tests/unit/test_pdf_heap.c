/* SPDX-License-Identifier: EUPL-1.2 */
/* test_pdf_heap.c - memory for MuPDF: pieces of all sizes keep their bytes, lie apart, and are used again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/defs.h"
#include "pdf/pdf_heap.h"

#define PIECES	3000
#define TURNS	200000
#define LARGEST	10000

static uint32_t seed = 54;

static uint32_t
chance(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static bool
is_filled(const unsigned char *p, size_t n, unsigned char with)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] != with)
			return false;
	}
	return true;
}

/* Mostly small, as MuPDF's are. */
static size_t
size_by_chance(void)
{
	return chance(10) == 0 ? chance(LARGEST) : chance(300);
}

static void
by_chance(void **state)
{
	static struct { unsigned char *p; size_t n; unsigned char with; } v[PIECES];
	const fz_alloc_context *a = pdf_heap();

	(void)state;
	if (a == NULL)	/* a sanitizer looks at each piece instead */
		skip();
	for (int turn = 0; turn < TURNS; turn++) {
		size_t i = chance(PIECES), n = size_by_chance(), least = n < v[i].n ? n : v[i].n;

		if (!is_filled(v[i].p, v[i].n, v[i].with))
			fail_msg("turn %d: %zu bytes were changed", turn, v[i].n);
		if (chance(2) == 0) {
			a->free(a->user, v[i].p);
			v[i].p = a->malloc(a->user, n);
		} else {
			v[i].p = a->realloc(a->user, v[i].p, n);
			assert_true(is_filled(v[i].p, least, v[i].with));
		}
		assert_non_null(v[i].p);
		assert_int_equal((uintptr_t)v[i].p % 16, 0);
		v[i].n = n;
		v[i].with = (unsigned char)turn;
		memset(v[i].p, turn, n);
	}
	for (size_t i = 0; i < PIECES; i++) {
		assert_true(is_filled(v[i].p, v[i].n, v[i].with));
		a->free(a->user, v[i].p);
	}
}

static void
used_again(void **state)
{
	const fz_alloc_context *a = pdf_heap();
	void *p, *q;

	(void)state;
	if (a == NULL)
		skip();
	p = a->malloc(a->user, 100);
	a->free(a->user, p);
	q = a->malloc(a->user, 97);
	assert_ptr_equal(p, q);
	assert_ptr_equal(a->realloc(a->user, q, 112), q);
	a->free(a->user, q);
	a->free(a->user, NULL);
	assert_non_null(p = a->malloc(a->user, 0));
	a->free(a->user, p);
	assert_null(a->malloc(a->user, SIZE_MAX));
	assert_null(a->malloc(a->user, SIZE_MAX - 8));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(by_chance), cmocka_unit_test(used_again) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
