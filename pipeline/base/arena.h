/* SPDX-License-Identifier: EUPL-1.2 */
/* arena.h - memory with one owner and one end. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/defs.h"

/*
 * Allocation never returns NULL: past its limit (bytes, overhead included) an
 * arena ends the process with EXIT_LIMIT, which the supervisor reports against
 * the document in hand.  Memory is zeroed.  Not for use from several threads.
 */
struct arena;
struct mark { void *chunk; size_t used; };

/* name is for the message at the limit and must outlive the arena. */
struct arena	*arena_new(const char *name, uint64_t limit);
void		*arena_alloc(struct arena *, size_t size, size_t align)
		    __attribute__((returns_nonnull, malloc, alloc_size(2)));
struct mark	 arena_mark(const struct arena *);
void		 arena_rewind(struct arena *, struct mark);
uint64_t	 arena_used(const struct arena *);	/* bytes taken from the system */
void		 arena_free(struct arena *);		/* NULL is fine */
size_t		 mul_or_die(size_t, size_t);

#define NEW(a, T, n)	((T *)arena_alloc((a), mul_or_die((n), sizeof(T)), _Alignof(T)))

/*
 * Grow an array that lives in an arena: room for one more than n elements of
 * size bytes.  The old copy stays in the arena until its end; doubling keeps
 * that waste below the size of the array.
 */
void		*arena_grow(struct arena *, void *v, size_t n, size_t *cap, size_t size, size_t align);
#define PUSH(a, v, n, cap)							\
	((v) = arena_grow((a), (v), (n), &(cap), sizeof *(v), _Alignof(__typeof__(*(v)))),	\
	 &(v)[(n)++])

#endif
