/* SPDX-License-Identifier: EUPL-1.2 */
/* set.c - words, each with a number of the caller's, found again in constant time. */
#include "detect/set.h"

#include "base/banned.h"

#define SLOTS_FIRST	((size_t)64)	/* a power of two, and so is every size after it */

struct slot {
	struct str	 word;		/* absent: free */
	uint32_t	 value;
};

struct set {
	struct arena	*mem;
	struct slot	*v;
	size_t		 n, cap;
};

/* FNV-1a, 64 bits. */
static uint64_t
hash_of(struct str s)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return h;
}

/* Where the word stands, or the free slot where it would.  At most half of the slots are taken, so there is one. */
static struct slot *
slot_of(const struct set *set, struct str word)
{
	size_t i = hash_of(word) & (set->cap - 1);

	while (set->v[i].word.p != NULL && !str_eq(set->v[i].word, word))
		i = (i + 1) & (set->cap - 1);
	return &set->v[i];
}

struct set *
set_new(struct arena *mem)
{
	struct set *set = NEW(mem, struct set, 1);

	*set = (struct set){ .mem = mem, .cap = SLOTS_FIRST, .v = NEW(mem, struct slot, SLOTS_FIRST) };
	return set;
}

static void
grow(struct set *set)
{
	struct set old = *set;

	set->cap = mul_or_die(old.cap, 2);
	set->v = NEW(set->mem, struct slot, set->cap);
	for (size_t i = 0; i < old.cap; i++) {
		if (old.v[i].word.p != NULL)
			*slot_of(set, old.v[i].word) = old.v[i];
	}
}

uint32_t *
set_add(struct set *set, struct str word)
{
	struct slot *slot = slot_of(set, word);

	must(word.n != 0);
	if (slot->word.p != NULL)
		return &slot->value;
	if (set->n >= set->cap / 2) {
		grow(set);
		slot = slot_of(set, word);
	}
	slot->word = str_dup(set->mem, word);
	set->n++;
	return &slot->value;
}

uint32_t
set_get(const struct set *set, struct str word)
{
	return word.n == 0 ? 0 : slot_of(set, word)->value;
}
