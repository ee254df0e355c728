/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.c - memory with one owner and one end. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define REDZONE		((size_t)16)	/* between two pieces; poisoned */
#else
#define REDZONE		((size_t)0)	/* nobody looks at it, and of small pieces it is a fifth of the memory */
#define ASAN_POISON_MEMORY_REGION(p, n)		((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n)	((void)(p), (void)(n))
#endif

#include "base/banned.h"

/* Small arenas are many (one for each document), so the first chunk is small. */
#define CHUNK_FIRST	((size_t)8 << 10)
#define CHUNK_MOST	((size_t)1 << 20)
#define ALIGN_MOST	_Alignof(max_align_t)

struct chunk {
	struct chunk	*prev;
	size_t		 size, used;
	max_align_t	 bytes[];
};

struct arena {
	const char	*name;
	uint64_t	 limit, taken;
	struct chunk	*top;
};

void
must_failed(const char *cond, const char *file, int line)
{
	(void)fprintf(stderr, "woostraat: bug: %s (%s:%d)\n", cond, file, line);
	_exit(EXIT_BUG);
}

static void
limit_reached(const struct arena *a, size_t size)
{
	(void)fprintf(stderr, "woostraat: geheugengrens van %s (%llu bytes) bereikt bij %zu bytes\n", a->name,
	    (unsigned long long)a->limit, size);
	_exit(EXIT_LIMIT);
}

struct arena *
arena_new(const char *name, uint64_t limit)
{
	struct arena *a = calloc(1, sizeof *a);

	if (a == NULL)
		_exit(EXIT_LIMIT);
	a->name = name;
	a->limit = limit;
	return a;
}

static void
chunk_push(struct arena *a, size_t need)
{
	size_t size = a->top == NULL ? CHUNK_FIRST : a->top->size * 2;
	struct chunk *c;

	if (size > CHUNK_MOST)
		size = CHUNK_MOST;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof *c || a->taken + size + sizeof *c > a->limit)
		limit_reached(a, need);
	c = calloc(1, sizeof *c + size);
	if (c == NULL)
		limit_reached(a, need);
	c->prev = a->top;
	c->size = size;
	a->top = c;
	a->taken += size + sizeof *c;
	ASAN_POISON_MEMORY_REGION(c->bytes, size);
}

void *
arena_alloc(struct arena *a, size_t size, size_t align)
{
	size_t at;
	char *p;

	must(align != 0 && align <= ALIGN_MOST && (align & (align - 1)) == 0);
	if (size > SIZE_MAX / 2)
		limit_reached(a, size);
	at = a->top == NULL ? 0 : (a->top->used + align - 1) & ~(align - 1);
	if (a->top == NULL || at > a->top->size || size + REDZONE > a->top->size - at) {
		chunk_push(a, size + REDZONE);
		at = 0;
	}
	p = (char *)a->top->bytes + at;
	a->top->used = at + size + REDZONE;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

struct mark
arena_mark(const struct arena *a)
{
	return (struct mark){ a->top, a->top == NULL ? 0 : a->top->used };
}

void
arena_rewind(struct arena *a, struct mark m)
{
	while (a->top != m.chunk) {
		struct chunk *c = a->top;

		must(c != NULL);
		a->top = c->prev;
		a->taken -= c->size + sizeof *c;
		ASAN_UNPOISON_MEMORY_REGION(c->bytes, c->size);
		free(c);
	}
	if (a->top == NULL)
		return;
	must(m.used <= a->top->used);
	ASAN_UNPOISON_MEMORY_REGION((char *)a->top->bytes + m.used, a->top->used - m.used);
	memset((char *)a->top->bytes + m.used, 0, a->top->used - m.used);
	ASAN_POISON_MEMORY_REGION((char *)a->top->bytes + m.used, a->top->used - m.used);
	a->top->used = m.used;
}

uint64_t
arena_used(const struct arena *a)
{
	return a->taken;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_rewind(a, (struct mark){ NULL, 0 });
	free(a);
}

size_t
mul_or_die(size_t a, size_t b)
{
	size_t r;

	if (__builtin_mul_overflow(a, b, &r)) {
		(void)fprintf(stderr, "woostraat: %zu maal %zu bytes past niet\n", a, b);
		_exit(EXIT_LIMIT);
	}
	return r;
}

void *
arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size, size_t align)
{
	void *w;

	if (n < *cap)
		return v;
	*cap = *cap == 0 ? 8 : mul_or_die(*cap, 2);
	w = arena_alloc(a, mul_or_die(*cap, size), align);
	if (n != 0)
		memcpy(w, v, n * size);
	return w;
}
