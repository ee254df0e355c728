/* SPDX-License-Identifier: EUPL-1.2 */
/* heap.c - what an allocation that fails does, and what is left of one that is given back: ours, and every library's. */
#include "base/heap.h"

#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/banned.h"

/* Of the whole process, as malloc is; libcurl allocates in a thread of its own. */
static atomic_int strict;	/* the exit code; 0: a refusal ends nothing */
static atomic_bool wiping;

void
heap_strict(int code)
{
	strict = code;
}

void
heap_wipe(void)
{
	wiping = true;
}

#ifdef WOO_TORTURE
bool	(*heap_may)(void);
#define MAY()	(heap_may == NULL || heap_may())
#else
#define MAY()	true
#endif

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

/*
 * These names are the C library's to give, and so are those of their arguments.
 * NOLINTBEGIN(bugprone-reserved-identifier,readability-inconsistent-declaration-parameter-name)
 */

/* glibc's own, under the names that it keeps for who stands before them; what measures is left alone. */
void	*__libc_malloc(size_t);
void	*__libc_calloc(size_t, size_t);
void	*__libc_realloc(void *, size_t);
void	*__libc_memalign(size_t, size_t);
void	 __libc_free(void *);

/* Nothing here may allocate. */
static void __attribute__((cold, noinline))
refuse(size_t n)
{
	char line[80];
	int len, code = strict;

	if (code == 0)
		return;
	len = snprintf(line, sizeof line, "woostraat: geen geheugen meer voor %zu bytes\n", n);
	(void)!write(STDERR_FILENO, line, (size_t)len);
	_exit(code);
}

static inline void *
got(void *p, size_t n)
{
	if (__builtin_expect(p == NULL, 0))
		refuse(n);
	return p;
}

void *
malloc(size_t n)
{
	return got(MAY() ? __libc_malloc(n) : NULL, n);
}

void *
calloc(size_t n, size_t size)
{
	return got(MAY() ? __libc_calloc(n, size) : NULL, size != 0 && n > SIZE_MAX / size ? SIZE_MAX : n * size);
}

void
free(void *p)
{
	if (wiping && p != NULL)
		explicit_bzero(p, malloc_usable_size(p));
	__libc_free(p);
}

/* Another place, and nothing left in the old one. */
static void *
moved(void *p, size_t n)
{
	size_t old = malloc_usable_size(p);
	void *q = got(MAY() ? __libc_malloc(n) : NULL, n);

	if (q == NULL)
		return NULL;
	memcpy(q, p, old < n ? old : n);
	free(p);
	return q;
}

/* Of nothing it is free(3), which answers with NULL too. */
void *
realloc(void *p, size_t n)
{
	if (wiping && p != NULL && n != 0)
		return moved(p, n);
	if (p != NULL && n == 0) {
		free(p);
		return NULL;
	}
	return got(MAY() ? __libc_realloc(p, n) : NULL, n);
}

static void *
aligned(size_t align, size_t n)
{
	return got(MAY() ? __libc_memalign(align, n) : NULL, n);
}

void *
memalign(size_t align, size_t n)
{
	return aligned(align, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	return aligned(align, n);
}

int
posix_memalign(void **p_r, size_t align, size_t n)
{
	void *p;

	if (align % sizeof(void *) != 0 || align == 0 || (align & (align - 1)) != 0)
		return EINVAL;
	p = aligned(align, n);
	if (p == NULL)
		return ENOMEM;
	*p_r = p;
	return 0;
}

/* NOLINTEND(bugprone-reserved-identifier,readability-inconsistent-declaration-parameter-name) */

#define HOLE_MOST	((size_t)64 << 20)	/* bytes of the largest hole that is looked for */
#define EXACT		((size_t)1040)		/* glibc keeps pieces up to this size apart by size, 16 bytes each */
#define KEPT		((size_t)1 << 20)	/* bytes at the end of the heap that are not given back to the kernel */
#define AHEAD		((size_t)64 << 10)	/* bytes taken ahead: calloc writes zeros over these, over what just came it does not */

static size_t
smaller(size_t n)
{
	if (n <= EXACT)
		return n - 16;
	return n - n / 8 > EXACT ? n - n / 8 : EXACT;
}

/* Take every hole for good: from the largest down, each until the heap has to grow for it. */
void
heap_settle(void)
{
	const char *end = (const char *)sbrk(0) - mallinfo2().keepcost;

	(void)mallopt(M_TRIM_THRESHOLD, 1 << 30);
	(void)mallopt(M_MMAP_THRESHOLD, (int)KEPT);
	(void)mallopt(M_TOP_PAD, (int)AHEAD);
	for (size_t n = HOLE_MOST; n >= 16; n = smaller(n)) {
		char *p;

		while ((p = __libc_malloc(n)) != NULL && p < end)
			;
		if (n > EXACT)
			__libc_free(p);
	}
	(void)malloc_trim(0);
}

#else

void
heap_settle(void)
{
}

#endif
