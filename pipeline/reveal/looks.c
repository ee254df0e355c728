/* SPDX-License-Identifier: EUPL-1.2 */
/* looks.c - styles of a document by name, and whether text in them is white, tiny or on a coloured ground. */
#include "reveal/looks.h"

#include "base/banned.h"

#define STYLES_MOST	((size_t)1 << 16)	/* a long document has some hundreds */
#define SLOTS		(2 * STYLES_MOST)
#define PARENTS_MOST	16			/* styles made of each other; a ring ends here too */

struct style {
	struct str	 name, parent;
	char		 family;
	unsigned	 look;
};

struct looks {
	struct arena	*mem;
	struct style	*v;
	size_t		 n, cap;
	uint32_t	*slots;		/* 1 + index in v; 0 = free */
};

struct looks *
looks_new(struct arena *mem)
{
	struct looks *l = NEW(mem, struct looks, 1);

	l->mem = mem;
	l->slots = NEW(mem, uint32_t, SLOTS);
	return l;
}

/* The slot in which the style stands, or would stand. */
static uint32_t *
slot_of(const struct looks *l, char family, struct str name)
{
	uint64_t h = 14695981039346656037u ^ (unsigned char)family; /* FNV-1a */

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 1099511628211u;
	for (size_t i = (size_t)(h ^ h >> 32) % SLOTS;; i = (i + 1) % SLOTS) {
		const struct style *s = l->slots[i] == 0 ? NULL : &l->v[l->slots[i] - 1];

		if (s == NULL || (s->family == family && str_eq(s->name, name)))
			return &l->slots[i];
	}
}

bool
looks_add(struct looks *l, char family, struct str name, struct str parent, unsigned look)
{
	uint32_t *slot;

	if (name.n == 0)
		return true;
	slot = slot_of(l, family, name);
	if (*slot == 0) {
		if (l->n == STYLES_MOST)
			return false;
		*PUSH(l->mem, l->v, l->n, l->cap) = (struct style){ .name = str_dup(l->mem, name), .family = family };
		*slot = (uint32_t)l->n;
	}
	l->v[*slot - 1].parent = str_dup(l->mem, parent);
	l->v[*slot - 1].look = look;
	return true;
}

unsigned
look_over(unsigned own, unsigned under)
{
	static const unsigned kinds[] = { LOOK_WHITE | LOOK_COLOUR, LOOK_TINY | LOOK_SIZED };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if ((own & kinds[i]) == 0)
			own |= under & kinds[i];
	}
	return own | (under & (LOOK_SHADED | LOOK_HIDES | LOOK_CLIPS));
}

unsigned
looks_of(const struct looks *l, char family, struct str name)
{
	unsigned look = 0;

	for (int i = 0; i < PARENTS_MOST && name.n != 0; i++) {
		const uint32_t *slot = slot_of(l, family, name);

		if (*slot == 0)
			break;
		look = look_over(look, l->v[*slot - 1].look);
		name = l->v[*slot - 1].parent;
	}
	return look;
}

bool
look_is_white(struct str s)
{
	if (str_starts(s, S("#")))
		s = str_from(s, 1);
	if (s.n == 8)
		s = str_from(s, 2);
	return str_eq_nocase(s, S("FFFFFF"));
}

bool
look_is_faint(unsigned look)
{
	return (look & LOOK_TINY) != 0 || (look & (LOOK_WHITE | LOOK_SHADED)) == LOOK_WHITE;
}
