/* SPDX-License-Identifier: EUPL-1.2 */
/* pdf_heap.c - memory for MuPDF (decisions 054). */
#include "pdf/pdf_heap.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#define STEP		((size_t)16)		/* sizes go up by this, and pieces are aligned to it */
#define SMALL		((size_t)2048)		/* largest piece of our own; what is larger is malloc's */
#define CLASSES		(SMALL / STEP)
#define BLOCK		((size_t)256 << 10)	/* taken from malloc at a time */

/* Before each piece; of a piece that was given back, the next one of its size stands behind it. */
struct head {
	size_t		 room;			/* bytes of the piece: a multiple of STEP, or above SMALL what was asked */
	struct head	*next;
};

_Static_assert(sizeof(struct head) == STEP, "a piece stands at a multiple of STEP");

struct pdf_heap {
	struct head	*free[CLASSES];
	char		*at;			/* in the block in hand */
	size_t		 left;
};

static struct pdf_heap heap;

static struct head *
head_of(void *p)
{
	return (struct head *)(void *)((char *)p - sizeof(struct head));
}

static void *
large(size_t n)
{
	struct head *h = n > SIZE_MAX - sizeof *h ? NULL : malloc(n + sizeof *h);

	if (h == NULL)
		return NULL;
	h->room = n;
	return h + 1;
}

/* A piece of a new block.  What is left of the old one is lost, and less than the piece. */
static struct head *
cut(struct pdf_heap *p, size_t room)
{
	size_t n = room + sizeof(struct head);
	struct head *h;

	if (p->left < n) {
		char *block = malloc(BLOCK);

		if (block == NULL)
			return NULL;
		p->at = block;
		p->left = BLOCK;
	}
	h = (struct head *)(void *)p->at;
	p->at += n;
	p->left -= n;
	h->room = room;
	return h;
}

static void *
take(void *user, size_t n)
{
	struct pdf_heap *p = user;
	struct head *h;
	size_t class;

	if (n > SMALL)
		return large(n);
	class = n == 0 ? 0 : (n - 1) / STEP;
	h = p->free[class];
	if (h != NULL)
		p->free[class] = h->next;
	else if ((h = cut(p, (class + 1) * STEP)) == NULL)
		return NULL;
	return h + 1;
}

static void
give_back(void *user, void *old)
{
	struct pdf_heap *p = user;
	struct head *h;

	if (old == NULL)
		return;
	h = head_of(old);
	if (h->room > SMALL) {
		free(h);
		return;
	}
	h->next = p->free[h->room / STEP - 1];
	p->free[h->room / STEP - 1] = h;
}

static void *
again(void *user, void *old, size_t n)
{
	struct head *h;
	void *new;

	if (old == NULL)
		return take(user, n);
	h = head_of(old);
	if (h->room > SMALL && n > SMALL) {
		struct head *grown = n > SIZE_MAX - sizeof *h ? NULL : realloc(h, n + sizeof *h);

		if (grown == NULL)
			return NULL;
		grown->room = n;
		return grown + 1;
	}
	if (n <= h->room && h->room <= SMALL)
		return old;
	if ((new = take(user, n)) == NULL)
		return NULL;
	memcpy(new, old, n < h->room ? n : h->room);
	give_back(user, old);
	return new;
}

const fz_alloc_context *
pdf_heap(void)
{
	static const fz_alloc_context alloc = { &heap, take, again, give_back };

	return &alloc;
}

#else

const fz_alloc_context *
pdf_heap(void)
{
	return NULL;
}

#endif
